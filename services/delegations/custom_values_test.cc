// Answers to the custom fields of an event over every engine: asked, given, kept and filtered by.
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;
using P = v1::Participant;
using Events = Forum::Events;
using Rooms = Forum::Delegations;

// The fields of the event of these tests.
constexpr char kFields[] =
    "custom_fields { id: 'shirt-size' type: CHOICE required: true "
    "  display_names { language: 'en' text: 'Shirt size' } "
    "  choices { id: 's' display_names { language: 'en' text: 'Small' } } "
    "  choices { id: 'l' display_names { language: 'en' text: 'Large' } } } "
    "custom_fields { id: 'diet' type: TEXT display_names { language: 'en' text: 'Diet' } } "
    "custom_fields { id: 'arrival' type: DATE display_names { language: 'en' text: 'Arrival' } } "
    "custom_fields { id: 'visa' type: YES_NO display_names { language: 'en' text: 'Visa?' } } ";

// "custom_values { … }"
std::string Answer(const std::string& field, const std::string& value) {
  return absl::StrCat("custom_values { key: '", field, "' value: '", value, "' } ");
}
const std::string& Small() {
  static const auto& answer = *new std::string(Answer("shirt-size", "s"));
  return answer;
}

class CustomValuesTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    forum_.Event(kFields);
    guests_ = forum_.Category("guests");
    kursk_ = forum_.Delegation("kursk");
  }

  std::string Draft(const std::string& answers) { return forum_.Draft(kursk_, guests_, answers); }
  std::string Nominated(const std::string& answers) {
    return forum_.Nominated(kursk_, guests_, answers);
  }
  absl::StatusOr<P> Create(const std::string& answers) {
    return forum_.Create(absl::StrCat("person: '", forum_.Person(), "' delegation: '", kursk_,
                                      "' category: '", guests_, "' "),
                         answers);
  }
  absl::StatusOr<P> Update(const std::string& name, const std::string& rest,
                           const std::string& mask = "") {
    return forum_.Do(
        &Rooms::UpdateParticipant,
        absl::StrCat("participant { name: '", name, "' ", rest, " } ",
                     mask.empty() ? "" : absl::StrCat("update_mask { paths: '", mask, "' }")));
  }
  absl::StatusOr<v1::RegisterDelegationResponse> Register(const std::string& answers) {
    return forum_.Do(
        &Rooms::RegisterDelegation,
        absl::StrCat("parent: 'events/tibo' delegation { name: '", kursk_,
                     "' } participants { participant { category: '", guests_, "' ", answers,
                     " } new_person { names { language: 'en' family_name: 'Orlov' } } }"));
  }
  // The answers of a participant as they are told now.
  std::map<std::string, std::string> AnswersOf(const std::string& name) {
    const P participant = forum_.Participant(name);
    return {participant.custom_values().begin(), participant.custom_values().end()};
  }
  std::vector<std::string> Found(const std::string& filter) {
    std::vector<std::string> names;
    for (const P& each :
         forum_.Participants("events/tibo", absl::StrCat("page_size: 2 filter: '", filter, "'"))) {
      names.push_back(each.name());
    }
    return names;
  }
  absl::StatusOr<v1::Event> UpdateFields(const std::string& fields) {
    return forum_.Do(&Events::UpdateEvent,
                     absl::StrCat("event { name: 'events/tibo' ", fields,
                                  " } update_mask { paths: 'custom_fields' }"));
  }

  std::string guests_;
  std::string kursk_;
};

PLENARY_ON_EVERY_ENGINE(CustomValuesTest);

TEST_P(CustomValuesTest, AnswersAreKeptWithTheParticipant) {
  const std::string name = Draft(absl::StrCat(
      Small(), Answer("diet", "Рыба"), Answer("arrival", "2023-05-31"), Answer("visa", "true")));
  EXPECT_THAT(AnswersOf(name), ElementsAre(Pair("arrival", "2023-05-31"), Pair("diet", "Рыба"),
                                           Pair("shirt-size", "s"), Pair("visa", "true")));
}

TEST_P(CustomValuesTest, AnswersThatCannotBeGivenAreRefusedAllAtOnce) {
  EXPECT_THAT(
      BadFields(Create(absl::StrCat(Answer("shirt-size", "m"), Answer("hat", "l"),
                                    Answer("arrival", "31.05.2023"), Answer("visa", "maybe")))
                    .status()),
      ElementsAre("participant.custom_values[arrival]", "participant.custom_values[hat]",
                  "participant.custom_values[shirt-size]", "participant.custom_values[visa]"));
}

TEST_P(CustomValuesTest, ADraftMayLackAnAnswerAndANominationMayNot) {
  const std::string name = Draft("");
  const auto refused = forum_.Nominate(name);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(refused.status()), ElementsAre("custom_values[shirt-size]"));
  EXPECT_THAT(Update(name, Small()), IsOk());
  EXPECT_THAT(forum_.Nominate(name), IsOk());
}

TEST_P(CustomValuesTest, ARegistrationNeedsItsAnswersAndKeepsThem) {
  EXPECT_THAT(Register(Answer("visa", "no")), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  const auto registered = Value(Register(Small()));
  EXPECT_THAT(AnswersOf(registered.results(0).participant().name()),
              ElementsAre(Pair("shirt-size", "s")));
}

TEST_P(CustomValuesTest, AnUpdateReplacesAllAnswersAndLeavesThemWhereItNamesNone) {
  const std::string name = Draft(absl::StrCat(Small(), Answer("visa", "true")));
  EXPECT_THAT(Update(name, "precedence: 7"), IsOk());
  EXPECT_THAT(AnswersOf(name), ElementsAre(Pair("shirt-size", "s"), Pair("visa", "true")));
  EXPECT_THAT(Update(name, Answer("diet", "Fish")), IsOk());
  EXPECT_THAT(AnswersOf(name), ElementsAre(Pair("diet", "Fish")));
  EXPECT_THAT(Update(name, "", "custom_values"), IsOk());
  EXPECT_THAT(AnswersOf(name), IsEmpty());
  EXPECT_THAT(Update(name, Small(), "custom_values.shirt-size"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
}

TEST_P(CustomValuesTest, AnEmptyAnswerIsNone) {
  EXPECT_THAT(AnswersOf(Draft(absl::StrCat(Small(), Answer("diet", "")))),
              ElementsAre(Pair("shirt-size", "s")));
}

TEST_P(CustomValuesTest, WhoWasNominatedGoesOnAnswering) {
  const std::string name = Nominated(Small());
  EXPECT_THAT(BadFields(Update(name, Answer("diet", "Fish")).status()),
              ElementsAre("participant.custom_values[shirt-size]"));
  EXPECT_THAT(AnswersOf(name), ElementsAre(Pair("shirt-size", "s")));
  Value(forum_.Withdraw(name));
  EXPECT_THAT(Update(name, "", "custom_values"), IsOk());
}

TEST_P(CustomValuesTest, WhatIsAskedInSomeCategoriesIsRefusedInOthers) {
  const std::string press = forum_.Category("press");
  Value(
      UpdateFields(absl::StrCat("custom_fields { id: 'outlet' type: TEXT required: true "
                                "display_names { language: 'en' text: 'Outlet' } categories: '",
                                press, "' }")));
  EXPECT_THAT(BadFields(Create(Answer("outlet", "BelTA")).status()),
              ElementsAre("participant.custom_values[outlet]"));
  EXPECT_THAT(forum_.Nominate(Draft("")), IsOk());
  EXPECT_THAT(forum_.Nominate(forum_.Draft("", press)),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  const std::string journalist = forum_.Nominated("", press, Answer("outlet", "BelTA"));
  EXPECT_THAT(forum_.ChangeCategory(journalist, guests_), IsOk());
  EXPECT_THAT(AnswersOf(journalist), ElementsAre(Pair("outlet", "BelTA")));
  EXPECT_THAT(Update(journalist, "precedence: 3"), IsOk());
}

TEST_P(CustomValuesTest, ASubstituteAnswersAnew) {
  const std::string leaving = Nominated(Small());
  const auto response = Value(forum_.Substitute(leaving, forum_.Person()));
  EXPECT_THAT(AnswersOf(response.substitute().name()), IsEmpty());
  EXPECT_THAT(AnswersOf(leaving), ElementsAre(Pair("shirt-size", "s")));
}

TEST_P(CustomValuesTest, ADeletedDraftTakesItsAnswersAlongAndBringsBackWhatStillFits) {
  const std::string name = Draft(absl::StrCat(Small(), Answer("visa", "true")));
  Value(forum_.Do(&Rooms::DeleteParticipant, Forum::Named(name)));
  EXPECT_THAT(Found("custom_values.visa = true"), IsEmpty());
  Value(
      UpdateFields("custom_fields { id: 'visa' type: YES_NO "
                   "display_names { language: 'en' text: 'Visa?' } }"));
  Value(forum_.Do(&Rooms::UndeleteParticipant, Forum::Named(name)));
  EXPECT_THAT(AnswersOf(name), ElementsAre(Pair("visa", "true")));
  EXPECT_THAT(Found("custom_values.visa = true"), ElementsAre(name));
}

TEST_P(CustomValuesTest, ListsAreFilteredByAnswers) {
  const std::string a = Draft(absl::StrCat("precedence: 1 ", Small(), Answer("diet", "Fish")));
  const std::string b =
      Draft(absl::StrCat("precedence: 2 ", Answer("shirt-size", "l"),
                         Answer("arrival", "2023-05-31"), Answer("visa", "false")));
  const std::string c = Draft(absl::StrCat("precedence: 3 ", Small(), Answer("visa", "true"),
                                           Answer("arrival", "2023-06-01")));
  const std::string d = Draft("precedence: 4");
  EXPECT_THAT(Found("custom_values.shirt-size = \"s\""), ElementsAre(a, c));
  EXPECT_THAT(Found("custom_values.shirt-size != s"), ElementsAre(b));
  EXPECT_THAT(Found("NOT custom_values.shirt-size = s"), ElementsAre(b, d));
  EXPECT_THAT(Found("custom_values.shirt-size:*"), ElementsAre(a, b, c));
  EXPECT_THAT(Found("-custom_values.shirt-size:*"), ElementsAre(d));
  EXPECT_THAT(Found("custom_values.diet:Fi"), ElementsAre(a));
  EXPECT_THAT(Found("custom_values.arrival < 2023-06-01"), ElementsAre(b));
  EXPECT_THAT(Found("custom_values.arrival >= \"2023-05-31\""), ElementsAre(b, c));
  EXPECT_THAT(Found("custom_values.visa = true"), ElementsAre(c));
  EXPECT_THAT(Found("custom_values.visa = false"), ElementsAre(b));
  EXPECT_THAT(Found("custom_values.shirt-size = s AND NOT custom_values.visa = true"),
              ElementsAre(a));
  EXPECT_THAT(Found("custom_values.visa = true OR precedence = 4"), ElementsAre(c, d));
}

TEST_P(CustomValuesTest, OnlyTheEventThatAsksIsFilteredByItsFields) {
  forum_.Event("", "other");
  for (const char* parent : {"events/-", "events/other"}) {
    EXPECT_THAT(
        forum_.Ask(&Rooms::ListParticipants,
                   absl::StrCat("parent: '", parent, "' filter: 'custom_values.visa = true'")),
        RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  }
  const auto refused =
      forum_.Ask(&Rooms::ListParticipants,
                 std::string("parent: 'events/tibo' filter: 'custom_values.hat = l'"));
  EXPECT_THAT(base::MetadataOf(refused.status())["allowedFields"],
              ::testing::HasSubstr("custom_values.shirt-size"));
}

TEST_P(CustomValuesTest, AFieldThatWasAnsweredNeitherGoesNorChangesItsType) {
  const std::string name = Draft(absl::StrCat(Small(), Answer("visa", "true")));
  const auto gone = UpdateFields("");
  EXPECT_THAT(gone, RefusedFor(v1::ERROR_REASON_CUSTOM_FIELD_IN_USE));
  EXPECT_THAT(base::MetadataOf(gone.status()),
              UnorderedElementsAre(Pair("customField", "shirt-size"), Pair("participant", name)));
  const auto changed = UpdateFields(
      "custom_fields { id: 'visa' type: TEXT display_names { language: 'en' text: 'Visa?' } } "
      "custom_fields { id: 'shirt-size' type: CHOICE "
      "  display_names { language: 'en' text: 'Shirt' } "
      "  choices { id: 's' display_names { language: 'en' text: 'Small' } } "
      "  choices { id: 'xl' display_names { language: 'en' text: 'Extra large' } } }");
  EXPECT_THAT(changed, RefusedFor(v1::ERROR_REASON_CUSTOM_FIELD_IN_USE));
  EXPECT_THAT(base::MetadataOf(changed.status()),
              UnorderedElementsAre(Pair("customField", "visa"), Pair("participant", name)));
}

TEST_P(CustomValuesTest, AChoiceThatSomebodyMadeStays) {
  const std::string name = Draft(Small());
  const std::string rest =
      "custom_fields { id: 'shirt-size' type: CHOICE "
      "  display_names { language: 'en' text: 'Size of the shirt' } "
      "  choices { id: 'xl' display_names { language: 'en' text: 'Extra large' } } ";
  const auto refused = UpdateFields(
      absl::StrCat(rest, "choices { id: 'l' display_names { language: 'en' text: 'Large' } } }"));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_CUSTOM_FIELD_IN_USE));
  EXPECT_THAT(base::MetadataOf(refused.status()),
              UnorderedElementsAre(Pair("customField", "shirt-size"), Pair("choice", "s"),
                                   Pair("participant", name)));
  EXPECT_THAT(UpdateFields(absl::StrCat(
                  rest, "choices { id: 's' display_names { language: 'en' text: 'Tiny' } } }")),
              IsOk());
}

TEST_P(CustomValuesTest, AFieldThatNobodyAnsweredGoes) {
  EXPECT_THAT(UpdateFields(""), IsOk());
  EXPECT_THAT(Create(Small()), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

TEST_P(CustomValuesTest, FieldsAreAskedInCategoriesThatAreThere) {
  EXPECT_THAT(UpdateFields("custom_fields { id: 'a' type: TEXT display_names { language: 'en' "
                           "text: 'A' } categories: 'events/tibo/categories/nobody' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::delegations
