// Whole delegations and batches of changes over every engine: all or nothing, or row by row.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;
using D = v1::Delegation;
using P = v1::Participant;
using Rooms = Forum::Delegations;
using BatchAnswer = v1::BatchChangeParticipantsResponse;
using RegisterAnswer = v1::RegisterDelegationResponse;

class RegistrationTest : public testing::ForumTest {
 protected:
  void SetUpEvent(const std::string& event = "", const std::string& category = "") {
    forum_.Event(event);
    delegates_ = forum_.Category("delegates", category);
    forum_.Organization("kursk");
  }
  absl::StatusOr<RegisterAnswer> Register(const std::string& rest) {
    return forum_.Do(&Rooms::RegisterDelegation, absl::StrCat("parent: 'events/tibo' ", rest));
  }
  absl::StatusOr<BatchAnswer> Batch(const std::string& rest) {
    return forum_.Do(&Rooms::BatchChangeParticipants, absl::StrCat("parent: 'events/tibo' ", rest));
  }
  // A row that brings a new person.
  std::string NewRow(const std::string& family_name, const std::string& participant = "",
                     const std::string& rest = "") {
    return absl::StrCat("participants { participant { category: '", delegates_, "' ", participant,
                        " } new_person { names { language: 'en' family_name: '", family_name,
                        "' } } ", rest, " } ");
  }
  // A row for a person of the directory.
  std::string Row(const std::string& person, const std::string& rest = "") {
    return absl::StrCat("participants { participant { category: '", delegates_, "' person: '",
                        person, "' } ", rest, " } ");
  }
  int People() {
    return Value(forum_.Ask(&Forum::Directory::ListPeople, "page_size: 1000")).people_size();
  }
  // The reasons of the rows that were refused, UNSPECIFIED for those that were done.
  template <class Answer>
  static std::vector<v1::ErrorReason> Reasons(const Answer& answer) {
    std::vector<v1::ErrorReason> reasons;
    for (const v1::ParticipantResult& result : answer.results()) {
      EXPECT_NE(result.has_participant(), result.has_error());
      reasons.push_back(base::ReasonOf(base::FromRpcStatus(result.error())));
    }
    return reasons;
  }
  // Everything in the event and the directory, to see that nothing changed.
  std::string Everything() {
    std::string all;
    for (const D& delegation : forum_.AllDelegations("events/tibo", "show_deleted: true")) {
      absl::StrAppend(&all, delegation.ShortDebugString(), "\n");
    }
    for (const P& participant : forum_.Participants("events/tibo", "show_deleted: true")) {
      absl::StrAppend(&all, participant.ShortDebugString(), "\n");
    }
    absl::StrAppend(&all, forum_.QuotaReport().ShortDebugString(), "\n", People());
    return all;
  }

  std::string delegates_;
};
PLENARY_ON_EVERY_ENGINE(RegistrationTest);

constexpr char kKursk[] =
    "delegation_id: 'kursk' delegation { organization: 'organizations/kursk' } ";

// --- Registering a delegation.

TEST_P(RegistrationTest, ADelegationIsRegisteredWithItsPeople) {
  SetUpEvent();
  const std::string known = forum_.Person("Ivanov");
  const RegisterAnswer answer = Value(
      Register(absl::StrCat(kKursk, "quotas { category: '", delegates_, "' limit: 5 } ", Row(known),
                            NewRow("Petrova", "capacity: HEAD precedence: 1", "confirm: true"))));
  EXPECT_EQ(answer.delegation().name(), "events/tibo/delegations/kursk");
  EXPECT_EQ(answer.delegation().state(), D::FORMING);
  EXPECT_EQ(answer.delegation().composition_number(), 2);
  ASSERT_EQ(answer.results_size(), 2);
  const P& ivanov = answer.results(0).participant();
  const P& petrova = answer.results(1).participant();
  EXPECT_EQ(ivanov.person(), known);
  EXPECT_EQ(ivanov.state(), P::NOMINATED);
  EXPECT_EQ(ivanov.delegation(), answer.delegation().name());
  EXPECT_EQ(petrova.display_name(), "Petrova");
  EXPECT_EQ(petrova.state(), P::CONFIRMED);
  EXPECT_EQ(petrova.precedence(), 1);
  EXPECT_THAT(answer.delegation().headships(),
              ElementsAre(Property(&v1::Headship::participant, petrova.name())));
  ASSERT_EQ(answer.delegation().quotas_size(), 1);
  EXPECT_EQ(answer.delegation().quotas(0).limit(), 5);
  EXPECT_EQ(answer.delegation().quotas(0).used(), 1);
  EXPECT_THAT(forum_.GetDelegation(answer.delegation().name()), EqualsProto(answer.delegation()));
  EXPECT_THAT(forum_.Participant(ivanov.name()), EqualsProto(ivanov));
  EXPECT_THAT(forum_.Participant(petrova.name()), EqualsProto(petrova));
  EXPECT_THAT(forum_.Ask(&Forum::Directory::GetPerson, Forum::Named(petrova.person())), IsOk());
}

TEST_P(RegistrationTest, AnInvitedDelegationIsRegisteredByItsName) {
  SetUpEvent();
  const std::string omsk = forum_.Invited("omsk", "note: 'as invited'");
  const RegisterAnswer answer = Value(Register(
      absl::StrCat("delegation { name: '", omsk, "' note: 'ignored' } ", NewRow("Petrova"))));
  EXPECT_EQ(answer.delegation().name(), omsk);
  EXPECT_EQ(answer.delegation().state(), D::FORMING);
  EXPECT_EQ(answer.delegation().note(), "as invited");
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), SizeIs(1));
}

TEST_P(RegistrationTest, ANamedDelegationMustBeOfThisEventAndTakesNoQuotas) {
  SetUpEvent();
  forum_.Event("", "other");
  const std::string elsewhere = forum_.Invited("omsk", "", "events/other");
  EXPECT_THAT(Register(absl::StrCat("delegation { name: '", elsewhere, "' }")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(Register("delegation { name: 'events/tibo/delegations/unknown' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const std::string brest = forum_.Invited("brest");
  EXPECT_THAT(Register(absl::StrCat("delegation { name: '", brest, "' } quotas { category: '",
                                    delegates_, "' limit: 5 }")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(Register("delegation {}")), ElementsAre("delegation.organization"));
}

TEST_P(RegistrationTest, OneRefusedRowRefusesAllAndLeavesNothing) {
  SetUpEvent("", "limit: 5");
  const std::string busy = forum_.Participant(forum_.Draft("", delegates_)).person();
  const std::string before = Everything();
  const auto refused =
      Register(absl::StrCat(kKursk, NewRow("Petrova"), Row(busy), NewRow("Orlova")));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(base::MetadataOf(refused.status())["row"], "1");
  EXPECT_FALSE(base::MetadataOf(refused.status())["participant"].empty());
  EXPECT_EQ(Everything(), before);
}

TEST_P(RegistrationTest, EveryRefusedRowIsListed) {
  SetUpEvent("", "limit: 2");
  const std::string busy = forum_.Participant(forum_.Draft("", delegates_)).person();
  const std::string before = Everything();
  const auto refused = Register(absl::StrCat(
      kKursk, NewRow("A", "", "confirm: true"), Row(busy), NewRow("B", "", "confirm: true"),
      NewRow("C", "", "confirm: true"), Row("people/unknown")));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_THAT(BadFields(refused),
              ElementsAre("participants[1]", "participants[3]", "participants[4]"));
  EXPECT_EQ(Everything(), before);
}

TEST_P(RegistrationTest, RowByRowEachSucceedsOrIsRefusedByItself) {
  SetUpEvent("", "limit: 2");
  const std::string busy = forum_.Participant(forum_.Draft("", delegates_)).person();
  const int people = People();
  const RegisterAnswer answer = Value(Register(
      absl::StrCat("mode: ROW_BY_ROW ", kKursk, NewRow("A", "", "confirm: true"), Row(busy),
                   NewRow("B", "", "confirm: true"), NewRow("C", "", "confirm: true"),
                   NewRow("D", "", "seat_hold: 'events/tibo/delegations/kursk/seatHolds/unknown'"),
                   NewRow("E"))));
  EXPECT_THAT(
      Reasons(answer),
      ElementsAre(v1::ERROR_REASON_UNSPECIFIED, v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
                  v1::ERROR_REASON_UNSPECIFIED, v1::ERROR_REASON_CATEGORY_LIMIT_REACHED,
                  v1::ERROR_REASON_RESOURCE_NOT_FOUND, v1::ERROR_REASON_UNSPECIFIED));
  // Nobody was created for a row that was refused.
  EXPECT_EQ(People(), people + 3);
  EXPECT_EQ(answer.delegation().composition_number(), 3);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 2);
}

TEST_P(RegistrationTest, APersonTwiceInOneRequestIsRefusedTheSecondTime) {
  SetUpEvent();
  const std::string person = forum_.Person();
  const auto refused = Register(absl::StrCat(kKursk, Row(person), Row(person)));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_EQ(base::MetadataOf(refused.status())["row"], "1");
  EXPECT_THAT(Register(absl::StrCat("mode: ROW_BY_ROW ", kKursk, Row(person), Row(person))),
              IsOkAnd(Property(&RegisterAnswer::results, SizeIs(2))));
  EXPECT_THAT(forum_.Participants(), SizeIs(1));
}

TEST_P(RegistrationTest, ARowBringsAPersonOrNamesOne) {
  SetUpEvent();
  EXPECT_THAT(Register(absl::StrCat(kKursk, "participants { participant { category: '", delegates_,
                                    "' } }")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(
      Register(absl::StrCat(kKursk, NewRow("A", absl::StrCat("person: '", forum_.Person(), "'")))),
      RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(Register(absl::StrCat(
                  kKursk, Row(forum_.Person()), "participants { participant { category: '",
                  delegates_, "' } new_person { names { language: 'en' } } }"))),
              ElementsAre("participants[1].new_person.names[0].family_name"));
  EXPECT_THAT(forum_.Participants(), IsEmpty());
}

TEST_P(RegistrationTest, TwoHeadsInOneRequestAreRefused) {
  SetUpEvent();
  const auto refused =
      Register(absl::StrCat(kKursk, NewRow("A", "capacity: HEAD"), NewRow("B", "capacity: HEAD")));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_HEAD_ALREADY_SET));
  EXPECT_EQ(base::MetadataOf(refused.status())["row"], "1");
}

TEST_P(RegistrationTest, NewQuotasBindTheRowsThatComeWithThem) {
  SetUpEvent("seat_policy: ON_NOMINATION");
  const auto refused = Register(absl::StrCat(kKursk, "quotas { category: '", delegates_,
                                             "' limit: 1 } ", NewRow("A"), NewRow("B")));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), IsEmpty());
  EXPECT_THAT(Register(absl::StrCat(kKursk, "quotas { category: '", delegates_, "' limit: 1 } ",
                                    NewRow("A"), NewRow("B", "", "when_full: WAIT"))),
              IsOk());
}

TEST_P(RegistrationTest, RowsWaitOverbookOrUseTheOverflowAsTheySay) {
  SetUpEvent("waiting_list: true", "limit: 0");
  const std::string balcony =
      forum_.Category("balcony", absl::StrCat("overflow_of: '", delegates_, "'"));
  const RegisterAnswer answer = Value(
      Register(absl::StrCat("reason: 'the governor' ", kKursk, NewRow("A", "", "confirm: true"),
                            NewRow("B", "", "confirm: true when_full: USE_OVERFLOW"),
                            NewRow("C", "", "confirm: true when_full: OVERBOOK"))));
  EXPECT_EQ(answer.results(0).participant().state(), P::WAITLISTED);
  EXPECT_EQ(answer.results(0).participant().place_in_line(), 1);
  EXPECT_EQ(answer.results(1).participant().category(), balcony);
  EXPECT_EQ(answer.results(1).participant().state(), P::CONFIRMED);
  EXPECT_TRUE(answer.results(2).participant().overbooked());
}

TEST_P(RegistrationTest, RegistrationEndsWithItsWindow) {
  const absl::Time closes = forum_.clock().Now() + absl::Hours(1);
  SetUpEvent(absl::StrCat("windows { step: NOMINATION interval { end_time ", InText(closes),
                          " } } windows { step: CONFIRMATION interval { end_time ",
                          InText(closes + absl::Hours(1)), " } }"));
  forum_.clock().Set(closes - absl::Microseconds(1));
  EXPECT_THAT(Register(absl::StrCat(kKursk, NewRow("A"))), IsOk());
  forum_.clock().Set(closes);
  forum_.Organization("omsk");
  const std::string omsk =
      absl::StrCat("delegation { organization: 'organizations/omsk' } ", NewRow("B"));
  EXPECT_THAT(Register(omsk), RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
  EXPECT_THAT(Register(absl::StrCat(omsk, "mode: ROW_BY_ROW")),
              RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
  EXPECT_THAT(Register(absl::StrCat(omsk, "reason: 'the post was late'")), IsOk());
}

TEST_P(RegistrationTest, ARowConfirmsInsideTheConfirmationWindow) {
  const absl::Time opens = forum_.clock().Now() + absl::Hours(1);
  SetUpEvent(
      absl::StrCat("windows { step: CONFIRMATION interval { start_time ", InText(opens), " } }"));
  const std::string request = absl::StrCat(kKursk, NewRow("A", "", "confirm: true"));
  EXPECT_THAT(Register(request), RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
  forum_.clock().Set(opens);
  EXPECT_THAT(Register(request), IsOk());
}

TEST_P(RegistrationTest, ARepeatedRegistrationGetsTheFirstAnswerAgain) {
  SetUpEvent();
  const std::string request = absl::StrCat(kKursk, NewRow("A"), "request_id: 'once'");
  const RegisterAnswer first = Value(Register(request));
  const std::string before = Everything();
  EXPECT_THAT(Register(request), IsOkAnd(EqualsProto(first)));
  EXPECT_EQ(Everything(), before);
  EXPECT_THAT(Register(absl::StrCat(kKursk, NewRow("B"), "request_id: 'once'")),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

TEST_P(RegistrationTest, ADryRunRegistersNobody) {
  SetUpEvent();
  const std::string before = Everything();
  const RegisterAnswer answer =
      Value(Register(absl::StrCat(kKursk, NewRow("A"), "validate_only: true")));
  EXPECT_EQ(answer.results(0).participant().state(), P::NOMINATED);
  EXPECT_EQ(Everything(), before);
}

TEST_P(RegistrationTest, AThousandPeopleAreRegisteredAtOnce) {
  SetUpEvent();
  v1::RegisterDelegationRequest request;
  request.set_parent("events/tibo");
  request.mutable_delegation()->set_organization("organizations/kursk");
  for (int i = 0; i < 1000; ++i) {
    v1::RegistrationRow& row = *request.add_participants();
    row.mutable_participant()->set_category(delegates_);
    v1::PersonName& name = *row.mutable_new_person()->add_names();
    name.set_language("en");
    name.set_family_name(absl::StrCat("Person ", i));
  }
  EXPECT_THAT(forum_.Do(&Rooms::RegisterDelegation, request), IsOk());
  EXPECT_THAT(forum_.Participants("events/tibo", "page_size: 1000"), SizeIs(1000));
  request.add_participants()->mutable_participant()->set_category(delegates_);
  EXPECT_THAT(forum_.Do(&Rooms::RegisterDelegation, request),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

// --- Batches of changes.

TEST_P(RegistrationTest, ABatchIsDoneInOrder) {
  SetUpEvent("", "limit: 1");
  const std::string kursk = Value(Register(kKursk)).delegation().name();
  const std::string seated = forum_.Confirmed(kursk, delegates_);
  const std::string next = forum_.Nominated(kursk, delegates_);
  const std::string draft = forum_.Draft(kursk, delegates_);
  // The seat is free for the second because the first gives it up.
  const BatchAnswer answer = Value(Batch(absl::StrCat(
      "changes { withdraw { name: '", seated, "' reason: 'ill' } } changes { confirm { name: '",
      next, "' } } changes { nominate { name: '", draft,
      "' } } changes { register { participant { "
      "delegation: '",
      kursk, "' category: '", delegates_, "' person: '", forum_.Person(),
      "' } } } changes { reinstate { name: '", seated, "' reason: 'well' } }")));
  std::vector<P::State> states;
  for (const auto& result : answer.results()) states.push_back(result.participant().state());
  EXPECT_THAT(states,
              ElementsAre(P::WITHDRAWN, P::CONFIRMED, P::NOMINATED, P::NOMINATED, P::WAITLISTED));
  EXPECT_EQ(forum_.StateOf(seated), P::WAITLISTED);
}

TEST_P(RegistrationTest, EveryVerbHasAPlaceInABatch) {
  SetUpEvent("host_acceptance: true");
  const std::string kursk = Value(Register(kKursk)).delegation().name();
  const std::string press = forum_.Category("press");
  const std::string confirmed = forum_.Confirmed(kursk, delegates_);
  const std::string rejected = forum_.Nominated(kursk, delegates_);
  const std::string declined = forum_.Nominated(kursk, delegates_);
  const std::string substituted = forum_.Nominated(kursk, delegates_);
  const BatchAnswer answer = Value(Batch(
      absl::StrCat("changes { accept { name: '", confirmed, "' } } changes { reject { name: '",
                   rejected, "' reason: 'no' } } changes { decline { name: '", declined,
                   "' reason: 'no' } } changes { substitute { name: '", substituted,
                   "' substitute: '", forum_.Person(), "' } } changes { change_category { name: '",
                   confirmed, "' category: '", press, "' } } changes { record_attendance { name: '",
                   confirmed, "' attendance: ARRIVED } }")));
  EXPECT_EQ(answer.results(0).participant().state(), P::ACCEPTED);
  EXPECT_EQ(answer.results(1).participant().state(), P::REJECTED);
  EXPECT_EQ(answer.results(2).participant().state(), P::DECLINED);
  EXPECT_EQ(answer.results(3).participant().replaces(), substituted);
  EXPECT_EQ(answer.results(4).participant().category(), press);
  EXPECT_EQ(answer.results(5).participant().attendance(), P::ARRIVED);
  EXPECT_THAT(forum_.Participant(confirmed), EqualsProto(answer.results(5).participant()));
}

TEST_P(RegistrationTest, OneRefusedChangeRefusesAllAndLeavesNothing) {
  SetUpEvent();
  const std::string kursk = Value(Register(kKursk)).delegation().name();
  const std::string a = forum_.Nominated(kursk, delegates_);
  const std::string b = forum_.Draft(kursk, delegates_);
  const std::string before = Everything();
  const auto one = Batch(absl::StrCat("changes { confirm { name: '", a,
                                      "' } } changes { confirm { name: '", b, "' } }"));
  EXPECT_THAT(one, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(base::MetadataOf(one.status())["row"], "1");
  EXPECT_EQ(base::MetadataOf(one.status())["state"], "DRAFT");
  EXPECT_EQ(Everything(), before);
  const auto both =
      Batch(absl::StrCat("changes { confirm { name: '", b, "' } } changes { confirm { name: '", a,
                         "' } } changes { confirm { name: 'events/tibo/participants/unknown' } }"));
  EXPECT_THAT(both, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(both, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(BadFields(both), ElementsAre("changes[0]", "changes[2]"));
  EXPECT_EQ(Everything(), before);
}

TEST_P(RegistrationTest, RowByRowTheOthersAreDone) {
  SetUpEvent();
  const std::string kursk = Value(Register(kKursk)).delegation().name();
  const std::string a = forum_.Nominated(kursk, delegates_);
  const std::string b = forum_.Draft(kursk, delegates_);
  const BatchAnswer answer = Value(Batch(
      absl::StrCat("mode: ROW_BY_ROW changes { confirm { name: '", b,
                   "' } } changes { confirm { name: '", a, "' } } changes { confirm { name: '", a,
                   "' etag: 'r99' } } changes { register { "
                   "participant { delegation: '",
                   kursk,
                   "' category: 'events/tibo/categories/unknown' } "
                   "new_person { names { language: 'en' family_name: 'Nobody' } } } }")));
  EXPECT_THAT(Reasons(answer),
              ElementsAre(v1::ERROR_REASON_WRONG_STATE, v1::ERROR_REASON_UNSPECIFIED,
                          v1::ERROR_REASON_ETAG_MISMATCH, v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(answer.results(0).error().code(),
            static_cast<int>(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(forum_.StateOf(a), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(b), P::DRAFT);
  EXPECT_EQ(People(), 2);
}

TEST_P(RegistrationTest, AllRowsMayBeRefusedRowByRow) {
  SetUpEvent();
  const std::string before = Everything();
  const BatchAnswer answer =
      Value(Batch("mode: ROW_BY_ROW changes { confirm { name: 'events/tibo/participants/x' } }"));
  EXPECT_THAT(Reasons(answer), ElementsAre(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(Everything(), before);
}

TEST_P(RegistrationTest, TheReasonOfTheBatchStandsInForRowsWithout) {
  SetUpEvent();
  const std::string kursk = Value(Register(kKursk)).delegation().name();
  const std::string a = forum_.Nominated(kursk, delegates_);
  const std::string b = forum_.Nominated(kursk, delegates_);
  ASSERT_THAT(forum_.Do(&Forum::Events::UpdateEvent,
                        "event { name: 'events/tibo' windows { step: CONFIRMATION "
                        "interval { end_time { seconds: 5 } } } }"),
              IsOk());
  const std::string changes =
      absl::StrCat("changes { confirm { name: '", a, "' } } changes { withdraw { name: '", b,
                   "' } } changes { withdraw { name: '", a, "' reason: 'its own' } }");
  EXPECT_THAT(Batch(changes), RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
  const BatchAnswer answer = Value(Batch(absl::StrCat(changes, " reason: 'of the batch'")));
  EXPECT_EQ(answer.results(0).participant().state(), P::CONFIRMED);
  EXPECT_EQ(answer.results(1).participant().state_reason(), "of the batch");
  EXPECT_EQ(answer.results(2).participant().state_reason(), "its own");
}

TEST_P(RegistrationTest, AReasonThatIsGivenNowhereIsMissedInItsRow) {
  SetUpEvent();
  const std::string a = forum_.Nominated("", delegates_);
  const std::string b = forum_.Nominated("", delegates_);
  for (const char* verb : {"withdraw", "decline", "reject", "reinstate"}) {
    const std::string changes = absl::StrCat("changes { confirm { name: '", a, "' } } changes { ",
                                             verb, " { name: '", b, "' } }");
    const auto refused = Batch(changes);
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS)) << verb;
    EXPECT_THAT(BadFields(refused), ElementsAre(absl::StrCat("changes[1].", verb, ".reason")));
  }
}

TEST_P(RegistrationTest, ABatchIsOfOneEvent) {
  SetUpEvent();
  forum_.Event("", "other");
  const std::string press = forum_.Category("press", "", "events/other");
  const std::string elsewhere = forum_.Nominated("", press);
  EXPECT_THAT(Batch(absl::StrCat("changes { confirm { name: '", elsewhere, "' } }")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_EQ(forum_.StateOf(elsewhere), P::NOMINATED);
}

TEST_P(RegistrationTest, ABatchHasChanges) {
  SetUpEvent();
  EXPECT_THAT(BadFields(Batch("")), ElementsAre("changes"));
  EXPECT_THAT(Batch("changes {}"), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

TEST_P(RegistrationTest, ABatchDoneTwiceUnderOneIdIsDoneOnce) {
  SetUpEvent();
  const std::string name = forum_.Nominated("", delegates_);
  const std::string request =
      absl::StrCat("changes { confirm { name: '", name, "' } } request_id: 'batch'");
  const BatchAnswer first = Value(Batch(request));
  EXPECT_THAT(Batch(request), IsOkAnd(EqualsProto(first)));
}

TEST_P(RegistrationTest, ADryRunOfABatchChangesNothing) {
  SetUpEvent();
  const std::string name = forum_.Nominated("", delegates_);
  const std::string before = Everything();
  const BatchAnswer answer =
      Value(Batch(absl::StrCat("changes { confirm { name: '", name, "' } } validate_only: true")));
  EXPECT_EQ(answer.results(0).participant().state(), P::CONFIRMED);
  EXPECT_EQ(Everything(), before);
}

TEST_P(RegistrationTest, TheLineMovesUpWithinABatch) {
  SetUpEvent("waiting_list: true", "limit: 1");
  const std::string seated = forum_.Confirmed("", delegates_);
  const std::string waits = forum_.Confirmed("", delegates_);
  const std::string newcomer = forum_.Nominated("", delegates_);
  // Whoever comes later in the batch doesn't take the seat of the one who waited.
  const BatchAnswer answer =
      Value(Batch(absl::StrCat("reason: 'ill' changes { withdraw { name: '", seated,
                               "' } } changes { confirm { name: '", newcomer, "' } }")));
  EXPECT_EQ(forum_.StateOf(waits), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(newcomer), P::WAITLISTED);
  EXPECT_THAT(forum_.Participant(newcomer), EqualsProto(answer.results(1).participant()));
}

}  // namespace
}  // namespace plenary::delegations
