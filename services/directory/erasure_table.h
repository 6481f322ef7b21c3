// What the directory holds of a person, and how it goes for good.
#ifndef PLENARY_SERVICES_DIRECTORY_ERASURE_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_ERASURE_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::directory {

// The names that people had before they were merged into this one.
absl::StatusOr<std::vector<std::string>> AliasesOf(storage::Tx& tx, absl::string_view person);

// Destroys everything the directory and its change log hold of a person and of
// whoever was merged into it: names, titles, contacts, protected data, what it
// is found by. The row stays, deleted, with an erase_time, so that what refers
// to it still refers to somebody. Recorded as ERASED. Returns what is left.
absl::StatusOr<v1::Person> ErasePersonRow(storage::Change& change, const v1::Person& person);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_ERASURE_TABLE_H_
