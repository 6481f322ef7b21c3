// Pieces of a key, by which an index finds the keys that resemble it.
#ifndef PLENARY_SERVICES_NAMES_TRIGRAMS_H_
#define PLENARY_SERVICES_NAMES_TRIGRAMS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::names {

// Every three neighbouring bytes of "^sound$", each once, in byte order: "li" gives "^li" and
// "li$". `sound` is a key of SoundOf or a word of SoundWords; an empty one has none. Thread-safe.
std::vector<std::string> Trigrams(absl::string_view sound);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_TRIGRAMS_H_
