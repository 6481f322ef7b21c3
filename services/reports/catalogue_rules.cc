#include "services/reports/catalogue_rules.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace plenary::reports {
namespace {

using documents::Language;

// The patterns of a key, in the order of documents::kLanguages.
using Catalogue = std::map<std::string, std::vector<std::string>, std::less<>>;

// A pattern without the blanks around it and with those that it asks for: an underscore at its
// beginning or end stands for one.
std::string PatternIn(absl::string_view cell) {
  std::string pattern(absl::StripAsciiWhitespace(cell));
  if (absl::StartsWith(pattern, "_")) pattern.front() = ' ';
  if (absl::EndsWith(pattern, "_")) pattern.back() = ' ';
  return pattern;
}

Catalogue ReadCatalogue() {
  Catalogue catalogue;
  for (const absl::string_view line : absl::StrSplit(CatalogueText(), '\n')) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<absl::string_view> cells = absl::StrSplit(line, '|');
    std::vector<std::string>& patterns = catalogue[PatternIn(cells.front())];
    patterns.reserve(cells.size());
    for (size_t i = 1; i < cells.size(); ++i) patterns.push_back(PatternIn(cells[i]));
  }
  return catalogue;
}

const Catalogue& All() {
  static const auto& catalogue = *new Catalogue(ReadCatalogue());
  return catalogue;
}

}  // namespace

std::vector<std::string> PatternKeys() {
  std::vector<std::string> keys;
  keys.reserve(All().size());
  for (const auto& [key, patterns] : All()) keys.push_back(key);
  return keys;
}

const std::string& PatternOf(absl::string_view key, Language language) {
  const auto place =
      std::find(std::begin(documents::kLanguages), std::end(documents::kLanguages), language) -
      std::begin(documents::kLanguages);
  return All().at(std::string(key)).at(static_cast<size_t>(place));
}

}  // namespace plenary::reports
