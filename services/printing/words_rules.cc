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

std::string OverdueWord(Language language) {
  return In({"overdue", "просрочено", "пратэрмінавана", "逾期"}, language);
}

std::string ProtocolTypeWord(v1::Protocol::Type type, Language language) {
  switch (type) {
    case v1::Protocol::RECORD_OF_CONVERSATION:
      return In({"record of conversation", "запись беседы", "запіс гутаркі", "谈话记录"}, language);
    case v1::Protocol::MINUTES:
      return In({"minutes", "протокол", "пратакол", "会谈纪要"}, language);
    case v1::Protocol::MEMORANDUM:
      return In({"memorandum", "меморандум", "мемарандум", "谅解备忘录"}, language);
    case v1::Protocol::AGREEMENT:
      return In({"agreement", "соглашение", "пагадненне", "协议"}, language);
    default:
      return "";
  }
}

std::string ProtocolStateWord(v1::Protocol::State state, Language language) {
  switch (state) {
    case v1::Protocol::DRAFT:
      return In({"draft", "проект", "праект", "草案"}, language);
    case v1::Protocol::AGREED:
      return In({"agreed", "согласован", "узгоднены", "已商定"}, language);
    case v1::Protocol::INITIALLED:
      return In({"initialled", "парафирован", "парафіраваны", "已草签"}, language);
    case v1::Protocol::APPROVED:
      return In({"approved", "утверждён", "зацверджаны", "已批准"}, language);
    case v1::Protocol::SIGNED:
      return In({"signed", "подписан", "падпісаны", "已签署"}, language);
    case v1::Protocol::IN_FORCE:
      return In({"in force", "вступил в силу", "набыў моц", "已生效"}, language);
    case v1::Protocol::TERMINATED:
      return In({"terminated", "прекращён", "спынены", "已终止"}, language);
    default:
      return "";
  }
}

std::string ResultKindWord(v1::Result::Kind kind, Language language) {
  switch (kind) {
    case v1::Result::CONTRACT:
      return In({"contract", "контракт", "кантракт", "合同"}, language);
    case v1::Result::MEMORANDUM:
      return In({"memorandum", "меморандум", "мемарандум", "谅解备忘录"}, language);
    case v1::Result::AGREEMENT:
      return In({"agreement", "соглашение", "пагадненне", "协议"}, language);
    case v1::Result::PILOT:
      return In({"pilot project", "пилотный проект", "пілотны праект", "试点项目"}, language);
    case v1::Result::DELIVERY:
      return In({"delivery", "поставка", "пастаўка", "交付"}, language);
    default:
      return "";
  }
}

std::string GapWord(v1::ThreadGap::Kind kind, Language language) {
  switch (kind) {
    case v1::ThreadGap::ROUND_WITHOUT_SIGNED_PROTOCOL:
      return In({"round without a signed document", "раунд без подписанного документа",
                 "раўнд без падпісанага дакумента", "会谈后无已签署文件"},
                language);
    case v1::ThreadGap::TOPIC_WITHOUT_POSITION:
      return In({"topic without a position", "вопрос без позиции сторон",
                 "пытанне без пазіцыі бакоў", "议题无立场"},
                language);
    case v1::ThreadGap::TOPIC_WITHOUT_PROTOCOL_ITEM:
      return In({"discussed topic without an item of a document",
                 "обсуждённый вопрос без пункта документа",
                 "абмеркаванае пытанне без пункта дакумента", "已讨论议题未写入文件"},
                language);
    case v1::ThreadGap::PROTOCOL_ITEM_WITHOUT_COMMITMENT:
      return In({"item without a commitment", "пункт без договорённости", "пункт без дамоўленасці",
                 "条款未形成承诺事项"},
                language);
    case v1::ThreadGap::COMMITMENT_WITHOUT_ACTION_ITEM:
      return In({"commitment without an action item", "договорённость без мероприятия",
                 "дамоўленасць без мерапрыемства", "承诺事项无任务"},
                language);
    case v1::ThreadGap::COMMITMENT_OVERDUE:
      return In({"commitment overdue", "договорённость просрочена", "дамоўленасць пратэрмінавана",
                 "承诺事项逾期"},
                language);
    case v1::ThreadGap::COMMITMENT_SILENT:
      return In({"nothing heard of a commitment", "о договорённости нет сведений",
                 "пра дамоўленасць няма звестак", "承诺事项无进展消息"},
                language);
    case v1::ThreadGap::ACTION_ITEM_OVERDUE:
      return In({"action item overdue", "мероприятие просрочено", "мерапрыемства пратэрмінавана",
                 "任务逾期"},
                language);
    case v1::ThreadGap::ACTION_ITEM_WITHOUT_EVIDENCE:
      return In({"action item without evidence", "мероприятие без подтверждающего документа",
                 "мерапрыемства без пацвярджальнага дакумента", "任务无佐证材料"},
                language);
    case v1::ThreadGap::PLANNED_EVENT_NOT_HELD:
      return In({"planned event not held", "запланированное не проведено",
                 "запланаванае не праведзена", "计划活动未举行"},
                language);
    case v1::ThreadGap::MEMORANDUM_WITHOUT_RESULT:
      return In({"document without a result in a year", "за год нет результата по документу",
                 "за год няма выніку паводле дакумента", "文件签署一年无成果"},
                language);
    case v1::ThreadGap::RESULT_WITHOUT_FIGURE:
      return In({"result without a figure", "результат без показателя", "вынік без паказчыка",
                 "成果无指标"},
                language);
    case v1::ThreadGap::RESULT_WITHOUT_ORIGIN:
      return In({"result without an origin", "результат без основания", "вынік без падставы",
                 "成果无来源"},
                language);
    case v1::ThreadGap::TRIP_WITHOUT_REPORT:
      return In({"trip without a report", "командировка без отчёта",
                 "камандзіроўка без справаздачы", "出访无报告"},
                language);
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
