// Trips in the database, written once for every engine.
//
// What other rooms may read of trips is here. is_report_overdue is told, never stored. Statements
// that are returned borrow their arguments until they have run.
#ifndef PLENARY_SERVICES_TRIPS_TABLE_H_
#define PLENARY_SERVICES_TRIPS_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/trips.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::trips {

// Name pattern.
inline constexpr absl::string_view kTripPattern = "trips/{trip}";

absl::StatusOr<absl::optional<v1::Trip>> FindTrip(storage::Tx& tx, absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Trip>>> FindTrips(
    storage::Tx& tx, const std::vector<std::string>& names);
// The living trip of a delegation; empty where there is none.
absl::StatusOr<std::string> TripOf(storage::Tx& tx, absl::string_view delegation);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertTrip(storage::Tx& tx, const v1::Trip& trip);
absl::Status UpdateTripRow(storage::Tx& tx, const v1::Trip& trip);

// Within a scope whose parameter $1 is the last day whose reports are late. A scope may use the
// columns name, negotiation and deleted_us.
const base::ListSpec& TripList();

// --- Whose they are.

// The trips on which a person goes or is to report, by whichever of their names, deleted or not.
absl::StatusOr<std::vector<v1::Trip>> ListTripsNaming(storage::Tx& tx, absl::string_view person);

// Adds to `places` the negotiation that a trip is for, if it is for one.
storage::Statement SelectNegotiationOf(absl::string_view trip, std::vector<std::string>& places);
// Adds to `people` who goes on a trip or is to report, by every name that they have or had.
storage::Statement SelectPeopleOf(absl::string_view trip, std::vector<std::string>& people);

}  // namespace plenary::trips

#endif  // PLENARY_SERVICES_TRIPS_TABLE_H_
