// Exports as clients see them: the operations that write lists.
#include "google/longrunning/operations.pb.h"
#include "services/base/errors.h"
#include "services/delegations/export_rules.h"
#include "services/delegations/service.h"
#include "services/storage/operation_table.h"

namespace plenary::delegations {

using storage::Change;

absl::StatusOr<google::longrunning::Operation> DelegationService::ExportParticipants(
    Change& change, const v1::ExportParticipantsRequest& request) const {
  base::FieldErrors errors;
  for (int i = 0; i < request.fields_size(); ++i) {
    if (IsExported(request.fields(i))) continue;
    errors.Add(absl::StrCat("fields[", i, "]"), "is none that a list of participants is given");
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  // Whether the list can be had is told at once.
  v1::ListParticipantsRequest list;
  list.set_parent(request.parent());
  list.set_filter(request.filter());
  list.set_order_by(request.order_by());
  list.set_page_size(1);
  PLENARY_RETURN_IF_ERROR(ListParticipants(change.tx(), change.call(), list).status());
  return storage::AddOperation(change, request, v1::ExportMetadata());
}

absl::StatusOr<google::longrunning::Operation> DelegationService::ExportDelegations(
    Change& change, const v1::ExportDelegationsRequest& request) const {
  v1::ListDelegationsRequest list;
  list.set_parent(request.parent());
  list.set_filter(request.filter());
  list.set_order_by(request.order_by());
  list.set_page_size(1);
  PLENARY_RETURN_IF_ERROR(ListDelegations(change.tx(), change.call(), list).status());
  return storage::AddOperation(change, request, v1::ExportMetadata());
}

}  // namespace plenary::delegations
