// Unpacks a file of parts, under limits.
#ifndef PLENARY_SERVICES_DOCUMENTS_UNZIP_H_
#define PLENARY_SERVICES_DOCUMENTS_UNZIP_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "services/documents/package.h"

namespace plenary::documents {

// The parts in the order of the file. A problem is added where it is no ZIP, damaged, under a
// password or too large; then nothing is returned.
std::vector<Part> Unzip(absl::string_view zip, std::vector<TemplateProblem>& problems);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_UNZIP_H_
