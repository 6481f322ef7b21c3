#include <algorithm>
#include <map>
#include <vector>

#include "services/interchange/csv_reader.h"

namespace plenary::interchange {
namespace {

// So many records show what the rest will look like.
constexpr size_t kRecords = 50;

// How many cells the first records have if `delimiter` it is. The last record is left out where
// `text` may be cut off inside it.
std::vector<int> CellCounts(absl::string_view text, char delimiter) {
  std::vector<int> counts;
  int cells = 1;
  bool is_quoted = false;
  bool is_cell_start = true;
  bool is_empty = true;
  for (size_t i = 0; i < text.size() && counts.size() < kRecords; ++i) {
    const char c = text[i];
    const bool is_line_end = !is_quoted && (c == '\n' || c == '\r');
    if (is_line_end) {
      if (!is_empty) counts.push_back(cells);
      cells = 1;
      is_empty = is_cell_start = true;
      continue;
    }
    is_empty = false;
    const bool opens_or_closes = c == '"' && (is_quoted || is_cell_start);
    if (opens_or_closes) is_quoted = !is_quoted;
    // A doubled quote inside a quoted cell closes it and opens it again.
    is_cell_start = opens_or_closes && !is_quoted;
    if (!is_quoted && c == delimiter) {
      ++cells;
      is_cell_start = true;
    }
  }
  if (counts.empty() && !is_empty) counts.push_back(cells);
  return counts;
}

struct Fit {
  int records = 0;  // that have the same number of cells, more than one
  int cells = 0;
};

Fit FitOf(absl::string_view text, char delimiter) {
  std::map<int, int> records_by_cells;
  for (const int cells : CellCounts(text, delimiter)) {
    if (cells > 1) ++records_by_cells[cells];
  }
  Fit best;
  for (const auto& [cells, records] : records_by_cells) {
    if (records >= best.records) best = {records, cells};
  }
  return best;
}

}  // namespace

char GuessDelimiter(absl::string_view beginning) {
  char guess = ',';
  Fit best;
  for (const char delimiter : {'\t', ';', ','}) {
    const Fit fit = FitOf(beginning, delimiter);
    const bool is_better =
        fit.records > best.records || (fit.records == best.records && fit.cells > best.cells);
    if (!is_better) continue;
    best = fit;
    guess = delimiter;
  }
  return guess;
}

}  // namespace plenary::interchange
