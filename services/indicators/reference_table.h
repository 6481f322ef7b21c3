// What stands on an organization among figures and results, written once for every engine.
#ifndef PLENARY_SERVICES_INDICATORS_REFERENCE_TABLE_H_
#define PLENARY_SERVICES_INDICATORS_REFERENCE_TABLE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::indicators {

// The name of a figure of the organization, in whatever revision, or of a living result between it
// and others; empty where there is none.
absl::StatusOr<std::string> FigureOrResultOf(storage::Tx& tx, absl::string_view organization);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_REFERENCE_TABLE_H_
