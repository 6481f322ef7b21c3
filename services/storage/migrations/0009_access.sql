-- Users, their credentials and roles, registration links.

-- A user that was deleted leaves its name, which is never used again.
CREATE TABLE users (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  kind {{INT}} NOT NULL,
  disabled {{INT}} NOT NULL,
  -- When the claims that gave claimed_roles were issued.
  claims_us {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

-- Who a user is to others: "oidc <issuer> <subject>" and "certificate <name>".
CREATE TABLE user_identities (
  identity {{TEXT}} NOT NULL PRIMARY KEY,
  user_name {{TEXT}} NOT NULL
);

CREATE INDEX user_identities_by_user ON user_identities (user_name, identity);

-- Argon2id with its parameters and salt.
CREATE TABLE passwords (
  user_name {{TEXT}} NOT NULL PRIMARY KEY,
  hash {{TEXT}} NOT NULL
);

CREATE TABLE role_bindings (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  user_name {{TEXT}} NOT NULL,
  role {{INT}} NOT NULL,
  resource {{TEXT}} NOT NULL,
  -- The event that the resource is or lies in.
  event {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE UNIQUE INDEX role_bindings_by_user ON role_bindings (user_name, role, resource);
CREATE INDEX role_bindings_by_role ON role_bindings (role, create_us, name);
CREATE INDEX role_bindings_by_resource ON role_bindings (resource, create_us, name);
CREATE INDEX role_bindings_by_event ON role_bindings (event, create_us, name);
CREATE INDEX role_bindings_by_creation ON role_bindings (create_us, name);

-- API tokens (kind 1), sessions (2) and registration links (3), found by the id in their secret.
-- The row of a deleted user's stays until it would have expired, so that it is told for what it is.
CREATE TABLE credentials (
  id {{TEXT}} NOT NULL PRIMARY KEY,
  name {{TEXT}} NOT NULL,
  kind {{INT}} NOT NULL,
  -- The user, or the delegation that a link is for, and its event.
  owner {{TEXT}} NOT NULL,
  event {{TEXT}} NOT NULL,
  -- SHA-256 of the secret, and of what the browser gave that a link works in alone.
  secret_hash {{BYTES}} NOT NULL,
  browser_hash {{BYTES}} NOT NULL,
  create_us {{INT}} NOT NULL,
  expire_us {{INT}} NOT NULL,
  revoke_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  last_use_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE UNIQUE INDEX credentials_by_name ON credentials (name);
CREATE INDEX credentials_by_owner ON credentials (owner, kind, create_us, name);
CREATE INDEX credentials_by_event ON credentials (event, kind, create_us, name);
CREATE INDEX credentials_by_kind ON credentials (kind, create_us, name);
CREATE INDEX credentials_by_expiry ON credentials (expire_us, id);
