// The pieces that a full name is made of, for this workshop alone.
#ifndef PLENARY_SERVICES_NAMES_NAME_UNITS_H_
#define PLENARY_SERVICES_NAMES_NAME_UNITS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::names {

// A piece of a name that isn't taken apart further: a word, an initial, "van der Berg", "Мамед
// оглы".
struct Unit {
  std::string text;
  bool is_initial = false;
  bool is_capitals = false;
  bool is_with_particle = false;
  bool is_with_maker = false;  // оглы, kyzy
};

using Units = std::vector<Unit>;

// The units of a cleaned text in their order, without honorifics, degrees, numbers and punctuation;
// words in capitals only, and all where no letter is one, are capitalised, and an initial has its
// full stop. Where there are honorifics and nothing else, they are names.
Units UnitsOf(absl::string_view text);

// Whether nothing that could be a name is in `text`.
bool HasOnlyHonorifics(absl::string_view text);

// The text in small letters.
std::string Lower(absl::string_view text);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_NAME_UNITS_H_
