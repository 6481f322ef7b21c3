// The queue of write bodies by itself: who is served when.
#include "services/storage/postgres_lanes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace plenary::storage::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr size_t kCapacity = 100;

bool Push(LaneQueue& queue, Keys keys) {
  WriteJob job{InLaneForm(std::move(keys)), nullptr, nullptr, absl::InfinitePast()};
  return queue.Push(job);
}

// Takes a turn and says whose it was and how many jobs it had.
std::pair<Keys, size_t> TakeTurn(LaneQueue& queue) {
  const std::vector<WriteJob> jobs = queue.Take();
  return {jobs.front().keys, jobs.size()};
}

std::pair<Keys, size_t> Turn(Keys keys, size_t jobs) { return {std::move(keys), jobs}; }

TEST(PostgresLanesTest, ALaneGivesUpToAGroupAtATime) {
  LaneQueue queue(kCapacity, 3);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(Push(queue, {"a"}));
  EXPECT_EQ(TakeTurn(queue), Turn({"a"}, 3));
  queue.Release({"a"});
  EXPECT_EQ(TakeTurn(queue), Turn({"a"}, 1));
}

TEST(PostgresLanesTest, ABodyOverSeveralKeysRunsAlone) {
  LaneQueue queue(kCapacity, 3);
  ASSERT_TRUE(Push(queue, {"b", "a"}));
  ASSERT_TRUE(Push(queue, {"a", "b", "b"}));
  EXPECT_EQ(TakeTurn(queue), Turn({"a", "b"}, 1));
  queue.Release({"a", "b"});
  EXPECT_EQ(TakeTurn(queue), Turn({"a", "b"}, 1));
}

TEST(PostgresLanesTest, ABusyLaneLetsEveryOtherLaneTakeItsTurn) {
  LaneQueue queue(kCapacity, 2);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(Push(queue, {"busy"}));
  ASSERT_TRUE(Push(queue, {"a"}));
  ASSERT_TRUE(Push(queue, {"b"}));
  std::vector<Key> served;
  for (int turn = 0; turn < 4; ++turn) {
    const Keys keys = TakeTurn(queue).first;
    served.push_back(keys.front());
    queue.Release(keys);
  }
  EXPECT_THAT(served, ElementsAre("busy", "a", "b", "busy"));
}

TEST(PostgresLanesTest, DifferentLanesAreOutAtTheSameTime) {
  LaneQueue queue(kCapacity, 2);
  ASSERT_TRUE(Push(queue, {"a"}));
  ASSERT_TRUE(Push(queue, {"b"}));
  EXPECT_EQ(TakeTurn(queue), Turn({"a"}, 1));
  EXPECT_EQ(TakeTurn(queue), Turn({"b"}, 1));
}

TEST(PostgresLanesTest, ALaneOverSeveralKeysIsNotStarvedByTheLanesOfEach) {
  LaneQueue queue(kCapacity, 1);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(Push(queue, {"a"}));
    ASSERT_TRUE(Push(queue, {"b"}));
  }
  EXPECT_EQ(TakeTurn(queue), Turn({"a"}, 1));
  EXPECT_EQ(TakeTurn(queue), Turn({"b"}, 1));
  ASSERT_TRUE(Push(queue, {"a", "b"}));
  ASSERT_TRUE(Push(queue, {"c"}));
  // "a" goes behind those who wait; the lane of both waits for "b", which is out; "c" is free.
  queue.Release({"a"});
  EXPECT_EQ(TakeTurn(queue), Turn({"c"}, 1));
  queue.Release({"b"});
  EXPECT_EQ(TakeTurn(queue), Turn({"a", "b"}, 1));
}

TEST(PostgresLanesTest, AFullQueueTakesNothingButWhatIsPutBack) {
  LaneQueue queue(1, 1);
  EXPECT_TRUE(Push(queue, {"a"}));
  EXPECT_FALSE(Push(queue, {"b"}));
  WriteJob again{{"b"}, nullptr, nullptr, absl::InfinitePast()};
  EXPECT_TRUE(queue.PutBack(again));
  EXPECT_EQ(queue.size(), 2u);
}

TEST(PostgresLanesTest, AClosedQueueGivesBackWhatWaits) {
  LaneQueue queue(kCapacity, 1);
  ASSERT_TRUE(Push(queue, {"a"}));
  ASSERT_TRUE(Push(queue, {"b"}));
  EXPECT_EQ(queue.Close().size(), 2u);
  EXPECT_THAT(queue.Take(), IsEmpty());
  EXPECT_FALSE(Push(queue, {"a"}));
}

}  // namespace
}  // namespace plenary::storage::postgres
