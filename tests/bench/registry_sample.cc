#include "tests/bench/registry_sample.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/names/latin.h"
#include "tests/bench/sample.h"

namespace plenary::bench {
namespace {

struct Given {
  absl::string_view russian;
  absl::string_view belarusian;
};
constexpr std::array<Given, 16> kGivenNames = {{{"Александр", "Аляксандр"},
                                                {"Сергей", "Сяргей"},
                                                {"Андрей", "Андрэй"},
                                                {"Дмитрий", "Дзмітрый"},
                                                {"Алексей", "Аляксей"},
                                                {"Николай", "Мікалай"},
                                                {"Виктор", "Віктар"},
                                                {"Олег", "Алег"},
                                                {"Павел", "Павел"},
                                                {"Юрий", "Юрый"},
                                                {"Игорь", "Ігар"},
                                                {"Владимир", "Уладзімір"},
                                                {"Евгений", "Яўген"},
                                                {"Михаил", "Міхаіл"},
                                                {"Василий", "Васіль"},
                                                {"Григорий", "Рыгор"}}};
constexpr std::array<absl::string_view, 8> kFathers = {"Иванович",   "Петрович",     "Сергеевич",
                                                       "Николаевич", "Владимирович", "Андреевич",
                                                       "Викторович", "Олегович"};
constexpr std::array<absl::string_view, 32> kRoots = {
    "Ив",    "Петр",  "Сидор", "Карп",  "Лук", "Михал", "Новик", "Ков",   "Бород", "Гайд", "Дроб",
    "Жук",   "Зай",   "Клим",  "Савиц", "Шев", "Верб",  "Гром",  "Дуб",   "Ерм",   "Звон", "Калин",
    "Лебед", "Мороз", "Нест",  "Орл",   "Пол", "Рябц",  "Степ",  "Тарас", "Фом",   "Цвет"};
constexpr std::array<absl::string_view, 16> kMiddles = {"ан",  "ал",   "ар",  "ен", "ел", "ер",
                                                        "ин",  "ил",   "ир",  "он", "ол", "ор",
                                                        "авк", "еньк", "ушк", "ыч"};
constexpr std::array<absl::string_view, 10> kEndings = {"ов",  "ев",   "ин",   "ский", "енко",
                                                        "чук", "ович", "ёнок", "аш",   "як"};
constexpr std::array<absl::string_view, 12> kChineseFamilies = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "孙"};
constexpr std::array<absl::string_view, 16> kChineseSyllables = {
    "小", "明", "伟", "芳", "强", "敏", "静", "丽", "军", "洋", "勇", "艳", "杰", "娟", "涛", "超"};

// A number below `size`, small ones far more often than large ones, as names are.
int64_t Skewed(uint64_t chance, int64_t size) {
  const auto part = static_cast<int64_t>(chance % 65'536);
  return part * part / 65'536 * size / 65'536;
}

std::string RussianFamily(uint64_t chance) {
  const int64_t number = Skewed(chance, kRoots.size() * kMiddles.size() * kEndings.size());
  return absl::StrCat(kRoots[number % 32], kMiddles[number / 32 % 16], kEndings[number / 512]);
}

bool IsChinese(int64_t number) { return number % 10 == 9; }

v1::PersonName ChineseName(uint64_t chance) {
  v1::PersonName name;
  name.set_language("zh");
  name.set_family_name(std::string(kChineseFamilies[Skewed(chance, 12)]));
  name.set_given_name(
      absl::StrCat(kChineseSyllables[(chance >> 20) % 16], kChineseSyllables[(chance >> 24) % 16]));
  return name;
}

v1::PersonName RussianName(uint64_t chance) {
  v1::PersonName name;
  name.set_language("ru");
  name.set_family_name(RussianFamily(chance));
  name.set_given_name(std::string(kGivenNames[(chance >> 20) % 16].russian));
  name.set_patronymic(std::string(kFathers[(chance >> 24) % 8]));
  return name;
}

v1::PersonName LatinOf(const v1::PersonName& name) {
  v1::PersonName latin;
  latin.set_language("en");
  latin.set_family_name(names::PassportLatin(name.family_name(), name.language()));
  latin.set_given_name(names::PassportLatin(name.given_name(), name.language()));
  return latin;
}

// The first letters of a text in Cyrillic or Han, `count` of them.
std::string Letters(const std::string& text, size_t count) {
  size_t end = 0;
  for (; count > 0 && end < text.size(); --count) {
    ++end;
    while (end < text.size() && (text[end] & 0xc0) == 0x80) ++end;
  }
  return text.substr(0, end);
}

// The text with its third and fourth letters, Cyrillic ones, exchanged.
std::string Misspelt(const std::string& text) {
  std::string wrong = text;
  if (wrong.size() < 8) return wrong;
  for (int i = 4; i < 6; ++i) std::swap(wrong[i], wrong[i + 2]);
  return wrong;
}

std::string FullName(const v1::PersonName& name) {
  if (name.language() == "zh") return absl::StrCat(name.family_name(), name.given_name());
  return absl::StrCat(name.family_name(), " ", name.given_name(), " ", name.patronymic());
}

}  // namespace

v1::Person RegistryPerson(int64_t number) {
  const uint64_t chance = Scrambled(static_cast<uint64_t>(number));
  v1::Person person;
  if (IsChinese(number)) {
    *person.add_names() = ChineseName(chance);
    *person.mutable_latin_name() = LatinOf(person.names(0));
    person.set_country_code("CN");
  } else {
    *person.add_names() = RussianName(chance);
    person.set_country_code("RU");
    if (number % 10 >= 7) {
      v1::PersonName& belarusian = *person.add_names();
      belarusian.set_language("be");
      belarusian.set_family_name(person.names(0).family_name());
      belarusian.set_given_name(std::string(kGivenNames[(chance >> 20) % 16].belarusian));
      person.set_country_code("BY");
    }
  }
  const absl::CivilDay born = absl::CivilDay(1940, 1, 1) + number % 22'000;
  person.mutable_birth_date()->set_year(static_cast<int>(born.year()));
  person.mutable_birth_date()->set_month(born.month());
  person.mutable_birth_date()->set_day(born.day());
  person.set_work_email(absl::StrCat("registry", number, "@example.org"));
  return person;
}

std::vector<std::string> TypedFor(int64_t number) {
  const v1::PersonName name = RegistryPerson(number).names(0);
  const v1::PersonName latin = LatinOf(name);
  const std::string latin_name = absl::StrCat(latin.family_name(), " ", latin.given_name());
  if (name.language() == "zh") return {name.family_name(), FullName(name), latin_name};
  std::vector<std::string> typed;
  for (const size_t letters : {2, 3, 4, 6, 8})
    typed.push_back(Letters(name.family_name(), letters));
  typed.push_back(absl::StrCat(name.family_name(), " ", Letters(name.given_name(), 1)));
  typed.push_back(latin_name);
  typed.push_back(FullName(name));
  typed.push_back(absl::StrCat(Misspelt(name.family_name()), " ", name.given_name()));
  return typed;
}

std::string RegistryList(int64_t first, int64_t count) {
  std::string list = "№;ФИО;Дата рождения;Должность;Страна;E-mail\r\n";
  for (int64_t i = first; i < first + count; ++i) {
    const v1::Person person = RegistryPerson(i);
    absl::StrAppend(&list, i - first + 1, ";", FullName(person.names(0)), ";",
                    absl::StrFormat("%02d.%02d.%04d", person.birth_date().day(),
                                    person.birth_date().month(), person.birth_date().year()),
                    ";Начальник управления;", person.country_code(), ";", person.work_email(),
                    "\r\n");
  }
  return list;
}

}  // namespace plenary::bench
