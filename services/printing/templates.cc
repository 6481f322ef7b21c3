// The templates: those that are shipped, and those that staff put in their place.
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/etag.h"
#include "services/base/names.h"
#include "services/documents/shipped.h"
#include "services/documents/template.h"
#include "services/files/table.h"
#include "services/printing/document_rules.h"
#include "services/printing/service.h"
#include "services/printing/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"

namespace plenary::printing {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::StatusOr<TemplateKey> ExistingKey(absl::string_view name) {
  const auto key = KeyNamed(name);
  if (!key) return base::NotFound(name);
  return *key;
}

const documents::Fields& FieldsOf(const TemplateKey& key) {
  return documents::FindDocumentKind(IdOf(key.kind))->fields;
}

// As clients see it; `stored` is what its row says, if it has one.
v1::DocumentTemplate Told(const TemplateKey& key, const v1::DocumentTemplate* stored) {
  v1::DocumentTemplate told;
  if (stored != nullptr) told = *stored;
  told.set_name(NameOf(key));
  told.set_kind(key.kind);
  told.set_language_code(std::string(documents::TagOf(key.language)));
  if (told.etag().empty()) told.set_etag(base::FirstEtag());
  for (std::string& field : FieldNames(FieldsOf(key))) *told.add_fields() = std::move(field);
  return told;
}

// The template in use, as its row says or as it is shipped.
absl::StatusOr<TemplateRow> InUse(Tx& tx, const TemplateKey& key) {
  PLENARY_ASSIGN_OR_RETURN(auto row, FindTemplateRow(tx, NameOf(key)));
  if (row) return *std::move(row);
  TemplateRow shipped;
  shipped.body.set_name(NameOf(key));
  shipped.body.set_etag(base::FirstEtag());
  return shipped;
}

absl::Status CheckEtag(const std::string& asked, const v1::DocumentTemplate& body) {
  if (asked.empty() || asked == body.etag()) return absl::OkStatus();
  return base::StaleEtag(body.name(), body.etag());
}

// Writes the row as the revision after this one, and records it.
absl::StatusOr<v1::DocumentTemplate> Keep(Change& change, const TemplateKey& key, TemplateRow row) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(row.body.name()));
  row.body.set_etag(base::NextEtag(row.body.etag()));
  *row.body.mutable_update_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(WriteTemplateRow(change.tx(), row));
  const v1::DocumentTemplate told = Told(key, &row.body);
  change.Record(told.name(), v1::Change::UPDATED, told);
  return told;
}

}  // namespace

absl::StatusOr<v1::ListTemplatesResponse> DocumentService::ListTemplates(
    Tx& tx, const Call&, const v1::ListTemplatesRequest&) const {
  PLENARY_ASSIGN_OR_RETURN(const auto rows, ListTemplateRows(tx));
  std::map<std::string, const v1::DocumentTemplate*> stored;
  for (const v1::DocumentTemplate& row : rows) stored.emplace(row.name(), &row);
  v1::ListTemplatesResponse response;
  for (const TemplateKey& key : AllTemplates()) {
    const auto found = stored.find(NameOf(key));
    *response.add_document_templates() = Told(key, found == stored.end() ? nullptr : found->second);
  }
  return response;
}

absl::StatusOr<v1::DocumentTemplate> DocumentService::GetTemplate(
    Tx& tx, const Call&, const v1::GetTemplateRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const TemplateKey key, ExistingKey(request.name()));
  PLENARY_ASSIGN_OR_RETURN(const TemplateRow row, InUse(tx, key));
  return Told(key, &row.body);
}

absl::StatusOr<v1::ExportTemplateResponse> DocumentService::ExportTemplate(
    Change& change, const v1::ExportTemplateRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_RETURN_IF_ERROR(tx.Require(files::kFilesKey));
  PLENARY_ASSIGN_OR_RETURN(const TemplateKey key, ExistingKey(request.name()));
  PLENARY_ASSIGN_OR_RETURN(const TemplateRow row, InUse(tx, key));
  const bool is_shipped = request.shipped() || row.content.empty();
  files::FileWriter file(vault_, base::MakeName(files::kFilePattern, {change.NewId()}),
                         absl::StrCat(base::LastId(request.name()), ".docx"), change.call().caller);
  file.Add(is_shipped ? documents::ShippedTemplate(IdOf(key.kind), key.language) : row.content);
  PLENARY_ASSIGN_OR_RETURN(const v1::File written, file.Complete(tx));
  v1::ExportTemplateResponse response;
  response.set_file(written.name());
  return response;
}

absl::StatusOr<v1::DocumentTemplate> DocumentService::ReplaceTemplate(
    Change& change, const v1::ReplaceTemplateRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const TemplateKey key, ExistingKey(request.name()));
  PLENARY_ASSIGN_OR_RETURN(TemplateRow row, InUse(tx, key));
  PLENARY_RETURN_IF_ERROR(CheckEtag(request.etag(), row.body));
  PLENARY_ASSIGN_OR_RETURN(const v1::File file,
                           storage::Existing(files::FindFile(tx, request.file()), request.file()));
  // One byte more than a template may have shows that it is too large, however large it is.
  PLENARY_ASSIGN_OR_RETURN(
      std::string content,
      files::ReadFilePart(tx, vault_, request.file(), 0,
                          static_cast<int64_t>(documents::kMostTemplateBytes) + 1));
  PLENARY_RETURN_IF_ERROR(documents::Refusal(documents::CheckTemplate(content, FieldsOf(key))));
  row.content = std::move(content);
  row.body.set_is_replaced(true);
  row.body.set_filename(file.filename());
  row.body.set_replaced_by(change.call().caller);
  return Keep(change, key, std::move(row));
}

absl::StatusOr<v1::DocumentTemplate> DocumentService::RestoreTemplate(
    Change& change, const v1::RestoreTemplateRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const TemplateKey key, ExistingKey(request.name()));
  PLENARY_ASSIGN_OR_RETURN(TemplateRow row, InUse(change.tx(), key));
  PLENARY_RETURN_IF_ERROR(CheckEtag(request.etag(), row.body));
  if (!row.body.is_replaced()) return Told(key, &row.body);
  row.content.clear();
  row.body.set_is_replaced(false);
  row.body.clear_filename();
  row.body.clear_replaced_by();
  return Keep(change, key, std::move(row));
}

}  // namespace plenary::printing
