#include "services/interchange/csv_reader.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/test_tables.h"

namespace plenary::interchange {
namespace {

using ::testing::HasSubstr;

// "List" lines of people in whatever encoding, by ICU, which also reads them.
std::string In(const char* encoding, absl::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  std::string bytes(utf8.size() * 4 + 8, '\0');
  const int32_t size =
      ucnv_convert(encoding, "UTF-8", &bytes[0], static_cast<int32_t>(bytes.size()), utf8.data(),
                   static_cast<int32_t>(utf8.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error)) << encoding;
  bytes.resize(static_cast<size_t>(size));
  return bytes;
}

constexpr char kRussian[] =
    "№;Фамилия;Имя;Должность\n"
    "1;Примеров;Пётр;заместитель министра связи и информатизации\n"
    "2;Образцова;Анна;директор ООО «Пример»\n";
constexpr char kRussianRead[] =
    "1: № | Фамилия | Имя | Должность\n"
    "2: 1 | Примеров | Пётр | заместитель министра связи и информатизации\n"
    "3: 2 | Образцова | Анна | директор ООО «Пример»";
constexpr char kBelarusian[] =
    "Прозвішча;Імя\n"
    "Узораў;Уладзімір\n"
    "Прыкладная;Вольга\n"
    "Ёлкіна;Ірына\n";

TableFormat FormatOf(const std::string& bytes, const TableOptions& options = {}) {
  StringSource source(bytes);
  const auto reader = OpenTable(source, options, {});
  EXPECT_TRUE(reader.ok()) << reader.status();
  return reader.ok() ? (*reader)->format() : TableFormat();
}

TEST(CsvReader, RecordsAreReadAsRfc4180SaysAndAsTheyAreReallyWritten) {
  const struct {
    const char* label;
    std::string text;
    const char* rows;
  } kCases[] = {
      {"plain", "a,b\nc,d\n", "1: a | b\n2: c | d"},
      {"no line end at the end", "a,b\nc,d", "1: a | b\n2: c | d"},
      {"CR LF", "a,b\r\nc,d\r\n", "1: a | b\n2: c | d"},
      {"CR alone", "a,b\rc,d\r", "1: a | b\n2: c | d"},
      {"line ends mixed", "a,b\rc,d\ne,f\r\ng,h", "1: a | b\n2: c | d\n3: e | f\n4: g | h"},
      {"quoted", "\"a\",\"b\"\n", "1: a | b"},
      {"a delimiter in quotes", "\"a,b\",c\n", "1: a,b | c"},
      {"doubled quotes", "\"a \"\"b\"\"\",c\n", "1: a \"b\" | c"},
      {"an empty quoted cell", "\"\",c\n", "1:  | c"},
      {"a line end in quotes", "\"a\nb\",c\nd,e\n", "1: a\nb | c\n3: d | e"},
      {"a CR LF in quotes is kept", "\"a\r\nb\",c\r\nd,e", "1: a\r\nb | c\n3: d | e"},
      {"a CR in quotes", "\"a\rb\",c\rd,e", "1: a\rb | c\n3: d | e"},
      {"a quote in the middle of a cell", "OOO \"Rogi\",b\n", "1: OOO \"Rogi\" | b"},
      {"an inch behind a blank", " \"a\",b\n", "1:  \"a\" | b"},
      {"blanks behind a quote", "\"a\"  ,b\n", "1: a | b"},
      {"empty lines are counted, not read", "a,b\n\n\nc,d\n\n", "1: a | b\n4: c | d"},
      {"lines of delimiters alone too", "a,b\n,\n , \nc,d\n", "1: a | b\n4: c | d"},
      {"empty cells at the end are none", "a,b,,,\n", "1: a | b"},
      {"rows of different length", "a,b,c\nd\n,e\n", "1: a | b | c\n2: d\n3:  | e"},
      {"a mark of UTF-8", "\xEF\xBB\xBF\"a\",b\n", "1: a | b"},
      {"sep= as Excel writes it", "sep=;\r\na,x;b\r\n", "2: a,x | b"},
      {"sep= with a tab", "SEP=\t\na,x\tb\n", "2: a,x | b"},
      {"a text that begins like it", "sep=;x,b\n", "1: sep= | x,b"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Shown(ReadTable(test.text)), test.rows) << test.label;
  }
}

TEST(CsvReader, TheDelimiterIsTheOneThatCutsMostRecordsAlike) {
  const struct {
    const char* label;
    const char* text;
    char delimiter;
  } kCases[] = {
      {"commas", "a,b,c\nd,e,f\n", ','},
      {"semicolons", "a;b;c\nd;e;f\n", ';'},
      {"tabs", "a\tb\nc\td\n", '\t'},
      {"semicolons, commas in titles", "name;title\nA;director, B\nC;head, D\n", ';'},
      {"commas in every row, headings without", "name;title;x\nA;d, B;1\nC;h, D;2\n", ';'},
      {"semicolons in quotes", "\"a;b\",c\n\"d;e\",f\n", ','},
      {"a title above the table", "List of people\n\na;b;c\nd;e;f\n", ';'},
      {"tabs, semicolons in a note", "a\tb\tc; d\ne\tf\tg; h\n", '\t'},
      {"one column", "Ivanov\nPetrov\n", ','},
      {"a quote never closed", "\"a;b\nc;d\ne;f\n", ','},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(GuessDelimiter(test.text), test.delimiter) << test.label;
  }
}

TEST(CsvReader, ADelimiterThatIsToldIsTaken) {
  TableOptions options;
  options.delimiter = '|';
  EXPECT_EQ(Shown(ReadTable("a;1|b,2\n", options)), "1: a;1 | b,2");
  options.delimiter = '"';
  EXPECT_EQ(Shown(ReadTable("a;1|b,2\n", options)), "INVALID_FIELDS");
}

TEST(CsvReader, EncodingsAreRecognised) {
  const std::string utf16le = In("UTF-16LE", kRussian);
  const std::string utf16be = In("UTF-16BE", kRussian);
  const struct {
    const char* label;
    std::string text;
    const char* encoding;
    bool had_bom;
  } kCases[] = {
      {"UTF-8", kRussian, "UTF-8", false},
      {"UTF-8 with its mark", std::string("\xEF\xBB\xBF") + kRussian, "UTF-8", true},
      {"UTF-16LE with its mark", "\xFF\xFE" + utf16le, "UTF-16LE", true},
      {"UTF-16BE with its mark", "\xFE\xFF" + utf16be, "UTF-16BE", true},
      {"UTF-16LE without", utf16le, "UTF-16LE", false},
      {"UTF-16BE without", utf16be, "UTF-16BE", false},
      {"windows-1251", In("windows-1251", kRussian), "windows-1251", false},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Shown(ReadTable(test.text)), kRussianRead) << test.label;
    const TableFormat format = FormatOf(test.text);
    EXPECT_EQ(format.encoding, test.encoding) << test.label;
    EXPECT_EQ(format.had_bom, test.had_bom) << test.label;
    EXPECT_EQ(format.delimiter, ';') << test.label;
  }
  EXPECT_EQ(Shown(ReadTable(In("windows-1251", kBelarusian))), Shown(ReadTable(kBelarusian)));
}

TEST(CsvReader, ATextLongerThanAPieceIsReadTheSameInEveryEncoding) {
  std::string text;
  std::string rows;
  for (int i = 1; text.size() < 400'000; ++i) {
    absl::StrAppend(&text, "Примеров ", i, ";王小明😀\r\n");
    absl::StrAppend(&rows, i == 1 ? "" : "\n", i, ": Примеров ", i, " | 王小明😀");
  }
  for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE"}) {
    const std::string read = Shown(ReadTable(In(encoding, text)));
    const size_t same = static_cast<size_t>(
        std::mismatch(rows.begin(), rows.end(), read.begin(), read.end()).first - rows.begin());
    // Whole, they are too long to be shown.
    EXPECT_EQ(read.substr(same, 50), rows.substr(same, 50)) << encoding << " from " << same;
  }
}

TEST(CsvReader, GibberishIsRefusedRatherThanImported) {
  const std::string lower =
      "примеров пётр, заместитель министра связи и информатизации республики\n"
      "образцова анна, директор департамента международного сотрудничества\n";
  const std::string upper =
      "ПРИМЕРОВ ПЁТР, ЗАМЕСТИТЕЛЬ МИНИСТРА СВЯЗИ И ИНФОРМАТИЗАЦИИ РЕСПУБЛИКИ\n";
  for (const char* encoding : {"KOI8-R", "IBM866", "ISO-8859-5", "x-mac-cyrillic"}) {
    for (const std::string& text : {std::string(kRussian), lower, upper}) {
      // The sign № is not in every one of them.
      const std::string signless = text.substr(absl::StartsWith(text, "№") ? 3 : 0);
      EXPECT_THAT(Shown(ReadTable(In(encoding, signless))), HasSubstr("TABLE_ENCODING byteOffset="))
          << encoding << " " << text;
    }
  }
  const struct {
    const char* label;
    std::string text;
  } kCases[] = {
      {"Latin 1", "M\xFCller;Z\xFCrich\nJos\xE9;M\xE1laga\n"},
      {"GB18030", In("GB18030", "姓名;职务\n王小明;主任\n李强;局长\n")},
      {"random bytes", "\x80\x81\x90\xFF\xFE\x85;\xC3\n"},
      {"UTF-8 cut short", std::string(kRussian).substr(0, 17)},
      {"UTF-8 with one bad byte", std::string(kRussian) + "\xFF"},
      {"an overlong form", "a;b\n\xC0\x80;c\n"},
      {"a surrogate in UTF-8", "a;b\n\xED\xA0\x80;c\n"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(Shown(ReadTable(test.text)), HasSubstr("TABLE_ENCODING byteOffset=")) << test.label;
  }
  EXPECT_EQ(Shown(ReadTable("ab;c\nd\xFF\x98;e\n")), "TABLE_ENCODING byteOffset=6");
}

TEST(CsvReader, AnEncodingThatIsToldMustFitTheBytes) {
  const struct {
    const char* label;
    std::string text;
    const char* told;
    const char* answer;
  } kCases[] = {
      {"it fits", kRussian, "utf-8", kRussianRead},
      {"it fits, windows-1251", In("windows-1251", kRussian), "Windows-1251", kRussianRead},
      {"it fits, UTF-16", In("UTF-16BE", kRussian), "UTF-16BE", kRussianRead},
      {"few letters are taken on trust", "a;\xF4\xFB\n", "windows-1251", "1: a | фы"},
      {"UTF-8 told to be windows-1251", kRussian, "windows-1251", "TABLE_ENCODING"},
      {"windows-1251 told to be UTF-8", In("windows-1251", kRussian), "UTF-8",
       "TABLE_ENCODING byteOffset=0"},
      {"UTF-8 told to be UTF-16", "abc", "UTF-16LE", "TABLE_ENCODING byteOffset=3"},
      {"half a pair in UTF-16", std::string("a\0\0\xD8", 4), "UTF-16LE",
       "TABLE_ENCODING byteOffset=4"},
      {"KOI8-R told to be windows-1251", In("KOI8-R", "Примеров;Пётр\n"), "windows-1251",
       "TABLE_ENCODING"},
      {"a mark says otherwise", "\xFF\xFE" + In("UTF-16LE", kRussian), "UTF-8", "TABLE_ENCODING"},
      {"one that is not offered", kRussian, "KOI8-R", "INVALID_FIELDS"},
  };
  for (const auto& test : kCases) {
    TableOptions options;
    options.encoding = test.told;
    EXPECT_EQ(Shown(ReadTable(test.text, options)), test.answer) << test.label;
  }
}

TEST(CsvReader, BadInputIsRefusedWithItsPlace) {
  const struct {
    const char* label;
    std::string text;
    const char* refusal;
  } kCases[] = {
      {"a quote never closed", "a;b\nc;\"d\ne;f\n", "TABLE_UNREADABLE column=2 line=2"},
      {"closed by the next one", "a;b\nc;\"d\ne;\"f\"\n", "TABLE_UNREADABLE column=2 line=2"},
      {"text behind a closing quote", "a;b\n\"Rogi\" i kopyta;c\n",
       "TABLE_UNREADABLE column=1 line=2"},
      {"two quoted texts in a cell", "\"a\" \"b\";c\n", "TABLE_UNREADABLE column=1 line=1"},
      {"a zero byte", std::string("a;b\nc;d\0e\n", 10), "TABLE_UNREADABLE column=2 line=2"},
      {"a zero byte in quotes", std::string("a;\"b\0\"\n", 7), "TABLE_UNREADABLE column=2 line=1"},
      {"nothing", "", "TABLE_UNREADABLE"},
      {"a mark alone", "\xEF\xBB\xBF", "TABLE_UNREADABLE"},
      {"blank lines alone", "\r\n \r\n;;\r\n", "TABLE_UNREADABLE"},
      {"sep= alone", "sep=;\n", "TABLE_UNREADABLE"},
      {"a PDF", "%PDF-1.7\n1 0 obj\n", "TABLE_UNREADABLE"},
      {"a web page", "\r\n<html><table><tr><td>a</td></tr></table>", "TABLE_UNREADABLE"},
      {"XML of Excel 2003", "<?xml version=\"1.0\"?><Workbook/>", "TABLE_UNREADABLE"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Shown(ReadTable(test.text)), test.refusal) << test.label;
  }
}

TEST(CsvReader, WhatExceedsTheLimitsIsRefused) {
  TableLimits limits;
  limits.rows = 3;
  limits.columns = 2;
  limits.cell_bytes = 5;
  const struct {
    const char* label;
    const char* text;
    const char* answer;
  } kCases[] = {
      {"all that may be", "a,12345\nb,\"12345\"\n\nc\n", "1: a | 12345\n2: b | 12345\n4: c"},
      {"a row too many", "a\nb\nc\n\nd\n", "TABLE_TOO_LARGE line=5"},
      {"a column too many", "a,b\nc,d,e\n", "TABLE_TOO_LARGE column=3 line=2"},
      {"empty ones don't count", "a,b,,,,\n", "1: a | b"},
      {"a cell too long", "a,b\nc,123456\n", "TABLE_TOO_LARGE column=2 line=2"},
      {"a quoted cell too long", "\"123456\",b\n", "TABLE_TOO_LARGE column=1 line=1"},
      {"too long for want of a quote", "a,b\nc,\"d\ne,f\ng,h\n",
       "TABLE_UNREADABLE column=2 line=2"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Shown(ReadTable(test.text, {}, limits)), test.answer) << test.label;
  }
}

class FailingSource : public ByteSource {
 public:
  absl::StatusOr<std::string> Read(int64_t offset, int64_t) override {
    if (offset > 0) return absl::UnavailableError("gone");
    return std::string("a;b\n");
  }
  int64_t size() const override { return 1 << 20; }
};

TEST(CsvReader, WhatTheSourceFailsWithReachesTheCaller) {
  FailingSource source;
  EXPECT_EQ(OpenTable(source, {}, {}).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace plenary::interchange
