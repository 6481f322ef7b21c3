#include "services/storage/operation_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::storage {
namespace {

constexpr absl::string_view kFind = "SELECT body FROM operations WHERE id = $1";

absl::Status TakenOver(absl::string_view name) {
  return base::Refuse(absl::StatusCode::kAborted, v1::ERROR_REASON_TOO_MUCH_CONTENTION,
                      absl::StrCat(name, " was taken over by another server"));
}

}  // namespace

absl::StatusOr<google::longrunning::Operation> AddOperation(
    Change& change, const google::protobuf::Message& request,
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
        Bytes{body}},
       nullptr}));
  return stored.operation();
}

absl::StatusOr<absl::optional<StoredOperation>> FindOperation(Tx& tx, absl::string_view name) {
  return Find<StoredOperation>(tx, kFind, base::LastId(name));
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

absl::StatusOr<Page<StoredOperation>> ReadOperations(Tx& tx, const base::ListQuery& query,
                                                     const base::TokenSealer& sealer) {
  return ReadPage<StoredOperation>(tx, query, sealer);
}

absl::StatusOr<bool> HasUnclaimed(Tx& tx, absl::Time now) {
  bool is_any = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT 1 FROM operations WHERE done = 0 AND lease_expire_us <= $1 LIMIT 1",
              {absl::ToUnixMicros(now)},
              [&](const Row&) { is_any = true; }}));
  return is_any;
}

absl::StatusOr<absl::optional<Claim>> ClaimOperation(Tx& tx, absl::string_view owner,
                                                     absl::Time now, absl::Time lease_end) {
  absl::optional<Claim> claim;
  bool is_readable = true;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"UPDATE operations SET lease_owner = $1, lease_expire_us = $2 WHERE id = (SELECT id FROM "
       "operations WHERE done = 0 AND lease_expire_us <= $3 ORDER BY lease_expire_us, id LIMIT 1) "
       "RETURNING id, caller, method, cancel_asked, body",
       {owner, absl::ToUnixMicros(lease_end), absl::ToUnixMicros(now)},
       [&](const Row& row) {
         claim.emplace();
         claim->name = absl::StrCat("operations/", row.Text(0));
         claim->call = {std::string(row.Text(1)), std::string(row.Text(2)), ""};
         claim->cancel_asked = row.Int(3) != 0;
         is_readable = claim->stored.ParseFromString(std::string(row.Text(4)));
       }}));
  if (!is_readable) {
    return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                        absl::StrCat(claim->name, " cannot be read"));
  }
  return claim;
}

absl::Status KeepOperation(Tx& tx, absl::string_view owner, absl::Time lease_end, Claim& claim) {
  const std::string body = claim.stored.SerializeAsString();
  bool is_ours = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE operations SET body = $1, done = $2, lease_expire_us = $3 WHERE id = $4 AND "
              "lease_owner = $5 AND done = 0 RETURNING cancel_asked",
              {Bytes{body}, int64_t{claim.stored.operation().done()}, absl::ToUnixMicros(lease_end),
               base::LastId(claim.name), owner},
              [&](const Row& row) {
                is_ours = true;
                claim.cancel_asked = row.Int(0) != 0;
              }}));
  return is_ours ? absl::OkStatus() : TakenOver(claim.name);
}

absl::Status PostponeOperation(Tx& tx, absl::string_view owner, absl::string_view name,
                               absl::Time until) {
  return tx.Run(
      {"UPDATE operations SET lease_expire_us = $1 WHERE id = $2 AND lease_owner = $3 AND done = 0",
       {absl::ToUnixMicros(until), base::LastId(name), owner},
       nullptr});
}

absl::Status ReleaseOperations(Tx& tx, absl::string_view owner) {
  return tx.Run({"UPDATE operations SET lease_expire_us = 0 WHERE done = 0 AND lease_owner = $1",
                 {owner},
                 nullptr});
}

absl::Status ReleaseAllOperations(Tx& tx) {
  return tx.Run(
      {"UPDATE operations SET lease_owner = '', lease_expire_us = 0 WHERE done = 0", {}, nullptr});
}

absl::Status AskToCancel(Tx& tx, absl::string_view name) {
  return tx.Run({"UPDATE operations SET cancel_asked = 1 WHERE id = $1 AND done = 0",
                 {base::LastId(name)},
                 nullptr});
}

absl::StatusOr<std::string> RemoveOperation(Tx& tx, absl::string_view name) {
  std::string method;
  PLENARY_RETURN_IF_ERROR(tx.Run({"DELETE FROM operations WHERE id = $1 RETURNING method",
                                  {base::LastId(name)},
                                  [&](const Row& row) { method = std::string(row.Text(0)); }}));
  return method;
}

}  // namespace plenary::storage
