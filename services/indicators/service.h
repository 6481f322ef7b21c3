// IndicatorService: indicators, their figures, and results. Each method does what its comment in
// plenary/v1/indicators.proto promises; requests arrive checked (base::CheckFields) and run inside
// a transaction of the caller.
#ifndef PLENARY_SERVICES_INDICATORS_SERVICE_H_
#define PLENARY_SERVICES_INDICATORS_SERVICE_H_

#include "absl/status/statusor.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::indicators {

// Safe from several threads. All it is given outlives it.
class IndicatorService {
 public:
  explicit IndicatorService(const base::TokenSealer& sealer) : sealer_(sealer) {}

  absl::StatusOr<v1::Indicator> CreateIndicator(storage::Change& change,
                                                const v1::CreateIndicatorRequest& request) const;
  absl::StatusOr<v1::Indicator> GetIndicator(storage::Tx& tx, const storage::Call& call,
                                             const v1::GetIndicatorRequest& request) const;
  absl::StatusOr<v1::BatchGetIndicatorsResponse> BatchGetIndicators(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetIndicatorsRequest& request) const;
  absl::StatusOr<v1::ListIndicatorsResponse> ListIndicators(
      storage::Tx& tx, const storage::Call& call, const v1::ListIndicatorsRequest& request) const;
  absl::StatusOr<v1::Indicator> UpdateIndicator(storage::Change& change,
                                                const v1::UpdateIndicatorRequest& request) const;
  absl::StatusOr<v1::Indicator> DeleteIndicator(storage::Change& change,
                                                const v1::DeleteIndicatorRequest& request) const;
  absl::StatusOr<v1::Indicator> UndeleteIndicator(
      storage::Change& change, const v1::UndeleteIndicatorRequest& request) const;

  absl::StatusOr<v1::Figure> CreateFigure(storage::Change& change,
                                          const v1::CreateFigureRequest& request) const;
  absl::StatusOr<v1::Figure> GetFigure(storage::Tx& tx, const storage::Call& call,
                                       const v1::GetFigureRequest& request) const;
  absl::StatusOr<v1::BatchGetFiguresResponse> BatchGetFigures(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetFiguresRequest& request) const;
  absl::StatusOr<v1::ListFiguresResponse> ListFigures(storage::Tx& tx, const storage::Call& call,
                                                      const v1::ListFiguresRequest& request) const;
  absl::StatusOr<v1::Figure> ReviseFigure(storage::Change& change,
                                          const v1::ReviseFigureRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> ImportFigures(
      storage::Change& change, const v1::ImportFiguresRequest& request) const;
  absl::StatusOr<v1::ListFigureImportRejectsResponse> ListFigureImportRejects(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListFigureImportRejectsRequest& request) const;
  absl::StatusOr<v1::CompareFiguresResponse> CompareFigures(
      storage::Tx& tx, const storage::Call& call, const v1::CompareFiguresRequest& request) const;

  absl::StatusOr<v1::Result> CreateResult(storage::Change& change,
                                          const v1::CreateResultRequest& request) const;
  absl::StatusOr<v1::Result> GetResult(storage::Tx& tx, const storage::Call& call,
                                       const v1::GetResultRequest& request) const;
  absl::StatusOr<v1::BatchGetResultsResponse> BatchGetResults(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetResultsRequest& request) const;
  absl::StatusOr<v1::ListResultsResponse> ListResults(storage::Tx& tx, const storage::Call& call,
                                                      const v1::ListResultsRequest& request) const;
  absl::StatusOr<v1::Result> UpdateResult(storage::Change& change,
                                          const v1::UpdateResultRequest& request) const;
  absl::StatusOr<v1::Result> DeleteResult(storage::Change& change,
                                          const v1::DeleteResultRequest& request) const;
  absl::StatusOr<v1::Result> UndeleteResult(storage::Change& change,
                                            const v1::UndeleteResultRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
};

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_SERVICE_H_
