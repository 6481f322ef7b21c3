-- Answers of participants to the custom fields of their event, but not of those who were deleted. An
-- answer may be longer than an index takes, so the index leads to a field's answers and not among
-- them.
CREATE TABLE custom_values (
  participant {{TEXT}} NOT NULL,
  field {{TEXT}} NOT NULL,
  event {{TEXT}} NOT NULL,
  value {{TEXT}} NOT NULL,
  PRIMARY KEY (participant, field)
){{BY_KEY}};

CREATE INDEX custom_values_by_field ON custom_values (event, field, participant);

-- Names as readers of a language see them. These lists are bounded by their event and have no index.
-- Rows of before are completed in the background; until then they stand in the common order.
ALTER TABLE participants ADD COLUMN sort_ru {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN sort_be {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN sort_en {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN sort_zh {{BYTES}} NOT NULL DEFAULT '';
UPDATE participants SET sort_ru = sort_key, sort_be = sort_key, sort_en = sort_key, sort_zh = sort_key;

ALTER TABLE delegations ADD COLUMN sort_ru {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE delegations ADD COLUMN sort_be {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE delegations ADD COLUMN sort_en {{BYTES}} NOT NULL DEFAULT '';
ALTER TABLE delegations ADD COLUMN sort_zh {{BYTES}} NOT NULL DEFAULT '';
UPDATE delegations SET sort_ru = sort_key, sort_be = sort_key, sort_en = sort_key, sort_zh = sort_key;
