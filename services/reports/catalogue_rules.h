// The catalogue of patterns that sentences of reports are made from:
// services/reports/sentences.txt, compiled in. Pure.
#ifndef PLENARY_SERVICES_REPORTS_CATALOGUE_RULES_H_
#define PLENARY_SERVICES_REPORTS_CATALOGUE_RULES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/documents/dates.h"

namespace plenary::reports {

// All of these are safe from several threads.

// The file as it is written.
absl::string_view CatalogueText();

// Every key there is.
std::vector<std::string> PatternKeys();
// The pattern of a key, which is one of these, in a language.
const std::string& PatternOf(absl::string_view key, documents::Language language);

}  // namespace plenary::reports

#endif  // PLENARY_SERVICES_REPORTS_CATALOGUE_RULES_H_
