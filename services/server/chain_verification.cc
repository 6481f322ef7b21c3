#include "services/server/chain_verification.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/storage/change_log.h"

namespace plenary::server {
namespace {

constexpr char kAll[] = "-";
// Entries verified in one transaction.
constexpr int kEntriesAtOnce = 1000;
// More faults than this tell nothing more.
constexpr int kMostFaults = 1000;

// How far a verification is.
struct Progress {
  v1::VerifyChainRequest request;
  v1::VerifyChainMetadata metadata;
  v1::VerifyChainResponse response;
  bool done = false;
};

// A place in a chain: an entry's number and hash.
struct Place {
  int64_t number = 0;
  std::string hash;
};

// Where the chain of `partition` begins: before its oldest entry kept.
absl::StatusOr<Place> BeginningOf(storage::Tx& tx, const std::string& partition) {
  Place place;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT oldest_kept, hash_before_oldest FROM change_heads WHERE partition_name = $1",
              {absl::string_view(partition)},
              [&](const storage::Row& row) {
                place = {row.Int(0) - 1, std::string(row.Text(1))};
              }}));
  return place;
}

// Where an interrupted verification stands; the beginning, where retention has since removed that.
absl::StatusOr<Place> PlaceOf(storage::Tx& tx, const std::string& partition, int64_t number) {
  PLENARY_ASSIGN_OR_RETURN(Place place, BeginningOf(tx, partition));
  if (number <= place.number) return place;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT hash FROM changes WHERE partition_name = $1 AND number = $2",
              {absl::string_view(partition), number},
              [&](const storage::Row& row) {
                place = {number, std::string(row.Text(0))};
              }}));
  return place;
}

// The partition after the one where the verification stands, or empty.
absl::StatusOr<std::string> NextPartition(storage::Tx& tx, const Progress& progress) {
  const std::string& last = progress.metadata.partition();
  if (progress.request.parent() != kAll) {
    return last.empty() ? progress.request.parent() : "";
  }
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> partitions, storage::ListPartitions(tx));
  for (const std::string& partition : partitions) {
    if (partition > last) return partition;
  }
  return std::string();
}

absl::Status BeginNext(storage::Tx& tx, Progress& progress) {
  PLENARY_ASSIGN_OR_RETURN(const std::string partition, NextPartition(tx, progress));
  if (partition.empty()) {
    progress.done = true;
    return absl::OkStatus();
  }
  PLENARY_ASSIGN_OR_RETURN(const Place place, BeginningOf(tx, partition));
  progress.metadata.set_partition(partition);
  progress.metadata.set_number(place.number);
  return absl::OkStatus();
}

void AddFault(const std::string& partition, int64_t number, const std::string& description,
              v1::VerifyChainResponse& response) {
  if (response.faults_size() >= kMostFaults) return;
  v1::VerifyChainResponse::Fault& fault = *response.add_faults();
  fault.set_partition(partition);
  fault.set_number(number);
  fault.set_description(description);
}

// Goes on in one transaction.
absl::Status VerifyFurther(storage::Tx& tx, Progress& progress) {
  v1::VerifyChainMetadata& metadata = progress.metadata;
  if (metadata.partition().empty()) PLENARY_RETURN_IF_ERROR(BeginNext(tx, progress));
  if (progress.done) return absl::OkStatus();
  const std::string partition = metadata.partition();
  PLENARY_ASSIGN_OR_RETURN(const Place place, PlaceOf(tx, partition, metadata.number()));
  PLENARY_ASSIGN_OR_RETURN(
      const storage::Verification page,
      storage::VerifyChain(tx, partition, place.number, place.hash, kEntriesAtOnce));
  for (const storage::ChainFault& fault : page.faults) {
    AddFault(fault.partition, fault.number, fault.what, progress.response);
  }
  const int64_t verified = page.number - place.number;
  metadata.set_number(page.number);
  metadata.set_verified(metadata.verified() + verified);
  progress.response.set_verified(metadata.verified());
  if (page.faults.empty() && verified == kEntriesAtOnce) return absl::OkStatus();

  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, partition));
  const bool ends_at_head =
      page.number == head.number && (verified == 0 ? place.hash : page.hash) == head.hash;
  if (page.faults.empty() && head.number > 0 && !ends_at_head) {
    AddFault(partition, head.number, "the chain does not end with the entry that its head names",
             progress.response);
  }
  return BeginNext(tx, progress);
}

}  // namespace

absl::StatusOr<int64_t> CountEntries(storage::Tx& tx, const std::string& parent) {
  int64_t count = 0;
  const auto add = [&count](const storage::Row& row) { count += row.Int(0) - row.Int(1) + 1; };
  if (parent == kAll) {
    PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT number, oldest_kept FROM change_heads", {}, add}));
  } else {
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"SELECT number, oldest_kept FROM change_heads WHERE partition_name = $1",
                {absl::string_view(parent)},
                add}));
  }
  return count;
}

absl::Status ChainVerification::Step(storage::Store& store, base::Random&,
                                     storage::WorkUnderWay& work) {
  Progress progress;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    progress = Progress();
    work.request().UnpackTo(&progress.request);
    work.metadata.UnpackTo(&progress.metadata);
    work.cursor.UnpackTo(&progress.response);
    return VerifyFurther(tx, progress);
  }));
  work.metadata.PackFrom(progress.metadata);
  work.cursor.PackFrom(progress.response);
  if (progress.done) work.Finish(progress.response);
  return absl::OkStatus();
}

}  // namespace plenary::server
