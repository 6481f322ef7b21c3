// Who the sides of meeting requests are: what rules must know of them, and what they are called.
#ifndef PLENARY_SERVICES_MATCHMAKING_SIDES_H_
#define PLENARY_SERVICES_MATCHMAKING_SIDES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/access.h"
#include "services/matchmaking/rules.h"
#include "services/matchmaking/table.h"
#include "services/storage/store.h"

namespace plenary::matchmaking {

// What is to be known of a party that takes part in the event. `field` is its path in the request,
// for errors. NOT_FOUND: RESOURCE_NOT_FOUND, also where it was deleted or does not take part: an
// outsider is not told more. INVALID_ARGUMENT: INVALID_FIELDS, for an organization that has a
// delegation at the event.
absl::StatusOr<Party> FindParty(storage::Tx& tx, absl::string_view event, const std::string& name,
                                absl::string_view field, bool with_categories);
// The same of parties that are there, in one round trip: delegations and participants.
absl::StatusOr<std::vector<Party>> PartiesOf(storage::Tx& tx,
                                             const std::vector<v1::Delegation>& delegations,
                                             bool with_categories);
absl::StatusOr<std::vector<Party>> PartiesOf(storage::Tx& tx,
                                             const std::vector<v1::Participant>& participants);

// The names under which a party may be kept from another: its own, that of its delegation, that of
// its organization.
std::vector<std::string> NamesOf(const Party& party);
// FAILED_PRECONDITION: MEETING_PAIR_BLOCKED, where the organisers keep them apart.
absl::Status CheckNotBlocked(storage::Tx& tx, absl::string_view event, const Party& from,
                             const Party& to);

// Whether the people of a side, but for those that stand in `before`, exist and belong to it.
// `prefix` as in CheckPeopleOnce. NOT_FOUND, FAILED_PRECONDITION: RESOURCE_DELETED,
// INVALID_ARGUMENT.
absl::Status CheckPeople(storage::Tx& tx, const v1::MeetingRequest::Side& side,
                         const v1::MeetingRequest::Side& before, absl::string_view delegation,
                         absl::string_view prefix);

// For whom a caller speaks. `access` as in storage::Call.
Actor ActorOf(const base::Access* access, absl::string_view event, const Sides& sides);

// Says what the sides are called.
absl::Status FillNames(storage::Tx& tx, std::vector<v1::MeetingRequest>& requests);
// A text in a language, else the first there is.
std::string TextIn(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
                   absl::string_view language);

}  // namespace plenary::matchmaking

#endif  // PLENARY_SERVICES_MATCHMAKING_SIDES_H_
