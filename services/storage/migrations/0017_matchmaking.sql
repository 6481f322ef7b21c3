-- Who wants to meet whom at an event.

CREATE TABLE matchmaking_settings (
  event {{TEXT}} NOT NULL PRIMARY KEY,
  body {{BYTES}} NOT NULL
);

-- pair: both parties, whichever asks, see matchmaking/table.h. from_delegation, to_delegation: whose
-- side it is; empty: the organisers'. expire_us: when it expires if it still waits for an answer.
CREATE TABLE meeting_requests (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  from_party {{TEXT}} NOT NULL,
  to_party {{TEXT}} NOT NULL,
  from_delegation {{TEXT}} NOT NULL,
  to_delegation {{TEXT}} NOT NULL,
  pair {{TEXT}} NOT NULL,
  is_organizers {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  preference {{INT}} NOT NULL,
  meeting {{TEXT}} NOT NULL,
  expire_us {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX meeting_requests_by_create ON meeting_requests (event, create_us, name);
CREATE INDEX meeting_requests_by_state ON meeting_requests (event, state, create_us, name);
CREATE INDEX meeting_requests_of_party ON meeting_requests (event, from_party, state);
CREATE INDEX meeting_requests_of_pair ON meeting_requests (event, pair);
CREATE INDEX meeting_requests_expiring ON meeting_requests (expire_us)
  WHERE state IN (1, 4) AND deleted_us = 0;

-- Whom a request names. role: 'party', or 'person' for a participant or person of a side.
CREATE TABLE meeting_request_names (
  who {{TEXT}} NOT NULL,
  role {{TEXT}} NOT NULL,
  request {{TEXT}} NOT NULL,
  PRIMARY KEY (who, role, request)
){{BY_KEY}};

CREATE INDEX meeting_request_names_by_request ON meeting_request_names (request, who, role);

CREATE TABLE blocked_pairs (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  event {{TEXT}} NOT NULL,
  pair {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE UNIQUE INDEX blocked_pairs_by_pair ON blocked_pairs (event, pair);
CREATE INDEX blocked_pairs_by_create ON blocked_pairs (event, create_us, name);
