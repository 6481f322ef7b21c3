// Which rows, paragraphs or words of a story are repeated, and which are there under a condition.
#ifndef PLENARY_SERVICES_DOCUMENTS_LAYOUT_H_
#define PLENARY_SERVICES_DOCUMENTS_LAYOUT_H_

#include <vector>

#include "services/documents/marks.h"
#include "services/documents/package.h"

namespace plenary::documents {

// Puts what stands between a mark that begins something and its {/…} into an element of ours:
// words where both are in one paragraph, whole rows where they are in cells of one table, and else
// what lies between the two paragraphs in which they stand alone. The marks themselves are taken
// out, with the rows and paragraphs that held nothing else. Adds a problem for what is not ended,
// crosses something else or begins and ends in different places.
void LayOut(Story& story, const std::vector<Mark>& marks, std::vector<TemplateProblem>& problems);

// Whether a paragraph or a row has nothing in it that is seen or that we would fill in.
bool IsBlank(const pugi::xml_node& node);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_LAYOUT_H_
