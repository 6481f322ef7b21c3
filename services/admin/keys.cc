#include "services/admin/keys.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/directory/key_table.h"
#include "services/storage/snapshot.h"
#include "services/storage/store.h"
#include "services/vault/keyring.h"
#include "services/vault/vault.h"

namespace plenary::admin {
namespace {

using CountByKey = std::map<std::string, int64_t>;

// People of one transaction.
constexpr size_t kPeopleAtOnce = 200;

absl::StatusOr<std::string> FileOf(const Order& order) {
  if (!order.key_file.empty()) return order.key_file;
  const char* const credentials = getenv("CREDENTIALS_DIRECTORY");
  std::string path =
      vault::DefaultKeyFile(order.database, credentials == nullptr ? "" : credentials);
  if (!path.empty()) return path;
  return absl::InvalidArgumentError("a database in memory has no key file; name one: --key-file");
}

void Describe(const vault::Keyring& keys, const CountByKey& sealed, Report& report) {
  for (const vault::FieldKey& key : keys.fields) {
    Report::Key& told = *report.add_keys();
    told.set_kind("field");
    told.set_id(key.id);
    told.set_current(key.id == keys.fields.back().id);
    const auto rows = sealed.find(key.id);
    if (rows != sealed.end()) told.set_sealed(rows->second);
  }
  for (const vault::PublicKey& key : vault::Vault(keys).PublicKeys()) {
    Report::Key& told = *report.add_keys();
    told.set_kind("sign");
    told.set_id(key.id);
    told.set_current(key.is_current);
    told.set_public_key(absl::BytesToHexString(key.bytes));
  }
}

std::string InWords(const Report::Key& key) {
  const std::string current = key.current() ? ", current" : "";
  if (key.kind() == "sign") {
    return absl::StrCat("sign  ", key.id(), current, ", public key ", key.public_key(), "\n");
  }
  return absl::StrCat("field ", key.id(), current,
                      key.sealed() == 0 ? "" : absl::StrCat(", seals ", key.sealed(), " values"),
                      "\n");
}

}  // namespace

absl::Status GenerateKeys(const Order& order, const base::Clock&, Report& report) {
  report.set_command("keys generate");
  PLENARY_ASSIGN_OR_RETURN(const std::string path, FileOf(order));
  report.set_file(path);
  base::SystemRandom random;
  const vault::Keyring keys = vault::GenerateKeyring(random);
  PLENARY_RETURN_IF_ERROR(vault::WriteNewKeyFile(path, keys));
  Describe(keys, {}, report);
  return absl::OkStatus();
}

absl::Status ListKeys(const Order& order, const base::Clock& clock, Report& report) {
  report.set_command("keys list");
  PLENARY_ASSIGN_OR_RETURN(const std::string path, FileOf(order));
  report.set_file(path);
  PLENARY_ASSIGN_OR_RETURN(const vault::Keyring keys, vault::ReadKeyFile(path));
  CountByKey sealed;
  if (!order.database.empty()) {
    PLENARY_RETURN_IF_ERROR(storage::ReadSnapshot(order.database, clock, [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(sealed, directory::CountSealed(tx));
      return absl::OkStatus();
    }));
  }
  Describe(keys, sealed, report);
  return absl::OkStatus();
}

absl::Status RotateKeys(const Order& order, const base::Clock&, Report& report) {
  report.set_command("keys rotate");
  PLENARY_ASSIGN_OR_RETURN(const std::string path, FileOf(order));
  report.set_file(path);
  PLENARY_ASSIGN_OR_RETURN(vault::Keyring keys, vault::ReadKeyFile(path));
  base::SystemRandom random;
  if (order.sign_key) {
    keys.signs.push_back(random.Bytes(vault::kKeyBytes));
  } else {
    keys.fields.push_back(vault::GenerateFieldKey(random));
  }
  PLENARY_RETURN_IF_ERROR(vault::ReplaceKeyFile(path, keys));
  Describe(keys, {}, report);
  return absl::OkStatus();
}

absl::Status AbandonKeys(const Order& order, const base::Clock& clock, Report& report) {
  report.set_command("keys abandon");
  PLENARY_ASSIGN_OR_RETURN(const std::string path, FileOf(order));
  report.set_file(path);
  if (!order.confirmed) {
    return absl::FailedPreconditionError(
        "this destroys every passport, date of birth and private contact that is sealed with a key "
        "which the key file lacks; if no copy of the old file can be found, say --confirm");
  }
  PLENARY_ASSIGN_OR_RETURN(vault::Keyring keys, vault::ReadKeyFile(path));
  const vault::Vault vault(std::move(keys));
  storage::StoreOptions options;
  options.create = false;
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<storage::Store> store,
                           storage::OpenStore(order.database, clock, options));
  base::SystemRandom random;
  directory::Abandoned done;
  while (!done.is_done) {
    const std::string seed = random.Bytes(32);
    PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(
        *store, {std::string(storage::kDirectoryPartition), "settings"}, [&](storage::Tx& tx) {
          base::IdSequence ids(seed, tx.now());
          PLENARY_ASSIGN_OR_RETURN(done, directory::AbandonLostKeys(tx, vault, ids, kPeopleAtOnce));
          return absl::OkStatus();
        }));
    Report::Abandoned& told = *report.mutable_abandoned();
    told.set_values(told.values() + done.values);
    told.set_people(told.people() + done.people);
    told.set_files(told.files() + done.files);
  }
  return absl::OkStatus();
}

std::string KeysInWords(const Report& report) {
  if (report.has_abandoned()) {
    const Report::Abandoned& abandoned = report.abandoned();
    return absl::StrCat("gave up ", abandoned.values(), " values of ", abandoned.people(),
                        " people, and ", abandoned.files(),
                        " files; the database belongs to the keys in ", report.file(), " now\n");
  }
  std::string words;
  if (report.command() == "keys generate") {
    words = absl::StrCat("made ", report.file(),
                         "; keep a copy apart from the database and its backups\n");
  } else if (report.command() == "keys rotate") {
    words = absl::StrCat("added a key to ", report.file(),
                         "; give every server the file, keep a copy, and restart them\n");
  }
  for (const Report::Key& key : report.keys()) absl::StrAppend(&words, InWords(key));
  return words;
}

}  // namespace plenary::admin
