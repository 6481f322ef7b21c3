#include "services/indicators/directory_references.h"

#include "services/base/errors.h"
#include "services/indicators/reference_table.h"

namespace plenary::indicators {

using storage::Change;
using storage::Tx;

absl::StatusOr<std::string> DirectoryReferences::BlockerOfPerson(Tx& tx, absl::string_view name) {
  return references_.BlockerOfPerson(tx, name);
}

absl::StatusOr<std::string> DirectoryReferences::BlockerOfOrganization(Tx& tx,
                                                                       absl::string_view name) {
  PLENARY_ASSIGN_OR_RETURN(const std::string other, references_.BlockerOfOrganization(tx, name));
  return other.empty() ? FigureOrResultOf(tx, name) : other;
}

absl::StatusOr<std::vector<std::string>> DirectoryReferences::MovePerson(Change& change,
                                                                         absl::string_view from,
                                                                         const v1::Person& to) {
  return references_.MovePerson(change, from, to);
}

}  // namespace plenary::indicators
