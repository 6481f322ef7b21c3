#include "services/personal_data/table.h"

#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::personal_data {
namespace {

using base::FilterField;
using storage::Bytes;
using storage::ToMicros;
using Type = base::ListOrder::Column::Type;

int64_t ReleaseMicros(const v1::LegalHold& hold) {
  return hold.has_release_time() ? ToMicros(hold.release_time()) : 0;
}

}  // namespace

absl::Status InsertRevelation(storage::Tx& tx, absl::string_view person,
                              const v1::Revelation& revelation) {
  const std::string body = revelation.SerializeAsString();
  return tx.Run({"INSERT INTO revelations (name, person, reveal_us, body) VALUES ($1, $2, $3, $4)",
                 {revelation.name(), person, ToMicros(revelation.reveal_time()), Bytes{body}},
                 nullptr});
}

absl::StatusOr<std::vector<v1::Revelation>> RevelationsOf(storage::Tx& tx,
                                                          absl::string_view person) {
  storage::Loaded<v1::Revelation> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM revelations WHERE person = $1 ORDER BY reveal_us, name",
              {person},
              loaded.Reader()}));
  return loaded.TakeAll();
}

const base::ListSpec& RevelationList() {
  static const auto& spec = *new base::ListSpec{
      "ListRevelations",
      "SELECT body FROM revelations",
      {},
      {{"reveal_time desc", {{"reveal_us", Type::kInt, true}, {"name", Type::kText, true}}}}};
  return spec;
}

absl::StatusOr<absl::optional<v1::LegalHold>> FindLegalHold(storage::Tx& tx,
                                                            absl::string_view name) {
  return storage::Find<v1::LegalHold>(tx, "SELECT body FROM legal_holds WHERE name = $1", name);
}

absl::Status InsertLegalHold(storage::Tx& tx, const v1::LegalHold& hold) {
  const std::string body = hold.SerializeAsString();
  return tx.Run(
      {"INSERT INTO legal_holds (name, resource, create_us, release_us, body) "
       "VALUES ($1, $2, $3, $4, $5)",
       {hold.name(), hold.resource(), ToMicros(hold.create_time()), ReleaseMicros(hold),
        Bytes{body}},
       nullptr});
}

absl::Status UpdateLegalHoldRow(storage::Tx& tx, const v1::LegalHold& hold) {
  const std::string body = hold.SerializeAsString();
  return tx.Run({"UPDATE legal_holds SET release_us = $2, body = $3 WHERE name = $1",
                 {hold.name(), ReleaseMicros(hold), Bytes{body}},
                 nullptr});
}

absl::StatusOr<std::string> StandingHoldOn(storage::Tx& tx,
                                           const std::vector<std::string>& resources) {
  std::string hold;
  std::vector<storage::Statement> statements;
  statements.reserve(resources.size());
  for (const std::string& resource : resources) {
    statements.push_back(
        {"SELECT name FROM legal_holds WHERE resource = $1 AND release_us = 0 "
         "ORDER BY name LIMIT 1",
         {absl::string_view(resource)},
         [&](const storage::Row& row) {
           if (hold.empty()) hold = std::string(row.Text(0));
         }});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return hold;
}

const base::ListSpec& LegalHoldList() {
  static const auto& spec = *new base::ListSpec{
      "ListLegalHolds",
      "SELECT body FROM legal_holds",
      {{"resource", FilterField::Type::kText, "resource"},
       {"released", FilterField::Type::kBool, "(CASE WHEN release_us > 0 THEN 1 ELSE 0 END)"}},
      {{"create_time desc", {{"create_us", Type::kInt, true}, {"name", Type::kText, true}}}}};
  return spec;
}

absl::Status InsertErasure(storage::Tx& tx, const Erasure& erasure) {
  return tx.Run(
      {"INSERT INTO erasures (person, erase_us) VALUES ($1, $2) "
       "ON CONFLICT (person) DO NOTHING",
       {absl::string_view(erasure.person), absl::ToUnixMicros(erasure.time)},
       nullptr});
}

absl::StatusOr<std::vector<Erasure>> ListErasures(storage::Tx& tx) {
  std::vector<Erasure> erasures;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT person, erase_us FROM erasures ORDER BY erase_us, person",
              {},
              [&](const storage::Row& row) {
                erasures.push_back({std::string(row.Text(0)), absl::FromUnixMicros(row.Int(1))});
              }}));
  return erasures;
}

}  // namespace plenary::personal_data
