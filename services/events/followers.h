// What follows from an event's verbs in the rooms above, and what they know about its categories.
#ifndef PLENARY_SERVICES_EVENTS_FOLLOWERS_H_
#define PLENARY_SERVICES_EVENTS_FOLLOWERS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/events.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::events {

// Safe from several threads; called inside the transaction of the change, after the event's row was
// written. What they change, they record.
class Followers {
 public:
  virtual ~Followers() = default;
  // The event is over: nominations nobody confirmed expire.
  virtual absl::Status EventClosed(storage::Change& change, const v1::Event& event) = 0;
  // The event was put off to another interval: stays, headship, holds and the schedule move by the
  // shift of its start.
  virtual absl::Status EventMoved(storage::Change& change, const v1::Event& before,
                                  const v1::Event& after) = 0;
  // The event will not take place.
  virtual absl::Status EventCancelled(storage::Change& change, const v1::Event& event) = 0;
  // The event was deleted, or is there again.
  virtual absl::Status EventDeleted(storage::Change& change, const v1::Event& event) = 0;
  virtual absl::Status EventUndeleted(storage::Change& change, const v1::Event& event) = 0;
  // The category has more seats, or fewer, in the whole event.
  virtual absl::Status CategoryLimitChanged(storage::Change& change,
                                            const v1::Category& category) = 0;
  // Whether somebody is in the category or a quota names it.
  virtual absl::StatusOr<bool> CategoryInUse(storage::Tx& tx, absl::string_view category) = 0;
  // Seats used in the category in the whole event, holds included.
  virtual absl::StatusOr<int64_t> CategoryUsed(storage::Tx& tx, absl::string_view category) = 0;
  // The name of a participant who answered a custom field of the event, with `choice` where it is
  // not empty; empty where nobody did.
  virtual absl::StatusOr<std::string> WhoAnswered(storage::Tx& tx, absl::string_view event,
                                                  absl::string_view custom_field,
                                                  absl::string_view choice) = 0;
};

}  // namespace plenary::events

#endif  // PLENARY_SERVICES_EVENTS_FOLLOWERS_H_
