#include "services/schedule/line_rules.h"

#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::schedule {

// What tests compare of a line.
bool operator==(const Line& left, const Line& right) {
  return std::tie(left.subject, left.start, left.end, left.units, left.venue, left.end_venue,
                  left.expire) == std::tie(right.subject, right.start, right.end, right.units,
                                           right.venue, right.end_venue, right.expire);
}
void PrintTo(const Line& line, std::ostream* to) {
  *to << line.subject << " [" << absl::FormatTime(line.start) << ", " << absl::FormatTime(line.end)
      << ") x" << line.units << " " << line.venue << " -> " << line.end_venue << " until "
      << absl::FormatTime(line.expire);
}

namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// By the clock in Minsk, on a day of June 2023; 1 June is a Thursday.
absl::Time At(int hour, int minute = 0, int day = 1) {
  return absl::FromCivil(absl::CivilSecond(2023, 6, day, hour, minute, 0),
                         absl::FixedTimeZone(3 * 60 * 60));
}
std::string Interval(absl::Time start, absl::Time end) {
  return absl::StrCat("interval { start_time ", InText(start), " end_time ", InText(end), " } ");
}

class LineRulesTest : public ::testing::Test {
 protected:
  LineRulesTest() {
    facts_.event = Parse<v1::Event>("name: 'events/tibo' time_zone: 'Europe/Minsk'");
    Venue("palace", "Europe/Minsk");
    Venue("hotel", "Europe/Minsk");
    Venue("berlin", "Europe/Berlin");
    Asset("hall-a", "kind: ROOM venue: 'venues/palace' seats: 100");
    Asset("hall-b", "kind: ROOM venue: 'venues/palace' seats: 50");
    Asset("hall-ab",
          "kind: ROOM venue: 'venues/palace' "
          "parts: 'assets/hall-a' parts: 'assets/hall-b'");
    Asset("wing", "kind: ROOM venue: 'venues/palace' parts: 'assets/hall-ab'");
    Asset("headsets", "kind: EQUIPMENT capacity: 40");
    Asset("ru-zh",
          "kind: INTERPRETER person: 'people/li' "
          "language_pairs { from: 'ru' to: 'zh' both_ways: true } modes: CONSECUTIVE");
    Asset("car", "kind: VEHICLE person: 'people/driver'");
    Person("li", "Li Wei");
    Person("driver", "Driver");
    Participant("minister", "state: CONFIRMED", "Minister");
    Participant("deputy", "state: NOMINATED", "Deputy");
    Participant("ill", "state: WITHDRAWN", "Ill");
    facts_.delegations["events/tibo/delegations/kursk"] = Parse<v1::Delegation>(
        absl::StrCat("name: 'events/tibo/delegations/kursk' "
                     "headships { participant: 'events/tibo/participants/minister' interval { "
                     "end_time ",
                     InText(At(12)),
                     " } } headships { participant: 'events/tibo/participants/deputy' interval { "
                     "start_time ",
                     InText(At(12)), " } acting: true }"));
  }

  void Venue(const std::string& id, const std::string& zone) {
    facts_.venues["venues/" + id] =
        Parse<v1::VenueRecord>(absl::StrCat("name: 'venues/", id, "' time_zone: '", zone, "'"));
  }
  v1::Asset& Asset(const std::string& id, const std::string& rest) {
    return facts_.assets["assets/" + id] =
               Parse<v1::Asset>(absl::StrCat("name: 'assets/", id, "'"), rest);
  }
  void Person(const std::string& id, const std::string& name) {
    facts_.people["people/" + id] =
        Parse<v1::Person>(absl::StrCat("name: 'people/", id, "' sort_name: '", name, "'"));
  }
  // With the person of the same id.
  void Participant(const std::string& id, const std::string& rest, const std::string& name) {
    Person(id, name);
    const std::string full_name = "events/tibo/participants/" + id;
    facts_.participants[full_name] =
        Parse<v1::Participant>(absl::StrCat("name: '", full_name, "' person: 'people/", id,
                                            "' delegation: 'events/tibo/delegations/kursk'"),
                               rest);
  }

  // Completed, from 10:00 to 11:00.
  v1::Activity Session(const std::string& rest) { return SessionAt(At(10), At(11), rest); }
  v1::Activity SessionAt(absl::Time start, absl::Time end, const std::string& rest) {
    v1::Activity activity;
    *activity.mutable_session() =
        Parse<v1::Session>("name: 'events/tibo/sessions/opening' " + Interval(start, end), rest);
    EXPECT_THAT(Complete(activity, v1::Activity(), facts_), IsOk());
    return activity;
  }
  v1::Activity MeetingOf(const std::string& rest) {
    v1::Activity activity;
    *activity.mutable_meeting() = Parse<v1::Meeting>(rest);
    return activity;
  }
  v1::Activity BookingOf(const std::string& rest) {
    v1::Activity activity;
    *activity.mutable_booking() = Parse<v1::Booking>(Interval(At(10), At(11)), rest);
    return activity;
  }

  std::vector<Line> Lines(const v1::Activity& activity) { return LinesOf(activity, facts_, now_); }
  static Line Of(const std::string& subject, absl::Time start, absl::Time end) {
    Line line;
    line.subject = subject;
    line.start = start;
    line.end = end;
    return line;
  }
  static Line Between(Line line, const std::string& venue, const std::string& end_venue) {
    line.venue = venue;
    line.end_venue = end_venue;
    return line;
  }
  // Of a person from 10:00 to 11:00 in the palace.
  static Line InPalace(const std::string& person) {
    return Between(Of(person, At(10), At(11)), "venues/palace", "venues/palace");
  }

  // The reasons of what is wrong with an activity; of warnings in brackets.
  std::vector<std::string> Reasons(const v1::Activity& activity) {
    std::vector<std::string> reasons;
    for (const v1::Conflict& conflict : OwnConflicts(activity, facts_)) {
      const std::string reason =
          v1::ErrorReason_Name(base::ReasonOf(base::FromRpcStatus(conflict.error())))
              .substr(sizeof("ERROR_REASON_") - 1);
      reasons.push_back(conflict.is_warning() ? absl::StrCat("(", reason, ")") : reason);
    }
    return reasons;
  }
  base::Metadata FirstMetadata(const v1::Activity& activity) {
    const std::vector<v1::Conflict> conflicts = OwnConflicts(activity, facts_);
    if (conflicts.empty()) return {};
    return base::MetadataOf(base::FromRpcStatus(conflicts.front().error()));
  }

  Facts facts_;
  absl::Time now_ = At(8);
};

// --- Lines.

TEST_F(LineRulesTest, ARoomIsOccupiedWithTheTimeItNeedsAroundAUse) {
  Asset("hall-a", "kind: ROOM setup_duration { seconds: 1800 } clear_up_duration { seconds: 600 }");
  EXPECT_THAT(Lines(Session("assets { asset: 'assets/hall-a' }")),
              ElementsAre(Of("assets/hall-a", At(9, 30), At(11, 10))));
}

TEST_F(LineRulesTest, AUseMaySayAnotherTimeAroundIt) {
  Asset("hall-a", "kind: ROOM setup_duration { seconds: 1800 } clear_up_duration { seconds: 600 }");
  EXPECT_THAT(Lines(Session("assets { asset: 'assets/hall-a' before { seconds: 0 } }")),
              ElementsAre(Of("assets/hall-a", At(10), At(11, 10))));
}

TEST_F(LineRulesTest, ACombinedRoomOccupiesItsPartsToo) {
  EXPECT_THAT(Lines(Session("assets { asset: 'assets/wing' }")),
              UnorderedElementsAre(
                  Of("assets/wing", At(10), At(11)), Of("assets/hall-ab", At(10), At(11)),
                  Of("assets/hall-a", At(10), At(11)), Of("assets/hall-b", At(10), At(11))));
}

TEST_F(LineRulesTest, APartTakesItsOwnTimeAroundTheUseOfTheWhole) {
  Asset("hall-a", "kind: ROOM clear_up_duration { seconds: 600 }");
  EXPECT_THAT(Lines(Session("assets { asset: 'assets/hall-ab' }")),
              UnorderedElementsAre(Of("assets/hall-ab", At(10), At(11)),
                                   Of("assets/hall-a", At(10), At(11, 10)),
                                   Of("assets/hall-b", At(10), At(11))));
}

TEST_F(LineRulesTest, ARoomThatIsNamedTwiceIsOccupiedOnce) {
  EXPECT_THAT(Lines(Session("assets { asset: 'assets/hall-ab' } assets { asset: 'assets/hall-a' "
                            "after { seconds: 600 } }")),
              UnorderedElementsAre(Of("assets/hall-ab", At(10), At(11)),
                                   Of("assets/hall-a", At(10), At(11, 10)),
                                   Of("assets/hall-b", At(10), At(11))));
}

TEST_F(LineRulesTest, UnitsOfASharedAssetAreCounted) {
  Line headsets = Of("assets/headsets", At(10), At(11));
  headsets.units = 30;
  EXPECT_THAT(Lines(Session("assets { asset: 'assets/headsets' units: 30 }")),
              ElementsAre(headsets));
}

TEST_F(LineRulesTest, AnInterpreterIsBookedAsAPersonToo) {
  EXPECT_THAT(
      Lines(Session("venue: 'venues/palace' interpretation { interpreters: 'assets/ru-zh' }")),
      UnorderedElementsAre(InPalace("assets/ru-zh"), InPalace("people/li")));
}

TEST_F(LineRulesTest, WhoInterpretsAndAttendsIsOccupiedOnce) {
  EXPECT_THAT(Lines(Session("venue: 'venues/palace' attendees { who: 'people/li' } "
                            "interpretation { interpreters: 'assets/ru-zh' }")),
              UnorderedElementsAre(InPalace("assets/ru-zh"), InPalace("people/li")));
}

TEST_F(LineRulesTest, ADriverIsBookedWithTheCar) {
  EXPECT_THAT(
      Lines(Session("assets { asset: 'assets/car' }")),
      UnorderedElementsAre(Of("assets/car", At(10), At(11)), Of("people/driver", At(10), At(11))));
}

TEST_F(LineRulesTest, AParticipantIsBookedAsThePerson) {
  EXPECT_THAT(Lines(Session("venue: 'venues/palace' "
                            "attendees { who: 'events/tibo/participants/minister' }")),
              ElementsAre(InPalace("people/minister")));
}

TEST_F(LineRulesTest, WhoWasMergedIsBookedAsWhoTheyAre) {
  facts_.people["people/old-name"] = facts_.people["people/minister"];
  EXPECT_THAT(Lines(Session("venue: 'venues/palace' attendees { who: 'people/old-name' }")),
              ElementsAre(InPalace("people/minister")));
}

TEST_F(LineRulesTest, OnlyThoseAreBookedWhoMustBeThereAndCome) {
  v1::Activity session = Session(
      "attendees { who: 'events/tibo/participants/minister' optional: true } "
      "attendees { who: 'events/tibo/participants/ill' } "
      "attendees { who: 'events/tibo/participants/deputy' }");
  session.mutable_session()->mutable_attendees(2)->set_answer(v1::Attendee::DECLINED);
  EXPECT_TRUE(session.session().attendees(1).left());
  EXPECT_THAT(Lines(session), IsEmpty());
}

TEST_F(LineRulesTest, WhoMayComeIsBooked) {
  v1::Activity session = Session("attendees { who: 'people/li' }");
  session.mutable_session()->mutable_attendees(0)->set_answer(v1::Attendee::TENTATIVE);
  EXPECT_THAT(Lines(session), ElementsAre(Of("people/li", At(10), At(11))));
}

TEST_F(LineRulesTest, AnAttendeeIsBookedForTheirOwnPartOfTheTime) {
  EXPECT_THAT(Lines(Session(absl::StrCat("attendees { who: 'people/li' interval { end_time ",
                                         InText(At(10, 20)), " } }"))),
              ElementsAre(Of("people/li", At(10), At(10, 20))));
}

TEST_F(LineRulesTest, TheVenueIsThatOfTheFirstRoomWhereNoneIsNamed) {
  EXPECT_EQ(
      VenueOf(Session("assets { asset: 'assets/car' } assets { asset: 'assets/hall-a' }"), facts_),
      "venues/palace");
  EXPECT_EQ(VenueOf(Session("venue: 'venues/hotel' assets { asset: 'assets/hall-a' }"), facts_),
            "venues/hotel");
  EXPECT_EQ(VenueOf(Session("assets { asset: 'assets/car' }"), facts_), "");
}

TEST_F(LineRulesTest, AJourneyEndsWhereItGoesTo) {
  EXPECT_THAT(Lines(Session("venue: 'venues/palace' journey { end_venue: 'venues/hotel' } "
                            "attendees { who: 'people/li' } assets { asset: 'assets/car' }")),
              UnorderedElementsAre(
                  Between(Of("people/li", At(10), At(11)), "venues/palace", "venues/hotel"),
                  Between(Of("assets/car", At(10), At(11)), "venues/palace", "venues/hotel"),
                  Between(Of("people/driver", At(10), At(11)), "venues/palace", "venues/hotel")));
}

TEST_F(LineRulesTest, NobodyKnowsWhereWhoLeavesAJourneyEarlyIs) {
  EXPECT_THAT(
      Lines(Session(absl::StrCat("venue: 'venues/palace' journey { end_venue: 'venues/hotel' } "
                                 "attendees { who: 'people/li' interval { end_time ",
                                 InText(At(10, 20)), " } }"))),
      ElementsAre(Between(Of("people/li", At(10), At(10, 20)), "venues/palace", "")));
}

TEST_F(LineRulesTest, WhatIsCancelledOrDeletedOccupiesNothing) {
  v1::Activity session = Session("assets { asset: 'assets/hall-a' }");
  session.mutable_session()->set_state(v1::CANCELLED);
  EXPECT_THAT(Lines(session), IsEmpty());
  session.mutable_session()->clear_state();
  session.mutable_session()->mutable_delete_time();
  EXPECT_THAT(Lines(session), IsEmpty());
}

TEST_F(LineRulesTest, ABookingOccupiesAssetsAndPeopleWhoDidNotLeave) {
  EXPECT_THAT(Lines(BookingOf("assets { asset: 'assets/hall-a' } people: 'people/li' "
                              "people: 'events/tibo/participants/minister' "
                              "people: 'events/tibo/participants/ill' venue: 'venues/palace'")),
              UnorderedElementsAre(Of("assets/hall-a", At(10), At(11)), InPalace("people/li"),
                                   InPalace("people/minister")));
}

TEST_F(LineRulesTest, AHoldOccupiesUntilItExpires) {
  const v1::Activity hold = BookingOf(
      absl::StrCat("state: HELD assets { asset: 'assets/hall-a' } expire_time ", InText(At(9))));
  Line line = Of("assets/hall-a", At(10), At(11));
  line.expire = At(9);
  EXPECT_THAT(LinesOf(hold, facts_, At(8, 59)), ElementsAre(line));
  EXPECT_THAT(LinesOf(hold, facts_, At(9)), IsEmpty());
}

TEST_F(LineRulesTest, WhatWasGivenBackOccupiesNothing) {
  EXPECT_THAT(Lines(BookingOf("state: GIVEN_BACK assets { asset: 'assets/hall-a' }")), IsEmpty());
  EXPECT_THAT(Lines(BookingOf("state: EXPIRED assets { asset: 'assets/hall-a' }")), IsEmpty());
}

TEST_F(LineRulesTest, AnActivityConcernsAllWhoAreNamedAndEveryPart) {
  EXPECT_THAT(
      SubjectsOf(Session("assets { asset: 'assets/hall-ab' } "
                         "attendees { who: 'events/tibo/participants/ill' } "
                         "attendees { who: 'people/li' optional: true } "
                         "responsible: 'events/tibo/participants/deputy'"),
                 facts_),
      ElementsAre("assets/hall-a", "assets/hall-ab", "assets/hall-b",
                  "events/tibo/delegations/kursk", "people/deputy", "people/ill", "people/li"));
}

TEST_F(LineRulesTest, AnItemOfAStayConcernsNoDelegationButThoseItIsFor) {
  EXPECT_THAT(SubjectsOf(Session("delegations: 'events/tibo/delegations/minsk' "
                                 "attendees { who: 'events/tibo/participants/minister' }"),
                         facts_),
              ElementsAre("events/tibo/delegations/minsk", "people/minister"));
}

// --- References.

TEST_F(LineRulesTest, WhatIsNotThereCannotBeNamed) {
  v1::Activity session;
  *session.mutable_session() = Parse<v1::Session>("assets { asset: 'assets/none' }");
  const absl::Status status = CheckReferences(session, v1::Activity(), facts_, "session");
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(base::MetadataOf(status)["field"], "session.assets[0].asset");
}

TEST_F(LineRulesTest, WhatWasDeletedCannotBeNamedAnewButMayStay) {
  facts_.assets["assets/hall-a"].mutable_delete_time();
  v1::Activity session;
  *session.mutable_session() = Parse<v1::Session>("assets { asset: 'assets/hall-a' }");
  EXPECT_THAT(CheckReferences(session, v1::Activity(), facts_, "session"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(CheckReferences(session, session, facts_, "session"), IsOk());
}

TEST_F(LineRulesTest, InterpretersStandInTheInterpretationAndNobodyElseDoes) {
  v1::Activity session;
  *session.mutable_session() = Parse<v1::Session>("assets { asset: 'assets/ru-zh' }");
  EXPECT_THAT(BadFields(CheckReferences(session, v1::Activity(), facts_, "session")),
              ElementsAre("session.assets[0].asset"));
  *session.mutable_session() =
      Parse<v1::Session>("interpretation { interpreters: 'assets/hall-a' }");
  EXPECT_THAT(BadFields(CheckReferences(session, v1::Activity(), facts_, "session")),
              ElementsAre("session.interpretation.interpreters[0]"));
  EXPECT_THAT(CheckReferences(BookingOf("assets { asset: 'assets/ru-zh' }"), v1::Activity(), facts_,
                              "booking"),
              IsOk());
}

TEST_F(LineRulesTest, WhatIsOfAnotherEventCannotBeNamed) {
  v1::Activity session;
  *session.mutable_session() =
      Parse<v1::Session>("responsible: 'events/other/participants/minister'");
  EXPECT_THAT(BadFields(CheckReferences(session, v1::Activity(), facts_, "session")),
              ElementsAre("session.responsible[0]"));
}

// --- What follows.

TEST_F(LineRulesTest, AttendeesAreToldWithNamePersonAndDelegation) {
  const v1::Activity session = Session("attendees { who: 'events/tibo/participants/minister' }");
  EXPECT_THAT(session.session().attendees(0),
              ::plenary::testing::EqualsProto(Parse<v1::Attendee>(
                  "who: 'events/tibo/participants/minister' person: 'people/minister' "
                  "delegation: 'events/tibo/delegations/kursk' display_name: 'Minister' "
                  "answer: NEEDS_ACTION")));
}

TEST_F(LineRulesTest, AnswersStayWhenAnActivityChanges) {
  v1::Activity before = Session("attendees { who: 'people/li' }");
  before.mutable_session()->mutable_attendees(0)->set_answer(v1::Attendee::ACCEPTED);
  before.mutable_session()->mutable_attendees(0)->set_answer_note("with pleasure");
  v1::Activity after;
  *after.mutable_session() =
      Parse<v1::Session>(Interval(At(12), At(13)),
                         "attendees { who: 'people/driver' } attendees { who: 'people/li' }");
  ASSERT_THAT(Complete(after, before, facts_), IsOk());
  EXPECT_EQ(after.session().attendees(0).answer(), v1::Attendee::NEEDS_ACTION);
  EXPECT_EQ(after.session().attendees(1).answer(), v1::Attendee::ACCEPTED);
  EXPECT_EQ(after.session().attendees(1).answer_note(), "with pleasure");
}

TEST_F(LineRulesTest, TimesAreShownInTheZoneOfTheVenueAndOfTheEndOfAJourney) {
  const v1::Activity flight = SessionAt(At(10), At(13),
                                        "venue: 'venues/palace' "
                                        "journey { end_venue: 'venues/berlin' }");
  EXPECT_EQ(flight.session().local_start(), "2023-06-01T10:00:00");
  EXPECT_EQ(flight.session().local_end(), "2023-06-01T12:00:00");
  const v1::Activity other =
      Session("time_zone: 'Asia/Shanghai' journey { end_time_zone: 'Europe/London' }");
  EXPECT_EQ(other.session().local_start(), "2023-06-01T15:00:00");
  EXPECT_EQ(other.session().local_end(), "2023-06-01T09:00:00");
  EXPECT_EQ(StartZoneOf(Session(""), facts_), "Europe/Minsk");
}

TEST_F(LineRulesTest, WallClockTimesStayAsTheyWerePlannedUntilTheTimeIsSetAgain) {
  v1::Activity before = Session("");
  before.mutable_session()->set_local_start("2023-06-01T09:00:00");
  v1::Activity after = before;
  ASSERT_THAT(Complete(after, before, facts_), IsOk());
  EXPECT_EQ(after.session().local_start(), "2023-06-01T09:00:00");
  *after.mutable_session()->mutable_interval() =
      Parse<v1::Session>(Interval(At(10, 5), At(11))).interval();
  ASSERT_THAT(Complete(after, before, facts_), IsOk());
  EXPECT_EQ(after.session().local_start(), "2023-06-01T10:05:00");
}

TEST_F(LineRulesTest, TheHeadAtThatTimeIsAddedWhereTheHeadMustAttend) {
  const std::string party =
      "parties { delegation: 'events/tibo/delegations/kursk' head_must_attend: true } ";
  v1::Activity before_noon = MeetingOf(Interval(At(11), At(13)) + party);
  ASSERT_THAT(Complete(before_noon, v1::Activity(), facts_), IsOk());
  ASSERT_EQ(before_noon.meeting().attendees_size(), 1);
  EXPECT_EQ(before_noon.meeting().attendees(0).who(), "events/tibo/participants/minister");
  v1::Activity at_noon = MeetingOf(Interval(At(12), At(13)) + party);
  ASSERT_THAT(Complete(at_noon, v1::Activity(), facts_), IsOk());
  ASSERT_EQ(at_noon.meeting().attendees_size(), 1);
  EXPECT_EQ(at_noon.meeting().attendees(0).who(), "events/tibo/participants/deputy");
}

TEST_F(LineRulesTest, AHeadWhoIsInvitedAnywayIsMadeRequired) {
  v1::Activity meeting = MeetingOf(
      absl::StrCat(Interval(At(10), At(11)),
                   "parties { delegation: 'events/tibo/delegations/kursk' head_must_attend: true } "
                   "attendees { who: 'people/minister' optional: true }"));
  ASSERT_THAT(Complete(meeting, v1::Activity(), facts_), IsOk());
  ASSERT_EQ(meeting.meeting().attendees_size(), 1);
  EXPECT_FALSE(meeting.meeting().attendees(0).optional());
}

TEST_F(LineRulesTest, WithoutAHeadNobodyMeetsADelegationWhoseHeadMustAttend) {
  v1::Activity meeting = MeetingOf(absl::StrCat(
      Interval(At(10), At(11)),
      "parties { delegation: 'events/tibo/delegations/kursk' head_must_attend: true } "));
  facts_.participants["events/tibo/participants/minister"].set_state(v1::Participant::WITHDRAWN);
  EXPECT_THAT(Complete(meeting, v1::Activity(), facts_),
              RefusedFor(v1::ERROR_REASON_HEAD_MUST_ATTEND));
  facts_.delegations["events/tibo/delegations/kursk"].clear_headships();
  EXPECT_THAT(Complete(meeting, v1::Activity(), facts_),
              RefusedFor(v1::ERROR_REASON_HEAD_MUST_ATTEND));
}

TEST_F(LineRulesTest, AHeadWhoLeavesOrDeclinesIsWarnedOfAndChangesAreNotRefused) {
  v1::Activity meeting = MeetingOf(absl::StrCat(
      Interval(At(10), At(11)),
      "parties { delegation: 'events/tibo/delegations/kursk' head_must_attend: true } "));
  ASSERT_THAT(Complete(meeting, v1::Activity(), facts_), IsOk());
  EXPECT_THAT(Reasons(meeting), IsEmpty());
  facts_.participants["events/tibo/participants/minister"].set_state(v1::Participant::WITHDRAWN);
  v1::Activity after = meeting;
  ASSERT_THAT(Complete(after, meeting, facts_), IsOk());
  EXPECT_THAT(Reasons(after), ElementsAre("(ATTENDEE_LEFT)", "(HEAD_MUST_ATTEND)"));
  meeting.mutable_meeting()->mutable_attendees(0)->set_answer(v1::Attendee::DECLINED);
  EXPECT_THAT(Reasons(meeting), ElementsAre("(HEAD_MUST_ATTEND)"));
}

// --- Staffing.

struct Staffing {
  const char* label;
  v1::InterpretationMode mode;
  int languages;
  absl::Duration duration;
  int needed;
};

class StaffingTest : public ::testing::TestWithParam<Staffing> {};

TEST_P(StaffingTest, AsManyInterpretersAreNeededAsTheRuleSays) {
  const Staffing& row = GetParam();
  EXPECT_EQ(InterpretersNeeded(row.mode, row.languages, row.duration), row.needed);
}

constexpr absl::Duration kMoment = absl::Seconds(1);
INSTANTIATE_TEST_SUITE_P(
    Rule, StaffingTest,
    ::testing::ValuesIn<Staffing>({
        {"none", v1::NONE, 2, absl::Hours(8), 0},
        {"not_said", v1::INTERPRETATION_MODE_UNSPECIFIED, 2, absl::Hours(8), 0},
        {"consecutive_4h", v1::CONSECUTIVE, 2, absl::Hours(4), 1},
        {"consecutive_longer", v1::CONSECUTIVE, 2, absl::Hours(4) + kMoment, 2},
        {"whispered_4h", v1::WHISPERED, 2, absl::Hours(4), 1},
        {"whispered_longer", v1::WHISPERED, 2, absl::Hours(4) + kMoment, 2},
        {"simultaneous_40min", v1::SIMULTANEOUS, 2, absl::Minutes(40), 1},
        {"simultaneous_over_40min", v1::SIMULTANEOUS, 2, absl::Minutes(40) + kMoment, 2},
        {"simultaneous_4h", v1::SIMULTANEOUS, 2, absl::Hours(4), 2},
        {"simultaneous_over_4h", v1::SIMULTANEOUS, 2, absl::Hours(4) + kMoment, 3},
        {"simultaneous_6h", v1::SIMULTANEOUS, 2, absl::Hours(6), 3},
        {"simultaneous_over_6h", v1::SIMULTANEOUS, 2, absl::Hours(6) + kMoment, 4},
        {"simultaneous_8h", v1::SIMULTANEOUS, 2, absl::Hours(8), 4},
        {"simultaneous_over_8h", v1::SIMULTANEOUS, 2, absl::Hours(8) + kMoment, 5},
        {"three_languages", v1::SIMULTANEOUS, 3, absl::Minutes(10), 6},
        {"three_languages_8h", v1::SIMULTANEOUS, 3, absl::Hours(8), 6},
        {"four_languages", v1::SIMULTANEOUS, 4, absl::Hours(2), 8},
        {"six_languages", v1::SIMULTANEOUS, 6, absl::Hours(2), 12},
    }),
    [](const auto& row) { return std::string(row.param.label); });

TEST_F(LineRulesTest, TooFewInterpretersAreAWarningOrARefusalAsTheEventSays) {
  const std::string interpretation =
      "interpretation { mode: SIMULTANEOUS languages: 'ru' languages: 'zh' ";
  const v1::Activity session = Session(interpretation + "}");
  EXPECT_EQ(session.session().interpretation().interpreters_needed(), 2);
  EXPECT_THAT(Reasons(session), ElementsAre("(INTERPRETERS_SHORT)"));
  EXPECT_EQ(FirstMetadata(session), (base::Metadata{{"needed", "2"}, {"assigned", "0"}}));
  facts_.settings.set_interpreter_shortfall(v1::ScheduleSettings::BLOCK);
  EXPECT_THAT(Reasons(session), ElementsAre("INTERPRETERS_SHORT"));
  EXPECT_THAT(Reasons(Session(interpretation + "supplied_by: THEM }")), IsEmpty());
}

TEST_F(LineRulesTest, AnInterpreterOfOtherLanguagesOrModesIsUnsuitable) {
  const auto reasons = [&](const std::string& mode, const std::string& languages) {
    return Reasons(Session(absl::StrCat("interpretation { supplied_by: THEM mode: ", mode, " ",
                                        languages, " interpreters: 'assets/ru-zh' }")));
  };
  EXPECT_THAT(reasons("CONSECUTIVE", "languages: 'ru-BY' languages: 'zh-Hans'"),
              ElementsAre("(CONSECUTIVE_DOUBLES_TIME)"));
  EXPECT_THAT(reasons("SIMULTANEOUS", "languages: 'ru' languages: 'zh'"),
              ElementsAre("(INTERPRETER_UNSUITABLE)"));
  EXPECT_THAT(reasons("CONSECUTIVE", "languages: 'ru' languages: 'en'"),
              ElementsAre("(INTERPRETER_UNSUITABLE)", "(CONSECUTIVE_DOUBLES_TIME)"));
}

// --- Other warnings.

TEST_F(LineRulesTest, ARoomWithTooFewSeatsIsWarnedOf) {
  EXPECT_THAT(Reasons(Session("expected_count: 100 assets { asset: 'assets/hall-a' }")), IsEmpty());
  const v1::Activity session = Session("expected_count: 101 assets { asset: 'assets/hall-a' }");
  EXPECT_THAT(Reasons(session), ElementsAre("(ROOM_TOO_SMALL)"));
  EXPECT_EQ(FirstMetadata(session),
            (base::Metadata{{"asset", "assets/hall-a"}, {"expected", "101"}, {"capacity", "100"}}));
  // A combined room has the seats of its parts; a room that does not say, any number.
  EXPECT_THAT(Reasons(Session("expected_count: 150 assets { asset: 'assets/hall-ab' }")),
              IsEmpty());
  EXPECT_THAT(Reasons(Session("expected_count: 151 assets { asset: 'assets/hall-ab' }")),
              ElementsAre("(ROOM_TOO_SMALL)"));
  Asset("hall-a", "kind: ROOM");
  EXPECT_THAT(Reasons(session), IsEmpty());
}

TEST_F(LineRulesTest, ChangedRulesOfATimeZoneAreWarnedOf) {
  v1::Activity session = Session("");
  session.mutable_session()->set_local_start("2023-06-01T11:00:00");
  EXPECT_THAT(Reasons(session), ElementsAre("(TIME_ZONE_RULES_CHANGED)"));
  EXPECT_EQ(FirstMetadata(session),
            (base::Metadata{{"planned", "2023-06-01T11:00:00"}, {"now", "2023-06-01T10:00:00"}}));
}

// --- Hours.

class HoursTest : public LineRulesTest {
 protected:
  // "ok", or the first time that the hall cannot be had, in the zone.
  std::string Hours(absl::CivilSecond start, absl::CivilSecond end,
                    const std::string& zone = "Europe/Berlin") {
    absl::TimeZone time_zone;
    EXPECT_TRUE(absl::LoadTimeZone(zone, &time_zone));
    return Hours(absl::FromCivil(start, time_zone), absl::FromCivil(end, time_zone), zone);
  }
  std::string Hours(absl::Time start, absl::Time end, const std::string& zone = "Europe/Berlin") {
    absl::TimeZone time_zone;
    EXPECT_TRUE(absl::LoadTimeZone(zone, &time_zone));
    absl::Time from;
    absl::Time to;
    if (IsAvailable(hall_, zone, start, end, from, to)) return "ok";
    const auto shown = [&](absl::Time time) {
      return absl::FormatTime("%m-%d %H:%M", time, time_zone);
    };
    return absl::StrCat(shown(from), " to ", shown(to));
  }
  void Weekly(const std::string& day, int start, int end) {
    hall_.mutable_availability()->MergeFrom(Parse<v1::Availability>(absl::StrCat(
        "weekly { day: ", day, " start { hours: ", start, " } end { hours: ", end, " } }")));
  }
  void Exception(absl::Time start, absl::Time end, bool available) {
    hall_.mutable_availability()->MergeFrom(Parse<v1::Availability>(
        absl::StrCat("exceptions { interval { start_time ", InText(start), " end_time ",
                     InText(end), " } available: ", available ? "true" : "false", " }")));
  }
  static absl::Time Berlin(int month, int day, int hour, int minute = 0) {
    absl::TimeZone zone;
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Berlin", &zone));
    return absl::FromCivil(absl::CivilSecond(2023, month, day, hour, minute, 0), zone);
  }

  v1::Asset hall_;
};

using Civil = absl::CivilSecond;

TEST_F(HoursTest, WithoutHoursItCanAlwaysBeHad) {
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 0), Civil(2023, 6, 30, 0)), "ok");
}

TEST_F(HoursTest, OutsideItsHoursItCannotBeHad) {
  Weekly("THURSDAY", 9, 18);
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 9), Civil(2023, 6, 1, 18)), "ok");
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 8), Civil(2023, 6, 1, 10)), "06-01 08:00 to 06-01 09:00");
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 17), Civil(2023, 6, 1, 19)), "06-01 18:00 to 06-01 19:00");
  EXPECT_EQ(Hours(Civil(2023, 6, 2, 10), Civil(2023, 6, 2, 11)), "06-02 10:00 to 06-02 11:00");
}

TEST_F(HoursTest, HoursThatMeetAtMidnightAreOneStretch) {
  Weekly("THURSDAY", 20, 24);
  Weekly("FRIDAY", 0, 4);
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 21), Civil(2023, 6, 2, 3)), "ok");
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 21), Civil(2023, 6, 2, 5)), "06-02 04:00 to 06-02 05:00");
}

TEST_F(HoursTest, AnExceptionOpensItBeyondItsHours) {
  Weekly("THURSDAY", 9, 18);
  Exception(Berlin(6, 1, 18), Berlin(6, 1, 22), true);
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 17), Civil(2023, 6, 1, 22)), "ok");
}

TEST_F(HoursTest, ABlackoutWinsOverEverything) {
  Weekly("THURSDAY", 9, 18);
  Exception(Berlin(6, 1, 10), Berlin(6, 1, 16), true);
  Exception(Berlin(6, 1, 12), Berlin(6, 1, 13), false);
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 9), Civil(2023, 6, 1, 12)), "ok");
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 11), Civil(2023, 6, 1, 15)), "06-01 12:00 to 06-01 13:00");
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 13), Civil(2023, 6, 1, 15)), "ok");
}

TEST_F(HoursTest, ABlackoutUpToTheEndOfTheHoursIsOneTimeItCannotBeHad) {
  Weekly("THURSDAY", 9, 18);
  Exception(Berlin(6, 1, 17), Berlin(6, 1, 18), false);
  EXPECT_EQ(Hours(Civil(2023, 6, 1, 16), Civil(2023, 6, 1, 19)), "06-01 17:00 to 06-01 19:00");
}

// On 26 March 2023 the clocks of Berlin go from 02:00 to 03:00.
TEST_F(HoursTest, TheNightOfTheLostHourIsOpenByTheClock) {
  Weekly("SUNDAY", 1, 5);
  EXPECT_EQ(Hours(Berlin(3, 26, 1), Berlin(3, 26, 1) + absl::Hours(3)), "ok");
  EXPECT_EQ(Hours(Berlin(3, 26, 1), Berlin(3, 26, 1) + absl::Hours(4)),
            "03-26 05:00 to 03-26 06:00");
}

TEST_F(HoursTest, HoursThatBeginInTheLostHourBeginAfterIt) {
  Weekly("SUNDAY", 2, 5);
  EXPECT_EQ(Hours(Berlin(3, 26, 3), Berlin(3, 26, 5)), "ok");
  EXPECT_EQ(Hours(Berlin(3, 26, 1), Berlin(3, 26, 5)), "03-26 01:00 to 03-26 03:00");
}

// On 29 October 2023 they go from 03:00 back to 02:00.
TEST_F(HoursTest, TheNightOfTheRepeatedHourIsOpenByTheClock) {
  Weekly("SUNDAY", 1, 5);
  EXPECT_EQ(Hours(Berlin(10, 29, 1), Berlin(10, 29, 1) + absl::Hours(5)), "ok");
  EXPECT_EQ(Hours(Berlin(10, 29, 1), Berlin(10, 29, 1) + absl::Hours(6)),
            "10-29 05:00 to 10-29 06:00");
}

TEST_F(HoursTest, HoursAreThoseOfTheAssetsOwnZone) {
  Weekly("THURSDAY", 9, 18);
  // 09:00 in Minsk is 08:00 in Berlin, in June.
  EXPECT_EQ(Hours(At(9), At(10)), "06-01 08:00 to 06-01 09:00");
  EXPECT_EQ(Hours(At(10), At(19)), "ok");
}

TEST_F(HoursTest, TheZoneOfHoursIsTheAssetsElseItsVenues) {
  EXPECT_EQ(ZoneOf(Parse<v1::Asset>("time_zone: 'Asia/Shanghai' venue: 'venues/berlin'"), facts_),
            "Asia/Shanghai");
  EXPECT_EQ(ZoneOf(Parse<v1::Asset>("venue: 'venues/berlin'"), facts_), "Europe/Berlin");
  EXPECT_EQ(ZoneOf(v1::Asset(), facts_), "UTC");
}

TEST_F(HoursTest, AnActivityOutsideTheHoursOfItsRoomConflicts) {
  Asset("hall-a",
        "kind: ROOM venue: 'venues/palace' setup_duration { seconds: 1800 } availability "
        "{ weekly { day: THURSDAY start { hours: 10 } end { hours: 18 } } }");
  const v1::Activity early = Session("assets { asset: 'assets/hall-a' }");
  EXPECT_THAT(Reasons(early), ElementsAre("ASSET_NOT_AVAILABLE"));
  EXPECT_EQ(FirstMetadata(early), (base::Metadata{{"subject", "assets/hall-a"},
                                                  {"from", "2023-06-01T06:30:00+00:00"},
                                                  {"to", "2023-06-01T07:00:00+00:00"}}));
  EXPECT_THAT(Reasons(SessionAt(At(10, 30), At(11), "assets { asset: 'assets/hall-a' }")),
              IsEmpty());
  // So does one in the whole of which it is a part.
  EXPECT_THAT(Reasons(Session("assets { asset: 'assets/hall-ab' }")),
              ElementsAre("ASSET_NOT_AVAILABLE"));
}

TEST_F(HoursTest, WhatIsCancelledConflictsWithNothing) {
  Asset("hall-a", "availability { weekly { day: MONDAY start { hours: 10 } end { hours: 18 } } }");
  v1::Activity session = Session("assets { asset: 'assets/hall-a' }");
  session.mutable_session()->set_state(v1::CANCELLED);
  EXPECT_THAT(Reasons(session), IsEmpty());
}

}  // namespace
}  // namespace plenary::schedule
