#include "services/interchange/row_builder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

bool IsBlank(const std::string& text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isspace);
}

}  // namespace

void RowBuilder::Begin(int64_t line) {
  row_.line = line;
  row_.cells.clear();
  row_.problems.clear();
}

absl::Status RowBuilder::CheckColumn(int64_t column) const {
  if (column < limits_.columns) return absl::OkStatus();
  return TooLarge(
      absl::StrCat("line ", row_.line, " has a cell in column ", ColumnName(column), "; at most ",
                   limits_.columns, " columns are read: delete what is not needed"),
      {row_.line, column + 1});
}

absl::Status RowBuilder::CheckCellBytes(int64_t column, size_t bytes) const {
  if (bytes <= static_cast<size_t>(limits_.cell_bytes)) return absl::OkStatus();
  return TooLarge(absl::StrCat("the cell in line ", row_.line, ", column ", ColumnName(column),
                               " is longer than ", limits_.cell_bytes, " bytes: shorten it"),
                  {row_.line, column + 1});
}

absl::Status RowBuilder::Set(int64_t column, std::string text) {
  if (text.empty()) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(CheckColumn(column));
  PLENARY_RETURN_IF_ERROR(CheckCellBytes(column, text.size()));
  const auto index = static_cast<size_t>(column);
  if (row_.cells.size() <= index) row_.cells.resize(index + 1);
  row_.cells[index] = std::move(text);
  return absl::OkStatus();
}

absl::Status RowBuilder::SetProblem(int64_t column, std::string description) {
  PLENARY_RETURN_IF_ERROR(CheckColumn(column));
  row_.problems.push_back({static_cast<int>(column), std::move(description)});
  return absl::OkStatus();
}

absl::StatusOr<bool> RowBuilder::End(TableRow& row) {
  if (row_.problems.empty() && std::all_of(row_.cells.begin(), row_.cells.end(), IsBlank)) {
    return false;
  }
  if (++rows_ > limits_.rows) {
    return TooLarge(absl::StrCat("the table has more than ", limits_.rows,
                                 " rows: divide it and import the parts"),
                    {row_.line});
  }
  std::swap(row, row_);
  return true;
}

}  // namespace plenary::interchange
