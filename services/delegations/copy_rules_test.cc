#include "services/delegations/copy_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::EqualsProto;
using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::Property;

using P = v1::Participant;
using Row = v1::CopyDelegationResponse::Row;

P Somebody(const std::string& id, const std::string& person, P::State state, int created) {
  P participant = Parse<P>(absl::StrCat("name: '", id, "' person: '", person,
                                        "' create_time { seconds: ", created, " }"));
  participant.set_state(state);
  return participant;
}

TEST(OneOfEach, IsTheActiveParticipationElseTheLast) {
  EXPECT_THAT(
      OneOfEach(
          {Somebody("1", "people/a", P::WITHDRAWN, 3), Somebody("2", "people/b", P::DECLINED, 1),
           Somebody("3", "people/a", P::ACCEPTED, 2), Somebody("4", "people/b", P::REJECTED, 2),
           Somebody("5", "people/c", P::SUBSTITUTED, 9)}),
      ElementsAre(Property(&P::name, "3"), Property(&P::name, "4"), Property(&P::name, "5")));
}

CopyFacts Came() {
  CopyFacts facts;
  facts.state = P::CONFIRMED;
  facts.attendance = P::ARRIVED;
  facts.has_category = true;
  return facts;
}

TEST(CopyMarks, SayWhatCannotBeHelpedFirst) {
  CopyFacts facts = Came();
  EXPECT_EQ(MarkOf(facts), Row::MARK_UNSPECIFIED);
  facts.has_left = true;
  EXPECT_EQ(MarkOf(facts), Row::LEFT_ORGANIZATION);
  facts.attendance = P::NO_SHOW;
  EXPECT_EQ(MarkOf(facts), Row::DID_NOT_COME);
  facts.state = P::WITHDRAWN;
  EXPECT_EQ(MarkOf(facts), Row::TOOK_NO_PART);
  facts.has_category = false;
  EXPECT_EQ(MarkOf(facts), Row::NO_CATEGORY);
  facts.participates_already = true;
  EXPECT_EQ(MarkOf(facts), Row::ALREADY_PARTICIPATES);
  facts.is_deleted = true;
  EXPECT_EQ(MarkOf(facts), Row::DELETED);
  facts.is_excluded = true;
  EXPECT_EQ(MarkOf(facts), Row::EXCLUDED);
}

TEST(CopyMarks, WhoTookNoPartIsWhoeverLeftTheEvent) {
  for (const P::State state :
       {P::DECLINED, P::REJECTED, P::WITHDRAWN, P::SUBSTITUTED, P::EXPIRED}) {
    CopyFacts facts = Came();
    facts.state = state;
    EXPECT_EQ(MarkOf(facts), Row::TOOK_NO_PART) << P::State_Name(state);
  }
  for (const P::State state : {P::DRAFT, P::NOMINATED, P::WAITLISTED, P::CONFIRMED, P::ACCEPTED}) {
    CopyFacts facts = Came();
    facts.state = state;
    EXPECT_EQ(MarkOf(facts), Row::MARK_UNSPECIFIED) << P::State_Name(state);
  }
}

TEST(CopyMarks, WhoIsMarkedIsCopiedOnRequestWherePossible) {
  EXPECT_TRUE(IsCopied(Row::MARK_UNSPECIFIED, false));
  for (const CopyMark mark : {Row::LEFT_ORGANIZATION, Row::TOOK_NO_PART, Row::DID_NOT_COME}) {
    EXPECT_FALSE(IsCopied(mark, false)) << Row::Mark_Name(mark);
    EXPECT_TRUE(IsCopied(mark, true)) << Row::Mark_Name(mark);
  }
  for (const CopyMark mark :
       {Row::DELETED, Row::ALREADY_PARTICIPATES, Row::NO_CATEGORY, Row::EXCLUDED}) {
    EXPECT_FALSE(IsCopied(mark, true)) << Row::Mark_Name(mark);
  }
}

TEST(Affiliation, IsAnyNameOfTheOrganization) {
  const auto bank = Parse<v1::Organization>(
      "display_names { language: 'ru' text: 'Беларусбанк' } "
      "short_names { language: 'en' text: 'BB' } "
      "alternative_names { language: 'en' text: 'Belarusbank OJSC' }");
  for (const char* text : {"БЕЛАРУСБАНК", "bb", "Belarusbank OJSC"}) {
    EXPECT_TRUE(
        WasAffiliatedWith(Parse<P>(absl::StrCat("affiliations { language: 'ru' text: 'Прочее' } "
                                                "affiliations { language: 'en' text: '",
                                                text, "' }")),
                          bank))
        << text;
  }
  EXPECT_FALSE(
      WasAffiliatedWith(Parse<P>("affiliations { language: 'ru' text: 'Белагропромбанк' }"), bank));
  EXPECT_FALSE(WasAffiliatedWith(P(), bank));
}

TEST(CopyOfParticipant, SaysWhoThePersonIsThereAndNothingElse) {
  const auto source = Parse<P>(
      "name: 'events/a/participants/1' person: 'people/p' delegation: 'events/a/delegations/d' "
      "category: 'events/a/categories/c' capacity: HEAD functions: SPEAKER precedence: 3 "
      "titles { language: 'ru' text: 'Министр' } affiliations { language: 'ru' text: 'Минсвязи' } "
      "stay { hotel: 'Beijing' } listing_consent: true waiting_rank: 2 note: 'vegetarian' "
      "state: ACCEPTED state_reason: 'x' attendance: ARRIVED overbooked: true etag: '9' "
      "replaces: 'events/a/participants/0' display_name: 'Иванов'");
  EXPECT_THAT(
      CopyOf(source, v1::Event(), v1::Event(), "events/b/delegations/e", "events/b/categories/f"),
      EqualsProto(Parse<P>("person: 'people/p' delegation: 'events/b/delegations/e' "
                           "category: 'events/b/categories/f' capacity: HEAD functions: SPEAKER "
                           "precedence: 3 titles { language: 'ru' text: 'Министр' } "
                           "affiliations { language: 'ru' text: 'Минсвязи' } "
                           "state: DRAFT attendance: EXPECTED")));
}

TEST(CopyOfParticipant, AnswersWhatIsAskedAgain) {
  const auto before = Parse<v1::Event>(
      "custom_fields { id: 'diet' type: TEXT } custom_fields { id: 'visa' type: TEXT } "
      "custom_fields { id: 'size' type: CHOICE choices { id: 's' } choices { id: 'l' } } "
      "custom_fields { id: 'hat' type: TEXT }");
  const auto now = Parse<v1::Event>(
      "custom_fields { id: 'diet' type: TEXT } custom_fields { id: 'visa' type: YES_NO } "
      "custom_fields { id: 'size' type: CHOICE choices { id: 'm' } choices { id: 'l' } }");
  const auto source = Parse<P>(
      "custom_values { key: 'diet' value: 'fish' } custom_values { key: 'visa' value: 'true' } "
      "custom_values { key: 'size' value: 's' } custom_values { key: 'hat' value: 'red' }");
  EXPECT_THAT(CopyOf(source, before, now, "", "").custom_values(),
              ElementsAre(::testing::Pair("diet", "fish")));
}

}  // namespace
}  // namespace plenary::delegations
