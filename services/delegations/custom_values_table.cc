#include "services/delegations/custom_values_table.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::delegations {

using storage::Row;
using storage::Statement;
using storage::Tx;

absl::Status InsertAnswers(Tx& tx, const v1::Participant& participant) {
  if (participant.custom_values().empty()) return absl::OkStatus();
  std::vector<Statement> statements;
  statements.reserve(participant.custom_values_size());
  for (const auto& [field, value] : participant.custom_values()) {
    statements.push_back(
        {"INSERT INTO custom_values (participant, field, event, value) "
         "VALUES ($1, $2, $3, $4)",
         {absl::string_view(participant.name()), absl::string_view(field),
          base::EventOf(participant.name()), absl::string_view(value)},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status DeleteAnswers(Tx& tx, absl::string_view participant) {
  return tx.Run({"DELETE FROM custom_values WHERE participant = $1", {participant}, nullptr});
}

absl::StatusOr<std::string> WhoAnswered(Tx& tx, absl::string_view event,
                                        absl::string_view custom_field, absl::string_view choice) {
  std::string participant;
  const auto read = [&](const Row& row) { participant = std::string(row.Text(0)); };
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT participant FROM custom_values WHERE event = $1 AND field = $2 "
              "AND ($3 = '' OR value = $3) ORDER BY participant LIMIT 1",
              {event, custom_field, choice},
              read}));
  return participant;
}

std::vector<base::FilterField> AnswerFields(const v1::Event& event) {
  using Type = base::FilterField::Type;
  std::vector<base::FilterField> fields;
  fields.reserve(event.custom_fields_size());
  for (const v1::CustomField& custom : event.custom_fields()) {
    const bool is_truth = custom.type() == v1::CustomField::YES_NO;
    // Dates of ISO 8601 are in order as texts, too.
    fields.push_back({absl::StrCat("custom_values.", custom.id()),
                      is_truth ? Type::kBool : Type::kText,
                      is_truth ? "CASE value WHEN 'true' THEN 1 ELSE 0 END" : "value", nullptr,
                      "name IN (SELECT participant FROM custom_values WHERE event = $1 AND field =",
                      custom.id()});
  }
  return fields;
}

}  // namespace plenary::delegations
