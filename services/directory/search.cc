#include "services/directory/search.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/check.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/directory/derived.h"
#include "services/directory/query.h"
#include "services/directory/table.h"
#include "services/directory/word_index.h"
#include "services/names/closeness.h"
#include "services/names/sound.h"

namespace plenary::directory {
namespace {

using storage::Call;
using storage::Tx;

constexpr int kUsualPageSize = 20;
constexpr int kLargestPageSize = 100;
// A search ends after so many.
constexpr size_t kMostResults = 500;
// So many are read and put in order at a time.
constexpr size_t kRankedAtOnce = 200;
// Rows of the index that a word leads to, alone and together with others.
constexpr int kMostOfOneWord = 1000;
constexpr int kMostPostings = 2000;
constexpr int kMostCounted = 5000;
// Words that share a piece with one that was misspelt, and those taken for what was meant.
constexpr int kMostResembling = 3000;
constexpr size_t kMostMeant = 30;
constexpr absl::Duration kTokenLife = absl::Hours(72);

// The names of those who were found, before anything of them was read.
class Subjects {
 public:
  explicit Subjects(const WordIndex& index) : index_(index) {}

  // Everybody in whom each word of the reading is found or begins a word.
  absl::Status Find(const Reading& reading);
  // Everybody in whom one word of the reading is found as it was probably meant; where there is
  // nobody, every word.
  absl::Status FindMisspelt(const Reading& reading);
  // Ends the first part: what is added from now on was misspelt.
  std::vector<std::string> TakeFound();
  std::vector<std::string> TakeMisspelt() { return std::move(misspelt_); }
  size_t size() const { return seen_.size(); }

 private:
  absl::StatusOr<size_t> RarestWord(const Reading& reading) const;
  absl::StatusOr<std::vector<std::string>> WordsMeant(const std::string& word) const;
  absl::Status AddMeant(const std::string& meant, const Reading& others, bool are_misspelt);
  void AddMisspelt(std::string subject) {
    if (seen_.size() < kMostResults && seen_.insert(subject).second) {
      misspelt_.push_back(std::move(subject));
    }
  }

  const WordIndex& index_;
  absl::flat_hash_set<std::string> seen_;
  std::vector<std::pair<int, std::string>> found_;  // words found as a whole, negative; name
  std::vector<std::string> misspelt_;
};

Reading Without(const Reading& reading, size_t word) {
  Reading others = reading;
  others.erase(others.begin() + static_cast<int64_t>(word));
  return others;
}

absl::StatusOr<size_t> Subjects::RarestWord(const Reading& reading) const {
  if (reading.size() == 1) return 0;
  size_t rarest = 0;
  int64_t least = kMostCounted + 1;
  for (size_t i = 0; i < reading.size(); ++i) {
    PLENARY_ASSIGN_OR_RETURN(const int64_t count, index_.Count({reading[i], true}, kMostCounted));
    if (count >= least) continue;
    rarest = i;
    least = count;
  }
  return rarest;
}

absl::Status Subjects::Find(const Reading& reading) {
  PLENARY_ASSIGN_OR_RETURN(const size_t rarest, RarestWord(reading));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Posting> postings,
                           index_.Find({reading[rarest], true}, Without(reading, rarest),
                                       reading.size() == 1 ? kMostOfOneWord : kMostPostings));
  for (const Posting& posting : postings) {
    const int whole = Fit(reading, posting.sounds);
    if (whole < 0 || !seen_.insert(posting.subject).second) continue;
    found_.emplace_back(-whole, posting.subject);
  }
  return absl::OkStatus();
}

std::vector<std::string> Subjects::TakeFound() {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (found_.size() > kMostResults) found_.resize(kMostResults);
  std::vector<std::string> subjects;
  subjects.reserve(found_.size());
  for (auto& [whole, subject] : found_) subjects.push_back(std::move(subject));
  return subjects;
}

absl::StatusOr<std::vector<std::string>> Subjects::WordsMeant(const std::string& word) const {
  // Shorter ones are nobody's misspelling.
  if (!IsMisspelling(word, word)) return std::vector<std::string>();
  const auto is_meant = [&](absl::string_view known) {
    return !absl::StartsWith(known, word) && IsMisspelling(word, known);
  };
  PLENARY_ASSIGN_OR_RETURN(std::vector<std::string> words,
                           index_.FindResembling(word, kMostResembling, is_meant));
  // Of a short word no piece may be left whole where two letters were exchanged.
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> exchanged,
                           index_.FindKnown(Transpositions(word)));
  words.insert(words.end(), exchanged.begin(), exchanged.end());
  std::set<std::pair<int, std::string>> meant;
  for (std::string& known : words) {
    if (!is_meant(known)) continue;
    meant.emplace(names::EditDistance(word, known, 3), std::move(known));
  }
  std::vector<std::string> nearest;
  for (const auto& [distance, known] : meant) {
    if (nearest.size() == kMostMeant) break;
    nearest.push_back(known);
  }
  return nearest;
}

// Whether every word is found in `sounds`, begins a word there or may be a misspelling of one.
bool FitsNearly(const Reading& words, absl::string_view sounds) {
  const std::vector<absl::string_view> known = absl::StrSplit(sounds, ' ', absl::SkipEmpty());
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::any_of(known.begin(), known.end(), [&](absl::string_view each) {
      return absl::StartsWith(each, word) || IsMisspelling(word, each);
    });
  });
}

absl::Status Subjects::AddMeant(const std::string& meant, const Reading& others,
                                bool are_misspelt) {
  PLENARY_ASSIGN_OR_RETURN(
      std::vector<Posting> postings,
      index_.Find({meant, false}, are_misspelt ? Reading() : others, kMostPostings));
  for (Posting& posting : postings) {
    if (FitsNearly(others, posting.sounds)) AddMisspelt(std::move(posting.subject));
  }
  return absl::OkStatus();
}

absl::Status Subjects::FindMisspelt(const Reading& reading) {
  std::vector<std::vector<std::string>> meant(reading.size());
  for (size_t i = 0; i < reading.size(); ++i) {
    PLENARY_ASSIGN_OR_RETURN(meant[i], WordsMeant(reading[i]));
  }
  for (const bool are_misspelt : {false, true}) {
    for (size_t i = 0; i < reading.size(); ++i) {
      const Reading others = Without(reading, i);
      for (const std::string& word : meant[i]) {
        if (seen_.size() >= kMostResults) return absl::OkStatus();
        PLENARY_RETURN_IF_ERROR(AddMeant(word, others, are_misspelt));
      }
    }
    if (!seen_.empty() || reading.size() == 1) break;
  }
  return absl::OkStatus();
}

// --- From names to results in their order.

absl::StatusOr<std::vector<absl::optional<v1::Person>>> Load(Tx& tx,
                                                             const std::vector<std::string>& names,
                                                             const v1::Person*) {
  return FindPeople(tx, names);
}
absl::StatusOr<std::vector<absl::optional<v1::Organization>>> Load(
    Tx& tx, const std::vector<std::string>& names, const v1::Organization*) {
  return FindOrganizations(tx, names);
}

Kind KindOf(const v1::Person*) { return Kind::kPeople; }
Kind KindOf(const v1::Organization*) { return Kind::kOrganizations; }

// The sounds of a person's names, family names first; of an organization's names, all alike.
void AddSounds(absl::string_view text, std::vector<std::string>& sounds) {
  for (std::string& sound : names::SoundWords(text)) sounds.push_back(std::move(sound));
}
std::vector<std::vector<std::string>> SoundsByRank(const v1::Person& person) {
  std::vector<std::vector<std::string>> sounds(3);
  const auto add = [&](const v1::PersonName& name) {
    AddSounds(name.family_name(), sounds[0]);
    AddSounds(name.given_name(), sounds[1]);
    AddSounds(name.patronymic(), sounds[2]);
  };
  for (const v1::PersonName& name : person.names()) add(name);
  if (person.has_latin_name()) add(person.latin_name());
  return sounds;
}
std::vector<std::vector<std::string>> SoundsByRank(const v1::Organization& organization) {
  std::vector<std::vector<std::string>> sounds(1);
  for (const std::string& text : TextsOf(organization)) AddSounds(text, sounds[0]);
  return sounds;
}

template <class Resource>
struct Hit {
  Resource resource;
  v1::SearchMatch match = v1::SEARCH_MATCH_UNSPECIFIED;
  Nearness nearness;
  std::string sort_key;
};

// The nearness of the reading that fits best.
Nearness NearestOf(const Query& query, const std::vector<std::vector<std::string>>& sounds) {
  absl::optional<Nearness> nearest;
  for (const Reading& reading : query.readings) {
    const Nearness nearness = NearnessOf(reading, sounds);
    if (!nearest.has_value() || nearness < *nearest) nearest = nearness;
  }
  return nearest.value_or(Nearness());
}

// Reads the subjects `names` and puts them behind `hits`, in their order. `match`: how all of them
// were found; unspecified: as their names tell.
template <class Resource>
absl::Status AddHits(Tx& tx, const std::vector<std::string>& names, const Query& query,
                     absl::string_view language, v1::SearchMatch match,
                     std::vector<Hit<Resource>>& hits) {
  PLENARY_ASSIGN_OR_RETURN(auto loaded, Load(tx, names, static_cast<const Resource*>(nullptr)));
  std::vector<Hit<Resource>> added;
  added.reserve(loaded.size());
  for (absl::optional<Resource>& each : loaded) {
    if (!each.has_value()) continue;
    Hit<Resource> hit;
    hit.match = match == v1::SEARCH_MATCH_UNSPECIFIED ? MatchOf(query, TextsOf(*each)) : match;
    hit.nearness = NearestOf(query, SoundsByRank(*each));
    hit.sort_key = base::SortKey(NameFor(*each, language), language);
    hit.resource = *std::move(each);
    added.push_back(std::move(hit));
  }
  std::sort(added.begin(), added.end(), [](const Hit<Resource>& a, const Hit<Resource>& b) {
    return std::forward_as_tuple(a.match, a.nearness, a.sort_key, a.resource.name()) <
           std::forward_as_tuple(b.match, b.nearness, b.sort_key, b.resource.name());
  });
  std::move(added.begin(), added.end(), std::back_inserter(hits));
  return absl::OkStatus();
}

// The best first; those that were misspelt only where there are fewer than `wanted` others.
template <class Resource>
absl::StatusOr<std::vector<Hit<Resource>>> FindHits(Tx& tx, const base::Access* access,
                                                    const Query& query, absl::string_view language,
                                                    size_t wanted) {
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<WordIndex> index,
                           OpenIndex(tx, access, KindOf(static_cast<const Resource*>(nullptr))));
  Subjects subjects(*index);
  for (const Reading& reading : query.readings) {
    PLENARY_RETURN_IF_ERROR(subjects.Find(reading));
  }
  std::vector<Hit<Resource>> hits;
  const std::vector<std::string> found = subjects.TakeFound();
  // Those whose words sound as a whole as what was typed stand in front, so a page needs not all.
  for (size_t first = 0; first < found.size() && hits.size() < wanted; first += kRankedAtOnce) {
    const auto begin = found.begin() + static_cast<int64_t>(first);
    const size_t count = std::min(kRankedAtOnce, found.size() - first);
    PLENARY_RETURN_IF_ERROR(AddHits(tx, {begin, begin + static_cast<int64_t>(count)}, query,
                                    language, v1::SEARCH_MATCH_UNSPECIFIED, hits));
  }
  if (hits.size() >= wanted) return hits;
  for (const Reading& reading : query.readings) {
    PLENARY_RETURN_IF_ERROR(subjects.FindMisspelt(reading));
  }
  PLENARY_RETURN_IF_ERROR(
      AddHits(tx, subjects.TakeMisspelt(), query, language, v1::MISSPELT, hits));
  return hits;
}

// --- Pages. A token holds when it ends and how many results came before its page.

absl::Status BadPageToken(absl::string_view why) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_PAGE_TOKEN,
                      absl::StrCat("the page token ", why, "; start again without a token"));
}

absl::StatusOr<size_t> ReadToken(absl::string_view token, absl::string_view binding, absl::Time now,
                                 const base::TokenSealer& sealer) {
  if (token.empty()) return 0;
  const absl::StatusOr<std::string> content = sealer.Open(token, binding);
  if (!content.ok()) {
    return BadPageToken("is damaged or was given for another caller, query or language");
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(*content, ' ');
  int64_t end_us = 0;
  size_t offset = 0;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &end_us) ||
      !absl::SimpleAtoi(parts[1], &offset)) {
    return BadPageToken("was given by another version of this server");
  }
  if (absl::FromUnixMicros(end_us) <= now) return BadPageToken("is older than three days");
  return offset;
}

template <class Resource>
struct SearchPage {
  std::vector<Hit<Resource>> hits;
  std::string next_page_token;
};

template <class Resource, class Request>
absl::StatusOr<SearchPage<Resource>> Search(Tx& tx, const Call& call, const Request& request,
                                            const base::TokenSealer& sealer) {
  const absl::string_view language = base::ReaderLanguage(request.language_code());
  const std::string binding = absl::StrCat("search ", call.caller.size(), " ", call.caller, " ",
                                           call.method, " ", language, " ", request.query());
  PLENARY_ASSIGN_OR_RETURN(const size_t offset,
                           ReadToken(request.page_token(), binding, tx.now(), sealer));
  const size_t page_size = request.page_size() == 0
                               ? kUsualPageSize
                               : std::min<size_t>(request.page_size(), kLargestPageSize);
  const size_t end = std::min(offset + page_size, kMostResults);
  PLENARY_ASSIGN_OR_RETURN(
      std::vector<Hit<Resource>> hits,
      FindHits<Resource>(tx, call.access, ParseQuery(request.query()), language, end + 1));
  SearchPage<Resource> page;
  if (hits.size() > end) {
    page.next_page_token =
        sealer.Seal(absl::StrCat(absl::ToUnixMicros(tx.now() + kTokenLife), " ", end), binding);
    hits.resize(end);
  }
  for (size_t i = offset; i < hits.size(); ++i) page.hits.push_back(std::move(hits[i]));
  for (Hit<Resource>& hit : page.hits) {
    PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), hit.resource));
  }
  return page;
}

// INVALID_FIELD_MASK, also where nothing is found.
template <class Resource>
absl::Status CheckMask(const google::protobuf::FieldMask& read_mask) {
  Resource none;
  return base::Project(read_mask, none);
}

}  // namespace

absl::StatusOr<v1::SearchPeopleResponse> SearchPeople(Tx& tx, const Call& call,
                                                      const v1::SearchPeopleRequest& request,
                                                      const base::TokenSealer& sealer) {
  PLENARY_RETURN_IF_ERROR(CheckMask<v1::Person>(request.read_mask()));
  PLENARY_ASSIGN_OR_RETURN(auto page, Search<v1::Person>(tx, call, request, sealer));
  v1::SearchPeopleResponse response;
  for (Hit<v1::Person>& hit : page.hits) {
    auto& result = *response.add_results();
    *result.mutable_person() = std::move(hit.resource);
    result.set_match(hit.match);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::SearchOrganizationsResponse> SearchOrganizations(
    Tx& tx, const Call& call, const v1::SearchOrganizationsRequest& request,
    const base::TokenSealer& sealer) {
  PLENARY_RETURN_IF_ERROR(CheckMask<v1::Organization>(request.read_mask()));
  PLENARY_ASSIGN_OR_RETURN(auto page, Search<v1::Organization>(tx, call, request, sealer));
  v1::SearchOrganizationsResponse response;
  for (Hit<v1::Organization>& hit : page.hits) {
    auto& result = *response.add_results();
    *result.mutable_organization() = std::move(hit.resource);
    result.set_match(hit.match);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::directory
