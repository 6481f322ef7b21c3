// Items of protocols: written, numbered, read.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/negotiations/table.h"
#include "services/protocols/conclusion.h"
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
using Item = v1::ProtocolItem;

// A draft with its living items, in their order.
struct Draft {
  v1::Protocol protocol;
  std::vector<Item> items;
  absl::Time now;
};
absl::StatusOr<Draft> FindDraft(Change& change, absl::string_view protocol) {
  PLENARY_ASSIGN_OR_RETURN(Paper paper, FindPaper(change, std::string(protocol), ""));
  PLENARY_RETURN_IF_ERROR(CheckIsDraft(paper.before));
  Draft draft;
  draft.protocol = std::move(paper.before);
  draft.now = paper.now;
  PLENARY_ASSIGN_OR_RETURN(draft.items, ListItems(change.tx(), protocol));
  return draft;
}

// An item of a draft that is about to change.
struct Matter {
  Draft draft;
  Item before;
};
absl::StatusOr<Matter> FindMatter(Change& change, const std::string& name,
                                  const std::string& etag) {
  Matter matter;
  PLENARY_ASSIGN_OR_RETURN(matter.draft, FindDraft(change, ProtocolOf(name)));
  PLENARY_ASSIGN_OR_RETURN(matter.before,
                           LivingOrNewer(FindProtocolItem(change.tx(), name), name, etag));
  return matter;
}

// As a caller is told of it.
Item Told(const v1::Protocol& protocol, Item item) {
  item.clear_out_of_step_languages();
  for (const std::string& each : OutOfStep(protocol, item)) item.add_out_of_step_languages(each);
  return item;
}

absl::Status CheckWellFormed(const Item& item) {
  base::FieldErrors errors;
  CheckItem(item, "protocol_item", errors);
  return errors.ToStatus();
}

// Whether the item that another is part of lives, and is not too deep.
absl::Status CheckParent(Tx& tx, const Draft& draft, const Item& item) {
  if (item.parent_item().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto parent, FindProtocolItem(tx, item.parent_item()));
  PLENARY_RETURN_IF_ERROR(
      storage::CheckReference(parent, "protocol_item.parent_item", item.parent_item()));
  if (DepthOf(draft.items, item) <= kDeepest) return absl::OkStatus();
  return base::BadField("protocol_item.parent_item",
                        absl::StrCat("items lie at most ", kDeepest, " deep in one another"));
}

// Whether an item may amend the one it says, as no other of its protocol does.
absl::Status CheckAmends(Tx& tx, const Draft& draft, const Item& item) {
  constexpr absl::string_view kField = "protocol_item.amends_item";
  if (item.amends_item().empty()) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(
      FindAmendedItem(tx, draft.protocol.amends(), item.amends_item(), kField).status());
  for (const Item& each : draft.items) {
    if (each.name() == item.name() || each.amends_item() != item.amends_item()) continue;
    return base::BadField(kField, absl::StrCat(each.name(), " stands in its place"));
  }
  return absl::OkStatus();
}

// Whether what an item names exists, but for what it named before.
absl::Status CheckReferences(Tx& tx, const Item& item, const Item& before) {
  if (!item.topic().empty() && item.topic() != before.topic()) {
    PLENARY_ASSIGN_OR_RETURN(const auto topic, negotiations::FindTopic(tx, item.topic()));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(topic, "protocol_item.topic", item.topic()));
  }
  const auto& old = before.commitment().executors();
  std::vector<Reference> executors;
  executors.reserve(static_cast<size_t>(item.commitment().executors_size()));
  for (int i = 0; i < item.commitment().executors_size(); ++i) {
    const std::string& each = item.commitment().executors(i);
    if (std::find(old.begin(), old.end(), each) != old.end()) continue;
    executors.push_back({absl::StrCat("protocol_item.commitment.executors[", i, "]"), each});
  }
  return CheckOrganizations(tx, executors);
}

absl::Status CheckDue(Tx& tx, const Draft& draft, const Item& item) {
  PLENARY_ASSIGN_OR_RETURN(const std::string day, SourceDay(tx, draft.protocol));
  return CheckDueDates({item}, day);
}

// Whether there may be one more item.
absl::Status CheckRoom(const Draft& draft) {
  if (draft.items.size() < static_cast<size_t>(kMostItems)) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
      absl::StrCat(draft.protocol.name(), " has ", kMostItems, " items, as many as there may be"),
      {{"resource", draft.protocol.name()}, {"limit", absl::StrCat(kMostItems)}});
}

// Numbers the items of a draft as they are in `items` now, with `moved` in its place, and records
// those of others that have another number by it. Returns `moved` as it is numbered; where it is
// empty, nothing.
absl::StatusOr<Item> Arrange(Change& change, const Draft& draft, std::vector<Item> items,
                             absl::string_view moved) {
  std::map<std::string, std::pair<size_t, std::string>> stood;
  for (size_t i = 0; i < draft.items.size(); ++i) {
    stood[draft.items[i].name()] = {i, draft.items[i].number()};
  }
  Item placed;
  const std::vector<Item> ordered = InOrder(std::move(items), moved);
  for (size_t i = 0; i < ordered.size(); ++i) {
    const Item& item = ordered[i];
    if (item.name() == moved) {
      placed = item;
    } else if (stood[item.name()] == std::make_pair(i, item.number())) {
      continue;
    } else if (stood[item.name()].second != item.number()) {
      change.Record(item.name(), v1::Change::UPDATED, item);
    }
    PLENARY_RETURN_IF_ERROR(PlaceProtocolItem(change.tx(), item, static_cast<int64_t>(i) + 1));
  }
  return placed;
}

// Writes, keeps and records the next revision of an item, which has it already.
absl::StatusOr<Item> KeepRevision(Change& change, const Matter& matter, Item after) {
  const Draft& draft = matter.draft;
  storage::StampUpdated(after, matter.before, draft.now);
  PLENARY_RETURN_IF_ERROR(UpdateProtocolItemRow(change.tx(), after));
  if (after.place() != matter.before.place()) {
    std::vector<Item> items = draft.items;
    for (Item& each : items) {
      if (each.name() == after.name()) each = after;
    }
    PLENARY_ASSIGN_OR_RETURN(after, Arrange(change, draft, std::move(items), matter.before.name()));
  }
  PLENARY_RETURN_IF_ERROR(InsertRevision(change.tx(), after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return Told(draft.protocol, std::move(after));
}

}  // namespace

absl::StatusOr<Item> ProtocolService::CreateProtocolItem(
    Change& change, const v1::CreateProtocolItemRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Draft draft, FindDraft(change, request.parent()));
  PLENARY_RETURN_IF_ERROR(CheckRoom(draft));
  Item made = request.protocol_item();
  base::ClearOutputOnly(made);
  const std::string id =
      request.protocol_item_id().empty() ? change.NewId() : request.protocol_item_id();
  const std::string name = base::MakeName(
      kProtocolItemPattern,
      {base::LastId(base::NegotiationOf(request.parent())), base::LastId(request.parent()), id});
  made.set_name(name);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made));
  PLENARY_RETURN_IF_ERROR(CheckParent(tx, draft, made));
  PLENARY_RETURN_IF_ERROR(CheckReferences(tx, made, Item()));
  PLENARY_RETURN_IF_ERROR(CheckAmends(tx, draft, made));
  PLENARY_RETURN_IF_ERROR(CheckDue(tx, draft, made));
  TakeTexts(draft.protocol, Item(), made);
  storage::StampCreated(made, name, draft.now);
  PLENARY_RETURN_IF_ERROR(InsertProtocolItem(tx, made));
  std::vector<Item> items = draft.items;
  items.push_back(std::move(made));
  PLENARY_ASSIGN_OR_RETURN(Item placed, Arrange(change, draft, std::move(items), name));
  PLENARY_RETURN_IF_ERROR(InsertRevision(tx, placed));
  change.Record(name, v1::Change::CREATED, placed);
  return Told(draft.protocol, std::move(placed));
}

absl::StatusOr<Item> ProtocolService::GetProtocolItem(
    Tx& tx, const Call&, const v1::GetProtocolItemRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(Item found, storage::Existing(FindProtocolItem(tx, name), name));
  PLENARY_ASSIGN_OR_RETURN(const v1::Protocol protocol,
                           storage::Existing(FindProtocol(tx, ProtocolOf(name)), ProtocolOf(name)));
  Item told = Told(protocol, std::move(found));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), told));
  return told;
}

absl::StatusOr<v1::ListProtocolItemsResponse> ProtocolService::ListProtocolItems(
    Tx& tx, const Call& call, const v1::ListProtocolItemsRequest& request) const {
  const std::string& name = request.parent();
  PLENARY_ASSIGN_OR_RETURN(const v1::Protocol protocol,
                           storage::Existing(FindProtocol(tx, name), name));
  // Which languages are out of step is told by texts that the mask may leave out.
  v1::ListProtocolItemsRequest whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::List<Item>(tx, call, ProtocolItemList(), whole, name,
                                                          "protocol = $1", {name}, sealer_));
  for (Item& each : page.resources) each = Told(protocol, std::move(each));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListProtocolItemsResponse response;
  for (Item& each : page.resources) *response.add_protocol_items() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  const std::string negotiation(base::NegotiationOf(name));
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, negotiation));
  response.set_resume_token(storage::MakeResumeToken(sealer_, negotiation, head.number));
  return response;
}

absl::StatusOr<Item> ProtocolService::UpdateProtocolItem(
    Change& change, const v1::UpdateProtocolItemRequest& request) const {
  Tx& tx = change.tx();
  const Item& asked = request.protocol_item();
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, asked.name(), asked.etag()));
  const Item& before = matter.before;
  Item after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckReferences(tx, after, before));
  PLENARY_RETURN_IF_ERROR(CheckDue(tx, matter.draft, after));
  TakeTexts(matter.draft.protocol, before, after);
  return KeepRevision(change, matter, std::move(after));
}

absl::StatusOr<Item> ProtocolService::ConfirmProtocolItem(
    Change& change, const v1::ConfirmProtocolItemRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, request.name(), request.etag()));
  Item after = matter.before;
  base::FieldErrors errors;
  ConfirmTexts(matter.draft.protocol, request.languages(), after, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return KeepRevision(change, matter, std::move(after));
}

absl::StatusOr<Item> ProtocolService::DeleteProtocolItem(
    Change& change, const v1::DeleteProtocolItemRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, name, request.etag()));
  std::vector<Item> items;
  items.reserve(matter.draft.items.size());
  for (const Item& each : matter.draft.items) {
    if (each.parent_item() == name) return storage::CheckUnblocked(name, each.name());
    if (each.name() != name) items.push_back(each);
  }
  Item after = matter.before;
  after.clear_place();
  after.clear_number();
  *after.mutable_delete_time() = storage::ToTimestamp(matter.draft.now);
  storage::StampUpdated(after, matter.before, matter.draft.now);
  PLENARY_RETURN_IF_ERROR(UpdateProtocolItemRow(change.tx(), after));
  change.Record(name, v1::Change::DELETED, after);
  PLENARY_RETURN_IF_ERROR(Arrange(change, matter.draft, std::move(items), "").status());
  return Told(matter.draft.protocol, std::move(after));
}

absl::StatusOr<Item> ProtocolService::UndeleteProtocolItem(
    Change& change, const v1::UndeleteProtocolItemRequest& request) const {
  Tx& tx = change.tx();
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const Draft draft, FindDraft(change, ProtocolOf(name)));
  PLENARY_ASSIGN_OR_RETURN(const Item before,
                           storage::Current(FindProtocolItem(tx, name), name, request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_RETURN_IF_ERROR(CheckRoom(draft));
  PLENARY_RETURN_IF_ERROR(CheckParent(tx, draft, before));
  PLENARY_RETURN_IF_ERROR(CheckAmends(tx, draft, before));
  PLENARY_RETURN_IF_ERROR(CheckDue(tx, draft, before));
  Item after = before;
  after.clear_delete_time();
  storage::StampUpdated(after, before, draft.now);
  PLENARY_RETURN_IF_ERROR(UpdateProtocolItemRow(tx, after));
  std::vector<Item> items = draft.items;
  items.push_back(std::move(after));
  PLENARY_ASSIGN_OR_RETURN(Item placed, Arrange(change, draft, std::move(items), name));
  change.Record(name, v1::Change::UNDELETED, placed);
  return Told(draft.protocol, std::move(placed));
}

absl::StatusOr<v1::ListProtocolItemRevisionsResponse> ProtocolService::ListProtocolItemRevisions(
    Tx& tx, const Call& call, const v1::ListProtocolItemRevisionsRequest& request) const {
  const std::string& name = request.name();
  PLENARY_RETURN_IF_ERROR(storage::Existing(FindProtocolItem(tx, name), name).status());
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = name;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(ProtocolItemRevisionList(), asked, "item = $1", {name}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<Item>(tx, query, sealer_));
  v1::ListProtocolItemRevisionsResponse response;
  for (Item& each : page.resources) *response.add_protocol_items() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::protocols
