#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/cells.h"
#include "services/interchange/refusals.h"
#include "services/interchange/string_item.h"
#include "services/interchange/table_writer.h"

namespace plenary::interchange {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

absl::Status Fault(absl::string_view message) {
  return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL, message);
}

class XlsxWriter : public TableWriter {
 public:
  XlsxWriter(ByteSink& sink, const XlsxStyle& style, File file)
      : sink_(sink), style_(style), file_(std::move(file)) {}
  ~XlsxWriter() override {
    if (workbook_ != nullptr) lxw_workbook_free(workbook_);
  }

  absl::Status Begin() {
    // libxlsxwriter wants a name to write to, and the file has none but this.
    const std::string path = absl::StrCat("/proc/self/fd/", fileno(file_.get()));
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    workbook_ = workbook_new_opt(path.c_str(), &options);
    if (workbook_ == nullptr) return Fault("the workbook cannot be begun");
    if (style_.sheet.empty() ||
        workbook_validate_sheet_name(workbook_, style_.sheet.c_str()) != LXW_NO_ERROR) {
      return base::BadField("sheet", "1-31 characters, none of []:*?/\\ among them");
    }
    sheet_ = workbook_add_worksheet(workbook_, style_.sheet.c_str());
    if (sheet_ == nullptr) return Fault("the sheet cannot be begun");
    bold_ = workbook_add_format(workbook_);
    format_set_bold(bold_);
    for (size_t i = 0; i < style_.column_widths.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, style_.column_widths[i], nullptr);
    }
    if (style_.right_to_left) worksheet_right_to_left(sheet_);
    if (style_.has_headings) worksheet_freeze_panes(sheet_, 1, 0);
    return absl::OkStatus();
  }

  absl::Status Add(const std::vector<std::string>& cells) override {
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) PLENARY_RETURN_IF_ERROR(AddCell(i, cells[i]));
    }
    columns_ = std::max(columns_, cells.size());
    ++rows_;
    return absl::OkStatus();
  }

  absl::Status Finish() override {
    if (style_.has_headings && rows_ > 0 && columns_ > 0) {
      worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows_ - 1),
                           static_cast<lxw_col_t>(columns_ - 1));
    }
    // Closing frees the workbook, whether or not it succeeds.
    const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
    if (error != LXW_NO_ERROR) {
      return Fault(absl::StrCat("the workbook cannot be written: ", lxw_strerror(error)));
    }
    return Send();
  }

 private:
  absl::Status AddCell(size_t column, const std::string& text) {
    const std::string escaped = EscapeXstring(WritePlain(text, TableFormat::kXlsx));
    const lxw_error error = worksheet_write_string(
        sheet_, static_cast<lxw_row_t>(rows_), static_cast<lxw_col_t>(column), escaped.c_str(),
        style_.has_headings && rows_ == 0 ? bold_ : nullptr);
    if (error == LXW_NO_ERROR) return absl::OkStatus();
    return TooLarge(
        absl::StrCat("row ", rows_ + 1, ", column ", ColumnName(static_cast<int64_t>(column)),
                     " does not fit into a workbook (", lxw_strerror(error), "): write a CSV"),
        {static_cast<int64_t>(rows_) + 1, static_cast<int64_t>(column) + 1});
  }

  absl::Status Send() {
    std::rewind(file_.get());
    std::array<char, kPieceBytes> piece;
    for (;;) {
      const size_t size = std::fread(piece.data(), 1, piece.size(), file_.get());
      if (size == 0) break;
      PLENARY_RETURN_IF_ERROR(sink_.Write(absl::string_view(piece.data(), size)));
    }
    return std::ferror(file_.get()) == 0 ? absl::OkStatus()
                                         : Fault("the workbook cannot be read back");
  }

  ByteSink& sink_;
  XlsxStyle style_;
  File file_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  size_t rows_ = 0;
  size_t columns_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TableWriter>> MakeXlsxWriter(ByteSink& sink,
                                                            const XlsxStyle& style) {
  File file(std::tmpfile(), &std::fclose);
  if (file == nullptr) return Fault("no temporary file can be made");
  auto writer = std::make_unique<XlsxWriter>(sink, style, std::move(file));
  PLENARY_RETURN_IF_ERROR(writer->Begin());
  return writer;
}

}  // namespace plenary::interchange
