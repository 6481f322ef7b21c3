#include "services/directory/index_table.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/names/trigrams.h"

namespace plenary::directory {
namespace {

using storage::Param;
using storage::Row;
using storage::Statement;
using storage::Tx;

constexpr absl::string_view kSelectKnown =
    "SELECT word FROM directory_vocabulary WHERE kind = $1 AND word = $2";
// Of the pieces of a misspelt word, so many are looked at, the rarest. One letter spoils three
// pieces, so the fourth leads to the word; a long word may have two.
constexpr size_t kRarePieces = 4;
constexpr size_t kRarePiecesOfLong = 6;
constexpr size_t kLongWord = 7;

int64_t Number(Kind kind) { return static_cast<int64_t>(kind); }

// A new word and its pieces. Rows are inserted one by one: SQLite keeps a journal of each statement
// that writes several, or answers what it wrote, and goes through the journals of all before it.
absl::Status AddToVocabulary(Tx& tx, Kind kind, const std::vector<absl::string_view>& new_words) {
  std::deque<std::string> pieces;
  std::vector<Statement> statements;
  for (const absl::string_view word : new_words) {
    statements.push_back(
        {"INSERT INTO directory_vocabulary (kind, word) VALUES ($1, $2) "
         "ON CONFLICT (kind, word) DO NOTHING",
         {Number(kind), word},
         nullptr});
    for (std::string& piece : names::Trigrams(word)) {
      pieces.push_back(std::move(piece));
      statements.push_back(
          {"INSERT INTO word_trigrams (kind, trigram, word) VALUES ($1, $2, $3) "
           "ON CONFLICT (kind, trigram, word) DO NOTHING",
           {Number(kind), absl::string_view(pieces.back()), word},
           nullptr});
    }
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::string_view InsertKey(Kind kind) {
  return kind == Kind::kPeople ? "INSERT INTO person_keys (key, person) VALUES ($1, $2) "
                                 "ON CONFLICT (key, person) DO NOTHING"
                               : "INSERT INTO organization_keys (key, organization) "
                                 "VALUES ($1, $2) ON CONFLICT (key, organization) DO NOTHING";
}

// Removes a word that nobody has any more from the vocabulary, with its pieces.
void ForgetWord(Kind kind, absl::string_view word, std::deque<std::string>& pieces,
                std::vector<Statement>& statements) {
  statements.push_back(
      {"DELETE FROM directory_vocabulary WHERE kind = $1 AND word = $2 AND NOT EXISTS "
       "(SELECT 1 FROM directory_words WHERE kind = $1 AND word = $2)",
       {Number(kind), word},
       nullptr});
  for (std::string& piece : names::Trigrams(word)) {
    pieces.push_back(std::move(piece));
    statements.push_back(
        {"DELETE FROM word_trigrams WHERE kind = $1 AND trigram = $2 AND word = $3 AND NOT EXISTS "
         "(SELECT 1 FROM directory_vocabulary WHERE kind = $1 AND word = $3)",
         {Number(kind), absl::string_view(pieces.back()), word},
         nullptr});
  }
}

std::vector<std::string> Without(const std::vector<std::string>& all,
                                 const std::vector<std::string>& gone) {
  std::vector<std::string> rest;
  for (const std::string& each : all) {
    if (std::find(gone.begin(), gone.end(), each) == gone.end()) rest.push_back(each);
  }
  return rest;
}

absl::string_view DeleteKey(Kind kind) {
  return kind == Kind::kPeople
             ? "DELETE FROM person_keys WHERE key = $1 AND person = $2"
             : "DELETE FROM organization_keys WHERE key = $1 AND organization = $2";
}

// What sorts behind every word that begins with `word`: words are of a to z and digits.
std::string EndOf(absl::string_view word) { return absl::StrCat(word, "~"); }

// The condition for the rows of a range. `params` gets its parameters, which borrow `range` and
// `end`.
std::string InRange(Kind kind, const WordRange& range, const std::string& end,
                    std::vector<Param>& params) {
  params = {Number(kind), absl::string_view(range.word)};
  if (!range.is_beginning) return "kind = $1 AND word = $2";
  params.emplace_back(absl::string_view(end));
  return "kind = $1 AND word >= $2 AND word < $3";
}

struct Piece {
  std::string text;
  int64_t words = 0;  // that have it, counted up to a limit
};

// The pieces of `word` that are in the vocabulary, the rarest first.
absl::StatusOr<std::vector<Piece>> RarePieces(Tx& tx, Kind kind, absl::string_view word,
                                              int limit) {
  std::vector<Piece> pieces;
  for (std::string& text : names::Trigrams(word)) pieces.push_back({std::move(text)});
  std::vector<Statement> statements;
  statements.reserve(pieces.size());
  for (Piece& piece : pieces) {
    statements.push_back(
        {"SELECT COUNT(*) FROM (SELECT 1 FROM word_trigrams WHERE kind = $1 AND "
         "trigram = $2 LIMIT $3) AS counted",
         {Number(kind), absl::string_view(piece.text), int64_t{limit}},
         [&piece](const Row& row) { piece.words = row.Int(0); }});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  const auto is_unknown = [](const Piece& piece) { return piece.words == 0; };
  pieces.erase(std::remove_if(pieces.begin(), pieces.end(), is_unknown), pieces.end());
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.words < b.words; });
  const size_t most = word.size() < kLongWord ? kRarePieces : kRarePiecesOfLong;
  if (pieces.size() > most) pieces.resize(most);
  return pieces;
}

}  // namespace

std::string SoundsOf(const IndexEntry& entry) {
  std::string sounds;
  for (const std::string& word : entry.words) absl::StrAppend(&sounds, " ", word);
  return sounds;
}

Statement SelectSounds(Kind kind, const IndexEntry& entry, std::string& into) {
  return {"SELECT sounds FROM directory_words WHERE kind = $1 AND word = $2 AND subject = $3",
          {Number(kind), absl::string_view(entry.words.front()), entry.subject},
          [&into](const Row& row) { into = std::string(row.Text(0)); }};
}

absl::Status AddEntries(Tx& tx, Kind kind, absl::Span<const IndexEntry> entries) {
  std::map<absl::string_view, bool> is_known;
  std::deque<std::string> sounds;
  std::vector<Statement> statements;
  for (const IndexEntry& entry : entries) {
    sounds.push_back(SoundsOf(entry));
    for (const std::string& word : entry.words) {
      is_known[word] = false;
      statements.push_back(
          {"INSERT INTO directory_words (kind, word, subject, sounds) VALUES ($1, $2, $3, $4) "
           "ON CONFLICT (kind, word, subject) DO UPDATE SET sounds = excluded.sounds",
           {Number(kind), absl::string_view(word), entry.subject, absl::string_view(sounds.back())},
           nullptr});
    }
    for (const std::string& key : entry.keys) {
      statements.push_back({InsertKey(kind), {absl::string_view(key), entry.subject}, nullptr});
    }
  }
  for (auto& each : is_known) {
    bool& known = each.second;
    statements.push_back(
        {kSelectKnown, {Number(kind), each.first}, [&known](const Row&) { known = true; }});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<absl::string_view> new_words;
  for (const auto& [word, known] : is_known) {
    if (!known) new_words.push_back(word);
  }
  return AddToVocabulary(tx, kind, new_words);
}

absl::Status ChangeEntry(Tx& tx, Kind kind, const IndexEntry& before, const IndexEntry& after) {
  if (before.words == after.words && before.keys == after.keys) return absl::OkStatus();
  const std::vector<std::string> lost_words = Without(before.words, after.words);
  const std::vector<std::string> lost_keys = Without(before.keys, after.keys);
  std::deque<std::string> pieces;
  std::vector<Statement> statements;
  for (const std::string& word : lost_words) {
    statements.push_back(
        {"DELETE FROM directory_words WHERE kind = $1 AND word = $2 AND subject = $3",
         {Number(kind), absl::string_view(word), before.subject},
         nullptr});
    ForgetWord(kind, word, pieces, statements);
  }
  for (const std::string& key : lost_keys) {
    statements.push_back({DeleteKey(kind), {absl::string_view(key), before.subject}, nullptr});
  }
  if (!statements.empty()) PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return AddEntries(tx, kind, {&after, 1});
}

absl::StatusOr<bool> ClearSome(Tx& tx, int rows_at_once) {
  bool found = false;
  const auto note = [&](const Row&) { found = true; };
  const int64_t limit = rows_at_once;
  Statement statements[] = {
      {"DELETE FROM directory_words WHERE (kind, word, subject) IN "
       "(SELECT kind, word, subject FROM directory_words LIMIT $1) RETURNING 1",
       {limit},
       note},
      {"DELETE FROM directory_vocabulary WHERE (kind, word) IN "
       "(SELECT kind, word FROM directory_vocabulary LIMIT $1) RETURNING 1",
       {limit},
       note},
      {"DELETE FROM word_trigrams WHERE (kind, trigram, word) IN "
       "(SELECT kind, trigram, word FROM word_trigrams LIMIT $1) RETURNING 1",
       {limit},
       note},
      {"DELETE FROM person_keys WHERE (key, person) IN "
       "(SELECT key, person FROM person_keys LIMIT $1) RETURNING 1",
       {limit},
       note},
      {"DELETE FROM organization_keys WHERE (key, organization) IN "
       "(SELECT key, organization FROM organization_keys LIMIT $1) RETURNING 1",
       {limit},
       note}};
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return found;
}

absl::StatusOr<int64_t> CountWords(Tx& tx, Kind kind, const WordRange& range, int limit) {
  const std::string end = EndOf(range.word);
  std::vector<Param> params;
  std::string sql = absl::StrCat("SELECT COUNT(*) FROM (SELECT 1 FROM directory_words WHERE ",
                                 InRange(kind, range, end, params));
  params.emplace_back(int64_t{limit});
  absl::StrAppend(&sql, " LIMIT $", params.size(), ") AS counted");
  int64_t count = 0;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, std::move(params), [&](const Row& row) { count = row.Int(0); }}));
  return count;
}

absl::StatusOr<std::vector<Posting>> FindPostings(Tx& tx, Kind kind, const WordRange& range,
                                                  const std::vector<std::string>& others,
                                                  int limit) {
  const std::string end = EndOf(range.word);
  std::vector<Param> params;
  // What is scanned comes in the order of the key, which is that of the words.
  std::string sql = absl::StrCat(
      "SELECT subject, sounds FROM (SELECT subject, sounds FROM directory_words WHERE ",
      InRange(kind, range, end, params), " ORDER BY kind, word, subject");
  params.emplace_back(int64_t{others.empty() ? limit : kMostScanned});
  absl::StrAppend(&sql, " LIMIT $", params.size(), ") AS scanned");
  std::vector<std::string> patterns;
  patterns.reserve(others.size());
  for (const std::string& other : others) {
    patterns.push_back(absl::StrCat("% ", other, "%"));
    params.emplace_back(absl::string_view(patterns.back()));
    absl::StrAppend(&sql, patterns.size() == 1 ? " WHERE" : " AND", " sounds LIKE $",
                    params.size());
  }
  params.emplace_back(int64_t{limit});
  absl::StrAppend(&sql, " LIMIT $", params.size());
  std::vector<Posting> postings;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, std::move(params), [&](const Row& row) {
                postings.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
              }}));
  return postings;
}

absl::StatusOr<std::vector<std::string>> FindResembling(
    Tx& tx, Kind kind, absl::string_view word, int limit,
    absl::FunctionRef<bool(absl::string_view known)> is_meant) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Piece> pieces, RarePieces(tx, kind, word, limit));
  std::set<std::string> words;
  const auto keep = [&](const Row& row) {
    if (is_meant(row.Text(0))) words.emplace(row.Text(0));
  };
  std::vector<Statement> statements;
  statements.reserve(pieces.size());
  for (const Piece& piece : pieces) {
    statements.push_back(
        {"SELECT word FROM word_trigrams WHERE kind = $1 AND trigram = $2 LIMIT $3",
         {Number(kind), absl::string_view(piece.text), int64_t{limit}},
         keep});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return std::vector<std::string>(words.begin(), words.end());
}

absl::StatusOr<std::vector<std::string>> FindKnown(Tx& tx, Kind kind,
                                                   const std::vector<std::string>& words) {
  std::vector<std::string> known;
  std::vector<Statement> statements;
  statements.reserve(words.size());
  for (const std::string& word : words) {
    statements.push_back({kSelectKnown,
                          {Number(kind), absl::string_view(word)},
                          [&known](const Row& row) { known.emplace_back(row.Text(0)); }});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return known;
}

}  // namespace plenary::directory
