// TripService: what delegations that are sent are to do, and report. Each method does what its
// comment in plenary/v1/trips.proto promises; requests arrive checked (base::CheckFields) and run
// inside a transaction of the caller.
#ifndef PLENARY_SERVICES_TRIPS_SERVICE_H_
#define PLENARY_SERVICES_TRIPS_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/trips.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/trips/followers.h"

namespace plenary::trips {

// Safe from several threads. All it is given outlives it.
class TripService {
 public:
  TripService(const base::TokenSealer& sealer, TripFollower& follower)
      : sealer_(sealer), follower_(follower) {}

  absl::StatusOr<v1::Trip> CreateTrip(storage::Change& change,
                                      const v1::CreateTripRequest& request) const;
  absl::StatusOr<v1::Trip> GetTrip(storage::Tx& tx, const storage::Call& call,
                                   const v1::GetTripRequest& request) const;
  absl::StatusOr<v1::BatchGetTripsResponse> BatchGetTrips(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetTripsRequest& request) const;
  absl::StatusOr<v1::ListTripsResponse> ListTrips(storage::Tx& tx, const storage::Call& call,
                                                  const v1::ListTripsRequest& request) const;
  absl::StatusOr<v1::Trip> UpdateTrip(storage::Change& change,
                                      const v1::UpdateTripRequest& request) const;
  absl::StatusOr<v1::Trip> DeleteTrip(storage::Change& change,
                                      const v1::DeleteTripRequest& request) const;
  absl::StatusOr<v1::Trip> UndeleteTrip(storage::Change& change,
                                        const v1::UndeleteTripRequest& request) const;
  absl::StatusOr<v1::Trip> ApproveTrip(storage::Change& change,
                                       const v1::ApproveTripRequest& request) const;
  absl::StatusOr<v1::Trip> SubmitTripReport(storage::Change& change,
                                            const v1::SubmitTripReportRequest& request) const;
  absl::StatusOr<v1::Trip> ReturnTripReport(storage::Change& change,
                                            const v1::ReturnTripReportRequest& request) const;
  absl::StatusOr<v1::Trip> AcceptTripReport(storage::Change& change,
                                            const v1::AcceptTripReportRequest& request) const;

 private:
  // Writes and records the revision after `before`, and answers with what the caller is told.
  absl::StatusOr<v1::Trip> Keep(storage::Change& change, const v1::Trip& before,
                                v1::Trip after) const;

  const base::TokenSealer& sealer_;
  TripFollower& follower_;
};

}  // namespace plenary::trips

#endif  // PLENARY_SERVICES_TRIPS_SERVICE_H_
