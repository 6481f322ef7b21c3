// Texts of tables, made fit to compare. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_TEXT_RULES_H_
#define PLENARY_SERVICES_INDICATORS_TEXT_RULES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::indicators {

// Small letters in NFKC, without what cannot be seen; every dash is "-", every apostrophe "'", "ё"
// is "е". A run of blanks of any kind is one, and none is left at the ends. Safe from several
// threads.
std::string Folded(absl::string_view text);

// The same without quotation marks, brackets, dots and other punctuation, whose place a blank
// takes; hyphens and apostrophes inside words stay.
std::string FoldedWords(absl::string_view text);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_TEXT_RULES_H_
