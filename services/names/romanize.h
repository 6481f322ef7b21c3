// Any script in plain Latin letters, for this workshop alone.
#ifndef PLENARY_SERVICES_NAMES_ROMANIZE_H_
#define PLENARY_SERVICES_NAMES_ROMANIZE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::names {

// The letters of `word` as a–z, everything else left out; Cyrillic by a table that tells its
// letters apart (х is kh, г is g), č as ch and š as sh, other scripts by ICU. Not for people to
// read. Words of Latin and Cyrillic letters take a fraction of a microsecond.
std::string Romanize(absl::string_view word);

// ICU's Latin for any script, without marks on letters; case is kept. What has no Latin letter
// may be left as it is.
std::string AnyLatin(absl::string_view text);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_ROMANIZE_H_
