-- Searching the directory: how readers of a language see names, words and keys they are found by, and
-- the names of people who were merged into others. Rows of before are completed in the background;
-- until then they stand in the common order.

ALTER TABLE organizations ADD COLUMN sort_ru {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN sort_be {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN sort_en {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN sort_zh {{BYTES}} NOT NULL DEFAULT '';
UPDATE organizations SET sort_ru = sort_key, sort_be = sort_key, sort_en = sort_key, sort_zh = sort_key;

CREATE INDEX organizations_by_sort_ru ON organizations (sort_ru, name);
CREATE INDEX organizations_by_sort_be ON organizations (sort_be, name);
CREATE INDEX organizations_by_sort_en ON organizations (sort_en, name);
CREATE INDEX organizations_by_sort_zh ON organizations (sort_zh, name);

-- birth_day: days since 1970-01-01; it stands here and nowhere else. email_key: the address in small
-- letters. deleted_us is -1 for who was merged into another: no list shows these rows.
ALTER TABLE people ADD COLUMN birth_day {{INT}};
ALTER TABLE people ADD COLUMN email_key {{TEXT}} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN sort_ru {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN sort_be {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN sort_en {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN sort_zh {{BYTES}} NOT NULL DEFAULT '';
UPDATE people SET sort_ru = sort_key, sort_be = sort_key, sort_en = sort_key, sort_zh = sort_key;

CREATE INDEX people_by_sort_ru ON people (sort_ru, name);
CREATE INDEX people_by_sort_be ON people (sort_be, name);
CREATE INDEX people_by_sort_en ON people (sort_en, name);
CREATE INDEX people_by_sort_zh ON people (sort_zh, name);
CREATE INDEX people_by_birth ON people (birth_day, name) WHERE birth_day IS NOT NULL;
CREATE INDEX people_by_email ON people (email_key, name) WHERE email_key <> '';

CREATE TABLE person_aliases (
  alias {{TEXT}} NOT NULL PRIMARY KEY,
  person {{TEXT}} NOT NULL
);

CREATE INDEX person_aliases_of ON person_aliases (person, alias);

-- One row for each word that somebody is found by. kind: 0 people, 1 organizations. sounds: all words
-- of the subject, each after a blank, so that the other words of a query are seen on the same row.
CREATE TABLE directory_words (
  kind {{INT}} NOT NULL,
  word {{TEXT}} NOT NULL,
  subject {{TEXT}} NOT NULL,
  sounds {{TEXT}} NOT NULL,
  PRIMARY KEY (kind, word, subject)
){{BY_KEY}};

-- The words there are, and the pieces of each, for what was misspelt.
CREATE TABLE directory_vocabulary (
  kind {{INT}} NOT NULL,
  word {{TEXT}} NOT NULL,
  PRIMARY KEY (kind, word)
){{BY_KEY}};

CREATE TABLE word_trigrams (
  kind {{INT}} NOT NULL,
  trigram {{TEXT}} NOT NULL,
  word {{TEXT}} NOT NULL,
  PRIMARY KEY (kind, trigram, word)
){{BY_KEY}};

-- How the family name and the given name sound, by which duplicates are found.
CREATE TABLE person_keys (
  key {{TEXT}} NOT NULL,
  person {{TEXT}} NOT NULL,
  PRIMARY KEY (key, person)
){{BY_KEY}};

-- Each name of an organization, folded.
CREATE TABLE organization_keys (
  key {{TEXT}} NOT NULL,
  organization {{TEXT}} NOT NULL,
  PRIMARY KEY (key, organization)
){{BY_KEY}};
