#include "services/schedule/alternatives.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "services/base/errors.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/quests.h"
#include "services/schedule/suggest_rules.h"
#include "services/schedule/wish_rules.h"

namespace plenary::schedule {
namespace {

using storage::Tx;

constexpr size_t kMostAlternatives = 3;
// Assets that are looked at, those that suit best first.
constexpr size_t kMostOthers = 50;
constexpr absl::Duration Around() { return absl::Hours(7 * 24); }
// Two weeks are tried in no more than 2,000 steps.
constexpr int kFinestGrainMinutes = 15;

bool OffersMore(v1::ErrorReason reason) {
  return reason == v1::ERROR_REASON_SUBJECT_OCCUPIED ||
         reason == v1::ERROR_REASON_CAPACITY_EXCEEDED ||
         reason == v1::ERROR_REASON_TRAVEL_TOO_SHORT ||
         reason == v1::ERROR_REASON_ASSET_NOT_AVAILABLE;
}

// Sets the hours of the day; those of an activity that lies outside of them, a dinner, are its own.
void SetHours(const v1::Activity& activity, const Facts& facts, Quest& quest) {
  const absl::CivilMinute start(absl::ToCivilSecond(StartOf(activity), quest.zone));
  const absl::CivilMinute end(absl::ToCivilSecond(EndOf(activity), quest.zone));
  const absl::CivilMinute midnight{absl::CivilDay(start)};
  quest.day_start_minutes = std::min<int>(DayStartOf(facts.settings), start - midnight);
  quest.day_end_minutes = std::max<int>(DayEndOf(facts.settings), end - midnight);
  quest.has_hours = quest.day_end_minutes <= 24 * 60;
}

Quest QuestAround(const v1::Activity& activity, const std::vector<Line>& lines, const Facts& facts,
                  absl::Time now) {
  Quest quest;
  quest.zone = ZoneOfEvent(facts);
  quest.duration = EndOf(activity) - StartOf(activity);
  quest.grain_minutes = std::max(GrainOf(facts.settings), kFinestGrainMinutes);
  SetHours(activity, facts, quest);
  quest.span_start = StartOf(activity) - Around();
  // What is to come is not put into the past.
  if (now < StartOf(activity)) quest.span_start = std::max(quest.span_start, now);
  quest.span_end = EndOf(activity) + Around();
  quest.window_start = quest.span_start;
  quest.window_end = quest.span_end;
  quest.preferred_start = StartOf(activity);
  quest.nearest_first = true;
  // One more, since the time that was refused may be free as others are moved at the same time.
  quest.most = kMostAlternatives + 1;
  Need& all = quest.needs.emplace_back();
  all.presences = PresencesOf(lines, StartOf(activity));
  return quest;
}

std::string InText(absl::Time start, absl::Duration duration) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  return absl::StrCat(absl::FormatTime(absl::RFC3339_full, start, utc), "/",
                      absl::FormatTime(absl::RFC3339_full, start + duration, utc));
}

std::vector<std::string> NearestTimes(const Quest& quest) {
  std::vector<std::string> times;
  times.reserve(kMostAlternatives);
  for (const Suggestion& each : FindTimes(quest).suggestions) {
    if (each.start == *quest.preferred_start || times.size() == kMostAlternatives) continue;
    times.push_back(InText(each.start, quest.duration));
  }
  return times;
}

// The uses of assets, interpreters among them.
std::vector<v1::AssetUse> UsesOf(const v1::Activity& activity) {
  std::vector<v1::AssetUse> uses(AssetsOf(activity).begin(), AssetsOf(activity).end());
  for (const std::string& interpreter : InterpretersOf(activity)) {
    uses.emplace_back().set_asset(interpreter);
  }
  return uses;
}

// Looks for assets that could stand in for the one that is in the way.
class OtherAssets {
 public:
  OtherAssets(Tx& tx, const v1::Activity& activity, const Facts& facts, absl::Time now)
      : tx_(tx), activity_(activity), facts_(facts), now_(now) {}

  // The names of those that are free, at most three. `subject` is what is in the way: an asset that
  // is used, or what is booked along with one.
  absl::StatusOr<std::vector<std::string>> StandingInFor(const std::string& subject) {
    for (const v1::AssetUse& use : UsesOf(activity_)) {
      const std::set<std::string> subjects = SubjectsOfLines(LinesOf(use));
      (subjects.count(subject) > 0 && use_.asset().empty() ? use_ : *uses_.Add()) = use;
    }
    if (use_.asset().empty()) return std::vector<std::string>();
    PLENARY_RETURN_IF_ERROR(FindCandidates());
    return FreeOnes();
  }

 private:
  std::vector<Line> LinesOf(const v1::AssetUse& use) const {
    return LinesOfUse(use, StartOf(activity_), EndOf(activity_), VenueOf(activity_, facts_),
                      facts_);
  }

  // What the activity occupies otherwise.
  std::set<std::string> Occupied() const {
    std::set<std::string> occupied;
    for (const v1::AssetUse& use : uses_) occupied.merge(SubjectsOfLines(LinesOf(use)));
    for (const v1::Attendee& attendee : AttendeesOf(activity_)) {
      occupied.insert(PersonOf(attendee, facts_));
    }
    return occupied;
  }

  absl::Status FindCandidates() {
    const auto found = facts_.assets.find(use_.asset());
    if (found == facts_.assets.end()) return absl::OkStatus();
    const v1::Asset asset = found->second;
    PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Asset> others,
                             LoadAssetsOf(tx_, asset.kind(), asset.venue(), facts_));
    const int64_t units = std::max(use_.units(), 1);
    others.erase(std::remove_if(others.begin(), others.end(),
                                [&](const v1::Asset& other) {
                                  return !CanStandInFor(other, asset, units, facts_.assets);
                                }),
                 others.end());
    std::stable_sort(others.begin(), others.end(), [&](const auto& left, const auto& right) {
      return SeatsOf(left, facts_.assets) < SeatsOf(right, facts_.assets);
    });
    const std::set<std::string> occupied = Occupied();
    for (const v1::Asset& other : others) AddCandidate(other, occupied);
    return absl::OkStatus();
  }

  void AddCandidate(const v1::Asset& other, const std::set<std::string>& occupied) {
    if (candidates_.size() == kMostOthers) return;
    v1::AssetUse use = use_;
    use.set_asset(other.name());
    const std::vector<Line> lines = LinesOf(use);
    const std::set<std::string> subjects = SubjectsOfLines(lines);
    const bool is_free =
        std::none_of(subjects.begin(), subjects.end(),
                     [&](const std::string& subject) { return occupied.count(subject) > 0; });
    if (!is_free) return;
    Candidate& candidate = candidates_.emplace_back();
    candidate.asset = other.name();
    candidate.presences = PresencesOf(lines, StartOf(activity_));
  }

  absl::StatusOr<std::vector<std::string>> FreeOnes() {
    Quest quest;
    quest.zone = absl::UTCTimeZone();
    quest.duration = EndOf(activity_) - StartOf(activity_);
    quest.grain_minutes = 24 * 60;
    quest.has_hours = false;
    quest.span_start = quest.window_start = StartOf(activity_);
    quest.span_end = quest.window_end = EndOf(activity_);
    quest.preferred_start = StartOf(activity_);
    quest.wishes.push_back({std::move(candidates_)});
    Scope scope;
    scope.now = now_;
    scope.freed = {NameOf(activity_)};
    PLENARY_RETURN_IF_ERROR(FillTaken(tx_, facts_, scope, quest));
    const std::vector<Candidate> all = std::move(quest.wishes[0].candidates);
    std::vector<std::string> free;
    free.reserve(kMostAlternatives);
    for (const Candidate& candidate : all) {
      if (free.size() == kMostAlternatives) break;
      quest.wishes[0].candidates = {candidate};
      if (!FindTimes(quest).suggestions.empty()) free.push_back(candidate.asset);
    }
    return free;
  }

  Tx& tx_;
  const v1::Activity& activity_;
  Facts facts_;
  const absl::Time now_;
  v1::AssetUse use_;  // that is in the way
  google::protobuf::RepeatedPtrField<v1::AssetUse> uses_;
  std::vector<Candidate> candidates_;
};

absl::StatusOr<std::vector<std::string>> TimesFor(Tx& tx, const v1::Activity& activity,
                                                  const Facts& facts, absl::Time now) {
  const std::vector<Line> lines = LinesOf(activity, facts, now);
  if (lines.empty()) return std::vector<std::string>();
  Scope scope;
  scope.now = now;
  scope.freed = {NameOf(activity)};
  Facts more = facts;
  if (facts.settings.mode() == v1::ScheduleSettings::VERSIONED) {
    // Released or not, what is offered is free.
    PLENARY_ASSIGN_OR_RETURN(Progress progress,
                             LoadProgress(tx, facts.event.name(), NameOf(activity), now, more));
    scope.also_taken = std::move(progress.lines);
  }
  Quest quest = QuestAround(activity, lines, more, now);
  PLENARY_RETURN_IF_ERROR(FillTaken(tx, more, scope, quest));
  return NearestTimes(quest);
}

}  // namespace

absl::StatusOr<absl::Status> WithAlternatives(Tx& tx, absl::Status refusal,
                                              const v1::Activity& activity, const Facts& facts,
                                              absl::Time now) {
  const v1::ErrorReason reason = base::ReasonOf(refusal);
  if (!OffersMore(reason)) return refusal;
  base::Metadata metadata = base::MetadataOf(refusal);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> times,
                           TimesFor(tx, activity, facts, now));
  if (!times.empty()) metadata["alternatives"] = absl::StrJoin(times, ",");
  PLENARY_ASSIGN_OR_RETURN(
      const std::vector<std::string> others,
      OtherAssets(tx, activity, facts, now).StandingInFor(metadata["subject"]));
  if (!others.empty()) metadata["otherAssets"] = absl::StrJoin(others, ",");
  return base::Refuse(refusal.code(), reason, refusal.message(), std::move(metadata));
}

}  // namespace plenary::schedule
