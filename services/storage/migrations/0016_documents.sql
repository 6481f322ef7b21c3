-- Templates that staff put in the place of those that are shipped. content: the DOCX.
CREATE TABLE document_templates (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  body {{BYTES}} NOT NULL,
  content {{BYTES}}
);

-- What was printed. content: the lines of the document, to be compared with later; sealed by the key
-- key_id, in the clear where it is empty.
CREATE TABLE prints (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  kind {{INT}} NOT NULL,
  subject {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  key_id {{TEXT}} NOT NULL,
  content {{BYTES}} NOT NULL
);

CREATE INDEX prints_by_create ON prints (event, create_us, name);
CREATE INDEX prints_by_subject ON prints (subject, create_us, name);
CREATE INDEX prints_by_key ON prints (key_id, name);
