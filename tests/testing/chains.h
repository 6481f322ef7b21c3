// Chains of the change log, made quickly, tampered with, and verified as the server does and as a
// client does.
#ifndef PLENARY_TESTS_TESTING_CHAINS_H_
#define PLENARY_TESTS_TESTING_CHAINS_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "plenary/chain.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "services/audit/chain_verification.h"
#include "services/audit/service.h"
#include "services/base/errors.h"
#include "services/storage/change_log.h"
#include "services/storage/handle.h"
#include "services/storage/long_work.h"
#include "services/storage/operation_table.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/vault.h"

namespace plenary::testing {

class ChainsTest : public ::testing::TestWithParam<std::string> {
 protected:
  static storage::Call Auditor(const std::string& method) {
    return {"users/auditor", absl::StrCat("plenary.v1.AuditService/", method), ""};
  }

  // Appends `count` entries about things of `partition` in one transaction.
  void Append(const std::string& partition, int count, const std::string& caller = "users/anna",
              int kind = v1::Change::UPDATED) {
    const std::string seed = random_.Bytes(32);
    const auto body = [&](storage::Tx& tx) {
      base::IdSequence ids(seed, tx.now());
      PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, partition));
      std::vector<storage::NewChange> changes;
      changes.reserve(count);
      for (int i = 1; i <= count; ++i) {
        const std::string id = absl::StrCat(head.number + i);
        changes.push_back({absl::StrCat(partition, "/things/", id), kind, "payload of " + id});
      }
      return storage::AppendChanges(tx, partition, head, std::max(tx.now(), head.time), caller,
                                    "plenary.v1.EventService/UpdateEvent", changes, ids)
          .status();
    };
    ASSERT_THAT(storage::WriteAndWait(*store_, {partition}, body), IsOk());
  }

  // What somebody does who has the database.
  void Tamper(const std::string& sql) {
    const auto body = [&](storage::Tx& tx) { return tx.Run({sql, {}, nullptr}); };
    ASSERT_THAT(storage::WriteAndWait(*store_, {"test"}, body), IsOk()) << sql;
  }

  v1::SignedHeads Sign() {
    const auto heads = storage::ChangeAndWait(*store_, random_, Auditor("SignHeads"), service_,
                                              &audit::AuditService::SignHeads, {});
    EXPECT_THAT(heads, IsOk());
    return heads.ok() ? *heads : v1::SignedHeads();
  }

  v1::AuditKeys Keys() {
    return *storage::ReadAndWait(*store_, Auditor("GetAuditKeys"), service_,
                                 &audit::AuditService::GetAuditKeys, {});
  }

  // The server's verification, from its beginning to its end.
  v1::VerifyChainResponse Verify(const std::string& parent = "-",
                                 const v1::SignedHeads& heads = {}) {
    return VerifyWith(TestVault(), parent, heads);
  }
  v1::VerifyChainResponse VerifyWith(const vault::Vault& vault, const std::string& parent,
                                     const v1::SignedHeads& heads) {
    v1::VerifyChainRequest request;
    request.set_parent(parent);
    *request.mutable_heads() = heads;
    const auto begun = storage::ChangeAndWait(*store_, random_, Auditor("VerifyChain"), service_,
                                              &audit::AuditService::VerifyChain, request);
    EXPECT_THAT(begun, IsOk());
    if (!begun.ok()) return {};
    audit::ChainVerification verification(vault);
    return WorkOff(verification);
  }

  // The oldest operation, step by step, as a server would do it that is killed after each.
  v1::VerifyChainResponse WorkOff(audit::ChainVerification& verification) {
    v1::VerifyChainResponse found;
    for (bool is_done = false; !is_done;) {
      clock_.Advance(absl::Minutes(1));
      absl::optional<storage::Claim> claim;
      const storage::Keys keys = {std::string(storage::kOperationsKey)};
      EXPECT_THAT(
          storage::WriteAndWait(*store_, keys,
                                [&](storage::Tx& tx) {
                                  PLENARY_ASSIGN_OR_RETURN(
                                      claim, storage::ClaimOperation(tx, "test", tx.now(),
                                                                     tx.now() + absl::Seconds(30)));
                                  return absl::OkStatus();
                                }),
          IsOk());
      if (!claim) return found;
      storage::WorkUnderWay work(*std::move(claim), "test", absl::Seconds(30), &verification);
      const absl::Status status = verification.Step(*store_, random_, work);
      EXPECT_THAT(status, IsOk());
      EXPECT_THAT(
          storage::WriteAndWait(*store_, keys, [&](storage::Tx& tx) { return work.Keep(tx); }),
          IsOk());
      is_done = work.is_done() || !status.ok();
      ++steps_;
      if (is_done) found = ResponseOf(work.name());
    }
    return found;
  }

  // A page as the server gives it.
  v1::ListChainResponse Page(const std::string& partition, int64_t after, int size = 0) {
    v1::ListChainRequest request;
    request.set_parent(partition);
    request.set_after(after);
    request.set_page_size(size);
    const auto page = storage::ReadAndWait(*store_, Auditor("ListChain"), service_,
                                           &audit::AuditService::ListChain, request);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? *page : v1::ListChainResponse();
  }

  // A client's verification of one chain.
  absl::optional<ChainFault> Check(const std::string& partition,
                                   const std::vector<v1::SignedHeads>& known = {}, int size = 0) {
    ChainCheck check(partition, known);
    do check.Add(Page(partition, check.last(), size));
    while (!check.IsAtEnd());
    checked_ = check.verified();
    return check.End();
  }

  ManualClock clock_;
  OpenedDatabase store_ = OpenFresh(GetParam(), clock_);
  base::SystemRandom random_;
  const base::TokenSealer sealer_{std::string(32, 'k')};
  const audit::AuditService service_{sealer_, TestVault()};
  int steps_ = 0;        // of verifications
  int64_t checked_ = 0;  // entries, by the last Check

 private:
  v1::VerifyChainResponse ResponseOf(const std::string& operation) {
    v1::VerifyChainResponse found;
    EXPECT_THAT(storage::ReadAndWait(*store_,
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           const auto stored,
                                           storage::FindOperation(tx, operation));
                                       EXPECT_TRUE(stored->operation().response().UnpackTo(&found));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return found;
  }
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_CHAINS_H_
