// What stands in a cell: texts that are safe in a spreadsheet.
#ifndef PLENARY_SERVICES_INTERCHANGE_CELLS_H_
#define PLENARY_SERVICES_INTERCHANGE_CELLS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/interchange/table_reader.h"

namespace plenary::interchange {

// A text as it is written into a table. A spreadsheet takes a cell of a CSV that begins with = + -
// @ tab or CR for a formula, and would run it (OWASP, "CSV Injection"): such a text gets an
// apostrophe in front. So that reading can tell, a text that already is apostrophes and one of
// these gets one more, in a workbook too.
std::string WritePlain(absl::string_view text, TableFormat::Kind kind);

// The text that was written, from a table of either kind: takes off one such apostrophe. Leaves any
// other text as it is.
absl::string_view ReadPlain(absl::string_view cell);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CELLS_H_
