// A heading as its words, without case, punctuation and the language it names.
#ifndef PLENARY_SERVICES_INTERCHANGE_HEADING_WORDS_H_
#define PLENARY_SERVICES_INTERCHANGE_HEADING_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::interchange {

struct HeadingWords {
  std::vector<std::string> main;      // outside brackets: "фамилия", "имя"
  std::vector<std::string> brackets;  // inside, where they name no language
  // What the heading says of the language, wherever it says so.
  std::string language;  // "ru" of "(рус.)", "на русском языке", "Russian", "俄文"
  std::string side;      // "BY" of "(/BY)"
  std::string script;    // "Cyrl" of "(Cyrl)"
  bool is_latin = false;  // "(лат.)", "латиницей", "拉丁文"
  std::string id;         // "shirt-size" of "[shirt-size]" at the end
};

HeadingWords WordsOfHeading(absl::string_view heading);

// The words of a text, without a look at brackets.
std::vector<std::string> HeadingWordsOf(absl::string_view text);

// What WordsOfHeading reads back: " (рус.)", "（俄文）", " (fr, Latn, /BY)"; empty where all is
// empty.
std::string LanguageSuffix(absl::string_view language, absl::string_view script,
                           absl::string_view side, bool is_latin, absl::string_view locale);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_HEADING_WORDS_H_
