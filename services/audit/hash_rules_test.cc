#include "services/audit/hash_rules.h"

#include <sodium.h>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace plenary::audit {
namespace {

TEST(ChainHasherTest, HashesFollowTheFrozenFormat) {
  EntryText entry;
  const std::string transaction(16, '\1');
  const std::string commitment(32, '\2');
  entry.partition = "events/a";
  entry.number = 1;
  entry.transaction_id = transaction;
  entry.time_us = 1'681'732'800'000'000;
  entry.caller = "local";
  entry.method = "plenary.v1.EventService/CreateEvent";
  entry.resource = "events/a";
  entry.kind = 1;
  entry.commitment = commitment;
  ChainHasher hasher;
  // Made by an independent program from the words of ADR 2. One hasher gives it again and again.
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(absl::BytesToHexString(Text(hasher.HashOf(std::string(32, '\0'), entry))),
              "1652fd0658e401a98440aa5d298850b6e0c7837023d36424672aa76c2aefdaab");
  }
}

TEST(ChainHasherTest, CommitmentsAreHmacs) {
  const std::string key(32, 'k');
  const std::string payload = "the resource after the change";
  std::string expected(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(expected.data()),
                         reinterpret_cast<const unsigned char*>(payload.data()), payload.size(),
                         reinterpret_cast<const unsigned char*>(key.data()));
  ChainHasher hasher;
  EXPECT_EQ(Text(hasher.CommitmentTo(payload, key)), expected);
}

TEST(ChainHasherTest, AKeyOfAnotherLengthCommitsToNothing) {
  ChainHasher hasher;
  EXPECT_EQ(Text(hasher.CommitmentTo("payload", std::string(100, 'k'))), std::string(32, '\0'));
}

}  // namespace
}  // namespace plenary::audit
