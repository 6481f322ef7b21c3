-- Venues, assets and the ways between them.

CREATE TABLE venues (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  country_code {{TEXT}} NOT NULL,
  time_zone {{TEXT}} NOT NULL,
  sort_key {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX venues_by_sort ON venues (sort_key, name);
CREATE INDEX venues_by_create ON venues (create_us, name);

CREATE TABLE assets (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  kind {{INT}} NOT NULL,
  venue {{TEXT}} NOT NULL,
  person {{TEXT}} NOT NULL,
  capacity {{INT}} NOT NULL,
  sort_key {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX assets_by_sort ON assets (sort_key, name);
CREATE INDEX assets_by_create ON assets (create_us, name);
CREATE INDEX assets_by_kind ON assets (kind, sort_key, name);
CREATE INDEX assets_by_venue ON assets (venue, sort_key, name);
CREATE INDEX assets_by_person ON assets (person) WHERE person <> '';

-- What a combined asset is made of, one row for each part.
CREATE TABLE asset_parts (
  asset {{TEXT}} NOT NULL,
  part {{TEXT}} NOT NULL,
  PRIMARY KEY (asset, part)
){{BY_KEY}};

CREATE INDEX asset_parts_by_part ON asset_parts (part, asset);

CREATE TABLE travel_times (
  origin {{TEXT}} NOT NULL,
  destination {{TEXT}} NOT NULL,
  seconds {{INT}} NOT NULL,
  PRIMARY KEY (origin, destination)
){{BY_KEY}};

CREATE INDEX travel_times_by_destination ON travel_times (destination, origin);
CREATE INDEX travel_times_by_seconds ON travel_times (seconds);
