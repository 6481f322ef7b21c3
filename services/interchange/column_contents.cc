#include "services/interchange/column_contents.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/interchange/cells.h"
#include "services/names/clean.h"
#include "services/names/full_name.h"

namespace plenary::interchange {
namespace {

constexpr int kLastBirthYear = 2012;
constexpr ptrdiff_t kFewestPhoneDigits = 6;

template <class Test>
bool NearlyAll(const Samples& samples, Test test) {
  const auto fitting = std::count_if(samples.begin(), samples.end(), test);
  return fitting > 0 && fitting * 5 >= static_cast<ptrdiff_t>(samples.size()) * 4;
}

bool IsEmail(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  const size_t at = text.find('@');
  return at != absl::string_view::npos && at > 0 && text.find('.', at) != absl::string_view::npos &&
         !absl::StrContains(text, ' ');
}

bool IsPhone(absl::string_view text) {
  const auto is_digit = [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); };
  const bool is_plain = std::all_of(text.begin(), text.end(), [&](char c) {
    return is_digit(c) || absl::StrContains("+-() .,;/", c);
  });
  return is_plain && std::count_if(text.begin(), text.end(), is_digit) >= kFewestPhoneDigits &&
         !ReadDate(text).ok();
}

bool IsBirthDate(absl::string_view text) {
  const absl::StatusOr<absl::CivilDay> date = ReadDate(text);
  return date.ok() && date->year() <= kLastBirthYear;
}

size_t WordsIn(absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  return words.size();
}

bool IsFullName(absl::string_view text) {
  const absl::StatusOr<names::FullName> name = names::SplitFullName(text, "");
  return name.ok() && !name->is_uncertain && !name->family.empty() && !name->given.empty() &&
         WordsIn(text) <= 6;
}

}  // namespace

bool AreEmails(const Samples& samples) { return NearlyAll(samples, IsEmail); }
bool ArePhones(const Samples& samples) { return NearlyAll(samples, IsPhone); }
bool AreBirthDates(const Samples& samples) { return NearlyAll(samples, IsBirthDate); }
bool AreFullNames(const Samples& samples) { return NearlyAll(samples, IsFullName); }

bool AreRowNumbers(const Samples& samples) {
  int last = 0;
  return samples.size() > 1 && NearlyAll(samples, [&](const std::string& text) {
           int number = 0;
           absl::string_view digits = absl::StripSuffix(absl::StripAsciiWhitespace(text), ".");
           const bool goes_on = absl::SimpleAtoi(digits, &number) && number == last + 1;
           last = number;
           return goes_on;
         });
}

bool HaveSeveralWords(const Samples& samples) {
  return NearlyAll(samples,
                   [](const std::string& text) { return WordsIn(names::Clean(text).text) >= 2; });
}

bool AreTitlesWithOrganizations(const Samples& samples) {
  return NearlyAll(samples, [](const std::string& text) {
    const TitleAndOrganization split = SplitTitleAndOrganization(text);
    return !split.title.empty() && !split.organization.empty();
  });
}

std::string LanguageOfLetters(const Samples& samples) {
  size_t latin = 0, cyrillic = 0, belarusian = 0, han = 0;
  for (const std::string& text : samples) {
    for (size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (absl::ascii_isalpha(byte)) ++latin;
      // In UTF-8 Cyrillic letters begin with these bytes, Chinese characters with those.
      if (byte == 0xD0 || byte == 0xD1) ++cyrillic;
      if (byte >= 0xE4 && byte <= 0xE9) ++han;
      const absl::string_view rest = absl::string_view(text).substr(i);
      for (const absl::string_view letter : {"і", "І", "ў", "Ў"}) {
        if (absl::StartsWith(rest, letter)) ++belarusian;
      }
    }
  }
  const size_t half = (latin + cyrillic + han) / 2;
  if (latin > half) return "en";
  if (han > half) return "zh";
  if (cyrillic <= half) return {};
  return belarusian > 0 ? "be" : "ru";
}

}  // namespace plenary::interchange
