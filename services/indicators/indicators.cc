// Indicators: made, read, changed.
#include <utility>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/indicators/rules.h"
#include "services/indicators/service.h"
#include "services/indicators/table.h"
#include "services/storage/resource.h"

namespace plenary::indicators {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::Status CheckWellFormed(const v1::Indicator& indicator) {
  base::FieldErrors errors;
  CheckIndicator(indicator, "indicator", errors);
  return errors.ToStatus();
}

// Writes what was changed, with its etag and times, and records it as `kind`.
absl::StatusOr<v1::Indicator> Keep(Change& change, const v1::Indicator& before, v1::Indicator after,
                                   v1::Change::Kind kind) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(after, before, now);
  if (kind == v1::Change::DELETED) *after.mutable_delete_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(UpdateIndicatorRow(change.tx(), after));
  change.Record(after.name(), kind, after);
  return after;
}

}  // namespace

absl::StatusOr<v1::Indicator> IndicatorService::CreateIndicator(
    Change& change, const v1::CreateIndicatorRequest& request) const {
  v1::Indicator made = request.indicator();
  base::ClearOutputOnly(made);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made));
  const std::string id = request.indicator_id().empty() ? change.NewId() : request.indicator_id();
  const std::string name = base::MakeName(kIndicatorPattern, {id});
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(made, name, now);
  PLENARY_RETURN_IF_ERROR(InsertIndicator(change.tx(), made));
  change.Record(name, v1::Change::CREATED, made);
  return made;
}

absl::StatusOr<v1::Indicator> IndicatorService::GetIndicator(
    Tx& tx, const Call&, const v1::GetIndicatorRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Indicator found,
                           storage::Existing(FindIndicator(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::BatchGetIndicatorsResponse> IndicatorService::BatchGetIndicators(
    Tx& tx, const Call&, const v1::BatchGetIndicatorsRequest& request) const {
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, storage::ExistingEach(FindIndicators(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetIndicatorsResponse response;
  for (v1::Indicator& each : found) *response.add_indicators() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListIndicatorsResponse> IndicatorService::ListIndicators(
    Tx& tx, const Call& call, const v1::ListIndicatorsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::List<v1::Indicator>(tx, call, IndicatorList(),
                                                                   request, "", "", {}, sealer_));
  v1::ListIndicatorsResponse response;
  for (v1::Indicator& each : page.resources) *response.add_indicators() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Indicator> IndicatorService::UpdateIndicator(
    Change& change, const v1::UpdateIndicatorRequest& request) const {
  Tx& tx = change.tx();
  const v1::Indicator& asked = request.indicator();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Indicator before,
      storage::Living(FindIndicator(tx, asked.name()), asked.name(), asked.etag()));
  v1::Indicator after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_ASSIGN_OR_RETURN(const std::string figure, AnyFigureOf(tx, asked.name()));
  PLENARY_RETURN_IF_ERROR(CheckFiguresStillFit(before, after, figure));
  return Keep(change, before, std::move(after), v1::Change::UPDATED);
}

absl::StatusOr<v1::Indicator> IndicatorService::DeleteIndicator(
    Change& change, const v1::DeleteIndicatorRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Indicator before,
      storage::Living(FindIndicator(change.tx(), request.name()), request.name(), request.etag()));
  return Keep(change, before, before, v1::Change::DELETED);
}

absl::StatusOr<v1::Indicator> IndicatorService::UndeleteIndicator(
    Change& change, const v1::UndeleteIndicatorRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Indicator before,
      storage::Current(FindIndicator(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  v1::Indicator after = before;
  after.clear_delete_time();
  return Keep(change, before, std::move(after), v1::Change::UNDELETED);
}

}  // namespace plenary::indicators
