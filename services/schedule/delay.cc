// What follows when an activity runs late, shown before it is applied.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/delay_rules.h"
#include "services/schedule/facts.h"
#include "services/schedule/ledger.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;

constexpr absl::Duration LongestDelay() { return absl::Hours(12); }
// What begins later than this after the end of the activity that runs late doesn't give way to it:
// every schedule has a night in between.
constexpr absl::Duration FurthestConsequence() { return absl::Hours(24); }

absl::StatusOr<absl::Duration> DelayOf(const v1::PreviewDelayRequest& request) {
  const absl::Duration delay = absl::Seconds(request.delay().seconds());
  const bool is_whole = request.delay().nanos() == 0 && request.delay().seconds() % 60 == 0;
  if (!is_whole || delay == absl::ZeroDuration() || absl::AbsDuration(delay) > LongestDelay()) {
    return base::BadField("delay", "must be whole minutes, from -12 to 12 hours, and not none");
  }
  return delay;
}

absl::Status CheckReleased(const ActivityRow& row) {
  const std::string& name = NameOf(row.body);
  if (IsDeleted(row.body)) return base::Deleted(name);
  const bool takes_place = row.released && !IsCancelled(*row.released) && !IsCancelled(row.body);
  if (takes_place) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(name, " was cancelled or never released, so it can't be late"),
                      {{"resource", name}, {"state", row.released ? "CANCELLED" : "DRAFT"}});
}

bool IsFixed(const v1::Activity& activity) {
  return activity.session().is_fixed() || activity.meeting().is_fixed();
}

// What was released of an event and begins not long after `late`, which is the first.
absl::StatusOr<std::vector<ActivityRow>> RowsFrom(Tx& tx, const ActivityRow& late) {
  const std::string& name = NameOf(late.body);
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> all,
                           ListAllActivities(tx, base::EventOf(name)));
  std::vector<ActivityRow> rows = {late};
  const absl::Time latest = EndOf(*late.released) + FurthestConsequence();
  for (ActivityRow& row : all) {
    if (!row.released || IsCancelled(*row.released) || NameOf(row.body) == name) continue;
    const bool is_near =
        StartOf(*row.released) < latest && EndOf(*row.released) > StartOf(*late.released);
    if (is_near) rows.push_back(std::move(row));
  }
  return rows;
}

// Looks at one delay.
class Preview {
 public:
  Preview(Tx& tx, std::vector<ActivityRow> rows) : tx_(tx), rows_(std::move(rows)) {}

  // Finds out which of the rows move, when the first does.
  absl::Status Run(absl::Time start, absl::Time end) {
    PLENARY_RETURN_IF_ERROR(LoadAll());
    v1::Activity late = *rows_[0].released;
    MoveTo(late, start, end);
    Move(0, std::move(late), {});
    const std::vector<Line> lines_then = ExclusiveLinesOf(moved_[0].after);
    if (end <= EndOf(*rows_[0].released)) return absl::OkStatus();
    std::vector<PlannedItem> items;
    items.reserve(rows_.size());
    for (const ActivityRow& row : rows_) items.push_back(ItemOf(row));
    VenueWays ways;
    for (const auto& [from, to] : WaysAmong(items)) {
      PLENARY_ASSIGN_OR_RETURN(const absl::Duration way, assets::FindTravelTime(tx_, from, to));
      ways.emplace(std::make_pair(from, to), way);
    }
    for (const Postponement& each : FindPostponements(items, lines_then, ways)) {
      const size_t row = by_name_.at(each.activity);
      const v1::Activity& before = *rows_[row].released;
      v1::Activity after = before;
      MoveTo(after, StartOf(before) + each.by, EndOf(before) + each.by);
      Move(row, std::move(after), each);
    }
    return absl::OkStatus();
  }

  // Adds what can't give way to what moves.
  absl::Status FindConflicts(v1::PreviewDelayResponse& response) {
    Ledger ledger(tx_, tx_.now());
    for (const auto& [name, asset] : facts_.assets) {
      if (asset.capacity() > 1) ledger.SetCapacity(name, asset.capacity());
    }
    for (const Moved& each : moved_) {
      ledger.Occupy(NameOf(each.after), LinesOf(each.after, facts_, tx_.now()));
    }
    PLENARY_ASSIGN_OR_RETURN(const std::vector<Clash> clashes, ledger.FindClashes());
    for (const Clash& clash : clashes) *response.add_conflicts() = ConflictOf(clash);
    for (const Moved& each : moved_) {
      if (!each.refusal.ok()) {
        v1::Conflict& conflict = *response.add_conflicts();
        conflict.set_activity(NameOf(each.after));
        *conflict.mutable_error() = base::ToRpcStatus(each.refusal);
      }
      for (v1::Conflict& own : OwnConflicts(each.after, facts_)) {
        if (!own.is_warning()) *response.add_conflicts() = std::move(own);
      }
    }
    return absl::OkStatus();
  }

  void AddConsequences(v1::PreviewDelayResponse& response) const {
    const std::string language = facts_.event.display_names().empty()
                                     ? std::string()
                                     : facts_.event.display_names(0).language();
    for (const Moved& each : moved_) {
      const ActivityRow& row = rows_[each.row];
      v1::PreviewDelayResponse::Consequence& consequence = *response.add_consequences();
      v1::Move& move = *consequence.mutable_move();
      move.set_activity(NameOf(each.after));
      *move.mutable_start_time() = IntervalOf(each.after).start_time();
      *move.mutable_end_time() = IntervalOf(each.after).end_time();
      move.set_etag(EtagOf(row.body));
      *consequence.mutable_before() = IntervalOf(*row.released);
      *consequence.mutable_after() = IntervalOf(each.after);
      consequence.set_title(TitleOf(each.after, language));
      consequence.set_because_of(each.why.because_of);
      consequence.set_shared_subject(each.why.shared_subject);
    }
  }

 private:
  struct Moved {
    size_t row;
    v1::Activity after;
    Postponement why;
    absl::Status refusal;  // of itself
  };

  absl::Status LoadAll() {
    Named named;
    for (size_t i = 0; i < rows_.size(); ++i) {
      by_name_[NameOf(rows_[i].body)] = i;
      AddNamed(*rows_[i].released, named);
    }
    PLENARY_ASSIGN_OR_RETURN(facts_, EventFacts(tx_, base::EventOf(NameOf(rows_[0].body))));
    return LoadFacts(tx_, named, facts_);
  }

  // Another head may have to attend at another time.
  void Move(size_t row, v1::Activity after, Postponement why) {
    absl::Status refusal = Complete(after, *rows_[row].released, facts_);
    moved_.push_back({row, std::move(after), std::move(why), std::move(refusal)});
  }

  // Of what can be shared, others may have what is left.
  std::vector<Line> ExclusiveLinesOf(const v1::Activity& activity) const {
    std::vector<Line> lines = LinesOf(activity, facts_, tx_.now());
    const auto is_shared = [&](const Line& line) {
      const auto asset = facts_.assets.find(line.subject);
      return asset != facts_.assets.end() && asset->second.capacity() > 1;
    };
    lines.erase(std::remove_if(lines.begin(), lines.end(), is_shared), lines.end());
    return lines;
  }

  PlannedItem ItemOf(const ActivityRow& row) const {
    const v1::Activity& planned = *row.released;
    PlannedItem item;
    item.activity = NameOf(planned);
    item.start = StartOf(planned);
    item.lines = ExclusiveLinesOf(planned);
    // What the work in progress takes out can't be moved any more.
    item.gives_way = !IsFixed(planned) && !IsDeleted(row.body) && !IsCancelled(row.body);
    return item;
  }

  v1::Conflict ConflictOf(const Clash& clash) const {
    v1::Conflict conflict = ToConflict(clash, facts_);
    const auto blocker = by_name_.find(clash.blocked_by);
    if (blocker == by_name_.end() || !IsFixed(*rows_[blocker->second].released)) return conflict;
    *conflict.mutable_error() = base::ToRpcStatus(
        base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ITEM_IS_FIXED,
                     absl::StrCat(clash.blocked_by, " can't give way to ", clash.activity,
                                  ": its time is given from outside"),
                     {{"subject", clash.subject}, {"blockedBy", clash.blocked_by}}));
    return conflict;
  }

  Tx& tx_;
  const std::vector<ActivityRow> rows_;
  std::map<std::string, size_t> by_name_;
  Facts facts_;
  std::vector<Moved> moved_;  // the late one first
};

}  // namespace

absl::StatusOr<v1::PreviewDelayResponse> ScheduleService::PreviewDelay(
    Tx& tx, const Call&, const v1::PreviewDelayRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Duration delay, DelayOf(request));
  PLENARY_ASSIGN_OR_RETURN(
      const ActivityRow late,
      storage::Existing(FindActivity(tx, request.activity()), request.activity()));
  PLENARY_RETURN_IF_ERROR(CheckReleased(late));
  const absl::Time start =
      StartOf(*late.released) + (request.ends_late_only() ? absl::ZeroDuration() : delay);
  const absl::Time end = EndOf(*late.released) + delay;
  if (start >= end) return base::BadField("delay", "must leave something of the activity");
  if (end - start > kLongestActivity) {
    return base::BadField("delay", "must leave it no longer than 31 days");
  }
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, RowsFrom(tx, late));
  Preview preview(tx, std::move(rows));
  PLENARY_RETURN_IF_ERROR(preview.Run(start, end));
  v1::PreviewDelayResponse response;
  preview.AddConsequences(response);
  PLENARY_RETURN_IF_ERROR(preview.FindConflicts(response));
  return response;
}

}  // namespace plenary::schedule
