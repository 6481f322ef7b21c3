#include "services/interchange/conference_refusals.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::interchange {

absl::Status UnreadableSchedule(absl::string_view message, int64_t line, absl::string_view root) {
  base::Metadata metadata = {{"line", absl::StrCat(line)}};
  if (!root.empty()) metadata["root"] = std::string(root);
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_SCHEDULE_UNREADABLE,
                      message, std::move(metadata));
}

absl::Status ScheduleTooLarge(absl::string_view message, int64_t limit, int64_t line) {
  base::Metadata metadata = {{"limit", absl::StrCat(limit)}};
  if (line > 0) metadata["line"] = absl::StrCat(line);
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SCHEDULE_TOO_LARGE,
                      message, std::move(metadata));
}

}  // namespace plenary::interchange
