// Sort keys of names, stored beside them so that a database orders by bytes what a reader expects.
#ifndef PLENARY_SERVICES_BASE_COLLATION_H_
#define PLENARY_SERVICES_BASE_COLLATION_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::base {

// The version of the stored sort keys; raised when ICU or the rules change them.
inline constexpr int kSortKeyVersion = 1;

// The ICU collation key (root locale, CLDR order, primary to tertiary strength) of UTF-8 `text`,
// at most 255 bytes. Equal texts have equal keys. Thread-safe.
std::string SortKey(absl::string_view text);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_COLLATION_H_
