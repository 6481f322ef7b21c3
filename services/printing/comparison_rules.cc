#include "services/printing/comparison_rules.h"

#include <map>
#include <set>

namespace plenary::printing {
namespace {

using Difference = v1::CompareWithPrintResponse::Difference;

Difference MakeDifference(Difference::Kind kind, const std::string& before,
                          const std::string& after) {
  Difference difference;
  difference.set_kind(kind);
  difference.set_before(before);
  difference.set_after(after);
  return difference;
}

}  // namespace

std::vector<Difference> Compare(const std::vector<PrintedLine>& before,
                                const std::vector<PrintedLine>& after) {
  std::set<std::string> still_there;
  for (const PrintedLine& line : after) still_there.insert(line.about);
  std::map<std::string, size_t> places;
  for (size_t i = 0; i < before.size(); ++i) places.emplace(before[i].about, i);

  std::vector<Difference> differences;
  size_t told = 0;  // lines of `before` up to here are dealt with
  const auto tell_gone = [&](size_t end) {
    for (; told < end; ++told) {
      if (still_there.count(before[told].about) > 0) continue;
      differences.push_back(MakeDifference(Difference::REMOVED, before[told].text, ""));
    }
  };
  for (const PrintedLine& line : after) {
    const auto place = places.find(line.about);
    if (place == places.end()) {
      differences.push_back(MakeDifference(Difference::ADDED, "", line.text));
      continue;
    }
    tell_gone(place->second);
    const std::string& was = before[place->second].text;
    if (was != line.text) {
      differences.push_back(MakeDifference(Difference::CHANGED, was, line.text));
    }
  }
  tell_gone(before.size());
  return differences;
}

}  // namespace plenary::printing
