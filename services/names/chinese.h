// What is particular to Chinese names, for this workshop alone.
#ifndef PLENARY_SERVICES_NAMES_CHINESE_H_
#define PLENARY_SERVICES_NAMES_CHINESE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::names {

// How many of the first characters are a usual family name: 2 for 欧阳, 1 for 王, 0 where none is.
// A text that is nothing but a family name has one too.
size_t FamilyNameLength(const std::u32string& han);

// The pinyin of each character, a–z, ü as "u"; characters at the beginning as they read in a
// family name (解 is xie, 单 shan).
std::vector<std::string> Pinyin(const std::u32string& han);

// Whether a word in small letters is a usual Chinese family name: in pinyin as it is spelled
// ("wang", "lyu"), in Cyrillic by its sound ("ван").
bool IsChineseFamilyName(absl::string_view word);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_CHINESE_H_
