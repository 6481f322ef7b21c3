// What a document could do beside being read: run programs, fetch content, read other files.
#ifndef PLENARY_SERVICES_DOCUMENTS_DANGERS_H_
#define PLENARY_SERVICES_DOCUMENTS_DANGERS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "pugixml.hpp"
#include "services/documents/package.h"

namespace plenary::documents {

// Adds a problem where a part by its name and content type is a macro, a control or an embedded
// object.
void CheckPartType(const std::string& name, const std::string& content_type,
                   std::vector<TemplateProblem>& problems);

// Adds a problem for each relationship to something outside of the file that a program would fetch
// by itself; links to web pages and mail addresses that people click are no such thing.
void CheckRelationships(const std::string& part, const pugi::xml_document& relationships,
                        std::vector<TemplateProblem>& problems);

// Adds a problem for each field of Word's own that reads other files, and for each drawing that
// does.
void CheckStory(const std::string& story, const pugi::xml_document& xml,
                std::vector<TemplateProblem>& problems);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_DANGERS_H_
