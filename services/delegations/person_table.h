// The participations of one person in all events, in the database.
#ifndef PLENARY_SERVICES_DELEGATIONS_PERSON_TABLE_H_
#define PLENARY_SERVICES_DELEGATIONS_PERSON_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/base/access.h"
#include "services/storage/store.h"

namespace plenary::delegations {

// The names of a person's participations, in whatever state and deleted or not, the oldest first.
absl::StatusOr<std::vector<std::string>> ParticipationsOf(storage::Tx& tx,
                                                          absl::string_view person);

// Answers the person of a participation, deleted or not; nothing where there is none. Borrows
// `participant` until it has run.
storage::Statement SelectPersonOf(absl::string_view participant, std::string& into);

// The active participations of two people in one event.
struct ActiveTogether {
  std::string first;
  std::string second;
};
// Those of the first event in which both are active; nullopt where there is none.
absl::StatusOr<absl::optional<ActiveTogether>> FindActiveTogether(storage::Tx& tx,
                                                                  absl::string_view first,
                                                                  absl::string_view second);

// Whether the person has a participation, not deleted, outside of the reach. RESOURCE_EXHAUSTED:
// TRANSACTION_TOO_LARGE.
absl::StatusOr<bool> TakesPartOutside(storage::Tx& tx, absl::string_view person, base::Reach reach);

// Makes a participation another person's.
absl::Status SetPersonOf(storage::Tx& tx, absl::string_view participant, absl::string_view person);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_PERSON_TABLE_H_
