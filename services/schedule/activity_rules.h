// Sessions, meetings and bookings as what they have in common: an activity.
#ifndef PLENARY_SERVICES_SCHEDULE_ACTIVITY_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_ACTIVITY_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/errors.h"

namespace plenary::schedule {

// As stored in the column `type`.
enum class ActivityType : int64_t { kSession = 1, kMeeting = 2, kBooking = 3 };

// The longest an activity may be; shared assets are scanned back by it.
inline constexpr absl::Duration kLongestActivity = absl::Hours(31 * 24);

// The type that a name says: "events/…/sessions/…", "…/meetings/…", "…/bookings/…".
ActivityType TypeOf(absl::string_view name);
inline ActivityType TypeOf(const v1::Activity& activity) {
  return activity.has_session()   ? ActivityType::kSession
         : activity.has_meeting() ? ActivityType::kMeeting
                                  : ActivityType::kBooking;
}

// What every type has. `activity` holds one of them.
const std::string& NameOf(const v1::Activity& activity);
const std::string& EtagOf(const v1::Activity& activity);
const google::type::Interval& IntervalOf(const v1::Activity& activity);
google::type::Interval* MutableIntervalOf(v1::Activity& activity);
absl::Time StartOf(const v1::Activity& activity);
absl::Time EndOf(const v1::Activity& activity);
bool IsDeleted(const v1::Activity& activity);
bool IsCancelled(const v1::Activity& activity);
const google::protobuf::RepeatedPtrField<v1::AssetUse>& AssetsOf(const v1::Activity& activity);
google::protobuf::RepeatedPtrField<v1::AssetUse>* MutableAssetsOf(v1::Activity& activity);
// Interpreters that are booked; none of bookings.
std::vector<std::string> InterpretersOf(const v1::Activity& activity);
const google::protobuf::RepeatedPtrField<v1::Attendee>& AttendeesOf(const v1::Activity& activity);
google::protobuf::RepeatedPtrField<v1::Attendee>* MutableAttendeesOf(v1::Activity& activity);
// The delegations of an item of a stay, or that are parties of a meeting.
std::vector<std::string> DelegationsOf(const v1::Activity& activity);
// Whether everybody in the event may see it: a session that is no item of a stay.
bool IsOpen(const v1::Activity& activity);
// The message inside.
const google::protobuf::Message& MessageOf(const v1::Activity& activity);
// `body` is one of type `type` as stored. False where it cannot be read.
bool ParseActivity(ActivityType type, absl::string_view body, v1::Activity& into);

// Its title in `language` where there is one, else in the first; of meetings without, and of
// bookings, the purpose, else empty.
std::string TitleOf(const v1::Activity& activity, absl::string_view language);

// Checks an interval: start before end, no longer than kLongestActivity, years 1900 to 2200.
// `field` is its path: "session.interval".
void CheckInterval(const google::type::Interval& interval, absl::string_view field,
                   base::FieldErrors& errors);
// Checks what the declared rules don't say: interval, attendees' own parts inside it and nobody
// twice, assets once, interpretation with languages, titles' languages once. `field` is "session",
// "meeting" or "booking".
void CheckActivity(const v1::Activity& activity, absl::string_view event, absl::string_view field,
                   base::FieldErrors& errors);

// Moves it to `start`, with its length, and its attendees' own parts by as much.
void MoveTo(v1::Activity& activity, absl::Time start, absl::Time end);

// Whether time or place differ, so that people have to be told: interval, own parts of the time,
// venue, rooms and tables, places in words, cancelled or not.
bool IsMoved(const v1::Activity& before, const v1::Activity& after);
// Whether they differ in anything that a caller can set, or in state.
bool Differs(const v1::Activity& before, const v1::Activity& after);
// The fields in which they differ, by name, in the order of their numbers; none of output only.
std::vector<std::string> DifferingFields(const v1::Activity& before, const v1::Activity& after);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_ACTIVITY_RULES_H_
