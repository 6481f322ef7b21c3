#include "services/names/closeness.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "services/names/code_points.h"
#include "services/names/sound.h"

namespace plenary::names {
namespace {

constexpr int kAlike = 1000;
constexpr int kInitialFits = 900;
constexpr int kGivenMissing = 750;
constexpr int kFamilyMissing = 500;
constexpr int kOnePatronymicMissing = 950;
constexpr int kExchanged = 900;
// What a patronymic that doesn't fit at all leaves of the likeness: brothers and namesakes.
constexpr int kPatronymicFloor = 550;
// What a word leaves that only one of two double names has.
constexpr int kExtraWord = 900;
// Names of more words than this are not aligned word by word any further.
constexpr size_t kMostWords = 8;
// Nor are words compared beyond this.
constexpr size_t kMostLetters = 64;

// The last three rows of the table of distances.
struct Rows {
  explicit Rows(size_t size) : before(size), previous(size), current(size) {
    for (size_t j = 0; j < size; ++j) previous[j] = static_cast<int>(j);
  }

  void Advance() {
    std::swap(before, previous);
    std::swap(previous, current);
  }

  std::vector<int> before, previous, current;
};

// Fills the row of a[i - 1]; its least distance.
int FillRow(const std::u32string& a, const std::u32string& b, size_t i, Rows& rows) {
  rows.current[0] = static_cast<int>(i);
  int least = rows.current[0];
  for (size_t j = 1; j <= b.size(); ++j) {
    const int exchange = rows.previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
    int& distance = rows.current[j];
    distance = std::min({exchange, rows.previous[j] + 1, rows.current[j - 1] + 1});
    const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
    if (is_swap) distance = std::min(distance, rows.before[j - 2] + 1);
    least = std::min(least, distance);
  }
  return least;
}

struct Word {
  std::string sound;
  bool is_initial = false;
};

std::vector<Word> WordsOf(absl::string_view name) {
  std::vector<Word> words;
  for (const absl::string_view piece :
       absl::StrSplit(name, absl::ByAnyChar(" -"), absl::SkipEmpty())) {
    Word word{SoundOf(piece).substr(0, kMostLetters), piece.back() == '.'};
    if (!word.sound.empty() && words.size() < kMostWords) words.push_back(std::move(word));
  }
  return words;
}

std::string JoinedSound(const std::vector<Word>& words) {
  std::string joined;
  for (const Word& word : words) joined += word.sound;
  return joined;
}

int SoundLikeness(absl::string_view a, absl::string_view b) {
  if (a == b) return kAlike;
  const int size = static_cast<int>(std::max(a.size(), b.size()));
  const int distance = EditDistance(a, b, size);
  const int likeness = kAlike * (size - distance) / size;
  // A misspelling is a small matter however short the name is; what isn't one counts for less.
  return SoundsClose(a, b) ? std::max(likeness, kAlike - 60 * distance) : likeness / 2;
}

int WordLikeness(const Word& a, const Word& b) {
  if (!a.is_initial && !b.is_initial) return SoundLikeness(a.sound, b.sound);
  if (a.is_initial && b.is_initial && a.sound == b.sound) return kAlike;
  return a.sound[0] == b.sound[0] ? kInitialFits : 0;
}

// The likeness of `shorter` laid along `longer` in order, a word that is left over costing a
// little.
int AlignedLikeness(const std::vector<Word>& shorter, const std::vector<Word>& longer) {
  int best = 0;
  for (size_t offset = 0; offset + shorter.size() <= longer.size(); ++offset) {
    int sum = 0;
    for (size_t i = 0; i < shorter.size(); ++i) sum += WordLikeness(shorter[i], longer[offset + i]);
    best = std::max(best, sum / static_cast<int>(shorter.size()));
  }
  return shorter.size() == longer.size() ? best : best * kExtraWord / kAlike;
}

// Neither part is empty. Ouyang may be written as two words, and Xiao Ming as one.
int PartLikeness(const std::vector<Word>& a, const std::vector<Word>& b) {
  const int aligned = a.size() < b.size() ? AlignedLikeness(a, b) : AlignedLikeness(b, a);
  if (a.size() == b.size()) return aligned;
  return std::max(aligned, SoundLikeness(JoinedSound(a), JoinedSound(b)));
}

int PartLikenessOr(const std::vector<Word>& a, const std::vector<Word>& b,
                   int where_one_is_missing) {
  if (a.empty() && b.empty()) return kAlike;
  if (a.empty() || b.empty()) return where_one_is_missing;
  return PartLikeness(a, b);
}

struct Words {
  explicit Words(const FullName& name)
      : family(WordsOf(name.family)),
        given(WordsOf(name.given)),
        patronymic(WordsOf(name.patronymic)) {}

  std::vector<Word> family, given, patronymic;
};

int PatronymicLikeness(const Words& a, const Words& b) {
  const int likeness = PartLikenessOr(a.patronymic, b.patronymic, kOnePatronymicMissing);
  if (a.patronymic.empty() || b.patronymic.empty()) return likeness;
  return kPatronymicFloor + (kAlike - kPatronymicFloor) * likeness / kAlike;
}

// Each part by itself may rule the likeness out: the same family name alone makes relatives.
int Product(int family, int given, int patronymic) {
  return family * given / kAlike * patronymic / kAlike;
}

}  // namespace

int EditDistance(absl::string_view a, absl::string_view b, int limit) {
  const std::u32string from = CodePoints(a), to = CodePoints(b);
  const int more = limit + 1;
  if (std::abs(static_cast<int>(from.size()) - static_cast<int>(to.size())) > limit) return more;
  Rows rows(to.size() + 1);
  int least_before = 0;
  for (size_t i = 1; i <= from.size(); ++i) {
    const int least = FillRow(from, to, i, rows);
    // A swap reaches back over one row.
    if (std::min(least, least_before) > limit) return more;
    least_before = least;
    rows.Advance();
  }
  return std::min(rows.previous.back(), more);
}

bool SoundsClose(absl::string_view sound_a, absl::string_view sound_b) {
  const size_t size = std::min(sound_a.size(), sound_b.size());
  if (size == 0) return false;
  if (sound_a == sound_b) return true;
  const int limit = size >= 7 ? 2 : size >= 4 ? 1 : 0;
  return limit > 0 && EditDistance(sound_a, sound_b, limit) <= limit;
}

int NameLikeness(const FullName& a, const FullName& b) {
  const Words x(a), y(b);
  const int patronymic = PatronymicLikeness(x, y);
  const int straight = Product(PartLikenessOr(x.family, y.family, kFamilyMissing),
                               PartLikenessOr(x.given, y.given, kGivenMissing), patronymic);
  if (x.family.empty() || x.given.empty() || y.family.empty() || y.given.empty()) return straight;
  const int exchanged =
      Product(PartLikeness(x.family, y.given), PartLikeness(x.given, y.family), patronymic);
  return std::max(straight, exchanged * kExchanged / kAlike);
}

}  // namespace plenary::names
