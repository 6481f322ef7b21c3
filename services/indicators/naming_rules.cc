#include "services/indicators/naming_rules.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/indicators/text_rules.h"

namespace plenary::indicators {
namespace {

// Words as they are compared, with a blank before and after each.
std::string Words(absl::string_view text) { return absl::StrCat(" ", FoldedWords(text), " "); }

std::string Initial(const std::string& name) {
  int32_t end = 0;
  U8_FWD_1(name.data(), end, static_cast<int32_t>(name.size()));
  return name.substr(0, static_cast<size_t>(end));
}

bool HasFamilyName(const std::string& words, const v1::PersonName& name) {
  const std::string family = FoldedWords(name.family_name());
  return !family.empty() && absl::StrContains(words, absl::StrCat(" ", family, " "));
}

bool HasWholeName(const std::string& words, const v1::PersonName& name) {
  const std::string given = FoldedWords(name.given_name());
  const std::string as_one = absl::StrCat(FoldedWords(name.family_name()), given);
  if (!given.empty() && absl::StrContains(words, as_one)) return true;
  if (!HasFamilyName(words, name)) return false;
  return given.empty() || absl::StrContains(words, absl::StrCat(" ", given, " ")) ||
         absl::StrContains(words, absl::StrCat(" ", Initial(given), " "));
}

template <class Test>
bool IsTrueOfAnyName(absl::string_view text, const v1::Person& person, Test test) {
  if (text.empty()) return false;
  const std::string words = Words(text);
  return test(words, person.latin_name()) ||
         std::any_of(person.names().begin(), person.names().end(),
                     [&](const v1::PersonName& name) { return test(words, name); });
}

}  // namespace

bool Names(absl::string_view text, const v1::Person& person) {
  return IsTrueOfAnyName(text, person, HasWholeName);
}

bool IsNameOf(absl::string_view text, const v1::Person& person) {
  return Names(text, person) || IsTrueOfAnyName(text, person, HasFamilyName);
}

}  // namespace plenary::indicators
