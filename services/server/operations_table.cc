#include "services/server/operations_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::server {
namespace {

constexpr absl::string_view kFind = "SELECT body FROM operations WHERE id = $1";

absl::Status TakenOver(absl::string_view name) {
  return base::Refuse(absl::StatusCode::kAborted, v1::ERROR_REASON_TOO_MUCH_CONTENTION,
                      absl::StrCat(name, " was taken over by another server"));
}

}  // namespace

absl::StatusOr<google::longrunning::Operation> AddOperation(
    storage::Change& change, const google::protobuf::Message& request,
    const google::protobuf::Message& metadata) {
  const std::string id = change.NewId();
  StoredOperation stored;
  stored.mutable_operation()->set_name(absl::StrCat("operations/", id));
  stored.mutable_operation()->mutable_metadata()->PackFrom(metadata);
  stored.mutable_request()->PackFrom(request);
  const std::string body = stored.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(change.tx().Run(
      {"INSERT INTO operations (id, caller, method, done, cancel_asked, lease_owner, "
       "lease_expire_us, create_us, body) VALUES ($1, $2, $3, 0, 0, '', 0, $4, $5)",
       {absl::string_view(id), absl::string_view(change.call().caller),
        absl::string_view(change.call().method), absl::ToUnixMicros(change.tx().now()),
        storage::Bytes{body}},
       nullptr}));
  return stored.operation();
}

absl::StatusOr<absl::optional<StoredOperation>> FindOperation(storage::Tx& tx,
                                                              absl::string_view name) {
  return storage::Find<StoredOperation>(tx, kFind, base::LastId(name));
}

const base::ListSpec& OperationsSpec() {
  using Type = base::FilterField::Type;
  using Column = base::ListOrder::Column;
  static const auto& spec =
      *new base::ListSpec{"ListOperations",
                          "SELECT body FROM operations",
                          {{"done", Type::kBool, "done"}, {"method", Type::kText, "method"}},
                          {{"name", {Column{"id", Column::Type::kText}}}}};
  return spec;
}

absl::StatusOr<storage::Page<StoredOperation>> ReadOperations(storage::Tx& tx,
                                                              const base::ListQuery& query,
                                                              const base::TokenSealer& sealer) {
  return storage::ReadPage<StoredOperation>(tx, query, sealer);
}

absl::StatusOr<bool> HasUnclaimed(storage::Tx& tx, absl::Time now) {
  bool is_any = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT 1 FROM operations WHERE done = 0 AND lease_expire_us <= $1 LIMIT 1",
              {absl::ToUnixMicros(now)},
              [&](const storage::Row&) { is_any = true; }}));
  return is_any;
}

absl::StatusOr<absl::optional<Claim>> ClaimOperation(storage::Tx& tx, absl::string_view owner,
                                                     absl::Time now, absl::Time lease_end) {
  absl::optional<Claim> claim;
  bool is_readable = true;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"UPDATE operations SET lease_owner = $1, lease_expire_us = $2 WHERE id = (SELECT id FROM "
       "operations WHERE done = 0 AND lease_expire_us <= $3 ORDER BY lease_expire_us, id LIMIT 1) "
       "RETURNING id, method, cancel_asked, body",
       {owner, absl::ToUnixMicros(lease_end), absl::ToUnixMicros(now)},
       [&](const storage::Row& row) {
         claim.emplace();
         claim->name = absl::StrCat("operations/", row.Text(0));
         claim->method = std::string(row.Text(1));
         claim->cancel_asked = row.Int(2) != 0;
         is_readable = claim->stored.ParseFromString(std::string(row.Text(3)));
       }}));
  if (!is_readable) {
    return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                        absl::StrCat(claim->name, " cannot be read"));
  }
  return claim;
}

absl::Status KeepOperation(storage::Tx& tx, absl::string_view owner, absl::Time lease_end,
                           Claim& claim) {
  const std::string body = claim.stored.SerializeAsString();
  bool is_ours = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE operations SET body = $1, done = $2, lease_expire_us = $3 WHERE id = $4 AND "
              "lease_owner = $5 AND done = 0 RETURNING cancel_asked",
              {storage::Bytes{body}, int64_t{claim.stored.operation().done()},
               absl::ToUnixMicros(lease_end), base::LastId(claim.name), owner},
              [&](const storage::Row& row) {
                is_ours = true;
                claim.cancel_asked = row.Int(0) != 0;
              }}));
  return is_ours ? absl::OkStatus() : TakenOver(claim.name);
}

absl::Status ReleaseOperations(storage::Tx& tx, absl::string_view owner) {
  return tx.Run({"UPDATE operations SET lease_expire_us = 0 WHERE done = 0 AND lease_owner = $1",
                 {owner},
                 nullptr});
}

absl::Status ReleaseAllOperations(storage::Tx& tx) {
  return tx.Run(
      {"UPDATE operations SET lease_owner = '', lease_expire_us = 0 WHERE done = 0", {}, nullptr});
}

absl::Status AskToCancel(storage::Tx& tx, absl::string_view name) {
  return tx.Run({"UPDATE operations SET cancel_asked = 1 WHERE id = $1 AND done = 0",
                 {base::LastId(name)},
                 nullptr});
}

absl::Status RemoveOperation(storage::Tx& tx, absl::string_view name) {
  return tx.Run({"DELETE FROM operations WHERE id = $1", {base::LastId(name)}, nullptr});
}

}  // namespace plenary::server
