#include "services/schedule/misfits.h"

#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/facts.h"
#include "services/schedule/ledger.h"
#include "services/schedule/misfits_table.h"
#include "services/schedule/pages.h"
#include "services/schedule/service.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;

constexpr absl::string_view kAllEvents = "events/-";
// Activities that are judged together, and for one page.
constexpr int64_t kJudgedTogether = 200;
constexpr size_t kJudgedForPage = 1000;
constexpr size_t kMostClashes = 10000;
// Of an activity that has been told of wholly.
constexpr int kAllTold = std::numeric_limits<int>::max();

using Conflicts = std::vector<std::vector<v1::Conflict>>;

// The forms that are judged together: those of rows, by their place among these.
using Forms = std::map<size_t, const v1::Activity*>;

bool TakesPlace(const v1::Activity& activity) {
  return !IsDeleted(activity) && !IsCancelled(activity);
}

// What is worth knowing where something is arranged, and no misfit later.
bool IsMisfit(const v1::Conflict& conflict) {
  return base::ReasonOf(base::FromRpcStatus(conflict.error())) !=
         v1::ERROR_REASON_CONSECUTIVE_DOUBLES_TIME;
}

absl::Status LoadFactsOf(Tx& tx, const std::vector<ActivityRow>& rows, Facts& facts) {
  Named named;
  for (const ActivityRow& row : rows) {
    AddNamed(row.body, named);
    if (row.released) AddNamed(*row.released, named);
  }
  return LoadFacts(tx, named, facts);
}

// Judges forms: by themselves, and by what the ledger finds of them.
class Judgement {
 public:
  Judgement(Tx& tx, const Facts& facts) : ledger_(tx, tx.now()), facts_(facts), now_(tx.now()) {
    for (const auto& [name, asset] : facts.assets) {
      if (asset.capacity() > 1) ledger_.SetCapacity(name, asset.capacity());
    }
  }

  // Lays a form over the ledger, in the place of what it has there.
  void Lay(const v1::Activity& form) {
    ledger_.Overlay(NameOf(form),
                    TakesPlace(form) ? LinesOf(form, facts_, now_) : std::vector<Line>());
  }

  absl::Status Find(const Forms& forms, Conflicts& found) {
    std::set<std::string> judged;
    std::map<std::string, size_t> places;
    for (const auto& [place, form] : forms) {
      judged.insert(NameOf(*form));
      places.emplace(NameOf(*form), place);
    }
    PLENARY_ASSIGN_OR_RETURN(const std::vector<Clash> clashes,
                             ledger_.FindClashes(kMostClashes, judged));
    for (const Clash& clash : clashes) {
      found[places.at(clash.activity)].push_back(ToConflict(clash, facts_));
    }
    for (const auto& [place, form] : forms) {
      for (v1::Conflict& conflict : OwnConflicts(*form, facts_)) {
        if (IsMisfit(conflict)) found[place].push_back(std::move(conflict));
      }
    }
    return absl::OkStatus();
  }

 private:
  Ledger ledger_;
  const Facts& facts_;
  const absl::Time now_;
};

absl::Status JudgeReleased(Tx& tx, const std::vector<ActivityRow>& rows, const Facts& facts,
                           Conflicts& found) {
  Judgement judgement(tx, facts);
  Forms forms;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].released) continue;
    judgement.Lay(*rows[i].released);
    if (TakesPlace(*rows[i].released)) forms.emplace(i, &*rows[i].released);
  }
  return judgement.Find(forms, found);
}

absl::Status JudgeInProgress(Tx& tx, const std::vector<ActivityRow>& rows, Facts& facts,
                             Conflicts& found) {
  Forms forms;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].is_changed && TakesPlace(rows[i].body)) forms.emplace(i, &rows[i].body);
  }
  if (forms.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const std::vector<ActivityRow> changed,
                           ListChangedActivities(tx, facts.event.name()));
  PLENARY_RETURN_IF_ERROR(LoadFactsOf(tx, changed, facts));
  Judgement judgement(tx, facts);
  for (const ActivityRow& row : changed) judgement.Lay(row.body);
  return judgement.Find(forms, found);
}

// The same may be wrong with both forms.
void KeepEachOnce(std::vector<v1::Conflict>& conflicts) {
  std::set<std::string> seen;
  std::vector<v1::Conflict> kept;
  kept.reserve(conflicts.size());
  for (v1::Conflict& conflict : conflicts) {
    if (seen.insert(conflict.error().message()).second) kept.push_back(std::move(conflict));
  }
  conflicts = std::move(kept);
}

// Where a page begins: an activity, of which some conflicts have been told.
struct Cursor {
  std::string event;
  int64_t start_us = std::numeric_limits<int64_t>::min();
  std::string activity;
  int told = 0;
};

Cursor CursorAt(const ActivityRow& row, int told) {
  const std::string& name = NameOf(row.body);
  return {std::string(base::EventOf(name)), absl::ToUnixMicros(StartOf(row.body)), name, told};
}

// As pages.h keeps it.
Place ToPlace(const Cursor& cursor) {
  return {cursor.start_us, absl::StrCat(cursor.activity, " ", cursor.told)};
}

absl::StatusOr<Cursor> ToCursor(const Place& place) {
  const std::vector<std::string> parts = absl::StrSplit(place.second, ' ');
  Cursor cursor;
  cursor.start_us = place.first;
  if (parts.size() == 2 && absl::SimpleAtoi(parts[1], &cursor.told)) {
    cursor.activity = parts[0];
    cursor.event = std::string(base::EventOf(cursor.activity));
    return cursor;
  }
  return base::Refuse(
      absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_PAGE_TOKEN,
      "the page token was given by another version of this server; start again without a token");
}

// All events are for who sees all of them.
absl::Status CheckSeesAll(const Call& call, absl::string_view parent) {
  constexpr base::RoleSet kWhoSee = {v1::VIEWER, v1::EVENT_MANAGER, v1::ADMINISTRATOR};
  if (parent != kAllEvents || call.access == nullptr || call.access->HoldsOnInstallation(kWhoSee)) {
    return absl::OkStatus();
  }
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      "what does not fit in all events is told to who sees all of them; name one "
                      "event",
                      {{"roles", "VIEWER,EVENT_MANAGER,ADMINISTRATOR"}});
}

// Reads one page, from a cursor on.
class PageReader {
 public:
  PageReader(Tx& tx, const v1::ListMisfitsRequest& request, Cursor cursor)
      : tx_(tx),
        request_(request),
        page_size_(PageSizeOf(request.page_size())),
        cursor_(std::move(cursor)) {}

  // Whether there may be more behind the page, which is then next().
  absl::StatusOr<bool> Read(v1::ListMisfitsResponse& response) {
    size_t judged = 0;
    for (;;) {
      PLENARY_ASSIGN_OR_RETURN(const std::vector<ActivityRow> rows,
                               ListActivitiesFrom(tx_, cursor_.event, cursor_.start_us,
                                                  cursor_.activity, kJudgedTogether));
      PLENARY_ASSIGN_OR_RETURN(const bool is_full, ReadRows(rows, response));
      if (is_full) return true;
      if (!rows.empty()) cursor_ = CursorAt(rows.back(), kAllTold);
      judged += rows.size();
      if (judged >= kJudgedForPage && !rows.empty()) return true;
      if (static_cast<int64_t>(rows.size()) == kJudgedTogether) continue;
      PLENARY_ASSIGN_OR_RETURN(const bool has_more, GoToNextEvent());
      if (!has_more) return false;
    }
  }
  const Cursor& next() const { return cursor_; }

 private:
  // Tells of these activities, of one event. Whether the page is full; the cursor is then where it
  // goes on.
  absl::StatusOr<bool> ReadRows(const std::vector<ActivityRow>& rows,
                                v1::ListMisfitsResponse& response) {
    if (rows.empty()) return false;
    PLENARY_ASSIGN_OR_RETURN(Facts facts, EventFacts(tx_, cursor_.event));
    // What was deleted with its event books nothing.
    if (facts.event.has_delete_time()) return false;
    PLENARY_ASSIGN_OR_RETURN(Conflicts misfits, FindMisfits(tx_, rows, request_.view(), facts));
    for (size_t i = 0; i < rows.size(); ++i) {
      const bool is_begun = NameOf(rows[i].body) == cursor_.activity;
      for (int told = is_begun ? cursor_.told : 0; told < static_cast<int>(misfits[i].size());
           ++told) {
        if (static_cast<size_t>(response.misfits_size()) == page_size_) {
          cursor_ = CursorAt(rows[i], told);
          return true;
        }
        *response.add_misfits() = std::move(misfits[i][told]);
      }
    }
    return false;
  }

  absl::StatusOr<bool> GoToNextEvent() {
    if (request_.parent() != kAllEvents) return false;
    PLENARY_ASSIGN_OR_RETURN(std::string next, NextEventWithActivities(tx_, cursor_.event));
    cursor_ = Cursor();
    cursor_.event = std::move(next);
    return !cursor_.event.empty();
  }

  Tx& tx_;
  const v1::ListMisfitsRequest& request_;
  const size_t page_size_;
  Cursor cursor_;
};

}  // namespace

absl::StatusOr<Conflicts> FindMisfits(Tx& tx, const std::vector<ActivityRow>& rows,
                                      v1::ScheduleView view, Facts& facts) {
  PLENARY_RETURN_IF_ERROR(LoadFactsOf(tx, rows, facts));
  Conflicts found(rows.size());
  if (view != v1::WORK_IN_PROGRESS) {
    PLENARY_RETURN_IF_ERROR(JudgeReleased(tx, rows, facts, found));
  }
  if (view != v1::RELEASED_VIEW) {
    PLENARY_RETURN_IF_ERROR(JudgeInProgress(tx, rows, facts, found));
  }
  for (std::vector<v1::Conflict>& each : found) KeepEachOnce(each);
  return found;
}

absl::StatusOr<v1::ListMisfitsResponse> ScheduleService::ListMisfits(
    Tx& tx, const Call& call, const v1::ListMisfitsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckSeesAll(call, request.parent()));
  const std::string binding = BindingOf(call, request);
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<Place> place,
                           ReadPlace(request.page_token(), binding, tx.now(), sealer_));
  Cursor cursor;
  if (place) {
    PLENARY_ASSIGN_OR_RETURN(cursor, ToCursor(*place));
  } else if (request.parent() != kAllEvents) {
    PLENARY_RETURN_IF_ERROR(EventFacts(tx, request.parent()).status());
    cursor.event = request.parent();
  }
  PageReader reader(tx, request, std::move(cursor));
  v1::ListMisfitsResponse response;
  PLENARY_ASSIGN_OR_RETURN(const bool has_more, reader.Read(response));
  if (has_more) {
    response.set_next_page_token(TokenBehind(ToPlace(reader.next()), binding, tx.now(), sealer_));
  }
  return response;
}

}  // namespace plenary::schedule
