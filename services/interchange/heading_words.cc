#include "services/interchange/heading_words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/base/text_forms.h"
#include "services/names/clean.h"
#include "services/names/sound.h"

namespace plenary::interchange {
namespace {

constexpr char kLatinMark[] = "latin";

// Words that name a language, in small letters; whole ones, and beginnings.
struct LanguageWord {
  absl::string_view word;
  absl::string_view language;
};
constexpr LanguageWord kWholeWords[] = {
    {"рус", "ru"},       {"ru", "ru"},       {"rus", "ru"}, {"бел", "be"}, {"be", "be"},
    {"by", "be"},        {"bel", "be"},      {"en", "en"},  {"eng", "en"}, {"кит", "zh"},
    {"кіт", "zh"},       {"zh", "zh"},       {"cn", "zh"},  {"chn", "zh"}, {"лат", kLatinMark},
    {"лац", kLatinMark}, {"lat", kLatinMark}};
constexpr LanguageWord kBeginnings[] = {
    {"русск", "ru"},          {"руск", "ru"},          {"russian", "ru"},
    {"белорусск", "be"},      {"беларуск", "be"},      {"belarus", "be"},
    {"англ", "en"},           {"english", "en"},       {"китайск", "zh"},
    {"кітайск", "zh"},        {"chinese", "zh"},       {"латин", kLatinMark},
    {"лацін", kLatinMark},    {"latin", kLatinMark},   {"translit", kLatinMark},
    {"транслит", kLatinMark}, {"трансліт", kLatinMark}};
// Chinese has no blanks; the longer first, since one contains the other.
constexpr LanguageWord kChinese[] = {
    {"白俄罗斯文", "be"}, {"白俄罗斯语", "be"}, {"白俄文", "be"},       {"白文", "be"},
    {"俄文", "ru"},       {"俄语", "ru"},       {"英文", "en"},         {"英语", "en"},
    {"中文", "zh"},       {"汉语", "zh"},       {"拉丁文", kLatinMark}, {"拉丁字母", kLatinMark},
    {"拼音", kLatinMark}};
// Stand beside the name of a language and say nothing more.
constexpr absl::string_view kBesideLanguage[] = {"язык",    "языке",    "яз",     "мова",
                                                 "мове",    "language", "на",     "in",
                                                 "буквами", "літарамі", "letters"};

absl::string_view LanguageOf(absl::string_view word) {
  for (const LanguageWord& whole : kWholeWords) {
    if (word == whole.word) return whole.language;
  }
  for (const LanguageWord& beginning : kBeginnings) {
    if (absl::StartsWith(word, beginning.word)) return beginning.language;
  }
  return {};
}

void SetLanguage(absl::string_view language, HeadingWords& words) {
  if (language == kLatinMark) {
    words.is_latin = true;
  } else if (words.language.empty()) {
    words.language = std::string(language);
  }
}

// Takes the names of languages out of Chinese words; whether there were any.
bool TakeChineseLanguage(std::string& word, HeadingWords& words) {
  bool has_any = false;
  for (const LanguageWord& name : kChinese) {
    const size_t at = word.find(name.word.data(), 0, name.word.size());
    if (at == std::string::npos) continue;
    word.erase(at, name.word.size());
    SetLanguage(name.language, words);
    has_any = true;
  }
  return has_any;
}

// Takes the names of languages out of `parts`, and then the words beside them.
bool TakeLanguage(std::vector<std::string>& parts, HeadingWords& words) {
  bool has_any = false;
  for (std::string& part : parts) {
    if (TakeChineseLanguage(part, words)) has_any = true;
    const absl::string_view language = LanguageOf(part);
    if (language.empty()) continue;
    SetLanguage(language, words);
    part.clear();
    has_any = true;
  }
  const auto is_gone = [&](const std::string& part) {
    return part.empty() ||
           (has_any && std::find(std::begin(kBesideLanguage), std::end(kBesideLanguage), part) !=
                           std::end(kBesideLanguage));
  };
  parts.erase(std::remove_if(parts.begin(), parts.end(), is_gone), parts.end());
  return has_any;
}

bool IsScript(absl::string_view token) {
  return token.size() == 4 && absl::ascii_isupper(static_cast<unsigned char>(token[0])) &&
         std::all_of(token.begin() + 1, token.end(),
                     [](char c) { return absl::ascii_islower(static_cast<unsigned char>(c)); });
}

// "fr" and "zh-Hans", but no word of a heading: two or three small letters, or with a hyphen.
bool IsPlainTag(absl::string_view token) {
  const bool is_short = token.size() == 2 || token.size() == 3;
  return (is_short || absl::StrContains(token, '-')) && base::IsLanguageTag(token) &&
         absl::ascii_islower(static_cast<unsigned char>(token[0]));
}

// A bracket of tags only, as exported: "(fr, Latn, /BY)".
bool TakeTags(absl::string_view inside, HeadingWords& words) {
  HeadingWords taken = words;
  for (absl::string_view token : absl::StrSplit(inside, ',')) {
    token = absl::StripAsciiWhitespace(token);
    std::vector<std::string> parts = HeadingWordsOf(token);
    if (absl::StartsWith(token, "/") && base::IsCountryCode(token.substr(1))) {
      taken.side = std::string(token.substr(1));
    } else if (IsScript(token)) {
      taken.script = std::string(token);
    } else if (TakeLanguage(parts, taken)) {
      if (!parts.empty()) return false;
    } else if (IsPlainTag(token)) {
      taken.language = std::string(token);
    } else {
      return false;
    }
  }
  words = taken;
  return true;
}

void TakeBracket(absl::string_view inside, HeadingWords& words) {
  if (TakeTags(inside, words)) return;
  std::vector<std::string> parts = HeadingWordsOf(inside);
  if (TakeLanguage(parts, words)) return;
  words.brackets.insert(words.brackets.end(), parts.begin(), parts.end());
}

// The id in square brackets at the end, which is taken off.
std::string TakeId(absl::string_view& text) {
  const size_t open = text.rfind('[');
  if (open == absl::string_view::npos || !absl::EndsWith(text, "]")) return {};
  const std::string id(text.substr(open + 1, text.size() - open - 2));
  text = text.substr(0, open);
  return id;
}

// "Ф.И.О." is one word: a full stop between single letters joins them.
std::string WithoutSigns(absl::string_view folded) {
  std::string plain;
  size_t letters = 0;  // of the word so far
  for (const char c : folded) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_part = byte >= 0x80 || absl::ascii_isalnum(byte) || c == '#';
    if (is_part) {
      plain += c;
      if ((byte & 0xC0) != 0x80) ++letters;
    } else if (c == '.' && letters == 1) {
      letters = 0;
    } else if (c != '\'' && c != '-') {
      plain += ' ';
      letters = 0;
    }
  }
  return plain;
}

}  // namespace

std::vector<std::string> HeadingWordsOf(absl::string_view text) {
  const std::string bare = absl::StrReplaceAll(names::Fold(text), {{"«", " "},
                                                                   {"»", " "},
                                                                   {"“", " "},
                                                                   {"”", " "},
                                                                   {"„", " "},
                                                                   {"—", " "},
                                                                   {"–", " "},
                                                                   {"、", " "},
                                                                   {"。", " "},
                                                                   {"·", " "},
                                                                   {"…", " "}});
  return absl::StrSplit(WithoutSigns(bare), ' ', absl::SkipEmpty());
}

HeadingWords WordsOfHeading(absl::string_view heading) {
  // A word that was broken at the end of a line is one word.
  const std::string clean = absl::StrReplaceAll(
      names::Clean(absl::StrReplaceAll(heading, {{"-\r\n", ""}, {"-\n", ""}})).text,
      {{"（", "("}, {"）", ")"}, {"，", ","}});
  absl::string_view text = clean;
  HeadingWords words;
  words.id = TakeId(text);
  std::string outside;
  while (!text.empty()) {
    const size_t open = text.find('(');
    absl::StrAppend(&outside, text.substr(0, open), " ");
    if (open == absl::string_view::npos) break;
    text.remove_prefix(open + 1);
    const size_t close = text.find(')');
    TakeBracket(text.substr(0, close), words);
    text = close == absl::string_view::npos ? "" : text.substr(close + 1);
  }
  words.main = HeadingWordsOf(outside);
  TakeLanguage(words.main, words);
  return words;
}

std::string LanguageSuffix(absl::string_view language, absl::string_view script,
                           absl::string_view side, bool is_latin, absl::string_view locale) {
  struct Names {
    absl::string_view language, en, ru, be, zh;
  };
  static constexpr Names kNames[] = {{"ru", "Russian", "рус.", "рус.", "俄文"},
                                     {"be", "Belarusian", "бел.", "бел.", "白俄罗斯文"},
                                     {"en", "English", "англ.", "англ.", "英文"},
                                     {"zh", "Chinese", "кит.", "кіт.", "中文"},
                                     {kLatinMark, "Latin", "лат.", "лац.", "拉丁文"}};
  std::vector<std::string> tokens;
  const auto add = [&](absl::string_view tag) {
    for (const Names& names : kNames) {
      if (names.language != tag) continue;
      tokens.emplace_back(locale == "ru"   ? names.ru
                          : locale == "be" ? names.be
                          : locale == "zh" ? names.zh
                                           : names.en);
      return;
    }
    tokens.emplace_back(tag);
  };
  if (is_latin) add(kLatinMark);
  if (!language.empty()) add(language);
  if (!script.empty()) tokens.emplace_back(script);
  if (!side.empty()) tokens.push_back(absl::StrCat("/", side));
  if (tokens.empty()) return {};
  const std::string inside = absl::StrJoin(tokens, ", ");
  return locale == "zh" ? absl::StrCat("（", inside, "）") : absl::StrCat(" (", inside, ")");
}

}  // namespace plenary::interchange
