#include "services/delegations/rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using D = v1::Delegation;
using E = v1::Event;
using P = v1::Participant;
using W = v1::RegistrationWindow;

template <class State>
bool Contains(const std::vector<State>& states, State state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

absl::Time At(int64_t seconds) { return absl::FromUnixSeconds(seconds); }

E InState(E::State state) {
  E event = Parse<E>("name: 'events/tibo' time_zone: 'Europe/Minsk'");
  event.set_state(state);
  return event;
}

// What a well-formed resource becomes with a few fields more, and what is then wrong with it.
struct FieldCase {
  std::string label;
  std::string extra;
  std::vector<std::string> bad;
};
std::string LabelOf(const ::testing::TestParamInfo<FieldCase>& row) { return row.param.label; }

class DelegationFields : public ::testing::TestWithParam<FieldCase> {};

TEST_P(DelegationFields, AreAllNamedWhereTheyAreBad) {
  base::FieldErrors errors;
  CheckDelegation(Parse<D>(GetParam().extra), "delegation", errors);
  EXPECT_EQ(BadFields(errors.ToStatus()), GetParam().bad);
}

INSTANTIATE_TEST_SUITE_P(
    Delegations, DelegationFields,
    ::testing::Values(FieldCase{"Empty", "", {}},
                      FieldCase{"NamedForTwoSides",
                                "display_names { language: 'zh' side: 'BY' text: 'a' } "
                                "display_names { language: 'zh' side: 'CN' text: 'b' }",
                                {}},
                      FieldCase{"NamedTwice",
                                "display_names { language: 'en' text: 'a' } "
                                "display_names { language: 'EN' text: 'b' }",
                                {"delegation.display_names[1]"}},
                      FieldCase{"StayWithoutEnd", "stay { start_time { seconds: 100 } }", {}},
                      FieldCase{"StayThatEndsWhereItStarts",
                                "stay { start_time { seconds: 100 } end_time { seconds: 100 } }",
                                {"delegation.stay"}},
                      FieldCase{"StayThatEndsBeforeItStarts",
                                "stay { start_time { seconds: 100 } end_time { seconds: 99 } }",
                                {"delegation.stay"}}),
    LabelOf);

class ParticipantFields : public ::testing::TestWithParam<FieldCase> {};

TEST_P(ParticipantFields, AreAllNamedWhereTheyAreBad) {
  base::FieldErrors errors;
  CheckParticipant(Parse<P>("person: 'people/a'", GetParam().extra), "events/tibo", "participant",
                   errors);
  EXPECT_EQ(BadFields(errors.ToStatus()), GetParam().bad);
}

INSTANTIATE_TEST_SUITE_P(
    Participants, ParticipantFields,
    ::testing::Values(
        FieldCase{"Alone", "category: 'events/tibo/categories/press'", {}},
        FieldCase{"OfADelegation",
                  "category: 'events/tibo/categories/a' delegation: 'events/tibo/delegations/a' "
                  "capacity: HEAD",
                  {}},
        FieldCase{"FromAnotherEvent",
                  "category: 'events/other/categories/a' "
                  "delegation: 'events/other/delegations/a'",
                  {"participant.delegation", "participant.category"}},
        FieldCase{"FromAnEventWithALikeName",
                  "category: 'events/tibo-2/categories/a'",
                  {"participant.category"}},
        FieldCase{"HeadOfNothing", "capacity: HEAD", {"participant.capacity"}},
        FieldCase{"TitledTwice",
                  "titles { language: 'ru' text: 'a' } titles { language: 'ru' text: 'b' } "
                  "affiliations { language: 'ru' text: 'a' } "
                  "affiliations { language: 'ru' text: 'b' }",
                  {"participant.titles[1]", "participant.affiliations[1]"}},
        FieldCase{"DepartsOnArrival",
                  "stay { arrival { time { seconds: 9 } } departure { time { seconds: 9 } } }",
                  {"participant.stay.departure.time"}},
        FieldCase{"OnlyDeparts", "stay { departure { time { seconds: 9 } } }", {}}),
    LabelOf);

class ProjectFields : public ::testing::TestWithParam<FieldCase> {};

TEST_P(ProjectFields, AreAllNamedWhereTheyAreBad) {
  base::FieldErrors errors;
  CheckProject(Parse<v1::Project>(GetParam().extra), "events/tibo", "project", errors);
  EXPECT_EQ(BadFields(errors.ToStatus()), GetParam().bad);
}

constexpr char kTitled[] = "titles { language: 'en' text: 'A tractor' } ";

INSTANTIATE_TEST_SUITE_P(
    Projects, ProjectFields,
    ::testing::Values(
        FieldCase{"Titled", kTitled, {}}, FieldCase{"Untitled", "", {"project.titles"}},
        FieldCase{"TitledTwice",
                  absl::StrCat(kTitled,
                               "titles { language: 'en' text: 'Another' } "
                               "summaries { language: 'en' text: 'a' } "
                               "summaries { language: 'en' text: 'b' } "
                               "partners_sought { language: 'en' text: 'a' } "
                               "partners_sought { language: 'en' text: 'b' }"),
                  {"project.titles[1]", "project.summaries[1]", "project.partners_sought[1]"}},
        FieldCase{"FromAnotherEvent",
                  absl::StrCat(kTitled,
                               "delegation: 'events/other/delegations/a' "
                               "participants: 'events/tibo/participants/a' "
                               "participants: 'events/other/participants/b'"),
                  {"project.delegation", "project.participants[1]"}}),
    LabelOf);

// In which states of an event something may be done.
struct EventCase {
  std::string label;
  absl::Status (*check)(const E&);
  std::vector<E::State> allowed;
};

class EventStates : public ::testing::TestWithParam<EventCase> {};

TEST_P(EventStates, LetItHappenOrNot) {
  for (int state = E::DRAFT; state <= E::CANCELLED; ++state) {
    const E event = InState(static_cast<E::State>(state));
    const absl::Status status = GetParam().check(event);
    if (Contains(GetParam().allowed, event.state())) {
      EXPECT_THAT(status, IsOk()) << E::State_Name(event.state());
    } else {
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
      EXPECT_EQ(base::MetadataOf(status).at("state"), E::State_Name(event.state()));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Events, EventStates,
    ::testing::Values(
        EventCase{"NotOver", CheckNotOver, {E::DRAFT, E::PUBLISHED, E::RUNNING, E::POSTPONED}},
        EventCase{"NotArchived",
                  CheckNotArchived,
                  {E::DRAFT, E::PUBLISHED, E::RUNNING, E::POSTPONED, E::CLOSED, E::CANCELLED}}),
    [](const auto& row) { return row.param.label; });

E WithWindow(E::State state, W::Step step, const std::string& interval) {
  E event = InState(state);
  W& window = *event.add_windows();
  window.set_step(step);
  *window.mutable_interval() = Parse<google::type::Interval>(interval);
  return event;
}

struct StepCase {
  std::string label;
  E::State state;
  std::string window;  // of CONFIRMATION; "-" for none
  absl::Time now;
  bool open;
};

class Steps : public ::testing::TestWithParam<StepCase> {};

TEST_P(Steps, AreOpenInsideTheirWindow) {
  const E event = GetParam().window == "-"
                      ? InState(GetParam().state)
                      : WithWindow(GetParam().state, W::CONFIRMATION, GetParam().window);
  EXPECT_EQ(StepIsOpen(event, W::CONFIRMATION, GetParam().now), GetParam().open);
  const absl::Status status = CheckStep(event, W::CONFIRMATION, GetParam().now, "", true);
  EXPECT_EQ(base::ReasonOf(status),
            GetParam().open ? v1::ERROR_REASON_UNSPECIFIED : v1::ERROR_REASON_REGISTRATION_CLOSED);
}

TEST_P(Steps, AreAlwaysTheSecretariatsWithAReason) {
  const E event = WithWindow(GetParam().state, W::CONFIRMATION, "end_time { seconds: -99 }");
  EXPECT_THAT(CheckStep(event, W::CONFIRMATION, GetParam().now, "the minister asks", true), IsOk());
}

TEST_P(Steps, AreNoFocalPointsOutsideTheirWindowWhateverTheReason) {
  const E event = WithWindow(GetParam().state, W::CONFIRMATION, "end_time { seconds: -99 }");
  EXPECT_EQ(
      base::ReasonOf(CheckStep(event, W::CONFIRMATION, GetParam().now, "the minister asks", false)),
      v1::ERROR_REASON_REGISTRATION_CLOSED);
}

constexpr char kFrom100To200[] = "start_time { seconds: 100 } end_time { seconds: 200 }";

INSTANTIATE_TEST_SUITE_P(
    Windows, Steps,
    ::testing::Values(
        StepCase{"AMicrosecondBefore", E::PUBLISHED, kFrom100To200, At(100) - absl::Microseconds(1),
                 false},
        StepCase{"AtItsStart", E::PUBLISHED, kFrom100To200, At(100), true},
        StepCase{"InItsLastMicrosecond", E::PUBLISHED, kFrom100To200,
                 At(200) - absl::Microseconds(1), true},
        StepCase{"AtItsEnd", E::PUBLISHED, kFrom100To200, At(200), false},
        StepCase{"SinceEver", E::RUNNING, "end_time { seconds: 200 }", At(-5), true},
        StepCase{"ForGood", E::RUNNING, "start_time { seconds: 100 }", At(1 << 30), true},
        StepCase{"EndsWithinASecond", E::PUBLISHED, "end_time { seconds: 200 nanos: 500000 }",
                 At(200) + absl::Microseconds(499), true},
        StepCase{"EndedWithinASecond", E::PUBLISHED, "end_time { seconds: 200 nanos: 500000 }",
                 At(200) + absl::Microseconds(500), false},
        StepCase{"WithoutWindow", E::PUBLISHED, "-", At(5), true},
        StepCase{"WithoutWindowInADraft", E::DRAFT, "-", At(5), false},
        StepCase{"InTheWindowOfAPostponedEvent", E::POSTPONED, kFrom100To200, At(150), false},
        StepCase{"InTheWindowOfAClosedEvent", E::CLOSED, kFrom100To200, At(150), false}),
    [](const auto& row) { return row.param.label; });

TEST(Steps, AreNotBoundByTheWindowOfAnother) {
  const E event = WithWindow(E::PUBLISHED, W::NOMINATION, kFrom100To200);
  EXPECT_TRUE(StepIsOpen(event, W::PROMOTION, At(500)));
}

TEST(Steps, ARefusalSaysWhichWindowAndWhenItWasOpenInTheEventsOwnZone) {
  const E event = WithWindow(E::PUBLISHED, W::SUBSTITUTION, kFrom100To200);
  const absl::Status status = CheckStep(event, W::SUBSTITUTION, At(200), "", true);
  EXPECT_THAT(status, ::plenary::testing::StatusIs(absl::StatusCode::kFailedPrecondition));
  const base::Metadata metadata = base::MetadataOf(status);
  EXPECT_EQ(metadata.at("window"), "SUBSTITUTION");
  EXPECT_EQ(metadata.at("state"), "PUBLISHED");
  EXPECT_EQ(metadata.at("opensAt"), "1970-01-01T03:01:40+03:00");
  EXPECT_EQ(metadata.at("closedAt"), "1970-01-01T03:03:20+03:00");
}

TEST(Steps, ARefusalNamesNoTimeThatTheWindowDoesNotHave) {
  const E event = WithWindow(E::PUBLISHED, W::NOMINATION, "end_time { seconds: 200 }");
  const base::Metadata metadata =
      base::MetadataOf(CheckStep(event, W::NOMINATION, At(200), "", true));
  EXPECT_EQ(metadata.count("opensAt"), 0);
  EXPECT_EQ(metadata.count("closedAt"), 1);
}

struct DelegationVerbCase {
  std::string label;
  DelegationVerb verb;
  std::vector<D::State> allowed;
  D::State after;
};

class DelegationVerbs : public ::testing::TestWithParam<DelegationVerbCase> {};

TEST_P(DelegationVerbs, ApplyInTheirStatesAndInNoOther) {
  for (int state = D::INVITED; state <= D::DECLINED; ++state) {
    D delegation;
    delegation.set_state(static_cast<D::State>(state));
    const absl::Status status = CheckVerb(delegation, GetParam().verb);
    EXPECT_EQ(base::ReasonOf(status), Contains(GetParam().allowed, delegation.state())
                                          ? v1::ERROR_REASON_UNSPECIFIED
                                          : v1::ERROR_REASON_WRONG_STATE)
        << D::State_Name(delegation.state());
  }
}

TEST_P(DelegationVerbs, LeadToTheirState) {
  EXPECT_EQ(StateAfter(GetParam().verb), GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(
    Verbs, DelegationVerbs,
    ::testing::Values(
        DelegationVerbCase{"Submit", DelegationVerb::kSubmit, {D::FORMING}, D::SUBMITTED},
        DelegationVerbCase{"Approve", DelegationVerb::kApprove, {D::SUBMITTED}, D::APPROVED},
        DelegationVerbCase{"Accept", DelegationVerb::kAccept, {D::APPROVED}, D::ACCEPTED},
        DelegationVerbCase{"Decline",
                           DelegationVerb::kDecline,
                           {D::INVITED, D::FORMING, D::SUBMITTED, D::APPROVED},
                           D::DECLINED},
        DelegationVerbCase{
            "Return", DelegationVerb::kReturn, {D::SUBMITTED, D::APPROVED}, D::FORMING}),
    [](const auto& row) { return row.param.label; });

TEST(DelegationVerbs, ARefusalNamesTheStateAndThoseThatAreAllowed) {
  const auto delegation = Parse<D>("name: 'events/tibo/delegations/a' state: FORMING");
  const base::Metadata metadata = base::MetadataOf(CheckVerb(delegation, DelegationVerb::kReturn));
  EXPECT_EQ(metadata.at("state"), "FORMING");
  EXPECT_EQ(metadata.at("allowed"), "SUBMITTED,APPROVED");
}

TEST(Composition, ChangesUnlessTheDelegationWasDeclinedOrDeleted) {
  for (int state = D::INVITED; state <= D::ACCEPTED; ++state) {
    D delegation;
    delegation.set_state(static_cast<D::State>(state));
    EXPECT_THAT(CheckOpen(delegation), IsOk());
  }
  EXPECT_THAT(CheckOpen(Parse<D>("state: DECLINED")),
              RefusedFor(v1::ERROR_REASON_DELEGATION_NOT_OPEN));
  EXPECT_THAT(CheckOpen(Parse<D>("state: FORMING delete_time { seconds: 5 }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST(Heads, AreNeededOnceADelegationIsApproved) {
  for (int state = D::INVITED; state <= D::DECLINED; ++state) {
    D delegation;
    delegation.set_state(static_cast<D::State>(state));
    EXPECT_EQ(NeedsHead(delegation), state == D::APPROVED || state == D::ACCEPTED);
  }
}

struct VerbCase {
  std::string label;
  ParticipantVerb verb;
  std::vector<P::State> allowed;
};

class ParticipantVerbs : public ::testing::TestWithParam<VerbCase> {};

TEST_P(ParticipantVerbs, ApplyInTheirStatesAndInNoOther) {
  for (int state = P::DRAFT; state <= P::EXPIRED; ++state) {
    P participant;
    participant.set_state(static_cast<P::State>(state));
    const absl::Status status = CheckVerb(participant, GetParam().verb);
    if (Contains(GetParam().allowed, participant.state())) {
      EXPECT_THAT(status, IsOk());
    } else {
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
      EXPECT_EQ(base::MetadataOf(status).at("state"), P::State_Name(participant.state()));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Verbs, ParticipantVerbs,
    ::testing::Values(
        VerbCase{"Nominate", ParticipantVerb::kNominate, {P::DRAFT}},
        VerbCase{"Confirm", ParticipantVerb::kConfirm, {P::NOMINATED}},
        VerbCase{"Accept", ParticipantVerb::kAccept, {P::CONFIRMED}},
        VerbCase{"Reject", ParticipantVerb::kReject, {P::NOMINATED, P::WAITLISTED, P::CONFIRMED}},
        VerbCase{"Decline", ParticipantVerb::kDecline, {P::DRAFT, P::NOMINATED, P::WAITLISTED}},
        VerbCase{"Withdraw",
                 ParticipantVerb::kWithdraw,
                 {P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED}},
        VerbCase{"Reinstate",
                 ParticipantVerb::kReinstate,
                 {P::DECLINED, P::REJECTED, P::WITHDRAWN, P::EXPIRED}},
        VerbCase{"Substitute",
                 ParticipantVerb::kSubstitute,
                 {P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED}},
        VerbCase{"ChangeCategory",
                 ParticipantVerb::kChangeCategory,
                 {P::DRAFT, P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED}},
        VerbCase{"RecordAttendance",
                 ParticipantVerb::kRecordAttendance,
                 {P::NOMINATED, P::CONFIRMED, P::ACCEPTED}},
        VerbCase{"Head", ParticipantVerb::kHead, {P::NOMINATED, P::CONFIRMED, P::ACCEPTED}},
        VerbCase{"Delete", ParticipantVerb::kDelete, {P::DRAFT}}),
    [](const auto& row) { return row.param.label; });

TEST(Participations, CountAsThePersonsOneFromDraftToAcceptance) {
  const std::vector<P::State> active = {P::DRAFT, P::NOMINATED, P::WAITLISTED, P::CONFIRMED,
                                        P::ACCEPTED};
  for (int state = P::STATE_UNSPECIFIED; state <= P::EXPIRED; ++state) {
    EXPECT_EQ(IsActive(static_cast<P::State>(state)),
              Contains(active, static_cast<P::State>(state)))
        << P::State_Name(static_cast<P::State>(state));
  }
}

struct PolicyCase {
  std::string label;
  E::SeatPolicy policy;
  std::vector<P::State> seated;
  P::State promoted_to;
};

class SeatPolicies : public ::testing::TestWithParam<PolicyCase> {};

TEST_P(SeatPolicies, SayWhoTakesASeat) {
  E event = InState(E::PUBLISHED);
  event.set_seat_policy(GetParam().policy);
  for (int state = P::DRAFT; state <= P::EXPIRED; ++state) {
    EXPECT_EQ(TakesSeat(event, static_cast<P::State>(state)),
              Contains(GetParam().seated, static_cast<P::State>(state)))
        << P::State_Name(static_cast<P::State>(state));
  }
}

TEST_P(SeatPolicies, NeverPromotePastTheHostsAcceptance) {
  E event = InState(E::PUBLISHED);
  event.set_seat_policy(GetParam().policy);
  for (const bool host_acceptance : {false, true}) {
    event.set_host_acceptance(host_acceptance);
    EXPECT_EQ(StateWithSeat(event), GetParam().promoted_to);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Policies, SeatPolicies,
    ::testing::Values(
        PolicyCase{"Unsaid", E::SEAT_POLICY_UNSPECIFIED, {P::CONFIRMED, P::ACCEPTED}, P::CONFIRMED},
        PolicyCase{"OnConfirmation", E::ON_CONFIRMATION, {P::CONFIRMED, P::ACCEPTED}, P::CONFIRMED},
        PolicyCase{"OnNomination",
                   E::ON_NOMINATION,
                   {P::NOMINATED, P::CONFIRMED, P::ACCEPTED},
                   P::NOMINATED}),
    [](const auto& row) { return row.param.label; });

TEST(Acceptance, IsRefusedWhereTheEventDoesNotAskForIt) {
  EXPECT_THAT(CheckAcceptanceAsked(Parse<E>("host_acceptance: true")), IsOk());
  EXPECT_THAT(CheckAcceptanceAsked(E()), RefusedFor(v1::ERROR_REASON_ACCEPTANCE_NOT_ASKED));
}

TEST(Overflow, TakesEverybodyButSpeakers) {
  const auto overflow = Parse<v1::Category>("overflow_of: 'events/tibo/categories/a'");
  const auto speaker = Parse<P>("functions: PRESS functions: SPEAKER");
  EXPECT_THAT(CheckMaySpeak(speaker, overflow),
              RefusedFor(v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK));
  EXPECT_THAT(CheckMaySpeak(speaker, v1::Category()), IsOk());
  EXPECT_THAT(CheckMaySpeak(Parse<P>("functions: PRESS"), overflow), IsOk());
}

struct SeatsCase {
  std::string label;
  Seats seats;
  int64_t wanted;
  bool have;
  int64_t left;
  int64_t over_by;
};

class SeatCounts : public ::testing::TestWithParam<SeatsCase> {};

TEST_P(SeatCounts, SayWhatIsLeft) {
  const SeatsCase& row = GetParam();
  EXPECT_EQ(row.seats.Have(row.wanted), row.have);
  EXPECT_EQ(row.seats.Left(), row.left);
  EXPECT_EQ(row.seats.OverBy(), row.over_by);
  EXPECT_EQ(CheckSeats(row.seats, {}, row.wanted, "d", "events/tibo/categories/a").ok(), row.have);
  EXPECT_EQ(CheckSeats({}, row.seats, row.wanted, "d", "events/tibo/categories/a").ok(), row.have);
}

INSTANTIATE_TEST_SUITE_P(
    Counts, SeatCounts,
    ::testing::Values(SeatsCase{"Unlimited", {absl::nullopt, 1000, 1000}, 1'000'000, true, 0, 0},
                      SeatsCase{"Free", {5, 3, 1}, 1, true, 1, 0},
                      SeatsCase{"OneTooMany", {5, 3, 1}, 2, false, 1, 0},
                      SeatsCase{"FullOfHolds", {5, 0, 5}, 1, false, 0, 0},
                      SeatsCase{"Overbooked", {5, 6, 1}, 1, false, 0, 2},
                      SeatsCase{"OverbookedAndNothingWanted", {5, 6, 1}, 0, false, 0, 2},
                      SeatsCase{"NoSeatAtAll", {0, 0, 0}, 1, false, 0, 0}),
    [](const auto& row) { return row.param.label; });

TEST(SeatRefusals, SayHowManyAreLeftUnderWhichLimit) {
  const std::string category = "events/tibo/categories/delegates";
  const std::string delegation = "events/tibo/delegations/kursk";
  const absl::Status quota = CheckSeats({5, 3, 1}, {3, 3, 0}, 4, delegation, category);
  EXPECT_THAT(quota, RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  EXPECT_EQ(base::MetadataOf(quota).at("seatsLeft"), "1");
  EXPECT_EQ(base::MetadataOf(quota).at("seatsWanted"), "4");
  EXPECT_EQ(base::MetadataOf(quota).at("limit"), "5");
  EXPECT_EQ(base::MetadataOf(quota).at("category"), category);
  const absl::Status total = CheckSeats({5, 0, 0}, {3, 3, 0}, 1, delegation, category);
  EXPECT_THAT(total, RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_EQ(base::MetadataOf(total).at("limit"), "3");
}

TEST(Limits, GoBelowUseOnlyWithAReasonToOverbook) {
  const Seats seats = {3, 3, 2};
  const absl::Status status = CheckLimit(seats, "d", "c", "");
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_QUOTA_BELOW_USE));
  EXPECT_EQ(base::MetadataOf(status).at("used"), "5");
  EXPECT_EQ(base::MetadataOf(status).at("limit"), "3");
  EXPECT_THAT(CheckLimit(seats, "d", "c", "the governor comes"), IsOk());
  EXPECT_THAT(CheckLimit({5, 3, 2}, "d", "c", ""), IsOk());
  EXPECT_THAT(CheckLimit({absl::nullopt, 3, 2}, "d", "c", ""), IsOk());
}

TEST(FullEvents, DecideWhereNobodyAskedForMore) {
  const E refusing;
  const auto waiting = Parse<E>("waiting_list: true");
  EXPECT_EQ(WhenFullOf(refusing, v1::WHEN_FULL_UNSPECIFIED), v1::REFUSE);
  EXPECT_EQ(WhenFullOf(waiting, v1::WHEN_FULL_UNSPECIFIED), v1::WAIT);
  for (const v1::WhenFull asked : {v1::REFUSE, v1::WAIT, v1::USE_OVERFLOW, v1::OVERBOOK}) {
    EXPECT_EQ(WhenFullOf(refusing, asked), asked);
    EXPECT_EQ(WhenFullOf(waiting, asked), asked);
  }
}

TEST(Reasons, AreTheSecretariatsToGive) {
  EXPECT_THAT(CheckReason("", "overbooking"), RefusedFor(v1::ERROR_REASON_REASON_REQUIRED));
  EXPECT_THAT(CheckReason("the governor comes", "overbooking"), IsOk());
}

TEST(Moving, ShiftsWhatHasATimeAndNothingElse) {
  auto interval = Parse<google::type::Interval>("end_time { seconds: 150 nanos: 5000 }");
  ShiftBy(absl::Seconds(500) + absl::Microseconds(2), interval);
  EXPECT_FALSE(interval.has_start_time());
  EXPECT_EQ(interval.end_time().seconds(), 650);
  EXPECT_EQ(interval.end_time().nanos(), 7000);
  auto stay = Parse<v1::Stay>("arrival { time { seconds: 100 } number: 'B2 956' } hotel: 'Minsk'");
  ShiftBy(-absl::Seconds(101), stay);
  EXPECT_EQ(stay.arrival().time().seconds(), -1);
  EXPECT_EQ(stay.arrival().number(), "B2 956");
  EXPECT_FALSE(stay.has_departure());
}

TEST(Moving, IsByTheShiftOfTheEventsStart) {
  const auto before = Parse<E>("interval { start_time { seconds: 10 } end_time { seconds: 20 } }");
  const auto after = Parse<E>("interval { start_time { seconds: 5 } end_time { seconds: 99 } }");
  EXPECT_EQ(ShiftBetween(before, after), -absl::Seconds(5));
}

TEST(Moving, KeepsTimesWithinWhatAMessageCanHold) {
  auto interval = Parse<google::type::Interval>(
      "start_time { seconds: -62135596800 } "
      "end_time { seconds: 253402300799 }");
  ShiftBy(absl::Hours(1), interval);
  EXPECT_EQ(interval.end_time().seconds(), google::protobuf::util::TimeUtil::kTimestampMaxSeconds);
  ShiftBy(-absl::Hours(24 * 366), interval);
  EXPECT_EQ(interval.start_time().seconds(),
            google::protobuf::util::TimeUtil::kTimestampMinSeconds);
}

}  // namespace
}  // namespace plenary::delegations
