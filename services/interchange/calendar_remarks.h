// What is said about a calendar that is read: its remarks, of which only so many are kept, and how
// it is refused.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_REMARKS_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_REMARKS_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/interchange/calendar.h"

namespace plenary::interchange {

// INVALID_ARGUMENT, CALENDAR_UNREADABLE with `line`.
absl::Status CalendarUnreadable(absl::string_view message, int64_t line);
// RESOURCE_EXHAUSTED, CALENDAR_TOO_LARGE with `limit`, `of` and, where it isn't 0, `line`.
absl::Status CalendarTooLarge(absl::string_view message, absl::string_view of, int64_t limit,
                              int64_t line = 0);

class CalendarRemarks {
 public:
  explicit CalendarRemarks(int64_t most) : most_(most) {}

  // A remark on an entry that was taken nevertheless, or on none.
  void Add(int64_t line, CalendarRemark::Reason reason, absl::string_view text);
  // A remark on an entry that isn't among the entries.
  void AddLost(int64_t line, CalendarRemark::Reason reason, absl::string_view text);

  // Gives them to `file`, by line.
  void MoveTo(CalendarFile& file);

 private:
  void Add(CalendarRemark remark);

  int64_t most_;
  int64_t count_ = 0;
  std::vector<CalendarRemark> remarks_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_REMARKS_H_
