#include "services/control/plan_table.h"

#include <cstdint>
#include <string>

#include "services/base/errors.h"

namespace plenary::control {
namespace {

using storage::Bytes;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;

int64_t DeletedMicros(const v1::ActionPlan& plan) {
  return plan.has_delete_time() ? ToMicros(plan.delete_time()) : 0;
}

}  // namespace

absl::StatusOr<absl::optional<v1::ActionPlan>> FindActionPlan(Tx& tx, absl::string_view name) {
  return storage::Find<v1::ActionPlan>(tx, "SELECT body FROM action_plans WHERE name = $1", name);
}

absl::Status InsertActionPlan(Tx& tx, const v1::ActionPlan& plan) {
  const std::string body = plan.SerializeAsString();
  return storage::InsertNamed(
      tx,
      "INSERT INTO action_plans (name, kind, state, counterpart, negotiation, start_date, "
      "end_date, "
      "create_us, deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(plan.name()), int64_t{plan.kind()}, int64_t{plan.state()},
       absl::string_view(plan.counterpart()), absl::string_view(plan.negotiation()),
       absl::string_view(plan.start_date()), absl::string_view(plan.end_date()),
       ToMicros(plan.create_time()), DeletedMicros(plan), Bytes{body}},
      plan.name());
}

absl::Status UpdateActionPlanRow(Tx& tx, const v1::ActionPlan& plan) {
  const std::string body = plan.SerializeAsString();
  return tx.Run(
      {"UPDATE action_plans SET state = $2, counterpart = $3, start_date = $4, "
       "end_date = $5, deleted_us = $6, body = $7 WHERE name = $1",
       {absl::string_view(plan.name()), int64_t{plan.state()},
        absl::string_view(plan.counterpart()), absl::string_view(plan.start_date()),
        absl::string_view(plan.end_date()), DeletedMicros(plan), Bytes{body}},
       nullptr});
}

const base::ListSpec& ActionPlanList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListActionPlans",
      "SELECT body FROM action_plans",
      {{"kind", Type::kEnum, "kind", v1::ActionPlan::Kind_descriptor()},
       {"state", Type::kEnum, "state", v1::ActionPlan::State_descriptor()},
       {"counterpart", Type::kText, "counterpart"},
       {"negotiation", Type::kText, "negotiation"},
       {"start_date", Type::kText, "start_date"},
       {"end_date", Type::kText, "end_date"},
       {"create_time", Type::kTime, "create_us"}},
      storage::OrdersByOrCreation("start_date", "start_date", Column::Type::kText)};
  return spec;
}

absl::Status KeepEdition(Tx& tx, const v1::ActionPlan& plan) {
  const std::string body = plan.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"INSERT INTO plan_editions (action_plan, edition, body) VALUES ($1, $2, $3)",
              {absl::string_view(plan.name()), int64_t{plan.edition()}, Bytes{body}},
              nullptr}));
  return tx.Run(
      {"INSERT INTO plan_edition_items (action_plan, edition, item, body) "
       "SELECT action_plan, CAST($2 AS BIGINT), name, body FROM action_items "
       "WHERE action_plan = $1 AND deleted_us = 0",
       {absl::string_view(plan.name()), int64_t{plan.edition()}},
       nullptr});
}

const base::ListSpec& EditionList() {
  static const auto& spec = *new base::ListSpec{"ListActionPlanEditions",
                                                "SELECT body FROM plan_editions",
                                                {},
                                                {{"edition", {{"edition", Column::Type::kInt}}}}};
  return spec;
}

const base::ListSpec& EditionItemList() {
  static const auto& spec = *new base::ListSpec{"ListEditionItems",
                                                "SELECT body FROM plan_edition_items",
                                                {},
                                                {{"name", {{"item", Column::Type::kText}}}}};
  return spec;
}

}  // namespace plenary::control
