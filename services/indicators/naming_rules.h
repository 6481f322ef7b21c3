// Whether a text names somebody. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_NAMING_RULES_H_
#define PLENARY_SERVICES_INDICATORS_NAMING_RULES_H_

#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"

namespace plenary::indicators {

// Whether a text about anything names a person: their family name stands in it as a word, and their
// given name or its initial, in whatever order; in scripts that part no words both as one. Names
// are taken as they are written in the directory: other cases of them are not known. Safe from
// several threads.
bool Names(absl::string_view text, const v1::Person& person);

// The same of a text that is nothing but somebody's name: the family name is enough.
bool IsNameOf(absl::string_view text, const v1::Person& person);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_NAMING_RULES_H_
