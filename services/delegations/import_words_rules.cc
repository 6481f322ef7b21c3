#include "services/delegations/import_words_rules.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "services/base/text_forms.h"
#include "services/names/sound.h"
#include "unicode/locid.h"
#include "unicode/unistr.h"

namespace plenary::delegations {
namespace {

using P = v1::Participant;
using D = v1::Delegation;
using Doc = v1::DocumentReference;

enum Language { kRussian, kBelarusian, kEnglish, kChinese, kLanguages };

constexpr const char* kTags[kLanguages] = {"ru", "be", "en", "zh"};

Language LanguageOf(absl::string_view tag) {
  const absl::string_view primary = tag.substr(0, tag.find('-'));
  for (int i = 0; i < kLanguages; ++i) {
    if (absl::EqualsIgnoreCase(primary, kTags[i])) return static_cast<Language>(i);
  }
  return kEnglish;
}

// The form in which words are compared.
std::string KeyOf(absl::string_view word) {
  return std::string(absl::StripAsciiWhitespace(
      absl::StrReplaceAll(names::Fold(word), {{".", " "}, {"  ", " "}})));
}

// The words of one meaning; in each language the first is the one that an export writes.
template <class Meaning>
struct Words {
  Meaning meaning;
  std::vector<absl::string_view> by_language[kLanguages];
};

template <class Meaning>
class Vocabulary {
 public:
  Vocabulary(std::vector<Words<Meaning>> words, const std::string& (*enum_name)(Meaning))
      : words_(std::move(words)) {
    for (const Words<Meaning>& row : words_) {
      meanings_.emplace(KeyOf(enum_name(row.meaning)), row.meaning);
      meanings_.emplace(KeyOf(absl::StrReplaceAll(enum_name(row.meaning), {{"_", " "}})),
                        row.meaning);
      for (const auto& in_language : row.by_language) {
        for (const absl::string_view word : in_language) {
          meanings_.emplace(KeyOf(word), row.meaning);
        }
      }
    }
  }

  absl::optional<Meaning> Read(absl::string_view word) const {
    const auto found = meanings_.find(KeyOf(word));
    if (found == meanings_.end()) return absl::nullopt;
    return found->second;
  }
  std::string Word(Meaning meaning, absl::string_view language) const {
    for (const Words<Meaning>& row : words_) {
      if (row.meaning == meaning) {
        return std::string(row.by_language[LanguageOf(language)].front());
      }
    }
    return "";
  }
  std::string All(absl::string_view language) const {
    return absl::StrJoin(words_, ", ", [&](std::string* out, const Words<Meaning>& row) {
      absl::StrAppend(out, row.by_language[LanguageOf(language)].front());
    });
  }

 private:
  std::vector<Words<Meaning>> words_;
  std::map<std::string, Meaning> meanings_;
};

const std::string& NameOf(P::Capacity value) { return P::Capacity_Name(value); }
const std::string& NameOf(P::Function value) { return P::Function_Name(value); }
const std::string& NameOf(P::State value) { return P::State_Name(value); }
const std::string& NameOf(P::Attendance value) { return P::Attendance_Name(value); }
const std::string& NameOf(D::Payer value) { return D::Payer_Name(value); }
const std::string& NameOf(D::State value) { return D::State_Name(value); }
const std::string& NameOf(Doc::Kind value) { return Doc::Kind_Name(value); }

const Vocabulary<P::Capacity>& Capacities() {
  static const auto& words = *new Vocabulary<P::Capacity>(
      {{P::HEAD,
        {{"глава делегации", "глава", "руководитель делегации", "руководитель"},
         {"кіраўнік дэлегацыі", "кіраўнік", "глава дэлегацыі"},
         {"head of delegation", "head", "head of the delegation", "leader", "delegation leader"},
         {"团长", "代表团团长", "團長"}}},
       {P::DEPUTY_HEAD,
        {{"заместитель главы делегации", "заместитель главы", "зам. главы делегации", "зам. главы",
          "заместитель руководителя делегации", "заместитель руководителя"},
         {"намеснік кіраўніка дэлегацыі", "намеснік кіраўніка", "намеснік главы дэлегацыі"},
         {"deputy head of delegation", "deputy head", "deputy head of the delegation",
          "deputy leader"},
         {"副团长", "代表团副团长", "副團長"}}},
       {P::REPRESENTATIVE,
        {{"представитель", "член делегации", "делегат", "участник", "участник делегации"},
         {"прадстаўнік", "член дэлегацыі", "сябра дэлегацыі", "дэлегат", "удзельнік"},
         {"representative", "delegate", "member", "member of delegation",
          "member of the delegation", "delegation member", "participant"},
         {"代表", "代表团成员", "团员", "成员", "團員"}}},
       {P::ALTERNATE,
        {{"заместитель представителя", "запасной", "запасной представитель", "дублёр"},
         {"намеснік прадстаўніка", "запасны", "дублёр"},
         {"alternate", "alternate representative", "alternate delegate"},
         {"候补代表", "副代表", "候補代表"}}},
       {P::ADVISER,
        {{"советник", "консультант", "эксперт"},
         {"дарадца", "саветнік", "кансультант", "эксперт"},
         {"adviser", "advisor", "expert", "consultant"},
         {"顾问", "专家", "顧問"}}},
       {P::OBSERVER, {{"наблюдатель"}, {"назіральнік"}, {"observer"}, {"观察员", "觀察員"}}},
       {P::SUPPORT,
        {{"технический персонал", "сопровождающий", "сопровождающая", "сопровождающее лицо",
          "персонал", "водитель", "охрана"},
         {"тэхнічны персанал", "суправаджаючы", "суправаджаючая", "персанал", "кіроўца", "ахова"},
         {"support staff", "support", "staff", "accompanying person", "driver", "security"},
         {"工作人员", "随行人员", "工作人員"}}}},
      &NameOf);
  return words;
}

const Vocabulary<P::Function>& Functions() {
  static const auto& words = *new Vocabulary<P::Function>(
      {{P::SPEAKER,
        {{"докладчик", "спикер", "выступающий"},
         {"дакладчык", "спікер", "выступоўца"},
         {"speaker", "presenter"},
         {"演讲者", "发言人", "演讲嘉宾"}}},
       {P::EXHIBITOR,
        {{"экспонент", "участник выставки"},
         {"экспанент", "удзельнік выставы"},
         {"exhibitor"},
         {"参展商"}}},
       {P::COMPANY_REPRESENTATIVE,
        {{"представитель компании", "представитель организации", "представитель предприятия"},
         {"прадстаўнік кампаніі", "прадстаўнік арганізацыі", "прадстаўнік прадпрыемства"},
         {"company representative", "representative of a company", "business representative"},
         {"企业代表", "公司代表"}}},
       {P::PRESS,
        {{"пресса", "журналист", "сми", "корреспондент"},
         {"прэса", "журналіст", "смі", "карэспандэнт"},
         {"press", "journalist", "media", "correspondent"},
         {"媒体", "记者", "新闻媒体"}}},
       {P::MODERATOR,
        {{"модератор", "ведущий"},
         {"мадэратар", "вядучы"},
         {"moderator", "chair", "facilitator"},
         {"主持人"}}},
       {P::INTERPRETER,
        {{"переводчик"},
         {"перакладчык"},
         {"interpreter", "translator"},
         {"翻译", "口译员", "译员"}}},
       {P::ORGANIZER,
        {{"организатор"}, {"арганізатар"}, {"organizer", "organiser"}, {"组织者", "主办方"}}},
       {P::GUEST,
        {{"почётный гость", "гость"},
         {"ганаровы госць", "госць"},
         {"guest of honour", "guest", "guest of honor"},
         {"嘉宾", "贵宾"}}}},
      &NameOf);
  return words;
}

const Vocabulary<D::Payer>& Payers() {
  static const auto& words = *new Vocabulary<D::Payer>(
      {{D::SENDER,
        {{"направляющая сторона", "за свой счёт", "отправляющая сторона", "сами"},
         {"бок, які накіроўвае", "за свой кошт", "накіроўваючы бок"},
         {"sending side", "sender", "self-funded", "own expense"},
         {"派遣方", "自费"}}},
       {D::HOST,
        {{"принимающая сторона", "организатор", "хозяин"},
         {"бок, які прымае", "прымаючы бок", "арганізатар"},
         {"hosting side", "host", "organizer"},
         {"接待方", "主办方"}}},
       {D::SHARED,
        {{"обе стороны", "совместно", "по договорённости"},
         {"абодва бакі", "сумесна", "па дамоўленасці"},
         {"both sides", "shared", "by agreement"},
         {"双方", "双方分担"}}}},
      &NameOf);
  return words;
}

const Vocabulary<Doc::Kind>& DocumentKinds() {
  static const auto& words = *new Vocabulary<Doc::Kind>(
      {{Doc::ORDER,
        {{"приказ", "распоряжение", "поручение"},
         {"загад", "распараджэнне", "даручэнне"},
         {"order", "instruction"},
         {"命令", "指示"}}},
       {Doc::LETTER, {{"письмо"}, {"ліст", "пісьмо"}, {"letter"}, {"信函"}}},
       {Doc::NOTE_VERBALE,
        {{"вербальная нота", "нота"},
         {"вербальная нота", "нота"},
         {"note verbale", "note"},
         {"普通照会", "照会"}}},
       {Doc::INVITATION, {{"приглашение"}, {"запрашэнне"}, {"invitation"}, {"邀请函"}}}},
      &NameOf);
  return words;
}

const Vocabulary<P::State>& ParticipantStates() {
  static const auto& words = *new Vocabulary<P::State>(
      {{P::DRAFT, {{"черновик"}, {"чарнавік"}, {"draft"}, {"草稿"}}},
       {P::NOMINATED, {{"номинирован"}, {"намінаваны"}, {"nominated"}, {"已提名"}}},
       {P::WAITLISTED, {{"в листе ожидания"}, {"у чарзе"}, {"waitlisted"}, {"候补"}}},
       {P::CONFIRMED, {{"подтверждён"}, {"пацверджаны"}, {"confirmed"}, {"已确认"}}},
       {P::ACCEPTED, {{"принят"}, {"прыняты"}, {"accepted"}, {"已接受"}}},
       {P::DECLINED, {{"отказался"}, {"адмовіўся"}, {"declined"}, {"已谢绝"}}},
       {P::REJECTED, {{"отклонён"}, {"адхілены"}, {"rejected"}, {"已拒绝"}}},
       {P::WITHDRAWN, {{"отозван"}, {"адкліканы"}, {"withdrawn"}, {"已撤回"}}},
       {P::SUBSTITUTED, {{"заменён"}, {"заменены"}, {"substituted"}, {"已替换"}}},
       {P::EXPIRED,
        {{"не подтверждён в срок"}, {"не пацверджаны ў тэрмін"}, {"expired"}, {"已过期"}}}},
      &NameOf);
  return words;
}

const Vocabulary<D::State>& DelegationStates() {
  static const auto& words = *new Vocabulary<D::State>(
      {{D::INVITED, {{"приглашена"}, {"запрошана"}, {"invited"}, {"已邀请"}}},
       {D::FORMING, {{"формируется"}, {"фарміруецца"}, {"forming"}, {"组建中"}}},
       {D::SUBMITTED, {{"представлена"}, {"прадстаўлена"}, {"submitted"}, {"已提交"}}},
       {D::APPROVED, {{"утверждена"}, {"зацверджана"}, {"approved"}, {"已批准"}}},
       {D::ACCEPTED, {{"принята"}, {"прынята"}, {"accepted"}, {"已接受"}}},
       {D::DECLINED, {{"отказалась"}, {"адмовілася"}, {"declined"}, {"已谢绝"}}}},
      &NameOf);
  return words;
}

const Vocabulary<P::Attendance>& Attendances() {
  static const auto& words = *new Vocabulary<P::Attendance>(
      {{P::EXPECTED, {{"ожидается"}, {"чакаецца"}, {"expected"}, {"预计到场"}}},
       {P::ARRIVED, {{"прибыл"}, {"прыбыў"}, {"arrived"}, {"已到场"}}},
       {P::NO_SHOW, {{"не явился"}, {"не з'явіўся"}, {"no show"}, {"未到场"}}}},
      &NameOf);
  return words;
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

// States as lists call them and CLDR does not.
constexpr std::pair<const char*, const char*> kOtherCountryNames[] = {
    {"РФ", "RU"},
    {"Российская Федерация", "RU"},
    {"Расійская Федэрацыя", "RU"},
    {"Russian Federation", "RU"},
    {"РБ", "BY"},
    {"Республика Беларусь", "BY"},
    {"Рэспубліка Беларусь", "BY"},
    {"Republic of Belarus", "BY"},
    {"Белоруссия", "BY"},
    {"Belorussia", "BY"},
    {"Byelorussia", "BY"},
    {"白罗斯", "BY"},
    {"白俄罗斯", "BY"},
    {"КНР", "CN"},
    {"Китайская Народная Республика", "CN"},
    {"Кітайская Народная Рэспубліка", "CN"},
    {"PRC", "CN"},
    {"People's Republic of China", "CN"},
    {"P.R. China", "CN"},
    {"中华人民共和国", "CN"},
    {"США", "US"},
    {"ЗША", "US"},
    {"USA", "US"},
    {"United States of America", "US"},
    {"美利坚合众国", "US"},
    {"Великобритания", "GB"},
    {"Вялікабрытанія", "GB"},
    {"UK", "GB"},
    {"Great Britain", "GB"},
    {"ОАЭ", "AE"},
    {"ААЭ", "AE"},
    {"UAE", "AE"},
    {"ФРГ", "DE"},
    {"Киргизстан", "KG"},
    {"Кыргызская Республика", "KG"},
    {"Kyrgyz Republic", "KG"},
    {"Молдавия", "MD"},
    {"Туркмения", "TM"},
    {"ЮАР", "ZA"},
    {"КНДР", "KP"},
    {"DPRK", "KP"},
    {"Республика Корея", "KR"},
    {"Republic of Korea", "KR"},
    {"Южная Корея", "KR"},
    {"South Korea", "KR"},
    {"Иран", "IR"},
    {"Исламская Республика Иран", "IR"},
    {"Islamic Republic of Iran", "IR"},
    {"СРВ", "VN"},
    {"Viet Nam", "VN"},
    {"Czech Republic", "CZ"},
    {"Чешская Республика", "CZ"},
    {"Türkiye", "TR"},
    {"Турецкая Республика", "TR"},
    {"Macedonia", "MK"},
};

const std::map<std::string, std::string>& Countries() {
  static const auto& countries = *[] {
    auto* codes = new std::map<std::string, std::string>;
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
      const icu::Locale country("", *code);
      codes->emplace(KeyOf(*code), *code);
      codes->emplace(KeyOf(country.getISO3Country()), *code);
      for (const char* language : kTags) {
        icu::UnicodeString name;
        country.getDisplayCountry(icu::Locale(language), name);
        codes->emplace(KeyOf(ToUtf8(name)), *code);
      }
    }
    // Said by hand: a name that two have belongs to the one of this list.
    for (const auto& [name, code] : kOtherCountryNames) (*codes)[KeyOf(name)] = code;
    return codes;
  }();
  return countries;
}

constexpr std::pair<const char*, const char*> kOtherLanguageNames[] = {
    {"рус", "ru"},   {"бел", "be"},   {"англ", "en"}, {"кит", "zh"},  {"нем", "de"},
    {"фр", "fr"},    {"исп", "es"},   {"eng", "en"},  {"rus", "ru"},  {"chn", "zh"},
    {"中文", "zh"},  {"汉语", "zh"},  {"英文", "en"}, {"俄文", "ru"}, {"mandarin", "zh"},
    {"хинди", "hi"}, {"фарси", "fa"}, {"farsi", "fa"}};

const std::map<std::string, std::string>& LanguageNames() {
  static const auto& languages = *[] {
    auto* tags = new std::map<std::string, std::string>;
    for (const char* const* tag = icu::Locale::getISOLanguages(); *tag != nullptr; ++tag) {
      const icu::Locale locale(*tag);
      tags->emplace(KeyOf(*tag), *tag);
      for (const char* language : kTags) {
        icu::UnicodeString name;
        locale.getDisplayLanguage(icu::Locale(language), name);
        tags->emplace(KeyOf(ToUtf8(name)), *tag);
      }
    }
    for (const auto& [name, tag] : kOtherLanguageNames) (*tags)[KeyOf(name)] = tag;
    return tags;
  }();
  return languages;
}

}  // namespace

absl::optional<P::Capacity> ReadCapacity(absl::string_view word) { return Capacities().Read(word); }
absl::optional<P::Function> ReadFunction(absl::string_view word) { return Functions().Read(word); }
absl::optional<D::Payer> ReadPayer(absl::string_view word) { return Payers().Read(word); }
absl::optional<Doc::Kind> ReadDocumentKind(absl::string_view word) {
  return DocumentKinds().Read(word);
}

absl::optional<std::string> ReadCountry(absl::string_view word) {
  const std::string key = KeyOf(word);
  if (const auto found = Countries().find(key); found != Countries().end()) return found->second;
  for (const absl::string_view before : {"республика ", "рэспубліка ", "republic of ", "the "}) {
    if (!absl::StartsWith(key, before)) continue;
    const auto found = Countries().find(std::string(absl::StripPrefix(key, before)));
    if (found != Countries().end()) return found->second;
  }
  return absl::nullopt;
}

absl::optional<std::string> ReadLanguage(absl::string_view word) {
  std::string key = KeyOf(word);
  for (const absl::string_view behind : {" язык", " мова", " language"}) {
    key = std::string(absl::StripSuffix(key, behind));
  }
  if (const auto found = LanguageNames().find(key); found != LanguageNames().end()) {
    return found->second;
  }
  // A tag with a script or a region: "zh-Hans".
  if (absl::StrContains(word, '-') && base::IsLanguageTag(word)) return std::string(word);
  return absl::nullopt;
}

std::string CapacityWord(P::Capacity capacity, absl::string_view language) {
  return Capacities().Word(capacity, language);
}
std::string FunctionWord(P::Function function, absl::string_view language) {
  return Functions().Word(function, language);
}
std::string PayerWord(D::Payer payer, absl::string_view language) {
  return Payers().Word(payer, language);
}
std::string DocumentKindWord(Doc::Kind kind, absl::string_view language) {
  return DocumentKinds().Word(kind, language);
}
std::string StateWord(P::State state, absl::string_view language) {
  return ParticipantStates().Word(state, language);
}
std::string StateWord(D::State state, absl::string_view language) {
  return DelegationStates().Word(state, language);
}
std::string AttendanceWord(P::Attendance attendance, absl::string_view language) {
  return Attendances().Word(attendance, language);
}

std::string CountryWord(absl::string_view code, absl::string_view language) {
  if (code.empty()) return "";
  icu::UnicodeString name;
  icu::Locale("", std::string(code).c_str())
      .getDisplayCountry(icu::Locale(kTags[LanguageOf(language)]), name);
  std::string word = ToUtf8(name);
  // Two states may have one name: then the code says which.
  return ReadCountry(word) == code ? word : std::string(code);
}

std::string YesNoWord(bool yes, absl::string_view language) {
  static constexpr const char* kWords[kLanguages][2] = {
      {"нет", "да"}, {"не", "так"}, {"no", "yes"}, {"否", "是"}};
  return kWords[LanguageOf(language)][yes ? 1 : 0];
}

std::string CapacityWords(absl::string_view language) { return Capacities().All(language); }
std::string FunctionWords(absl::string_view language) { return Functions().All(language); }
std::string PayerWords(absl::string_view language) { return Payers().All(language); }

std::vector<std::string> SplitEntries(absl::string_view cell, char separator) {
  std::vector<std::string> entries;
  std::string entry;
  const auto end_entry = [&] {
    const absl::string_view trimmed = absl::StripAsciiWhitespace(entry);
    if (!trimmed.empty()) entries.emplace_back(trimmed);
    entry.clear();
  };
  for (size_t i = 0; i < cell.size(); ++i) {
    const bool is_escape =
        cell[i] == '\\' && i + 1 < cell.size() && (cell[i + 1] == separator || cell[i + 1] == '\\');
    if (is_escape) {
      entry += cell[++i];
    } else if (cell[i] == separator) {
      end_entry();
    } else {
      entry += cell[i];
    }
  }
  end_entry();
  return entries;
}

std::string JoinEntries(const std::vector<std::string>& entries, char separator) {
  const std::string one(1, separator);
  const std::string escaped = absl::StrCat("\\", one);
  return absl::StrJoin(entries, absl::StrCat(one, " "), [&](std::string* out, const auto& entry) {
    absl::StrAppend(out, absl::StrReplaceAll(entry, {{"\\", "\\\\"}, {one, escaped}}));
  });
}

}  // namespace plenary::delegations
