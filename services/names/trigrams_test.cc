#include "services/names/trigrams.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::names {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Trigrams, KnowWhereAWordBeginsAndEnds) {
  EXPECT_THAT(Trigrams("ivan"), ElementsAre("^iv", "an$", "iva", "van"));
  EXPECT_THAT(Trigrams("li"), ElementsAre("^li", "li$"));
}

TEST(Trigrams, EachComesOnce) {
  EXPECT_THAT(Trigrams("avavav"), ElementsAre("^av", "av$", "ava", "vav"));
}

TEST(Trigrams, ShortestWordHasOneAndNoWordNone) {
  EXPECT_THAT(Trigrams("u"), ElementsAre("^u$"));
  EXPECT_THAT(Trigrams(""), IsEmpty());
}

}  // namespace
}  // namespace plenary::names
