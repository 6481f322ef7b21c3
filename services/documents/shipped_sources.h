// The files of templates/, compiled in.
#ifndef PLENARY_SERVICES_DOCUMENTS_SHIPPED_SOURCES_H_
#define PLENARY_SERVICES_DOCUMENTS_SHIPPED_SOURCES_H_

#include <map>
#include <string>

namespace plenary::documents {

// By their names: "styles.xml".
const std::map<std::string, std::string>& ShippedSources();

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_SHIPPED_SOURCES_H_
