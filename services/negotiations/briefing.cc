// What one should know before a round.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/names/written.h"
#include "services/negotiations/dossier.h"
#include "services/negotiations/rules.h"
#include "services/negotiations/service.h"

namespace plenary::negotiations {
namespace {

using storage::Call;
using storage::Tx;
using Somebody = v1::Briefing::Somebody;

constexpr int64_t kMostTopics = 200;
constexpr int64_t kMostRounds = 5;
constexpr int64_t kMostContacts = 10;

// The round a briefing is for: the one that is named, or the last of the negotiation.
absl::StatusOr<absl::optional<v1::Round>> RoundFor(Tx& tx, const std::string& name) {
  if (base::NegotiationOf(name) != name) {
    PLENARY_ASSIGN_OR_RETURN(v1::Round round, storage::Living(FindRound(tx, name), name));
    return absl::make_optional(std::move(round));
  }
  PLENARY_ASSIGN_OR_RETURN(auto rounds,
                           RoundsBelow(tx, name, std::numeric_limits<int64_t>::max(), 1));
  if (rounds.empty()) return absl::optional<v1::Round>();
  return absl::make_optional(std::move(rounds.front()));
}

// Who takes part in a round: theirs first, heads first.
absl::Status AddPeople(Tx& tx, const v1::Round& round, absl::string_view language,
                       v1::Briefing& briefing) {
  std::vector<std::string> names;
  names.reserve(static_cast<size_t>(round.participants_size()));
  for (const v1::Presence& each : round.participants()) names.push_back(each.person());
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPeople(tx, names));
  std::vector<Somebody> people;
  people.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    const v1::Presence& each = round.participants(static_cast<int>(i));
    Somebody& somebody = people.emplace_back();
    somebody.set_person(each.person());
    somebody.set_side(each.side());
    somebody.set_role(each.role());
    somebody.set_is_head(each.is_head());
    if (!found[i]) continue;
    somebody.set_display_name(names::WrittenName(*found[i], language));
    somebody.set_organization(found[i]->organization());
  }
  const auto rank = [](const Somebody& somebody) {
    return std::make_pair(somebody.side() != v1::Negotiation::THEIRS, !somebody.is_head());
  };
  std::stable_sort(people.begin(), people.end(),
                   [&](const Somebody& a, const Somebody& b) { return rank(a) < rank(b); });
  for (Somebody& somebody : people) *briefing.add_people() = std::move(somebody);
  return absl::OkStatus();
}

// What is open, with what the caller is cleared for; of a round with topics, what it is about.
absl::Status AddTopics(Tx& tx, const base::Access* access, v1::Briefing& briefing) {
  const auto& about = briefing.round().topics();
  const std::set<std::string> wanted(about.begin(), about.end());
  PLENARY_ASSIGN_OR_RETURN(auto topics, OpenTopics(tx, briefing.negotiation().name(), kMostTopics));
  for (v1::Topic& topic : topics) {
    if (!wanted.empty() && wanted.count(topic.name()) == 0) continue;
    PLENARY_ASSIGN_OR_RETURN(auto positions, PositionsOn(tx, topic.name(), ClearanceOf(access)));
    v1::Briefing::OpenTopic& open = *briefing.add_topics();
    *open.mutable_topic() = std::move(topic);
    for (v1::Position& position : positions) *open.add_positions() = std::move(position);
  }
  return absl::OkStatus();
}

// The rounds before the one of the briefing, and the last contacts.
absl::Status AddPast(Tx& tx, v1::Briefing& briefing) {
  const std::string& negotiation = briefing.negotiation().name();
  PLENARY_ASSIGN_OR_RETURN(auto rounds,
                           RoundsBelow(tx, negotiation, briefing.round().number(), kMostRounds));
  for (v1::Round& round : rounds) *briefing.add_past_rounds() = std::move(round);
  PLENARY_ASSIGN_OR_RETURN(auto contacts, LastContacts(tx, negotiation, kMostContacts));
  for (v1::Contact& contact : contacts) *briefing.add_contacts() = std::move(contact);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Briefing> NegotiationService::GetBriefing(
    Tx& tx, const Call& call, const v1::GetBriefingRequest& request) const {
  const absl::string_view name = base::NegotiationOf(request.name());
  v1::Briefing briefing;
  PLENARY_ASSIGN_OR_RETURN(*briefing.mutable_negotiation(),
                           storage::Living(FindNegotiation(tx, name), name));
  if (const std::string& body = briefing.negotiation().body(); !body.empty()) {
    PLENARY_ASSIGN_OR_RETURN(*briefing.mutable_body(), storage::Existing(FindBody(tx, body), body));
  }
  PLENARY_ASSIGN_OR_RETURN(auto round, RoundFor(tx, request.name()));
  if (round) {
    PLENARY_RETURN_IF_ERROR(AddPeople(tx, *round, request.language_code(), briefing));
    *briefing.mutable_round() = *std::move(round);
  }
  PLENARY_RETURN_IF_ERROR(AddTopics(tx, call.access, briefing));
  PLENARY_RETURN_IF_ERROR(AddPast(tx, briefing));
  return briefing;
}

}  // namespace plenary::negotiations
