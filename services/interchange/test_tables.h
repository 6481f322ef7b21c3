// Tables for the tests of this folder: made by hand, and read whole.
#ifndef PLENARY_SERVICES_INTERCHANGE_TEST_TABLES_H_
#define PLENARY_SERVICES_INTERCHANGE_TEST_TABLES_H_

#include <zip.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"
#include "services/interchange/table_reader.h"
#include "services/interchange/table_writer.h"

namespace plenary::interchange {

// The parts of an archive by name.
using Parts = std::map<std::string, std::string>;

inline std::string ZipOf(const Parts& parts, int32_t method = ZIP_CM_DEFLATE,
                         const char* password = nullptr) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const bytes = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(bytes);
  zip_t* const archive = zip_open_from_source(bytes, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_source_t* const part = zip_source_buffer(archive, text.data(), text.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method, 1);
    if (password != nullptr) {
      zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password);
    }
  }
  zip_close(archive);
  zip_source_open(bytes);
  zip_source_seek(bytes, 0, SEEK_END);
  std::string zip(static_cast<size_t>(zip_source_tell(bytes)), '\0');
  zip_source_seek(bytes, 0, SEEK_SET);
  zip_source_read(bytes, zip.data(), zip.size());
  zip_source_close(bytes);
  zip_source_free(bytes);
  return zip;
}

inline constexpr char kMainSpace[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline constexpr char kLinkSpace[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

inline std::string Relationship(absl::string_view id, absl::string_view type,
                                absl::string_view target) {
  return absl::StrCat("<Relationship Id=\"", id, "\" Type=\"", kLinkSpace, "/", type,
                      "\" Target=\"", target, "\"/>");
}

inline std::string Relationships(absl::string_view inside) {
  return absl::StrCat(
      "<?xml version=\"1.0\"?><Relationships "
      "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
      inside, "</Relationships>");
}

// A sheet with these rows.
inline std::string Sheet(absl::string_view rows) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"", kMainSpace,
                      "\"><dimension ref=\"A1\"/><sheetData>", rows,
                      "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>"
                      "</worksheet>");
}

inline std::string SharedTexts(absl::string_view items) {
  return absl::StrCat("<sst xmlns=\"", kMainSpace, "\">", items, "</sst>");
}

// A workbook "List" with these rows, texts and styles.
inline Parts WorkbookParts(absl::string_view rows, absl::string_view texts = "",
                           absl::string_view styles = "", absl::string_view properties = "") {
  return {
      {"_rels/.rels", Relationships(Relationship("rId1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       absl::StrCat("<workbook xmlns=\"", kMainSpace, "\" xmlns:r=\"", kLinkSpace, "\">",
                    properties,
                    "<sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                    "</workbook>")},
      {"xl/_rels/workbook.xml.rels",
       Relationships(absl::StrCat(Relationship("rId1", "worksheet", "worksheets/sheet1.xml"),
                                  Relationship("rId2", "sharedStrings", "sharedStrings.xml"),
                                  Relationship("rId3", "styles", "styles.xml")))},
      {"xl/worksheets/sheet1.xml", Sheet(rows)},
      {"xl/sharedStrings.xml", SharedTexts(texts)},
      {"xl/styles.xml",
       absl::StrCat("<styleSheet xmlns=\"", kMainSpace, "\">", styles, "</styleSheet>")},
  };
}

inline absl::StatusOr<std::vector<TableRow>> RowsOf(TableReader& reader) {
  std::vector<TableRow> rows;
  for (;;) {
    TableRow row;
    PLENARY_ASSIGN_OR_RETURN(const bool has_row, reader.Next(row));
    if (!has_row) return rows;
    rows.push_back(std::move(row));
  }
}

inline absl::StatusOr<std::vector<TableRow>> ReadTable(std::string bytes,
                                                       const TableOptions& options = {},
                                                       const TableLimits& limits = {}) {
  StringSource source(std::move(bytes));
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<TableReader> reader,
                           OpenTable(source, options, limits));
  return RowsOf(*reader);
}

// "1: name | title", a row a line; a refusal as its reason and metadata: "TABLE_UNREADABLE line=2".
inline std::string Shown(const absl::StatusOr<std::vector<TableRow>>& rows) {
  if (!rows.ok()) {
    const base::Metadata metadata = base::MetadataOf(rows.status());
    return absl::StrCat(v1::ErrorReason_Name(base::ReasonOf(rows.status())).substr(13),
                        metadata.empty() ? "" : " ",
                        absl::StrJoin(metadata, " ", absl::PairFormatter("=")));
  }
  std::vector<std::string> lines;
  lines.reserve(rows->size());
  for (const TableRow& row : *rows) {
    lines.push_back(absl::StrCat(row.line, ": ", absl::StrJoin(row.cells, " | ")));
    for (const CellProblem& problem : row.problems) {
      absl::StrAppend(&lines.back(), " !", problem.column);
    }
  }
  return absl::StrJoin(lines, "\n");
}

// What is written, kept.
class StringSink : public ByteSink {
 public:
  absl::Status Write(absl::string_view bytes) override {
    absl::StrAppend(&bytes_, bytes);
    return absl::OkStatus();
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_TEST_TABLES_H_
