// Participants over every engine: drafted, led through their states, changed, listed and deleted.
#include <algorithm>
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
using C = v1::CompositionChange;
using P = v1::Participant;
using Rooms = Forum::Delegations;

class ParticipantsTest : public testing::ForumTest {
 protected:
  void SetUpEvent(const std::string& rest = "") {
    forum_.Event(rest);
    delegates_ = forum_.Category("delegates");
    kursk_ = forum_.Delegation("kursk");
  }
  absl::StatusOr<P> Create(const std::string& person, const std::string& rest = "") {
    return forum_.Create(absl::StrCat("person: '", person, "' delegation: '", kursk_,
                                      "' category: '", delegates_, "'"),
                         rest);
  }
  absl::StatusOr<P> Update(const std::string& name, const std::string& fields,
                           const std::string& rest = "") {
    return forum_.Do(&Rooms::UpdateParticipant,
                     absl::StrCat("participant { name: '", name, "' ", fields, " } ", rest));
  }
  absl::StatusOr<P> Delete(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&Rooms::DeleteParticipant, Forum::Named(name, rest));
  }
  absl::StatusOr<P> Undelete(const std::string& name) {
    return forum_.Do(&Rooms::UndeleteParticipant, Forum::Named(name));
  }
  absl::StatusOr<v1::ListParticipantsResponse> List(const std::string& request) {
    return forum_.Ask(&Rooms::ListParticipants, request);
  }
  std::vector<C::Kind> KindsOf(const std::string& delegation) {
    std::vector<C::Kind> kinds;
    for (const C& change : forum_.CompositionOf(delegation)) kinds.push_back(change.kind());
    return kinds;
  }

  std::string delegates_;
  std::string kursk_;
};
PLENARY_ON_EVERY_ENGINE(ParticipantsTest);

// --- Drafts.

TEST_P(ParticipantsTest, ADraftSaysWhoComesAsWhat) {
  SetUpEvent();
  const std::string person = forum_.Person("Ivanova");
  const P made = Value(
      Create(person,
             "capacity: DEPUTY_HEAD functions: SPEAKER functions: PRESS precedence: 3 "
             "listing_consent: true note: 'vegetarian' titles { language: 'en' text: 'Minister' } "
             "stay { arrival { time { seconds: 1685500000 } carrier: 'Belavia' number: 'B2 956' } "
             "hotel: 'Minsk' needs: 'step-free access' }"));
  EXPECT_TRUE(base::HasForm(made.name(), "events/{event}/participants/{participant}"));
  EXPECT_EQ(base::EventOf(made.name()), "events/tibo");
  EXPECT_EQ(made.state(), P::DRAFT);
  EXPECT_EQ(made.person(), person);
  EXPECT_EQ(made.delegation(), kursk_);
  EXPECT_EQ(made.category(), delegates_);
  EXPECT_EQ(made.display_name(), "Ivanova");
  EXPECT_EQ(made.stay().arrival().number(), "B2 956");
  EXPECT_FALSE(made.etag().empty());
  EXPECT_THAT(made.update_time(), EqualsProto(made.create_time()));
  EXPECT_THAT(forum_.Participant(made.name()), EqualsProto(made));
}

TEST_P(ParticipantsTest, WhatOnlyTheServerSaysIsIgnored) {
  SetUpEvent();
  const P made = Value(Create(
      forum_.Person("Ivanova"),
      "name: 'events/other/participants/x' state: ACCEPTED attendance: ARRIVED replaces: 'x' "
      "place_in_line: 3 overbooked: true display_name: 'Petrova' delete_time { seconds: 5 }"));
  EXPECT_EQ(made.state(), P::DRAFT);
  EXPECT_EQ(made.attendance(), P::EXPECTED);
  EXPECT_EQ(made.replaces(), "");
  EXPECT_EQ(made.place_in_line(), 0);
  EXPECT_FALSE(made.overbooked());
  EXPECT_EQ(made.display_name(), "Ivanova");
  EXPECT_FALSE(made.has_delete_time());
}

TEST_P(ParticipantsTest, StandOnAPersonACategoryAndADelegationThatExist) {
  SetUpEvent();
  const std::string person = absl::StrCat("person: '", forum_.Person(), "' ");
  const auto create = [&](const std::string& participant) {
    return forum_.Do(&Rooms::CreateParticipant,
                     absl::StrCat("parent: 'events/tibo' participant { ", participant, " }"));
  };
  const std::string category = absl::StrCat("category: '", delegates_, "' ");
  EXPECT_THAT(create(absl::StrCat("person: 'people/unknown' ", category)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(create(absl::StrCat(person, "category: 'events/tibo/categories/unknown'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(
      create(absl::StrCat(person, category, "delegation: 'events/tibo/delegations/unknown'")),
      RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(create(absl::StrCat(person,
                                            "category: 'events/other/categories/x' "
                                            "delegation: 'events/other/delegations/y'"))),
              UnorderedElementsAre("participant.category", "participant.delegation"));
  EXPECT_THAT(BadFields(create("person: 'Ivanova' capacity: 99 precedence: -1")),
              UnorderedElementsAre("participant.person", "participant.category",
                                   "participant.capacity", "participant.precedence"));
  EXPECT_THAT(BadFields(create(absl::StrCat(person, category, "capacity: HEAD"))),
              ElementsAre("participant.capacity"));
  const std::string gone = forum_.Person("Gone");
  ASSERT_THAT(forum_.Do(&Forum::Directory::DeletePerson, Forum::Named(gone)), IsOk());
  EXPECT_THAT(create(absl::StrCat("person: '", gone, "' ", category)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Participants(), IsEmpty());
}

TEST_P(ParticipantsTest, APersonParticipatesOnce) {
  SetUpEvent();
  const std::string person = forum_.Person();
  const P first = Value(Create(person));
  const std::string omsk = forum_.Delegation("omsk");
  const auto second = forum_.Create(
      absl::StrCat("person: '", person, "' delegation: '", omsk, "' category: '", delegates_, "'"));
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(base::MetadataOf(second.status())["participant"], first.name());
  EXPECT_EQ(base::MetadataOf(second.status())["delegation"], kursk_);
  // In another event, or once the first participation is over, it is another matter.
  forum_.Event("", "other");
  const std::string press = forum_.Category("press", "", "events/other");
  EXPECT_THAT(forum_.Create(absl::StrCat("person: '", person, "' category: '", press, "'")),
              IsOk());
  ASSERT_THAT(forum_.Decline(first.name()), IsOk());
  EXPECT_THAT(Create(person), IsOk());
}

TEST_P(ParticipantsTest, NobodyComesBackWhileParticipatingOtherwise) {
  SetUpEvent();
  const std::string person = forum_.Person();
  const std::string first = Value(Create(person)).name();
  ASSERT_THAT(forum_.Decline(first), IsOk());
  ASSERT_THAT(Create(person), IsOk());
  EXPECT_THAT(forum_.Reinstate(first), RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
}

TEST_P(ParticipantsTest, DraftsAreDeletedAndUndeleted) {
  SetUpEvent();
  const std::string person = forum_.Person();
  const std::string draft = Value(Create(person)).name();
  EXPECT_THAT(Undelete(draft), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  const P deleted = Value(Delete(draft));
  EXPECT_TRUE(deleted.has_delete_time());
  EXPECT_THAT(forum_.Participant(draft), EqualsProto(deleted));
  EXPECT_THAT(Delete(draft), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Nominate(draft), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Update(draft, "note: 'x'"), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Participants(), IsEmpty());
  EXPECT_THAT(forum_.Participants("events/tibo", "show_deleted: true"), SizeIs(1));
  EXPECT_THAT(Undelete(draft), IsOkAnd(Property(&P::has_delete_time, false)));
  EXPECT_THAT(forum_.Nominate(draft), IsOk());
}

TEST_P(ParticipantsTest, ADeletedDraftDoesNotComeBackWhileThePersonParticipates) {
  SetUpEvent();
  const std::string person = forum_.Person();
  const std::string draft = Value(Create(person)).name();
  ASSERT_THAT(Delete(draft), IsOk());
  ASSERT_THAT(Create(person), IsOk());
  EXPECT_THAT(Undelete(draft), RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
}

TEST_P(ParticipantsTest, WhoWasNominatedIsNotDeleted) {
  SetUpEvent();
  EXPECT_THAT(Delete(forum_.Nominated(kursk_, delegates_)),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

// --- Verbs.

struct VerbCase {
  std::string label;
  absl::StatusOr<P> (*act)(Forum&, const std::string&);
  std::vector<P::State> from;
  P::State to;  // STATE_UNSPECIFIED: as it was
};

TEST_P(ParticipantsTest, EveryVerbAppliesInItsStatesAndInNoOther) {
  SetUpEvent("host_acceptance: true");
  const std::string full = forum_.Category("full", "limit: 0");
  const auto in_state = [&](P::State state) {
    if (state == P::DRAFT) return forum_.Draft(kursk_, delegates_);
    if (state == P::WAITLISTED) {
      const std::string waits = forum_.Nominated(kursk_, full);
      Value(forum_.Confirm(waits, "when_full: WAIT"));
      return waits;
    }
    const std::string name = forum_.Nominated(kursk_, delegates_);
    if (state == P::CONFIRMED || state == P::ACCEPTED) Value(forum_.Confirm(name));
    if (state == P::ACCEPTED) Value(forum_.Accept(name));
    if (state == P::DECLINED) Value(forum_.Decline(name));
    if (state == P::REJECTED) Value(forum_.Reject(name));
    if (state == P::WITHDRAWN) Value(forum_.Withdraw(name));
    if (state == P::SUBSTITUTED) Value(forum_.Substitute(name, forum_.Person()));
    return name;
  };
  const std::vector<VerbCase> verbs = {
      {"nominate",
       [](Forum& forum, const std::string& name) { return forum.Nominate(name); },
       {P::DRAFT},
       P::NOMINATED},
      {"confirm",
       [](Forum& forum, const std::string& name) { return forum.Confirm(name); },
       {P::NOMINATED},
       P::CONFIRMED},
      {"accept",
       [](Forum& forum, const std::string& name) { return forum.Accept(name); },
       {P::CONFIRMED},
       P::ACCEPTED},
      {"reject",
       [](Forum& forum, const std::string& name) { return forum.Reject(name); },
       {P::NOMINATED, P::WAITLISTED, P::CONFIRMED},
       P::REJECTED},
      {"decline",
       [](Forum& forum, const std::string& name) { return forum.Decline(name); },
       {P::DRAFT, P::NOMINATED, P::WAITLISTED},
       P::DECLINED},
      {"withdraw",
       [](Forum& forum, const std::string& name) { return forum.Withdraw(name); },
       {P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED},
       P::WITHDRAWN},
      {"reinstate",
       [](Forum& forum, const std::string& name) { return forum.Reinstate(name); },
       {P::DECLINED, P::REJECTED, P::WITHDRAWN},
       P::NOMINATED},
      {"substitute",
       [](Forum& forum, const std::string& name) -> absl::StatusOr<P> {
         const auto answer = forum.Substitute(name, forum.Person());
         if (!answer.ok()) return answer.status();
         return answer->replaced();
       },
       {P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED},
       P::SUBSTITUTED},
      {"change category",
       [](Forum& forum, const std::string& name) {
         return forum.ChangeCategory(name, "events/tibo/categories/full", "when_full: WAIT");
       },
       {P::DRAFT, P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED},
       P::STATE_UNSPECIFIED},
      {"record attendance",
       [](Forum& forum, const std::string& name) {
         return forum.RecordAttendance(name, "ARRIVED");
       },
       {P::NOMINATED, P::CONFIRMED, P::ACCEPTED},
       P::STATE_UNSPECIFIED},
  };
  for (const VerbCase& verb : verbs) {
    for (int number = P::DRAFT; number <= P::SUBSTITUTED; ++number) {
      const auto state = static_cast<P::State>(number);
      const std::string name = in_state(state);
      const P before = forum_.Participant(name);
      ASSERT_EQ(before.state(), state);
      const absl::StatusOr<P> after = verb.act(forum_, name);
      const std::string label = absl::StrCat(verb.label, " in ", P::State_Name(state));
      if (std::find(verb.from.begin(), verb.from.end(), state) != verb.from.end()) {
        ASSERT_THAT(after, IsOk()) << label;
        EXPECT_TRUE(verb.to == P::STATE_UNSPECIFIED || after->state() == verb.to) << label;
        EXPECT_THAT(forum_.Participant(name), EqualsProto(*after)) << label;
      } else {
        EXPECT_THAT(after, RefusedFor(v1::ERROR_REASON_WRONG_STATE)) << label;
        EXPECT_EQ(base::MetadataOf(after.status())["state"], P::State_Name(state)) << label;
        EXPECT_THAT(forum_.Participant(name), EqualsProto(before)) << label;
      }
    }
  }
}

TEST_P(ParticipantsTest, AVerbKeepsItsReasonAndChangesTheEtag) {
  SetUpEvent();
  const P nominated = Value(forum_.Nominate(forum_.Draft(kursk_, delegates_)));
  forum_.clock().Advance(absl::Seconds(1));
  const P withdrawn = Value(forum_.Withdraw(nominated.name(), "reason: 'fell ill'"));
  EXPECT_EQ(withdrawn.state_reason(), "fell ill");
  EXPECT_NE(withdrawn.etag(), nominated.etag());
  EXPECT_EQ(withdrawn.update_time().seconds(), nominated.update_time().seconds() + 1);
  EXPECT_THAT(withdrawn.create_time(), EqualsProto(nominated.create_time()));
}

TEST_P(ParticipantsTest, WhoLeavesOrComesBackMustSayWhy) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(BadFields(forum_.Reject(name, "")), ElementsAre("reason"));
  EXPECT_THAT(BadFields(forum_.Decline(name, "")), ElementsAre("reason"));
  EXPECT_THAT(BadFields(forum_.Withdraw(name, "")), ElementsAre("reason"));
  EXPECT_THAT(BadFields(forum_.Reinstate(name, "")), ElementsAre("reason"));
}

TEST_P(ParticipantsTest, AVerbAsksForTheCurrentEtagAndANameThatExists) {
  SetUpEvent();
  const std::string draft = forum_.Draft(kursk_, delegates_);
  const auto stale = forum_.Nominate(draft, "etag: 'r99'");
  EXPECT_THAT(stale, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(stale, StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(forum_.StateOf(draft), P::DRAFT);
  EXPECT_THAT(
      forum_.Nominate(draft, absl::StrCat("etag: '", forum_.Participant(draft).etag(), "'")),
      IsOk());
  EXPECT_THAT(forum_.Confirm("events/tibo/participants/unknown"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(forum_.Confirm("participants/unknown")), ElementsAre("name"));
  EXPECT_THAT(BadFields(forum_.Confirm("events/tibo/delegations/kursk")), ElementsAre("name"));
}

TEST_P(ParticipantsTest, WhoIsNominatedIsAcceptedOnlyWhereTheHostAsksForIt) {
  SetUpEvent();
  EXPECT_THAT(forum_.Accept(forum_.Confirmed(kursk_, delegates_)),
              RefusedFor(v1::ERROR_REASON_ACCEPTANCE_NOT_ASKED));
}

TEST_P(ParticipantsTest, TheCompositionOfADelegationIsNumbered) {
  SetUpEvent("waiting_list: true");
  const std::string press = forum_.Category("press", "limit: 0");
  const std::string name = forum_.Draft(kursk_, delegates_);
  EXPECT_THAT(forum_.CompositionOf(kursk_), IsEmpty());
  forum_.clock().Advance(absl::Seconds(1));
  ASSERT_THAT(forum_.Nominate(name), IsOk());
  ASSERT_THAT(forum_.Confirm(name), IsOk());
  ASSERT_THAT(forum_.ChangeCategory(name, forum_.Category("guests")), IsOk());
  ASSERT_THAT(forum_.Withdraw(name, "reason: 'ill'"), IsOk());
  ASSERT_THAT(forum_.Reinstate(name), IsOk());
  const std::string substitute =
      Value(forum_.Substitute(name, forum_.Person())).substitute().name();
  EXPECT_THAT(KindsOf(kursk_),
              ElementsAre(C::ADDED, C::CATEGORY_CHANGED, C::LEFT, C::REINSTATED, C::SUBSTITUTED));
  const auto changes = forum_.CompositionOf(kursk_);
  EXPECT_EQ(changes[0].participant(), name);
  EXPECT_EQ(testing::TimeOf(changes[0].change_time()), forum_.clock().Now());
  EXPECT_EQ(changes[2].reason(), "ill");
  EXPECT_EQ(changes[4].participant(), name);
  EXPECT_EQ(changes[4].substitute(), substitute);
  EXPECT_EQ(forum_.GetDelegation(kursk_).composition_number(), 5);
}

TEST_P(ParticipantsTest, TheCompositionOfADelegationIsListed) {
  SetUpEvent();
  const std::string a = forum_.Nominated(kursk_, delegates_);
  forum_.clock().Advance(absl::Seconds(1));
  forum_.Nominated(kursk_, delegates_);
  ASSERT_THAT(forum_.Withdraw(a), IsOk());
  const auto list = [&](const std::string& rest) {
    std::vector<int> numbers;
    auto request = Parse<v1::ListCompositionChangesRequest>(
        absl::StrCat("parent: '", kursk_, "' page_size: 1 ", rest));
    do {
      const auto page = Value(forum_.Ask(&Rooms::ListCompositionChanges, request));
      for (const C& change : page.composition_changes()) numbers.push_back(change.number());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return numbers;
  };
  EXPECT_THAT(list(""), ElementsAre(1, 2, 3));
  EXPECT_THAT(list("order_by: 'number'"), ElementsAre(1, 2, 3));
  EXPECT_THAT(list("order_by: 'number desc'"), ElementsAre(3, 2, 1));
  EXPECT_THAT(list("filter: 'kind = ADDED'"), ElementsAre(1, 2));
  EXPECT_THAT(list("filter: 'change_time > \"2023-04-17T12:00:00Z\"'"), ElementsAre(2, 3));
  EXPECT_THAT(forum_.Ask(&Rooms::ListCompositionChanges,
                         absl::StrCat("parent: '", kursk_, "' order_by: 'kind'")),
              RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
  EXPECT_THAT(
      forum_.Ask(&Rooms::ListCompositionChanges, "parent: 'events/tibo/delegations/unknown'"),
      RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

// --- Windows.

struct WindowCase {
  std::string label;
  std::string step;
  absl::StatusOr<P> (*prepare)(Forum&);
  absl::StatusOr<P> (*act)(Forum&, const std::string& name, const std::string& reason);
};

TEST_P(ParticipantsTest, EveryStepEndsWithItsWindowToTheMicrosecond) {
  const std::vector<WindowCase> cases = {
      {"nominate", "NOMINATION",
       [](Forum& forum) -> absl::StatusOr<P> {
         return forum.Participant(
             forum.Draft("events/tibo/delegations/kursk", "events/tibo/categories/delegates"));
       },
       [](Forum& forum, const std::string& name, const std::string& reason) {
         return forum.Nominate(name, reason);
       }},
      {"update", "NOMINATION",
       [](Forum& forum) -> absl::StatusOr<P> {
         return forum.Participant(
             forum.Nominated("events/tibo/delegations/kursk", "events/tibo/categories/delegates"));
       },
       [](Forum& forum, const std::string& name, const std::string& reason) {
         return forum.Do(&Rooms::UpdateParticipant,
                         absl::StrCat("participant { name: '", name, "' note: 'x' } ", reason));
       }},
      {"change category", "NOMINATION",
       [](Forum& forum) -> absl::StatusOr<P> {
         return forum.Participant(
             forum.Nominated("events/tibo/delegations/kursk", "events/tibo/categories/delegates"));
       },
       [](Forum& forum, const std::string& name, const std::string& reason) {
         return forum.ChangeCategory(name, "events/tibo/categories/press", reason);
       }},
      {"confirm", "CONFIRMATION",
       [](Forum& forum) -> absl::StatusOr<P> {
         return forum.Participant(
             forum.Nominated("events/tibo/delegations/kursk", "events/tibo/categories/delegates"));
       },
       [](Forum& forum, const std::string& name, const std::string& reason) {
         return forum.Confirm(name, reason);
       }},
      {"substitute", "SUBSTITUTION",
       [](Forum& forum) -> absl::StatusOr<P> {
         return forum.Participant(
             forum.Nominated("events/tibo/delegations/kursk", "events/tibo/categories/delegates"));
       },
       [](Forum& forum, const std::string& name, const std::string& reason) -> absl::StatusOr<P> {
         const auto answer = forum.Substitute(name, forum.Person(), reason);
         if (!answer.ok()) return answer.status();
         return answer->substitute();
       }},
  };
  SetUpEvent();
  forum_.Category("press");
  absl::Time opens = forum_.clock().Now() + absl::Hours(1);
  for (const WindowCase& row : cases) {
    const absl::Time closes = opens + absl::Hours(1);
    const std::string early = Value(row.prepare(forum_)).name();
    const std::string late = Value(row.prepare(forum_)).name();
    ASSERT_THAT(forum_.Do(&Forum::Events::UpdateEvent,
                          absl::StrCat("event { name: 'events/tibo' windows { step: ", row.step,
                                       " interval { start_time ", InText(opens), " end_time ",
                                       InText(closes), " } } }")),
                IsOk());
    forum_.clock().Set(opens - absl::Microseconds(1));
    EXPECT_THAT(row.act(forum_, early, ""), RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED))
        << row.label;
    forum_.clock().Set(closes - absl::Microseconds(1));
    EXPECT_THAT(row.act(forum_, early, ""), IsOk()) << row.label;
    forum_.clock().Set(closes);
    const P before = forum_.Participant(late);
    const auto refused = row.act(forum_, late, "");
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED)) << row.label;
    EXPECT_EQ(base::MetadataOf(refused.status())["window"], row.step) << row.label;
    EXPECT_THAT(forum_.Participant(late), EqualsProto(before)) << row.label;
    EXPECT_THAT(row.act(forum_, late, "reason: 'the minister asks'"), IsOk()) << row.label;
    // No windows for the next one.
    ASSERT_THAT(forum_.Do(&Forum::Events::UpdateEvent,
                          "event { name: 'events/tibo' } update_mask { paths: 'windows' }"),
                IsOk());
    opens = closes + absl::Hours(1);
  }
}

TEST_P(ParticipantsTest, WhoDraftsLeavesOrComesBackNeedsNoWindow) {
  SetUpEvent();
  const std::string nominated = forum_.Nominated(kursk_, delegates_);
  const std::string confirmed = forum_.Confirmed(kursk_, delegates_);
  const std::string rejected = forum_.Nominated(kursk_, delegates_);
  ASSERT_THAT(forum_.Do(&Forum::Events::UpdateEvent,
                        "event { name: 'events/tibo' "
                        "windows { step: NOMINATION interval { end_time { seconds: 5 } } } "
                        "windows { step: CONFIRMATION interval { end_time { seconds: 5 } } } "
                        "windows { step: SUBSTITUTION interval { end_time { seconds: 5 } } } "
                        "windows { step: PROMOTION interval { end_time { seconds: 5 } } } }"),
              IsOk());
  EXPECT_THAT(Create(forum_.Person()), IsOk());
  EXPECT_THAT(forum_.RecordAttendance(confirmed, "ARRIVED"), IsOk());
  EXPECT_THAT(forum_.Decline(nominated), IsOk());
  EXPECT_THAT(forum_.Withdraw(confirmed), IsOk());
  EXPECT_THAT(forum_.Reject(rejected), IsOk());
  EXPECT_THAT(forum_.Reinstate(nominated), IsOk());
}

// --- Updates.

TEST_P(ParticipantsTest, AnUpdateChangesWhatItsMaskNames) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_, "note: 'old' precedence: 5");
  const P before = forum_.Participant(name);
  const P after = Value(Update(name, "note: 'new' precedence: 1", "update_mask { paths: 'note' }"));
  EXPECT_EQ(after.note(), "new");
  EXPECT_EQ(after.precedence(), 5);
  EXPECT_NE(after.etag(), before.etag());
  EXPECT_EQ(after.state(), P::NOMINATED);
  EXPECT_THAT(forum_.Participant(name), EqualsProto(after));
  EXPECT_THAT(Update(name, "precedence: 2"), IsOkAnd(Property(&P::note, "new")));
  const P nested = Value(
      Update(name, "stay { hotel: 'Minsk' needs: 'lift' }", "update_mask { paths: 'stay.hotel' }"));
  EXPECT_EQ(nested.stay().hotel(), "Minsk");
  EXPECT_THAT(nested.stay().needs(), IsEmpty());
}

TEST_P(ParticipantsTest, WhatVerbsChangeIsNotUpdated) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const P before = forum_.Participant(name);
  const std::string as_it_is =
      absl::StrCat("person: '", before.person(), "' category: '", before.category(), "'");
  for (const char* path :
       {"person", "delegation", "category", "state", "state_reason", "attendance", "replaces",
        "place_in_line", "overbooked", "display_name", "name", "create_time", "unknown"}) {
    EXPECT_THAT(Update(name, as_it_is, absl::StrCat("update_mask { paths: '", path, "' }")),
                RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK))
        << path;
  }
  EXPECT_THAT(Update(name, absl::StrCat("person: '", forum_.Person(), "'")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(Update(name, "category: 'events/tibo/categories/other'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(forum_.Participant(name), EqualsProto(before));
}

TEST_P(ParticipantsTest, AnUpdateWithAStaleEtagIsRefused) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const std::string etag = absl::StrCat(" etag: '", forum_.Participant(name).etag(), "'");
  ASSERT_THAT(Update(name, absl::StrCat("note: 'first'", etag)), IsOk());
  EXPECT_THAT(Update(name, absl::StrCat("note: 'second'", etag)),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_EQ(forum_.Participant(name).note(), "first");
}

TEST_P(ParticipantsTest, ABadUpdateNamesEveryBadField) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(BadFields(Update(name,
                               "titles { language: 'en' text: 'a' } "
                               "titles { language: 'en' text: 'b' } "
                               "stay { arrival { time { seconds: 9 } } "
                               "departure { time { seconds: 8 } } }")),
              ElementsAre("participant.titles[1]", "participant.stay.departure.time"));
  EXPECT_THAT(BadFields(Update(name, "waiting_rank: -1 functions: 99")),
              UnorderedElementsAre("participant.waiting_rank", "participant.functions[0]"));
  EXPECT_THAT(BadFields(forum_.Do(&Rooms::UpdateParticipant,
                                  "participant { note: 'x' } update_mask { paths: 'note' }")),
              ElementsAre("participant.name"));
}

TEST_P(ParticipantsTest, ASpeakerInAnOverflowIsRefusedOnUpdateToo) {
  SetUpEvent();
  const std::string balcony =
      forum_.Category("balcony", absl::StrCat("overflow_of: '", delegates_, "'"));
  const std::string name = forum_.Nominated(kursk_, balcony);
  EXPECT_THAT(Update(name, "functions: SPEAKER"),
              RefusedFor(v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK));
}

TEST_P(ParticipantsTest, ANameIsShownAsItWasWhenTheParticipationLastChanged) {
  SetUpEvent();
  const std::string person = forum_.Person("Ivanova");
  const std::string name = Value(Create(person)).name();
  ASSERT_THAT(forum_.Do(&Forum::Directory::UpdatePerson,
                        absl::StrCat("person { name: '", person,
                                     "' names { language: 'en' family_name: 'Petrova' } }")),
              IsOk());
  EXPECT_EQ(forum_.Participant(name).display_name(), "Ivanova");
  EXPECT_THAT(forum_.Nominate(name), IsOkAnd(Property(&P::display_name, "Petrova")));
}

// --- Attendance.

TEST_P(ParticipantsTest, AttendanceIsRecordedForThoseWhoWereToCome) {
  SetUpEvent();
  const std::string name = forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.RecordAttendance(name, "ARRIVED"),
              IsOkAnd(Property(&P::attendance, P::ARRIVED)));
  EXPECT_THAT(forum_.RecordAttendance(name, "NO_SHOW"),
              IsOkAnd(Property(&P::attendance, P::NO_SHOW)));
  EXPECT_THAT(forum_.RecordAttendance(name, "EXPECTED"),
              IsOkAnd(Property(&P::attendance, P::EXPECTED)));
  EXPECT_THAT(BadFields(forum_.RecordAttendance(name, "ATTENDANCE_UNSPECIFIED")),
              ElementsAre("attendance"));
  EXPECT_EQ(forum_.StateOf(name), P::CONFIRMED);
}

TEST_P(ParticipantsTest, AttendanceIsRecordedAfterTheEventUntilItIsArchived) {
  SetUpEvent();
  const std::string name = forum_.Confirmed(kursk_, delegates_);
  const std::string event = Forum::Named("events/tibo");
  ASSERT_THAT(forum_.Do(&Forum::Events::StartEvent, event), IsOk());
  EXPECT_THAT(forum_.RecordAttendance(name, "ARRIVED"), IsOk());
  ASSERT_THAT(forum_.Do(&Forum::Events::CloseEvent, event), IsOk());
  EXPECT_THAT(forum_.RecordAttendance(name, "NO_SHOW"), IsOk());
  ASSERT_THAT(forum_.Do(&Forum::Events::ArchiveEvent, event), IsOk());
  EXPECT_THAT(forum_.RecordAttendance(name, "ARRIVED"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

// --- Reading.

TEST_P(ParticipantsTest, AreReadInPartsWithAMask) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_, "note: 'x'");
  EXPECT_THAT(forum_.Ask(&Rooms::GetParticipant,
                         Forum::Named(name, "read_mask { paths: 'note' paths: 'state' }")),
              IsOkAnd(EqualsProto(Parse<P>("note: 'x' state: NOMINATED"))));
  EXPECT_THAT(List("parent: 'events/tibo' read_mask { paths: 'note' }"),
              IsOkAnd(Property(&v1::ListParticipantsResponse::participants,
                               ElementsAre(EqualsProto(Parse<P>("note: 'x'"))))));
  EXPECT_THAT(
      forum_.Ask(&Rooms::GetParticipant, Forum::Named(name, "read_mask { paths: 'colour' }")),
      RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(forum_.Ask(&Rooms::GetParticipant, "name: 'events/tibo/participants/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ParticipantsTest, ThePlaceInLineIsReadByMaskToo) {
  SetUpEvent("waiting_list: true");
  const std::string full = forum_.Category("full", "limit: 0");
  const std::string waits = forum_.Confirmed(kursk_, full);
  EXPECT_THAT(forum_.Ask(&Rooms::GetParticipant,
                         Forum::Named(waits, "read_mask { paths: 'place_in_line' }")),
              IsOkAnd(EqualsProto(Parse<P>("place_in_line: 1"))));
  EXPECT_THAT(List("parent: 'events/tibo' read_mask { paths: 'place_in_line' }"),
              IsOkAnd(Property(&v1::ListParticipantsResponse::participants,
                               ElementsAre(EqualsProto(Parse<P>("place_in_line: 1"))))));
}

TEST_P(ParticipantsTest, SeveralAreReadInTheOrderOfTheirNamesOrNotAtAll) {
  SetUpEvent();
  const std::string a = forum_.Nominated(kursk_, delegates_);
  const std::string b = forum_.Draft("", delegates_);
  const auto get = [&](const std::string& names) {
    return forum_.Ask(&Rooms::BatchGetParticipants, absl::StrCat("parent: 'events/tibo' ", names));
  };
  EXPECT_THAT(get(absl::StrCat("names: '", b, "' names: '", a, "' names: '", b, "'")),
              IsOkAnd(Property(&v1::BatchGetParticipantsResponse::participants,
                               ElementsAre(EqualsProto(forum_.Participant(b)),
                                           EqualsProto(forum_.Participant(a)),
                                           EqualsProto(forum_.Participant(b))))));
  EXPECT_THAT(get(absl::StrCat("names: '", a, "' names: 'events/tibo/participants/unknown'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(get(absl::StrCat("names: '", a, "' names: 'events/other/participants/x'"))),
              ElementsAre("names[1]"));
  EXPECT_THAT(BadFields(get("")), ElementsAre("names"));
}

struct ListCase {
  std::string label;
  std::string request;
  std::vector<std::string> expected;  // family names
};

TEST_P(ParticipantsTest, AreListedByEveryFilterAndInEveryOrder) {
  SetUpEvent("waiting_list: true");
  const std::string full = forum_.Category("full", "limit: 0");
  const std::string omsk = forum_.Delegation("omsk");
  const auto add = [&](const std::string& name, const std::string& rest) {
    const std::string person = forum_.Person(name);
    const P made = Value(forum_.Create(absl::StrCat("person: '", person, "' "), rest));
    forum_.clock().Advance(absl::Seconds(1));
    return made;
  };
  const std::string of_kursk = absl::StrCat("delegation: '", kursk_, "' ");
  const std::string in_delegates = absl::StrCat("category: '", delegates_, "' ");
  const std::string in_full = absl::StrCat("category: '", full, "' ");
  // Created in this order, a second apart, from noon on.
  const P petrov = add("Petrov", absl::StrCat(of_kursk, in_delegates, "precedence: 2"));
  const P ivanov = add(
      "Ivanov", absl::StrCat(of_kursk, in_delegates, "capacity: ADVISER listing_consent: true"));
  const P ivanova = add("Ivanova", absl::StrCat(of_kursk, in_full, "waiting_rank: 2"));
  const P sidorov =
      add("Sidorov", absl::StrCat("delegation: '", omsk, "' ", in_full, "precedence: 1"));
  const P adamov = add("Adamov", absl::StrCat(of_kursk, in_full, "waiting_rank: 1"));
  for (const P& each : {ivanova, sidorov, adamov}) {
    ASSERT_THAT(forum_.Nominate(each.name()), IsOk());
    ASSERT_THAT(forum_.Confirm(each.name()), IsOk());
    forum_.clock().Advance(absl::Seconds(1));
  }
  ASSERT_THAT(forum_.Nominate(ivanov.name()), IsOk());
  ASSERT_THAT(forum_.RecordAttendance(ivanov.name(), "ARRIVED"), IsOk());
  const std::string noon_and_2 = "\"2023-04-17T12:00:02Z\"";
  const std::vector<ListCase> cases = {
      {"default", "", {"Sidorov", "Petrov", "Adamov", "Ivanov", "Ivanova"}},
      {"by precedence",
       "order_by: 'precedence'",
       {"Sidorov", "Petrov", "Adamov", "Ivanov", "Ivanova"}},
      {"by name", "order_by: 'sort_name'", {"Adamov", "Ivanov", "Ivanova", "Petrov", "Sidorov"}},
      {"by name backwards",
       "order_by: 'sort_name desc'",
       {"Sidorov", "Petrov", "Ivanova", "Ivanov", "Adamov"}},
      {"by creation",
       "order_by: 'create_time'",
       {"Petrov", "Ivanov", "Ivanova", "Sidorov", "Adamov"}},
      {"by creation backwards",
       "order_by: 'create_time desc'",
       {"Adamov", "Sidorov", "Ivanova", "Ivanov", "Petrov"}},
      {"in line",
       "filter: 'state = WAITLISTED' order_by: 'place_in_line'",
       {"Adamov", "Sidorov", "Ivanova"}},
      {"in line for a category",
       absl::StrCat("filter: 'category = \"", full,
                    "\" AND state = WAITLISTED' order_by: 'place_in_line'"),
       {"Adamov", "Sidorov", "Ivanova"}},
      {"a person", absl::StrCat("filter: 'person = \"", ivanov.person(), "\"'"), {"Ivanov"}},
      {"of a delegation", absl::StrCat("filter: 'delegation = \"", omsk, "\"'"), {"Sidorov"}},
      {"in a category",
       absl::StrCat("filter: 'category = \"", delegates_, "\"' order_by: 'sort_name'"),
       {"Ivanov", "Petrov"}},
      {"in a state", "filter: 'state = DRAFT'", {"Petrov"}},
      {"of a capacity", "filter: 'capacity = ADVISER'", {"Ivanov"}},
      {"who came", "filter: 'attendance = ARRIVED'", {"Ivanov"}},
      {"of a precedence", "filter: 'precedence > 1'", {"Petrov"}},
      {"by a prefix", "filter: 'sort_name:\"Ivanov\"'", {"Ivanov", "Ivanova"}},
      {"by the whole name", "filter: 'sort_name = \"Ivanov\"'", {"Ivanov"}},
      {"who may be published", "filter: 'listed = true'", {"Ivanov"}},
      {"created early",
       absl::StrCat("filter: 'create_time < ", noon_and_2, "'"),
       {"Petrov", "Ivanov"}},
      {"updated early", absl::StrCat("filter: 'update_time <= ", noon_and_2, "'"), {"Petrov"}},
      {"neither here nor there", "filter: 'state = DRAFT AND listed = true'", {}},
  };
  for (const ListCase& row : cases) {
    for (const char* size : {"", "page_size: 1 ", "page_size: 2 "}) {
      std::vector<std::string> names;
      for (const P& each : forum_.Participants("events/tibo", absl::StrCat(size, row.request))) {
        names.push_back(each.display_name());
      }
      EXPECT_EQ(names, row.expected) << row.label << " " << size;
    }
  }
}

TEST_P(ParticipantsTest, AListSaysWhatItCannotAnswer) {
  SetUpEvent();
  const auto by_unknown = List("parent: 'events/tibo' filter: 'colour = 5'");
  EXPECT_THAT(by_unknown, RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  const std::string fields = base::MetadataOf(by_unknown.status()).at("allowedFields");
  for (const char* field : {"person", "delegation", "category", "state", "capacity", "attendance",
                            "precedence", "sort_name", "listed", "create_time", "update_time"}) {
    EXPECT_THAT(fields, ::testing::HasSubstr(field));
  }
  EXPECT_THAT(List("parent: 'events/tibo' filter: 'state = SLEEPING'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  EXPECT_THAT(List("parent: 'events/tibo' order_by: 'note'"),
              RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
  EXPECT_THAT(List("parent: 'events/tibo' page_token: 'xyz'"),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  EXPECT_THAT(List("parent: 'events/unknown'"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ParticipantsTest, OfAllEventsAreListedTogether) {
  SetUpEvent();
  forum_.Event("", "other");
  const std::string press = forum_.Category("press", "", "events/other");
  const std::string person = forum_.Person();
  const std::string here = Value(Create(person)).name();
  const std::string there =
      Value(forum_.Create(absl::StrCat("person: '", person, "' category: '", press, "'"))).name();
  forum_.Draft(kursk_, delegates_);
  std::vector<std::string> names;
  for (const P& each : forum_.Participants(
           "events/-", absl::StrCat("page_size: 1 filter: 'person = \"", person, "\"'"))) {
    names.push_back(each.name());
  }
  EXPECT_THAT(names, UnorderedElementsAre(here, there));
  EXPECT_THAT(forum_.Participants("events/-"), SizeIs(3));
}

TEST_P(ParticipantsTest, AListTellsWhereToWatchFrom) {
  SetUpEvent();
  EXPECT_THAT(List("parent: 'events/tibo'"),
              IsOkAnd(Property(&v1::ListParticipantsResponse::resume_token, Not(IsEmpty()))));
}

// --- Repetition and dry runs.

TEST_P(ParticipantsTest, ARepeatedVerbGetsTheFirstAnswerAgain) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const P first = Value(forum_.Confirm(name, "request_id: 'confirm'"));
  ASSERT_THAT(forum_.Withdraw(name), IsOk());
  EXPECT_THAT(forum_.Confirm(name, "request_id: 'confirm'"), IsOkAnd(EqualsProto(first)));
  EXPECT_EQ(forum_.StateOf(name), P::WITHDRAWN);
  EXPECT_THAT(forum_.Confirm(name, "request_id: 'confirm' reason: 'x'"),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

TEST_P(ParticipantsTest, ADryRunAnswersAsIfItWereDoneAndChangesNothing) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const P before = forum_.Participant(name);
  EXPECT_THAT(forum_.Confirm(name, "validate_only: true request_id: 'x'"),
              IsOkAnd(Property(&P::state, P::CONFIRMED)));
  EXPECT_THAT(forum_.Withdraw(name, "validate_only: true reason: 'ill'"),
              IsOkAnd(Property(&P::state, P::WITHDRAWN)));
  EXPECT_THAT(forum_.Do(&Rooms::SubstituteParticipant,
                        Forum::Named(name,
                                     "validate_only: true new_person { names { "
                                     "language: 'en' family_name: 'Petrov' } }")),
              IsOk());
  EXPECT_THAT(forum_.Participants(), ElementsAre(EqualsProto(before)));
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).used(), 0);
  EXPECT_THAT(forum_.Confirm(name, "request_id: 'x'"), IsOk());
}

}  // namespace
}  // namespace plenary::delegations
