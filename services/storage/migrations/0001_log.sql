-- The change log and what stands beside it.

CREATE TABLE change_heads (
  partition_name {{TEXT}} NOT NULL PRIMARY KEY,
  number {{INT}} NOT NULL,
  hash {{BYTES}} NOT NULL,
  time_us {{INT}} NOT NULL,
  oldest_kept {{INT}} NOT NULL,
  hash_before_oldest {{BYTES}} NOT NULL
);

CREATE TABLE changes (
  partition_name {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  transaction_id {{BYTES}} NOT NULL,
  time_us {{INT}} NOT NULL,
  caller {{TEXT}} NOT NULL,
  method {{TEXT}} NOT NULL,
  resource {{TEXT}} NOT NULL,
  kind {{INT}} NOT NULL,
  payload {{BYTES}},
  payload_key {{BYTES}},
  commitment {{BYTES}} NOT NULL,
  hash {{BYTES}} NOT NULL,
  PRIMARY KEY (partition_name, number)
);

CREATE INDEX changes_by_resource ON changes (resource, number);

CREATE TABLE request_keys (
  day {{INT}} NOT NULL PRIMARY KEY,
  secret {{BYTES}} NOT NULL,
  expire_us {{INT}} NOT NULL
);

CREATE TABLE requests (
  caller {{TEXT}} NOT NULL,
  request_id {{TEXT}} NOT NULL,
  method {{TEXT}} NOT NULL,
  digest {{BYTES}} NOT NULL,
  day {{INT}} NOT NULL,
  answer {{BYTES}} NOT NULL,
  expire_us {{INT}} NOT NULL,
  PRIMARY KEY (caller, request_id)
);

CREATE INDEX requests_by_expiry ON requests (expire_us);

CREATE TABLE request_resources (
  resource {{TEXT}} NOT NULL,
  caller {{TEXT}} NOT NULL,
  request_id {{TEXT}} NOT NULL,
  PRIMARY KEY (resource, caller, request_id)
);

CREATE INDEX request_resources_by_request ON request_resources (caller, request_id);

-- Small facts of this installation: page token key, creation time.
CREATE TABLE settings (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  value {{BYTES}} NOT NULL
);

-- PostgreSQL only writes here: one row a group, to learn the fate of a lost commit.
CREATE TABLE commit_groups (
  id {{BYTES}} NOT NULL PRIMARY KEY,
  time_us {{INT}} NOT NULL
);

-- Long work.
CREATE TABLE operations (
  id {{TEXT}} NOT NULL PRIMARY KEY,
  caller {{TEXT}} NOT NULL,
  method {{TEXT}} NOT NULL,
  done {{INT}} NOT NULL,
  cancel_asked {{INT}} NOT NULL,
  lease_owner {{TEXT}} NOT NULL,
  lease_expire_us {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX operations_by_lease ON operations (done, lease_expire_us);
