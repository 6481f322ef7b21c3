// Changes that are only tried, over every engine.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::Interval;
using ::plenary::testing::InText;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Schedule = ScheduleForum::Schedule;

std::string ANewSession(absl::Time start, absl::Time end, const std::string& rest) {
  return absl::StrCat("changes { session { titles { language: 'en' text: 'New' } ",
                      Interval(start, end), rest, " } } ");
}

class CheckConflictsTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::CheckConflictsResponse> Check(const std::string& changes) {
    return forum_.Ask(&Schedule::CheckConflicts,
                      absl::StrCat("parent: '", Forum::kEvent, "' ", changes));
  }
  // "0 SUBJECT_OCCUPIED BLOCKER": by the place of the change; warnings end in "?".
  std::vector<std::string> Found(const std::string& changes) {
    const v1::CheckConflictsResponse response = Value(Check(changes));
    std::vector<std::string> found;
    for (const auto& each : response.found()) {
      const absl::Status error = base::FromRpcStatus(each.conflict().error());
      const base::Metadata metadata = base::MetadataOf(error);
      const auto blocker = metadata.find("blockedBy");
      std::string text = absl::StrCat(
          each.change(), " ",
          v1::ErrorReason_Name(base::ReasonOf(error)).substr(sizeof("ERROR_REASON_") - 1));
      if (blocker != metadata.end()) absl::StrAppend(&text, " ", blocker->second);
      if (each.conflict().is_warning()) text += "?";
      found.push_back(std::move(text));
    }
    return found;
  }
};
PLENARY_ON_EVERY_ENGINE(CheckConflictsTest);

TEST_P(CheckConflictsTest, EveryConflictAndWarningOfAllChangesIsTold) {
  const std::string guest = forum_.Guest();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(guest));
  EXPECT_THAT(Found(ANewSession(Clock(14), Clock(15), Uses("hall-a"))), IsEmpty());
  EXPECT_THAT(Found(ANewSession(Clock(10), Clock(11), Uses("hall-b", "units: 1") + Attends(guest)) +
                    ANewSession(Clock(10, 30), Clock(12), Uses("hall-a") + "expected_count: 500")),
              ::testing::UnorderedElementsAre("0 SUBJECT_OCCUPIED " + talk,
                                              "1 SUBJECT_OCCUPIED " + talk, "1 ROOM_TOO_SMALL?"));
}

TEST_P(CheckConflictsTest, WhatIsNewIsToldOfByItsPlaceInTheRequest) {
  const v1::CheckConflictsResponse response =
      Value(Check(ANewSession(Clock(10), Clock(11), Uses("hall-a")) +
                  ANewSession(Clock(10), Clock(11), Uses("hall-ab"))));
  ASSERT_GE(response.found_size(), 2);
  EXPECT_EQ(response.found(0).conflict().activity(), "");
  EXPECT_EQ(
      base::MetadataOf(base::FromRpcStatus(response.found(0).conflict().error()))["blockedBy"],
      "changes[1]");
}

TEST_P(CheckConflictsTest, ChangesAreTriedTogether) {
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string second = forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  const auto move = [](const std::string& name, absl::Time start) {
    return absl::StrCat("changes { move { activity: '", name, "' start_time ", InText(start),
                        " } } ");
  };
  EXPECT_THAT(Found(move(first, Clock(11))), ElementsAre("0 SUBJECT_OCCUPIED " + second));
  EXPECT_THAT(Found(move(first, Clock(11)) + move(second, Clock(10))), IsEmpty());
  EXPECT_THAT(Found(move(first, Clock(11)) + absl::StrCat("changes { cancel: '", second, "' }")),
              IsEmpty());
  EXPECT_THAT(Found(absl::StrCat("changes { session { name: '", first,
                                 "' titles { language: 'en' text: 'Longer' } ",
                                 Interval(Clock(10), Clock(11, 30)), Uses("hall-a"), " } }")),
              ElementsAre("0 SUBJECT_OCCUPIED " + second));
  // Nothing of it was done.
  EXPECT_EQ(TimeOf(Value(forum_.GetSession(first)).interval().start_time()), Clock(10));
  EXPECT_EQ(Value(forum_.GetSession(second)).state(), v1::RELEASED);
}

TEST_P(CheckConflictsTest, WorkInProgressMeetsOtherWorkInProgress) {
  forum_.WorkInVersions();
  const std::string draft = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_THAT(Found(ANewSession(Clock(10), Clock(11), Uses("hall-a"))),
              ElementsAre("0 SUBJECT_OCCUPIED " + draft));
}

TEST_P(CheckConflictsTest, AHeadWhoIsMissingIsAConflict) {
  EXPECT_THAT(
      Found(absl::StrCat("changes { meeting { parties { delegation: '", forum_.Delegation("kursk"),
                         "' head_must_attend: true } ", Interval(Clock(10), Clock(11)), " } }")),
      ElementsAre("0 HEAD_MUST_ATTEND"));
}

TEST_P(CheckConflictsTest, WhatWouldBeRefusedForItsStateIsAConflict) {
  const std::string talk = forum_.Session(Clock(10), Clock(11));
  Value(
      forum_.Do(&Schedule::CancelSession, absl::StrCat("name: '", talk, "' reason: 'No speaker'")));
  const std::string cancel = absl::StrCat("changes { cancel: '", talk, "' }");
  EXPECT_THAT(Found(cancel), ElementsAre("0 WRONG_STATE"));
}

TEST_P(CheckConflictsTest, EveryBadChangeIsNamed) {
  const std::string talk = forum_.Session(Clock(10), Clock(11));
  forum_.Event("", "expo");
  const std::string cancel = absl::StrCat("changes { cancel: '", talk, "' } ");
  EXPECT_THAT(
      BadFields(Check("changes { } changes { cancel: 'events/expo/sessions/a' } " + cancel + cancel)
                    .status()),
      ElementsAre("changes[0]", "changes[1]", "changes[3]"));
  EXPECT_THAT(BadFields(Check(ANewSession(Clock(11), Clock(11), "")).status()),
              ElementsAre("changes[0].interval"));
  EXPECT_THAT(Check("changes { cancel: 'events/tibo/sessions/nowhere' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::schedule
