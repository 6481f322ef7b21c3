#include "services/names/clean.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/names/code_points.h"

namespace plenary::names {
namespace {

// Marks that say which way to write; the rest of what cannot be seen says nothing of the kind.
bool IsDirection(char32_t c) {
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool IsPartOfWord(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) || IsMark(c); }

// A dash between blanks is one; between two letters it is somebody's hyphen.
void MendHyphens(std::u32string& text) {
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (IsHyphen(text[i]) && IsPartOfWord(text[i - 1]) && IsPartOfWord(text[i + 1])) text[i] = U'-';
  }
}

// What a look at the bytes of a text tells.
struct Look {
  bool is_plain = false;  // nothing in it that Clean would change
  bool has_latin = false, has_cyrillic = false;
};

// Most texts are letters of ASCII and of Russian and Belarusian with single blanks between them:
// those are in NFC, and reading them needs no tables.
Look LookAt(absl::string_view utf8) {
  Look look;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    const auto next = static_cast<unsigned char>(i + 1 < utf8.size() ? utf8[i + 1] : 0);
    if (byte == ' ') {
      if (i == 0 || next == 0 || next == ' ') return look;
    } else if (byte > ' ' && byte < 0x7F && byte != '`') {
      look.has_latin |= absl::ascii_isalpha(byte);
    } else if ((byte == 0xD0 &&
                ((next >= 0x90 && next <= 0xBF) || next == 0x81 || next == 0x86 || next == 0x8E)) ||
               (byte == 0xD1 &&
                ((next >= 0x80 && next <= 0x8F) || next == 0x91 || next == 0x96 || next == 0x9E))) {
      look.has_cyrillic = true;
      ++i;
    } else if (byte == 0xC2 && (next == 0xAB || next == 0xBB)) {  // « and »
      ++i;
    } else {
      return look;
    }
  }
  look.is_plain = true;
  return look;
}

enum class Script { kOther, kLatin, kCyrillic };

Script ScriptOf(char32_t c) {
  if (IsLatinLetter(c)) return Script::kLatin;
  return IsCyrillicLetter(c) ? Script::kCyrillic : Script::kOther;
}

struct Lookalikes {
  char32_t latin, cyrillic;
};

// Letters that are taken for each other in print or by hand.
constexpr Lookalikes kLookalikes[] = {
    {U'A', U'А'}, {U'B', U'В'}, {U'C', U'С'}, {U'E', U'Е'}, {U'H', U'Н'}, {U'I', U'І'},
    {U'J', U'Ј'}, {U'K', U'К'}, {U'M', U'М'}, {U'O', U'О'}, {U'P', U'Р'}, {U'S', U'Ѕ'},
    {U'T', U'Т'}, {U'X', U'Х'}, {U'Y', U'У'}, {U'Ë', U'Ё'}, {U'È', U'Ѐ'}, {U'Ï', U'Ї'},
    {U'a', U'а'}, {U'c', U'с'}, {U'e', U'е'}, {U'i', U'і'}, {U'j', U'ј'}, {U'k', U'к'},
    {U'm', U'м'}, {U'o', U'о'}, {U'p', U'р'}, {U's', U'ѕ'}, {U't', U'т'}, {U'x', U'х'},
    {U'y', U'у'}, {U'ë', U'ё'}, {U'è', U'ѐ'}, {U'ï', U'ї'}, {U'ŭ', U'ў'}, {U'Ŭ', U'Ў'},
};

// The letter of `script` that looks like `c`; 0 where none does.
char32_t LookalikeIn(Script script, char32_t c) {
  for (const Lookalikes& pair : kLookalikes) {
    if (script == Script::kCyrillic && pair.latin == c) return pair.cyrillic;
    if (script == Script::kLatin && pair.cyrillic == c) return pair.latin;
  }
  return 0;
}

// What a piece of text has of the two scripts.
struct Census {
  int latin = 0, cyrillic = 0;
  bool has_sure_latin = false, has_sure_cyrillic = false;  // letters that look like nothing else

  void Count(char32_t c) {
    const Script script = ScriptOf(c);
    if (script == Script::kLatin) {
      ++latin;
      has_sure_latin |= LookalikeIn(Script::kCyrillic, c) == 0;
    } else if (script == Script::kCyrillic) {
      ++cyrillic;
      has_sure_cyrillic |= LookalikeIn(Script::kLatin, c) == 0;
    }
  }
};

// The script that a word of both was meant to be in; kOther where it was meant to be in both.
Script MeantScript(const Census& word, const Census& text) {
  if (word.has_sure_latin && word.has_sure_cyrillic) return Script::kOther;
  if (word.has_sure_latin) return Script::kLatin;
  if (word.has_sure_cyrillic) return Script::kCyrillic;
  if (text.has_sure_latin != text.has_sure_cyrillic) {
    return text.has_sure_latin ? Script::kLatin : Script::kCyrillic;
  }
  return word.latin > word.cyrillic ? Script::kLatin : Script::kCyrillic;
}

// Exchanges lookalikes word by word and remembers which.
class Repair {
 public:
  explicit Repair(std::u32string text) : text_(std::move(text)) {
    for (const char32_t c : text_) census_.Count(c);
  }

  void Run() {
    for (size_t at = 0; at < text_.size();) {
      size_t end = at;
      while (end < text_.size() && IsOfWord(text_[end])) ++end;
      Mend(at, end);
      at = std::max(end, at + 1);
    }
  }

  int count() const { return count_; }
  std::string text() const { return Nfc(Utf8(text_)); }

  std::string Description() const {
    std::vector<std::string> parts;
    if (!latin_.empty()) {
      parts.push_back(absl::StrCat("Latin ", absl::StrJoin(latin_, ", "), " in a Cyrillic name"));
    }
    if (!cyrillic_.empty()) {
      parts.push_back(
          absl::StrCat("Cyrillic ", absl::StrJoin(cyrillic_, ", "), " in a Latin name"));
    }
    return absl::StrJoin(parts, "; ");
  }

 private:
  static bool IsOfWord(char32_t c) { return IsLetter(c) || IsMark(c) || IsApostrophe(c); }

  void Mend(size_t begin, size_t end) {
    Census word;
    for (size_t i = begin; i < end; ++i) word.Count(text_[i]);
    if (word.latin == 0 || word.cyrillic == 0) return;
    const Script meant = MeantScript(word, census_);
    if (meant == Script::kOther) return;
    for (size_t i = begin; i < end; ++i) Exchange(meant, text_[i]);
  }

  void Exchange(Script meant, char32_t& c) {
    const Script script = ScriptOf(c);
    if (script == Script::kOther || script == meant) return;
    std::vector<std::string>& found = meant == Script::kCyrillic ? latin_ : cyrillic_;
    const std::string letter = Utf8({c});
    if (std::find(found.begin(), found.end(), letter) == found.end()) found.push_back(letter);
    c = LookalikeIn(meant, c);
    ++count_;
  }

  std::u32string text_;
  Census census_;
  int count_ = 0;
  std::vector<std::string> latin_, cyrillic_;  // letters found where they don't belong
};

}  // namespace

Cleaned Clean(absl::string_view utf8) {
  Cleaned cleaned;
  if (LookAt(utf8).is_plain) {
    cleaned.text = std::string(utf8);
    return cleaned;
  }
  std::u32string text;
  bool is_blank_due = false;
  for (char32_t c : CodePoints(Nfc(utf8))) {
    if (IsInvisible(c)) {
      (IsDirection(c) ? cleaned.had_direction : cleaned.had_invisible) = true;
      continue;
    }
    if (u_isUWhiteSpace(static_cast<UChar32>(c))) {
      is_blank_due = !text.empty();
      continue;
    }
    if (is_blank_due) text.push_back(U' ');
    is_blank_due = false;
    text.push_back(IsApostrophe(c) ? U'\'' : c);
  }
  MendHyphens(text);
  // Letters and marks that something invisible kept apart may now be one.
  cleaned.text = Nfc(Utf8(text));
  return cleaned;
}

absl::optional<Homoglyphs> FindHomoglyphs(absl::string_view word_or_text) {
  const Look look = LookAt(word_or_text);
  if (look.is_plain && !(look.has_latin && look.has_cyrillic)) return absl::nullopt;
  Repair repair(CodePoints(Nfc(word_or_text)));
  repair.Run();
  if (repair.count() == 0) return absl::nullopt;
  return Homoglyphs{repair.text(), repair.count(), repair.Description()};
}

}  // namespace plenary::names
