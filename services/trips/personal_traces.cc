#include "services/trips/personal_traces.h"

#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/change.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"
#include "services/storage/resource.h"
#include "services/trips/table.h"

namespace plenary::trips {
namespace {

using storage::Change;
using storage::Tx;

// Takes out of a trip what was said of those who went, lets the log forget what it was, and records
// what is left.
absl::Status EraseFrom(Change& change, v1::Trip trip) {
  Tx& tx = change.tx();
  const std::string name = trip.name();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  trip.clear_return_reason();
  storage::StampUpdated(trip, trip, now);
  PLENARY_RETURN_IF_ERROR(UpdateTripRow(tx, trip));
  PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, base::PartitionOf(name), name).status());
  PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, name));
  change.Record(name, v1::Change::ERASED, trip);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Of(Tx& tx, absl::string_view person) {
  return participations_.Of(tx, person);
}

absl::StatusOr<std::string> PersonalTraces::ToCome(Tx& tx, absl::string_view person,
                                                   absl::Time now) {
  return participations_.ToCome(tx, person, now);
}

absl::Status PersonalTraces::Erase(Change& change, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(auto trips, ListTripsNaming(change.tx(), person));
  for (v1::Trip& each : trips) {
    PLENARY_RETURN_IF_ERROR(EraseFrom(change, std::move(each)));
  }
  return participations_.Erase(change, person);
}

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Behind(Tx& tx, absl::string_view event,
                                                                    absl::string_view after,
                                                                    int limit) {
  return participations_.Behind(tx, event, after, limit);
}

absl::Status PersonalTraces::Purge(Change& change, const v1::Participant& participant) {
  return participations_.Purge(change, participant);
}

absl::Status PersonalTraces::Purged(Change& change, absl::string_view event) {
  return participations_.Purged(change, event);
}

}  // namespace plenary::trips
