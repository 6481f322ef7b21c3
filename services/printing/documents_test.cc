// Documents over every engine: made, compared, and their templates replaced.
#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/package.h"
#include "services/documents/shipped.h"
#include "services/documents/unzip.h"
#include "services/files/table.h"
#include "services/pdf/pdf.h"
#include "services/printing/render_work.h"
#include "services/printing/resealing.h"
#include "services/printing/service.h"
#include "services/printing/table.h"
#include "services/storage/long_work.h"
#include "tests/testing/daemon.h"
#include "tests/testing/matchers.h"
#include "tests/testing/printing.h"
#include "tests/testing/schedule.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::printing {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Operation = google::longrunning::Operation;

class PrintingTest : public testing::ScheduleTest, public testing::Printer {
 protected:
  PrintingTest() : Printer(forum_) {}

  void SetUp() override {
    kursk_ = forum_.Delegation("kursk", "display_names { language: 'ru' text: 'Курская область' }");
  }

  // --- People and what they do.

  // Somebody who comes, with a Russian name; `rest` is the text of more of the participant.
  std::string Comes(const std::string& family_name, const std::string& given_name,
                    const std::string& rest = "") {
    const std::string person =
        Value(forum_.Do(&Forum::Directory::CreatePerson,
                        absl::StrCat("person { names { language: 'ru' family_name: '", family_name,
                                     "' given_name: '", given_name, "' } names { language: 'zh' ",
                                     "family_name: '王' given_name: '小例' } }")))
            .name();
    const std::string draft =
        Value(forum_.Create(absl::StrCat("person: '", person, "' delegation: '", kursk_,
                                         "' category: 'events/tibo/categories/guests'"),
                            rest))
            .name();
    return Value(forum_.Nominate(draft)).name();
  }
  std::string Dinner(const std::string& rest = "") {
    return forum_.Session(Clock(19), Clock(21),
                          absl::StrCat("titles { language: 'ru' text: 'Ужин' } ", "delegations: '",
                                       kursk_, "' ", rest));
  }

  // --- The service.

  // `rest`: "kind: DELEGATION_LIST language_code: 'ru'".
  absl::StatusOr<Operation> Begin(const std::string& rest) {
    return Printer::Begin(absl::StrCat("subject: '", kursk_, "' ", rest));
  }
  absl::StatusOr<v1::RenderDocumentResponse> Render(const std::string& rest) {
    return Printer::Render(absl::StrCat("subject: '", kursk_, "' ", rest));
  }
  v1::Print Printed(const std::string& rest) { return Value(Render(rest)).print(); }

  std::string Upload(const std::string& bytes) {
    files::FileWriter writer(testing::TestVault(), absl::StrCat("files/f", ++files_),
                             "мой шаблон.docx", "users/anna");
    writer.Add(bytes);
    EXPECT_THAT(
        storage::WriteAndWait(forum_.store(), {std::string(files::kFilesKey)},
                              [&](storage::Tx& tx) { return writer.Complete(tx).status(); }),
        IsOk());
    return writer.name();
  }

  // "CHANGED: before > after".
  std::vector<std::string> Differences(const v1::Print& print) {
    const auto compared =
        Value(Ask(&DocumentService::CompareWithPrint, Forum::Named(print.name())));
    std::vector<std::string> all;
    for (const auto& each : compared.differences()) {
      all.push_back(absl::StrCat(v1::CompareWithPrintResponse::Difference::Kind_Name(each.kind()),
                                 ": ", each.before(), " > ", each.after()));
    }
    return all;
  }

  void ActAs(const std::vector<base::Grant>& grants) {
    access_ = std::make_unique<base::Access>(grants);
    forum_.ActAs("users/anna", access_.get());
  }

  std::string kursk_;
  std::unique_ptr<base::Access> access_;
  int files_ = 0;
};
PLENARY_ON_EVERY_ENGINE(PrintingTest);

constexpr char kListInRussian[] = "kind: DELEGATION_LIST language_code: 'ru' ";

// --- Lists.

TEST_P(PrintingTest, AListHasThoseWhoComeInOrderOfPrecedenceTheHeadBeforeTheRest) {
  Comes("Последний", "Иван");
  Comes("Советов", "Пётр", "capacity: ADVISER titles { language: 'ru' text: 'эксперт' }");
  Comes("Главный", "Олег", "capacity: HEAD");
  Comes("Первый", "Яков", "precedence: 1 affiliations { language: 'ru' text: 'ООО «Пример»' }");
  Value(forum_.Withdraw(Comes("Ушедший", "Семён")));
  const v1::RenderDocumentResponse response = Value(Render(kListInRussian));
  const std::string words = WordsOf(response);
  std::vector<size_t> places;
  for (const char* name : {"Первый Яков", "Главный Олег", "Советов Пётр", "Последний Иван"}) {
    places.push_back(words.find(name));
    EXPECT_NE(places.back(), std::string::npos) << name;
  }
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end())) << words;
  EXPECT_THAT(words, AllOf(HasSubstr("Список делегации"), HasSubstr("Курская область"),
                           HasSubstr("глава делегации"), HasSubstr("эксперт"),
                           HasSubstr("ООО «Пример»"), Not(HasSubstr("Ушедший"))));
}

TEST_P(PrintingTest, AListInChineseHasChineseNames) {
  Comes("Ван", "Сяоли", "capacity: HEAD");
  EXPECT_THAT(WordsOf(Value(Render("kind: DELEGATION_LIST language_code: 'zh'"))),
              AllOf(HasSubstr("代表团名单"), HasSubstr("王小例"), HasSubstr("代表团团长")));
}

TEST_P(PrintingTest, AListSaysNothingThatIsProtected) {
  const std::string person =
      Value(forum_.Do(&Forum::Directory::CreatePerson,
                      "person { names { language: 'ru' family_name: 'Паспортов' } "
                      "passport { number: 'MP0000000' } birth_date { year: 1975 month: 4 day: 12 } "
                      "}"))
          .name();
  Value(forum_.Nominate(
      Value(forum_.Create(absl::StrCat("note: 'секрет' person: '", person, "' delegation: '",
                                       kursk_, "' category: 'events/tibo/categories/guests'")))
          .name()));
  const std::string words = WordsOf(Value(Render(kListInRussian)));
  EXPECT_THAT(words, HasSubstr("Паспортов"));
  for (const char* secret : {"MP0000000", "1975", "секрет"}) {
    EXPECT_THAT(words, Not(HasSubstr(secret)));
  }
}

// --- Prints.

TEST_P(PrintingTest, APrintCarriesItsVersionTimeAndIdAndIsFoundByThem) {
  Dinner();
  const v1::RenderDocumentResponse response =
      Value(Render("kind: GUEST_PROGRAMME language_code: 'ru'"));
  const v1::Print& print = response.print();
  EXPECT_EQ(print.version(), "0.1");
  EXPECT_EQ(print.printed_by(), "users/anna");
  EXPECT_EQ(print.subject(), kursk_);
  // It is three hours later in Minsk.
  EXPECT_THAT(WordsOf(response), AllOf(HasSubstr(std::string(base::LastId(print.name()))),
                                       HasSubstr("17.04.2023, 15:00"), HasSubstr("0.1"),
                                       HasSubstr("Ужин"), HasSubstr("19:00–21:00")));
  EXPECT_THAT(Ask(&DocumentService::GetPrint, Forum::Named(print.name())),
              testing::IsOkAnd(testing::EqualsProto(print)));
  EXPECT_THAT(Ask(&DocumentService::GetPrint, "name: 'events/tibo/prints/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PrintingTest, PrintsOfAnEventAreListedTheNewestFirst) {
  Dinner();
  const v1::Print list = Printed(kListInRussian);
  forum_.clock().Advance(absl::Minutes(1));
  const v1::Print programme = Printed("kind: GUEST_PROGRAMME language_code: 'zh'");
  const auto names = [&](const std::string& rest) {
    auto request = Parse<v1::ListPrintsRequest>(absl::StrCat("parent: 'events/tibo' ", rest));
    std::vector<std::string> all;
    do {
      const auto page =
          Value(storage::ReadAndWait(forum_.store(), CallOf<v1::ListPrintsRequest>(), service_,
                                     &DocumentService::ListPrints, request));
      for (const v1::Print& print : page.prints()) all.push_back(print.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  };
  EXPECT_THAT(names("page_size: 1"), ElementsAre(programme.name(), list.name()));
  EXPECT_THAT(names("filter: 'kind = DELEGATION_LIST'"), ElementsAre(list.name()));
  EXPECT_THAT(names(absl::StrCat("order_by: 'create_time' filter: 'subject = \"", kursk_, "\"'")),
              ElementsAre(list.name(), programme.name()));
  EXPECT_THAT(Ask(&DocumentService::ListPrints, "parent: 'events/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PrintingTest, WhatChangedSinceAListWasPrintedIsToldLineByLine) {
  const std::string ivan = Comes("Первый", "Иван", "precedence: 1");
  const std::string pyotr = Comes("Второй", "Пётр", "precedence: 2");
  const v1::Print print = Printed(kListInRussian);
  EXPECT_THAT(Differences(print), IsEmpty());
  Value(forum_.Withdraw(ivan));
  Comes("Новый", "Олег", "precedence: 3");
  Value(forum_.Do(&Forum::Delegations::UpdateParticipant,
                  absl::StrCat("participant { name: '", pyotr, "' capacity: ADVISER }")));
  EXPECT_THAT(Differences(print), ElementsAre("REMOVED: Первый Иван | kursk > ",
                                              "CHANGED: Второй Пётр | kursk > "
                                              "Второй Пётр | kursk | советник",
                                              "ADDED:  > Новый Олег | kursk"));
}

TEST_P(PrintingTest, WhatChangedSinceAProgrammeWasPrintedIsToldWithItsVersions) {
  const std::string dinner = Dinner(Uses("hall-a"));
  const v1::Print print = Printed("kind: GUEST_PROGRAMME language_code: 'ru'");
  Value(forum_.Do(&ScheduleForum::Schedule::MoveActivities,
                  absl::StrCat("parent: 'events/tibo' moves { activity: '", dinner, "' start_time ",
                               InText(Clock(20)), " room: 'assets/salon' }")));
  EXPECT_THAT(Differences(print),
              ElementsAre("CHANGED: 1 июня 2023 г. | 19:00–21:00 | Ужин | hall-a > "
                          "1 июня 2023 г. | 20:00–22:00 | Ужин | salon"));
  const auto compared = Value(Ask(&DocumentService::CompareWithPrint, Forum::Named(print.name())));
  EXPECT_EQ(compared.print().version(), "0.1");
  EXPECT_EQ(compared.version(), "0.2");
}

TEST_P(PrintingTest, WhatIsKeptOfAPrintIsSealedAndSealedAnewUnderTheNextKey) {
  Comes("Печатный", "Иван");
  const v1::Print print = Printed(kListInRussian);
  const auto content = [&] {
    vault::Sealed sealed;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(sealed,
                                                                FindContent(tx, print.name()));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return sealed;
  };
  EXPECT_EQ(content().key_id, "test");
  EXPECT_THAT(content().bytes, Not(HasSubstr("Печатный")));
  vault::Keyring keys = testing::TestKeys();
  keys.fields.push_back({"next", std::string(vault::kKeyBytes, 'n')});
  const vault::Vault rotated(keys);
  EXPECT_THAT(Reseal(forum_.store(), rotated), IsOk());
  EXPECT_EQ(content().key_id, "next");
  const DocumentService service(forum_.sealer(), rotated, sources_, pdf_);
  const auto compared =
      Value(storage::ReadAndWait(forum_.store(), CallOf<v1::CompareWithPrintRequest>(), service,
                                 &DocumentService::CompareWithPrint,
                                 Parse<v1::CompareWithPrintRequest>(Forum::Named(print.name()))));
  EXPECT_THAT(compared.differences(), IsEmpty());
}

TEST_P(PrintingTest, ErasedPrintsAreComparedNoMore) {
  Comes("Стёртый", "Иван");
  const v1::Print print = Printed(kListInRussian);
  EXPECT_THAT(
      storage::WriteAndWait(forum_.store(), {"events/tibo"},
                            [](storage::Tx& tx) { return EraseContents(tx, "events/tibo"); }),
      IsOk());
  EXPECT_THAT(Ask(&DocumentService::CompareWithPrint, Forum::Named(print.name())),
              RefusedFor(v1::ERROR_REASON_PERSON_ERASED));
}

// --- Programmes.

TEST_P(PrintingTest, TheWorkingProgrammeNamesCarInterpreterOfficialAndTelephone) {
  forum_.ChangeAsset("car", "contact_phone: '+375 29 000-00-01'");
  const std::string official =
      Value(forum_.Do(&Forum::Directory::CreatePerson,
                      "person { names { language: 'ru' family_name: 'Ответов' } "
                      "work_phone: '+375 17 000-00-02' }"))
          .name();
  Dinner(absl::StrCat(Uses("car"), testing::InterpretedByTheOne(), "responsible: '", official,
                      "' note: 'Флаги на столе'"));
  EXPECT_THAT(WordsOf(Value(Render("kind: WORKING_PROGRAMME language_code: 'ru'"))),
              AllOf(HasSubstr("+375\u00A029\u00A0000-00-01"), HasSubstr("Ответов"),
                    HasSubstr("+375\u00A017\u00A0000-00-02"), HasSubstr("последовательный перевод"),
                    HasSubstr("Флаги на столе")));
  EXPECT_THAT(WordsOf(Value(Render("kind: GUEST_PROGRAMME language_code: 'ru'"))),
              AllOf(HasSubstr("Ужин"), Not(HasSubstr("+375")), Not(HasSubstr("Ответов")),
                    Not(HasSubstr("Флаги"))));
}

TEST_P(PrintingTest, TheHeadsDayHasWhatTheHeadAttendsOnThatDay) {
  const std::string head = Comes("Главный", "Олег", "capacity: HEAD");
  Value(forum_.SetHead(kursk_, head));
  const std::string other = Comes("Другой", "Пётр");
  Dinner(Attends(head) + Attends(other));
  forum_.Session(Clock(9, 0, 2), Clock(10, 0, 2),
                 absl::StrCat("titles { language: 'ru' text: 'Завтра' } ", Attends(head)));
  const std::string day = "kind: HEAD_DAY language_code: 'ru' date: '2023-06-01'";
  EXPECT_THAT(WordsOf(Value(Render(day))),
              AllOf(HasSubstr("Главный Олег"), HasSubstr("1 июня 2023 г., четверг"),
                    HasSubstr("Ужин"), HasSubstr("Другой Пётр"), Not(HasSubstr("Завтра"))));
}

TEST_P(PrintingTest, ADelegationWithoutAHeadHasNoHeadsDay) {
  EXPECT_THAT(Begin("kind: HEAD_DAY language_code: 'ru' date: '2023-06-01'"),
              RefusedFor(v1::ERROR_REASON_HEAD_MUST_ATTEND));
}

TEST_P(PrintingTest, TheEventsProgrammeNamesSpeakersWithTheirAffiliations) {
  const std::string speaker =
      Comes("Ораторов", "Иван", "affiliations { language: 'ru' text: 'Институт примеров' }");
  const std::string moderator = Comes("Ведущий", "Пётр");
  forum_.Session(Clock(10), Clock(11),
                 absl::StrCat("titles { language: 'ru' text: 'Открытие' } languages: 'ru' ",
                              Attends(speaker, "role: SPEAKER"),
                              Attends(moderator, "role: MODERATOR"), Uses("hall-a")));
  const auto printed = Do(&DocumentService::RenderDocument,
                          "kind: EVENT_PROGRAMME language_code: 'ru' subject: 'events/tibo'");
  ASSERT_THAT(printed, IsOk());
  Work();
  const auto page = Value(Ask(&DocumentService::ListPrints, "parent: 'events/tibo'"));
  ASSERT_THAT(page.prints(), SizeIs(1));
  EXPECT_EQ(page.prints(0).kind(), v1::EVENT_PROGRAMME);
  Value(forum_.Do(&ScheduleForum::Schedule::CancelSession,
                  Forum::Named(forum_.Sessions()[0].name())));
  EXPECT_THAT(Differences(page.prints(0)),
              ElementsAre("REMOVED: 1 июня 2023 г. | 10:00–11:00 | Открытие | hall-a | рус. | "
                          "Ораторов Иван, Институт примеров | Ведущий Пётр, модератор > "));
}

TEST_P(PrintingTest, OnlyTheDayThatIsAskedForIsPrinted) {
  Dinner();
  forum_.Session(
      Clock(9, 0, 2), Clock(10, 0, 2),
      absl::StrCat("titles { language: 'ru' text: 'Завтрак' } delegations: '", kursk_, "'"));
  EXPECT_THAT(
      WordsOf(Value(Render("kind: GUEST_PROGRAMME language_code: 'ru' date: '2023-06-02'"))),
      AllOf(HasSubstr("Завтрак"), Not(HasSubstr("Ужин"))));
}

// --- Who.

TEST_P(PrintingTest, AFocalPointPrintsItsListAndTheGuestsProgrammeAndNothingElse) {
  const std::string head = Comes("Главный", "Олег", "capacity: HEAD");
  Value(forum_.SetHead(kursk_, head));
  Dinner();
  const v1::Print working = Printed("kind: WORKING_PROGRAMME language_code: 'ru'");
  const v1::Print list = Printed(kListInRussian);
  ActAs({{v1::REGISTRAR, kursk_}});
  EXPECT_THAT(Render(kListInRussian), IsOk());
  EXPECT_THAT(Render("kind: GUEST_PROGRAMME language_code: 'ru'"), IsOk());
  for (const char* hidden : {"kind: WORKING_PROGRAMME", "kind: HEAD_DAY date: '2023-06-01'",
                             "kind: GUEST_PROGRAMME view: WORK_IN_PROGRESS"}) {
    EXPECT_THAT(Begin(absl::StrCat("language_code: 'ru' ", hidden)),
                RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED))
        << hidden;
  }
  EXPECT_THAT(Ask(&DocumentService::GetPrint, Forum::Named(list.name())), IsOk());
  EXPECT_THAT(Ask(&DocumentService::GetPrint, Forum::Named(working.name())),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Ask(&DocumentService::CompareWithPrint, Forum::Named(working.name())),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  ActAs({{v1::REGISTRAR, "events/tibo/delegations/other"}});
  EXPECT_THAT(Ask(&DocumentService::GetPrint, Forum::Named(list.name())),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PrintingTest, ADocumentIsRefusedToWhoLosesTheRightMeanwhile) {
  ActAs({{v1::VIEWER, "events/tibo"}});
  const auto begun = Begin("kind: WORKING_PROGRAMME language_code: 'ru'");
  ASSERT_THAT(begun, IsOk());
  ActAs({{v1::REGISTRAR, kursk_}});
  Work();
  forum_.ActAs("local", nullptr);
  EXPECT_THAT(Value(Ask(&DocumentService::ListPrints, "parent: 'events/tibo'")).prints(),
              IsEmpty());
}

TEST_P(PrintingTest, APrintBelongsToItsDelegationButThoseForStaffToTheEvent) {
  Dinner();
  const auto placed = [&](const std::string& rest) {
    std::vector<std::string> places;
    std::vector<std::string> events;
    const std::string name = Printed(rest).name();
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       storage::Statement statements[] = {
                                           SelectPlaceOfPrint(name, places, events)};
                                       return tx.RunAll(absl::MakeSpan(statements));
                                     }),
                IsOk());
    EXPECT_THAT(events, IsEmpty());
    return places;
  };
  EXPECT_THAT(placed(kListInRussian), ElementsAre(kursk_));
  EXPECT_THAT(placed("kind: WORKING_PROGRAMME language_code: 'ru'"), ElementsAre("events/tibo"));
}

// --- Templates.

TEST_P(PrintingTest, TemplatesAreListedByIdWithTheFieldsTheyMayUse) {
  const auto all = Value(Ask(&DocumentService::ListTemplates, ""));
  ASSERT_THAT(all.document_templates(), SizeIs(32));
  EXPECT_EQ(all.document_templates(0).name(), "documentTemplates/counterpart-page-be");
  const auto list =
      Value(Ask(&DocumentService::GetTemplate, "name: 'documentTemplates/delegation-list-ru'"));
  EXPECT_EQ(list.kind(), v1::DELEGATION_LIST);
  EXPECT_EQ(list.language_code(), "ru");
  EXPECT_FALSE(list.is_replaced());
  EXPECT_THAT(list.fields(), ::testing::Contains("people[].name"));
  EXPECT_THAT(Ask(&DocumentService::GetTemplate, "name: 'documentTemplates/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

constexpr char kTemplate[] = "documentTemplates/delegation-list-ru";

// The shipped list with other words for its title.
std::string Edited(const std::string& docx, const std::string& before, const std::string& after) {
  std::vector<documents::TemplateProblem> problems;
  std::vector<documents::Part> parts = documents::Unzip(docx, problems);
  for (documents::Part& part : parts) {
    if (part.name == "word/document.xml") absl::StrReplaceAll({{before, after}}, &part.bytes);
  }
  return documents::Zip(parts).value();
}

TEST_P(PrintingTest, ATemplateIsTakenEditedReplacedAndRestored) {
  Comes("Первый", "Иван");
  const std::string exported =
      Download(Value(Do(&DocumentService::ExportTemplate, Forum::Named(kTemplate))).file());
  const std::string file = Upload(Edited(exported, "Список делегации", "Перечень гостей"));
  const auto replaced = Do(&DocumentService::ReplaceTemplate,
                           Forum::Named(kTemplate, absl::StrCat("etag: 'r1' file: '", file, "'")));
  ASSERT_THAT(replaced, IsOk());
  EXPECT_TRUE(replaced->is_replaced());
  EXPECT_EQ(replaced->filename(), "мой шаблон.docx");
  EXPECT_EQ(replaced->replaced_by(), "users/anna");
  EXPECT_THAT(Ask(&DocumentService::GetTemplate, Forum::Named(kTemplate)),
              testing::IsOkAnd(testing::EqualsProto(*replaced)));
  EXPECT_THAT(WordsOf(Value(Render(kListInRussian))),
              AllOf(HasSubstr("Перечень гостей"), HasSubstr("Первый Иван")));
  // Other languages have their own.
  EXPECT_THAT(WordsOf(Value(Render("kind: DELEGATION_LIST language_code: 'be'"))),
              HasSubstr("Спіс дэлегацыі"));
  EXPECT_THAT(Do(&DocumentService::RestoreTemplate, Forum::Named(kTemplate, "etag: 'r1'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  const auto shipped =
      Value(Do(&DocumentService::ExportTemplate, Forum::Named(kTemplate, "shipped: true")));
  EXPECT_THAT(WordsOf(Download(shipped.file())), HasSubstr("Список делегации"));
  const auto restored = Do(&DocumentService::RestoreTemplate, Forum::Named(kTemplate));
  ASSERT_THAT(restored, IsOk());
  EXPECT_FALSE(restored->is_replaced());
  EXPECT_EQ(restored->filename(), "");
  EXPECT_THAT(WordsOf(Value(Render(kListInRussian))), HasSubstr("Список делегации"));
}

TEST_P(PrintingTest, ABrokenTemplateIsRefusedAndSaysWhere) {
  const std::string shipped =
      documents::ShippedTemplate("delegation-list", documents::Language::kRussian);
  const auto refusal =
      Do(&DocumentService::ReplaceTemplate,
         Forum::Named(kTemplate,
                      absl::StrCat("file: '", Upload(Edited(shipped, "{name}", "{nmae}")), "'")));
  EXPECT_THAT(refusal, RefusedFor(v1::ERROR_REASON_TEMPLATE_BROKEN));
  const base::Metadata where = base::MetadataOf(refusal.status());
  EXPECT_EQ(where.at("part"), "document");
  EXPECT_EQ(where.at("field"), "{nmae}");
  EXPECT_THAT(where.at("paragraph"), Not(IsEmpty()));
  for (const std::string& bytes : {std::string("no document"), shipped.substr(0, 500)}) {
    EXPECT_THAT(Do(&DocumentService::ReplaceTemplate,
                   Forum::Named(kTemplate, absl::StrCat("file: '", Upload(bytes), "'"))),
                RefusedFor(v1::ERROR_REASON_TEMPLATE_BROKEN));
  }
  EXPECT_THAT(Do(&DocumentService::ReplaceTemplate, Forum::Named(kTemplate, "file: 'files/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_FALSE(Value(Ask(&DocumentService::GetTemplate, Forum::Named(kTemplate))).is_replaced());
}

// --- PDF.

TEST_P(PrintingTest, WithoutLibreOfficeAPdfIsRefusedAtOnce) {
  const pdf::PdfMaker none{pdf::PdfOptions()};
  const DocumentService service(forum_.sealer(), testing::TestVault(), sources_, none);
  const auto answer =
      storage::ChangeAndWait(forum_.store(), forum_.random(), CallOf<v1::RenderDocumentRequest>(),
                             service, &DocumentService::RenderDocument,
                             Parse<v1::RenderDocumentRequest>(absl::StrCat(
                                 "format: PDF subject: '", kursk_, "' ", kListInRussian)));
  EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_PDF_UNAVAILABLE));
}

TEST_P(PrintingTest, APdfSaysWhatTheDocumentSays) {
  ASSERT_TRUE(pdf_.is_available()) << "install libreoffice-writer-nogui";
  Comes("Печатный", "Иван", "capacity: HEAD");
  const auto response = Render(absl::StrCat("format: PDF ", kListInRussian));
  ASSERT_THAT(response, IsOk());
  const std::string bytes = Download(response->file());
  EXPECT_TRUE(absl::StartsWith(bytes, "%PDF-"));
  const testing::TemporaryFolder folder;
  const std::string path = folder / "list.pdf";
  std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_THAT(testing::RunShell(absl::StrCat("pdftotext -layout ", path, " -")).output,
              AllOf(HasSubstr("СПИСОК ДЕЛЕГАЦИИ"), HasSubstr("Печатный Иван"),
                    HasSubstr(std::string(base::LastId(response->print().name())))));
}

TEST_P(PrintingTest, ADocumentThatIsCancelledWhileItIsConvertedLeavesNothing) {
  ASSERT_TRUE(pdf_.is_available());
  const Operation begun = Value(Begin(absl::StrCat("format: PDF ", kListInRussian)));
  Work(1);  // it is being converted now
  EXPECT_THAT(
      storage::WriteAndWait(forum_.store(), {std::string(storage::kOperationsKey)},
                            [&](storage::Tx& tx) {
                              PLENARY_RETURN_IF_ERROR(storage::AskToCancel(tx, begun.name()));
                              return storage::ReleaseOperations(tx, "server");
                            }),
      IsOk());
  Work();
  EXPECT_THAT(Value(Ask(&DocumentService::ListPrints, "parent: 'events/tibo'")).prints(),
              IsEmpty());
  pdf_.Stop();
}

}  // namespace
}  // namespace plenary::printing
