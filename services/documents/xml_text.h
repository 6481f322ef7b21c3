// Text that XML can hold.
#ifndef PLENARY_SERVICES_DOCUMENTS_XML_TEXT_H_
#define PLENARY_SERVICES_DOCUMENTS_XML_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::documents {

// Leaves out what no XML document may have in it (XML 1.0, 2.2: most control characters, U+FFFE,
// U+FFFF); each byte that is not UTF-8 becomes U+FFFD. Line ends of any kind become "\n".
std::string XmlText(absl::string_view text);

// Whether a document of XML is UTF-8 and has nothing in it that none may have.
bool IsXmlText(absl::string_view text);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_XML_TEXT_H_
