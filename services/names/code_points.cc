#include "services/names/code_points.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <stdexcept>

#include "absl/strings/ascii.h"

namespace plenary::names {
namespace {

bool IsAscii(char32_t c) { return c < 0x80; }

// Normalizers are shared, live for good and may be used from several threads.
const icu::Normalizer2& Found(const icu::Normalizer2* normalizer, const UErrorCode& error) {
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no normalization data");
  return *normalizer;
}

// ICU leaves it open what a normalizer does with broken UTF-8, so none is shown to it.
std::string Normalized(absl::string_view utf8, const icu::Normalizer2& normalizer) {
  const std::string whole = Utf8(CodePoints(utf8));
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  UErrorCode error = U_ZERO_ERROR;
  normalizer.normalizeUTF8(0, whole, sink, nullptr, error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU could not normalize");
  return normal;
}

}  // namespace

char32_t NextCodePoint(absl::string_view utf8, size_t& at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(bytes, at, utf8.size(), c);
  return static_cast<char32_t>(c);
}

std::u32string CodePoints(absl::string_view utf8) {
  std::u32string characters;
  characters.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) characters.push_back(NextCodePoint(utf8, at));
  return characters;
}

void AppendUtf8(char32_t c, std::string& text) {
  uint8_t bytes[U8_MAX_LENGTH];
  size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  text.append(reinterpret_cast<const char*>(bytes), size);
}

std::string Utf8(const std::u32string& characters) {
  std::string text;
  text.reserve(characters.size() * 2);
  for (const char32_t c : characters) AppendUtf8(c, text);
  return text;
}

bool IsHan(char32_t c) {
  if (c < 0x2E80) return false;
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &error) == USCRIPT_HAN && U_SUCCESS(error);
}

bool IsLetter(char32_t c) {
  if (IsAscii(c)) return absl::ascii_isalpha(static_cast<unsigned char>(c));
  return u_isalpha(static_cast<UChar32>(c));
}

bool IsLatinLetter(char32_t c) { return (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) && IsLetter(c); }

bool IsCyrillicLetter(char32_t c) { return c >= 0x400 && c < 0x530 && IsLetter(c); }

bool IsUpper(char32_t c) { return u_isUUppercase(static_cast<UChar32>(c)); }
bool IsLower(char32_t c) { return u_isULowercase(static_cast<UChar32>(c)); }

bool IsMark(char32_t c) {
  return !IsAscii(c) && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

bool IsApostrophe(char32_t c) {
  switch (c) {
    case U'\'':
    case U'`':
    case U'\u00B4':  // acute accent
    case U'\u02B9':  // modifier prime
    case U'\u02BB':  // modifier turned comma
    case U'\u02BC':  // modifier apostrophe
    case U'\u2018':  // quotation marks
    case U'\u2019':
    case U'\u201B':
    case U'\u2032':  // prime
    case U'\uFF07':  // fullwidth apostrophe
      return true;
    default:
      return false;
  }
}

bool IsHyphen(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0xFE58 ||
         c == 0xFE63 || c == 0xFF0D;
}

bool IsInvisible(char32_t c) {
  const auto character = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(character)) return false;
  const int8_t type = u_charType(character);
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR ||
         u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

char32_t ToLower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }
char32_t ToUpper(char32_t c) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))); }

std::string Capitalised(absl::string_view text) {
  std::string capitalised;
  int letters = 0;  // of this part
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    AppendUtf8(letters == 0 ? ToUpper(c) : ToLower(c), capitalised);
    // O'Neill has a capital after the apostrophe, Дар'я has none.
    const bool ends_part =
        c == U' ' || c == U'.' || IsHyphen(c) || (IsApostrophe(c) && letters == 1);
    letters = ends_part ? 0 : letters + 1;
  }
  return capitalised;
}

std::string Nfc(absl::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  return Normalized(utf8, Found(icu::Normalizer2::getNFCInstance(error), error));
}

std::string NfkcFolded(absl::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  return Normalized(utf8, Found(icu::Normalizer2::getNFKCCasefoldInstance(error), error));
}

}  // namespace plenary::names
