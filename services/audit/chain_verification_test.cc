// Whatever somebody does to the record who has the database is found by the server and, without
// trust in it, by a client; both name the same entry.
#include "services/audit/chain_verification.h"

#include <string>

#include "services/storage/change_log.h"
#include "tests/testing/chains.h"

namespace plenary::audit {
namespace {

using plenary::testing::IsOk;
using plenary::testing::TestVault;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kEvent[] = "events/a";

class ChainVerificationTest : public plenary::testing::ChainsTest {
 protected:
  // Both find the entry `number` of kEvent first, for a reason that begins with `what`.
  void ExpectFault(int64_t number, const std::string& what,
                   const std::vector<v1::SignedHeads>& known = {}) {
    const v1::VerifyChainResponse found = Verify("-", known.empty() ? v1::SignedHeads() : known[0]);
    ASSERT_THAT(found.faults(), SizeIs(1));
    EXPECT_EQ(found.faults(0).partition(), kEvent);
    EXPECT_EQ(found.faults(0).number(), number);
    EXPECT_THAT(found.faults(0).description(), StartsWith(what));
    const auto fault = Check(kEvent, known);
    ASSERT_TRUE(fault.has_value());
    EXPECT_EQ(fault->number, number);
    EXPECT_THAT(fault->what, StartsWith(what));
  }
  void ExpectSound(const std::vector<v1::SignedHeads>& known = {}) {
    EXPECT_THAT(Verify("-", known.empty() ? v1::SignedHeads() : known[0]).faults(), IsEmpty());
    EXPECT_EQ(Check(kEvent, known), absl::nullopt);
  }

  // Writes the chain of kEvent anew from `number` on, as whoever knows the format can: without a
  // trace in the chain itself.
  void Rewrite(int64_t number, const std::string& caller) {
    const auto body = [&](storage::Tx& tx) -> absl::Status {
      PLENARY_ASSIGN_OR_RETURN(auto entries, storage::ReadChanges(tx, kEvent, 0, 1'000'000));
      std::string hash(32, '\0');
      for (storage::ChangeEntry& entry : entries) {
        if (entry.number == number) entry.caller = caller;
        entry.hash = storage::HashOf(hash, entry);
        hash = entry.hash;
        PLENARY_RETURN_IF_ERROR(
            tx.Run({"UPDATE changes SET caller = $1, hash = $2 WHERE partition_name = $3 AND "
                    "number = $4",
                    {absl::string_view(entry.caller), storage::Bytes{entry.hash},
                     absl::string_view(kEvent), entry.number},
                    nullptr}));
      }
      return tx.Run({"UPDATE change_heads SET hash = $1 WHERE partition_name = $2",
                     {storage::Bytes{hash}, absl::string_view(kEvent)},
                     nullptr});
    };
    ASSERT_THAT(storage::WriteAndWait(*store_, {kEvent}, body), IsOk());
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, ChainVerificationTest,
                         ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(ChainVerificationTest, ChainsThatNobodyTouchedStand) {
  Append("directory", 30);
  Append(kEvent, 20);
  Append("access", 10);
  EXPECT_EQ(Verify().verified(), 60);
  EXPECT_EQ(Verify(kEvent).verified(), 20);
  ExpectSound();
  EXPECT_EQ(checked_, 20);
}

TEST_P(ChainVerificationTest, PagesOfAnySizeMakeTheSameChain) {
  Append(kEvent, 10);
  for (const int size : {1, 3, 10, 1000}) {
    EXPECT_EQ(Check(kEvent, {}, size), absl::nullopt);
    EXPECT_EQ(checked_, 10);
  }
}

struct Edit {
  std::string label;
  std::string set;
};

// What a client sees too. The resource itself is not shown to it, only that it was committed to.
const Edit kEdits[] = {
    {"caller", "caller = 'users/nobody'"},
    {"method", "method = 'plenary.v1.EventService/GetEvent'"},
    {"resource", "resource = 'events/a/things/0'"},
    {"kind", "kind = 1"},
    {"time", "time_us = time_us + 1"},
    {"transaction", "transaction_id = commitment"},
    {"commitment", "commitment = hash"},
    {"hash", "hash = commitment"},
};

TEST_P(ChainVerificationTest, AnEditedEntryIsNamed) {
  Append(kEvent, 9);
  Tamper("CREATE TABLE untouched AS SELECT * FROM changes");
  for (const Edit& edit : kEdits) {
    SCOPED_TRACE(edit.label);
    Tamper(absl::StrCat("UPDATE changes SET ", edit.set,
                        " WHERE partition_name = 'events/a' AND number = 5"));
    ExpectFault(5, "changed: ");
    Tamper("DELETE FROM changes");
    Tamper("INSERT INTO changes SELECT * FROM untouched");
  }
  ExpectSound();
}

TEST_P(ChainVerificationTest, AnEditedResourceIsNamedByTheServer) {
  Append(kEvent, 9);
  for (const char* set : {"payload = hash", "payload_key = hash", "payload_key = NULL"}) {
    SCOPED_TRACE(set);
    Append("events/b", 3);
    Tamper(absl::StrCat("UPDATE changes SET ", set,
                        " WHERE partition_name = 'events/a' AND number = 5"));
    const v1::VerifyChainResponse found = Verify();
    ASSERT_THAT(found.faults(), SizeIs(1));
    EXPECT_EQ(found.faults(0).partition(), kEvent);
    EXPECT_EQ(found.faults(0).number(), 5);
  }
}

TEST_P(ChainVerificationTest, ARemovedEntryIsNamed) {
  Append(kEvent, 9);
  Tamper("DELETE FROM changes WHERE partition_name = 'events/a' AND number = 5");
  ExpectFault(5, "removed: ");
}

TEST_P(ChainVerificationTest, TheFirstOfEntriesRemovedAtTheBeginningIsNamed) {
  Append(kEvent, 9);
  Tamper("DELETE FROM changes WHERE partition_name = 'events/a' AND number < 4");
  ExpectFault(1, "removed: ");
}

TEST_P(ChainVerificationTest, TheFirstOfEntriesRemovedAtTheEndIsNamed) {
  Append(kEvent, 9);
  Tamper("DELETE FROM changes WHERE partition_name = 'events/a' AND number > 6");
  ExpectFault(7, "removed: ");
}

TEST_P(ChainVerificationTest, EntriesThatChangedPlacesAreNamed) {
  Append(kEvent, 9);
  Tamper("UPDATE changes SET number = 100 WHERE partition_name = 'events/a' AND number = 4");
  Tamper("UPDATE changes SET number = 4 WHERE partition_name = 'events/a' AND number = 6");
  Tamper("UPDATE changes SET number = 6 WHERE partition_name = 'events/a' AND number = 100");
  ExpectFault(4, "reordered: ");
}

TEST_P(ChainVerificationTest, AnEntryBehindTheEndIsNamed) {
  Append(kEvent, 9);
  Tamper("UPDATE change_heads SET number = 8 WHERE partition_name = 'events/a'");
  const v1::VerifyChainResponse found = Verify();
  ASSERT_THAT(found.faults(), SizeIs(1));
  EXPECT_EQ(found.faults(0).number(), 9);
  EXPECT_THAT(found.faults(0).description(), StartsWith("added: "));
}

TEST_P(ChainVerificationTest, AChainWithoutItsHeadIsFound) {
  Append(kEvent, 9);
  Tamper("DELETE FROM change_heads WHERE partition_name = 'events/a'");
  const v1::VerifyChainResponse found = Verify();
  ASSERT_THAT(found.faults(), SizeIs(1));
  EXPECT_EQ(found.faults(0).partition(), kEvent);
  EXPECT_EQ(found.faults(0).number(), 1);
}

TEST_P(ChainVerificationTest, ACutThatLooksLikeAnEarlierEndIsFoundByHeadsKept) {
  Append(kEvent, 9);
  const v1::SignedHeads kept = Sign();
  Tamper("DELETE FROM changes WHERE partition_name = 'directory'");
  Tamper("DELETE FROM change_heads WHERE partition_name = 'directory'");
  Tamper("DELETE FROM changes WHERE partition_name = 'events/a' AND number > 6");
  Tamper(
      "UPDATE change_heads SET number = 6, hash = (SELECT hash FROM changes WHERE partition_name = "
      "'events/a' AND number = 6) WHERE partition_name = 'events/a'");
  // In itself the shorter chain is sound.
  EXPECT_THAT(Verify().faults(), IsEmpty());
  EXPECT_EQ(Check(kEvent), absl::nullopt);
  ExpectFault(7, "removed: ", {kept});
}

TEST_P(ChainVerificationTest, AChainWrittenAnewIsFoundByTheHeadsThatWereRecorded) {
  Append(kEvent, 9);
  Sign();
  Append(kEvent, 5);
  Sign();
  Rewrite(12, "users/nobody");
  EXPECT_EQ(Check(kEvent), absl::nullopt);
  const v1::VerifyChainResponse found = Verify();
  ASSERT_THAT(found.faults(), SizeIs(1));
  EXPECT_EQ(found.faults(0).partition(), kEvent);
  EXPECT_EQ(found.faults(0).number(), 14);
  EXPECT_THAT(found.faults(0).description(), StartsWith("changed: "));
}

TEST_P(ChainVerificationTest, AChainWrittenAnewIsFoundByHeadsKept) {
  Append(kEvent, 9);
  const v1::SignedHeads kept = Sign();
  ExpectSound({kept});
  Rewrite(3, "users/nobody");
  ExpectFault(9, "changed: ", {kept});
}

TEST_P(ChainVerificationTest, HeadsKeptStandHoweverLongTheChainHasGrown) {
  Append(kEvent, 9);
  const v1::SignedHeads kept = Sign();
  Append(kEvent, 9);
  Append("events/later", 9);
  ExpectSound({kept});
}

TEST_P(ChainVerificationTest, HeadsSignedWithTheKeyOfAnotherServerAreFound) {
  Append(kEvent, 9);
  const v1::SignedHeads kept = Sign();
  vault::Keyring keys = plenary::testing::TestKeys();
  keys.signs = {std::string(vault::kKeyBytes, 'o')};
  const vault::Vault other(keys);
  EXPECT_THAT(VerifyWith(other, kEvent, kept).faults(), SizeIs(2));
}

TEST_P(ChainVerificationTest, HeadsKeptThatWereEditedAreFound) {
  Append(kEvent, 9);
  v1::SignedHeads kept = Sign();
  EXPECT_TRUE(IsSignedWith(kept, Keys()));
  kept.mutable_heads(0)->set_number(8);
  EXPECT_FALSE(IsSignedWith(kept, Keys()));
  const v1::VerifyChainResponse found = Verify("-", kept);
  // The signature, and the hash of another entry.
  EXPECT_THAT(found.faults(), SizeIs(2));
}

TEST_P(ChainVerificationTest, RecordedHeadsThatWereEditedAreNamed) {
  Append(kEvent, 9);
  Sign();
  Tamper("UPDATE changes SET payload = hash WHERE partition_name = 'directory'");
  const v1::VerifyChainResponse found = Verify();
  ASSERT_THAT(found.faults(), SizeIs(1));
  EXPECT_EQ(found.faults(0).partition(), "directory");
  EXPECT_EQ(found.faults(0).number(), 1);
}

TEST_P(ChainVerificationTest, ErasedEntriesStandAndRevealNothing) {
  Append(kEvent, 9);
  const v1::SignedHeads kept = Sign();
  ASSERT_THAT(storage::WriteAndWait(
                  *store_, {kEvent},
                  [](storage::Tx& tx) {
                    return storage::ErasePayloads(tx, kEvent, "events/a/things/5").status();
                  }),
              IsOk());
  ExpectSound({kept});
  EXPECT_TRUE(Page(kEvent, 4, 1).entries(0).change().erased());
}

TEST_P(ChainVerificationTest, WhatRetentionHasLeftStands) {
  Append(kEvent, 9);
  const v1::SignedHeads before = Sign();
  clock_.Advance(absl::Hours(2));
  Append(kEvent, 3);
  const v1::SignedHeads after = Sign();
  const absl::Time old = clock_.Now() - absl::Hours(1);
  ASSERT_THAT(storage::WriteAndWait(*store_, {kEvent},
                                    [&](storage::Tx& tx) {
                                      return storage::PruneChanges(tx, kEvent, old, 1000).status();
                                    }),
              IsOk());
  EXPECT_EQ(Verify(kEvent).verified(), 3);
  ExpectSound({before});
  ExpectSound({after});
}

TEST_P(ChainVerificationTest, FaultsOfSeveralChainsAreToldTogether) {
  Append(kEvent, 9);
  Append("events/b", 9);
  Append("events/c", 9);
  Tamper("DELETE FROM changes WHERE partition_name <> 'events/b' AND number = 5");
  const v1::VerifyChainResponse found = Verify();
  ASSERT_THAT(found.faults(), SizeIs(2));
  EXPECT_EQ(found.faults(0).partition(), kEvent);
  EXPECT_EQ(found.faults(1).partition(), "events/c");
  EXPECT_THAT(Verify("events/b").faults(), IsEmpty());
}

TEST_P(ChainVerificationTest, OneByteInAHundredThousandEntriesIsNamed) {
  for (int i = 0; i < 20; ++i) Append(kEvent, 5000);
  EXPECT_EQ(Verify().verified(), 100'000);
  EXPECT_GT(steps_, 2);
  Tamper(
      "UPDATE changes SET caller = 'users/annb' WHERE partition_name = 'events/a' AND "
      "number = 54321");
  ExpectFault(54'321, "changed: ");
}

}  // namespace
}  // namespace plenary::audit
