// Given names that everybody has, for this workshop alone.
#ifndef PLENARY_SERVICES_NAMES_GIVEN_NAMES_H_
#define PLENARY_SERVICES_NAMES_GIVEN_NAMES_H_

#include "absl/strings/string_view.h"

namespace plenary::names {

// Whether the key of a word is that of a common given name, in whatever script: "ivan".
bool SoundsLikeGivenName(absl::string_view sound);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_GIVEN_NAMES_H_
