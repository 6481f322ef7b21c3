// XLSX workbooks (ISO/IEC 29500), as Excel and the many programs that imitate it write them.
#ifndef PLENARY_SERVICES_INTERCHANGE_XLSX_READER_H_
#define PLENARY_SERVICES_INTERCHANGE_XLSX_READER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "services/interchange/table_reader.h"

namespace plenary::interchange {

// See OpenTable.
absl::StatusOr<std::unique_ptr<TableReader>> OpenXlsx(ByteSource& source,
                                                      const TableOptions& options,
                                                      const TableLimits& limits);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_XLSX_READER_H_
