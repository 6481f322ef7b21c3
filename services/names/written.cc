#include "services/names/written.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/names/code_points.h"

namespace plenary::names {
namespace {

using Texts = google::protobuf::RepeatedPtrField<v1::LocalizedText>;

// "zh" of "zh-Hans".
std::string PrimaryOf(absl::string_view tag) {
  return absl::AsciiStrToLower(tag.substr(0, tag.find('-')));
}

// In which languages something is looked for, the best first.
std::vector<std::string> ReadBy(absl::string_view language) {
  const std::string primary = PrimaryOf(language);
  if (primary == "ru") return {"ru", "be"};
  if (primary == "be") return {"be", "ru"};
  if (primary == "zh") return {"zh", "en"};
  if (primary.empty()) return {};
  return {primary};
}

const v1::PersonName* NameIn(const v1::Person& person, absl::string_view language) {
  for (const v1::PersonName& name : person.names()) {
    if (PrimaryOf(name.language()) == language) return &name;
  }
  return nullptr;
}

std::string Joined(std::initializer_list<const std::string*> parts) {
  std::string text;
  for (const std::string* part : parts) {
    if (!part->empty()) absl::StrAppend(&text, text.empty() ? "" : " ", *part);
  }
  return text;
}

std::string FamilyFirst(const v1::PersonName& name) {
  return Joined({&name.family_name(), &name.given_name(), &name.patronymic()});
}

// How many Chinese characters it has; 0 where others are among them.
size_t HanCharacters(absl::string_view text) {
  const std::u32string characters = CodePoints(text);
  return std::all_of(characters.begin(), characters.end(), IsHan) ? characters.size() : 0;
}

// A Chinese name has one or two characters for the family and one or two for the person; what is
// longer renders a foreign name, given name first.
std::string WrittenInChinese(const v1::PersonName& name) {
  const size_t family = HanCharacters(name.family_name());
  if (family == 0 || name.given_name().empty()) return FamilyFirst(name);
  const size_t given = HanCharacters(name.given_name());
  if (given == 0) return FamilyFirst(name);
  if (family <= 2 && given <= 2) return absl::StrCat(name.family_name(), name.given_name());
  return absl::StrCat(name.given_name(), "·", name.family_name());
}

// Who has a Chinese name keeps its order.
bool IsChineseNamed(const v1::Person& person) {
  const v1::PersonName* name = NameIn(person, "zh");
  const size_t family = name == nullptr ? 0 : HanCharacters(name->family_name());
  return family > 0 && family <= 2 && HanCharacters(name->given_name()) <= 2;
}

std::string WrittenInLatin(const v1::Person& person) {
  const v1::PersonName* name = NameIn(person, "en");
  if (person.has_latin_name()) name = &person.latin_name();
  if (name == nullptr && person.has_suggested_latin_name()) name = &person.suggested_latin_name();
  if (name == nullptr) name = &person.names(0);
  if (IsChineseNamed(person)) return FamilyFirst(*name);
  return Joined({&name->given_name(), &name->family_name()});
}

std::string WrittenIn(absl::string_view language, const v1::PersonName& name) {
  if (language == "zh") return WrittenInChinese(name);
  if (language == "ru" || language == "be") return FamilyFirst(name);
  return Joined({&name.given_name(), &name.family_name()});
}

const v1::LocalizedText* TextIn(const Texts& texts, absl::string_view language) {
  const v1::LocalizedText* of_a_side = nullptr;
  for (const v1::LocalizedText& text : texts) {
    if (PrimaryOf(text.language()) != language) continue;
    if (text.side().empty()) return &text;
    if (of_a_side == nullptr) of_a_side = &text;
  }
  return of_a_side;
}

}  // namespace

std::string WrittenName(const v1::Person& person, absl::string_view language) {
  if (person.names().empty()) return person.sort_name();
  for (const std::string& read : ReadBy(language)) {
    if (read == "en") return WrittenInLatin(person);
    if (const v1::PersonName* name = NameIn(person, read)) return WrittenIn(read, *name);
  }
  const v1::PersonName& first = person.names(0);
  return WrittenIn(PrimaryOf(first.language()), first);
}

std::string WrittenText(const Texts& texts, absl::string_view language) {
  for (const std::string& read : ReadBy(language)) {
    if (const v1::LocalizedText* text = TextIn(texts, read)) return text->text();
  }
  return texts.empty() ? std::string() : texts.Get(0).text();
}

}  // namespace plenary::names
