-- What was promised, who carries it out, and whether it is done.

CREATE TABLE control_settings (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  body {{BYTES}} NOT NULL
);

-- Dates are "2023-08-24"; due_date is "9999-12-31" where nothing is due. heard_date: when something
-- was last heard of it, or it was agreed. is_watched: theirs or joint, open, and not deleted.
CREATE TABLE commitments (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  side {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  negotiation {{TEXT}} NOT NULL,
  counterpart {{TEXT}} NOT NULL,
  protocol_item {{TEXT}} NOT NULL,
  action_plan {{TEXT}} NOT NULL,
  trip {{TEXT}} NOT NULL,
  source_date {{TEXT}} NOT NULL,
  due_date {{TEXT}} NOT NULL,
  heard_date {{TEXT}} NOT NULL,
  is_watched {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX commitments_by_due ON commitments (due_date, name);
CREATE INDEX commitments_by_create ON commitments (create_us, name);
CREATE INDEX commitments_by_state ON commitments (state, due_date, name);
CREATE INDEX commitments_of_negotiation ON commitments (negotiation, due_date, name);
CREATE INDEX commitments_of_counterpart ON commitments (counterpart, due_date, name);
CREATE INDEX commitments_of_protocol_item ON commitments (protocol_item);
CREATE INDEX commitments_of_plan ON commitments (action_plan, due_date, name);
CREATE INDEX commitments_of_trip ON commitments (trip);
CREATE INDEX commitments_watched ON commitments (is_watched, heard_date, name);

CREATE TABLE progress_notes (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  commitment {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX progress_notes_of_commitment ON progress_notes (commitment, create_us, name);

CREATE TABLE action_plans (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  kind {{INT}} NOT NULL,
  state {{INT}} NOT NULL,
  counterpart {{TEXT}} NOT NULL,
  negotiation {{TEXT}} NOT NULL,
  start_date {{TEXT}} NOT NULL,
  end_date {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX action_plans_by_start ON action_plans (start_date, name);
CREATE INDEX action_plans_by_create ON action_plans (create_us, name);

-- An edition as it was approved, and its items as they were then.
CREATE TABLE plan_editions (
  action_plan {{TEXT}} NOT NULL,
  edition {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (action_plan, edition)
);

CREATE TABLE plan_edition_items (
  action_plan {{TEXT}} NOT NULL,
  edition {{INT}} NOT NULL,
  item {{TEXT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (action_plan, edition, item)
);

-- reason: why it was removed from control, else 0. stage: 0 not under control or deleted, 1 not
-- acknowledged, 2 acknowledged, under way or returned, 3 reported done; see control/item_table.h.
-- due_date is "9999-12-31" where nothing is due.
CREATE TABLE action_items (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  action_plan {{TEXT}} NOT NULL,
  commitment {{TEXT}} NOT NULL,
  parent_item {{TEXT}} NOT NULL,
  negotiation {{TEXT}} NOT NULL,
  state {{INT}} NOT NULL,
  reason {{INT}} NOT NULL,
  stage {{INT}} NOT NULL,
  due_date {{TEXT}} NOT NULL,
  first_due_date {{TEXT}} NOT NULL,
  assign_date {{TEXT}} NOT NULL,
  is_unplanned {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

-- Those that end with stage tell what is overdue without a look at the rows.
CREATE INDEX action_items_by_due ON action_items (due_date, name, stage);
CREATE INDEX action_items_by_create ON action_items (create_us, name);
CREATE INDEX action_items_by_state ON action_items (state, due_date, name);
CREATE INDEX action_items_by_stage ON action_items (stage, due_date, name);
CREATE INDEX action_items_unacknowledged ON action_items (stage, assign_date);
CREATE INDEX action_items_of_plan ON action_items (action_plan, due_date, name, stage);
CREATE INDEX action_items_of_commitment ON action_items (commitment, due_date, name, stage);
CREATE INDEX action_items_tally ON action_items (commitment, state, reason)
  WHERE commitment <> '' AND deleted_us = 0;
CREATE INDEX action_items_of_parent ON action_items (parent_item, due_date, name, stage);
CREATE INDEX action_items_of_negotiation ON action_items (negotiation, due_date, name, stage);

-- Who has to do with an item. role: 'executor' (people and organizations, lead or not), 'controller',
-- 'author'. stage and due_date are those of the item; asks: an extension waits for a decision.
CREATE TABLE action_item_people (
  who {{TEXT}} NOT NULL,
  role {{TEXT}} NOT NULL,
  item {{TEXT}} NOT NULL,
  stage {{INT}} NOT NULL,
  due_date {{TEXT}} NOT NULL,
  asks {{INT}} NOT NULL,
  PRIMARY KEY (who, role, item)
){{BY_KEY}};

CREATE INDEX action_item_people_by_item ON action_item_people (item);
CREATE INDEX action_item_people_by_stage ON action_item_people (who, role, stage, due_date, item);
CREATE INDEX action_item_people_asking ON action_item_people (who, role, due_date, item)
  WHERE asks = 1;

CREATE TABLE action_reports (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  item {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX action_reports_of_item ON action_reports (item, create_us, name);

CREATE TABLE extensions (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  item {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX extensions_of_item ON extensions (item, create_us, name);
