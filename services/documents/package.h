// The parts of a DOCX (ECMA-376, part 2), and what is not let in.
#ifndef PLENARY_SERVICES_DOCUMENTS_PACKAGE_H_
#define PLENARY_SERVICES_DOCUMENTS_PACKAGE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "pugixml.hpp"
#include "services/documents/template.h"

namespace plenary::documents {

struct Part {
  std::string name;   // "word/document.xml"
  std::string bytes;  // unpacked
};

// A part in which people write: the document itself, a header, a footer, notes.
struct Story {
  size_t part = 0;   // its place among the parts
  std::string name;  // "document"
  pugi::xml_document xml;
};

struct Package {
  std::vector<Part> parts;
  std::vector<Story> stories;  // the document first
};

// What somebody can mend in one go; what a file made to have millions is kept to.
constexpr size_t kMostProblems = 200;

// Adds a problem unless there are kMostProblems, or one of the same field in the same paragraph.
void AddProblem(TemplateProblem problem, std::vector<TemplateProblem>& problems);
// One of a whole part, or of the whole file where `part` is empty.
void AddProblem(absl::string_view part, absl::string_view words,
                std::vector<TemplateProblem>& problems);

// Unpacks a DOCX and parses its stories. Problems are added where it is none, is damaged, is larger
// than a template may be, or could do more than be filled; the package is then of no use.
Package OpenPackage(absl::string_view docx, std::vector<TemplateProblem>& problems);

// Packs parts and stories. INTERNAL where there is no memory for it.
absl::StatusOr<std::string> ClosePackage(const Package& package);

// Packs parts alone: the same parts make the same bytes.
absl::StatusOr<std::string> Zip(const std::vector<Part>& parts);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_PACKAGE_H_
