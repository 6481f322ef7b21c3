#include "services/delegations/import_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Statement;
using storage::Tx;

// Where in an operation something is sealed.
std::string PlaceOfBatch(int64_t number) { return absl::StrCat("batch ", number); }
std::string PlaceOf(const SealedReject& reject) {
  return absl::StrCat("reject ", reject.line(), " ", reject.number());
}

absl::Status Unreadable(absl::string_view operation) {
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                      absl::StrCat("a stored row of ", operation, " cannot be read"));
}

}  // namespace

absl::Status InsertBatch(Tx& tx, const vault::Vault& vault, absl::string_view operation,
                         int64_t number, const ImportBatch& batch) {
  PLENARY_ASSIGN_OR_RETURN(const vault::Sealed body,
                           vault.Seal(operation, PlaceOfBatch(number), batch.SerializeAsString()));
  return tx.Run(
      {"INSERT INTO import_batches (operation, number, body, key_id) VALUES ($1, $2, $3, $4)",
       {operation, number, Bytes{body.bytes}, absl::string_view(body.key_id)},
       nullptr});
}

absl::StatusOr<ImportBatch> FindBatch(Tx& tx, const vault::Vault& vault,
                                      absl::string_view operation, int64_t number) {
  absl::optional<vault::Sealed> stored;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT key_id, body FROM import_batches WHERE operation = $1 AND number = $2",
              {operation, number},
              [&](const Row& row) {
                stored = vault::Sealed{std::string(row.Text(0)), std::string(row.Text(1))};
              }}));
  if (!stored) return base::NotFound(operation);
  std::string body = std::move(stored->bytes);
  // One that was read before batches were sealed.
  if (!stored->key_id.empty()) {
    PLENARY_ASSIGN_OR_RETURN(body,
                             vault.Open(operation, PlaceOfBatch(number), stored->key_id, body));
  }
  ImportBatch batch;
  if (!batch.ParseFromString(body)) return Unreadable(operation);
  return batch;
}

absl::Status DeleteBatch(Tx& tx, absl::string_view operation, int64_t number) {
  return tx.Run({"DELETE FROM import_batches WHERE operation = $1 AND number = $2",
                 {operation, number},
                 nullptr});
}

absl::StatusOr<std::vector<int64_t>> FindLines(Tx& tx, absl::string_view operation,
                                               const std::vector<std::string>& subjects) {
  std::vector<int64_t> lines(subjects.size());
  std::vector<Statement> statements;
  statements.reserve(subjects.size());
  for (size_t i = 0; i < subjects.size(); ++i) {
    statements.push_back({"SELECT line FROM import_subjects WHERE operation = $1 AND subject = $2",
                          {operation, absl::string_view(subjects[i])},
                          [&line = lines[i]](const Row& row) { line = row.Int(0); }});
  }
  if (!statements.empty()) PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return lines;
}

absl::Status NoteLine(Tx& tx, absl::string_view operation, absl::string_view subject,
                      int64_t line) {
  return tx.Run(
      {"INSERT INTO import_subjects (operation, subject, line) VALUES ($1, $2, $3) "
       "ON CONFLICT (operation, subject) DO NOTHING",
       {operation, subject, line},
       nullptr});
}

absl::StatusOr<std::vector<std::vector<v1::Participant>>> FindParticipationsOf(
    Tx& tx, absl::string_view event, const std::vector<std::string>& people) {
  std::vector<storage::Loaded<v1::Participant>> loaded(people.size());
  std::vector<Statement> statements;
  statements.reserve(people.size());
  for (size_t i = 0; i < people.size(); ++i) {
    statements.push_back(
        {"SELECT body FROM participants WHERE person = $1 AND event = $2 AND "
         "deleted_us = 0 ORDER BY create_us, name",
         {absl::string_view(people[i]), event},
         loaded[i].Reader()});
  }
  if (!statements.empty()) PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<std::vector<v1::Participant>> found;
  found.reserve(people.size());
  for (auto& one : loaded) {
    PLENARY_ASSIGN_OR_RETURN(found.emplace_back(), one.TakeAll());
  }
  return found;
}

absl::StatusOr<std::vector<std::vector<std::string>>> FindDelegationsOf(
    Tx& tx, absl::string_view event, const std::vector<std::string>& organizations) {
  std::vector<std::vector<std::string>> found(organizations.size());
  std::vector<Statement> statements;
  statements.reserve(organizations.size());
  for (size_t i = 0; i < organizations.size(); ++i) {
    statements.push_back(
        {"SELECT name FROM delegations WHERE organization = $1 AND event = $2 AND deleted_us = 0 "
         "AND state <> $3 ORDER BY sort_key, name",
         {absl::string_view(organizations[i]), event, int64_t{v1::Delegation::DECLINED}},
         [&names = found[i]](const Row& row) { names.emplace_back(row.Text(0)); }});
  }
  if (!statements.empty()) PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return found;
}

absl::Status InsertRejects(Tx& tx, const vault::Vault& vault, absl::string_view operation,
                           const std::vector<v1::ImportReject>& rejects) {
  SealedReject stored;
  int64_t number = 0;
  for (const v1::ImportReject& reject : rejects) {
    stored.set_line(reject.line());
    stored.set_number(++number);
    PLENARY_ASSIGN_OR_RETURN(vault::Sealed sealed,
                             vault.Seal(operation, PlaceOf(stored), reject.SerializeAsString()));
    stored.set_key_id(std::move(sealed.key_id));
    stored.set_sealed(std::move(sealed.bytes));
    const std::string body = stored.SerializeAsString();
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"INSERT INTO import_rejects (operation, line, number, severity, body, key_id) "
                "VALUES ($1, $2, $3, $4, $5, $6)",
                {operation, reject.line(), number, int64_t{reject.severity()}, Bytes{body},
                 absl::string_view(stored.key_id())},
                nullptr}));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::ImportReject> OpenReject(const vault::Vault& vault, absl::string_view operation,
                                            const SealedReject& sealed) {
  PLENARY_ASSIGN_OR_RETURN(const std::string body, vault.Open(operation, PlaceOf(sealed),
                                                              sealed.key_id(), sealed.sealed()));
  v1::ImportReject reject;
  if (!reject.ParseFromString(body)) return Unreadable(operation);
  return reject;
}

const base::ListSpec& ImportRejectList() {
  using Column = base::ListOrder::Column;
  static const auto& spec = *new base::ListSpec{
      "ListImportRejects",
      "SELECT body FROM import_rejects",
      {{"severity", base::FilterField::Type::kEnum, "severity",
        v1::ImportReject::Severity_descriptor()}},
      {{"line", {Column{"line", Column::Type::kInt}, Column{"number", Column::Type::kInt}}}}};
  return spec;
}

absl::Status RemoveImportBatches(Tx& tx, absl::string_view operation) {
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"DELETE FROM import_batches WHERE operation = $1", {operation}, nullptr}));
  return tx.Run({"DELETE FROM import_subjects WHERE operation = $1", {operation}, nullptr});
}

absl::Status RemoveImport(Tx& tx, absl::string_view operation) {
  PLENARY_RETURN_IF_ERROR(RemoveImportBatches(tx, operation));
  return tx.Run({"DELETE FROM import_rejects WHERE operation = $1", {operation}, nullptr});
}

}  // namespace plenary::delegations
