// CSV after RFC 4180, and as it is really written: other delimiters, encodings and line ends.
#ifndef PLENARY_SERVICES_INTERCHANGE_CSV_READER_H_
#define PLENARY_SERVICES_INTERCHANGE_CSV_READER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/interchange/table_reader.h"

namespace plenary::interchange {

// Recognises encoding and delimiter. A first line "sep=;", as Excel writes it, names the delimiter
// and is no row. See OpenTable.
absl::StatusOr<std::unique_ptr<TableReader>> OpenCsv(ByteSource& source,
                                                     const TableOptions& options,
                                                     const TableLimits& limits);

// The delimiter of a text, of which `beginning` is a part: comma, semicolon or tab, whichever cuts
// most of its records into equally many cells; comma where none does.
char GuessDelimiter(absl::string_view beginning);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CSV_READER_H_
