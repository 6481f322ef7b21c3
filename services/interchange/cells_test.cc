#include "services/interchange/cells.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace plenary::interchange {
namespace {

std::string ShownDate(absl::string_view text) {
  const absl::StatusOr<absl::CivilDay> date = ReadDate(text);
  return date.ok() ? absl::FormatCivilTime(*date) : "refused";
}

std::string ShownDateTime(absl::string_view text) {
  const absl::StatusOr<DateTime> read = ReadDateTime(text);
  if (!read.ok()) return "refused";
  return read->has_time ? absl::FormatCivilTime(read->time)
                        : absl::FormatCivilTime(absl::CivilDay(read->time));
}

std::string ShownYesNo(absl::string_view text) {
  const absl::StatusOr<bool> read = ReadYesNo(text);
  return !read.ok() ? "refused" : *read ? "yes" : "no";
}

TEST(Cells, DatesAreReadAsPeopleWriteThem) {
  for (const char* text : {"12.04.1975",
                           "12.4.1975",
                           " 12.04.1975 ",
                           "12.04.1975 г.",
                           "12.04.1975г.р.",
                           "12/04/1975",
                           "12-04-1975",
                           "1975-04-12",
                           "1975-4-12",
                           "1975.04.12",
                           "1975-04-12T00:00",
                           "1975-04-12T00:00:00Z",
                           "12.04.1975 00:00:00",
                           "12 апреля 1975 г.",
                           "12 апреля 1975 года",
                           "«12» апреля 1975 г.",
                           "12 АПРЕЛЯ 1975",
                           "12 апр. 1975",
                           "12 красавіка 1975",
                           "12 красавіка 1975 г.",
                           "12 April 1975",
                           "12-Apr-1975",
                           "12th of April, 1975",
                           "April 12, 1975",
                           "Apr. 12th, 1975",
                           "1975年4月12日",
                           "1975年04月12日",
                           "12\xC2\xA0"
                           "апреля\n1975"}) {
    EXPECT_EQ(ShownDate(text), "1975-04-12") << text;
  }
  const struct {
    const char* month;
    const char* names;
  } kMonths[] = {{"01", "января студзеня January"},
                 {"02", "февраля лютага February"},
                 {"03", "марта сакавіка March"},
                 {"04", "апреля красавіка April"},
                 {"05", "мая мая May"},
                 {"06", "июня чэрвеня June"},
                 {"07", "июля ліпеня July"},
                 {"08", "августа жніўня August"},
                 {"09", "сентября верасня Sept"},
                 {"10", "октября кастрычніка October"},
                 {"11", "ноября лістапада Nov"},
                 {"12", "декабря снежня December"}};
  for (const auto& test : kMonths) {
    std::string names = test.names;
    for (size_t end = 0; !names.empty(); names.erase(0, end == std::string::npos ? end : end + 1)) {
      end = names.find(' ');
      EXPECT_EQ(ShownDate(absl::StrCat("3 ", names.substr(0, end), " 2001")),
                absl::StrCat("2001-", test.month, "-03"))
          << names;
    }
  }
}

TEST(Cells, WhatMayBeAnotherDateIsRefused) {
  const struct {
    const char* text;
    const char* words;
  } kCases[] = {
      {"12.4.75", "century"},
      {"12 апреля 75", "century"},
      {"31.02.1975", "no day 31"},
      {"29.02.1900", "no day 29"},
      {"31 апреля 1975", "no day 31"},
      {"04/25/1975", "day comes first"},
      {"12.13.1975", "month 13"},
      {"00.04.1975", "no day 0"},
      {"12.04.1899", "between 1900"},
      {"12.04.2101", "between"},
      {"27496", "lost its format"},
      {"27496.5", "no date"},
      {"1975", "year only"},
      {"", "no date"},
      {"уточняется", "no date"},
      {"12.04", "no date"},
      {"апрель 1975", "no date"},
      {"12.04/1975", "no date"},
      {"12.04.1975-13.04.1975", "no date"},
      {"12 мартабря 19755", "between"},
      {"12.04.1975 9:30", "time of day"},
      {"99999999999999999999.01.1975", "no date"},
  };
  for (const auto& test : kCases) {
    const absl::StatusOr<absl::CivilDay> date = ReadDate(test.text);
    ASSERT_FALSE(date.ok()) << test.text;
    EXPECT_EQ(date.status().code(), absl::StatusCode::kInvalidArgument) << test.text;
    EXPECT_NE(date.status().message().find(test.words), absl::string_view::npos)
        << test.text << ": " << date.status();
  }
}

TEST(Cells, ATimeOfDayMayStandBehindADate) {
  const struct {
    const char* text;
    const char* shown;
  } kCases[] = {
      {"18.04.2023", "2023-04-18"},
      {"18.04.2023 09:30", "2023-04-18T09:30:00"},
      {"18.04.2023, 9:30", "2023-04-18T09:30:00"},
      {"18.04.2023 г. в 9:30", "2023-04-18T09:30:00"},
      {"18 апреля 2023 г., 23:59:59", "2023-04-18T23:59:59"},
      {"18 красавіка 2023 у 9:30", "2023-04-18T09:30:00"},
      {"April 18, 2023 at 09:30", "2023-04-18T09:30:00"},
      {"2023-04-18T09:30", "2023-04-18T09:30:00"},
      {"2023年4月18日 9:30", "2023-04-18T09:30:00"},
      {"18.04.2023 00:00", "2023-04-18T00:00:00"},
      {"18.04.2023 24:00", "refused"},
      {"18.04.2023 9:61", "refused"},
      {"09:30", "refused"},
      {":", "refused"},
      {"18.04.2023 :30", "refused"},
      {"18.04.2023 9:", "refused"},
  };
  for (const auto& test : kCases) EXPECT_EQ(ShownDateTime(test.text), test.shown) << test.text;
}

TEST(Cells, AnswersAreReadInFourLanguages) {
  for (const char* text : {"да", "Да", "ДА ", "так", "yes", "Y", "+", "1", "true", "TRUE", "是"}) {
    EXPECT_EQ(ShownYesNo(text), "yes") << text;
  }
  for (const char* text : {"нет", "Нет", "не", "no", "N", "-", "—", "0", "false", "FALSE", "否"}) {
    EXPECT_EQ(ShownYesNo(text), "no") << text;
  }
  for (const char* text : {"", "может быть", "2", "да/нет"}) {
    EXPECT_EQ(ShownYesNo(text), "refused") << text;
  }
}

TEST(Cells, TitleAndOrganizationAreDividedWhereItShows) {
  const struct {
    const char* text;
    const char* title;
    const char* organization;
  } kCases[] = {
      {"директор, ООО «Пример»", "директор", "ООО «Пример»"},
      {"директор ООО «Пример»", "директор", "ООО «Пример»"},
      {"ООО «Пример», директор", "директор", "ООО «Пример»"},
      {"заместитель директора, начальник отдела, РУП «Образец»",
       "заместитель директора, начальник отдела", "РУП «Образец»"},
      {"директор, ООО «Пример, Образец и партнёры»", "директор",
       "ООО «Пример, Образец и партнёры»"},
      {"начальник отдела, Министерство связи", "начальник отдела", "Министерство связи"},
      {"Министерство связи — начальник отдела", "начальник отдела", "Министерство связи"},
      {"Министерство связи - начальник отдела", "начальник отдела", "Министерство связи"},
      {"Министерство связи, заместитель министра", "заместитель министра", "Министерство связи"},
      {"главный инженер\nОАО «Узор»", "главный инженер", "ОАО «Узор»"},
      {"ОАО «Узор»\r\nглавный  инженер", "главный инженер", "ОАО «Узор»"},
      {"дырэктар, ТАА «Прыклад»", "дырэктар", "ТАА «Прыклад»"},
      {"Міністэрства сувязі, намеснік міністра", "намеснік міністра", "Міністэрства сувязі"},
      {"Director of Example Ltd", "Director", "Example Ltd"},
      {"Director, Example Ltd.", "Director", "Example Ltd."},
      {"Head of Division, Ministry of Communications", "Head of Division",
       "Ministry of Communications"},
      {"Chief Engineer at Sample Inc", "Chief Engineer", "Sample Inc"},
      {"Example University, Professor", "Professor", "Example University"},
      {"示例科技有限公司总经理", "总经理", "示例科技有限公司"},
      {"示例科技有限公司，总经理", "总经理", "示例科技有限公司"},
      {"Министерство связи", "", "Министерство связи"},
      {"ООО «Пример»", "", "ООО «Пример»"},
  };
  for (const auto& test : kCases) {
    const TitleAndOrganization split = SplitTitleAndOrganization(test.text);
    EXPECT_EQ(split.title, test.title) << test.text;
    EXPECT_EQ(split.organization, test.organization) << test.text;
    EXPECT_FALSE(split.is_uncertain) << test.text;
  }
}

TEST(Cells, WhereNothingShowsAllIsTheTitle) {
  for (const char* text :
       {"заместитель министра связи и информатизации", "начальник отдела Министерства связи",
        "директор", "директор, член правления", "Head of Department", "Deputy Minister of Industry",
        "局长", "министр связи, информатизации и печати"}) {
    const TitleAndOrganization split = SplitTitleAndOrganization(text);
    EXPECT_EQ(split.title, text);
    EXPECT_EQ(split.organization, "") << text;
    EXPECT_TRUE(split.is_uncertain) << text;
  }
  EXPECT_FALSE(SplitTitleAndOrganization(" ").is_uncertain);
}

TEST(Cells, AnApostropheIsTakenOffOnlyWhereItWasPutOn) {
  const struct {
    const char* text;
    const char* csv;
    const char* xlsx;
  } kCases[] = {
      {"=1", "'=1", "=1"},
      {"'=1", "''=1", "''=1"},
      {"-", "'-", "-"},
      {"д'Артаньян", "д'Артаньян", "д'Артаньян"},
      {"'Пример'", "'Пример'", "'Пример'"},
      {"''", "''", "''"},
      {"", "", ""},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(WritePlain(test.text, TableFormat::kCsv), test.csv);
    EXPECT_EQ(WritePlain(test.text, TableFormat::kXlsx), test.xlsx);
    EXPECT_EQ(ReadPlain(test.csv), test.text);
    EXPECT_EQ(ReadPlain(test.xlsx), test.text);
  }
}

}  // namespace
}  // namespace plenary::interchange
