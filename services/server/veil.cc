#include "services/server/veil.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "google/protobuf/any.pb.h"
#include "google/rpc/error_details.pb.h"
#include "plenary/v1/error_reason.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

using google::protobuf::Any;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::rpc::BadRequest;
using google::rpc::ErrorInfo;
using google::rpc::Status;

// What resource names begin with.
constexpr std::array<absl::string_view, 17> kCollections = {
    "events/",      "people/",           "organizations/", "users/",        "roleBindings/",
    "files/",       "operations/",       "legalHolds/",    "negotiations/", "bodies/",
    "commitments/", "actionPlans/",      "actionItems/",   "trips/",        "results/",
    "indicators/",  "registrationLinks/"};

// Metadata that says where in the request something is, or what the refusal is about in general.
constexpr std::array<absl::string_view, 4> kOfTheRequest = {"row", "line", "field", "roles"};

constexpr absl::string_view kHiddenWords =
    "this stands against something that you may not see; ask the secretariat";
constexpr absl::string_view kParticipatesWords =
    "the person already takes part in this event; ask the secretariat";
constexpr absl::string_view kLimitWords =
    "no seat is left in this category of the event; wait in line, choose another category, or ask "
    "the secretariat";

bool IsInName(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-'; }

// The end of a name that has its first collection before `at`.
size_t EndOfName(absl::string_view text, size_t at) {
  size_t end = at;
  while (true) {
    size_t next = end;
    while (next < text.size() && IsInName(text[next])) ++next;
    if (next == end) return end == at ? at : end - 1;  // a slash with nothing behind it
    if (next == text.size() || text[next] != '/') return next;
    end = next + 1;
  }
}

// What a refusal tells, in all its parts.
struct Told {
  Status* status = nullptr;
  ErrorInfo info;
  BadRequest bad_request;
};

template <class Detail>
void Unpack(const Status& status, Detail& into) {
  for (const Any& detail : status.details()) detail.UnpackTo(&into);
}

template <class Detail>
void Pack(const Detail& from, Status& status) {
  for (Any& detail : *status.mutable_details()) {
    if (detail.Is<Detail>()) detail.PackFrom(from);
  }
}

// Calls `take` with each text of a refusal.
template <class Take>
void ForEachText(const Told& told, const Take& take) {
  take(told.status->message());
  for (const auto& [key, value] : told.info.metadata()) take(value);
  for (const auto& violation : told.bad_request.field_violations()) take(violation.description());
}

using Hidden = std::set<absl::string_view>;

bool NamesHidden(absl::string_view text, const Hidden& hidden) {
  const std::vector<absl::string_view> names = NamesIn(text);
  return std::any_of(names.begin(), names.end(),
                     [&](absl::string_view name) { return hidden.count(name) > 0; });
}

bool IsName(absl::string_view text) {
  const std::vector<absl::string_view> names = NamesIn(text);
  return names.size() == 1 && names.front() == text;
}

absl::string_view GeneralWords(absl::string_view reason) {
  if (reason == "PERSON_ALREADY_PARTICIPATES") return kParticipatesWords;
  return reason == "CATEGORY_LIMIT_REACHED" ? kLimitWords : kHiddenWords;
}

// How full a category is in the whole event is for those who see it whole.
bool TellsOfWholeEvent(const Told& told, const Sight& sight) {
  if (told.info.reason() != "CATEGORY_LIMIT_REACHED" || sight.SeesAll()) return false;
  const auto category = told.info.metadata().find("category");
  return category == told.info.metadata().end() || !sight.access().SeesEvent(category->second);
}

// Leaves of the metadata what is seen, and where in the request it happened.
void Thin(const Hidden& hidden, ErrorInfo& info) {
  const auto metadata = info.metadata();
  info.clear_metadata();
  for (const auto& [key, value] : metadata) {
    const bool is_of_request =
        std::find(kOfTheRequest.begin(), kOfTheRequest.end(), key) != kOfTheRequest.end();
    const bool is_seen = IsName(value) && hidden.count(value) == 0;
    if (is_of_request || is_seen) (*info.mutable_metadata())[key] = value;
  }
}

void Veil(const Hidden& hidden, const Sight& sight, Told& told) {
  bool hides = TellsOfWholeEvent(told, sight);
  ForEachText(told, [&](absl::string_view text) { hides = hides || NamesHidden(text, hidden); });
  if (!hides) return;
  const std::string words(GeneralWords(told.info.reason()));
  told.status->set_message(words);
  Thin(hidden, told.info);
  for (auto& violation : *told.bad_request.mutable_field_violations()) {
    violation.set_description(words);
  }
  Pack(told.info, *told.status);
  Pack(told.bad_request, *told.status);
}

// Calls `take` with every google.rpc.Status in `message`.
void ForEachRefusal(Message& message, const std::function<void(Status&)>& take) {
  if (message.GetDescriptor() == Status::descriptor()) return take(static_cast<Status&>(message));
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr || field->is_map()) continue;
    if (!field->is_repeated()) {
      ForEachRefusal(*reflection.MutableMessage(&message, field), take);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      ForEachRefusal(*reflection.MutableRepeatedMessage(&message, field, i), take);
    }
  }
}

}  // namespace

std::vector<absl::string_view> NamesIn(absl::string_view text) {
  std::vector<absl::string_view> names;
  size_t at = 0;
  while ((at = text.find('/', at)) != absl::string_view::npos) {
    size_t begin = at;
    while (begin > 0 && IsInName(text[begin - 1])) --begin;
    const absl::string_view collection = text.substr(begin, at + 1 - begin);
    ++at;
    if (std::find(kCollections.begin(), kCollections.end(), collection) == kCollections.end()) {
      continue;
    }
    const size_t end = EndOfName(text, at);
    const absl::string_view name = text.substr(begin, end - begin);
    if (end > at && !absl::EndsWith(name, "/-")) names.push_back(name);
    at = std::max(at, end);
  }
  return names;
}

absl::Status VeilEach(storage::Tx& tx, const Sight& sight, const std::vector<Status*>& refusals) {
  if (sight.SeesAll() && sight.IsClearedForAll()) return absl::OkStatus();
  std::vector<Told> all(refusals.size());
  std::vector<absl::string_view> names;
  for (size_t i = 0; i < refusals.size(); ++i) {
    all[i].status = refusals[i];
    Unpack(*refusals[i], all[i].info);
    Unpack(*refusals[i], all[i].bad_request);
    ForEachText(all[i], [&](absl::string_view text) {
      for (const absl::string_view name : NamesIn(text)) {
        if (!sight.SeesAll() || MayBeClassified(name)) names.push_back(name);
      }
    });
  }
  // The names are parts of what is changed below.
  const std::set<std::string> distinct(names.begin(), names.end());
  names.assign(distinct.begin(), distinct.end());
  Lookup lookup(tx, sight);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<bool> seen, lookup.WhichAreSeen(names));
  Hidden hidden;
  for (size_t i = 0; i < names.size(); ++i) {
    if (!seen[i]) hidden.insert(names[i]);
  }
  for (Told& told : all) Veil(hidden, sight, told);
  return absl::OkStatus();
}

absl::Status CheckCleared(const base::Access& access, const Message& answer) {
  if (answer.GetDescriptor() == v1::Position::descriptor()) {
    const auto& position = static_cast<const v1::Position&>(answer);
    const bool is_cleared = base::IsClearedFor(&access, position.classification());
    return is_cleared ? absl::OkStatus() : base::NotFound(position.name());
  }
  const Reflection& reflection = *answer.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(answer, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr || field->is_map()) continue;
    if (!field->is_repeated()) {
      PLENARY_RETURN_IF_ERROR(CheckCleared(access, reflection.GetMessage(answer, field)));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(answer, field); ++i) {
      PLENARY_RETURN_IF_ERROR(
          CheckCleared(access, reflection.GetRepeatedMessage(answer, field, i)));
    }
  }
  return absl::OkStatus();
}

std::vector<Status*> RefusalsIn(Message& answer) {
  std::vector<Status*> refusals;
  ForEachRefusal(answer, [&](Status& status) { refusals.push_back(&status); });
  return refusals;
}

}  // namespace plenary::server
