#include "services/directory/query.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/directory/derived.h"
#include "services/names/closeness.h"
#include "services/names/latin.h"
#include "services/names/sound.h"

namespace plenary::directory {
namespace {

constexpr size_t kMostQueryWords = 8;
constexpr size_t kShortestMisspelt = 4;
constexpr size_t kShortestMisspeltBeginning = 5;
// Of names::SoundsClose.
constexpr int kMostEdits = 2;

// U+2E80 and above in UTF-8, where Chinese characters are.
bool IsChinese(absl::string_view word) {
  return !word.empty() && static_cast<unsigned char>(word[0]) >= 0xE2 &&
         word >= absl::string_view("\xE2\xBA\x80");
}

size_t BytesOfFirst(absl::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  return std::min(bytes, text.size());
}

void AddWord(std::string word, Reading& reading) {
  if (word.empty() || reading.size() == kMostQueryWords) return;
  word = word.substr(0, kMostWordBytes);
  if (std::find(reading.begin(), reading.end(), word) == reading.end()) {
    reading.push_back(std::move(word));
  }
}

void AddSounds(absl::string_view text, Reading& reading) {
  for (std::string& word : names::SoundWords(text)) AddWord(std::move(word), reading);
}

void AddSyllables(absl::string_view text, Reading& reading) {
  while (!text.empty()) {
    const size_t bytes = BytesOfFirst(text);
    AddWord(names::SoundOf(text.substr(0, bytes)), reading);
    text.remove_prefix(bytes);
  }
}

// The sounds that a Latin initial may stand for beside its own: the Y of Yury and of Yana, the K of
// Khariton.
absl::string_view OtherSoundsOf(absl::string_view initial) {
  if (initial == "y" || initial == "i") return "ua";
  if (initial == "c" || initial == "t") return "c";
  if (initial == "k") return "h";
  if (initial == "d") return "z";
  return "";
}

// Adds to `readings` the first of them with each other sound that an initial may stand for.
void AddReadingsOfInitial(absl::string_view initial, std::vector<Reading>& readings) {
  const std::string own = names::SoundOf(initial);
  for (const char other : OtherSoundsOf(initial)) {
    Reading reading = readings.front();
    std::replace(reading.begin(), reading.end(), own, std::string(1, other));
    readings.push_back(std::move(reading));
  }
}

// Chinese texts put a dot between the names of strangers.
std::vector<std::string> FoldedWords(absl::string_view text) {
  return absl::StrSplit(
      absl::StrReplaceAll(names::Fold(text), {{"·", " "}, {"‧", " "}, {"・", " "}, {"•", " "}}),
      absl::ByAnyChar(" -.,;()\"'"), absl::SkipEmpty());
}

// How many letters of `word` are not in `known`: at least so many edits lie between them. Most
// words that share a piece are told apart by it.
int MissingLetters(absl::string_view word, absl::string_view known) {
  std::array<int8_t, 256> count{};
  for (const char c : known) ++count[static_cast<unsigned char>(c)];
  int missing = 0;
  for (const char c : word) missing += --count[static_cast<unsigned char>(c)] < 0 ? 1 : 0;
  return missing;
}

// Gives every word of `words` from `at` on a word of its own among `known`. `is_taken` marks those
// that are given.
bool EachHasItsOwn(const Reading& words, size_t at, const std::vector<absl::string_view>& known,
                   std::vector<bool>& is_taken) {
  if (at == words.size()) return true;
  for (size_t i = 0; i < known.size(); ++i) {
    if (is_taken[i] || !absl::StartsWith(known[i], words[at])) continue;
    is_taken[i] = true;
    if (EachHasItsOwn(words, at + 1, known, is_taken)) return true;
    is_taken[i] = false;
  }
  return false;
}

// Letters between a word and a name, as Nearness counts them.
int LettersBetween(const std::string& word, const std::string& known) {
  if (known == word) return 0;
  if (absl::StartsWith(known, word)) return 1;
  const int edits = MissingLetters(word, known) > kMostEdits
                        ? kMostEdits + 1
                        : names::EditDistance(word, known, kMostEdits);
  return 2 * edits;
}

// How near one word is to the nearest of the names.
Nearness NearnessOfWord(const std::string& word,
                        const std::vector<std::vector<std::string>>& sounds) {
  Nearness best = {2 * (kMostEdits + 1), static_cast<int>(sounds.size())};
  for (size_t rank = 0; rank < sounds.size(); ++rank) {
    for (const std::string& known : sounds[rank]) {
      best = std::min(best, Nearness{LettersBetween(word, known), static_cast<int>(rank)});
    }
  }
  return best;
}

bool IsAmong(const std::string& typed, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), typed) != words.end();
}

bool BeginsOneOf(const std::string& typed, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return absl::StartsWith(word, typed) || (IsChinese(typed) && absl::StrContains(word, typed));
  });
}

}  // namespace

Query ParseQuery(absl::string_view text) {
  Query query;
  query.typed = FoldedWords(text);
  Reading as_names;
  Reading as_syllables;
  Reading as_transcribed;
  bool has_chinese = false;
  for (const std::string& word : query.typed) {
    if (IsChinese(word)) {
      has_chinese = true;
      AddSounds(names::PassportLatin(word, "zh"), as_names);
      AddSyllables(word, as_syllables);
      AddWord(names::TranscribedSoundOf(word), as_transcribed);
    } else {
      AddSounds(word, as_names);
      AddSounds(word, as_syllables);
      AddSounds(word, as_transcribed);
    }
  }
  if (!as_names.empty()) query.readings.push_back(std::move(as_names));
  if (has_chinese && !as_syllables.empty()) query.readings.push_back(std::move(as_syllables));
  if (has_chinese && !as_transcribed.empty()) query.readings.push_back(std::move(as_transcribed));
  const auto initial = std::find_if(query.typed.begin(), query.typed.end(),
                                    [](const auto& word) { return !OtherSoundsOf(word).empty(); });
  if (!query.readings.empty() && query.typed.size() > 1 && initial != query.typed.end()) {
    AddReadingsOfInitial(*initial, query.readings);
  }
  return query;
}

int Fit(const Reading& words, absl::string_view sounds) {
  const std::vector<absl::string_view> known = absl::StrSplit(sounds, ' ', absl::SkipEmpty());
  std::vector<bool> is_taken(known.size());
  if (words.size() > 1 && !EachHasItsOwn(words, 0, known, is_taken)) return -1;
  int whole = 0;
  for (const std::string& word : words) {
    const bool begins = std::any_of(known.begin(), known.end(), [&](absl::string_view each) {
      return absl::StartsWith(each, word);
    });
    if (!begins) return -1;
    whole += std::find(known.begin(), known.end(), word) != known.end() ? 1 : 0;
  }
  return whole;
}

bool IsMisspelling(absl::string_view word, absl::string_view known) {
  if (word.size() < kShortestMisspelt || known.size() + kMostEdits < word.size()) return false;
  const int missing = MissingLetters(word, known);
  if (missing > kMostEdits) return false;
  if (known.size() <= word.size() + kMostEdits && names::SoundsClose(word, known)) return true;
  if (word.size() < kShortestMisspeltBeginning || missing > 1) return false;
  for (const size_t size : {word.size() - 1, word.size(), word.size() + 1}) {
    if (size < known.size() && names::EditDistance(word, known.substr(0, size), 1) <= 1) {
      return true;
    }
  }
  return false;
}

std::vector<std::string> Transpositions(absl::string_view word) {
  std::vector<std::string> words;
  for (size_t i = 1; i < word.size(); ++i) {
    std::string exchanged(word);
    std::swap(exchanged[i - 1], exchanged[i]);
    if (exchanged != word) words.push_back(std::move(exchanged));
  }
  return words;
}

Nearness NearnessOf(const Reading& words, const std::vector<std::vector<std::string>>& sounds) {
  Nearness sum;
  for (const std::string& word : words) {
    const Nearness nearness = NearnessOfWord(word, sounds);
    sum.letters += nearness.letters;
    sum.ranks += nearness.ranks;
  }
  return sum;
}

v1::SearchMatch MatchOf(const Query& query, const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts) {
    for (std::string& word : FoldedWords(text)) words.push_back(std::move(word));
  }
  bool is_exact = true;
  for (const std::string& typed : query.typed) {
    if (IsAmong(typed, words)) continue;
    is_exact = false;
    if (!BeginsOneOf(typed, words)) return v1::SOUNDS_ALIKE;
  }
  return is_exact ? v1::EXACT : v1::BEGINNING;
}

}  // namespace plenary::directory
