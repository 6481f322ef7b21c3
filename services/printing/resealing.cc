#include "services/printing/resealing.h"

#include <string>
#include <vector>

#include "services/base/errors.h"
#include "services/printing/sheets.h"
#include "services/printing/table.h"

namespace plenary::printing {
namespace {

using storage::Tx;

constexpr int kPrintsAtOnce = 100;
constexpr char kPrintsKey[] = "prints";

absl::StatusOr<std::vector<std::string>> FindOlder(Tx& tx, const vault::Vault& vault) {
  for (const std::string& key : vault.OlderKeys()) {
    PLENARY_ASSIGN_OR_RETURN(std::vector<std::string> names,
                             ListSealedWith(tx, key, kPrintsAtOnce));
    if (!names.empty()) return names;
  }
  return std::vector<std::string>();
}

absl::Status ResealSome(Tx& tx, const vault::Vault& vault) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names, FindOlder(tx, vault));
  for (const std::string& name : names) {
    PLENARY_ASSIGN_OR_RETURN(const vault::Sealed content, FindContent(tx, name));
    PLENARY_ASSIGN_OR_RETURN(const vault::Sealed anew, SealAnew(vault, name, content));
    PLENARY_RETURN_IF_ERROR(UpdateContent(tx, name, anew));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Reseal(storage::Store& store, const vault::Vault& vault) {
  if (vault.OlderKeys().empty()) return absl::OkStatus();
  bool is_needed = false;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names, FindOlder(tx, vault));
    is_needed = !names.empty();
    return absl::OkStatus();
  }));
  if (!is_needed) return absl::OkStatus();
  return storage::WriteAndWait(store, {kPrintsKey}, [&](Tx& tx) { return ResealSome(tx, vault); });
}

}  // namespace plenary::printing
