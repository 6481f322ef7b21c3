-- Who read whose protected data, beside what the change log has of it, which retention may cut.
CREATE TABLE revelations (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  person {{TEXT}} NOT NULL,
  reveal_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX revelations_by_person ON revelations (person, reveal_us, name);

-- release_us: 0 while a hold stands.
CREATE TABLE legal_holds (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  resource {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  release_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX legal_holds_by_create ON legal_holds (create_us, name);
CREATE INDEX legal_holds_standing ON legal_holds (resource) WHERE release_us = 0;

-- Who was erased. The same list is kept outside, and replayed on a database that was restored.
CREATE TABLE erasures (
  person {{TEXT}} NOT NULL PRIMARY KEY,
  erase_us {{INT}} NOT NULL
);

-- Events whose personal data has a date to go. Work begins at try_us and has come to the participant
-- `cursor_name`; done_us: 0 while something is left.
CREATE TABLE event_purges (
  event {{TEXT}} NOT NULL PRIMARY KEY,
  purge_us {{INT}} NOT NULL,
  try_us {{INT}} NOT NULL,
  cursor_name {{TEXT}} NOT NULL,
  is_held {{INT}} NOT NULL,
  done_us {{INT}} NOT NULL
);

CREATE INDEX event_purges_due ON event_purges (try_us) WHERE done_us = 0;
