// Venues, assets and travel times in the database, written once for every engine. What other rooms
// may read of assets is here, as is the one thing they may write: new rooms and venues of an
// import.
#ifndef PLENARY_SERVICES_ASSETS_TABLE_H_
#define PLENARY_SERVICES_ASSETS_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/assets.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::assets {

// Name patterns.
inline constexpr absl::string_view kVenuePattern = "venues/{venue}";
inline constexpr absl::string_view kAssetPattern = "assets/{asset}";
// What travel times are called in the change log.
inline constexpr absl::string_view kTravelTimePattern = "venues/{venue}/travelTimes/{destination}";

// The venue or asset of that name, deleted or not; nullopt where there is none.
absl::StatusOr<absl::optional<v1::VenueRecord>> FindVenue(storage::Tx& tx, absl::string_view name);
absl::StatusOr<absl::optional<v1::Asset>> FindAsset(storage::Tx& tx, absl::string_view name);

// Several in one round trip: one answer for each name, in its order.
absl::StatusOr<std::vector<absl::optional<v1::VenueRecord>>> FindVenues(
    storage::Tx& tx, const std::vector<std::string>& names);
absl::StatusOr<std::vector<absl::optional<v1::Asset>>> FindAssets(
    storage::Tx& tx, const std::vector<std::string>& names);

// Every living asset of a kind (KIND_UNSPECIFIED: of any), at `venue` where it is not empty, by
// name; at most 2,000.
absl::StatusOr<std::vector<v1::Asset>> ListAssetsOf(storage::Tx& tx, v1::Asset::Kind kind,
                                                    absl::string_view venue);

// How long it takes from `origin` to `destination`: zero within one venue, and where nothing was
// set.
absl::StatusOr<absl::Duration> FindTravelTime(storage::Tx& tx, absl::string_view origin,
                                              absl::string_view destination);
// The longest that was set; zero where none was.
absl::StatusOr<absl::Duration> LongestTravelTime(storage::Tx& tx);

// What was set from one venue to another.
struct Way {
  std::string origin;
  std::string destination;
  int64_t seconds = 0;
};
// Every way that begins or ends at one of `venues`; one between two of them comes twice.
absl::StatusOr<std::vector<Way>> ListWaysOf(storage::Tx& tx,
                                            const std::vector<std::string>& venues);
// The ways that a query of TravelTimeList() reads, in its order, that beyond the page among them.
absl::StatusOr<std::vector<Way>> ReadWays(storage::Tx& tx, const base::ListQuery& query);
// Sets ways, or sets them anew.
absl::Status WriteWays(storage::Tx& tx, const std::vector<Way>& ways);

// Write new rows, with their parts. Checked, stamped and recorded by the caller.
// ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken, even by a deleted one.
absl::Status InsertVenue(storage::Tx& tx, const v1::VenueRecord& venue);
absl::Status InsertAsset(storage::Tx& tx, const v1::Asset& asset);
// Write a row anew, with its parts.
absl::Status UpdateVenueRow(storage::Tx& tx, const v1::VenueRecord& venue);
absl::Status UpdateAssetRow(storage::Tx& tx, const v1::Asset& asset);

// The name of a living asset in the venue, of one that has `asset` as a part; empty where there is
// none.
absl::StatusOr<std::string> AssetIn(storage::Tx& tx, absl::string_view venue);
absl::StatusOr<std::string> AssetMadeOf(storage::Tx& tx, absl::string_view part);
// The living assets that go with a person, by name.
absl::StatusOr<std::vector<v1::Asset>> AssetsWith(storage::Tx& tx, absl::string_view person);
// All living assets that have `part` as a part, by name.
absl::StatusOr<std::vector<std::string>> AssetsMadeOf(storage::Tx& tx, absl::string_view part);

// What the lists offer.
const base::ListSpec& VenueList();
const base::ListSpec& AssetList();
const base::ListSpec& TravelTimeList();

}  // namespace plenary::assets

#endif  // PLENARY_SERVICES_ASSETS_TABLE_H_
