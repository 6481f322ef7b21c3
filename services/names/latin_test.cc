#include "services/names/latin.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace plenary::names {
namespace {

struct LatinCase {
  const char* label;
  const char* text;
  const char* language;
  const char* latin;
};

void PrintTo(const LatinCase& c, std::ostream* os) { *os << c.label; }

class PassportLatinOf : public testing::TestWithParam<LatinCase> {};

TEST_P(PassportLatinOf, IsWhatAPassportWouldHave) {
  EXPECT_EQ(PassportLatin(GetParam().text, GetParam().language), GetParam().latin);
}

INSTANTIATE_TEST_SUITE_P(
    Names, PassportLatinOf,
    testing::Values(
        LatinCase{"SeveralLettersForOne", "Щукин", "ru", "Shchukin"},
        LatinCase{"Capitals", "ЩУКИН СЕРГЕЙ ЮРЬЕВИЧ", "ru", "Shchukin Sergei Iurevich"},
        LatinCase{"SmallLetters", "ёлкина", "ru", "Elkina"},
        LatinCase{"HardSign", "Подъячев", "ru", "Podieiachev"},
        LatinCase{"RussianVowels", "Хрущёв Эдуард Цыганов", "ru", "Khrushchev Eduard Tsyganov"},
        LatinCase{"DoubleName", "Иванова-Петрова", "ru", "Ivanova-Petrova"},
        LatinCase{"Initials", "И. Ю. Жуков", "ru", "I. Iu. Zhukov"},
        LatinCase{"UnknownLanguage", "Юлия", "", "Iuliia"},
        LatinCase{"Belarusian", "Кавалёў Яўген", "be", "Kavaliou Iauhen"},
        LatinCase{"BelarusianRegion", "Сяргей Ігнацік", "be-BY", "Siarhei Ihnatsik"},
        LatinCase{"BelarusianApostrophe", "Дар'я Лук’янава", "be", "Daria Lukianava"},
        LatinCase{"BelarusianDz", "Уладзімір Дзмітрыевіч", "be", "Uladzimir Dzmitryevich"},
        LatinCase{"Particle", "Алиев Мамед оглы", "ru", "Aliev Mamed ogly"},
        LatinCase{"OtherCyrillic", "Нұрсұлтан", "kk", "Nursultan"},
        LatinCase{"Chinese", "王小明", "zh", "Wang Xiaoming"},
        LatinCase{"ChineseDoubleFamilyName", "欧阳娜娜", "zh", "Ouyang Nana"},
        LatinCase{"ChineseGivenName", "小明", "zh", "Xiaoming"},
        LatinCase{"ChinesePartedByABlank", "王 小明", "zh", "Wang Xiaoming"},
        LatinCase{"ChineseFamilyReading", "解小东", "zh", "Xie Xiaodong"},
        LatinCase{"ChineseUmlaut", "吕布", "zh", "Lyu Bu"},
        LatinCase{"LatinStays", "McDonald", "en", "McDonald"},
        LatinCase{"LatinLosesMarks", "Zoë Müller ŁÓDŹ", "de", "Zoe Muller LODZ"},
        LatinCase{"Greek", "Γιώργος", "el", "Giorgos"},
        LatinCase{"Georgian", "წერეთელი", "ka", "Tsereteli"},
        LatinCase{"InvisibleCharacters", "Ива\u200Bнов\u00A0 Иван", "ru", "Ivanov Ivan"},
        LatinCase{"Nothing", "", "ru", ""}),
    [](const auto& test) { return std::string(test.param.label); });

class SlavicLetters : public testing::TestWithParam<const char*> {};

TEST_P(SlavicLetters, BecomeLettersOfAscii) {
  const std::vector<std::string> letters = absl::StrSplit(
      "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я і ў ґ Ё Щ Ў І Я Ь '", ' ');
  std::mt19937 random(3);
  for (int i = 0; i < 1000; ++i) {
    std::string name = "А";
    for (int size = static_cast<int>(random() % 12); size > 0; --size) {
      name += letters[random() % (letters.size() - 1)];
    }
    const std::string latin = PassportLatin(name, GetParam());
    ASSERT_TRUE(absl::ascii_isupper(static_cast<unsigned char>(latin[0]))) << name << " " << latin;
    for (const char c : latin.substr(1)) {
      ASSERT_TRUE(absl::ascii_islower(static_cast<unsigned char>(c))) << name << " " << latin;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, SlavicLetters, testing::Values("ru", "be"),
                         [](const auto& test) { return std::string(test.param); });

TEST(PassportLatin, AnyBytesGivePrintableAscii) {
  std::mt19937 random(4);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    for (const char c : PassportLatin(bytes, "be")) {
      ASSERT_TRUE(absl::ascii_isprint(static_cast<unsigned char>(c)));
    }
  }
}

}  // namespace
}  // namespace plenary::names
