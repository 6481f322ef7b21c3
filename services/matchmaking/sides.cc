#include "services/matchmaking/sides.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::matchmaking {
namespace {

using storage::Tx;
using Side = v1::MeetingRequest::Side;

// How a party is named.
enum class Form { kDelegation, kParticipant, kOrganization };

Form FormOf(absl::string_view party) {
  if (base::HasForm(party, delegations::kDelegationPattern)) return Form::kDelegation;
  if (base::HasForm(party, delegations::kParticipantPattern)) return Form::kParticipant;
  return Form::kOrganization;
}

absl::Status NoSuchParty(absl::string_view name, absl::string_view field) {
  return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                      absl::StrCat(field, " names ", name,
                                   ", which does not take part in the event; "
                                   "ListMeetingPartners tells who does"),
                      {{"resource", std::string(name)}, {"field", std::string(field)}});
}

bool TakesPart(const v1::Delegation& delegation) {
  return !delegation.has_delete_time() && delegation.state() != v1::Delegation::DECLINED;
}

bool TakesPart(const v1::Participant& participant) {
  const auto state = participant.state();
  return !participant.has_delete_time() &&
         (state == v1::Participant::NOMINATED || state == v1::Participant::CONFIRMED ||
          state == v1::Participant::ACCEPTED);
}

// --- One party.

absl::Status CheckHasNoDelegation(Tx& tx, absl::string_view event, const std::string& organization,
                                  absl::string_view field) {
  PLENARY_ASSIGN_OR_RETURN(const auto delegations, delegations::ListAllDelegations(tx, event));
  for (const v1::Delegation& each : delegations) {
    if (each.organization() != organization || !TakesPart(each)) continue;
    return base::BadField(field, absl::StrCat("must be the delegation, since the organization has "
                                              "one at the event: ",
                                              each.name()));
  }
  return absl::OkStatus();
}

absl::StatusOr<Party> FindOrganizationParty(Tx& tx, absl::string_view event,
                                            const std::string& name, absl::string_view field) {
  PLENARY_ASSIGN_OR_RETURN(const auto organization, directory::FindOrganization(tx, name));
  if (!organization || organization->has_delete_time()) return NoSuchParty(name, field);
  PLENARY_RETURN_IF_ERROR(CheckHasNoDelegation(tx, event, name, field));
  Party party;
  party.name = name;
  party.organization = name;
  party.type = organization->type();
  return party;
}

// --- Many.

// The resources that are there, by name.
template <class Resource>
absl::Status Keep(const std::vector<std::string>& names,
                  absl::StatusOr<std::vector<absl::optional<Resource>>> found,
                  std::map<std::string, Resource>& into) {
  if (!found.ok()) return found.status();
  for (size_t i = 0; i < names.size(); ++i) {
    if ((*found)[i]) into.emplace(names[i], *std::move((*found)[i]));
  }
  return absl::OkStatus();
}

std::vector<std::string> Distinct(std::set<std::string> names) {
  names.erase("");
  return {names.begin(), names.end()};
}

absl::Status FillTypes(Tx& tx, std::vector<Party>& parties) {
  std::set<std::string> names;
  for (const Party& party : parties) names.insert(party.organization);
  const std::vector<std::string> distinct = Distinct(std::move(names));
  std::map<std::string, v1::Organization> organizations;
  PLENARY_RETURN_IF_ERROR(
      Keep(distinct, directory::FindOrganizations(tx, distinct), organizations));
  for (Party& party : parties) {
    const auto found = organizations.find(party.organization);
    if (found != organizations.end()) party.type = found->second.type();
  }
  return absl::OkStatus();
}

absl::Status FillCategories(Tx& tx, Party& party) {
  PLENARY_ASSIGN_OR_RETURN(const auto people, delegations::ListActiveOf(tx, party.name));
  for (const delegations::Participation& each : people) {
    party.categories.insert(each.participant.category());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Party>> PartiesOf(Tx& tx, const std::vector<v1::Delegation>& delegations,
                                             bool with_categories) {
  std::vector<Party> parties;
  parties.reserve(delegations.size());
  for (const v1::Delegation& each : delegations) {
    Party& party = parties.emplace_back();
    party.name = each.name();
    party.delegation = each.name();
    party.organization = each.organization();
    party.direction = each.direction();
    if (with_categories) PLENARY_RETURN_IF_ERROR(FillCategories(tx, party));
  }
  PLENARY_RETURN_IF_ERROR(FillTypes(tx, parties));
  return parties;
}

absl::StatusOr<std::vector<Party>> PartiesOf(Tx& tx,
                                             const std::vector<v1::Participant>& participants) {
  std::set<std::string> of_delegations;
  std::set<std::string> alone;
  for (const v1::Participant& each : participants) {
    (each.delegation().empty() ? alone : of_delegations)
        .insert(each.delegation().empty() ? each.person() : each.delegation());
  }
  const std::vector<std::string> delegation_names = Distinct(std::move(of_delegations));
  const std::vector<std::string> person_names = Distinct(std::move(alone));
  std::map<std::string, v1::Delegation> delegations;
  std::map<std::string, v1::Person> people;
  PLENARY_RETURN_IF_ERROR(
      Keep(delegation_names, delegations::FindDelegations(tx, delegation_names), delegations));
  PLENARY_RETURN_IF_ERROR(Keep(person_names, directory::FindPeople(tx, person_names), people));
  std::vector<Party> parties;
  parties.reserve(participants.size());
  for (const v1::Participant& each : participants) {
    Party& party = parties.emplace_back();
    party.name = each.name();
    party.person = each.person();
    party.category = each.category();
    party.delegation = each.delegation();
    const auto delegation = delegations.find(each.delegation());
    const auto person = people.find(each.person());
    if (delegation != delegations.end()) {
      party.organization = delegation->second.organization();
      party.direction = delegation->second.direction();
    } else if (person != people.end()) {
      party.organization = person->second.organization();
    }
  }
  PLENARY_RETURN_IF_ERROR(FillTypes(tx, parties));
  return parties;
}

absl::StatusOr<Party> FindParty(Tx& tx, absl::string_view event, const std::string& name,
                                absl::string_view field, bool with_categories) {
  const Form form = FormOf(name);
  if (form == Form::kOrganization) return FindOrganizationParty(tx, event, name, field);
  if (form == Form::kDelegation) {
    PLENARY_ASSIGN_OR_RETURN(const auto delegation, delegations::FindDelegation(tx, name));
    if (!delegation || !TakesPart(*delegation)) return NoSuchParty(name, field);
    PLENARY_ASSIGN_OR_RETURN(std::vector<Party> parties,
                             PartiesOf(tx, {*delegation}, with_categories));
    return std::move(parties.front());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto participant, delegations::FindParticipant(tx, name));
  if (!participant || !TakesPart(*participant)) return NoSuchParty(name, field);
  PLENARY_ASSIGN_OR_RETURN(std::vector<Party> parties, PartiesOf(tx, {*participant}));
  return std::move(parties.front());
}

std::vector<std::string> NamesOf(const Party& party) {
  return Distinct({party.name, party.delegation, party.organization});
}

absl::Status CheckNotBlocked(Tx& tx, absl::string_view event, const Party& from, const Party& to) {
  for (const std::string& one : NamesOf(from)) {
    for (const std::string& other : NamesOf(to)) {
      PLENARY_ASSIGN_OR_RETURN(const std::string blocked,
                               BlockedPairOf(tx, event, PairOf(one, other)));
      if (!blocked.empty()) return PairBlocked();
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPeople(Tx& tx, const Side& side, const Side& before, absl::string_view delegation,
                         absl::string_view prefix) {
  std::set<std::string> known(before.people().begin(), before.people().end());
  known.insert(before.optional_people().begin(), before.optional_people().end());
  const auto check = [&](const std::string& who, const std::string& at) -> absl::Status {
    if (known.count(who) > 0) return absl::OkStatus();
    if (absl::StartsWith(who, "people/")) {
      PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx, who));
      return storage::CheckReference(person, at, who);
    }
    PLENARY_ASSIGN_OR_RETURN(const auto participant, delegations::FindParticipant(tx, who));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(participant, at, who));
    if (delegation.empty() || participant->delegation() == delegation) return absl::OkStatus();
    return base::BadField(at, absl::StrCat("must come with ", delegation));
  };
  for (int i = 0; i < side.people_size(); ++i) {
    PLENARY_RETURN_IF_ERROR(check(side.people(i), absl::StrCat(prefix, "people[", i, "]")));
  }
  for (int i = 0; i < side.optional_people_size(); ++i) {
    PLENARY_RETURN_IF_ERROR(
        check(side.optional_people(i), absl::StrCat(prefix, "optional_people[", i, "]")));
  }
  return absl::OkStatus();
}

Actor ActorOf(const base::Access* access, absl::string_view event, const Sides& sides) {
  Actor actor;
  actor.is_secretariat = base::IsSecretariat(access, event);
  const auto speaks_for = [&](const std::string& delegation) {
    return actor.is_secretariat ||
           (!delegation.empty() && access->HoldsOn({v1::REGISTRAR}, delegation));
  };
  actor.is_requester = speaks_for(sides.from);
  actor.is_asked = speaks_for(sides.to);
  return actor;
}

std::string TextIn(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
                   absl::string_view language) {
  for (const v1::LocalizedText& text : texts) {
    if (text.language() == language) return text.text();
  }
  return texts.empty() ? std::string() : texts.Get(0).text();
}

absl::Status FillNames(Tx& tx, std::vector<v1::MeetingRequest>& requests) {
  std::map<Form, std::set<std::string>> named;
  for (const v1::MeetingRequest& request : requests) {
    for (const Side* side : {&request.from(), &request.to()}) {
      named[FormOf(side->party())].insert(side->party());
    }
  }
  const std::vector<std::string> delegation_names = Distinct(named[Form::kDelegation]);
  const std::vector<std::string> participant_names = Distinct(named[Form::kParticipant]);
  std::map<std::string, v1::Delegation> delegations;
  std::map<std::string, v1::Participant> participants;
  PLENARY_RETURN_IF_ERROR(
      Keep(delegation_names, delegations::FindDelegations(tx, delegation_names), delegations));
  PLENARY_RETURN_IF_ERROR(
      Keep(participant_names, delegations::FindParticipants(tx, participant_names), participants));
  for (const auto& [name, delegation] : delegations) {
    named[Form::kOrganization].insert(delegation.organization());
  }
  const std::vector<std::string> organization_names = Distinct(named[Form::kOrganization]);
  std::map<std::string, v1::Organization> organizations;
  PLENARY_RETURN_IF_ERROR(Keep(
      organization_names, directory::FindOrganizations(tx, organization_names), organizations));
  const auto name_of = [&](const std::string& party) -> std::string {
    if (FormOf(party) == Form::kParticipant) return participants[party].display_name();
    const v1::Delegation& delegation = delegations[party];
    if (!delegation.display_names().empty()) return TextIn(delegation.display_names(), "");
    const bool is_organization = FormOf(party) == Form::kOrganization;
    return TextIn(
        organizations[is_organization ? party : delegation.organization()].display_names(), "");
  };
  for (v1::MeetingRequest& request : requests) {
    for (Side* side : {request.mutable_from(), request.mutable_to()}) {
      side->set_display_name(name_of(side->party()));
    }
  }
  return absl::OkStatus();
}

}  // namespace plenary::matchmaking
