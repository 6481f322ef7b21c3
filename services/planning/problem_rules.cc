#include "services/planning/problem_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/planning/meeting_rules.h"
#include "services/planning/needs_rules.h"
#include "services/planning/people_rules.h"
#include "services/planning/progress_rules.h"
#include "services/planning/settings_rules.h"
#include "services/planning/stock_rules.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using v1::PlanEventRequest;

// A meeting that has its place is not given up for a request that has none.
constexpr int64_t kPlacedCostsTimes = 3;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

absl::Status TooLarge(absl::string_view what, int64_t count, int64_t limit) {
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_PLAN_TOO_LARGE,
                      absl::StrCat("there are ", count, " ", what, " to plan; one plan takes ",
                                   limit, "; plan fewer at once, or with a coarser grain"),
                      {{"limit", absl::StrCat(limit)}, {"count", absl::StrCat(count)}});
}

absl::Status NoWindow(const Given& given) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PLAN_IMPOSSIBLE,
                      absl::StrCat("no window of ", given.facts.event.name(),
                                   " lies ahead in which a meeting could be; set other windows"),
                      {{"constraints", "WINDOWS"}, {"resource", given.facts.event.name()}});
}

absl::Status NothingToPlan(const Given& given) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_NOTHING_TO_PLAN,
                      absl::StrCat(given.facts.event.name(),
                                   " has neither a meeting that may move nor an accepted request "
                                   "without a meeting; there is nothing to plan"),
                      {{"resource", given.facts.event.name()}});
}

// Makes the activities of a problem, and with them its persons and pools, out of what moves, what
// is asked for and what stays. Its grid is there already.
class Activities {
 public:
  Activities(const Given& given, const Progress& progress, Venues& venues, Posed& posed)
      : given_(given),
        progress_(progress),
        venues_(venues),
        posed_(posed),
        stock_(given, progress.obstacles, venues, posed),
        needs_(given, posed, stock_),
        people_(given, posed) {}

  absl::Status AddAll() {
    AddBusy();
    for (const v1::Meeting* meeting : progress_.moving) AddMeeting(*meeting);
    for (const v1::MeetingRequest& request : given_.requests) AddRequest(request);
    PLENARY_RETURN_IF_ERROR(
        CheckSize(posed_.CountPlanned(), static_cast<int64_t>(posed_.persons.size()), 0));
    for (const v1::Meeting* meeting : progress_.staying) AddStaying(*meeting);
    people_.ForbidSlots(progress_.obstacles, venues_);
    posed_.problem.gap = people_.Gap();
    return absl::OkStatus();
  }

 private:
  void AddBusy() {
    for (const v1::Meeting* meeting : progress_.moving) needs_.AddBusy(*meeting);
    for (const v1::MeetingRequest& request : given_.requests) {
      const absl::StatusOr<v1::Meeting> meeting = MeetingFor(request, given_.facts);
      if (meeting.ok()) needs_.AddBusy(*meeting);
    }
  }

  void AddMeeting(const v1::Meeting& meeting) {
    PosedActivity posed;
    posed.name = meeting.name();
    posed.meeting = meeting;
    posed.duration = EndOf(meeting) - StartOf(meeting);
    solver::Activity activity;
    activity.duration = posed_.grid.SlotsFor(posed.duration);
    const absl::optional<int> slot = posed_.grid.SlotAt(StartOf(meeting), EndOf(meeting));
    const bool keeps = given_.scope != PlanEventRequest::AFRESH;
    if (keeps) activity.baseline_start = slot;
    activity.windows = WindowsFor(meeting);
    if (keeps && slot) activity.windows.push_back({*slot, *slot + activity.duration});
    const auto preference = given_.preferences.find(meeting.request());
    activity.is_optional = preference != given_.preferences.end();
    if (activity.is_optional) {
      activity.price = kPlacedCostsTimes * PriceOf(given_.settings, preference->second);
    }
    people_.AddAttendances(meeting, activity);
    if (absl::Status heads = people_.AddHeads(meeting, StartOf(meeting), activity); !heads.ok()) {
      return Refuse(meeting.name(), std::move(heads));
    }
    needs_.AddThoseOf(meeting, posed, activity);
    activity.venue = VenueFixed(meeting);
    Add(std::move(posed), std::move(activity));
  }

  void AddRequest(const v1::MeetingRequest& request) {
    absl::StatusOr<v1::Meeting> meeting = MeetingFor(request, given_.facts);
    if (!meeting.ok()) return Refuse(request.name(), meeting.status());
    PosedActivity posed;
    posed.name = request.name();
    posed.is_new = true;
    posed.duration = request.has_duration() ? absl::Seconds(request.duration().seconds())
                                            : given_.default_duration;
    solver::Activity activity;
    activity.duration = posed_.grid.SlotsFor(posed.duration);
    activity.is_optional = true;
    activity.price = PriceOf(given_.settings, request.preference());
    activity.windows = WindowsWithin(request.intervals());
    people_.AddAttendances(*meeting, activity);
    absl::Status fits = people_.AddHeads(*meeting, absl::nullopt, activity);
    if (fits.ok()) fits = needs_.AddPlace(posed, activity);
    if (fits.ok()) fits = needs_.AddStaff(*meeting, posed, activity);
    if (!fits.ok()) return Refuse(request.name(), std::move(fits));
    posed.meeting = *std::move(meeting);
    Add(std::move(posed), std::move(activity));
  }

  // A meeting that stays is an activity to those who are planned, so that breaks beside it count;
  // its assets are closed.
  void AddStaying(const v1::Meeting& meeting) {
    const absl::optional<int> slot = posed_.grid.SlotAt(StartOf(meeting), EndOf(meeting));
    if (!slot) return;
    solver::Activity activity;
    activity.duration = posed_.grid.SlotsFor(EndOf(meeting) - StartOf(meeting));
    activity.pinned_start = *slot;
    activity.venue = venues_.IndexOf(schedule::VenueOf(AsActivity(meeting), given_.facts));
    people_.AddPinned(meeting, *slot, venues_, activity);
    if (activity.attendances.empty()) return;
    PosedActivity posed;
    posed.name = meeting.name();
    posed.meeting = meeting;
    posed.duration = EndOf(meeting) - StartOf(meeting);
    posed.stays = true;
    Add(std::move(posed), std::move(activity));
  }

  void Add(PosedActivity posed, solver::Activity activity) {
    posed_.activities.push_back(std::move(posed));
    posed_.problem.activities.push_back(std::move(activity));
  }
  void Refuse(const std::string& name, absl::Status why) {
    posed_.refused.push_back({name, std::move(why)});
  }

  std::vector<solver::Span> WindowsWithin(
      const google::protobuf::RepeatedPtrField<google::type::Interval>& intervals) const {
    if (intervals.empty()) return posed_.grid.windows();
    std::vector<solver::Span> windows;
    for (const google::type::Interval& interval : intervals) {
      const std::vector<solver::Span> within =
          posed_.grid.Within(TimeOf(interval.start_time()), TimeOf(interval.end_time()));
      windows.insert(windows.end(), within.begin(), within.end());
    }
    // None at all would mean anywhere.
    if (windows.empty()) windows.emplace_back();
    return windows;
  }
  std::vector<solver::Span> WindowsFor(const v1::Meeting& meeting) const {
    const auto times = given_.times.find(meeting.request());
    return times == given_.times.end() ? posed_.grid.windows() : WindowsWithin(times->second);
  }

  // Where it is whatever room it gets; -1: where the room is.
  int VenueFixed(const v1::Meeting& meeting) {
    std::string of_room;
    for (const v1::AssetUse& use : meeting.assets()) {
      if (stock_.IsPlace(use.asset())) of_room = given_.facts.assets.at(use.asset()).venue();
    }
    if (!meeting.venue().empty() && meeting.venue() != of_room) {
      return venues_.IndexOf(meeting.venue());
    }
    if (!of_room.empty()) return -1;
    return venues_.IndexOf(schedule::VenueOf(AsActivity(meeting), given_.facts));
  }

  const Given& given_;
  const Progress& progress_;
  Venues& venues_;
  Posed& posed_;
  Stock stock_;
  Needs needs_;
  People people_;
};

// Makes a problem of what is given.
class Poser {
 public:
  explicit Poser(const Given& given)
      : given_(given), venues_(given, GrainOf(given.settings, given.facts.settings)) {}

  absl::StatusOr<Posed> Pose() {
    PLENARY_RETURN_IF_ERROR(CheckGiven());
    FindVenues();
    MakeGrid();
    if (posed_.grid.empty()) return NoWindow(given_);
    PLENARY_RETURN_IF_ERROR(CheckSize(0, 0, posed_.grid.slots()));
    Progress progress = SortMeetings(given_, posed_.grid);
    if (progress.moving.empty() && given_.requests.empty()) return NothingToPlan(given_);
    PLENARY_RETURN_IF_ERROR(Activities(given_, progress, venues_, posed_).AddAll());
    posed_.in_the_way = std::move(progress.in_the_way);
    FillInRest();
    PLENARY_RETURN_IF_ERROR(CheckProblem());
    return std::move(posed_);
  }

 private:
  absl::Status CheckGiven() const {
    const auto count = static_cast<int64_t>(given_.requests.size() + given_.meetings.size());
    const std::vector<Window> windows =
        WindowsOf(given_.settings, given_.facts.event, given_.facts.settings);
    return CheckSize(count, 0,
                     CountSlots(windows, GrainOf(given_.settings, given_.facts.settings)));
  }

  absl::Status CheckProblem() const {
    const absl::Status status = solver::Validate(posed_.problem);
    if (status.ok()) return status;
    if (absl::IsResourceExhausted(status)) {
      return TooLarge("activities, with all that stays,",
                      static_cast<int64_t>(posed_.problem.activities.size()),
                      solver::kMostActivities);
    }
    return base::BadField("settings.weights",
                          absl::StrCat("are too large for what is planned: ", status.message()));
  }

  void FindVenues() {
    for (const std::string& place : given_.places) {
      const auto found = given_.facts.assets.find(place);
      if (found != given_.facts.assets.end()) venues_.IndexOf(found->second.venue());
    }
    for (const v1::Meeting& meeting : given_.meetings) {
      venues_.IndexOf(schedule::VenueOf(AsActivity(meeting), given_.facts));
    }
  }

  absl::Duration LongestAround() const {
    absl::Duration most = std::max(venues_.Longest(), absl::Minutes(given_.settings.gap_minutes()));
    for (const auto& [name, asset] : given_.facts.assets) {
      const auto longer = std::max(TimeUtil::DurationToSeconds(asset.setup_duration()),
                                   TimeUtil::DurationToSeconds(asset.clear_up_duration()));
      most = std::max(most, absl::Seconds(longer) + venues_.Longest());
    }
    return most;
  }

  void MakeGrid() {
    const v1::Event& event = given_.facts.event;
    const absl::Duration grain = GrainOf(given_.settings, given_.facts.settings);
    posed_.grid = Grid(WindowsOf(given_.settings, event, given_.facts.settings), grain,
                       SlotsCovering(LongestAround(), grain), EarliestOf(given_));
    posed_.event = event.name();
    if (!absl::LoadTimeZone(event.time_zone(), &posed_.zone)) posed_.zone = absl::UTCTimeZone();
  }

  void FillInRest() {
    solver::Problem& problem = posed_.problem;
    problem.slots = posed_.grid.slots();
    problem.days = posed_.grid.days();
    problem.travel = venues_.Travel();
    if (given_.settings.has_max_break_difference()) {
      problem.fairness = given_.settings.max_break_difference();
    }
    problem.weights = WeightsOf(given_.settings);
  }

  const Given& given_;
  Venues venues_;
  Posed posed_;
};

}  // namespace

absl::Status CheckSize(int64_t activities, int64_t people, int64_t slots) {
  if (activities > kMostActivities) return TooLarge("meetings", activities, kMostActivities);
  if (people > kMostPeople) return TooLarge("people", people, kMostPeople);
  if (slots > kMostSlots) return TooLarge("times", slots, kMostSlots);
  return absl::OkStatus();
}

int Posed::CountPlanned() const {
  return static_cast<int>(std::count_if(activities.begin(), activities.end(),
                                        [](const PosedActivity& each) { return !each.stays; }));
}

absl::optional<int> Posed::Find(absl::string_view name) const {
  for (size_t i = 0; i < activities.size(); ++i) {
    if (activities[i].name == name && !activities[i].stays) return static_cast<int>(i);
  }
  return absl::nullopt;
}

solver::Plan Posed::InProgress() const {
  solver::Plan plan(activities.size());
  for (size_t i = 0; i < activities.size(); ++i) {
    const solver::Activity& activity = problem.activities[i];
    const absl::optional<int> start =
        activity.pinned_start ? activity.pinned_start : activity.baseline_start;
    if (!start || in_the_way.count(activities[i].name) > 0) continue;
    plan[i].start = *start;
    for (const solver::Need& need : activity.needs) {
      plan[i].pools.push_back(need.pinned >= 0 ? need.pinned : need.baseline);
      plan[i].units.push_back(0);
    }
  }
  return plan;
}

absl::StatusOr<Posed> Pose(const Given& given) { return Poser(given).Pose(); }

}  // namespace plenary::planning
