// Given names that tell a given name from a family name; far from all there are.
import { fold } from "./clean.ts";

const NAMES =
  "Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Артур Богдан Борис Вадим Валентин Валерий Василий Виктор " +
  "Виталий Владимир Владислав Всеволод Вячеслав Геннадий Георгий Глеб Григорий Данила Даниил Денис Дмитрий Евгений Егор Захар " +
  "Иван Игнат Игорь Илья Кирилл Константин Лев Леонид Макар Максим Марат Марк Матвей Мирон Михаил Никита Николай Олег Павел " +
  "Пётр Роман Руслан Ренат Рустам Савелий Святослав Семён Сергей Станислав Степан Тарас Тимофей Тимур Фёдор Филипп Эдуард Юрий " +
  "Яков Ярослав Тихон Иосиф Ефим Давид Ильдар Рашид Аслан Мурат Нурлан Ерлан Алина Алла Анастасия Ангелина Анжела Анна Антонина " +
  "Валентина Валерия Варвара Василиса Вера Вероника Виктория Галина Дарья Диана Ева Евгения Екатерина Елена Елизавета Жанна " +
  "Зинаида Зоя Инга Инесса Инна Ирина Карина Кира Клавдия Кристина Ксения Лариса Лидия Лилия Людмила Любовь Маргарита Марина " +
  "Мария Милана Надежда Наталья Наталия Нелли Нина Оксана Олеся Ольга Полина Раиса Регина Римма Светлана Снежана София Софья " +
  "Тамара Татьяна Ульяна Элина Эльвира Эмма Юлия Юлиана Яна Гульнара Динара Айгуль Лейла " +
  "Аляксандр Аляксей Андрэй Анатоль Барыс Вадзім Васіль Віктар Віталь Уладзімір Уладзіслаў Генадзь Рыгор Дзмітрый Зміцер Яўген " +
  "Ягор Ігар Ілья Кірыл Канстанцін Мікалай Міхаіл Міхась Мікіта Максім Алег Павел Пётр Пятро Раман Сяргей Станіслаў Сцяпан " +
  "Цімафей Фёдар Юрый Якаў Якуб Алена Аксана Ганна Вольга Кацярына Ірына Ксенія Людміла Марыя Наталля Святлана Таццяна Юлія " +
  "Алеся Вікторыя Галіна Дар'я Лізавета " +
  "Alexander Andrew Anna Anne Anthony Benjamin Brian Catherine Charles Christopher Claire Daniel David Edward Elena Elizabeth " +
  "Emily Emma Eric Francis Frank George Hans Helen Henry Irina Ivan Jack James Jane Jennifer John Joseph Julia Karen Kevin Klaus " +
  "Laura Linda Maria Marie Mark Martin Mary Matthew Michael Nancy Natalia Oliver Olga Patrick Paul Pavel Peter Philip Pierre " +
  "Richard Robert Sarah Simon Sophie Stefan Steven Susan Thomas William Sergey Dmitry Alexey Mikhail Nikolay Tatiana Victor";

const folded = new Set(NAMES.split(" ").map(fold));

// Whether the word, or the first part of a double one, is a given name that is known here.
export function isGivenName(word: string): boolean {
  return folded.has(fold(word).split("-")[0]!);
}
