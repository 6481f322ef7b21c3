#include "services/schedule/export_words_rules.h"

#include "absl/strings/match.h"
#include "services/base/collation.h"

namespace plenary::schedule {
namespace {

// One word for one thing.
struct Word {
  const char* english;
  const char* russian;
  const char* belarusian;
  const char* chinese;
};

std::string In(const Word& word, absl::string_view language) {
  const absl::string_view reader = base::ReaderLanguage(language);
  if (reader == "ru") return word.russian;
  if (reader == "be") return word.belarusian;
  if (reader == "zh") return word.chinese;
  return word.english;
}

Word WordOf(v1::Session::Kind kind) {
  using S = v1::Session;
  switch (kind) {
    case S::PLENARY:
      return {"plenary session", "пленарное заседание", "пленарнае пасяджэнне", "全体会议"};
    case S::PANEL:
      return {"panel", "панельная дискуссия", "панэльная дыскусія", "圆桌讨论"};
    case S::WORKSHOP:
      return {"workshop", "мастер-класс", "майстар-клас", "研讨会"};
    case S::BREAK:
      return {"break", "перерыв", "перапынак", "休息"};
    case S::ARRIVAL:
      return {"arrival", "прибытие", "прыбыццё", "抵达"};
    case S::DEPARTURE:
      return {"departure", "отъезд", "ад’езд", "离开"};
    case S::TRANSFER:
      return {"transfer", "переезд", "пераезд", "乘车前往"};
    case S::MEAL:
      return {"meal", "приём пищи", "прыём ежы", "用餐"};
    case S::SITE_VISIT:
      return {"site visit", "посещение", "наведванне", "参观"};
    case S::CEREMONY:
      return {"ceremony", "церемония", "цырымонія", "仪式"};
    case S::FREE_TIME:
      return {"free time", "свободное время", "вольны час", "自由活动"};
    case S::OTHER:
      return {"other", "другое", "іншае", "其他"};
    default:
      return {"talk", "доклад", "даклад", "报告"};
  }
}

}  // namespace

std::string KindWord(const v1::ProgrammeItem& item, absl::string_view language) {
  if (item.is_meeting()) return In({"meeting", "встреча", "сустрэча", "会谈"}, language);
  if (absl::StrContains(item.activity(), "/bookings/")) {
    return In({"booking", "бронь", "бронь", "预订"}, language);
  }
  return In(WordOf(item.kind()), language);
}

std::string StateWord(v1::ActivityState state, absl::string_view language) {
  switch (state) {
    case v1::DRAFT:
      return In({"draft", "черновик", "чарнавік", "草案"}, language);
    case v1::CANCELLED:
      return In({"cancelled", "отменено", "адменена", "已取消"}, language);
    default:
      return "";
  }
}

std::string InterpretationWord(v1::InterpretationMode mode, absl::string_view language) {
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

std::string LabelWord(Label label, absl::string_view language) {
  switch (label) {
    case Label::kSpeakers:
      return In({"Speakers", "Докладчики", "Дакладчыкі", "发言人"}, language);
    case Label::kModerators:
      return In({"Moderators", "Модераторы", "Мадэратары", "主持人"}, language);
    case Label::kParties:
      return In({"Parties", "Стороны", "Бакі", "参加方"}, language);
    case Label::kLanguages:
      return In({"Languages", "Языки", "Мовы", "语言"}, language);
    case Label::kAttendees:
      return In({"Attendees", "Участники", "Удзельнікі", "参加人员"}, language);
    case Label::kVehicles:
      return In({"Cars", "Транспорт", "Транспарт", "车辆"}, language);
    case Label::kInterpreters:
      return In({"Interpreters", "Переводчики", "Перакладчыкі", "口译员"}, language);
    case Label::kResponsible:
      return In({"Responsible", "Ответственные", "Адказныя", "负责人"}, language);
    case Label::kPhones:
      return In({"Telephones", "Телефоны", "Тэлефоны", "电话"}, language);
  }
  return "";
}

}  // namespace plenary::schedule
