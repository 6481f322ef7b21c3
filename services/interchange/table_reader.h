// Tables as colleagues send them, CSV or XLSX, read row by row.
#ifndef PLENARY_SERVICES_INTERCHANGE_TABLE_READER_H_
#define PLENARY_SERVICES_INTERCHANGE_TABLE_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/interchange/byte_source.h"

namespace plenary::interchange {

// A cell that holds something, only nothing that can be read.
struct CellProblem {
  int column = 0;           // from 0
  std::string description;  // what is wrong and how to mend it
};

struct TableRow {
  // The row of the sheet or, in a CSV, the line on which the record begins, as people count:
  // from 1.
  int64_t line = 0;
  // The text as it stands, UTF-8. Of a workbook: dates as 2023-04-18 or 2023-04-18T09:00, times as
  // 09:00, numbers as "7" or "7.5", truths as TRUE and FALSE, errors as "#N/A", formulas as the
  // value that was saved with them. Of merged cells the first has the value.
  std::vector<std::string> cells;
  std::vector<CellProblem> problems;
};

// What was recognised, or told.
struct TableFormat {
  enum Kind { kCsv, kXlsx };
  Kind kind = kCsv;
  std::string encoding = "UTF-8";   // of a CSV: UTF-8, UTF-16LE, UTF-16BE or windows-1251
  char delimiter = ',';             // of a CSV
  bool had_bom = false;             // of a CSV
  std::vector<std::string> sheets;  // of a workbook: those not hidden, in their order
  std::string sheet;                // of a workbook: the one that is read
};

// What the caller knows better. Whatever is empty is recognised.
struct TableOptions {
  std::string encoding;  // one of those of TableFormat
  char delimiter = 0;    // any ASCII character but quote and line end
  std::string sheet;     // may be a hidden one; default: the first visible sheet with rows
};

// What is refused with TABLE_TOO_LARGE. Memory is bounded by them, not by the file's size.
struct TableLimits {
  int64_t rows = 200'000;
  int columns = 200;
  int cell_bytes = 32 << 10;
  int64_t unpacked_bytes = int64_t{512} << 20;      // of all parts of a workbook that are read
  int64_t shared_string_bytes = int64_t{64} << 20;  // of a workbook's table of texts
};

// Not safe from several threads.
class TableReader {
 public:
  virtual ~TableReader() = default;
  virtual const TableFormat& format() const = 0;
  // Reads the next row that has anything in it; false at the end. After a refusal there is no more
  // to read.
  //
  // INVALID_ARGUMENT: TABLE_UNREADABLE for a damaged file, with `line` and `column` in the metadata
  // where they are known. RESOURCE_EXHAUSTED: TABLE_TOO_LARGE, with `line` and what was exceeded.
  // Or whatever the source failed with.
  virtual absl::StatusOr<bool> Next(TableRow& row) = 0;
};

// Begins to read a table from `source`, which must outlive the reader. Reads a CSV through once to
// make sure of its encoding.
//
// INVALID_ARGUMENT: TABLE_UNREADABLE for what is no table, or has no rows; TABLE_ENCODING for a
// text whose encoding is neither recognised nor the one told, with `byteOffset` where there is one;
// INVALID_FIELDS for an option that names nothing there is. FAILED_PRECONDITION: TABLE_PROTECTED
// for a workbook under a password. RESOURCE_EXHAUSTED: TABLE_TOO_LARGE.
absl::StatusOr<std::unique_ptr<TableReader>> OpenTable(ByteSource& source,
                                                       const TableOptions& options,
                                                       const TableLimits& limits);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_TABLE_READER_H_
