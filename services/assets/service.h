// AssetService: venues, assets, travel times. Each method does what its comment in
// plenary/v1/assets.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller.
#ifndef PLENARY_SERVICES_ASSETS_SERVICE_H_
#define PLENARY_SERVICES_ASSETS_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/assets.pb.h"
#include "services/assets/bookings.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::assets {

// Safe from several threads. `sealer` and `bookings` outlive it.
class AssetService {
 public:
  AssetService(const base::TokenSealer& sealer, Bookings& bookings)
      : sealer_(sealer), bookings_(bookings) {}

  absl::StatusOr<v1::VenueRecord> CreateVenue(storage::Change& change,
                                              const v1::CreateVenueRequest& request) const;
  absl::StatusOr<v1::VenueRecord> GetVenue(storage::Tx& tx, const storage::Call& call,
                                           const v1::GetVenueRequest& request) const;
  absl::StatusOr<v1::ListVenuesResponse> ListVenues(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListVenuesRequest& request) const;
  absl::StatusOr<v1::VenueRecord> UpdateVenue(storage::Change& change,
                                              const v1::UpdateVenueRequest& request) const;
  absl::StatusOr<v1::VenueRecord> DeleteVenue(storage::Change& change,
                                              const v1::DeleteVenueRequest& request) const;
  absl::StatusOr<v1::VenueRecord> UndeleteVenue(storage::Change& change,
                                                const v1::UndeleteVenueRequest& request) const;
  absl::StatusOr<v1::Asset> CreateAsset(storage::Change& change,
                                        const v1::CreateAssetRequest& request) const;
  absl::StatusOr<v1::Asset> GetAsset(storage::Tx& tx, const storage::Call& call,
                                     const v1::GetAssetRequest& request) const;
  absl::StatusOr<v1::BatchGetAssetsResponse> BatchGetAssets(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetAssetsRequest& request) const;
  absl::StatusOr<v1::ListAssetsResponse> ListAssets(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListAssetsRequest& request) const;
  absl::StatusOr<v1::Asset> UpdateAsset(storage::Change& change,
                                        const v1::UpdateAssetRequest& request) const;
  absl::StatusOr<v1::Asset> DeleteAsset(storage::Change& change,
                                        const v1::DeleteAssetRequest& request) const;
  absl::StatusOr<v1::Asset> UndeleteAsset(storage::Change& change,
                                          const v1::UndeleteAssetRequest& request) const;
  absl::StatusOr<v1::SetTravelTimesResponse> SetTravelTimes(
      storage::Change& change, const v1::SetTravelTimesRequest& request) const;
  absl::StatusOr<v1::ListTravelTimesResponse> ListTravelTimes(
      storage::Tx& tx, const storage::Call& call, const v1::ListTravelTimesRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  Bookings& bookings_;
};

}  // namespace plenary::assets

#endif  // PLENARY_SERVICES_ASSETS_SERVICE_H_
