// Figures and results that may tell of people, for when a person is erased.
#ifndef PLENARY_SERVICES_INDICATORS_PERSONAL_TABLE_H_
#define PLENARY_SERVICES_INDICATORS_PERSONAL_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/indicators.pb.h"
#include "services/storage/store.h"

namespace plenary::indicators {

// At most `limit` figures or results, deleted ones included, behind the name `after`, by name.
absl::StatusOr<std::vector<v1::Figure>> FiguresBehind(storage::Tx& tx, absl::string_view after,
                                                      int64_t limit);
absl::StatusOr<std::vector<v1::Result>> ResultsBehind(storage::Tx& tx, absl::string_view after,
                                                      int64_t limit);

// Writes what is left of a figure: only `document` and `note` may have changed.
absl::Status UpdateFigureTexts(storage::Tx& tx, const v1::Figure& figure);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_PERSONAL_TABLE_H_
