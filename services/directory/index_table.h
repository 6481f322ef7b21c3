// What people and organizations are found by, in the database: their words, the vocabulary with the
// pieces of its words, and their keys.
#ifndef PLENARY_SERVICES_DIRECTORY_INDEX_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_INDEX_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/storage/store.h"

namespace plenary::directory {

// What is indexed, as it stands in the column `kind`.
enum class Kind : int64_t { kPeople = 0, kOrganizations = 1 };

// What one of them is found by; nothing where it was deleted.
struct IndexEntry {
  absl::string_view subject;  // its name
  std::vector<std::string> words;
  std::vector<std::string> keys;
};

// All words of an entry, each after a blank: " ivan ivanav".
std::string SoundsOf(const IndexEntry& entry);
// Answers what of it stands beside the first of its words, of which there is one.
storage::Statement SelectSounds(Kind kind, const IndexEntry& entry, std::string& into);

// Writes the entries of new subjects, in two round trips for all.
absl::Status AddEntries(storage::Tx& tx, Kind kind, absl::Span<const IndexEntry> entries);

// Writes what of one subject's entry has changed. What `before` says need not be there.
absl::Status ChangeEntry(storage::Tx& tx, Kind kind, const IndexEntry& before,
                         const IndexEntry& after);

// Removes some rows of every index, until there are none; false once there are none.
absl::StatusOr<bool> ClearSome(storage::Tx& tx, int rows_at_once);

// A word on which a search begins.
struct WordRange {
  std::string word;
  bool is_beginning = false;  // every word that begins with it
};

// How many rows the range has, counted up to `limit`.
absl::StatusOr<int64_t> CountWords(storage::Tx& tx, Kind kind, const WordRange& range, int limit);

// A subject with all of its words, each after a blank.
struct Posting {
  std::string subject;
  std::string sounds;
};

// The subjects on the rows of the range that also have a word beginning with each of `others`, in
// the order of the range's words; of at most kMostScanned rows. A subject may come more than once.
absl::StatusOr<std::vector<Posting>> FindPostings(storage::Tx& tx, Kind kind,
                                                  const WordRange& range,
                                                  const std::vector<std::string>& others,
                                                  int limit);
inline constexpr int kMostScanned = 20'000;

// Words of the vocabulary that share rare pieces with `word`, of at most `limit` for each piece,
// and for which `is_meant`: a misspelling is among them as long as one of its pieces is left whole.
absl::StatusOr<std::vector<std::string>> FindResembling(
    storage::Tx& tx, Kind kind, absl::string_view word, int limit,
    absl::FunctionRef<bool(absl::string_view known)> is_meant);

// Those of `words` that are in the vocabulary.
absl::StatusOr<std::vector<std::string>> FindKnown(storage::Tx& tx, Kind kind,
                                                   const std::vector<std::string>& words);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_INDEX_TABLE_H_
