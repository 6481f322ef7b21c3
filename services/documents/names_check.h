// Whether what a template asks for is there.
#ifndef PLENARY_SERVICES_DOCUMENTS_NAMES_CHECK_H_
#define PLENARY_SERVICES_DOCUMENTS_NAMES_CHECK_H_

#include <vector>

#include "services/documents/marks.h"
#include "services/documents/package.h"
#include "services/documents/template.h"

namespace plenary::documents {

// Adds a problem for each name of a story, laid out, that is unknown where it stands, is a text
// where a list is wanted, or the other way round; with the name that was probably meant.
void CheckNames(const Story& story, const std::vector<Mark>& marks, const Fields& fields,
                std::vector<TemplateProblem>& problems);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_NAMES_CHECK_H_
