// The rules of the directory: what a well-formed organization or person is, and what a merged one
// keeps. Pure.
#ifndef PLENARY_SERVICES_DIRECTORY_RULES_H_
#define PLENARY_SERVICES_DIRECTORY_RULES_H_

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/type/date.pb.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/errors.h"

namespace plenary::directory {

// Adds to `errors` what is wrong with an organization beyond what its fields declare: no name, two
// names (or short names) in one language of one side, a region of another state, a name with
// characters that cannot be seen. `field` is its path in the request: "organization".
void CheckOrganization(const v1::Organization& organization, absl::string_view field,
                       base::FieldErrors& errors);

// The same for a person: no name, two names in one language, script and side, a script that is no
// ISO 15924 code, a Latin spelling in another script, two job titles in one language of one side, a
// name with characters that cannot be seen or with letters of another script that look alike.
void CheckPerson(const v1::Person& person, absl::string_view field, base::FieldErrors& errors);

// The day of a date of the Gregorian calendar from 1900 on; nullopt for any other, and where a part
// of it is missing.
absl::optional<absl::CivilDay> DayOf(const google::type::Date& date);

// Adds to `errors` what is wrong with the protected data that a person brings: a date of birth that
// is no such date or lies after `now`; a number of a passport that is none; a passport that expires
// before it was issued, or is issued after `now`.
void CheckProtected(const v1::Person& person, absl::Time now, absl::string_view field,
                    base::FieldErrors& errors);

// Adds to who stays what he lacks and `duplicate` has: names in other languages, scripts or of
// other sides, the Latin spelling, job titles in other languages, languages, organization, country,
// mail, telephone. `duplicate` and its aliases become aliases.
void FillFrom(const v1::Person& duplicate, v1::Person& person);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_RULES_H_
