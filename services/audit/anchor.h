// Anchors: where the chains stand, signed every now and then, recorded, and written to a file
// outside the database, so that a chain that was written anew is found out.
#ifndef PLENARY_SERVICES_AUDIT_ANCHOR_H_
#define PLENARY_SERVICES_AUDIT_ANCHOR_H_

#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/audit.pb.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::audit {

// Signs where every chain stands before this change, and records that in the directory's chain.
// FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING.
absl::StatusOr<v1::SignedHeads> RecordSignedHeads(storage::Change& change,
                                                  const vault::Vault& vault);

// Does so where the last time, or the oldest entry where it was never done, is `interval` ago or
// longer and anything has changed since. Nothing happens with an infinite `interval` or without
// keys. Waits for the store.
absl::Status SignHeadsWhenDue(storage::Store& store, const base::Clock& clock, base::Random& random,
                              const vault::Vault& vault, absl::Duration interval);

// A file that every signed heads are appended to, oldest first, one line of JSON each. Nobody but
// its owner may read it. Safe from several threads.
class AnchorFile {
 public:
  // Nothing happens where `path` is empty.
  explicit AnchorFile(std::string path) : path_(std::move(path)) {}

  // Appends the heads that were signed since the last that the file has, by this server or another;
  // they are on disk when this returns. Waits for the store. PERMISSION_DENIED where the file
  // cannot be written.
  absl::Status CatchUp(storage::Store& store);

 private:
  const std::string path_;
  std::mutex mutex_;
  // Guarded by mutex_: the newest names that the file has; nullopt until it was read.
  absl::optional<std::set<std::string>> newest_;
};

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_ANCHOR_H_
