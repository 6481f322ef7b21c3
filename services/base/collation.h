// Sort keys of names, stored beside them so that a database orders by bytes what a reader expects.
#ifndef PLENARY_SERVICES_BASE_COLLATION_H_
#define PLENARY_SERVICES_BASE_COLLATION_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::base {

// The version of the stored sort keys; raised when ICU or the rules change them.
inline constexpr int kSortKeyVersion = 1;

// All of these are safe from several threads.

// The ICU collation key (root locale, CLDR order, primary to tertiary strength) of UTF-8 `text`,
// at most 255 bytes. Equal texts have equal keys.
std::string SortKey(absl::string_view text);

// The languages whose readers have an order of their own.
inline constexpr absl::string_view kReaderLanguages[] = {"ru", "be", "en", "zh"};

// Which of them a BCP 47 tag means: "ru" for "ru-BY"; empty for any other and for none.
absl::string_view ReaderLanguage(absl::string_view tag);

// The same key in the order of CLDR for one of the kReaderLanguages: Cyrillic stands first for "ru"
// and "be", Chinese characters go by pinyin for "zh". Any other: SortKey(text).
std::string SortKey(absl::string_view text, absl::string_view language);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_COLLATION_H_
