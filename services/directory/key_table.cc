#include "services/directory/key_table.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/directory/protected_table.h"
#include "services/directory/table.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"

namespace plenary::directory {
namespace {

using storage::Row;
using storage::Statement;
using storage::Tx;

constexpr absl::string_view kSetting = "key_check:";
constexpr absl::string_view kFieldPrefix = "field:";
constexpr absl::string_view kIndex = "index";

// The check of each key, by "field:<id>" or "index".
absl::StatusOr<std::map<std::string, std::string>> ReadChecks(Tx& tx) {
  std::map<std::string, std::string> checks;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT name, value FROM settings WHERE name >= 'key_check:' AND name < 'key_check;' "
       "ORDER BY name",
       {},
       [&](const Row& row) {
         checks[std::string(absl::StripPrefix(row.Text(0), kSetting))] = std::string(row.Text(1));
       }}));
  return checks;
}

absl::Status KeepCheck(Tx& tx, const vault::KeyCheck& check) {
  const std::string name = absl::StrCat(kSetting, check.id);
  return tx.Run(
      {"INSERT INTO settings (name, value) VALUES ($1, $2) "
       "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
       {absl::string_view(name), storage::Bytes{check.value}},
       nullptr});
}

absl::Status ForgetChecks(Tx& tx) {
  return tx.Run(
      {"DELETE FROM settings WHERE name >= 'key_check:' AND name < 'key_check;'", {}, nullptr});
}

absl::Status DoNotBelong(absl::string_view what, absl::string_view advice) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING,
      absl::StrCat("the key file does not belong to this database: ", what, "; ", advice));
}

constexpr absl::string_view kPutBack =
    "put back the key file that the database was used with (servers over one database share one "
    "file); if it is lost for good, see `plenary-admin keys abandon --help`";

// The ids of field keys that the database was used with and the vault lacks.
std::vector<std::string> LackingIn(const vault::Vault& vault,
                                   const std::map<std::string, std::string>& checks) {
  std::set<std::string> held;
  for (const vault::KeyCheck& check : vault.KeyChecks()) held.insert(check.id);
  std::vector<std::string> lacking;
  for (const auto& [id, value] : checks) {
    const absl::string_view key = absl::StripPrefix(id, kFieldPrefix);
    if (key != id && held.count(id) == 0) lacking.emplace_back(key);
  }
  return lacking;
}

// The keys that the vault has under an id whose check is another's.
bool HasOtherKeys(const vault::Vault& vault, const std::map<std::string, std::string>& checks,
                  absl::string_view id_prefix) {
  for (const vault::KeyCheck& check : vault.KeyChecks()) {
    const auto known = checks.find(check.id);
    const bool is_such = absl::string_view(check.id).substr(0, id_prefix.size()) == id_prefix;
    if (is_such && known != checks.end() && known->second != check.value) return true;
  }
  return false;
}

// Takes note that a person's field is gone with its key.
absl::Status LoseFields(storage::Change& change, const std::string& name,
                        const std::vector<std::string>& fields) {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Person> before, FindPerson(tx, name));
  for (const ProtectedField field : kProtectedFields) {
    if (std::find(fields.begin(), fields.end(), NameOf(field)) == fields.end()) continue;
    PLENARY_RETURN_IF_ERROR(DestroyProtected(tx, name, field));
  }
  if (!before || before->name() != name) return absl::OkStatus();
  v1::Person after = *before;
  for (const ProtectedField field : kProtectedFields) {
    if (std::find(fields.begin(), fields.end(), NameOf(field)) == fields.end()) continue;
    SetKnown(field, false, after);
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampUpdated(after, *before, now);
  PLENARY_RETURN_IF_ERROR(UpdatePersonRow(tx, *before, after));
  change.Record(name, v1::Change::UPDATED, after);
  return absl::OkStatus();
}

// What stands in the key_id of rows that nobody can read any more.
using IsLost = std::function<bool(const std::string& key_id)>;

// Which keys those are: what the vault lacks, and everything where its index key is another.
absl::StatusOr<IsLost> LostKeys(Tx& tx, const vault::Vault& vault) {
  PLENARY_ASSIGN_OR_RETURN(const auto checks, ReadChecks(tx));
  std::set<std::string> held;
  if (!HasOtherKeys(vault, checks, kIndex)) {
    for (const vault::KeyCheck& check : vault.KeyChecks()) {
      const auto known = checks.find(check.id);
      if (known != checks.end() && known->second != check.value) continue;
      held.emplace(absl::StripPrefix(check.id, kFieldPrefix));
    }
  }
  return IsLost([held = std::move(held)](const std::string& key) { return held.count(key) == 0; });
}

absl::StatusOr<std::map<std::string, std::vector<std::string>>> LostFields(Tx& tx,
                                                                           const IsLost& is_lost) {
  std::map<std::string, std::vector<std::string>> lost;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT person, field, key_id FROM protected_data ORDER BY person, field",
              {},
              [&](const Row& row) {
                if (!is_lost(std::string(row.Text(2)))) return;
                lost[std::string(row.Text(0))].emplace_back(row.Text(1));
              }}));
  return lost;
}

absl::StatusOr<int64_t> RemoveLostFiles(Tx& tx, const IsLost& is_lost) {
  std::set<std::string> files;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT DISTINCT file, key_id FROM file_chunks", {}, [&](const Row& row) {
                const std::string key(row.Text(1));
                if (!key.empty() && is_lost(key)) files.emplace(row.Text(0));
              }}));
  for (const std::string& file : files) {
    const absl::string_view name = file;
    Statement statements[] = {
        {"DELETE FROM file_chunks WHERE file = $1", {name}, nullptr},
        {"DELETE FROM file_holders WHERE file = $1", {name}, nullptr},
        {"DELETE FROM files WHERE name = $1", {name}, nullptr},
    };
    PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  }
  return static_cast<int64_t>(files.size());
}

absl::Status RemoveLostImports(Tx& tx, const IsLost& is_lost) {
  PLENARY_ASSIGN_OR_RETURN(const auto sealed, CountSealed(tx));
  for (const auto& [key, rows] : sealed) {
    if (!is_lost(key)) continue;
    Statement statements[] = {
        {"DELETE FROM import_batches WHERE key_id = $1", {absl::string_view(key)}, nullptr},
        {"DELETE FROM import_rejects WHERE key_id = $1", {absl::string_view(key)}, nullptr},
    };
    PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> HasKeyChecks(Tx& tx) {
  PLENARY_ASSIGN_OR_RETURN(const auto checks, ReadChecks(tx));
  return !checks.empty();
}

absl::Status CheckKeysBelong(Tx& tx, const vault::Vault& vault) {
  PLENARY_RETURN_IF_ERROR(vault.CheckKeys());
  PLENARY_ASSIGN_OR_RETURN(const auto checks, ReadChecks(tx));
  if (HasOtherKeys(vault, checks, "")) {
    return DoNotBelong("it holds other keys than those the database was used with", kPutBack);
  }
  const std::vector<std::string> lacking = LackingIn(vault, checks);
  if (!lacking.empty()) {
    PLENARY_ASSIGN_OR_RETURN(const auto sealed, CountSealed(tx));
    for (const std::string& key : lacking) {
      const auto rows = sealed.find(key);
      if (rows == sealed.end()) continue;
      return DoNotBelong(absl::StrCat("it lacks the field key ", key, ", which ", rows->second,
                                      " values are still sealed with"),
                         kPutBack);
    }
  }
  PLENARY_RETURN_IF_ERROR(ForgetChecks(tx));
  for (const vault::KeyCheck& check : vault.KeyChecks()) {
    PLENARY_RETURN_IF_ERROR(KeepCheck(tx, check));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::map<std::string, int64_t>> CountSealed(Tx& tx) {
  std::map<std::string, int64_t> sealed;
  for (const absl::string_view sql :
       {"SELECT key_id, COUNT(*) FROM protected_data GROUP BY key_id",
        "SELECT key_id, COUNT(*) FROM file_chunks WHERE key_id <> '' GROUP BY key_id",
        "SELECT key_id, COUNT(*) FROM import_batches WHERE key_id <> '' GROUP BY key_id",
        "SELECT key_id, COUNT(*) FROM import_rejects WHERE key_id <> '' GROUP BY key_id"}) {
    PLENARY_RETURN_IF_ERROR(
        tx.Run({sql, {}, [&](const Row& row) { sealed[std::string(row.Text(0))] += row.Int(1); }}));
  }
  return sealed;
}

absl::StatusOr<Abandoned> AbandonLostKeys(Tx& tx, const vault::Vault& vault, base::IdSequence& ids,
                                          size_t limit) {
  PLENARY_RETURN_IF_ERROR(vault.CheckKeys());
  PLENARY_ASSIGN_OR_RETURN(const IsLost is_lost, LostKeys(tx, vault));
  const storage::Call call = {"local", "plenary-admin keys abandon", ""};
  storage::Change change(tx, call, ids);
  Abandoned abandoned;
  PLENARY_ASSIGN_OR_RETURN(const auto lost, LostFields(tx, is_lost));
  for (const auto& [person, fields] : lost) {
    if (static_cast<size_t>(abandoned.people) == limit) break;
    PLENARY_RETURN_IF_ERROR(LoseFields(change, person, fields));
    abandoned.people += 1;
    abandoned.values += static_cast<int64_t>(fields.size());
  }
  abandoned.is_done = static_cast<size_t>(abandoned.people) == lost.size();
  if (abandoned.is_done) {
    PLENARY_ASSIGN_OR_RETURN(abandoned.files, RemoveLostFiles(tx, is_lost));
    PLENARY_RETURN_IF_ERROR(RemoveLostImports(tx, is_lost));
    PLENARY_RETURN_IF_ERROR(ForgetChecks(tx));
    PLENARY_RETURN_IF_ERROR(CheckKeysBelong(tx, vault));
  }
  PLENARY_RETURN_IF_ERROR(change.Flush());
  return abandoned;
}

}  // namespace plenary::directory
