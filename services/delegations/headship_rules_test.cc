#include "services/delegations/headship_rules.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::delegations {
namespace {

using ::google::type::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// [start, end) in seconds.
Interval Between(int64_t start, int64_t end) {
  return Parse<Interval>(
      absl::StrCat("start_time { seconds: ", start, " } end_time { seconds: ", end, " }"));
}
Interval From(int64_t start) {
  return Parse<Interval>(absl::StrCat("start_time { seconds: ", start, " }"));
}
Interval Until(int64_t end) {
  return Parse<Interval>(absl::StrCat("end_time { seconds: ", end, " }"));
}
absl::Time At(int64_t seconds) { return absl::FromUnixSeconds(seconds); }

v1::Headship Head(const std::string& participant, const Interval& interval = {},
                  bool acting = false) {
  v1::Headship head;
  head.set_participant(participant);
  *head.mutable_interval() = interval;
  head.set_acting(acting);
  return head;
}

// "a[,5) b*[5,)": who heads when, acting heads with a star.
std::string InWords(const Headships& headships) {
  std::string words;
  for (const v1::Headship& head : headships) {
    const Interval& when = head.interval();
    absl::StrAppend(&words, words.empty() ? "" : " ", head.participant(), head.acting() ? "*" : "",
                    "[");
    if (when.has_start_time()) absl::StrAppend(&words, when.start_time().seconds());
    absl::StrAppend(&words, ",");
    if (when.has_end_time()) absl::StrAppend(&words, when.end_time().seconds());
    absl::StrAppend(&words, ")");
  }
  return words;
}

const Interval& Stay() {
  static const auto& stay = *new Interval(Between(10, 20));
  return stay;
}

Headships Placed(const std::vector<v1::Headship>& heads) {
  Headships headships;
  for (const v1::Headship& head : heads) EXPECT_THAT(PlaceHead(head, Stay(), headships), IsOk());
  return headships;
}

struct PlacingCase {
  std::string label;
  std::vector<v1::Headship> heads;
  std::string expected;
};

class PlacingHeads : public ::testing::TestWithParam<PlacingCase> {};

TEST_P(PlacingHeads, LeavesTheOthersTheRest) {
  EXPECT_EQ(InWords(Placed(GetParam().heads)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Heads, PlacingHeads,
    ::testing::Values(
        PlacingCase{"WholeStay", {Head("a")}, "a[,)"},
        PlacingCase{"ExactlyTheStay", {Head("a", Between(10, 20))}, "a[,)"},
        PlacingCase{"LongerThanTheStay", {Head("a", Between(5, 25))}, "a[,)"},
        PlacingCase{"Replaced", {Head("a"), Head("b")}, "b[,)"},
        PlacingCase{"ReplacedFromAnInstant", {Head("a"), Head("b", From(15))}, "a[,15) b[15,)"},
        PlacingCase{"ReplacedUntilAnInstant", {Head("a"), Head("b", Until(15))}, "b[,15) a[15,)"},
        PlacingCase{"ActingInBetween",
                    {Head("a"), Head("b", Between(12, 14), true)},
                    "a[,12) b*[12,14) a[14,)"},
        PlacingCase{"OverTheSeamOfTwo",
                    {Head("a"), Head("b", From(15)), Head("c", Between(13, 17))},
                    "a[,13) c[13,17) b[17,)"},
        PlacingCase{"SwallowsTheShorter",
                    {Head("a"), Head("b", Between(12, 14)), Head("c", Between(11, 15))},
                    "a[,11) c[11,15) a[15,)"},
        PlacingCase{"TakenBackAndJoined",
                    {Head("a"), Head("b", Between(12, 14), true), Head("a", Between(12, 14))},
                    "a[,)"},
        PlacingCase{"ActingAndProperStayApart",
                    {Head("a"), Head("a", Between(12, 14), true)},
                    "a[,12) a*[12,14) a[14,)"},
        PlacingCase{"OnlyAPart", {Head("a", Between(12, 14))}, "a[12,14)"},
        PlacingCase{
            "TwoPartsWithAGap", {Head("b", From(16)), Head("a", Until(14))}, "a[,14) b[16,)"}),
    [](const auto& row) { return row.param.label; });

struct RefusedCase {
  std::string label;
  Interval interval;
};

class RefusedHeads : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedHeads, ChangeNothing) {
  Headships headships = Placed({Head("a")});
  EXPECT_THAT(PlaceHead(Head("b", GetParam().interval), Stay(), headships),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_EQ(InWords(headships), "a[,)");
}

INSTANTIATE_TEST_SUITE_P(Intervals, RefusedHeads,
                         ::testing::Values(RefusedCase{"Empty", Between(12, 12)},
                                           RefusedCase{"Backwards", Between(14, 12)},
                                           RefusedCase{"Before", Between(5, 10)},
                                           RefusedCase{"After", From(20)}),
                         [](const auto& row) { return row.param.label; });

TEST(HeadsOfAStay, CoverItWithoutGaps) {
  EXPECT_FALSE(HeadsCover({}));
  EXPECT_TRUE(HeadsCover(Placed({Head("a")})));
  EXPECT_TRUE(HeadsCover(Placed({Head("a"), Head("b", From(15), true)})));
  EXPECT_FALSE(HeadsCover(Placed({Head("a", Until(15))})));
  EXPECT_FALSE(HeadsCover(Placed({Head("a", From(15))})));
  EXPECT_FALSE(HeadsCover(Placed({Head("a", Until(14)), Head("b", From(15))})));
}

TEST(HeadsOfAStay, AreAskedForByTheInstant) {
  const Headships headships = Placed({Head("a", Until(14)), Head("b", Between(15, 18), true)});
  EXPECT_THAT(HeadsAt(At(13), headships), ElementsAre("a"));
  EXPECT_THAT(HeadsAt(At(14), headships), IsEmpty());
  EXPECT_THAT(HeadsAt(At(15), headships), ElementsAre("b"));
  EXPECT_THAT(HeadsAt(At(18), headships), IsEmpty());
}

TEST(HeadsOfAStay, HeadUntilTheirLastInterval) {
  const Headships headships = Placed({Head("a"), Head("b", Between(12, 14), true)});
  EXPECT_TRUE(HeadsFrom("b", At(13), headships));
  EXPECT_FALSE(HeadsFrom("b", At(14), headships));
  EXPECT_TRUE(HeadsFrom("a", At(1000), headships));
  EXPECT_FALSE(HeadsFrom("c", At(0), headships));
}

TEST(HeadsOfAStay, AreHeadsUnlessMerelyActing) {
  const Headships headships = Placed({Head("a"), Head("b", Between(12, 14), true)});
  EXPECT_TRUE(IsHead("a", headships));
  EXPECT_FALSE(IsHead("b", headships));
  EXPECT_FALSE(IsHead("c", headships));
}

TEST(WhoLeaves, LeavesAGap) {
  Headships headships = Placed({Head("a"), Head("b", Between(12, 14)), Head("c", From(17))});
  RemoveHead("b", headships);
  EXPECT_EQ(InWords(headships), "a[,12) a[14,17) c[17,)");
  RemoveHead("a", headships);
  EXPECT_EQ(InWords(headships), "c[17,)");
}

TEST(WhoComesInstead, HeadsForAsLong) {
  Headships headships = Placed({Head("a"), Head("b", Between(12, 14), true)});
  PassHead("a", "c", headships);
  EXPECT_EQ(InWords(headships), "c[,12) b*[12,14) c[14,)");
}

struct StayCase {
  std::string label;
  Interval stay;
  std::string expected;
};

class ChangedStays : public ::testing::TestWithParam<StayCase> {};

TEST_P(ChangedStays, CutTheHeadships) {
  Headships headships = Placed({Head("a"), Head("b", Between(12, 14), true), Head("c", From(16))});
  FitToStay(GetParam().stay, headships);
  EXPECT_EQ(InWords(headships), GetParam().expected);
  EXPECT_TRUE(HeadsCover(headships));
}

INSTANTIATE_TEST_SUITE_P(
    Stays, ChangedStays,
    ::testing::Values(StayCase{"AsItWas", Between(10, 20), "a[,12) b*[12,14) a[14,16) c[16,)"},
                      StayCase{"Longer", Between(0, 99), "a[,12) b*[12,14) a[14,16) c[16,)"},
                      StayCase{"Later", Between(14, 30), "a[,16) c[16,)"},
                      StayCase{"InsideOne", Between(12, 13), "b*[,)"},
                      StayCase{"Shorter", Between(11, 16), "a[,12) b*[12,14) a[14,)"}),
    [](const auto& row) { return row.param.label; });

// What random changes of head do, against a table of who heads each second of the stay.
class RandomHeads : public ::testing::TestWithParam<int> {
 protected:
  static constexpr int kStart = 10;
  static constexpr int kEnd = 20;

  int64_t Pick(int64_t from, int64_t to) {
    return std::uniform_int_distribution<int64_t>(from, to)(generator_);
  }
  // Sometimes open, sometimes reaching out of the stay, never empty.
  Interval PickInterval() {
    const int64_t start = Pick(kStart - 3, kEnd - 1);
    Interval interval = Between(start, Pick(std::max<int64_t>(start, kStart) + 1, kEnd + 3));
    if (Pick(0, 3) == 0) interval.clear_start_time();
    if (Pick(0, 3) == 0) interval.clear_end_time();
    return interval;
  }
  void Place() {
    const v1::Headship head =
        Head(std::string(1, static_cast<char>(Pick('a', 'e'))), PickInterval(), Pick(0, 1) == 1);
    const bool covered = HeadsCover(headships_);
    ASSERT_THAT(PlaceHead(head, Stay(), headships_), IsOk());
    for (int second = kStart; second < kEnd; ++second) {
      if (head.interval().has_start_time() && second < head.interval().start_time().seconds()) {
        continue;
      }
      if (head.interval().has_end_time() && second >= head.interval().end_time().seconds()) {
        continue;
      }
      table_[second] = {head.participant(), head.acting()};
    }
    EXPECT_TRUE(!covered || HeadsCover(headships_)) << "a gap was made";
  }
  void Remove() {
    const std::string participant(1, static_cast<char>(Pick('a', 'e')));
    RemoveHead(participant, headships_);
    for (auto second = table_.begin(); second != table_.end();) {
      second = second->second.first == participant ? table_.erase(second) : std::next(second);
    }
  }
  void Pass() {
    const std::string from(1, static_cast<char>(Pick('a', 'e')));
    const std::string to(1, static_cast<char>(Pick('f', 'j')));
    PassHead(from, to, headships_);
    for (auto& [second, head] : table_) {
      if (head.first == from) head.first = to;
    }
  }
  void ExpectOrder() const {
    for (int i = 1; i < headships_.size(); ++i) {
      const Interval& earlier = headships_[i - 1].interval();
      const Interval& later = headships_[i].interval();
      ASSERT_TRUE(earlier.has_end_time() && later.has_start_time()) << InWords(headships_);
      EXPECT_LE(earlier.end_time().seconds(), later.start_time().seconds()) << InWords(headships_);
    }
    for (const v1::Headship& head : headships_) {
      const Interval& when = head.interval();
      EXPECT_TRUE(!when.has_start_time() || !when.has_end_time() ||
                  when.start_time().seconds() < when.end_time().seconds());
    }
  }
  void ExpectTable() const {
    for (int second = kStart; second < kEnd; ++second) {
      const auto head = table_.find(second);
      const std::vector<std::string> heads = HeadsAt(At(second), headships_);
      if (head == table_.end()) {
        EXPECT_THAT(heads, IsEmpty()) << second << ": " << InWords(headships_);
      } else {
        EXPECT_THAT(heads, ElementsAre(head->second.first)) << second;
      }
    }
    EXPECT_EQ(HeadsCover(headships_), static_cast<int>(table_.size()) == kEnd - kStart)
        << InWords(headships_);
    for (const v1::Headship& head : headships_) {
      EXPECT_TRUE(head.acting() || IsHead(head.participant(), headships_));
    }
  }

  std::mt19937 generator_{static_cast<unsigned>(GetParam())};
  Headships headships_;
  std::map<int, std::pair<std::string, bool>> table_;  // by second: who, and whether acting
};

TEST_P(RandomHeads, StayInOrderAndOneAtATime) {
  for (int step = 0; step < 200; ++step) {
    const int64_t choice = Pick(0, 9);
    if (choice == 0) {
      Remove();
    } else if (choice == 1) {
      Pass();
    } else {
      Place();
    }
    ExpectOrder();
    ExpectTable();
    if (HasFailure()) FAIL() << "step " << step;
  }
}

TEST_P(RandomHeads, OnceTheyCoverTheStayAlwaysCoverIt) {
  ASSERT_THAT(PlaceHead(Head("a"), Stay(), headships_), IsOk());
  for (int second = kStart; second < kEnd; ++second) table_[second] = {"a", false};
  for (int step = 0; step < 200; ++step) {
    Place();
    ASSERT_TRUE(HeadsCover(headships_)) << InWords(headships_);
    ExpectTable();
  }
}

TEST_P(RandomHeads, CoverAnyStayTheyAreCutTo) {
  ASSERT_THAT(PlaceHead(Head("a"), Stay(), headships_), IsOk());
  for (int step = 0; step < 20; ++step) Place();
  const int64_t start = Pick(kStart, kEnd - 1);
  const Interval stay = Between(start, Pick(start + 1, kEnd));
  Headships cut = headships_;
  FitToStay(stay, cut);
  EXPECT_TRUE(HeadsCover(cut)) << InWords(headships_) << " cut to " << stay.ShortDebugString();
  for (int64_t second = start; second < stay.end_time().seconds(); ++second) {
    EXPECT_EQ(HeadsAt(At(second), cut), HeadsAt(At(second), headships_));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomHeads, ::testing::Range(1, 21));

}  // namespace
}  // namespace plenary::delegations
