// When the personal data of events goes, and how far that is, in the database.
#ifndef PLENARY_SERVICES_EVENTS_PURGE_TABLE_H_
#define PLENARY_SERVICES_EVENTS_PURGE_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/events.pb.h"
#include "services/storage/store.h"

namespace plenary::events {

// The purge of one event, under way.
struct Purge {
  std::string event;
  std::string cursor;    // the last participant that was looked at; empty before the first
  bool is_held = false;  // whether a legal hold kept something on the way
};

// Notes when the event is to be purged, as the event says; a new date begins anew.
absl::Status NotePurgeTime(storage::Tx& tx, const v1::Event& event);

// Purges whose time has come and that are not done, at most `limit`, the longest due first.
absl::StatusOr<std::vector<Purge>> DuePurges(storage::Tx& tx, absl::Time now, int limit);

// Keeps how far a purge is.
absl::Status KeepPurge(storage::Tx& tx, const Purge& purge);
// The purge is done, or is to begin again at a later time.
absl::Status EndPurge(storage::Tx& tx, absl::string_view event, absl::Time now);
absl::Status BeginPurgeAgain(storage::Tx& tx, absl::string_view event, absl::Time at);

// Those of `events` that are not purged.
absl::StatusOr<std::vector<std::string>> NotPurged(storage::Tx& tx,
                                                   const std::vector<std::string>& events);

}  // namespace plenary::events

#endif  // PLENARY_SERVICES_EVENTS_PURGE_TABLE_H_
