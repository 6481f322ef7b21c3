// Tables of 100,000 rows, and tables damaged at random: read within bounds, or refused.
#include <malloc.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/interchange/test_tables.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PLENARY_HAS_SANITIZER
// GCC comes without the header that declares it.
extern "C" size_t __sanitizer_get_current_allocated_bytes();
#endif

namespace plenary::interchange {
namespace {

constexpr int64_t kMegabyte = 1 << 20;

// Bytes in use.
int64_t BytesInUse() {
#if defined(PLENARY_HAS_SANITIZER)
  return static_cast<int64_t>(__sanitizer_get_current_allocated_bytes());
#else
  const struct mallinfo2 info = mallinfo2();
  return static_cast<int64_t>(info.uordblks + info.hblkhd);
#endif
}

// The most that was in use at any row beyond what was before, in bytes.
int64_t MostBytes(const std::string& bytes, int64_t& rows) {
  StringSource source(bytes);
  const int64_t before = BytesInUse();
  int64_t most = 0;
  rows = 0;
  auto reader = OpenTable(source, {}, {});
  EXPECT_TRUE(reader.ok()) << reader.status();
  TableRow row;
  for (bool has_row = reader.ok(); has_row; ++rows) {
    most = std::max(most, BytesInUse() - before);
    const auto next = (*reader)->Next(row);
    EXPECT_TRUE(next.ok()) << next.status();
    has_row = next.ok() && *next;
  }
  --rows;
  return most;
}

constexpr int kRows = 100'000;
constexpr int kColumns = 15;

TEST(DamagedTables, ALongCsvIsReadInAFewMegabytes) {
  StringSink sink;
  const auto writer = MakeCsvWriter(sink, {});
  for (int i = 0; i < kRows; ++i) {
    const std::vector<std::string> cells(kColumns, absl::StrCat("Примеров ", i));
    ASSERT_TRUE(writer->Add(cells).ok());
  }
  ASSERT_TRUE(writer->Finish().ok());
  int64_t rows = 0;
  EXPECT_LT(MostBytes(sink.bytes(), rows), 5 * kMegabyte);
  EXPECT_EQ(rows, kRows);
}

TEST(DamagedTables, ALongWorkbookIsReadInSixtyMegabytesThoughEachOfItsTextsIsShared) {
  std::string texts;
  std::string cells;
  for (int i = 0; i < kRows; ++i) {
    absl::StrAppend(&cells, "<row>");
    for (int j = 0; j < kColumns; ++j) {
      absl::StrAppend(&texts, "<si><t>Примеров ", i, "</t></si>");
      absl::StrAppend(&cells, "<c t=\"s\"><v>", i * kColumns + j, "</v></c>");
    }
    absl::StrAppend(&cells, "</row>");
  }
  const std::string bytes = ZipOf(WorkbookParts(cells, texts));
  texts = cells = "";
  int64_t rows = 0;
  EXPECT_LT(MostBytes(bytes, rows), 60 * kMegabyte);
  EXPECT_EQ(rows, kRows);
}

// Changes a few bytes: other values, some gone, some twice.
std::string Damaged(std::string bytes, std::mt19937& random) {
  for (size_t times = 1 + random() % 4; times > 0 && !bytes.empty(); --times) {
    const size_t at = random() % bytes.size();
    const size_t size = random() % 8;
    switch (random() % 4) {
      case 0:
        bytes[at] = static_cast<char>(random() % 256);
        break;
      case 1:
        bytes.erase(at, size);
        break;
      case 2:
        bytes.insert(at, bytes.substr(random() % bytes.size(), size));
        break;
      default:
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8);
    }
  }
  return bytes;
}

// Reads what may be no table; refusals have one of the reasons that are promised.
void ReadOrRefuse(const std::string& bytes, int round) {
  const int64_t before = BytesInUse();
  const auto rows = ReadTable(bytes);
  EXPECT_LT(BytesInUse() - before, 10 * kMegabyte) << round;
  if (rows.ok()) return;
  switch (base::ReasonOf(rows.status())) {
    case v1::ERROR_REASON_TABLE_UNREADABLE:
    case v1::ERROR_REASON_TABLE_ENCODING:
    case v1::ERROR_REASON_TABLE_PROTECTED:
    case v1::ERROR_REASON_TABLE_TOO_LARGE:
      return;
    default:
      ADD_FAILURE() << round << ": " << rows.status();
  }
}

constexpr char kList[] =
    "sep=;\r\n№;ФИО;Должность\r\n1;\"Примеров, Пётр\";\"директор ООО \"\"Пример\"\"\"\r\n"
    "2;Образцова Анна;\"заместитель\r\nминистра\"\r\n";
constexpr char kListRows[] =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>45034.5</v></c></row>"
    "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><r><t>a_x000D_</t></r></is></c>"
    "<c t=\"b\"><v>1</v></c><c><f>1</f></c></row>";
constexpr char kListTexts[] = "<si><t>Примеров</t></si><si><r><t>a</t></r></si>";
constexpr char kListStyles[] =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"d\\.m&quot;y&quot;[$-4]\"/></numFmts>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>";

TEST(DamagedTables, ADamagedCsvIsReadOrRefused) {
  std::mt19937 random(1975);
  for (int round = 0; round < 2'000; ++round) ReadOrRefuse(Damaged(kList, random), round);
}

TEST(DamagedTables, ADamagedWorkbookIsReadOrRefused) {
  std::mt19937 random(1976);
  const Parts parts = WorkbookParts(kListRows, kListTexts, kListStyles);
  const std::string packed = ZipOf(parts);
  const std::string stored = ZipOf(parts, ZIP_CM_STORE);
  for (int round = 0; round < 700; ++round) {
    ReadOrRefuse(Damaged(packed, random), round);
    ReadOrRefuse(Damaged(stored, random), round);
  }
}

TEST(DamagedTables, AWorkbookOfDamagedPartsIsReadOrRefused) {
  std::mt19937 random(1977);
  const Parts parts = WorkbookParts(kListRows, kListTexts, kListStyles);
  for (int round = 0; round < 1'000; ++round) {
    Parts damaged = parts;
    auto part = damaged.begin();
    std::advance(part, random() % damaged.size());
    part->second = Damaged(part->second, random);
    ReadOrRefuse(ZipOf(damaged), round);
  }
}

}  // namespace
}  // namespace plenary::interchange
