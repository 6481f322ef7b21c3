// What the room asks of the one that keeps participations, which implements it.
#ifndef PLENARY_SERVICES_PERSONAL_DATA_PARTICIPATIONS_H_
#define PLENARY_SERVICES_PERSONAL_DATA_PARTICIPATIONS_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/delegations.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::personal_data {

// Safe from several threads; called inside the transaction of the change.
class Participations {
 public:
  virtual ~Participations() = default;

  // A person's participations in whatever state, deleted ones included, the oldest first.
  virtual absl::StatusOr<std::vector<v1::Participant>> Of(storage::Tx& tx,
                                                          absl::string_view person) = 0;
  // The name of an active participation in an event that is not over at `now`; empty where there is
  // none.
  virtual absl::StatusOr<std::string> ToCome(storage::Tx& tx, absl::string_view person,
                                             absl::Time now) = 0;

  // Takes out of a person's participations all that tells who it was or how they came and stayed,
  // and out of the change log what it holds of them. Place, category and state stay, and so do all
  // counts. Recorded as ERASED.
  virtual absl::Status Erase(storage::Change& change, absl::string_view person) = 0;

  // At most `limit` participants of an event behind the name `after`, by name.
  virtual absl::StatusOr<std::vector<v1::Participant>> Behind(storage::Tx& tx,
                                                              absl::string_view event,
                                                              absl::string_view after,
                                                              int limit) = 0;
  // Takes stay, note, reasons and answers to custom fields out of a participation, and out of the
  // change log what it holds of it; who took part stays. Recorded as ERASED where there was any.
  virtual absl::Status Purge(storage::Change& change, const v1::Participant& participant) = 0;
  // Everybody's participation in the event was purged, so what else is kept of it and tells who
  // took part goes, too.
  virtual absl::Status Purged(storage::Change& change, absl::string_view event) = 0;
};

}  // namespace plenary::personal_data

#endif  // PLENARY_SERVICES_PERSONAL_DATA_PARTICIPATIONS_H_
