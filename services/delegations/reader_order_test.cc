// Lists in the order of a reader's language, by the names that this reader sees, over every engine.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using P = v1::Participant;
using Rooms = Forum::Delegations;
using Directory = Forum::Directory;

class ReaderOrderTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    forum_.Event();
    guests_ = forum_.Category("guests");
  }

  // Somebody with a Russian name and a Latin spelling takes part.
  std::string Guest(const std::string& russian, const std::string& latin) {
    const std::string person =
        Value(forum_.Do(&Directory::CreatePerson,
                        absl::StrCat("person { names { language: 'ru' family_name: '", russian,
                                     "' given_name: 'Иван' } latin_name { language: 'en' "
                                     "family_name: '",
                                     latin, "' given_name: 'Ivan' } }")))
            .name();
    return Value(forum_.Create(absl::StrCat("person: '", person, "' category: '", guests_, "'")))
        .name();
  }
  // In pages of one.
  std::vector<std::string> GuestsFor(const std::string& language,
                                     const std::string& order = "sort_name",
                                     const std::string& parent = "events/tibo") {
    std::vector<std::string> names;
    for (const P& each :
         forum_.Participants(parent, absl::StrCat("page_size: 1 language_code: '", language,
                                                  "' order_by: '", order, "'"))) {
      names.push_back(each.name());
    }
    return names;
  }
  std::vector<std::string> DelegationsFor(const std::string& language) {
    std::vector<std::string> names;
    for (const v1::Delegation& each : forum_.AllDelegations(
             "events/tibo", absl::StrCat("page_size: 1 language_code: '", language, "'"))) {
      names.push_back(each.name());
    }
    return names;
  }
  std::string Delegation(const std::string& id, const std::string& names) {
    Value(forum_.Do(
        &Directory::CreateOrganization,
        absl::StrCat("organization_id: '", id, "' organization { type: REGION ", names, " }")));
    return Value(forum_.Do(&Rooms::CreateDelegation,
                           absl::StrCat("parent: 'events/tibo' delegation_id: '", id,
                                        "' delegation { organization: 'organizations/", id, "' }")))
        .name();
  }

  std::string guests_;
};

PLENARY_ON_EVERY_ENGINE(ReaderOrderTest);

TEST_P(ReaderOrderTest, ParticipantsStandWhereTheReaderLooksForThem) {
  const std::string tsoi = Guest("Цой", "Choi");
  const std::string belov = Guest("Белов", "Belov");
  const std::string yudin = Guest("Юдин", "Ioudine");
  EXPECT_THAT(GuestsFor("ru"), ElementsAre(belov, tsoi, yudin));
  EXPECT_THAT(GuestsFor("ru-BY"), ElementsAre(belov, tsoi, yudin));
  EXPECT_THAT(GuestsFor("be"), ElementsAre(belov, tsoi, yudin));
  EXPECT_THAT(GuestsFor("en"), ElementsAre(belov, tsoi, yudin));
  EXPECT_THAT(GuestsFor("ru", "sort_name desc"), ElementsAre(yudin, tsoi, belov));
  EXPECT_THAT(GuestsFor("en", "precedence"), ElementsAre(belov, tsoi, yudin));
  EXPECT_THAT(GuestsFor("en", "sort_name", "events/-"), ElementsAre(belov, tsoi, yudin));
  const std::string adams = Guest("Эдамс", "Adams");
  EXPECT_THAT(GuestsFor("ru"), ElementsAre(belov, tsoi, adams, yudin));
  EXPECT_THAT(GuestsFor("en"), ElementsAre(adams, belov, tsoi, yudin));
}

TEST_P(ReaderOrderTest, ANewNameTakesItsPlaceWhenTheParticipationChanges) {
  const std::string first = Guest("Антонов", "Antonov");
  const std::string second = Guest("Борисов", "Borisov");
  Value(forum_.Do(&Directory::UpdatePerson,
                  absl::StrCat("person { name: '", forum_.Participant(first).person(),
                               "' latin_name { language: 'en' family_name: 'Yantonov' } }")));
  Value(forum_.Nominate(first));
  EXPECT_THAT(GuestsFor("en"), ElementsAre(second, first));
  EXPECT_THAT(GuestsFor("ru"), ElementsAre(first, second));
}

TEST_P(ReaderOrderTest, APageTokenIsGoodForItsLanguageOnly) {
  Guest("Антонов", "Antonov");
  Guest("Борисов", "Borisov");
  const std::string request = "parent: 'events/tibo' page_size: 1 order_by: 'sort_name' ";
  const std::string token =
      Value(forum_.Ask(&Rooms::ListParticipants, absl::StrCat(request, "language_code: 'ru'")))
          .next_page_token();
  EXPECT_THAT(forum_.Ask(&Rooms::ListParticipants,
                         absl::StrCat(request, "language_code: 'en' page_token: '", token, "'")),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  EXPECT_THAT(forum_.Ask(&Rooms::ListParticipants,
                         absl::StrCat(request, "language_code: 'ru' page_token: '", token, "'")),
              IsOk());
}

TEST_P(ReaderOrderTest, DelegationsAreSortedByTheirOwnNamesOrTheirOrganizations) {
  const std::string estonia = Delegation("estonia",
                                         "display_names { language: 'ru' text: 'Эстония' } "
                                         "display_names { language: 'en' text: 'Estonia' }");
  const std::string japan = Delegation("japan",
                                       "display_names { language: 'ru' text: 'Япония' } "
                                       "display_names { language: 'en' text: 'Japan' }");
  const std::string hungary = Delegation("hungary",
                                         "display_names { language: 'ru' text: 'Венгрия' } "
                                         "display_names { language: 'en' text: 'Hungary' }");
  EXPECT_THAT(DelegationsFor("ru"), ElementsAre(hungary, estonia, japan));
  EXPECT_THAT(DelegationsFor("en"), ElementsAre(estonia, hungary, japan));
  Value(forum_.Do(&Rooms::UpdateDelegation,
                  absl::StrCat("delegation { name: '", japan,
                               "' display_names { language: 'en' text: 'Aomori' } "
                               "display_names { language: 'ru' text: 'Аомори' } }")));
  EXPECT_THAT(DelegationsFor("ru"), ElementsAre(japan, hungary, estonia));
  EXPECT_THAT(DelegationsFor("en"), ElementsAre(japan, estonia, hungary));
}

}  // namespace
}  // namespace plenary::delegations
