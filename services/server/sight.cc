#include "services/server/sight.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/access/placement_table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/control/placement_table.h"
#include "services/delegations/placement_table.h"
#include "services/files/owner_table.h"
#include "services/matchmaking/table.h"
#include "services/negotiations/rules.h"
#include "services/negotiations/table.h"
#include "services/printing/table.h"
#include "services/schedule/table.h"
#include "services/storage/classified.h"
#include "services/storage/operation_owner.h"
#include "services/trips/table.h"

namespace plenary::server {
namespace {

using base::RoleSet;
using storage::Statement;

// Who reads the record of what others did, and of whom it was done by.
constexpr RoleSet kOverseers = {v1::AUDITOR, v1::ADMINISTRATOR};
// Who sees what roles and links others have where they hold one of these.
constexpr RoleSet kAccessRoles = {v1::EVENT_MANAGER, v1::AUDITOR, v1::ADMINISTRATOR};
// Who sees by whom protected data was read and what keeps it.
constexpr RoleSet kDataKeepers = {v1::ACCREDITATION_OFFICER, v1::AUDITOR, v1::ADMINISTRATOR};

// How it is told who sees a resource.
enum class Kind {
  kPartition,
  kEvent,      // and what everybody in it sees: its categories
  kEventPart,  // lies where its name says
  kActivity,   // a session or a meeting; bookings are for who sees all
  kMeetingRequest,
  kPrint,
  kParticipant,
  kProject,
  kPerson,
  kLikelyDuplicate,
  kPersonRecord,  // revelations, holds
  kOrganization,
  kUser,
  kBinding,
  kLink,
  kAsset,        // and venues, templates, settings of control: who has any role sees them
  kBody,         // standing bodies: for whoever negotiates
  kNegotiation,  // and what lies in it where its name says
  kPosition,     // besides, for who is cleared for it
  kUndertaking,  // commitments, plans, items: of a negotiation, or somebody's to carry out
  kTrip,         // for a negotiation, and of those who go or report
  kFeed,
  kFile,
  kOperation,
  kOther,
};

Kind KindInEvent(absl::string_view name, absl::string_view event) {
  const absl::string_view rest = name.substr(event.size());
  for (const absl::string_view open :
       {"/categories/", "/tracks/", "/plans/", "/schedule", "/matchmaking"}) {
    if (absl::StartsWith(rest, open)) return Kind::kEvent;
  }
  if (rest.empty()) return Kind::kEvent;
  for (const absl::string_view activity : {"/sessions/", "/meetings/"}) {
    if (absl::StartsWith(rest, activity)) return Kind::kActivity;
  }
  if (absl::StartsWith(rest, "/meetingRequests/")) return Kind::kMeetingRequest;
  if (absl::StartsWith(rest, "/participants/")) return Kind::kParticipant;
  if (absl::StartsWith(rest, "/prints/")) return Kind::kPrint;
  return absl::StartsWith(rest, "/projects/") ? Kind::kProject : Kind::kEventPart;
}

Kind KindOfPersonal(absl::string_view name) {
  if (absl::StrContains(name, "/likelyDuplicates/")) return Kind::kLikelyDuplicate;
  return std::count(name.begin(), name.end(), '/') == 1 ? Kind::kPerson : Kind::kPersonRecord;
}

Kind KindOf(absl::string_view name) {
  if (const absl::string_view event = base::EventOf(name); !event.empty()) {
    return KindInEvent(name, event);
  }
  if (!base::NegotiationOf(name).empty()) {
    return MayBeClassified(name) ? Kind::kPosition : Kind::kNegotiation;
  }
  if (absl::StartsWith(name, "bodies/")) return Kind::kBody;
  if (absl::StartsWith(name, "people/")) return KindOfPersonal(name);
  if (absl::StartsWith(name, "organizations/")) return Kind::kOrganization;
  if (absl::StartsWith(name, "users/")) return Kind::kUser;
  if (absl::StartsWith(name, "roleBindings/")) return Kind::kBinding;
  if (absl::StartsWith(name, "registrationLinks/")) return Kind::kLink;
  for (const absl::string_view asset :
       {"assets/", "venues/", "documentTemplates/", "controlSettings"}) {
    if (absl::StartsWith(name, asset)) return Kind::kAsset;
  }
  for (const absl::string_view undertaking : {"commitments/", "actionPlans/", "actionItems/"}) {
    if (absl::StartsWith(name, undertaking)) return Kind::kUndertaking;
  }
  if (absl::StartsWith(name, "trips/")) return Kind::kTrip;
  if (absl::StartsWith(name, "calendarFeeds/")) return Kind::kFeed;
  if (absl::StartsWith(name, "files/")) return Kind::kFile;
  if (absl::StartsWith(name, "operations/")) return Kind::kOperation;
  if (absl::StartsWith(name, "legalHolds/")) return Kind::kPersonRecord;
  for (const absl::string_view partition :
       {storage::kDirectoryPartition, storage::kAccessPartition, storage::kControlPartition,
        storage::kFiguresPartition}) {
    if (name == partition) return Kind::kPartition;
  }
  return Kind::kOther;
}

RoleSet Both(RoleSet some, RoleSet others) {
  RoleSet both;
  for (int role = v1::VIEWER; role < v1::Role_ARRAYSIZE; ++role) {
    const auto each = static_cast<v1::Role>(role);
    if (some.Has(each) && others.Has(each)) both.Add(each);
  }
  return both;
}

// Adds what is to be read of `name` to say who sees it.
void AddStatements(absl::string_view name, Placement& placement,
                   std::vector<Statement>& statements) {
  switch (KindOf(name)) {
    case Kind::kParticipant:
      return statements.push_back(delegations::SelectPlaceOfParticipant(name, placement.places));
    case Kind::kProject:
      return statements.push_back(delegations::SelectPlaceOfProject(name, placement.places));
    case Kind::kActivity:
      statements.push_back(schedule::SelectPlacesOfActivity(name, placement.places));
      return statements.push_back(schedule::SelectEventOfOpenActivity(name, placement.hosted));
    case Kind::kMeetingRequest:
      return statements.push_back(
          matchmaking::SelectPlacesOfMeetingRequest(name, placement.places));
    case Kind::kPrint:
      return statements.push_back(
          printing::SelectPlaceOfPrint(name, placement.places, placement.hosted));
    case Kind::kPerson:
      return statements.push_back(delegations::SelectPlacesOfPerson(name, placement.places));
    case Kind::kOrganization:
      statements.push_back(delegations::SelectDelegationsOf(name, placement.places));
      return statements.push_back(delegations::SelectEventsHostedBy(name, placement.hosted));
    case Kind::kUndertaking:
      statements.push_back(control::SelectNegotiationOf(name, placement.places));
      if (!absl::StartsWith(name, "actionItems/")) return;
      return statements.push_back(control::SelectPeopleOfItem(name, placement.people));
    case Kind::kTrip:
      statements.push_back(trips::SelectNegotiationOf(name, placement.places));
      return statements.push_back(trips::SelectPeopleOf(name, placement.people));
    case Kind::kBinding:
      return statements.push_back(access::SelectPlaceOfBinding(name, placement.places));
    case Kind::kLink:
      return statements.push_back(access::SelectPlaceOfLink(name, placement.places));
    case Kind::kPosition:
      return statements.push_back(storage::SelectClassification(name, placement.classification));
    case Kind::kFeed:
      return statements.push_back(schedule::SelectOwnerOfFeed(name, placement.owners));
    case Kind::kFile:
      // What is classified may have been printed into it.
      statements.push_back(storage::SelectClassification(name, placement.classification));
      return statements.push_back(files::SelectOwnerOfFile(name, placement.owners));
    case Kind::kOperation:
      return statements.push_back(storage::SelectOwnerOfOperation(name, placement.owners));
    default:
      return;
  }
}

}  // namespace

bool MayBeClassified(absl::string_view name) {
  const absl::string_view negotiation = base::NegotiationOf(name);
  absl::string_view rest = name.substr(negotiation.size());
  if (negotiation.empty() || !absl::ConsumePrefix(&rest, "/topics/")) return false;
  const size_t topic_end = rest.find('/');
  return topic_end != absl::string_view::npos &&
         absl::StartsWith(rest.substr(topic_end), "/positions/");
}

absl::string_view UserOf(absl::string_view caller) {
  constexpr absl::string_view kUsers = "users/";
  if (!absl::StartsWith(caller, kUsers)) return {};
  return caller.substr(0, caller.find('/', kUsers.size()));
}

Sight::Sight(const base::Access& access, absl::string_view caller)
    : access_(access),
      caller_(caller),
      user_(UserOf(caller)),
      sees_all_(access.HoldsOnInstallation(RoleSet::Any())) {}

bool Sight::IsSelf(absl::string_view name) const {
  return !user_.empty() && absl::StartsWith(name, user_) &&
         (name.size() == user_.size() || name[user_.size()] == '/');
}

bool Sight::SeesSomethingIn(absl::string_view event) const {
  const auto& grants = access_.grants();
  return sees_all_ || std::any_of(grants.begin(), grants.end(), [&](const base::Grant& grant) {
           return base::EventOf(grant.on) == event;
         });
}

absl::optional<bool> Sight::SeesByName(absl::string_view name) const {
  switch (KindOf(name)) {
    case Kind::kPartition:
      return true;
    case Kind::kEvent:
      return SeesSomethingIn(base::EventOf(name));
    case Kind::kEventPart:
      return access_.HoldsOn(RoleSet::Any(), name);
    case Kind::kParticipant:
    case Kind::kProject:
    case Kind::kActivity:
    case Kind::kMeetingRequest:
    case Kind::kPrint:
      if (access_.SeesEvent(base::EventOf(name))) return true;
      if (!SeesSomethingIn(base::EventOf(name))) return false;
      return absl::nullopt;
    case Kind::kPerson:
    case Kind::kOrganization:
      if (access_.SeesDirectory()) return true;
      return absl::nullopt;
    case Kind::kLikelyDuplicate:
      return access_.HoldsAnywhere(base::kSecretariat);
    case Kind::kPersonRecord:
      return access_.HoldsOnInstallation(kDataKeepers);
    case Kind::kUser:
      return IsSelf(name) || access_.HoldsOnInstallation(kOverseers);
    case Kind::kBinding:
    case Kind::kLink:
      if (access_.HoldsOnInstallation(kAccessRoles)) return true;
      if (!access_.HoldsAnywhere(kAccessRoles)) return false;
      return absl::nullopt;
    case Kind::kAsset:
      return access_.HoldsAnywhere(RoleSet::Any());
    case Kind::kBody:
      return negotiations::SeesBodies(&access_);
    case Kind::kNegotiation:
      return access_.HoldsOn(RoleSet::Any(), name);
    case Kind::kPosition:
      if (!access_.HoldsOn(RoleSet::Any(), name)) return false;
      if (IsClearedForAll()) return true;
      return absl::nullopt;
    case Kind::kUndertaking:
    case Kind::kTrip:
      if (access_.HoldsOnInstallation(RoleSet::Any())) return true;
      return absl::nullopt;
    case Kind::kFile:
      return absl::nullopt;
    case Kind::kFeed:
    case Kind::kOperation:
      if (access_.HoldsOnInstallation({v1::ADMINISTRATOR})) return true;
      return absl::nullopt;
    case Kind::kOther:
      return access_.HoldsOn(RoleSet::Any(), name);
  }
  return false;
}

bool Sight::Sees(absl::string_view name, const Placement& placement) const {
  if (const absl::optional<bool> sees = SeesByName(name); sees.has_value()) return *sees;
  const Kind kind = KindOf(name);
  if (kind == Kind::kPosition) {
    return placement.classification && base::IsClearedFor(&access_, *placement.classification);
  }
  const bool is_above = kind == Kind::kFile && placement.classification &&
                        !base::IsClearedFor(&access_, *placement.classification);
  if (is_above) return false;
  if (kind == Kind::kFile || kind == Kind::kOperation || kind == Kind::kFeed) {
    return std::find(placement.owners.begin(), placement.owners.end(), caller_) !=
           placement.owners.end();
  }
  const bool is_access = kind == Kind::kBinding || kind == Kind::kLink;
  const RoleSet roles = is_access ? kAccessRoles : RoleSet::Any();
  return std::any_of(placement.places.begin(), placement.places.end(),
                     [&](const std::string& place) { return access_.HoldsOn(roles, place); }) ||
         std::any_of(placement.hosted.begin(), placement.hosted.end(),
                     [&](const std::string& event) { return SeesSomethingIn(event); }) ||
         std::any_of(placement.people.begin(), placement.people.end(),
                     [&](const std::string& person) { return access_.person() == person; });
}

absl::optional<bool> Sight::HoldsByName(RoleSet roles, absl::string_view name) const {
  if (access_.HoldsOnInstallation(roles)) return true;
  switch (KindOf(name)) {
    case Kind::kEvent:
    case Kind::kEventPart:
    case Kind::kNegotiation:
    case Kind::kPosition:
      return access_.HoldsOn(roles, name);
    case Kind::kPerson:
    case Kind::kOrganization:
      if (access_.HoldsAnywhere(Both(roles, base::kDirectoryRoles))) return true;
      return absl::nullopt;
    case Kind::kParticipant:
    case Kind::kProject:
    case Kind::kActivity:
    case Kind::kMeetingRequest:
    case Kind::kPrint:
      if (access_.HoldsOn(roles, name)) return true;
      return absl::nullopt;
    case Kind::kBinding:
    case Kind::kLink:
      return absl::nullopt;
    default:
      return false;
  }
}

bool Sight::Holds(RoleSet roles, absl::string_view name, const Placement& placement) const {
  if (const absl::optional<bool> holds = HoldsByName(roles, name); holds.has_value()) {
    return *holds;
  }
  const Kind kind = KindOf(name);
  if (kind == Kind::kOrganization || placement.places.empty()) return false;
  const auto holds_on = [&](const std::string& place) { return access_.HoldsOn(roles, place); };
  // Each party of a meeting, or of a request for one, answers for its own people.
  if (kind == Kind::kActivity || kind == Kind::kMeetingRequest) {
    return std::any_of(placement.places.begin(), placement.places.end(), holds_on);
  }
  // Who takes part elsewhere, too, is not for one place to change.
  return std::all_of(placement.places.begin(), placement.places.end(), holds_on);
}

absl::StatusOr<Placements> LookUpAll(storage::Tx& tx, const std::vector<std::string>& names) {
  Placements placements;
  std::vector<Statement> statements;
  statements.reserve(names.size() * 3);
  for (const std::string& name : names) {
    const auto [found, is_new] = placements.try_emplace(name);
    if (!is_new) continue;
    AddStatements(found->first, found->second, statements);
    if (KindOf(name) != Kind::kOrganization) continue;
    statements.push_back(delegations::SelectPlacesOfPeopleOf(found->first, found->second.places));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return placements;
}

absl::Status Lookup::Load(const std::vector<absl::string_view>& names) {
  std::vector<Statement> statements;
  statements.reserve(names.size() * 2);
  for (const absl::string_view name : names) {
    if (placements_.find(name) != placements_.end()) continue;
    const auto found = placements_.try_emplace(std::string(name)).first;
    AddStatements(found->first, found->second, statements);
  }
  return statements.empty() ? absl::OkStatus() : tx_.RunAll(absl::MakeSpan(statements));
}

absl::Status Lookup::LoadPeopleOf(const std::vector<absl::string_view>& organizations) {
  std::vector<Statement> statements;
  statements.reserve(organizations.size());
  for (const absl::string_view name : organizations) {
    const auto found = placements_.find(name);
    statements.push_back(delegations::SelectPlacesOfPeopleOf(found->first, found->second.places));
  }
  return statements.empty() ? absl::OkStatus() : tx_.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<std::vector<bool>> Lookup::WhichAreSeen(
    const std::vector<absl::string_view>& names) {
  std::vector<bool> seen(names.size());
  std::vector<absl::string_view> unknown;
  unknown.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    const absl::optional<bool> by_name = sight_.SeesByName(names[i]);
    seen[i] = by_name.value_or(false);
    if (!by_name.has_value()) unknown.push_back(names[i]);
  }
  if (unknown.empty()) return seen;
  PLENARY_RETURN_IF_ERROR(Load(unknown));
  // Most organizations that are seen send a delegation; only for others are their people looked at.
  std::vector<absl::string_view> unseen;
  unseen.reserve(unknown.size());
  for (const absl::string_view name : unknown) {
    if (KindOf(name) == Kind::kOrganization && !sight_.Sees(name, placements_.find(name)->second)) {
      unseen.push_back(name);
    }
  }
  PLENARY_RETURN_IF_ERROR(LoadPeopleOf(unseen));
  for (size_t i = 0; i < names.size(); ++i) {
    const auto found = placements_.find(names[i]);
    if (found != placements_.end()) seen[i] = sight_.Sees(names[i], found->second);
  }
  return seen;
}

absl::StatusOr<bool> Lookup::Holds(RoleSet roles, absl::string_view name) {
  if (const absl::optional<bool> holds = sight_.HoldsByName(roles, name); holds.has_value()) {
    return *holds;
  }
  PLENARY_RETURN_IF_ERROR(Load({name}));
  return sight_.Holds(roles, name, placements_.find(name)->second);
}

}  // namespace plenary::server
