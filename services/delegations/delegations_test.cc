// Delegations over every engine: made, changed, listed, deleted, and led through their states.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Property;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using D = v1::Delegation;
using Rooms = Forum::Delegations;

std::vector<std::string> NamesOf(const std::vector<D>& delegations) {
  std::vector<std::string> names;
  names.reserve(delegations.size());
  for (const D& delegation : delegations) names.push_back(delegation.name());
  return names;
}

class DelegationsTest : public testing::ForumTest {
 protected:
  void SetUp() override { forum_.Event(); }

  absl::StatusOr<D> Invite(const std::string& rest) {
    return forum_.Do(&Rooms::CreateDelegation, absl::StrCat("parent: 'events/tibo' ", rest));
  }
  absl::StatusOr<D> Update(const std::string& request) {
    return forum_.Do(&Rooms::UpdateDelegation, request);
  }
  absl::StatusOr<D> Delete(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&Rooms::DeleteDelegation, Forum::Named(name, rest));
  }
  absl::StatusOr<D> Undelete(const std::string& name) {
    return forum_.Do(&Rooms::UndeleteDelegation, Forum::Named(name));
  }
  absl::StatusOr<v1::ListDelegationsResponse> List(const std::string& request) {
    return forum_.Ask(&Rooms::ListDelegations, request);
  }
  // A delegation in a state, with a head where it is approved.
  std::string InState(D::State state) {
    const std::string id = absl::StrCat("in-", ++delegations_);
    if (state == D::INVITED) return forum_.Invited(id);
    const std::string name = forum_.Delegation(id);
    if (state == D::DECLINED) Value(forum_.DeclineDelegation(name));
    if (state == D::APPROVED || state == D::ACCEPTED) {
      forum_.Nominated(name, delegates_, "capacity: HEAD");
    }
    if (state == D::SUBMITTED || state == D::APPROVED || state == D::ACCEPTED) {
      Value(forum_.Submit(name));
    }
    if (state == D::APPROVED || state == D::ACCEPTED) Value(forum_.Approve(name));
    if (state == D::ACCEPTED) Value(forum_.AcceptDelegation(name));
    EXPECT_EQ(forum_.GetDelegation(name).state(), state);
    return name;
  }

  std::string delegates_;
  int delegations_ = 0;
};
PLENARY_ON_EVERY_ENGINE(DelegationsTest);

TEST_P(DelegationsTest, AnInvitedDelegationSaysWhoseItIsAndWhereItGoes) {
  const std::string kursk = forum_.Organization("kursk");
  const D made = Value(
      Invite("delegation_id: 'kursk' delegation { organization: 'organizations/kursk' payer: HOST "
             "basis { kind: ORDER registration_number: '12-p' date: '2023-03-15' } note: 'new' }"));
  EXPECT_EQ(made.name(), "events/tibo/delegations/kursk");
  EXPECT_EQ(made.organization(), kursk);
  EXPECT_EQ(made.state(), D::INVITED);
  EXPECT_EQ(made.direction(), D::HOSTED);
  EXPECT_EQ(made.payer(), D::HOST);
  EXPECT_EQ(made.basis(0).registration_number(), "12-p");
  EXPECT_FALSE(made.etag().empty());
  EXPECT_TRUE(made.has_create_time());
  EXPECT_THAT(made.update_time(), EqualsProto(made.create_time()));
  EXPECT_FALSE(made.has_delete_time());
  EXPECT_THAT(forum_.GetDelegation(made.name()), EqualsProto(made));
}

TEST_P(DelegationsTest, ADelegationToAnEventAbroadIsSent) {
  const std::string abroad =
      Value(forum_.Do(&Forum::Events::CreateEvent,
                      "event_id: 'abroad' event { kind: FORUM role: ATTENDED "
                      "time_zone: 'Europe/Berlin' "
                      "display_names { language: 'en' text: 'Hanover' } "
                      "interval { start_time { seconds: 1700000000 } "
                      "end_time { seconds: 1700100000 } } }"))
          .name();
  EXPECT_EQ(forum_.GetDelegation(forum_.Invited("minsk", "", abroad)).direction(), D::SENT);
}

TEST_P(DelegationsTest, WhatOnlyTheServerSaysIsIgnored) {
  forum_.Organization("kursk");
  const D made = Value(
      Invite("delegation { name: 'events/other/delegations/x' organization: 'organizations/kursk' "
             "state: ACCEPTED composition_number: 7 direction: SENT etag: 'r99' "
             "headships { participant: 'x' } quotas { limit: 5 } delete_time { seconds: 5 } }"));
  EXPECT_EQ(made.state(), D::INVITED);
  EXPECT_EQ(made.direction(), D::HOSTED);
  EXPECT_EQ(made.composition_number(), 0);
  EXPECT_THAT(made.headships(), IsEmpty());
  EXPECT_THAT(made.quotas(), IsEmpty());
  EXPECT_FALSE(made.has_delete_time());
}

TEST_P(DelegationsTest, TheServerChoosesAnIdWhereNoneIsGiven) {
  forum_.Organization("kursk");
  const D made = Value(Invite("delegation { organization: 'organizations/kursk' }"));
  EXPECT_TRUE(base::HasForm(made.name(), "events/{event}/delegations/{delegation}"));
  EXPECT_EQ(base::EventOf(made.name()), "events/tibo");
}

TEST_P(DelegationsTest, ANameIsUsedOnceEvenWhereItWasDeleted) {
  const std::string kursk = forum_.Invited("kursk");
  const std::string again =
      "delegation_id: 'kursk' delegation { organization: 'organizations/kursk' }";
  EXPECT_THAT(Invite(again), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  ASSERT_THAT(Delete(kursk), IsOk());
  EXPECT_THAT(Invite(again), StatusIs(absl::StatusCode::kAlreadyExists));
}

TEST_P(DelegationsTest, StandOnAnEventAnOrganizationAndPeopleThatExist) {
  forum_.Organization("kursk");
  const std::string of_kursk = "delegation { organization: 'organizations/kursk' ";
  EXPECT_THAT(
      forum_.Do(&Rooms::CreateDelegation, absl::StrCat("parent: 'events/unknown' ", of_kursk, "}")),
      RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Invite("delegation { organization: 'organizations/unknown' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Invite(absl::StrCat(of_kursk, "focal_points: 'people/unknown' }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Invite(absl::StrCat(of_kursk, "liaison_officer: 'people/unknown' }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const std::string gone = forum_.Organization("gone");
  ASSERT_THAT(forum_.Do(&Forum::Directory::DeleteOrganization, Forum::Named(gone)), IsOk());
  EXPECT_THAT(Invite("delegation { organization: 'organizations/gone' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(DelegationsTest, AreNotInvitedToWhatIsOver) {
  forum_.Organization("kursk");
  const std::string request =
      "parent: 'events/over' delegation { organization: 'organizations/kursk' }";
  const std::string over = forum_.Event("", "over");
  ASSERT_THAT(forum_.Do(&Forum::Events::StartEvent, Forum::Named(over)), IsOk());
  ASSERT_THAT(forum_.Do(&Rooms::CreateDelegation, request), IsOk());
  ASSERT_THAT(forum_.Do(&Forum::Events::CloseEvent, Forum::Named(over)), IsOk());
  EXPECT_THAT(forum_.Do(&Rooms::CreateDelegation, request),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const std::string off = forum_.Event("", "off");
  ASSERT_THAT(forum_.Do(&Forum::Events::CancelEvent, Forum::Named(off, "reason: 'flood'")), IsOk());
  EXPECT_THAT(forum_.Do(&Rooms::CreateDelegation,
                        "parent: 'events/off' delegation { organization: 'organizations/kursk' }"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(DelegationsTest, EveryBadFieldOfARequestIsNamedAtOnce) {
  const auto answer = forum_.Do(&Rooms::CreateDelegation,
                                "parent: 'organizations/tibo' delegation_id: '-x-' delegation { "
                                "organization: 'events/kursk' payer: 99 liaison_officer: 'Ivanov' "
                                "display_names { language: 'english language' text: 'x' } }");
  EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(
      BadFields(answer),
      UnorderedElementsAre("parent", "delegation_id", "delegation.organization", "delegation.payer",
                           "delegation.liaison_officer", "delegation.display_names[0].language"));
}

TEST_P(DelegationsTest, TwoHundredBadFieldsAreNamedAtOnce) {
  v1::RegisterDelegationRequest request;
  request.set_parent("events/tibo");
  request.mutable_delegation()->set_organization("organizations/kursk");
  std::vector<std::string> bad;
  for (int i = 0; i < 100; ++i) {
    v1::RegistrationRow& row = *request.add_participants();
    row.mutable_participant()->set_person("nobody");
    row.mutable_participant()->set_category("nothing");
    bad.push_back(absl::StrCat("participants[", i, "].participant.person"));
    bad.push_back(absl::StrCat("participants[", i, "].participant.category"));
  }
  const auto answer = forum_.Do(&Rooms::RegisterDelegation, request);
  EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(answer), ::testing::UnorderedElementsAreArray(bad));
}

TEST_P(DelegationsTest, AStayMustEndAfterItStarts) {
  forum_.Organization("kursk");
  EXPECT_THAT(BadFields(Invite("delegation { organization: 'organizations/kursk' "
                               "stay { start_time { seconds: 9 } end_time { seconds: 9 } } }")),
              ElementsAre("delegation.stay"));
}

TEST_P(DelegationsTest, AnUpdateChangesWhatItsMaskNames) {
  const std::string kursk = forum_.Invited("kursk", "note: 'old' payer: HOST");
  const D before = forum_.GetDelegation(kursk);
  forum_.clock().Advance(absl::Seconds(1));
  const D after = Value(Update(absl::StrCat("update_mask { paths: 'note' } delegation { name: '",
                                            kursk, "' note: 'new' payer: SENDER }")));
  EXPECT_EQ(after.note(), "new");
  EXPECT_EQ(after.payer(), D::HOST);
  EXPECT_NE(after.etag(), before.etag());
  EXPECT_EQ(after.update_time().seconds(), before.update_time().seconds() + 1);
  EXPECT_THAT(after.create_time(), EqualsProto(before.create_time()));
  EXPECT_THAT(forum_.GetDelegation(kursk), EqualsProto(after));
}

TEST_P(DelegationsTest, AnUpdateWithoutAMaskChangesWhatIsSet) {
  const std::string kursk = forum_.Invited("kursk", "note: 'old' payer: HOST");
  const D after = Value(Update(absl::StrCat("delegation { name: '", kursk, "' payer: SHARED }")));
  EXPECT_EQ(after.note(), "old");
  EXPECT_EQ(after.payer(), D::SHARED);
}

TEST_P(DelegationsTest, AnUpdateOfEverythingClearsWhatIsLeftOut) {
  const std::string kursk = forum_.Invited("kursk", "note: 'old' payer: HOST");
  const D after =
      Value(Update(absl::StrCat("update_mask { paths: '*' } delegation { name: '", kursk,
                                "' organization: 'organizations/kursk' note: 'new' }")));
  EXPECT_EQ(after.note(), "new");
  EXPECT_EQ(after.payer(), D::PAYER_UNSPECIFIED);
  EXPECT_EQ(after.state(), D::INVITED);
}

TEST_P(DelegationsTest, WhatIsFixedOrUnknownCannotBeUpdated) {
  const std::string kursk = forum_.Invited("kursk");
  forum_.Organization("other");
  const std::string asked = absl::StrCat("delegation { name: '", kursk,
                                         "' organization: 'organizations/other' state: ACCEPTED }");
  for (const char* path : {"organization", "name", "state", "direction", "headships", "quotas",
                           "composition_number", "create_time", "unknown", "basis.kind"}) {
    EXPECT_THAT(Update(absl::StrCat("update_mask { paths: '", path, "' } ", asked)),
                RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK))
        << path;
  }
  EXPECT_THAT(Update(asked), RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_EQ(forum_.GetDelegation(kursk).organization(), "organizations/kursk");
}

TEST_P(DelegationsTest, AStaleEtagIsRefused) {
  const std::string kursk = forum_.Invited("kursk");
  const std::string etag = forum_.GetDelegation(kursk).etag();
  const auto update = [&](const std::string& note) {
    return Update(
        absl::StrCat("delegation { name: '", kursk, "' note: '", note, "' etag: '", etag, "' }"));
  };
  ASSERT_THAT(update("first"), IsOk());
  const auto second = update("second");
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Delete(kursk, absl::StrCat("etag: '", etag, "'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_EQ(forum_.GetDelegation(kursk).note(), "first");
}

TEST_P(DelegationsTest, WhatIsUsedOfAQuotaDoesNotChangeTheEtag) {
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.SetQuota(kursk, delegates, 5);
  const std::string draft = forum_.Draft(kursk, delegates);
  const std::string nominated = Value(forum_.Nominate(draft)).name();
  const std::string etag = forum_.GetDelegation(kursk).etag();
  ASSERT_THAT(forum_.Confirm(nominated), IsOk());
  const D after = forum_.GetDelegation(kursk);
  EXPECT_EQ(after.etag(), etag);
  ASSERT_THAT(after.quotas(), SizeIs(1));
  EXPECT_EQ(after.quotas(0).used(), 1);
  EXPECT_EQ(after.quotas(0).limit(), 5);
}

TEST_P(DelegationsTest, ADeletionCanBeUndone) {
  const std::string kursk = forum_.Invited("kursk");
  EXPECT_THAT(Undelete(kursk), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  const D deleted = Value(Delete(kursk));
  EXPECT_TRUE(deleted.has_delete_time());
  EXPECT_THAT(forum_.GetDelegation(kursk), EqualsProto(deleted));
  EXPECT_THAT(Delete(kursk), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Update(absl::StrCat("delegation { name: '", kursk, "' note: 'x' }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Submit(kursk), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  const D back = Value(Undelete(kursk));
  EXPECT_FALSE(back.has_delete_time());
  EXPECT_EQ(back.state(), D::INVITED);
}

TEST_P(DelegationsTest, AnActiveParticipantKeepsADelegationFromBeingDeleted) {
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Delegation("kursk");
  const std::string draft = forum_.Draft(kursk, delegates);
  const auto refused = Delete(kursk);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status()).at("blockedBy"), draft);
  ASSERT_THAT(forum_.Decline(draft), IsOk());
  EXPECT_THAT(Delete(kursk), IsOk());
}

TEST_P(DelegationsTest, NobodyJoinsADeletedDelegation) {
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Invited("kursk");
  ASSERT_THAT(Delete(kursk), IsOk());
  EXPECT_THAT(forum_.Create(absl::StrCat("person: '", forum_.Person(), "' delegation: '", kursk,
                                         "' category: '", delegates, "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(DelegationsTest, AreReadInPartsWithAMask) {
  const std::string kursk = forum_.Invited("kursk", "note: 'x'");
  EXPECT_THAT(forum_.Ask(&Rooms::GetDelegation,
                         Forum::Named(kursk, "read_mask { paths: 'note' paths: 'state' }")),
              IsOkAnd(EqualsProto(Parse<D>("note: 'x' state: INVITED"))));
  EXPECT_THAT(
      forum_.Ask(&Rooms::GetDelegation, Forum::Named(kursk, "read_mask { paths: 'unknown' }")),
      RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(forum_.Ask(&Rooms::GetDelegation, "name: 'events/tibo/delegations/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(DelegationsTest, SeveralAreReadInTheOrderOfTheirNamesOrNotAtAll) {
  const std::string a = forum_.Invited("a");
  const std::string b = forum_.Invited("b");
  const auto get = [&](const std::string& names) {
    return forum_.Ask(&Rooms::BatchGetDelegations, absl::StrCat("parent: 'events/tibo' ", names));
  };
  const auto both = Value(get(absl::StrCat("names: '", b, "' names: '", a, "'")));
  ASSERT_EQ(both.delegations_size(), 2);
  EXPECT_EQ(both.delegations(0).name(), b);
  EXPECT_THAT(both.delegations(1), EqualsProto(forum_.GetDelegation(a)));
  EXPECT_THAT(get(absl::StrCat("names: '", a, "' names: 'events/tibo/delegations/unknown'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(get(absl::StrCat("names: '", a, "' names: 'events/other/delegations/a'"))),
              ElementsAre("names[1]"));
}

struct ListCase {
  std::string label;
  std::string request;
  std::vector<std::string> expected;  // ids
};

TEST_P(DelegationsTest, AreListedByEveryFilterAndInEveryOrder) {
  const std::string delegates = forum_.Category("delegates");
  // By name: Brest, Kursk, Omsk; by creation: Omsk, Brest, Kursk.
  forum_.Invited("omsk", "display_names { language: 'en' text: 'Omsk' }");
  forum_.clock().Advance(absl::Seconds(1));
  const std::string create_time = "2023-04-17T12:00:01Z";
  forum_.Delegation("brest", "display_names { language: 'en' text: 'Brest' }");
  forum_.clock().Advance(absl::Seconds(1));
  forum_.Invited("kursk", "display_names { language: 'en' text: 'Kursk' }");
  forum_.clock().Advance(absl::Seconds(1));
  ASSERT_THAT(Update("delegation { name: 'events/tibo/delegations/omsk' note: 'x' }"), IsOk());
  const std::vector<ListCase> cases = {
      {"default", "", {"brest", "kursk", "omsk"}},
      {"by name", "order_by: 'sort_name'", {"brest", "kursk", "omsk"}},
      {"by name backwards", "order_by: 'sort_name desc'", {"omsk", "kursk", "brest"}},
      {"by creation", "order_by: 'create_time'", {"omsk", "brest", "kursk"}},
      {"by creation backwards", "order_by: 'create_time desc'", {"kursk", "brest", "omsk"}},
      {"of an organization", "filter: 'organization = \"organizations/kursk\"'", {"kursk"}},
      {"of a direction", "filter: 'direction = SENT'", {}},
      {"hosted", "filter: 'direction = HOSTED'", {"brest", "kursk", "omsk"}},
      {"in a state", "filter: 'state = FORMING'", {"brest"}},
      {"not in a state", "filter: 'NOT state = FORMING'", {"kursk", "omsk"}},
      {"in either state",
       "filter: 'state = FORMING OR state = INVITED'",
       {"brest", "kursk", "omsk"}},
      {"created before", absl::StrCat("filter: 'create_time < \"", create_time, "\"'"), {"omsk"}},
      {"created from",
       absl::StrCat("filter: 'create_time >= \"", create_time, "\"'"),
       {"brest", "kursk"}},
      {"updated after",
       absl::StrCat("filter: 'update_time > \"", create_time, "\"'"),
       {"kursk", "omsk"}},
      {"filter and order",
       "filter: 'state = INVITED' order_by: 'create_time desc'",
       {"kursk", "omsk"}},
  };
  for (const ListCase& row : cases) {
    std::vector<std::string> names;
    for (const std::string& id : row.expected) {
      names.push_back(absl::StrCat("events/tibo/delegations/", id));
    }
    // In one page and one by one.
    for (const char* size : {"", "page_size: 1 "}) {
      EXPECT_EQ(NamesOf(forum_.AllDelegations("events/tibo", absl::StrCat(size, row.request))),
                names)
          << row.label;
    }
  }
}

TEST_P(DelegationsTest, WithoutNamesOfTheirOwnAreSortedByTheirOrganizations) {
  forum_.Invited("b");
  forum_.Invited("c", "display_names { language: 'en' text: 'A name of its own' }");
  forum_.Invited("a");
  EXPECT_THAT(NamesOf(forum_.AllDelegations("events/tibo")),
              ElementsAre("events/tibo/delegations/a", "events/tibo/delegations/c",
                          "events/tibo/delegations/b"));
}

TEST_P(DelegationsTest, AreListedWithDeletedOnesOnlyWhereAskedFor) {
  const std::string a = forum_.Invited("a");
  const std::string b = forum_.Invited("b");
  ASSERT_THAT(Delete(a), IsOk());
  EXPECT_THAT(NamesOf(forum_.AllDelegations("events/tibo")), ElementsAre(b));
  EXPECT_THAT(NamesOf(forum_.AllDelegations("events/tibo", "show_deleted: true")),
              ElementsAre(a, b));
}

TEST_P(DelegationsTest, OfAllEventsAreListedTogether) {
  forum_.Event("", "other");
  const std::string a = forum_.Invited("a");
  const std::string b = forum_.Invited("b", "", "events/other");
  EXPECT_THAT(NamesOf(forum_.AllDelegations("events/-")), UnorderedElementsAre(a, b));
  EXPECT_THAT(NamesOf(forum_.AllDelegations(
                  "events/-", "filter: 'organization = \"organizations/b\"' page_size: 1")),
              ElementsAre(b));
  EXPECT_THAT(NamesOf(forum_.AllDelegations("events/other")), ElementsAre(b));
}

TEST_P(DelegationsTest, AListSaysWhatItCannotAnswer) {
  forum_.Invited("a");
  forum_.Invited("b");
  const auto by_unknown = List("parent: 'events/tibo' filter: 'colour = 5'");
  EXPECT_THAT(by_unknown, RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  const std::string fields = base::MetadataOf(by_unknown.status()).at("allowedFields");
  for (const char* field : {"organization", "direction", "state", "create_time", "update_time"}) {
    EXPECT_THAT(fields, ::testing::HasSubstr(field));
  }
  EXPECT_THAT(List("parent: 'events/tibo' order_by: 'note'"),
              RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
  EXPECT_THAT(List("parent: 'events/tibo' page_token: 'xyz'"),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  EXPECT_THAT(List("parent: 'events/tibo' page_size: -1"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(List("parent: 'events/tibo' read_mask { paths: 'unknown' }"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(List("parent: 'events/unknown'"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(DelegationsTest, APageTokenIsGoodForItsQueryAlone) {
  forum_.Invited("a");
  forum_.Invited("b");
  const auto page = Value(List("parent: 'events/tibo' page_size: 1"));
  ASSERT_FALSE(page.next_page_token().empty());
  EXPECT_FALSE(page.resume_token().empty());
  const std::string token = absl::StrCat("page_token: '", page.next_page_token(), "' ");
  EXPECT_THAT(List(absl::StrCat("parent: 'events/tibo' ", token)), IsOk());
  for (const char* other :
       {"filter: 'state = INVITED'", "order_by: 'create_time'", "show_deleted: true"}) {
    EXPECT_THAT(List(absl::StrCat("parent: 'events/tibo' ", token, other)),
                RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN))
        << other;
  }
}

TEST_P(DelegationsTest, AListShowsQuotasAndCountsAsAGetDoes) {
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.SetQuota(kursk, delegates, 5);
  forum_.Confirmed(kursk, delegates);
  const auto listed = forum_.AllDelegations("events/tibo");
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].composition_number(), 1);
  EXPECT_THAT(listed[0], EqualsProto(forum_.GetDelegation(kursk)));
}

// Every verb in every state.
struct VerbCase {
  std::string label;
  absl::StatusOr<D> (*act)(Forum&, const std::string&);
  std::vector<D::State> from;
  D::State to;
};

TEST_P(DelegationsTest, EveryVerbAppliesInItsStatesAndInNoOther) {
  ASSERT_THAT(
      forum_.Do(&Forum::Events::UpdateEvent, "event { name: 'events/tibo' host_acceptance: true }"),
      IsOk());
  delegates_ = forum_.Category("delegates");
  const std::vector<VerbCase> verbs = {
      {"submit",
       [](Forum& forum, const std::string& name) { return forum.Submit(name); },
       {D::FORMING},
       D::SUBMITTED},
      {"approve",
       [](Forum& forum, const std::string& name) { return forum.Approve(name); },
       {D::SUBMITTED},
       D::APPROVED},
      {"accept",
       [](Forum& forum, const std::string& name) { return forum.AcceptDelegation(name); },
       {D::APPROVED},
       D::ACCEPTED},
      {"decline",
       [](Forum& forum, const std::string& name) { return forum.DeclineDelegation(name); },
       {D::INVITED, D::FORMING, D::SUBMITTED, D::APPROVED},
       D::DECLINED},
      {"return",
       [](Forum& forum, const std::string& name) { return forum.Return(name); },
       {D::SUBMITTED, D::APPROVED},
       D::FORMING},
  };
  for (const VerbCase& verb : verbs) {
    for (int number = D::INVITED; number <= D::DECLINED; ++number) {
      const auto state = static_cast<D::State>(number);
      const std::string name = InState(state);
      if (verb.label == "approve" && state == D::SUBMITTED) {
        forum_.Nominated(name, delegates_, "capacity: HEAD");
      }
      const D before = forum_.GetDelegation(name);
      const absl::StatusOr<D> after = verb.act(forum_, name);
      const std::string label = absl::StrCat(verb.label, " in ", D::State_Name(state));
      if (std::find(verb.from.begin(), verb.from.end(), state) != verb.from.end()) {
        ASSERT_THAT(after, IsOk()) << label;
        EXPECT_EQ(after->state(), verb.to) << label;
        EXPECT_NE(after->etag(), before.etag()) << label;
        EXPECT_THAT(forum_.GetDelegation(name), EqualsProto(*after)) << label;
      } else {
        EXPECT_THAT(after, RefusedFor(v1::ERROR_REASON_WRONG_STATE)) << label;
        EXPECT_EQ(base::MetadataOf(after.status())["state"], D::State_Name(state)) << label;
        EXPECT_THAT(forum_.GetDelegation(name), EqualsProto(before)) << label;
      }
    }
  }
}

TEST_P(DelegationsTest, AVerbAsksForTheCurrentEtag) {
  const std::string kursk = forum_.Delegation("kursk");
  EXPECT_THAT(forum_.Submit(kursk, "etag: 'r99'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(
      forum_.Submit(kursk, absl::StrCat("etag: '", forum_.GetDelegation(kursk).etag(), "'")),
      IsOk());
}

TEST_P(DelegationsTest, WhyTheyWereReturnedOrDeclinedIsKept) {
  const std::string kursk = forum_.Delegation("kursk");
  ASSERT_THAT(forum_.Submit(kursk), IsOk());
  EXPECT_THAT(forum_.Return(kursk), IsOkAnd(Property(&D::state_reason, "too many")));
  EXPECT_THAT(forum_.DeclineDelegation(kursk), IsOkAnd(Property(&D::state_reason, "no money")));
  EXPECT_THAT(BadFields(forum_.Do(&Rooms::ReturnDelegation, Forum::Named(kursk))),
              ElementsAre("reason"));
}

TEST_P(DelegationsTest, AreAcceptedOnlyWhereTheHostAsksForIt) {
  delegates_ = forum_.Category("delegates");
  const std::string kursk = InState(D::APPROVED);
  EXPECT_THAT(forum_.AcceptDelegation(kursk), RefusedFor(v1::ERROR_REASON_ACCEPTANCE_NOT_ASKED));
  EXPECT_EQ(forum_.GetDelegation(kursk).state(), D::APPROVED);
}

TEST_P(DelegationsTest, AreApprovedWithAHeadOnly) {
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.Nominated(kursk, delegates);
  ASSERT_THAT(forum_.Submit(kursk), IsOk());
  EXPECT_THAT(forum_.Approve(kursk), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  EXPECT_EQ(forum_.GetDelegation(kursk).state(), D::SUBMITTED);
}

TEST_P(DelegationsTest, AreSubmittedInsideTheNominationWindow) {
  const absl::Time closes = forum_.clock().Now() + absl::Hours(1);
  ASSERT_THAT(forum_.Do(&Forum::Events::UpdateEvent,
                        absl::StrCat("event { name: 'events/tibo' windows { step: NOMINATION "
                                     "interval { end_time ",
                                     testing::InText(closes), " } } }")),
              IsOk());
  const std::string a = forum_.Delegation("a");
  const std::string b = forum_.Delegation("b");
  forum_.clock().Set(closes - absl::Microseconds(1));
  EXPECT_THAT(forum_.Submit(a), IsOk());
  forum_.clock().Set(closes);
  const auto late = forum_.Submit(b);
  EXPECT_THAT(late, RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
  EXPECT_EQ(base::MetadataOf(late.status()).at("window"), "NOMINATION");
  EXPECT_EQ(base::MetadataOf(late.status()).at("closedAt"), "2023-04-17T16:00:00+03:00");
  EXPECT_THAT(forum_.Submit(b, "reason: 'the post was late'"), IsOk());
}

TEST_P(DelegationsTest, ADeclinedDelegationFreesWhatItHad) {
  const std::string delegates = forum_.Category("delegates", "limit: 3");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.SetQuota(kursk, delegates, 3);
  const std::string head = forum_.Confirmed(kursk, delegates, "capacity: HEAD");
  const std::string draft = forum_.Draft(kursk, delegates);
  forum_.Hold(kursk, delegates, 1, Forum::start());
  forum_.Approved(kursk);
  const D declined = Value(forum_.DeclineDelegation(kursk));
  EXPECT_EQ(declined.state(), D::DECLINED);
  EXPECT_THAT(declined.headships(), IsEmpty());
  EXPECT_EQ(forum_.StateOf(head), v1::Participant::DECLINED);
  EXPECT_EQ(forum_.StateOf(draft), v1::Participant::DECLINED);
  EXPECT_THAT(forum_.HoldsOf(kursk), IsEmpty());
  EXPECT_EQ(forum_.QuotaOf(kursk, delegates).used(), 0);
  EXPECT_EQ(forum_.QuotaOf(kursk, delegates).held(), 0);
  EXPECT_EQ(forum_.GetCategory(delegates).used(), 0);
}

TEST_P(DelegationsTest, WhenOneIsDeclinedAnotherMovesUp) {
  ASSERT_THAT(
      forum_.Do(&Forum::Events::UpdateEvent, "event { name: 'events/tibo' waiting_list: true }"),
      IsOk());
  const std::string delegates = forum_.Category("delegates", "limit: 2");
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  forum_.Confirmed(kursk, delegates);
  forum_.Confirmed(kursk, delegates);
  const std::string of_kursk = forum_.Confirmed(kursk, delegates);
  const std::string of_omsk = forum_.Confirmed(omsk, delegates);
  ASSERT_EQ(forum_.StateOf(of_omsk), v1::Participant::WAITLISTED);
  ASSERT_THAT(forum_.DeclineDelegation(kursk), IsOk());
  EXPECT_EQ(forum_.StateOf(of_kursk), v1::Participant::DECLINED);
  EXPECT_EQ(forum_.StateOf(of_omsk), v1::Participant::CONFIRMED);
}

TEST_P(DelegationsTest, NobodyJoinsADeclinedDelegation) {
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Delegation("kursk");
  const std::string draft = forum_.Draft(kursk, delegates);
  ASSERT_THAT(forum_.DeclineDelegation(kursk), IsOk());
  EXPECT_THAT(forum_.Create(absl::StrCat("person: '", forum_.Person(), "' delegation: '", kursk,
                                         "' category: '", delegates, "'")),
              RefusedFor(v1::ERROR_REASON_DELEGATION_NOT_OPEN));
  EXPECT_THAT(forum_.Reinstate(draft), RefusedFor(v1::ERROR_REASON_DELEGATION_NOT_OPEN));
  EXPECT_THAT(forum_.HoldSeats(kursk, delegates, 1, Forum::start()),
              RefusedFor(v1::ERROR_REASON_DELEGATION_NOT_OPEN));
}

TEST_P(DelegationsTest, AnInvitedDelegationFormsOnceSomebodyIsNominated) {
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Invited("kursk");
  forum_.Nominated(kursk, delegates);
  EXPECT_EQ(forum_.GetDelegation(kursk).state(), D::FORMING);
}

TEST_P(DelegationsTest, ARepeatedRequestGetsTheFirstAnswerAgain) {
  forum_.Organization("kursk");
  const std::string request =
      "delegation { organization: 'organizations/kursk' note: 'x' } request_id: '7c9e6679'";
  const D first = Value(Invite(request));
  forum_.clock().Advance(absl::Hours(1));
  EXPECT_THAT(Invite(request), IsOkAnd(EqualsProto(first)));
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), SizeIs(1));
  EXPECT_THAT(Invite("delegation { organization: 'organizations/kursk' } request_id: '7c9e6679'"),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
  EXPECT_THAT(forum_.Submit(first.name(), "request_id: '7c9e6679'"),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

TEST_P(DelegationsTest, ARefusalIsNotRememberedUnderItsRequestId) {
  const std::string kursk = forum_.Invited("kursk");
  ASSERT_THAT(forum_.Submit(kursk, "request_id: 'submit'"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  ASSERT_THAT(forum_.Do(&Rooms::RegisterDelegation,
                        absl::StrCat("parent: 'events/tibo' delegation { name: '", kursk, "' }")),
              IsOk());
  EXPECT_THAT(forum_.Submit(kursk, "request_id: 'submit'"),
              IsOkAnd(Property(&D::state, D::SUBMITTED)));
}

TEST_P(DelegationsTest, ADryRunAnswersAsIfItWereDoneAndChangesNothing) {
  const std::string kursk = forum_.Delegation("kursk");
  const D before = forum_.GetDelegation(kursk);
  EXPECT_THAT(forum_.Submit(kursk, "validate_only: true"),
              IsOkAnd(Property(&D::state, D::SUBMITTED)));
  EXPECT_THAT(
      Update(absl::StrCat("validate_only: true delegation { name: '", kursk, "' note: 'new' }")),
      IsOkAnd(Property(&D::note, "new")));
  EXPECT_THAT(Delete(kursk, "validate_only: true"), IsOk());
  EXPECT_THAT(Invite("delegation_id: 'two' delegation { organization: 'organizations/kursk' } "
                     "validate_only: true"),
              IsOk());
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), ElementsAre(EqualsProto(before)));
}

TEST_P(DelegationsTest, ADeclinedDelegationCannotBeAskedToChangeAnything) {
  const std::string kursk = forum_.Delegation("kursk");
  ASSERT_THAT(forum_.DeclineDelegation(kursk), IsOk());
  EXPECT_THAT(forum_.Do(&Rooms::RegisterDelegation,
                        absl::StrCat("parent: 'events/tibo' delegation { name: '", kursk, "' }")),
              RefusedFor(v1::ERROR_REASON_DELEGATION_NOT_OPEN));
}

}  // namespace
}  // namespace plenary::delegations
