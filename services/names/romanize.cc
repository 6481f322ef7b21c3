#include "services/names/romanize.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "absl/strings/ascii.h"
#include "services/names/code_points.h"

namespace plenary::names {
namespace {

constexpr char32_t kTableSize = 0x500;
using Table = std::array<std::string, kTableSize>;

// Latin, Cyrillic and combining marks are looked up. Greek is for ICU, which knows its pairs of
// vowels.
bool IsInTable(char32_t c) { return c < 0x370 || (c >= 0x400 && c < kTableSize); }

struct Romanization {
  char32_t letter;  // small
  const char* latin;
};

constexpr Romanization kCyrillic[] = {
    {U'а', "a"},   {U'б', "b"},   {U'в', "v"},  {U'г', "g"},  {U'д', "d"},   {U'е', "e"},
    {U'ё', "yo"},  {U'ж', "zh"},  {U'з', "z"},  {U'и', "i"},  {U'й', "y"},   {U'к', "k"},
    {U'л', "l"},   {U'м', "m"},   {U'н', "n"},  {U'о', "o"},  {U'п', "p"},   {U'р', "r"},
    {U'с', "s"},   {U'т', "t"},   {U'у', "u"},  {U'ф', "f"},  {U'х', "kh"},  {U'ц', "ts"},
    {U'ч', "ch"},  {U'ш', "sh"},  {U'щ', "sh"}, {U'ъ', ""},   {U'ы', "y"},   {U'ь', ""},
    {U'э', "e"},   {U'ю', "yu"},  {U'я', "ya"}, {U'і', "i"},  {U'ў', "v"},   {U'ї', "yi"},
    {U'є', "ye"},  {U'ґ', "g"},   {U'ѐ', "e"},  {U'ѝ', "i"},  {U'ђ', "dzh"}, {U'ѓ', "g"},
    {U'ѕ', "z"},   {U'ј', "y"},   {U'љ', "ly"}, {U'њ', "ny"}, {U'ћ', "ch"},  {U'ќ', "k"},
    {U'џ', "dzh"}, {U'ѣ', "e"},   {U'ѳ', "f"},  {U'ѵ', "i"},  {U'ғ', "g"},   {U'ҕ', "g"},
    {U'җ', "zh"},  {U'ҙ', "z"},   {U'қ', "k"},  {U'ҝ', "g"},  {U'ҡ', "k"},   {U'ң', "ng"},
    {U'ҥ', "ng"},  {U'ҫ', "s"},   {U'ҭ', "t"},  {U'ү', "u"},  {U'ұ', "u"},   {U'ҳ', "kh"},
    {U'ҷ', "dzh"}, {U'ҹ', "dzh"}, {U'һ', "h"},  {U'ӈ', "ng"}, {U'ӏ', ""},    {U'ӑ', "a"},
    {U'ӓ', "a"},   {U'ӗ', "e"},   {U'ә', "a"},  {U'ӣ', "i"},  {U'ө', "o"},   {U'ӯ', "u"},
    {U'ӱ', "u"},   {U'ӹ', "y"},
};

// Letters whose mark says what sound they have; ICU would drop it.
constexpr Romanization kLatin[] = {
    {U'č', "ch"}, {U'ć', "ch"}, {U'š', "sh"}, {U'ş', "sh"}, {U'ś', "sh"},
    {U'ž', "zh"}, {U'ż', "zh"}, {U'đ', "dj"}, {U'ţ', "ts"}, {U'ț', "ts"},
};

std::unique_ptr<icu::Transliterator> MakeTransliterator(const char* id) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> transliterator(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
  if (U_FAILURE(error)) throw std::runtime_error("ICU lacks a transliteration");
  return transliterator;
}

std::string Transliterated(absl::string_view text, const icu::Transliterator& transliterator) {
  icu::UnicodeString characters = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  transliterator.transliterate(characters);
  std::string latin;
  characters.toUTF8String(latin);
  return latin;
}

std::string SmallLetters(absl::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (absl::ascii_isalpha(static_cast<unsigned char>(c))) {
      letters.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    }
  }
  return letters;
}

Table MakeTable() {
  Table table;
  for (char32_t c = 0; c < kTableSize; ++c) {
    if (IsInTable(c) && IsLetter(c)) table[c] = SmallLetters(AnyLatin(Utf8({c})));
  }
  const auto add = [&table](const Romanization& letter) {
    table[letter.letter] = letter.latin;
    table[ToUpper(letter.letter)] = letter.latin;
  };
  for (const Romanization& letter : kCyrillic) add(letter);
  for (const Romanization& letter : kLatin) add(letter);
  return table;
}

// Appends the letters of `word` up to one that the table lacks; whether there was none.
bool AppendFromTable(absl::string_view word, std::string& latin) {
  static const Table& table = *new Table(MakeTable());
  for (size_t at = 0; at < word.size();) {
    const char32_t c = NextCodePoint(word, at);
    if (!IsInTable(c)) return false;
    latin += table[c];
  }
  return true;
}

// Some signs fold to letters: № to "no".
std::string OnlyLetters(absl::string_view word) {
  std::string letters;
  for (const char32_t c : CodePoints(word)) {
    if (IsLetter(c) || IsMark(c)) AppendUtf8(c, letters);
  }
  return letters;
}

}  // namespace

std::string Romanize(absl::string_view word) {
  std::string latin;
  if (AppendFromTable(word, latin)) return latin;
  latin.clear();
  std::string foreign;
  const auto append_foreign = [&] {
    if (!foreign.empty()) latin += SmallLetters(AnyLatin(foreign));
    foreign.clear();
  };
  // Full width letters and ligatures become plain ones; what the table lacks still is for ICU.
  for (const char32_t c : CodePoints(NfkcFolded(OnlyLetters(word)))) {
    if (!IsInTable(c)) {
      AppendUtf8(c, foreign);
      continue;
    }
    append_foreign();
    AppendFromTable(Utf8({c}), latin);
  }
  append_foreign();
  return latin;
}

std::string AnyLatin(absl::string_view text) {
  // Making one takes milliseconds, and using one from two threads is not promised to work.
  static thread_local const std::unique_ptr<icu::Transliterator> transliterator =
      MakeTransliterator("Any-Latin; Latin-ASCII");
  return Transliterated(text, *transliterator);
}

}  // namespace plenary::names
