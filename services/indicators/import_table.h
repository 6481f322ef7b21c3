// What imports of figures did not take, in the database.
#ifndef PLENARY_SERVICES_INDICATORS_IMPORT_TABLE_H_
#define PLENARY_SERVICES_INDICATORS_IMPORT_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/indicators.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::indicators {

// Writes rejects of an operation, numbered from `first` on.
absl::Status InsertRejects(storage::Tx& tx, absl::string_view operation, int64_t first,
                           const std::vector<v1::FigureImportReject>& rejects);
absl::Status DeleteRejects(storage::Tx& tx, absl::string_view operation);
// Within "operation = $1".
const base::ListSpec& FigureImportRejectList();

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_IMPORT_TABLE_H_
