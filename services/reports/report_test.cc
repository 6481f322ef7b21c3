// The report of a year over every engine: what it says of what is recorded, that each of its
// numbers is what its queries answer, and that it says what is missing.
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/reports.h"

namespace plenary::reports {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::plenary::testing::BadFields;
using ::plenary::testing::ReportForum;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Answer = std::unique_ptr<Message>;

// Makes the calls of a report again, as somebody would who has nothing but the report.
class Repeater {
 public:
  explicit Repeater(ReportForum& forum) : forum_(forum) {
    const Sources& sources = forum.sources();
    using Delegations = delegations::DelegationService;
    using Plans = control::ActionPlanService;
    using Indicators = indicators::IndicatorService;
    Offer(sources.events, &events::EventService::ListEvents);
    Offer(sources.delegations, &Delegations::ListDelegations);
    Offer(sources.delegations, &Delegations::ListParticipants);
    Offer(sources.delegations, &Delegations::ListProjects);
    Offer(sources.negotiations, &negotiations::NegotiationService::ListRounds);
    Offer(sources.protocols, &protocols::ProtocolService::ListProtocols);
    Offer(sources.plans, &Plans::ListActionPlans);
    Offer(sources.plans, &Plans::ListActionItems);
    Offer(sources.plans, &Plans::ListCommitments);
    Offer(sources.indicators, &Indicators::ListResults);
    Offer(sources.indicators, &Indicators::GetResult);
    Offer(sources.indicators, &Indicators::CompareFigures);
  }

  // The number that a query answers now.
  std::string Repeat(const v1::ReportQuery& query) {
    if (query.reading() == v1::ReportQuery::VALUE) {
      return At(*calls_.at(query.method())(query.request(), ""), query.field());
    }
    int64_t count = 0;
    std::set<std::string> texts;
    std::string token;
    do {
      const Answer page = calls_.at(query.method())(query.request(), token);
      const FieldDescriptor& list = *page->GetDescriptor()->field(0);
      const int size = page->GetReflection()->FieldSize(*page, &list);
      count += size;
      for (int i = 0; i < size && !query.field().empty(); ++i) {
        texts.insert(At(page->GetReflection()->GetRepeatedMessage(*page, &list, i), query.field()));
      }
      token = At(*page, "next_page_token");
    } while (!token.empty());
    return absl::StrCat(query.field().empty() ? count : static_cast<int64_t>(texts.size()));
  }

 private:
  template <class Service, class Request, class Response>
  void Offer(const Service& service,
             absl::StatusOr<Response> (Service::*method)(storage::Tx&, const storage::Call&,
                                                         const Request&) const) {
    const std::string name =
        absl::StrCat(Request::descriptor()->file()->service(0)->full_name(), "/",
                     absl::StripSuffix(Request::descriptor()->name(), "Request"));
    calls_[name] = [&service, method, name, this](const std::string& json,
                                                  const std::string& token) -> Answer {
      Request request;
      EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &request).ok()) << json;
      if (!token.empty()) {
        request.GetReflection()->SetString(
            &request, Request::descriptor()->FindFieldByName("page_token"), token);
      }
      return std::make_unique<Response>(Value(
          storage::ReadAndWait(forum_.store(), {"local", name, ""}, service, method, request)));
    };
  }

  // What a path of fields and places leads to.
  static std::string At(const Message& message, absl::string_view path) {
    const std::vector<std::string> steps = absl::StrSplit(path, '.');
    const Message* at = &message;
    for (size_t i = 0; i < steps.size(); ++i) {
      const FieldDescriptor* field = at->GetDescriptor()->FindFieldByName(steps[i]);
      const google::protobuf::Reflection& reflection = *at->GetReflection();
      if (field->is_repeated()) {
        int place = 0;
        EXPECT_TRUE(absl::SimpleAtoi(steps[++i], &place));
        at = &reflection.GetRepeatedMessage(*at, field, place);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        at = &reflection.GetMessage(*at, field);
      } else {
        return reflection.GetString(*at, field);
      }
    }
    return "";
  }

  ReportForum& forum_;
  std::map<std::string, std::function<Answer(const std::string&, const std::string&)>> calls_;
};

class ReportTest : public testing::ReportTest {
 protected:
  // A year in which there was a bit of everything.
  void FillYear() {
    AttendConference();
    Negotiate();
    Undertake();
    Reckon();
  }

  void AttendConference() {
    const std::string event = forum_.Event(
        absl::StrCat("role: ATTENDED kind: CONFERENCE display_names { language: 'ru' ",
                     "text: 'ЦИПР' } venue { localities { language: 'en' text: 'Nizhny' } }"),
        "cipr");
    const std::string category = forum_.Category("delegates", "", event);
    const std::string belarus = forum_.Delegation("belarus", "", event);
    for (int i = 0; i < 3; ++i) forum_.Nominated(belarus, category);
    Value(forum_.Withdraw(forum_.Nominated(belarus, category)));
    forum_.Invited("nobody-came", "", event);
    forum_.Project(event, "organizations/belarus");
    forum_.Project(event, "organizations/belarus");
    forum_.Project(event, "organizations/park");
  }

  void Negotiate() {
    const std::string kursk = forum_.Negotiation("kursk");
    const std::string topic = forum_.Topic(kursk, "exchange");
    Value(forum_.AddRound(kursk, absl::StrCat(ReportForum::On(2023, 8, 24), "topics: '", topic,
                                              "' places { language: 'en' text: 'Minsk' }")));
    Value(forum_.AddRound(kursk, ReportForum::On(2022, 12, 30)));
    const std::string held = forum_.Event(
        absl::StrCat("kind: NEGOTIATION_ROUND ", ReportForum::On(2023, 3, 15)), "held");
    Value(forum_.AddRound(kursk, absl::StrCat("event: '", held, "'")));
    forum_.Event(absl::StrCat("kind: NEGOTIATION_ROUND ", ReportForum::On(2023, 9, 20)), "alone");
    forum_.Record(kursk, "2023-08-25");
    forum_.Record(kursk, "2022-12-30");
  }

  void Undertake() {
    forum_.SetDay(2023, 4, 17);
    const std::string plan = forum_.Plan();
    const std::string of_plan = absl::StrCat("action_plan: '", plan, "' ");
    const std::string done = forum_.Item(of_plan);
    forum_.Item(of_plan);
    forum_.Item(absl::StrCat(of_plan, "due { date: '2024-02-01' }"));
    forum_.Approved(plan);
    forum_.Item();
    forum_.Become("boris");
    Value(forum_.Acknowledge(done));
    Value(forum_.Report(done, "DONE", testing::kPaper));
    forum_.Become("anna");
    Value(forum_.Remove(done));
    forum_.Become("");
    forum_.Commitment("due { date: '2023-05-01' }");
    const std::string theirs = forum_.Commitment("side: THEIRS");
    Value(forum_.Note(theirs, "2023-04-16", "outcome: FULFILLED"));
    forum_.SetDay(2023, 12, 20);
  }

  void Reckon() {
    testing::IndicatorCalls& calls = forum_.indicators();
    Value(calls.CreateIndicator("ict"));
    Value(calls.CreateIndicator("head", "is_rate: true"));
    Value(calls.CreateIndicator("empty"));
    Value(calls.Add("country: 'RU' value: '100' period { year: 2022 } status: FINAL"));
    Value(calls.Add("country: 'RU' value: '120' status: ILLUSTRATIVE"));
    Value(calls.Add("country: 'CN' value: '1234567.5'"));
    Value(calls.Add("country: 'RU' value: '110' kind: TARGET source: 'Plan' status: FINAL"));
    Value(calls.Add("value: '267' period { kind: CUMULATIVE number: 9 }", "indicators/head"));
    Value(calls.CreateResult("contract", "amount: '1250000.00' currency: 'BYN' country: 'CN'"));
    Value(calls.CreateResult("pilot", "kind: PILOT"));
    Value(calls.CreateResult("older", "date: '2022-08-24'"));
  }
};
PLENARY_ON_EVERY_ENGINE(ReportTest);

std::vector<v1::ReportNumber> NumbersOf(const v1::Report& report) {
  std::vector<v1::ReportNumber> numbers;
  for (const v1::ReportSection& section : report.sections()) {
    for (const v1::ReportSentence& sentence : section.sentences()) {
      numbers.insert(numbers.end(), sentence.numbers().begin(), sentence.numbers().end());
    }
  }
  return numbers;
}

TEST_P(ReportTest, EveryNumberIsWhatItsQueriesAnswer) {
  FillYear();
  Repeater repeater(forum_);
  const std::vector<v1::ReportNumber> numbers = NumbersOf(Value(forum_.Write()));
  EXPECT_GT(numbers.size(), 40U);
  for (const v1::ReportNumber& number : numbers) {
    ASSERT_GT(number.queries_size(), 0) << number.DebugString();
    std::string answer = repeater.Repeat(number.queries(0));
    for (int i = 1; i < number.queries_size(); ++i) {
      int64_t sum = 0;
      int64_t more = 0;
      ASSERT_TRUE(absl::SimpleAtoi(answer, &sum));
      ASSERT_TRUE(absl::SimpleAtoi(repeater.Repeat(number.queries(i)), &more));
      answer = absl::StrCat(sum + more);
    }
    EXPECT_EQ(number.value(), answer) << number.DebugString();
  }
}

TEST_P(ReportTest, ThereIsNothingInAnEmptyYearAndItSaysSo) {
  const v1::Report report = Value(forum_.Write("year: 1999"));
  EXPECT_EQ(report.sections_size(), 7);
  for (const v1::ReportSection& section : report.sections()) {
    EXPECT_GT(section.sentences_size(), 0) << section.DebugString();
    for (const v1::ReportSentence& sentence : section.sentences()) {
      EXPECT_EQ(sentence.kind(), v1::ReportSentence::MISSING);
      EXPECT_EQ(sentence.numbers_size(), 0);
      EXPECT_EQ(sentence.texts_size(), 4);
    }
  }
}

TEST_P(ReportTest, APlanTellsHowManyOfItsItemsAreDueInTheYearAndWhatBecameOfThem) {
  Undertake();
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::PLANS),
              ElementsAre("The work of 2023 ran on 1 approved action plan.",
                          "Plan of 2023 to 2025, 1 January 2023 – 31 December 2025; with: "
                          "kursk-region. Due in 2023: 2 action items, of these 1 removed from "
                          "control, 1 overdue."));
}

TEST_P(ReportTest, APlanTellsTheInstructionsBehindWhatWasUndertakenWithItsCounterpart) {
  Undertake();
  for (int i = 0; i < 2; ++i) forum_.Commitment("counterpart: 'organizations/kursk-region'");
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::PLANS, "ru"),
              Contains(HasSubstr("; основание: Directive No. 9 (1 марта 2023 г.). Срок")));
}

TEST_P(ReportTest, RoundsAreToldByCounterpartThoseWithoutATimeByTheirEvent) {
  Negotiate();
  EXPECT_THAT(
      forum_.Sentences(v1::ReportSection::MEETINGS),
      ElementsAre(
          "2 rounds of negotiations took place.",
          "kursk-region: 2 rounds (15 March 2023; 24 August 2023, Minsk). Topics: exchange.",
          "TIBO-2023, 20 September 2023: no round of it is recorded in a negotiation."));
}

TEST_P(ReportTest, AnEventTellsHowManyPeopleCameAndWhoseProjectsWereShown) {
  AttendConference();
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::EVENTS, "ru"),
              ElementsAre("Проведено мероприятий: 1; принято участие в мероприятиях: 1.",
                          "ЦИПР, 1–4 июня 2023 г., Nizhny: участвовала 1 делегация, 3 человека. "
                          "Показаны 3 проекта 2 организаций.",
                          "TIBO-2023, 1–4 июня 2023 г.: делегации не внесены."));
}

TEST_P(ReportTest, WhatWasConcludedInTheYearIsToldByType) {
  Negotiate();
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::DOCUMENTS),
              ElementsAre("Concluded: 1, of these 0 minutes, 0 memorandums, 0 agreements, 1 record "
                          "of conversation.",
                          "Record of 2023-08-25 (record of conversation, 25 August 2023, Minsk). "
                          "kursk-region."));
}

TEST_P(ReportTest, CommitmentsAndItemsTellWhatIsDoneAndWhatIsLate) {
  Undertake();
  EXPECT_THAT(
      forum_.Sentences(v1::ReportSection::COMMITMENTS),
      ElementsAre("Agreed in 2023: 2 commitments (1 ours, 1 theirs, 0 joint). Fulfilled: 1; "
                  "in part: 0; past due and open: 1.",
                  "Due in 2023: 3 action items; removed from control: 1; reported done: 0; "
                  "overdue: 2."));
}

TEST_P(ReportTest, ResultsTellTheirAmountsWhereTheyAreRecorded) {
  Reckon();
  EXPECT_THAT(
      forum_.Sentences(v1::ReportSection::RESULTS),
      ElementsAre(
          "2 results are recorded: contracts 1, memorandums 0, agreements 0, pilots 1, deliveries "
          "0.",
          "contract (contract, 24 August 2023, China). Amount: 1,250,000.00 BYN.",
          "pilot (pilot, 24 August 2023)."));
}

TEST_P(ReportTest, GrowthIsToldBothWaysAndAFigureWithoutABaseSaysSo) {
  Reckon();
  EXPECT_THAT(
      forum_.Sentences(v1::ReportSection::FIGURES, "ru"),
      ElementsAre(
          "ict, Китай, 2023 год: 1\u00A0234\u00A0567,5 USD million (предварительно); доля 100,0 %; "
          "темп роста неизвестен: значение предыдущего года не внесено. Источник: Belstat.",
          "ict, Россия, 2023 год: 120 USD million (условный пример); темп роста 120,0 %, прирост "
          "20,0 %; доля 0,0 %. Источник: Belstat.",
          "ict, Россия, 2023 год: задание 110 USD million (условный пример), выполнено на 109,1 %. "
          "Источник: Plan.",
          StartsWith(
              "ict, все страны, 2023 год: 1\u00A0234\u00A0687,5 USD million (условный пример)"),
          StartsWith("head, все страны, январь–сентябрь 2023 года: 267 USD million"),
          "empty: значение за 2023 год или за период с его начала не внесено."));
}

TEST_P(ReportTest, ANumberThatRestsOnAnIllustrativeFigureSaysSo) {
  Reckon();
  std::map<std::string, std::set<v1::Figure::Status>> statuses;
  for (const v1::ReportNumber& number : NumbersOf(Value(forum_.Write()))) {
    statuses[number.key()].insert(number.status());
  }
  EXPECT_THAT(statuses["growth"], ElementsAre(v1::Figure::ILLUSTRATIVE));
  EXPECT_THAT(statuses["attainment"], ElementsAre(v1::Figure::ILLUSTRATIVE));
  EXPECT_THAT(statuses["target"], ElementsAre(v1::Figure::FINAL));
  EXPECT_THAT(statuses["results"], ElementsAre(v1::Figure::STATUS_UNSPECIFIED));
}

TEST_P(ReportTest, NothingThatHasNotBegunIsToldOf) {
  FillYear();
  forum_.SetDay(2023, 5, 1);
  const v1::Report report = Value(forum_.Write());
  EXPECT_EQ(report.until_time().seconds(), absl::ToUnixSeconds(forum_.clock().Now()));
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::EVENTS),
              ElementsAre("No event of 2023 is recorded."));
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::MEETINGS),
              Contains("1 round of negotiations took place."));
}

TEST_P(ReportTest, TheYearBeginsInTheTimeZoneOfTheSettings) {
  const std::string kursk = forum_.Negotiation("kursk");
  const absl::Time late =
      absl::FromCivil(absl::CivilSecond(2022, 12, 31, 22, 0, 0), absl::UTCTimeZone());
  Value(forum_.AddRound(kursk,
                        absl::StrCat("interval { start_time ", testing::InText(late), " end_time ",
                                     testing::InText(late + absl::Hours(1)), " }")));
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::MEETINGS),
              Contains("1 round of negotiations took place."));
  Value(forum_.Settle("time_zone: 'UTC'"));
  EXPECT_THAT(forum_.Sentences(v1::ReportSection::MEETINGS),
              ElementsAre("No round of negotiations of 2023 is recorded."));
}

TEST_P(ReportTest, ItIsWrittenInTheLanguagesAskedForInTheirOrder) {
  const v1::Report report =
      Value(forum_.Write("year: 2023 language_codes: 'zh' language_codes: 'be'"));
  ASSERT_EQ(report.titles_size(), 2);
  EXPECT_EQ(report.titles(0).text(), "2023年国际合作与对外经济活动");
  EXPECT_EQ(report.titles(1).language(), "be");
  EXPECT_THAT(BadFields(forum_.Write("year: 2023 language_codes: 'ru' language_codes: 'ru' "
                                     "language_codes: 'fr'")),
              ElementsAre("language_codes[1]", "language_codes[2]"));
}

}  // namespace
}  // namespace plenary::reports
