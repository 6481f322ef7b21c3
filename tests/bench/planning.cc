// The bench group `planning`: how good plans are, how fast they come and what is proved of them.
// See docs/performance.md.
#include "tests/bench/planning.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace plenary::bench {
namespace {

constexpr char kUsage[] =
    "usage: bench_planning\n"
    "  BENCH_FIGURES=NAME,NAME  only these figures\n"
    "  BENCH_ROUNDS=N           each is measured so many times, the median counts (3)\n"
    "  PLENARY_BENCH_DATA=PATH  the published instances (../shared/bench)\n";

int ReadRounds() {
  const char* text = std::getenv("BENCH_ROUNDS");
  int rounds = 3;
  if (text != nullptr && (!absl::SimpleAtoi(text, &rounds) || rounds < 1 || rounds > 99)) {
    throw std::runtime_error(absl::StrCat("BENCH_ROUNDS is 1 to 99, not '", text, "'"));
  }
  return rounds;
}

std::string FindData() {
  const char* path = std::getenv("PLENARY_BENCH_DATA");
  const std::string data = path == nullptr ? "../shared/bench" : path;
  if (std::filesystem::exists(data + "/results.tsv")) return data;
  std::cerr << "there are no published instances in '" << data
            << "', so their figures are left out; say where: PLENARY_BENCH_DATA" << std::endl;
  return "";
}

int Main() {
  const PlanningSettings settings{ReadSettings(), ReadRounds(), FindData()};
  std::vector<Measurement> all = PublishedMeasurements(settings);
  for (const auto& part : {ForumMeasurements(settings), ReplanningMeasurements(settings)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return RunAll(settings.settings, all);
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) {
  if (argc > 1) {
    std::cout << plenary::bench::kUsage;
    return std::strcmp(argv[1], "--help") == 0 ? 0 : 2;
  }
  try {
    return plenary::bench::Main();
  } catch (const std::exception& exception) {
    std::cerr << "bench_planning: " << exception.what() << std::endl;
    return 1;
  }
}
