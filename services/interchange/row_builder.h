// A row as it is gathered, within the limits.
#ifndef PLENARY_SERVICES_INTERCHANGE_ROW_BUILDER_H_
#define PLENARY_SERVICES_INTERCHANGE_ROW_BUILDER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/interchange/table_reader.h"

namespace plenary::interchange {

class RowBuilder {
 public:
  explicit RowBuilder(const TableLimits& limits) : limits_(limits) {}

  void Begin(int64_t line);
  // Empty texts are let go anywhere, others within the limits only: TABLE_TOO_LARGE. `column` from
  // 0.
  absl::Status Set(int64_t column, std::string text);
  absl::Status SetProblem(int64_t column, std::string description);
  // TABLE_TOO_LARGE where a cell of `bytes` would be too long.
  absl::Status CheckCellBytes(int64_t column, size_t bytes) const;
  // Gives the row, without empty cells at its end; false where there is nothing but blanks in it.
  absl::StatusOr<bool> End(TableRow& row);
  int64_t line() const { return row_.line; }

 private:
  absl::Status CheckColumn(int64_t column) const;

  TableLimits limits_;
  TableRow row_;
  int64_t rows_ = 0;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_ROW_BUILDER_H_
