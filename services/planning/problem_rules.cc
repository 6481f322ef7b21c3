#include "services/planning/problem_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/planning/settings_rules.h"
#include "services/planning/stock_rules.h"
#include "services/schedule/activity_rules.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using schedule::Line;
using v1::PlanEventRequest;

// A meeting that has its place is not given up for a request that has none.
constexpr int64_t kPlacedCostsTimes = 3;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}
absl::Time StartOf(const v1::Meeting& meeting) { return TimeOf(meeting.interval().start_time()); }
absl::Time EndOf(const v1::Meeting& meeting) { return TimeOf(meeting.interval().end_time()); }

v1::Activity AsActivity(const v1::Meeting& meeting) {
  v1::Activity activity;
  *activity.mutable_meeting() = meeting;
  return activity;
}

std::vector<Line> LinesOf(const v1::Meeting& meeting, const Given& given) {
  return schedule::LinesOf(AsActivity(meeting), given.facts, given.now);
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

absl::Status NoHead(const std::string& delegation) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_HEAD_MUST_ATTEND,
                      absl::StrCat("the head of ", delegation,
                                   " must attend, and nobody heads it when meetings are planned; "
                                   "set a head first, or name who comes"),
                      {{"delegation", delegation}});
}

absl::Status NoPlace() {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ASSET_NOT_AVAILABLE,
                      "there is no table and no room that meetings may be planned at; create "
                      "some, or name them in the settings of planning");
}

absl::Status InterpretersShort(int needed, size_t there) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_INTERPRETERS_SHORT,
                      absl::StrCat("the staffing rule asks for ", needed, " interpreters, and ",
                                   there, " interpret these languages in this mode"),
                      {{"needed", absl::StrCat(needed)}, {"assigned", absl::StrCat(there)}});
}

// Whether somebody who is named is to be there, and is booked.
bool Comes(const v1::Attendee& attendee, const schedule::Facts& facts) {
  const auto participant = facts.participants.find(attendee.who());
  const bool has_left = participant != facts.participants.end()
                            ? schedule::HasLeft(participant->second)
                            : attendee.left();
  return !has_left && attendee.answer() != v1::Attendee::DECLINED;
}

bool HasLeft(const std::string& who, const schedule::Facts& facts) {
  const auto participant = facts.participants.find(who);
  return participant != facts.participants.end() && schedule::HasLeft(participant->second);
}

// What is planned is moved asset by asset: neither several units nor a room made of parts.
bool HasPlainAssets(const v1::Meeting& meeting, const Given& given) {
  const auto is_plain = [&](const std::string& name) {
    const auto found = given.facts.assets.find(name);
    return found != given.facts.assets.end() && found->second.parts().empty();
  };
  const auto& uses = meeting.assets();
  const auto& interpreters = meeting.interpretation().interpreters();
  return std::all_of(
             uses.begin(), uses.end(),
             [&](const v1::AssetUse& use) { return use.units() <= 1 && is_plain(use.asset()); }) &&
         std::all_of(interpreters.begin(), interpreters.end(), is_plain);
}

// What has passed is not planned any more; but an event that is over is planned as if all of it lay
// ahead: so a past year is tried again.
absl::Time EarliestOf(const Given& given) {
  const google::type::Interval& event = given.facts.event.interval();
  const bool is_over = event.has_end_time() && TimeOf(event.end_time()) <= given.now;
  return is_over ? absl::InfinitePast() : given.now;
}

bool MayMove(const v1::Meeting& meeting, const Given& given) {
  return given.scope != PlanEventRequest::NEW_ONLY && !meeting.is_pinned() && !meeting.is_fixed() &&
         StartOf(meeting) >= EarliestOf(given) && HasPlainAssets(meeting, given);
}

int64_t CapacityOf(const std::string& subject, const schedule::Facts& facts) {
  const auto asset = facts.assets.find(subject);
  return asset == facts.assets.end() ? 1 : std::max<int64_t>(asset->second.capacity(), 1);
}

// Calls `meet` with every two lines of one subject, which is taken by one at a time, that overlap.
template <class Meet>
void ForEachOverlap(const Obstacles& by_subject, const schedule::Facts& facts, const Meet& meet) {
  for (const auto& [subject, all] : by_subject) {
    if (CapacityOf(subject, facts) > 1) continue;
    std::vector<const Occupied*> lines;
    lines.reserve(all.size());
    for (const Occupied& each : all) lines.push_back(&each);
    std::stable_sort(lines.begin(), lines.end(), [](const Occupied* left, const Occupied* right) {
      return left->line.start < right->line.start;
    });
    for (size_t i = 0; i < lines.size(); ++i) {
      for (size_t j = i + 1; j < lines.size(); ++j) {
        if (lines[j]->line.start >= lines[i]->line.end) break;
        if (lines[i]->activity != lines[j]->activity) meet(subject, *lines[i], *lines[j]);
      }
    }
  }
}

void AddLines(const v1::Meeting& meeting, const Given& given, Obstacles& by_subject) {
  for (Line& line : LinesOf(meeting, given)) {
    std::vector<Occupied>& of_subject = by_subject[line.subject];
    of_subject.push_back({meeting.name(), std::move(line)});
  }
}

// A part of a person's day that is pinned to a place.
struct PinnedStay {
  solver::Span when;
  int venue = -1;
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
    SortMeetings();
    if (moving_.empty() && given_.requests.empty()) return NothingToPlan(given_);
    Stock stock(given_, obstacles_, venues_, posed_);
    stock_ = &stock;
    FindBusy();
    for (const v1::Meeting* meeting : moving_) AddMeeting(*meeting);
    for (const v1::MeetingRequest& request : given_.requests) AddRequest(request);
    PLENARY_RETURN_IF_ERROR(
        CheckSize(posed_.CountPlanned(), static_cast<int64_t>(posed_.persons.size()), 0));
    for (const v1::Meeting* meeting : staying_) AddStaying(*meeting);
    ForbidSlots();
    FillInRest();
    PLENARY_RETURN_IF_ERROR(CheckProblem());
    return std::move(posed_);
  }

 private:
  using Interval = google::type::Interval;

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

  // --- Time and place.

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
    const auto around = static_cast<int>(absl::Ceil(LongestAround(), grain) / grain);
    posed_.grid = Grid(WindowsOf(given_.settings, event, given_.facts.settings), grain, around,
                       EarliestOf(given_));
    posed_.event = event.name();
    if (!absl::LoadTimeZone(event.time_zone(), &posed_.zone)) posed_.zone = absl::UTCTimeZone();
  }

  // --- What moves and what stays.

  // Of those that may move, those off the grid stay if they can: on the grid they would have to
  // move.
  void SortMeetings() {
    Obstacles all;
    for (const Occupied& each : given_.occupied) all[each.line.subject].push_back(each);
    for (const v1::Meeting& meeting : given_.meetings) AddLines(meeting, given_, all);
    ForEachOverlap(all, given_.facts, [&](const auto&, const Occupied& one, const Occupied& other) {
      posed_.in_the_way.emplace(one.activity, other);
      posed_.in_the_way.emplace(other.activity, one);
    });
    for (const Occupied& each : given_.occupied) obstacles_[each.line.subject].push_back(each);
    for (const v1::Meeting& meeting : given_.meetings) {
      const bool is_on_grid = posed_.grid.SlotAt(StartOf(meeting), EndOf(meeting)).has_value();
      const bool is_to_move = is_on_grid || posed_.in_the_way.count(meeting.name()) > 0 ||
                              given_.scope == PlanEventRequest::AFRESH;
      if (MayMove(meeting, given_) && is_to_move) {
        moving_.push_back(&meeting);
      } else {
        staying_.push_back(&meeting);
        AddLines(meeting, given_, obstacles_);
      }
    }
  }

  // People who take part themselves do not interpret for others.
  void FindBusy() {
    for (const v1::Meeting* meeting : moving_) AddBusy(*meeting);
    for (const v1::MeetingRequest& request : given_.requests) {
      const absl::StatusOr<v1::Meeting> meeting = MeetingFor(request, given_.facts);
      if (meeting.ok()) AddBusy(*meeting);
    }
  }
  void AddBusy(const v1::Meeting& meeting) {
    for (const v1::Attendee& attendee : meeting.attendees()) {
      busy_.insert(schedule::PersonOf(attendee, given_.facts));
    }
  }

  // --- What is planned.

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
    AddAttendances(meeting, activity);
    if (absl::Status heads = AddHeads(meeting, StartOf(meeting), activity); !heads.ok()) {
      return Refuse(meeting.name(), std::move(heads));
    }
    AddNeeds(meeting, posed, activity);
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
    AddAttendances(*meeting, activity);
    if (absl::Status heads = AddHeads(*meeting, absl::nullopt, activity); !heads.ok()) {
      return Refuse(request.name(), std::move(heads));
    }
    const auto people = static_cast<int>(activity.attendances.size());
    const std::vector<solver::Choice> places = stock_->Places(people);
    if (places.empty()) return Refuse(request.name(), NoPlace());
    AddNeed(places, {PosedNeed::kUse, 0, ""}, posed, activity);
    if (absl::Status staff = AddStaff(*meeting, posed, activity); !staff.ok()) {
      return Refuse(request.name(), std::move(staff));
    }
    posed.meeting = *std::move(meeting);
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
      const google::protobuf::RepeatedPtrField<Interval>& intervals) const {
    if (intervals.empty()) return posed_.grid.windows();
    std::vector<solver::Span> windows;
    for (const Interval& interval : intervals) {
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
      if (stock_->IsPlace(use.asset())) of_room = given_.facts.assets.at(use.asset()).venue();
    }
    if (!meeting.venue().empty() && meeting.venue() != of_room) {
      return venues_.IndexOf(meeting.venue());
    }
    if (!of_room.empty()) return -1;
    return venues_.IndexOf(schedule::VenueOf(AsActivity(meeting), given_.facts));
  }

  // --- People.

  int PersonNamed(const std::string& name) {
    const auto [found, is_new] = person_index_.try_emplace(name, posed_.persons.size());
    if (is_new) {
      posed_.persons.push_back({name, {}});
      posed_.problem.persons.emplace_back();
    }
    return static_cast<int>(found->second);
  }

  void AddAttendances(const v1::Meeting& meeting, solver::Activity& activity) {
    std::map<int, solver::Attendance> by_person;
    for (const v1::Attendee& attendee : meeting.attendees()) {
      if (!Comes(attendee, given_.facts)) continue;
      solver::Attendance attendance = PartOf(attendee, meeting, activity.duration);
      attendance.person = PersonNamed(schedule::PersonOf(attendee, given_.facts));
      attendance.is_required = !attendee.optional();
      const auto [known, is_new] = by_person.try_emplace(attendance.person, attendance);
      if (!is_new && attendance.is_required) known->second = attendance;
    }
    for (const auto& [person, attendance] : by_person) activity.attendances.push_back(attendance);
  }

  // Their own part of the time, in slots from the start, rounded outwards.
  solver::Attendance PartOf(const v1::Attendee& attendee, const v1::Meeting& meeting,
                            int duration) const {
    solver::Attendance attendance;
    const absl::Duration grain = posed_.grid.grain();
    if (attendee.interval().has_start_time()) {
      const absl::Duration after = TimeOf(attendee.interval().start_time()) - StartOf(meeting);
      attendance.from =
          std::clamp(static_cast<int>(absl::Floor(after, grain) / grain), 0, duration - 1);
    }
    if (attendee.interval().has_end_time()) {
      const absl::Duration after = TimeOf(attendee.interval().end_time()) - StartOf(meeting);
      attendance.to = std::clamp(static_cast<int>(absl::Ceil(after, grain) / grain),
                                 attendance.from + 1, duration);
    }
    return attendance;
  }

  // Heads who must attend come as well, and it takes place while they head: whoever does `at` that
  // instant, else whoever does for the longest.
  absl::Status AddHeads(const v1::Meeting& meeting, absl::optional<absl::Time> at,
                        solver::Activity& activity) {
    for (const v1::Meeting::Party& party : meeting.parties()) {
      if (!party.head_must_attend()) continue;
      const std::string head = at ? schedule::HeadAt(party.delegation(), *at, given_.facts)
                                  : LongestHead(party.delegation(), activity.windows);
      if (head.empty() || HasLeft(head, given_.facts)) return NoHead(party.delegation());
      v1::Attendee attendee;
      attendee.set_who(head);
      AddRequired(PersonNamed(schedule::PersonOf(attendee, given_.facts)), activity);
      activity.windows = WhileHeadedBy(head, party.delegation(), activity.windows);
    }
    return absl::OkStatus();
  }

  static void AddRequired(int person, solver::Activity& activity) {
    for (solver::Attendance& attendance : activity.attendances) {
      if (attendance.person != person) continue;
      attendance.is_required = true;
      return;
    }
    activity.attendances.emplace_back().person = person;
  }

  std::string LongestHead(const std::string& delegation,
                          const std::vector<solver::Span>& windows) const {
    std::map<std::string, int> slots;
    for (const solver::Span& window : windows) {
      for (int slot = window.begin; slot < window.end; ++slot) {
        ++slots[schedule::HeadAt(delegation, posed_.grid.StartOf(slot), given_.facts)];
      }
    }
    slots.erase("");
    const auto longest = std::max_element(
        slots.begin(), slots.end(),
        [](const auto& left, const auto& right) { return left.second < right.second; });
    // Where no window suits, whoever heads it at the beginning is as good as anybody.
    return longest == slots.end()
               ? schedule::HeadAt(delegation, posed_.grid.StartOf(0), given_.facts)
               : longest->first;
  }

  std::vector<solver::Span> WhileHeadedBy(const std::string& head, const std::string& delegation,
                                          const std::vector<solver::Span>& windows) const {
    std::vector<solver::Span> headed;
    for (const solver::Span& window : windows) {
      int begin = window.begin;
      for (int slot = window.begin; slot <= window.end; ++slot) {
        const bool goes_on =
            slot < window.end &&
            schedule::HeadAt(delegation, posed_.grid.StartOf(slot), given_.facts) == head;
        if (goes_on) continue;
        if (begin < slot) headed.push_back({begin, slot});
        begin = slot + 1;
      }
    }
    if (headed.empty()) headed.emplace_back();
    return headed;
  }

  // --- Assets.

  void AddNeed(std::vector<solver::Choice> choices, PosedNeed stands_for, PosedActivity& posed,
               solver::Activity& activity) {
    solver::Need& need = activity.needs.emplace_back();
    const Around around = stock_->AroundUse(choices);
    need.choices = std::move(choices);
    need.before = around.before;
    need.after = around.after;
    if (!stands_for.was.empty() && given_.scope != PlanEventRequest::AFRESH) {
      need.baseline = stock_->PoolOf(stands_for.was);
    }
    posed.needs.push_back(std::move(stands_for));
  }

  // With the pool that it is met from now, whether or not it would be chosen again.
  std::vector<solver::Choice> With(int pool, std::vector<solver::Choice> choices) const {
    const bool is_there = std::any_of(choices.begin(), choices.end(),
                                      [&](const auto& choice) { return choice.pool == pool; });
    if (!is_there) choices.push_back({pool, 0});
    return choices;
  }

  void AddUse(const v1::Meeting& meeting, int index, PosedActivity& posed,
              solver::Activity& activity) {
    const v1::AssetUse& use = meeting.assets(index);
    const int pool = stock_->PoolOf(use.asset());
    std::vector<solver::Choice> choices;
    if (stock_->IsPlace(use.asset())) {
      choices = stock_->Places(static_cast<int>(activity.attendances.size()));
    }
    AddNeed(With(pool, std::move(choices)), {PosedNeed::kUse, index, use.asset()}, posed, activity);
    solver::Need& need = activity.needs.back();
    if (use.has_before()) need.before = std::max(need.before, SlotsOf(use.before()));
    if (use.has_after()) need.after = std::max(need.after, SlotsOf(use.after()));
  }
  int SlotsOf(const google::protobuf::Duration& duration) const {
    const absl::Duration grain = posed_.grid.grain();
    const absl::Duration all = absl::Seconds(duration.seconds());
    return static_cast<int>(absl::Ceil(all, grain) / grain);
  }

  void AddNeeds(const v1::Meeting& meeting, PosedActivity& posed, solver::Activity& activity) {
    // The room first, since it says where the meeting is.
    for (const bool of_places : {true, false}) {
      for (int i = 0; i < meeting.assets_size(); ++i) {
        if (stock_->IsPlace(meeting.assets(i).asset()) != of_places) continue;
        AddUse(meeting, i, posed, activity);
      }
    }
    const v1::Interpretation& interpretation = meeting.interpretation();
    for (int i = 0; i < interpretation.interpreters_size(); ++i) {
      const std::string& was = interpretation.interpreters(i);
      const int pool = stock_->PoolOf(was);
      AddNeed(With(pool, stock_->Interpreters(interpretation, busy_)),
              {PosedNeed::kInterpreter, i, was}, posed, activity);
    }
  }

  // The interpreters that the staffing rule asks for; fewer where there are fewer, and that warns
  // only.
  absl::Status AddStaff(const v1::Meeting& meeting, PosedActivity& posed,
                        solver::Activity& activity) {
    const v1::Interpretation& interpretation = meeting.interpretation();
    if (interpretation.supplied_by() == v1::Interpretation::THEM) return absl::OkStatus();
    const int needed = schedule::InterpretersNeeded(
        interpretation.mode(), interpretation.languages_size(), posed.duration);
    if (needed == 0) return absl::OkStatus();
    const std::vector<solver::Choice> choices = stock_->Interpreters(interpretation, busy_);
    int there = 0;
    for (const solver::Choice& choice : choices) {
      there += posed_.problem.pools[static_cast<size_t>(choice.pool)].capacity;
    }
    const bool blocks =
        given_.facts.settings.interpreter_shortfall() == v1::ScheduleSettings::BLOCK;
    if (there < needed && blocks) {
      return InterpretersShort(needed, static_cast<size_t>(there));
    }
    for (int i = 0; i < std::min(needed, there); ++i) {
      AddNeed(choices, {PosedNeed::kInterpreter, i, ""}, posed, activity);
    }
    return absl::OkStatus();
  }

  // --- What stays.

  // A meeting that stays is an activity to those who are planned, so that breaks beside it count;
  // its assets are closed.
  void AddStaying(const v1::Meeting& meeting) {
    const absl::optional<int> slot = posed_.grid.SlotAt(StartOf(meeting), EndOf(meeting));
    if (!slot) return;
    solver::Activity activity;
    activity.duration = posed_.grid.SlotsFor(EndOf(meeting) - StartOf(meeting));
    activity.pinned_start = *slot;
    activity.venue = venues_.IndexOf(schedule::VenueOf(AsActivity(meeting), given_.facts));
    for (const v1::Attendee& attendee : meeting.attendees()) {
      const auto person = person_index_.find(schedule::PersonOf(attendee, given_.facts));
      if (attendee.optional() || !Comes(attendee, given_.facts)) continue;
      if (person == person_index_.end()) continue;
      solver::Attendance attendance = PartOf(attendee, meeting, activity.duration);
      attendance.person = static_cast<int>(person->second);
      const bool is_there_already = std::any_of(
          activity.attendances.begin(), activity.attendances.end(),
          [&](const solver::Attendance& each) { return each.person == attendance.person; });
      if (is_there_already || !FitsBesidePinned(attendance, *slot, activity)) continue;
      activity.attendances.push_back(attendance);
    }
    if (activity.attendances.empty()) return;
    for (const solver::Attendance& attendance : activity.attendances) {
      pinned_[attendance.person].push_back({WhenOf(attendance, *slot, activity), activity.venue});
    }
    PosedActivity posed;
    posed.name = meeting.name();
    posed.meeting = meeting;
    posed.duration = EndOf(meeting) - StartOf(meeting);
    posed.stays = true;
    Add(std::move(posed), std::move(activity));
  }

  static solver::Span WhenOf(const solver::Attendance& attendance, int start,
                             const solver::Activity& activity) {
    return {start + attendance.from,
            start + (attendance.to == 0 ? activity.duration : attendance.to)};
  }

  // What stays is as it is: where it is closer to something else that stays than the plan would
  // have it, it is only in the way.
  bool FitsBesidePinned(const solver::Attendance& attendance, int start,
                        const solver::Activity& activity) {
    const solver::Span when = WhenOf(attendance, start, activity);
    const std::vector<std::vector<int>> travel = venues_.Travel();
    const auto between = [&](int from, int to) {
      const int way =
          from < 0 || to < 0 ? 0 : travel[static_cast<size_t>(from)][static_cast<size_t>(to)];
      return std::max(GapSlots(), way);
    };
    const std::vector<PinnedStay>& others = pinned_[attendance.person];
    return std::all_of(others.begin(), others.end(), [&](const PinnedStay& other) {
      return other.when.end + between(other.venue, activity.venue) <= when.begin ||
             when.end + between(activity.venue, other.venue) <= other.when.begin;
    });
  }
  int GapSlots() const {
    const absl::Duration grain = posed_.grid.grain();
    const absl::Duration gap = absl::Minutes(given_.settings.gap_minutes());
    return static_cast<int>(absl::Ceil(gap, grain) / grain);
  }

  void ForbidSlots() {
    const absl::Duration gap = absl::Minutes(given_.settings.gap_minutes());
    for (size_t i = 0; i < posed_.persons.size(); ++i) {
      PosedPerson& person = posed_.persons[i];
      const auto found = obstacles_.find(person.name);
      if (found == obstacles_.end()) continue;
      std::vector<solver::Span> forbidden;
      for (const Occupied& obstacle : found->second) {
        const Line& line = obstacle.line;
        const bool is_meeting =
            absl::StartsWith(obstacle.activity, absl::StrCat(posed_.event, "/meetings/"));
        const absl::Duration least = is_meeting ? gap : absl::ZeroDuration();
        const absl::Time from = line.start - std::max(least, venues_.LongestTo(line.venue));
        const absl::Time to = line.end + std::max(least, venues_.LongestFrom(line.end_venue));
        person.taken.push_back({from, to, obstacle.activity});
        forbidden.push_back(posed_.grid.Touched(from, to));
      }
      std::vector<solver::Span> pinned;
      for (const PinnedStay& stay : pinned_[static_cast<int>(i)]) pinned.push_back(stay.when);
      posed_.problem.persons[i].forbidden =
          Without(Merged(std::move(forbidden)), Merged(std::move(pinned)));
    }
  }

  void FillInRest() {
    solver::Problem& problem = posed_.problem;
    problem.slots = posed_.grid.slots();
    problem.days = posed_.grid.days();
    problem.travel = venues_.Travel();
    problem.gap = GapSlots();
    if (given_.settings.has_max_break_difference()) {
      problem.fairness = given_.settings.max_break_difference();
    }
    problem.weights = WeightsOf(given_.settings);
  }

  const Given& given_;
  Venues venues_;
  Posed posed_;
  std::vector<const v1::Meeting*> moving_;
  std::vector<const v1::Meeting*> staying_;
  Obstacles obstacles_;
  Stock* stock_ = nullptr;
  std::set<std::string> busy_;
  std::map<std::string, size_t> person_index_;
  std::map<int, std::vector<PinnedStay>> pinned_;  // by person
};

// A side of a request as a party of a meeting, unless it is there already.
void AddParty(const v1::MeetingRequest::Side& side, const schedule::Facts& facts,
              v1::Meeting& meeting) {
  v1::Meeting::Party party;
  const auto participant = facts.participants.find(side.party());
  if (participant != facts.participants.end()) {
    party.set_delegation(participant->second.delegation());
    const auto person = facts.people.find(participant->second.person());
    if (party.delegation().empty() && person != facts.people.end()) {
      party.set_organization(person->second.organization());
    }
  } else if (absl::StartsWith(side.party(), "organizations/")) {
    party.set_organization(side.party());
  } else {
    party.set_delegation(side.party());
  }
  const bool is_delegation = participant == facts.participants.end() && !party.delegation().empty();
  party.set_head_must_attend(!party.delegation().empty() &&
                             (side.head_must_attend() || (is_delegation && side.people().empty())));
  if (party.delegation().empty() && party.organization().empty()) return;
  for (v1::Meeting::Party& each : *meeting.mutable_parties()) {
    const bool is_same =
        each.delegation() == party.delegation() && each.organization() == party.organization();
    if (!is_same) continue;
    each.set_head_must_attend(each.head_must_attend() || party.head_must_attend());
    return;
  }
  *meeting.add_parties() = std::move(party);
}

void AddAttendee(const std::string& who, bool is_optional, const schedule::Facts& facts,
                 v1::Meeting& meeting) {
  v1::Attendee added;
  added.set_who(who);
  added.set_optional(is_optional);
  const std::string person = schedule::PersonOf(added, facts);
  for (v1::Attendee& attendee : *meeting.mutable_attendees()) {
    if (schedule::PersonOf(attendee, facts) != person) continue;
    attendee.set_optional(attendee.optional() && is_optional);
    return;
  }
  *meeting.add_attendees() = std::move(added);
}

absl::Status AddSide(const v1::MeetingRequest::Side& side, const schedule::Facts& facts,
                     v1::Meeting& meeting) {
  AddParty(side, facts, meeting);
  std::vector<std::string> required(side.people().begin(), side.people().end());
  const bool is_participant = facts.participants.count(side.party()) > 0;
  if (required.empty() && is_participant) required.push_back(side.party());
  bool is_anybody_there = required.empty();
  for (const std::string& who : required) {
    if (HasLeft(who, facts)) continue;
    is_anybody_there = true;
    AddAttendee(who, false, facts, meeting);
  }
  for (const std::string& who : side.optional_people()) {
    if (!HasLeft(who, facts)) AddAttendee(who, true, facts, meeting);
  }
  if (is_anybody_there) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ATTENDEE_LEFT,
                      absl::StrCat("nobody of those who come for ", side.party(),
                                   " takes part in the event any more; name others"),
                      {{"attendee", required.front()}});
}

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

absl::optional<Contradiction> FindContradiction(const Given& given) {
  Obstacles pinned;
  for (const v1::Meeting& meeting : given.meetings) {
    if (meeting.is_pinned() || meeting.is_fixed()) AddLines(meeting, given, pinned);
  }
  absl::optional<Contradiction> found;
  ForEachOverlap(pinned, given.facts,
                 [&](const std::string& subject, const Occupied& one, const Occupied& other) {
                   if (!found) found = Contradiction{one.activity, other.activity, subject};
                 });
  return found;
}

absl::StatusOr<v1::Meeting> MeetingFor(const v1::MeetingRequest& request,
                                       const schedule::Facts& facts) {
  v1::Meeting meeting;
  meeting.set_request(request.name());
  PLENARY_RETURN_IF_ERROR(AddSide(request.from(), facts, meeting));
  PLENARY_RETURN_IF_ERROR(AddSide(request.to(), facts, meeting));
  *meeting.mutable_languages() = request.languages();
  if (request.has_interpretation()) {
    *meeting.mutable_interpretation() = request.interpretation();
    meeting.mutable_interpretation()->clear_interpreters();
  }
  return meeting;
}

}  // namespace plenary::planning
