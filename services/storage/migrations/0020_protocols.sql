-- What was written down of negotiations.

CREATE TABLE protocols (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  negotiation {{TEXT}} NOT NULL,
  type {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  round {{TEXT}} NOT NULL,
  date {{TEXT}} NOT NULL,
  amends {{TEXT}} NOT NULL,
  superseded_by {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX protocols_by_date ON protocols (negotiation, date, name);
CREATE INDEX protocols_by_create ON protocols (negotiation, create_us, name);
CREATE INDEX protocols_of_round ON protocols (round, name) WHERE round <> '';

-- Whom a protocol names. role: 'signatory', 'initials' or 'approver'.
CREATE TABLE protocol_people (
  who {{TEXT}} NOT NULL,
  role {{TEXT}} NOT NULL,
  protocol {{TEXT}} NOT NULL,
  PRIMARY KEY (who, role, protocol)
){{BY_KEY}};

CREATE INDEX protocol_people_by_protocol ON protocol_people (protocol, who, role);

-- sequence: where it stands in the whole protocol, from 1; of a deleted one, where it stood. side:
-- who undertook it; 0: not a commitment.
CREATE TABLE protocol_items (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  protocol {{TEXT}} NOT NULL,
  parent_item {{TEXT}} NOT NULL,
  sequence {{INT}} NOT NULL,
  kind {{INT}} NOT NULL,
  topic {{TEXT}} NOT NULL,
  amends_item {{TEXT}} NOT NULL,
  side {{INT}} NOT NULL,
  due_date {{TEXT}} NOT NULL,
  is_continuous {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX protocol_items_by_sequence ON protocol_items (protocol, sequence, name);
CREATE INDEX protocol_items_by_create ON protocol_items (protocol, create_us, name);
CREATE INDEX protocol_items_of_topic ON protocol_items (topic, name) WHERE topic <> '';
CREATE INDEX protocol_items_amending ON protocol_items (amends_item, name) WHERE amends_item <> '';

-- Every revision of an item, the current one included.
CREATE TABLE protocol_item_revisions (
  item {{TEXT}} NOT NULL,
  revision {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (item, revision)
){{BY_KEY}};
