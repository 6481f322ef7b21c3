// Text as people paste it, made fit to store and to compare; and letters that only look right.
#ifndef PLENARY_SERVICES_NAMES_CLEAN_H_
#define PLENARY_SERVICES_NAMES_CLEAN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::names {

// All of these are safe from several threads.

struct Cleaned {
  std::string text;
  bool had_invisible = false;  // zero-width, soft hyphen, byte order mark, control characters …
  bool had_direction = false;  // marks that turn the direction of writing
};

// Text in NFC without what cannot be seen. A run of white space, no-break spaces and line ends
// included, becomes one blank, and none is left at the ends; apostrophes of every kind become
// "'", hyphens and dashes inside a word "-" ("Anna – Maria" keeps its dash). Each byte that is not
// UTF-8 becomes U+FFFD. Cleaning twice changes nothing more.
Cleaned Clean(absl::string_view utf8);

struct Homoglyphs {
  std::string repaired;     // the whole text
  int count = 0;            // letters that were exchanged
  std::string description;  // for people: "Latin C in a Cyrillic name"
};

// The repair of words that mix Latin and Cyrillic letters where all the letters of one script are
// lookalikes of the other's: "Cергей" with a Latin C. nullopt where no word mixes scripts, or
// where no mixture can be repaired. A hyphen parts words: "IT-отдел" is no mixture.
absl::optional<Homoglyphs> FindHomoglyphs(absl::string_view word_or_text);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_CLEAN_H_
