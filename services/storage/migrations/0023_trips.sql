-- Trips of delegations that are sent.

CREATE TABLE trips (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  delegation {{TEXT}} NOT NULL,
  negotiation {{TEXT}} NOT NULL,
  responsible {{TEXT}} NOT NULL,
  state {{INT}} NOT NULL,
  return_date {{TEXT}} NOT NULL,
  report_due_date {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX trips_by_return ON trips (return_date, name);
CREATE INDEX trips_by_create ON trips (create_us, name);
CREATE INDEX trips_of_delegation ON trips (delegation);
CREATE INDEX trips_of_negotiation ON trips (negotiation, return_date);

-- Who goes on a trip, or reports.
CREATE TABLE trip_people (
  who {{TEXT}} NOT NULL,
  trip {{TEXT}} NOT NULL,
  PRIMARY KEY (who, trip)
){{BY_KEY}};

CREATE INDEX trip_people_by_trip ON trip_people (trip, who);
