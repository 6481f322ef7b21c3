-- What is measured, its figures, and what came of talks and plans.

CREATE TABLE indicators (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  unit {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX indicators_by_create ON indicators (create_us, name);

-- Every revision of a figure is a row. country, organization: empty of all together. period_key: one
-- number for each period, in their order, see indicators/period_rules.h. latest: 1 of the last
-- revision of a key, else 0.
CREATE TABLE figures (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  indicator {{TEXT}} NOT NULL,
  country {{TEXT}} NOT NULL,
  organization {{TEXT}} NOT NULL,
  period_key {{INT}} NOT NULL,
  period_kind {{INT}} NOT NULL,
  period_year {{INT}} NOT NULL,
  period_number {{INT}} NOT NULL,
  kind {{INT}} NOT NULL,
  source {{TEXT}} NOT NULL,
  revision {{INT}} NOT NULL,
  status {{INT}} NOT NULL,
  latest {{INT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE UNIQUE INDEX figures_by_key
  ON figures (indicator, country, organization, period_key, kind, source, revision);
CREATE INDEX figures_of_indicator_by_period ON figures (indicator, period_key, name);
CREATE INDEX figures_of_indicator_by_create ON figures (indicator, create_us, name);
CREATE INDEX figures_of_country ON figures (country, period_key, name);
CREATE INDEX figures_of_organization ON figures (organization, period_key, name);
CREATE INDEX figures_by_period ON figures (period_key, name);
CREATE INDEX figures_by_create ON figures (create_us, name);

CREATE TABLE results (
  name {{TEXT}} NOT NULL PRIMARY KEY,
  kind {{INT}} NOT NULL,
  country {{TEXT}} NOT NULL,
  currency {{TEXT}} NOT NULL,
  date {{TEXT}} NOT NULL,
  create_us {{INT}} NOT NULL,
  deleted_us {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL
);

CREATE INDEX results_by_date ON results (date, name);
CREATE INDEX results_by_create ON results (create_us, name);
CREATE INDEX results_of_country ON results (country, date, name);

-- What a result names. role: 'party', 'origin' or 'figure'.
CREATE TABLE result_names (
  named {{TEXT}} NOT NULL,
  role {{TEXT}} NOT NULL,
  result {{TEXT}} NOT NULL,
  PRIMARY KEY (named, role, result)
){{BY_KEY}};

CREATE INDEX result_names_by_result ON result_names (result, named, role);

-- What an import of figures did not take.
CREATE TABLE figure_import_rejects (
  operation {{TEXT}} NOT NULL,
  number {{INT}} NOT NULL,
  line {{INT}} NOT NULL,
  body {{BYTES}} NOT NULL,
  PRIMARY KEY (operation, number)
){{BY_KEY}};

CREATE INDEX figure_import_rejects_by_line ON figure_import_rejects (operation, line, number);
