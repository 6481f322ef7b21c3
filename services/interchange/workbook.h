// What a workbook consists of: its sheets, and the parts they stand on.
#ifndef PLENARY_SERVICES_INTERCHANGE_WORKBOOK_H_
#define PLENARY_SERVICES_INTERCHANGE_WORKBOOK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/interchange/zip_archive.h"

namespace plenary::interchange {

struct SheetPart {
  std::string name;
  std::string part;  // in the archive: "xl/worksheets/sheet1.xml"
  bool is_hidden = false;
};

struct Workbook {
  std::vector<SheetPart> sheets;    // of cells; sheets of a chart are left out
  std::string shared_strings_part;  // empty where there is none
  bool is_1904 = false;             // counts days from 1904
  // By the number of a cell's style: whether it shows a date.
  std::vector<bool> date_styles;
};

// TABLE_UNREADABLE, which says what the archive is instead, where it is no workbook.
absl::StatusOr<Workbook> ReadWorkbook(ZipArchive& archive);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_WORKBOOK_H_
