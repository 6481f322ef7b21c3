// From activities and the ledger to what suggest_rules.h searches.
#ifndef PLENARY_SERVICES_SCHEDULE_QUESTS_H_
#define PLENARY_SERVICES_SCHEDULE_QUESTS_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/suggest_rules.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Stands for the venue of the asset that is yet to be found.
inline constexpr absl::string_view kVenueToBeFound = "venues/-";

// What the lines of an activity that begins at `base` would occupy; at what is taken nobody has
// looked yet. Those at kVenueToBeFound go along.
std::vector<Presence> PresencesOf(const std::vector<Line>& lines, absl::Time base);

// The lines that one use of an asset, or one attendee who is required, has in an activity at
// `venue`; an attendee who has declined or left has none.
std::vector<Line> LinesOfUse(const v1::AssetUse& use, absl::Time start, absl::Time end,
                             const std::string& venue, const Facts& facts);
std::vector<Line> LinesOfAttendee(v1::Attendee attendee, absl::Time start, absl::Time end,
                                  const std::string& venue, const Facts& facts);
// The subjects of lines.
std::set<std::string> SubjectsOfLines(const std::vector<Line>& lines);

// The living assets of a kind, at `venue` where it is not empty, by name; with all that their lines
// and hours need among the facts.
absl::StatusOr<std::vector<v1::Asset>> LoadAssetsOf(storage::Tx& tx, v1::Asset::Kind kind,
                                                    absl::string_view venue, Facts& facts);

// What is in progress in an event, as if it were booked.
struct Progress {
  std::set<std::string> activities;
  std::vector<Line> lines;
};
// All that is, without the activity `but`. `facts` keeps what it has.
absl::StatusOr<Progress> LoadProgress(storage::Tx& tx, absl::string_view event,
                                      absl::string_view but, absl::Time now, Facts& facts);

// What is looked at, and what is not.
struct Scope {
  absl::Time now;                // what is held until then counts for nothing
  std::set<std::string> freed;   // activities whose rows count for nothing
  std::vector<Line> also_taken;  // beside the ledger
};
// Fills in what is taken, in and around the span of `quest`, of every subject in it: in the ledger,
// and by the hours of assets. Two round trips and a few.
absl::Status FillTaken(storage::Tx& tx, const Facts& facts, const Scope& scope, Quest& quest);

// The zone of the event of `facts`.
absl::TimeZone ZoneOfEvent(const Facts& facts);
// Minutes as an event's settings have them, with what stands for 0.
int GrainOf(const v1::ScheduleSettings& settings);
int DayStartOf(const v1::ScheduleSettings& settings);
int DayEndOf(const v1::ScheduleSettings& settings);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_QUESTS_H_
