// What the program says to people, in their language.
#ifndef PLENARY_CLIENTS_CLI_TEXTS_H_
#define PLENARY_CLIENTS_CLI_TEXTS_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/strings/substitute.h"
#include "absl/types/optional.h"
#include "clients/cli/catalogue.h"

namespace plenary::cli {

// A text of the catalogue. A key that isn't in it does not compile.
class Key {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): Say("doctor.clock") is what it is for.
  consteval Key(const char* name) : text_(Find(name)) {}
  const Text& text() const { return *text_; }

 private:
  static constexpr bool Equal(const char* a, const char* b) {
    for (; *a != '\0' && *a == *b; ++a, ++b) {
    }
    return *a == *b;
  }
  static constexpr const Text* Find(const char* name) {
    for (const Text& text : kTexts) {
      if (Equal(text.key, name)) return &text;
    }
    throw "this key is not in the catalogue";
  }

  const Text* text_;
};

// The texts in one language. Cheap to copy.
class Words {
 public:
  enum class Language { kEnglish, kRussian };

  explicit Words(Language language = Language::kEnglish) : language_(language) {}
  // In the language that the environment asks for: LC_ALL, else LC_MESSAGES, else LANG; English
  // where it is not Russian.
  explicit Words(const std::map<std::string, std::string>& environment);

  Language language() const { return language_; }

  // The text, with `arguments` in the places of $0, $1 …
  template <class... Arguments>
  std::string Say(Key key, const Arguments&... arguments) const {
    return absl::Substitute(In(key.text()), arguments...);
  }
  // The form of the text that goes with `count`, which stands in the place of $0.
  std::string Count(Key key, int64_t count) const;
  // The text of a key that is known at run time only; nullopt where there is none.
  absl::optional<std::string> Find(absl::string_view key) const;

 private:
  absl::string_view In(const Text& text) const {
    return language_ == Language::kRussian ? text.ru : text.en;
  }

  Language language_;
};

// Whether the environment says that the terminal shows UTF-8: LC_ALL, else LC_CTYPE, else LANG.
bool ShowsUtf8(const std::map<std::string, std::string>& environment);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_TEXTS_H_
