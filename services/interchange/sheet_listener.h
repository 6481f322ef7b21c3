// The rows of a workbook's sheet, as its XML goes by.
#ifndef PLENARY_SERVICES_INTERCHANGE_SHEET_LISTENER_H_
#define PLENARY_SERVICES_INTERCHANGE_SHEET_LISTENER_H_

#include <cstdint>
#include <deque>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/interchange/refusals.h"
#include "services/interchange/row_builder.h"
#include "services/interchange/shared_strings.h"
#include "services/interchange/string_item.h"
#include "services/interchange/table_reader.h"
#include "services/interchange/workbook.h"
#include "services/interchange/xml_reader.h"

namespace plenary::interchange {

class SheetListener : public XmlListener {
 public:
  SheetListener(const Workbook& workbook, const SharedStrings& strings, const TableLimits& limits)
      : workbook_(workbook), strings_(strings), row_(limits) {}

  absl::Status Start(absl::string_view name, const XmlAttributes& attributes) override;
  absl::Status End(absl::string_view name) override;
  absl::Status Text(absl::string_view text) override;

  std::deque<TableRow>& rows() { return rows_; }
  // All rows went by; what follows are merges, filters and the like.
  bool is_done() const { return is_done_; }

 private:
  absl::Status StartRow(const XmlAttributes& attributes);
  absl::Status StartCell(const XmlAttributes& attributes);
  absl::Status EndCell();
  absl::StatusOr<std::string> CellText();
  absl::StatusOr<std::string> SharedText() const;
  std::string NumberOrDate() const;
  Place Here() const { return {line_, column_ + 1}; }

  const Workbook& workbook_;
  const SharedStrings& strings_;
  RowBuilder row_;
  std::deque<TableRow> rows_;
  bool is_done_ = false;
  bool is_in_rows_ = false;
  int64_t line_ = 0;
  // Of the cell that goes by.
  bool is_in_cell_ = false;
  bool is_in_value_ = false;
  bool has_formula_ = false;
  int64_t column_ = -1;
  std::string type_;
  bool shows_date_ = false;
  std::string value_;
  StringItem inline_text_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_SHEET_LISTENER_H_
