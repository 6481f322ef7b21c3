-- What a counterpart and a negotiation lead on to is found without a look at all plans.

CREATE INDEX action_plans_of_negotiation ON action_plans (negotiation, start_date, name)
  WHERE negotiation <> '';
CREATE INDEX action_plans_of_counterpart ON action_plans (counterpart, start_date, name)
  WHERE counterpart <> '';
