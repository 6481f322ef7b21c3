// What goes of the words of figures and results with a person who is erased, over every engine.
#include "services/indicators/personal_traces.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/delegations/personal_participations.h"
#include "services/personal_data/service.h"
#include "services/storage/change_log.h"
#include "tests/testing/indicators.h"
#include "tests/testing/vault.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using Calls = testing::IndicatorCalls;
using Personal = personal_data::PersonalDataService;

class FigureTracesTest : public testing::IndicatorTest {
 protected:
  std::string Person(const std::string& family, const std::string& given) {
    return Value(forum_.Do(&directory::DirectoryService::CreatePerson,
                           absl::StrCat("person { names { language: 'en' family_name: '", family,
                                        "' given_name: '", given, "' } }")))
        .name();
  }
  void Erase(const std::string& person) {
    const storage::Call call = {"users/officer", "ErasePerson", ""};
    Value(storage::ChangeAndWait(forum_.store(), forum_.random(), call, personal_,
                                 &Personal::ErasePerson,
                                 testing::Parse<v1::ErasePersonRequest>(
                                     absl::StrCat("name: '", person, "' reason: 'asked for it'"))));
  }
  // Whether the change log of a partition still holds `text`.
  bool LogHolds(absl::string_view partition, const std::string& text) {
    bool holds = false;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) -> absl::Status {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           const auto entries,
                                           storage::ReadChanges(tx, partition, 0, 1000));
                                       for (const auto& entry : entries) {
                                         holds = holds || absl::StrContains(entry.payload, text);
                                       }
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return holds;
  }

  delegations::PersonalParticipations participations_;
  PersonalTraces traces_{participations_};
  const Personal personal_{forum_.sealer(), testing::TestVault(), traces_};
};
PLENARY_ON_EVERY_ENGINE(FigureTracesTest);

TEST_P(FigureTracesTest, WhatAFigureSaysOfAnErasedPersonGoesAndTheFigureStays) {
  const std::string person = Person("Ivanov", "Ivan");
  const std::string figure =
      Value(calls_.Add("value: '7' note: 'I. Ivanov counted it' "
                       "document { registration_number: '9' signatory: 'Ivanov' }"))
          .name();
  Value(calls_.Revise(figure, "value: '8' status: FINAL note: 'counted by Ivan Ivanov'"));
  Erase(person);
  for (const v1::Figure& left : calls_.Figures()) {
    EXPECT_THAT(left.note(), IsEmpty());
    EXPECT_THAT(left.document().signatory(), IsEmpty());
  }
  const v1::Figure first = calls_.GetFigure(figure);
  EXPECT_EQ(first.value(), "7");
  EXPECT_EQ(first.document().registration_number(), "9");
  EXPECT_FALSE(LogHolds(storage::kFiguresPartition, "Ivanov"));
}

TEST_P(FigureTracesTest, WhatAResultSaysOfAnErasedPersonGoes) {
  const std::string person = Person("Ivanov", "Ivan");
  Value(calls_.CreateResult("contract",
                            "note: 'thanks to Ivan Ivanov' amount: '5' currency: 'USD' "
                            "document { signatory: 'Director Ivanov' }"));
  Erase(person);
  const auto left = Value(calls_.Ask(&Calls::Service::GetResult, "name: 'results/contract'"));
  EXPECT_THAT(left.note(), IsEmpty());
  EXPECT_THAT(left.document().signatory(), IsEmpty());
  EXPECT_EQ(left.amount(), "5");
  EXPECT_FALSE(LogHolds(storage::kControlPartition, "Ivanov"));
}

TEST_P(FigureTracesTest, WhatIsSaidOfSomebodyElseStays) {
  const std::string figure = Value(calls_.Add("value: '7' note: 'Petrov, P. counted it'")).name();
  Value(calls_.CreateResult("contract", "note: 'on Ivanov Street' "));
  Erase(Person("Ivanov", "Ivan"));
  EXPECT_EQ(calls_.GetFigure(figure).note(), "Petrov, P. counted it");
  EXPECT_EQ(Value(calls_.Ask(&Calls::Service::GetResult, "name: 'results/contract'")).note(),
            "on Ivanov Street");
}

}  // namespace
}  // namespace plenary::indicators
