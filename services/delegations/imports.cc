// Imports as clients see them: a preview, the operation that carries one out, what it rejected.
#include <string>
#include <utility>
#include <vector>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/import_reading.h"
#include "services/delegations/import_table.h"
#include "services/delegations/service.h"
#include "services/delegations/table.h"
#include "services/events/table.h"
#include "services/files/table.h"
#include "services/interchange/cells.h"
#include "services/storage/operation_table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

constexpr int kPreviewRows = 20;

absl::StatusOr<interchange::ListContext> ContextOf(Tx& tx,
                                                   const v1::PreviewImportRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Event event,
      storage::Living(events::FindEvent(tx, request.parent()), request.parent()));
  interchange::ListContext context;
  context.kind = request.is_of_delegations() ? interchange::ListKind::kDelegations
                                             : interchange::ListKind::kParticipants;
  context.custom_fields.assign(event.custom_fields().begin(), event.custom_fields().end());
  PLENARY_ASSIGN_OR_RETURN(context.categories, events::ListAllCategories(tx, request.parent()));
  return context;
}

// How a list is read, as an import would be told it.
v1::TableOptions ToOptions(const OpenList& list) {
  const interchange::TableFormat& format = list.format();
  v1::TableOptions options;
  if (format.kind == interchange::TableFormat::kCsv) {
    options.set_encoding(format.encoding);
    options.set_delimiter(std::string(1, format.delimiter));
  } else {
    options.set_sheet(format.sheet);
  }
  options.set_header_line(static_cast<int32_t>(list.header_line()));
  return options;
}

absl::Status AddRows(OpenList& list, v1::ImportPreview& preview) {
  interchange::TableRow row;
  while (preview.rows_size() < kPreviewRows) {
    PLENARY_ASSIGN_OR_RETURN(const bool is_there, list.Next(row));
    if (!is_there) break;
    v1::ImportPreview::Row& added = *preview.add_rows();
    added.set_line(row.line);
    for (const std::string& cell : row.cells) {
      added.add_cells(std::string(interchange::ReadPlain(cell)));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckInEvent(absl::string_view name, absl::string_view event,
                          absl::string_view field) {
  if (name.empty() || base::EventOf(name) == event) return absl::OkStatus();
  return base::BadField(field, absl::StrCat("must lie in ", event));
}

// Whether an import may begin at all: its event and its file are there.
absl::Status CheckBeginning(Tx& tx, const std::string& event, const std::string& file) {
  PLENARY_RETURN_IF_ERROR(storage::Living(events::FindEvent(tx, event), event).status());
  return storage::Existing(files::FindFile(tx, file), file).status();
}

// Begins an import, whose file stays until it is read.
template <class Request>
absl::StatusOr<google::longrunning::Operation> Begin(Change& change, const Request& request) {
  PLENARY_RETURN_IF_ERROR(CheckBeginning(change.tx(), request.parent(), request.file()));
  v1::ImportMetadata metadata;
  metadata.set_phase(v1::ImportMetadata::READING);
  metadata.set_dry_run(request.dry_run());
  PLENARY_ASSIGN_OR_RETURN(google::longrunning::Operation operation,
                           storage::AddOperation(change, request, metadata));
  PLENARY_RETURN_IF_ERROR(change.tx().Require(files::kFilesKey));
  PLENARY_RETURN_IF_ERROR(files::HoldFile(change.tx(), request.file(), operation.name()));
  return operation;
}

}  // namespace

absl::StatusOr<v1::ImportPreview> DelegationService::PreviewImport(
    Tx& tx, const Call&, const v1::PreviewImportRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(interchange::ListContext context, ContextOf(tx, request));
  PLENARY_ASSIGN_OR_RETURN(v1::File file,
                           storage::Existing(files::FindFile(tx, request.file()), request.file()));
  const ReadDatabase read = [&tx](const storage::Body& body) { return body(tx); };
  PLENARY_ASSIGN_OR_RETURN(
      const auto list, OpenList::Open(vault_, std::move(file), read,
                                      {request.table(), request.columns(), std::move(context)}));
  v1::ImportPreview preview;
  const interchange::TableFormat& format = list->format();
  preview.set_format(format.kind == interchange::TableFormat::kCsv ? "CSV" : "XLSX");
  *preview.mutable_table() = ToOptions(*list);
  *preview.mutable_sheets() = {format.sheets.begin(), format.sheets.end()};
  *preview.mutable_columns() = {list->columns().begin(), list->columns().end()};
  *preview.mutable_problems() = {list->problems().begin(), list->problems().end()};
  PLENARY_RETURN_IF_ERROR(AddRows(*list, preview));
  return preview;
}

absl::StatusOr<google::longrunning::Operation> DelegationService::ImportParticipants(
    Change& change, const v1::ImportParticipantsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckInEvent(request.delegation(), request.parent(), "delegation"));
  PLENARY_RETURN_IF_ERROR(CheckInEvent(request.category(), request.parent(), "category"));
  if (!request.delegation().empty()) {
    PLENARY_ASSIGN_OR_RETURN(const auto delegation,
                             FindDelegation(change.tx(), request.delegation()));
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(delegation, "delegation", request.delegation()));
  }
  if (!request.category().empty()) {
    PLENARY_ASSIGN_OR_RETURN(const auto category,
                             events::FindCategory(change.tx(), request.category()));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(category, "category", request.category()));
  }
  return Begin(change, request);
}

absl::StatusOr<google::longrunning::Operation> DelegationService::ImportDelegations(
    Change& change, const v1::ImportDelegationsRequest& request) const {
  return Begin(change, request);
}

absl::StatusOr<v1::ListImportRejectsResponse> DelegationService::ListImportRejects(
    Tx& tx, const Call& call, const v1::ListImportRejectsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(storage::FindOperation(tx, request.parent()), request.parent()).status());
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = request.parent();
  asked.filter = request.filter();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(ImportRejectList(), asked, "operation = $1",
                                          {request.parent()}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(const auto page, storage::ReadPage<SealedReject>(tx, query, sealer_));
  v1::ListImportRejectsResponse response;
  for (const SealedReject& sealed : page.resources) {
    PLENARY_ASSIGN_OR_RETURN(*response.add_rejects(), OpenReject(vault_, request.parent(), sealed));
  }
  response.set_next_page_token(page.next_page_token);
  return response;
}

}  // namespace plenary::delegations
