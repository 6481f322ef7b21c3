// The rules of trips: states, days, reports.
#include "services/trips/rules.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::trips {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using State = v1::Trip::State;
using Trip = v1::Trip;

TEST(TripRules, EveryStateAllowsTheVerbsThatTheManualNames) {
  const std::map<std::pair<State, Verb>, State> manual = {
      {{Trip::PLANNED, Verb::kApprove}, Trip::APPROVED},
      {{Trip::APPROVED, Verb::kReport}, Trip::REPORTED},
      {{Trip::REPORTED, Verb::kReturn}, Trip::APPROVED},
      {{Trip::REPORTED, Verb::kAccept}, Trip::CLOSED},
  };
  for (int number = 1; number < Trip::State_ARRAYSIZE; ++number) {
    const auto state = static_cast<State>(number);
    for (const Verb verb : {Verb::kApprove, Verb::kReport, Verb::kReturn, Verb::kAccept}) {
      const std::string label =
          absl::StrCat(Trip::State_Name(state), " verb ", static_cast<int>(verb));
      const auto expected = manual.find({state, verb});
      const auto to = StepFrom(state, verb);
      ASSERT_EQ(to.has_value(), expected != manual.end()) << label;
      if (!to.has_value()) continue;
      EXPECT_EQ(*to, expected->second) << label;
    }
  }
  Trip trip;
  trip.set_state(Trip::CLOSED);
  const absl::Status refused = CheckVerb(trip, Verb::kAccept).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(base::MetadataOf(refused)["allowed"], "REPORTED");
}

TEST(TripRules, ADayIsOneOfThoseThatControlKnows) {
  for (const char* day : {"1900-01-01", "2023-08-24", "9998-12-31"}) EXPECT_TRUE(IsDay(day)) << day;
  for (const char* day :
       {"", "1899-12-31", "9999-01-01", "2023-02-29", "2023-8-24", "24.08.2023"}) {
    EXPECT_FALSE(IsDay(day)) << day;
  }
}

TEST(TripRules, DaysAreCountedOverMonthsAndLeapYears) {
  EXPECT_EQ(DaysAfter("2024-02-25", 5), "2024-03-01");
  EXPECT_EQ(DaysAfter("2023-12-31", 0), "2023-12-31");
  EXPECT_EQ(DaysAfter("9998-12-30", 5), "9998-12-31");
}

TEST(TripRules, EveryBadFieldIsReportedAtOnce) {
  base::FieldErrors errors;
  CheckTrip(Parse<Trip>("assignments { language: 'en' text: 'a' } assignments { language: 'EN' "
                        "text: 'b' } order { date: 'May' } return_date: '2023-06-31'"),
            "trip", errors);
  CheckReport(
      Parse<Trip::Report>(
          "texts { language: 'ru' text: 'a' } texts { language: 'ru' text: 'b' } "
          "document { date: '1' } agreed_points { texts { language: 'ru' text: 'a' } "
          "texts { language: 'ru' text: 'b' } due_date: '2023-06-01' is_continuous: true }"),
      "report", errors);
  EXPECT_THAT(
      BadFields(errors.ToStatus()),
      UnorderedElementsAre("trip.assignments[1]", "trip.order.date", "trip.return_date",
                           "report.texts[1]", "report.document.date",
                           "report.agreed_points[0].texts[1]", "report.agreed_points[0].due_date"));
  base::FieldErrors none;
  CheckTrip(Parse<Trip>("return_date: '2023-06-30' report_due_date: '2023-06-30'"), "trip", none);
  EXPECT_THAT(BadFields(none.ToStatus()), IsEmpty());
}

TEST(TripRules, WhatIsToBeDoneChangesUntilItIsApprovedAndTheRestUntilItIsReported) {
  const Trip before = Parse<Trip>("assignments { language: 'en' text: 'Talk' }");
  Trip told = before;
  told.mutable_assignments(0)->set_text("Listen");
  Trip moved = before;
  moved.set_return_date("2023-06-05");
  struct Case {
    State state;
    bool changes_assignment;
    bool changes_rest;
  };
  for (const Case& each : {Case{Trip::PLANNED, true, true}, Case{Trip::APPROVED, false, true},
                           Case{Trip::REPORTED, false, false}, Case{Trip::CLOSED, false, false}}) {
    Trip from = before;
    from.set_state(each.state);
    EXPECT_EQ(CheckMayUpdate(from, told).ok(), each.changes_assignment) << each.state;
    EXPECT_EQ(CheckMayUpdate(from, moved).ok(), each.changes_rest) << each.state;
    EXPECT_EQ(CheckMayDelete(from).ok(), each.changes_rest) << each.state;
  }
}

TEST(TripRules, WhoPlansTripsOrIsResponsibleReports) {
  EXPECT_THAT(CheckMayReport({}, "trips/a"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_TRUE(CheckMayReport({true, false}, "trips/a").ok());
  EXPECT_TRUE(CheckMayReport({false, true}, "trips/a").ok());
}

TEST(TripRules, NothingThatWasAgreedIsDueBeforeTheReturn) {
  const auto report = Parse<Trip::Report>("agreed_points { due_date: '2023-06-04' }");
  EXPECT_TRUE(CheckDueDates(report, "2023-06-04").ok());
  EXPECT_THAT(CheckDueDates(report, "2023-06-05"), RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
}

TEST(TripRules, AReportIsLateOnceItsLastDayIsOver) {
  Trip trip = Parse<Trip>("state: APPROVED report_due_date: '2023-06-10'");
  EXPECT_FALSE(IsReportOverdue(trip, "2023-06-09"));
  EXPECT_TRUE(IsReportOverdue(trip, "2023-06-10"));
  trip.set_state(Trip::REPORTED);
  EXPECT_FALSE(IsReportOverdue(trip, "2023-06-10"));
}

}  // namespace
}  // namespace plenary::trips
