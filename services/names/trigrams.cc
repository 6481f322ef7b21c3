#include "services/names/trigrams.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace plenary::names {

std::vector<std::string> Trigrams(absl::string_view sound) {
  std::vector<std::string> trigrams;
  if (sound.empty()) return trigrams;
  const std::string framed = absl::StrCat("^", sound, "$");
  trigrams.reserve(framed.size() - 2);
  for (size_t at = 0; at + 3 <= framed.size(); ++at) trigrams.push_back(framed.substr(at, 3));
  std::sort(trigrams.begin(), trigrams.end());
  trigrams.erase(std::unique(trigrams.begin(), trigrams.end()), trigrams.end());
  return trigrams;
}

}  // namespace plenary::names
