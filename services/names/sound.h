// Keys under which a name is found whatever script and spelling it comes in.
#ifndef PLENARY_SERVICES_NAMES_SOUND_H_
#define PLENARY_SERVICES_NAMES_SOUND_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::names {

// All of these are safe from several threads.

// The version of stored keys; raised when a rule or ICU's data changes them.
inline constexpr int kSoundVersion = 2;

// How one word sounds, roughly: a key of a–z, empty where the word has no letter. Spellings of one
// name in Russian, Belarusian, English and on passports have equal keys, or keys that SoundsClose
// (closeness.h) takes for alike: Ковалёв, Кавалёў, KAVALIOU and Kovalyov are all "kavalav";
// 张伟, Zhang Wei and Чжан Вэй sound the same word by word. Chinese characters are
// read as pinyin and joined.
//
// A key is not a word: don't take the key of a key.
std::string SoundOf(absl::string_view word);

// The keys of all words of a text, in their order. A run of digits is a word as it is. A run of
// Chinese characters gives itself joined; the given name joined, where one of the usual family
// names stands before it; a double family name joined; each syllable; and the name of another
// language that it may transcribe. 王小明 is "vansamin", "samin", "van", "sa", "min"; 科瓦廖夫 is
// "kavalav" among others.
std::vector<std::string> SoundWords(absl::string_view text);

// The key of the Russian or Belarusian name that a run of Chinese characters may transcribe: that
// of Ковалёв for 科瓦廖夫. Empty where it is none.
std::string TranscribedSoundOf(absl::string_view han);

// The form in which two texts are the same for a reader who doesn't mind case: NFKC and folded
// case, ё as е, Latin letters without marks, blanks and hyphens and apostrophes of every kind
// as one, none around a hyphen and none at the ends.
std::string Fold(absl::string_view text);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_SOUND_H_
