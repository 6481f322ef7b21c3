#include "services/interchange/header_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/interchange/headings.h"
#include "services/names/clean.h"

namespace plenary::interchange {
namespace {

using Texts = std::vector<std::string>;

// Points that a heading has for a word that is known, and for one that may mean other things.
constexpr int kKnown = 2;
constexpr int kWeak = 1;
constexpr int kName = 3;
// One known heading alone can stand in any row, unless it is that of names.
constexpr int kFewestPoints = 3;

int PointsOf(const std::string& heading, const ListContext& context) {
  if (heading.empty()) return 0;
  const HeadingMeaning meaning = MeaningOf(heading, context);
  if (meaning.column.field() == v1::IMPORT_FIELD_UNSPECIFIED) return 0;
  if (meaning.is_weak) return kWeak;
  const v1::ImportField field = meaning.column.field();
  return field >= v1::FULL_NAME && field <= v1::LATIN_FULL_NAME ? kName : kKnown;
}

int PointsOf(const Texts& headings, const ListContext& context) {
  int points = 0;
  for (const std::string& heading : headings) points += PointsOf(heading, context);
  return points;
}

bool IsBlank(const std::string& text) { return names::Clean(text).text.empty(); }

// The groups of a first row, each also above the empty cells to its right that have something
// below.
Texts Joined(const Texts& upper, const Texts& lower) {
  Texts joined(std::max(upper.size(), lower.size()));
  std::string group;
  for (size_t i = 0; i < joined.size(); ++i) {
    const bool has_upper = i < upper.size() && !IsBlank(upper[i]);
    const bool has_lower = i < lower.size() && !IsBlank(lower[i]);
    if (has_upper) group = upper[i];
    if (has_lower) {
      joined[i] = group.empty() ? lower[i] : absl::StrCat(group, " ", lower[i]);
    } else if (has_upper) {
      joined[i] = upper[i];
    }
  }
  return joined;
}

// Whether the lower row's cells say more than the groups above them; those of a person's row don't.
bool Divides(const Texts& lower, const Texts& joined, const Texts& upper,
             const ListContext& context) {
  int cells = 0;
  int saying = 0;
  for (size_t i = 0; i < lower.size(); ++i) {
    if (IsBlank(lower[i])) continue;
    ++cells;
    const HeadingMeaning meaning = MeaningOf(lower[i], context);
    if (meaning.column.field() != v1::IMPORT_FIELD_UNSPECIFIED || meaning.names_language) {
      ++saying;
      continue;
    }
    const std::string above = i < upper.size() ? upper[i] : std::string();
    const v1::ImportField whole = MeaningOf(joined[i], context).column.field();
    if (whole != v1::IMPORT_FIELD_UNSPECIFIED &&
        whole != MeaningOf(above, context).column.field()) {
      ++saying;
    }
  }
  return saying > 0 && saying * 2 >= cells;
}

struct Candidate {
  HeaderRows rows;
  int points = 0;
};

Candidate OneRow(const TableRow& row, const ListContext& context) {
  Candidate candidate;
  candidate.rows = {row.line, row.line, row.cells};
  candidate.points = PointsOf(candidate.rows.headings, context);
  return candidate;
}

Candidate TwoRows(const TableRow& upper, const TableRow& lower, const ListContext& context) {
  Candidate candidate;
  // A title above the table is no group.
  const auto is_group = [](const std::string& text) { return !IsBlank(text); };
  if (std::count_if(upper.cells.begin(), upper.cells.end(), is_group) < 2) return candidate;
  const Texts joined = Joined(upper.cells, lower.cells);
  if (!Divides(lower.cells, joined, upper.cells, context)) return candidate;
  candidate.rows = {upper.line, lower.line, joined};
  candidate.points = PointsOf(joined, context);
  return candidate;
}

}  // namespace

HeaderRows FindHeaderRows(const std::vector<TableRow>& rows, const ListContext& context,
                          int64_t header_line) {
  size_t width = 0;
  for (const TableRow& row : rows) width = std::max(width, row.cells.size());
  Candidate best;
  best.points = header_line > 0 ? -1 : width > 1 ? kFewestPoints - 1 : 0;
  const auto offer = [&](Candidate candidate) {
    if (candidate.points > best.points) best = std::move(candidate);
  };
  for (size_t i = 0; i < rows.size(); ++i) {
    if (header_line > 0 && rows[i].line != header_line) continue;
    offer(OneRow(rows[i], context));
  }
  for (size_t i = 0; i + 1 < rows.size(); ++i) {
    if (header_line > 0 && rows[i].line != header_line) continue;
    offer(TwoRows(rows[i], rows[i + 1], context));
  }
  return best.rows;
}

}  // namespace plenary::interchange
