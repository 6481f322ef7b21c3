#include "services/negotiations/rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/base/names.h"
#include "services/base/texts.h"

namespace plenary::negotiations {
namespace {

using google::protobuf::RepeatedPtrField;

constexpr absl::string_view kDateForm = "must be a day as 2023-08-24, or empty";

std::string At(absl::string_view field, absl::string_view name, int index) {
  return absl::StrCat(field, ".", name, "[", index, "]");
}

void CheckDate(absl::string_view date, const std::string& field, base::FieldErrors& errors) {
  if (!date.empty() && !IsDate(date)) errors.Add(field, kDateForm);
}

void CheckDocument(const v1::DocumentReference& document, const std::string& field,
                   base::FieldErrors& errors) {
  CheckDate(document.date(), absl::StrCat(field, ".date"), errors);
}

void CheckSides(const v1::Body& body, absl::string_view field, base::FieldErrors& errors) {
  if (body.sides_size() < 2) {
    errors.Add(absl::StrCat(field, ".sides"), "must be two or more");
  }
  std::set<std::string> organizations;
  for (int i = 0; i < body.sides_size(); ++i) {
    const std::string at = At(field, "sides", i);
    if (!organizations.insert(body.sides(i).organization()).second) {
      errors.Add(absl::StrCat(at, ".organization"), "is a side already");
    }
    for (int k = 0; k < body.sides(i).co_chairs_size(); ++k) {
      const v1::Body::CoChair& chair = body.sides(i).co_chairs(k);
      const std::string of_chair = At(at, "co_chairs", k);
      CheckDate(chair.from_date(), absl::StrCat(of_chair, ".from_date"), errors);
      CheckDate(chair.to_date(), absl::StrCat(of_chair, ".to_date"), errors);
      // Days of this form are ordered as their texts are.
      if (!chair.to_date().empty() && chair.to_date() < chair.from_date()) {
        errors.Add(absl::StrCat(of_chair, ".to_date"), "must not be before from_date");
      }
    }
  }
}

bool IsSideOf(const v1::Body& body, const std::string& organization) {
  return std::any_of(body.sides().begin(), body.sides().end(), [&](const v1::Body::Side& side) {
    return side.organization() == organization;
  });
}

// Each person once, and one head of each side.
void CheckParticipants(const RepeatedPtrField<v1::Presence>& participants, absl::string_view field,
                       base::FieldErrors& errors) {
  std::set<std::string> people;
  std::set<v1::Negotiation::Side> headed;
  for (int i = 0; i < participants.size(); ++i) {
    const v1::Presence& each = participants.Get(i);
    const std::string at = At(field, "participants", i);
    if (!people.insert(each.person()).second) {
      errors.Add(absl::StrCat(at, ".person"), "stands twice; keep one");
    }
    if (each.is_head() && !headed.insert(each.side()).second) {
      errors.Add(absl::StrCat(at, ".is_head"), "another one leads the side already");
    }
  }
}

// Whether what is named lies in the same negotiation as `name`.
bool IsNeighbour(absl::string_view named, absl::string_view name) {
  return named.empty() || base::NegotiationOf(named) == base::NegotiationOf(name);
}

void CheckRoundOf(absl::string_view round, absl::string_view name, absl::string_view field,
                  base::FieldErrors& errors) {
  if (IsNeighbour(round, name)) return;
  errors.Add(absl::StrCat(field, ".round"), "must be of the same negotiation");
}

}  // namespace

bool IsDate(absl::string_view text) {
  absl::CivilDay day;
  // Parsing takes more forms than this one.
  return absl::ParseCivilTime(text, &day) && absl::FormatCivilTime(day) == text && day.year() > 0;
}

bool IsTimeOfDay(absl::string_view text) {
  const auto is_digit = [&](size_t at) {
    return absl::ascii_isdigit(static_cast<unsigned char>(text[at]));
  };
  if (text.size() != 5 || text[2] != ':') return false;
  if (!is_digit(0) || !is_digit(1) || !is_digit(3) || !is_digit(4)) return false;
  return text.substr(0, 2) < "24" && text[3] < '6';
}

void CheckBody(const v1::Body& body, absl::string_view field, base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(body.display_names(), absl::StrCat(field, ".display_names"),
                                errors);
  CheckSides(body, field, errors);
  for (int i = 0; i < body.officials_size(); ++i) {
    const v1::Body::AssignedOfficial& official = body.officials(i);
    const std::string at = At(field, "officials", i);
    CheckDate(official.since_date(), absl::StrCat(at, ".since_date"), errors);
    if (!official.organization().empty() && !IsSideOf(body, official.organization())) {
      errors.Add(absl::StrCat(at, ".organization"), "must be one of the sides");
    }
  }
  CheckDocument(body.founding_document(), absl::StrCat(field, ".founding_document"), errors);
}

void CheckNegotiation(const v1::Negotiation& negotiation, absl::string_view field,
                      base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(negotiation.display_names(), absl::StrCat(field, ".display_names"),
                                errors);
  if (negotiation.our_organization() == negotiation.counterpart()) {
    errors.Add(absl::StrCat(field, ".our_organization"), "must be another than the counterpart");
  }
}

void CheckRound(const v1::Round& round, absl::string_view field, base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(round.display_names(), absl::StrCat(field, ".display_names"),
                                errors);
  base::CheckOneTextPerLanguage(round.places(), absl::StrCat(field, ".places"), errors);
  if (!round.event().empty() && !round.meeting().empty()) {
    errors.Add(absl::StrCat(field, ".meeting"), "goes without an event: name one or the other");
  }
  if (round.has_interval() &&
      (!round.interval().has_start_time() || !round.interval().has_end_time())) {
    errors.Add(absl::StrCat(field, ".interval"), "must have both ends");
  }
  CheckParticipants(round.participants(), field, errors);
  std::set<std::string> topics;
  for (int i = 0; i < round.topics_size(); ++i) {
    const std::string at = At(field, "topics", i);
    if (!IsNeighbour(round.topics(i), round.name())) {
      errors.Add(at, "must be of the same negotiation");
    }
    if (!topics.insert(round.topics(i)).second) errors.Add(at, "stands twice; keep one");
  }
}

void CheckTopic(const v1::Topic& topic, absl::string_view field, base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(topic.titles(), absl::StrCat(field, ".titles"), errors);
}

void CheckPosition(const v1::Position& position, absl::string_view field,
                   base::FieldErrors& errors) {
  std::set<std::string> languages;
  for (int i = 0; i < position.texts_size(); ++i) {
    if (languages.insert(absl::AsciiStrToLower(position.texts(i).language())).second) continue;
    errors.Add(At(field, "texts", i), "there is another text in this language; keep one");
  }
  CheckRoundOf(position.round(), position.name(), field, errors);
  for (int i = 0; i < position.documents_size(); ++i) {
    CheckDocument(position.documents(i), At(field, "documents", i), errors);
  }
}

void CheckContact(const v1::Contact& contact, absl::string_view field, base::FieldErrors& errors) {
  if (!IsDate(contact.date())) errors.Add(absl::StrCat(field, ".date"), kDateForm);
  if (!contact.time_of_day().empty() && !IsTimeOfDay(contact.time_of_day())) {
    errors.Add(absl::StrCat(field, ".time_of_day"), "must be a time as 14:30, or empty");
  }
  CheckParticipants(contact.participants(), field, errors);
  CheckDocument(contact.basis(), absl::StrCat(field, ".basis"), errors);
  CheckDocument(contact.record(), absl::StrCat(field, ".record"), errors);
  CheckRoundOf(contact.round(), contact.name(), field, errors);
}

absl::optional<v1::Negotiation::State> StateAfter(v1::Negotiation::State state,
                                                  NegotiationVerb verb) {
  using State = v1::Negotiation;
  switch (verb) {
    case NegotiationVerb::kSuspend:
      if (state == State::OPEN) return State::SUSPENDED;
      break;
    case NegotiationVerb::kResume:
      if (state == State::SUSPENDED) return State::OPEN;
      break;
    case NegotiationVerb::kClose:
      if (state == State::OPEN || state == State::SUSPENDED) return State::CLOSED;
      break;
    case NegotiationVerb::kReopen:
      if (state == State::CLOSED) return State::OPEN;
      break;
  }
  return absl::nullopt;
}

absl::optional<v1::Topic::State> StateAfter(v1::Topic::State state, TopicVerb verb) {
  const bool is_open = state == v1::Topic::OPEN;
  if (is_open == (verb == TopicVerb::kReopen)) return absl::nullopt;
  if (verb == TopicVerb::kReopen) return v1::Topic::OPEN;
  return verb == TopicVerb::kAgree ? v1::Topic::AGREED : v1::Topic::DROPPED;
}

absl::Status WrongState(absl::string_view resource, absl::string_view state) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(resource, " is ", state, "; this cannot be done with it now"),
                      {{"resource", std::string(resource)}, {"state", std::string(state)}});
}

absl::Status CheckNotClosed(const v1::Negotiation& negotiation) {
  if (negotiation.state() != v1::Negotiation::CLOSED) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(negotiation.name(), " is closed: nothing in it changes; reopen it first"),
      {{"resource", negotiation.name()}, {"state", "CLOSED"}});
}

bool SeesBodies(const base::Access* access) {
  return access == nullptr || std::any_of(access->grants().begin(), access->grants().end(),
                                          [](const base::Grant& grant) {
                                            return grant.on.empty() ||
                                                   !base::NegotiationOf(grant.on).empty();
                                          });
}

absl::Status CheckMayClassify(const base::Access* access, v1::Classification classification) {
  if (base::IsClearedFor(access, classification)) return absl::OkStatus();
  const std::string& name = v1::Classification_Name(classification);
  return base::Refuse(
      absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_CLEARANCE_REQUIRED,
      absl::StrCat("you are not cleared for ", name,
                   ": you could not read what you write; classify it lower, or have somebody who "
                   "is cleared write it"),
      {{"classification", name}});
}

v1::Classification ClearanceOf(const base::Access* access) {
  return access == nullptr ? v1::SECRET : access->clearance();
}

}  // namespace plenary::negotiations
