// A plan that is larger than what one change usually writes goes into the work in progress, and is
// released, in one transaction, over every engine.
#include "services/planning/plan_writing.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matchmaking/table.h"
#include "services/storage/change.h"
#include "tests/testing/matchers.h"
#include "tests/testing/planning.h"

namespace plenary::planning {
namespace {

using ::plenary::testing::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::PlanningForum;
using ::plenary::testing::Value;

// So many that a statement for each thing that they name is more than a body usually runs.
constexpr int kTables = 5;
constexpr int kMeetings = kTables * 140;
constexpr int kPeopleOfSide = 12;

class PlanWritingTest : public testing::PlanningTest {
 protected:
  // Accepted requests, and a plan in which each table has the same two parties all the time.
  void SetUp() override {
    given_.facts.event.set_name("events/tibo");
    given_.requests.reserve(kMeetings);
    placings_.reserve(kMeetings);
    for (int table = 0; table < kTables; ++table) AddMeetingsAt(table);
    const auto insert = [&](storage::Tx& tx) {
      for (const v1::MeetingRequest& request : given_.requests) {
        PLENARY_RETURN_IF_ERROR(
            matchmaking::InsertMeetingRequest(tx, request, matchmaking::Sides()));
      }
      return absl::OkStatus();
    };
    ASSERT_THAT(storage::WriteAndWait(forum_.store(), {"events/tibo"}, insert), IsOk());
  }

  void AddMeetingsAt(int table) {
    v1::MeetingRequest request;
    request.set_etag("1");
    request.set_state(v1::MeetingRequest::ACCEPTED);
    v1::Meeting meeting;
    for (v1::MeetingRequest::Side* side : {request.mutable_from(), request.mutable_to()}) {
      const bool is_first = meeting.parties().empty();
      side->set_party(forum_.Organization(absl::StrCat(is_first ? "host-" : "guest-", table)));
      meeting.add_parties()->set_organization(side->party());
      for (int i = 0; i < kPeopleOfSide; ++i) meeting.add_attendees()->set_who(forum_.Person());
    }
    meeting.add_assets()->set_asset(forum_.AddAsset(absl::StrCat("desk-", table), "kind: TABLE"));
    for (int i = table; i < kMeetings; i += kTables) {
      request.set_name(absl::StrCat("events/tibo/meetingRequests/r", i));
      meeting.set_request(request.name());
      const absl::Time start = testing::Forum::start() + (i / kTables) * absl::Minutes(30);
      *meeting.mutable_interval() =
          Parse<v1::Meeting>(Interval(start, start + absl::Minutes(30))).interval();
      given_.requests.push_back(request);
      placings_.push_back({Placing::kCreated, i, meeting});
    }
  }

  absl::Status Write() {
    const storage::Call call = {"users/anna", "plenary.v1.PlanningService/PlanEvent", ""};
    base::IdSequence ids(std::string(32, 's'), forum_.clock().Now());
    return storage::WriteAndWait(forum_.store(), {"events/tibo"}, [&](storage::Tx& tx) {
      ids.Reset();
      storage::Change change(tx, call, ids);
      PLENARY_RETURN_IF_ERROR(WritePlan(change, given_, placings_));
      return change.Flush();
    });
  }

  Given given_;
  std::vector<Placing> placings_;
};
PLENARY_ON_EVERY_ENGINE(PlanWritingTest);

TEST_P(PlanWritingTest, AWholeScheduleIsWrittenInOneTransactionAndReleasedInAnother) {
  ASSERT_THAT(Write(), IsOk());
  EXPECT_EQ(forum_.StateOfRequest(given_.requests.back().name()), v1::MeetingRequest::SCHEDULED);
  const v1::Plan released = Value(forum_.ReleaseAll());
  EXPECT_EQ(released.added(), kMeetings);
}

}  // namespace
}  // namespace plenary::planning
