#include "services/schedule/time_search.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/facts.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/quests.h"
#include "services/schedule/table.h"
#include "services/schedule/wish_rules.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Tx;

// Candidates of one wish, those that suit best first.
constexpr size_t kMostCandidates = 200;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

bool IsPlace(v1::Asset::Kind kind) { return kind == v1::Asset::ROOM || kind == v1::Asset::TABLE; }

// Puts a quest together.
class QuestWriter {
 public:
  QuestWriter(Tx& tx, const TimeSearch& search, Facts& facts, absl::Time now)
      : tx_(tx), search_(search), meeting_(search.meeting), facts_(facts), now_(now) {}

  absl::StatusOr<Quest> Write() {
    PLENARY_RETURN_IF_ERROR(SetTimes());
    ChooseVenue();
    AddPeople();
    AddAssets();
    AddHeads();
    for (const v1::AssetWish& wish : search_.find.wishes()) {
      PLENARY_RETURN_IF_ERROR(AddWish(wish));
    }
    return std::move(quest_);
  }

 private:
  absl::Status SetTimes() {
    const v1::FindTime& find = search_.find;
    quest_.zone = ZoneOfEvent(facts_);
    quest_.most = search_.most;
    quest_.duration = absl::Seconds(find.duration().seconds());
    quest_.grain_minutes = find.grain_minutes() > 0 ? find.grain_minutes() : GrainOf(Settings());
    quest_.day_start_minutes =
        find.day_start_minutes() > 0 ? find.day_start_minutes() : DayStartOf(Settings());
    quest_.day_end_minutes =
        find.day_end_minutes() > 0 ? find.day_end_minutes() : DayEndOf(Settings());
    if (quest_.day_start_minutes >= quest_.day_end_minutes) {
      return base::BadField("find.day_start_minutes", "must lie before the end of the day's hours");
    }
    if (find.has_preferred_start()) quest_.preferred_start = TimeOf(find.preferred_start());
    SetWindow(find.has_window() ? find.window() : facts_.event.interval());
    base_ =
        meeting_.has_interval() ? TimeOf(meeting_.interval().start_time()) : quest_.window_start;
    return absl::OkStatus();
  }

  void SetWindow(const google::type::Interval& window) {
    quest_.window_start = TimeOf(window.start_time());
    quest_.window_end = TimeOf(window.end_time());
    const bool is_to_come = now_ < quest_.window_end;
    if (is_to_come) quest_.window_start = std::max(quest_.window_start, now_);
    quest_.window_end = std::min(quest_.window_end, quest_.window_start + kLongestActivity);
    const absl::Duration around =
        std::clamp(quest_.window_end - quest_.window_start, absl::Hours(24), absl::Hours(7 * 24));
    quest_.span_start = quest_.window_start - around;
    if (is_to_come) quest_.span_start = std::max(quest_.span_start, now_);
    quest_.span_end = quest_.window_end + around;
  }

  const v1::ScheduleSettings& Settings() const { return facts_.settings; }

  // Where no venue is known, the first room or table that is wished for decides on it.
  void ChooseVenue() {
    v1::Activity activity;
    *activity.mutable_meeting() = meeting_;
    venue_ = VenueOf(activity, facts_);
    known_venue_ = venue_;
    if (!venue_.empty()) return;
    for (int i = 0; i < search_.find.wishes_size() && quest_.venue_wish < 0; ++i) {
      if (IsPlace(search_.find.wishes(i).kind())) quest_.venue_wish = i;
    }
    if (quest_.venue_wish >= 0) venue_ = std::string(kVenueToBeFound);
  }

  Need& AddNeed(const std::string& constraint, const std::vector<Line>& lines) {
    Need& need = quest_.needs.emplace_back();
    need.constraint = constraint;
    need.presences = PresencesOf(lines, base_);
    return need;
  }

  void AddPeople() {
    for (const v1::Attendee& attendee : meeting_.attendees()) {
      const std::vector<Line> lines =
          LinesOfAttendee(attendee, base_, base_ + quest_.duration, venue_, facts_);
      Need& need = AddNeed(attendee.who(), lines);
      need.is_person = true;
      need.is_optional = attendee.optional();
      if (!attendee.optional()) Occupy(lines);
    }
  }

  void AddAssets() {
    v1::Activity activity;
    *activity.mutable_meeting() = meeting_;
    for (const v1::AssetUse& use : meeting_.assets()) AddUse(use);
    for (const std::string& interpreter : InterpretersOf(activity)) {
      v1::AssetUse use;
      use.set_asset(interpreter);
      AddUse(use);
    }
  }

  void AddUse(const v1::AssetUse& use) {
    const std::vector<Line> lines = LinesOfUse(use, base_, base_ + quest_.duration, venue_, facts_);
    AddNeed(use.asset(), lines);
    Occupy(lines);
  }

  void Occupy(const std::vector<Line>& lines) { occupied_.merge(SubjectsOfLines(lines)); }

  // Each head is needed for what begins while they head their delegation.
  void AddHeads() {
    std::set<std::string> known;
    for (const v1::Attendee& attendee : meeting_.attendees()) {
      if (!attendee.optional()) known.insert(attendee.who());
    }
    for (const v1::Meeting::Party& party : meeting_.parties()) {
      const auto delegation = facts_.delegations.find(party.delegation());
      if (!party.head_must_attend() || delegation == facts_.delegations.end()) continue;
      for (const v1::Headship& headship : delegation->second.headships()) {
        if (known.count(headship.participant()) > 0) continue;
        v1::Attendee head;
        head.set_who(headship.participant());
        Need& need = AddNeed(head.who(),
                             LinesOfAttendee(head, base_, base_ + quest_.duration, venue_, facts_));
        need.is_person = true;
        if (headship.interval().has_start_time()) {
          need.since = TimeOf(headship.interval().start_time());
        }
        if (headship.interval().has_end_time()) {
          need.until = TimeOf(headship.interval().end_time());
        }
      }
    }
  }

  absl::StatusOr<std::vector<v1::Asset>> AssetsThatSuit(const v1::AssetWish& wish) {
    std::vector<v1::Asset> assets;
    if (wish.candidates().empty()) {
      PLENARY_ASSIGN_OR_RETURN(assets, LoadAssetsOf(tx_, wish.kind(), wish.venue(), facts_));
    }
    assets.reserve(assets.size() + wish.candidates_size());
    for (const std::string& name : wish.candidates()) {
      assets.push_back(facts_.assets.find(name)->second);
    }
    const auto suits = [&](const v1::Asset& asset) {
      // Nobody meets in two venues at once.
      const bool is_elsewhere = IsPlace(asset.kind()) && !known_venue_.empty() &&
                                !asset.venue().empty() && asset.venue() != known_venue_;
      return !is_elsewhere && Suits(asset, wish, facts_.assets);
    };
    assets.erase(std::remove_if(assets.begin(), assets.end(),
                                [&](const v1::Asset& asset) { return !suits(asset); }),
                 assets.end());
    std::stable_sort(assets.begin(), assets.end(), [&](const auto& left, const auto& right) {
      return FitOf(left, wish, facts_.assets) > FitOf(right, wish, facts_.assets);
    });
    return assets;
  }

  absl::Status AddWish(const v1::AssetWish& asked) {
    PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Asset> assets, AssetsThatSuit(asked));
    Wish& wish = quest_.wishes.emplace_back();
    for (const v1::Asset& asset : assets) {
      if (wish.candidates.size() == kMostCandidates) break;
      v1::AssetUse use;
      use.set_asset(asset.name());
      const std::vector<Line> lines =
          LinesOfUse(use, base_, base_ + quest_.duration, venue_, facts_);
      std::set<std::string> subjects = SubjectsOfLines(lines);
      const bool is_occupied =
          std::any_of(subjects.begin(), subjects.end(),
                      [&](const std::string& subject) { return occupied_.count(subject) > 0; });
      if (is_occupied) continue;
      Candidate& candidate = wish.candidates.emplace_back();
      candidate.asset = asset.name();
      candidate.venue = asset.venue();
      candidate.fit = FitOf(asset, asked, facts_.assets);
      candidate.subjects = std::move(subjects);
      candidate.presences = PresencesOf(lines, base_);
    }
    return absl::OkStatus();
  }

  Tx& tx_;
  const TimeSearch& search_;
  const v1::Meeting& meeting_;
  Facts& facts_;
  const absl::Time now_;
  Quest quest_;
  absl::Time base_;
  std::string venue_;               // where lines are; kVenueToBeFound among it
  std::string known_venue_;         // empty: none is
  std::set<std::string> occupied_;  // subjects that are needed anyway
};

template <class Resource>
absl::Status CheckThere(const std::set<std::string>& names,
                        const std::map<std::string, Resource>& facts) {
  for (const std::string& name : names) {
    const auto found = facts.find(name);
    if (found == facts.end()) return base::NotFound(name);
    if (found->second.has_delete_time()) return base::Deleted(name);
  }
  return absl::OkStatus();
}

absl::StatusOr<Facts> LoadAll(Tx& tx, const TimeSearch& search) {
  PLENARY_ASSIGN_OR_RETURN(Facts facts, EventFacts(tx, search.event));
  v1::Activity activity;
  *activity.mutable_meeting() = search.meeting;
  Named named;
  AddNamed(activity, named);
  for (const v1::AssetWish& wish : search.find.wishes()) {
    named.assets.insert(wish.candidates().begin(), wish.candidates().end());
  }
  PLENARY_RETURN_IF_ERROR(LoadFacts(tx, named, facts));
  PLENARY_RETURN_IF_ERROR(CheckThere(named.assets, facts.assets));
  PLENARY_RETURN_IF_ERROR(CheckThere(named.venues, facts.venues));
  PLENARY_RETURN_IF_ERROR(CheckThere(named.participants, facts.participants));
  PLENARY_RETURN_IF_ERROR(CheckThere(named.people, facts.people));
  return facts;
}

}  // namespace

void CheckFindTime(const v1::FindTime& find, absl::string_view field, base::FieldErrors& errors) {
  const google::protobuf::Duration& duration = find.duration();
  const bool is_good = duration.nanos() == 0 && duration.seconds() > 0 &&
                       duration.seconds() % 60 == 0 && duration.seconds() <= 24 * 60 * 60;
  if (!is_good) {
    errors.Add(absl::StrCat(field, ".duration"), "must be whole minutes, from 1 to 24 hours");
  }
  if (find.has_window()) CheckInterval(find.window(), absl::StrCat(field, ".window"), errors);
}

absl::StatusOr<FoundTimes> SearchTimes(Tx& tx, const TimeSearch& search, absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(Facts facts, LoadAll(tx, search));
  FoundTimes found;
  PLENARY_ASSIGN_OR_RETURN(found.quest, QuestWriter(tx, search, facts, now).Write());
  Scope scope;
  scope.now = now;
  scope.freed.insert(search.take_over.begin(), search.take_over.end());
  scope.freed.insert(search.moving);
  if (facts.settings.mode() == v1::ScheduleSettings::VERSIONED) {
    PLENARY_ASSIGN_OR_RETURN(Progress progress,
                             LoadProgress(tx, search.event, search.moving, now, facts));
    scope.freed.merge(progress.activities);
    scope.also_taken = std::move(progress.lines);
  }
  PLENARY_RETURN_IF_ERROR(FillTaken(tx, facts, scope, found.quest));
  found.findings = FindTimes(found.quest);
  return found;
}

std::vector<std::string> AssetsOf(const Suggestion& suggestion, const Quest& quest) {
  std::vector<std::string> names;
  names.reserve(suggestion.candidates.size());
  for (size_t i = 0; i < suggestion.candidates.size(); ++i) {
    names.push_back(quest.wishes[i].candidates[suggestion.candidates[i]].asset);
  }
  return names;
}

absl::Status NoTimeFound(const Findings& findings) {
  std::vector<std::string> constraints = findings.together;
  for (const Obstacle& obstacle : findings.obstacles) {
    if (obstacle.times_without > 0) constraints.push_back(obstacle.constraint);
  }
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_NO_TIME_FOUND,
      absl::StrCat("of ", findings.tried,
                   " times that were tried, none fits; in "
                   "the way: ",
                   absl::StrJoin(constraints, ", "),
                   findings.together.empty() ? "; give up one of them" : "; give them up together"),
      {{"constraints", absl::StrJoin(constraints, ",")}});
}

}  // namespace plenary::schedule
