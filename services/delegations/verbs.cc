#include "services/delegations/verbs.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/texts.h"
#include "services/delegations/custom_value_rules.h"
#include "services/delegations/headship_rules.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using P = v1::Participant;
using Window = v1::RegistrationWindow;
using CompositionKind = v1::CompositionChange::Kind;

v1::CompositionChange Composition(CompositionKind kind, const P& participant,
                                  absl::string_view reason) {
  v1::CompositionChange change;
  change.set_kind(kind);
  change.set_participant(participant.name());
  change.set_reason(std::string(reason));
  return change;
}

// Whether `step` may be taken now, by the focal point or, with a reason, by the secretariat.
absl::Status CheckTime(Desk& desk, Window::Step step, absl::string_view reason) {
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  return desk.CheckStep(step, reason);
}

// A person that a request names in `field`, or brings along. Nothing is written for one who is new
// before everything else was decided.
struct Newcomer {
  absl::string_view name;     // of one who exists
  const v1::Person* brought;  // or a new one
  std::string field;          // of the name
  std::string brought_field;  // of the new one
};

absl::Status CheckNewcomer(Desk& desk, const Newcomer& newcomer, Registration& who) {
  if (newcomer.name.empty() == (newcomer.brought == nullptr)) {
    return base::BadField(newcomer.field, absl::StrCat("name a person, or bring a new one in ",
                                                       newcomer.brought_field, ": one of the two"));
  }
  if (newcomer.brought != nullptr) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const v1::Person person,
                           desk.FindNewcomer(newcomer.name, newcomer.field));
  who.participant().set_person(person.name());
  who.sort_name = SortNameOf(person);
  return absl::OkStatus();
}

// Makes the person where the request brings one; the last decision, since it may still be refused
// for what the person is.
absl::Status Welcome(Desk& desk, const vault::Vault& vault, const Newcomer& newcomer,
                     Registration& who) {
  if (newcomer.brought == nullptr) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Person person,
      directory::CreatePerson(desk.change(), vault, {*newcomer.brought, newcomer.brought_field}));
  who.participant().set_person(person.name());
  who.sort_name = SortNameOf(person);
  return absl::OkStatus();
}

// The participant of a request that creates one: checked, in its delegation's file and a category
// that exists, with every answer that `state` needs.
absl::StatusOr<Registration> FindNew(Desk& desk, const P& asked, P::State state,
                                     absl::string_view field) {
  Registration who;
  P& participant = who.participant();
  participant = asked;
  base::ClearOutputOnly(participant);
  DropEmptyAnswers(participant);
  base::FieldErrors errors;
  CheckParticipant(participant, desk.event().name(), field, errors);
  CheckAnswers(desk.event(), participant, P(), field, errors);
  if (state != P::DRAFT) CheckRequiredAnswers(desk.event(), participant, field, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Category* category,
      desk.FindCategory(participant.category(), absl::StrCat(field, ".category")));
  PLENARY_RETURN_IF_ERROR(CheckMaySpeak(participant, *category));
  if (!participant.delegation().empty()) {
    PLENARY_ASSIGN_OR_RETURN(who.file, desk.FindFile(participant.delegation()));
    PLENARY_RETURN_IF_ERROR(CheckOpen(who.file->delegation));
  }
  participant.set_name(NewParticipantName(desk));
  participant.set_attendance(P::EXPECTED);
  return who;
}

// Where somebody who is nominated goes: the seat of a hold, a seat or a place in line where one is
// taken in `state`, else no place at all.
absl::StatusOr<Place> FindPlaceFor(Desk& desk, const Registration& who, P::State state,
                                   absl::string_view hold, const Wish& wish) {
  if (!hold.empty()) return desk.FindHeldPlace(who, hold);
  if (TakesSeat(desk.event(), state)) {
    return desk.FindPlace(who, who.participant().category(), wish);
  }
  Place none;
  none.category = who.participant().category();
  return none;
}

bool IsPlace(const Place& place) {
  return place.has_seat || place.line_class != Standing::kNotWaiting;
}

// Puts `who` into `state`, or into the line where `place` is there.
absl::Status Settle(Desk& desk, Registration& who, P::State state, const Place& place) {
  who.participant().set_state(state);
  if (!IsPlace(place)) return absl::OkStatus();
  return desk.TakePlace(who, place);
}

void SetReason(absl::string_view reason, P& participant) {
  participant.set_state_reason(std::string(reason));
}

template <class Request>
absl::StatusOr<P> LeaveBy(Desk& desk, const Request& request, ParticipantVerb verb,
                          P::State state) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), verb));
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
  PLENARY_RETURN_IF_ERROR(desk.CheckMayLeave(who));
  PLENARY_RETURN_IF_ERROR(Leave(desk, who, state, request.reason()));
  return who.participant();
}

// FAILED_PRECONDITION: SUBSTITUTION_CYCLE where `person` was replaced somewhere along the chain of
// substitutions that ends with `last`.
absl::Status CheckNoCycle(Desk& desk, const P& last, absl::string_view person) {
  std::string earlier = last.replaces();
  while (!earlier.empty()) {
    PLENARY_ASSIGN_OR_RETURN(const P replaced,
                             storage::Existing(FindParticipant(desk.tx(), earlier), earlier));
    if (replaced.person() == person) {
      return base::Refuse(absl::StatusCode::kFailedPrecondition,
                          v1::ERROR_REASON_SUBSTITUTION_CYCLE,
                          absl::StrCat(person, " was replaced in this place before, as ", earlier,
                                       "; withdraw ", last.name(), " and nominate the person anew"),
                          {{"participant", earlier}, {"person", std::string(person)}});
    }
    earlier = replaced.replaces();
  }
  return absl::OkStatus();
}

// The participation of the one who comes instead of `leaving`, in the same place.
Registration Successor(Desk& desk, const Registration& leaving,
                       const v1::SubstituteParticipantRequest& request) {
  Registration who = leaving;
  const P& before = leaving.participant();
  P& participant = who.participant();
  participant.Clear();
  participant.set_name(NewParticipantName(desk));
  participant.set_person(request.substitute());
  participant.set_delegation(before.delegation());
  participant.set_category(before.category());
  participant.set_capacity(before.capacity());
  *participant.mutable_functions() = before.functions();
  *participant.mutable_titles() = request.titles();
  *participant.mutable_affiliations() = before.affiliations();
  participant.set_precedence(before.precedence());
  participant.set_waiting_rank(before.waiting_rank());
  participant.set_overbooked(before.overbooked());
  participant.set_attendance(P::EXPECTED);
  participant.set_replaces(before.name());
  // The host has not seen this person yet.
  participant.set_state(before.state() == P::ACCEPTED ? P::CONFIRMED : before.state());
  SetReason(request.reason(), participant);
  return who;
}

// `leaving` goes without a seat to give away: the successor sits on it.
absl::Status HandOver(Desk& desk, Registration& leaving, absl::string_view reason) {
  leaving.row.standing = Standing();
  leaving.participant().set_state(P::SUBSTITUTED);
  leaving.participant().set_overbooked(false);
  SetReason(reason, leaving.participant());
  return desk.Keep(leaving);
}

// Where somebody who changes category goes. Nobody loses a seat by default: only who says so waits.
absl::StatusOr<Place> FindNewPlace(Desk& desk, const Registration& who,
                                   const v1::ChangeCategoryRequest& request) {
  const P& participant = who.participant();
  Wish wish{request.when_full(), request.reason()};
  const bool waits = participant.state() == P::WAITLISTED;
  if (!who.row.standing.has_seat && !waits) {
    Place none;
    none.category = request.category();
    return none;
  }
  if (!waits && wish.when_full == v1::WHEN_FULL_UNSPECIFIED) wish.when_full = v1::REFUSE;
  return desk.FindPlace(who, request.category(), wish);
}

// Whether a focal point may bring somebody back: in time, and not against the host's word.
absl::Status CheckMayReinstate(Desk& desk, const Registration& who) {
  if (who.participant().state() == P::REJECTED) {
    return SecretariatOnly("bringing back whom the host rejected", "");
  }
  return desk.CheckStep(Window::NOMINATION, "");
}

}  // namespace

absl::StatusOr<P> Draft(Desk& desk, const v1::CreateParticipantRequest& request) {
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  PLENARY_ASSIGN_OR_RETURN(Registration who,
                           FindNew(desk, request.participant(), P::DRAFT, "participant"));
  const Newcomer newcomer{request.participant().person(), nullptr, "participant.person", ""};
  PLENARY_RETURN_IF_ERROR(CheckNewcomer(desk, newcomer, who));
  who.participant().set_state(P::DRAFT);
  PLENARY_RETURN_IF_ERROR(desk.Add(who));
  return who.participant();
}

absl::StatusOr<P> Register(Desk& desk, const vault::Vault& vault, const v1::RegistrationRow& row,
                           absl::string_view reason, absl::string_view field) {
  PLENARY_RETURN_IF_ERROR(CheckTime(desk, Window::NOMINATION, reason));
  if (row.confirm()) PLENARY_RETURN_IF_ERROR(CheckTime(desk, Window::CONFIRMATION, reason));
  const P::State state = row.confirm() ? P::CONFIRMED : P::NOMINATED;
  PLENARY_ASSIGN_OR_RETURN(Registration who, FindNew(desk, row.participant(), state,
                                                     absl::StrCat(field, ".participant")));
  const Newcomer newcomer{
      row.participant().person(), row.has_new_person() ? &row.new_person() : nullptr,
      absl::StrCat(field, ".participant.person"), absl::StrCat(field, ".new_person")};
  PLENARY_RETURN_IF_ERROR(CheckNewcomer(desk, newcomer, who));
  PLENARY_RETURN_IF_ERROR(desk.CheckMayHead(who));
  PLENARY_ASSIGN_OR_RETURN(const Place place, FindPlaceFor(desk, who, state, row.seat_hold(),
                                                           {row.when_full(), reason}));
  PLENARY_RETURN_IF_ERROR(Welcome(desk, vault, newcomer, who));
  PLENARY_RETURN_IF_ERROR(Settle(desk, who, state, place));
  SetReason(reason, who.participant());
  desk.JoinDelegation(who);
  PLENARY_RETURN_IF_ERROR(desk.Add(who));
  PLENARY_RETURN_IF_ERROR(desk.NoteComposition(
      who.file, Composition(v1::CompositionChange::ADDED, who.participant(), reason)));
  return who.participant();
}

absl::StatusOr<P> Nominate(Desk& desk, const v1::NominateParticipantRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), ParticipantVerb::kNominate));
  PLENARY_RETURN_IF_ERROR(CheckTime(desk, Window::NOMINATION, request.reason()));
  base::FieldErrors errors;
  CheckRequiredAnswers(desk.event(), who.participant(), "", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  if (who.file != nullptr) PLENARY_RETURN_IF_ERROR(CheckOpen(who.file->delegation));
  PLENARY_RETURN_IF_ERROR(desk.CheckMayHead(who));
  PLENARY_ASSIGN_OR_RETURN(const Place place,
                           FindPlaceFor(desk, who, P::NOMINATED, request.seat_hold(),
                                        {request.when_full(), request.reason()}));
  PLENARY_RETURN_IF_ERROR(Settle(desk, who, P::NOMINATED, place));
  SetReason(request.reason(), who.participant());
  desk.JoinDelegation(who);
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  PLENARY_RETURN_IF_ERROR(desk.NoteComposition(
      who.file, Composition(v1::CompositionChange::ADDED, who.participant(), request.reason())));
  return who.participant();
}

absl::StatusOr<P> Confirm(Desk& desk, const v1::ConfirmParticipantRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), ParticipantVerb::kConfirm));
  PLENARY_RETURN_IF_ERROR(CheckTime(desk, Window::CONFIRMATION, request.reason()));
  const std::string category = who.participant().category();
  Place place;
  if (!who.row.standing.has_seat) {
    PLENARY_ASSIGN_OR_RETURN(
        place, desk.FindPlace(who, category, {request.when_full(), request.reason()}));
    // Who waits heads nobody.
    if (!place.has_seat) PLENARY_RETURN_IF_ERROR(desk.CheckMayLeave(who));
  }
  PLENARY_RETURN_IF_ERROR(Settle(desk, who, P::CONFIRMED, place));
  if (who.participant().state() == P::WAITLISTED) desk.LeaveDelegation(who);
  SetReason(request.reason(), who.participant());
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  if (who.participant().category() != category) {
    PLENARY_RETURN_IF_ERROR(desk.NoteComposition(
        who.file,
        Composition(v1::CompositionChange::CATEGORY_CHANGED, who.participant(), request.reason())));
  }
  return who.participant();
}

absl::StatusOr<P> Accept(Desk& desk, const v1::AcceptParticipantRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckAcceptanceAsked(desk.event()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), ParticipantVerb::kAccept));
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  who.participant().set_state(P::ACCEPTED);
  SetReason(request.reason(), who.participant());
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  return who.participant();
}

absl::StatusOr<P> Reject(Desk& desk, const v1::RejectParticipantRequest& request) {
  return LeaveBy(desk, request, ParticipantVerb::kReject, P::REJECTED);
}

absl::StatusOr<P> Decline(Desk& desk, const v1::DeclineParticipantRequest& request) {
  return LeaveBy(desk, request, ParticipantVerb::kDecline, P::DECLINED);
}

absl::StatusOr<P> Withdraw(Desk& desk, const v1::WithdrawParticipantRequest& request) {
  return LeaveBy(desk, request, ParticipantVerb::kWithdraw, P::WITHDRAWN);
}

absl::StatusOr<P> Reinstate(Desk& desk, const v1::ReinstateParticipantRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), ParticipantVerb::kReinstate));
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  if (!desk.is_secretariat()) PLENARY_RETURN_IF_ERROR(CheckMayReinstate(desk, who));
  PLENARY_RETURN_IF_ERROR(desk.CheckMayComeBack(who));
  PLENARY_RETURN_IF_ERROR(desk.CheckMayHead(who));
  // Who gave a seat up comes back to it, or to the front of the line where it is gone.
  const bool left_seat = who.row.standing.left_seat;
  Place place;
  if (left_seat || TakesSeat(desk.event(), P::NOMINATED)) {
    PLENARY_ASSIGN_OR_RETURN(place, desk.FindPlace(who, who.participant().category(),
                                                   {left_seat ? v1::WAIT : v1::WhenFull(),
                                                    request.reason(), left_seat}));
    if (place.has_seat && !TakesSeat(desk.event(), P::NOMINATED)) place = Place();
  }
  who.row.standing.left_seat = false;
  PLENARY_RETURN_IF_ERROR(Settle(desk, who, P::NOMINATED, place));
  SetReason(request.reason(), who.participant());
  desk.JoinDelegation(who);
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  PLENARY_RETURN_IF_ERROR(desk.NoteComposition(
      who.file,
      Composition(v1::CompositionChange::REINSTATED, who.participant(), request.reason())));
  return who.participant();
}

absl::StatusOr<v1::SubstituteParticipantResponse> Substitute(
    Desk& desk, const vault::Vault& vault, const v1::SubstituteParticipantRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration leaving, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(leaving.participant(), ParticipantVerb::kSubstitute));
  PLENARY_RETURN_IF_ERROR(CheckTime(desk, Window::SUBSTITUTION, request.reason()));
  Registration coming = Successor(desk, leaving, request);
  base::FieldErrors errors;
  base::CheckOneTextPerLanguage(request.titles(), "titles", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  const Newcomer newcomer{request.substitute(),
                          request.has_new_person() ? &request.new_person() : nullptr, "substitute",
                          "new_person"};
  PLENARY_RETURN_IF_ERROR(CheckNewcomer(desk, newcomer, coming));
  PLENARY_RETURN_IF_ERROR(CheckNoCycle(desk, leaving.participant(), coming.participant().person()));
  // Somebody new is nowhere else.
  if (newcomer.brought == nullptr && !request.releases_bookings()) {
    PLENARY_RETURN_IF_ERROR(desk.attendances().CheckSubstitution(desk.tx(), leaving.participant(),
                                                                 coming.participant().person()));
  }
  PLENARY_RETURN_IF_ERROR(Welcome(desk, vault, newcomer, coming));
  PLENARY_RETURN_IF_ERROR(HandOver(desk, leaving, request.reason()));
  PLENARY_RETURN_IF_ERROR(desk.Add(coming));
  desk.NoteSubstitution(leaving.participant(), coming.participant(), !request.releases_bookings());
  if (coming.participant().state() == P::WAITLISTED) {
    desk.LineChanged(coming.participant().delegation(), coming.participant().category());
  }
  if (coming.file != nullptr) {
    Headships& headships = *coming.file->delegation.mutable_headships();
    if (PassHead(leaving.participant().name(), coming.participant().name(), headships)) {
      coming.file->is_changed = true;
    }
  }
  v1::CompositionChange noted =
      Composition(v1::CompositionChange::SUBSTITUTED, leaving.participant(), request.reason());
  noted.set_substitute(coming.participant().name());
  PLENARY_RETURN_IF_ERROR(desk.NoteComposition(coming.file, std::move(noted)));
  v1::SubstituteParticipantResponse response;
  *response.mutable_replaced() = leaving.participant();
  *response.mutable_substitute() = coming.participant();
  return response;
}

absl::StatusOr<P> MoveToCategory(Desk& desk, const v1::ChangeCategoryRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  P& participant = who.participant();
  PLENARY_RETURN_IF_ERROR(CheckVerb(participant, ParticipantVerb::kChangeCategory));
  PLENARY_RETURN_IF_ERROR(CheckTime(desk, Window::NOMINATION, request.reason()));
  if (base::EventOf(request.category()) != desk.event().name()) {
    return base::BadField("category", absl::StrCat("must lie in ", desk.event().name()));
  }
  if (request.category() == participant.category()) return participant;
  PLENARY_ASSIGN_OR_RETURN(const v1::Category* category,
                           desk.FindCategory(request.category(), "category"));
  PLENARY_RETURN_IF_ERROR(CheckMaySpeak(participant, *category));
  PLENARY_ASSIGN_OR_RETURN(const Place place, FindNewPlace(desk, who, request));
  const bool loses_seat = who.row.standing.has_seat && !place.has_seat;
  if (loses_seat) PLENARY_RETURN_IF_ERROR(desk.CheckMayLeave(who));
  const bool moves_up = participant.state() == P::WAITLISTED && place.has_seat;
  PLENARY_RETURN_IF_ERROR(desk.GiveUpPlace(who));
  participant.set_category(place.category);
  PLENARY_RETURN_IF_ERROR(
      Settle(desk, who, moves_up ? StateWithSeat(desk.event()) : participant.state(), place));
  if (loses_seat) desk.LeaveDelegation(who);
  if (moves_up) desk.JoinDelegation(who);
  SetReason(request.reason(), participant);
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  PLENARY_RETURN_IF_ERROR(desk.NoteComposition(
      who.file,
      Composition(v1::CompositionChange::CATEGORY_CHANGED, participant, request.reason())));
  return participant;
}

absl::StatusOr<P> RecordAttendance(Desk& desk, const v1::RecordAttendanceRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(who.participant(), ParticipantVerb::kRecordAttendance));
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
  who.participant().set_attendance(request.attendance());
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  return who.participant();
}

absl::Status Leave(Desk& desk, Registration& who, P::State state, absl::string_view reason) {
  const bool was_in = who.participant().state() != P::DRAFT;
  const bool had_seat = who.row.standing.has_seat;
  PLENARY_RETURN_IF_ERROR(desk.GiveUpPlace(who));
  who.row.standing.left_seat = had_seat;
  who.participant().set_state(state);
  SetReason(reason, who.participant());
  desk.LeaveDelegation(who);
  PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  if (!was_in) return absl::OkStatus();
  return desk.NoteComposition(who.file,
                              Composition(v1::CompositionChange::LEFT, who.participant(), reason));
}

}  // namespace plenary::delegations
