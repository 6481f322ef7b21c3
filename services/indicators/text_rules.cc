#include "services/indicators/text_rules.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace plenary::indicators {
namespace {

bool IsDash(UChar32 c) {
  return u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212;  // the minus sign
}

bool IsApostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC; }

bool IsBlank(UChar32 c) { return u_isUWhiteSpace(c) != 0; }

bool IsUnseen(UChar32 c) {
  const int8_t type = u_charType(c);
  return type == U_FORMAT_CHAR || (type == U_CONTROL_CHAR && !IsBlank(c));
}

bool IsPunctuation(UChar32 c) { return u_ispunct(c) != 0 || c == '|' || c == '`'; }

std::string Fold(absl::string_view text, bool only_words) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(error);
  icu::UnicodeString given = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString normal = U_SUCCESS(error) ? nfkc->normalize(given, error) : given;
  icu::UnicodeString folded;
  bool is_blank_due = false;
  for (int32_t at = 0; at < normal.length(); at = normal.moveIndex32(at, 1)) {
    UChar32 c = normal.char32At(at);
    if (IsUnseen(c)) continue;
    if (IsDash(c)) c = '-';
    if (IsApostrophe(c)) c = '\'';
    if (c == 0x0451) c = 0x0435;
    const bool is_dropped = only_words && c != '-' && c != '\'' && IsPunctuation(c);
    if (IsBlank(c) || is_dropped) {
      is_blank_due = true;
      continue;
    }
    if (is_blank_due && !folded.isEmpty()) folded.append(static_cast<UChar>(' '));
    is_blank_due = false;
    folded.append(c);
  }
  std::string utf8;
  folded.toUTF8String(utf8);
  return utf8;
}

}  // namespace

std::string Folded(absl::string_view text) { return Fold(text, /*only_words=*/false); }

std::string FoldedWords(absl::string_view text) { return Fold(text, /*only_words=*/true); }

}  // namespace plenary::indicators
