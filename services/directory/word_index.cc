#include "services/directory/word_index.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/directory/derived.h"
#include "services/directory/visibility_table.h"

namespace plenary::directory {
namespace {

using storage::Tx;

// Of the whole directory.
class WholeIndex : public WordIndex {
 public:
  WholeIndex(Tx& tx, Kind kind) : tx_(tx), kind_(kind) {}

  absl::StatusOr<int64_t> Count(const WordRange& range, int limit) const override {
    return CountWords(tx_, kind_, range, limit);
  }
  absl::StatusOr<std::vector<Posting>> Find(const WordRange& range,
                                            const std::vector<std::string>& others,
                                            int limit) const override {
    return FindPostings(tx_, kind_, range, others, limit);
  }
  absl::StatusOr<std::vector<std::string>> FindResembling(
      absl::string_view word, int limit,
      absl::FunctionRef<bool(absl::string_view known)> is_meant) const override {
    return directory::FindResembling(tx_, kind_, word, limit, is_meant);
  }
  absl::StatusOr<std::vector<std::string>> FindKnown(
      const std::vector<std::string>& words) const override {
    return directory::FindKnown(tx_, kind_, words);
  }

 private:
  Tx& tx_;
  const Kind kind_;
};

// Of some subjects, in memory.
class IndexOfSome : public WordIndex {
 public:
  template <class Resource>
  explicit IndexOfSome(const std::vector<Resource>& subjects) {
    postings_.reserve(subjects.size());
    for (const Resource& subject : subjects) Add({subject.name(), WordsOf(subject), {}});
  }

  absl::StatusOr<int64_t> Count(const WordRange& range, int limit) const override {
    int64_t count = 0;
    for (auto word = words_.lower_bound(range.word); word != words_.end(); ++word) {
      if (!IsIn(range, word->first)) break;
      count += static_cast<int64_t>(word->second.size());
    }
    return std::min<int64_t>(count, limit);
  }

  absl::StatusOr<std::vector<Posting>> Find(const WordRange& range,
                                            const std::vector<std::string>& others,
                                            int limit) const override {
    std::vector<Posting> found;
    for (auto word = words_.lower_bound(range.word); word != words_.end(); ++word) {
      if (!IsIn(range, word->first)) break;
      for (const size_t subject : word->second) {
        if (static_cast<int>(found.size()) == limit) return found;
        if (HasEach(others, postings_[subject].sounds)) found.push_back(postings_[subject]);
      }
    }
    return found;
  }

  absl::StatusOr<std::vector<std::string>> FindResembling(
      absl::string_view, int,
      absl::FunctionRef<bool(absl::string_view known)> is_meant) const override {
    std::vector<std::string> meant;
    for (const auto& each : words_) {
      if (is_meant(each.first)) meant.push_back(each.first);
    }
    return meant;
  }

  absl::StatusOr<std::vector<std::string>> FindKnown(
      const std::vector<std::string>& words) const override {
    std::vector<std::string> known;
    for (const std::string& word : words) {
      if (words_.count(word) > 0) known.push_back(word);
    }
    return known;
  }

 private:
  void Add(const IndexEntry& entry) {
    for (const std::string& word : entry.words) words_[word].push_back(postings_.size());
    postings_.push_back({std::string(entry.subject), SoundsOf(entry)});
  }
  static bool IsIn(const WordRange& range, absl::string_view word) {
    return range.is_beginning ? absl::StartsWith(word, range.word) : word == range.word;
  }
  static bool HasEach(const std::vector<std::string>& words, absl::string_view sounds) {
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return absl::StrContains(sounds, absl::StrCat(" ", word));
    });
  }

  std::vector<Posting> postings_;                     // in the order of names
  std::map<std::string, std::vector<size_t>> words_;  // with the postings that have each
};

}  // namespace

absl::StatusOr<std::unique_ptr<WordIndex>> OpenIndex(Tx& tx, const base::Access* access,
                                                     Kind kind) {
  std::unique_ptr<WordIndex> index;
  if (SeesEverybody(access)) {
    index = std::make_unique<WholeIndex>(tx, kind);
  } else if (kind == Kind::kPeople) {
    PLENARY_ASSIGN_OR_RETURN(const auto people, ListVisiblePeople(tx, access));
    index = std::make_unique<IndexOfSome>(people);
  } else {
    PLENARY_ASSIGN_OR_RETURN(const auto organizations, ListVisibleOrganizations(tx, access));
    index = std::make_unique<IndexOfSome>(organizations);
  }
  return index;
}

}  // namespace plenary::directory
