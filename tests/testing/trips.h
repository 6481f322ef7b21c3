// A small world for tests of trips: a NegotiationForum with a delegation that is sent to an event
// abroad, and the service of trips, called as the server calls it.
//
//   class TripsTest : public testing::TripTest {};
//   PLENARY_ON_EVERY_ENGINE(TripsTest);
//
//   TEST_P(TripsTest, AnApprovedTripAwaitsItsReport) {
//     EXPECT_THAT(forum_.Report(forum_.ApprovedTrip()), IsOk());
//   }
#ifndef PLENARY_TESTS_TESTING_TRIPS_H_
#define PLENARY_TESTS_TESTING_TRIPS_H_

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "plenary/v1/trips.pb.h"
#include "services/trips/followers.h"
#include "services/trips/service.h"
#include "tests/testing/negotiations.h"
#include "tests/testing/protos.h"

namespace plenary::testing {

// Every day is a working day, a report is due five days after the return; keeps what was accepted,
// and refuses it where it is told to. Thread-safe.
class AcceptedTrips : public trips::TripFollower {
 public:
  absl::StatusOr<trips::Calendar> CalendarAt(storage::Tx&, absl::Time now) override {
    const absl::CivilDay today = absl::ToCivilDay(now, absl::UTCTimeZone());
    return trips::Calendar{absl::FormatCivilTime(today - 1), 5};
  }
  absl::StatusOr<std::vector<std::string>> ReportAccepted(storage::Change&,
                                                          const v1::Trip& trip) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!answer_.ok()) return answer_;
    accepted_.push_back(trip);
    std::vector<std::string> names;
    names.reserve(static_cast<size_t>(trip.report().agreed_points_size()));
    for (int i = 0; i < trip.report().agreed_points_size(); ++i) {
      names.push_back(absl::StrCat("commitments/", i));
    }
    return names;
  }
  void Refuse(absl::Status answer) {
    const std::lock_guard<std::mutex> lock(mutex_);
    answer_ = std::move(answer);
  }
  std::vector<v1::Trip> All() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return accepted_;
  }

 private:
  mutable std::mutex mutex_;
  absl::Status answer_;
  std::vector<v1::Trip> accepted_;
};

// Safe from several threads once it is made.
class TripForum : public NegotiationForum {
 public:
  using Trips = trips::TripService;
  using NegotiationForum::Ask;
  using NegotiationForum::Do;

  static constexpr char kAbroad[] = "events/abroad";
  // The last day of the event there, in Minsk.
  static constexpr char kReturn[] = "2023-06-04";

  // An approved delegation with a head and another member, and one that nobody approved. `follower`
  // stands in for accepted() and outlives the forum.
  explicit TripForum(const std::string& engine, trips::TripFollower* follower = nullptr)
      : NegotiationForum(engine), trips_(sealer(), follower == nullptr ? accepted_ : *follower) {
    Event("role: ATTENDED", "abroad");
    guests_ = Category("guests", "", kAbroad);
    sent_ = Forum::Delegation("sent", "", kAbroad);
    head_ = Confirmed(sent_, guests_);
    Value(SetHead(sent_, head_));
    member_ = Confirmed(sent_, guests_);
    Approved(sent_);
    forming_ = Forum::Delegation("forming", "", kAbroad);
  }
  const std::string& sent() const { return sent_; }
  const std::string& forming() const { return forming_; }
  const std::string& guests() const { return guests_; }
  const std::string& head() const { return head_; }
  const std::string& member() const { return member_; }
  AcceptedTrips& accepted() { return accepted_; }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Trips::*method)(storage::Change&,
                                                                        const Request&) const,
                              const Request& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), trips_, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Trips::*method)(storage::Change&,
                                                                        const Request&) const,
                              const std::string& request) {
    return Do(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Trips::*method)(storage::Tx&,
                                                                         const storage::Call&,
                                                                         const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), trips_, method,
                                Parse<Request>(request));
  }

  // `rest` is the text of further fields: of the trip, of the report.

  absl::StatusOr<v1::Trip> Plan(const std::string& delegation, const std::string& rest = "") {
    v1::CreateTripRequest request;
    *request.mutable_trip() =
        Parse<v1::Trip>(absl::StrCat("delegation: '", delegation,
                                     "' assignments { language: 'en' text: 'Talk about trade' }"),
                        rest);
    return Do(&Trips::CreateTrip, request);
  }
  absl::StatusOr<v1::Trip> Approve(const std::string& name) {
    return Do(&Trips::ApproveTrip, Named(name));
  }
  absl::StatusOr<v1::Trip> Report(const std::string& name, const std::string& rest = "") {
    return Do(&Trips::SubmitTripReport,
              Named(name, absl::StrCat("report { texts { language: 'en' text: 'We talked' } ", rest,
                                       " }")));
  }
  absl::StatusOr<v1::Trip> Return(const std::string& name) {
    return Do(&Trips::ReturnTripReport, Named(name, "reason: 'Say more'"));
  }
  absl::StatusOr<v1::Trip> AcceptReport(const std::string& name) {
    return Do(&Trips::AcceptTripReport, Named(name));
  }
  absl::StatusOr<v1::Trip> Update(const std::string& name, const std::string& fields,
                                  const std::string& more = "") {
    return Do(&Trips::UpdateTrip, absl::StrCat("trip { name: '", name, "' ", fields, " } ", more));
  }
  std::string ApprovedTrip(const std::string& rest = "") {
    const std::string name = Value(Plan(sent_, rest)).name();
    Value(Approve(name));
    return name;
  }

  v1::Trip Get(const std::string& name) { return Value(Ask(&Trips::GetTrip, Named(name))); }
  // The names that a list tells, page by page.
  std::vector<std::string> List(const std::string& rest = "") {
    auto request = Parse<v1::ListTripsRequest>("page_size: 1 " + rest);
    std::vector<std::string> names;
    do {
      const auto page = Value(storage::ReadAndWait(store(), CallOf<v1::ListTripsRequest>(), trips_,
                                                   &Trips::ListTrips, request));
      for (const v1::Trip& each : page.trips()) names.push_back(each.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

 private:
  AcceptedTrips accepted_;
  const Trips trips_;
  std::string guests_;
  std::string sent_;
  std::string forming_;
  std::string head_;
  std::string member_;
};

// Its fixture.
class TripTest : public ::testing::TestWithParam<std::string> {
 protected:
  TripForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_TRIPS_H_
