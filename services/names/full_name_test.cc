#include "services/names/full_name.h"

#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace plenary::names {
namespace {

struct NameCase {
  const char* label;
  const char* text;
  const char* family;
  const char* given = "";
  const char* patronymic = "";
  bool is_uncertain = false;
  const char* language = "";
};

void PrintTo(const NameCase& c, std::ostream* os) { *os << c.label; }

class SplitOf : public testing::TestWithParam<NameCase> {};

TEST_P(SplitOf, HasItsParts) {
  const NameCase& expected = GetParam();
  const absl::StatusOr<FullName> name = SplitFullName(expected.text, expected.language);
  ASSERT_TRUE(name.ok()) << name.status();
  EXPECT_EQ(name->family, expected.family);
  EXPECT_EQ(name->given, expected.given);
  EXPECT_EQ(name->patronymic, expected.patronymic);
  EXPECT_EQ(name->is_uncertain, expected.is_uncertain) << name->why_uncertain;
  EXPECT_EQ(name->why_uncertain.empty(), !expected.is_uncertain);
}

std::string Label(const testing::TestParamInfo<NameCase>& test) { return test.param.label; }

INSTANTIATE_TEST_SUITE_P(
    Patronymics, SplitOf,
    testing::Values(
        NameCase{"FamilyFirst", "Иванов Иван Иванович", "Иванов", "Иван", "Иванович"},
        NameCase{"GivenFirst", "Иван Иванович Иванов", "Иванов", "Иван", "Иванович"},
        NameCase{"Woman", "Светлана Юрьевна Прим", "Прим", "Светлана", "Юрьевна"},
        NameCase{"Belarusian", "Кавалёў Яўген Аляксандравіч", "Кавалёў", "Яўген", "Аляксандравіч"},
        NameCase{"BelarusianWoman", "Мацкевіч Ганна Пятроўна", "Мацкевіч", "Ганна", "Пятроўна"},
        NameCase{"Latin", "Ivanova Anna Sergeevna", "Ivanova", "Anna", "Sergeevna"},
        NameCase{"ShortOne", "Фомин Лука Ильич", "Фомин", "Лука", "Ильич"},
        NameCase{"FamilyLooksLikeOne", "Мацкевич Иван Петрович", "Мацкевич", "Иван", "Петрович"},
        NameCase{"FamilyLooksLikeOneLast", "Иван Петрович Мацкевич", "Мацкевич", "Иван",
                 "Петрович"},
        NameCase{"Ogly", "Алиев Вагиф Мамед оглы", "Алиев", "Вагиф", "Мамед оглы"},
        NameCase{"OglyInTheMiddle", "Вагиф Мамед оглы Алиев", "Алиев", "Вагиф", "Мамед оглы"},
        NameCase{"OglyWithAHyphen", "Алиев Вагиф Мамед-оглы", "Алиев", "Вагиф", "Мамед-оглы"},
        NameCase{"Kyzy", "Mammadova Leyla Rza qizi", "Mammadova", "Leyla", "Rza qizi"},
        NameCase{"Capitals", "ИВАНОВ ИВАН ИВАНОВИЧ", "Иванов", "Иван", "Иванович"},
        NameCase{"SmallLetters", "иванов иван иванович", "Иванов", "Иван", "Иванович"},
        NameCase{"FamilyNameOfTwoWords", "Гарсия Лопес Хуан Иванович", "Гарсия Лопес", "Хуан",
                 "Иванович", true},
        NameCase{"NoFamilyName", "Анна Ивановна", "", "Анна", "Ивановна", true},
        NameCase{"TitleBehind", "Иванов Иван Иванович директор", "Иванов", "Иван", "Иванович",
                 true}),
    Label);

INSTANTIATE_TEST_SUITE_P(
    Initials, SplitOf,
    testing::Values(NameCase{"Behind", "Иванов И.И.", "Иванов", "И.", "И."},
                    NameCase{"Before", "И. И. Иванов", "Иванов", "И.", "И."},
                    NameCase{"BeforeWithoutABlank", "И.И.Иванов", "Иванов", "И.", "И."},
                    NameCase{"WithoutFullStops", "Иванов И И", "Иванов", "И.", "И."},
                    NameCase{"OfThePatronymic", "Иванов Иван И.", "Иванов", "Иван", "И."},
                    NameCase{"InTheMiddle", "John F. Kennedy", "Kennedy", "John", "F."},
                    NameCase{"OfTwoLetters", "Yu. Gagarin", "Gagarin", "Yu."},
                    NameCase{"Several", "J. R. R. Tolkien", "Tolkien", "J.", "R. R."},
                    NameCase{"Double", "Ж.-П. Бельмондо", "Бельмондо", "Ж.", "П."}),
    Label);

INSTANTIATE_TEST_SUITE_P(
    Order, SplitOf,
    testing::Values(
        NameCase{"CapitalsAreTheFamilyName", "ИВАНОВ Иван", "Иванов", "Иван"},
        NameCase{"CapitalsBehind", "Ivan IVANOV", "Ivanov", "Ivan"},
        NameCase{"SeveralCapitals", "GARCIA LOPEZ Maria", "Garcia Lopez", "Maria"},
        NameCase{"Comma", "Ivanov, Ivan", "Ivanov", "Ivan"},
        NameCase{"CommaAndPatronymic", "Иванов, Иван Иванович", "Иванов", "Иван", "Иванович"},
        NameCase{"KnownGivenName", "Ivan Ivanov", "Ivanov", "Ivan"},
        NameCase{"KnownGivenNameBehind", "O'Neill Patrick", "O'Neill", "Patrick"},
        NameCase{"DoubleName", "Прим-Кузьмина Анна", "Прим-Кузьмина", "Анна"},
        NameCase{"DoubleNameBehind", "Анна Прим-Кузьмина", "Прим-Кузьмина", "Анна"},
        NameCase{"FamilyNameMadeOfAGivenName", "Кацярына Барысевіч", "Барысевіч", "Кацярына"},
        NameCase{"Ending", "Гурген Петросов", "Петросов", "Гурген"},
        NameCase{"NothingShowsInCyrillic", "Муравей Барс", "Муравей", "Барс", "", true},
        NameCase{"NothingShowsInLatin", "Gert Koch", "Koch", "Gert", "", true},
        NameCase{"NothingShowsInHungarian", "Nagy Bence", "Nagy", "Bence", "", true, "hu"},
        NameCase{"MiddleName", "John Fitzgerald Kennedy", "Kennedy", "John Fitzgerald", "", true},
        NameCase{"Vietnamese", "Нгуен Ван Ань", "Нгуен", "Ван Ань", "", true},
        NameCase{"InitialsAlone", "И. П.", "И.", "П.", "", true},
        NameCase{"OneWord", "Иванов", "Иванов", "", "", true}),
    Label);

INSTANTIATE_TEST_SUITE_P(
    Particles, SplitOf,
    testing::Values(NameCase{"French", "Charles de Gaulle", "de Gaulle", "Charles"},
                    NameCase{"WithACapital", "De Gaulle Charles", "De Gaulle", "Charles"},
                    NameCase{"Dutch", "van der Berg, Jan", "van der Berg", "Jan"},
                    NameCase{"Russian", "Винсент ван Гог", "ван Гог", "Винсент"},
                    NameCase{"First", "фон Нейман Джон", "фон Нейман", "Джон"}),
    Label);

INSTANTIATE_TEST_SUITE_P(
    Chinese, SplitOf,
    testing::Values(NameCase{"Characters", "王小明", "王", "小明"},
                    NameCase{"Short", "李强", "李", "强"},
                    NameCase{"DoubleFamilyName", "欧阳娜娜", "欧阳", "娜娜"},
                    NameCase{"Traditional", "諸葛亮", "諸葛", "亮"},
                    NameCase{"Blank", "王 小明", "王", "小明"},
                    NameCase{"Honorific", "王小明先生", "王", "小明"},
                    NameCase{"HonorificApart", "王小明 女士", "王", "小明"},
                    NameCase{"LatinBeside", "王小明 Wang Xiaoming", "王", "小明", "", true},
                    NameCase{"LatinInBrackets", "王小明 (Wang Xiaoming)", "王", "小明", "", true},
                    NameCase{"ForeignerWithADot", "伊万·伊万诺夫", "伊万诺夫", "伊万"},
                    NameCase{"ForeignerWithout", "科瓦廖夫", "科瓦廖夫", "", "", true},
                    NameCase{"UnusualFamilyName", "々明", "々", "明", "", true},
                    NameCase{"InCyrillic", "Ван Сяомин", "Ван", "Сяомин"},
                    NameCase{"InCyrillicBothFamilyNames", "Ли Цян", "Ли", "Цян"},
                    NameCase{"InPinyin", "Wang Xiaoming", "Wang", "Xiaoming"},
                    NameCase{"InPinyinTurnedRound", "Xiaoming Wang", "Wang", "Xiaoming"},
                    NameCase{"InPinyinBothFamilyNames", "Zhang Wei", "Zhang", "Wei", "", true},
                    NameCase{"InPinyinBothFamilyNamesByLanguage", "Zhang Wei", "Zhang", "Wei", "",
                             false, "zh-Hans"}),
    Label);

INSTANTIATE_TEST_SUITE_P(
    WhatIsNoName, SplitOf,
    testing::Values(
        NameCase{"RussianHonorific", "г-н Иванов Иван", "Иванов", "Иван"},
        NameCase{"EnglishHonorific", "Mr. John Smith", "Smith", "John"},
        NameCase{"HonorificWithoutABlank", "Mr.John Smith", "Smith", "John"},
        NameCase{"SeveralHonorifics", "H.E. Mr. John F. Kennedy", "Kennedy", "John", "F."},
        NameCase{"Degrees", "проф. д.т.н. Иванов П.С.", "Иванов", "П.", "С."},
        NameCase{"DegreeBehind", "John Smith, PhD", "Smith", "John"},
        NameCase{"Belarusian", "спадарыня Вольга Іванова", "Іванова", "Вольга"},
        NameCase{"DegreeBehindInitials", "Смирнов А.Б., к.э.н.", "Смирнов", "А.", "Б."},
        NameCase{"TitleBefore", "Министр Иванов Иван Иванович", "Министр Иванов", "Иван",
                 "Иванович", true},
        NameCase{"Address", "Иванов Иван ivan@example.org", "Иванов", "Иван"},
        NameCase{"HonorificAlone", "Доктор", "Доктор", "", "", true},
        NameCase{"Number", "12. Иванов Иван", "Иванов", "Иван"},
        NameCase{"MaidenName", "Иванова (Петрова) Анна", "Иванова", "Анна", "", true},
        NameCase{"Title", "Иванов Иван Иванович, директор", "Иванов", "Иван", "Иванович", true},
        NameCase{"TitleBehindAFamilyName", "Иванов, директор", "Иванов", "", "", true},
        NameCase{"TitleBehindADash", "Иванов Иван — директор", "Иванов", "Иван", "", true},
        NameCase{"Invisible", "\u200BИванов\u00A0\u202EИван", "Иванов", "Иван"}),
    Label);

TEST(SplitFullName, TextWithoutANameIsRefused) {
  for (const char* text : {"", " ", "...", "12.04.1975", "№ 7", "(директор)", ",", "- -"}) {
    EXPECT_EQ(SplitFullName(text, "ru").status().code(), absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(SplitFullName, AnyTextWithALetterHasAFamilyOrAGivenName) {
  const std::vector<std::string> pieces = absl::StrSplit(
      "И И и ван ович . . , , - - ' 王 小 明 · ( A bc Z оглы de van 1 \u0301 \u200B م", ' ');
  std::mt19937 random(7);
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (int size = static_cast<int>(random() % 16); size > 0; --size) {
      text += random() % 4 == 0 ? " " : pieces[random() % pieces.size()];
    }
    const absl::StatusOr<FullName> name = SplitFullName(text, "");
    if (!name.ok()) continue;
    ASSERT_FALSE(name->family.empty() && name->given.empty()) << text;
    ASSERT_EQ(name->is_uncertain, !name->why_uncertain.empty()) << text;
  }
}

TEST(SplitFullName, RandomBytesAreTakenAsTheyCome) {
  std::mt19937 random(8);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const absl::StatusOr<FullName> name = SplitFullName(bytes, "ru");
    ASSERT_TRUE(name.ok() || name.status().code() == absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace plenary::names
