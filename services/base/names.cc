#include "services/base/names.h"

#include <cassert>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace plenary::base {
namespace {

constexpr size_t kMostIdBytes = 63;
constexpr absl::string_view kEvents = "events/";
constexpr absl::string_view kNegotiations = "negotiations/";
constexpr absl::string_view kWildcard = "-";
constexpr absl::string_view kDirectory = "directory";
constexpr absl::string_view kAccess = "access";
constexpr absl::string_view kControl = "control";
constexpr absl::string_view kFigures = "figures";

// What is not recorded in the directory's partition, by how its name begins.
struct Collection {
  absl::string_view prefix;
  absl::string_view partition;
};
constexpr Collection kCollections[] = {
    {"users/", kAccess},           {"roleBindings/", kAccess}, {"registrationLinks/", kAccess},
    {"commitments/", kControl},    {"actionPlans/", kControl}, {"actionItems/", kControl},
    {"controlSettings", kControl}, {"trips/", kControl},       {"results/", kControl},
    {"indicators/", kFigures},
};

// The first two segments of a name that begins with `collection`; empty where it does not.
absl::string_view RootIn(absl::string_view collection, absl::string_view name) {
  if (!absl::StartsWith(name, collection)) return {};
  const absl::string_view root = name.substr(0, name.find('/', collection.size()));
  return root.size() > collection.size() ? root : absl::string_view();
}

bool IsIdCharacter(char c) { return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-'; }

// Cuts the first segment off `rest`. `rest` becomes a null view after the last one, so that
// "events/" still has its second, empty segment.
absl::string_view TakeSegment(absl::string_view& rest) {
  const size_t slash = rest.find('/');
  const absl::string_view segment = rest.substr(0, slash);
  rest = slash == absl::string_view::npos ? absl::string_view() : rest.substr(slash + 1);
  return segment;
}

bool IsPlaceholder(absl::string_view segment) { return absl::StartsWith(segment, "{"); }

// Walks `name` along `pattern` and gives every id to `take`; whether the name has that form.
template <class Take>
bool Walk(absl::string_view name, absl::string_view pattern, bool wildcards, const Take& take) {
  while (pattern.data() != nullptr && name.data() != nullptr) {
    const absl::string_view expected = TakeSegment(pattern);
    const absl::string_view segment = TakeSegment(name);
    if (!IsPlaceholder(expected)) {
      if (segment != expected) return false;
    } else if (IsId(segment) && (wildcards || segment != kWildcard)) {
      take(segment);
    } else {
      return false;
    }
  }
  return pattern.data() == nullptr && name.data() == nullptr;
}

}  // namespace

bool IsId(absl::string_view id) {
  if (id.empty() || id.size() > kMostIdBytes) return false;
  for (const char c : id) {
    if (!IsIdCharacter(c)) return false;
  }
  return true;
}

bool IsChosenId(absl::string_view id) {
  return IsId(id) && absl::ascii_islower(id.front()) && id.back() != '-';
}

bool HasForm(absl::string_view name, absl::string_view pattern, bool wildcards) {
  return Walk(name, pattern, wildcards, [](absl::string_view) {});
}

absl::optional<std::vector<std::string>> MatchName(absl::string_view name,
                                                   absl::string_view pattern, bool wildcards) {
  std::vector<std::string> ids;
  if (!Walk(name, pattern, wildcards, [&](absl::string_view id) { ids.emplace_back(id); })) {
    return absl::nullopt;
  }
  return ids;
}

std::string MakeName(absl::string_view pattern, std::initializer_list<absl::string_view> ids) {
  std::string name;
  auto id = ids.begin();
  while (pattern.data() != nullptr) {
    absl::string_view segment = TakeSegment(pattern);
    if (IsPlaceholder(segment)) {
      assert(id != ids.end());
      segment = *id++;
    }
    absl::StrAppend(&name, name.empty() ? "" : "/", segment);
  }
  assert(id == ids.end());
  return name;
}

absl::string_view EventOf(absl::string_view name) { return RootIn(kEvents, name); }

absl::string_view NegotiationOf(absl::string_view name) { return RootIn(kNegotiations, name); }

std::string PartitionOf(absl::string_view name) {
  for (const auto& [prefix, partition] : kCollections) {
    if (absl::StartsWith(name, prefix)) return std::string(partition);
  }
  for (const absl::string_view root : {EventOf(name), NegotiationOf(name)}) {
    if (!root.empty()) return std::string(root);
  }
  return std::string(kDirectory);
}

absl::string_view LastId(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == absl::string_view::npos ? name : name.substr(slash + 1);
}

}  // namespace plenary::base
