-- Delegations, participants and the quota ledger. A list is bounded by its event; the default order,
-- the orders by name and by creation, and the lists of one delegation, category or person have
-- indexes of their own.

CREATE TABLE delegations (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  organization {{TEXT}} NOT NULL,
  direction {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  sort_key {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  update_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX delegations_by_sort ON delegations (event, sort_key, name);
CREATE INDEX delegations_by_create ON delegations (event, create_us, name);
CREATE INDEX delegations_by_organization ON delegations (organization, sort_key, name);

-- has_seat: counted in quotas and category_use. left_seat: gave a seat up when leaving.
-- line_class: 0 first in line (came back for a seat that was given away), 1 in line, 2 not waiting.
-- slot_us: the place in line. A delegation's places are the times since when its people wait; who of
-- them takes which is decided by the focal point's rank.
CREATE TABLE participants (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  person {{TEXT}} NOT NULL,
  delegation {{TEXT}} NOT NULL,
  category {{TEXT}} NOT NULL,
  capacity {{INT}} NOT NULL,
  attendance {{INT}} NOT NULL,
  precedence {{INT}} NOT NULL,
  precedence_order {{INT}} NOT NULL,
  sort_name {{TEXT}} NOT NULL,
  sort_key {{BYTES}} NOT NULL,
  listed {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  active {{INT}} NOT NULL,
  has_seat {{INT}} NOT NULL,
  left_seat {{INT}} NOT NULL,
  line_class {{INT}} NOT NULL,
  line_rank {{INT}} NOT NULL,
  waiting_us {{INT}} NOT NULL,
  slot_us {{INT}} NOT NULL,
  has_journey {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  update_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

-- A person has at most one active participation in an event.
CREATE UNIQUE INDEX participants_one_active ON participants (event, person) WHERE active = 1;
CREATE INDEX participants_by_precedence ON participants (event, precedence_order, sort_key, name);
CREATE INDEX participants_by_sort ON participants (event, sort_key, name);
CREATE INDEX participants_by_create ON participants (event, create_us, name);
CREATE INDEX participants_by_delegation ON participants (delegation, precedence_order, sort_key, name);
CREATE INDEX participants_by_category ON participants (category, precedence_order, sort_key, name);
CREATE INDEX participants_by_person ON participants (person, create_us, name);
CREATE INDEX participants_in_line ON participants (category, line_class, slot_us, name) WHERE line_class < 2;
CREATE INDEX participants_waiting ON participants (delegation, category) WHERE line_class < 2;
CREATE INDEX participants_lines ON participants (event, category) WHERE line_class < 2;

-- Events that were closed and still have participations that nobody confirmed: the sweep goes on.
CREATE TABLE closing_events (
  event {{TEXT}} NOT NULL PRIMARY KEY
);

-- The ledger: seats used by a delegation in a category. No limit_seats: no limit.
CREATE TABLE quotas (
  delegation {{TEXT}} NOT NULL,
  category {{TEXT}} NOT NULL,
  event {{TEXT}} NOT NULL,
  limit_seats {{INT}},
  used {{INT}} NOT NULL,
  over_reason {{TEXT}} NOT NULL,
  PRIMARY KEY (delegation, category)
);

CREATE INDEX quotas_by_event ON quotas (event, delegation, category);
CREATE INDEX quotas_by_category ON quotas (category) WHERE limit_seats IS NOT NULL OR used > 0;

-- The same for a category in the whole event; its limit stands with the category.
CREATE TABLE category_use (
  category {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  used {{INT}} NOT NULL,
  over_reason {{TEXT}} NOT NULL
);

CREATE INDEX category_use_by_event ON category_use (event, category);

-- Seats are held while is_open = 1 and expire_us is to come; a sweeper closes what has expired.
CREATE TABLE seat_holds (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  delegation {{TEXT}} NOT NULL,
  category {{TEXT}} NOT NULL,
  seats {{INT}} NOT NULL,
  expire_us {{INT}} NOT NULL,
  is_open {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX seat_holds_by_expiry ON seat_holds (delegation, expire_us, name) WHERE is_open = 1;
CREATE INDEX seat_holds_of_category ON seat_holds (category, expire_us, seats) WHERE is_open = 1;
CREATE INDEX seat_holds_of_event ON seat_holds (event, expire_us) WHERE is_open = 1;
CREATE INDEX seat_holds_to_close ON seat_holds (expire_us, event) WHERE is_open = 1;

CREATE TABLE composition_changes (
  delegation {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  kind {{INT}} NOT NULL,
  change_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (delegation, number)
);

CREATE TABLE projects (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  organization {{TEXT}} NOT NULL,
  delegation {{TEXT}} NOT NULL,
  sort_key {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX projects_by_sort ON projects (event, sort_key, name);
CREATE INDEX projects_by_create ON projects (event, create_us, name);
CREATE INDEX projects_by_organization ON projects (organization);
