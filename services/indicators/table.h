// Indicators, their figures and results in the database, written once for every engine.
//
// What other rooms may read of them is here. Statements that are returned borrow their arguments
// until they have run.
#ifndef PLENARY_SERVICES_INDICATORS_TABLE_H_
#define PLENARY_SERVICES_INDICATORS_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/indicators.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::indicators {

// Name patterns.
inline constexpr absl::string_view kIndicatorPattern = "indicators/{indicator}";
inline constexpr absl::string_view kFigurePattern = "indicators/{indicator}/figures/{figure}";
inline constexpr absl::string_view kResultPattern = "results/{result}";

// --- Indicators.

absl::StatusOr<absl::optional<v1::Indicator>> FindIndicator(storage::Tx& tx,
                                                            absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Indicator>>> FindIndicators(
    storage::Tx& tx, const std::vector<std::string>& names);
// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertIndicator(storage::Tx& tx, const v1::Indicator& indicator);
absl::Status UpdateIndicatorRow(storage::Tx& tx, const v1::Indicator& indicator);
const base::ListSpec& IndicatorList();

// --- Figures.

// A figure with what its period is ordered by.
struct KeyedFigure {
  v1::Figure figure;
  int64_t period_key = 0;
};

absl::StatusOr<absl::optional<v1::Figure>> FindFigure(storage::Tx& tx, absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Figure>>> FindFigures(
    storage::Tx& tx, const std::vector<std::string>& names);
// The latest revisions of the keys of figures of `indicator`, in their order, in one round trip.
absl::StatusOr<std::vector<absl::optional<v1::Figure>>> FindLatest(
    storage::Tx& tx, absl::string_view indicator, const std::vector<KeyedFigure>& figures);
// The name of a figure of the indicator; empty where it has none.
absl::StatusOr<std::string> AnyFigureOf(storage::Tx& tx, absl::string_view indicator);
// Writes a new row, the latest of its key from now on: the one before it is written by
// SupersedeFigure first.
absl::Status InsertFigure(storage::Tx& tx, absl::string_view indicator, const KeyedFigure& figure);
// Writes a figure that is the latest of its key no longer.
absl::Status SupersedeFigure(storage::Tx& tx, const v1::Figure& figure);
// The latest revisions of an indicator's figures of a period, at most `limit` of them. `source`:
// those of this source alone, and targets of any; empty: of any.
absl::StatusOr<std::vector<v1::Figure>> ListLatestOf(storage::Tx& tx, absl::string_view indicator,
                                                     int64_t period_key, absl::string_view source,
                                                     int64_t limit);
// Within "indicator = $1", or of all. It knows no deleted ones.
const base::ListSpec& FigureList();

// --- Results.

absl::StatusOr<absl::optional<v1::Result>> FindResult(storage::Tx& tx, absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Result>>> FindResults(
    storage::Tx& tx, const std::vector<std::string>& names);
// Writes a new row and what it names. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is
// taken.
absl::Status InsertResult(storage::Tx& tx, const v1::Result& result);
absl::Status UpdateResultRow(storage::Tx& tx, const v1::Result& result);
const base::ListSpec& ResultList();

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_TABLE_H_
