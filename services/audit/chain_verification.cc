#include "services/audit/chain_verification.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "plenary/v1/audit.pb.h"
#include "services/audit/faults.h"
#include "services/audit/heads_check.h"
#include "services/audit/stretch.h"
#include "services/audit/table.h"
#include "services/audit/verification.pb.h"
#include "services/base/errors.h"

namespace plenary::audit {
namespace {

constexpr char kAll[] = "-";
// Stretches that are read at the same time, and their entries: together they take the store's
// readers some ten milliseconds.
constexpr int kStretches = 2;
constexpr int64_t kStretchEntries = 4096;
// What one step does at most.
constexpr int64_t kStepEntries = 65'536;
constexpr int kStepChains = 200;
constexpr int kStepHeads = 200;

// How far a verification is.
struct Progress {
  v1::VerifyChainRequest request;
  v1::VerifyChainMetadata metadata;
  Verification cursor;

  const std::string& partition() const { return metadata.partition(); }
};

// The stretches behind the place where the verification stands.
absl::StatusOr<std::array<Stretch, kStretches>> VerifyAhead(storage::Store& store,
                                                            const Progress& progress) {
  std::array<Stretch, kStretches> stretches;
  std::array<std::promise<absl::Status>, kStretches> answers;
  for (int i = 0; i < kStretches; ++i) {
    const auto body = [&progress, &stretch = stretches[i], i](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(
          stretch,
          VerifyStretch(tx, progress.partition(), progress.metadata.number() + i * kStretchEntries,
                        kStretchEntries));
      return absl::OkStatus();
    };
    store.Read(
        body, [&answer = answers[i]](absl::Status status) { answer.set_value(std::move(status)); });
  }
  absl::Status first;
  for (std::promise<absl::Status>& answer : answers) first.Update(answer.get_future().get());
  if (!first.ok()) return first;
  return stretches;
}

// Begins the next partition, or the end of the chains.
absl::Status BeginNext(storage::Store& store, Progress& progress) {
  std::string next;
  int64_t begin = 0;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    if (progress.request.parent() == kAll) {
      PLENARY_ASSIGN_OR_RETURN(next, NextPartition(tx, progress.partition()));
    } else {
      next = progress.partition().empty() ? progress.request.parent() : "";
    }
    PLENARY_ASSIGN_OR_RETURN(const ChainEnds ends, ReadEnds(tx, next));
    begin = ends.head.oldest_kept - 1;
    return absl::OkStatus();
  }));
  if (next.empty()) {
    progress.cursor.set_chains_done(true);
    return absl::OkStatus();
  }
  progress.metadata.set_partition(next);
  progress.metadata.set_number(begin);
  return absl::OkStatus();
}

// Goes on along one chain.
absl::Status VerifyFurther(storage::Store& store, Progress& progress) {
  PLENARY_ASSIGN_OR_RETURN(const auto stretches, VerifyAhead(store, progress));
  v1::VerifyChainMetadata& metadata = progress.metadata;
  for (const Stretch& stretch : stretches) {
    // Where retention cut in between, two stretches may overlap.
    const int64_t fresh = std::min(stretch.verified, stretch.last - metadata.number());
    metadata.set_verified(metadata.verified() + std::max<int64_t>(fresh, 0));
    metadata.set_number(std::max(metadata.number(), stretch.last));
    if (stretch.fault)
      AddFault(progress.partition(), *stretch.fault, *progress.cursor.mutable_found());
    if (stretch.fault || stretch.is_end) return BeginNext(store, progress);
  }
  return absl::OkStatus();
}

absl::Status VerifyChains(storage::Store& store, Progress& progress) {
  if (progress.partition().empty()) PLENARY_RETURN_IF_ERROR(BeginNext(store, progress));
  const int64_t begin = progress.metadata.verified();
  int chains = 0;
  while (!progress.cursor.chains_done() && chains < kStepChains &&
         progress.metadata.verified() - begin < kStepEntries) {
    const std::string partition = progress.partition();
    PLENARY_RETURN_IF_ERROR(VerifyFurther(store, progress));
    if (progress.partition() != partition) ++chains;
  }
  progress.cursor.mutable_found()->set_verified(progress.metadata.verified());
  return absl::OkStatus();
}

}  // namespace

absl::Status ChainVerification::Step(storage::Store& store, base::Random&,
                                     storage::WorkUnderWay& work) {
  Progress progress;
  work.request().UnpackTo(&progress.request);
  work.metadata.UnpackTo(&progress.metadata);
  work.cursor.UnpackTo(&progress.cursor);
  if (!progress.cursor.chains_done()) {
    PLENARY_RETURN_IF_ERROR(VerifyChains(store, progress));
  } else {
    bool is_done = false;
    PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
      HeadsCheck check(vault_.PublicKeys(), progress.request.parent());
      Verification cursor = progress.cursor;
      PLENARY_ASSIGN_OR_RETURN(is_done,
                               check.GoOn(tx, progress.request.heads(), kStepHeads, cursor));
      progress.cursor = std::move(cursor);
      return absl::OkStatus();
    }));
    if (is_done) work.Finish(progress.cursor.found());
  }
  work.metadata.PackFrom(progress.metadata);
  work.cursor.PackFrom(progress.cursor);
  return absl::OkStatus();
}

}  // namespace plenary::audit
