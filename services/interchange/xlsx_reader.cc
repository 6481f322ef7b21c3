#include "services/interchange/xlsx_reader.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"
#include "services/interchange/shared_strings.h"
#include "services/interchange/sheet_listener.h"
#include "services/interchange/workbook.h"
#include "services/interchange/xml_reader.h"
#include "services/interchange/zip_archive.h"

namespace plenary::interchange {
namespace {

// One sheet on its way through the parser.
class SheetStream {
 public:
  SheetStream(const Workbook& workbook, const SharedStrings& strings, const TableLimits& limits)
      : listener_(workbook, strings, limits) {}

  absl::Status Begin(ZipArchive& archive, const SheetPart& sheet) {
    PLENARY_ASSIGN_OR_RETURN(part_, archive.OpenPart(sheet.part));
    xml_ = std::make_unique<XmlReader>(absl::StrCat("the sheet “", sheet.name, "”"), listener_);
    return absl::OkStatus();
  }

  // Reads on until there is a row; false at the end.
  absl::StatusOr<bool> HasRow() {
    while (listener_.rows().empty() && !listener_.is_done() && !is_read_) {
      PLENARY_ASSIGN_OR_RETURN(const absl::string_view piece, part_->Next());
      is_read_ = piece.empty();
      PLENARY_RETURN_IF_ERROR(is_read_ ? xml_->Finish() : xml_->Add(piece));
    }
    return !listener_.rows().empty();
  }
  TableRow TakeRow() {
    TableRow row = std::move(listener_.rows().front());
    listener_.rows().pop_front();
    return row;
  }

 private:
  SheetListener listener_;
  std::unique_ptr<XmlReader> xml_;
  std::unique_ptr<ZipArchive::Part> part_;
  bool is_read_ = false;
};

class XlsxReader : public TableReader {
 public:
  XlsxReader(std::unique_ptr<ZipArchive> archive, const TableLimits& limits)
      : archive_(std::move(archive)), limits_(limits) {}

  absl::Status Begin(const std::string& told_sheet) {
    PLENARY_ASSIGN_OR_RETURN(workbook_, ReadWorkbook(*archive_));
    if (!workbook_.shared_strings_part.empty() && archive_->Has(workbook_.shared_strings_part)) {
      PLENARY_RETURN_IF_ERROR(strings_.Read(*archive_, workbook_.shared_strings_part, limits_));
    }
    format_.kind = TableFormat::kXlsx;
    for (const SheetPart& sheet : workbook_.sheets) {
      if (!sheet.is_hidden) format_.sheets.push_back(sheet.name);
    }
    return told_sheet.empty() ? BeginFirstWithRows() : BeginTold(told_sheet);
  }

  const TableFormat& format() const override { return format_; }

  absl::StatusOr<bool> Next(TableRow& row) override {
    PLENARY_ASSIGN_OR_RETURN(const bool has_row, sheet_->HasRow());
    if (has_row) row = sheet_->TakeRow();
    return has_row;
  }

 private:
  absl::Status BeginSheet(const SheetPart& sheet) {
    format_.sheet = sheet.name;
    sheet_ = std::make_unique<SheetStream>(workbook_, strings_, limits_);
    return sheet_->Begin(*archive_, sheet);
  }

  absl::Status BeginTold(const std::string& told) {
    for (const SheetPart& sheet : workbook_.sheets) {
      if (sheet.name == told) return BeginSheet(sheet);
    }
    return base::BadField("sheet", absl::StrCat("the workbook has none of this name; it has ",
                                                absl::StrJoin(format_.sheets, ", ")));
  }

  absl::Status BeginFirstWithRows() {
    for (const SheetPart& sheet : workbook_.sheets) {
      if (sheet.is_hidden) continue;
      PLENARY_RETURN_IF_ERROR(BeginSheet(sheet));
      PLENARY_ASSIGN_OR_RETURN(const bool has_row, sheet_->HasRow());
      if (has_row) return absl::OkStatus();
    }
    return Unreadable("no sheet in sight has a row in it; a hidden one is read when it is named");
  }

  std::unique_ptr<ZipArchive> archive_;
  TableLimits limits_;
  TableFormat format_;
  Workbook workbook_;
  SharedStrings strings_;
  std::unique_ptr<SheetStream> sheet_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TableReader>> OpenXlsx(ByteSource& source,
                                                      const TableOptions& options,
                                                      const TableLimits& limits) {
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<ZipArchive> archive,
                           ZipArchive::Open(source, limits.unpacked_bytes));
  auto reader = std::make_unique<XlsxReader>(std::move(archive), limits);
  PLENARY_RETURN_IF_ERROR(reader->Begin(options.sheet));
  return reader;
}

}  // namespace plenary::interchange
