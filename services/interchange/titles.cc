#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "services/interchange/cells.h"
#include "services/names/clean.h"
#include "services/names/sound.h"

namespace plenary::interchange {
namespace {

// Legal forms that no grammar bends, so that a name begins with them in the middle of a phrase too.
constexpr absl::string_view kLegalForms[] = {
    "ООО",  "ОАО",  "ЗАО", "АО",   "ПАО", "НАО",  "РУП", "УП",  "ЧУП", "ЧП",
    "ГУП",  "ФГУП", "МУП", "КУП",  "ПУП", "ПРУП", "ГП",  "ИП",  "ТОО", "СООО",
    "ИООО", "ОДО",  "СП",  "ГУ",   "ГБУ", "ФГБУ", "УО",  "ГУО", "НИИ", "ТАА",
    "ААТ",  "ЗАТ",  "АТ",  "СТАА", "АНО", "НКО",  "ГК",  "ВУЗ", "ТПП", "БелТПП"};

// How the name of an organization begins, in the nominative.
constexpr absl::string_view kOrganizationBeginnings[] = {"министерство",
                                                         "департамент",
                                                         "комитет",
                                                         "госкомитет",
                                                         "компания",
                                                         "агентство",
                                                         "администрация",
                                                         "университет",
                                                         "академия",
                                                         "институт",
                                                         "корпорация",
                                                         "концерн",
                                                         "холдинг",
                                                         "банк",
                                                         "фонд",
                                                         "союз",
                                                         "ассоциация",
                                                         "палата",
                                                         "посольство",
                                                         "предприятие",
                                                         "учреждение",
                                                         "общество",
                                                         "центр",
                                                         "группа",
                                                         "правительство",
                                                         "управление",
                                                         "облисполком",
                                                         "исполком",
                                                         "горисполком",
                                                         "государственный",
                                                         "республиканское",
                                                         "республиканский",
                                                         "белорусский",
                                                         "белорусская",
                                                         "национальный",
                                                         "национальная",
                                                         "торгово-промышленная",
                                                         "завод",
                                                         "фабрика",
                                                         "оператор",
                                                         "міністэрства",
                                                         "дэпартамент",
                                                         "камітэт",
                                                         "кампанія",
                                                         "агенцтва",
                                                         "адміністрацыя",
                                                         "універсітэт",
                                                         "акадэмія",
                                                         "інстытут",
                                                         "карпарацыя",
                                                         "фонд",
                                                         "саюз",
                                                         "асацыяцыя",
                                                         "пасольства",
                                                         "прадпрыемства",
                                                         "установа",
                                                         "таварыства",
                                                         "цэнтр",
                                                         "урад",
                                                         "дзяржаўны",
                                                         "дзяржаўная",
                                                         "ministry",
                                                         "department",
                                                         "committee",
                                                         "agency",
                                                         "administration",
                                                         "university",
                                                         "academy",
                                                         "institute",
                                                         "embassy",
                                                         "government",
                                                         "chamber",
                                                         "association",
                                                         "the"};

// Words that only the English name of an organization has.
constexpr absl::string_view kOrganizationWords[] = {
    "ltd",        "llc",    "inc",       "gmbh",    "corp",        "corporation", "co",
    "jsc",        "plc",    "ag",        "sa",      "company",     "ministry",    "committee",
    "university", "agency", "institute", "bank",    "association", "academy",     "embassy",
    "chamber",    "group",  "holding",   "limited", "ooo",         "oao"};

// How a title begins.
constexpr absl::string_view kTitleBeginnings[] = {"директор",      "генеральный", "заместитель",
                                                  "зам",           "первый",      "начальник",
                                                  "руководитель",  "министр",     "главный",
                                                  "ведущий",       "старший",     "специалист",
                                                  "советник",      "консультант", "менеджер",
                                                  "председатель",  "ректор",      "проректор",
                                                  "профессор",     "доцент",      "инженер",
                                                  "эксперт",       "заведующий",  "зав",
                                                  "глава",         "президент",   "вице-президент",
                                                  "секретарь",     "помощник",    "управляющий",
                                                  "основатель",    "учредитель",  "посол",
                                                  "и.о",           "врио",        "аналитик",
                                                  "представитель", "координатор", "юрист",
                                                  "бухгалтер",     "переводчик",  "дырэктар",
                                                  "генеральны",    "намеснік",    "першы",
                                                  "начальнік",     "кіраўнік",    "міністр",
                                                  "галоўны",       "вядучы",      "старшы",
                                                  "спецыяліст",    "саветнік",    "кансультант",
                                                  "старшыня",      "рэктар",      "прафесар",
                                                  "інжынер",       "эксперт",     "загадчык",
                                                  "прэзідэнт",     "сакратар",    "памочнік",
                                                  "пасол",         "перакладчык", "director",
                                                  "general",       "deputy",      "head",
                                                  "minister",      "chief",       "manager",
                                                  "president",     "vice",        "chair",
                                                  "chairman",      "chairperson", "chairwoman",
                                                  "ceo",           "cto",         "cfo",
                                                  "coo",           "specialist",  "adviser",
                                                  "advisor",       "engineer",    "secretary",
                                                  "expert",        "professor",   "rector",
                                                  "senior",        "first",       "founder",
                                                  "partner",       "ambassador",  "counsellor",
                                                  "analyst",       "lead",        "managing",
                                                  "executive",     "assistant",   "consultant",
                                                  "interpreter"};

constexpr absl::string_view kChineseOrganizationEnds[] = {
    "公司", "集团",   "委员会", "大学", "学院", "研究院", "研究所", "银行",
    "协会", "大使馆", "商会",   "中心", "部",   "局",     "司",     "厅"};
constexpr absl::string_view kChineseTitleEnds[] = {
    "主任", "局长",   "经理", "总裁", "部长", "司长",   "处长", "主席", "董事长",
    "总监", "工程师", "专家", "顾问", "秘书", "秘书长", "院长", "校长", "教授",
    "会长", "科长",   "参赞", "大使", "翻译", "主管",   "代表", "助理", "研究员"};

template <size_t N>
bool IsAnyOf(absl::string_view word, const absl::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <size_t N>
bool EndsWithAny(absl::string_view text, const absl::string_view (&ends)[N]) {
  return std::any_of(std::begin(ends), std::end(ends),
                     [&](absl::string_view end) { return absl::EndsWith(text, end); });
}

absl::string_view Trimmed(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  while (!text.empty() && absl::StrContains(",;", text.back())) {
    text = absl::StripTrailingAsciiWhitespace(text.substr(0, text.size() - 1));
  }
  return text;
}

// A word without the quotes and full stops around it.
absl::string_view Bare(absl::string_view word) {
  for (const absl::string_view sign : {"«", "»", "“", "”", "\"", "(", ")", ".", ","}) {
    while (absl::StartsWith(word, sign)) word.remove_prefix(sign.size());
    while (absl::EndsWith(word, sign)) word.remove_suffix(sign.size());
  }
  return word;
}

std::vector<absl::string_view> WordsOf(absl::string_view text) {
  return absl::StrSplit(text, ' ', absl::SkipEmpty());
}

bool BeginsLikeOrganization(absl::string_view text) {
  const std::vector<absl::string_view> words = WordsOf(text);
  if (words.empty()) return false;
  const bool is_quoted = absl::StartsWith(text, "«") || absl::StartsWith(text, "\"");
  return is_quoted || IsAnyOf(Bare(words[0]), kLegalForms) ||
         IsAnyOf(names::Fold(Bare(words[0])), kOrganizationBeginnings);
}

bool HasOrganizationWord(absl::string_view text) {
  const std::vector<absl::string_view> words = WordsOf(text);
  return std::any_of(words.begin(), words.end(), [](absl::string_view word) {
    return IsAnyOf(names::Fold(Bare(word)), kOrganizationWords) || IsAnyOf(Bare(word), kLegalForms);
  });
}

bool LooksLikeOrganization(absl::string_view text) {
  return BeginsLikeOrganization(text) || EndsWithAny(text, kChineseOrganizationEnds) ||
         HasOrganizationWord(text);
}

bool LooksLikeTitle(absl::string_view text) {
  const std::vector<absl::string_view> words = WordsOf(text);
  if (words.empty()) return false;
  return IsAnyOf(names::Fold(Bare(words[0])), kTitleBeginnings) ||
         EndsWithAny(text, kChineseTitleEnds);
}

// The two parts in the order in which they mean something; nullopt where neither shows which it is.
absl::optional<TitleAndOrganization> Ordered(absl::string_view left, absl::string_view right) {
  left = Trimmed(left);
  right = Trimmed(right);
  if (left.empty() || right.empty()) return absl::nullopt;
  const bool is_left_title = LooksLikeTitle(left);
  const bool is_right_title = LooksLikeTitle(right);
  const bool is_left_organization = !is_left_title && LooksLikeOrganization(left);
  const bool is_right_organization = !is_right_title && LooksLikeOrganization(right);
  if (is_right_organization && !is_left_organization) {
    return TitleAndOrganization{std::string(left), std::string(right), false};
  }
  if (is_left_organization && !is_right_organization) {
    return TitleAndOrganization{std::string(right), std::string(left), false};
  }
  return absl::nullopt;
}

// Where `separator` stands outside quotes and brackets.
std::vector<size_t> PlacesOf(absl::string_view text, absl::string_view separator) {
  std::vector<size_t> places;
  int depth = 0;
  bool is_quoted = false;
  for (size_t at = 0; at < text.size(); ++at) {
    const absl::string_view rest = text.substr(at);
    for (const absl::string_view opening : {"«", "“", "(", "（"}) {
      if (absl::StartsWith(rest, opening)) ++depth;
    }
    for (const absl::string_view closing : {"»", "”", ")", "）"}) {
      if (absl::StartsWith(rest, closing)) depth = std::max(0, depth - 1);
    }
    if (text[at] == '"') is_quoted = !is_quoted;
    if (depth == 0 && !is_quoted && absl::StartsWith(rest, separator)) places.push_back(at);
  }
  return places;
}

absl::optional<TitleAndOrganization> SplitAt(absl::string_view text, absl::string_view separator) {
  for (const size_t place : PlacesOf(text, separator)) {
    const absl::string_view right = text.substr(place + separator.size());
    if (auto split = Ordered(text.substr(0, place), right)) return split;
  }
  return absl::nullopt;
}

// "Director of Example Ltd", but not "Head of Department": more than a word, and one of those that
// only organizations have.
absl::optional<TitleAndOrganization> SplitEnglish(absl::string_view text) {
  if (!LooksLikeTitle(text)) return absl::nullopt;
  for (const absl::string_view separator : {" of ", " at "}) {
    for (const size_t place : PlacesOf(text, separator)) {
      absl::string_view right = text.substr(place + separator.size());
      right = absl::StripPrefix(right, "the ");
      if (absl::StrContains(right, ' ') && HasOrganizationWord(right)) {
        return TitleAndOrganization{std::string(Trimmed(text.substr(0, place))),
                                    std::string(Trimmed(right)), false};
      }
    }
  }
  return absl::nullopt;
}

// "директор ООО «Пример»": a legal form inside begins the organization.
absl::optional<TitleAndOrganization> SplitAtLegalForm(absl::string_view text) {
  for (const size_t place : PlacesOf(text, " ")) {
    const absl::string_view right = text.substr(place + 1);
    const absl::string_view word = right.substr(0, right.find(' '));
    if (place > 0 && IsAnyOf(word, kLegalForms)) {
      return TitleAndOrganization{std::string(Trimmed(text.substr(0, place))),
                                  std::string(Trimmed(right)), false};
    }
  }
  return absl::nullopt;
}

// "示例有限公司总经理": the title stands behind the last character of the organization.
absl::optional<TitleAndOrganization> SplitChinese(absl::string_view text) {
  if (!EndsWithAny(text, kChineseTitleEnds)) return absl::nullopt;
  size_t end = 0;
  for (const absl::string_view ending : {"公司", "集团", "委员会", "大学", "研究院", "银行"}) {
    const size_t place = text.rfind(ending);
    if (place != absl::string_view::npos) end = std::max(end, place + ending.size());
  }
  if (end == 0 || end >= text.size()) return absl::nullopt;
  return TitleAndOrganization{std::string(Trimmed(text.substr(end))),
                              std::string(Trimmed(text.substr(0, end))), false};
}

}  // namespace

TitleAndOrganization SplitTitleAndOrganization(absl::string_view text) {
  std::vector<std::string> lines;
  for (const absl::string_view line : absl::StrSplit(text, absl::ByAnyChar("\r\n"))) {
    std::string clean = names::Clean(line).text;
    if (!clean.empty()) lines.push_back(std::move(clean));
  }
  if (lines.size() == 2) {
    if (auto split = Ordered(lines[0], lines[1])) return *split;
  }
  const std::string clean = names::Clean(text).text;
  for (const absl::string_view separator : {" — ", " – ", " - ", ";", ",", "，"}) {
    if (auto split = SplitAt(clean, separator)) return *split;
  }
  if (auto split = SplitEnglish(clean)) return *split;
  if (auto split = SplitAtLegalForm(clean)) return *split;
  if (auto split = SplitChinese(clean)) return *split;
  if (BeginsLikeOrganization(clean) && !LooksLikeTitle(clean)) return {"", clean, false};
  return {clean, "", !clean.empty()};
}

}  // namespace plenary::interchange
