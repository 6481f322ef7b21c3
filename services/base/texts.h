// Checks of texts by language that several rooms share.
#ifndef PLENARY_SERVICES_BASE_TEXTS_H_
#define PLENARY_SERVICES_BASE_TEXTS_H_

#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "plenary/v1/common.pb.h"
#include "services/base/errors.h"

namespace plenary::base {

// Adds an error for every text in a language (compared without case) and of a side that an earlier
// one has. `field` is the path of the list: "event.display_names".
inline void CheckOneTextPerLanguage(
    const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts, absl::string_view field,
    FieldErrors& errors) {
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < texts.size(); ++i) {
    if (!seen.emplace(absl::AsciiStrToLower(texts[i].language()), texts[i].side()).second) {
      errors.Add(absl::StrCat(field, "[", i, "]"),
                 "there is another text in this language of this side; keep one");
    }
  }
}

// Adds an error where an ISO 3166-2 code lies in another state than `country_code`; either may be
// empty.
inline void CheckSubdivisionOf(absl::string_view country_code, absl::string_view subdivision_code,
                               absl::string_view field, FieldErrors& errors) {
  if (country_code.empty() || absl::StartsWith(subdivision_code, country_code)) return;
  if (subdivision_code.empty()) return;
  errors.Add(field, absl::StrCat("must be a region of ", country_code, ", the country_code"));
}

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_TEXTS_H_
