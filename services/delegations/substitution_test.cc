// Substitution over every engine: another person in the same place.
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;
using C = v1::CompositionChange;
using P = v1::Participant;
using Rooms = Forum::Delegations;

class SubstitutionTest : public testing::ForumTest {
 protected:
  void SetUpEvent(const std::string& rest = "") {
    forum_.Event(rest);
    delegates_ = forum_.Category("delegates", "limit: 2");
    kursk_ = forum_.Delegation("kursk");
  }
  absl::StatusOr<v1::SubstituteParticipantResponse> Call(const std::string& name,
                                                         const std::string& rest) {
    return forum_.Do(&Rooms::SubstituteParticipant, Forum::Named(name, rest));
  }

  std::string delegates_;
  std::string kursk_;
};
PLENARY_ON_EVERY_ENGINE(SubstitutionTest);

TEST_P(SubstitutionTest, PutsAnotherPersonInTheSamePlace) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 1);
  const std::string name = forum_.Confirmed(
      kursk_, delegates_,
      "precedence: 3 capacity: ADVISER titles { language: 'en' text: 'Minister' }");
  const std::string person = forum_.Person("Petrov");
  const auto answer = Value(forum_.Substitute(name, person, "reason: 'ill'"));
  EXPECT_EQ(answer.replaced().name(), name);
  EXPECT_EQ(answer.replaced().state(), P::SUBSTITUTED);
  EXPECT_EQ(answer.replaced().state_reason(), "ill");
  const P& substitute = answer.substitute();
  EXPECT_EQ(substitute.person(), person);
  EXPECT_EQ(substitute.display_name(), "Petrov");
  EXPECT_EQ(substitute.replaces(), name);
  EXPECT_EQ(substitute.state(), P::CONFIRMED);
  EXPECT_EQ(substitute.category(), delegates_);
  EXPECT_EQ(substitute.delegation(), kursk_);
  EXPECT_EQ(substitute.precedence(), 3);
  EXPECT_THAT(substitute.titles(), IsEmpty());
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).used(), 1);
  EXPECT_THAT(forum_.Participant(name), EqualsProto(answer.replaced()));
  EXPECT_THAT(forum_.Participant(substitute.name()), EqualsProto(substitute));
  const C change = forum_.CompositionOf(kursk_).back();
  EXPECT_EQ(change.kind(), C::SUBSTITUTED);
  EXPECT_EQ(change.participant(), name);
  EXPECT_EQ(change.substitute(), substitute.name());
}

TEST_P(SubstitutionTest, MayBringANewPersonWithTitlesOfTheirOwn) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const auto answer =
      Value(Call(name,
                 "new_person { names { language: 'en' family_name: 'Orlov' given_name: 'Oleg' } } "
                 "titles { language: 'en' text: 'Deputy Minister' }"));
  EXPECT_EQ(answer.substitute().state(), P::NOMINATED);
  EXPECT_EQ(answer.substitute().titles(0).text(), "Deputy Minister");
  EXPECT_THAT(forum_.Ask(&Forum::Directory::GetPerson, Forum::Named(answer.substitute().person())),
              IsOkAnd(Property(&v1::Person::sort_name, answer.substitute().display_name())));
}

TEST_P(SubstitutionTest, AsksForExactlyOnePerson) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(Call(name, ""), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(
      Call(name, absl::StrCat("substitute: '", forum_.Person(),
                              "' new_person { names { language: 'en' family_name: 'A' } }")),
      RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(Call(name, "new_person { names { language: 'en' } }")),
              ::testing::ElementsAre("new_person.names[0].family_name"));
  EXPECT_THAT(Call(name, "substitute: 'people/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(forum_.StateOf(name), P::NOMINATED);
}

TEST_P(SubstitutionTest, IsRefusedForSomebodyWhoIsAlreadyThere) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const std::string there = forum_.Draft(forum_.Delegation("omsk"), delegates_);
  const auto refused = forum_.Substitute(name, forum_.Participant(there).person());
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_EQ(base::MetadataOf(refused.status())["participant"], there);
  EXPECT_THAT(forum_.Substitute(name, forum_.Participant(name).person()),
              RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_EQ(forum_.StateOf(name), P::NOMINATED);
}

TEST_P(SubstitutionTest, NeverReturnsToSomebodyAlreadyInTheChain) {
  SetUpEvent();
  const std::string a = forum_.Confirmed(kursk_, delegates_);
  const std::string first_person = forum_.Participant(a).person();
  const std::string b = Value(forum_.Substitute(a, forum_.Person())).substitute().name();
  const std::string second_person = forum_.Participant(b).person();
  EXPECT_THAT(forum_.Substitute(b, first_person), RefusedFor(v1::ERROR_REASON_SUBSTITUTION_CYCLE));
  const std::string c = Value(forum_.Substitute(b, forum_.Person())).substitute().name();
  EXPECT_THAT(forum_.Substitute(c, first_person), RefusedFor(v1::ERROR_REASON_SUBSTITUTION_CYCLE));
  EXPECT_THAT(forum_.Substitute(c, second_person), RefusedFor(v1::ERROR_REASON_SUBSTITUTION_CYCLE));
  // In another place the first one may well substitute.
  const std::string other = forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.Substitute(other, first_person), IsOk());
}

TEST_P(SubstitutionTest, WhoWasSubstitutedIsNominatedAnew) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const std::string person = forum_.Participant(name).person();
  ASSERT_THAT(forum_.Substitute(name, forum_.Person()), IsOk());
  EXPECT_THAT(forum_.Reinstate(name), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Create(absl::StrCat("person: '", person, "' delegation: '", kursk_,
                                         "' category: '", delegates_, "'")),
              IsOk());
}

TEST_P(SubstitutionTest, KeepsThePlaceInLine) {
  SetUpEvent("waiting_list: true");
  const std::string full = forum_.Category("full", "limit: 0");
  const std::string first = forum_.Confirmed(kursk_, full, "waiting_rank: 1");
  forum_.clock().Advance(absl::Seconds(1));
  const std::string second = forum_.Confirmed(kursk_, full, "waiting_rank: 2");
  forum_.clock().Advance(absl::Seconds(1));
  const auto answer = Value(forum_.Substitute(first, forum_.Person()));
  EXPECT_EQ(answer.substitute().state(), P::WAITLISTED);
  EXPECT_EQ(answer.substitute().place_in_line(), 1);
  EXPECT_EQ(answer.substitute().waiting_rank(), 1);
  EXPECT_EQ(answer.replaced().place_in_line(), 0);
  EXPECT_EQ(forum_.Participant(second).place_in_line(), 2);
}

TEST_P(SubstitutionTest, RestartsTheHostsAcceptance) {
  SetUpEvent("host_acceptance: true");
  const std::string name = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(forum_.Accept(name), IsOk());
  EXPECT_THAT(forum_.Substitute(name, forum_.Person()),
              IsOkAnd(Property(&v1::SubstituteParticipantResponse::substitute,
                               Property(&P::state, P::CONFIRMED))));
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 1);
}

TEST_P(SubstitutionTest, KeepsAnOverbookedSeatOverbooked) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 0);
  const std::string name = forum_.Nominated(kursk_, delegates_);
  ASSERT_THAT(forum_.Confirm(name, "when_full: OVERBOOK reason: 'the governor'"), IsOk());
  const auto answer = Value(forum_.Substitute(name, forum_.Person()));
  EXPECT_TRUE(answer.substitute().overbooked());
  EXPECT_FALSE(answer.replaced().overbooked());
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).over_by(), 1);
}

TEST_P(SubstitutionTest, InAFullCategoryNeedsNoFurtherSeat) {
  SetUpEvent();
  const std::string name = forum_.Confirmed(kursk_, delegates_);
  forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.Substitute(name, forum_.Person()), IsOk());
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 2);
}

TEST_P(SubstitutionTest, OfSomebodyWhoComesAloneWorksAsWell) {
  SetUpEvent();
  const std::string name = forum_.Confirmed("", delegates_);
  EXPECT_THAT(forum_.Substitute(name, forum_.Person()),
              IsOkAnd(Property(&v1::SubstituteParticipantResponse::substitute,
                               Property(&P::delegation, ""))));
}

TEST_P(SubstitutionTest, AsksForTheCurrentEtag) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(forum_.Substitute(name, forum_.Person(), "etag: 'r99'"),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(SubstitutionTest, IsDoneOnceForARequestId) {
  SetUpEvent();
  const std::string name = forum_.Nominated(kursk_, delegates_);
  const std::string rest =
      "request_id: 'x' new_person { names { language: 'en' family_name: 'Orlov' } }";
  const auto first = Value(Call(name, rest));
  EXPECT_THAT(Call(name, rest), IsOkAnd(EqualsProto(first)));
  EXPECT_THAT(forum_.Participants(), SizeIs(2));
}

TEST_P(SubstitutionTest, ARefusedOneLeavesNoNewPersonBehind) {
  SetUpEvent();
  const std::string draft = forum_.Draft(kursk_, delegates_);
  const auto people = [&] {
    return Value(forum_.Ask(&Forum::Directory::ListPeople, "page_size: 100")).people_size();
  };
  const int before = people();
  EXPECT_THAT(Call(draft, "new_person { names { language: 'en' family_name: 'Orlov' } }"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(people(), before);
}

}  // namespace
}  // namespace plenary::delegations
