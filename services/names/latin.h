// The Latin spelling of a name, as a passport would have it.
#ifndef PLENARY_SERVICES_NAMES_LATIN_H_
#define PLENARY_SERVICES_NAMES_LATIN_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::names {

// A proposal for people to correct: Latin letters of ASCII, for a name or a part of one in
// `language` (BCP 47: "ru", "be-BY"; empty: unknown). Cyrillic words are capitalised:
// "ЩУКИН" is "Shchukin", "Иванова-Петрова" is "Ivanova-Petrova". Thread-safe.
//
// - Cyrillic: ICAO Doc 9303, Machine Readable Travel Documents, Part 3, Section 6, table B
//   (8th edition, 2021), with its exceptions for Belarusian where `language` is "be": Г is H,
//   Ё is IO, an apostrophe is left out. Letters of other languages that
//   the table lacks: by their sound (Ұ is U).
// - Chinese: pinyin without tones, the family name apart and the syllables of the given name
//   joined ("Wang Xiaoming"), Ü after L and N as YU, as Chinese passports have it. Where the text
//   does not begin with a family name, it is taken for a given name.
// - Latin: as it is, without marks on letters ("Zoë" is "Zoe"), case included.
// - Everything else: ICU's Any-Latin.
std::string PassportLatin(absl::string_view text, absl::string_view language);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_LATIN_H_
