#include "services/planning/placing_rules.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "services/schedule/activity_rules.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

// A need while its pool's assets are handed out.
struct Use {
  solver::Span when;
  int activity = 0;
  int need = 0;
  int was = -1;        // the asset it had, by its place in the pool
  bool keeps = false;  // it stays when it was, so that the asset is its own
  int assigned = -1;   // by the solver
};

int PlaceIn(const std::vector<std::string>& assets, const std::string& asset) {
  const auto found = std::find(assets.begin(), assets.end(), asset);
  return found == assets.end() ? -1 : static_cast<int>(found - assets.begin());
}

std::vector<std::vector<Use>> UsesByPool(const Posed& posed, const solver::Plan& plan) {
  std::vector<std::vector<Use>> uses(posed.pools.size());
  for (size_t i = 0; i < plan.size(); ++i) {
    if (!plan[i].is_placed()) continue;
    const solver::Activity& activity = posed.problem.activities[i];
    for (size_t j = 0; j < activity.needs.size(); ++j) {
      const solver::Need& need = activity.needs[j];
      const auto pool = static_cast<size_t>(plan[i].pools[j]);
      Use& use = uses[pool].emplace_back();
      use.when = {plan[i].start - need.before, plan[i].start + activity.duration + need.after};
      use.activity = static_cast<int>(i);
      use.need = static_cast<int>(j);
      use.was = PlaceIn(posed.pools[pool].assets, posed.activities[i].needs[j].was);
      use.keeps = use.was >= 0 && activity.baseline_start == plan[i].start;
      use.assigned = j < plan[i].units.size() ? plan[i].units[j] : -1;
    }
  }
  for (std::vector<Use>& of_pool : uses) {
    // Who keeps an asset chooses before who comes at the same time.
    std::stable_sort(of_pool.begin(), of_pool.end(), [](const Use& left, const Use& right) {
      if (left.when.begin != right.when.begin) return left.when.begin < right.when.begin;
      return left.keeps > right.keeps;
    });
  }
  return uses;
}

// Hands out the assets of one pool, which are taken by one at a time, in order of time: since no
// more are used at once than there are, one is always free.
class Handout {
 public:
  Handout(size_t assets, const std::vector<Use>& uses)
      : uses_(uses), free_from_(assets, std::numeric_limits<int>::min()) {}

  // The asset of use `i`, after those before it; -1 where the plan breaks the rules.
  int Next(size_t i) {
    const Use& use = uses_[i];
    wanted_.assign(free_from_.size(), std::numeric_limits<int>::max());
    for (size_t later = uses_.size(); later-- > i + 1;) {
      if (!uses_[later].keeps) continue;
      wanted_[static_cast<size_t>(uses_[later].was)] = uses_[later].when.begin;
    }
    int chosen = -1;
    if (use.keeps && IsFree(use.was, use)) {
      chosen = use.was;
    } else if (IsFree(use.was, use) && IsUnwanted(use.was, use)) {
      chosen = use.was;
    } else if (IsFree(use.assigned, use) && IsUnwanted(use.assigned, use)) {
      chosen = use.assigned;
    } else {
      chosen = LeastWanted(use);
    }
    if (chosen >= 0) free_from_[static_cast<size_t>(chosen)] = use.when.end;
    return chosen;
  }

 private:
  bool IsFree(int asset, const Use& use) const {
    return asset >= 0 && asset < static_cast<int>(free_from_.size()) &&
           free_from_[static_cast<size_t>(asset)] <= use.when.begin;
  }
  // Nobody who keeps it needs it before the use is over.
  bool IsUnwanted(int asset, const Use& use) const {
    return wanted_[static_cast<size_t>(asset)] >= use.when.end;
  }
  int LeastWanted(const Use& use) const {
    int best = -1;
    for (int asset = 0; asset < static_cast<int>(free_from_.size()); ++asset) {
      if (!IsFree(asset, use)) continue;
      const bool is_better =
          best < 0 || wanted_[static_cast<size_t>(asset)] > wanted_[static_cast<size_t>(best)];
      if (is_better) best = asset;
    }
    return best;
  }

  const std::vector<Use>& uses_;
  std::vector<int> free_from_;  // of each asset
  std::vector<int> wanted_;     // from when who keeps it needs it
};

void AssignPool(const PosedPool& pool, const std::vector<Use>& uses,
                std::vector<std::vector<std::string>>& assets) {
  Handout handout(pool.assets.size(), uses);
  for (size_t i = 0; i < uses.size(); ++i) {
    const int chosen = pool.is_shared ? 0 : handout.Next(i);
    if (chosen < 0) continue;
    assets[static_cast<size_t>(uses[i].activity)][static_cast<size_t>(uses[i].need)] =
        pool.assets[static_cast<size_t>(chosen)];
  }
}

// Gives a meeting the assets of its needs, its venue going with its room.
void SetAssets(const PosedActivity& posed, const std::vector<std::string>& assets,
               const schedule::Facts& facts, v1::Meeting& meeting) {
  for (size_t i = 0; i < posed.needs.size(); ++i) {
    const PosedNeed& need = posed.needs[i];
    if (need.kind == PosedNeed::kInterpreter) {
      auto& interpreters = *meeting.mutable_interpretation()->mutable_interpreters();
      if (need.index == interpreters.size()) interpreters.Add();
      interpreters[need.index] = assets[i];
      continue;
    }
    if (need.index == meeting.assets_size()) meeting.add_assets();
    v1::AssetUse& use = *meeting.mutable_assets(need.index);
    const auto before = facts.assets.find(need.was);
    const auto after = facts.assets.find(assets[i]);
    const bool follows = before != facts.assets.end() && after != facts.assets.end() &&
                         !before->second.venue().empty() &&
                         meeting.venue() == before->second.venue();
    if (follows) meeting.set_venue(after->second.venue());
    use.set_asset(assets[i]);
  }
}

v1::Meeting MovedTo(const v1::Meeting& meeting, absl::Time start, absl::Duration duration) {
  v1::Activity activity;
  *activity.mutable_meeting() = meeting;
  schedule::MoveTo(activity, start, start + duration);
  return std::move(*activity.mutable_meeting());
}

Placing PlacingOf(const Posed& posed, int index, const solver::Placement& placement,
                  const std::vector<std::string>& assets, const schedule::Facts& facts) {
  const PosedActivity& activity = posed.activities[static_cast<size_t>(index)];
  Placing placing;
  placing.activity = index;
  placing.meeting = activity.meeting;
  if (!placement.is_placed()) {
    placing.kind = activity.is_new ? Placing::kLeftOut : Placing::kCancelled;
    return placing;
  }
  const absl::Time start = posed.grid.StartOf(placement.start);
  if (activity.is_new) {
    placing.kind = Placing::kCreated;
    *placing.meeting.mutable_interval()->mutable_start_time() = ToTimestamp(start);
    *placing.meeting.mutable_interval()->mutable_end_time() =
        ToTimestamp(start + activity.duration);
  } else {
    const auto was = TimeUtil::TimestampToMicroseconds(activity.meeting.interval().start_time());
    const bool is_moved = was != absl::ToUnixMicros(start);
    bool is_replaced = false;
    for (size_t i = 0; i < assets.size(); ++i) {
      is_replaced = is_replaced || activity.needs[i].was != assets[i];
    }
    placing.kind = is_moved ? Placing::kMoved : is_replaced ? Placing::kReplaced : Placing::kKept;
    if (is_moved) placing.meeting = MovedTo(activity.meeting, start, activity.duration);
  }
  SetAssets(activity, assets, facts, placing.meeting);
  return placing;
}

}  // namespace

std::vector<std::vector<std::string>> AssignAssets(const Posed& posed, const solver::Plan& plan) {
  std::vector<std::vector<std::string>> assets(plan.size());
  for (size_t i = 0; i < plan.size(); ++i) {
    if (plan[i].is_placed()) assets[i].resize(posed.problem.activities[i].needs.size());
  }
  const std::vector<std::vector<Use>> uses = UsesByPool(posed, plan);
  for (size_t pool = 0; pool < uses.size(); ++pool) {
    AssignPool(posed.pools[pool], uses[pool], assets);
  }
  return assets;
}

std::vector<Placing> PlacingsOf(const Posed& posed, const solver::Plan& plan,
                                const schedule::Facts& facts) {
  const std::vector<std::vector<std::string>> assets = AssignAssets(posed, plan);
  std::vector<Placing> placings;
  placings.reserve(plan.size());
  for (size_t i = 0; i < plan.size(); ++i) {
    if (posed.activities[i].stays) continue;
    placings.push_back(PlacingOf(posed, static_cast<int>(i), plan[i], assets[i], facts));
  }
  return placings;
}

v1::PlannedPlace PlaceOf(const Posed& posed, int activity, const solver::Placement& placement,
                         const std::vector<std::string>& assets) {
  v1::PlannedPlace place;
  if (!placement.is_placed()) return place;
  const absl::Time start = posed.grid.StartOf(placement.start);
  const absl::Duration duration = posed.activities[static_cast<size_t>(activity)].duration;
  *place.mutable_interval()->mutable_start_time() = ToTimestamp(start);
  *place.mutable_interval()->mutable_end_time() = ToTimestamp(start + duration);
  place.set_local_start(absl::FormatTime("%Y-%m-%dT%H:%M", start, posed.zone));
  for (const std::string& asset : assets) {
    if (!asset.empty()) place.add_assets(asset);
  }
  return place;
}

v1::PlanScore ToProto(const solver::Score& score) {
  v1::PlanScore terms;
  terms.set_breaks(score.breaks);
  terms.set_idle(score.idle);
  terms.set_unfairness(score.unfairness);
  terms.set_early(score.early);
  terms.set_room_fit(score.fit);
  terms.set_left_out(score.left_out);
  terms.set_missed(score.missed);
  terms.set_moved(score.moved);
  terms.set_replaced(score.replaced);
  terms.set_table_changes(score.table_changes);
  terms.set_total(score.total());
  return terms;
}

}  // namespace plenary::planning
