#include "services/printing/sheet_rules.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/shipped.h"
#include "tests/testing/protos.h"

namespace plenary::printing {
namespace {

using documents::Data;
using documents::Language;
using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::SizeIs;

// Two days of a stay: a flight, a dinner with all that those who work need, and what was cancelled.
v1::Programme Stay() {
  return Parse<v1::Programme>(
      "version: '3.1' display_name: 'Курская область' days { date: '2023-04-17' items { activity: "
      "'events/tibo/sessions/flight' "
      "title: 'Прибытие' journey: 'Belavia B2 956' place: 'Минск' "
      "local_start: '2023-04-17T14:00:00' local_end: '2023-04-17T15:00:00' } } "
      "days { date: '2023-04-18' items { activity: 'events/tibo/meetings/m' is_meeting: true "
      "title: 'Переговоры' parties: 'Курская область' parties: 'Минсвязи' place: 'Зал 1' "
      "local_start: '2023-04-18T10:00:00' local_end: '2023-04-18T11:30:00' "
      "interpretation: CONSECUTIVE interpreters: 'Словова Анна' vehicles: '0000 AA-7 (Возилов)' "
      "responsible: 'Ответов Пётр' attendees: 'Гостев Иван' attendees: 'Хозяев Олег' "
      "phones: 'Ответов Пётр: +375 17 1' phones: 'Возилов: +375 29 2' "
      "phones: 'Словова Анна: +375 29 3' guest_note: 'Костюм' note: 'Флаги' } "
      "items { activity: 'events/tibo/sessions/off' title: 'Экскурсия' state: CANCELLED "
      "local_start: '2023-04-18T15:00:00' local_end: '2023-04-18T16:00:00' } }");
}

std::vector<std::string> TextsOf(const Sheet& sheet) {
  std::vector<std::string> texts;
  for (const PrintedLine& line : sheet.lines) texts.push_back(line.text);
  return texts;
}

TEST(SheetRulesTest, GuestsReadWhenWhatWhereAndWhatToBring) {
  Sheet sheet;
  FillGuestProgramme(Stay(), absl::nullopt, Language::kRussian, sheet);
  const std::vector<Data>& days = sheet.data.lists["days"];
  ASSERT_THAT(days, SizeIs(2));
  EXPECT_EQ(days[0].texts.at("date"), "17 апреля 2023 г., понедельник");
  EXPECT_EQ(days[0].lists.at("items")[0].texts.at("title"), "Прибытие, Belavia\u00A0B2\u00A0956");
  ASSERT_THAT(days[1].lists.at("items"), SizeIs(1));
  const auto& texts = days[1].lists.at("items")[0].texts;
  EXPECT_EQ(texts.at("time"), "10:00–11:30");
  EXPECT_EQ(texts.at("remarks"), "Минсвязи\nКостюм");
  EXPECT_EQ(sheet.version, "3.1");
  EXPECT_THAT(TextsOf(sheet),
              ElementsAre("17 апреля 2023 г. | 14:00–15:00 | Прибытие, Belavia B2 956 | Минск",
                          "18 апреля 2023 г. | 10:00–11:30 | Переговоры | Зал 1 | "
                          "Минсвязи Костюм"));
}

TEST(SheetRulesTest, TheWorkingProgrammeHasEachTelephoneWithWhoAnswersIt) {
  Sheet sheet;
  FillWorkingProgramme(Stay(), absl::CivilDay(2023, 4, 18), Language::kRussian, sheet);
  ASSERT_THAT(sheet.data.lists["days"], SizeIs(1));
  const auto& texts = sheet.data.lists["days"][0].lists.at("items")[0].texts;
  EXPECT_EQ(texts.at("meets"), "Гостев Иван, Хозяев Олег");
  EXPECT_EQ(texts.at("car"), "0000 AA-7 (Возилов)\n+375\u00A029\u00A02");
  EXPECT_EQ(texts.at("interpreter"), "Словова Анна\n+375\u00A029\u00A03\nпоследовательный перевод");
  EXPECT_EQ(texts.at("responsible"), "Ответов Пётр");
  EXPECT_EQ(texts.at("phone"), "+375\u00A017\u00A01");
  EXPECT_EQ(texts.at("remarks"), "Минсвязи\nКостюм\nФлаги");
}

TEST(SheetRulesTest, TheHeadsDayNamesWhomToCallOnce) {
  v1::Itinerary day = Parse<v1::Itinerary>("display_name: 'Гостев Иван' version: '2'");
  *day.mutable_items() = Stay().days(1).items();
  *day.add_items() = Stay().days(0).items(0);
  Sheet sheet;
  sheet.data.texts["delegation.name"] = "Курская область";
  FillHeadDay(day, absl::CivilDay(2023, 4, 18), {{"сопровождающий", "Спутников", "+375 29 4"}},
              Language::kRussian, sheet);
  ASSERT_THAT(sheet.data.lists["items"], SizeIs(1));
  EXPECT_EQ(sheet.data.lists["items"][0].texts.at("with"), "Минсвязи\nХозяев Олег");
  std::vector<std::string> contacts;
  for (const Data& contact : sheet.data.lists["contacts"]) {
    contacts.push_back(contact.texts.at("role") + " " + contact.texts.at("name"));
  }
  EXPECT_THAT(contacts, ElementsAre("сопровождающий Спутников", "ответственный Ответов Пётр",
                                    "водитель Возилов", "переводчик Словова Анна"));
  EXPECT_EQ(sheet.version, "2");
}

TEST(SheetRulesTest, AnEventsProgrammeNamesWhoSpeaksAndInWhichLanguages) {
  const auto programme = Parse<v1::Programme>(
      "days { date: '2023-04-18' items { activity: 'events/tibo/sessions/s' title: '数字政府' "
      "place: '1号厅' track: '专题' languages: 'ru' languages: 'zh' interpretation: SIMULTANEOUS "
      "local_start: '2023-04-18T10:00:00' local_end: '2023-04-18T11:00:00' } }");
  Sheet sheet;
  FillEventProgramme(
      programme, {{"events/tibo/sessions/s", {{"王小例", "示例部", ""}, {"李例", "", "主持人"}}}},
      absl::nullopt, Language::kChinese, sheet);
  const Data& session = sheet.data.lists["days"][0].lists.at("sessions")[0];
  EXPECT_EQ(session.texts.at("languages"), "俄语、中文");
  EXPECT_EQ(session.texts.at("interpretation"), "同声传译");
  ASSERT_THAT(session.lists.at("speakers"), SizeIs(2));
  EXPECT_EQ(session.lists.at("speakers")[1].texts.at("role"), "主持人");
  EXPECT_THAT(TextsOf(sheet),
              ElementsAre("2023年4月18日 | 10:00–11:00 | 数字政府 | 1号厅 | 专题 | 俄语、中文 | "
                          "同声传译 | 王小例, 示例部 | 李例, 主持人"));
}

TEST(SheetRulesTest, AListIsNumberedAndItsLinesAreNot) {
  Sheet sheet;
  FillMembers({{"p/1", "Гостев Иван", "директор", "Курск", "глава делегации", ""},
               {"p/2", "Советов Олег", "", "Курск", "", ""}},
              sheet);
  EXPECT_EQ(sheet.data.lists["people"][1].texts.at("number"), "2");
  EXPECT_EQ(sheet.data.texts["delegation.size"], "2");
  EXPECT_THAT(sheet.lines, ElementsAre(Field(&PrintedLine::text,
                                             "Гостев Иван | директор | Курск | глава делегации"),
                                       Field(&PrintedLine::text, "Советов Олег | Курск")));
}

TEST(SheetRulesTest, AnEventThatEndsAtMidnightEndsOnTheDayBefore) {
  const auto event = Parse<v1::Event>(
      "time_zone: 'Europe/Minsk' display_names { language: 'ru' text: 'ТИБО-2023' } "
      "display_names { language: 'en' text: 'TIBO-2023' } "
      "interval { start_time { seconds: 1681765200 } end_time { seconds: 1682110800 } } "
      "venue { localities { language: 'ru' text: 'Минск' } "
      "display_names { language: 'ru' text: 'Дворец' } }");
  Data data;
  FillEvent(event, Language::kRussian, data);
  EXPECT_EQ(data.texts["event.name"], "ТИБО-2023");
  EXPECT_EQ(data.texts["event.dates"], "18–21 апреля 2023 г.");
  EXPECT_EQ(data.texts["event.place"], "Минск, Дворец");
}

TEST(SheetRulesTest, EveryFieldThatIsFilledIsOneThatATemplateMayUse) {
  Sheet sheet;
  FillWorkingProgramme(Stay(), absl::nullopt, Language::kEnglish, sheet);
  const documents::Fields& fields =
      documents::FindDocumentKind("programme-working")->fields.lists.at("days").lists.at("items");
  for (const auto& [name, text] : sheet.data.lists["days"][1].lists.at("items")[0].texts) {
    EXPECT_EQ(fields.texts.count(name), 1u) << name;
  }
}

}  // namespace
}  // namespace plenary::printing
