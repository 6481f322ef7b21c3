// How far what is recorded may go: the classification of resources, kept beside them, so that the
// change log can be read by somebody who is not cleared for all of it.
//
// A resource that has a classification keeps one for good, once it is deleted, too.
#ifndef PLENARY_SERVICES_STORAGE_CLASSIFIED_H_
#define PLENARY_SERVICES_STORAGE_CLASSIFIED_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/common.pb.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Makes `name` classified so from now on, in the transaction that writes it.
absl::Status Classify(Tx& tx, absl::string_view name, v1::Classification classification);

// Reads how `name` is classified; `into` stays as it is where it has no classification. Borrows
// both until it has run.
Statement SelectClassification(absl::string_view name, absl::optional<v1::Classification>& into);

// The condition of entries of the change log ("… FROM changes WHERE") that are not of something
// classified above the parameter $`parameter`.
std::string ClearedEntries(int parameter);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_CLASSIFIED_H_
