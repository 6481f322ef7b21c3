-- Protected personal data, and what else is kept encrypted.

-- field: "birth_date", "passport", "private_contacts". sealed: nonce and ciphertext. blind: a keyed hash
-- of the date, or of the number of the passport, by which exact values are found.
CREATE TABLE protected_data (
  person {{TEXT}} NOT NULL,
  field {{TEXT}} NOT NULL,
  key_id {{TEXT}} NOT NULL,
  sealed {{BYTES}} NOT NULL,
  blind {{BYTES}},
  update_us {{INT}} NOT NULL,
  PRIMARY KEY (person, field)
);

CREATE INDEX protected_data_by_blind ON protected_data (field, blind, person) WHERE blind IS NOT NULL;
CREATE INDEX protected_data_by_key ON protected_data (key_id, person, field);

-- Dates of birth that an older program kept in the clear, until a server with keys has sealed them.
CREATE TABLE unsealed_birth_days (
  person {{TEXT}} NOT NULL PRIMARY KEY,
  birth_day {{INT}} NOT NULL
);

INSERT INTO unsealed_birth_days (person, birth_day)
  SELECT name, birth_day FROM people WHERE birth_day IS NOT NULL;
DROP INDEX people_by_birth;
ALTER TABLE people DROP COLUMN birth_day;

-- The key that bytes, or a body, are sealed with; empty: they stand in the clear.
ALTER TABLE file_chunks ADD COLUMN key_id {{TEXT}} NOT NULL DEFAULT '';
ALTER TABLE import_batches ADD COLUMN key_id {{TEXT}} NOT NULL DEFAULT '';

-- A reject repeats what stood in a row. From now on its body is sealed; those in the clear go.
DELETE FROM import_rejects;
ALTER TABLE import_rejects ADD COLUMN key_id {{TEXT}} NOT NULL DEFAULT '';
