#include "services/interchange/xlsx_reader.h"

#include <cstring>
#include <string>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/test_tables.h"

namespace plenary::interchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The rows of a workbook with these.
std::string ReadSheet(absl::string_view rows, absl::string_view texts = "",
                      absl::string_view styles = "", absl::string_view properties = "") {
  return Shown(ReadTable(ZipOf(WorkbookParts(rows, texts, styles, properties))));
}

// One cell in a row.
std::string ReadCell(absl::string_view cell, absl::string_view texts = "",
                     absl::string_view styles = "", absl::string_view properties = "") {
  return ReadSheet(absl::StrCat("<row r=\"1\">", cell, "</row>"), texts, styles, properties);
}

TEST(XlsxReader, CellsOfEveryTypeAreReadAsExcelShowsThem) {
  constexpr char kTexts[] =
      "<si><t>Примеров</t></si><si><r><rPr><b/></rPr><t xml:space=\"preserve\">При</t></r>"
      "<r><t>меров</t></r></si><si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"
      "<si><t xml:space=\"preserve\"> a </t></si><si><t>a_x000D_b_x005F_x000D_</t></si><si/>";
  const struct {
    const char* label;
    const char* cell;
    const char* shown;
  } kCases[] = {
      {"a shared text", "<c r=\"A1\" t=\"s\"><v>0</v></c>", "1: Примеров"},
      {"a rich text", "<c r=\"A1\" t=\"s\"><v>1</v></c>", "1: Примеров"},
      {"a text with its pronunciation", "<c r=\"A1\" t=\"s\"><v>2</v></c>", "1: 東京"},
      {"blanks that are to be kept", "<c r=\"A1\" t=\"s\"><v>3</v></c>", "1:  a "},
      {"escaped characters", "<c r=\"A1\" t=\"s\"><v>4</v></c>", "1: a\rb_x000D_"},
      {"an inline text", "<c r=\"A1\" t=\"inlineStr\"><is><t>a &amp; b</t></is></c>", "1: a & b"},
      {"an inline rich text",
       "<c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c>", "1: ab"},
      {"a whole number", "<c r=\"A1\"><v>7</v></c>", "1: 7"},
      {"a whole number kept as a fraction", "<c r=\"A1\"><v>7.0</v></c>", "1: 7"},
      {"a telephone number", "<c r=\"A1\"><v>3.75291234567E11</v></c>", "1: 375291234567"},
      {"a fraction", "<c r=\"A1\" t=\"n\"><v>0.30000000000000004</v></c>", "1: 0.3"},
      {"less than nothing", "<c r=\"A1\"><v>-2.50</v></c>", "1: -2.5"},
      {"a large number", "<c r=\"A1\"><v>12345678901234567</v></c>", "1: 12345678901234568"},
      {"a truth", "<c r=\"A1\" t=\"b\"><v>1</v></c>", "1: TRUE"},
      {"a falsehood", "<c r=\"A1\" t=\"b\"><v>0</v></c>", "1: FALSE"},
      {"an error", "<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "1: #N/A"},
      {"an ISO date", "<c r=\"A1\" t=\"d\"><v>2023-04-18T00:00:00</v></c>", "1: 2023-04-18"},
      {"an ISO time", "<c r=\"A1\" t=\"d\"><v>2023-04-18T09:00:00.000Z</v></c>",
       "1: 2023-04-18T09:00"},
      {"a formula with a number", "<c r=\"A1\"><f>3+4</f><v>7</v></c>", "1: 7"},
      {"a formula with a text", "<c r=\"A1\" t=\"str\"><f>A2&amp;\"b\"</f><v>ab</v></c>", "1: ab"},
      {"a formula without its value", "<c r=\"B1\"><f>3+4</f></c>", "1:  !1"},
      {"a formula with an empty one", "<c r=\"A1\"><f>3+4</f><v></v></c>", "1:  !0"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(ReadCell(test.cell, kTexts), test.shown) << test.label;
  }
  EXPECT_EQ(ReadCell("<c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"str\"><f>IF(1,\"\")</f><v></v></c>"),
            "1: 1");
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"s\"><v>6</v></c>", kTexts),
            "TABLE_UNREADABLE column=1 line=1");
}

TEST(XlsxReader, NumbersInADateFormatAreDates) {
  constexpr char kStyles[] =
      "<numFmts count=\"5\"><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot; days&quot;\"/>"
      "<numFmt numFmtId=\"166\" formatCode=\"[$-419]d\\ mmmm\\ yyyy;@\"/>"
      "<numFmt numFmtId=\"167\" formatCode=\"[Red]0;[Magenta]0\"/>"
      "<numFmt numFmtId=\"168\" formatCode=\"[h]:mm\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>"
      "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/>"
      "<xf numFmtId=\"20\"/><xf numFmtId=\"168\"/><xf numFmtId=\"57\"/></cellXfs>";
  const struct {
    const char* label;
    const char* style;
    const char* value;
    const char* shown;
  } kCases[] = {
      {"no date", "0", "45034", "45034"},
      {"a built-in date", "1", "45034", "2023-04-18"},
      {"a date and a time", "2", "45034.375", "2023-04-18T09:00"},
      {"with seconds", "2", "45034.37501157", "2023-04-18T09:00:01"},
      {"rounded up to the next day", "2", "45033.999999", "2023-04-18"},
      {"a date of one's own", "3", "27496", "1975-04-12"},
      {"a d in quotes", "4", "27496", "27496"},
      {"a language in brackets", "5", "27496", "1975-04-12"},
      {"a colour in brackets", "6", "27496", "27496"},
      {"a time of day", "7", "0.395833333333333", "09:30"},
      {"hours that are counted", "8", "0.5", "12:00"},
      {"an East Asian date", "9", "45034", "2023-04-18"},
      {"the first day", "1", "1", "1900-01-01"},
      {"the last before the day that never was", "1", "59", "1900-02-28"},
      {"the first after it", "1", "61", "1900-03-01"},
      {"beyond the year 9999", "1", "2958466", "2958466"},
      {"below zero", "1", "-1", "-1"},
      {"a style there isn't", "77", "45034", "45034"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(
        ReadCell(absl::StrCat("<c r=\"A1\" s=\"", test.style, "\"><v>", test.value, "</v></c>"), "",
                 kStyles),
        absl::StrCat("1: ", test.shown))
        << test.label;
  }
  EXPECT_EQ(
      ReadCell("<c r=\"A1\" s=\"1\"><v>43572</v></c>", "", kStyles, "<workbookPr date1904=\"1\"/>"),
      "1: 2023-04-18");
}

TEST(XlsxReader, RowsAndCellsStandWhereTheirReferencesSay) {
  const struct {
    const char* label;
    const char* rows;
    const char* shown;
  } kCases[] = {
      {"sparse",
       "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"D2\"><v>2</v></c></row>"
       "<row r=\"9\"><c r=\"A9\"><v>3</v></c></row>",
       "2:  | 1 |  | 2\n9: 3"},
      {"no references", "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
       "1: 1 | 2\n2: 3"},
      {"some references", "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c><v>2</v></c></row><row/>",
       "3:  | 1 | 2"},
      {"cells out of order", "<row r=\"1\"><c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c></row>",
       "1: 1 |  | 3"},
      {"empty rows and cells with a style only",
       "<row r=\"1\" spans=\"1:3\"/><row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"ZZ2\" s=\"1\"/></row>"
       "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" s=\"1\"/></row>",
       "3: 1"},
      {"merged cells", "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"/></row>", "1: 1"},
      {"rows out of order", "<row r=\"2\"/><row r=\"1\"/>", "TABLE_UNREADABLE line=2"},
      {"a row twice", "<row r=\"2\"/><row r=\"2\"/>", "TABLE_UNREADABLE line=2"},
      {"no row", "<row r=\"0\"/>", "TABLE_UNREADABLE"},
      {"a row beyond the last", "<row r=\"1048577\"/>", "TABLE_UNREADABLE"},
      {"a row beyond all numbers", "<row r=\"99999999999999999999\"/>", "TABLE_UNREADABLE"},
      {"a column beyond the last", "<row r=\"1\"><c r=\"XFE1\"/></row>", "TABLE_UNREADABLE line=1"},
      {"a column beyond all", "<row r=\"1\"><c r=\"ZZZZZZZZZZZZZZZZZ1\"/></row>",
       "TABLE_UNREADABLE line=1"},
      {"no column", "<row r=\"1\"><c r=\"1\"/></row>", "TABLE_UNREADABLE line=1"},
      {"more columns than are read", "<row r=\"1\"><c r=\"GS1\"><v>1</v></c></row>",
       "TABLE_TOO_LARGE column=201 line=1"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(ReadSheet(test.rows), test.shown) << test.label;
  }
}

TEST(XlsxReader, PrefixesAndTheStrictNamespacesMakeNoDifference) {
  Parts parts = WorkbookParts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  std::string& sheet = parts["xl/worksheets/sheet1.xml"];
  sheet = absl::StrCat(
      "<x:worksheet xmlns:x=\"", kMainSpace,
      "\" xmlns:o=\"urn:other\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><o:v>9</o:v><x:v>1</x:v>"
      "</x:c></x:row><o:row r=\"1\"/></x:sheetData></x:worksheet>");
  EXPECT_EQ(Shown(ReadTable(ZipOf(parts))), "1: 1");
  for (auto& [name, text] : parts) {
    text = absl::StrReplaceAll(
        text, {{kMainSpace, "http://purl.oclc.org/ooxml/spreadsheetml/main"},
               {kLinkSpace, "http://purl.oclc.org/ooxml/officeDocument/relationships"}});
  }
  EXPECT_EQ(Shown(ReadTable(ZipOf(parts))), "1: 1");
}

TEST(XlsxReader, PartsAreFoundHoweverTheyAreNamed) {
  constexpr char kRows[] = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
  const Parts parts = WorkbookParts(kRows, "<si><t>a</t></si>");
  Parts absolute = parts;
  absolute["xl/_rels/workbook.xml.rels"] = absl::StrReplaceAll(
      parts.at("xl/_rels/workbook.xml.rels"), {{"\"worksheets/", "\"/xl/../xl/./worksheets/"}});
  Parts other_case = parts;
  other_case["xl/SharedStrings.xml"] = parts.at("xl/sharedStrings.xml");
  other_case.erase("xl/sharedStrings.xml");
  Parts backslashes;
  for (const auto& [name, text] : parts) {
    backslashes[absl::StrReplaceAll(name, {{"/", "\\"}})] = text;
  }
  for (const Parts& named : {absolute, other_case, backslashes}) {
    EXPECT_EQ(Shown(ReadTable(ZipOf(named))), "1: a");
  }
  EXPECT_EQ(Shown(ReadTable(ZipOf(parts, ZIP_CM_STORE))), "1: a");
}

// A workbook of four sheets: empty, hidden, a chart, and one with a row.
Parts FourSheets() {
  Parts parts = WorkbookParts("");
  parts["xl/workbook.xml"] =
      absl::StrCat("<workbook xmlns=\"", kMainSpace, "\" xmlns:r=\"", kLinkSpace,
                   "\"><sheets><sheet name=\"Empty\" sheetId=\"1\" r:id=\"rId1\"/>"
                   "<sheet name=\"Draft\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/>"
                   "<sheet name=\"Chart\" sheetId=\"3\" r:id=\"rId3\"/>"
                   "<sheet name=\"Участники\" sheetId=\"4\" r:id=\"rId4\"/></sheets></workbook>");
  parts["xl/_rels/workbook.xml.rels"] =
      Relationships(absl::StrCat(Relationship("rId1", "worksheet", "worksheets/sheet1.xml"),
                                 Relationship("rId2", "worksheet", "worksheets/sheet2.xml"),
                                 Relationship("rId3", "chartsheet", "chartsheets/sheet1.xml"),
                                 Relationship("rId4", "worksheet", "worksheets/sheet4.xml")));
  parts["xl/worksheets/sheet2.xml"] = Sheet("<row><c><v>2</v></c></row>");
  parts["xl/worksheets/sheet4.xml"] = Sheet("<row><c><v>4</v></c></row>");
  return parts;
}

TEST(XlsxReader, TheFirstSheetInSightWithRowsIsReadUnlessAnotherIsNamed) {
  StringSource source(ZipOf(FourSheets()));
  const auto reader = OpenTable(source, {}, {});
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ((*reader)->format().kind, TableFormat::kXlsx);
  EXPECT_THAT((*reader)->format().sheets, ElementsAre("Empty", "Участники"));
  EXPECT_EQ((*reader)->format().sheet, "Участники");
  EXPECT_EQ(Shown(RowsOf(**reader)), "1: 4");

  TableOptions options;
  options.sheet = "Draft";
  EXPECT_EQ(Shown(ReadTable(ZipOf(FourSheets()), options)), "1: 2");
  options.sheet = "Empty";
  EXPECT_EQ(Shown(ReadTable(ZipOf(FourSheets()), options)), "TABLE_UNREADABLE");
  options.sheet = "Nobody";
  EXPECT_EQ(Shown(ReadTable(ZipOf(FourSheets()), options)), "INVALID_FIELDS");
}

// A file of Microsoft's older container with one stream of this name.
std::string OleFile(absl::string_view stream) {
  std::string bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  bytes.resize(1024, '\0');
  for (size_t i = 0; i < stream.size(); ++i) bytes[640 + 2 * i] = stream[i];
  bytes[640 + 66] = 2;
  return bytes;
}

TEST(XlsxReader, WhatIsNoWorkbookIsToldWhatItIs) {
  const std::string root =
      Relationships(Relationship("rId1", "officeDocument", "word/document.xml"));
  Parts no_sheets = WorkbookParts("");
  no_sheets["xl/workbook.xml"] = absl::StrCat("<workbook xmlns=\"", kMainSpace, "\"/>");
  const struct {
    const char* label;
    std::string bytes;
    const char* reason;
    const char* words;
  } kCases[] = {
      {"under a password", OleFile("EncryptedPackage"), "TABLE_PROTECTED", "password"},
      {"of Excel 97", OleFile("Workbook"), "TABLE_UNREADABLE", "save it as XLSX"},
      {"of Excel 95", OleFile("Book"), "TABLE_UNREADABLE", "save it as XLSX"},
      {"of Word 97", OleFile("WordDocument"), "TABLE_UNREADABLE", "Word"},
      {"of Outlook", OleFile("__properties"), "TABLE_UNREADABLE", "no table"},
      {"of Word", ZipOf({{"_rels/.rels", root}, {"word/document.xml", "<d/>"}}), "TABLE_UNREADABLE",
       "Word"},
      {"of PowerPoint", ZipOf({{"ppt/presentation.xml", "<p/>"}}), "TABLE_UNREADABLE",
       "presentation"},
      {"binary", ZipOf({{"xl/workbook.bin", "b"}}), "TABLE_UNREADABLE", "XLSB"},
      {"of LibreOffice", ZipOf({{"mimetype", "m"}, {"content.xml", "<c/>"}}), "TABLE_UNREADABLE",
       "OpenDocument"},
      {"of Numbers", ZipOf({{"Index/Document.iwa", "i"}}), "TABLE_UNREADABLE", "Numbers"},
      {"an archive of files", ZipOf({{"list.csv", "a,b"}}), "TABLE_UNREADABLE", "unpack"},
      {"no sheets", ZipOf(no_sheets), "TABLE_UNREADABLE", "no sheet"},
      {"no rows", ZipOf(WorkbookParts("")), "TABLE_UNREADABLE", "row"},
  };
  for (const auto& test : kCases) {
    const auto rows = ReadTable(test.bytes);
    EXPECT_EQ(Shown(rows), test.reason) << test.label;
    EXPECT_THAT(std::string(rows.status().message()), HasSubstr(test.words)) << test.label;
  }
}

TEST(XlsxReader, DamageIsRefused) {
  constexpr char kRows[] = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
  const Parts parts = WorkbookParts(kRows, "<si><t>a</t></si>");
  const std::string whole = ZipOf(parts, ZIP_CM_STORE);
  Parts no_sheet = parts;
  no_sheet.erase("xl/worksheets/sheet1.xml");
  Parts cut = parts;
  cut["xl/worksheets/sheet1.xml"].resize(200);
  Parts nested = parts;
  std::string levels;
  for (int i = 0; i < 100; ++i) levels += "<a>";
  nested["xl/sharedStrings.xml"] = levels;
  std::string bit = whole;
  bit[bit.find("<si><t>a") + 7] = 'b';  // the checksum no longer fits
  const struct {
    const char* label;
    std::string bytes;
  } kCases[] = {
      {"cut off", whole.substr(0, whole.size() / 2)},
      {"the signature alone", "PK\x03\x04"},
      {"a part missing", ZipOf(no_sheet)},
      {"a part cut off", ZipOf(cut)},
      {"a letter changed", bit},
      {"nested without end", ZipOf(nested)},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Shown(ReadTable(test.bytes)), "TABLE_UNREADABLE") << test.label;
  }
}

TEST(XlsxReader, ADoctypeIsRefusedSoThatNoEntityGrows) {
  Parts parts = WorkbookParts("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
  parts["xl/sharedStrings.xml"] = absl::StrCat(
      "<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;\">]><sst xmlns=\"",
      kMainSpace, "\"><si><t>&c;</t></si></sst>");
  EXPECT_EQ(Shown(ReadTable(ZipOf(parts))), "TABLE_UNREADABLE");
}

TEST(XlsxReader, AZipBombIsRefusedWhetherItAnnouncesItselfOrNot) {
  TableLimits limits;
  limits.unpacked_bytes = 1 << 20;
  const std::string blanks(2 << 20, ' ');
  std::string announced = ZipOf(WorkbookParts(
      absl::StrCat("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", blanks, "<row r=\"2\"/>")));
  EXPECT_EQ(Shown(ReadTable(announced, {}, limits)), "TABLE_TOO_LARGE");

  // The index lies: it says that each part has ten bytes.
  std::string lying = announced;
  for (size_t at = lying.find("PK\x01\x02"); at != std::string::npos;
       at = lying.find("PK\x01\x02", at + 4)) {
    const uint32_t ten = 10;
    std::memcpy(&lying[at + 24], &ten, sizeof(ten));
  }
  EXPECT_EQ(Shown(ReadTable(lying, {}, limits)), "TABLE_TOO_LARGE");

  Parts many = WorkbookParts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  for (const char* name : {"xl/sharedStrings.xml", "xl/styles.xml"}) {
    many[name] += std::string(700 << 10, ' ');
  }
  EXPECT_EQ(Shown(ReadTable(ZipOf(many), {}, limits)), "TABLE_TOO_LARGE");
}

TEST(XlsxReader, AnArchiveUnderAPasswordIsRefused) {
  const Parts parts = WorkbookParts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  EXPECT_EQ(Shown(ReadTable(ZipOf(parts, ZIP_CM_DEFLATE, "secret"))), "TABLE_PROTECTED");
}

TEST(XlsxReader, PartsPackedInUnusualWaysAreRefused) {
  const Parts parts = WorkbookParts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  EXPECT_EQ(Shown(ReadTable(ZipOf(parts, ZIP_CM_BZIP2))), "TABLE_UNREADABLE");
}

TEST(XlsxReader, WhatExceedsTheLimitsIsRefused) {
  TableLimits limits;
  limits.rows = 2;
  limits.columns = 2;
  limits.cell_bytes = 10;
  limits.shared_string_bytes = 100;
  const auto read = [&](absl::string_view rows, absl::string_view texts) {
    return Shown(ReadTable(ZipOf(WorkbookParts(rows, texts)), {}, limits));
  };
  std::string texts;
  for (int i = 0; i < 100; ++i) texts += "<si/>";
  const struct {
    const char* label;
    const char* rows;
    std::string texts;
    const char* answer;
  } kCases[] = {
      {"all that may be",
       "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>",
       "<si><t>1234567890</t></si>", "1: 1 | 2\n3: 3"},
      {"a row too many",
       "<row><c><v>1</v></c></row><row><c><v>1</v></c></row><row><c><v>1</v></c></row>", "",
       "TABLE_TOO_LARGE line=3"},
      {"a column too many", "<row><c/><c/><c><v>1</v></c></row>", "",
       "TABLE_TOO_LARGE column=3 line=1"},
      {"an inline text too long", "<row><c t=\"inlineStr\"><is><t>12345678901</t></is></c></row>",
       "", "TABLE_TOO_LARGE column=1 line=1"},
      {"a value too long", "<row><c t=\"str\"><v>12345678901</v></c></row>", "",
       "TABLE_TOO_LARGE column=1 line=1"},
      {"a shared text too long", "<row><c><v>1</v></c></row>", "<si><t>12345678901</t></si>",
       "TABLE_TOO_LARGE"},
      {"too many shared texts", "<row><c><v>1</v></c></row>", texts, "TABLE_TOO_LARGE"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(read(test.rows, test.texts), test.answer) << test.label;
  }
}

TEST(XlsxReader, XmlThatAsksForMemoryWithoutEndIsRefused) {
  Parts long_tag = WorkbookParts("<row><c><v>1</v></c></row>");
  long_tag["xl/sharedStrings.xml"] = absl::StrCat("<sst a=\"", std::string(3 << 20, 'a'), "\"/>");
  EXPECT_EQ(Shown(ReadTable(ZipOf(long_tag))), "TABLE_TOO_LARGE");

  Parts names = WorkbookParts("<row><c><v>1</v></c></row>");
  std::string elements;
  for (int i = 0; i < 400'000; ++i) absl::StrAppend(&elements, "<n", i, "/>");
  names["xl/sharedStrings.xml"] = absl::StrCat("<sst>", elements, "</sst>");
  EXPECT_EQ(Shown(ReadTable(ZipOf(names))), "TABLE_TOO_LARGE");
}

}  // namespace
}  // namespace plenary::interchange
