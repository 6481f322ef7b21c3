#include "services/interchange/table_writer.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/cells.h"
#include "services/interchange/test_tables.h"
#include "services/interchange/zip_archive.h"

namespace plenary::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Cells = std::vector<std::string>;

std::string Csv(const std::vector<Cells>& rows, const CsvStyle& style = {}) {
  StringSink sink;
  const auto writer = MakeCsvWriter(sink, style);
  for (const Cells& cells : rows) EXPECT_TRUE(writer->Add(cells).ok());
  EXPECT_TRUE(writer->Finish().ok());
  return sink.bytes();
}

std::string Xlsx(const std::vector<Cells>& rows, const XlsxStyle& style = {}) {
  StringSink sink;
  const auto writer = MakeXlsxWriter(sink, style);
  EXPECT_TRUE(writer.ok()) << writer.status();
  for (const Cells& cells : rows) EXPECT_TRUE((*writer)->Add(cells).ok());
  EXPECT_TRUE((*writer)->Finish().ok());
  return sink.bytes();
}

// A part of a written workbook.
std::string PartOf(const std::string& workbook, const std::string& name) {
  StringSource source(workbook);
  auto archive = ZipArchive::Open(source, 1 << 20);
  EXPECT_TRUE(archive.ok());
  auto part = (*archive)->OpenPart(name);
  EXPECT_TRUE(part.ok()) << part.status();
  std::string text;
  for (;;) {
    const auto piece = (*part)->Next();
    if (!piece.ok() || piece->empty()) return text;
    absl::StrAppend(&text, *piece);
  }
}

TEST(TableWriter, CsvFollowsRfc4180) {
  EXPECT_EQ(Csv({{"a", "b c", ""}, {"d,e", "f\"g", "h\ni"}, {"j;k", " l", "m "}}),
            "\xEF\xBB\xBF"
            "a,b c,\r\n\"d,e\",\"f\"\"g\",\"h\ni\"\r\nj;k,\" l\",\"m \"\r\n");
  EXPECT_EQ(Csv({{"a,b", "c;d"}}, {';', false}), "a,b;\"c;d\"\r\n");
}

TEST(TableWriter, ACsvHoldsNothingThatASpreadsheetWouldRun) {
  const Cells cells = {"=1+1", "+375 29 123", "-", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''", "'a"};
  EXPECT_EQ(Csv({cells}, {',', false}),
            "'=1+1,'+375 29 123,'-,'@SUM(A1),'\t=1,\"'\r=1\",''=1,'','a\r\n");
}

TEST(TableWriter, AWorkbookHasItsHeadingsBoldInSightAndFiltered) {
  XlsxStyle style;
  style.sheet = "Участники";
  style.column_widths = {10, 42.5};
  const std::string workbook = Xlsx({{"Имя", "Должность"}, {"Пётр", "директор"}}, style);
  const std::string sheet = PartOf(workbook, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:B2\"/>"));
  EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"A1\" s=\"1\" t=\"inlineStr\">"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"A2\" t=\"inlineStr\">"));
  EXPECT_THAT(sheet, HasSubstr("min=\"2\" max=\"2\" width=\"43."));
  EXPECT_THAT(sheet, Not(HasSubstr("rightToLeft")));
  EXPECT_THAT(PartOf(workbook, "xl/styles.xml"), HasSubstr("<b/>"));
  EXPECT_THAT(PartOf(workbook, "xl/workbook.xml"), HasSubstr("name=\"Участники\""));

  style.right_to_left = true;
  style.has_headings = false;
  const std::string plain = PartOf(Xlsx({{"a"}}, style), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(plain, HasSubstr("rightToLeft=\"1\""));
  EXPECT_THAT(plain, Not(HasSubstr("autoFilter")));
}

TEST(TableWriter, ANameNoSheetCanHaveIsRefused) {
  for (const char* name : {"", "a/b", "a[b]", "a name that is longer than thirty-one"}) {
    StringSink sink;
    XlsxStyle style;
    style.sheet = name;
    EXPECT_EQ(base::ReasonOf(MakeXlsxWriter(sink, style).status()), v1::ERROR_REASON_INVALID_FIELDS)
        << name;
  }
}

TEST(TableWriter, ATextTooLongForAWorkbookIsRefusedAndTheWriterCanBeLetGo) {
  StringSink sink;
  const auto writer = MakeXlsxWriter(sink, {});
  ASSERT_TRUE(writer.ok());
  const absl::Status status = (*writer)->Add({"a", std::string(40'000, 'a')});
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_TABLE_TOO_LARGE);
  EXPECT_EQ(base::MetadataOf(status)["column"], "2");
  EXPECT_EQ(sink.bytes(), "");
}

class FullSink : public ByteSink {
 public:
  absl::Status Write(absl::string_view) override { return absl::ResourceExhaustedError("full"); }
};

TEST(TableWriter, WhatTheSinkFailsWithReachesTheCaller) {
  FullSink sink;
  const auto csv = MakeCsvWriter(sink, {});
  EXPECT_TRUE(csv->Add({"a"}).ok());
  EXPECT_EQ(csv->Finish().code(), absl::StatusCode::kResourceExhausted);
  const auto xlsx = MakeXlsxWriter(sink, {});
  ASSERT_TRUE(xlsx.ok());
  EXPECT_TRUE((*xlsx)->Add({"a"}).ok());
  EXPECT_EQ((*xlsx)->Finish().code(), absl::StatusCode::kResourceExhausted);
}

// Random tables of what is hard to write: quotes, line ends, apostrophes, what looks like formulas
// or escapes.
class RandomTables {
 public:
  explicit RandomTables(unsigned seed) : random_(seed) {}

  std::vector<Cells> Next() {
    std::vector<Cells> rows(1 + random_() % 4);
    for (Cells& cells : rows) {
      cells.resize(1 + random_() % 4);
      for (std::string& cell : cells) cell = Cell();
      // A row without anything in it would not be read, an empty cell at the end neither.
      cells.back() += "x";
    }
    return rows;
  }

 private:
  std::string Cell() {
    static const char* const kPieces[] = {"'",
                                          "=",
                                          "+",
                                          "-",
                                          "@",
                                          "\"",
                                          ",",
                                          ";",
                                          "\t",
                                          "\r",
                                          "\n",
                                          "\r\n",
                                          " ",
                                          "a",
                                          "я",
                                          "王",
                                          "😀",
                                          "_x000D_",
                                          "_x005F_",
                                          "_",
                                          "x0041_",
                                          "<",
                                          "&",
                                          "]]>",
                                          "\x01",
                                          "\x1F",
                                          "\xEF\xBF\xBF",
                                          "\xEF\xBF\xBE",
                                          "\xC2\xA0",
                                          "\xEF\xBB\xBF",
                                          "_xD83D_",
                                          "_x0000_"};
    std::string cell;
    for (size_t size = random_() % 6; size > 0; --size) {
      cell += kPieces[random_() % std::size(kPieces)];
    }
    return cell;
  }

  std::mt19937 random_;
};

// What was written, as it is read back.
std::vector<Cells> Reread(const std::string& bytes) {
  const auto rows = ReadTable(bytes);
  EXPECT_TRUE(rows.ok()) << rows.status();
  std::vector<Cells> plain;
  if (!rows.ok()) return plain;
  plain.reserve(rows->size());
  for (const TableRow& row : *rows) {
    plain.emplace_back();
    for (const std::string& cell : row.cells) plain.back().emplace_back(ReadPlain(cell));
  }
  return plain;
}

TEST(TableWriter, WhateverIsWrittenAsCsvIsReadBackExactly) {
  RandomTables tables(20230418);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<Cells> rows = tables.Next();
    // Enough rows of one kind, so that the delimiter is beyond doubt.
    rows.insert(rows.begin(), 5, Cells{"a", "b", "c", "d", "e"});
    for (const CsvStyle& style :
         {CsvStyle{',', true}, CsvStyle{';', false}, CsvStyle{'\t', true}}) {
      const std::string bytes = Csv(rows, style);
      ASSERT_EQ(Reread(bytes), rows) << round << "\n" << bytes;
    }
  }
}

TEST(TableWriter, WhateverIsWrittenAsAWorkbookIsReadBackExactly) {
  RandomTables tables(20230420);
  for (int round = 0; round < 300; ++round) {
    const std::vector<Cells> rows = tables.Next();
    const std::string bytes = Xlsx(rows);
    ASSERT_EQ(Reread(bytes), rows) << round << "\n" << PartOf(bytes, "xl/worksheets/sheet1.xml");
  }
}

}  // namespace
}  // namespace plenary::interchange
