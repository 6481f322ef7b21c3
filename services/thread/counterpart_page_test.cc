// A counterpart's page over every engine.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/access.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/thread.h"

namespace plenary::thread {
namespace {

using ::plenary::testing::InText;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ThreadForum;
using ::plenary::testing::ThreadNames;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Page = v1::CounterpartPage;

class CounterpartPageTest : public testing::ThreadTest {
 protected:
  // A round of a day in which somebody takes part.
  std::string RoundOn(const std::string& negotiation, int month, int day, const std::string& who,
                      const std::string& more = "side: THEIRS") {
    const absl::Time start =
        absl::FromCivil(absl::CivilSecond(2023, month, day, 9, 0, 0), absl::UTCTimeZone());
    return Value(forum_.AddRound(
                     negotiation,
                     absl::StrCat("interval { start_time ", InText(start), " end_time ",
                                  InText(start + absl::Hours(1)), " } participants { person: '",
                                  forum_.Who(who), "' ", more, " }")))
        .name();
  }
  template <class Resources>
  static std::vector<std::string> Names(const Resources& resources) {
    std::vector<std::string> names;
    for (const auto& each : resources) names.push_back(each.name());
    return names;
  }
};
PLENARY_ON_EVERY_ENGINE(CounterpartPageTest);

TEST_P(CounterpartPageTest, APageHoldsEverySectionOfACounterpart) {
  Value(forum_.AddBody("group"));
  const ThreadNames names = forum_.WholeThread();
  const std::string china = forum_.Negotiation("again", "body: 'bodies/group'");
  const std::string next = RoundOn(china, 12, 5, "ilya");
  Value(forum_.AddContact(china, "kind: CALL date: '2023-04-10' content: 'They will come'"));
  const std::string theirs = forum_.Commitment(
      "side: THEIRS counterpart: 'organizations/kursk-region' due { date: '2023-04-14' }");
  const std::string contract =
      Value(forum_.indicators().CreateResult(
                "contract", "date: '2023-04-01' parties: 'organizations/kursk-region'"))
          .name();
  const Page page = Value(forum_.Page());
  EXPECT_EQ(page.organization().name(), "organizations/kursk-region");
  EXPECT_EQ(page.today(), "2023-04-17");
  ASSERT_THAT(page.dossiers(), SizeIs(2));
  EXPECT_EQ(page.dossiers(0).negotiation().name(), names.negotiation);
  EXPECT_EQ(page.dossiers(1).body().name(), "bodies/group");
  EXPECT_THAT(Names(page.held().rounds()), ElementsAre(names.round));
  EXPECT_THAT(Names(page.next().rounds()), ElementsAre(next));
  ASSERT_THAT(page.people(), SizeIs(1));
  EXPECT_EQ(page.people(0).person(), forum_.Who("ilya"));
  EXPECT_EQ(page.people(0).organization(), "organizations/park");
  ASSERT_THAT(page.topics().topics(), SizeIs(1));
  EXPECT_EQ(page.topics().topics(0).topic().name(), names.topic);
  EXPECT_THAT(Names(page.topics().topics(0).positions()), ElementsAre(names.position));
  EXPECT_THAT(Names(page.protocols().protocols()), ElementsAre(names.protocol));
  EXPECT_THAT(Names(page.ours().commitments()), ElementsAre(names.commitment));
  EXPECT_THAT(page.ours().overdue(), IsEmpty());
  EXPECT_THAT(Names(page.theirs().commitments()), ElementsAre(theirs));
  EXPECT_THAT(page.theirs().overdue(), ElementsAre(theirs));
  ASSERT_THAT(page.contacts().contacts(), SizeIs(1));
  EXPECT_EQ(page.contacts().contacts(0).content(), "They will come");
  EXPECT_THAT(Names(page.results().results()), ElementsAre(contract));
  // Nobody said in which country it lies.
  EXPECT_THAT(page.figures().figures(), IsEmpty());
  EXPECT_THAT(
      ThreadForum::GapsIn(page.gaps()),
      ElementsAre(absl::StrCat("COMMITMENT_OVERDUE ", theirs, " 2023-04-14 2023-04-15 3"),
                  absl::StrCat("RESULT_WITHOUT_FIGURE ", contract, " 2023-04-01 2023-04-01 17"),
                  absl::StrCat("RESULT_WITHOUT_ORIGIN ", contract, " 2023-04-01 2023-04-01 17")));
  EXPECT_THAT(Names(page.gap_nodes()), ElementsAre(theirs, contract));
}

TEST_P(CounterpartPageTest, FiguresAreThoseWithTheCountryLatestRevisionsFirst) {
  Value(forum_.Do(&ThreadForum::Directory::UpdateOrganization,
                  std::string("organization { name: 'organizations/kursk-region' "
                              "country_code: 'RU' } update_mask { paths: 'country_code' }")));
  const std::string old = Value(forum_.indicators().Add("country: 'RU' value: '100'")).name();
  const std::string revised =
      Value(forum_.indicators().Revise(old, "value: '120' status: FINAL")).name();
  Value(forum_.indicators().Add("country: 'CN' value: '7'"));
  const std::string shown =
      Value(forum_.indicators().Add(
                "country: 'RU' value: '130' status: ILLUSTRATIVE period { year: 2024 }"))
          .name();
  const Page::Figures figures = Value(forum_.Page()).figures();
  EXPECT_EQ(figures.country(), "RU");
  EXPECT_THAT(Names(figures.figures()), ElementsAre(shown, revised));
  EXPECT_EQ(figures.figures(0).status(), v1::Figure::ILLUSTRATIVE);
  EXPECT_THAT(Names(figures.indicators()), ElementsAre("indicators/ict"));
}

TEST_P(CounterpartPageTest, ASectionSaysWhetherThereIsMore) {
  const std::string negotiation = forum_.Negotiation("kursk");
  for (int i = 0; i < 3; ++i) {
    forum_.Topic(negotiation, absl::StrCat("topic-", i));
    RoundOn(negotiation, 2, 1 + i, "ilya");
  }
  const Page two = Value(forum_.Page("organizations/kursk-region", "section_size: 2"));
  EXPECT_THAT(two.topics().topics(), SizeIs(2));
  EXPECT_TRUE(two.topics().has_more());
  EXPECT_THAT(two.held().rounds(), SizeIs(2));
  EXPECT_TRUE(two.held().has_more());
  EXPECT_EQ(two.held().rounds(0).number(), 3);
  const Page three = Value(forum_.Page("organizations/kursk-region", "section_size: 3"));
  EXPECT_THAT(three.topics().topics(), SizeIs(3));
  EXPECT_FALSE(three.topics().has_more());
  EXPECT_FALSE(three.held().has_more());
}

TEST_P(CounterpartPageTest, WhoeverHoldsARoleOnANegotiationHasThePageOfItAlone) {
  const ThreadNames names = forum_.WholeThread();
  forum_.WholeThread("kursk-again");
  const base::Access boris({base::Grant{v1::NEGOTIATOR, names.negotiation}});
  forum_.ActAs("users/boris", &boris);
  const Page page = Value(forum_.Page());
  ASSERT_THAT(page.dossiers(), SizeIs(1));
  EXPECT_EQ(page.dossiers(0).negotiation().name(), names.negotiation);
  EXPECT_THAT(Names(page.ours().commitments()), ElementsAre(names.commitment));
  EXPECT_FALSE(page.has_results());
  EXPECT_FALSE(page.has_figures());
}

TEST_P(CounterpartPageTest, APageOfWhatIsNotThereIsRefused) {
  EXPECT_THAT(forum_.Page("organizations/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const Page empty = Value(forum_.Page("organizations/park"));
  EXPECT_THAT(empty.dossiers(), IsEmpty());
  EXPECT_THAT(empty.gaps(), IsEmpty());
}

}  // namespace
}  // namespace plenary::thread
