#include "services/negotiations/dossier.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/negotiations/named.h"
#include "services/negotiations/rules.h"
#include "services/schedule/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resume_token.h"

namespace plenary::negotiations {
namespace {

using storage::Change;
using storage::Tx;

template <class Resource>
absl::Status CheckReferenceTo(const absl::StatusOr<absl::optional<Resource>>& found,
                              const Named& named) {
  if (!found.ok()) return found.status();
  return storage::CheckReference(*found, named.path, named.name);
}

absl::Status CheckMeeting(Tx& tx, const Named& named) {
  PLENARY_ASSIGN_OR_RETURN(auto row, schedule::FindActivity(tx, named.name));
  absl::optional<v1::Meeting> meeting;
  if (row && row->body.has_meeting()) meeting = row->body.meeting();
  return storage::CheckReference(meeting, named.path, named.name);
}

absl::Status CheckIsThere(Tx& tx, const Named& named) {
  const std::string& name = named.name;
  if (absl::StartsWith(name, "people/")) {
    return CheckReferenceTo(directory::FindPerson(tx, name), named);
  }
  if (absl::StartsWith(name, "organizations/")) {
    return CheckReferenceTo(directory::FindOrganization(tx, name), named);
  }
  if (base::EventOf(name) == name) return CheckReferenceTo(events::FindEvent(tx, name), named);
  if (!base::EventOf(name).empty()) return CheckMeeting(tx, named);
  if (base::HasForm(name, kBodyPattern)) return CheckReferenceTo(FindBody(tx, name), named);
  if (base::HasForm(name, kTopicPattern)) return CheckReferenceTo(FindTopic(tx, name), named);
  return CheckReferenceTo(FindRound(tx, name), named);
}

}  // namespace

absl::StatusOr<Dossier> FindDossier(Change& change, absl::string_view name) {
  const absl::string_view negotiation = base::NegotiationOf(name);
  Dossier dossier;
  PLENARY_ASSIGN_OR_RETURN(dossier.negotiation,
                           storage::Living(FindNegotiation(change.tx(), negotiation), negotiation));
  PLENARY_RETURN_IF_ERROR(CheckNotClosed(dossier.negotiation));
  PLENARY_ASSIGN_OR_RETURN(dossier.now, change.Now(negotiation));
  return dossier;
}

absl::Status CheckNamed(Tx& tx, const google::protobuf::Message& after,
                        const google::protobuf::Message& before, absl::string_view field) {
  std::set<std::string> known;
  for (const Named& named : NamedIn(before, field)) known.insert(named.name);
  for (const Named& named : NamedIn(after, field)) {
    // What is named twice is looked for once.
    if (!known.insert(named.name).second) continue;
    PLENARY_RETURN_IF_ERROR(CheckIsThere(tx, named));
  }
  return absl::OkStatus();
}

absl::StatusOr<base::SqlCondition> SeenNegotiations(const base::Access* access,
                                                    absl::string_view column) {
  base::SqlCondition condition;
  if (base::SeesAll(access)) return condition;
  std::set<std::string> names;
  for (const base::Grant& grant : access->grants()) {
    if (base::NegotiationOf(grant.on) == grant.on) names.insert(grant.on);
  }
  base::Reach reach;
  reach.events.assign(names.begin(), names.end());
  PLENARY_ASSIGN_OR_RETURN(auto places, base::ReachCondition::Make(std::move(reach), 1));
  condition.sql = places.In(column, "");
  condition.params = places.TakeParams();
  return condition;
}

absl::StatusOr<base::SqlCondition> SeenParts(Tx& tx, const base::Access* access,
                                             const std::string& parent, bool show_deleted) {
  if (parent != kAllNegotiations) {
    PLENARY_RETURN_IF_ERROR(storage::Existing(FindNegotiation(tx, parent), parent).status());
    return base::SqlCondition{"negotiation = $1", {parent}};
  }
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition condition, SeenNegotiations(access, "negotiation"));
  if (show_deleted) return condition;
  absl::StrAppend(&condition.sql, condition.sql.empty() ? "" : " AND ",
                  "negotiation IN (SELECT name FROM negotiations WHERE deleted_us = 0)");
  return condition;
}

absl::StatusOr<std::string> ResumeTokenOf(Tx& tx, const base::TokenSealer& sealer,
                                          absl::string_view parent) {
  const absl::string_view negotiation = base::NegotiationOf(parent);
  if (negotiation == kAllNegotiations) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, negotiation));
  return storage::MakeResumeToken(sealer, negotiation, head.number);
}

}  // namespace plenary::negotiations
