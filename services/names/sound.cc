#include "services/names/sound.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/names/chinese.h"
#include "services/names/clean.h"
#include "services/names/code_points.h"
#include "services/names/romanize.h"
#include "services/names/transcription.h"

namespace plenary::names {
namespace {

bool IsWide(char c) { return c == 'a' || c == 'e' || c == 'o'; }
bool IsWideOrU(char c) { return IsWide(c) || c == 'u'; }

struct Spelling {
  absl::string_view letters;
  char sound;
};

// Several letters for one sound, the longer before the shorter.
constexpr Spelling kSpellings[] = {
    {"schtsch", 's'}, {"shtsh", 's'}, {"tsch", 'c'}, {"shch", 's'}, {"chzh", 'z'},
    {"sch", 's'},     {"shh", 's'},   {"tch", 'c'},  {"tsh", 'c'},  {"tsz", 'z'},
    {"dzh", 'z'},     {"sh", 's'},    {"sz", 's'},   {"ch", 'c'},   {"cz", 'c'},
    {"ts", 'c'},      {"tz", 'c'},    {"kh", 'h'},   {"gh", 'h'},   {"zh", 'z'},
    {"dz", 'd'},      {"dj", 'z'},    {"ph", 'v'},   {"th", 't'},   {"ck", 'k'},
};

// The second letters of all of these.
constexpr absl::string_view kSecondLetters = "chjksz";

// Merges the spellings of one romanized word into classes of sounds, from left to right.
class Reduction {
 public:
  explicit Reduction(absl::string_view latin) : latin_(latin) {}

  std::string Key() {
    while (at_ < latin_.size()) {
      const char c = At(0);
      if (IsNarrow(at_)) {
        Narrow();
      } else if (IsWide(c)) {
        Wide();
      } else if (c == 'u') {
        U();
      } else if (const Spelling several = Several(); !several.letters.empty()) {
        Emit(several.sound, several.letters.size());
      } else {
        Consonant(c);
      }
    }
    return std::move(key_);
  }

 private:
  char At(size_t ahead) const { return CharAt(at_ + ahead); }
  char CharAt(size_t at) const { return at < latin_.size() ? latin_[at] : '\0'; }
  char Before() const { return at_ > 0 ? latin_[at_ - 1] : '\0'; }
  bool Follows(absl::string_view letters) const {
    return absl::StartsWith(latin_.substr(at_), letters);
  }

  // Takes `letters` letters for one sound. A sound twice in a row is one.
  void Emit(char sound, size_t letters) {
    if (key_.empty() || key_.back() != sound) key_.push_back(sound);
    at_ += letters;
  }

  // i, y, and j where it is not the consonant of pinyin (Jiang, Juan) and English.
  bool IsNarrow(size_t at) const {
    const char c = CharAt(at);
    return c == 'i' || c == 'y' || (c == 'j' && !IsHardJ(at));
  }

  bool IsHardJ(size_t at) const {
    const char next = CharAt(at + 1);
    if (next != 'i' && next != 'u') return false;
    const char before = at > 0 ? latin_[at - 1] : '\0';
    if (before != '\0' && before != 'n' && before != 'g' && !IsWideOrU(before) && before != 'i') {
      return false;  // Ljudmila
    }
    const char after = CharAt(at + 2);
    // Julia, Jurij: no syllable of pinyin goes on like this.
    return next == 'i' || IsWideOrU(after) || after == 'n' || after == '\0';
  }

  size_t EndOfNarrow(size_t at) const {
    while (IsNarrow(at)) ++at;
    return at;
  }

  // Whether the sound at `at` is a vowel; i before another vowel only glides.
  bool IsVowel(size_t at) const {
    if (IsNarrow(at)) return !IsWideOrU(CharAt(EndOfNarrow(at)));
    return IsWideOrU(CharAt(at));
  }

  void Narrow() {
    const size_t end = EndOfNarrow(at_);
    if (IsWideOrU(CharAt(end))) {
      at_ = end;
    } else {
      Emit('i', end - at_);
    }
  }

  void Wide() {
    // Dong is Дун.
    const bool is_u = Follows("ong") && !IsVowel(at_ + 3);
    Emit(is_u ? 'u' : 'a', 1);
  }

  void U() {
    const bool is_first = at_ == 0;
    if (IsWide(Before()) && !IsVowel(at_ + 1)) {
      Emit('v', 1);  // Ivanou, Яўген
    } else if (is_first && at_ + 1 < latin_.size() && !IsWideOrU(At(1)) && !IsNarrow(1)) {
      Emit('v', 1);  // Уладзімір
    } else if (At(1) == 'o' && !is_first) {
      ++at_;  // Guo is Го
    } else if (At(1) == 'e' && IsNarrow(at_ + 2)) {
      Emit('u', 2);  // Хуэй is Hui
    } else if (Before() == 'y' && At(1) == 'y' && IsVowel(at_ + 1)) {
      Emit('u', 2);  // Юй is Yu
    } else {
      Emit('u', 1);
    }
  }

  // The letters here that make one sound together; none where the first has its own.
  Spelling Several() const {
    if (Follows("ng") && !IsVowel(at_ + 2)) return {"ng", 'n'};
    if (Follows("chr")) return {"ch", 'h'};  // Christoforov
    if (Follows("sc") && (At(2) == 'e' || IsNarrow(at_ + 2))) return {"sc", 's'};
    // Nearly every letter stands alone, and this is asked of all of them.
    if (!absl::StrContains(kSecondLetters, At(1))) return {"", '\0'};
    for (const Spelling& spelling : kSpellings) {
      if (Follows(spelling.letters)) return spelling;
    }
    return {"", '\0'};
  }

  void Consonant(char c) {
    switch (c) {
      case 'c':
        return Emit(IsSoftC() ? 'c' : 'k', 1);
      case 'q':
        return Q();
      case 'x':
        return X();
      case 'w':
        return W();
      case 'f':
        return Emit('v', 1);
      case 'g':
        return Emit('h', 1);
      case 'j':
        return Emit('z', 1);
      default:
        return Emit(c, 1);
    }
  }

  // Wu is У.
  void W() {
    if (At(1) == 'u') {
      ++at_;
    } else {
      Emit('v', 1);
    }
  }

  bool IsSoftC() const {
    if (At(1) == 'e' || IsNarrow(at_ + 1)) return true;
    // Petrovic without its mark; and family names in pinyin that no other language has.
    if (at_ + 1 == latin_.size() && absl::EndsWith(latin_, "vic")) return true;
    for (const absl::string_view pinyin : {"cai", "cao", "cui", "cong", "cang"}) {
      if (latin_ == pinyin) return true;
    }
    return false;
  }

  void Q() {
    const bool is_que = At(1) == 'u' && (At(2) == 'e' || At(2) == 'i');  // Enrique
    if (is_que) return Emit('k', 2);
    Emit(At(1) == 'u' || IsNarrow(at_ + 1) ? 'c' : 'k', 1);
  }

  // Pinyin has x before i and u only, after n, or where a vowel follows: Xi, Wenxuan, Xiaoxia.
  bool IsPinyinX() const {
    if (at_ == 0) return true;
    if (At(1) != 'i' && At(1) != 'u') return false;
    const char vowel = At(2);
    if (Before() == 'n' || Before() == 'g' || vowel == 'a') return true;
    return At(1) == 'i' ? vowel == 'o' || vowel == 'u' : vowel == 'e';
  }

  void X() {
    if (!IsPinyinX()) Emit('k', 0);
    Emit('s', 1);
  }

  const absl::string_view latin_;
  size_t at_ = 0;
  std::string key_;
};

std::string Reduced(absl::string_view latin) {
  // The family name Ю; elsewhere these letters are a Belarusian ending.
  if (latin == "you") return "u";
  return Reduction(latin).Key();
}

// Appends the key of a word or syllable; a sound twice in a row is one here, too.
void AppendKey(absl::string_view key, std::string& joined) {
  if (!joined.empty() && !key.empty() && joined.back() == key.front()) key.remove_prefix(1);
  joined.append(key.data(), key.size());
}

std::vector<std::string> SyllableKeys(const std::u32string& han) {
  std::vector<std::string> keys = Pinyin(han);
  for (std::string& key : keys) {
    // The c of pinyin is never a k: Cao is Цао.
    if (absl::StartsWith(key, "c") && !absl::StartsWith(key, "ch")) key.replace(0, 1, "ts");
    key = Reduced(key);
  }
  return keys;
}

std::string Joined(const std::vector<std::string>& keys, size_t from) {
  std::string joined;
  for (size_t i = from; i < keys.size(); ++i) AppendKey(keys[i], joined);
  return joined;
}

void AddWord(std::string word, std::vector<std::string>& words) {
  if (!word.empty()) words.push_back(std::move(word));
}

void AddHanWords(const std::u32string& han, std::vector<std::string>& words) {
  const std::vector<std::string> syllables = SyllableKeys(han);
  AddWord(Joined(syllables, 0), words);
  const size_t family = FamilyNameLength(han);
  if (family == 2 && syllables.size() > 2) AddWord(Joined({syllables[0], syllables[1]}, 0), words);
  if (family > 0 && syllables.size() > family + 1) AddWord(Joined(syllables, family), words);
  if (syllables.size() == 1) return;
  for (const std::string& syllable : syllables) AddWord(syllable, words);
  AddWord(Reduced(Romanize(TranscribedLatin(han))), words);
}

enum class Kind { kNothing, kWord, kDigits, kHan };

// What a character at the beginning of a piece of text begins.
Kind KindOf(char32_t c) {
  if (c >= U'0' && c <= U'9') return Kind::kDigits;
  if (!IsLetter(c)) return Kind::kNothing;
  return IsHan(c) ? Kind::kHan : Kind::kWord;
}

bool GoesOn(Kind kind, char32_t c) {
  switch (kind) {
    case Kind::kNothing:
      return false;
    case Kind::kDigits:
    case Kind::kHan:
      return KindOf(c) == kind;
    case Kind::kWord:
      return KindOf(c) == kind || IsMark(c) || IsApostrophe(c) || IsInvisible(c);
  }
  return false;
}

size_t EndOfPiece(absl::string_view text, size_t at, Kind kind) {
  while (at < text.size()) {
    size_t next = at;
    if (!GoesOn(kind, NextCodePoint(text, next))) break;
    at = next;
  }
  return at;
}

// Calls `visit(kind, piece)` for every word, number and Chinese run of `text`.
template <class Visit>
void VisitPieces(absl::string_view text, Visit visit) {
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const Kind kind = KindOf(NextCodePoint(text, at));
    at = EndOfPiece(text, at, kind);
    if (kind != Kind::kNothing) visit(kind, text.substr(start, at - start));
  }
}

bool HasHan(absl::string_view text) {
  for (size_t at = 0; at < text.size();) {
    // What is shorter than three bytes cannot be Chinese.
    if (static_cast<unsigned char>(text[at]) < 0xE0) {
      ++at;
    } else if (IsHan(NextCodePoint(text, at))) {
      return true;
    }
  }
  return false;
}

// The letters of Latin words without their marks; other scripts need theirs (й is not и).
std::string WithoutLatinMarks(absl::string_view text) {
  std::string plain;
  bool is_after_latin = false;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = NextCodePoint(text, at);
    if (is_after_latin && IsMark(c)) continue;
    is_after_latin = IsLatinLetter(c);
    const absl::string_view character = text.substr(start, at - start);
    if (is_after_latin && c >= 0x80) {
      plain += absl::AsciiStrToLower(AnyLatin(character));
    } else {
      plain.append(character.data(), character.size());
    }
  }
  return plain;
}

}  // namespace

std::string TranscribedSoundOf(absl::string_view han) {
  return Reduced(Romanize(TranscribedLatin(CodePoints(han))));
}

std::string SoundOf(absl::string_view word) {
  if (!HasHan(word)) return Reduced(Romanize(word));
  std::string joined;
  VisitPieces(word, [&joined](Kind kind, absl::string_view piece) {
    if (kind == Kind::kHan) AppendKey(Joined(SyllableKeys(CodePoints(piece)), 0), joined);
    if (kind == Kind::kWord) AppendKey(Reduced(Romanize(piece)), joined);
  });
  return joined;
}

std::vector<std::string> SoundWords(absl::string_view text) {
  std::vector<std::string> words;
  VisitPieces(text, [&words](Kind kind, absl::string_view piece) {
    if (kind == Kind::kHan) return AddHanWords(CodePoints(piece), words);
    AddWord(kind == Kind::kDigits ? std::string(piece) : SoundOf(piece), words);
  });
  return words;
}

std::string Fold(absl::string_view text) {
  const std::string cleaned = Clean(NfkcFolded(Clean(text).text)).text;
  const std::string plain = WithoutLatinMarks(cleaned);
  std::string folded;
  for (size_t at = 0; at < plain.size();) {
    char32_t c = NextCodePoint(plain, at);
    if (c == U'ё') c = U'е';
    if (IsHyphen(c)) {
      c = U'-';
      if (absl::EndsWith(folded, " ")) folded.pop_back();
    }
    if (c == U' ' && (folded.empty() || folded.back() == '-')) continue;
    AppendUtf8(c, folded);
  }
  while (absl::EndsWith(folded, " ")) folded.pop_back();
  // A mark that followed ё may fit е.
  return Nfc(folded);
}

}  // namespace plenary::names
