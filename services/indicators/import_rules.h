// From the rows of a table to the figures in it. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_IMPORT_RULES_H_
#define PLENARY_SERVICES_INDICATORS_IMPORT_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/indicators.pb.h"
#include "services/interchange/table_reader.h"

namespace plenary::indicators {

// How a table is read.
struct TableReading {
  const v1::Indicator& indicator;
  const v1::ImportFiguresRequest& request;
  const interchange::TableFormat& format;
};

// A figure, and the cell that it stands in.
struct ImportedFigure {
  int64_t line = 0;
  int column = 0;  // from 1
  std::string heading;
  std::string cell;
  // Without a name and a revision, but checked.
  v1::Figure figure;
};

struct ImportedTable {
  std::vector<ImportedFigure> figures;  // no key comes twice
  std::vector<v1::FigureImportReject> rejects;
  int repeated = 0;  // figures that stand in the table once more
  std::vector<std::string> unread_headings;
};

// Reads the rows of a table, its headings among them. INVALID_ARGUMENT: TABLE_COLUMNS where no
// column holds values, or two hold the same. RESOURCE_EXHAUSTED: TABLE_TOO_LARGE.
absl::StatusOr<ImportedTable> ReadTable(const std::vector<interchange::TableRow>& rows,
                                        const TableReading& reading);

// That a figure was not taken.
v1::FigureImportReject RejectOf(const ImportedFigure& figure, const absl::Status& why);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_IMPORT_RULES_H_
