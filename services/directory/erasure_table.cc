#include "services/directory/erasure_table.h"

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/directory/protected_table.h"
#include "services/directory/table.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"

namespace plenary::directory {
namespace {

using storage::Tx;

// What stands beside a person under one of its names.
absl::Status Forget(Tx& tx, absl::string_view name) {
  PLENARY_RETURN_IF_ERROR(DestroyProtected(tx, name));
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"DELETE FROM likely_duplicates WHERE person = $1 OR candidate = $1", {name}, nullptr}));
  PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, storage::kDirectoryPartition, name).status());
  return storage::ForgetAnswersAbout(tx, name);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> AliasesOf(Tx& tx, absl::string_view person) {
  std::vector<std::string> aliases;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT alias FROM person_aliases WHERE person = $1 ORDER BY alias",
              {person},
              [&](const storage::Row& row) { aliases.emplace_back(row.Text(0)); }}));
  return aliases;
}

absl::StatusOr<v1::Person> ErasePersonRow(storage::Change& change, const v1::Person& person) {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(person.name()));
  v1::Person left;
  left.set_name(person.name());
  storage::StampUpdated(left, person, now);
  *left.mutable_create_time() = person.create_time();
  *left.mutable_delete_time() = storage::ToTimestamp(now);
  *left.mutable_erase_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(UpdatePersonRow(tx, person, left));
  PLENARY_RETURN_IF_ERROR(Forget(tx, person.name()));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> aliases, AliasesOf(tx, person.name()));
  for (const std::string& alias : aliases) {
    // The alias goes on leading to the row that is left.
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"DELETE FROM people WHERE name = $1", {absl::string_view(alias)}, nullptr}));
    PLENARY_RETURN_IF_ERROR(Forget(tx, alias));
  }
  change.Record(person.name(), v1::Change::ERASED, left);
  return left;
}

}  // namespace plenary::directory
