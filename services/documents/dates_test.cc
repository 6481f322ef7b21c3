#include "services/documents/dates.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::documents {
namespace {

TEST(Dates, ADateIsWrittenAsItsLanguageWritesIt) {
  const struct {
    const char* label;
    absl::CivilDay day;
    const char* english;
    const char* russian;
    const char* belarusian;
    const char* chinese;
  } kCases[] = {
      {"in spring", absl::CivilDay(2023, 4, 18), "Tuesday, 18 April 2023",
       "18 апреля 2023 г., вторник", "18 красавіка 2023 г., аўторак", "2023年4月18日 星期二"},
      {"in winter", absl::CivilDay(2024, 1, 1), "Monday, 1 January 2024",
       "1 января 2024 г., понедельник", "1 студзеня 2024 г., панядзелак", "2024年1月1日 星期一"},
      {"a leap day", absl::CivilDay(2024, 2, 29), "Thursday, 29 February 2024",
       "29 февраля 2024 г., четверг", "29 лютага 2024 г., чацвер", "2024年2月29日 星期四"},
      {"a Sunday", absl::CivilDay(2023, 12, 31), "Sunday, 31 December 2023",
       "31 декабря 2023 г., воскресенье", "31 снежня 2023 г., нядзеля", "2023年12月31日 星期日"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(FormatDateWithWeekday(test.day, Language::kEnglish), test.english) << test.label;
    EXPECT_EQ(FormatDateWithWeekday(test.day, Language::kRussian), test.russian) << test.label;
    EXPECT_EQ(FormatDateWithWeekday(test.day, Language::kBelarusian), test.belarusian)
        << test.label;
    EXPECT_EQ(FormatDateWithWeekday(test.day, Language::kChinese), test.chinese) << test.label;
  }
}

TEST(Dates, EveryMonthHasItsBelarusianName) {
  constexpr const char* kMonths[] = {"студзеня", "лютага",      "сакавіка",  "красавіка",
                                     "мая",      "чэрвеня",     "ліпеня",    "жніўня",
                                     "верасня",  "кастрычніка", "лістапада", "снежня"};
  for (int month = 1; month <= 12; ++month) {
    EXPECT_EQ(FormatDate(absl::CivilDay(2023, month, 5), Language::kBelarusian),
              std::string("5 ") + kMonths[month - 1] + " 2023 г.");
  }
}

TEST(Dates, OfSeveralDaysNothingIsSaidTwice) {
  const struct {
    const char* label;
    absl::CivilDay first;
    absl::CivilDay last;
    const char* english;
    const char* russian;
    const char* belarusian;
    const char* chinese;
  } kCases[] = {
      {"one day", absl::CivilDay(2023, 4, 18), absl::CivilDay(2023, 4, 18), "18 April 2023",
       "18 апреля 2023 г.", "18 красавіка 2023 г.", "2023年4月18日"},
      {"within a month", absl::CivilDay(2023, 4, 18), absl::CivilDay(2023, 4, 21),
       "18–21 April 2023", "18–21 апреля 2023 г.", "18–21 красавіка 2023 г.",
       "2023年4月18日至21日"},
      {"over the end of a month", absl::CivilDay(2023, 4, 30), absl::CivilDay(2023, 5, 2),
       "30 April – 2 May 2023", "30 апреля – 2 мая 2023 г.", "30 красавіка – 2 мая 2023 г.",
       "2023年4月30日至5月2日"},
      {"over the end of a year", absl::CivilDay(2023, 12, 30), absl::CivilDay(2024, 1, 2),
       "30 December 2023 – 2 January 2024", "30 декабря 2023 г. – 2 января 2024 г.",
       "30 снежня 2023 г. – 2 студзеня 2024 г.", "2023年12月30日至2024年1月2日"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(FormatDates(test.first, test.last, Language::kEnglish), test.english) << test.label;
    EXPECT_EQ(FormatDates(test.first, test.last, Language::kRussian), test.russian) << test.label;
    EXPECT_EQ(FormatDates(test.first, test.last, Language::kBelarusian), test.belarusian)
        << test.label;
    EXPECT_EQ(FormatDates(test.first, test.last, Language::kChinese), test.chinese) << test.label;
  }
}

TEST(Dates, TimesSayWhenTheyEndOnAnotherDay) {
  const absl::CivilMinute start(2023, 4, 18, 9, 5);
  EXPECT_EQ(FormatTime(start), "09:05");
  EXPECT_EQ(FormatTimes(start, start + 70), "09:05–10:15");
  EXPECT_EQ(FormatTimes(start, start), "09:05");
  const absl::CivilMinute evening(2023, 4, 18, 23, 30);
  EXPECT_EQ(FormatTimes(evening, evening + 60), "23:30–00:30 (+1)");
  EXPECT_EQ(FormatTimes(evening, evening + 2 * 24 * 60), "23:30–23:30 (+2)");
}

TEST(Dates, TheTimeOfAPrintIsWrittenInEachLanguage) {
  const absl::CivilMinute time(2023, 4, 8, 14, 5);
  EXPECT_EQ(FormatDateTime(time, Language::kEnglish), "8 April 2023, 14:05");
  EXPECT_EQ(FormatDateTime(time, Language::kRussian), "08.04.2023, 14:05");
  EXPECT_EQ(FormatDateTime(time, Language::kBelarusian), "08.04.2023, 14:05");
  EXPECT_EQ(FormatDateTime(time, Language::kChinese), "2023年4月8日 14:05");
}

TEST(Dates, ALanguageIsKnownByTheBeginningOfItsTag) {
  EXPECT_EQ(LanguageOf("ru"), Language::kRussian);
  EXPECT_EQ(LanguageOf("RU-ru"), Language::kRussian);
  EXPECT_EQ(LanguageOf("be-tarask"), Language::kBelarusian);
  EXPECT_EQ(LanguageOf("zh_CN"), Language::kChinese);
  EXPECT_EQ(LanguageOf("en-GB"), Language::kEnglish);
  EXPECT_EQ(LanguageOf("fr"), absl::nullopt);
  EXPECT_EQ(LanguageOf(""), absl::nullopt);
}

}  // namespace
}  // namespace plenary::documents
