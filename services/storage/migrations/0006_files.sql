-- Files on their way in and out. A file that is still being written expires too, an hour after its
-- last bytes came.
CREATE TABLE files (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  caller {{TEXT}} NOT NULL,
  is_complete {{INT}} NOT NULL,
  expire_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX files_by_expiry ON files (expire_us, name);

-- Its bytes: chunks of 256 KiB, numbered from 0, the last one of what is left.
CREATE TABLE file_chunks (
  file {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  bytes {{BYTES}} NOT NULL,
  PRIMARY KEY (file, number)
);

-- Operations that read a file, which stays until they end.
CREATE TABLE file_holders (
  file {{TEXT}} NOT NULL,
  operation {{TEXT}} NOT NULL,
  PRIMARY KEY (file, operation)
);

CREATE INDEX file_holders_by_operation ON file_holders (operation, file);
