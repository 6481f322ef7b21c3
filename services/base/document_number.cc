#include "services/base/document_number.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace plenary::base {

absl::optional<std::string> NormalizedDocumentNumber(absl::string_view number) {
  std::string bare = absl::StrReplaceAll(number, {{" ", ""},
                                                  {"\t", ""},
                                                  {"-", ""},
                                                  {"\u00A0", ""},    // no-break space
                                                  {"\u2010", ""},    // hyphen
                                                  {"\u2011", ""},    // non-breaking hyphen
                                                  {"\u202F", ""}});  // narrow no-break space
  absl::AsciiStrToUpper(&bare);
  const bool is_number = !bare.empty() && std::all_of(bare.begin(), bare.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c));
  });
  if (!is_number) return absl::nullopt;
  return bare;
}

}  // namespace plenary::base
