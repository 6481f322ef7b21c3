#include "services/planning/words_rules.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/names.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using v1::PlanConstraint;
using v1::RemedyStep;

// Times and activities that one constraint names.
constexpr int kMostNamed = 20;
// Times that are spelled out in words.
constexpr size_t kMostSpelledOut = 3;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

google::type::Interval IntervalOf(absl::Time start, absl::Time end) {
  google::type::Interval interval;
  *interval.mutable_start_time() = TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(start));
  *interval.mutable_end_time() = TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(end));
  return interval;
}
google::type::Interval IntervalOf(const Posed& posed, solver::Span slots) {
  return IntervalOf(posed.grid.StartOf(slots.begin), posed.grid.EndOf(slots.end - 1));
}
std::string SlotsInWords(const Posed& posed, solver::Span slots) {
  return InWords(posed.grid.StartOf(slots.begin), posed.grid.EndOf(slots.end - 1), posed.zone);
}

const PosedActivity& ActivityOf(const Posed& posed, int index) {
  return posed.activities[static_cast<size_t>(index)];
}
solver::Span SlotsAt(const Posed& posed, int activity, int start) {
  return {start, start + posed.problem.activities[static_cast<size_t>(activity)].duration};
}

// Alike assets, the first by name: "assets/table-1 and 3 like it".
std::string AssetsInWords(const PosedPool& pool) {
  if (pool.assets.size() == 1) return pool.assets.front();
  return absl::StrCat(pool.assets.front(), " and ", pool.assets.size() - 1, " like it");
}

void AddTaken(const Posed& posed, const std::vector<Taken>& taken, PlanConstraint& constraint) {
  for (const Taken& time : taken) {
    const solver::Span slots = posed.grid.Touched(time.start, time.end);
    if (slots.begin >= slots.end || constraint.intervals_size() == kMostNamed) continue;
    *constraint.add_intervals() = IntervalOf(time.start, time.end);
    const bool is_ours = !time.activity.empty() && base::EventOf(time.activity) == posed.event;
    const auto& named = constraint.occupied_by();
    const bool is_named = std::find(named.begin(), named.end(), time.activity) != named.end();
    if (is_ours && !is_named) constraint.add_occupied_by(time.activity);
  }
}

// "at 10:00 to 11:00 on 2023-06-01 (events/…/sessions/talk)"; of many times, how many.
std::string WhenAndWhy(const Posed& posed, const PlanConstraint& constraint) {
  std::vector<std::string> times;
  for (const google::type::Interval& interval : constraint.intervals()) {
    times.push_back(
        InWords(TimeOf(interval.start_time()), TimeOf(interval.end_time()), posed.zone));
  }
  const std::string when = times.size() <= kMostSpelledOut ? absl::StrJoin(times, " and ")
                                                           : absl::StrCat(times.size(), " times");
  const auto& by = constraint.occupied_by();
  return by.empty() ? when : absl::StrCat(when, " (", absl::StrJoin(by, ", "), ")");
}

void SetPerson(const Posed& posed, int index, PlanConstraint& constraint) {
  const PosedPerson& person = posed.persons[static_cast<size_t>(index)];
  constraint.set_person(person.name);
  if (constraint.kind() == PlanConstraint::ONE_PLACE_AT_A_TIME) {
    constraint.set_text(absl::StrCat(person.name, " is in one place at a time"));
    return;
  }
  AddTaken(posed, person.taken, constraint);
  constraint.set_text(
      absl::StrCat(person.name, " is elsewhere at ", WhenAndWhy(posed, constraint)));
}

void SetPool(const Posed& posed, int index, PlanConstraint& constraint) {
  const PosedPool& pool = posed.pools[static_cast<size_t>(index)];
  for (const std::string& asset : pool.assets) constraint.add_assets(asset);
  if (constraint.kind() == PlanConstraint::CAPACITY) {
    constraint.set_capacity(posed.problem.pools[static_cast<size_t>(index)].capacity);
    constraint.set_text(absl::StrCat("there are no more than ", constraint.capacity(), " of ",
                                     AssetsInWords(pool)));
    return;
  }
  AddTaken(posed, pool.taken, constraint);
  constraint.set_text(
      absl::StrCat(AssetsInWords(pool), " cannot be had at ", WhenAndWhy(posed, constraint)));
}

void SetActivity(const Posed& posed, int index, const solver::Plan* kept,
                 PlanConstraint& constraint) {
  const std::string& name = ActivityOf(posed, index).name;
  const solver::Activity& activity = posed.problem.activities[static_cast<size_t>(index)];
  if (name.empty()) {
    const std::string& asset = ActivityOf(posed, index).needs.front().was;
    constraint.set_kind(PlanConstraint::CLOSED);
    constraint.add_assets(asset);
    constraint.set_text(absl::StrCat("units of ", asset, " are taken"));
    return;
  }
  constraint.set_activity(name);
  absl::optional<int> start;
  switch (constraint.kind()) {
    case PlanConstraint::WINDOWS:
      constraint.set_text(
          absl::StrCat(name, " lies in the windows of planning and the times proposed for it"));
      return;
    case PlanConstraint::PINNED:
      start = activity.pinned_start;
      break;
    case PlanConstraint::STAYS:
      if (kept != nullptr) start = (*kept)[static_cast<size_t>(index)].start;
      break;
    default:
      constraint.set_text(absl::StrCat(name, " must have a place"));
      return;
  }
  constraint.set_text(absl::StrCat(name, " stays where it is"));
  if (!start || *start < 0) return;
  const solver::Span slots = SlotsAt(posed, index, *start);
  *constraint.add_intervals() = IntervalOf(posed, slots);
  constraint.set_text(absl::StrCat(name, " stays at ", SlotsInWords(posed, slots)));
}

PlanConstraint::Kind KindOf(solver::Constraint::Kind kind) {
  switch (kind) {
    case solver::Constraint::kPlaced:
      return PlanConstraint::MUST_BE_PLACED;
    case solver::Constraint::kWindows:
      return PlanConstraint::WINDOWS;
    case solver::Constraint::kPin:
      return PlanConstraint::PINNED;
    case solver::Constraint::kKept:
      return PlanConstraint::STAYS;
    case solver::Constraint::kForbidden:
      return PlanConstraint::NOT_THERE;
    case solver::Constraint::kExclusive:
      return PlanConstraint::ONE_PLACE_AT_A_TIME;
    case solver::Constraint::kCapacity:
      return PlanConstraint::CAPACITY;
    case solver::Constraint::kClosed:
      return PlanConstraint::CLOSED;
    case solver::Constraint::kFairness:
      return PlanConstraint::FAIRNESS;
    case solver::Constraint::kPrecedence:
      break;
  }
  return PlanConstraint::KIND_UNSPECIFIED;
}

// --- Remedies.

// The slots that a relaxation speaks of, where it does.
absl::optional<solver::Span> SlotsOf(const Posed& posed, const solver::Relaxation& relaxation) {
  switch (relaxation.kind) {
    case solver::Relaxation::kMove:
    case solver::Relaxation::kOutsideWindow:
      return SlotsAt(posed, relaxation.activity, relaxation.to_slot);
    case solver::Relaxation::kForbiddenSlots:
    case solver::Relaxation::kAddCapacity:
    case solver::Relaxation::kOpenPool:
      return relaxation.slots;
    default:
      return absl::nullopt;
  }
}

void SetStep(const Posed& posed, const solver::Relaxation& relaxation,
             absl::optional<solver::Span> slots, RemedyStep& step) {
  const std::string when = slots ? SlotsInWords(posed, *slots) : "";
  switch (relaxation.kind) {
    case solver::Relaxation::kMove: {
      step.set_kind(RemedyStep::MOVE);
      const solver::Span from = SlotsAt(posed, relaxation.activity, relaxation.slot);
      *step.mutable_from() = IntervalOf(posed, from);
      step.set_text(absl::StrCat("move ", step.activity(), " from ", SlotsInWords(posed, from),
                                 " to ", when));
      return;
    }
    case solver::Relaxation::kLeaveOut:
      step.set_kind(RemedyStep::LEAVE_OUT);
      step.set_text(absl::StrCat("do without ", step.activity()));
      return;
    case solver::Relaxation::kOutsideWindow:
      step.set_kind(RemedyStep::OUTSIDE_WINDOWS);
      step.set_text(absl::StrCat("have ", step.activity(), " at ", when, ", outside its windows"));
      return;
    case solver::Relaxation::kForbiddenSlots:
      step.set_kind(RemedyStep::PERSON_COMES);
      step.set_text(absl::StrCat("have ", step.person(), " come at ", when));
      return;
    case solver::Relaxation::kAddCapacity:
      step.set_kind(RemedyStep::ADD_ASSET);
      step.set_text(absl::StrCat("have one more like ", step.assets(0), " at ", when));
      return;
    case solver::Relaxation::kOpenPool:
      step.set_kind(RemedyStep::OPEN_ASSET);
      step.set_text(absl::StrCat("release ", step.assets(0), " at ", when));
      return;
    case solver::Relaxation::kFairness:
      step.set_kind(RemedyStep::FAIRNESS);
      step.set_bound(relaxation.bound);
      step.set_text(absl::StrCat("let the breaks of people differ by ", relaxation.bound));
      return;
    case solver::Relaxation::kIgnorePrecedence:
      return;
  }
}

}  // namespace

std::string InWords(absl::Time start, absl::Time end, const absl::TimeZone& zone) {
  return absl::StrCat(absl::FormatTime("%H:%M", start, zone), " to ",
                      absl::FormatTime("%H:%M", end, zone), " on ",
                      absl::FormatTime("%Y-%m-%d", start, zone));
}

std::string InWords(const std::vector<PlanConstraint>& constraints) {
  std::vector<std::string> texts;
  texts.reserve(constraints.size());
  for (const PlanConstraint& constraint : constraints) texts.push_back(constraint.text());
  return absl::StrJoin(texts, "; ");
}

PlanConstraint ToProto(const Posed& posed, const solver::Constraint& constraint,
                       const solver::Plan* kept) {
  PlanConstraint said;
  said.set_kind(KindOf(constraint.kind));
  switch (constraint.kind) {
    case solver::Constraint::kForbidden:
    case solver::Constraint::kExclusive:
      SetPerson(posed, constraint.index, said);
      break;
    case solver::Constraint::kCapacity:
    case solver::Constraint::kClosed:
      SetPool(posed, constraint.index, said);
      break;
    case solver::Constraint::kFairness:
      said.set_text(absl::StrCat("the breaks of people differ by no more than ",
                                 posed.problem.fairness.value_or(0)));
      break;
    case solver::Constraint::kPrecedence:
      break;
    default:
      SetActivity(posed, constraint.index, kept, said);
  }
  return said;
}

RemedyStep ToProto(const Posed& posed, const solver::Relaxation& relaxation) {
  RemedyStep step;
  step.set_cost(relaxation.cost);
  if (relaxation.activity >= 0) step.set_activity(ActivityOf(posed, relaxation.activity).name);
  if (relaxation.person >= 0) {
    step.set_person(posed.persons[static_cast<size_t>(relaxation.person)].name);
  }
  if (relaxation.pool >= 0) {
    const PosedPool& pool = posed.pools[static_cast<size_t>(relaxation.pool)];
    for (const std::string& asset : pool.assets) step.add_assets(asset);
  }
  const absl::optional<solver::Span> slots = SlotsOf(posed, relaxation);
  if (slots) *step.mutable_to() = IntervalOf(posed, *slots);
  SetStep(posed, relaxation, slots, step);
  return step;
}

bool CanBeTold(const Posed& posed, const solver::Relaxation& relaxation) {
  const absl::optional<solver::Span> slots = SlotsOf(posed, relaxation);
  return !slots || (slots->begin < slots->end && posed.grid.IsUnbroken(*slots));
}

std::vector<PlanConstraint> ToProto(const Contradiction& contradiction, const Given& given) {
  std::vector<PlanConstraint> constraints;
  constraints.reserve(3);
  for (const std::string& name : {contradiction.first, contradiction.second}) {
    PlanConstraint& pinned = constraints.emplace_back();
    pinned.set_kind(PlanConstraint::PINNED);
    pinned.set_activity(name);
    pinned.set_text(absl::StrCat(name, " is pinned where it is"));
    for (const v1::Meeting& meeting : given.meetings) {
      if (meeting.name() == name) *pinned.add_intervals() = meeting.interval();
    }
  }
  PlanConstraint& alone = constraints.emplace_back();
  if (absl::StartsWith(contradiction.subject, "assets/")) {
    alone.set_kind(PlanConstraint::CAPACITY);
    alone.add_assets(contradiction.subject);
    alone.set_capacity(1);
    alone.set_text(absl::StrCat(contradiction.subject, " is there once"));
  } else {
    alone.set_kind(PlanConstraint::ONE_PLACE_AT_A_TIME);
    alone.set_person(contradiction.subject);
    alone.set_text(absl::StrCat(contradiction.subject, " is in one place at a time"));
  }
  return constraints;
}

}  // namespace plenary::planning
