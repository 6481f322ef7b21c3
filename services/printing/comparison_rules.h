// What changed between two prints of a document, line by line.
#ifndef PLENARY_SERVICES_PRINTING_COMPARISON_RULES_H_
#define PLENARY_SERVICES_PRINTING_COMPARISON_RULES_H_

#include <string>
#include <vector>

#include "plenary/v1/documents.pb.h"

namespace plenary::printing {

// A line of a document: what it is about, by which it is found again, and its cells.
struct PrintedLine {
  std::string about;  // the resource: unique in a document
  std::string text;   // cells separated by " | "
};

// The lines that are new, changed or gone, in the order of the document as it would be now; what is
// gone stands where it stood.
std::vector<v1::CompareWithPrintResponse::Difference> Compare(
    const std::vector<PrintedLine>& before, const std::vector<PrintedLine>& after);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_COMPARISON_RULES_H_
