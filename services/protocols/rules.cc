#include "services/protocols/rules.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/names.h"
#include "services/base/texts.h"

namespace plenary::protocols {
namespace {

using google::protobuf::util::MessageDifferencer;
using Protocol = v1::Protocol;
using State = v1::Protocol::State;

bool IsTreaty(Protocol::Type type) {
  return type == Protocol::MEMORANDUM || type == Protocol::AGREEMENT;
}

void CheckInNegotiation(absl::string_view name, const Protocol& protocol, const std::string& field,
                        base::FieldErrors& errors) {
  const absl::string_view negotiation = base::NegotiationOf(protocol.name());
  if (name.empty() || base::NegotiationOf(name) == negotiation) return;
  errors.Add(field, absl::StrCat("must lie in ", negotiation));
}

void CheckLanguages(const Protocol& protocol, const std::string& field, base::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < protocol.languages_size(); ++i) {
    if (seen.insert(absl::AsciiStrToLower(protocol.languages(i))).second) continue;
    errors.Add(absl::StrCat(field, ".languages[", i, "]"), "must be named once");
  }
  const std::string prevailing = absl::AsciiStrToLower(protocol.prevailing_language());
  if (!prevailing.empty() && seen.count(prevailing) == 0) {
    errors.Add(field + ".prevailing_language", "must be one of the languages");
  }
}

void CheckSignatories(const Protocol& protocol, const std::string& field,
                      base::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < protocol.signatories_size(); ++i) {
    const Protocol::Signatory& signatory = protocol.signatories(i);
    const std::string at = absl::StrCat(field, ".signatories[", i, "]");
    if (!seen.insert(signatory.person()).second) errors.Add(at + ".person", "signs once");
    base::CheckOneTextPerLanguage(signatory.offices(), at + ".offices", errors);
    CheckDay(signatory.powers_document().date(), at + ".powers_document.date", errors);
  }
  if (protocol.type() == Protocol::RECORD_OF_CONVERSATION && !protocol.signatories().empty()) {
    errors.Add(field + ".signatories", "must be empty: a record is approved, not signed");
  }
}

// The states from which a verb leads somewhere.
std::string AllowedFor(Protocol::Type type, Verb verb) {
  std::vector<std::string> allowed;
  for (int number = 0; number < Protocol::State_ARRAYSIZE; ++number) {
    const auto state = static_cast<State>(number);
    if (StepFrom(type, state, verb).has_value()) allowed.push_back(Protocol::State_Name(state));
  }
  return absl::StrJoin(allowed, ",");
}

absl::Status WrongState(const Protocol& protocol, absl::string_view allowed) {
  const std::string& state = Protocol::State_Name(protocol.state());
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      allowed.empty()
          ? absl::StrCat(protocol.name(), " is a ", Protocol::Type_Name(protocol.type()),
                         ", for which there is no such step")
          : absl::StrCat(protocol.name(), " is ", state, "; that is for ", allowed),
      {{"resource", protocol.name()}, {"state", state}, {"allowed", std::string(allowed)}});
}

absl::Status SignaturesMissing(const Protocol& protocol, absl::string_view why,
                               const std::vector<std::string>& sides) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_SIGNATURES_MISSING,
                      absl::StrCat(protocol.name(), ": ", why),
                      {{"resource", protocol.name()}, {"sides", absl::StrJoin(sides, ",")}});
}

absl::Status PowersMissing(const Protocol& protocol, absl::string_view person,
                           absl::string_view why) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_POWERS_MISSING,
                      absl::StrCat(person, " may not sign ", protocol.name(), ": ", why),
                      {{"person", std::string(person)}, {"protocol", protocol.name()}});
}

absl::Status NotPresent(const Protocol& protocol, absl::string_view person, absl::string_view why) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_SIGNATORY_NOT_PRESENT,
                      absl::StrCat(person, " may not sign ", protocol.name(), ": ", why),
                      {{"person", std::string(person)}, {"protocol", protocol.name()}});
}

std::set<std::string> SidesToSign(const Protocol& protocol) {
  std::set<std::string> sides;
  for (const Protocol::Signatory& each : protocol.signatories()) sides.insert(each.side());
  return sides;
}

// Full powers are a document that can be found again.
bool HasFullPowers(const Protocol::Signatory& signatory) {
  const v1::DocumentReference& document = signatory.powers_document();
  return signatory.powers() == Protocol::FULL_POWERS &&
         (!document.registration_number().empty() || !document.date().empty() ||
          !document.external_url().empty());
}

// What is left of a protocol without what may change in its state.
Protocol Fixed(Protocol protocol) {
  // Where the paper is kept says nothing of what is in it.
  protocol.clear_document();
  protocol.clear_etag();
  if (IsConcluded(protocol.state()) || IsSignedByAnybody(protocol)) return protocol;
  protocol.clear_signatories();
  protocol.clear_place();
  protocol.clear_date();
  return protocol;
}

}  // namespace

bool IsDay(absl::string_view date) {
  absl::CivilDay day;
  return date.size() == 10 && absl::ParseCivilTime(date, &day) &&
         absl::FormatCivilTime(day) == date;
}

void CheckDay(absl::string_view date, absl::string_view field, base::FieldErrors& errors) {
  if (date.empty() || IsDay(date)) return;
  errors.Add(field, "must be a day as in 2023-08-24 (ISO 8601)");
}

void CheckDayFrom(absl::string_view earliest, absl::string_view date, absl::string_view field,
                  base::FieldErrors& errors) {
  if (earliest.empty() || !IsDay(date) || date >= earliest) return;
  errors.Add(field, absl::StrCat("must not lie before ", earliest));
}

void CheckDayUntil(absl::string_view latest, absl::string_view date, absl::string_view field,
                   base::FieldErrors& errors) {
  if (!IsDay(date) || date <= latest) return;
  errors.Add(field, absl::StrCat("must not lie after ", latest));
}

void CheckProtocol(const Protocol& protocol, absl::string_view field, base::FieldErrors& errors) {
  const std::string at(field);
  base::CheckOneTextPerLanguage(protocol.titles(), at + ".titles", errors);
  CheckLanguages(protocol, at, errors);
  CheckSignatories(protocol, at, errors);
  CheckDay(protocol.date(), at + ".date", errors);
  CheckDay(protocol.document().date(), at + ".document.date", errors);
  CheckInNegotiation(protocol.round(), protocol, at + ".round", errors);
  CheckInNegotiation(protocol.amends(), protocol, at + ".amends", errors);
  if (protocol.type() == Protocol::MINUTES && protocol.round().empty()) {
    errors.Add(at + ".round", "must be set: minutes are of a round");
  }
}

bool IsConcluded(State state) {
  return state == Protocol::APPROVED || state == Protocol::SIGNED || state == Protocol::IN_FORCE ||
         state == Protocol::TERMINATED;
}

bool IsSignedByAnybody(const Protocol& protocol) {
  return std::any_of(protocol.signatories().begin(), protocol.signatories().end(),
                     [](const auto& signatory) { return signatory.has_signature(); });
}

bool IsSignedByAll(const Protocol& protocol) {
  return std::all_of(protocol.signatories().begin(), protocol.signatories().end(),
                     [](const auto& signatory) { return signatory.has_signature(); });
}

std::string LastSignature(const Protocol& protocol) {
  std::string last;
  for (const Protocol::Signatory& each : protocol.signatories()) {
    last = std::max(last, each.signature().date());
  }
  return last;
}

absl::optional<State> StepFrom(Protocol::Type type, State state, Verb verb) {
  const bool is_record = type == Protocol::RECORD_OF_CONVERSATION;
  const bool is_treaty = IsTreaty(type);
  const auto step = [](bool is_possible, State to) {
    return is_possible ? absl::make_optional(to) : absl::nullopt;
  };
  switch (verb) {
    case Verb::kApprove:
      return step(is_record && state == Protocol::DRAFT, Protocol::APPROVED);
    case Verb::kAgree:
      return step(!is_record && state == Protocol::DRAFT, Protocol::AGREED);
    case Verb::kInitial:
      return step(is_treaty && state == Protocol::AGREED, Protocol::INITIALLED);
    case Verb::kSign:
      return step(!is_record && state == (is_treaty ? Protocol::INITIALLED : Protocol::AGREED),
                  Protocol::SIGNED);
    case Verb::kBringIntoForce:
      return step(is_treaty && state == Protocol::SIGNED, Protocol::IN_FORCE);
    case Verb::kTerminate:
      return step(is_treaty && state == Protocol::IN_FORCE, Protocol::TERMINATED);
    case Verb::kReturn:
      return step(state == Protocol::AGREED || state == Protocol::INITIALLED, Protocol::DRAFT);
  }
  return absl::nullopt;
}

absl::StatusOr<State> CheckVerb(const Protocol& protocol, Verb verb) {
  const bool is_too_late =
      IsConcluded(protocol.state()) && (verb == Verb::kSign || verb == Verb::kReturn);
  if (is_too_late || (verb == Verb::kReturn && IsSignedByAnybody(protocol))) {
    return ProtocolSigned(protocol);
  }
  if (verb == Verb::kBringIntoForce && protocol.state() == Protocol::INITIALLED) {
    std::vector<std::string> missing;
    for (const Protocol::Signatory& each : protocol.signatories()) {
      if (!each.has_signature()) missing.push_back(each.side());
    }
    return SignaturesMissing(protocol, "not everybody has signed it; have them sign first",
                             missing);
  }
  const absl::optional<State> to = StepFrom(protocol.type(), protocol.state(), verb);
  if (!to.has_value()) return WrongState(protocol, AllowedFor(protocol.type(), verb));
  return *to;
}

absl::Status CheckIsDraft(const Protocol& protocol) {
  if (protocol.state() == Protocol::DRAFT) return absl::OkStatus();
  if (IsConcluded(protocol.state()) || IsSignedByAnybody(protocol)) {
    return ProtocolSigned(protocol);
  }
  return WrongState(protocol, "DRAFT");
}

absl::Status CheckMayUpdate(const Protocol& before, const Protocol& after) {
  if (before.state() == Protocol::DRAFT) return absl::OkStatus();
  if (MessageDifferencer::Equals(Fixed(before), Fixed(after))) return absl::OkStatus();
  return CheckIsDraft(before);
}

absl::Status CheckMayDelete(const Protocol& protocol) {
  if (!IsConcluded(protocol.state()) && !IsSignedByAnybody(protocol)) return absl::OkStatus();
  return ProtocolSigned(protocol);
}

absl::Status CheckMayBeAmended(const Protocol& protocol) {
  PLENARY_RETURN_IF_ERROR(CheckNotSuperseded(protocol.name(), protocol.superseded_by()));
  if (IsConcluded(protocol.state()) && protocol.state() != Protocol::TERMINATED) {
    return absl::OkStatus();
  }
  return WrongState(protocol, "APPROVED,SIGNED,IN_FORCE");
}

absl::Status CheckNotSuperseded(absl::string_view name, absl::string_view superseded_by) {
  if (superseded_by.empty()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ALREADY_SUPERSEDED,
      absl::StrCat(superseded_by, " stands in the place of ", name, "; amend that one"),
      {{"resource", std::string(name)}, {"supersededBy", std::string(superseded_by)}});
}

absl::Status CheckSides(const Protocol& protocol) {
  const std::set<std::string> sides = SidesToSign(protocol);
  if (sides.size() >= 2) return absl::OkStatus();
  return SignaturesMissing(protocol, "two sides at least are to sign it; name who signs for each",
                           {sides.begin(), sides.end()});
}

absl::Status CheckInitials(const Protocol& protocol) {
  std::set<std::string> missing = SidesToSign(protocol);
  for (const Protocol::Initials& each : protocol.initials()) missing.erase(each.side());
  if (missing.empty()) return absl::OkStatus();
  return SignaturesMissing(protocol, "every side that is to sign it initials it first",
                           {missing.begin(), missing.end()});
}

absl::Status CheckMaySign(const Protocol& protocol, const Protocol::Signatory& signatory,
                          const Signer& signer) {
  const std::string& person = signatory.person();
  if (IsTreaty(protocol.type())) {
    const bool has_office = signatory.powers() == Protocol::OFFICE && !signatory.offices().empty();
    if (HasFullPowers(signatory) || has_office) return absl::OkStatus();
    return PowersMissing(protocol, person,
                         "it needs full powers, by their document, or an office that carries them");
  }
  // Full powers don't stand in for having been there: minutes say what was said.
  if (!signer.was_at_round) {
    return NotPresent(protocol, person, absl::StrCat("they were not at ", protocol.round()));
  }
  if (signatory.powers() == Protocol::CO_CHAIR && signer.is_co_chair.value_or(true)) {
    return absl::OkStatus();
  }
  return PowersMissing(protocol, person, "minutes are signed by a co-chair");
}

absl::Status NoSignatory(const Protocol& protocol, absl::string_view person) {
  return NotPresent(protocol, person, "they are none of its signatories");
}

absl::Status ProtocolSigned(const Protocol& protocol) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PROTOCOL_SIGNED,
                      absl::StrCat(protocol.name(),
                                   protocol.state() == Protocol::APPROVED
                                       ? " is approved and does not change any more; amend it by "
                                       : " is signed and does not change any more; amend it by ",
                                   "another"),
                      {{"protocol", protocol.name()}});
}

void KeepSignatures(const Protocol& before, Protocol& after) {
  std::map<std::string, const Protocol::Signature*> signatures;
  for (const Protocol::Signatory& each : before.signatories()) {
    if (each.has_signature()) signatures[each.person()] = &each.signature();
  }
  for (Protocol::Signatory& each : *after.mutable_signatories()) {
    each.clear_signature();
    const auto found = signatures.find(each.person());
    if (found != signatures.end()) *each.mutable_signature() = *found->second;
  }
}

}  // namespace plenary::protocols
