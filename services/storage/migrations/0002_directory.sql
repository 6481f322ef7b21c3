-- Organizations and people. Each offered order has an index, alone and behind each field that a
-- filter may pin.

CREATE TABLE organizations (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  type {{INT}} NOT NULL,
  country_code {{TEXT}} NOT NULL,
  subdivision_code {{TEXT}} NOT NULL,
  parent {{TEXT}} NOT NULL,
  sort_key {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  update_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX organizations_by_sort ON organizations (sort_key, name);
CREATE INDEX organizations_by_create ON organizations (create_us, name);
CREATE INDEX organizations_by_type_sort ON organizations (type, sort_key, name);
CREATE INDEX organizations_by_type_create ON organizations (type, create_us, name);
CREATE INDEX organizations_by_country_sort ON organizations (country_code, sort_key, name);
CREATE INDEX organizations_by_country_create ON organizations (country_code, create_us, name);
CREATE INDEX organizations_by_subdivision_sort ON organizations (subdivision_code, sort_key, name);
CREATE INDEX organizations_by_subdivision_create ON organizations (subdivision_code, create_us, name);
CREATE INDEX organizations_by_parent_sort ON organizations (parent, sort_key, name);
CREATE INDEX organizations_by_parent_create ON organizations (parent, create_us, name);

CREATE TABLE people (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  organization {{TEXT}} NOT NULL,
  country_code {{TEXT}} NOT NULL,
  sort_name {{TEXT}} NOT NULL,
  sort_key {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  update_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX people_by_sort ON people (sort_key, name);
CREATE INDEX people_by_create ON people (create_us, name);
CREATE INDEX people_by_sort_name ON people (sort_name, sort_key, name);
CREATE INDEX people_by_organization_sort ON people (organization, sort_key, name);
CREATE INDEX people_by_organization_create ON people (organization, create_us, name);
CREATE INDEX people_by_country_sort ON people (country_code, sort_key, name);
CREATE INDEX people_by_country_create ON people (country_code, create_us, name);
