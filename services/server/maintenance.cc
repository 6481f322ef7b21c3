#include "services/server/maintenance.h"

#include <string>
#include <vector>

#include "services/base/errors.h"
#include "services/delegations/reindex.h"
#include "services/delegations/sweep.h"
#include "services/directory/reindex.h"
#include "services/directory/resealing.h"
#include "services/files/sweep.h"
#include "services/matchmaking/sweep.h"
#include "services/printing/resealing.h"
#include "services/schedule/sweep.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"

namespace plenary::server {
namespace {

// Rows one transaction removes.
constexpr int kRowsAtOnce = 1000;

absl::Status ForgetAnswers(storage::Store& store) {
  // Not a word of it enters the change log, so its key is its own.
  return storage::WriteAndWait(store, {"requests"}, [](storage::Tx& tx) {
    return storage::ForgetExpiredAnswers(tx, tx.now(), kRowsAtOnce).status();
  });
}

absl::Status PrunePartition(storage::Store& store, const std::string& partition,
                            absl::Duration retention) {
  return storage::WriteAndWait(store, {partition}, [&](storage::Tx& tx) {
    return storage::PruneChanges(tx, partition, tx.now() - retention, kRowsAtOnce).status();
  });
}

absl::Status PruneChangeLog(storage::Store& store, absl::Duration retention) {
  if (retention == absl::InfiniteDuration()) return absl::OkStatus();
  std::vector<std::string> partitions;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(partitions, storage::ListPartitions(tx));
    return absl::OkStatus();
  }));
  absl::Status first;
  for (const std::string& partition : partitions) {
    first.Update(PrunePartition(store, partition, retention));
  }
  return first;
}

}  // namespace

absl::Status MaintainOnce(storage::Store& store, const vault::Vault& vault,
                          const base::Clock& clock, base::Random& random,
                          delegations::Attendances& attendances, absl::Duration change_retention) {
  absl::Status first = delegations::Sweep(store, clock, random, attendances);
  first.Update(schedule::Sweep(store, clock, random));
  first.Update(matchmaking::Sweep(store, clock, random));
  first.Update(files::Sweep(store));
  first.Update(ForgetAnswers(store));
  first.Update(PruneChangeLog(store, change_retention));
  first.Update(directory::Reindex(store));
  first.Update(directory::Reseal(store, vault));
  first.Update(printing::Reseal(store, vault));
  first.Update(delegations::Reindex(store));
  return first;
}

}  // namespace plenary::server
