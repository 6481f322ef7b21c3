// The bench group `access`: what it costs to ask who calls, and to verify the record. See
// docs/performance.md.
#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "services/audit/chain_verification.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/storage/change_log.h"
#include "services/storage/long_work.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"
#include "tests/bench/access_reads.h"
#include "tests/bench/checked_server.h"
#include "tests/bench/figure.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {
namespace {

constexpr int kRounds = 5;
constexpr char kPartition[] = "events/tibo-2023";
constexpr int64_t kEntries = 200'000;
constexpr int kEntriesAtOnce = 5'000;
// What a participant takes, as it is recorded.
constexpr int kPayloadBytes = 500;

using Wanted = Figure::Wanted;

void Check(const absl::Status& status, const std::string& what) {
  if (!status.ok()) throw std::runtime_error(absl::StrCat(what, ": ", status.ToString()));
}

void Beside(Figure& figure, const std::string& name, double value) {
  for (auto& [known, series] : figure.beside) {
    if (known == name) return series.values.push_back(value);
  }
  figure.beside.push_back({name, {{value}}});
}

// Appends entries such as registrations make.
void FillChain(storage::Store& store, base::Random& random) {
  for (int64_t first = 0; first < kEntries; first += kEntriesAtOnce) {
    const std::string seed = random.Bytes(32);
    const std::string payload = random.Bytes(kPayloadBytes);
    const auto body = [&](storage::Tx& tx) {
      base::IdSequence ids(seed, tx.now());
      PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, kPartition));
      std::vector<storage::NewChange> changes;
      changes.reserve(kEntriesAtOnce);
      for (int i = 0; i < kEntriesAtOnce; ++i) {
        changes.push_back(
            {absl::StrCat(kPartition, "/participants/", ids.Next()), v1::Change::CREATED, payload});
      }
      return storage::AppendChanges(
                 tx, kPartition, head, std::max(tx.now(), head.time), "users/registrar",
                 "plenary.v1.DelegationService/BatchChangeParticipants", changes, ids)
          .status();
    };
    Check(storage::WriteAndWait(store, {kPartition}, body), "appending entries");
  }
}

// What a verification hashes, ready to be hashed: of each entry the hash before it with the entry,
// the padded key with the payload, and the second round of HMAC.
struct HashedBytes {
  std::vector<std::string> texts;
};

HashedBytes ReadHashedBytes(storage::Store& store) {
  HashedBytes bytes;
  bytes.texts.reserve(3 * kEntries);
  std::vector<storage::ChangeEntry> entries;
  Check(storage::ReadAndWait(store,
                             [&](storage::Tx& tx) {
                               PLENARY_ASSIGN_OR_RETURN(
                                   entries, storage::ReadChanges(tx, kPartition, 0, kEntries));
                               return absl::OkStatus();
                             }),
        "reading entries");
  constexpr size_t kItems = 10;
  constexpr size_t kNumbers = 8 + 8 + 4;
  for (const storage::ChangeEntry& entry : entries) {
    const size_t covered = std::strlen("plenary-change-1") + entry.partition.size() +
                           entry.transaction_id.size() + entry.caller.size() + entry.method.size() +
                           entry.resource.size() + entry.commitment.size();
    bytes.texts.push_back(
        absl::StrCat(entry.hash, std::string(covered + kItems * 4 + kNumbers, 'c')));
    bytes.texts.push_back(absl::StrCat(std::string(64, 'i'), entry.payload));
    bytes.texts.emplace_back(64 + 32, 'o');
  }
  return bytes;
}

// Entries a second where there is nothing to do but hash.
double HashRaw(const HashedBytes& bytes) {
  const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha256(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  unsigned char hash[32];
  unsigned char sum = 0;
  const absl::Time begin = absl::Now();
  for (const std::string& text : bytes.texts) {
    EVP_DigestInit_ex2(context.get(), sha256.get(), nullptr);
    EVP_DigestUpdate(context.get(), text.data(), text.size());
    EVP_DigestFinal_ex(context.get(), hash, nullptr);
    sum ^= hash[0];
  }
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  // Looked at, so that nothing is left out.
  if (seconds <= 0) throw std::runtime_error(absl::StrCat("no time passed", sum));
  return static_cast<double>(kEntries) / seconds;
}

// Entries a second of VerifyChain's operation, without what keeps it.
double Verify(storage::Store& store, base::Random& random, const vault::Vault& vault) {
  v1::VerifyChainRequest request;
  request.set_parent(kPartition);
  storage::Claim claim;
  claim.name = "operations/bench";
  claim.stored.mutable_request()->PackFrom(request);
  claim.stored.mutable_operation()->mutable_metadata()->PackFrom(v1::VerifyChainMetadata());
  audit::ChainVerification verification(vault);
  storage::WorkUnderWay work(std::move(claim), "bench", absl::Seconds(30), &verification);
  const absl::Time begin = absl::Now();
  while (!work.is_done()) Check(verification.Step(store, random, work), "verifying");
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  v1::VerifyChainMetadata metadata;
  work.metadata.UnpackTo(&metadata);
  if (metadata.verified() != kEntries) throw std::runtime_error("the chain was not verified");
  return static_cast<double>(kEntries) / seconds;
}

void MeasureChain() {
  const testing::TemporaryFolder folder;
  const base::SystemClock clock;
  base::SystemRandom random;
  const vault::Vault vault;
  const auto store = storage::OpenStore(absl::StrCat("sqlite:", folder / "plenary.db"), clock);
  if (!store.ok()) throw std::runtime_error(store.status().ToString());
  FillChain(**store, random);
  const HashedBytes bytes = ReadHashedBytes(**store);
  Figure figure{"chain_verify",
                absl::StrCat("entries of a chain verified in a database, over hashing the same "
                             "bytes in memory by one thread (resources of ",
                             kPayloadBytes, " bytes)"),
                Wanted::kAtLeast,
                0.3,
                {},
                {}};
  for (int round = 0; round < kRounds; ++round) {
    const double verified = Verify(**store, random, vault);
    const double hashed = HashRaw(bytes);
    figure.series.values.push_back(verified / hashed);
    Beside(figure, "verified /s", verified);
    Beside(figure, "hashed /s", hashed);
  }
  Print(figure);
}

constexpr char kUsage[] =
    "bench_access: the figures of the bench group 'access', as tests/run bench access prints "
    "them.\n"
    "\n"
    "Prints, for each figure, a line of detail and then 'figure NAME VALUE'.\n"
    "  BENCH_FIGURES=name,name  measures these only\n"
    "  BENCH_SECONDS=n          length of a round (6)\n"
    "  TMPDIR                   where its databases lie; must be a disk, not memory (/tmp)\n";

int Main() {
  const Settings settings = ReadSettings();
  return RunAll(settings, {{{"authz_cost", "oidc_cost"}, [&] { MeasureAccessReads(settings); }},
                           {{"chain_verify"}, MeasureChain}});
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "--serve-checked") == 0) {
    return plenary::bench::ServeChecked(argc - 2, argv + 2);
  }
  if (argc > 1) {
    std::cout << plenary::bench::kUsage;
    return std::strcmp(argv[1], "--help") == 0 ? 0 : 2;
  }
  try {
    return plenary::bench::Main();
  } catch (const std::exception& exception) {
    std::cerr << "bench_access: " << exception.what() << std::endl;
    return 1;
  }
}
