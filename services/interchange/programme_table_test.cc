#include "services/interchange/programme_table.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/test_tables.h"

namespace plenary::interchange {
namespace {

using ::testing::ElementsAre;

constexpr int kColumnCount = static_cast<int>(ProgrammeColumn::kNote) + 1;

ProgrammeRow Session() {
  ProgrammeRow row;
  row.start = absl::CivilMinute(2023, 4, 18, 9, 30);
  row.end = absl::CivilMinute(2023, 4, 18, 11, 0);
  row.title = "Пленарное заседание";
  return row;
}

ProgrammeRow Full() {
  ProgrammeRow row = Session();
  row.start_zone = "Europe/Minsk";
  row.end_zone = "Europe/Minsk";
  row.kind = "сессия";
  row.room = "Зал № 1";
  row.venue = "Дворец «Пример»";
  row.track = "Инновации";
  row.languages = {"русский", "китайский"};
  row.interpretation = "синхронный";
  row.speakers = {"Анна Примерова", "李样例"};
  row.moderators = {"Пётр Образцов"};
  row.parties = {"Делегация Образцовой области", "ООО «Пример»"};
  row.responsible = "Иван Шаблонов";
  row.phone = "+375 00 000-00-00";
  row.vehicle = "Автомобиль № 2";
  row.interpreters = {"Ольга Типовая"};
  row.state = "предварительно";
  row.note = "=2+2";
  return row;
}

std::string Csv(const ProgrammeTable& table) {
  StringSink sink;
  EXPECT_TRUE(WriteProgrammeCsv(table, {}, sink).ok());
  return sink.bytes();
}

std::string Xlsx(const ProgrammeTable& table) {
  StringSink sink;
  EXPECT_TRUE(WriteProgrammeXlsx(table, sink).ok());
  return sink.bytes();
}

TEST(ProgrammeTable, HasDateStartEndAndItemAndWhatElseAnyRowHas) {
  ProgrammeRow second = Session();
  second.start = absl::CivilMinute(2023, 4, 18, 23, 0);
  second.end = absl::CivilMinute(2023, 4, 19, 1, 5);
  second.room = "Зал № 2";
  EXPECT_EQ(Shown(ReadTable(Csv({"ru", "", {}, {Session()}}))),
            "1: Дата | Начало | Окончание | Мероприятие\n"
            "2: 2023-04-18 | 09:30 | 11:00 | Пленарное заседание");
  EXPECT_EQ(Shown(ReadTable(Csv({"ru", "", {}, {Session(), second}}))),
            "1: Дата | Начало | Дата окончания | Окончание | Мероприятие | Зал\n"
            "2: 2023-04-18 | 09:30 |  | 11:00 | Пленарное заседание\n"
            "3: 2023-04-18 | 23:00 | 2023-04-19 | 01:05 | Пленарное заседание | Зал № 2");
}

TEST(ProgrammeTable, AFlightHasTheLocalTimeAndTheZoneOfEachEnd) {
  ProgrammeRow flight;
  flight.start = absl::CivilMinute(2023, 4, 17, 22, 15);
  flight.end = absl::CivilMinute(2023, 4, 18, 11, 40);
  flight.start_zone = "Europe/Minsk";
  flight.end_zone = "Asia/Shanghai";
  flight.title = "Flight EX 101";
  EXPECT_EQ(Shown(ReadTable(Csv({"en", "", {}, {flight}}))),
            "1: Date | Start | End date | End | Time zone | Item\n"
            "2: 2023-04-17 | 22:15 | 2023-04-18 | 11:40 | Europe/Minsk → Asia/Shanghai | Flight EX "
            "101");
}

TEST(ProgrammeTable, EveryColumnIsWrittenAlikeAsCsvAndAsXlsx) {
  const ProgrammeTable table = {"ru", "Программа", {}, {Full()}};
  const std::string expected =
      "1: Дата | Начало | Окончание | Часовой пояс | Вид | Мероприятие | Стороны | Зал | Место "
      "проведения | Тематическое направление | Выступающие | Модераторы | Языки | Перевод | "
      "Переводчики | Автомобиль | Ответственный | Телефон | Состояние | Примечание\n"
      "2: 2023-04-18 | 09:30 | 11:00 | Europe/Minsk | сессия | Пленарное заседание | Делегация "
      "Образцовой области; ООО «Пример» | Зал № 1 | Дворец «Пример» | Инновации | Анна Примерова; "
      "李样例 | Пётр Образцов | русский; китайский | синхронный | Ольга Типовая | Автомобиль № 2 | "
      "Иван Шаблонов | ";
  EXPECT_EQ(Shown(ReadTable(Xlsx(table))), expected + "+375 00 000-00-00 | предварительно | =2+2");
  // A spreadsheet would take them for formulas in a CSV.
  EXPECT_EQ(Shown(ReadTable(Csv(table))), expected + "'+375 00 000-00-00 | предварительно | '=2+2");
}

TEST(ProgrammeTable, TheColumnsAskedForComeInTheirOrder) {
  EXPECT_EQ(Shown(ReadTable(
                Csv({"be",
                     "",
                     {ProgrammeColumn::kRoom, ProgrammeColumn::kTitle, ProgrammeColumn::kVehicle},
                     {Full(), Session()}}))),
            "1: Зала | Мерапрыемства | Аўтамабіль\n"
            "2: Зал № 1 | Пленарное заседание | Автомобиль № 2\n"
            "3:  | Пленарное заседание");
}

TEST(ProgrammeTable, HeadingsAreDifferentInEveryLanguage) {
  for (const char* locale : {"ru", "be", "en", "zh"}) {
    std::set<std::string> headings;
    for (int i = 0; i < kColumnCount; ++i) {
      headings.insert(ProgrammeHeading(static_cast<ProgrammeColumn>(i), locale));
    }
    EXPECT_EQ(headings.size(), static_cast<size_t>(kColumnCount)) << locale;
  }
  EXPECT_EQ(ProgrammeHeading(ProgrammeColumn::kInterpreters, "zh"), "口译员");
  EXPECT_EQ(ProgrammeHeading(ProgrammeColumn::kNote, "de"), "Note") << "English for any other";
}

struct NameCase {
  const char* name;
  const char* sheet;
};

TEST(ProgrammeTable, TheSheetGetsANameThatASheetCanHave) {
  const std::vector<NameCase> cases = {
      {"День 1: 18/04/2023", "День 1 18 04 2023"},
      {"", "日程"},
      {" [*?] ", "日程"},
      {"'Пример'", "Пример"},
      {"Программа пребывания делегации Образцовой области", "Программа пребывания делегации"},
      {"国际合作会议国际合作会议国际合作会议国际合作会议国际合作会议国际合作会议",
       "国际合作会议国际合作会议国际合作会议国际合作会议国际合作会议国"},
      {"🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉", "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉"},
  };
  for (const NameCase& c : cases) {
    StringSource source(Xlsx({"zh", c.name, {}, {Session()}}));
    const auto reader = OpenTable(source, {}, {});
    ASSERT_TRUE(reader.ok()) << c.name << ": " << reader.status();
    EXPECT_THAT((*reader)->format().sheets, ElementsAre(c.sheet)) << c.name;
  }
}

}  // namespace
}  // namespace plenary::interchange
