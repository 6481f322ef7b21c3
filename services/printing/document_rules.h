// Which documents there are, what their templates are called, and what a request for one must say.
#ifndef PLENARY_SERVICES_PRINTING_DOCUMENT_RULES_H_
#define PLENARY_SERVICES_PRINTING_DOCUMENT_RULES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "plenary/v1/documents.pb.h"
#include "services/documents/dates.h"
#include "services/documents/template.h"

namespace plenary::printing {

// One template: a document in a language.
struct TemplateKey {
  v1::DocumentKind kind = v1::DOCUMENT_KIND_UNSPECIFIED;
  documents::Language language = documents::Language::kEnglish;
};

// The id of a kind in services/documents/shipped.h: "delegation-list".
absl::string_view IdOf(v1::DocumentKind kind);
// "documentTemplates/delegation-list-ru".
std::string NameOf(const TemplateKey& key);
// nullopt where there is no such template.
absl::optional<TemplateKey> KeyNamed(absl::string_view name);
// All there are, by name.
std::vector<TemplateKey> AllTemplates();
// The names of the fields that a template may use, those of lists behind that of the list:
// "people[].name".
std::vector<std::string> FieldNames(const documents::Fields& fields);

// Whether it is of an event: what is printed of it is kept to compare with.
bool IsOfEvent(v1::DocumentKind kind);
// Whether only who sees all of the event may have it: it names telephones.
bool NeedsWholeEvent(v1::DocumentKind kind);

// What is to be printed.
struct Order {
  v1::DocumentKind kind = v1::DOCUMENT_KIND_UNSPECIFIED;
  // "events/…/delegations/…", of EVENT_PROGRAMME "events/…", of ROUND_BRIEF "negotiations/…", of
  // YEAR_REPORT nothing
  std::string subject;
  int year = 0;  // of YEAR_REPORT
  documents::Language language = documents::Language::kEnglish;
  absl::optional<absl::CivilDay> day;  // only this one
  bool is_work_in_progress = false;
};

// The order that a request gives. INVALID_FIELDS.
absl::StatusOr<Order> OrderOf(const v1::RenderDocumentRequest& request);
// The order that was carried out; `is_work_in_progress` is not told of a print.
Order OrderOf(const v1::Print& print, bool is_work_in_progress);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_DOCUMENT_RULES_H_
