#include "clients/cli/texts.h"

#include <initializer_list>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace plenary::cli {
namespace {

// The first of the variables that is set to something.
std::string FirstOf(const std::map<std::string, std::string>& environment,
                    std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = environment.find(name);
    if (found != environment.end() && !found->second.empty()) return found->second;
  }
  return "";
}

// Which of the forms for 1, 2 and 5 a number takes in Russian (CLDR: one, few, many).
size_t RussianForm(int64_t count) {
  const int64_t last = count % 10;
  const int64_t last_two = count % 100;
  if (last == 1 && last_two != 11) return 0;
  if (last >= 2 && last <= 4 && (last_two < 12 || last_two > 14)) return 1;
  return 2;
}

}  // namespace

Words::Words(const std::map<std::string, std::string>& environment)
    : language_(Language::kEnglish) {
  const std::string locale = FirstOf(environment, {"LC_ALL", "LC_MESSAGES", "LANG"});
  const std::vector<std::string> parts = absl::StrSplit(locale, absl::ByAnyChar("_.@"));
  if (parts[0] == "ru") language_ = Language::kRussian;
}

std::string Words::Count(Key key, int64_t count) const {
  const std::vector<std::string> forms = absl::StrSplit(In(key.text()), '|');
  const size_t form = language_ == Language::kRussian ? RussianForm(count) : (count == 1 ? 0 : 1);
  return absl::Substitute(forms[form], count);
}

absl::optional<std::string> Words::Find(absl::string_view key) const {
  for (const Text& text : kTexts) {
    if (key == text.key) return std::string(In(text));
  }
  return absl::nullopt;
}

bool ShowsUtf8(const std::map<std::string, std::string>& environment) {
  const std::string locale =
      absl::AsciiStrToLower(FirstOf(environment, {"LC_ALL", "LC_CTYPE", "LANG"}));
  return absl::EndsWith(locale, "utf-8") || absl::EndsWith(locale, "utf8");
}

}  // namespace plenary::cli
