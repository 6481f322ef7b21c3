#include "services/directory/duplicates.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/directory/derived.h"
#include "services/directory/index_table.h"
#include "services/directory/likely_duplicate_table.h"
#include "services/directory/likeness_rules.h"
#include "services/directory/match_table.h"
#include "services/directory/protected_table.h"
#include "services/directory/visibility_table.h"
#include "services/names/closeness.h"

namespace plenary::directory {
namespace {

using storage::Statement;
using storage::Tx;

// Of one family name and initial, so many are looked at.
constexpr int kMostOfInitial = 500;
constexpr int kMostCloseFamilies = 20;
// Words that share a piece with a family name.
constexpr int kMostResembling = 3000;

PersonRow RowOf(const vault::Vault& vault, const Wanted& wanted) {
  PersonRow row = {wanted.person, ""};
  if (row.person.has_birth_date()) row.birth = BlindOfBirthDate(vault, row.person.birth_date());
  return row;
}

// The two halves of a key: how the family name sounds, and the given name.
struct Sounds {
  std::string family;
  std::string given;
};

Sounds SoundsOf(const std::string& key) {
  const size_t blank = key.find(' ');
  return {key.substr(0, blank), key.substr(blank + 1)};
}

// Candidates for one who is wanted, while the statements that find them wait to be run. Stays where
// it is until then.
class Candidates {
 public:
  explicit Candidates(PersonRow wanted)
      : wanted_(std::move(wanted)),
        keys_(KeysOf(wanted_.person)),
        email_key_(EmailKeyOf(wanted_.person)) {}

  // By keys, initials and mail.
  void AddUsual(std::vector<Statement>& statements) {
    for (const std::string& key : keys_) {
      statements.push_back(SelectByKey(key, kMostMatches, found_));
      // Of a name that many have, those who are told apart by it.
      statements.push_back(SelectByKeyIn(key, wanted_.person.organization(), kMostMatches, found_));
      if (!wanted_.birth.empty()) {
        statements.push_back(SelectByKeyBorn(key, wanted_.birth, kMostMatches, found_));
      }
      const Sounds sounds = SoundsOf(key);
      if (sounds.given.size() > 1) {
        // Who is there with an initial only.
        AddKey(absl::StrCat(sounds.family, " ", sounds.given.substr(0, 1)), statements);
      } else if (!sounds.family.empty()) {
        AddBeginning(key, kMostMatches, statements);
      }
    }
    if (!email_key_.empty()) {
      statements.push_back(SelectByEmail(email_key_, kMostMatches, found_));
    }
  }

  // And by everything else; `close_families` sound nearly like the family name.
  void AddUnusual(const std::vector<std::string>& close_families,
                  std::vector<Statement>& statements) {
    for (const std::string& key : keys_) {
      const Sounds sounds = SoundsOf(key);
      if (sounds.family.empty()) continue;
      AddKey(absl::StrCat(sounds.given, " ", sounds.family), statements);
      AddBeginning(absl::StrCat(sounds.family, " ", sounds.given.substr(0, 1)), kMostOfInitial,
                   statements);
      for (const std::string& family : close_families) {
        AddBeginning(absl::StrCat(family, " ", sounds.given.substr(0, 1)), kMostMatches,
                     statements);
      }
    }
    if (!wanted_.birth.empty()) {
      statements.push_back(SelectByBirth(wanted_.birth, kMostOfInitial, found_));
    }
  }

  // Judges everybody who was found, once the statements have run.
  absl::StatusOr<std::vector<PersonMatch>> Judge() {
    PLENARY_ASSIGN_OR_RETURN(std::vector<PersonRow> rows, found_.TakeAll());
    return Judge(std::move(rows));
  }
  std::vector<PersonMatch> Judge(std::vector<PersonRow> rows) const {
    std::set<std::string> seen = {wanted_.person.name()};
    std::vector<PersonMatch> matches;
    for (PersonRow& row : rows) {
      if (!seen.insert(row.person.name()).second) continue;
      const Likeness likeness =
          LikenessOf({wanted_.person, wanted_.birth}, {row.person, row.birth});
      if (likeness.value < kShownLikeness) continue;
      matches.push_back(
          {std::move(row.person), likeness.value, likeness.reasons, likeness.is_same});
    }
    std::sort(matches.begin(), matches.end(), [](const PersonMatch& a, const PersonMatch& b) {
      if (a.is_same != b.is_same) return a.is_same;
      if (a.likeness != b.likeness) return a.likeness > b.likeness;
      return a.person.name() < b.person.name();
    });
    return matches;
  }

  const std::vector<std::string>& keys() const { return keys_; }

 private:
  void AddKey(std::string key, std::vector<Statement>& statements) {
    owned_.push_back(std::move(key));
    statements.push_back(SelectByKey(owned_.back(), kMostMatches, found_));
  }
  // Every key that begins with `key`.
  void AddBeginning(const std::string& key, int limit, std::vector<Statement>& statements) {
    owned_.push_back(key);
    const std::string& first = owned_.back();
    owned_.push_back(absl::StrCat(key, "~"));
    statements.push_back(SelectByKeys(first, owned_.back(), limit, found_));
  }

  const PersonRow wanted_;
  const std::vector<std::string> keys_;
  const std::string email_key_;
  std::deque<std::string> owned_;
  LoadedPersonRows found_;
};

// Words of the vocabulary that sound nearly like a family name.
absl::StatusOr<std::vector<std::string>> CloseFamilies(Tx& tx,
                                                       const std::vector<std::string>& keys) {
  std::set<std::string> close;
  for (const std::string& key : keys) {
    const std::string family = SoundsOf(key).family;
    PLENARY_ASSIGN_OR_RETURN(
        const auto resembling,
        FindResembling(tx, Kind::kPeople, family, kMostResembling, [&](absl::string_view word) {
          return word != family && names::SoundsClose(word, family);
        }));
    for (const std::string& word : resembling) {
      if (close.size() < kMostCloseFamilies) close.insert(word);
    }
  }
  return std::vector<std::string>(close.begin(), close.end());
}

// Everybody a caller sees, by the sounds of their family names and by their mail.
class Visible {
 public:
  explicit Visible(std::vector<PersonRow> rows) : rows_(std::move(rows)) {
    for (size_t i = 0; i < rows_.size(); ++i) {
      for (const std::string& trait : TraitsOf(rows_[i].person)) by_trait_[trait].push_back(i);
    }
  }
  // Those who may be found by what is usually looked at.
  std::vector<PersonRow> LikelyToBe(const v1::Person& person) const {
    std::vector<PersonRow> rows;
    for (const std::string& trait : TraitsOf(person)) {
      const auto found = by_trait_.find(trait);
      if (found == by_trait_.end()) continue;
      for (const size_t row : found->second) rows.push_back(rows_[row]);
    }
    return rows;
  }

 private:
  static std::set<std::string> TraitsOf(const v1::Person& person) {
    std::set<std::string> traits;
    for (const std::string& key : KeysOf(person)) traits.insert(SoundsOf(key).family);
    const std::string mail = EmailKeyOf(person);
    if (!mail.empty()) traits.insert(absl::StrCat("mail ", mail));
    return traits;
  }

  const std::vector<PersonRow> rows_;
  std::map<std::string, std::vector<size_t>> by_trait_;
};

void KeepLikeliest(std::vector<PersonMatch>& matches) {
  if (matches.size() > kMostMatches) matches.resize(kMostMatches);
}

}  // namespace

absl::StatusOr<std::vector<std::vector<PersonMatch>>> MatchVisiblePeople(
    Tx& tx, const vault::Vault& vault, const base::Access* access,
    const std::vector<Wanted>& wanted) {
  if (SeesEverybody(access)) return MatchPeople(tx, vault, wanted);
  PLENARY_ASSIGN_OR_RETURN(std::vector<PersonRow> rows, ListVisibleRows(tx, access));
  const Visible visible(std::move(rows));
  std::vector<std::vector<PersonMatch>> matches;
  matches.reserve(wanted.size());
  for (const Wanted& each : wanted) {
    PersonRow row = RowOf(vault, each);
    std::vector<PersonRow> likely = visible.LikelyToBe(each.person);
    matches.push_back(Candidates(std::move(row)).Judge(std::move(likely)));
    KeepLikeliest(matches.back());
  }
  return matches;
}

absl::StatusOr<std::vector<std::vector<PersonMatch>>> MatchPeople(
    Tx& tx, const vault::Vault& vault, const std::vector<Wanted>& wanted) {
  std::deque<Candidates> candidates;
  std::vector<Statement> statements;
  for (const Wanted& each : wanted) {
    candidates.emplace_back(RowOf(vault, each));
    candidates.back().AddUsual(statements);
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<std::vector<PersonMatch>> matches;
  matches.reserve(wanted.size());
  for (Candidates& each : candidates) {
    PLENARY_ASSIGN_OR_RETURN(matches.emplace_back(), each.Judge());
    KeepLikeliest(matches.back());
  }
  return matches;
}

absl::StatusOr<std::vector<PersonMatch>> FindDuplicatesOf(Tx& tx, const PersonRow& who) {
  Candidates candidates(who);
  PLENARY_ASSIGN_OR_RETURN(const auto close, CloseFamilies(tx, candidates.keys()));
  std::vector<Statement> statements;
  candidates.AddUsual(statements);
  candidates.AddUnusual(close, statements);
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return candidates.Judge();
}

absl::StatusOr<std::vector<PersonMatch>> FindVisibleDuplicatesOf(Tx& tx, const base::Access* access,
                                                                 const PersonRow& who) {
  if (SeesEverybody(access)) return FindDuplicatesOf(tx, who);
  PLENARY_ASSIGN_OR_RETURN(std::vector<PersonRow> rows, ListVisibleRows(tx, access));
  return Candidates(who).Judge(std::move(rows));
}

absl::Status FileHiddenLookalikes(storage::Change& change, const std::vector<PersonRow>& created,
                                  absl::Time now) {
  std::deque<Candidates> candidates;
  std::vector<Statement> statements;
  for (const PersonRow& row : created) candidates.emplace_back(row).AddUsual(statements);
  PLENARY_RETURN_IF_ERROR(change.tx().RunAll(absl::MakeSpan(statements)));
  std::vector<v1::LikelyDuplicate> pairs;
  std::vector<std::string> names;
  for (size_t i = 0; i < created.size(); ++i) {
    PLENARY_ASSIGN_OR_RETURN(std::vector<PersonMatch> matches, candidates[i].Judge());
    KeepLikeliest(matches);
    for (const PersonMatch& match : matches) {
      if (match.likeness < kLikelyLikeness) continue;
      pairs.push_back(MakePair(created[i].person.name(), match.person.name(), match.likeness, now));
      names.push_back(match.person.name());
    }
  }
  PLENARY_ASSIGN_OR_RETURN(const auto visible,
                           OnlyVisiblePeople(change.tx(), change.call().access, names));
  const auto is_visible = [&](const v1::LikelyDuplicate& pair) {
    return visible.count(CandidateOf(pair)) > 0;
  };
  pairs.erase(std::remove_if(pairs.begin(), pairs.end(), is_visible), pairs.end());
  return InsertPairs(change.tx(), pairs);
}

absl::Status CheckNoLikelyDuplicate(Tx& tx, const PersonRow& who) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<PersonMatch> matches, FindDuplicatesOf(tx, who));
  const auto is_likely = [](const PersonMatch& each) { return each.likeness >= kLikelyLikeness; };
  const auto likely = std::count_if(matches.begin(), matches.end(), is_likely);
  if (likely == 0) return absl::OkStatus();
  const v1::Person& first = std::find_if(matches.begin(), matches.end(), is_likely)->person;
  return base::Refuse(
      absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_LIKELY_DUPLICATE,
      absl::StrCat(first.name(), " (", first.sort_name(), ") looks like the same person",
                   likely > 1 ? absl::StrCat(", and so do ", likely - 1, " more") : "",
                   "; use that one, or create without refuse_likely_duplicate if this is another"),
      {{"person", first.name()}, {"candidates", absl::StrCat(likely)}});
}

}  // namespace plenary::directory
