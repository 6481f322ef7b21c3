#include "services/documents/dates.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace plenary::documents {
namespace {

// As they stand behind the number of a day.
constexpr const char* kEnglishMonths[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
constexpr const char* kRussianMonths[] = {"января",   "февраля", "марта",  "апреля",
                                          "мая",      "июня",    "июля",   "августа",
                                          "сентября", "октября", "ноября", "декабря"};
constexpr const char* kBelarusianMonths[] = {"студзеня", "лютага",      "сакавіка",  "красавіка",
                                             "мая",      "чэрвеня",     "ліпеня",    "жніўня",
                                             "верасня",  "кастрычніка", "лістапада", "снежня"};

// In the order of absl::Weekday.
constexpr const char* kEnglishWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};
constexpr const char* kRussianWeekdays[] = {"понедельник", "вторник", "среда",      "четверг",
                                            "пятница",     "суббота", "воскресенье"};
constexpr const char* kBelarusianWeekdays[] = {"панядзелак", "аўторак", "серада", "чацвер",
                                               "пятніца",    "субота",  "нядзеля"};
constexpr const char* kChineseWeekdays[] = {"星期一", "星期二", "星期三", "星期四",
                                            "星期五", "星期六", "星期日"};

absl::string_view MonthOf(absl::CivilDay day, Language language) {
  const int month = day.month() - 1;
  switch (language) {
    case Language::kRussian:
      return kRussianMonths[month];
    case Language::kBelarusian:
      return kBelarusianMonths[month];
    default:
      return kEnglishMonths[month];
  }
}

absl::string_view WeekdayOf(absl::CivilDay day, Language language) {
  const int weekday = static_cast<int>(absl::GetWeekday(day));
  switch (language) {
    case Language::kRussian:
      return kRussianWeekdays[weekday];
    case Language::kBelarusian:
      return kBelarusianWeekdays[weekday];
    case Language::kChinese:
      return kChineseWeekdays[weekday];
    default:
      return kEnglishWeekdays[weekday];
  }
}

// «2023 г.»
std::string YearOf(absl::CivilDay day, Language language) {
  return absl::StrCat(day.year(), language == Language::kEnglish ? "" : " г.");
}

std::string DayAndMonth(absl::CivilDay day, Language language) {
  return absl::StrCat(day.day(), " ", MonthOf(day, language));
}

std::string ChineseDates(absl::CivilDay first, absl::CivilDay last) {
  const std::string start = FormatDate(first, Language::kChinese);
  if (first.year() != last.year()) {
    return absl::StrCat(start, "至", FormatDate(last, Language::kChinese));
  }
  if (first.month() == last.month()) return absl::StrCat(start, "至", last.day(), "日");
  return absl::StrCat(start, "至", last.month(), "月", last.day(), "日");
}

}  // namespace

absl::optional<Language> LanguageOf(absl::string_view tag) {
  const std::string language = absl::AsciiStrToLower(tag.substr(0, tag.find_first_of("-_")));
  for (const Language known : kLanguages) {
    if (language == TagOf(known)) return known;
  }
  return absl::nullopt;
}

absl::string_view TagOf(Language language) {
  switch (language) {
    case Language::kRussian:
      return "ru";
    case Language::kBelarusian:
      return "be";
    case Language::kChinese:
      return "zh";
    default:
      return "en";
  }
}

std::string FormatDate(absl::CivilDay day, Language language) {
  if (language == Language::kChinese) {
    return absl::StrCat(day.year(), "年", day.month(), "月", day.day(), "日");
  }
  return absl::StrCat(DayAndMonth(day, language), " ", YearOf(day, language));
}

std::string FormatDateWithWeekday(absl::CivilDay day, Language language) {
  const std::string date = FormatDate(day, language);
  const absl::string_view weekday = WeekdayOf(day, language);
  switch (language) {
    case Language::kEnglish:
      return absl::StrCat(weekday, ", ", date);
    case Language::kChinese:
      return absl::StrCat(date, " ", weekday);
    default:
      return absl::StrCat(date, ", ", weekday);
  }
}

std::string FormatDates(absl::CivilDay first, absl::CivilDay last, Language language) {
  if (first == last) return FormatDate(first, language);
  if (language == Language::kChinese) return ChineseDates(first, last);
  const std::string end = FormatDate(last, language);
  if (first.year() != last.year()) {
    return absl::StrCat(FormatDate(first, language), " – ", end);
  }
  if (first.month() != last.month()) {
    return absl::StrCat(DayAndMonth(first, language), " – ", end);
  }
  return absl::StrCat(first.day(), "–", end);
}

std::string FormatTime(absl::CivilMinute time) {
  return absl::StrFormat("%02d:%02d", time.hour(), time.minute());
}

std::string FormatTimes(absl::CivilMinute start, absl::CivilMinute end) {
  if (start == end) return FormatTime(start);
  const absl::civil_diff_t days = absl::CivilDay(end) - absl::CivilDay(start);
  const std::string times = absl::StrCat(FormatTime(start), "–", FormatTime(end));
  return days == 0 ? times : absl::StrCat(times, " (+", days, ")");
}

std::string FormatDateTime(absl::CivilMinute time, Language language) {
  const absl::CivilDay day(time);
  switch (language) {
    case Language::kEnglish:
      return absl::StrCat(FormatDate(day, language), ", ", FormatTime(time));
    case Language::kChinese:
      return absl::StrCat(FormatDate(day, language), " ", FormatTime(time));
    default:
      return absl::StrFormat("%02d.%02d.%d, %s", day.day(), day.month(), day.year(),
                             FormatTime(time));
  }
}

}  // namespace plenary::documents
