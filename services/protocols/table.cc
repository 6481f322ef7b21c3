#include "services/protocols/table.h"

#include <utility>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/resource.h"

namespace plenary::protocols {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;
using Item = v1::ProtocolItem;
using Protocol = v1::Protocol;

constexpr absl::string_view kSelectProtocol = "SELECT body FROM protocols WHERE name = $1";

// Where an item stands until it is placed.
constexpr int64_t kBehindAll = 1'000'000;

// As what a protocol names somebody.
constexpr char kSignatory[] = "signatory";
constexpr char kInitials[] = "initials";
constexpr char kApprover[] = "approver";

template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

// Writes whom a protocol names.
absl::Status WritePeople(Tx& tx, const Protocol& protocol) {
  std::vector<Statement> statements;
  statements.reserve(2 +
                     static_cast<size_t>(protocol.signatories_size() + protocol.initials_size()));
  const absl::string_view name = protocol.name();
  statements.push_back({"DELETE FROM protocol_people WHERE protocol = $1", {name}, nullptr});
  const auto add = [&](absl::string_view who, absl::string_view role) {
    statements.push_back(
        {"INSERT INTO protocol_people (who, role, protocol) VALUES ($1, $2, $3) "
         "ON CONFLICT DO NOTHING",
         {who, role, name},
         nullptr});
  };
  for (const Protocol::Signatory& each : protocol.signatories()) add(each.person(), kSignatory);
  for (const Protocol::Initials& each : protocol.initials()) add(each.person(), kInitials);
  if (protocol.has_approval()) add(protocol.approval().person(), kApprover);
  return tx.RunAll(absl::MakeSpan(statements));
}

// The protocols that name somebody as `role`.
base::FilterField NamedAs(const std::string& role) {
  return {role,
          base::FilterField::Type::kText,
          "who",
          nullptr,
          "name IN (SELECT protocol FROM protocol_people WHERE role =",
          role};
}

std::string BodyOf(Item item) {
  item.clear_out_of_step_languages();
  return item.SerializeAsString();
}

}  // namespace

absl::string_view ProtocolOf(absl::string_view item) {
  return item.substr(0, item.rfind("/items/"));
}

absl::StatusOr<absl::optional<Protocol>> FindProtocol(Tx& tx, absl::string_view name) {
  return storage::Find<Protocol>(tx, kSelectProtocol, name);
}

absl::StatusOr<std::vector<absl::optional<Protocol>>> FindProtocols(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<Protocol>(tx, kSelectProtocol, names);
}

absl::Status InsertProtocol(Tx& tx, const Protocol& protocol) {
  const std::string body = protocol.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO protocols (name, negotiation, type, state, round, date, amends, superseded_by, "
      "create_us, deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(protocol.name()), base::NegotiationOf(protocol.name()),
       int64_t{protocol.type()}, int64_t{protocol.state()}, absl::string_view(protocol.round()),
       absl::string_view(protocol.date()), absl::string_view(protocol.amends()),
       absl::string_view(protocol.superseded_by()), ToMicros(protocol.create_time()),
       DeletedMicros(protocol), Bytes{body}},
      protocol.name()));
  return WritePeople(tx, protocol);
}

absl::Status UpdateProtocolRow(Tx& tx, const Protocol& protocol) {
  const std::string body = protocol.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE protocols SET state = $2, round = $3, date = $4, superseded_by = $5, "
              "deleted_us = $6, body = $7 WHERE name = $1",
              {absl::string_view(protocol.name()), int64_t{protocol.state()},
               absl::string_view(protocol.round()), absl::string_view(protocol.date()),
               absl::string_view(protocol.superseded_by()), DeletedMicros(protocol), Bytes{body}},
              nullptr}));
  return WritePeople(tx, protocol);
}

const base::ListSpec& ProtocolList() {
  using Type = base::FilterField::Type;
  static const auto& spec =
      *new base::ListSpec{"ListProtocols",
                          "SELECT body FROM protocols",
                          {{"type", Type::kEnum, "type", Protocol::Type_descriptor()},
                           {"state", Type::kEnum, "state", Protocol::State_descriptor()},
                           {"round", Type::kText, "round"},
                           {"date", Type::kText, "date"},
                           {"amends", Type::kText, "amends"},
                           {"superseded_by", Type::kText, "superseded_by"},
                           NamedAs(kSignatory),
                           NamedAs(kApprover),
                           {"create_time", Type::kTime, "create_us"}},
                          storage::OrdersByOrCreation("date", "date", Column::Type::kText)};
  return spec;
}

absl::StatusOr<absl::optional<Item>> FindProtocolItem(Tx& tx, absl::string_view name) {
  return storage::Find<Item>(tx, "SELECT body FROM protocol_items WHERE name = $1", name);
}

absl::StatusOr<std::vector<Item>> ListItems(Tx& tx, absl::string_view protocol) {
  storage::Loaded<Item> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM protocol_items WHERE protocol = $1 AND deleted_us = 0 "
              "ORDER BY sequence, name",
              {protocol},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::Status InsertProtocolItem(Tx& tx, const Item& item) {
  const std::string body = BodyOf(item);
  const Item::Undertaking& commitment = item.commitment();
  return storage::InsertNamed(
      tx,
      "INSERT INTO protocol_items (name, protocol, parent_item, sequence, kind, topic, "
      "amends_item, side, due_date, is_continuous, create_us, deleted_us, body) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(item.name()), ProtocolOf(item.name()),
       absl::string_view(item.parent_item()), kBehindAll, int64_t{item.kind()},
       absl::string_view(item.topic()), absl::string_view(item.amends_item()),
       int64_t{commitment.side()}, absl::string_view(commitment.due_date()),
       int64_t{commitment.is_continuous()}, ToMicros(item.create_time()), DeletedMicros(item),
       Bytes{body}},
      item.name());
}

absl::Status UpdateProtocolItemRow(Tx& tx, const Item& item) {
  const std::string body = BodyOf(item);
  const Item::Undertaking& commitment = item.commitment();
  return tx.Run(
      {"UPDATE protocol_items SET kind = $2, topic = $3, side = $4, due_date = $5, "
       "is_continuous = $6, deleted_us = $7, body = $8 WHERE name = $1",
       {absl::string_view(item.name()), int64_t{item.kind()}, absl::string_view(item.topic()),
        int64_t{commitment.side()}, absl::string_view(commitment.due_date()),
        int64_t{commitment.is_continuous()}, DeletedMicros(item), Bytes{body}},
       nullptr});
}

absl::Status PlaceProtocolItem(Tx& tx, const Item& item, int64_t sequence) {
  const std::string body = BodyOf(item);
  return tx.Run({"UPDATE protocol_items SET sequence = $2, body = $3 WHERE name = $1",
                 {absl::string_view(item.name()), sequence, Bytes{body}},
                 nullptr});
}

absl::Status InsertRevision(Tx& tx, const Item& item) {
  const std::string body = BodyOf(item);
  return tx.Run({"INSERT INTO protocol_item_revisions (item, revision, body) VALUES ($1, $2, $3)",
                 {absl::string_view(item.name()), int64_t{item.revision()}, Bytes{body}},
                 nullptr});
}

const base::ListSpec& ProtocolItemList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListProtocolItems",
      "SELECT body FROM protocol_items",
      {{"kind", Type::kEnum, "kind", Item::Kind_descriptor()},
       {"topic", Type::kText, "topic"},
       {"parent_item", Type::kText, "parent_item"},
       {"amends_item", Type::kText, "amends_item"},
       {"commitment.side", Type::kEnum, "side", Item::Side_descriptor()},
       {"commitment.due_date", Type::kText, "due_date"},
       {"commitment.is_continuous", Type::kBool, "is_continuous"},
       {"create_time", Type::kTime, "create_us"}},
      {{"number", {{"sequence", Column::Type::kInt}, {"name", Column::Type::kText}}},
       {"create_time", {{"create_us", Column::Type::kInt}, {"name", Column::Type::kText}}},
       {"create_time desc",
        {{"create_us", Column::Type::kInt, true}, {"name", Column::Type::kText, true}}}}};
  return spec;
}

const base::ListSpec& ProtocolItemRevisionList() {
  static const auto& spec =
      *new base::ListSpec{"ListProtocolItemRevisions",
                          "SELECT body FROM protocol_item_revisions",
                          {},
                          {{"revision desc", {{"revision", Column::Type::kInt, true}}}}};
  return spec;
}

}  // namespace plenary::protocols
