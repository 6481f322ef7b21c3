-- How far what is classified may go, for the change log and whoever asks who sees it: every resource
-- with a classification, deleted ones included. See storage/classified.h.
CREATE TABLE classified (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  classification {{INT}} NOT NULL
);

-- What is negotiated with whom. standing_body: "bodies/…"; empty: none. body: the resource.

CREATE TABLE bodies (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  kind {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);
CREATE INDEX bodies_by_create ON bodies (create_us, name);

CREATE TABLE negotiations (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  counterpart {{TEXT}} NOT NULL,
  standing_body {{TEXT}} NOT NULL,
  responsible {{TEXT}} NOT NULL,
  state {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);
CREATE INDEX negotiations_by_create ON negotiations (create_us, name);
CREATE INDEX negotiations_of_counterpart ON negotiations (counterpart, create_us, name);
CREATE INDEX negotiations_of_body ON negotiations (standing_body);

-- start_us: 0 where no time is known.
CREATE TABLE rounds (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  negotiation {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  standing_body {{TEXT}} NOT NULL,
  session_number {{INT}} NOT NULL,
  event {{TEXT}} NOT NULL,
  meeting {{TEXT}} NOT NULL,
  start_us {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);
CREATE UNIQUE INDEX rounds_numbered ON rounds (negotiation, number) WHERE deleted_us = 0;
CREATE UNIQUE INDEX rounds_as_sessions ON rounds (standing_body, session_number)
  WHERE deleted_us = 0 AND session_number > 0;
CREATE INDEX rounds_by_number ON rounds (negotiation, number, name);
CREATE INDEX rounds_by_start ON rounds (negotiation, start_us, name);
CREATE INDEX rounds_of_event ON rounds (event);
CREATE INDEX rounds_of_meeting ON rounds (meeting);

CREATE TABLE topics (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  negotiation {{TEXT}} NOT NULL,
  state {{INT}} NOT NULL,
  priority {{INT}} NOT NULL,
  place {{INT}} NOT NULL,
  owner {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);
CREATE INDEX topics_by_place ON topics (negotiation, place, name);
CREATE INDEX topics_by_priority ON topics (negotiation, priority, name);

CREATE TABLE positions (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  negotiation {{TEXT}} NOT NULL,
  topic {{TEXT}} NOT NULL,
  side {{INT}} NOT NULL,
  organization {{TEXT}} NOT NULL,
  round {{TEXT}} NOT NULL,
  classification {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);
CREATE INDEX positions_by_create ON positions (negotiation, create_us, name);
CREATE INDEX positions_of_topic ON positions (topic, create_us, name);

-- body: the position as it was.
CREATE TABLE position_revisions (
  position {{TEXT}} NOT NULL,
  revision {{INT}} NOT NULL,
  classification {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (position, revision)
);

CREATE TABLE contacts (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  negotiation {{TEXT}} NOT NULL,
  kind {{INT}} NOT NULL,
  date {{TEXT}} NOT NULL,
  round {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);
CREATE INDEX contacts_by_date ON contacts (negotiation, date, name);

-- What the resources above name. role: the field that names it: 'person', 'organization', 'topics'.
CREATE TABLE negotiation_names (
  who {{TEXT}} NOT NULL,
  role {{TEXT}} NOT NULL,
  resource {{TEXT}} NOT NULL,
  PRIMARY KEY (who, role, resource)
){{BY_KEY}};
CREATE INDEX negotiation_names_by_resource ON negotiation_names (resource, role, who);
