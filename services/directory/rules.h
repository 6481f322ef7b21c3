// The rules of the directory: what a well-formed organization or person is. Pure.
#ifndef PLENARY_SERVICES_DIRECTORY_RULES_H_
#define PLENARY_SERVICES_DIRECTORY_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/errors.h"

namespace plenary::directory {

// Adds to `errors` what is wrong with an organization beyond what its fields declare: no name, two
// names (or short names) in one language of one side, a region of another state. `field` is its
// path in the request: "organization".
void CheckOrganization(const v1::Organization& organization, absl::string_view field,
                       base::FieldErrors& errors);

// The same for a person: no name, two names in one language, script and side, a script that is no
// ISO 15924 code, a Latin spelling in another script, two job titles in one language of one side.
void CheckPerson(const v1::Person& person, absl::string_view field, base::FieldErrors& errors);

// The text a person is sorted by: family name, given name and patronymic of the first name.
std::string SortNameOf(const v1::Person& person);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_RULES_H_
