-- How events are planned, and the plans under way.

CREATE TABLE planning_settings (
  event {{TEXT}} NOT NULL PRIMARY KEY,
  body {{BYTES}} NOT NULL
);

-- The operation that plans an event, one at a time; gone once it has ended.
CREATE TABLE plan_runs (
  event {{TEXT}} NOT NULL PRIMARY KEY,
  operation {{TEXT}} NOT NULL
);

CREATE INDEX plan_runs_by_operation ON plan_runs (operation);
