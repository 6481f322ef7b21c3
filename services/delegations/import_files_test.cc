// The files that imports are given, over every engine: workbooks, old encodings, and all that is
// wrong with files.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/interchange/test_tables.h"
#include "tests/testing/import_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using P = v1::Participant;

class ImportFilesTest : public testing::ImportTest {
 protected:
  static std::string Workbook(const std::string& rows) {
    return interchange::ZipOf(interchange::WorkbookParts(rows));
  }
  // A cell of a workbook with its own text.
  static std::string Cell(const std::string& text) {
    return absl::StrCat("<c t=\"inlineStr\"><is><t>", text, "</t></is></c>");
  }
  static v1::ErrorReason ReasonOf(const Operation& operation) {
    return base::ReasonOf(base::FromRpcStatus(operation.error()));
  }
};
PLENARY_ON_EVERY_ENGINE(ImportFilesTest);

TEST_P(ImportFilesTest, TheSampleListIsTakenAsAColleagueSentIt) {
  std::ifstream file(SAMPLE_LISTS "/kursk.csv", std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  // In windows-1251, with a title above the table, a Latin C in a name and a 31 February.
  EXPECT_EQ(Summary(Import(bytes.str(), "create_organizations: true create_delegations: true")),
            "4 created, 1 rejected");
  EXPECT_THAT(Complaints("filter: 'severity = REJECTED OR severity = QUESTION'"),
              ElementsAre("7 QUESTION 2 LOOKALIKE_LETTERS", "7 REJECTED 3 INVALID_FIELDS"));
  const auto people = ByName();
  ASSERT_EQ(people.count("Образцова Анна Ивановна"), 1U);
  const P& obraztsova = people.at("Образцова Анна Ивановна");
  EXPECT_EQ(obraztsova.titles(0).text(), "главный специалист");
  const auto organization = Value(world().Ask(&Forum::Directory::GetOrganization,
                                              Forum::Named(PersonOf(obraztsova).organization())));
  EXPECT_EQ(organization.display_names(0).text(), "Комитет цифрового развития Курской области");
  EXPECT_EQ(people.at("Примеров Пётр Петрович").delegation(), obraztsova.delegation());
  EXPECT_EQ(people.at("Вымышленная-Тестова Мария Сергеевна").delegation(), "");
}

TEST_P(ImportFilesTest, AWorkbookIsReadAsAListIs) {
  const std::string list = Workbook(absl::StrCat(
      "<row>", Cell("№"), Cell("ФИО"), Cell("Примечание"), "</row>", "<row><c><v>1</v></c>",
      Cell("Примеров Пётр Петрович"), Cell("вегетарианец"), "</row>"));
  EXPECT_EQ(Summary(Import(list)), "1 created");
  EXPECT_EQ(ByName().at("Примеров Пётр Петрович").note(), "вегетарианец");
  const v1::ImportPreview preview =
      Value(world().Ask(&Forum::Delegations::PreviewImport,
                        absl::StrCat("parent: 'events/tibo' file: '", Upload(list), "'")));
  EXPECT_EQ(preview.format(), "XLSX");
  EXPECT_EQ(preview.table().sheet(), "List");
  EXPECT_THAT(preview.sheets(), ElementsAre("List"));
}

TEST_P(ImportFilesTest, AFormulaWithoutItsValueRejectsTheRowIfTheColumnIsRead) {
  const auto list = [](const char* heading) {
    return Workbook(absl::StrCat("<row>", Cell("ФИО"), Cell(heading), "</row><row>",
                                 Cell("Примеров Пётр Петрович"), "<c><f>1+1</f></c></row>"));
  };
  EXPECT_EQ(Summary(Import(list("Примечание"))), "1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 REJECTED 2 FORMULA_WITHOUT_VALUE"));
  EXPECT_EQ(Summary(Import(list("Любимый цвет"))), "1 created");
}

TEST_P(ImportFilesTest, AFileThatIsNoListRefusesTheImportAndChangesNothing) {
  interchange::Parts bomb = interchange::WorkbookParts("");
  bomb["xl/worksheets/sheet1.xml"] = std::string(513 << 20, ' ');
  struct Case {
    const char* label;
    std::string bytes;
    v1::ErrorReason reason;
  };
  for (const Case& c : std::vector<Case>{
           {"empty", "", v1::ERROR_REASON_TABLE_UNREADABLE},
           {"under a password", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1024, '\0'),
            v1::ERROR_REASON_TABLE_UNREADABLE},
           {"a zip bomb", interchange::ZipOf(bomb), v1::ERROR_REASON_TABLE_TOO_LARGE},
           {"another archive", interchange::ZipOf({{"readme.txt", "hello"}}),
            v1::ERROR_REASON_TABLE_UNREADABLE},
           {"a broken quote", "ФИО\n\"Примеров Пётр\nОбразцов Иван\n",
            v1::ERROR_REASON_TABLE_UNREADABLE},
           {"an unknown encoding", "\xCE\xC9\xCF\nqwe\xFF\xFE\x81\x8D\x8F\x90\n",
            v1::ERROR_REASON_TABLE_ENCODING},
           {"no names", "Телефон,E-mail\n1,a@example.org\n", v1::ERROR_REASON_TABLE_COLUMNS},
           {"a doubled column", "ФИО,ФИО\nПримеров Пётр,Образцов Иван\n",
            v1::ERROR_REASON_TABLE_COLUMNS}}) {
    EXPECT_EQ(ReasonOf(Import(c.bytes)), c.reason) << c.label << Find(last_).ShortDebugString();
  }
  EXPECT_THAT(world().Participants(), IsEmpty());
}

TEST_P(ImportFilesTest, AnEncodingThatWasToldWronglyIsRefused) {
  EXPECT_EQ(ReasonOf(Import("ФИО\nПримеров Пётр\n", "table { encoding: 'UTF-16LE' }")),
            v1::ERROR_REASON_TABLE_ENCODING);
}

TEST_P(ImportFilesTest, AByteOrderMarkIsNoLetterOfTheFirstHeading) {
  EXPECT_EQ(Summary(Import("\xEF\xBB\xBFФИО\nПримеров Пётр Петрович\n")), "1 created");
}

TEST_P(ImportFilesTest, TotalsAndRepeatedHeadingsAreNobody) {
  EXPECT_EQ(Summary(Import("№,ФИО,Телефон\n1,Примеров Пётр Петрович,1\n№,ФИО,Телефон\n"
                           "2,Образцова Анна Ивановна,2\n,Итого: 2,\n")),
            "2 created");
}

TEST_P(ImportFilesTest, AFileThatIsBeingReadCannotBeDeletedAndAnEndedImportLetsGoOfIt) {
  const std::string file = Upload("ФИО\nПримеров Пётр Петрович\n");
  const std::string operation = Value(Begin(file)).name();
  const auto holder = [&] {
    std::string name;
    EXPECT_TRUE(storage::ReadAndWait(world().store(), [&](storage::Tx& tx) {
                  PLENARY_ASSIGN_OR_RETURN(name, files::HolderOf(tx, file));
                  return absl::OkStatus();
                }).ok());
    return name;
  };
  EXPECT_EQ(holder(), operation);
  Finish(operation, participants_);
  EXPECT_EQ(holder(), "");
}

TEST_P(ImportFilesTest, WhatAnImportKeptGoesWithItsOperation) {
  Import("ФИО,E-mail\nПримеров Пётр Петрович,x\n");
  ASSERT_THAT(Rejects(last_), SizeIs(1));
  const auto count = [&] {
    int64_t rows = 0;
    EXPECT_TRUE(storage::ReadAndWait(world().store(), [&](storage::Tx& tx) {
                  return tx.Run(
                      {"SELECT (SELECT COUNT(*) FROM import_batches) + "
                       "(SELECT COUNT(*) FROM import_subjects) * 1000 + "
                       "(SELECT COUNT(*) FROM import_rejects) * 1000000",
                       {},
                       [&](const storage::Row& row) { rows = row.Int(0); }});
                }).ok());
    return rows;
  };
  EXPECT_EQ(count(), 1000000);
  EXPECT_TRUE(
      storage::WriteAndWait(world().store(), {std::string(storage::kOperationsKey)},
                            [&](storage::Tx& tx) { return participants_.Forget(tx, last_); })
          .ok());
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace plenary::delegations
