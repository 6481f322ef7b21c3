// Protocols agreed, initialled, signed, in force, ended.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/base/errors.h"
#include "services/negotiations/table.h"
#include "services/protocols/conclusion.h"
#include "services/protocols/item_rules.h"
#include "services/protocols/papers.h"
#include "services/protocols/rules.h"
#include "services/protocols/service.h"
#include "services/protocols/table.h"
#include "services/storage/resource.h"

namespace plenary::protocols {
namespace {

using storage::Change;
using storage::Tx;
using Protocol = v1::Protocol;

// A protocol on which a verb is done: `after` has the state it leads to, and is else as before.
struct Step {
  Paper paper;
  Protocol after;
};

template <class Request>
absl::StatusOr<Step> Begin(Change& change, const Request& request, Verb verb) {
  Step step;
  const bool is_concluded = verb == Verb::kBringIntoForce || verb == Verb::kTerminate;
  PLENARY_ASSIGN_OR_RETURN(step.paper,
                           is_concluded ? FindConcludedPaper(change, request.name(), request.etag())
                                        : FindPaper(change, request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const Protocol::State to, CheckVerb(step.paper.before, verb));
  step.after = step.paper.before;
  step.after.set_state(to);
  return step;
}

absl::StatusOr<Protocol> End(Change& change, Step step) {
  return Keep(change, step.paper.now, step.paper.before, std::move(step.after));
}

// The last day on which something can have happened by now, wherever it was.
std::string LastDay(absl::Time now) {
  return absl::FormatCivilTime(absl::ToCivilDay(now, absl::UTCTimeZone()) + 1);
}

// Adds what is wrong with the day on which somebody says that something was done.
absl::Status CheckDone(Tx& tx, const Paper& paper, const std::string& date, absl::string_view field,
                       base::FieldErrors& errors) {
  PLENARY_ASSIGN_OR_RETURN(const std::string day, DayOfRound(tx, paper.before.round()));
  CheckDay(date, field, errors);
  CheckDayFrom(day, date, field, errors);
  CheckDayUntil(LastDay(paper.now), date, field, errors);
  return absl::OkStatus();
}

absl::Status CheckDoneOn(Tx& tx, const Paper& paper, const std::string& date) {
  base::FieldErrors errors;
  PLENARY_RETURN_IF_ERROR(CheckDone(tx, paper, date, "date", errors));
  return errors.ToStatus();
}

// The living items of a protocol, whose texts can be agreed.
absl::StatusOr<std::vector<v1::ProtocolItem>> CompleteItems(Tx& tx, const Protocol& protocol) {
  PLENARY_ASSIGN_OR_RETURN(auto items, ListItems(tx, protocol.name()));
  PLENARY_RETURN_IF_ERROR(CheckComplete(protocol, items));
  return items;
}

// Who of `participants` was there, by current names.
absl::StatusOr<std::vector<std::string>> PeopleAt(Tx& tx, const std::string& round) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, negotiations::FindRound(tx, round));
  std::vector<std::string> people;
  if (!found.has_value()) return people;
  people.reserve(static_cast<size_t>(found->participants_size()));
  for (const v1::Presence& each : found->participants()) {
    if (each.was_there()) people.push_back(each.person());
  }
  return CurrentNames(tx, std::move(people));
}

// The co-chairs of a body on a day, by current names.
absl::StatusOr<std::vector<std::string>> CoChairsOf(Tx& tx, const std::string& standing_body,
                                                    const std::string& date) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, negotiations::FindBody(tx, standing_body));
  std::vector<std::string> people;
  if (!found.has_value()) return people;
  for (const v1::Body::Side& side : found->sides()) {
    for (const v1::Body::CoChair& each : side.co_chairs()) {
      const bool has_ended = !each.to_date().empty() && each.to_date() < date;
      if (each.from_date() <= date && !has_ended) people.push_back(each.person());
    }
  }
  return CurrentNames(tx, std::move(people));
}

bool IsAmong(const std::vector<std::string>& people, const std::string& person) {
  return std::find(people.begin(), people.end(), person) != people.end();
}

// What is known of `person`, who signs on `date`.
absl::StatusOr<Signer> SignerOf(Tx& tx, const Protocol& protocol, const std::string& person,
                                const std::string& date) {
  Signer signer;
  if (protocol.type() != Protocol::MINUTES) return signer;
  PLENARY_ASSIGN_OR_RETURN(const auto present, PeopleAt(tx, protocol.round()));
  signer.was_at_round = IsAmong(present, person);
  PLENARY_ASSIGN_OR_RETURN(const v1::Negotiation negotiation,
                           FindOpenNegotiation(tx, protocol.name()));
  if (negotiation.body().empty()) return signer;
  PLENARY_ASSIGN_OR_RETURN(const auto co_chairs, CoChairsOf(tx, negotiation.body(), date));
  signer.is_co_chair = IsAmong(co_chairs, person);
  return signer;
}

// The place of a person among the signatories. FAILED_PRECONDITION: SIGNATORY_NOT_PRESENT,
// PROTOCOL_SIGNED.
absl::StatusOr<int> PlaceOfSignatory(Tx& tx, const Protocol& protocol, const std::string& person) {
  std::vector<std::string> people;
  people.reserve(static_cast<size_t>(protocol.signatories_size()));
  for (const Protocol::Signatory& each : protocol.signatories()) people.push_back(each.person());
  PLENARY_ASSIGN_OR_RETURN(people, CurrentNames(tx, std::move(people)));
  const auto found = std::find(people.begin(), people.end(), person);
  if (found == people.end()) return NoSignatory(protocol, person);
  const int place = static_cast<int>(found - people.begin());
  if (protocol.signatories(place).has_signature()) return ProtocolSigned(protocol);
  return place;
}

}  // namespace

absl::StatusOr<Protocol> ProtocolService::ApproveProtocol(
    Change& change, const v1::ApproveProtocolRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kApprove));
  PLENARY_RETURN_IF_ERROR(CheckDoneOn(tx, step.paper, request.date()));
  PLENARY_RETURN_IF_ERROR(CheckPeople(tx, {{"person", request.person()}}));
  PLENARY_ASSIGN_OR_RETURN(const auto items, CompleteItems(tx, step.after));
  if (step.after.date().empty()) step.after.set_date(request.date());
  Protocol::Approval& approval = *step.after.mutable_approval();
  approval.set_person(request.person());
  approval.set_date(request.date());
  *approval.mutable_record_time() = storage::ToTimestamp(step.paper.now);
  return Conclude(change, step.paper, std::move(step.after), items, follower_);
}

absl::StatusOr<Protocol> ProtocolService::AgreeProtocol(
    Change& change, const v1::AgreeProtocolRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kAgree));
  PLENARY_ASSIGN_OR_RETURN(const auto items, CompleteItems(tx, step.after));
  PLENARY_RETURN_IF_ERROR(CheckSides(step.after));
  PLENARY_ASSIGN_OR_RETURN(const std::string day, SourceDay(tx, step.after));
  PLENARY_RETURN_IF_ERROR(CheckDueDates(items, day));
  if (!step.after.amends().empty()) {
    PLENARY_RETURN_IF_ERROR(FindAmended(tx, step.after.amends()).status());
  }
  return End(change, std::move(step));
}

absl::StatusOr<Protocol> ProtocolService::InitialProtocol(
    Change& change, const v1::InitialProtocolRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kInitial));
  base::FieldErrors errors;
  std::vector<Reference> sides;
  std::vector<Reference> people;
  sides.reserve(static_cast<size_t>(request.initials_size()));
  people.reserve(static_cast<size_t>(request.initials_size()));
  for (int i = 0; i < request.initials_size(); ++i) {
    const Protocol::Initials& each = request.initials(i);
    const std::string at = absl::StrCat("initials[", i, "]");
    PLENARY_RETURN_IF_ERROR(CheckDone(tx, step.paper, each.date(), at + ".date", errors));
    sides.push_back({at + ".side", each.side()});
    people.push_back({at + ".person", each.person()});
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckOrganizations(tx, sides));
  PLENARY_RETURN_IF_ERROR(CheckPeople(tx, people));
  *step.after.mutable_initials() = request.initials();
  PLENARY_RETURN_IF_ERROR(CheckInitials(step.after));
  return End(change, std::move(step));
}

absl::StatusOr<Protocol> ProtocolService::SignProtocol(
    Change& change, const v1::SignProtocolRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kSign));
  PLENARY_RETURN_IF_ERROR(CheckDoneOn(tx, step.paper, request.date()));
  PLENARY_RETURN_IF_ERROR(CheckPeople(tx, {{"person", request.person()}}));
  PLENARY_ASSIGN_OR_RETURN(const auto names, CurrentNames(tx, {request.person()}));
  const std::string& person = names.front();
  PLENARY_ASSIGN_OR_RETURN(const int place, PlaceOfSignatory(tx, step.after, person));
  Protocol::Signatory& signatory = *step.after.mutable_signatories(place);
  PLENARY_ASSIGN_OR_RETURN(const Signer signer, SignerOf(tx, step.after, person, request.date()));
  PLENARY_RETURN_IF_ERROR(CheckMaySign(step.after, signatory, signer));
  signatory.mutable_signature()->set_place(request.place());
  signatory.mutable_signature()->set_date(request.date());
  *signatory.mutable_signature()->mutable_record_time() = storage::ToTimestamp(step.paper.now);
  if (!IsSignedByAll(step.after)) {
    step.after.set_state(step.paper.before.state());
    return End(change, std::move(step));
  }
  if (step.after.date().empty()) step.after.set_date(LastSignature(step.after));
  PLENARY_ASSIGN_OR_RETURN(const auto items, ListItems(tx, step.after.name()));
  return Conclude(change, step.paper, std::move(step.after), items, follower_);
}

absl::StatusOr<Protocol> ProtocolService::BringProtocolIntoForce(
    Change& change, const v1::BringProtocolIntoForceRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kBringIntoForce));
  base::FieldErrors errors;
  CheckDay(request.date(), "date", errors);
  CheckDayFrom(LastSignature(step.after), request.date(), "date", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  step.after.set_in_force_date(request.date());
  return End(change, std::move(step));
}

absl::StatusOr<Protocol> ProtocolService::TerminateProtocol(
    Change& change, const v1::TerminateProtocolRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kTerminate));
  base::FieldErrors errors;
  CheckDay(request.date(), "date", errors);
  CheckDayFrom(step.after.in_force_date(), request.date(), "date", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  step.after.set_termination_date(request.date());
  step.after.set_reason(request.reason());
  return End(change, std::move(step));
}

absl::StatusOr<Protocol> ProtocolService::ReturnProtocolToDraft(
    Change& change, const v1::ReturnProtocolToDraftRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Step step, Begin(change, request, Verb::kReturn));
  step.after.clear_initials();
  step.after.set_reason(request.reason());
  return End(change, std::move(step));
}

}  // namespace plenary::protocols
