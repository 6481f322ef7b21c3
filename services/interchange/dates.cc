#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/interchange/cells.h"
#include "services/interchange/refusals.h"
#include "services/names/clean.h"
#include "services/names/sound.h"

namespace plenary::interchange {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr size_t kMostBytes = 100;

// A number, a word in small letters, or one other character.
struct Token {
  enum Kind { kNumber, kWord, kSign };
  Kind kind;
  std::string text;
};
using Tokens = std::vector<Token>;

bool IsNumber(const Token& token) { return token.kind == Token::kNumber; }
bool IsWord(const Token& token) { return token.kind == Token::kWord; }
bool IsSign(const Token& token, char sign) {
  return token.kind == Token::kSign && token.text[0] == sign;
}

Token::Kind KindOf(char c) {
  if (absl::ascii_isdigit(static_cast<unsigned char>(c))) return Token::kNumber;
  const bool is_letter =
      absl::ascii_isalpha(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
  return is_letter ? Token::kWord : Token::kSign;
}

Tokens TokensOf(absl::string_view text) {
  // A form printed for handwriting has the day in quotes: «12» апреля 1975 г.
  const std::string bare = absl::StrReplaceAll(
      text.substr(0, kMostBytes), {{"«", ""}, {"»", ""}, {"“", ""}, {"”", ""}, {"\"", ""}});
  const std::string folded = names::Fold(names::Clean(bare).text);
  Tokens tokens;
  bool is_apart = true;
  for (const char c : folded) {
    const bool was_apart = is_apart;
    is_apart = c == ' ';
    if (is_apart) continue;
    const Token::Kind kind = KindOf(c);
    const bool goes_on =
        !was_apart && kind != Token::kSign && !tokens.empty() && tokens.back().kind == kind;
    if (goes_on) {
      tokens.back().text += c;
    } else {
      tokens.push_back({kind, std::string(1, c)});
    }
  }
  return tokens;
}

// The number of a month by how its name begins, 0 where it is none.
int MonthOf(absl::string_view word) {
  static constexpr absl::string_view kBeginnings[12][3] = {
      {"янв", "студз", "jan"},  {"фев", "лют", "feb"},  {"мар", "сакав", "mar"},
      {"апр", "красав", "apr"}, {"мая", "май", "may"},  {"июн", "чэрв", "jun"},
      {"июл", "ліп", "jul"},    {"авг", "жні", "aug"},  {"сен", "верас", "sep"},
      {"окт", "кастр", "oct"},  {"ноя", "ліст", "nov"}, {"дек", "снеж", "dec"},
  };
  for (int month = 0; month < 12; ++month) {
    for (const absl::string_view beginning : kBeginnings[month]) {
      if (absl::StartsWith(word, beginning)) return month + 1;
    }
  }
  return 0;
}

absl::Status NoDate(absl::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat(
      "“", ShownBeginning(text), "” is no date: write it like 12.04.1975 or 1975-04-12"));
}

// A number alone: what people meant by it can only be guessed.
absl::Status NumberAlone(absl::string_view text, absl::string_view number) {
  int value = 0;
  if (!absl::SimpleAtoi(number, &value)) return NoDate(text);
  if (value >= kFirstYear && value <= kLastYear) {
    return absl::InvalidArgumentError(
        absl::StrCat(number, " is a year only: write day, month and year, like 12.04.", number));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      number,
      " is a number, perhaps a date that lost its format: format the column as a date and "
      "save again, or write it like 12.04.1975"));
}

absl::Status NoCentury(absl::string_view year) {
  return absl::InvalidArgumentError(absl::StrCat(
      "the year ", year, " does not say its century: write it with four digits, like 1975"));
}

absl::StatusOr<absl::CivilDay> DayOf(absl::string_view text, const std::string& day, int month,
                                     const std::string& year) {
  int day_value = 0;
  int year_value = 0;
  if (!absl::SimpleAtoi(day, &day_value) || !absl::SimpleAtoi(year, &year_value)) {
    return NoDate(text);
  }
  if (year.size() == 2) return NoCentury(year);
  if (year_value < kFirstYear || year_value > kLastYear) {
    return absl::InvalidArgumentError(
        absl::StrCat("the year ", year, " is not between ", kFirstYear, " and ", kLastYear));
  }
  if (month < 1 || month > 12) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no month ", month, ": the day comes first, like 25.04.1975"));
  }
  const absl::CivilDay date(year_value, month, day_value);
  if (date.month() != month || date.day() != day_value) {
    return absl::InvalidArgumentError(
        absl::StrCat("“", ShownBeginning(text), "”: this month has no day ", day_value));
  }
  return date;
}

// "12.04.1975", "1975-04-12", "12/04/1975".
absl::StatusOr<absl::CivilDay> DayOfNumbers(absl::string_view text, const std::string& first,
                                            const std::string& second, const std::string& third) {
  int month = 0;
  if (!absl::SimpleAtoi(second, &month)) return NoDate(text);
  return first.size() == 4 ? DayOf(text, third, month, first) : DayOf(text, first, month, third);
}

// Leaves what says nothing more: "г.", "года", "of", the "th" of a number, signs around words.
Tokens WithoutFillers(const Tokens& tokens) {
  static constexpr absl::string_view kFillers[] = {"г",  "гг", "год", "года", "гада", "р",
                                                   "th", "st", "nd",  "rd",   "of",   "the"};
  Tokens kept;
  for (const Token& token : tokens) {
    const bool is_filler = IsWord(token) && std::count(std::begin(kFillers), std::end(kFillers),
                                                       absl::string_view(token.text)) > 0;
    if (!is_filler) kept.push_back(token);
  }
  while (!kept.empty() && (IsSign(kept.back(), '.') || IsSign(kept.back(), ','))) kept.pop_back();
  return kept;
}

Tokens WithoutSigns(const Tokens& tokens) {
  Tokens kept;
  for (const Token& token : tokens) {
    if (token.kind != Token::kSign) kept.push_back(token);
  }
  return kept;
}

bool AreDividedAlike(const Tokens& tokens) {
  return tokens.size() == 5 && IsNumber(tokens[0]) && IsNumber(tokens[2]) && IsNumber(tokens[4]) &&
         tokens[1].kind == Token::kSign && absl::StrContains("./-", tokens[1].text) &&
         tokens[1].text == tokens[3].text;
}

bool IsChinese(const Tokens& tokens) {
  return tokens.size() >= 5 && IsNumber(tokens[0]) && tokens[1].text == "年" &&
         IsNumber(tokens[2]) && tokens[3].text == "月" && IsNumber(tokens[4]) &&
         (tokens.size() == 5 || (tokens.size() == 6 && tokens[5].text == "日"));
}

absl::StatusOr<absl::CivilDay> DayOfTokens(absl::string_view text, const Tokens& all) {
  const Tokens tokens = WithoutFillers(all);
  if (AreDividedAlike(tokens) || IsChinese(tokens)) {
    return DayOfNumbers(text, tokens[0].text, tokens[2].text, tokens[4].text);
  }
  const Tokens words = WithoutSigns(tokens);
  if (tokens.size() == 1 && IsNumber(tokens[0])) return NumberAlone(text, tokens[0].text);
  if (words.size() != 3 || !IsNumber(words[2])) return NoDate(text);
  const bool is_month_first = IsWord(words[0]);
  const Token& day = words[is_month_first ? 1 : 0];
  const Token& month = words[is_month_first ? 0 : 1];
  if (!IsNumber(day) || !IsWord(month) || MonthOf(month.text) == 0) return NoDate(text);
  return DayOf(text, day.text, MonthOf(month.text), words[2].text);
}

// Takes the time of day off the end: "09:30", "T09:30:00.000Z", ", 9:30", "в 9:30".
absl::StatusOr<absl::optional<int>> TakeSeconds(absl::string_view text, Tokens& tokens) {
  const auto colon = std::find_if(tokens.begin(), tokens.end(),
                                  [](const Token& token) { return IsSign(token, ':'); });
  if (colon == tokens.end()) return absl::optional<int>();
  const auto first = static_cast<size_t>(colon - tokens.begin());
  int parts[3] = {0, 0, 0};
  size_t at = first - 1;
  for (size_t part = 0; part < 3 && first > 0; ++part, at += 2) {
    if (at >= tokens.size() || !IsNumber(tokens[at]) ||
        !absl::SimpleAtoi(tokens[at].text, &parts[part])) {
      return NoDate(text);
    }
    if (at + 1 >= tokens.size() || !IsSign(tokens[at + 1], ':')) break;
  }
  if (first == 0 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) {
    return absl::InvalidArgumentError(
        absl::StrCat("“", ShownBeginning(text), "” has no time of day that is one: write 09:30"));
  }
  tokens.resize(first - 1);
  static constexpr absl::string_view kBefore[] = {"t", "в", "у", "at", ","};
  while (!tokens.empty() && std::count(std::begin(kBefore), std::end(kBefore),
                                       absl::string_view(tokens.back().text)) > 0) {
    tokens.pop_back();
  }
  return absl::optional<int>(parts[0] * 3600 + parts[1] * 60 + parts[2]);
}

}  // namespace

absl::StatusOr<DateTime> ReadDateTime(absl::string_view text) {
  Tokens tokens = TokensOf(text);
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<int> seconds, TakeSeconds(text, tokens));
  PLENARY_ASSIGN_OR_RETURN(const absl::CivilDay day, DayOfTokens(text, tokens));
  return DateTime{absl::CivilSecond(day) + seconds.value_or(0), seconds.has_value()};
}

absl::StatusOr<absl::CivilDay> ReadDate(absl::string_view text) {
  PLENARY_ASSIGN_OR_RETURN(const DateTime read, ReadDateTime(text));
  const absl::CivilDay day(read.time);
  if (read.time == absl::CivilSecond(day)) return day;
  return absl::InvalidArgumentError(
      absl::StrCat("“", ShownBeginning(text), "” has a time of day: write the date alone"));
}

absl::StatusOr<bool> ReadYesNo(absl::string_view text) {
  static constexpr absl::string_view kYes[] = {"да", "так", "yes", "y",      "true", "+",
                                               "1",  "是",  "有",  "истина", "✓",    "✔"};
  static constexpr absl::string_view kNo[] = {"нет", "не", "no", "n",  "false",
                                              "-",   "0",  "否", "无", "ложь"};
  const std::string folded = names::Fold(names::Clean(text).text);
  for (const absl::string_view yes : kYes) {
    if (folded == yes) return true;
  }
  for (const absl::string_view no : kNo) {
    if (folded == no) return false;
  }
  return absl::InvalidArgumentError(absl::StrCat("“", ShownBeginning(text),
                                                 "” is neither yes nor no: write да or нет, yes "
                                                 "or no, + or -"));
}

}  // namespace plenary::interchange
