#include "services/interchange/columns.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/interchange/headings.h"
#include "services/interchange/test_tables.h"

namespace plenary::interchange {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ListContext Context(ListKind kind = ListKind::kParticipants) {
  ListContext context;
  context.kind = kind;
  const char* const kFields[] = {
      R"pb(id: "shirt-size"
           type: CHOICE
           display_names { language: "ru" text: "Размер футболки" }
           display_names { language: "en" text: "Shirt size" })pb",
      // Reads like a field of every list, and like the next one.
      R"pb(id: "topic"
           type: TEXT
           display_names { language: "ru" text: "Должность" })pb",
      R"pb(id: "topic-2"
           type: TEXT
           display_names { language: "ru" text: "Тема" })pb",
      R"pb(id: "topic-3"
           type: TEXT
           display_names { language: "en" text: "Тема" })pb"};
  for (const char* text : kFields) {
    context.custom_fields.emplace_back();
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &context.custom_fields.back()));
  }
  const char* const kCategories[] = {
      R"pb(name: "events/e/categories/official"
           display_names { language: "ru" text: "Официальная делегация" }
           display_names { language: "en" text: "Officials" })pb",
      R"pb(name: "events/e/categories/press"
           display_names { language: "ru" text: "Пресса" })pb"};
  for (const char* text : kCategories) {
    context.categories.emplace_back();
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &context.categories.back()));
  }
  return context;
}

// "FULL_NAME:ru/BY@Latn#custom": what a column means.
std::string Shown(const v1::ImportColumn& column) {
  const std::string category = column.category().substr(column.category().rfind('/') + 1);
  return absl::StrCat(v1::ImportField_Name(column.field()), column.language().empty() ? "" : ":",
                      column.language(), column.side().empty() ? "" : "/", column.side(),
                      column.script().empty() ? "" : "@", column.script(),
                      column.custom_field().empty() ? "" : "#", column.custom_field(),
                      category.empty() ? "" : "#", category);
}

std::string Shown(const ProposedColumns& proposed) {
  std::string shown = absl::StrCat(proposed.header_line, "-", proposed.first_data_line, ":");
  for (const v1::ImportColumn& column : proposed.columns) {
    absl::StrAppend(&shown, " ", Shown(column));
  }
  return shown;
}

std::vector<TableRow> Rows(absl::string_view csv) {
  TableOptions options;
  options.delimiter = ';';
  const auto rows = ReadTable(std::string(csv), options);
  EXPECT_TRUE(rows.ok()) << rows.status();
  return rows.ok() ? *rows : std::vector<TableRow>();
}

ProposedColumns Propose(absl::string_view csv, ListKind kind = ListKind::kParticipants) {
  return ProposeColumns(Rows(csv), Context(kind));
}

// Lists as they come, with people who don't exist. The lines that are none of a person stand
// behind.
struct List {
  const char* label;
  const char* csv;
  const char* columns;
  std::vector<int64_t> others;  // lines below the headings that are no person's
};

const std::vector<List>& Lists() {
  static const auto& lists = *new std::vector<List>{
      {"a region's list with a title above",
       "Список участников форума;;;;;\n"
       "№ п/п;Фамилия, имя, отчество;Дата рождения;Должность, организация;Тел.;E-mail\n"
       "1;Примеров Пётр Петрович;12.04.1975;начальник управления, Комитет развития;+7 4712 000001;"
       "p@kursk.example\n"
       "2;Образцова Анна Ивановна;03.11.1988;специалист, Комитет развития;;o@kursk.example\n"
       "Итого: 2 человека;;;;;\n",
       "2-3: ROW_NUMBER FULL_NAME BIRTH_DATE JOB_TITLE_AND_ORGANIZATION WORK_PHONE WORK_EMAIL",
       {5}},
      {"names apart, numbers of the columns below the headings",
       "№;Фамилия;Имя;Отчество;Должность;Место работы\n1;2;3;4;5;6\n"
       "1;Примеров;Пётр;Петрович;директор;ООО «Пример»\n2;Образцова;Анна;;инженер;РУП «Узор»\n",
       "1-2: ROW_NUMBER FAMILY_NAME GIVEN_NAME PATRONYMIC JOB_TITLE ORGANIZATION",
       {2}},
      {"merged headings of two rows",
       "№;Участник;;;Контакты;;Прибытие;;Отъезд;\n"
       ";Фамилия;Имя;Отчество;Телефон;E-mail;Дата;Рейс;Дата;Рейс\n"
       "1;Примеров;Пётр;Петрович;+375 17 000;p@e.example;17.04.2023;B2 100;20.04.2023;B2 101\n",
       "1-3: ROW_NUMBER FAMILY_NAME GIVEN_NAME PATRONYMIC WORK_PHONE WORK_EMAIL ARRIVAL_TIME "
       "ARRIVAL_NUMBER DEPARTURE_TIME DEPARTURE_NUMBER",
       {}},
      {"one name in three languages",
       "ФИО;;;Организация\nна русском языке;на англ. языке;(лат.);\n"
       "Примеров Пётр;Peter Primerov;Primerov Piotr;Пример\n",
       "1-3: FULL_NAME:ru FULL_NAME:en LATIN_FULL_NAME ORGANIZATION",
       {}},
      {"languages in brackets",
       "Ф.И.О. (рус.);Ф.И.О. (англ.);Должность (рус.);Должность (англ.);Организация (рус.);"
       "Организация (англ.)\nПримеров П.П.;Primerov P.;директор;Director;Пример;Example\n",
       "1-2: FULL_NAME:ru FULL_NAME:en JOB_TITLE:ru JOB_TITLE:en ORGANIZATION:ru ORGANIZATION:en",
       {}},
      {"a Belarusian list",
       "Удзельнікі форуму;;;;\n№ п/п;Прозвішча, імя, імя па бацьку;Пасада;Месца працы;Тэлефон\n"
       "1;Узораў Уладзімір Пятровіч;дырэктар;ТАА «Прыклад»;+375 29 000000\n"
       "Разам;1;;;\nВыканаўца: Узораў, тэл. 000;;;;\n",
       "2-3: ROW_NUMBER FULL_NAME JOB_TITLE ORGANIZATION WORK_PHONE",
       {4, 5}},
      {"a Belarusian list, names apart",
       "Прозвішча;Імя;Імя па бацьку;Дата нараджэння;Краіна;Эл. пошта;Заўвага\n"
       "Узораў;Уладзімір;Пятровіч;12 красавіка 1975 г.;Беларусь;u@example.by;\n",
       "1-2: FAMILY_NAME GIVEN_NAME PATRONYMIC BIRTH_DATE COUNTRY WORK_EMAIL NOTE",
       {}},
      {"an English list",
       "No.;Title;First Name;Last Name;Job Title;Company;Country;Email Address;Mobile\n"
       "1;Mr;Peter;Sample;Director;Example Ltd;Testland;p@e.example;+44 20 0000\n",
       "1-2: ROW_NUMBER IGNORED GIVEN_NAME FAMILY_NAME JOB_TITLE ORGANIZATION COUNTRY WORK_EMAIL "
       "WORK_PHONE",
       {}},
      {"an English list, one name",
       "DELEGATION OF TESTLAND;;;;;\n;;;;;\nS/N;Name;Position and Organisation;Date of Birth;"
       "Passport No.;Dietary requirements\n1;Sample, Peter;Director of Example Ltd;12 April 1975;"
       "AB1234567;none\n",
       "3-4: ROW_NUMBER FULL_NAME JOB_TITLE_AND_ORGANIZATION BIRTH_DATE IGNORED NEEDS",
       {}},
      {"a Chinese list",
       "参会人员名单;;;;;;\n序号;姓名;英文姓名;单位;职务;手机;邮箱\n"
       "1;王小明;Wang Xiaoming;示例科技有限公司;总经理;13800000000;w@example.cn\n合计：1人;;;;;;\n",
       "2-3: ROW_NUMBER FULL_NAME FULL_NAME:en ORGANIZATION JOB_TITLE WORK_PHONE WORK_EMAIL",
       {4}},
      {"a Chinese list, more of it",
       "姓;名;拼音;工作单位及职务;出生日期;护照号码;国籍;抵达时间;抵达航班号;离开时间;备注\n"
       "王;小明;WANG XIAOMING;示例公司总经理;1975年4月12日;E00000000;中国;2023-04-17 09:30;CA1;"
       "2023-04-20;\n",
       "1-2: FAMILY_NAME GIVEN_NAME IGNORED JOB_TITLE_AND_ORGANIZATION BIRTH_DATE IGNORED COUNTRY "
       "ARRIVAL_TIME ARRIVAL_NUMBER DEPARTURE_TIME NOTE",
       {}},
      {"two languages side by side",
       "ФИО / Full name;Name;Должность / Position;Организация / Organization\n"
       "Примеров Пётр Петрович;Piotr Primerov;директор;ООО «Пример»\n",
       "1-2: FULL_NAME:ru FULL_NAME:en JOB_TITLE ORGANIZATION",
       {}},
      {"sections and headings again, as printed",
       "№;ФИО;Должность;Телефон\nМинистерство связи;;;\n1;Примеров П.П.;директор;\n"
       "№;ФИО;Должность;Телефон\nАдминистрация области;;;\n2;Образцова А.И.;советник;\n3;;;\n"
       "Примечание: список не окончательный;;;\n",
       "1-2: ROW_NUMBER FULL_NAME JOB_TITLE WORK_PHONE",
       {2, 4, 5, 7, 8}},
      {"headings broken across lines",
       "\"№\nп/п\";\"Фамилия,\nимя,\nотчество\";\"Долж-\nность\";\"Дата\nрождения\n(дд.мм.гггг)\";"
       "\"Паспортные данные\n(серия, номер)\"\n1;Примеров Пётр Петрович;директор;12.04.1975;MP 1\n",
       "1-9: ROW_NUMBER FULL_NAME JOB_TITLE BIRTH_DATE IGNORED",
       {}},
      {"headings that say nothing",
       "№;Участник форума;Данные;Связь;Адрес;Родился\n"
       "1;Примеров Пётр Петрович;инженер;+375 29 0000000;p@e.example;12.04.1975\n"
       "2;Образцова Анна Ивановна;советник;+375 29 0000001;o@e.example;03.11.1988\n",
       "1-2: ROW_NUMBER FULL_NAME IGNORED WORK_PHONE WORK_EMAIL BIRTH_DATE",
       {}},
      {"questions of the event",
       "ФИО;Категория участника;Роль в делегации;Размер футболки;Рабочие языки;Гостиница;"
       "Согласие на публикацию;Тема [topic-3]\nПримеров П.П.;Пресса;советник;L;ru;Пример;да;IT\n",
       "1-2: FULL_NAME CATEGORY CAPACITY CUSTOM_VALUE#shirt-size LANGUAGES HOTEL LISTING_CONSENT "
       "CUSTOM_VALUE#topic-3",
       {}},
      {"the family name's column has all of it",
       "Фамилия;Место работы (полное название), должность\nПримеров Пётр Петрович;ООО «Пример», "
       "директор\n",
       "1-2: FULL_NAME JOB_TITLE_AND_ORGANIZATION",
       {}},
      {"Latin names alone",
       "Surname (Latin);Given name (Latin);Organisation\nPrimerov;Piotr;Example\n",
       "1-2: FAMILY_NAME:en GIVEN_NAME:en ORGANIZATION",
       {}},
      {"one column", "ФИО\nПримеров Пётр\nОбразцова Анна\n", "1-2: FULL_NAME", {}},
  };
  return lists;
}

TEST(Columns, ListsAreReadAsTheyCome) {
  for (const List& list : Lists()) {
    const ProposedColumns proposed = Propose(list.csv);
    EXPECT_EQ(Shown(proposed), list.columns) << list.label;
    EXPECT_THAT(proposed.problems, IsEmpty()) << list.label;
    std::vector<int64_t> others;
    for (const TableRow& row : Rows(list.csv)) {
      const bool is_below = row.line >= proposed.first_data_line;
      if (is_below && IsNotAnEntry(row, proposed.columns)) others.push_back(row.line);
    }
    EXPECT_EQ(others, list.others) << list.label;
  }
}

TEST(Columns, WhatIsWrongWithTheColumnsIsSaid) {
  const struct {
    const char* label;
    const char* csv;
    const char* columns;
    std::vector<const char*> problems;
  } kCases[] = {
      {"a column twice",
       "ФИО;Телефон;Тел. моб.\nПримеров П.П.;1;2\n",
       "1-2: FULL_NAME WORK_PHONE IGNORED",
       {"column C (“Тел. моб.”) means the same as column B"}},
      {"a language twice",
       "ФИО (рус.);Фамилия Имя Отчество на русском\nПримеров П.П.;Примеров П.П.\n",
       "1-2: FULL_NAME:ru IGNORED",
       {"means the same"}},
      {"no names",
       "№;Должность;Телефон\n1;директор;123\n",
       "1-2: ROW_NUMBER JOB_TITLE WORK_PHONE",
       {"no column has the names"}},
      {"no headings",
       "1;Примеров Пётр Петрович;p@e.example\n2;Образцова Анна Ивановна;o@e.example\n",
       "0-1: ROW_NUMBER FULL_NAME WORK_EMAIL",
       {"no row of headings"}},
      {"nothing at all",
       "a;b;c\nd;e;f\n",
       "0-1: IGNORED IGNORED IGNORED",
       {"no column has the names", "no row of headings"}},
  };
  for (const auto& test : kCases) {
    const ProposedColumns proposed = Propose(test.csv);
    EXPECT_EQ(Shown(proposed), test.columns) << test.label;
    ASSERT_EQ(proposed.problems.size(), test.problems.size())
        << test.label << ": " << absl::StrJoin(proposed.problems, "; ");
    for (size_t i = 0; i < test.problems.size(); ++i) {
      EXPECT_THAT(proposed.problems[i], HasSubstr(test.problems[i])) << test.label;
    }
  }
}

TEST(Columns, APassportIsNeverRead) {
  for (const char* heading :
       {"Паспорт", "Номер паспорта", "Паспортные данные", "Серия и номер паспорта",
        "Дата выдачи паспорта", "Срок действия загранпаспорта", "Идентификационный номер",
        "Личный номер", "Нумар пашпарта", "Passport", "Passport number", "Passport No.",
        "ID number", "Identity card", "护照号码", "护照", "身份证号码", "СНИЛС"}) {
    const ProposedColumns proposed = Propose(absl::StrCat("ФИО;", heading, "\nПримеров П.П.;1\n"));
    ASSERT_EQ(proposed.columns.size(), 2u) << heading;
    EXPECT_EQ(proposed.columns[1].field(), v1::IGNORED) << heading;
    EXPECT_EQ(proposed.columns[1].note(), "passport data is not imported") << heading;
  }
  EXPECT_EQ(
      Shown(Propose("ФИО латиницей (как в загранпаспорте);ФИО\nPrimerov Piotr;Примеров Пётр\n")),
      "1-2: LATIN_FULL_NAME FULL_NAME");
}

TEST(Columns, TheLineOfTheHeadingsMayBeTold) {
  const std::vector<TableRow> rows =
      Rows("ФИО;Телефон;E-mail\nДокладчик;Связь;Адрес\nПримеров Пётр Петрович;1;p@e.example\n");
  EXPECT_EQ(Shown(ProposeColumns(rows, Context(), 2)), "2-3: FULL_NAME IGNORED WORK_EMAIL");
  EXPECT_EQ(Shown(ProposeColumns(rows, Context(), 1)), "1-2: FULL_NAME WORK_PHONE WORK_EMAIL");
}

TEST(Columns, ListsOfDelegationsHaveTheirOwnColumns) {
  const ProposedColumns proposed = Propose(
      "№;Организация;Название делегации;Контактные лица;Квота: Пресса;Officials;Кто оплачивает;"
      "Глава делегации\n1;Комитет;Делегация области;Примеров П.П.;2;3;отправитель;Образцова А.И.\n",
      ListKind::kDelegations);
  EXPECT_EQ(Shown(proposed),
            "1-2: ROW_NUMBER ORGANIZATION DELEGATION_NAME FOCAL_POINTS QUOTA#press QUOTA#official "
            "PAYER IGNORED");
  EXPECT_THAT(proposed.problems, IsEmpty());
  EXPECT_THAT(Propose("ФИО;Телефон;Должность\nа;б;в\n", ListKind::kDelegations).problems,
              Contains(HasSubstr("no column has the delegations")));
}

v1::ImportColumn Meaning(int index, v1::ImportField field, const char* custom_field = "") {
  v1::ImportColumn column;
  column.set_index(index);
  column.set_field(field);
  column.set_custom_field(custom_field);
  return column;
}

TEST(Columns, ColumnsThatSomebodyCorrectedAreLookedAtAgain) {
  const std::vector<v1::ImportColumn> good = {
      Meaning(1, v1::FULL_NAME), Meaning(2, v1::IGNORED), Meaning(3, v1::IGNORED),
      Meaning(4, v1::CUSTOM_VALUE, "topic"), Meaning(5, v1::CUSTOM_VALUE, "topic-2")};
  EXPECT_THAT(ProblemsOf(good, Context()), IsEmpty());
  EXPECT_THAT(ProblemsOf({Meaning(1, v1::FULL_NAME), Meaning(2, v1::FULL_NAME)}, Context()),
              ElementsAre(HasSubstr("column B means the same as column A")));
  EXPECT_THAT(ProblemsOf({Meaning(1, v1::PERSON), Meaning(2, v1::CUSTOM_VALUE, "x")}, Context()),
              ElementsAre(HasSubstr("custom field")));
  EXPECT_THAT(ProblemsOf({Meaning(1, v1::PERSON), Meaning(2, v1::PAYER)}, Context()),
              ElementsAre(HasSubstr("such a list")));
}

// All columns an export can have, those with a language in that.
std::vector<v1::ImportColumn> AllColumns(const ListContext& context, const std::string& language,
                                         const std::string& script, const std::string& side) {
  std::vector<v1::ImportColumn> columns;
  for (int number = v1::ROW_NUMBER; number < v1::ImportField_ARRAYSIZE; ++number) {
    const auto field = static_cast<v1::ImportField>(number);
    if (!IsOfList(field, context.kind) || field == v1::CUSTOM_VALUE || field == v1::QUOTA) continue;
    columns.emplace_back();
    columns.back().set_field(field);
    if (!HasLanguage(field)) continue;
    columns.back().set_language(language);
    columns.back().set_script(script);
    columns.back().set_side(side);
  }
  for (const v1::CustomField& field : context.custom_fields) {
    if (context.kind == ListKind::kDelegations) break;
    columns.emplace_back();
    columns.back().set_field(v1::CUSTOM_VALUE);
    columns.back().set_custom_field(field.id());
  }
  for (const v1::Category& category : context.categories) {
    if (context.kind == ListKind::kParticipants) break;
    columns.emplace_back();
    columns.back().set_field(v1::QUOTA);
    columns.back().set_category(category.name());
  }
  return columns;
}

void ExpectHeadingsReadBack(const std::vector<v1::ImportColumn>& columns, absl::string_view locale,
                            const ListContext& context) {
  TableRow headings;
  headings.line = 1;
  std::set<std::string> distinct;
  for (const v1::ImportColumn& column : columns) {
    headings.cells.push_back(HeadingOf(column, locale, context));
    EXPECT_NE(headings.cells.back(), "") << Shown(column);
    distinct.insert(headings.cells.back());
  }
  EXPECT_EQ(distinct.size(), columns.size());
  const ProposedColumns proposed = ProposeColumns({headings}, context);
  EXPECT_EQ(proposed.header_line, 1);
  EXPECT_THAT(proposed.problems, IsEmpty());
  ASSERT_EQ(proposed.columns.size(), columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    EXPECT_EQ(Shown(proposed.columns[i]), Shown(columns[i])) << locale << " " << headings.cells[i];
  }
}

TEST(Columns, WhatIsExportedIsReadBackExactly) {
  const struct {
    const char *language, *script, *side;
  } kForms[] = {{"", "", ""},     {"ru", "", ""},       {"be", "", ""},      {"en", "", ""},
                {"zh", "", ""},   {"fr", "", ""},       {"zh-Hans", "", ""}, {"be", "Latn", ""},
                {"zh", "", "BY"}, {"sr", "Cyrl", "RS"}, {"", "Latn", ""},    {"", "", "BY"}};
  for (const ListKind kind : {ListKind::kParticipants, ListKind::kDelegations}) {
    const ListContext context = Context(kind);
    for (const char* locale : {"ru", "be", "en", "zh"}) {
      for (const auto& form : kForms) {
        ExpectHeadingsReadBack(AllColumns(context, form.language, form.script, form.side), locale,
                               context);
      }
    }
  }
}

TEST(Columns, WordsOfOneFieldReadInManyWays) {
  const struct {
    v1::ImportField field;
    std::vector<const char*> headings;
  } kCases[] = {
      {v1::FULL_NAME,
       {"ФИО", "Ф.И.О.", "Ф. И. О.", "Фамилия, имя, отчество (полностью)", "ФАМИЛИЯ ИМЯ ОТЧЕСТВО",
        "Фамилия и инициалы", "ФИО участника", "Full name", "Name and surname",
        "First and last name", "Прозвішча, імя", "姓名", "姓 名"}},
      {v1::FAMILY_NAME, {"Фамилия:", "Фамилия участника", "Surname", "Family Name", "LAST NAME"}},
      {v1::PATRONYMIC, {"Отчество (при наличии)", "Імя па бацьку", "Middle name"}},
      {v1::JOB_TITLE, {"Должность", "Занимаемая должность", "Пасада", "Position", "职务", "职位"}},
      {v1::ORGANIZATION,
       {"Организация", "Место работы", "Наименование организации (полное)", "Компания", "Ведомство",
        "Company name", "Organisation", "工作单位"}},
      {v1::JOB_TITLE_AND_ORGANIZATION,
       {"Должность, организация", "Организация, должность", "Место работы, должность",
        "Должность (с указанием организации)", "Должность и место работы", "单位及职务",
        "Title / Company", "Пасада, месца працы"}},
      {v1::WORK_EMAIL,
       {"e-mail", "E-Mail:", "Электронная почта", "эл. почта", "Email", "Адрес электронной почты",
        "е-mail", "电子邮箱"}},
      {v1::WORK_PHONE,
       {"Тел.", "Телефон", "Моб. телефон", "Контактный телефон (с кодом страны)", "Номер телефона",
        "Phone", "Mobile phone", "Tel.", "联系电话"}},
      {v1::BIRTH_DATE,
       {"Дата рождения", "Дата рожд.", "Год рождения", "DOB", "Date of Birth", "Дата нараджэння",
        "出生年月"}},
      {v1::COUNTRY, {"Страна", "Государство", "Гражданство", "Country", "Nationality", "国籍"}},
      {v1::ARRIVAL_TIME,
       {"Дата прибытия", "Дата и время прилёта", "Прибытие", "Arrival date", "Дата прыбыцця",
        "抵达日期"}},
      {v1::ARRIVAL_NUMBER,
       {"Номер рейса прибытия", "Рейс прилёта", "Arrival flight", "抵达航班号"}},
      {v1::DEPARTURE_TIME,
       {"Дата отъезда", "Дата и время вылета", "Departure", "Час ад'езду", "Час ад’езду",
        "返程时间"}},
      {v1::NEEDS, {"Особые потребности", "Особенности питания", "Dietary needs"}},
      {v1::NOTE, {"Примечание", "Примечания", "Комментарий", "Remarks", "备注"}},
  };
  const ListContext context;
  for (const auto& test : kCases) {
    for (const char* heading : test.headings) {
      EXPECT_EQ(MeaningOf(heading, context).column.field(), test.field) << heading;
    }
  }
}

}  // namespace
}  // namespace plenary::interchange
