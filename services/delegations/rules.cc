#include "services/delegations/rules.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/names.h"
#include "services/base/texts.h"
#include "services/base/time_shift.h"

namespace plenary::delegations {
namespace {

using google::protobuf::Timestamp;
using google::type::Interval;
using Step = v1::RegistrationWindow::Step;
using DelegationState = v1::Delegation::State;
using State = v1::Participant::State;

absl::Time TimeOf(const Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

// What a verb needs and how it reads in a sentence: "it can be confirmed only in NOMINATED: …".
template <class State>
struct Applies {
  absl::string_view done;
  std::vector<State> in;
  absl::string_view advice;
};

template <class State>
absl::Status CheckApplies(absl::string_view name, State state, const Applies<State>& applies,
                          const std::string& (*name_of)(State)) {
  if (std::find(applies.in.begin(), applies.in.end(), state) != applies.in.end()) {
    return absl::OkStatus();
  }
  const auto append = [&](std::string* out, State one) { out->append(name_of(one)); };
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(name, " is ", name_of(state), "; it can be ", applies.done, " only in ",
                   absl::StrJoin(applies.in, " or ", append), ": ", applies.advice),
      {{"resource", std::string(name)},
       {"state", name_of(state)},
       {"allowed", absl::StrJoin(applies.in, ",", append)}});
}

// Protobuf's name functions are overloaded by template.
const std::string& NameOf(State state) { return v1::Participant::State_Name(state); }
const std::string& NameOf(DelegationState state) { return v1::Delegation::State_Name(state); }
const std::string& NameOf(v1::Event::State state) { return v1::Event::State_Name(state); }

const Applies<DelegationState>& AppliesTo(DelegationVerb verb) {
  using D = v1::Delegation;
  using Row = Applies<DelegationState>;
  static const auto& submit = *new Row{
      "submitted", {D::FORMING}, "register somebody first; after that it is submitted once"};
  static const auto& approve =
      *new Row{"approved", {D::SUBMITTED}, "submit it first, or return it for changes"};
  static const auto& accept =
      *new Row{"accepted", {D::APPROVED}, "its sender's authority approves it first"};
  static const auto& decline = *new Row{"declined",
                                        {D::INVITED, D::FORMING, D::SUBMITTED, D::APPROVED},
                                        "withdraw participants one by one instead"};
  static const auto& give_back = *new Row{
      "returned", {D::SUBMITTED, D::APPROVED}, "before that the focal point still works on it"};
  switch (verb) {
    case DelegationVerb::kSubmit:
      return submit;
    case DelegationVerb::kApprove:
      return approve;
    case DelegationVerb::kAccept:
      return accept;
    case DelegationVerb::kDecline:
      return decline;
    case DelegationVerb::kReturn:
      return give_back;
  }
  return submit;
}

const Applies<State>& AppliesTo(ParticipantVerb verb) {
  using P = v1::Participant;
  using Row = Applies<State>;
  static const auto& rows = *new std::vector<std::pair<ParticipantVerb, Row>>{
      {ParticipantVerb::kNominate,
       {"nominated", {P::DRAFT}, "who left comes back by reinstatement"}},
      {ParticipantVerb::kConfirm,
       {"confirmed", {P::NOMINATED}, "who waits is moved up when a seat is free"}},
      {ParticipantVerb::kAccept, {"accepted", {P::CONFIRMED}, "the sender confirms first"}},
      {ParticipantVerb::kReject,
       {"rejected", {P::NOMINATED, P::WAITLISTED, P::CONFIRMED}, "who is in is withdrawn"}},
      {ParticipantVerb::kDecline,
       {"declined", {P::DRAFT, P::NOMINATED, P::WAITLISTED}, "who was confirmed is withdrawn"}},
      {ParticipantVerb::kWithdraw,
       {"withdrawn",
        {P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED},
        "a draft is deleted or declined, and who left has left"}},
      {ParticipantVerb::kReinstate,
       {"reinstated",
        {P::DECLINED, P::REJECTED, P::WITHDRAWN, P::EXPIRED},
        "who was substituted is nominated anew"}},
      {ParticipantVerb::kSubstitute,
       {"substituted",
        {P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED},
        "there is no place to take over"}},
      {ParticipantVerb::kChangeCategory,
       {"moved to another category",
        {P::DRAFT, P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED},
        "who left has no category to leave"}},
      {ParticipantVerb::kRecordAttendance,
       {"marked as present or absent",
        {P::NOMINATED, P::CONFIRMED, P::ACCEPTED},
        "only who was to come can come or stay away"}},
      {ParticipantVerb::kHead,
       {"head of a delegation",
        {P::NOMINATED, P::CONFIRMED, P::ACCEPTED},
        "nominate the participant first, or name another"}},
      {ParticipantVerb::kDelete,
       {"deleted", {P::DRAFT}, "whoever was nominated is withdrawn instead"}}};
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.first == verb; })
      ->second;
}

const v1::RegistrationWindow* WindowOf(const v1::Event& event, Step step) {
  for (const v1::RegistrationWindow& window : event.windows()) {
    if (window.step() == step) return &window;
  }
  return nullptr;
}

bool TakesRegistrations(const v1::Event& event) {
  return event.state() == v1::Event::PUBLISHED || event.state() == v1::Event::RUNNING;
}

// RFC 3339 in the event's own zone, since its deadlines are read there.
std::string LocalTime(const v1::Event& event, const Timestamp& timestamp) {
  absl::TimeZone zone = absl::UTCTimeZone();
  (void)absl::LoadTimeZone(event.time_zone(), &zone);
  return absl::FormatTime(absl::RFC3339_full, TimeOf(timestamp), zone);
}

absl::Status NoSeat(v1::ErrorReason reason, const Seats& seats, int64_t wanted,
                    absl::string_view whose, absl::string_view delegation,
                    absl::string_view category, absl::string_view advice) {
  base::Metadata metadata = {{"category", std::string(category)},
                             {"limit", absl::StrCat(*seats.limit)},
                             {"seatsLeft", absl::StrCat(seats.Left())},
                             {"seatsWanted", absl::StrCat(wanted)}};
  if (!delegation.empty()) metadata["delegation"] = std::string(delegation);
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, reason,
      absl::StrCat(whose, " has ", seats.Left(), seats.Left() == 1 ? " seat" : " seats",
                   " left in ", category, "; ", wanted, wanted == 1 ? " was" : " were",
                   " asked for. ", advice),
      std::move(metadata));
}

void CheckInEvent(absl::string_view name, absl::string_view event, absl::string_view field,
                  base::FieldErrors& errors) {
  if (name.empty() || base::EventOf(name) == event) return;
  errors.Add(field, absl::StrCat("must lie in ", event));
}

}  // namespace

void CheckDelegation(const v1::Delegation& delegation, absl::string_view field,
                     base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(delegation.display_names(), absl::StrCat(field, ".display_names"),
                                errors);
  const Interval& stay = delegation.stay();
  if (stay.has_start_time() && stay.has_end_time() &&
      TimeOf(stay.start_time()) >= TimeOf(stay.end_time())) {
    errors.Add(absl::StrCat(field, ".stay"), "must end after it starts");
  }
}

void CheckParticipant(const v1::Participant& participant, absl::string_view event,
                      absl::string_view field, base::FieldErrors& errors) {
  CheckInEvent(participant.delegation(), event, absl::StrCat(field, ".delegation"), errors);
  CheckInEvent(participant.category(), event, absl::StrCat(field, ".category"), errors);
  base::CheckOneTextPerLanguage(participant.titles(), absl::StrCat(field, ".titles"), errors);
  base::CheckOneTextPerLanguage(participant.affiliations(), absl::StrCat(field, ".affiliations"),
                                errors);
  if (participant.capacity() == v1::Participant::HEAD && participant.delegation().empty()) {
    errors.Add(absl::StrCat(field, ".capacity"),
               "nobody can be HEAD without a delegation; give one or another capacity");
  }
  const v1::Stay& stay = participant.stay();
  if (stay.arrival().has_time() && stay.departure().has_time() &&
      TimeOf(stay.arrival().time()) >= TimeOf(stay.departure().time())) {
    errors.Add(absl::StrCat(field, ".stay.departure.time"), "must be after the arrival");
  }
}

void CheckProject(const v1::Project& project, absl::string_view event, absl::string_view field,
                  base::FieldErrors& errors) {
  const std::string titles = absl::StrCat(field, ".titles");
  if (project.titles().empty()) errors.Add(titles, "must hold at least one title");
  base::CheckOneTextPerLanguage(project.titles(), titles, errors);
  base::CheckOneTextPerLanguage(project.summaries(), absl::StrCat(field, ".summaries"), errors);
  base::CheckOneTextPerLanguage(project.partners_sought(), absl::StrCat(field, ".partners_sought"),
                                errors);
  CheckInEvent(project.delegation(), event, absl::StrCat(field, ".delegation"), errors);
  for (int i = 0; i < project.participants_size(); ++i) {
    CheckInEvent(project.participants(i), event, absl::StrCat(field, ".participants[", i, "]"),
                 errors);
  }
}

absl::Status CheckNotOver(const v1::Event& event) {
  using E = v1::Event;
  return CheckApplies(event.name(), event.state(),
                      Applies<E::State>{"prepared",
                                        {E::DRAFT, E::PUBLISHED, E::RUNNING, E::POSTPONED},
                                        "it is over or called off"},
                      NameOf);
}

absl::Status CheckNotArchived(const v1::Event& event) {
  using E = v1::Event;
  return CheckApplies(
      event.name(), event.state(),
      Applies<E::State>{"changed",
                        {E::DRAFT, E::PUBLISHED, E::RUNNING, E::POSTPONED, E::CLOSED, E::CANCELLED},
                        "nothing in an archived event changes any more"},
      NameOf);
}

bool StepIsOpen(const v1::Event& event, Step step, absl::Time now) {
  if (!TakesRegistrations(event)) return false;
  const v1::RegistrationWindow* window = WindowOf(event, step);
  if (window == nullptr) return true;
  const Interval& interval = window->interval();
  return (!interval.has_start_time() || now >= TimeOf(interval.start_time())) &&
         (!interval.has_end_time() || now < TimeOf(interval.end_time()));
}

absl::Status CheckStep(const v1::Event& event, Step step, absl::Time now, absl::string_view reason,
                       bool for_secretariat) {
  if (for_secretariat && !reason.empty()) return absl::OkStatus();
  if (StepIsOpen(event, step, now)) return absl::OkStatus();
  const std::string& step_name = v1::RegistrationWindow::Step_Name(step);
  const std::string& state = v1::Event::State_Name(event.state());
  base::Metadata metadata = {{"resource", event.name()}, {"window", step_name}, {"state", state}};
  std::string message = absl::StrCat(step_name, " for ", event.name(), " is not open");
  if (!TakesRegistrations(event)) absl::StrAppend(&message, ": the event is ", state);
  if (const v1::RegistrationWindow* window = WindowOf(event, step)) {
    if (window->interval().has_start_time()) {
      metadata["opensAt"] = LocalTime(event, window->interval().start_time());
      absl::StrAppend(&message, "; it opens at ", metadata["opensAt"]);
    }
    if (window->interval().has_end_time()) {
      metadata["closedAt"] = LocalTime(event, window->interval().end_time());
      absl::StrAppend(&message, "; it closes at ", metadata["closedAt"]);
    }
  }
  absl::StrAppend(&message, ". Ask the secretariat, which may act with a reason");
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_REGISTRATION_CLOSED,
                      message, std::move(metadata));
}

absl::Status SecretariatOnly(absl::string_view what, absl::string_view field) {
  base::Metadata metadata;
  if (!field.empty()) metadata["field"] = std::string(field);
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_SECRETARIAT_ONLY,
                      absl::StrCat(what, " is for the secretariat; ask it"), std::move(metadata));
}

absl::Status CheckVerb(const v1::Delegation& delegation, DelegationVerb verb) {
  return CheckApplies(delegation.name(), delegation.state(), AppliesTo(verb), NameOf);
}

DelegationState StateAfter(DelegationVerb verb) {
  switch (verb) {
    case DelegationVerb::kSubmit:
      return v1::Delegation::SUBMITTED;
    case DelegationVerb::kApprove:
      return v1::Delegation::APPROVED;
    case DelegationVerb::kAccept:
      return v1::Delegation::ACCEPTED;
    case DelegationVerb::kDecline:
      return v1::Delegation::DECLINED;
    case DelegationVerb::kReturn:
      return v1::Delegation::FORMING;
  }
  return v1::Delegation::STATE_UNSPECIFIED;
}

absl::Status CheckOpen(const v1::Delegation& delegation) {
  if (delegation.has_delete_time()) return base::Deleted(delegation.name());
  if (delegation.state() != v1::Delegation::DECLINED) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DELEGATION_NOT_OPEN,
                      absl::StrCat(delegation.name(),
                                   " was declined, so nobody joins or changes in it; invite the ",
                                   "organization anew if it comes after all"),
                      {{"delegation", delegation.name()}, {"state", NameOf(delegation.state())}});
}

bool NeedsHead(const v1::Delegation& delegation) {
  return delegation.state() == v1::Delegation::APPROVED ||
         delegation.state() == v1::Delegation::ACCEPTED;
}

absl::Status CheckVerb(const v1::Participant& participant, ParticipantVerb verb) {
  return CheckApplies(participant.name(), participant.state(), AppliesTo(verb), NameOf);
}

bool IsActive(State state) {
  switch (state) {
    case v1::Participant::DRAFT:
    case v1::Participant::NOMINATED:
    case v1::Participant::WAITLISTED:
    case v1::Participant::CONFIRMED:
    case v1::Participant::ACCEPTED:
      return true;
    default:
      return false;
  }
}

bool TakesSeat(const v1::Event& event, State state) {
  if (state == v1::Participant::CONFIRMED || state == v1::Participant::ACCEPTED) return true;
  return state == v1::Participant::NOMINATED && event.seat_policy() == v1::Event::ON_NOMINATION;
}

State StateWithSeat(const v1::Event& event) {
  return TakesSeat(event, v1::Participant::NOMINATED) ? v1::Participant::NOMINATED
                                                      : v1::Participant::CONFIRMED;
}

absl::Status CheckAcceptanceAsked(const v1::Event& event) {
  if (event.host_acceptance()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ACCEPTANCE_NOT_ASKED,
      absl::StrCat("the host of ", event.name(), " doesn't accept delegations and participants ",
                   "one by one: who is approved and confirmed is in. Set host_acceptance first"),
      {{"event", event.name()}});
}

absl::Status CheckMaySpeak(const v1::Participant& participant, const v1::Category& category) {
  const auto& functions = participant.functions();
  if (category.overflow_of().empty() ||
      std::find(functions.begin(), functions.end(), v1::Participant::SPEAKER) == functions.end()) {
    return absl::OkStatus();
  }
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK,
      absl::StrCat(category.name(), " is the overflow of ", category.overflow_of(),
                   " and carries no right to speak; take SPEAKER away or choose another category"),
      {{"category", category.name()}, {"overflowOf", category.overflow_of()}});
}

int64_t Seats::Left() const { return limit ? std::max<int64_t>(*limit - used - held, 0) : 0; }

int64_t Seats::OverBy() const { return limit ? std::max<int64_t>(used + held - *limit, 0) : 0; }

absl::Status CheckSeats(const Seats& quota, const Seats& total, int64_t wanted,
                        absl::string_view delegation, absl::string_view category, bool sees_total) {
  if (!quota.Have(wanted)) {
    return NoSeat(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED, quota, wanted, delegation,
                  delegation, category,
                  "Withdraw somebody, wait in line, or ask the secretariat for a larger quota");
  }
  if (!total.Have(wanted) && !sees_total) {
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_CATEGORY_LIMIT_REACHED,
        absl::StrCat("too few seats are left in ", category,
                     ". Wait in line, choose another category, or ask the secretariat"),
        {{"category", std::string(category)},
         {"limit", absl::StrCat(*total.limit)},
         {"seatsWanted", absl::StrCat(wanted)}});
  }
  if (!total.Have(wanted)) {
    return NoSeat(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED, total, wanted, base::EventOf(category),
                  delegation, category,
                  "Wait in line, choose another category, or ask the secretariat");
  }
  return absl::OkStatus();
}

absl::Status CheckLimit(const Seats& seats, absl::string_view delegation,
                        absl::string_view category, absl::string_view overbooking_reason) {
  if (seats.OverBy() == 0 || !overbooking_reason.empty()) return absl::OkStatus();
  const int64_t taken = seats.used + seats.held;
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_QUOTA_BELOW_USE,
      absl::StrCat(delegation, " has ", taken, " seats taken or held in ", category,
                   ", more than a limit of ", *seats.limit,
                   "; withdraw participants or release holds first, or give a reason to overbook"),
      {{"delegation", std::string(delegation)},
       {"category", std::string(category)},
       {"used", absl::StrCat(taken)},
       {"limit", absl::StrCat(*seats.limit)}});
}

v1::WhenFull WhenFullOf(const v1::Event& event, v1::WhenFull asked) {
  if (asked != v1::WHEN_FULL_UNSPECIFIED) return asked;
  return event.waiting_list() ? v1::WAIT : v1::REFUSE;
}

absl::Status CheckReason(absl::string_view reason, absl::string_view what) {
  if (!reason.empty()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_REASON_REQUIRED,
                      absl::StrCat(what, " is for the secretariat, which must give a reason"), {});
}

void ShiftBy(absl::Duration shift, Interval& interval) { base::ShiftBy(shift, interval); }

void ShiftBy(absl::Duration shift, v1::Stay& stay) {
  if (stay.arrival().has_time()) base::ShiftBy(shift, *stay.mutable_arrival()->mutable_time());
  if (stay.departure().has_time()) base::ShiftBy(shift, *stay.mutable_departure()->mutable_time());
}

absl::Duration ShiftBetween(const v1::Event& before, const v1::Event& after) {
  return TimeOf(after.interval().start_time()) - TimeOf(before.interval().start_time());
}

}  // namespace plenary::delegations
