-- The schedule of events and the ledger of occupied time.

-- How an event is scheduled. number, major, minor: of the last version; 0: nothing was released.
-- changed: activities of the work in progress that differ from it.
CREATE TABLE schedule_settings (
  event {{TEXT}} NOT NULL PRIMARY KEY,
  number {{INT}} NOT NULL,
  major {{INT}} NOT NULL,
  minor {{INT}} NOT NULL,
  changed {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE TABLE tracks (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  precedence {{INT}} NOT NULL,
  precedence_order {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX tracks_by_precedence ON tracks (event, precedence_order, name);
CREATE INDEX tracks_by_create ON tracks (event, create_us, name);

-- Sessions (type 1), meetings (2) and bookings (3). body: the work in progress. released: as it was
-- last released, NULL where it never was or was taken out; equal to body where is_changed = 0.
-- kind to state and deleted_us are those of body; the columns released_… the same of what was
-- released, NULL where nothing is, and of bookings, which have one form. is_open: as released it is an
-- item of the programme, for everybody in the event.
CREATE TABLE activities (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  type {{INT}} NOT NULL,
  kind {{INT}} NOT NULL,
  track {{TEXT}} NOT NULL,
  start_us {{INT}} NOT NULL,
  end_us {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  is_open {{INT}} NOT NULL,
  is_changed {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  update_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  released_kind {{INT}},
  released_track {{TEXT}},
  released_start_us {{INT}},
  released_end_us {{INT}},
  released_state {{INT}},
  released_deleted_us {{INT}},
  body {{BYTES}} NOT NULL,
  released {{BYTES}}
);

CREATE INDEX activities_by_start ON activities (event, type, start_us, name);
CREATE INDEX activities_by_released_start ON activities (event, type, released_start_us, name)
  WHERE released_start_us IS NOT NULL;
CREATE INDEX activities_by_create ON activities (event, type, create_us, name);
CREATE INDEX activities_of_track ON activities (track) WHERE track <> '';
CREATE INDEX activities_changed ON activities (event, name) WHERE is_changed = 1;
CREATE INDEX activities_deleted ON activities (update_us) WHERE deleted_us > 0;

-- Whom and what an activity concerns: people, assets and delegations, booked or only invited.
-- layer 0: as released. layer 1: of the work in progress, only where it differs.
CREATE TABLE activity_links (
  subject {{TEXT}} NOT NULL,
  layer {{INT}} NOT NULL,
  start_us {{INT}} NOT NULL,
  activity {{TEXT}} NOT NULL,
  end_us {{INT}} NOT NULL,
  PRIMARY KEY (subject, layer, start_us, activity)
){{BY_KEY}};

CREATE INDEX activity_links_by_activity ON activity_links (activity, layer, subject);

-- The ledger: a subject is occupied on [start_us, end_us), buffers included. Rows of a subject whose
-- capacity is 1 never overlap; of a shared one the units never exceed its capacity. line numbers the
-- rows of an activity. venue, end_venue: where it is at the start and the end; empty: not known.
-- expire_us: 0, or when a hold ends; such rows count for nothing then.
CREATE TABLE occupancy (
  subject {{TEXT}} NOT NULL,
  start_us {{INT}} NOT NULL,
  activity {{TEXT}} NOT NULL,
  line {{INT}} NOT NULL,
  end_us {{INT}} NOT NULL,
  units {{INT}} NOT NULL,
  venue {{TEXT}} NOT NULL,
  end_venue {{TEXT}} NOT NULL,
  expire_us {{INT}} NOT NULL,
  PRIMARY KEY (subject, start_us, activity, line)
){{BY_KEY}};

CREATE INDEX occupancy_by_activity ON occupancy (activity, line);
CREATE INDEX occupancy_expiring ON occupancy (expire_us) WHERE expire_us > 0;

-- Versions of an event's schedule.
CREATE TABLE plans (
  event {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  is_minor {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (event, number)
){{BY_KEY}};

-- What was in a version: an activity as released, from version first_number up to, not including,
-- end_number (0: still). Never changed but for end_number.
CREATE TABLE plan_items (
  event {{TEXT}} NOT NULL,
  activity {{TEXT}} NOT NULL,
  first_number {{INT}} NOT NULL,
  end_number {{INT}} NOT NULL,
  start_us {{INT}} NOT NULL,
  type {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (event, activity, first_number)
){{BY_KEY}};

-- What an import made of the ids in its files.
CREATE TABLE imported_items (
  event {{TEXT}} NOT NULL,
  kind {{TEXT}} NOT NULL,
  external_id {{TEXT}} NOT NULL,
  resource {{TEXT}} NOT NULL,
  PRIMARY KEY (event, kind, external_id)
){{BY_KEY}};

CREATE TABLE schedule_import_remarks (
  operation {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  line {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (operation, number)
){{BY_KEY}};

CREATE INDEX schedule_import_remarks_by_line ON schedule_import_remarks (operation, line, number);

-- secret_hash: SHA-256 of the secret.
CREATE TABLE calendar_feeds (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  owner {{TEXT}} NOT NULL,
  secret_hash {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE UNIQUE INDEX calendar_feeds_by_secret ON calendar_feeds (secret_hash);
CREATE INDEX calendar_feeds_by_owner ON calendar_feeds (owner, create_us, name);
CREATE INDEX calendar_feeds_by_create ON calendar_feeds (create_us, name);
