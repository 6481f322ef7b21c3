// Sessions, meetings, bookings, tracks and versions in the database, written once for every engine.
// The ledger is in ledger_table.h.
//
// What other rooms may read of the schedule is here. Statements that are returned borrow their
// arguments until they have run.
#ifndef PLENARY_SERVICES_SCHEDULE_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_TABLE_H_

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/list_query.h"
#include "services/schedule/activity_rules.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Name patterns.
inline constexpr absl::string_view kTrackPattern = "events/{event}/tracks/{track}";
inline constexpr absl::string_view kSessionPattern = "events/{event}/sessions/{session}";
inline constexpr absl::string_view kMeetingPattern = "events/{event}/meetings/{meeting}";
inline constexpr absl::string_view kBookingPattern = "events/{event}/bookings/{booking}";
inline constexpr absl::string_view kPlanPattern = "events/{event}/plans/{plan}";
inline constexpr absl::string_view kSettingsPattern = "events/{event}/schedule";

// --- Settings and the count of versions.

// The schedule of an event as a whole.
struct ScheduleHead {
  v1::ScheduleSettings settings;  // with released_plan and changed_activities filled in
  int64_t number = 0;             // of the last version; 0: nothing was released
  int64_t major = 0;              // of its label
  int64_t minor = 0;
  bool is_stored = false;
};
// Of an event without a row: the defaults.
absl::StatusOr<ScheduleHead> FindHead(storage::Tx& tx, absl::string_view event);
absl::Status WriteHead(storage::Tx& tx, absl::string_view event, const ScheduleHead& head);
// "3", "3.2"; empty where nothing was released.
std::string LabelOf(int64_t major, int64_t minor);
// "events/…/plans/7".
std::string PlanName(absl::string_view event, int64_t number);

// --- Tracks.

absl::StatusOr<absl::optional<v1::Track>> FindTrack(storage::Tx& tx, absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Track>>> FindTracks(
    storage::Tx& tx, const std::vector<std::string>& names);
absl::StatusOr<std::vector<v1::Track>> ListAllTracks(storage::Tx& tx, absl::string_view event);
absl::Status InsertTrack(storage::Tx& tx, const v1::Track& track);
absl::Status UpdateTrackRow(storage::Tx& tx, const v1::Track& track);
// A living activity in the track; empty where there is none.
absl::StatusOr<std::string> ActivityInTrack(storage::Tx& tx, absl::string_view track);
const base::ListSpec& TrackList();

// --- Activities.

// A row. The bodies hold the one message that the type says; conflicts are not stored.
struct ActivityRow {
  v1::Activity body;                      // the work in progress
  absl::optional<v1::Activity> released;  // as it was last released
  bool is_changed = false;                // whether they differ
};
// Rows that a statement selects, in its order. Outlives the statement.
class LoadedActivities {
 public:
  std::function<void(const storage::Row&)> Reader();
  // DATA_LOSS: DATABASE_CORRUPT where one cannot be read.
  absl::StatusOr<std::vector<ActivityRow>> TakeAll();
  absl::StatusOr<absl::optional<ActivityRow>> Take();

 private:
  std::vector<ActivityRow> rows_;
  bool damaged_ = false;
};
storage::Statement SelectActivity(absl::string_view name, LoadedActivities& into);
absl::StatusOr<absl::optional<ActivityRow>> FindActivity(storage::Tx& tx, absl::string_view name);
// In one round trip: one answer for each name, in its order.
absl::StatusOr<std::vector<absl::optional<ActivityRow>>> FindActivities(
    storage::Tx& tx, const std::vector<std::string>& names);
// Every activity of an event that is not deleted or was released, sessions and meetings; by start
// of the work in progress.
absl::StatusOr<std::vector<ActivityRow>> ListAllActivities(storage::Tx& tx,
                                                           absl::string_view event);
// The bookings of an event that are firm or held; by start.
absl::StatusOr<std::vector<ActivityRow>> ListStandingBookings(storage::Tx& tx,
                                                              absl::string_view event);
// Those whose work in progress differs from what was released; by name.
absl::StatusOr<std::vector<ActivityRow>> ListChangedActivities(storage::Tx& tx,
                                                               absl::string_view event);
// The activities that concern a subject and overlap [start, end), by their released or, with
// `work_in_progress`, by their other form; each once, by start; at most `limit`.
absl::StatusOr<std::vector<ActivityRow>> ListActivitiesOf(storage::Tx& tx,
                                                          absl::string_view subject,
                                                          absl::Time start, absl::Time end,
                                                          bool work_in_progress, int64_t limit);

// Makes what concerns the person `from`, in links and in the ledger, concern `to`.
absl::Status RenameSubject(storage::Tx& tx, absl::string_view from, absl::string_view to);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertActivity(storage::Tx& tx, const ActivityRow& row, absl::string_view event);
absl::Status UpdateActivityRow(storage::Tx& tx, const ActivityRow& row);
// Replaces the links of an activity in one layer (0 released, 1 work in progress) by `subjects`.
absl::Status WriteLinks(storage::Tx& tx, absl::string_view activity, int layer, absl::Time start,
                        absl::Time end, const std::set<std::string>& subjects, bool had_links);

// The activities of a type within "event = $1", or over all events ("events/-"): the work in
// progress, or as they were released, of which `body` is the released form and so are the columns
// that are filtered and ordered by. Bookings are in the work in progress alone, which is all they
// have. A scope may use the columns event, name, is_open, create_us and deleted_us.
// `with_deleted`: what was deleted after its release is among the released ones, in its last form.
const base::ListSpec& ActivityList(ActivityType type, v1::ScheduleView view,
                                   bool with_deleted = false);
const base::ListSpec& ActivityListOfAllEvents(ActivityType type, v1::ScheduleView view,
                                              bool with_deleted = false);

// --- Versions.

absl::Status InsertPlan(storage::Tx& tx, absl::string_view event, int64_t number,
                        const v1::Plan& plan);
// Without its state, which follows from the head: the last is RELEASED, others SUPERSEDED.
absl::StatusOr<absl::optional<v1::Plan>> FindPlan(storage::Tx& tx, absl::string_view event,
                                                  int64_t number);
// Within "event = $1". It knows neither masks nor deleted ones.
const base::ListSpec& PlanList();
// Ends what version `number` replaces of `activity`, and adds it as it is from then on; without
// `item`, it is gone.
absl::Status WritePlanItem(storage::Tx& tx, absl::string_view event, int64_t number,
                           absl::string_view activity, const v1::Activity* item, bool was_there);
// Everything that was in a version, by start, then name.
absl::StatusOr<std::vector<v1::Activity>> ListPlanItems(storage::Tx& tx, absl::string_view event,
                                                        int64_t number);

// --- Who sees an activity as it was released: adds its delegations to `places`, and of an open one
// its event to `events`.
storage::Statement SelectPlacesOfActivity(absl::string_view name, std::vector<std::string>& places);
storage::Statement SelectEventOfOpenActivity(absl::string_view name,
                                             std::vector<std::string>& events);
// Whose a calendar feed is.
storage::Statement SelectOwnerOfFeed(absl::string_view name, std::vector<std::string>& owners);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_TABLE_H_
