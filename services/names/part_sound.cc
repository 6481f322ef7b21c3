#include "services/names/part_sound.h"

#include "absl/strings/str_split.h"
#include "services/names/sound.h"

namespace plenary::names {

std::string SoundOfPart(absl::string_view part) {
  std::string sound;
  for (const absl::string_view word : absl::StrSplit(part, absl::ByAnyChar(" -"))) {
    sound += SoundOf(word);
  }
  return sound;
}

}  // namespace plenary::names
