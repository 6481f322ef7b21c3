// Results: made, read, changed.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/control/commitment_table.h"
#include "services/control/item_table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/indicators/rules.h"
#include "services/indicators/service.h"
#include "services/indicators/table.h"
#include "services/protocols/table.h"
#include "services/storage/resource.h"

namespace plenary::indicators {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;
using Names = google::protobuf::RepeatedPtrField<std::string>;

absl::Status CheckWellFormed(const v1::Result& result) {
  base::FieldErrors errors;
  CheckResult(result, "result", errors);
  return errors.ToStatus();
}

// Calls `check` with each of `after` that is not among `before`, and with its path in the request:
// what was named once may be deleted later, and stays named.
absl::Status CheckNew(
    const Names& after, const Names& before, absl::string_view field,
    absl::FunctionRef<absl::Status(const std::string& name, const std::string& path)> check) {
  for (int i = 0; i < after.size(); ++i) {
    if (std::find(before.begin(), before.end(), after[i]) != before.end()) continue;
    PLENARY_RETURN_IF_ERROR(check(after[i], absl::StrCat("result.", field, "[", i, "]")));
  }
  return absl::OkStatus();
}

template <class Resource>
absl::Status CheckThere(const absl::StatusOr<absl::optional<Resource>>& found,
                        const std::string& name, const std::string& path) {
  if (!found.ok()) return found.status();
  return storage::CheckReference(*found, path, name);
}

absl::Status CheckOrigin(Tx& tx, const std::string& name, const std::string& path) {
  if (absl::StartsWith(name, "commitments/")) {
    return CheckThere(control::FindCommitment(tx, name), name, path);
  }
  if (absl::StartsWith(name, "actionItems/")) {
    return CheckThere(control::FindActionItem(tx, name), name, path);
  }
  if (absl::StartsWith(name, "negotiations/")) {
    return CheckThere(protocols::FindProtocol(tx, name), name, path);
  }
  return CheckThere(events::FindEvent(tx, name), name, path);
}

// Figures are never deleted.
absl::Status CheckFigureThere(Tx& tx, const std::string& name, const std::string& path) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindFigure(tx, name));
  if (found.has_value()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                      absl::StrCat(path, " names ", name, ", which does not exist"),
                      {{"resource", name}, {"field", path}});
}

// Whether everything is there that a result names and did not name before.
absl::Status CheckReferences(Tx& tx, const v1::Result& after, const v1::Result& before) {
  PLENARY_RETURN_IF_ERROR(CheckNew(after.parties(), before.parties(), "parties",
                                   [&](const std::string& name, const std::string& path) {
                                     return CheckThere(directory::FindOrganization(tx, name), name,
                                                       path);
                                   }));
  PLENARY_RETURN_IF_ERROR(CheckNew(after.origins(), before.origins(), "origins",
                                   [&](const std::string& name, const std::string& path) {
                                     return CheckOrigin(tx, name, path);
                                   }));
  return CheckNew(after.figures(), before.figures(), "figures",
                  [&](const std::string& name, const std::string& path) {
                    return CheckFigureThere(tx, name, path);
                  });
}

// Writes what was changed, with its etag and times, and records it as `kind`.
absl::StatusOr<v1::Result> Keep(Change& change, const v1::Result& before, v1::Result after,
                                v1::Change::Kind kind) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(after, before, now);
  if (kind == v1::Change::DELETED) *after.mutable_delete_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(UpdateResultRow(change.tx(), after));
  change.Record(after.name(), kind, after);
  return after;
}

}  // namespace

absl::StatusOr<v1::Result> IndicatorService::CreateResult(
    Change& change, const v1::CreateResultRequest& request) const {
  v1::Result made = request.result();
  base::ClearOutputOnly(made);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made));
  const std::string id = request.result_id().empty() ? change.NewId() : request.result_id();
  const std::string name = base::MakeName(kResultPattern, {id});
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  PLENARY_RETURN_IF_ERROR(CheckReferences(change.tx(), made, v1::Result()));
  storage::StampCreated(made, name, now);
  PLENARY_RETURN_IF_ERROR(InsertResult(change.tx(), made));
  change.Record(name, v1::Change::CREATED, made);
  return made;
}

absl::StatusOr<v1::Result> IndicatorService::GetResult(Tx& tx, const Call&,
                                                       const v1::GetResultRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Result found,
                           storage::Existing(FindResult(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::BatchGetResultsResponse> IndicatorService::BatchGetResults(
    Tx& tx, const Call&, const v1::BatchGetResultsRequest& request) const {
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, storage::ExistingEach(FindResults(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetResultsResponse response;
  for (v1::Result& each : found) *response.add_results() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListResultsResponse> IndicatorService::ListResults(
    Tx& tx, const Call& call, const v1::ListResultsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Result>(tx, call, ResultList(), request, "", "", {}, sealer_));
  v1::ListResultsResponse response;
  for (v1::Result& each : page.resources) *response.add_results() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Result> IndicatorService::UpdateResult(
    Change& change, const v1::UpdateResultRequest& request) const {
  const v1::Result& asked = request.result();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Result before,
      storage::Living(FindResult(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Result after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckReferences(change.tx(), after, before));
  return Keep(change, before, std::move(after), v1::Change::UPDATED);
}

absl::StatusOr<v1::Result> IndicatorService::DeleteResult(
    Change& change, const v1::DeleteResultRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Result before,
      storage::Living(FindResult(change.tx(), request.name()), request.name(), request.etag()));
  return Keep(change, before, before, v1::Change::DELETED);
}

absl::StatusOr<v1::Result> IndicatorService::UndeleteResult(
    Change& change, const v1::UndeleteResultRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Result before,
      storage::Current(FindResult(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  v1::Result after = before;
  after.clear_delete_time();
  return Keep(change, before, std::move(after), v1::Change::UNDELETED);
}

}  // namespace plenary::indicators
