// Items under control and trips on a real server: who carries one out sees and reports it, whoever
// they are otherwise, and for anybody else without a role on the installation it is not there.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/personal_data.pb.h"
#include "plenary/v1/trips.pb.h"
#include "tests/testing/callers.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::server {
namespace {

using ::plenary::testing::Administration;
using ::plenary::testing::CallMethod;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::RunningServer;
using ::plenary::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using Channel = std::shared_ptr<grpc::Channel>;

constexpr char kEvidence[] = "evidence { document { registration_number: '7' } }";

class ControlVisibilityTest : public ::testing::TestWithParam<std::string> {
 protected:
  ControlVisibilityTest() {
    administration_.Event("forum");
    Do<v1::CreateOrganizationRequest, v1::Organization>(
        "DirectoryService/CreateOrganization",
        "organization_id: 'park' organization { type: REGION display_names { language: 'en' text: "
        "'Park' } }");
    boris_ = Somebody("boris");
    ilya_ = Somebody("ilya");
    item_ = ItemFor("boris");
    others_ = ItemFor("ilya");
  }

  template <class Request, class Response>
  static absl::StatusOr<Response> Try(const Channel& channel, const std::string& method,
                                      const std::string& request) {
    Response response;
    const absl::Status status = CallMethod(*channel, absl::StrCat("plenary.v1.", method),
                                           Parse<Request>(request), response);
    if (!status.ok()) return status;
    return response;
  }
  // As the first administrator.
  template <class Request, class Response>
  Response Do(const std::string& method, const std::string& request) {
    return testing::Answered<Request, Response>(*server_.channel(),
                                                absl::StrCat("plenary.v1.", method), request);
  }

  // A viewer of the event alone, who is somebody in the directory.
  Channel Somebody(const std::string& id) {
    people_[id] = Do<v1::CreatePersonRequest, v1::Person>(
                      "DirectoryService/CreatePerson",
                      absl::StrCat("person { names { language: 'en' family_name: '", id,
                                   "' } organization: 'organizations/park' }"))
                      .name();
    const std::string user = administration_.User(id);
    Do<v1::UpdateUserRequest, v1::User>(
        "AccessService/UpdateUser",
        absl::StrCat("user { name: '", user, "' person: '", people_[id], "' }"));
    administration_.Bind(user, v1::VIEWER, "events/forum");
    return server_.NewChannel(administration_.Token(user).secret());
  }
  std::string ItemFor(const std::string& id) {
    return Do<v1::CreateActionItemRequest, v1::ActionItem>(
               "ActionPlanService/CreateActionItem",
               absl::StrCat("action_item { titles { language: 'en' text: 'For ", id,
                            "' } lead { person: '", people_[id],
                            "' } due { date: '2090-01-01' } note: 'quietly' }"))
        .name();
  }
  // A trip on which somebody is to report, of a delegation that is sent to an event abroad.
  std::string TripOf(const std::string& id) {
    Do<v1::CreateEventRequest, v1::Event>(
        "EventService/CreateEvent",
        "event_id: 'abroad' event { kind: FORUM role: ATTENDED time_zone: 'Europe/Moscow' "
        "display_names { language: 'en' text: 'Abroad' } interval { start_time { seconds: "
        "4000000000 } end_time { seconds: 4000100000 } } }");
    Do<v1::PublishEventRequest, v1::Event>("EventService/PublishEvent", "name: 'events/abroad'");
    const auto sent = Do<v1::RegisterDelegationRequest, v1::RegisterDelegationResponse>(
        "DelegationService/RegisterDelegation",
        "parent: 'events/abroad' delegation { organization: 'organizations/park' }");
    return Do<v1::CreateTripRequest, v1::Trip>(
               "TripService/CreateTrip",
               absl::StrCat("trip { delegation: '", sent.delegation().name(), "' responsible: '",
                            people_[id], "' assignments { language: 'en' text: 'To talk' } }"))
        .name();
  }
  static absl::StatusOr<v1::Trip> GetTrip(const Channel& channel, const std::string& trip) {
    return Try<v1::GetTripRequest, v1::Trip>(channel, "TripService/GetTrip",
                                             absl::StrCat("name: '", trip, "'"));
  }
  static std::vector<std::string> ListedTrips(const Channel& channel) {
    const auto page =
        Try<v1::ListTripsRequest, v1::ListTripsResponse>(channel, "TripService/ListTrips", "");
    EXPECT_THAT(page, IsOk());
    std::vector<std::string> names;
    for (const v1::Trip& each : page->trips()) names.push_back(each.name());
    return names;
  }
  static absl::StatusOr<v1::ActionItem> Get(const Channel& channel, const std::string& item) {
    return Try<v1::GetActionItemRequest, v1::ActionItem>(channel, "ActionPlanService/GetActionItem",
                                                         absl::StrCat("name: '", item, "'"));
  }
  static std::vector<std::string> Listed(const Channel& channel) {
    const auto page = Try<v1::ListActionItemsRequest, v1::ListActionItemsResponse>(
        channel, "ActionPlanService/ListActionItems", "");
    EXPECT_THAT(page, IsOk());
    std::vector<std::string> names;
    for (const v1::ActionItem& each : page->action_items()) names.push_back(each.name());
    return names;
  }
  // The names that a stream of the partition tells, up to the last item that was made for Boris.
  std::vector<std::string> Watched(const Channel& channel, const std::string& until) {
    grpc::ClientContext context;
    const auto reader = v1::ChangeService::NewStub(channel)->WatchChanges(
        &context, Parse<v1::WatchChangesRequest>("parent: 'control' from_beginning: true"));
    std::vector<std::string> names;
    v1::WatchChangesResponse response;
    while ((names.empty() || names.back() != until) && reader->Read(&response)) {
      for (const v1::Change& change : response.changes()) names.push_back(change.resource_name());
    }
    context.TryCancel();
    return names;
  }

  testing::Database database_{GetParam()};
  RunningServer server_{database_.uri()};
  Administration administration_{server_};
  std::map<std::string, std::string> people_;
  Channel boris_;
  Channel ilya_;
  std::string item_;
  std::string others_;
};
INSTANTIATE_TEST_SUITE_P(Engines, ControlVisibilityTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(ControlVisibilityTest, AnExecutorWithoutARoleOnTheInstallationCarriesTheirItemOut) {
  const std::string named = absl::StrCat("name: '", item_, "' ");
  EXPECT_THAT(Get(boris_, item_), IsOk());
  EXPECT_THAT(Listed(boris_), ElementsAre(item_));
  EXPECT_THAT((Try<v1::AcknowledgeActionItemRequest, v1::ActionItem>(
                  boris_, "ActionPlanService/AcknowledgeActionItem", named)),
              IsOk());
  EXPECT_THAT(
      (Try<v1::ReportActionItemRequest, v1::ActionItem>(
          boris_, "ActionPlanService/ReportActionItem",
          absl::StrCat(named, "action_report { kind: DONE text: 'Done' ", kEvidence, " }"))),
      IsOk());
  EXPECT_THAT(
      (Try<v1::RemoveFromControlRequest, v1::ActionItem>(
          boris_, "ActionPlanService/RemoveFromControl", absl::StrCat(named, "reason: FULFILLED"))),
      RefusedFor(v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE));
  EXPECT_THAT((Try<v1::UpdateActionItemRequest, v1::ActionItem>(
                  boris_, "ActionPlanService/UpdateActionItem",
                  absl::StrCat("action_item { ", named, "note: 'mine' }"))),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(ControlVisibilityTest, ForAnybodyElseAnItemIsNotThere) {
  const auto hidden = Get(ilya_, item_);
  const auto missing = Get(ilya_, "actionItems/nothing");
  EXPECT_THAT(hidden, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(absl::StrReplaceAll(hidden.status().message(), {{item_, "actionItems/nothing"}}),
            missing.status().message());
  EXPECT_THAT(
      (Try<v1::AcknowledgeActionItemRequest, v1::ActionItem>(
          ilya_, "ActionPlanService/AcknowledgeActionItem", absl::StrCat("name: '", item_, "'"))),
      StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(
      (Try<v1::ListActionReportsRequest, v1::ListActionReportsResponse>(
          ilya_, "ActionPlanService/ListActionReports", absl::StrCat("parent: '", item_, "'"))),
      StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Listed(ilya_), ElementsAre(others_));
}

TEST_P(ControlVisibilityTest, AStreamTellsAnExecutorOfTheirItemsAlone) {
  const std::string last = ItemFor("ilya");
  const std::vector<std::string> names = Watched(ilya_, last);
  EXPECT_THAT(names, Contains(others_));
  EXPECT_THAT(names, Not(Contains(item_)));
}

TEST_P(ControlVisibilityTest, WhoeverIsToReportOnATripSeesItAndDoesNoMore) {
  const std::string trip = TripOf("boris");
  const std::string named = absl::StrCat("name: '", trip, "' ");
  EXPECT_THAT(GetTrip(boris_, trip), IsOk());
  EXPECT_THAT(ListedTrips(boris_), ElementsAre(trip));
  // It is not approved yet; that is all that stands against a report.
  EXPECT_THAT((Try<v1::SubmitTripReportRequest, v1::Trip>(
                  boris_, "TripService/SubmitTripReport",
                  absl::StrCat(named, "report { texts { language: 'en' text: 'We talked' } }"))),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT((Try<v1::ApproveTripRequest, v1::Trip>(boris_, "TripService/ApproveTrip", named)),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(ControlVisibilityTest, ForWhoDoesNotGoATripIsNotThere) {
  const std::string trip = TripOf("boris");
  const auto hidden = GetTrip(ilya_, trip);
  const auto missing = GetTrip(ilya_, "trips/nothing");
  EXPECT_THAT(hidden, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(absl::StrReplaceAll(hidden.status().message(), {{trip, "trips/nothing"}}),
            missing.status().message());
  EXPECT_THAT(ListedTrips(ilya_), IsEmpty());
  const std::string last = ItemFor("ilya");
  EXPECT_THAT(Watched(ilya_, last), Not(Contains(trip)));
  EXPECT_THAT(Watched(server_.channel(), last), Contains(trip));
}

TEST_P(ControlVisibilityTest, WhatWasWrittenAboutAnItemGoesWithAnErasedPerson) {
  Do<v1::DeletePersonRequest, v1::Person>("DirectoryService/DeletePerson",
                                          absl::StrCat("name: '", people_["boris"], "'"));
  Do<v1::ErasePersonRequest, v1::Person>(
      "PersonalDataService/ErasePerson",
      absl::StrCat("name: '", people_["boris"], "' reason: 'asked for'"));
  const auto left = Get(server_.channel(), item_);
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->note(), "");
  EXPECT_EQ(left->lead().person(), people_["boris"]);
  EXPECT_EQ(Get(server_.channel(), others_)->note(), "quietly");
}

}  // namespace
}  // namespace plenary::server
