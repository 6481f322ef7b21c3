-- Events and their participant categories. Each offered order of events has an index, alone and
-- behind each field that a filter may pin; a list of categories is bounded by its event.

CREATE TABLE events (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  kind {{INT}} NOT NULL,
  role {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  host {{TEXT}} NOT NULL,
  country_code {{TEXT}} NOT NULL,
  start_us {{INT}} NOT NULL,
  end_us {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX events_by_start ON events (start_us, name);
CREATE INDEX events_by_create ON events (create_us, name);
CREATE INDEX events_by_kind_start ON events (kind, start_us, name);
CREATE INDEX events_by_kind_create ON events (kind, create_us, name);
CREATE INDEX events_by_role_start ON events (role, start_us, name);
CREATE INDEX events_by_role_create ON events (role, create_us, name);
CREATE INDEX events_by_state_start ON events (state, start_us, name);
CREATE INDEX events_by_state_create ON events (state, create_us, name);
CREATE INDEX events_by_host_start ON events (host, start_us, name);
CREATE INDEX events_by_host_create ON events (host, create_us, name);
CREATE INDEX events_by_country_start ON events (country_code, start_us, name);
CREATE INDEX events_by_country_create ON events (country_code, create_us, name);

CREATE TABLE categories (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  precedence {{INT}} NOT NULL,
  needs_credentials {{INT}} NOT NULL,
  overflow_of {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX categories_by_precedence ON categories (event, precedence, name);
CREATE INDEX categories_by_create ON categories (event, create_us, name);
CREATE INDEX categories_by_overflow ON categories (overflow_of);
