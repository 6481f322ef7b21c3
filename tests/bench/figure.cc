#include "tests/bench/figure.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <set>
#include <stdexcept>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace plenary::bench {
namespace {

// Enough digits to tell rounds apart, and no more.
std::string Digits(double value) {
  const double size = std::abs(value);
  if (size >= 1000) return absl::StrFormat("%.0f", value);
  return size >= 10 ? absl::StrFormat("%.1f", value) : absl::StrFormat("%.2f", value);
}

std::string Spread(const Series& series) {
  return series.values.size() == 1
             ? Digits(series.Median())
             : absl::StrCat(Digits(series.Median()), " (", Digits(series.Min()), "–",
                            Digits(series.Max()), ")");
}

bool IsMet(const Figure& figure) {
  const double value = figure.series.Median();
  return figure.wanted == Figure::Wanted::kAtLeast ? value >= figure.bound : value <= figure.bound;
}

}  // namespace

double Series::Median() const {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted.at(middle)
                                : (sorted.at(middle - 1) + sorted.at(middle)) / 2;
}

double Series::Min() const { return *std::min_element(values.begin(), values.end()); }

double Series::Max() const { return *std::max_element(values.begin(), values.end()); }

void Print(const Figure& figure) {
  std::string line = absl::StrCat(
      "# ", figure.name, ": ", figure.what, "; ", figure.series.values.size(), " rounds, median ",
      Digits(figure.series.Median()), ", min ", Digits(figure.series.Min()), ", max ",
      Digits(figure.series.Max()),
      figure.wanted == Figure::Wanted::kAtLeast ? "; wanted at least " : "; wanted at most ",
      figure.bound, IsMet(figure) ? ", met" : ", MISSED", "; ", std::thread::hardware_concurrency(),
      " cores");
  for (const auto& [name, series] : figure.beside) {
    absl::StrAppend(&line, "; ", name, " ", Spread(series));
  }
  std::cout << line << "\nfigure " << figure.name << " " << Digits(figure.series.Median())
            << std::endl;
}

bool Settings::Wants(const std::vector<std::string>& some) const {
  return figures.empty() || std::any_of(some.begin(), some.end(), [&](const std::string& name) {
           return std::find(figures.begin(), figures.end(), name) != figures.end();
         });
}

Settings ReadSettings() {
  Settings settings{{}, absl::Seconds(6)};
  if (const char* names = std::getenv("BENCH_FIGURES"); names != nullptr) {
    settings.figures = absl::StrSplit(names, ',', absl::SkipWhitespace());
  }
  if (const char* text = std::getenv("BENCH_SECONDS"); text != nullptr) {
    int seconds = 0;
    if (!absl::SimpleAtoi(text, &seconds) || seconds < 1 || seconds > 600) {
      throw std::runtime_error(absl::StrCat("BENCH_SECONDS is 1 to 600, not '", text, "'"));
    }
    settings.round = absl::Seconds(seconds);
  }
  return settings;
}

int RunAll(const Settings& settings, const std::vector<Measurement>& measurements) {
  std::set<std::string> known;
  for (const Measurement& one : measurements) known.insert(one.figures.begin(), one.figures.end());
  for (const std::string& name : settings.figures) {
    if (known.count(name) > 0) continue;
    std::cerr << "there is no figure '" << name << "'; figures are: " << absl::StrJoin(known, " ")
              << std::endl;
    return 2;
  }
  int failures = 0;
  for (const Measurement& one : measurements) {
    if (!settings.Wants(one.figures)) continue;
    try {
      one.run();
    } catch (const std::exception& exception) {
      ++failures;
      std::cerr << "FAIL " << absl::StrJoin(one.figures, ", ") << ": " << exception.what()
                << std::endl;
    }
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace plenary::bench
