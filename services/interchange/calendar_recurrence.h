// When something repeats (RRULE, RFC 5545, 3.3.10), by libical. The only file that knows it.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_RECURRENCE_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_RECURRENCE_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "services/interchange/calendar_values.h"

namespace plenary::interchange {

struct RepeatRule {
  std::string text;                   // without its end
  absl::optional<WrittenTime> until;  // the last start there may be
  int64_t count = 0;                  // of all starts; 0 where none is told
  int64_t days_a_step = 1;            // days that are passed over at the cost of one, measured
};

// The rule, where it is one that is followed: daily or rarer, in the Gregorian calendar, with no
// list of hours, minutes or seconds; for these may search for ages without finding anything.
absl::optional<RepeatRule> ReadRepeatRule(absl::string_view text);

// What looking for occurrences may cost in all, so that no file takes seconds with rules that
// nothing fulfils ("every 30 February"). In steps of some 2 µs each.
class RepeatBudget {
 public:
  explicit RepeatBudget(int64_t steps = 1'000'000) : steps_(steps) {}
  bool is_spent() const { return steps_ <= 0; }
  void Spend(int64_t steps) { steps_ -= steps; }

 private:
  int64_t steps_;
};

// Gives `take` every start by the clock that the rule, begun at `first`, makes, in order and
// `first` before all, until it answers false or the rule's count is reached. `until` is the
// caller's to mind. False where it could not go on: the budget is spent, or the years are none that
// are reckoned with (1600–2500). Safe from several threads.
bool ForEachRepeat(const RepeatRule& rule, absl::CivilSecond first, RepeatBudget& budget,
                   const std::function<bool(absl::CivilSecond)>& take);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_RECURRENCE_H_
