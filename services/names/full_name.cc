#include "services/names/full_name.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "services/names/chinese.h"
#include "services/names/clean.h"
#include "services/names/code_points.h"
#include "services/names/given_names.h"
#include "services/names/name_units.h"
#include "services/names/name_words.h"
#include "services/names/sound.h"

namespace plenary::names {
namespace {

// The units from `begin` to before `end` are the family name.
struct Range {
  size_t begin, end;
};

void MakeUncertain(absl::string_view why, FullName& name) {
  name.is_uncertain = true;
  if (name.why_uncertain.empty()) name.why_uncertain = std::string(why);
}

bool HasHan(const std::u32string& text) { return std::any_of(text.begin(), text.end(), IsHan); }

bool IsCyrillic(absl::string_view text) {
  const std::u32string characters = CodePoints(text);
  return std::any_of(characters.begin(), characters.end(), IsCyrillicLetter);
}

// Leaves out what stands in brackets.
std::string WithoutBrackets(absl::string_view text, FullName& name) {
  std::u32string kept;
  int depth = 0;
  bool has_left_out = false;
  for (const char32_t c : CodePoints(text)) {
    if (c == U'(' || c == U'[' || c == U'（') ++depth;
    if (depth == 0) {
      kept.push_back(c);
    } else {
      has_left_out |= IsLetter(c);
    }
    if (depth > 0 && (c == U')' || c == U']' || c == U'）')) --depth;
  }
  if (has_left_out) MakeUncertain("what stands in brackets is left out", name);
  return Utf8(kept);
}

// ---- Which units are the family name ----

bool LooksLikePatronymic(const Unit& unit) {
  return unit.is_with_maker || (!unit.is_initial && names::LooksLikePatronymic(Lower(unit.text)));
}

bool IsSurelyPatronymic(const Unit& unit) {
  return unit.is_with_maker || (!unit.is_initial && names::IsSurelyPatronymic(Lower(unit.text)));
}

bool LooksLikeGivenName(const Unit& unit) {
  // A double name is what its first part is: Анна-Мария.
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(unit.text, absl::MaxSplits('-', 1));
  return SoundsLikeGivenName(SoundOf(parts.first));
}

bool LooksChinese(const Unit& unit) { return IsChineseFamilyName(Lower(unit.text)); }

std::vector<size_t> WordsOf(const Units& units) {
  std::vector<size_t> words;
  words.reserve(units.size());
  for (size_t i = 0; i < units.size(); ++i) {
    if (!units[i].is_initial) words.push_back(i);
  }
  return words;
}

// A particle, or capitals where not everything is in capitals.
absl::optional<Range> FamilyByLook(const Units& units) {
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].is_with_particle) return Range{i, i + 1};
  }
  const auto is_capitals = [](const Unit& unit) { return unit.is_capitals; };
  const auto begin = std::find_if(units.begin(), units.end(), is_capitals);
  const auto end = std::find_if_not(begin, units.end(), is_capitals);
  const size_t words = WordsOf(units).size();
  const auto count = static_cast<size_t>(end - begin);
  if (count == 0 || count == words || std::any_of(end, units.end(), is_capitals)) {
    return absl::nullopt;
  }
  return Range{static_cast<size_t>(begin - units.begin()),
               static_cast<size_t>(end - units.begin())};
}

// Of three words or more one is a patronymic: behind the given name, at the end or before the
// family name. Empty range: there is a given name and a patronymic and nothing else.
absl::optional<Range> FamilyByPatronymic(const Units& units) {
  const size_t size = units.size();
  if (size < 2) return absl::nullopt;
  if (size == 2) {
    const bool has_no_family = IsSurelyPatronymic(units[1]) && LooksLikeGivenName(units[0]);
    if (has_no_family || units[1].is_with_maker) return Range{0, 0};
    return absl::nullopt;
  }
  // Иван Петрович Мацкевич; but Мацкевич Ганна Петровна.
  const bool is_in_middle = LooksLikePatronymic(units[size - 2]);
  const bool is_at_end = LooksLikePatronymic(units[size - 1]);
  if (is_in_middle && (!is_at_end || LooksLikeGivenName(units[size - 3]))) {
    return Range{size - 1, size};
  }
  if (is_at_end) return Range{0, size - 2};
  return absl::nullopt;
}

// Initials between words or before them come with the given name, so the family name is last.
absl::optional<Range> FamilyByInitials(const Units& units) {
  const std::vector<size_t> words = WordsOf(units);
  if (words.empty() || words.size() == units.size()) return absl::nullopt;
  if (words.size() == 1) return Range{words[0], words[0] + 1};
  if (units.back().is_initial) return absl::nullopt;
  return Range{units.size() - 1, units.size()};
}

bool IsOneOf(absl::string_view language, std::initializer_list<absl::string_view> languages) {
  const std::string primary = absl::AsciiStrToLower(language.substr(0, language.find('-')));
  return std::find(languages.begin(), languages.end(), primary) != languages.end();
}

int Compare(int first, int last) { return (first > last) - (first < last); }

// Of the two words of a name: 1 where the family name is the first, -1 the last, 0 nothing shows.
int FirstOrLast(const Unit& first, const Unit& last, absl::string_view language) {
  const bool is_chinese = LooksChinese(first) && LooksChinese(last);
  // Only in Latin letters are Chinese names turned round.
  if (is_chinese) return IsOneOf(language, {"zh"}) || IsCyrillic(first.text) ? 1 : 0;
  const int chinese = Compare(LooksChinese(first), LooksChinese(last));
  if (IsOneOf(language, {"zh"}) && chinese != 0) return chinese;
  if (const int given = Compare(LooksLikeGivenName(last), LooksLikeGivenName(first))) return given;
  const int ending = FamilyEnding(Lower(first.text)), last_ending = FamilyEnding(Lower(last.text));
  if (const int sure = Compare(ending == 2, last_ending == 2)) return sure;
  return chinese != 0 ? chinese : Compare(ending, last_ending);
}

// The same of the first and the last of several words. Many languages have short last words.
int FirstOrLastOfMany(const Unit& first, const Unit& last) {
  if (LooksChinese(first)) return 1;
  if (const int given = Compare(LooksLikeGivenName(last), LooksLikeGivenName(first))) return given;
  return Compare(FamilyEnding(Lower(first.text)) == 2, FamilyEnding(Lower(last.text)) == 2);
}

bool FamilyComesFirst(const Unit& first, absl::string_view language) {
  return IsCyrillic(first.text) || LooksChinese(first) ||
         IsOneOf(language, {"zh", "ja", "ko", "vi", "hu", "ru", "be", "uk", "kk"});
}

Range FamilyByWords(const Units& units, absl::string_view language, FullName& name) {
  const std::vector<size_t> words = WordsOf(units);
  const size_t first = words.empty() ? 0 : words.front();
  const size_t last = words.empty() ? units.size() - 1 : words.back();
  const Range is_first{first, first + 1}, is_last{last, last + 1};
  if (words.empty()) MakeUncertain("initials alone", name);
  if (words.size() < 2) return is_first;
  const int shown = words.size() == 2 ? FirstOrLast(units[first], units[last], language)
                                      : FirstOrLastOfMany(units[first], units[last]);
  if (words.size() > 2) MakeUncertain("more than two words and no patronymic", name);
  if (shown == 0) MakeUncertain("nothing shows which word is the family name", name);
  if (shown != 0) return shown > 0 ? is_first : is_last;
  return FamilyComesFirst(units[first], language) ? is_first : is_last;
}

Range FamilyOf(const Units& units, absl::string_view language, FullName& name) {
  if (units.size() == 1) {
    MakeUncertain("a single word, taken for the family name", name);
    return Range{0, 1};
  }
  if (const absl::optional<Range> range = FamilyByLook(units)) return *range;
  if (const absl::optional<Range> range = FamilyByPatronymic(units)) {
    if (range->begin == range->end) MakeUncertain("no family name", name);
    if (range->end - range->begin > 1) MakeUncertain("a family name of several words", name);
    return *range;
  }
  if (const absl::optional<Range> range = FamilyByInitials(units)) return *range;
  return FamilyByWords(units, language, name);
}

// ---- Putting it together ----

std::string Text(Units::const_iterator begin, Units::const_iterator end) {
  std::string text;
  for (; begin != end; ++begin) absl::StrAppend(&text, text.empty() ? "" : " ", begin->text);
  return text;
}

// The units besides the family name: given names, then a patronymic or an initial of one.
void SetGiven(const Units& units, FullName& name) {
  auto patronymic = units.end();
  for (auto unit = units.begin(); unit != units.end(); ++unit) {
    const bool may_be = unit != units.begin() || IsSurelyPatronymic(*unit);
    if (may_be && LooksLikePatronymic(*unit)) patronymic = unit;
  }
  if (patronymic == units.end()) {
    // Initials behind the given name or its initial.
    while (patronymic - units.begin() > 1 && std::prev(patronymic)->is_initial) --patronymic;
    name.given = Text(units.begin(), patronymic);
    name.patronymic = Text(patronymic, units.end());
    return;
  }
  name.patronymic = patronymic->text;
  Units given(units.begin(), patronymic);
  given.insert(given.end(), std::next(patronymic), units.end());
  name.given = Text(given.begin(), given.end());
}

// Whether a patronymic ends a whole name of the first three of more units: a title follows, as in
// "Иванов Иван Иванович директор". Анна Мария Петровна Ким goes on.
bool EndsAtThird(const Units& units) {
  if (units.size() <= 3) return false;
  if (IsSurelyPatronymic(units[1])) return true;
  return LooksLikePatronymic(units[2]) &&
         !(LooksLikeGivenName(units[0]) && LooksLikeGivenName(units[1]));
}

void SetName(Units units, Range family, FullName& name) {
  const auto begin = units.begin() + static_cast<std::ptrdiff_t>(family.begin);
  const auto end = units.begin() + static_cast<std::ptrdiff_t>(family.end);
  name.family = Text(begin, end);
  units.erase(begin, end);
  SetGiven(units, name);
}

// Whether what follows a comma is written large if what stands before it is.
bool BeginsLikeAName(const std::pair<absl::string_view, absl::string_view>& parts) {
  const auto first_letter = [](absl::string_view text) {
    const std::u32string characters = CodePoints(text);
    return *std::find_if(characters.begin(), characters.end(), IsLetter);
  };
  return !IsUpper(first_letter(parts.first)) || !IsLower(first_letter(parts.second));
}

// "Ivanov, Ivan": what stands before the comma is a family name by itself. A whole name before the
// comma is followed by a title or the like; then `rest` is that name.
bool SetByComma(absl::string_view text, FullName& name, absl::string_view& rest) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(',', 1));
  const Units before = UnitsOf(parts.first);
  if (before.empty()) return false;
  rest = parts.first;
  if (HasOnlyHonorifics(parts.second)) return false;
  if (before.size() == 1 && !before[0].is_initial && BeginsLikeAName(parts)) {
    name.family = before[0].text;
    SetGiven(UnitsOf(parts.second), name);
    return true;
  }
  MakeUncertain("what follows the comma or dash is left out", name);
  return false;
}

// ---- Chinese characters ----

// Leaves out 先生 and the like, by itself or behind the last name.
void DropChineseHonorific(std::vector<std::u32string>& words) {
  for (const std::u32string honorific :
       {U"先生", U"女士", U"小姐", U"博士", U"教授", U"阁下", U"閣下", U"部长", U"部長"}) {
    std::u32string& last = words.back();
    const size_t size = honorific.size();
    if (words.size() > 1 && last == honorific) {
      words.pop_back();
    } else if (last.size() > size && last.compare(last.size() - size, size, honorific) == 0) {
      last.resize(last.size() - size);
    }
  }
}

// The runs of Chinese characters in `text`.
std::vector<std::u32string> HanWords(absl::string_view text) {
  std::vector<std::u32string> words(1);
  for (const char32_t c : CodePoints(text)) {
    if (IsHan(c)) {
      words.back().push_back(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string WithoutHan(absl::string_view text) {
  std::string kept;
  for (const char32_t c : CodePoints(text)) AppendUtf8(IsHan(c) ? U' ' : c, kept);
  return kept;
}

// Usual names have a family name of one character, or one of the known two, and one or two more.
FullName SplitHanWord(const std::u32string& han, FullName name) {
  constexpr size_t kMostGiven = 2;
  size_t family = FamilyNameLength(han);
  if (family == 0 && han.size() <= kMostGiven + 1) {
    MakeUncertain("not a usual family name", name);
    family = 1;
  }
  if (han.size() == family) MakeUncertain("a single word, taken for the family name", name);
  if (family == 0 || han.size() > family + kMostGiven) {
    MakeUncertain("too long for a Chinese name", name);
    family = han.size();
  }
  name.family = Utf8(han.substr(0, family));
  name.given = Utf8(han.substr(family));
  return name;
}

FullName SplitChinese(absl::string_view text, FullName name) {
  // 伊万·伊万诺夫 is a foreigner, the family name last.
  const bool is_foreign =
      absl::StrContains(text, "·") || absl::StrContains(text, "・") || absl::StrContains(text, "•");
  std::vector<std::u32string> words = HanWords(text);
  DropChineseHonorific(words);
  if (!UnitsOf(WithoutHan(text)).empty()) {
    MakeUncertain("only what is in Chinese characters is taken", name);
  }
  if (words.size() == 1) return SplitHanWord(words[0], std::move(name));
  if (is_foreign) std::rotate(words.begin(), words.end() - 1, words.end());
  name.family = Utf8(words[0]);
  for (size_t i = 1; i < words.size(); ++i) {
    absl::StrAppend(&name.given, i > 1 ? (is_foreign ? "·" : " ") : "", Utf8(words[i]));
  }
  return name;
}

}  // namespace

absl::StatusOr<FullName> SplitFullName(absl::string_view text, absl::string_view language_hint) {
  FullName name;
  const std::string cleaned =
      absl::StrReplaceAll(WithoutBrackets(Clean(text).text, name),
                          {{"，", ","}, {"、", ","}, {" - ", ","}, {" – ", ","}, {" — ", ","}});
  if (HasHan(CodePoints(cleaned))) return SplitChinese(cleaned, std::move(name));
  absl::string_view rest = cleaned;
  if (SetByComma(cleaned, name, rest)) return name;
  Units units = UnitsOf(rest);
  if (units.empty()) return absl::InvalidArgumentError("there is no name in this text");
  if (EndsAtThird(units)) {
    MakeUncertain("what follows the name is left out", name);
    units.resize(3);
  }
  const Range family = FamilyOf(units, language_hint, name);
  SetName(std::move(units), family, name);
  return name;
}

}  // namespace plenary::names
