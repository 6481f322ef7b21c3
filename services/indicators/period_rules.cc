#include "services/indicators/period_rules.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "services/indicators/text_rules.h"

namespace plenary::indicators {
namespace {

using Period = v1::FigurePeriod;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

// A piece of a text: a number, a word, or a sign.
struct Token {
  enum Kind { kNumber, kWord, kDash, kSign };
  Kind kind = kSign;
  std::string text;
  int number = 0;
};

// The first letters of months in Russian, Belarusian and English, folded.
constexpr struct {
  const char* beginning;
  int month;
} kMonths[] = {
    {"янв", 1}, {"фев", 2}, {"мар", 3}, {"апр", 4},  {"ма", 5},   {"июн", 6},
    {"июл", 7}, {"авг", 8}, {"сен", 9}, {"окт", 10}, {"ноя", 11}, {"дек", 12},
    {"сту", 1}, {"лют", 2}, {"сак", 3}, {"кра", 4},  {"тра", 5},  {"чэр", 6},
    {"ліп", 7}, {"жні", 8}, {"вер", 9}, {"кас", 10}, {"ліс", 11}, {"сне", 12},
    {"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4},  {"may", 5},  {"jun", 6},
    {"jul", 7}, {"aug", 8}, {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12},
};

int MonthOf(absl::string_view word) {
  for (const auto& [beginning, month] : kMonths) {
    if (absl::StartsWith(word, beginning)) return month;
  }
  return 0;
}

bool IsOneOf(absl::string_view word, std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Roman and Chinese numbers as far as quarters and halves go; 0 for what is none.
int SmallNumberOf(absl::string_view word) {
  if (IsOneOf(word, {"i", "一", "上"})) return 1;
  if (IsOneOf(word, {"ii", "二", "下"})) return 2;
  if (IsOneOf(word, {"iii", "三"})) return 3;
  return IsOneOf(word, {"iv", "四"}) ? 4 : 0;
}

// Words around a period that say nothing of it.
bool IsFiller(absl::string_view word) {
  return IsOneOf(word, {"г",    "гг", "год", "года", "году", "годзе", "гады", "за", "у",  "в",
                        "year", "in", "of",  "for",  "the",  "fy",    "cy",   "年", "第", "份",
                        "至",   "st", "nd",  "rd",   "th",   "й",     "ый",   "ий", "ы",  "度"});
}

enum class Unit { kNone, kQuarter, kHalf, kMonth, kMonthCount };

Unit UnitOf(absl::string_view word) {
  if (IsOneOf(word, {"кв", "q", "qtr", "quarter", "季"}) || absl::StartsWith(word, "кварт")) {
    return Unit::kQuarter;
  }
  if (IsOneOf(word, {"h", "half", "半"}) || absl::StartsWith(word, "полуг") ||
      absl::StartsWith(word, "паўго")) {
    return Unit::kHalf;
  }
  if (word == "月") return Unit::kMonth;
  if (IsOneOf(word, {"мес", "month", "months", "m"}) || absl::StartsWith(word, "месяц")) {
    return Unit::kMonthCount;
  }
  return Unit::kNone;
}

bool IsHan(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0; }

// How a character goes together with others of a token.
enum class Sort { kBlank, kDigit, kLetter, kHan, kDash, kSign };

Sort SortOf(UChar32 c) {
  if (c == ' ') return Sort::kBlank;
  if (c >= '0' && c <= '9') return Sort::kDigit;
  if (IsHan(c)) return Sort::kHan;
  if (u_isalpha(c) != 0) return Sort::kLetter;
  return c == '-' || c == '~' ? Sort::kDash : Sort::kSign;
}

Token MakeToken(Sort sort, const icu::UnicodeString& characters) {
  Token token;
  characters.toUTF8String(token.text);
  if (sort == Sort::kDigit) {
    token.kind = Token::kNumber;
    // What has too many digits is no year and no month.
    if (!absl::SimpleAtoi(token.text, &token.number)) token.number = -1;
  } else if (sort == Sort::kDash) {
    token.kind = Token::kDash;
  } else if (sort == Sort::kLetter || sort == Sort::kHan) {
    token.kind = Token::kWord;
  }
  return token;
}

std::vector<Token> TokensOf(absl::string_view text) {
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(Folded(text));
  std::vector<Token> tokens;
  int32_t at = 0;
  while (at < characters.length()) {
    const Sort sort = SortOf(characters.char32At(at));
    int32_t end = characters.moveIndex32(at, 1);
    const bool goes_together = sort == Sort::kDigit || sort == Sort::kLetter;
    while (goes_together && end < characters.length() && SortOf(characters.char32At(end)) == sort) {
      end = characters.moveIndex32(end, 1);
    }
    if (sort != Sort::kBlank) {
      tokens.push_back(MakeToken(sort, characters.tempSubStringBetween(at, end)));
    }
    at = end;
  }
  return tokens;
}

Period Make(Period::Kind kind, int year, int number) {
  Period period;
  period.set_kind(kind);
  period.set_year(year);
  period.set_number(number);
  return period;
}

// From the month `first` to the month `last`.
absl::optional<Period> Months(int year, int first, int last) {
  if (first < 1 || last > 12 || first > last) return absl::nullopt;
  if (first == last) return Make(Period::MONTH, year, first);
  if (first == 1) {
    return last == 12 ? Make(Period::YEAR, year, 0) : Make(Period::CUMULATIVE, year, last);
  }
  if (last == first + 2 && last % 3 == 0) return Make(Period::QUARTER, year, last / 3);
  return absl::nullopt;
}

// Reads tokens one after the other and notes what they say.
class Reader {
 public:
  explicit Reader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  absl::optional<Period> Read() {
    while (at_ < tokens_.size()) {
      if (!Take(tokens_[at_++])) return absl::nullopt;
    }
    return year_ == 0 ? absl::nullopt : Conclude();
  }

 private:
  bool Take(const Token& token) {
    switch (token.kind) {
      case Token::kNumber:
        return TakeNumber(token.number);
      case Token::kWord:
        return TakeWord(token.text);
      default:
        return token.kind == Token::kDash || IsOneOf(token.text, {".", ",", "/", "'", "(", ")"});
    }
  }

  bool TakeNumber(int number) {
    if (number >= kFirstYear && number <= kLastYear) {
      if (year_ != 0 && year_ != number) return false;
      year_ = number;
      return true;
    }
    loose_.push_back(number);
    return number >= 1 && number <= 12;
  }

  bool TakeWord(absl::string_view word) {
    if (const int number = SmallNumberOf(word); number != 0) return TakeNumber(number);
    has_words_ = true;
    if (const int month = MonthOf(word); month != 0) {
      months_.push_back(month);
      return true;
    }
    if (IsFiller(word)) return true;
    return TakeUnit(UnitOf(word));
  }

  // A unit stands behind its numbers, "3 кв.", or before its number, "Q3".
  bool TakeUnit(Unit unit) {
    if (unit == Unit::kNone || (unit_ != Unit::kNone && unit_ != unit)) return false;
    if (loose_.empty() && at_ < tokens_.size() && !Take(tokens_[at_++])) return false;
    if (loose_.empty()) return false;
    if (unit == Unit::kMonth) {
      months_.insert(months_.end(), loose_.begin(), loose_.end());
    } else {
      if (loose_.size() > 1 || unit_ != Unit::kNone) return false;
      count_ = loose_.front();
    }
    unit_ = unit;
    loose_.clear();
    return true;
  }

  absl::optional<Period> Conclude() const {
    if (unit_ != Unit::kNone && unit_ != Unit::kMonth) {
      return loose_.empty() && months_.empty() ? OfUnit() : absl::nullopt;
    }
    if (!months_.empty()) {
      const bool is_span = loose_.empty() && months_.size() <= 2;
      return is_span ? Months(year_, months_.front(), months_.back()) : absl::nullopt;
    }
    if (loose_.empty()) return Make(Period::YEAR, year_, 0);
    // "2023-09", and nothing else.
    if (loose_.size() == 1 && !has_words_) return Make(Period::MONTH, year_, loose_.front());
    return absl::nullopt;
  }

  absl::optional<Period> OfUnit() const {
    switch (unit_) {
      case Unit::kQuarter:
        if (count_ > 4) return absl::nullopt;
        return Make(Period::QUARTER, year_, count_);
      case Unit::kHalf:
        if (count_ != 1) return absl::nullopt;
        return Make(Period::CUMULATIVE, year_, 6);
      default:
        return Months(year_, 1, count_);
    }
  }

  const std::vector<Token> tokens_;
  size_t at_ = 0;
  int year_ = 0;
  std::vector<int> loose_;  // numbers that nothing has been said of yet
  std::vector<int> months_;
  Unit unit_ = Unit::kNone;
  int count_ = 0;  // of the unit
  bool has_words_ = false;
};

int LastMonthOf(const Period& period) {
  switch (period.kind()) {
    case Period::QUARTER:
      return period.number() * 3;
    case Period::MONTH:
    case Period::CUMULATIVE:
      return period.number();
    default:
      return 12;
  }
}

int LengthOf(const Period& period) {
  switch (period.kind()) {
    case Period::QUARTER:
      return 3;
    case Period::MONTH:
      return 1;
    case Period::CUMULATIVE:
      return period.number();
    default:
      return 12;
  }
}

}  // namespace

std::string FaultOfPeriod(const Period& period) {
  const int number = period.number();
  switch (period.kind()) {
    case Period::YEAR:
      return number == 0 ? "" : "of a YEAR must be 0";
    case Period::QUARTER:
      return number >= 1 && number <= 4 ? "" : "of a QUARTER must be from 1 to 4";
    case Period::MONTH:
      return number >= 1 && number <= 12 ? "" : "of a MONTH must be from 1 to 12";
    default:
      return number >= 2 && number <= 11
                 ? ""
                 : "of a CUMULATIVE period must be from 2 to 11: January alone is a MONTH, and "
                   "January–December a YEAR";
  }
}

int64_t PeriodKey(const Period& period) {
  return int64_t{period.year()} * 100'000 + LastMonthOf(period) * 1000 + LengthOf(period) * 10 +
         period.kind();
}

Period YearBefore(const Period& period) {
  Period before = period;
  before.set_year(period.year() - 1);
  return before;
}

absl::optional<Period> ReadPeriod(absl::string_view text) { return Reader(TokensOf(text)).Read(); }

}  // namespace plenary::indicators
