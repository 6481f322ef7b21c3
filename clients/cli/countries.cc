#include "clients/cli/countries.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <iterator>

#include "absl/strings/str_cat.h"

namespace plenary::cli {

std::string CountryName(const std::string& code, const std::string& language) {
  UErrorCode error = U_ZERO_ERROR;
  char16_t name[128];
  const std::string locale = absl::StrCat("und_", code);
  const int32_t length =
      uloc_getDisplayCountry(locale.c_str(), language.c_str(), name, std::size(name), &error);
  if (U_FAILURE(error)) return code;
  std::string utf8;
  icu::UnicodeString(name, length).toUTF8String(utf8);
  return utf8;
}

}  // namespace plenary::cli
