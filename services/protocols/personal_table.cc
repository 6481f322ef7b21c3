#include "services/protocols/personal_table.h"

#include <set>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/protocols/table.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"
#include "services/storage/resource.h"

namespace plenary::protocols {
namespace {

using storage::Row;
using storage::Tx;

// A person and their aliases.
absl::StatusOr<std::set<std::string>> NamesOf(Tx& tx, absl::string_view person) {
  std::set<std::string> names = {std::string(person)};
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT alias FROM person_aliases WHERE person = $1",
                                  {person},
                                  [&](const Row& row) { names.emplace(row.Text(0)); }}));
  return names;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ProtocolsNaming(Tx& tx, absl::string_view person) {
  std::vector<std::string> protocols;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT DISTINCT protocol FROM protocol_people WHERE who = $1 "
              "OR who IN (SELECT alias FROM person_aliases WHERE person = $1) ORDER BY protocol",
              {person},
              [&](const Row& row) { protocols.emplace_back(row.Text(0)); }}));
  return protocols;
}

absl::StatusOr<v1::Protocol> EraseSignatory(Tx& tx, const std::string& protocol,
                                            absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(v1::Protocol left,
                           storage::Existing(FindProtocol(tx, protocol), protocol));
  PLENARY_ASSIGN_OR_RETURN(const std::set<std::string> names, NamesOf(tx, person));
  for (v1::Protocol::Signatory& each : *left.mutable_signatories()) {
    if (names.count(each.person()) == 0) continue;
    each.clear_offices();
    if (each.has_powers_document()) each.mutable_powers_document()->clear_signatory();
  }
  PLENARY_RETURN_IF_ERROR(UpdateProtocolRow(tx, left));
  PLENARY_RETURN_IF_ERROR(
      storage::ErasePayloads(tx, base::PartitionOf(protocol), protocol).status());
  PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, protocol));
  return left;
}

}  // namespace plenary::protocols
