// What somebody typed to find people or organizations, and how well it fits a name. Pure.
#ifndef PLENARY_SERVICES_DIRECTORY_QUERY_H_
#define PLENARY_SERVICES_DIRECTORY_QUERY_H_

#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"

namespace plenary::directory {

// All of these are safe from several threads.

// Words by their sound (names::SoundWords), all of which must be found; each once.
using Reading = std::vector<std::string>;

struct Query {
  // Chinese characters are read as a family name with a given name, syllable by syllable, and as
  // the name of another language they may transcribe; a Latin initial as each letter it may be in
  // another script; all else in one way. None where nothing typed is a letter or a digit.
  std::vector<Reading> readings;
  // The words as they were typed, folded.
  std::vector<std::string> typed;
};

// At most eight words of a query count.
Query ParseQuery(absl::string_view text);

// How many of the words are among `sounds` (words, each after a blank) as a whole, where each is
// there as a whole or as the beginning of a word of its own; −1 where one is not.
int Fit(const Reading& words, absl::string_view sounds);

// Whether `word` may be a misspelling of `known`, or of its beginning. Words of three letters and
// fewer are nobody's misspelling.
bool IsMisspelling(absl::string_view word, absl::string_view known);

// Every word that two neighbouring letters exchanged make of `word`.
std::vector<std::string> Transpositions(absl::string_view word);

// How far the words of a reading are from names that are given by their sounds, those of each rank
// together: family names, given names, all else. Compares as a page is sorted.
struct Nearness {
  int letters = 0;  // a misspelt word counts two for each letter, the beginning of a longer one one
  int ranks = 0;    // the sum of the ranks in which the words were found best
};
inline bool operator<(const Nearness& a, const Nearness& b) {
  return std::tie(a.letters, a.ranks) < std::tie(b.letters, b.ranks);
}
Nearness NearnessOf(const Reading& words, const std::vector<std::vector<std::string>>& sounds);

// EXACT or BEGINNING where the typed words stand so in `texts`, letter by letter; else
// SOUNDS_ALIKE.
v1::SearchMatch MatchOf(const Query& query, const std::vector<std::string>& texts);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_QUERY_H_
