#include "services/directory/derived.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/names/latin.h"
#include "services/names/part_sound.h"

namespace plenary::directory {
namespace {

constexpr size_t kMostKeyBytes = 255;

// The first `bytes` of UTF-8 text, or less, so that no character is cut.
absl::string_view Beginning(absl::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

// Whether a name is written in Latin letters, marks on them included (U+0080 to U+024F).
bool IsLatin(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0xCA;  // continuation bytes, and the first bytes of U+0080 to U+027F
  });
}

const v1::PersonName* NameIn(const v1::Person& person, absl::string_view language) {
  for (const v1::PersonName& name : person.names()) {
    if (base::ReaderLanguage(name.language()) == language) return &name;
  }
  return nullptr;
}

const v1::LocalizedText* NameIn(const v1::Organization& organization, absl::string_view language) {
  for (const v1::LocalizedText& name : organization.display_names()) {
    if (base::ReaderLanguage(name.language()) == language) return &name;
  }
  return nullptr;
}

// In which languages a reader looks for a name, the best first.
std::vector<absl::string_view> ReadBy(absl::string_view language) {
  if (language == "ru") return {"ru", "be"};
  if (language == "be") return {"be", "ru"};
  if (language == "zh") return {"zh", "en"};
  return {language};
}

// The Latin spelling: settled, or suggested.
v1::PersonName LatinSpellingOf(const v1::Person& person) {
  if (person.has_latin_name()) return person.latin_name();
  if (person.has_suggested_latin_name()) return person.suggested_latin_name();
  return SuggestedLatinNameOf(person);
}

std::string LatinTextFor(const v1::Person& person) {
  if (person.has_latin_name()) return TextOf(person.latin_name());
  if (const v1::PersonName* name = NameIn(person, "en")) return TextOf(*name);
  return TextOf(LatinSpellingOf(person));
}

// A part of a name in Latin letters, in one word where it was one.
std::string LatinPart(absl::string_view part, absl::string_view language) {
  std::string latin = names::PassportLatin(part, language);
  // Chinese given names that begin like a family name come apart.
  if (part.find(' ') != absl::string_view::npos || latin.find(' ') == std::string::npos) {
    return latin;
  }
  const std::vector<std::string> pieces = absl::StrSplit(latin, ' ');
  latin = pieces.front();
  for (size_t i = 1; i < pieces.size(); ++i)
    absl::StrAppend(&latin, absl::AsciiStrToLower(pieces[i]));
  return latin;
}

// The first letters of the words of an organization's name, "МСИ": all of them, and without the
// little words in between.
void AddInitials(absl::string_view name, std::vector<std::string>& texts) {
  std::string all;
  std::string of_long_words;
  for (const absl::string_view word :
       absl::StrSplit(name, absl::ByAnyChar(" -\"'(),./"), absl::SkipEmpty())) {
    const icu::UnicodeString letters = icu::UnicodeString::fromUTF8(
        icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
    int32_t first = 0;
    while (first < letters.length() && !u_isalpha(letters.char32At(first))) ++first;
    if (first == letters.length()) continue;
    std::string initial;
    icu::UnicodeString(u_toupper(letters.char32At(first))).toUTF8String(initial);
    absl::StrAppend(&all, initial);
    const bool is_little = letters.length() - first <= 3 && u_islower(letters.char32At(first));
    if (!is_little) absl::StrAppend(&of_long_words, initial);
  }
  for (std::string* initials : {&all, &of_long_words}) {
    // One letter names nobody.
    if (icu::UnicodeString::fromUTF8(*initials).countChar32() > 1) texts.push_back(*initials);
  }
}

// A name as its characters stand together in Chinese, so that it is found unbroken.
std::string SearchedText(const v1::PersonName& name) {
  const bool is_chinese = base::ReaderLanguage(name.language()) == "zh";
  if (!is_chinese || IsLatin(name.family_name())) return TextOf(name);
  return absl::StrCat(name.family_name(), name.given_name());
}

template <class Texts>
void AddTexts(const Texts& from, std::vector<std::string>& texts) {
  for (const v1::LocalizedText& text : from) texts.push_back(text.text());
}

std::vector<std::string> SoundsOf(const std::vector<std::string>& texts) {
  std::set<std::string> words;
  for (const std::string& text : texts) {
    for (std::string& word : names::SoundWords(text)) {
      if (words.size() == kMostWords) break;
      if (!word.empty()) words.insert(word.substr(0, kMostWordBytes));
    }
  }
  return {words.begin(), words.end()};
}

std::vector<std::string> Distinct(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

}  // namespace

std::string TextOf(const v1::PersonName& name) {
  std::string text = name.family_name();
  for (const std::string* part : {&name.given_name(), &name.patronymic()}) {
    if (!part->empty()) absl::StrAppend(&text, text.empty() ? "" : " ", *part);
  }
  return text;
}

v1::PersonName LatinNameOf(const v1::PersonName& name) {
  v1::PersonName latin;
  latin.set_language(name.language());
  latin.set_script("Latn");
  latin.set_family_name(LatinPart(name.family_name(), name.language()));
  latin.set_given_name(LatinPart(name.given_name(), name.language()));
  return latin;
}

v1::PersonName SuggestedLatinNameOf(const v1::Person& person) {
  if (person.names().empty()) return {};
  if (person.country_code() == "BY") {
    if (const v1::PersonName* name = NameIn(person, "be")) return LatinNameOf(*name);
  }
  for (const v1::PersonName& name : person.names()) {
    if (!IsLatin(name.family_name())) return LatinNameOf(name);
  }
  return LatinNameOf(person.names(0));
}

std::string NameFor(const v1::Person& person, absl::string_view language) {
  if (person.names().empty()) return "";
  if (language.empty()) return TextOf(person.names(0));
  for (const absl::string_view read : ReadBy(language)) {
    if (read == "en") return LatinTextFor(person);
    if (const v1::PersonName* name = NameIn(person, read)) return TextOf(*name);
  }
  return TextOf(person.names(0));
}

std::string NameFor(const v1::Organization& organization, absl::string_view language) {
  if (organization.display_names().empty()) return "";
  for (const absl::string_view read : ReadBy(language)) {
    if (read.empty()) break;
    if (const v1::LocalizedText* name = NameIn(organization, read)) return name->text();
  }
  return organization.display_names(0).text();
}

void SetDerived(v1::Person& person) {
  person.set_sort_name(NameFor(person, ""));
  person.clear_suggested_latin_name();
  if (!person.has_latin_name()) {
    *person.mutable_suggested_latin_name() = SuggestedLatinNameOf(person);
  }
}

std::vector<std::string> TextsOf(const v1::Person& person) {
  std::vector<std::string> texts;
  texts.reserve(person.names_size() + 1);
  for (const v1::PersonName& name : person.names()) texts.push_back(SearchedText(name));
  texts.push_back(TextOf(LatinSpellingOf(person)));
  return texts;
}

std::vector<std::string> TextsOf(const v1::Organization& organization) {
  std::vector<std::string> texts;
  AddTexts(organization.display_names(), texts);
  AddTexts(organization.short_names(), texts);
  AddTexts(organization.alternative_names(), texts);
  for (const v1::LocalizedText& name : organization.display_names()) {
    AddInitials(name.text(), texts);
  }
  return texts;
}

std::vector<std::string> WordsOf(const v1::Person& person) { return SoundsOf(TextsOf(person)); }

std::vector<std::string> WordsOf(const v1::Organization& organization) {
  return SoundsOf(TextsOf(organization));
}

std::string KeyOf(const v1::PersonName& name) {
  const std::string key = absl::StrCat(names::SoundOfPart(name.family_name()), " ",
                                       names::SoundOfPart(name.given_name()));
  return key.substr(0, kMostKeyBytes);
}

std::vector<std::string> KeysOf(const v1::Person& person) {
  std::vector<std::string> keys;
  keys.reserve(person.names_size() + 1);
  for (const v1::PersonName& name : person.names()) keys.push_back(KeyOf(name));
  if (person.has_latin_name()) keys.push_back(KeyOf(person.latin_name()));
  return Distinct(std::move(keys));
}

std::string OrganizationKey(absl::string_view name) {
  return std::string(Beginning(names::Fold(name), kMostKeyBytes));
}

std::vector<std::string> KeysOf(const v1::Organization& organization) {
  std::vector<std::string> texts;
  AddTexts(organization.display_names(), texts);
  AddTexts(organization.short_names(), texts);
  AddTexts(organization.alternative_names(), texts);
  for (std::string& text : texts) text = OrganizationKey(text);
  return Distinct(std::move(texts));
}

std::string EmailKeyOf(const v1::Person& person) {
  return absl::AsciiStrToLower(person.work_email());
}

}  // namespace plenary::directory
