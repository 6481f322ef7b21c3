-- People who were registered by somebody who may not see whom they look like, for the secretariat to
-- look at. body: the pair without the people, who are read anew.
CREATE TABLE likely_duplicates (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  person {{TEXT}} NOT NULL,
  candidate {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX likely_duplicates_by_create ON likely_duplicates (create_us, name);
CREATE INDEX likely_duplicates_of_person ON likely_duplicates (person);
CREATE INDEX likely_duplicates_of_candidate ON likely_duplicates (candidate);

-- The projects of one delegation, for its focal point.
CREATE INDEX projects_by_delegation ON projects (delegation, sort_key, name);
