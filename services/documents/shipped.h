// The templates that Plenary brings along: documents in four languages each.
#ifndef PLENARY_SERVICES_DOCUMENTS_SHIPPED_H_
#define PLENARY_SERVICES_DOCUMENTS_SHIPPED_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/documents/dates.h"
#include "services/documents/template.h"

namespace plenary::documents {

// All of these are safe from several threads.

struct DocumentKind {
  std::string id;  // "delegation-list"
  Fields fields;
  // Whether it is of an event: what is printed of it is noted there, has a version and an id.
  bool is_of_event = true;
};

// "delegation-list", "programme-guests", "programme-working", "head-day" and "event-programme",
// which are of an event; "year-report", "round-brief" and "counterpart-page".
const std::vector<DocumentKind>& DocumentKinds();
// Null where there is no such kind.
const DocumentKind* FindDocumentKind(absl::string_view id);

// What people call it: «Список делегации». `id` is that of a kind.
std::string DocumentTitle(absl::string_view id, Language language);
// The DOCX, the same bytes each time. `id` is that of a kind.
std::string ShippedTemplate(absl::string_view id, Language language);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_SHIPPED_H_
