// Trips: planned, approved, reported, closed.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/access.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/negotiation_condition.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/negotiations/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"
#include "services/trips/rules.h"
#include "services/trips/service.h"
#include "services/trips/table.h"

namespace plenary::trips {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;
using Trip = v1::Trip;

// Who plans trips and approves them.
constexpr base::RoleSet kKeepers = {v1::EVENT_MANAGER, v1::NEGOTIATOR, v1::ADMINISTRATOR};

// The last day of [start, end) in a zone.
std::string LastDayOf(const google::type::Interval& interval, const std::string& time_zone) {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(time_zone, &zone);
  const absl::Time end = absl::FromUnixMicros(storage::ToMicros(interval.end_time()));
  return absl::FormatCivilTime(absl::ToCivilDay(end - absl::Microseconds(1), zone));
}

// Says when a trip is over where it leaves that to its delegation.
absl::Status FillIn(Tx& tx, Trip& trip) {
  if (!trip.return_date().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Delegation delegation,
      storage::Existing(delegations::FindDelegation(tx, trip.delegation()), trip.delegation()));
  const absl::string_view name = base::EventOf(trip.delegation());
  PLENARY_ASSIGN_OR_RETURN(const v1::Event event,
                           storage::Existing(events::FindEvent(tx, name), name));
  const bool has_stay = delegation.stay().has_end_time();
  trip.set_return_date(
      LastDayOf(has_stay ? delegation.stay() : event.interval(), event.time_zone()));
  return absl::OkStatus();
}

absl::Status CheckWellFormed(const Trip& trip) {
  base::FieldErrors errors;
  CheckTrip(trip, "trip", errors);
  return errors.ToStatus();
}

// The delegation whose trip it is.
absl::StatusOr<v1::Delegation> FindSent(Tx& tx, const std::string& name) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, delegations::FindDelegation(tx, name));
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(found, "trip.delegation", name));
  if (found->direction() == v1::Delegation::SENT) return *found;
  return base::BadField("trip.delegation", "must be one that is sent");
}

// Whether what a trip names exists, but for what it named before. Whoever is responsible is named
// as they are now.
absl::Status SettleReferences(Tx& tx, const Trip& before, Trip& trip) {
  const std::string& responsible = trip.responsible();
  if (!responsible.empty() && responsible != before.responsible()) {
    PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx, responsible));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(person, "trip.responsible", responsible));
    trip.set_responsible(person->name());
  }
  const std::string& negotiation = trip.negotiation();
  if (negotiation.empty() || negotiation == before.negotiation()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, negotiations::FindNegotiation(tx, negotiation));
  return storage::CheckReference(found, "trip.negotiation", negotiation);
}

// ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS, where the delegation has a trip.
absl::Status CheckHasNone(Tx& tx, const std::string& delegation) {
  PLENARY_ASSIGN_OR_RETURN(const std::string there, TripOf(tx, delegation));
  if (there.empty()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      absl::StrCat(delegation, " has a trip already: ", there, "; update it"),
                      {{"resource", there}});
}

// Who of the delegation goes, and which of its changes was the last.
absl::Status TakeComposition(Tx& tx, Trip& trip) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Delegation delegation, FindSent(tx, trip.delegation()));
  const auto refuse = [&](absl::string_view why, absl::string_view state) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                        absl::StrCat(delegation.name(), " ", why),
                        {{"resource", delegation.name()}, {"state", std::string(state)}});
  };
  if (delegation.state() != v1::Delegation::APPROVED &&
      delegation.state() != v1::Delegation::ACCEPTED) {
    return refuse("is not approved; have it approved first",
                  v1::Delegation::State_Name(delegation.state()));
  }
  PLENARY_ASSIGN_OR_RETURN(const auto participants, delegations::ListAllOf(tx, delegation.name()));
  trip.clear_members();
  for (const v1::Participant& each : participants) {
    if (each.state() != v1::Participant::CONFIRMED && each.state() != v1::Participant::ACCEPTED) {
      continue;
    }
    Trip::Member& member = *trip.add_members();
    member.set_participant(each.name());
    member.set_person(each.person());
    member.set_capacity(each.capacity());
  }
  if (trip.members().empty()) {
    return refuse("has nobody who is confirmed", v1::Delegation::State_Name(delegation.state()));
  }
  int64_t number = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run(delegations::SelectCompositionNumber(delegation.name(), number)));
  trip.set_composition_number(static_cast<int32_t>(number));
  return absl::OkStatus();
}

// The name that somebody has now, who may have been merged into another; empty of nobody.
absl::StatusOr<std::string> NameNow(Tx& tx, const std::string& person) {
  if (person.empty()) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPerson(tx, person));
  return found.has_value() ? found->name() : person;
}

// Who a caller is in the directory; empty where that was not said.
absl::StatusOr<std::string> PersonOf(Tx& tx, const base::Access* access) {
  return NameNow(tx, access == nullptr ? std::string() : access->person());
}

// What a caller is to a trip.
absl::StatusOr<Reporter> ReporterOf(Tx& tx, const base::Access* access, const Trip& trip) {
  Reporter reporter;
  reporter.keeps_trips = access == nullptr || access->HoldsOnInstallation(kKeepers);
  PLENARY_ASSIGN_OR_RETURN(const std::string person, PersonOf(tx, access));
  PLENARY_ASSIGN_OR_RETURN(const std::string responsible, NameNow(tx, trip.responsible()));
  reporter.is_responsible = !person.empty() && person == responsible;
  return reporter;
}

// The trips that a caller sees: all, or those of its negotiations and its own. Parameters from $2.
absl::StatusOr<base::SqlCondition> SeenTrips(Tx& tx, const base::Access* access) {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen, base::OfNegotiations(access, "negotiation", 2));
  PLENARY_ASSIGN_OR_RETURN(const std::string person, PersonOf(tx, access));
  if (seen.sql.empty() || person.empty()) return seen;
  const std::string who = absl::StrCat("$", 2 + seen.params.size());
  seen.sql =
      absl::StrCat("(", seen.sql, " OR name IN (SELECT trip FROM trip_people WHERE who = ", who,
                   " OR who IN (SELECT alias FROM person_aliases WHERE person = ", who, ")))");
  seen.params.emplace_back(person);
  return seen;
}

absl::Status CheckReferencesOf(Tx& tx, const Trip::Report& report) {
  for (int i = 0; i < report.agreed_points_size(); ++i) {
    const std::string& counterpart = report.agreed_points(i).counterpart();
    if (counterpart.empty()) continue;
    PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganization(tx, counterpart));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(
        found, absl::StrCat("report.agreed_points[", i, "].counterpart"), counterpart));
  }
  return absl::OkStatus();
}

absl::StatusOr<Trip> FindLiving(Change& change, const std::string& name, const std::string& etag) {
  return storage::Living(FindTrip(change.tx(), name), name, etag);
}

// A trip on which a verb is done: `after` has the state it leads to, and is else as before.
struct Step {
  Trip before;
  Trip after;
};
template <class Request>
absl::StatusOr<Step> Begin(Change& change, const Request& request, Verb verb) {
  Step step;
  PLENARY_ASSIGN_OR_RETURN(step.before, FindLiving(change, request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const Trip::State to, CheckVerb(step.before, verb));
  step.after = step.before;
  step.after.set_state(to);
  return step;
}

}  // namespace

absl::StatusOr<Trip> TripService::Keep(Change& change, const Trip& before, Trip after) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(UpdateTripRow(change.tx(), after));
  const bool is_deletion = after.has_delete_time() != before.has_delete_time();
  const v1::Change::Kind kind = !is_deletion              ? v1::Change::UPDATED
                                : after.has_delete_time() ? v1::Change::DELETED
                                                          : v1::Change::UNDELETED;
  change.Record(after.name(), kind, after);
  PLENARY_ASSIGN_OR_RETURN(const Calendar calendar, follower_.CalendarAt(change.tx(), now));
  after.set_is_report_overdue(IsReportOverdue(after, calendar.last_overdue));
  return after;
}

absl::StatusOr<Trip> TripService::CreateTrip(Change& change,
                                             const v1::CreateTripRequest& request) const {
  Tx& tx = change.tx();
  Trip made = request.trip();
  base::ClearOutputOnly(made);
  const std::string id = request.trip_id().empty() ? change.NewId() : request.trip_id();
  const std::string name = base::MakeName(kTripPattern, {id});
  // Before anything is read: two trips of one delegation are made one after the other.
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  PLENARY_RETURN_IF_ERROR(FindSent(tx, made.delegation()).status());
  PLENARY_RETURN_IF_ERROR(FillIn(tx, made));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made));
  PLENARY_RETURN_IF_ERROR(SettleReferences(tx, Trip(), made));
  PLENARY_RETURN_IF_ERROR(CheckHasNone(tx, made.delegation()));
  made.set_state(Trip::PLANNED);
  storage::StampCreated(made, name, now);
  PLENARY_RETURN_IF_ERROR(InsertTrip(tx, made));
  change.Record(name, v1::Change::CREATED, made);
  return made;
}

absl::StatusOr<Trip> TripService::GetTrip(Tx& tx, const Call&,
                                          const v1::GetTripRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Trip found,
                           storage::Existing(FindTrip(tx, request.name()), request.name()));
  PLENARY_ASSIGN_OR_RETURN(const Calendar calendar, follower_.CalendarAt(tx, tx.now()));
  found.set_is_report_overdue(IsReportOverdue(found, calendar.last_overdue));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::BatchGetTripsResponse> TripService::BatchGetTrips(
    Tx& tx, const Call&, const v1::BatchGetTripsRequest& request) const {
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, storage::ExistingEach(FindTrips(tx, names), names));
  PLENARY_ASSIGN_OR_RETURN(const Calendar calendar, follower_.CalendarAt(tx, tx.now()));
  for (Trip& each : found) {
    each.set_is_report_overdue(IsReportOverdue(each, calendar.last_overdue));
  }
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetTripsResponse response;
  for (Trip& each : found) *response.add_trips() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListTripsResponse> TripService::ListTrips(
    Tx& tx, const Call& call, const v1::ListTripsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Calendar calendar, follower_.CalendarAt(tx, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen, SeenTrips(tx, call.access));
  std::vector<base::SqlValue> params = {calendar.last_overdue};
  params.insert(params.end(), seen.params.begin(), seen.params.end());
  // What is late is told by fields that the mask may leave out.
  v1::ListTripsRequest whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::List<Trip>(tx, call, TripList(), whole, "", seen.sql,
                                                          std::move(params), sealer_));
  for (Trip& each : page.resources) {
    each.set_is_report_overdue(IsReportOverdue(each, calendar.last_overdue));
  }
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListTripsResponse response;
  for (Trip& each : page.resources) *response.add_trips() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  const std::string partition(storage::kControlPartition);
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, partition));
  response.set_resume_token(storage::MakeResumeToken(sealer_, partition, head.number));
  return response;
}

absl::StatusOr<Trip> TripService::UpdateTrip(Change& change,
                                             const v1::UpdateTripRequest& request) const {
  Tx& tx = change.tx();
  const Trip& asked = request.trip();
  PLENARY_ASSIGN_OR_RETURN(const Trip before, FindLiving(change, asked.name(), asked.etag()));
  Trip after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  PLENARY_RETURN_IF_ERROR(FillIn(tx, after));
  PLENARY_RETURN_IF_ERROR(CheckMayUpdate(before, after));
  if (after.state() == Trip::APPROVED && after.report_due_date().empty()) {
    return base::BadField("trip.report_due_date", "must stay once the trip is approved");
  }
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(SettleReferences(tx, before, after));
  return Keep(change, before, std::move(after));
}

absl::StatusOr<Trip> TripService::DeleteTrip(Change& change,
                                             const v1::DeleteTripRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Trip before, FindLiving(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckMayDelete(before));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  Trip after = before;
  *after.mutable_delete_time() = storage::ToTimestamp(now);
  return Keep(change, before, std::move(after));
}

absl::StatusOr<Trip> TripService::UndeleteTrip(Change& change,
                                               const v1::UndeleteTripRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const Trip before, storage::Current(FindTrip(tx, request.name()),
                                                               request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_RETURN_IF_ERROR(CheckHasNone(tx, before.delegation()));
  Trip after = before;
  after.clear_delete_time();
  return Keep(change, before, std::move(after));
}

absl::StatusOr<Trip> TripService::ApproveTrip(Change& change,
                                              const v1::ApproveTripRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kApprove));
  PLENARY_RETURN_IF_ERROR(TakeComposition(change.tx(), step.after));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  *step.after.mutable_approve_time() = storage::ToTimestamp(now);
  if (step.after.report_due_date().empty()) {
    PLENARY_ASSIGN_OR_RETURN(const Calendar calendar, follower_.CalendarAt(change.tx(), now));
    step.after.set_report_due_date(DaysAfter(step.after.return_date(), calendar.report_days));
  }
  return Keep(change, step.before, std::move(step.after));
}

absl::StatusOr<Trip> TripService::SubmitTripReport(
    Change& change, const v1::SubmitTripReportRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kReport));
  PLENARY_ASSIGN_OR_RETURN(const Reporter reporter,
                           ReporterOf(tx, change.call().access, step.before));
  PLENARY_RETURN_IF_ERROR(CheckMayReport(reporter, request.name()));
  Trip::Report report = request.report();
  base::ClearOutputOnly(report);
  base::FieldErrors errors;
  CheckReport(report, "report", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckReferencesOf(tx, report));
  PLENARY_RETURN_IF_ERROR(CheckDueDates(report, step.before.return_date()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  report.set_user(change.call().caller);
  *report.mutable_submit_time() = storage::ToTimestamp(now);
  *step.after.mutable_report() = std::move(report);
  return Keep(change, step.before, std::move(step.after));
}

absl::StatusOr<Trip> TripService::ReturnTripReport(
    Change& change, const v1::ReturnTripReportRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kReturn));
  step.after.set_return_reason(request.reason());
  return Keep(change, step.before, std::move(step.after));
}

absl::StatusOr<Trip> TripService::AcceptTripReport(
    Change& change, const v1::AcceptTripReportRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kAccept));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  *step.after.mutable_accept_time() = storage::ToTimestamp(now);
  PLENARY_ASSIGN_OR_RETURN(const auto made, follower_.ReportAccepted(change, step.before));
  for (size_t i = 0; i < made.size(); ++i) {
    Trip::Report& report = *step.after.mutable_report();
    report.mutable_agreed_points(static_cast<int>(i))->set_commitment(made[i]);
  }
  return Keep(change, step.before, std::move(step.after));
}

}  // namespace plenary::trips
