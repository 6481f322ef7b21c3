#include "services/reports/sentence_rules.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/names/written.h"
#include "services/reports/catalogue_rules.h"

namespace plenary::reports {
namespace {

using documents::Language;

constexpr absl::string_view kUnbrokenBlank = "\u00A0";
constexpr absl::string_view kMinus = "\u2212";

bool IsSlavic(Language language) {
  return language == Language::kRussian || language == Language::kBelarusian;
}

// Which form a number takes: 0 one, 1 few, 2 many.
size_t SlavicForm(uint64_t number) {
  const uint64_t last = number % 10;
  const uint64_t last_two = number % 100;
  if (last == 1 && last_two != 11) return 0;
  if (last >= 2 && last <= 4 && (last_two < 12 || last_two > 14)) return 1;
  return 2;
}

// What stands for `name`, formatted; empty where nothing does.
std::string ValueOf(const std::string& name, const Filling& filling, Language language) {
  if (const auto number = filling.numbers.find(name); number != filling.numbers.end()) {
    return FormatNumber(number->second, language);
  }
  const auto text = filling.texts.find(name);
  return text == filling.texts.end() ? "" : text->second;
}

// What a mark that is no condition stands for: "people", "people:person/people".
std::string Replacement(absl::string_view mark, const Filling& filling, Language language) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(mark, absl::MaxSplits(':', 1));
  const std::string name(parts.first);
  if (parts.second.empty()) return ValueOf(name, filling, language);
  const auto number = filling.numbers.find(name);
  return number == filling.numbers.end() ? "" : FormFor(number->second, parts.second, language);
}

// Adds what comes next in a sentence, without a second full stop: «… 2023 г.» «.».
void Append(absl::string_view text, std::string& filled) {
  if (absl::StartsWith(text, ".") && absl::EndsWith(filled, ".")) text.remove_prefix(1);
  absl::StrAppend(&filled, text);
}

Filling FillingOf(const Draft& draft, Language language) {
  Filling filling;
  for (const auto& [name, words] : draft.texts) filling.texts[name] = words(language);
  for (const v1::ReportNumber& number : draft.numbers) {
    filling.numbers[number.key()] = number.value();
  }
  return filling;
}

}  // namespace

v1::ReportSentence Write(const Draft& draft, const Languages& languages) {
  v1::ReportSentence sentence;
  sentence.set_kind(draft.kind);
  *sentence.mutable_texts() = WriteTexts(draft, languages);
  *sentence.mutable_numbers() = {draft.numbers.begin(), draft.numbers.end()};
  *sentence.mutable_resources() = {draft.resources.begin(), draft.resources.end()};
  return sentence;
}

google::protobuf::RepeatedPtrField<v1::ReportText> WriteTexts(const Draft& draft,
                                                              const Languages& languages) {
  google::protobuf::RepeatedPtrField<v1::ReportText> texts;
  for (const Language language : languages) {
    v1::ReportText& text = *texts.Add();
    text.set_language(std::string(documents::TagOf(language)));
    text.set_text(Fill(PatternOf(draft.pattern, language), FillingOf(draft, language), language));
  }
  return texts;
}

Words Word(std::string key) {
  return [key = std::move(key)](Language language) { return PatternOf(key, language); };
}

Words Same(std::string text) {
  return [text = std::move(text)](Language) { return text; };
}

Words Recorded(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
               std::string otherwise) {
  return [texts, otherwise = std::move(otherwise)](Language language) {
    std::string text = names::WrittenText(texts, documents::TagOf(language));
    return text.empty() ? otherwise : text;
  };
}

Words Dates(absl::CivilDay first, absl::CivilDay last) {
  return [=](Language language) { return documents::FormatDates(first, last, language); };
}

Words Country(std::string code) {
  return [code = std::move(code)](Language language) -> std::string {
    // As Belarus calls itself in Chinese; China's own texts have 白俄罗斯.
    if (language == Language::kChinese && code == "BY") return "白罗斯";
    const std::string reader(documents::TagOf(language));
    icu::UnicodeString name;
    icu::Locale("", code.c_str()).getDisplayCountry(icu::Locale(reader.c_str()), name);
    std::string text;
    name.toUTF8String(text);
    return text.empty() ? code : text;
  };
}

Words Joined(Words first, Words second) {
  return [first = std::move(first), second = std::move(second)](Language language) {
    const std::string one = first(language);
    const std::string other = second(language);
    if (one.empty() || other.empty()) return one + other;
    return absl::StrCat(one, PatternOf("comma", language), other);
  };
}

Words InBrackets(Words first, Words second) {
  return [first = std::move(first), second = std::move(second)](Language language) {
    const bool is_wide = language == Language::kChinese;
    return absl::StrCat(first(language), is_wide ? "（" : " (", second(language),
                        is_wide ? "）" : ")");
  };
}

Words Enumerated(std::vector<Words> texts) {
  return [texts = std::move(texts)](Language language) {
    std::string all;
    for (const Words& words : texts) {
      const std::string text = words(language);
      if (text.empty()) continue;
      if (!all.empty()) all += PatternOf("list", language);
      all += text;
    }
    return all;
  };
}

std::string Fill(absl::string_view pattern, const Filling& filling, Language language) {
  std::string filled;
  while (!pattern.empty()) {
    const size_t begin = std::min(pattern.find('{'), pattern.size());
    Append(pattern.substr(0, begin), filled);
    pattern.remove_prefix(begin);
    const size_t end = pattern.find('}');
    if (end == absl::string_view::npos) return filled;
    absl::string_view mark = pattern.substr(1, end - 1);
    pattern.remove_prefix(end + 1);
    const bool asks_for_it = absl::ConsumePrefix(&mark, "?");
    if (!asks_for_it && !absl::ConsumePrefix(&mark, "^")) {
      Append(Replacement(mark, filling, language), filled);
      continue;
    }
    const std::string close = absl::StrCat("{/", mark, "}");
    const size_t length = std::min(pattern.find(close), pattern.size());
    const bool is_there = !ValueOf(std::string(mark), filling, language).empty();
    if (is_there == asks_for_it) {
      Append(Fill(pattern.substr(0, length), filling, language), filled);
    }
    pattern.remove_prefix(std::min(length + close.size(), pattern.size()));
  }
  return filled;
}

std::string FormatNumber(absl::string_view number, Language language) {
  const bool is_negative = absl::ConsumePrefix(&number, "-");
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(number, absl::MaxSplits('.', 1));
  const absl::string_view whole = parts.first;
  const bool is_parted = whole.size() > (IsSlavic(language) ? 4 : 3);
  std::string formatted(is_negative ? kMinus : "");
  for (size_t i = 0; i < whole.size(); ++i) {
    const bool begins_group = i > 0 && (whole.size() - i) % 3 == 0;
    if (is_parted && begins_group) {
      absl::StrAppend(&formatted, IsSlavic(language) ? kUnbrokenBlank : ",");
    }
    formatted.push_back(whole[i]);
  }
  if (parts.second.empty()) return formatted;
  return absl::StrCat(formatted, IsSlavic(language) ? "," : ".", parts.second);
}

std::string FormFor(absl::string_view number, absl::string_view forms, Language language) {
  const std::vector<std::string> all = absl::StrSplit(forms, '/');
  uint64_t count = 0;
  (void)absl::SimpleAtoi(number, &count);
  const size_t form = IsSlavic(language) ? SlavicForm(count) : (count == 1 ? 0 : 1);
  return all[std::min(form, all.size() - 1)];
}

}  // namespace plenary::reports
