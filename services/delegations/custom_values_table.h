// Answers of participants to the custom fields of their event in the database: one row each, beside
// the participant's own, so that lists can be filtered by them. A deleted participant has none.
#ifndef PLENARY_SERVICES_DELEGATIONS_CUSTOM_VALUES_TABLE_H_
#define PLENARY_SERVICES_DELEGATIONS_CUSTOM_VALUES_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::delegations {

// Write the answers of a participant who has no rows yet; take out those there are.
absl::Status InsertAnswers(storage::Tx& tx, const v1::Participant& participant);
absl::Status DeleteAnswers(storage::Tx& tx, absl::string_view participant);

// The name of a participant who answered a field of an event, with `choice` where it is not empty;
// empty where nobody did.
absl::StatusOr<std::string> WhoAnswered(storage::Tx& tx, absl::string_view event,
                                        absl::string_view custom_field, absl::string_view choice);

// What a list of the participants of `event` can be filtered by beside what every event has:
// "custom_values.shirt-size". For lists within "event = $1".
std::vector<base::FilterField> AnswerFields(const v1::Event& event);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_CUSTOM_VALUES_TABLE_H_
