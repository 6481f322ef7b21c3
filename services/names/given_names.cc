#include "services/names/given_names.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "services/names/sound.h"

namespace plenary::names {
namespace {

// Russian names with the Belarusian ones that sound otherwise, then names of other countries.
constexpr absl::string_view kGivenNames =
    "Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Артур Богдан Борис Вадим "
    "Валентин "
    "Валерий Василий Виктор Виталий Владимир Владислав Всеволод Вячеслав Геннадий Георгий Глеб "
    "Григорий "
    "Данил Даниил Денис Дмитрий Евгений Егор Захар Иван Игнат Игорь Илья Кирилл Константин Лев "
    "Леонид "
    "Макар Максим Марат Марк Матвей Мирон Михаил Никита Николай Олег Павел Пётр Роман Руслан Ренат "
    "Рустам Савелий Святослав Семён Сергей Станислав Степан Тарас Тимофей Тимур Фёдор Филипп "
    "Эдуард "
    "Юрий Яков Ярослав Тихон Лаврентий Иосиф Ефим Давид Ильдар Рашид Аслан Мурат Нурлан Ерлан "
    "Аляксей Мікалай Уладзіслаў Рыгор Ягор Мікіта Зміцер Кастусь Янка Якуб Алесь Язэп Пятро Міхась "
    "Сцяпан Цімафей Валянцін Вінцэнт Казімір Францішак Кацярына Ганна Вольга Таццяна Настасся "
    "Алеся "
    "Агата Аксана Алина Алла Анастасия Ангелина Анжела Анна Антонина Валентина Валерия Варвара "
    "Василиса "
    "Вера Вероника Виктория Галина Дарья Диана Ева Евгения Екатерина Елена Елизавета Жанна Зинаида "
    "Инга Инесса Инна Ирина Карина Кира Клавдия Кристина Ксения Лариса Лидия Лилия Людмила Любовь "
    "Маргарита Марина Мария Милана Надежда Наталья Нелли Нина Оксана Олеся Ольга Полина Раиса "
    "Регина "
    "Римма Светлана Снежана София Софья Тамара Татьяна Ульяна Элина Эльвира Эмма Юлия Юлиана Яна "
    "Гульнара Динара Айгуль Лейла Зухра "
    "James John Robert Michael William David Richard Thomas Charles Christopher Daniel Matthew "
    "Anthony "
    "Steven Paul Andrew Kenneth George Kevin Brian Edward Peter Patrick Frank Scott Stephen Philip "
    "Simon "
    "Alexander Benjamin Henry Jack Martin Oliver Alan Eric Mary Jennifer Elizabeth Susan Jessica "
    "Sarah "
    "Karen Emily Margaret Ashley Laura Linda Barbara Nancy Emma Anne Jane Alice Helen Catherine "
    "Charlotte Julia Sophie Claire Marie Pierre Jacques Michel Philippe Hans Klaus Jürgen Wolfgang "
    "Dieter Stefan Thorsten Heinz Fritz Angela Ursula Giovanni Giuseppe Marco Antonio Carlos Jose "
    "Juan "
    "Luis Miguel Pedro Maria Carmen Piotr Krzysztof Andrzej Tomasz Janusz Jacek Zbigniew Agnieszka "
    "Katarzyna Małgorzata Jonas Andris Janis Ahmed Mohammed Muhammad Ali Hassan Hussein Ibrahim "
    "Mustafa "
    "Omar Yusuf Fatima Mehmet Emre Ivan Jovan Dragan Zoran Goran Vladimir";

}  // namespace

bool SoundsLikeGivenName(absl::string_view sound) {
  static const auto& sounds = *new absl::flat_hash_set<std::string>([] {
    absl::flat_hash_set<std::string> all;
    for (std::string& key : SoundWords(kGivenNames)) all.insert(std::move(key));
    return all;
  }());
  return sounds.contains(sound);
}

}  // namespace plenary::names
