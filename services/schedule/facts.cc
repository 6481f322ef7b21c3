#include "services/schedule/facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Tx;

// Parts of parts, their venues and people: no chain of references is longer.
constexpr int kMostRounds = 6;

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

// Loads in rounds: what was found names more.
class Loading {
 public:
  Loading(Tx& tx, Facts& facts) : tx_(tx), facts_(facts) {}

  absl::Status Run(Named named) {
    for (const std::string& delegation : named.heads_of) named.delegations.insert(delegation);
    for (int round = 0; round < kMostRounds; ++round) {
      PLENARY_RETURN_IF_ERROR(LoadRound(named));
      named = MoreOf(named);
      if (HasAll(named)) return absl::OkStatus();
    }
    return absl::OkStatus();
  }

 private:
  // Whether all of `names` are among the facts, or were asked for in vain.
  template <class Resource>
  bool HasAll(const std::set<std::string>& names,
              const std::map<std::string, Resource>& facts) const {
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      return facts.count(name) > 0 || asked_.count(name) > 0;
    });
  }

  bool HasAll(const Named& named) const {
    return HasAll(named.assets, facts_.assets) && HasAll(named.venues, facts_.venues) &&
           HasAll(named.participants, facts_.participants) && HasAll(named.people, facts_.people) &&
           HasAll(named.delegations, facts_.delegations) &&
           HasAll(named.organizations, facts_.organizations) && HasAll(named.tracks, facts_.tracks);
  }

  template <class Find, class Resource>
  absl::Status LoadEach(const std::set<std::string>& wanted, const Find& find,
                        std::map<std::string, Resource>& into) {
    std::vector<std::string> names;
    names.reserve(wanted.size());
    for (const std::string& name : wanted) {
      if (into.count(name) == 0 && asked_.insert(name).second) names.push_back(name);
    }
    return names.empty() ? absl::OkStatus() : Keep(names, find(tx_, names), into);
  }

  absl::Status LoadRound(const Named& named) {
    PLENARY_RETURN_IF_ERROR(LoadEach(named.assets, assets::FindAssets, facts_.assets));
    PLENARY_RETURN_IF_ERROR(LoadEach(named.venues, assets::FindVenues, facts_.venues));
    PLENARY_RETURN_IF_ERROR(
        LoadEach(named.participants, delegations::FindParticipants, facts_.participants));
    PLENARY_RETURN_IF_ERROR(LoadEach(named.people, directory::FindPeople, facts_.people));
    PLENARY_RETURN_IF_ERROR(
        LoadEach(named.delegations, delegations::FindDelegations, facts_.delegations));
    PLENARY_RETURN_IF_ERROR(
        LoadEach(named.organizations, directory::FindOrganizations, facts_.organizations));
    return LoadEach(named.tracks, FindTracks, facts_.tracks);
  }

  // What the facts about `named` name in their turn.
  Named MoreOf(const Named& named) const {
    Named more;
    more.heads_of = named.heads_of;
    for (const std::string& name : named.assets) AddMoreOfAsset(name, more);
    for (const std::string& name : named.participants) {
      const auto found = facts_.participants.find(name);
      if (found == facts_.participants.end()) continue;
      more.people.insert(found->second.person());
      if (!found->second.delegation().empty()) more.delegations.insert(found->second.delegation());
    }
    for (const std::string& name : named.heads_of) {
      const auto found = facts_.delegations.find(name);
      if (found == facts_.delegations.end()) continue;
      for (const v1::Headship& headship : found->second.headships()) {
        more.participants.insert(headship.participant());
      }
    }
    for (const std::string& name : named.delegations) {
      const auto found = facts_.delegations.find(name);
      if (found != facts_.delegations.end()) {
        more.organizations.insert(found->second.organization());
      }
    }
    return more;
  }

  void AddMoreOfAsset(const std::string& name, Named& more) const {
    const auto found = facts_.assets.find(name);
    if (found == facts_.assets.end()) return;
    const v1::Asset& asset = found->second;
    more.assets.insert(asset.parts().begin(), asset.parts().end());
    if (!asset.venue().empty()) more.venues.insert(asset.venue());
    if (!asset.person().empty()) more.people.insert(asset.person());
  }

  Tx& tx_;
  Facts& facts_;
  std::set<std::string> asked_;  // in this run
};

std::string ToText(absl::Time time) {
  return absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone());
}

// How a subject is called in a refusal.
std::string Called(const std::string& subject, const Facts& facts) {
  const auto asset = facts.assets.find(subject);
  if (asset != facts.assets.end() && !asset->second.display_names().empty()) {
    return absl::StrCat(asset->second.display_names(0).text(), " (", subject, ")");
  }
  return subject;
}

// A time as people read it at the event.
std::string Shown(absl::Time time, const Facts& facts) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(facts.event.time_zone(), &zone)) zone = absl::UTCTimeZone();
  return absl::FormatTime("%Y-%m-%d %H:%M", time, zone);
}

}  // namespace

absl::Status LoadFacts(Tx& tx, const Named& named, Facts& facts) {
  return Loading(tx, facts).Run(named);
}

absl::StatusOr<Facts> EventFacts(Tx& tx, absl::string_view event) {
  Facts facts;
  PLENARY_ASSIGN_OR_RETURN(facts.event, storage::Existing(events::FindEvent(tx, event), event));
  PLENARY_ASSIGN_OR_RETURN(const ScheduleHead head, FindHead(tx, event));
  facts.settings = head.settings;
  return facts;
}

absl::Status FillNames(Tx& tx, const std::vector<v1::Attendee*>& attendees) {
  Named named;
  for (const v1::Attendee* attendee : attendees) {
    const bool is_person = absl::StartsWith(attendee->who(), "people/");
    (is_person ? named.people : named.participants).insert(attendee->who());
  }
  const std::vector<std::string> participants(named.participants.begin(), named.participants.end());
  const std::vector<std::string> people(named.people.begin(), named.people.end());
  Facts facts;
  if (!participants.empty()) {
    PLENARY_RETURN_IF_ERROR(
        Keep(participants, delegations::FindParticipants(tx, participants), facts.participants));
  }
  if (!people.empty()) {
    PLENARY_RETURN_IF_ERROR(Keep(people, directory::FindPeople(tx, people), facts.people));
  }
  for (v1::Attendee* attendee : attendees) {
    const auto participant = facts.participants.find(attendee->who());
    const auto person = facts.people.find(attendee->who());
    if (participant != facts.participants.end()) {
      attendee->set_display_name(participant->second.display_name());
    } else if (person != facts.people.end()) {
      attendee->set_display_name(person->second.sort_name());
    }
  }
  return absl::OkStatus();
}

absl::Status ToStatus(const Clash& clash, const Facts& facts) {
  base::Metadata metadata = {{"subject", clash.subject}};
  if (!clash.blocked_by.empty()) metadata["blockedBy"] = clash.blocked_by;
  const std::string who = Called(clash.subject, facts);
  const std::string by = clash.blocked_by.empty() ? "" : absl::StrCat(" by ", clash.blocked_by);
  const std::string from = Shown(clash.from, facts);
  const std::string to = Shown(clash.to, facts);
  switch (clash.kind) {
    case Clash::Kind::kOccupied:
      metadata["from"] = ToText(clash.from);
      metadata["to"] = ToText(clash.to);
      return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_SUBJECT_OCCUPIED,
                          absl::StrCat(who, " is taken from ", from, " to ", to, by,
                                       "; choose another time, or somebody or something else"),
                          std::move(metadata));
    case Clash::Kind::kOverCapacity:
      metadata["at"] = ToText(clash.from);
      metadata["unitsFree"] = absl::StrCat(clash.units_free);
      metadata["unitsWanted"] = absl::StrCat(clash.units_wanted);
      return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_CAPACITY_EXCEEDED,
                          absl::StrCat(who, " has ", clash.units_free, " units left at ", from,
                                       "; ", clash.units_wanted, " were asked for"),
                          std::move(metadata));
    case Clash::Kind::kTravel:
      break;
  }
  const int64_t way = absl::ToInt64Minutes(absl::Ceil(clash.travel, absl::Minutes(1)));
  const int64_t gap = absl::ToInt64Minutes(clash.to - clash.from);
  metadata["travelMinutes"] = absl::StrCat(way);
  metadata["gapMinutes"] = absl::StrCat(gap);
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_TRAVEL_TOO_SHORT,
                      absl::StrCat(who, " has ", gap, " minutes between two venues at ", from, by,
                                   ", and the way takes ", way, "; leave more time"),
                      std::move(metadata));
}

v1::Conflict ToConflict(const Clash& clash, const Facts& facts) {
  v1::Conflict conflict;
  conflict.set_activity(clash.activity);
  *conflict.mutable_error() = base::ToRpcStatus(ToStatus(clash, facts));
  return conflict;
}

}  // namespace plenary::schedule
