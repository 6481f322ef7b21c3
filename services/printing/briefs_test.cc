// The report of a year, the brief for a round and the page of a counterpart on paper, over every
// engine.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/access.h"
#include "services/storage/classified.h"
#include "tests/testing/matchers.h"
#include "tests/testing/printing.h"
#include "tests/testing/reports.h"

namespace plenary::printing {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ReportForum;
using ::plenary::testing::Value;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;

constexpr char kReport[] = "kind: YEAR_REPORT year: 2023 language_code: 'ru' ";
constexpr char kPage[] =
    "kind: COUNTERPART_PAGE subject: 'organizations/kursk-region' language_code: 'en' ";
constexpr char kBrief[] = "kind: ROUND_BRIEF subject: 'negotiations/kursk' language_code: 'en' ";

class BriefsTest : public testing::ReportTest, public testing::Printer {
 protected:
  BriefsTest() : Printer(forum_) {}

  void SetUp() override {
    negotiation_ = forum_.Negotiation("kursk", "note: 'They wait for our draft'");
    topic_ = forum_.Topic(negotiation_, "exchange");
  }
  // From now on a negotiator with a clearance calls.
  void ActWith(v1::Classification clearance) {
    access_ = base::Access({{v1::NEGOTIATOR, ""}}).ClearedFor(clearance);
    forum_.ActAs("users/anna", &access_);
  }
  // The words of a document as they are read, without what parts them.
  std::string TextOf(const v1::RenderDocumentResponse& response) {
    return absl::StrReplaceAll(WordsOf(response), {{"\n", ""}});
  }
  absl::optional<v1::Classification> ClassificationOf(const std::string& file) {
    absl::optional<v1::Classification> classification;
    EXPECT_THAT(
        storage::ReadAndWait(forum_.store(),
                             [&](storage::Tx& tx) {
                               return tx.Run(storage::SelectClassification(file, classification));
                             }),
        IsOk());
    return classification;
  }

  std::string negotiation_;
  std::string topic_;
  base::Access access_{{}};
};
PLENARY_ON_EVERY_ENGINE(BriefsTest);

TEST_P(BriefsTest, AReportIsPrintedWithTheQueriesBehindItsNumbersAndIsNotKept) {
  forum_.SetDay(2023, 4, 17);
  const std::string plan = forum_.Plan();
  forum_.Item(absl::StrCat("action_plan: '", plan, "'"));
  forum_.Approved(plan);
  forum_.SetDay(2023, 12, 20);
  const v1::RenderDocumentResponse response = Value(Render(kReport));
  EXPECT_THAT(TextOf(response), AllOf(HasSubstr("в 2023 году"),
                                      HasSubstr("велась по 1 утверждённому плану мероприятий. [1]"),
                                      HasSubstr("ActionPlanService/ListActionPlans {"),
                                      HasSubstr("По состоянию на 20 декабря 2023 г."),
                                      HasSubstr("Результаты 2023 года не внесены.")));
  EXPECT_EQ(response.print().name(), "");
  EXPECT_EQ(response.print().kind(), v1::YEAR_REPORT);
}

TEST_P(BriefsTest, TheReportIsForWhoHoldsARoleOnTheInstallation) {
  forum_.Become("boris");
  EXPECT_THAT(Render(kReport), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  forum_.Become("vera");
  EXPECT_THAT(Render(kReport), IsOk());
}

TEST_P(BriefsTest, ABriefSaysWhoIsWhoWhatIsOpenAndWhatWasPromised) {
  Value(forum_.AddRound(negotiation_,
                        absl::StrCat(ReportForum::On(2023, 8, 24), "places { language: 'en' text: ",
                                     "'Minsk' } participants { person: '", forum_.Who("ilya"),
                                     "' side: THEIRS role: 'Deputy Governor' is_head: true }")));
  forum_.Position(topic_, "Exchange by the end of the year");
  forum_.SetDay(2023, 4, 17);
  forum_.Commitment("negotiation: 'negotiations/kursk' due { date: '2023-05-01' }");
  Value(forum_.AddContact(negotiation_,
                          "date: '2023-04-10' place: 'Kursk' content: 'They are ready'"));
  EXPECT_THAT(
      TextOf(Value(Render(kBrief))),
      AllOf(HasSubstr("kursk-region"), HasSubstr("Round 1, 24 August 2023, Minsk"),
            HasSubstr("They wait for our draft"), HasSubstr("Deputy Governor"),
            HasSubstr("1. exchange"), HasSubstr("our side: Exchange by the end of the year"),
            HasSubstr("To set up a centre"), HasSubstr("1 May 2023"), HasSubstr("They are ready")));
}

TEST_P(BriefsTest, ABriefTellsFiguresWithTheCountryOfTheCounterpart) {
  Value(forum_.Do(&Forum::Directory::UpdateOrganization,
                  "organization { name: 'organizations/kursk-region' country_code: 'RU' }"));
  Value(forum_.indicators().CreateIndicator("ict"));
  Value(forum_.indicators().Add("country: 'RU' value: '100' period { year: 2022 }"));
  Value(forum_.indicators().Add("country: 'RU' value: '120' status: ILLUSTRATIVE"));
  Value(forum_.indicators().Add("country: 'CN' value: '500'"));
  EXPECT_THAT(TextOf(Value(Render(kBrief))),
              AllOf(HasSubstr("ict, Russia, 2023: 120 USD million (illustrative); growth rate "
                              "120.0 %, increase 20.0 %"),
                    Not(HasSubstr("China"))));
}

TEST_P(BriefsTest, APositionIsInTheBriefsOfThoseAloneWhoAreClearedForIt) {
  forum_.Position(topic_, "Open words");
  ActWith(v1::OFFICIAL);
  const std::string before = Download(Value(Render(kBrief)).file());
  forum_.Become("");
  forum_.Position(topic_, "Hidden words", "SECRET");
  ActWith(v1::OFFICIAL);
  const v1::RenderDocumentResponse open = Value(Render(kBrief));
  EXPECT_EQ(Download(open.file()), before);
  EXPECT_EQ(ClassificationOf(open.file()), absl::nullopt);
  ActWith(v1::SECRET);
  const v1::RenderDocumentResponse secret = Value(Render(kBrief));
  EXPECT_THAT(TextOf(secret),
              AllOf(HasSubstr("secret"), HasSubstr("Open words"), HasSubstr("Hidden words")));
  EXPECT_EQ(ClassificationOf(secret.file()), v1::SECRET);
}

TEST_P(BriefsTest, ABriefIsForWhoReadsTheNegotiation) {
  forum_.Become("boris");
  EXPECT_THAT(Render(kBrief), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  forum_.Become("vera");
  EXPECT_THAT(Render(kBrief), IsOk());
}

TEST_P(BriefsTest, ALongBriefSaysThatThereIsMore) {
  const std::string position = forum_.Position(topic_, std::string(700, 'w'));
  for (int i = 0; i < 12; ++i) forum_.Topic(negotiation_, absl::StrCat("topic-", i));
  for (int i = 0; i < 14; ++i) forum_.Commitment("negotiation: 'negotiations/kursk'");
  const std::string words = TextOf(Value(Render(kBrief)));
  EXPECT_THAT(words, HasSubstr(absl::StrCat(std::string(600, 'w'), "…")));
  EXPECT_THAT(words, Not(HasSubstr("13. ")));
  EXPECT_NE(words.find("There are more"), words.rfind("There are more"));
}

TEST_P(BriefsTest, APageOfACounterpartSaysWhatThereIsAndWhereTheThreadBreaksOff) {
  forum_.SetDay(2023, 8, 1);
  Value(forum_.AddRound(negotiation_, absl::StrCat(ReportForum::On(2023, 8, 24),
                                                   "places { language: 'en' text: 'Minsk' }")));
  forum_.Position(topic_, "Exchange by the end of the year");
  forum_.Commitment(
      "negotiation: 'negotiations/kursk' counterpart: 'organizations/kursk-region' "
      "due { date: '2023-09-01' }");
  Value(forum_.AddContact(negotiation_, "date: '2023-04-10' content: 'They are ready'"));
  forum_.SetDay(2023, 12, 20);
  const std::string record = forum_.Record(negotiation_, "2023-08-24");
  EXPECT_THAT(
      TextOf(Value(Render(kPage))),
      AllOf(HasSubstr("kursk-region"), HasSubstr("As recorded on 20 December 2023"),
            HasSubstr("They wait for our draft"), HasSubstr("Round 1, 24 August 2023, Minsk"),
            HasSubstr("1. exchange"), HasSubstr("our side: Exchange by the end of the year"),
            HasSubstr("record of conversation"), HasSubstr("approved"),
            HasSubstr("To set up a centre"), HasSubstr("1 September 2023"), HasSubstr("overdue"),
            HasSubstr("They are ready"), HasSubstr("commitment without an action item"),
            HasSubstr("round without a signed document")));
}

TEST_P(BriefsTest, APageIsAsClassifiedAsThePositionsOnIt) {
  forum_.Position(topic_, "Open words");
  ActWith(v1::OFFICIAL);
  const std::string before = Download(Value(Render(kPage)).file());
  forum_.Become("");
  forum_.Position(topic_, "Hidden words", "SECRET");
  ActWith(v1::OFFICIAL);
  const v1::RenderDocumentResponse open = Value(Render(kPage));
  EXPECT_EQ(Download(open.file()), before);
  EXPECT_EQ(ClassificationOf(open.file()), absl::nullopt);
  ActWith(v1::SECRET);
  const v1::RenderDocumentResponse secret = Value(Render(kPage));
  EXPECT_THAT(TextOf(secret), AllOf(HasSubstr("secret"), HasSubstr("Hidden words")));
  EXPECT_EQ(ClassificationOf(secret.file()), v1::SECRET);
}

TEST_P(BriefsTest, APageIsWrittenInEveryLanguage) {
  forum_.SetDay(2023, 12, 20);
  forum_.Record(negotiation_, "2023-08-24");
  const std::pair<const char*, const char*> words[] = {{"ru", "запись беседы"},
                                                       {"be", "запіс гутаркі"},
                                                       {"en", "record of conversation"},
                                                       {"zh", "谈话记录"}};
  for (const auto& [language, word] : words) {
    const std::string request =
        absl::StrCat("kind: COUNTERPART_PAGE subject: 'organizations/kursk-region' ",
                     "language_code: '", language, "'");
    EXPECT_THAT(TextOf(Value(Render(request))), HasSubstr(word)) << language;
  }
}

// The pages of a PDF.
int PagesOf(const std::string& pdf) {
  int pages = 0;
  constexpr char kPage[] = "/Type/Page/";
  for (size_t at = pdf.find(kPage); at != std::string::npos; at = pdf.find(kPage, at + 1)) ++pages;
  return pages;
}

TEST_P(BriefsTest, ABriefOfUsualLengthFitsOnTwoPages) {
  ASSERT_TRUE(pdf_.is_available()) << "install libreoffice-writer-nogui";
  std::string people;
  for (const char* id : {"anna", "boris", "ilya", "vera"}) {
    absl::StrAppend(&people, "participants { person: '", forum_.Who(id),
                    "' side: THEIRS role: 'Deputy Minister of Digital Development' } ");
  }
  Value(forum_.AddRound(negotiation_, people));
  for (int i = 0; i < 6; ++i) {
    const std::string topic = forum_.Topic(negotiation_, absl::StrCat("topic-", i));
    forum_.Position(topic,
                    "An exchange of electronic documents between the sides by the end of "
                    "the year, on the grounds of what was agreed in August");
  }
  for (int i = 0; i < 8; ++i) forum_.Commitment("negotiation: 'negotiations/kursk'");
  for (int i = 0; i < 3; ++i) {
    Value(forum_.AddContact(negotiation_,
                            "date: '2023-04-10' content: 'They are ready to talk "
                            "about what was proposed and will send their draft'"));
  }
  const v1::RenderDocumentResponse response = Value(Render(absl::StrCat(kBrief, "format: PDF")));
  EXPECT_THAT(PagesOf(Download(response.file())), AllOf(Ge(1), Le(2)));
}

TEST_P(BriefsTest, EachKindSaysWhatItIsOf) {
  EXPECT_THAT(BadFields(Render("kind: YEAR_REPORT language_code: 'ru'")), ElementsAre("year"));
  EXPECT_THAT(BadFields(Render(absl::StrCat(kReport, "subject: 'events/tibo'"))),
              ElementsAre("subject"));
  for (const char* kind :
       {"ROUND_BRIEF", "COUNTERPART_PAGE", "DELEGATION_LIST", "EVENT_PROGRAMME"}) {
    EXPECT_THAT(BadFields(Render(absl::StrCat("language_code: 'ru' kind: ", kind))),
                ElementsAre("subject"))
        << kind;
  }
  EXPECT_THAT(
      BadFields(Render("kind: EVENT_PROGRAMME language_code: 'ru' subject: 'negotiations/kursk'")),
      ElementsAre("subject"));
  EXPECT_THAT(Render("kind: COUNTERPART_PAGE language_code: 'ru' subject: 'organizations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Render("kind: ROUND_BRIEF language_code: 'ru' subject: 'negotiations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::printing
