// DocumentService: lists, programmes, briefs and reports on paper. Each method does what its
// comment in plenary/v1/documents.proto promises; requests arrive checked (base::CheckFields) and
// run inside a transaction of the caller.
#ifndef PLENARY_SERVICES_PRINTING_SERVICE_H_
#define PLENARY_SERVICES_PRINTING_SERVICE_H_

#include "absl/status/statusor.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/documents.pb.h"
#include "services/base/list_query.h"
#include "services/pdf/pdf.h"
#include "services/printing/sheets.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::printing {

// Safe from several threads. What it is given outlives it.
class DocumentService {
 public:
  DocumentService(const base::TokenSealer& sealer, const vault::Vault& vault,
                  const Sources& sources, const pdf::PdfMaker& pdf)
      : sealer_(sealer), vault_(vault), sources_(sources), pdf_(pdf) {}

  absl::StatusOr<v1::ListTemplatesResponse> ListTemplates(
      storage::Tx& tx, const storage::Call& call, const v1::ListTemplatesRequest& request) const;
  absl::StatusOr<v1::DocumentTemplate> GetTemplate(storage::Tx& tx, const storage::Call& call,
                                                   const v1::GetTemplateRequest& request) const;
  absl::StatusOr<v1::ExportTemplateResponse> ExportTemplate(
      storage::Change& change, const v1::ExportTemplateRequest& request) const;
  absl::StatusOr<v1::DocumentTemplate> ReplaceTemplate(
      storage::Change& change, const v1::ReplaceTemplateRequest& request) const;
  absl::StatusOr<v1::DocumentTemplate> RestoreTemplate(
      storage::Change& change, const v1::RestoreTemplateRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> RenderDocument(
      storage::Change& change, const v1::RenderDocumentRequest& request) const;
  absl::StatusOr<v1::Print> GetPrint(storage::Tx& tx, const storage::Call& call,
                                     const v1::GetPrintRequest& request) const;
  absl::StatusOr<v1::ListPrintsResponse> ListPrints(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListPrintsRequest& request) const;
  absl::StatusOr<v1::CompareWithPrintResponse> CompareWithPrint(
      storage::Tx& tx, const storage::Call& call, const v1::CompareWithPrintRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  const vault::Vault& vault_;
  const Sources sources_;
  const pdf::PdfMaker& pdf_;
};

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_SERVICE_H_
