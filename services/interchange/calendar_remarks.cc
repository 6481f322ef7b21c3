#include "services/interchange/calendar_remarks.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::interchange {

absl::Status CalendarUnreadable(absl::string_view message, int64_t line) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_CALENDAR_UNREADABLE,
                      absl::StrCat("line ", line, ": ", message), {{"line", absl::StrCat(line)}});
}

absl::Status CalendarTooLarge(absl::string_view message, absl::string_view of, int64_t limit,
                              int64_t line) {
  base::Metadata metadata = {{"limit", absl::StrCat(limit)}, {"of", std::string(of)}};
  if (line > 0) metadata["line"] = absl::StrCat(line);
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_CALENDAR_TOO_LARGE,
                      line > 0 ? absl::StrCat("line ", line, ": ", message) : std::string(message),
                      std::move(metadata));
}

void CalendarRemarks::Add(int64_t line, CalendarRemark::Reason reason, absl::string_view text) {
  Add({line, reason, false, std::string(text)});
}

void CalendarRemarks::AddLost(int64_t line, CalendarRemark::Reason reason, absl::string_view text) {
  Add({line, reason, true, std::string(text)});
}

void CalendarRemarks::Add(CalendarRemark remark) {
  if (++count_ <= most_) {
    remarks_.push_back(std::move(remark));
  } else if (count_ == most_ + 1) {
    remarks_.push_back({remark.line, CalendarRemark::kTooManyRemarks, false,
                        "there is more to say than is kept: mend what is told, then try again"});
  }
}

void CalendarRemarks::MoveTo(CalendarFile& file) {
  std::stable_sort(
      remarks_.begin(), remarks_.end(),
      [](const CalendarRemark& a, const CalendarRemark& b) { return a.line < b.line; });
  file.remarks = std::move(remarks_);
  file.remark_count = count_;
}

}  // namespace plenary::interchange
