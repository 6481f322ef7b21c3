#include "services/interchange/field_names.h"

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/interchange/heading_words.h"

namespace plenary::interchange {
namespace {

struct Names {
  v1::ImportField field;
  absl::string_view en, ru, be, zh;
};

constexpr Names kNames[] = {
    {v1::ROW_NUMBER, "No.", "№ п/п", "№ п/п", "序号"},
    {v1::PARTICIPANT, "Participation ID", "ID участия", "ID удзелу", "参会编号"},
    {v1::PERSON, "Person ID", "ID человека", "ID чалавека", "人员编号"},
    {v1::FULL_NAME, "Full name", "ФИО", "Прозвішча, імя, імя па бацьку", "姓名"},
    {v1::FAMILY_NAME, "Family name", "Фамилия", "Прозвішча", "姓"},
    {v1::GIVEN_NAME, "Given name", "Имя", "Імя", "名"},
    {v1::PATRONYMIC, "Patronymic", "Отчество", "Імя па бацьку", "父称"},
    {v1::LATIN_FULL_NAME, "Full name", "ФИО", "Прозвішча, імя", "姓名"},
    {v1::LATIN_FAMILY_NAME, "Family name", "Фамилия", "Прозвішча", "姓"},
    {v1::LATIN_GIVEN_NAME, "Given name", "Имя", "Імя", "名"},
    {v1::JOB_TITLE, "Job title", "Должность", "Пасада", "职务"},
    {v1::ORGANIZATION, "Organization", "Организация", "Арганізацыя", "单位"},
    {v1::JOB_TITLE_AND_ORGANIZATION, "Job title and organization", "Должность и организация",
     "Пасада і арганізацыя", "单位及职务"},
    {v1::AFFILIATION, "Affiliation", "Принадлежность (для бейджа)", "Прыналежнасць (для бэйджа)",
     "所属单位（胸牌）"},
    {v1::DELEGATION, "Delegation", "Делегация", "Дэлегацыя", "代表团"},
    {v1::CATEGORY, "Category", "Категория", "Катэгорыя", "类别"},
    {v1::CAPACITY, "Capacity", "Роль в делегации", "Роля ў дэлегацыі", "代表团身份"},
    {v1::FUNCTIONS, "Functions", "Функции", "Функцыі", "职能"},
    {v1::COUNTRY, "Country", "Страна", "Краіна", "国家"},
    {v1::LANGUAGES, "Languages", "Языки", "Мовы", "语言"},
    {v1::WORK_EMAIL, "E-mail", "Эл. почта", "Эл. пошта", "电子邮件"},
    {v1::WORK_PHONE, "Phone", "Телефон", "Тэлефон", "电话"},
    {v1::BIRTH_DATE, "Date of birth", "Дата рождения", "Дата нараджэння", "出生日期"},
    {v1::ARRIVAL_TIME, "Arrival time", "Время прибытия", "Час прыбыцця", "抵达时间"},
    {v1::ARRIVAL_CARRIER, "Arrival carrier", "Перевозчик (прибытие)", "Перавозчык (прыбыццё)",
     "抵达承运人"},
    {v1::ARRIVAL_NUMBER, "Arrival flight or train", "Рейс прибытия", "Рэйс прыбыцця",
     "抵达航班或车次"},
    {v1::ARRIVAL_PLACE, "Arrival place", "Место прибытия", "Месца прыбыцця", "抵达地点"},
    {v1::DEPARTURE_TIME, "Departure time", "Время отъезда", "Час ад'езду", "离开时间"},
    {v1::DEPARTURE_CARRIER, "Departure carrier", "Перевозчик (отъезд)", "Перавозчык (ад'езд)",
     "离开承运人"},
    {v1::DEPARTURE_NUMBER, "Departure flight or train", "Рейс отъезда", "Рэйс ад'езду",
     "离开航班或车次"},
    {v1::DEPARTURE_PLACE, "Departure place", "Место отъезда", "Месца ад'езду", "离开地点"},
    {v1::HOTEL, "Hotel", "Гостиница", "Гасцініца", "酒店"},
    {v1::NEEDS, "Special needs", "Особые потребности", "Асаблівыя патрэбы", "特殊需求"},
    {v1::PRECEDENCE, "Precedence", "Старшинство", "Старшынство", "礼宾次序"},
    {v1::LISTING_CONSENT, "Consent to be listed", "Согласие на публикацию", "Згода на публікацыю",
     "同意公布"},
    {v1::WAITING_RANK, "Waiting rank", "Очередность в листе ожидания", "Чарговасць у спісе чакання",
     "候补顺序"},
    {v1::NOTE, "Note", "Примечание", "Заўвага", "备注"},
    {v1::STATE, "State", "Состояние", "Стан", "状态"},
    {v1::ATTENDANCE, "Attendance", "Явка", "Яўка", "出席情况"},
    {v1::DELEGATION_NAME, "Delegation name", "Название делегации", "Назва дэлегацыі", "代表团名称"},
    {v1::PAYER, "Payer", "Кто оплачивает", "Хто аплачвае", "费用承担方"},
    {v1::FOCAL_POINTS, "Focal points", "Контактные лица", "Кантактныя асобы", "联络人"},
    {v1::LIAISON_OFFICER, "Liaison officer", "Сопровождающий", "Суправаджальнік", "陪同联络员"},
    {v1::STAY_START, "Stay begins", "Начало пребывания", "Пачатак знаходжання", "停留开始"},
    {v1::STAY_END, "Stay ends", "Окончание пребывания", "Заканчэнне знаходжання", "停留结束"},
    {v1::QUOTA, "Quota", "Квота", "Квота", "名额"},
    {v1::BASIS, "Basis", "Основание", "Падстава", "依据"},
};

// Other words for a field: alternatives divided by "|"; "=" a whole heading, "~" one that may mean
// something else as well.
struct Words {
  v1::ImportField field;
  absl::string_view alternatives;
};

constexpr Words kWords[] = {
    {v1::ROW_NUMBER,
     "=no|=no п п|=no пп|=п п|=пп|=n|=n п п|=#|=num|=nr|=s n|=no з п|=номер|=номер п п|=нумар|"
     "=порядковый номер|=номер по порядку|=no по порядку|=編號|=编号|=no пор|=нумар па парадку"},
    {v1::PARTICIPANT, "id участ|id удзел|participa id|идентификатор участ"},
    {v1::PERSON, "id челов|id персон|person id|id чалав|id асоб"},
    {v1::FULL_NAME,
     "фио|=ф и о|піб|фамил имя|фамил имя отчеств|фамил имя отчеств полност|фамил инициал|фио "
     "паспорт|"
     "прозвішч імя|прозвішч імя бацьк|полн имя|поўн імя|full name|name surname|name family|"
     "first last name|surname given name|family given name|фио участ|фио делегат|имя фамил|"
     "імя прозвішч|姓名|=姓 名|全名|护照 姓名|name passport|"
     "~участник|~участни|~делегат|~член делегац|~удзельнік|~дэлегат|~participant|~delegate|"
     "~гость|~докладчик|~спикер|~speaker|~expert|~与会者|~人员|~представител"},
    {v1::FAMILY_NAME,
     "фамил|прозвішч|surname|family name|last name|=姓|姓氏|фамил паспорт|фамил участ"},
    {v1::GIVEN_NAME, "имя|імя|name|given name|first name|forename|=名|名字|имя паспорт"},
    {v1::PATRONYMIC, "отчеств|імя бацьк|бацьк|patronymic|middle name|父称|父名"},
    {v1::JOB_TITLE,
     "должност|пасад|=~title|job title|position|=post|занимаем должност|должност полност|职务|职位|"
     "职称|title position|должност звани|должност участ"},
    {v1::ORGANIZATION,
     "организац|арганізацы|компани|кампані|предприят|прадпрыемств|учрежден|установ|ведомств|"
     "мест работ|мес прац|organi|company|employer|institution|place work|单位|机构|公司|组织|"
     "=фирма|=орган|госорган|названи организац|наименован организац|полн наименован организац|"
     "министерств ведомств|министерств|workplace|工作单位|страна организац|организац стран"},
    {v1::JOB_TITLE_AND_ORGANIZATION,
     "должност организац|должност мест работ|должност компани|должност предприят|"
     "должност ведомств|должност учрежден|должност орган|пасад арганізацы|пасад мес прац|"
     "пасад кампані|position organi|title organi|job title organi|position company|title company|"
     "position institution|单位 职务|单位 职位|工作单位 职务|工作单位 职位|должност министерств"},
    {v1::AFFILIATION, "принадлежн|прыналежн|бейдж|бэйдж|affiliation|badge|胸牌|参会证"},
    {v1::DELEGATION, "делегац|дэлегацы|delegation|代表团"},
    {v1::CATEGORY,
     "категор|катэгор|category|тип участ|тып удзел|participa type|type participa|类别|类型|"
     "статус участ|категор участ|катэгор удзел"},
    {v1::CAPACITY,
     "рол делегац|роль делегац|роля дэлегацы|стат делегац|статус делегац|качеств|якасц|capacity|"
     "role delegation|position delegation|должност делегац|身份|=роль|=role|=роля"},
    {v1::FUNCTIONS,
     "функц|function|форм участ|форма удзел|职能|роль мероприят|роль форум|role event"},
    {v1::COUNTRY,
     "стран|государств|краін|дзяржав|country|nationality|citizenship|гражданств|грамадзянств|国家|"
     "国别|国籍"},
    {v1::LANGUAGES,
     "язык|языки|владен язык|рабоч язык|мов|рабоч мов|language|working language|语言|语种"},
    {v1::WORK_EMAIL,
     "email|mail|еmail|почт|пошт|электронн почт|электронн адрес|эл адрес|адрес почт|адрас пошт|"
     "邮箱|电子邮件|邮件|=e mail|email address"},
    {v1::WORK_PHONE,
     "телефон|тэлефон|=тел|тел моб|тел раб|тел|мобильн|моб|phone|=tel|mobile|cell|telephone|"
     "номер телефон|контактн телефон|контакт тел|нумар тэлефон|电话|手机|联系电话"},
    {v1::BIRTH_DATE,
     "рожден|дат рожд|год рожден|дата рожд|нараджэн|дата нарадж|birth|date birth|=dob|=др|=д р|"
     "出生|生日|дата год рожд"},
    {v1::ARRIVAL_TIME,
     "прибыт|прыбыцц|приезд|прыезд|прилет|arrival|дат прибыт|дат приезд|дат прилет|врем прибыт|"
     "врем прилет|дат врем прибыт|дат врем прилет|дат врем приезд|дат прыбыцц|час прыбыцц|"
     "arrival date|arrival time|date arrival|date time arrival|抵达|到达|抵达 时间|抵达 日期|"
     "到达 时间|到达 日期"},
    {v1::ARRIVAL_CARRIER,
     "прибыт перевозчик|прибыт авиакомп|прыбыцц перавозчык|прыбыцц авіякамп|arrival carrier|"
     "arrival airline|抵达 航空公司|抵达 承运|прибыт транспорт"},
    {v1::ARRIVAL_NUMBER,
     "прибыт рейс|прибыт номер|прибыт поезд|прилет рейс|приезд рейс|приезд поезд|прыбыцц рэйс|"
     "прыбыцц нумар|прыбыцц цягнік|arrival flight|arrival train|arrival number|номер рейс прибыт|"
     "номер рейс прилет|抵达 航班|到达 航班|抵达 车次|arrival flight number|flight number arrival"},
    {v1::ARRIVAL_PLACE,
     "прибыт мест|прибыт аэропорт|прибыт вокзал|прилет аэропорт|прыбыцц мес|прыбыцц аэрапорт|"
     "прыбыцц вакзал|arrival place|arrival airport|arrival station|抵达 地点|抵达 机场|抵达 车站"},
    {v1::DEPARTURE_TIME,
     "отъезд|убыт|вылет|отправлен|выезд|адезд|ад езд|вылет дат|departure|дат отъезд|дат убыт|"
     "дат вылет|врем отъезд|врем убыт|врем вылет|дат врем отъезд|дат врем убыт|дат врем вылет|"
     "дата адезд|час адезд|departure date|departure time|date departure|date time departure|离开|"
     "返程|离会|离开 时间|离开 日期|返程 时间|返程 日期"},
    {v1::DEPARTURE_CARRIER,
     "отъезд перевозчик|отъезд авиакомп|убыт перевозчик|убыт авиакомп|вылет авиакомп|"
     "адезд перавозчык|адезд авіякамп|departure carrier|departure airline|离开 航空公司|离开 承运"},
    {v1::DEPARTURE_NUMBER,
     "отъезд рейс|отъезд номер|отъезд поезд|убыт рейс|убыт номер|убыт поезд|вылет рейс|"
     "номер рейс отъезд|номер рейс убыт|номер рейс вылет|адезд рэйс|адезд нумар|адезд цягнік|"
     "departure flight|departure train|departure number|departure flight number|"
     "flight number departure|离开 航班|返程 航班|离开 车次|返程 车次"},
    {v1::DEPARTURE_PLACE,
     "отъезд мест|отъезд аэропорт|отъезд вокзал|убыт мест|убыт аэропорт|вылет аэропорт|"
     "адезд мес|адезд аэрапорт|адезд вакзал|departure place|departure airport|departure station|"
     "离开 地点|离开 机场|离开 车站"},
    {v1::HOTEL,
     "гостиниц|отел|гасцініц|гатэл|hotel|мест проживан|проживан|пражыван|accommodation|酒店|宾馆|"
     "住宿"},
    {v1::NEEDS,
     "потребност|особ потребн|патрэб|питан|диет|дыет|харчаван|need|dietary|special requirement|"
     "需求|饮食"},
    {v1::PRECEDENCE, "старшинств|старшынств|протокольн порядок|precedence|礼宾|位次"},
    {v1::LISTING_CONSENT, "соглас публик|соглас список|соглас|згод|consent|同意"},
    {v1::WAITING_RANK, "лист ожидан|очередност|спіс чаканн|чарговасц|waiting|候补"},
    {v1::NOTE,
     "примечан|комментар|заметк|заўваг|нататк|каментар|note|remark|comment|备注|说明|附注"},
    {v1::STATE, "состояни|статус|=стан|статус заявк|state|status|状态"},
    {v1::ATTENDANCE, "явк|присутств|яўк|прысутн|attendance|出席|到场"},
    {v1::DELEGATION_NAME,
     "названи делегац|наименован делегац|назва дэлегацы|delegation name|代表团 名称"},
    {v1::PAYER, "плательщ|оплачив|кто плат|плацельш|аплач|хто плац|payer|who pays|费用"},
    {v1::FOCAL_POINTS,
     "контактн лиц|контактн лиц делегац|кантактн асоб|кантактн асоб дэлегацы|focal point|"
     "contact person|联络人|联系人"},
    {v1::LIAISON_OFFICER, "сопровожда|суправаджа|liaison|陪同"},
    {v1::STAY_START,
     "начал пребыван|пачат знаходж|дат заезд|stay begin|stay start|stay from|停留 开始"},
    {v1::STAY_END,
     "окончан пребыван|конец пребыван|заканчэн знаходж|канец знаходж|дат выезд|stay end|stay to|"
     "停留 结束"},
    {v1::QUOTA, "квот|мест|quota|seat|месцаў|名额"},
    {v1::BASIS, "основан|падстав|basis|依据"},
    // What would be taken for something else.
    {v1::IGNORED,
     "глав делегац|руководител делегац|кіраўнік дэлегацы|head delegation|团长|факс|fax|传真|=пол|"
     "gender|性别|подпис|signature|签字"},
};

// Identity documents, which are not imported, whatever the heading adds.
constexpr absl::string_view kPassport =
    "паспорт|загранпаспорт|пашпарт|passport|护照|护照 号|身份证|идентификационн номер|"
    "идентиф номер|ідэнтыфікацыйн нумар|личн номер|асабіст нумар|identity number|id number|"
    "identification number|national id|identity card|номер паспорт|дат выдач паспорт|"
    "серия номер паспорт|паспорт данн|паспортн данн|срок действ паспорт|удостоверен личност|"
    "документ удостоверяющ личност|снилс|passport number|passport no|passport date|date issue";

HeadingRule RuleOf(v1::ImportField field, absl::string_view alternative, bool is_passport) {
  HeadingRule rule;
  rule.field = field;
  rule.is_passport = is_passport;
  rule.is_whole = absl::ConsumePrefix(&alternative, "=");
  rule.is_weak = absl::ConsumePrefix(&alternative, "~");
  rule.beginnings = absl::StrSplit(alternative, ' ');
  rule.may_be_full = alternative == "имя" || alternative == "імя" || alternative == "name";
  return rule;
}

void AddAlternatives(v1::ImportField field, absl::string_view alternatives, bool is_passport,
                     std::vector<HeadingRule>& rules) {
  for (const absl::string_view alternative : absl::StrSplit(alternatives, '|')) {
    rules.push_back(RuleOf(field, alternative, is_passport));
  }
}

// An exported heading, all of it. The names in Latin letters are told by their suffix.
void AddName(v1::ImportField field, absl::string_view name, std::vector<HeadingRule>& rules) {
  const HeadingWords words = WordsOfHeading(name);
  HeadingRule rule;
  rule.field = field;
  rule.beginnings = words.main;
  rule.beginnings.insert(rule.beginnings.end(), words.brackets.begin(), words.brackets.end());
  rule.is_whole = true;
  rule.may_be_full = field == v1::GIVEN_NAME && rule.beginnings.size() == 1;
  rules.push_back(rule);
}

std::vector<HeadingRule> MakeRules() {
  std::vector<HeadingRule> rules;
  for (const Names& names : kNames) {
    if (names.field >= v1::LATIN_FULL_NAME && names.field <= v1::LATIN_GIVEN_NAME) continue;
    if (names.field == v1::QUOTA) continue;
    for (const absl::string_view name : {names.en, names.ru, names.be, names.zh}) {
      AddName(names.field, name, rules);
    }
  }
  for (const Words& words : kWords) AddAlternatives(words.field, words.alternatives, false, rules);
  AddAlternatives(v1::IGNORED, kPassport, true, rules);
  return rules;
}

}  // namespace

absl::string_view FieldName(v1::ImportField field, absl::string_view locale) {
  for (const Names& names : kNames) {
    if (names.field != field) continue;
    if (locale == "ru") return names.ru;
    if (locale == "be") return names.be;
    return locale == "zh" ? names.zh : names.en;
  }
  return {};
}

const std::vector<HeadingRule>& HeadingRules() {
  static const auto& rules = *new std::vector<HeadingRule>(MakeRules());
  return rules;
}

}  // namespace plenary::interchange
