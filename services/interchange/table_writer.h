// Tables as colleagues want them, written row by row.
#ifndef PLENARY_SERVICES_INTERCHANGE_TABLE_WRITER_H_
#define PLENARY_SERVICES_INTERCHANGE_TABLE_WRITER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::interchange {

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual absl::Status Write(absl::string_view bytes) = 0;
};

// Not safe from several threads.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  // Adds a row of UTF-8 texts, which ReadPlain reads back exactly as they were.
  //
  // RESOURCE_EXHAUSTED: TABLE_TOO_LARGE where the format has no room for the row. Or whatever the
  // sink failed with.
  virtual absl::Status Add(const std::vector<std::string>& cells) = 0;
  // Writes what is left; the table is whole once this is OK. Nothing may be added after it.
  virtual absl::Status Finish() = 0;
};

struct CsvStyle {
  char delimiter = ',';
  bool bom = true;  // without it Excel takes the text for one in the encoding of its own machine
};

// A CSV after RFC 4180, UTF-8, lines ended by CR LF. A cell that a spreadsheet would take for a
// formula gets an apostrophe in front (cells.h).
std::unique_ptr<TableWriter> MakeCsvWriter(ByteSink& sink, const CsvStyle& style);

struct XlsxStyle {
  std::string sheet = "Sheet1";  // 1-31 characters, none of []:*?/\ in it
  // The first row is bold, stays in sight, and has filters.
  bool has_headings = true;
  std::vector<double> column_widths;  // in characters; what is missing keeps Excel's width
  bool right_to_left = false;
};

// A workbook of one sheet; every cell is text. It is gathered in a temporary file without a name,
// which a crash cannot leave behind, and reaches the sink in Finish.
//
// INVALID_ARGUMENT: INVALID_FIELDS for a name no sheet can have. INTERNAL where the temporary file
// cannot be made.
absl::StatusOr<std::unique_ptr<TableWriter>> MakeXlsxWriter(ByteSink& sink, const XlsxStyle& style);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_TABLE_WRITER_H_
