// Results over every engine: made, changed, listed by what they name.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/indicators.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Service = IndicatorService;

class ResultsTest : public testing::IndicatorTest {
 protected:
  absl::StatusOr<v1::Result> Update(const std::string& name, const std::string& fields,
                                    const std::string& more = "") {
    return calls_.Do(&Service::UpdateResult,
                     absl::StrCat("result { name: '", name, "' ", fields, " } ", more));
  }
};
PLENARY_ON_EVERY_ENGINE(ResultsTest);

TEST_P(ResultsTest, AResultSaysWhatCameOfWhatBetweenWhomForHowMuch) {
  const std::string event = forum_.Event();
  const std::string kursk = forum_.Organization("kursk");
  const std::string park = forum_.Organization("park");
  const std::string figure = Value(calls_.Add("country: 'RU' value: '120'")).name();
  const v1::Result made = Value(calls_.CreateResult(
      "contract", absl::StrCat("parties: '", kursk, "' parties: '", park, "' origins: '", event,
                               "' figures: '", figure,
                               "' amount: '1250000.00' currency: 'BYN' country: 'RU' "
                               "document { registration_number: '17' date: '2023-08-24' }")));
  EXPECT_EQ(made.name(), "results/contract");
  EXPECT_FALSE(made.etag().empty());
  EXPECT_THAT(Value(calls_.Ask(&Service::GetResult, std::string("name: 'results/contract'"))),
              EqualsProto(made));
  EXPECT_THAT(calls_.CreateResult("contract"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(ResultsTest, WhatAResultNamesMustBeThere) {
  for (const char* named :
       {"parties: 'organizations/none'", "origins: 'events/none'",
        "origins: 'negotiations/none/protocols/none'", "origins: 'commitments/none'",
        "origins: 'actionItems/none'", "figures: 'indicators/ict/figures/none'"}) {
    EXPECT_THAT(calls_.CreateResult("r", named), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND))
        << named;
  }
  EXPECT_THAT(calls_.Results(), IsEmpty());
}

TEST_P(ResultsTest, EveryBadFieldOfAResultIsToldAtOnce) {
  EXPECT_THAT(BadFields(calls_.CreateResult("r",
                                            "amount: '5' date: '24.08.2023' "
                                            "document { date: 'soon' }")),
              ElementsAre("result.currency", "result.date", "result.document.date"));
}

TEST_P(ResultsTest, WhatWasNamedOnceStaysNamedWhenItIsDeleted) {
  const std::string kursk = forum_.Organization("kursk");
  const std::string name =
      Value(calls_.CreateResult("pilot", absl::StrCat("parties: '", kursk, "'"))).name();
  Value(forum_.Do(&testing::Forum::Directory::DeleteOrganization,
                  absl::StrCat("name: '", kursk, "'")));
  const v1::Result renamed = Value(Update(name, "note: 'in force'"));
  EXPECT_THAT(renamed.parties(), ElementsAre(kursk));
  EXPECT_EQ(renamed.note(), "in force");
  EXPECT_THAT(calls_.CreateResult("other", absl::StrCat("parties: '", kursk, "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ResultsTest, AResultIsChangedOnlyAsItWasRead) {
  const v1::Result made = Value(calls_.CreateResult("r"));
  const v1::Result after =
      Value(Update(made.name(), "kind: MEMORANDUM", "update_mask { paths: 'kind' }"));
  EXPECT_EQ(after.kind(), v1::Result::MEMORANDUM);
  EXPECT_THAT(Update(made.name(), absl::StrCat("note: 'x' etag: '", made.etag(), "'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(BadFields(Update(made.name(), "amount: '5'")), ElementsAre("result.currency"));
}

TEST_P(ResultsTest, ResultsAreListedByDateAndByWhatTheyName) {
  const std::string event = forum_.Event();
  const std::string kursk = forum_.Organization("kursk");
  const std::string figure = Value(calls_.Add("value: '1'")).name();
  const std::string late =
      Value(calls_.CreateResult(
                "late", absl::StrCat("date: '2023-12-01' country: 'RU' parties: '", kursk, "'")))
          .name();
  const std::string early =
      Value(calls_.CreateResult(
                "early", absl::StrCat("date: '2023-02-01' kind: PILOT figures: '", figure, "'")))
          .name();
  const std::string middle =
      Value(calls_.CreateResult("middle",
                                absl::StrCat("amount: '5' currency: 'CNY' origins: '", event, "'")))
          .name();
  EXPECT_THAT(calls_.Results(), ElementsAre(early, middle, late));
  EXPECT_THAT(calls_.Results("order_by: 'date desc'"), ElementsAre(late, middle, early));
  EXPECT_THAT(calls_.Results("order_by: 'create_time'"), ElementsAre(late, early, middle));
  EXPECT_THAT(calls_.Results("filter: 'date >= \"2023-03-01\" AND country = \"RU\"'"),
              ElementsAre(late));
  EXPECT_THAT(calls_.Results("filter: 'kind = PILOT'"), ElementsAre(early));
  EXPECT_THAT(calls_.Results("filter: 'currency = \"CNY\"'"), ElementsAre(middle));
  const auto naming = [&](const std::string& role, const std::string& name) {
    return calls_.Results(absl::StrCat("filter: '", role, " = \"", name, "\"'"));
  };
  EXPECT_THAT(naming("party", kursk), ElementsAre(late));
  EXPECT_THAT(naming("origin", event), ElementsAre(middle));
  EXPECT_THAT(naming("figure", figure), ElementsAre(early));
  EXPECT_THAT(naming("origin", figure), IsEmpty());
  Value(Update(late, "", "update_mask { paths: 'parties' }"));
  EXPECT_THAT(naming("party", kursk), IsEmpty());
}

TEST_P(ResultsTest, ADeletedResultIsNotListedAndComesBack) {
  const std::string name = Value(calls_.CreateResult("r")).name();
  const std::string by_name = absl::StrCat("name: '", name, "'");
  EXPECT_TRUE(Value(calls_.Do(&Service::DeleteResult, by_name)).has_delete_time());
  EXPECT_THAT(calls_.Results(), IsEmpty());
  EXPECT_THAT(calls_.Results("show_deleted: true"), ElementsAre(name));
  EXPECT_THAT(Update(name, "note: 'x'"), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(calls_.Do(&Service::DeleteResult, by_name),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(calls_.Do(&Service::UndeleteResult, by_name), IsOk());
  EXPECT_THAT(calls_.Do(&Service::UndeleteResult, by_name),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_EQ(Value(calls_.Ask(&Service::BatchGetResults, absl::StrCat("names: '", name, "'")))
                .results_size(),
            1);
}

}  // namespace
}  // namespace plenary::indicators
