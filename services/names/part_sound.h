// How a family name or a given name sounds as a whole.
#ifndef PLENARY_SERVICES_NAMES_PART_SOUND_H_
#define PLENARY_SERVICES_NAMES_PART_SOUND_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::names {

// The sounds (SoundOf) of a name's words, joined: a name of several words, or a double one, is one.
// Safe from several threads.
std::string SoundOfPart(absl::string_view part);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_PART_SOUND_H_
