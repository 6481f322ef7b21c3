#include "services/names/latin.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/names/chinese.h"
#include "services/names/clean.h"
#include "services/names/code_points.h"
#include "services/names/romanize.h"

namespace plenary::names {
namespace {

struct Transliteration {
  char32_t letter;  // small
  const char* latin;
  const char* in_belarusian = nullptr;  // where it differs
};

// ICAO Doc 9303, Part 3, Section 6, table B. Letters of other languages stand there with exceptions
// of their own, which are not proposed here.
constexpr Transliteration kDoc9303[] = {
    {U'а', "a"},       {U'б', "b"},  {U'в', "v"},    {U'г', "g", "h"}, {U'д', "d"},  {U'е', "e"},
    {U'ё', "e", "io"}, {U'ж', "zh"}, {U'з', "z"},    {U'и', "i"},      {U'й', "i"},  {U'к', "k"},
    {U'л', "l"},       {U'м', "m"},  {U'н', "n"},    {U'о', "o"},      {U'п', "p"},  {U'р', "r"},
    {U'с', "s"},       {U'т', "t"},  {U'у', "u"},    {U'ф', "f"},      {U'х', "kh"}, {U'ц', "ts"},
    {U'ч', "ch"},      {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', "ie"},     {U'ы', "y"},  {U'ь', ""},
    {U'э', "e"},       {U'ю', "iu"}, {U'я', "ia"},   {U'і', "i"},      {U'ї', "i"},  {U'є', "ie"},
    {U'ґ', "g"},       {U'ў', "u"},  {U'ђ', "d"},    {U'ѕ', "dz"},     {U'ј', "j"},  {U'љ', "lj"},
    {U'њ', "nj"},      {U'ќ', "k"},  {U'џ', "dz"},
};

const Transliteration* Find(char32_t small) {
  for (const Transliteration& letter : kDoc9303) {
    if (letter.letter == small) return &letter;
  }
  return nullptr;
}

bool IsBelarusian(absl::string_view language) {
  const std::string tag = absl::AsciiStrToLower(language);
  return tag == "be" || absl::StartsWith(tag, "be-");
}

// Words that are written small in the middle of a name.
bool IsParticle(absl::string_view word) {
  for (const absl::string_view particle :
       {"де", "да", "ди", "ла", "ле", "дю", "дер", "ван", "фон", "цу", "бин", "ибн", "аль", "оглы",
        "кызы", "углы", "улы", "гызы"}) {
    if (word == particle) return true;
  }
  return false;
}

bool Has(absl::string_view word, bool (*is_such)(char32_t)) {
  const std::u32string letters = CodePoints(word);
  return std::any_of(letters.begin(), letters.end(), is_such);
}

std::string CyrillicLetter(char32_t c, bool is_belarusian) {
  const Transliteration* found = Find(c);
  if (found == nullptr) return IsLetter(c) ? Romanize(Utf8({c})) : AnyLatin(Utf8({c}));
  const bool differs = is_belarusian && found->in_belarusian != nullptr;
  return differs ? found->in_belarusian : found->latin;
}

std::string CyrillicWord(absl::string_view word, bool is_belarusian) {
  std::string latin;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = ToLower(NextCodePoint(word, at));
    if (IsApostrophe(c) && is_belarusian) continue;
    latin += CyrillicLetter(c, is_belarusian);
  }
  return IsParticle(word) ? latin : Capitalised(latin);
}

std::string OtherWord(absl::string_view word) {
  const std::string latin = AnyLatin(word);
  if (!Has(word, IsLetter) || Has(word, IsLatinLetter)) return latin;
  // What ICU tells apart by apostrophes, passports don't.
  return Capitalised(absl::StrReplaceAll(latin, {{"'", ""}, {"`", ""}}));
}

// "lu" of 吕 is written LYU in a Chinese passport; pinyin of ICU tells it by the ü.
std::string PassportSyllable(char32_t character, const std::string& pinyin) {
  // 吕 and 女 and the few others that are used in names.
  static constexpr char32_t kWithUmlaut[] = U"吕呂律绿綠旅履屡屢侣侶闾閭女";
  const bool has_umlaut =
      std::u32string(kWithUmlaut).find(character) != std::u32string::npos && pinyin.size() == 2;
  return has_umlaut ? pinyin.substr(0, 1) + "yu" : pinyin;
}

// The name of a person in one run of characters, or one of its parts where blanks part them.
std::string ChineseWord(const std::u32string& han, bool is_whole_name) {
  const std::vector<std::string> syllables = Pinyin(han);
  const size_t family = is_whole_name ? FamilyNameLength(han) : 0;
  std::string latin;
  for (size_t i = 0; i < syllables.size(); ++i) {
    if (i > 0 && i == family) latin += ' ';
    latin += PassportSyllable(han[i], syllables[i]);
  }
  return Capitalised(latin);
}

// A word that may be Chinese with something else beside it.
std::string MixedWord(absl::string_view word, bool is_whole_name, bool is_belarusian) {
  std::string latin;
  std::u32string han;
  std::string other;
  const auto append = [&] {
    if (!han.empty()) latin += ChineseWord(han, is_whole_name);
    if (!other.empty())
      latin += Has(other, IsCyrillicLetter) ? CyrillicWord(other, is_belarusian) : OtherWord(other);
    han.clear();
    other.clear();
  };
  for (size_t at = 0; at < word.size();) {
    const char32_t c = NextCodePoint(word, at);
    if (IsHan(c) ? !other.empty() : !han.empty()) append();
    if (IsHan(c)) {
      han.push_back(c);
    } else {
      AppendUtf8(c, other);
    }
  }
  append();
  return latin;
}

std::string AsciiOnly(absl::string_view text) {
  std::string ascii;
  for (const char c : text) {
    if (absl::ascii_isprint(static_cast<unsigned char>(c))) ascii.push_back(c);
  }
  return ascii;
}

}  // namespace

std::string PassportLatin(absl::string_view text, absl::string_view language) {
  const std::string cleaned = Clean(text).text;
  const std::vector<absl::string_view> words = absl::StrSplit(cleaned, ' ', absl::SkipEmpty());
  std::string latin;
  for (const absl::string_view word : words) {
    if (!latin.empty()) latin += ' ';
    latin += MixedWord(word, words.size() == 1, IsBelarusian(language));
  }
  return Clean(AsciiOnly(latin)).text;
}

}  // namespace plenary::names
