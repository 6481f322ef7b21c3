#include "clients/cli/activity_texts.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/columns.h"
#include "clients/cli/names.h"
#include "google/protobuf/timestamp.pb.h"

namespace plenary::cli {
namespace {

absl::Time TimeOf(const google::protobuf::Timestamp& stamp) {
  return absl::FromUnixSeconds(stamp.seconds()) + absl::Nanoseconds(stamp.nanos());
}

// Where the title stands among the cells of each.
constexpr size_t kTitle = 3;

}  // namespace

absl::Time StartOf(const google::type::Interval& interval) { return TimeOf(interval.start_time()); }
absl::Time EndOf(const google::type::Interval& interval) { return TimeOf(interval.end_time()); }

google::type::Interval IntervalOf(const v1::Activity& activity) {
  return activity.has_session()   ? activity.session().interval()
         : activity.has_meeting() ? activity.meeting().interval()
                                  : activity.booking().interval();
}

std::string NameOf(const v1::Activity& activity) {
  return activity.has_session()   ? activity.session().name()
         : activity.has_meeting() ? activity.meeting().name()
                                  : activity.booking().name();
}

std::string TitleOf(const v1::Activity& activity, const std::string& language) {
  Style style;
  style.language = language;
  if (activity.has_session()) return Cells(activity.session(), style)[kTitle];
  if (activity.has_booking()) return Cells(activity.booking(), style)[kTitle];
  const std::string title = Cells(activity.meeting(), style)[kTitle];
  if (!title.empty()) return title;
  return absl::StrJoin(activity.meeting().parties(), " – ",
                       [](std::string* out, const v1::Meeting::Party& party) {
                         const std::string& who =
                             party.delegation().empty() ? party.organization() : party.delegation();
                         absl::StrAppend(out, LastId(who));
                       });
}

}  // namespace plenary::cli
