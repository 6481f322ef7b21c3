// How an event is held again: what its copy takes over, and when it takes place. Pure.
#ifndef PLENARY_SERVICES_EVENTS_COPY_RULES_H_
#define PLENARY_SERVICES_EVENTS_COPY_RULES_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/events.pb.h"

namespace plenary::events {

// `time` moved by whole days of the calendar of `zone`, at the same time of day. A time of day that
// the new day skips becomes the instant at which it goes on; of one that comes twice, the first.
// Stays within the years 0001–9999.
absl::Time MovedByDays(absl::Time time, int64_t days, absl::TimeZone zone);

// `source` as an event in DRAFT that is named `name` and begins at `start`: its end and its windows
// move by as many days as lie between the two starts in its time zone. Custom fields are asked in
// the copies of `categories`, the source's living ones; what was asked only in others is left out.
v1::Event CopyOf(const v1::Event& source, const std::vector<v1::Category>& categories,
                 absl::string_view name, absl::Time start);

// `source` as a category of the event named `event`.
v1::Category CopyOf(const v1::Category& source, absl::string_view event);

}  // namespace plenary::events

#endif  // PLENARY_SERVICES_EVENTS_COPY_RULES_H_
