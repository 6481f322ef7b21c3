// What came of it, and the report of a year, from the command line against a scripted server: how
// they are drawn, and how what people type is found. tests/e2e asks a real one.
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/command_line.h"
#include "clients/cli/terminal.h"
#include "gmock/gmock.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "plenary/v1/directory.grpc.pb.h"
#include "plenary/v1/negotiations.grpc.pb.h"
#include "plenary/v1/reports.grpc.pb.h"
#include "plenary/v1/thread.grpc.pb.h"
#include "tests/testing/protos.h"

namespace plenary::cli {
namespace {

using plenary::testing::Parse;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class ScriptedThread : public v1::ThreadService::Service {
 public:
  grpc::Status TraceThread(grpc::ServerContext*, const v1::TraceThreadRequest* request,
                           v1::Thread* response) override {
    asked = *request;
    *response = thread;
    response->set_name(request->name());
    return grpc::Status::OK;
  }
  grpc::Status GetCounterpartPage(grpc::ServerContext*, const v1::GetCounterpartPageRequest*,
                                  v1::CounterpartPage* response) override {
    *response = page;
    return grpc::Status::OK;
  }

  v1::TraceThreadRequest asked;
  v1::Thread thread;
  v1::CounterpartPage page;
};

class ScriptedReports : public v1::ReportService::Service {
 public:
  grpc::Status WriteReport(grpc::ServerContext*, const v1::WriteReportRequest* request,
                           v1::Report* response) override {
    asked = *request;
    *response = report;
    return grpc::Status::OK;
  }

  v1::WriteReportRequest asked;
  v1::Report report;
};

class ScriptedDirectory : public v1::DirectoryService::Service {
 public:
  grpc::Status SearchOrganizations(grpc::ServerContext*, const v1::SearchOrganizationsRequest*,
                                   v1::SearchOrganizationsResponse* response) override {
    *response = found;
    return grpc::Status::OK;
  }
  grpc::Status GetOrganization(grpc::ServerContext*, const v1::GetOrganizationRequest*,
                               v1::Organization*) override {
    return {grpc::StatusCode::NOT_FOUND, "there is no such organization"};
  }

  v1::SearchOrganizationsResponse found;
};

// The Kursk Region is negotiated with, nobody else.
class ScriptedNegotiations : public v1::NegotiationService::Service {
 public:
  grpc::Status ListNegotiations(grpc::ServerContext*, const v1::ListNegotiationsRequest* request,
                                v1::ListNegotiationsResponse* response) override {
    if (request->filter() == "counterpart = \"organizations/kursk\"") {
      response->add_negotiations()->set_name("negotiations/kursk");
    }
    return grpc::Status::OK;
  }
  grpc::Status ListRounds(grpc::ServerContext*, const v1::ListRoundsRequest*,
                          v1::ListRoundsResponse* response) override {
    *response = Parse<v1::ListRoundsResponse>(
        "rounds { name: 'negotiations/kursk/rounds/r1' time_zone: 'Europe/Minsk' "
        // 24 August 2023, 01:00 in Minsk.
        "interval { start_time { seconds: 1692828000 } } }");
    return grpc::Status::OK;
  }
};

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

class ThreadTest : public ::testing::Test {
 protected:
  ThreadTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&thread_);
    builder.RegisterService(&reports_);
    builder.RegisterService(&directory_);
    builder.RegisterService(&negotiations_);
    server_ = builder.BuildAndStart();
    environment_ = {{"PLENARY_SERVER", absl::StrCat("127.0.0.1:", port)},
                    {"LC_ALL", "C.UTF-8"},
                    {"XDG_CONFIG_HOME", "/nonexistent"}};
    directory_.found = Parse<v1::SearchOrganizationsResponse>(
        "results { match: EXACT organization { name: 'organizations/kursk' "
        "display_names { language: 'en' text: 'Kursk Region' } } }");
  }
  ~ThreadTest() override { server_->Shutdown(); }

  Outcome Plenary(const std::string& words, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = absl::StrSplit(words, ' ');
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal{in, out, err, false, environment_};
    terminal.columns = columns_;
    Outcome outcome;
    outcome.code = cli::Run(arguments, terminal);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }

  // A round, a topic that something came of, and one that nothing came of.
  static v1::Thread Whole() {
    return Parse<v1::Thread>(R"(
      today: "2024-02-01"
      nodes { name: "negotiations/kursk/rounds/r1" type: ROUND number: "1" date: "2023-08-24"
              titles { language: "en" text: "Meeting with the Kursk Region" }
              titles { language: "ru" text: "Встреча с Курской областью" } }
      nodes { name: "negotiations/kursk/topics/docs" type: TOPIC state: "OPEN"
              titles { language: "en" text: "Electronic documents" } }
      nodes { name: "negotiations/kursk/topics/city" type: TOPIC state: "OPEN"
              titles { language: "en" text: "Smart city" } }
      nodes { name: "negotiations/kursk/topics/docs/positions/p" type: POSITION side: "THEIRS"
              titles { language: "en" text: "Exchange between governments" } }
      nodes { name: "negotiations/kursk/protocols/m/items/1" type: PROTOCOL_ITEM number: "1"
              titles { language: "en" text: "Connect the systems" } }
      nodes { name: "commitments/c" type: COMMITMENT side: "OURS" state: "IN_PROGRESS"
              due_date: "2023-12-31" is_overdue: true
              titles { language: "en" text: "Connect the systems" } }
      nodes { name: "results/r" type: RESULT value: "1250000.00" unit: "USD" date: "2023-10-01"
              titles { language: "en" text: "Contract" } }
      nodes { name: "indicators/export/figures/f" type: FIGURE country: "RU" number: "2023"
              kind: "ACTUAL" state: "ILLUSTRATIVE" value: "120.5" unit: "USD million"
              titles { language: "en" text: "Export of ICT services" } }
      gaps { kind: COMMITMENT_OVERDUE node: "commitments/c" since_date: "2024-01-01" days: 32 }
      gaps { kind: TOPIC_WITHOUT_PROTOCOL_ITEM node: "negotiations/kursk/topics/city"
             since_date: "2023-08-25" days: 161 }
      rows { round: "negotiations/kursk/rounds/r1" topic: "negotiations/kursk/topics/docs"
             positions: "negotiations/kursk/topics/docs/positions/p"
             protocol_item: "negotiations/kursk/protocols/m/items/1" commitment: "commitments/c"
             result: "results/r" figures: "indicators/export/figures/f" }
      rows { round: "negotiations/kursk/rounds/r1" topic: "negotiations/kursk/topics/city" })");
  }

  ScriptedThread thread_;
  ScriptedReports reports_;
  ScriptedDirectory directory_;
  ScriptedNegotiations negotiations_;
  std::unique_ptr<grpc::Server> server_;
  std::map<std::string, std::string> environment_;
  int columns_ = 100;
};

TEST_F(ThreadTest, AThreadIsATableWithItsGapsAndFigures) {
  thread_.thread = Whole();
  const Outcome traced = Plenary("trace Kursk Region");
  EXPECT_EQ(traced.code, 0) << traced.err;
  EXPECT_EQ(traced.out, R"(What came of it: organizations/kursk, as of 2024-02-01
0 protocols, 1 commitment, 0 action items, 1 result, 1 figure, 2 gaps

WHAT                                                WHEN        STATE
round 1: Meeting with the Kursk Region              2023-08-24
  topic: Electronic documents                                   open
    position, theirs: Exchange between governments
    item 1: Connect the systems
      commitment, ours: Connect the systems         2023-12-31  in-progress, overdue [1]
        result: Contract                            2023-10-01  1250000.00 USD
          figure 2023: Export of ICT services                   illustrative
  topic: Smart city                                             open [2]

Where the thread breaks off
[1] the commitment is overdue since 2024-01-01 (32 days)
      commitment, ours: Connect the systems
[2] the topic was discussed, and no item of a protocol is about it since 2023-08-25 (161 days)
      topic: Smart city

Figures that accompany the results; nothing says that one caused the other
  Export of ICT services  Russia  2023  120.5 USD million  actual  illustrative
)");
}

TEST_F(ThreadTest, AThreadReadsInRussian) {
  thread_.thread = Whole();
  environment_["LC_ALL"] = "ru_RU.UTF-8";
  const Outcome traced = Plenary("trace --language ru", {"Курская область"});
  EXPECT_THAT(traced.out, AllOf(HasSubstr("раунд 1: Встреча с Курской областью"),
                                HasSubstr("договорённость просрочена с 2024-01-01 (32 дня)"),
                                HasSubstr("Россия"), HasSubstr("условный пример")));
}

TEST_F(ThreadTest, AThreadStartsFromAnyFullName) {
  for (const char* name :
       {"events/tibo-2023", "events/tibo-2023/meetings/m1", "negotiations/kursk/topics/docs",
        "negotiations/kursk/protocols/m/items/1", "actionItems/i", "indicators/export/figures/f"}) {
    EXPECT_EQ(Plenary(absl::StrCat("trace ", name)).code, 0) << name;
    EXPECT_EQ(thread_.asked.name(), name);
  }
}

TEST_F(ThreadTest, AThreadStartsFromTheRoundOfADay) {
  EXPECT_EQ(Plenary("trace Kursk --on 2023-08-24 --signed-within 60").code, 0);
  EXPECT_EQ(thread_.asked.name(), "negotiations/kursk/rounds/r1");
  EXPECT_EQ(thread_.asked.signed_after_days(), 60);
  const Outcome missed = Plenary("trace Kursk --on 2023-08-25");
  EXPECT_EQ(missed.code, 3);
  EXPECT_THAT(missed.err, HasSubstr("no round with organizations/kursk on 2023-08-25"));
}

TEST_F(ThreadTest, OfThoseThatFitAlikeTheCounterpartIsMeant) {
  auto& other = *directory_.found.add_results();
  other.set_match(v1::EXACT);
  other.mutable_organization()->set_name("organizations/kursk-company");
  EXPECT_EQ(Plenary("trace Kursk").code, 0);
  EXPECT_EQ(thread_.asked.name(), "organizations/kursk");
  directory_.found.mutable_results(0)->mutable_organization()->set_name("organizations/kursk-bank");
  const Outcome several = Plenary("trace Kursk");
  EXPECT_EQ(several.code, 2);
  EXPECT_THAT(several.err, AllOf(HasSubstr("fits several"), HasSubstr("organizations/kursk-bank")));
}

TEST_F(ThreadTest, NobodyIsCalledLikeThat) {
  directory_.found.clear_results();
  EXPECT_EQ(Plenary("trace Atlantis").code, 3);
}

TEST_F(ThreadTest, WhatIsLeftOutIsSaid) {
  thread_.thread = Whole();
  thread_.thread.set_truncated(true);
  EXPECT_THAT(Plenary("trace Kursk").out, HasSubstr("There is more than is shown"));
  EXPECT_THAT(Plenary("trace Kursk -o json").out, HasSubstr("\"truncated\": true"));
}

TEST_F(ThreadTest, InANarrowTerminalATitleTakesTwoLinesAndIsCutOff) {
  thread_.thread = Whole();
  thread_.thread.mutable_nodes(0)->mutable_titles(0)->set_text(
      "Meeting with the leadership of the Kursk Region about what was agreed before");
  columns_ = 80;
  EXPECT_THAT(Plenary("trace Kursk").out,
              HasSubstr("round 1: Meeting with the leadership of    2023-08-24\n"
                        "  the Kursk Region about what was agreed…\n"));
}

TEST_F(ThreadTest, ACounterpartIsAPage) {
  thread_.page = Parse<v1::CounterpartPage>(R"(
    today: "2024-02-01"
    organization { name: "organizations/kursk"
                   display_names { language: "en" text: "Kursk Region" } }
    dossiers { negotiation { name: "negotiations/kursk" state: OPEN
               display_names { language: "en" text: "Talks" } } }
    topics { topics { topic { titles { language: "en" text: "Electronic documents" } }
                      positions { side: THEIRS texts { language: "en" text: "Exchange" } } } }
    ours { commitments { name: "commitments/c" due_date: "2023-12-31" state: IN_PROGRESS
                         texts { language: "en" text: "Connect" } }
           overdue: "commitments/c" }
    gaps { kind: COMMITMENT_OVERDUE node: "commitments/c" since_date: "2024-01-01" days: 32 }
    gap_nodes { name: "commitments/c" type: COMMITMENT side: "OURS"
                titles { language: "en" text: "Connect" } })");
  EXPECT_THAT(Plenary("counterpart Kursk").out,
              AllOf(HasSubstr("Kursk Region  as of 2024-02-01\n\nDossiers: 1\n"),
                    HasSubstr("- Electronic documents\n    theirs: Exchange\n"),
                    HasSubstr("  2023-12-31  !  in-progress  c  Connect\n"),
                    HasSubstr("[1] the commitment is overdue since 2024-01-01 (32 days)")));
}

TEST_F(ThreadTest, AReportIsReadInTheLanguageOfTheSession) {
  reports_.report = Parse<v1::Report>(R"(
    year: 2023
    titles { language: "ru" text: "Отчёт за 2023 год" }
    sections {
      kind: MEETINGS titles { language: "ru" text: "Переговоры" }
      sentences { texts { language: "ru" text: "Проведено 2 раунда." }
                  numbers { key: "rounds" value: "2" queries {
                    method: "plenary.v1.NegotiationService/ListRounds" request: "{}" } } }
      sentences { texts { language: "ru" text: "Курская область: 24 августа." } } })");
  const Outcome written = Plenary("report write 2023 --language ru");
  EXPECT_EQ(written.out,
            "Отчёт за 2023 год\n\nПереговоры\n  Проведено 2 раунда.\n"
            "  - Курская область: 24 августа.\n")
      << written.err;
  EXPECT_THAT(reports_.asked.language_codes(), ElementsAre("ru"));
  EXPECT_EQ(reports_.asked.year(), 2023);
  EXPECT_THAT(Plenary("report write 2023 --language ru --queries").out,
              HasSubstr("      2  rounds\n        plenary.v1.NegotiationService/ListRounds {}\n"));
  EXPECT_EQ(Plenary("report write 2023 --in be --in zh --language fr").code, 0);
  EXPECT_THAT(reports_.asked.language_codes(), ElementsAre("be", "zh"));
}

}  // namespace
}  // namespace plenary::cli
