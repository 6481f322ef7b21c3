// Characters of UTF-8 text, for this workshop alone.
#ifndef PLENARY_SERVICES_NAMES_CODE_POINTS_H_
#define PLENARY_SERVICES_NAMES_CODE_POINTS_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace plenary::names {

// Reads the character at `at` and moves `at` behind it; U+FFFD where the bytes are not UTF-8.
char32_t NextCodePoint(absl::string_view utf8, size_t& at);

std::u32string CodePoints(absl::string_view utf8);

void AppendUtf8(char32_t c, std::string& text);
std::string Utf8(const std::u32string& characters);

bool IsHan(char32_t c);
bool IsLetter(char32_t c);
bool IsLatinLetter(char32_t c);
bool IsCyrillicLetter(char32_t c);
bool IsUpper(char32_t c);
bool IsLower(char32_t c);
bool IsMark(char32_t c);        // combining: accents, breves
bool IsApostrophe(char32_t c);  // ' and whatever people type for it
bool IsHyphen(char32_t c);      // hyphens, dashes, the minus sign
// Cannot be seen: controls, format characters, fillers. White space can.
bool IsInvisible(char32_t c);

char32_t ToLower(char32_t c);
char32_t ToUpper(char32_t c);

// A capital first in each word, part of a double name and after O', small letters elsewhere.
std::string Capitalised(absl::string_view text);

// NFC, and NFKC with folded case.
std::string Nfc(absl::string_view utf8);
std::string NfkcFolded(absl::string_view utf8);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_CODE_POINTS_H_
