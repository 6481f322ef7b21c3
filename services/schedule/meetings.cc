// Meetings.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_answers.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/schedule/time_search.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;
using Party = v1::Meeting::Party;

// Times that are found and tried one after the other: who heads a delegation may change with the
// time, and an own rule of the activity may refuse one.
constexpr size_t kMostTries = 20;

// --- Find me one.

absl::Status CheckTimeIsLeftOpen(const v1::CreateMeetingRequest& request) {
  base::FieldErrors errors;
  CheckFindTime(request.find(), "find", errors);
  if (request.meeting().has_interval()) {
    errors.Add("meeting.interval", "must be empty where a time is to be found");
  }
  for (int i = 0; i < request.meeting().attendees_size(); ++i) {
    if (!request.meeting().attendees(i).has_interval()) continue;
    errors.Add(absl::StrCat("meeting.attendees[", i, "].interval"),
               "must be empty where a time is to be found");
  }
  return errors.ToStatus();
}

// An interpreter who was found needs to be told how and between which languages.
void AddInterpreter(const v1::AssetWish& wish, const std::string& interpreter,
                    v1::Meeting& meeting) {
  v1::Interpretation& interpretation = *meeting.mutable_interpretation();
  interpretation.add_interpreters(interpreter);
  if (interpretation.mode() == v1::INTERPRETATION_MODE_UNSPECIFIED) {
    interpretation.set_mode(wish.mode() == v1::INTERPRETATION_MODE_UNSPECIFIED ? v1::CONSECUTIVE
                                                                               : wish.mode());
  }
  if (interpretation.languages().empty()) {
    *interpretation.mutable_languages() = wish.languages();
  }
}

// Gives a meeting a time that was found, with the assets found for its wishes.
void Settle(const Suggestion& suggestion, const Quest& quest, const v1::FindTime& find,
            v1::Meeting& meeting) {
  google::type::Interval& interval = *meeting.mutable_interval();
  *interval.mutable_start_time() = storage::ToTimestamp(suggestion.start);
  *interval.mutable_end_time() = storage::ToTimestamp(suggestion.start + quest.duration);
  const std::vector<std::string> assets = AssetsOf(suggestion, quest);
  for (size_t i = 0; i < assets.size(); ++i) {
    const v1::AssetWish& wish = find.wishes(static_cast<int>(i));
    if (wish.kind() == v1::Asset::INTERPRETER) {
      AddInterpreter(wish, assets[i], meeting);
    } else {
      meeting.add_assets()->set_asset(assets[i]);
    }
  }
}

// Whether another time may be free of what refused this one.
bool MayFitElsewhere(const absl::Status& refusal) {
  switch (base::ReasonOf(refusal)) {
    case v1::ERROR_REASON_SUBJECT_OCCUPIED:
    case v1::ERROR_REASON_CAPACITY_EXCEEDED:
    case v1::ERROR_REASON_TRAVEL_TOO_SHORT:
    case v1::ERROR_REASON_ASSET_NOT_AVAILABLE:
    case v1::ERROR_REASON_HEAD_MUST_ATTEND:
      return true;
    default:
      return false;
  }
}

// Puts the meeting of `entry` at the best time there is.
absl::StatusOr<v1::Meeting> PutWhereItFits(Change& change, const v1::CreateMeetingRequest& request,
                                           const Entry& entry) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.parent()));
  TimeSearch search;
  search.event = request.parent();
  search.find = request.find();
  search.meeting = entry.after.meeting();
  search.take_over = entry.take_over;
  search.most = kMostTries;
  PLENARY_ASSIGN_OR_RETURN(const FoundTimes found, SearchTimes(change.tx(), search, now));
  absl::Status refusal = NoTimeFound(found.findings);
  for (const Suggestion& suggestion : found.findings.suggestions) {
    Entry tried = entry;
    Settle(suggestion, found.quest, request.find(), *tried.after.mutable_meeting());
    absl::StatusOr<v1::Meeting> meeting = PutAlone<v1::Meeting>(change, std::move(tried));
    if (meeting.ok() || !MayFitElsewhere(meeting.status())) return meeting;
    refusal = std::move(meeting).status();
  }
  return refusal;
}

// --- Outcomes.

bool IsSame(const Party& left, const Party& right) {
  return left.delegation() == right.delegation() && left.organization() == right.organization();
}

// Keeps what became of the parties that stay.
void KeepOutcomes(const v1::Meeting& before, v1::Meeting& after) {
  for (Party& party : *after.mutable_parties()) {
    const auto same = std::find_if(before.parties().begin(), before.parties().end(),
                                   [&](const Party& each) { return IsSame(each, party); });
    party.set_outcome(same == before.parties().end() ? Party::OUTCOME_UNSPECIFIED
                                                     : same->outcome());
  }
}

// The meeting that takes place, in which `outcomes` are those of its parties in order.
absl::Status CheckOutcomes(const ActivityRow& row, const v1::RecordMeetingOutcomeRequest& request,
                           absl::Time now) {
  PLENARY_RETURN_IF_ERROR(CheckNotCancelled(row.body));
  const bool has_begun = row.released && StartOf(*row.released) <= now;
  if (!has_begun) {
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
        absl::StrCat(request.name(), " has not begun; who came is known only once it has"),
        {{"resource", request.name()}, {"state", row.released ? "RELEASED" : "DRAFT"}});
  }
  const int parties = row.released->meeting().parties_size();
  if (request.outcomes_size() == parties) return absl::OkStatus();
  return base::BadField("outcomes", absl::StrCat("must be ", parties, ", one for each party"));
}

}  // namespace

absl::StatusOr<v1::Meeting> ScheduleService::CreateMeeting(
    Change& change, const v1::CreateMeetingRequest& request) const {
  if (request.has_find()) PLENARY_RETURN_IF_ERROR(CheckTimeIsLeftOpen(request));
  PLENARY_ASSIGN_OR_RETURN(const std::string name,
                           NewName<v1::Meeting>(change, request.parent(), request.meeting_id()));
  Entry entry = NewEntry(request.meeting(), name, "meeting");
  ReadWishes(request, entry);
  if (request.has_find()) return PutWhereItFits(change, request, entry);
  return PutAlone<v1::Meeting>(change, std::move(entry));
}

absl::StatusOr<v1::Meeting> ScheduleService::GetMeeting(
    Tx& tx, const Call& call, const v1::GetMeetingRequest& request) const {
  return GetItem<v1::Meeting>(tx, call, request);
}

absl::StatusOr<v1::BatchGetMeetingsResponse> ScheduleService::BatchGetMeetings(
    Tx& tx, const Call& call, const v1::BatchGetMeetingsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Meeting> meetings,
                           BatchGetItems<v1::Meeting>(tx, call, request));
  v1::BatchGetMeetingsResponse response;
  for (v1::Meeting& each : meetings) *response.add_meetings() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListMeetingsResponse> ScheduleService::ListMeetings(
    Tx& tx, const Call& call, const v1::ListMeetingsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(storage::Page<v1::Meeting> page,
                           ListItems<v1::Meeting>(tx, call, request, sealer_));
  v1::ListMeetingsResponse response;
  for (v1::Meeting& each : page.resources) *response.add_meetings() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, request.parent(), sealer_));
  return response;
}

absl::StatusOr<v1::Meeting> ScheduleService::UpdateMeeting(
    Change& change, const v1::UpdateMeetingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry,
                           UpdatedEntry<v1::Meeting>(change.tx(), request.meeting(), request));
  KeepOutcomes(entry.before->body.meeting(), *entry.after.mutable_meeting());
  ReadWishes(request, entry);
  return PutAlone<v1::Meeting>(change, std::move(entry));
}

absl::StatusOr<v1::Meeting> ScheduleService::CancelMeeting(
    Change& change, const v1::CancelMeetingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, CancelledEntry<v1::Meeting>(change.tx(), request));
  return PutAlone<v1::Meeting>(change, std::move(entry));
}

absl::StatusOr<v1::Meeting> ScheduleService::RecordMeetingOutcome(
    Change& change, const v1::RecordMeetingOutcomeRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(change.tx(), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  PLENARY_RETURN_IF_ERROR(CheckOutcomes(row, request, now));
  v1::Meeting recorded = row.released->meeting();
  for (int i = 0; i < request.outcomes_size(); ++i) {
    if (request.outcomes(i) == Party::OUTCOME_UNSPECIFIED) continue;
    recorded.mutable_parties(i)->set_outcome(request.outcomes(i));
  }
  const auto record = [&](v1::Activity& form) { KeepOutcomes(recorded, *form.mutable_meeting()); };
  return PutAlone<v1::Meeting>(change, AmendBoth(std::move(row), record, "meeting"));
}

absl::StatusOr<v1::Meeting> ScheduleService::DeleteMeeting(
    Change& change, const v1::DeleteMeetingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, DeletedEntry<v1::Meeting>(change.tx(), request));
  return PutAlone<v1::Meeting>(change, std::move(entry));
}

absl::StatusOr<v1::Meeting> ScheduleService::UndeleteMeeting(
    Change& change, const v1::UndeleteMeetingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, UndeletedEntry<v1::Meeting>(change.tx(), request));
  return PutAlone<v1::Meeting>(change, std::move(entry));
}

}  // namespace plenary::schedule
