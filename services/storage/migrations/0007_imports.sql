-- Imports under way: what was read of their files, whom they spoke of, and what they rejected.

-- Rows of the file as they were read, some hundred each, until they are carried out.
CREATE TABLE import_batches (
  operation {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (operation, number)
);

-- The people (or delegations) that earlier rows of the same file spoke of.
CREATE TABLE import_subjects (
  operation {{TEXT}} NOT NULL,
  subject {{TEXT}} NOT NULL,
  line {{INT}} NOT NULL,
  PRIMARY KEY (operation, subject)
);

CREATE TABLE import_rejects (
  operation {{TEXT}} NOT NULL,
  line {{INT}} NOT NULL,
  number {{INT}} NOT NULL,
  severity {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (operation, line, number)
);
