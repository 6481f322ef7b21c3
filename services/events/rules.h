// The rules of events: what a well-formed event is, which verb applies when, and which step of
// registration is open. Pure.
#ifndef PLENARY_SERVICES_EVENTS_RULES_H_
#define PLENARY_SERVICES_EVENTS_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"

namespace plenary::events {

// Adds to `errors` what is wrong with an event beyond what its fields declare: an interval without
// a start or an end or that is empty, two windows for one step, an empty window, two names in one
// language of one side, a region of another state, two custom fields or choices with one id, fewer
// than two choices, what belongs to another type of custom field, categories of another event than
// the one `event` names. `field` is its path in the request: "event".
void CheckEvent(const v1::Event& event, absl::string_view field, base::FieldErrors& errors);

// The same for the interval of an event alone.
void CheckInterval(const google::type::Interval& interval, absl::string_view field,
                   base::FieldErrors& errors);

// The same for a category of `event`: a badge colour that is not #RRGGBB, two names in one language
// of one side, an overflow of itself or of a category of another event.
void CheckCategory(const v1::Category& category, absl::string_view event, absl::string_view field,
                   base::FieldErrors& errors);

// What can be done to an event as a whole.
enum class Verb { kPublish, kStart, kClose, kArchive, kPostpone, kCancel, kDelete };

// Whether `verb` applies to an event in its state. FAILED_PRECONDITION: WRONG_STATE with metadata
// `state` and `allowed` (the states in which it does, separated by commas).
absl::Status CheckVerb(const v1::Event& event, Verb verb);

// The state after a verb that applies; `has_new_interval` is asked of Postpone alone.
v1::Event::State StateAfter(Verb verb, bool has_new_interval = false);

// Whether anything in the event may still change. FAILED_PRECONDITION: WRONG_STATE where it is
// ARCHIVED.
absl::Status CheckNotArchived(const v1::Event& event);

// Whether `before` may be edited to become `after`: nothing in an archived event, the interval in
// DRAFT and PUBLISHED only. FAILED_PRECONDITION: WRONG_STATE.
absl::Status CheckEdit(const v1::Event& before, const v1::Event& after);

// The event put off to `interval`: every window and deadline moves by the shift of the start, as an
// amount of elapsed time.
v1::Event MovedTo(v1::Event event, const google::type::Interval& interval);

// What participants may have answered that an edit takes away.
struct LostAnswer {
  std::string custom_field;
  std::string choice;  // with a choice that goes; empty where the field goes or changes its type
};
std::vector<LostAnswer> LostAnswers(const v1::Event& before, const v1::Event& after);

// By how much the start of an event moved between two of its revisions.
absl::Duration ShiftBetween(const v1::Event& before, const v1::Event& after);

// Moves both ends of an interval, where it has them.
void ShiftBy(absl::Duration shift, google::type::Interval& interval);

// Whether a category may be the overflow of `main`, and may itself be so: the main one exists and
// is no overflow, and an overflow carries no right to speak.
// FAILED_PRECONDITION: OVERFLOW_MAY_NOT_SPEAK. INVALID_ARGUMENT: INVALID_FIELDS.
absl::Status CheckOverflow(const v1::Category& category, const v1::Category& main);

// Whether a category's limit covers the `used` seats. FAILED_PRECONDITION: QUOTA_BELOW_USE with
// metadata `used` and `limit`.
absl::Status CheckLimit(const v1::Category& category, int64_t used);

}  // namespace plenary::events

#endif  // PLENARY_SERVICES_EVENTS_RULES_H_
