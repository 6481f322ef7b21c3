// Data of people and programmes made up for the tests, in four languages.
#ifndef PLENARY_SERVICES_DOCUMENTS_TEST_SAMPLES_H_
#define PLENARY_SERVICES_DOCUMENTS_TEST_SAMPLES_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/documents/dates.h"
#include "services/documents/template.h"

namespace plenary::documents {

// One text in four languages.
struct Said {
  const char* english;
  const char* russian;
  const char* belarusian;
  const char* chinese;

  std::string In(Language language) const {
    switch (language) {
      case Language::kRussian:
        return russian;
      case Language::kBelarusian:
        return belarusian;
      case Language::kChinese:
        return chinese;
      default:
        return english;
    }
  }
};

inline constexpr Said kForum = {
    "International Forum of Invented Technologies",
    "Международный форум вымышленных технологий",
    "Міжнародны форум выдуманых тэхналогій",
    "国际虚构技术论坛",
};
inline constexpr Said kPlace = {"Minsk, Exhibition Centre", "Минск, Выставочный центр",
                                "Мінск, Выставачны цэнтр", "明斯克，展览中心"};
inline constexpr Said kDelegation = {"Delegation of Sample Region", "Делегация Примерской области",
                                     "Дэлегацыя Прыкладнай вобласці", "示例州代表团"};
inline constexpr Said kMinistry = {"Ministry of Samples", "Министерство примеров",
                                   "Міністэрства прыкладаў", "示例部"};

struct SamplePerson {
  Said name;
  Said position;
  Said organization;
  Said role;
  Said note;
};

inline const std::vector<SamplePerson>& SamplePeople() {
  static const std::vector<SamplePerson>* const people = new std::vector<SamplePerson>{
      {{"Ivan Primerov", "Примеров Иван Образцович", "Прымераў Іван Узоравіч", "普里梅罗夫·伊万"},
       {"Deputy Governor", "заместитель губернатора", "намеснік губернатара", "副州长"},
       {"Government of Sample Region", "Правительство Примерской области",
        "Урад Прыкладнай вобласці", "示例州政府"},
       {"head of delegation", "глава делегации", "кіраўнік дэлегацыі", "代表团团长"},
       {"", "", "", ""}},
      {{"Maria Obraztsova", "Образцова Мария Примеровна", "Узорава Марыя Прымераўна",
        "奥布拉兹佐娃·玛丽亚"},
       {"Minister of Digital Development and Communications", "министр цифрового развития и связи",
        "міністр лічбавага развіцця і сувязі", "数字发展与通信部部长"},
       {"Government of Sample Region", "Правительство Примерской области",
        "Урад Прыкладнай вобласці", "示例州政府"},
       {"deputy head", "заместитель главы делегации", "намеснік кіраўніка дэлегацыі", "副团长"},
       {"", "", "", ""}},
      {{"Zhang Shili", "Чжан Шили", "Чжан Шылі", "张示例"},
       {"Adviser", "советник", "саветнік", "顾问"},
       {"Sample Science and Technology Park", "Технопарк «Пример»", "Тэхнапарк «Прыклад»",
        "示例科技园"},
       {"adviser", "советник", "саветнік", "顾问"},
       {"arrives on 19 April", "прибывает 19 апреля", "прыбывае 19 красавіка", "4月19日抵达"}},
      {{"Olga Testova", "Тестова Ольга Ивановна", "Тэставая Вольга Іванаўна", "捷斯托娃·奥莉加"},
       {"", "", "", ""},
       {"Association «Example» of small and medium-sized companies",
        "Ассоциация малых и средних предприятий «Образец»",
        "Асацыяцыя малых і сярэдніх прадпрыемстваў «Узор»", "示例中小企业协会"},
       {"observer", "наблюдатель", "назіральнік", "观察员"},
       {"", "", "", ""}},
  };
  return *people;
}

inline Data SampleBase(Language language) {
  Data data;
  data.texts = {
      {"print.version", "12"},
      {"print.time", FormatDateTime(absl::CivilMinute(2023, 4, 17, 14, 5), language)},
      {"print.id", "7K3M-Q2"},
      {"event.name", kForum.In(language)},
      {"event.dates",
       FormatDates(absl::CivilDay(2023, 4, 18), absl::CivilDay(2023, 4, 21), language)},
      {"event.place", kPlace.In(language)},
      {"delegation.name", kDelegation.In(language)},
      {"delegation.dates",
       FormatDates(absl::CivilDay(2023, 4, 17), absl::CivilDay(2023, 4, 19), language)},
  };
  return data;
}

// A list of `count` people; there are four, who come again and again.
inline Data SampleDelegationList(Language language, int count = 4) {
  Data data = SampleBase(language);
  data.texts["delegation.number"] = "3";
  data.texts["delegation.size"] = absl::StrCat(count);
  std::vector<Data>& people = data.lists["people"];
  people.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    const SamplePerson& person = SamplePeople()[static_cast<size_t>(i) % SamplePeople().size()];
    people.push_back({{{"number", absl::StrCat(i + 1)},
                       {"name", person.name.In(language)},
                       {"position", person.position.In(language)},
                       {"organization", person.organization.In(language)},
                       {"role", person.role.In(language)},
                       {"note", person.note.In(language)}},
                      {}});
  }
  return data;
}

struct SampleItem {
  int hour;
  int minute;
  int length;  // in minutes
  Said title;
  Said place;
  Said remarks;
};

inline const std::vector<SampleItem>& SampleItems() {
  static const std::vector<SampleItem>* const items = new std::vector<SampleItem>{
      {8,
       30,
       30,
       {"Meeting at the airport", "Встреча в аэропорту", "Сустрэча ў аэрапорце", "机场迎接"},
       {"National Airport, VIP hall", "Национальный аэропорт, зал официальных делегаций",
        "Нацыянальны аэрапорт, зала афіцыйных дэлегацый", "国家机场贵宾厅"},
       {"flight XX 0000 from Samplegrad", "рейс XX 0000 из Примерска", "рэйс XX 0000 з Прыкладска",
        "XX 0000次航班，自示例市"}},
      {10,
       0,
       90,
       {"Opening of the forum, plenary session", "Открытие форума, пленарное заседание",
        "Адкрыццё форуму, пленарнае пасяджэнне", "论坛开幕式及全体会议"},
       {"Hall 1", "Зал № 1", "Зала № 1", "一号厅"},
       {"", "", "", ""}},
      {12,
       0,
       45,
       {"Bilateral meeting with the Ministry of Samples",
        "Двусторонняя встреча с Министерством примеров",
        "Двухбаковая сустрэча з Міністэрствам прыкладаў", "与示例部举行双边会见"},
       {"Meeting room A", "Переговорная А", "Перамоўная А", "A会谈室"},
       {"interpretation: consecutive", "перевод: последовательный", "пераклад: паслядоўны",
        "交替传译"}},
      {19,
       0,
       120,
       {"Official dinner", "Официальный ужин", "Афіцыйная вячэра", "正式晚宴"},
       {"Restaurant «Sample»", "Ресторан «Пример»", "Рэстаран «Прыклад»", "示例餐厅"},
       {"business attire", "форма одежды: деловая", "форма адзення: дзелавая", "着正装"}},
  };
  return *items;
}

inline std::string SampleTime(const SampleItem& item) {
  const absl::CivilMinute start(2023, 4, 18, item.hour, item.minute);
  return FormatTimes(start, start + item.length);
}

// Days from 18 April 2023 on, each with the items under `list`.
inline std::vector<Data> SampleDays(Language language, int count, const char* list,
                                    const std::vector<Data>& items) {
  std::vector<Data> days;
  days.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    days.push_back({{{"date", FormatDateWithWeekday(absl::CivilDay(2023, 4, 18) + i, language)}},
                    {{list, items}}});
  }
  return days;
}

inline Data SampleProgramme(Language language, int day_count = 2) {
  constexpr Said kMeets = {"A. Primerova, protocol office", "Примерова А. А., отдел протокола",
                           "Прымерава А. А., аддзел пратакола", "普里梅罗娃，礼宾处"};
  constexpr Said kCar = {"No. 1, Sampler K.", "№ 1, Водителев К. К.", "№ 1, Вадзіцелеў К. К.",
                         "1号车，司机示例"};
  constexpr Said kInterpreter = {"J. Doe (ru–zh)", "Переводова Я. Я. (рус. – кит.)",
                                 "Перакладава Я. Я. (рус. – кіт.)", "示译员（俄中）"};
  Data data = SampleBase(language);
  std::vector<Data> items;
  items.reserve(SampleItems().size());
  for (const SampleItem& item : SampleItems()) {
    items.push_back({{{"time", SampleTime(item)},
                      {"title", item.title.In(language)},
                      {"place", item.place.In(language)},
                      {"remarks", item.remarks.In(language)},
                      {"meets", kMeets.In(language)},
                      {"car", kCar.In(language)},
                      {"interpreter", kInterpreter.In(language)},
                      {"responsible", kMeets.In(language)},
                      {"phone", "+375 17 000-00-00"}},
                     {}});
  }
  data.lists["days"] = SampleDays(language, day_count, "items", items);
  return data;
}

// A day of `count` items; there are four, which come again and again.
inline Data SampleHeadDay(Language language, size_t count = 4) {
  constexpr Said kWith = {"the head, M. Obraztsova", "глава делегации, М. П. Образцова",
                          "кіраўнік дэлегацыі, М. П. Узорава", "团长、副团长"};
  constexpr Said kLiaison = {"liaison officer", "сопровождающий", "суправаджальнік", "陪同联络员"};
  constexpr Said kDriver = {"driver", "водитель", "вадзіцель", "司机"};
  constexpr Said kName = {"Alesia Primerova", "Примерова Алеся Александровна",
                          "Прымерава Алеся Аляксандраўна", "普里梅罗娃·阿列霞"};
  const SamplePerson& head = SamplePeople().front();
  Data data = SampleBase(language);
  data.texts["person.name"] = head.name.In(language);
  data.texts["person.position"] = head.position.In(language);
  data.texts["person.organization"] = head.organization.In(language);
  data.texts["day.date"] = FormatDateWithWeekday(absl::CivilDay(2023, 4, 18), language);
  std::vector<Data>& items = data.lists["items"];
  items.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const SampleItem& item = SampleItems()[i % SampleItems().size()];
    items.push_back({{{"time", SampleTime(item)},
                      {"title", item.title.In(language)},
                      {"place", item.place.In(language)},
                      {"with", kWith.In(language)},
                      {"remarks", item.remarks.In(language)}},
                     {}});
  }
  data.lists["contacts"] = {{{{"role", kLiaison.In(language)},
                              {"name", kName.In(language)},
                              {"phone", "+375 29 000-00-00"}},
                             {}},
                            {{{"role", kDriver.In(language)},
                              {"name", kName.In(language)},
                              {"phone", "+375 29 000-00-01"}},
                             {}}};
  return data;
}

inline Data SampleEventProgramme(Language language, int day_count = 2) {
  constexpr Said kTrack = {"Digital economy", "Цифровая экономика", "Лічбавая эканоміка",
                           "数字经济"};
  constexpr Said kModerator = {"moderator", "модератор", "мадэратар", "主持人"};
  constexpr Said kSpoken = {"Russian, Chinese", "русский, китайский", "руская, кітайская",
                            "俄语、中文"};
  constexpr Said kMode = {"simultaneous interpretation", "синхронный перевод", "сінхронны пераклад",
                          "同声传译"};
  Data data = SampleBase(language);
  std::vector<Data> sessions;
  sessions.reserve(SampleItems().size());
  for (const SampleItem& item : SampleItems()) {
    const bool is_talk = item.hour >= 10 && item.hour < 19;
    std::vector<Data> speakers;
    for (size_t i = 0; is_talk && i < 3; ++i) {
      const SamplePerson& person = SamplePeople()[i];
      speakers.push_back({{{"name", person.name.In(language)},
                           {"affiliation", person.organization.In(language)},
                           {"role", i == 0 ? kModerator.In(language) : ""}},
                          {}});
    }
    sessions.push_back({{{"time", SampleTime(item)},
                         {"title", item.title.In(language)},
                         {"hall", item.place.In(language)},
                         {"track", is_talk ? kTrack.In(language) : ""},
                         {"languages", is_talk ? kSpoken.In(language) : ""},
                         {"interpretation", is_talk ? kMode.In(language) : ""},
                         {"remarks", item.remarks.In(language)}},
                        {{"speakers", speakers}}});
  }
  data.lists["days"] = SampleDays(language, day_count, "sessions", sessions);
  return data;
}

// Data for a shipped document.
// What every document of no event has.
inline Data PrintedOnly(Language language) {
  Data data;
  data.texts["print.time"] = FormatDateTime(absl::CivilMinute(2023, 4, 17, 14, 5), language);
  return data;
}

inline Data SampleYearReport(Language language) {
  Data data = PrintedOnly(language);
  data.texts["report.title"] = kForum.In(language);
  data.texts["report.until"] = FormatDate(absl::CivilDay(2023, 12, 31), language);
  Data sentence;
  sentence.texts = {{"text", kDelegation.In(language)}, {"numbers", "1"}};
  Data section;
  section.texts["title"] = kPlace.In(language);
  section.lists["sentences"] = {sentence, sentence};
  data.lists["sections"] = {section};
  Data source;
  source.texts = {{"number", "1"},
                  {"value", "30"},
                  {"status", kMinistry.In(language)},
                  {"query", "DelegationService/ListParticipants"}};
  data.lists["sources"] = {source};
  return data;
}

inline Data SampleRoundBrief(Language language) {
  Data data = PrintedOnly(language);
  data.texts["negotiation.name"] = kDelegation.In(language);
  data.texts["negotiation.counterpart"] = kMinistry.In(language);
  data.texts["round.name"] = "1";
  Data somebody;
  somebody.texts = {{"side", kPlace.In(language)},
                    {"name", SamplePeople().front().name.In(language)}};
  data.lists["people"] = {somebody};
  Data position;
  position.texts = {{"side", kPlace.In(language)}, {"text", kForum.In(language)}};
  Data topic;
  topic.texts = {{"number", "1"}, {"title", kForum.In(language)}};
  topic.lists["positions"] = {position};
  data.lists["topics"] = {topic};
  return data;
}

inline Data SampleCounterpartPage(Language language) {
  Data data = PrintedOnly(language);
  data.texts["counterpart.name"] = kMinistry.In(language);
  data.texts["counterpart.today"] = FormatDate(absl::CivilDay(2023, 12, 31), language);
  Data round;
  round.texts = {{"name", "1"}, {"place", kPlace.In(language)}};
  data.lists["held"] = {round};
  Data gap;
  gap.texts = {{"what", kForum.In(language)},
               {"about", kDelegation.In(language)},
               {"since", FormatDate(absl::CivilDay(2023, 9, 24), language)}};
  data.lists["gaps"] = {gap, gap};
  return data;
}

inline Data SampleOf(absl::string_view kind, Language language) {
  if (kind == "delegation-list") return SampleDelegationList(language);
  if (kind == "head-day") return SampleHeadDay(language);
  if (kind == "event-programme") return SampleEventProgramme(language);
  if (kind == "year-report") return SampleYearReport(language);
  if (kind == "round-brief") return SampleRoundBrief(language);
  if (kind == "counterpart-page") return SampleCounterpartPage(language);
  return SampleProgramme(language);
}

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_TEST_SAMPLES_H_
