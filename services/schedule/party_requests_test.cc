// What becomes of meeting requests when those they name come and go, and their event moves, over
// every engine.
#include "services/schedule/party_requests.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchmaking.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::MatchmakingForum;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Request = v1::MeetingRequest;

class PartyRequestsTest : public testing::MatchmakingTest {};
PLENARY_ON_EVERY_ENGINE(PartyRequestsTest);

TEST_P(PartyRequestsTest, WhatADelegationThatDeclinesAskedForAndWasAskedIsTakenBack) {
  const std::string asked = forum_.Asked(forum_.kursk(), forum_.omsk());
  const std::string agreed = forum_.Agreed(forum_.tula(), forum_.kursk());
  const std::string others = forum_.Agreed(forum_.omsk(), forum_.tula());
  Value(forum_.DeclineDelegation(forum_.kursk()));
  EXPECT_EQ(forum_.StateOfRequest(asked), Request::CANCELLED);
  EXPECT_THAT(forum_.GetRequest(asked).cancel_reason(), Not(IsEmpty()));
  EXPECT_EQ(forum_.StateOfRequest(agreed), Request::CANCELLED);
  EXPECT_EQ(forum_.StateOfRequest(others), Request::ACCEPTED);
}

TEST_P(PartyRequestsTest, ARequestThatAMeetingAnswersIsLeftToPeople) {
  const std::string request = forum_.Agreed(forum_.kursk(), forum_.omsk());
  forum_.Meeting(Clock(10), Clock(11),
                 absl::StrCat("request: '", request, "' parties { delegation: '", forum_.kursk(),
                              "' } parties { delegation: '", forum_.omsk(), "' }"));
  Value(forum_.DeclineDelegation(forum_.kursk()));
  EXPECT_EQ(forum_.StateOfRequest(request), Request::SCHEDULED);
}

TEST_P(PartyRequestsTest, WhatADelegationThatIsDeletedAskedForIsTakenBack) {
  const std::string request = forum_.Asked(forum_.kursk(), forum_.omsk());
  Value(forum_.Do(&Forum::Delegations::DeleteDelegation, Forum::Named(forum_.kursk())));
  EXPECT_EQ(forum_.StateOfRequest(request), Request::CANCELLED);
}

TEST_P(PartyRequestsTest, WhoWithdrawsIsWaitedForNoLonger) {
  const std::string guest = forum_.Guest(forum_.kursk());
  const std::string of_guest = forum_.Agreed(guest, forum_.omsk());
  const std::string of_delegation = forum_.Agreed(forum_.kursk(), forum_.tula());
  ASSERT_THAT(forum_.Withdraw(guest), IsOk());
  EXPECT_EQ(forum_.StateOfRequest(of_guest), Request::CANCELLED);
  EXPECT_EQ(forum_.StateOfRequest(of_delegation), Request::ACCEPTED);
  // Who comes back asks anew.
  ASSERT_THAT(forum_.Reinstate(guest), IsOk());
  EXPECT_EQ(forum_.StateOfRequest(of_guest), Request::CANCELLED);
  EXPECT_THAT(forum_.AskFor(guest, forum_.omsk()), IsOk());
}

TEST_P(PartyRequestsTest, WhoComesInsteadStandsInTheRequestsOfWhomTheyReplace) {
  const std::string guest = forum_.Guest(forum_.kursk());
  const std::string as_party = forum_.Asked(guest, forum_.omsk());
  const std::string by_name = forum_.Agreed(forum_.kursk(), forum_.tula());
  Value(forum_.Update(by_name, absl::StrCat("from { people: '", guest, "' }"),
                      "update_mask { paths: 'from.people' }"));
  const std::string substitute =
      Value(forum_.Substitute(guest, forum_.Person("Substitute"))).substitute().name();
  EXPECT_EQ(forum_.GetRequest(as_party).from().party(), substitute);
  EXPECT_EQ(forum_.StateOfRequest(as_party), Request::PENDING);
  EXPECT_THAT(forum_.GetRequest(by_name).from().people(), ElementsAre(substitute));
  EXPECT_THAT(forum_.Requests(absl::StrCat("filter: 'party = \"", substitute, "\"'")),
              ElementsAre(as_party));
  EXPECT_THAT(forum_.Requests(absl::StrCat("filter: 'party = \"", guest, "\"'")), IsEmpty());
}

TEST_P(PartyRequestsTest, TheTimesThatRequestsProposeMoveWithAnEventThatIsPutOff) {
  const std::string request =
      forum_.Asked(forum_.kursk(), forum_.omsk(),
                   absl::StrCat("intervals { start_time ", InText(Clock(10)), " end_time ",
                                InText(Clock(12)), " } expire_time ", InText(Forum::start())));
  const absl::Time later = Forum::start() + absl::Hours(24 * 7);
  Value(
      forum_.Do(&Forum::Events::PostponeEvent,
                absl::StrCat("name: 'events/tibo' reason: 'Later' interval { start_time ",
                             InText(later), " end_time ", InText(later + absl::Hours(72)), " }")));
  const Request moved = forum_.GetRequest(request);
  ASSERT_THAT(moved.intervals(), SizeIs(1));
  EXPECT_EQ(TimeOf(moved.intervals(0).start_time()), Clock(10, 0, 8));
  EXPECT_EQ(TimeOf(moved.intervals(0).end_time()), Clock(12, 0, 8));
  EXPECT_EQ(TimeOf(moved.expire_time()), Forum::start());
}

}  // namespace
}  // namespace plenary::schedule
