#include "services/delegations/line_rules.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::delegations {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

struct SlotsCase {
  std::string label;
  std::vector<Waiter> waiters;
  std::vector<int64_t> slots;
};

class Slots : public ::testing::TestWithParam<SlotsCase> {};

TEST_P(Slots, AreDealtOutByRankThenTime) {
  EXPECT_THAT(SlotsOf(GetParam().waiters), ElementsAreArray(GetParam().slots));
}

constexpr int64_t kUnranked = 1'000'000'000;

INSTANTIATE_TEST_SUITE_P(
    Waiters, Slots,
    ::testing::Values(
        SlotsCase{"Nobody", {}, {}}, SlotsCase{"One", {{"a", 1, kUnranked, 50}}, {50}},
        SlotsCase{"ByTime", {{"a", 1, kUnranked, 50}, {"b", 1, kUnranked, 20}}, {50, 20}},
        SlotsCase{"TheRankedTakeTheEarliest", {{"a", 1, kUnranked, 10}, {"b", 1, 1, 90}}, {90, 10}},
        SlotsCase{
            "RanksInOrder", {{"a", 1, 3, 10}, {"b", 1, 1, 20}, {"c", 1, 2, 30}}, {30, 10, 20}},
        SlotsCase{"EqualRanksByTime", {{"a", 1, 1, 30}, {"b", 1, 1, 20}}, {30, 20}},
        SlotsCase{"WhoCameBackIsAClassApart",
                  {{"a", 1, 1, 10}, {"b", 0, kUnranked, 90}, {"c", 1, kUnranked, 5}},
                  {5, 90, 10}},
        SlotsCase{
            "RanksAmongThoseWhoCameBack", {{"a", 0, kUnranked, 80}, {"b", 0, 1, 90}}, {90, 80}}),
    [](const auto& row) { return row.param.label; });

// Random delegations' people: whatever their ranks, the delegation keeps its times.
TEST(Slots, AreTheTimesOfTheWaitersWhateverTheirRanks) {
  std::mt19937 generator(2023);
  const auto pick = [&](int to) { return std::uniform_int_distribution<int>(0, to)(generator); };
  for (int round = 0; round < 200; ++round) {
    std::vector<Waiter> waiters(pick(12));
    for (size_t i = 0; i < waiters.size(); ++i) {
      waiters[i] = {absl::StrCat("p", i), pick(1), pick(3), pick(5)};
    }
    const std::vector<int64_t> slots = SlotsOf(waiters);
    ASSERT_EQ(slots.size(), waiters.size());
    for (const int64_t line_class : {0, 1}) {
      std::vector<int64_t> times;
      std::vector<std::tuple<int64_t, int64_t, int64_t>> order;  // rank, time, slot
      std::vector<int64_t> given;
      for (size_t i = 0; i < waiters.size(); ++i) {
        if (waiters[i].line_class != line_class) continue;
        times.push_back(waiters[i].waiting_us);
        given.push_back(slots[i]);
        order.emplace_back(waiters[i].rank, waiters[i].waiting_us, slots[i]);
      }
      EXPECT_THAT(given, ::testing::UnorderedElementsAreArray(times));
      std::sort(order.begin(), order.end());
      for (size_t i = 1; i < order.size(); ++i) {
        EXPECT_LE(std::get<2>(order[i - 1]), std::get<2>(order[i])) << "round " << round;
      }
    }
  }
}

TEST(MovingUp, TakesSeatsInOrderUntilThereAreNone) {
  Seats total = {5, 2, 1};
  std::map<std::string, Seats> quotas = {{"kursk", {}}, {"omsk", {}}};
  EXPECT_THAT(WhoMovesUp({"kursk", "omsk", "kursk"}, total, quotas),
              ElementsAre(true, true, false));
  EXPECT_EQ(total.used, 4);
  EXPECT_EQ(quotas["kursk"].used, 1);
  EXPECT_EQ(quotas["omsk"].used, 1);
}

TEST(MovingUp, PassesThoseWhoseDelegationHasNoRoom) {
  Seats total = {10, 0, 0};
  std::map<std::string, Seats> quotas = {{"kursk", {1, 0, 0}}, {"omsk", {2, 0, 1}}};
  EXPECT_THAT(WhoMovesUp({"kursk", "kursk", "omsk", "omsk"}, total, quotas),
              ElementsAre(true, false, true, false));
  EXPECT_EQ(total.used, 2);
}

TEST(MovingUp, AsksNoQuotaOfThoseWhoComeAlone) {
  Seats total = {1, 0, 0};
  std::map<std::string, Seats> quotas;
  EXPECT_THAT(WhoMovesUp({"", ""}, total, quotas), ElementsAre(true, false));
}

TEST(MovingUp, LetsNobodyIntoAnOverbookedCategory) {
  Seats total = {2, 3, 0};
  std::map<std::string, Seats> quotas = {{"kursk", {}}};
  EXPECT_THAT(WhoMovesUp({"kursk"}, total, quotas), ElementsAre(false));
  EXPECT_EQ(total.used, 3);
}

TEST(MovingUp, OfNobodyMovesNobody) {
  Seats total = {2, 0, 0};
  std::map<std::string, Seats> quotas;
  EXPECT_THAT(WhoMovesUp({}, total, quotas), IsEmpty());
}

// Whoever is passed over could not have been seated, and no limit is exceeded.
TEST(MovingUp, SeatsWhoeverCanBeSeated) {
  std::mt19937 generator(2023);
  const auto pick = [&](int to) { return std::uniform_int_distribution<int>(0, to)(generator); };
  const std::vector<std::string> delegations = {"", "a", "b", "c"};
  for (int round = 0; round < 300; ++round) {
    Seats total = {pick(8), pick(2), pick(2)};
    if (pick(3) == 0) total.limit.reset();
    std::map<std::string, Seats> quotas;
    for (const char* delegation : {"a", "b", "c"}) {
      quotas[delegation] = {pick(4), pick(2), pick(1)};
      if (pick(3) == 0) quotas[delegation].limit.reset();
    }
    std::vector<absl::string_view> line(pick(10));
    for (absl::string_view& one : line) one = delegations[pick(3)];
    Seats left = total;
    std::map<std::string, Seats> own = quotas;
    const std::vector<bool> moved = WhoMovesUp(line, total, quotas);
    ASSERT_EQ(moved.size(), line.size());
    for (size_t i = 0; i < line.size(); ++i) {
      const std::string delegation(line[i]);
      const bool room = left.Have(1) && (delegation.empty() || own[delegation].Have(1));
      EXPECT_EQ(moved[i], room) << "round " << round << ", place " << i;
      if (!moved[i]) continue;
      ++left.used;
      if (!delegation.empty()) ++own[delegation].used;
    }
    EXPECT_EQ(total.used, left.used);
  }
}

}  // namespace
}  // namespace plenary::delegations
