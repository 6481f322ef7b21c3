#include "services/interchange/table_reader.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/interchange/csv_reader.h"
#include "services/interchange/ole_file.h"
#include "services/interchange/refusals.h"
#include "services/interchange/xlsx_reader.h"

namespace plenary::interchange {
namespace {

constexpr int64_t kHeadBytes = 512;

// Files of other kinds that come under a table's name, by how they begin.
struct OtherKind {
  absl::string_view beginning;
  absl::string_view advice;
};
constexpr OtherKind kOtherKinds[] = {
    {"%PDF", "this is a PDF: ask for the table it was made from"},
    {"{\\rtf", "this is a text document (RTF): copy its table into a workbook"},
    {"\x89PNG", "this is a picture: ask for the table it shows"},
    {"\xFF\xD8\xFF", "this is a picture: ask for the table it shows"},
    {"Rar!", "this is an archive: unpack it and send the table itself"},
    {"7z\xBC\xAF", "this is an archive: unpack it and send the table itself"},
    {"\x1F\x8B", "this is an archive: unpack it and send the table itself"},
};

// Many programs export web pages or XML under the name of a workbook; Excel opens them, with a
// warning.
bool IsMarkup(absl::string_view head) {
  head = absl::StripPrefix(head, "\xEF\xBB\xBF");
  head = absl::StripLeadingAsciiWhitespace(head);
  return absl::StartsWithIgnoreCase(head, "<html") ||
         absl::StartsWithIgnoreCase(head, "<!doctype") ||
         absl::StartsWithIgnoreCase(head, "<?xml") || absl::StartsWithIgnoreCase(head, "<table");
}

absl::Status CheckKind(absl::string_view head) {
  for (const OtherKind& kind : kOtherKinds) {
    if (absl::StartsWith(head, kind.beginning)) return Unreadable(kind.advice);
  }
  if (!IsMarkup(head)) return absl::OkStatus();
  return Unreadable(
      "this is a web page or XML under a table's name: open it in a spreadsheet program and save "
      "it "
      "as XLSX");
}

absl::StatusOr<std::unique_ptr<TableReader>> OpenKind(ByteSource& source,
                                                      const TableOptions& options,
                                                      const TableLimits& limits) {
  PLENARY_ASSIGN_OR_RETURN(const std::string head, source.Read(0, kHeadBytes));
  if (absl::StartsWith(head, "PK\x03\x04") || absl::StartsWith(head, "PK\x05\x06")) {
    return OpenXlsx(source, options, limits);
  }
  if (IsOleFile(head)) return RefuseOleFile(source);
  PLENARY_RETURN_IF_ERROR(CheckKind(head));
  return OpenCsv(source, options, limits);
}

// Gives the first row, which was read to see that there is one, and then the others.
class FirstRowReader : public TableReader {
 public:
  FirstRowReader(std::unique_ptr<TableReader> reader, TableRow first)
      : reader_(std::move(reader)), first_(std::move(first)) {}

  const TableFormat& format() const override { return reader_->format(); }
  absl::StatusOr<bool> Next(TableRow& row) override {
    if (!has_first_) return reader_->Next(row);
    has_first_ = false;
    row = std::move(first_);
    return true;
  }

 private:
  std::unique_ptr<TableReader> reader_;
  TableRow first_;
  bool has_first_ = true;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TableReader>> OpenTable(ByteSource& source,
                                                       const TableOptions& options,
                                                       const TableLimits& limits) {
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<TableReader> reader, OpenKind(source, options, limits));
  TableRow first;
  PLENARY_ASSIGN_OR_RETURN(const bool has_first, reader->Next(first));
  if (!has_first) return Unreadable("the table is empty: there is no row with anything in it");
  return std::make_unique<FirstRowReader>(std::move(reader), std::move(first));
}

}  // namespace plenary::interchange
