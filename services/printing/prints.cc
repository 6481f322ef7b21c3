// Documents that are made, prints that were, and what changed since.
#include <string>
#include <utility>

#include "services/base/access.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/events/table.h"
#include "services/printing/comparison_rules.h"
#include "services/printing/document_rules.h"
#include "services/printing/service.h"
#include "services/printing/sheets.h"
#include "services/printing/table.h"
#include "services/storage/change_log.h"
#include "services/storage/operation_table.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::printing {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Whether something of an event is seen, if only a delegation.
bool SeesSomethingOf(const base::Access* access, absl::string_view event) {
  if (base::SeesWhole(access, event)) return true;
  for (const base::Grant& grant : access->grants()) {
    if (base::EventOf(grant.on) == event) return true;
  }
  return false;
}

// A print that the caller may see: one of a delegation or event that they see, and what is for the
// hosts' staff only where they see all of the event. What is hidden is not there.
absl::StatusOr<v1::Print> SeenPrint(Tx& tx, const Call& call, const std::string& name) {
  PLENARY_ASSIGN_OR_RETURN(v1::Print print, storage::Existing(FindPrint(tx, name), name));
  const bool is_of_event = base::EventOf(print.subject()) == print.subject();
  const bool sees_subject = is_of_event ? SeesSomethingOf(call.access, print.subject())
                                        : base::SeesWhole(call.access, print.subject());
  const bool is_hidden = NeedsWholeEvent(print.kind()) &&
                         !base::SeesWhole(call.access, base::EventOf(print.subject()));
  if (!sees_subject || is_hidden) return base::NotFound(name);
  return print;
}

absl::Status PdfUnavailable() {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PDF_UNAVAILABLE,
                      "this server has no LibreOffice to make a PDF with; ask for DOCX, or "
                      "install the package libreoffice-writer-nogui");
}

}  // namespace

absl::StatusOr<google::longrunning::Operation> DocumentService::RenderDocument(
    Change& change, const v1::RenderDocumentRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Order order, OrderOf(request));
  PLENARY_RETURN_IF_ERROR(CheckMayPrint(change.call(), order));
  if (request.format() == v1::PDF && !pdf_.is_available()) return PdfUnavailable();
  // Whether there is something to print is told at once.
  PLENARY_RETURN_IF_ERROR(GatherSheet(change.tx(), change.call(), sources_, order).status());
  v1::RenderDocumentMetadata metadata;
  metadata.set_stage("filling");
  return storage::AddOperation(change, request, metadata);
}

absl::StatusOr<v1::Print> DocumentService::GetPrint(Tx& tx, const Call& call,
                                                    const v1::GetPrintRequest& request) const {
  return SeenPrint(tx, call, request.name());
}

absl::StatusOr<v1::ListPrintsResponse> DocumentService::ListPrints(
    Tx& tx, const Call& call, const v1::ListPrintsRequest& request) const {
  const std::string& event = request.parent();
  PLENARY_RETURN_IF_ERROR(storage::Existing(events::FindEvent(tx, event), event).status());
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = event;
  asked.filter = request.filter();
  asked.order_by = request.order_by();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(PrintList(), asked, "event = $1", {event}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::Print>(tx, query, sealer_));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListPrintsResponse response;
  for (v1::Print& each : page.resources) *response.add_prints() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, event));
  response.set_resume_token(storage::MakeResumeToken(sealer_, event, head.number));
  return response;
}

absl::StatusOr<v1::CompareWithPrintResponse> DocumentService::CompareWithPrint(
    Tx& tx, const Call& call, const v1::CompareWithPrintRequest& request) const {
  v1::CompareWithPrintResponse response;
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_print(), SeenPrint(tx, call, request.name()));
  PLENARY_ASSIGN_OR_RETURN(const vault::Sealed content, FindContent(tx, request.name()));
  PLENARY_ASSIGN_OR_RETURN(const KeptLines kept, OpenLines(vault_, request.name(), content));
  PLENARY_ASSIGN_OR_RETURN(
      const Sheet now,
      GatherSheet(tx, call, sources_, OrderOf(response.print(), kept.is_work_in_progress)));
  for (auto& difference : Compare(kept.lines, now.lines)) {
    *response.add_differences() = std::move(difference);
  }
  response.set_version(now.version);
  return response;
}

}  // namespace plenary::printing
