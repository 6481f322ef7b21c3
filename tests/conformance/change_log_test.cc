// The change log over every engine: gap-free, chained, erasable, prunable.
#include "services/storage/change_log.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/ids.h"
#include "tests/conformance/facts.h"
#include "tests/testing/race.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Race;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::string_view kPartition = "events/tibo-2023";
constexpr int kNoLimit = 1'000'000;

std::string Seed(int number) {
  std::string seed(32, 's');
  seed[0] = static_cast<char>(number);
  seed[1] = static_cast<char>(number >> 8);
  return seed;
}

class ChangeLogTest : public ::testing::TestWithParam<std::string> {
 protected:
  Store& store() { return *database_; }

  // Appends one change of each of `resources` in one transaction.
  absl::Status Append(absl::string_view partition, const std::vector<std::string>& resources) {
    const std::string seed = Seed(++seeds_);
    return WriteAndWait(store(), {Key(partition)},
                        [&](Tx& tx) { return AppendIn(tx, partition, resources, seed); });
  }
  static absl::Status AppendIn(Tx& tx, absl::string_view partition,
                               const std::vector<std::string>& resources, const std::string& seed) {
    base::IdSequence ids(seed, tx.now());
    std::vector<NewChange> changes;
    changes.reserve(resources.size());
    for (const std::string& resource : resources) {
      changes.push_back({resource, 1, absl::StrCat("payload of ", resource)});
    }
    PLENARY_ASSIGN_OR_RETURN(const ChainHead head, ReadHead(tx, partition));
    return AppendChanges(tx, partition, head, std::max(tx.now(), head.time), "local",
                         "plenary.v1.Test/Append", changes, ids)
        .status();
  }

  absl::StatusOr<std::vector<ChangeEntry>> Entries(absl::string_view partition = kPartition) {
    return InRead(store(), [&](Tx& tx) { return ReadChanges(tx, partition, 0, kNoLimit); });
  }
  absl::StatusOr<ChainHead> Head(absl::string_view partition = kPartition) {
    return InRead(store(), [&](Tx& tx) { return ReadHead(tx, partition); });
  }
  // The whole chain, from where it begins to its head.
  absl::StatusOr<std::vector<ChainFault>> Verify(absl::string_view partition = kPartition) {
    return InRead(store(), [&](Tx& tx) -> absl::StatusOr<std::vector<ChainFault>> {
      PLENARY_ASSIGN_OR_RETURN(const ChainHead head, ReadHead(tx, partition));
      std::string hash(32, '\0');
      PLENARY_RETURN_IF_ERROR(
          tx.Run({"SELECT hash_before_oldest FROM change_heads WHERE partition_name = $1",
                  {partition},
                  [&](const Row& row) { hash = std::string(row.Text(0)); }}));
      PLENARY_ASSIGN_OR_RETURN(Verification verification,
                               VerifyChain(tx, partition, head.oldest_kept - 1, hash, kNoLimit));
      if (verification.faults.empty()) {
        EXPECT_EQ(verification.number, head.number);
        EXPECT_EQ(verification.hash, head.hash);
      }
      return verification.faults;
    });
  }

  testing::ManualClock clock_;
  testing::OpenedDatabase database_ = testing::OpenFresh(GetParam(), clock_);
  int seeds_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, ChangeLogTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(ChangeLogTest, APartitionBeginsAtNothing) {
  const absl::StatusOr<ChainHead> head = Head();
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->number, 0);
  EXPECT_EQ(head->hash, std::string(32, '\0'));
  EXPECT_EQ(head->time, absl::InfinitePast());
  EXPECT_EQ(head->oldest_kept, 1);
  EXPECT_THAT(Entries(), IsOkAnd(IsEmpty()));
  EXPECT_THAT(Verify(), IsOkAnd(IsEmpty()));
}

TEST_P(ChangeLogTest, EntriesAreNumberedAndShareTheirTransaction) {
  ASSERT_THAT(Append(kPartition, {"a", "b"}), IsOk());
  clock_.Advance(absl::Seconds(1));
  ASSERT_THAT(Append(kPartition, {"c"}), IsOk());
  const auto entries = Entries();
  ASSERT_THAT(entries, IsOkAnd(SizeIs(3)));
  for (int i = 0; i < 3; ++i) EXPECT_EQ((*entries)[i].number, i + 1);
  EXPECT_EQ((*entries)[0].transaction_id, (*entries)[1].transaction_id);
  EXPECT_NE((*entries)[1].transaction_id, (*entries)[2].transaction_id);
  EXPECT_EQ((*entries)[2].time, clock_.Now());
  EXPECT_EQ((*entries)[2].resource, "c");
  EXPECT_EQ((*entries)[2].payload, "payload of c");
  EXPECT_EQ((*entries)[2].caller, "local");
  EXPECT_FALSE((*entries)[2].erased);
  EXPECT_THAT(Verify(), IsOkAnd(IsEmpty()));
}

TEST_P(ChangeLogTest, EntriesAreReadPageByPage) {
  ASSERT_THAT(Append(kPartition, {"a", "b", "c", "d"}), IsOk());
  const auto page = InRead(store(), [](Tx& tx) { return ReadChanges(tx, kPartition, 1, 2); });
  ASSERT_THAT(page, IsOkAnd(SizeIs(2)));
  EXPECT_EQ((*page)[0].resource, "b");
  EXPECT_EQ((*page)[1].resource, "c");
}

TEST_P(ChangeLogTest, ARefusedBodyLeavesNoEntry) {
  ASSERT_THAT(Append(kPartition, {"a"}), IsOk());
  const std::string seed = Seed(77);
  EXPECT_FALSE(WriteAndWait(store(), {Key(kPartition)}, [&](Tx& tx) {
                 PLENARY_RETURN_IF_ERROR(AppendIn(tx, kPartition, {"b"}, seed));
                 return absl::FailedPreconditionError("no");
               }).ok());
  ASSERT_THAT(Append(kPartition, {"c"}), IsOk());
  EXPECT_THAT(Entries(), IsOkAnd(SizeIs(2)));
  EXPECT_THAT(Verify(), IsOkAnd(IsEmpty()));
}

TEST_P(ChangeLogTest, AnUndeclaredPartitionIsDeclaredByRunningAgain) {
  const std::string seed = Seed(78);
  EXPECT_THAT(WriteAndWait(store(), {"directory"},
                           [&](Tx& tx) { return AppendIn(tx, kPartition, {"a"}, seed); }),
              IsOk());
  EXPECT_THAT(Entries(), IsOkAnd(SizeIs(1)));
}

TEST_P(ChangeLogTest, RacersOnSeveralPartitionsLeaveNoGap) {
  constexpr int kRacers = 64;
  constexpr int kEach = 5;
  const std::vector<std::string> partitions = {"directory", "events/a", "events/b"};
  Race(kRacers, [&](int racer) {
    for (int i = 0; i < kEach; ++i) {
      const std::string& own = partitions[1 + racer % 2];
      const std::string seed = Seed(racer * kEach + i);
      // Every third change touches the directory too, in the same transaction.
      const bool touches_both = (racer + i) % 3 == 0;
      const absl::Status status = WriteAndWait(store(), {own}, [&](Tx& tx) {
        PLENARY_RETURN_IF_ERROR(AppendIn(tx, own, {absl::StrCat(racer, "/", i)}, seed));
        if (!touches_both) return absl::OkStatus();
        return AppendIn(tx, "directory", {absl::StrCat(racer, "/", i)}, seed);
      });
      EXPECT_THAT(status, IsOk());
    }
  });

  EXPECT_THAT(InRead(store(), ListPartitions),
              IsOkAnd(ElementsAre("directory", "events/a", "events/b")));
  std::map<std::string, std::vector<ChangeEntry>> all;
  for (const std::string& partition : partitions) {
    EXPECT_THAT(Verify(partition), IsOkAnd(IsEmpty()));
    const auto entries = Entries(partition);
    ASSERT_THAT(entries, IsOk());
    all[partition] = *entries;
    for (size_t i = 0; i < entries->size(); ++i) {
      EXPECT_EQ((*entries)[i].number, static_cast<int64_t>(i) + 1);
    }
  }
  EXPECT_EQ(all["events/a"].size() + all["events/b"].size(), kRacers * kEach);
  std::map<std::string, std::string> transactions;
  for (const auto& own : {all["events/a"], all["events/b"]}) {
    for (const ChangeEntry& entry : own) transactions[entry.resource] = entry.transaction_id;
  }
  for (const ChangeEntry& entry : all["directory"]) {
    EXPECT_EQ(entry.transaction_id, transactions[entry.resource]);
  }
}

TEST_P(ChangeLogTest, ErasureKeepsTheChainAndTheOtherPayloads) {
  ASSERT_THAT(Append(kPartition, {"a", "b"}), IsOk());
  ASSERT_THAT(Append(kPartition, {"a"}), IsOk());
  const auto erase = [](Tx& tx) { return ErasePayloads(tx, kPartition, "a"); };
  EXPECT_THAT(InWrite(store(), {Key(kPartition)}, erase), IsOkAnd(2));
  EXPECT_THAT(InWrite(store(), {Key(kPartition)}, erase), IsOkAnd(0));
  const auto entries = Entries();
  ASSERT_THAT(entries, IsOkAnd(SizeIs(3)));
  for (const ChangeEntry& entry : *entries) {
    EXPECT_EQ(entry.erased, entry.resource == "a");
    EXPECT_EQ(entry.payload.empty(), entry.erased);
    EXPECT_EQ(entry.payload_key.empty(), entry.erased);
  }
  EXPECT_THAT(Verify(), IsOkAnd(IsEmpty()));
}

TEST_P(ChangeLogTest, PruningRemovesOldEntriesInPartsAndKeepsTheChain) {
  for (int i = 0; i < 10; ++i) {
    ASSERT_THAT(Append(kPartition, {absl::StrCat("old-", i)}), IsOk());
    clock_.Advance(absl::Hours(1));
  }
  const absl::Time before = clock_.Now();
  ASSERT_THAT(Append(kPartition, {"new"}), IsOk());
  const auto prune = [&](Tx& tx) { return PruneChanges(tx, kPartition, before, 4); };
  for (const int expected : {4, 4, 2, 0}) {
    EXPECT_THAT(InWrite(store(), {Key(kPartition)}, prune), IsOkAnd(expected));
    EXPECT_THAT(Verify(), IsOkAnd(IsEmpty()));
  }
  const auto head = Head();
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->oldest_kept, 11);
  EXPECT_EQ(head->number, 11);
  ASSERT_THAT(Append(kPartition, {"newer"}), IsOk());
  EXPECT_THAT(Verify(), IsOkAnd(IsEmpty()));
}

TEST_P(ChangeLogTest, PruningKeepsTheNewestEntryHoweverOld) {
  ASSERT_THAT(Append(kPartition, {"a", "b", "c"}), IsOk());
  EXPECT_THAT(InWrite(store(), {Key(kPartition)},
                      [&](Tx& tx) {
                        return PruneChanges(tx, kPartition, absl::InfiniteFuture(), kNoLimit);
                      }),
              IsOkAnd(2));
  EXPECT_THAT(Entries(), IsOkAnd(SizeIs(1)));
  EXPECT_THAT(Verify(), IsOkAnd(IsEmpty()));
}

struct Tampering {
  std::string label;
  std::string sql;
};

const Tampering kTamperings[] = {
    {"transaction_id", "UPDATE changes SET transaction_id = hash WHERE number = 2"},
    {"time", "UPDATE changes SET time_us = time_us + 1 WHERE number = 2"},
    {"caller", "UPDATE changes SET caller = 'another' WHERE number = 2"},
    {"method", "UPDATE changes SET method = 'another' WHERE number = 2"},
    {"resource", "UPDATE changes SET resource = 'another' WHERE number = 2"},
    {"kind", "UPDATE changes SET kind = kind + 1 WHERE number = 2"},
    {"payload", "UPDATE changes SET payload = hash WHERE number = 2"},
    {"payload_key", "UPDATE changes SET payload_key = hash WHERE number = 2"},
    {"short_payload_key", "UPDATE changes SET payload_key = transaction_id WHERE number = 2"},
    {"commitment", "UPDATE changes SET commitment = hash WHERE number = 2"},
    {"commitment_of_erased",
     "UPDATE changes SET commitment = hash, payload = NULL, payload_key = NULL WHERE number = 2"},
    {"key_alone", "UPDATE changes SET payload_key = NULL WHERE number = 2"},
    {"hash", "UPDATE changes SET hash = commitment WHERE number = 2"},
    {"removed", "DELETE FROM changes WHERE number = 2"},
    {"partition", "UPDATE changes SET partition_name = 'events/other' WHERE number = 2"},
    {"swapped", "UPDATE changes SET number = 10 - number WHERE number > 1"},
};

class TamperingTest : public ChangeLogTest {};
INSTANTIATE_TEST_SUITE_P(Engines, TamperingTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(TamperingTest, WithAnyFieldIsDetected) {
  int count = 0;
  for (const Tampering& tampering : kTamperings) {
    SCOPED_TRACE(tampering.label);
    const std::string partition = absl::StrCat("events/t", ++count);
    ASSERT_THAT(Append(partition, {"a", "b", "c"}), IsOk());
    const std::string scope = absl::StrCat(tampering.sql, " AND partition_name = $1");
    ASSERT_THAT(WriteAndWait(store(), {partition},
                             [&](Tx& tx) {
                               return tx.Run({scope, {absl::string_view(partition)}, nullptr});
                             }),
                IsOk());
    EXPECT_THAT(Verify(partition), IsOkAnd(SizeIs(1)));
  }
}

TEST(ChangeHashTest, FollowsTheFrozenFormat) {
  ChangeEntry entry;
  entry.partition = "events/a";
  entry.number = 1;
  entry.transaction_id = std::string(16, '\1');
  entry.time = absl::FromUnixMicros(1'681'732'800'000'000);
  entry.caller = "local";
  entry.method = "plenary.v1.EventService/CreateEvent";
  entry.resource = "events/a";
  entry.kind = 1;
  entry.commitment = std::string(32, '\2');
  // Made by an independent program from the words of ADR 2.
  EXPECT_EQ(absl::BytesToHexString(HashOf(std::string(32, '\0'), entry)),
            "1652fd0658e401a98440aa5d298850b6e0c7837023d36424672aa76c2aefdaab");
}

}  // namespace
}  // namespace plenary::storage
