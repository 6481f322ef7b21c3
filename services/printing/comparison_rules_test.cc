#include "services/printing/comparison_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::printing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Difference = v1::CompareWithPrintResponse::Difference;

std::vector<std::string> Differences(const std::vector<PrintedLine>& before,
                                     const std::vector<PrintedLine>& after) {
  std::vector<std::string> all;
  for (const Difference& each : Compare(before, after)) {
    all.push_back(
        absl::StrCat(Difference::Kind_Name(each.kind()), ": ", each.before(), " > ", each.after()));
  }
  return all;
}

const std::vector<PrintedLine> kList = {{"a", "Ann"}, {"b", "Bob"}, {"c", "Cid"}};

TEST(ComparisonRulesTest, NothingDiffersFromItself) {
  EXPECT_THAT(Differences(kList, kList), IsEmpty());
  EXPECT_THAT(Differences({}, {}), IsEmpty());
}

TEST(ComparisonRulesTest, WhatIsNewChangedAndGoneIsToldInTheOrderOfTheDocument) {
  EXPECT_THAT(Differences(kList, {{"n", "Nan"}, {"a", "Ann"}, {"c", "Cid, adviser"}}),
              ElementsAre("ADDED:  > Nan", "REMOVED: Bob > ", "CHANGED: Cid > Cid, adviser"));
}

TEST(ComparisonRulesTest, ALineThatOnlyStandsElsewhereIsNoDifference) {
  EXPECT_THAT(Differences(kList, {{"c", "Cid"}, {"b", "Bob"}, {"a", "Ann"}}), IsEmpty());
}

TEST(ComparisonRulesTest, WhatIsGoneFromTheEndIsToldLast) {
  EXPECT_THAT(Differences(kList, {{"a", "Ann"}}),
              ElementsAre("REMOVED: Bob > ", "REMOVED: Cid > "));
  EXPECT_THAT(Differences({}, {{"a", "Ann"}}), ElementsAre("ADDED:  > Ann"));
}

}  // namespace
}  // namespace plenary::printing
