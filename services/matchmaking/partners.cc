// Whom a side may ask.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/matchmaking/requests.h"
#include "services/matchmaking/service.h"
#include "services/matchmaking/sides.h"
#include "services/storage/resource.h"

namespace plenary::matchmaking {
namespace {

using storage::Call;
using storage::Tx;

// Delegations come first, then participants. A page token says which, then how far.
constexpr char kDelegations = 'd';
constexpr char kParticipants = 'p';

// Who asks, and what keeps parties from it.
struct Asker {
  absl::optional<Party> party;  // nullopt: the organisers, who may ask for anybody
  v1::MatchmakingSettings settings;
  std::set<std::string> blocked;  // pairs

  bool MayAskFor(const Party& other) const {
    if (!party.has_value()) return true;
    const bool is_own = other.name == party->name ||
                        (!party->delegation.empty() && other.delegation == party->delegation);
    if (is_own || !MayAsk(settings, *party, other)) return false;
    for (const std::string& one : NamesOf(*party)) {
      for (const std::string& another : NamesOf(other)) {
        if (blocked.count(PairOf(one, another)) > 0) return false;
      }
    }
    return true;
  }
};

absl::StatusOr<Asker> FindAsker(Tx& tx, const v1::ListMeetingPartnersRequest& request) {
  Asker asker;
  PLENARY_ASSIGN_OR_RETURN(asker.settings, FindSettings(tx, request.parent()));
  if (request.party().empty()) return asker;
  PLENARY_ASSIGN_OR_RETURN(asker.party, FindParty(tx, request.parent(), request.party(), "party",
                                                  SpeaksOfCategories(asker.settings)));
  PLENARY_ASSIGN_OR_RETURN(const auto pairs, ListAllBlockedPairs(tx, request.parent()));
  for (const v1::BlockedPair& pair : pairs) {
    asker.blocked.insert(PairOf(pair.first(), pair.second()));
  }
  return asker;
}

// A page of the delegations or participants of an event, as far as the request goes.
template <class Resource, class List>
absl::StatusOr<storage::Page<Resource>> ReadSome(Tx& tx, const Call& call,
                                                 const base::ListSpec& spec,
                                                 const std::string& filter,
                                                 const v1::ListMeetingPartnersRequest& request,
                                                 const base::TokenSealer& sealer) {
  List list;
  list.set_filter(filter);
  list.set_order_by("sort_name");
  list.set_page_size(request.page_size());
  if (!request.page_token().empty()) list.set_page_token(request.page_token().substr(1));
  return storage::List<Resource>(tx, call, spec, list,
                                 absl::StrCat(request.parent(), " ", request.party()), "event = $1",
                                 {request.parent()}, sealer);
}

absl::StatusOr<std::vector<absl::optional<v1::Organization>>> OrganizationsOf(
    Tx& tx, const std::vector<v1::Delegation>& delegations) {
  std::vector<std::string> names;
  names.reserve(delegations.size());
  for (const v1::Delegation& each : delegations) names.push_back(each.organization());
  return directory::FindOrganizations(tx, names);
}

absl::Status AddDelegations(Tx& tx, const Asker& asker, absl::string_view language,
                            const std::vector<v1::Delegation>& delegations,
                            v1::ListMeetingPartnersResponse& response) {
  PLENARY_ASSIGN_OR_RETURN(const auto parties,
                           PartiesOf(tx, delegations, SpeaksOfCategories(asker.settings)));
  PLENARY_ASSIGN_OR_RETURN(const auto organizations, OrganizationsOf(tx, delegations));
  for (size_t i = 0; i < delegations.size(); ++i) {
    if (!asker.MayAskFor(parties[i])) continue;
    v1::MeetingPartner& partner = *response.add_meeting_partners();
    partner.set_party(delegations[i].name());
    if (organizations[i].has_value()) {
      partner.set_organization_display_name(TextIn(organizations[i]->display_names(), language));
    }
    partner.set_display_name(delegations[i].display_names().empty()
                                 ? partner.organization_display_name()
                                 : TextIn(delegations[i].display_names(), language));
  }
  return absl::OkStatus();
}

absl::Status AddParticipants(Tx& tx, const Asker& asker, absl::string_view language,
                             const std::vector<v1::Participant>& participants,
                             v1::ListMeetingPartnersResponse& response) {
  PLENARY_ASSIGN_OR_RETURN(const auto parties, PartiesOf(tx, participants));
  for (size_t i = 0; i < participants.size(); ++i) {
    if (!asker.MayAskFor(parties[i])) continue;
    v1::MeetingPartner& partner = *response.add_meeting_partners();
    partner.set_party(participants[i].name());
    partner.set_display_name(participants[i].display_name());
    partner.set_title(TextIn(participants[i].titles(), language));
    partner.set_organization_display_name(TextIn(participants[i].affiliations(), language));
  }
  return absl::OkStatus();
}

absl::Status CheckToken(const std::string& token) {
  if (token.empty() || token[0] == kDelegations || token[0] == kParticipants) {
    return absl::OkStatus();
  }
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_PAGE_TOKEN,
                      "page_token is damaged; begin the list anew");
}

// Whoever may not ask is told of nobody.
absl::Status CheckMayLook(const Call& call, const Asker& asker, const std::string& event,
                          absl::Time now) {
  const bool is_secretariat = base::IsSecretariat(call.access, event);
  if (!asker.party.has_value() && !is_secretariat) {
    return SecretariatOnly("asking in the organisers' name", "party");
  }
  return CheckWindow(asker.settings, is_secretariat, now);
}

}  // namespace

absl::StatusOr<v1::ListMeetingPartnersResponse> MatchmakingService::ListMeetingPartners(
    Tx& tx, const Call& call, const v1::ListMeetingPartnersRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(events::FindEvent(tx, request.parent()), request.parent()).status());
  PLENARY_RETURN_IF_ERROR(CheckToken(request.page_token()));
  if (!request.party().empty() && base::EventOf(request.party()) != request.parent()) {
    return base::BadField("party", absl::StrCat("must be of ", request.parent()));
  }
  PLENARY_ASSIGN_OR_RETURN(const Asker asker, FindAsker(tx, request));
  PLENARY_RETURN_IF_ERROR(CheckMayLook(call, asker, request.parent(), tx.now()));
  const absl::string_view language = base::ReaderLanguage(request.language_code());
  v1::ListMeetingPartnersResponse response;
  const std::string& token = request.page_token();
  if (token.empty() || token[0] == kDelegations) {
    PLENARY_ASSIGN_OR_RETURN(const auto page, (ReadSome<v1::Delegation, v1::ListDelegationsRequest>(
                                                  tx, call, delegations::DelegationList(language),
                                                  "NOT state = DECLINED", request, sealer_)));
    PLENARY_RETURN_IF_ERROR(
        AddDelegations(tx, asker, request.language_code(), page.resources, response));
    response.set_next_page_token(
        page.next_page_token.empty()
            ? std::string(1, kParticipants)
            : absl::StrCat(std::string(1, kDelegations), page.next_page_token));
    return response;
  }
  PLENARY_ASSIGN_OR_RETURN(
      const auto page,
      (ReadSome<v1::Participant, v1::ListParticipantsRequest>(
          tx, call, delegations::ParticipantList(language),
          "listed = true AND (state = CONFIRMED OR state = ACCEPTED)", request, sealer_)));
  PLENARY_RETURN_IF_ERROR(
      AddParticipants(tx, asker, request.language_code(), page.resources, response));
  if (!page.next_page_token.empty()) {
    response.set_next_page_token(absl::StrCat(std::string(1, kParticipants), page.next_page_token));
  }
  return response;
}

}  // namespace plenary::matchmaking
