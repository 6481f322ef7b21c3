// CopyDelegation over every engine: "the same as last year".
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using P = v1::Participant;
using Response = v1::CopyDelegationResponse;
using Row = Response::Row;
using Rooms = Forum::Delegations;
using Directory = Forum::Directory;

constexpr char kNext[] = "events/next";

// Kursk came to TIBO last year; the next event has a category of the same name.
class CopyDelegationTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    forum_.Event();
    guests_ = forum_.Category("guests");
    kursk_ = forum_.Delegation("kursk",
                               "payer: SENDER note: 'late' "
                               "display_names { language: 'en' text: 'Kursk Region' }");
    forum_.Event("", "next");
    next_guests_ = forum_.Category("guests", "", kNext);
  }

  absl::StatusOr<Response> Copy(const std::string& rest = "") {
    return forum_.Do(
        &Rooms::CopyDelegation,
        absl::StrCat("parent: 'events/next' source_delegation: '", kursk_, "' ", rest));
  }
  // Somebody of this name in last year's delegation, confirmed.
  std::string Came(const std::string& family_name, const std::string& rest = "") {
    const std::string person = forum_.Person(family_name);
    const P draft = Value(forum_.Create(absl::StrCat("person: '", person, "' delegation: '", kursk_,
                                                     "' category: '", guests_, "' "),
                                        rest));
    Value(forum_.Nominate(draft.name()));
    return Value(forum_.Confirm(draft.name())).name();
  }
  std::string PersonOf(const std::string& participant) {
    return forum_.Participant(participant).person();
  }
  void WorksFor(const std::string& person, const std::string& organization) {
    Value(forum_.Do(
        &Directory::UpdatePerson,
        absl::StrCat("person { name: '", person, "' organization: '", organization, "' }")));
  }
  // The participants of last year, in the order of the answer, and how they are marked.
  static std::vector<std::pair<std::string, Row::Mark>> MarksIn(const Response& response) {
    std::vector<std::pair<std::string, Row::Mark>> marks;
    for (const Row& row : response.rows()) marks.emplace_back(row.source_participant(), row.mark());
    return marks;
  }
  static int CopiedIn(const Response& response) {
    int copied = 0;
    for (const Row& row : response.rows()) copied += row.has_participant() ? 1 : 0;
    return copied;
  }

  std::string guests_;
  std::string kursk_;
  std::string next_guests_;
};

PLENARY_ON_EVERY_ENGINE(CopyDelegationTest);

TEST_P(CopyDelegationTest, TheSamePeopleComeAsDraftsInTheSameOrder) {
  const std::string head = Came("Zhukov",
                                "capacity: HEAD precedence: 1 listing_consent: true "
                                "titles { language: 'en' text: 'Governor' } "
                                "stay { hotel: 'Minsk' }");
  const std::string second = Came("Antonov", "capacity: ADVISER precedence: 2");
  const Response response = Value(Copy());

  const v1::Delegation& delegation = response.delegation();
  EXPECT_EQ(delegation.name(), "events/next/delegations/kursk");
  EXPECT_EQ(delegation.state(), v1::Delegation::FORMING);
  EXPECT_EQ(delegation.payer(), v1::Delegation::SENDER);
  EXPECT_EQ(delegation.note(), "");
  EXPECT_EQ(delegation.display_names(0).text(), "Kursk Region");
  EXPECT_THAT(forum_.GetDelegation(delegation.name()), EqualsProto(delegation));

  ASSERT_THAT(response.rows(), SizeIs(2));
  EXPECT_EQ(response.rows(0).source_participant(), head);
  EXPECT_EQ(response.rows(0).person(), PersonOf(head));
  EXPECT_EQ(response.rows(0).display_name(), "Zhukov");
  EXPECT_EQ(response.rows(0).mark(), Row::MARK_UNSPECIFIED);
  EXPECT_EQ(response.rows(1).source_participant(), second);
  const P& copy = response.rows(0).participant();
  EXPECT_EQ(copy.state(), P::DRAFT);
  EXPECT_EQ(copy.delegation(), delegation.name());
  EXPECT_EQ(copy.category(), next_guests_);
  EXPECT_EQ(copy.capacity(), P::HEAD);
  EXPECT_EQ(copy.titles(0).text(), "Governor");
  EXPECT_EQ(copy.precedence(), 1);
  EXPECT_FALSE(copy.listing_consent());
  EXPECT_FALSE(copy.has_stay());
  EXPECT_THAT(forum_.Participant(copy.name()), EqualsProto(copy));
}

TEST_P(CopyDelegationTest, ACopiedHeadHeadsTheDelegationWhenNominated) {
  Came("Zhukov", "capacity: HEAD");
  const Response response = Value(Copy());
  EXPECT_THAT(response.delegation().headships(), IsEmpty());
  const std::string head = response.rows(0).participant().name();
  Value(forum_.Nominate(head));
  EXPECT_EQ(forum_.GetDelegation(response.delegation().name()).headships(0).participant(), head);
}

TEST_P(CopyDelegationTest, WhoTookNoPartIsMarkedAndCopiedOnRequest) {
  const std::string withdrawn = Came("Antonov");
  Value(forum_.Withdraw(withdrawn));
  const std::string absent = Came("Borisov");
  Value(forum_.RecordAttendance(absent, "NO_SHOW"));
  const std::string came = Came("Vasin");
  const Response trial = Value(Copy("validate_only: true"));
  EXPECT_THAT(MarksIn(trial),
              ElementsAre(Pair(withdrawn, Row::TOOK_NO_PART), Pair(absent, Row::DID_NOT_COME),
                          Pair(came, Row::MARK_UNSPECIFIED)));
  EXPECT_EQ(CopiedIn(trial), 1);
  const Response response = Value(
      Copy(absl::StrCat("include: '", PersonOf(withdrawn), "' exclude: '", PersonOf(came), "'")));
  EXPECT_THAT(MarksIn(response),
              ElementsAre(Pair(withdrawn, Row::TOOK_NO_PART), Pair(absent, Row::DID_NOT_COME),
                          Pair(came, Row::EXCLUDED)));
  EXPECT_EQ(CopiedIn(response), 1);
  EXPECT_TRUE(response.rows(0).has_participant());
}

TEST_P(CopyDelegationTest, OfASubstitutionTheOneWhoCameIsCopied) {
  const std::string leaving = Came("Antonov");
  const std::string coming =
      Value(forum_.Substitute(leaving, forum_.Person("Borisov"))).substitute().name();
  const Response response = Value(Copy());
  EXPECT_THAT(MarksIn(response),
              ElementsAre(Pair(leaving, Row::TOOK_NO_PART), Pair(coming, Row::MARK_UNSPECIFIED)));
  EXPECT_EQ(CopiedIn(response), 1);
}

TEST_P(CopyDelegationTest, APersonWhoTookPartTwiceIsCopiedOnce) {
  const std::string first = Came("Antonov");
  Value(forum_.Withdraw(first));
  const std::string again =
      Value(forum_.Create(absl::StrCat("person: '", PersonOf(first), "' delegation: '", kursk_,
                                       "' category: '", guests_, "'")))
          .name();
  EXPECT_THAT(MarksIn(Value(Copy())), ElementsAre(Pair(again, Row::MARK_UNSPECIFIED)));
}

TEST_P(CopyDelegationTest, WhoWorksForAnotherOrganizationNowIsMarked) {
  const std::string bank = forum_.Organization("bank");
  const std::string ministry =
      Value(forum_.Do(
                &Directory::CreateOrganization,
                std::string(
                    "organization_id: 'ministry' organization { type: AUTHORITY parent: "
                    "'organizations/kursk' display_names { language: 'en' text: 'Ministry' } }")))
          .name();
  const std::string stayed = Came("Antonov");
  WorksFor(PersonOf(stayed), "organizations/kursk");
  const std::string below = Came("Borisov");
  WorksFor(PersonOf(below), ministry);
  const std::string left = Came("Vasin");
  WorksFor(PersonOf(left), bank);
  const std::string came_from_there = Came("Yudin", "affiliations { language: 'en' text: 'BANK' }");
  WorksFor(PersonOf(came_from_there), bank);
  EXPECT_THAT(MarksIn(Value(Copy())),
              ElementsAre(Pair(stayed, Row::MARK_UNSPECIFIED), Pair(below, Row::MARK_UNSPECIFIED),
                          Pair(left, Row::LEFT_ORGANIZATION),
                          Pair(came_from_there, Row::MARK_UNSPECIFIED)));
}

TEST_P(CopyDelegationTest, WhoCannotComeIsNotCopiedEvenOnRequest) {
  const std::string deleted = Came("Antonov");
  Value(forum_.Withdraw(deleted));
  Value(forum_.Do(&Directory::DeletePerson, Forum::Named(PersonOf(deleted))));
  const std::string there = Came("Borisov");
  Value(forum_.Create(
      absl::StrCat("person: '", PersonOf(there), "' category: '", next_guests_, "'")));
  const Response response = Value(
      Copy(absl::StrCat("include: '", PersonOf(deleted), "' include: '", PersonOf(there), "'")));
  EXPECT_THAT(MarksIn(response),
              ElementsAre(Pair(deleted, Row::DELETED), Pair(there, Row::ALREADY_PARTICIPATES)));
  EXPECT_EQ(CopiedIn(response), 0);
}

TEST_P(CopyDelegationTest, ACategoryThatIsNotThereNeedsAnotherForItsPeople) {
  const std::string vip = forum_.Category("vip");
  const std::string guest = Came("Antonov");
  const std::string important = Value(forum_.Confirm(forum_.Nominated(kursk_, vip))).name();
  EXPECT_THAT(MarksIn(Value(Copy("validate_only: true"))),
              ElementsAre(Pair(guest, Row::MARK_UNSPECIFIED), Pair(important, Row::NO_CATEGORY)));
  const Response response = Value(Copy(absl::StrCat("default_category: '", next_guests_, "'")));
  EXPECT_EQ(CopiedIn(response), 2);
  EXPECT_EQ(response.rows(1).participant().category(), next_guests_);
  EXPECT_THAT(BadFields(Copy("delegation_id: 'b' default_category: 'events/tibo/categories/vip'")),
              ElementsAre("default_category"));
  EXPECT_THAT(Copy("delegation_id: 'b' default_category: 'events/next/categories/vip'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(CopyDelegationTest, LimitsAreCopiedOnRequest) {
  const std::string vip = forum_.Category("vip");
  forum_.SetQuota(kursk_, guests_, 7);
  forum_.SetQuota(kursk_, vip, 2);
  EXPECT_THAT(Value(Copy("delegation_id: 'a'")).delegation().quotas(), IsEmpty());
  const v1::Delegation delegation =
      Value(Copy("delegation_id: 'b' with_quotas: true")).delegation();
  ASSERT_THAT(delegation.quotas(), SizeIs(1));
  EXPECT_EQ(delegation.quotas(0).category(), next_guests_);
  EXPECT_EQ(delegation.quotas(0).limit(), 7);
}

TEST_P(CopyDelegationTest, ThoseToTurnToAreCopiedWhereTheyAreStillThere) {
  const std::string stays = forum_.Person();
  const std::string goes = forum_.Person();
  Value(forum_.Do(&Rooms::UpdateDelegation,
                  absl::StrCat("delegation { name: '", kursk_, "' focal_points: '", goes,
                               "' focal_points: '", stays, "' liaison_officer: '", goes, "' }")));
  Value(forum_.Do(&Directory::DeletePerson, Forum::Named(goes)));
  const v1::Delegation delegation = Value(Copy()).delegation();
  EXPECT_THAT(delegation.focal_points(), ElementsAre(stays));
  EXPECT_EQ(delegation.liaison_officer(), "");
}

TEST_P(CopyDelegationTest, AnswersToWhatIsAskedAgainAreCopied) {
  for (const char* event : {"events/tibo", "events/next"}) {
    Value(forum_.Do(&Forum::Events::UpdateEvent,
                    absl::StrCat("event { name: '", event,
                                 "' custom_fields { id: 'diet' type: TEXT "
                                 "display_names { language: 'en' text: 'Diet' } } }")));
  }
  Came("Antonov", "custom_values { key: 'diet' value: 'Fish' }");
  Value(Copy());
  EXPECT_THAT(forum_.Participants(kNext, "filter: 'custom_values.diet = Fish'"), SizeIs(1));
}

TEST_P(CopyDelegationTest, WhatCannotBeCopiedIsRefused) {
  Came("Antonov");
  Value(Copy());
  EXPECT_THAT(Copy(), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(BadFields(forum_.Do(&Rooms::CopyDelegation,
                                  absl::StrCat("parent: 'events/tibo' source_delegation: '", kursk_,
                                               "' delegation_id: 'again'"))),
              ElementsAre("source_delegation"));
  EXPECT_THAT(forum_.Do(&Rooms::CopyDelegation,
                        std::string("parent: 'events/next' "
                                    "source_delegation: 'events/tibo/delegations/nobody'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(Copy("delegation_id: 'b' include: 'people/stranger'")),
              ElementsAre("include[0]"));
  const std::string person = forum_.Participants("events/tibo")[0].person();
  EXPECT_THAT(BadFields(Copy(absl::StrCat("delegation_id: 'b' include: '", person, "' exclude: '",
                                          person, "'"))),
              ElementsAre("exclude"));
  Value(forum_.Do(&Forum::Events::CancelEvent, Forum::Named(kNext, "reason: 'no money'")));
  EXPECT_THAT(Copy("delegation_id: 'b'"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

}  // namespace
}  // namespace plenary::delegations
