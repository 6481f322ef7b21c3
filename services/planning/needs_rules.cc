#include "services/planning/needs_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/planning/meeting_rules.h"

namespace plenary::planning {
namespace {

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

// With the pool that it is met from now, whether or not it would be chosen again.
std::vector<solver::Choice> With(int pool, std::vector<solver::Choice> choices) {
  const bool is_there = std::any_of(choices.begin(), choices.end(),
                                    [&](const auto& choice) { return choice.pool == pool; });
  if (!is_there) choices.push_back({pool, 0});
  return choices;
}

int SlotsOf(const google::protobuf::Duration& duration, absl::Duration grain) {
  return SlotsCovering(absl::Seconds(duration.seconds()), grain);
}

}  // namespace

Needs::Needs(const Given& given, const Posed& posed, Stock& stock)
    : given_(given), posed_(posed), stock_(stock) {}

void Needs::AddBusy(const v1::Meeting& meeting) {
  for (const v1::Attendee& attendee : meeting.attendees()) {
    busy_.insert(schedule::PersonOf(attendee, given_.facts));
  }
}

void Needs::Add(std::vector<solver::Choice> choices, PosedNeed stands_for, PosedActivity& posed,
                solver::Activity& activity) {
  solver::Need& need = activity.needs.emplace_back();
  const Around around = stock_.AroundUse(choices);
  need.choices = std::move(choices);
  need.before = around.before;
  need.after = around.after;
  if (!stands_for.was.empty() && given_.scope != v1::PlanEventRequest::AFRESH) {
    need.baseline = stock_.PoolOf(stands_for.was);
  }
  posed.needs.push_back(std::move(stands_for));
}

void Needs::AddUse(const v1::Meeting& meeting, int index, PosedActivity& posed,
                   solver::Activity& activity) {
  const v1::AssetUse& use = meeting.assets(index);
  const int pool = stock_.PoolOf(use.asset());
  std::vector<solver::Choice> choices;
  if (stock_.IsPlace(use.asset())) {
    choices = stock_.Places(static_cast<int>(activity.attendances.size()));
  }
  Add(With(pool, std::move(choices)), {PosedNeed::kUse, index, use.asset()}, posed, activity);
  solver::Need& need = activity.needs.back();
  const absl::Duration grain = posed_.grid.grain();
  if (use.has_before()) need.before = std::max(need.before, SlotsOf(use.before(), grain));
  if (use.has_after()) need.after = std::max(need.after, SlotsOf(use.after(), grain));
}

void Needs::AddThoseOf(const v1::Meeting& meeting, PosedActivity& posed,
                       solver::Activity& activity) {
  // The room first, since it says where the meeting is.
  for (const bool of_places : {true, false}) {
    for (int i = 0; i < meeting.assets_size(); ++i) {
      if (stock_.IsPlace(meeting.assets(i).asset()) != of_places) continue;
      AddUse(meeting, i, posed, activity);
    }
  }
  const v1::Interpretation& interpretation = meeting.interpretation();
  for (int i = 0; i < interpretation.interpreters_size(); ++i) {
    const std::string& was = interpretation.interpreters(i);
    const int pool = stock_.PoolOf(was);
    Add(With(pool, stock_.Interpreters(interpretation, busy_)), {PosedNeed::kInterpreter, i, was},
        posed, activity);
  }
}

absl::Status Needs::AddPlace(PosedActivity& posed, solver::Activity& activity) {
  std::vector<solver::Choice> places = stock_.Places(static_cast<int>(activity.attendances.size()));
  if (places.empty()) return NoPlace();
  Add(std::move(places), {PosedNeed::kUse, 0, ""}, posed, activity);
  return absl::OkStatus();
}

absl::Status Needs::AddStaff(const v1::Meeting& meeting, PosedActivity& posed,
                             solver::Activity& activity) {
  const v1::Interpretation& interpretation = meeting.interpretation();
  if (interpretation.supplied_by() == v1::Interpretation::THEM) return absl::OkStatus();
  const int needed = schedule::InterpretersNeeded(interpretation.mode(),
                                                  interpretation.languages_size(), posed.duration);
  if (needed == 0) return absl::OkStatus();
  const std::vector<solver::Choice> choices = stock_.Interpreters(interpretation, busy_);
  int there = 0;
  for (const solver::Choice& choice : choices) {
    there += posed_.problem.pools[static_cast<size_t>(choice.pool)].capacity;
  }
  const bool blocks = given_.facts.settings.interpreter_shortfall() == v1::ScheduleSettings::BLOCK;
  if (there < needed && blocks) {
    return InterpretersShort(needed, static_cast<size_t>(there));
  }
  for (int i = 0; i < std::min(needed, there); ++i) {
    Add(choices, {PosedNeed::kInterpreter, i, ""}, posed, activity);
  }
  return absl::OkStatus();
}

}  // namespace plenary::planning
