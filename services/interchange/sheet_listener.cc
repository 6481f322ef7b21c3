#include "services/interchange/sheet_listener.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/interchange/number_forms.h"

namespace plenary::interchange {
namespace {

// Excel has no more (18.3.1.73, 18.3.1.4).
constexpr int64_t kMostRows = 1'048'576;
constexpr int64_t kMostColumns = 16'384;

// The column of a reference such as "AB12", from 0; nullopt where it has none.
absl::optional<int64_t> ColumnOf(absl::string_view reference) {
  int64_t column = 0;
  for (const char c : reference) {
    if (!absl::ascii_isalpha(static_cast<unsigned char>(c))) break;
    column = column * 26 + (absl::ascii_toupper(static_cast<unsigned char>(c)) - 'A' + 1);
    if (column > kMostColumns) return absl::nullopt;
  }
  if (column == 0) return absl::nullopt;
  return column - 1;
}

}  // namespace

absl::Status SheetListener::Start(absl::string_view name, const XmlAttributes& attributes) {
  if (is_done_) return absl::OkStatus();
  if (name == "sheetData") is_in_rows_ = true;
  if (!is_in_rows_) return absl::OkStatus();
  if (name == "row") return StartRow(attributes);
  if (name == "c") return StartCell(attributes);
  if (!is_in_cell_) return absl::OkStatus();
  if (name == "v") is_in_value_ = true;
  if (name == "f") has_formula_ = true;
  inline_text_.Start(name);
  return absl::OkStatus();
}

absl::Status SheetListener::Text(absl::string_view text) {
  if (is_done_ || !is_in_cell_) return absl::OkStatus();
  if (is_in_value_) value_.append(text.data(), text.size());
  inline_text_.Text(text);
  PLENARY_RETURN_IF_ERROR(row_.CheckCellBytes(column_, value_.size()));
  return row_.CheckCellBytes(column_, inline_text_.raw().size());
}

absl::Status SheetListener::End(absl::string_view name) {
  if (is_done_ || !is_in_rows_) return absl::OkStatus();
  if (name == "sheetData") is_done_ = true;
  if (name == "v") is_in_value_ = false;
  inline_text_.End(name);
  if (name == "c") return EndCell();
  if (name != "row") return absl::OkStatus();
  TableRow row;
  PLENARY_ASSIGN_OR_RETURN(const bool has_row, row_.End(row));
  if (has_row) rows_.push_back(std::move(row));
  return absl::OkStatus();
}

absl::Status SheetListener::StartRow(const XmlAttributes& attributes) {
  int64_t line = line_ + 1;
  const absl::optional<absl::string_view> reference = attributes.Find("r");
  if (reference && !absl::SimpleAtoi(*reference, &line)) line = 0;
  if (line < 1 || line > kMostRows || line <= line_) {
    return Unreadable(
        absl::StrCat("a row numbered “", ShownBeginning(reference.value_or("")), "” follows row ",
                     line_, " of the sheet: open the workbook and save it again"),
        {line_});
  }
  line_ = line;
  column_ = -1;
  row_.Begin(line);
  return absl::OkStatus();
}

absl::Status SheetListener::StartCell(const XmlAttributes& attributes) {
  absl::optional<int64_t> column = column_ + 1;
  if (const absl::optional<absl::string_view> reference = attributes.Find("r")) {
    column = ColumnOf(*reference);
  }
  if (!column || *column >= kMostColumns) {
    return Unreadable(absl::StrCat("row ", line_, " of the sheet has a cell “",
                                   ShownBeginning(attributes.Get("r")),
                                   "” where no column is: open the workbook and save it again"),
                      {line_});
  }
  column_ = *column;
  type_ = std::string(attributes.Get("t"));
  int64_t style = 0;
  shows_date_ = absl::SimpleAtoi(attributes.Get("s"), &style) && style >= 0 &&
                style < static_cast<int64_t>(workbook_.date_styles.size()) &&
                workbook_.date_styles[static_cast<size_t>(style)];
  value_.clear();
  inline_text_.Clear();
  is_in_cell_ = true;
  is_in_value_ = has_formula_ = false;
  return absl::OkStatus();
}

absl::Status SheetListener::EndCell() {
  is_in_cell_ = false;
  // A formula may well make an empty text; then it says that it made a text.
  if (has_formula_ && value_.empty() && type_ != "str") {
    return row_.SetProblem(column_,
                           "the formula was saved without its value: open the workbook in a "
                           "spreadsheet program and save it with values");
  }
  PLENARY_ASSIGN_OR_RETURN(std::string text, CellText());
  return row_.Set(column_, std::move(text));
}

absl::StatusOr<std::string> SheetListener::CellText() {
  if (type_ == "inlineStr") return UnescapeXstring(inline_text_.raw());
  if (value_.empty()) return std::string();
  if (type_ == "s") return SharedText();
  if (type_ == "str") return UnescapeXstring(value_);
  if (type_ == "b") return std::string(value_ == "0" || value_ == "false" ? "FALSE" : "TRUE");
  if (type_ == "d") return IsoDateText(value_);
  if (type_ == "e") return value_;
  return NumberOrDate();
}

absl::StatusOr<std::string> SheetListener::SharedText() const {
  int64_t index = -1;
  absl::optional<absl::string_view> text;
  if (absl::SimpleAtoi(value_, &index)) text = strings_.Find(index);
  if (text) return std::string(*text);
  return Unreadable(absl::StrCat("the cell in row ", line_, ", column ", ColumnName(column_),
                                 " points to a text the workbook lacks: open it and save it again"),
                    Here());
}

std::string SheetListener::NumberOrDate() const {
  if (shows_date_) {
    if (absl::optional<std::string> date = DateText(value_, workbook_.is_1904)) {
      return *std::move(date);
    }
  }
  return NumberText(value_);
}

}  // namespace plenary::interchange
