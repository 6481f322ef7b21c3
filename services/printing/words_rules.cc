#include "services/printing/words_rules.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "absl/strings/str_cat.h"

namespace plenary::printing {
namespace {

using documents::Language;

// One word for one thing, in the order of documents::Language.
struct Word {
  const char* english;
  const char* russian;
  const char* belarusian;
  const char* chinese;
};

const char* In(const Word& word, Language language) {
  switch (language) {
    case Language::kRussian:
      return word.russian;
    case Language::kBelarusian:
      return word.belarusian;
    case Language::kChinese:
      return word.chinese;
    default:
      return word.english;
  }
}

// Languages that programmes shorten in Russian and Belarusian.
struct ShortLanguage {
  const char* tag;
  const char* russian;
  const char* belarusian;
};
constexpr ShortLanguage kShortLanguages[] = {
    {"ru", "рус.", "рус."},   {"be", "бел.", "бел."},       {"en", "англ.", "англ."},
    {"zh", "кит.", "кіт."},   {"de", "нем.", "ням."},       {"fr", "фр.", "фр."},
    {"es", "исп.", "ісп."},   {"pl", "польск.", "польск."}, {"it", "ит.", "іт."},
    {"ar", "араб.", "араб."},
};

}  // namespace

std::string CapacityWord(v1::Participant::Capacity capacity, Language language) {
  using P = v1::Participant;
  switch (capacity) {
    case P::HEAD:
      return In({"head of delegation", "глава делегации", "кіраўнік дэлегацыі", "代表团团长"},
                language);
    case P::DEPUTY_HEAD:
      return In({"deputy head of delegation", "заместитель главы делегации",
                 "намеснік кіраўніка дэлегацыі", "副团长"},
                language);
    case P::REPRESENTATIVE:
      return In({"representative", "представитель", "прадстаўнік", "代表"}, language);
    case P::ALTERNATE:
      return In({"alternate", "заместитель представителя", "намеснік прадстаўніка", "副代表"},
                language);
    case P::ADVISER:
      return In({"adviser", "советник", "саветнік", "顾问"}, language);
    case P::OBSERVER:
      return In({"observer", "наблюдатель", "назіральнік", "观察员"}, language);
    case P::SUPPORT:
      return In({"support staff", "технический персонал", "тэхнічны персанал", "工作人员"},
                language);
    default:
      return "";
  }
}

std::string InterpretationWord(v1::InterpretationMode mode, Language language) {
  switch (mode) {
    case v1::CONSECUTIVE:
      return In({"consecutive interpretation", "последовательный перевод", "паслядоўны пераклад",
                 "交替传译"},
                language);
    case v1::WHISPERED:
      return In({"whispered interpretation", "перевод шёпотом", "пераклад шэптам", "耳语传译"},
                language);
    case v1::SIMULTANEOUS:
      return In(
          {"simultaneous interpretation", "синхронный перевод", "сінхронны пераклад", "同声传译"},
          language);
    default:
      return "";
  }
}

std::string LanguageWord(absl::string_view tag, Language language) {
  const absl::string_view primary = tag.substr(0, tag.find('-'));
  for (const ShortLanguage& each : kShortLanguages) {
    if (primary != each.tag) continue;
    if (language == Language::kRussian) return each.russian;
    if (language == Language::kBelarusian) return each.belarusian;
  }
  const std::string shown(primary);
  const std::string reader(documents::TagOf(language));
  icu::UnicodeString name;
  icu::Locale(shown.c_str()).getDisplayLanguage(icu::Locale(reader.c_str()), name);
  std::string word;
  name.toUTF8String(word);
  return word;
}

std::string PartWord(Part part, Language language) {
  switch (part) {
    case Part::kModerator:
      return In({"moderator", "модератор", "мадэратар", "主持人"}, language);
    case Part::kLiaisonOfficer:
      return In({"liaison officer", "сопровождающий", "суправаджальнік", "陪同联络员"}, language);
    case Part::kResponsible:
      return In({"responsible official", "ответственный", "адказны", "负责人"}, language);
    case Part::kDriver:
      return In({"driver", "водитель", "вадзіцель", "司机"}, language);
    case Part::kInterpreter:
      return In({"interpreter", "переводчик", "перакладчык", "口译员"}, language);
  }
  return "";
}

std::string FigureStatusWord(v1::Figure::Status status, Language language) {
  switch (status) {
    case v1::Figure::PRELIMINARY:
      return In({"preliminary", "предварительно", "папярэдне", "初步"}, language);
    case v1::Figure::ILLUSTRATIVE:
      return In({"illustrative", "условный пример", "умоўны прыклад", "示例"}, language);
    default:
      return "";
  }
}

std::string ClassificationWord(v1::Classification classification, Language language) {
  switch (classification) {
    case v1::CONFIDENTIAL:
      return In({"confidential", "конфиденциально", "канфідэнцыйна", "机密"}, language);
    case v1::SECRET:
      return In({"secret", "секретно", "сакрэтна", "秘密"}, language);
    default:
      return "";
  }
}

std::string SideWord(v1::Negotiation::Side side, Language language) {
  switch (side) {
    case v1::Negotiation::OURS:
      return In({"our side", "наша сторона", "наш бок", "我方"}, language);
    case v1::Negotiation::THEIRS:
      return In({"their side", "другая сторона", "другі бок", "对方"}, language);
    default:
      return "";
  }
}

std::string SideWord(v1::Commitment::Side side, Language language) {
  switch (side) {
    case v1::Commitment::OURS:
      return SideWord(v1::Negotiation::OURS, language);
    case v1::Commitment::THEIRS:
      return SideWord(v1::Negotiation::THEIRS, language);
    case v1::Commitment::JOINT:
      return In({"both sides", "обе стороны", "абодва бакі", "双方"}, language);
    default:
      return "";
  }
}

std::string CommitmentStateWord(v1::Commitment::State state, Language language) {
  switch (state) {
    case v1::Commitment::OPEN:
      return In({"open", "не начата", "не пачата", "未开始"}, language);
    case v1::Commitment::IN_PROGRESS:
      return In({"in progress", "исполняется", "выконваецца", "进行中"}, language);
    case v1::Commitment::FULFILLED:
      return In({"fulfilled", "исполнена", "выканана", "已落实"}, language);
    case v1::Commitment::PARTLY:
      return In({"fulfilled in part", "исполнена частично", "выканана часткова", "部分落实"},
                language);
    case v1::Commitment::DROPPED:
      return In({"dropped", "снята", "знята", "已取消"}, language);
    case v1::Commitment::SUPERSEDED:
      return In({"superseded", "заменена", "заменена", "已替代"}, language);
    default:
      return "";
  }
}

std::string RoundWord(int number, Language language) {
  if (language == Language::kChinese) return absl::StrCat("第", number, "轮");
  return absl::StrCat(In({"Round", "Раунд", "Раўнд", ""}, language),
                      language == Language::kEnglish ? " " : " № ", number);
}

std::string MoreWord(Language language) {
  return In({"There are more; these are the first.", "Показаны первые; есть и другие.",
             "Паказаны першыя; ёсць і іншыя.", "仅列出前几项，另有其他。"},
            language);
}

std::string EnumerationComma(Language language) {
  return language == Language::kChinese ? "、" : ", ";
}

}  // namespace plenary::printing
