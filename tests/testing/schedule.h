// A small world for tests of the schedule: a Forum with venues, rooms, an interpreter and whatever
// else is booked, and the services of assets and the schedule, called as the server calls them.
//
//   class SessionsTest : public testing::ScheduleTest {};
//   PLENARY_ON_EVERY_ENGINE(SessionsTest);
//
//   TEST_P(SessionsTest, ARoomIsTakenOnce) {
//     forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
//     EXPECT_THAT(forum_.CreateSession(Clock(10, 30), Clock(12), Uses("hall-a")),
//                 RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
//   }
#ifndef PLENARY_TESTS_TESTING_SCHEDULE_H_
#define PLENARY_TESTS_TESTING_SCHEDULE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/assets/service.h"
#include "services/schedule/asset_bookings.h"
#include "services/schedule/service.h"
#include "tests/testing/engines.h"
#include "tests/testing/forum.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/protos.h"
#include "tests/testing/schedule_texts.h"
#include "tests/testing/vault.h"

namespace plenary::testing {

// Safe from several threads once it is made.
class ScheduleForum : public Forum {
 public:
  using Assets = assets::AssetService;
  using Schedule = schedule::ScheduleService;
  using Forum::Ask;
  using Forum::Do;

  // The ids of what there is: venues `palace` and `hotel`, 30 minutes from each other; the rooms
  // `hall-a` and `hall-b`, which make `hall-ab`, and the table `table-1` in the palace, `salon` in
  // the hotel; an interpreter `ru-zh` and a `car`, each with a person; 40 `headsets`. A category
  // `guests` for participants.
  explicit ScheduleForum(const std::string& engine) : Forum(engine) {
    Event();
    Category("guests");
    AddVenue("palace");
    AddVenue("hotel");
    SetTravelTime("palace", "hotel", absl::Minutes(30));
    AddAsset("hall-a", "kind: ROOM venue: 'venues/palace' seats: 100");
    AddAsset("hall-b", "kind: ROOM venue: 'venues/palace' seats: 50");
    AddAsset("hall-ab",
             "kind: ROOM venue: 'venues/palace' "
             "parts: 'assets/hall-a' parts: 'assets/hall-b'");
    AddAsset("table-1", "kind: TABLE venue: 'venues/palace' seats: 8");
    AddAsset("salon", "kind: ROOM venue: 'venues/hotel' seats: 20");
    AddAsset("headsets", "kind: EQUIPMENT capacity: 40");
    interpreter_person_ = Person("Interpreter");
    driver_ = Person("Driver");
    AddAsset("ru-zh", absl::StrCat("kind: INTERPRETER person: '", interpreter_person_,
                                   "' language_pairs { from: 'ru' to: 'zh' both_ways: true }"));
    AddAsset("car", absl::StrCat("kind: VEHICLE seats: 4 person: '", driver_, "'"));
  }

  // "people/…" of the interpreter and the driver.
  const std::string& interpreter_person() const { return interpreter_person_; }
  const std::string& driver() const { return driver_; }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Schedule::*method)(storage::Change&,
                                                                           const Request&) const,
                              const Request& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), schedule_, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Schedule::*method)(storage::Change&,
                                                                           const Request&) const,
                              const std::string& request) {
    return Do(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Schedule::*method)(storage::Tx&,
                                                                            const storage::Call&,
                                                                            const Request&) const,
                               const Request& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), schedule_, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Schedule::*method)(storage::Tx&,
                                                                            const storage::Call&,
                                                                            const Request&) const,
                               const std::string& request) {
    return Ask(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Assets::*method)(storage::Change&,
                                                                         const Request&) const,
                              const std::string& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), assets_, method,
                                  Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Assets::*method)(storage::Tx&,
                                                                          const storage::Call&,
                                                                          const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), assets_, method,
                                Parse<Request>(request));
  }

  // What tests stand on, with the ids they choose. `rest` is the text of further fields.

  std::string AddVenue(const std::string& id, const std::string& zone = "Europe/Minsk") {
    return Value(Do(&Assets::CreateVenue,
                    absl::StrCat("venue_id: '", id, "' venue { time_zone: '", zone,
                                 "' display_names { language: 'en' text: '", id, "' } }")))
        .name();
  }
  std::string AddAsset(const std::string& id, const std::string& rest) {
    return Value(Do(&Assets::CreateAsset,
                    absl::StrCat("asset_id: '", id,
                                 "' asset { display_names { language: 'en' text: '", id, "' } ",
                                 rest, " }")))
        .name();
  }
  // Changes the fields of an asset that `rest` sets.
  void ChangeAsset(const std::string& id, const std::string& rest) {
    Value(Do(&Assets::UpdateAsset, absl::StrCat("asset { name: 'assets/", id, "' ", rest, " }")));
  }
  // Both ways, between venues by their ids.
  void SetTravelTime(const std::string& from, const std::string& to, absl::Duration time) {
    Value(Do(&Assets::SetTravelTimes,
             absl::StrCat("both_ways: true travel_times { origin: 'venues/", from,
                          "' destination: 'venues/", to,
                          "' duration { seconds: ", absl::ToInt64Seconds(time), " } }")));
  }
  // Somebody new who takes part in the event, alone or in a delegation.
  std::string Guest(const std::string& delegation = "", const std::string& event = kEvent) {
    return Confirmed(delegation, absl::StrCat(event, "/categories/guests"));
  }
  void WorkInVersions(const std::string& event = kEvent) {
    Value(Do(&Schedule::UpdateScheduleSettings,
             absl::StrCat("settings { name: '", event, "/schedule' mode: VERSIONED }")));
  }

  // Sessions, meetings and bookings. The first of each pair answers with a name and throws where it
  // is refused; `rest` is the text of further fields of the session, `more` of the request.

  std::string Session(absl::Time start, absl::Time end, const std::string& rest = "",
                      const std::string& more = "") {
    return Value(CreateSession(start, end, rest, more)).name();
  }
  absl::StatusOr<v1::Session> CreateSession(absl::Time start, absl::Time end,
                                            const std::string& rest = "",
                                            const std::string& more = "") {
    auto request = Parse<v1::CreateSessionRequest>(absl::StrCat("parent: '", kEvent, "'"), more);
    *request.mutable_session() = Parse<v1::Session>(
        absl::StrCat("titles { language: 'en' text: 'A session' } ", Interval(start, end)), rest);
    return Do(&Schedule::CreateSession, request);
  }
  std::string Meeting(absl::Time start, absl::Time end, const std::string& rest = "",
                      const std::string& more = "") {
    return Value(CreateMeeting(start, end, rest, more)).name();
  }
  absl::StatusOr<v1::Meeting> CreateMeeting(absl::Time start, absl::Time end,
                                            const std::string& rest = "",
                                            const std::string& more = "") {
    auto request = Parse<v1::CreateMeetingRequest>(absl::StrCat("parent: '", kEvent, "'"), more);
    *request.mutable_meeting() = Parse<v1::Meeting>(Interval(start, end), rest);
    return Do(&Schedule::CreateMeeting, request);
  }
  std::string Booking(absl::Time start, absl::Time end, const std::string& rest) {
    return Value(CreateBooking(start, end, rest)).name();
  }
  absl::StatusOr<v1::Booking> CreateBooking(absl::Time start, absl::Time end,
                                            const std::string& rest,
                                            const std::string& event = kEvent) {
    auto request = Parse<v1::CreateBookingRequest>(absl::StrCat("parent: '", event, "'"));
    *request.mutable_booking() = Parse<v1::Booking>(Interval(start, end), rest);
    return Do(&Schedule::CreateBooking, request);
  }
  // A booking that expires at `until`.
  std::string HoldTime(absl::Time start, absl::Time end, absl::Time until,
                       const std::string& rest) {
    return Booking(start, end, absl::StrCat("expire_time ", InText(until), " ", rest));
  }

  // How things stand now. `view`: "view: WORK_IN_PROGRESS".

  absl::StatusOr<v1::Session> GetSession(const std::string& name, const std::string& view = "") {
    return Ask(&Schedule::GetSession, Named(name, view));
  }
  v1::Booking GetBooking(const std::string& name) {
    return Value(Ask(&Schedule::GetBooking, Named(name)));
  }
  // A list page by page; `rest` is the text of further fields of the request.
  std::vector<v1::Session> Sessions(const std::string& rest = "",
                                    const std::string& parent = kEvent) {
    auto request = Parse<v1::ListSessionsRequest>(absl::StrCat("parent: '", parent, "' ", rest));
    std::vector<v1::Session> all;
    do {
      const v1::ListSessionsResponse page = Value(Ask(&Schedule::ListSessions, request));
      all.insert(all.end(), page.sessions().begin(), page.sessions().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

 private:
  schedule::AssetBookings bookings_;
  Assets assets_{sealer(), bookings_};
  Schedule schedule_{sealer(), TestVault()};
  std::string interpreter_person_;
  std::string driver_;
};

// Its fixture.
class ScheduleTest : public ::testing::TestWithParam<std::string> {
 protected:
  ScheduleForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_SCHEDULE_H_
