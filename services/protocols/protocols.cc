// Protocols: made, read, changed.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/negotiations/table.h"
#include "services/protocols/item_rules.h"
#include "services/protocols/papers.h"
#include "services/protocols/rules.h"
#include "services/protocols/service.h"
#include "services/protocols/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::protocols {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::Status CheckWellFormed(Tx& tx, const v1::Protocol& protocol) {
  PLENARY_ASSIGN_OR_RETURN(const std::string day, DayOfRound(tx, protocol.round()));
  base::FieldErrors errors;
  CheckProtocol(protocol, "protocol", errors);
  CheckDayFrom(day, protocol.date(), "protocol.date", errors);
  return errors.ToStatus();
}

std::set<std::string> NamesIn(const v1::Protocol& protocol) {
  std::set<std::string> names = {protocol.round()};
  for (const v1::Protocol::Signatory& each : protocol.signatories()) {
    names.insert(each.person());
    names.insert(each.side());
  }
  return names;
}

// Whether what a protocol names exists, but for what it named before: that may have gone since.
absl::Status CheckReferences(Tx& tx, const v1::Protocol& protocol, const v1::Protocol& before) {
  const std::set<std::string> old = NamesIn(before);
  const auto is_new = [&](const std::string& name) { return old.count(name) == 0; };
  if (!protocol.round().empty() && is_new(protocol.round())) {
    PLENARY_ASSIGN_OR_RETURN(const auto round, negotiations::FindRound(tx, protocol.round()));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(round, "protocol.round", protocol.round()));
  }
  std::vector<Reference> sides;
  std::vector<Reference> people;
  sides.reserve(static_cast<size_t>(protocol.signatories_size()));
  people.reserve(static_cast<size_t>(protocol.signatories_size()));
  for (int i = 0; i < protocol.signatories_size(); ++i) {
    const v1::Protocol::Signatory& each = protocol.signatories(i);
    const std::string at = absl::StrCat("protocol.signatories[", i, "]");
    if (is_new(each.side())) sides.push_back({at + ".side", each.side()});
    if (is_new(each.person())) people.push_back({at + ".person", each.person()});
  }
  PLENARY_RETURN_IF_ERROR(CheckOrganizations(tx, sides));
  return CheckPeople(tx, people);
}

// Whether the commitments of a protocol fit its new date.
absl::Status CheckDueDatesOf(Tx& tx, const v1::Protocol& protocol) {
  PLENARY_ASSIGN_OR_RETURN(const auto items, ListItems(tx, protocol.name()));
  PLENARY_ASSIGN_OR_RETURN(const std::string day, SourceDay(tx, protocol));
  return CheckDueDates(items, day);
}

}  // namespace

absl::StatusOr<v1::Protocol> ProtocolService::CreateProtocol(
    Change& change, const v1::CreateProtocolRequest& request) const {
  Tx& tx = change.tx();
  const std::string& negotiation = request.parent();
  PLENARY_RETURN_IF_ERROR(FindOpenNegotiation(tx, negotiation).status());
  v1::Protocol made = request.protocol();
  base::ClearOutputOnly(made);
  const std::string id = request.protocol_id().empty() ? change.NewId() : request.protocol_id();
  made.set_name(base::MakeName(kProtocolPattern, {base::LastId(negotiation), id}));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(tx, made));
  PLENARY_RETURN_IF_ERROR(CheckReferences(tx, made, v1::Protocol()));
  if (!made.amends().empty()) {
    PLENARY_RETURN_IF_ERROR(FindAmended(tx, made.amends()).status());
  }
  made.set_state(v1::Protocol::DRAFT);
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(negotiation));
  storage::StampCreated(made, std::string(made.name()), now);
  PLENARY_RETURN_IF_ERROR(InsertProtocol(tx, made));
  change.Record(made.name(), v1::Change::CREATED, made);
  return made;
}

absl::StatusOr<v1::Protocol> ProtocolService::GetProtocol(
    Tx& tx, const Call&, const v1::GetProtocolRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Protocol found,
                           storage::Existing(FindProtocol(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::BatchGetProtocolsResponse> ProtocolService::BatchGetProtocols(
    Tx& tx, const Call&, const v1::BatchGetProtocolsRequest& request) const {
  base::FieldErrors errors;
  for (int i = 0; i < request.names_size(); ++i) {
    if (base::NegotiationOf(request.names(i)) == request.parent()) continue;
    errors.Add(absl::StrCat("names[", i, "]"), absl::StrCat("must lie in ", request.parent()));
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, storage::ExistingEach(FindProtocols(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetProtocolsResponse response;
  for (v1::Protocol& each : found) *response.add_protocols() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListProtocolsResponse> ProtocolService::ListProtocols(
    Tx& tx, const Call& call, const v1::ListProtocolsRequest& request) const {
  const std::string& negotiation = request.parent();
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(negotiations::FindNegotiation(tx, negotiation), negotiation).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Protocol>(tx, call, ProtocolList(), request, negotiation,
                                             "negotiation = $1", {negotiation}, sealer_));
  v1::ListProtocolsResponse response;
  for (v1::Protocol& each : page.resources) *response.add_protocols() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, negotiation));
  response.set_resume_token(storage::MakeResumeToken(sealer_, negotiation, head.number));
  return response;
}

absl::StatusOr<v1::Protocol> ProtocolService::UpdateProtocol(
    Change& change, const v1::UpdateProtocolRequest& request) const {
  Tx& tx = change.tx();
  v1::Protocol asked = request.protocol();
  base::ClearOutputOnly(asked);
  PLENARY_ASSIGN_OR_RETURN(const Paper paper, FindPaper(change, asked.name(), asked.etag()));
  const v1::Protocol& before = paper.before;
  v1::Protocol after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  KeepSignatures(before, after);
  PLENARY_RETURN_IF_ERROR(CheckMayUpdate(before, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(tx, after));
  PLENARY_RETURN_IF_ERROR(CheckReferences(tx, after, before));
  if (after.date() != before.date() || after.round() != before.round()) {
    PLENARY_RETURN_IF_ERROR(CheckDueDatesOf(tx, after));
  }
  if (after.state() == v1::Protocol::AGREED || after.state() == v1::Protocol::INITIALLED) {
    PLENARY_RETURN_IF_ERROR(CheckSides(after));
  }
  if (after.state() == v1::Protocol::INITIALLED) PLENARY_RETURN_IF_ERROR(CheckInitials(after));
  return Keep(change, paper.now, before, std::move(after));
}

absl::StatusOr<v1::Protocol> ProtocolService::DeleteProtocol(
    Change& change, const v1::DeleteProtocolRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Paper paper, FindPaper(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckMayDelete(paper.before));
  v1::Protocol after = paper.before;
  *after.mutable_delete_time() = storage::ToTimestamp(paper.now);
  return Keep(change, paper.now, paper.before, std::move(after));
}

absl::StatusOr<v1::Protocol> ProtocolService::UndeleteProtocol(
    Change& change, const v1::UndeleteProtocolRequest& request) const {
  const std::string& name = request.name();
  PLENARY_RETURN_IF_ERROR(FindOpenNegotiation(change.tx(), name).status());
  PLENARY_ASSIGN_OR_RETURN(const v1::Protocol before,
                           storage::Current(FindProtocol(change.tx(), name), name, request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  v1::Protocol after = before;
  after.clear_delete_time();
  return Keep(change, now, before, std::move(after));
}

}  // namespace plenary::protocols
