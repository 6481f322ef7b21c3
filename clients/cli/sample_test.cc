// The sample year: all of what is published about 2023, and nothing that pretends to be.
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/client.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/trips.pb.h"
#include "tests/testing/command_line.h"
#include "tests/testing/protos.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::IsOk;
using plenary::testing::Parse;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// The text in one language.
template <class Texts>
std::string In(const std::string& language, const Texts& texts) {
  for (const auto& text : texts) {
    if (text.language() == language) return text.text();
  }
  return "";
}

// The day on which an interval begins, in the zone of Minsk and Moscow.
std::string FirstDay(const google::type::Interval& interval) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(interval.start_time().seconds()),
                          absl::FixedTimeZone(3 * 60 * 60));
}

// A server with the sample year in it.
class SampleYear : public CommandLineTest {
 public:
  SampleYear() { EXPECT_THAT(Load(), Not(HasSubstr("passed over"))); }

  plenary::testing::RunningServer& server() { return server_; }
  std::string Load() {
    const plenary::testing::Outcome loaded = Plenary("load", {SAMPLE});
    EXPECT_EQ(loaded.code, 0) << loaded.err;
    return loaded.out;
  }

 private:
  void TestBody() override {}
};

class SampleTest : public ::testing::Test {
 protected:
  // Tests only read, so that one load is enough.
  static void SetUpTestSuite() { year_ = std::make_unique<SampleYear>(); }
  static void TearDownTestSuite() { year_.reset(); }

  Client As(const std::string& secret) const {
    ClientOptions options;
    options.credentials.token = secret;
    return Client::Connect(year_->server().server().address(), options);
  }
  // Asks as the first administrator, who is cleared for nothing.
  template <class Response, class Request>
  Response Ask(const std::string& request) const {
    absl::StatusOr<Response> answer =
        As(year_->server().admin_secret()).Call<Response>(Parse<Request>(request));
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? *std::move(answer) : Response();
  }

  std::vector<v1::Figure> Figures(const std::string& indicator, const std::string& filter) const {
    const auto list = Ask<v1::ListFiguresResponse, v1::ListFiguresRequest>(absl::StrCat(
        "parent: 'indicators/", indicator, "' page_size: 1000 filter: '", filter, "'"));
    return {list.figures().begin(), list.figures().end()};
  }
  std::vector<v1::Commitment> Commitments(const std::string& filter) const {
    const auto list = Ask<v1::ListCommitmentsResponse, v1::ListCommitmentsRequest>(
        absl::StrCat("page_size: 1000 filter: '", filter, "'"));
    return {list.commitments().begin(), list.commitments().end()};
  }
  std::vector<v1::ActionItem> Items(const std::string& filter) const {
    const auto list = Ask<v1::ListActionItemsResponse, v1::ListActionItemsRequest>(
        absl::StrCat("page_size: 1000 filter: '", filter, "'"));
    return {list.action_items().begin(), list.action_items().end()};
  }
  std::vector<v1::Protocol> Protocols(const std::string& negotiation) const {
    const auto list = Ask<v1::ListProtocolsResponse, v1::ListProtocolsRequest>(
        absl::StrCat("parent: 'negotiations/", negotiation, "'"));
    return {list.protocols().begin(), list.protocols().end()};
  }
  // The commitment that a protocol's item became.
  v1::Commitment CommitmentOf(const std::string& item) const {
    const auto found = Commitments(absl::StrCat("protocol_item = \"", item, "\""));
    EXPECT_THAT(found, SizeIs(1)) << item;
    return found.empty() ? v1::Commitment() : found.front();
  }
  // A client of a user of the sample, who has to be given a password first.
  Client SignedInAs(const std::string& user) const {
    const std::string password = "four words of some length";
    v1::SetPasswordRequest set;
    set.set_name(user);
    set.set_new_password(password);
    EXPECT_THAT(As(year_->server().admin_secret()).SetPassword(set), IsOk());
    v1::LoginRequest login;
    login.set_name(user);
    login.set_password(password);
    const auto begun = As(year_->server().admin_secret()).Login(login);
    EXPECT_THAT(begun, IsOk());
    return As(begun->secret());
  }
  static std::vector<v1::Position> PositionsSeenBy(const Client& client) {
    const auto list = client.Call<v1::ListPositionsResponse>(
        Parse<v1::ListPositionsRequest>("parent: 'negotiations/kursk/topics/-'"));
    EXPECT_THAT(list, IsOk());
    return {list->positions().begin(), list->positions().end()};
  }

  static std::unique_ptr<SampleYear> year_;
};
std::unique_ptr<SampleYear> SampleTest::year_;

TEST_F(SampleTest, EventsAreOnTheDaysThatWerePublished) {
  const auto day_of = [&](const std::string& event) {
    return FirstDay(
        Ask<v1::Event, v1::GetEventRequest>(absl::StrCat("name: 'events/", event, "'")).interval());
  };
  EXPECT_EQ(day_of("tibo-2023"), "2023-04-18");
  EXPECT_EQ(day_of("cipr-2023"), "2023-05-31");
  EXPECT_EQ(day_of("nizhny-novgorod-2023"), "2023-05-31");
  EXPECT_EQ(day_of("kursk-2023"), "2023-08-24");
  for (const char* unpublished :
       {"chuvash-2023", "chelyabinsk-2023", "altai-2023", "china-companies-2023"}) {
    const auto event =
        Ask<v1::Event, v1::GetEventRequest>(absl::StrCat("name: 'events/", unpublished, "'"));
    EXPECT_THAT(In("en", event.display_names()), HasSubstr("illustrative date")) << unpublished;
  }
}

TEST_F(SampleTest, ThirtyPeopleWentToTheConferenceWithFiveProjects) {
  const auto people = Ask<v1::ListParticipantsResponse, v1::ListParticipantsRequest>(
      "parent: 'events/cipr-2023' page_size: 100");
  EXPECT_THAT(people.participants(), SizeIs(30));
  const auto projects =
      Ask<v1::ListProjectsResponse, v1::ListProjectsRequest>("parent: 'events/cipr-2023'");
  EXPECT_THAT(projects.projects(), SizeIs(5));
}

TEST_F(SampleTest, WhatTheirTripAgreedOnBecameCommitments) {
  const auto trip = Ask<v1::Trip, v1::GetTripRequest>("name: 'trips/cipr-2023'");
  EXPECT_EQ(trip.state(), v1::Trip::CLOSED);
  EXPECT_THAT(trip.members(), SizeIs(30));
  EXPECT_EQ(trip.report_due_date(), "2023-06-13");
  ASSERT_THAT(trip.report().agreed_points(), SizeIs(2));
  const auto ours = Ask<v1::Commitment, v1::GetCommitmentRequest>(
      absl::StrCat("name: '", trip.report().agreed_points(0).commitment(), "'"));
  EXPECT_EQ(ours.state(), v1::Commitment::FULFILLED);
  EXPECT_EQ(ours.source().trip(), trip.name());
}

TEST_F(SampleTest, ThereIsADossierOfEveryCounterpartThatWasMet) {
  const auto list = Ask<v1::ListNegotiationsResponse, v1::ListNegotiationsRequest>("");
  std::vector<std::string> counterparts;
  for (const v1::Negotiation& each : list.negotiations())
    counterparts.push_back(each.counterpart());
  EXPECT_THAT(
      counterparts,
      UnorderedElementsAre("organizations/kursk", "organizations/nizhny-novgorod",
                           "organizations/chuvash", "organizations/chelyabinsk",
                           "organizations/altai", "organizations/china", "organizations/liyun"));
}

TEST_F(SampleTest, WithKurskRegionTwoTopicsWereTalkedAboutEachProposedByItsSide) {
  const auto negotiation =
      Ask<v1::Negotiation, v1::GetNegotiationRequest>("name: 'negotiations/kursk'");
  EXPECT_THAT(negotiation.note(), HasSubstr("since 2009"));
  const auto topics =
      Ask<v1::ListTopicsResponse, v1::ListTopicsRequest>("parent: 'negotiations/kursk'");
  std::vector<std::string> titles;
  for (const v1::Topic& topic : topics.topics()) titles.push_back(In("en", topic.titles()));
  EXPECT_THAT(titles,
              ElementsAre(AllOf(HasSubstr("electronic document exchange"),
                                HasSubstr("proposed by the region")),
                          AllOf(HasSubstr("Smart-city"), HasSubstr("pilot of the union programme"),
                                HasSubstr("proposed by the Belarusian side"))));
}

TEST_F(SampleTest, TheWorkingGroupWithKurskRegionHasItsTenthSession) {
  const auto body = Ask<v1::Body, v1::GetBodyRequest>("name: 'bodies/kursk-working-group'");
  EXPECT_EQ(body.kind(), v1::Body::JOINT_WORKING_GROUP);
  const auto rounds =
      Ask<v1::ListRoundsResponse, v1::ListRoundsRequest>("parent: 'negotiations/kursk'");
  ASSERT_THAT(rounds.rounds(), SizeIs(3));
  EXPECT_EQ(rounds.rounds(0).session_number(), 10);
  EXPECT_EQ(FirstDay(rounds.rounds(0).interval()), "2017-12-05");
  EXPECT_EQ(rounds.rounds(1).meeting(), "events/tibo-2023/meetings/mincom-kursk");
  EXPECT_EQ(rounds.rounds(2).event(), "events/kursk-2023");
  EXPECT_EQ(FirstDay(rounds.rounds(2).interval()), "2023-08-24");
}

TEST_F(SampleTest, TheDirectiveTheTreatyAndThePlansStandAsPublished) {
  const auto directive =
      Ask<v1::Commitment, v1::GetCommitmentRequest>("name: 'commitments/directive-9'");
  EXPECT_EQ(directive.source().instruction().number(), "9");
  EXPECT_EQ(directive.source_date(), "2021-12-03");
  EXPECT_EQ(directive.counterpart(), "organizations/china");
  const auto market =
      Ask<v1::Commitment, v1::GetCommitmentRequest>("name: 'commitments/single-market'");
  EXPECT_EQ(market.source_date(), "1999-12-08");
  const auto plan = [&](const std::string& name) {
    return Ask<v1::ActionPlan, v1::GetActionPlanRequest>(
        absl::StrCat("name: 'actionPlans/", name, "'"));
  };
  const v1::ActionPlan china = plan("china-2023-2025");
  EXPECT_EQ(china.start_date(), "2023-01-01");
  EXPECT_EQ(china.end_date(), "2025-12-31");
  EXPECT_EQ(china.edition(), 2);
  EXPECT_THAT(china.note(), HasSubstr("Digital Silk Road"));
  EXPECT_EQ(plan("union-programme").counterpart(), "organizations/mindigital-russia");
  EXPECT_EQ(plan("annual-2023").state(), v1::ActionPlan::APPROVED);
}

TEST_F(SampleTest, ThePlanOfTheYearLeadsToTheEventsThatItsEntriesBecame) {
  std::set<std::string> became;
  std::vector<std::string> unplanned;
  std::vector<std::string> nothing;
  for (const v1::ActionItem& item : Items("action_plan = \"actionPlans/annual-2023\"")) {
    const std::string& event = item.planned_event().event();
    if (event.empty()) nothing.push_back(item.name());
    if (item.is_unplanned()) unplanned.push_back(event);
    became.insert(event);
  }
  EXPECT_THAT(became, SizeIs(9));
  EXPECT_THAT(became, AllOf(Contains("events/tibo-2023"), Contains("events/cipr-2023")));
  EXPECT_THAT(unplanned, ElementsAre("events/nizhny-novgorod-2023"));
  EXPECT_THAT(nothing, ElementsAre("actionItems/plan-visit-kazakhstan"));
}

TEST_F(SampleTest, PublishedFiguresAreFinalAndNameTheirSource) {
  const auto heads = Figures("computer-services-per-head", "");
  ASSERT_THAT(heads, SizeIs(2));
  EXPECT_EQ(heads[0].value(), "267");
  EXPECT_EQ(heads[0].period().year(), 2020);
  EXPECT_EQ(heads[1].value(), "320");
  EXPECT_EQ(heads[1].unit(), "USD");
  const auto park = Figures("hi-tech-park-export", "");
  ASSERT_THAT(park, SizeIs(1));
  EXPECT_EQ(park[0].value(), "3.2");
  EXPECT_EQ(park[0].period().year(), 2021);
  for (const v1::Figure& figure : {heads[0], heads[1], park[0]}) {
    EXPECT_EQ(figure.status(), v1::Figure::FINAL);
    EXPECT_EQ(figure.publish_date(), "2022-07-29");
    EXPECT_THAT(figure.source(), Not(HasSubstr("Sample")));
  }
}

TEST_F(SampleTest, EveryOtherFigureIsIllustrative) {
  EXPECT_THAT(Figures("ict-export", "status != ILLUSTRATIVE"), IsEmpty());
  EXPECT_THAT(Figures("ict-export", "source != \"Sample\""), IsEmpty());
  EXPECT_THAT(Figures("ict-export", "latest = false"), SizeIs(1));
}

TEST_F(SampleTest, ExportGrewToTheFiveCountriesThatWerePublished) {
  const auto compared = Ask<v1::CompareFiguresResponse, v1::CompareFiguresRequest>(
      "indicators: 'indicators/ict-export' period { kind: YEAR year: 2023 }");
  ASSERT_THAT(compared.comparisons(), SizeIs(1));
  std::vector<std::string> countries;
  for (const v1::FigureComparison::Row& row : compared.comparisons(0).rows()) {
    countries.push_back(row.country());
    EXPECT_EQ(row.growth(), v1::FigureComparison::COMPARED);
    EXPECT_THAT(row.increase_percent(), Not(HasSubstr("-"))) << row.country();
    EXPECT_EQ(row.number().status(), v1::Figure::ILLUSTRATIVE);
  }
  EXPECT_THAT(countries, UnorderedElementsAre("RU", "CN", "AZ", "AM", "KZ"));
}

TEST_F(SampleTest, WhatNobodyPublishedSaysSo) {
  for (const char* negotiation :
       {"kursk", "nizhny-novgorod", "chuvash", "chelyabinsk", "altai", "china", "liyun"}) {
    const auto protocols = Protocols(negotiation);
    EXPECT_THAT(protocols, SizeIs(1)) << negotiation;
    for (const v1::Protocol& protocol : protocols) {
      EXPECT_THAT(In("en", protocol.titles()), HasSubstr("(sample; the text is not published)"));
      EXPECT_THAT(In("ru", protocol.titles()), HasSubstr("образец"));
    }
  }
  for (const v1::Position& position : PositionsSeenBy(SignedInAs("users/sample-negotiator"))) {
    EXPECT_TRUE(absl::StartsWith(In("en", position.texts()), "[sample] "));
  }
  const auto results = Ask<v1::ListResultsResponse, v1::ListResultsRequest>("");
  for (const v1::Result& result : results.results()) {
    EXPECT_THAT(result.note(), HasSubstr("made up for the sample")) << result.name();
  }
}

TEST_F(SampleTest, EachReadsThePositionsThatTheyAreClearedFor) {
  const auto classifications = [](const std::vector<v1::Position>& positions) {
    std::set<v1::Classification> seen;
    for (const v1::Position& position : positions) seen.insert(position.classification());
    return seen;
  };
  EXPECT_THAT(classifications(PositionsSeenBy(As(year_->server().admin_secret()))),
              ElementsAre(v1::OFFICIAL));
  EXPECT_THAT(classifications(PositionsSeenBy(SignedInAs("users/sample-executor"))),
              ElementsAre(v1::OFFICIAL));
  EXPECT_THAT(classifications(PositionsSeenBy(SignedInAs("users/sample-controller"))),
              ElementsAre(v1::OFFICIAL, v1::CONFIDENTIAL));
  EXPECT_THAT(classifications(PositionsSeenBy(SignedInAs("users/sample-negotiator"))),
              ElementsAre(v1::OFFICIAL, v1::CONFIDENTIAL, v1::SECRET));
}

TEST_F(SampleTest, FromKurskRegionAThreadLeadsToAFigure) {
  const auto round =
      Ask<v1::Round, v1::GetRoundRequest>("name: 'negotiations/kursk/rounds/august-2023'");
  const auto minutes = Protocols("kursk").front();
  EXPECT_EQ(minutes.round(), round.name());
  EXPECT_EQ(minutes.state(), v1::Protocol::SIGNED);
  const auto promised = Ask<v1::ProtocolItem, v1::GetProtocolItemRequest>(
      absl::StrCat("name: '", minutes.name(), "/items/exchange-procedure'"));
  EXPECT_THAT(round.topics(), Contains(promised.topic()));
  const v1::Commitment commitment = CommitmentOf(promised.name());
  EXPECT_EQ(commitment.state(), v1::Commitment::FULFILLED);
  const auto items = Items(absl::StrCat("commitment = \"", commitment.name(), "\""));
  ASSERT_THAT(items, SizeIs(2));
  const v1::ActionItem& item = items[1];
  EXPECT_EQ(item.name(), "actionItems/kursk-procedure");
  EXPECT_EQ(item.first_due_date(), "2023-11-30");
  EXPECT_EQ(item.due_date(), "2023-12-22");
  const auto results = Ask<v1::ListResultsResponse, v1::ListResultsRequest>(
      absl::StrCat("filter: 'origin = \"", item.name(), "\"'"));
  ASSERT_THAT(results.results(), SizeIs(1));
  EXPECT_THAT(results.results(0).origins(),
              AllOf(Contains(round.event()), Contains(commitment.name())));
  ASSERT_THAT(results.results(0).figures(), SizeIs(1));
  const auto figure = Ask<v1::Figure, v1::GetFigureRequest>(
      absl::StrCat("name: '", results.results(0).figures(0), "'"));
  EXPECT_EQ(figure.country(), "RU");
  EXPECT_EQ(figure.status(), v1::Figure::ILLUSTRATIVE);
}

TEST_F(SampleTest, ThreadsBreakOffWhereNothingCame) {
  // A commitment of ours without an action item, and one of theirs that is silent.
  const std::string minutes = "negotiations/kursk/protocols/august-2023/items/";
  EXPECT_THAT(
      Items(absl::StrCat("commitment = \"", CommitmentOf(minutes + "experience").name(), "\"")),
      IsEmpty());
  EXPECT_TRUE(CommitmentOf(minutes + "municipality").is_silent());
  // A record that nobody approved and minutes that one side signed: no commitments.
  EXPECT_THAT(Commitments("negotiation = \"negotiations/chuvash\""), IsEmpty());
  EXPECT_THAT(Commitments("negotiation = \"negotiations/altai\""), IsEmpty());
  // A memorandum in force without a result.
  EXPECT_EQ(Protocols("chelyabinsk").front().state(), v1::Protocol::IN_FORCE);
  const auto of_memorandum = Ask<v1::ListResultsResponse, v1::ListResultsRequest>(
      absl::StrCat("filter: 'origin = \"", Protocols("chelyabinsk").front().name(), "\"'"));
  EXPECT_THAT(of_memorandum.results(), IsEmpty());
  // A result without a figure, an item given up without evidence, and what is overdue.
  const auto delivery = Ask<v1::Result, v1::GetResultRequest>("name: 'results/nizhny-delivery'");
  EXPECT_THAT(delivery.figures(), IsEmpty());
  const auto stand =
      Ask<v1::ActionItem, v1::GetActionItemRequest>("name: 'actionItems/nizhny-stand'");
  EXPECT_EQ(stand.removal().reason(), v1::ActionItem::NO_LONGER_RELEVANT);
  EXPECT_THAT(stand.last_report(), IsEmpty());
  EXPECT_THAT(Items("overdue = true"), Not(IsEmpty()));
}

TEST_F(SampleTest, LoadedAgainOnTheSameDayOrLaterNothingIsThereTwice) {
  const auto count = [&] {
    return std::vector<size_t>{Commitments("").size(), Items("").size(),
                               Figures("ict-export", "").size(),
                               PositionsSeenBy(SignedInAs("users/sample-negotiator")).size()};
  };
  auto kept = std::exchange(year_, std::make_unique<SampleYear>());
  const std::vector<size_t> before = count();
  EXPECT_THAT(year_->Load(), Not(HasSubstr("passed over")));
  EXPECT_EQ(count(), before);
  year_->server().clock().Forward(absl::Hours(72));
  ASSERT_TRUE(year_->server().server().Maintain().ok());
  EXPECT_THAT(year_->Load(), HasSubstr("passed over"));
  EXPECT_EQ(count(), before);
  year_ = std::move(kept);
}

}  // namespace
}  // namespace plenary::cli
