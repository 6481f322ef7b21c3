// A stretch of a chain, verified in one read: chains are verified stretch by stretch, several at
// the same time, since each begins with the hash that is stored before it.
#ifndef PLENARY_SERVICES_AUDIT_STRETCH_H_
#define PLENARY_SERVICES_AUDIT_STRETCH_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/storage/store.h"

namespace plenary::audit {

// A place in a chain where something is wrong, and what: "removed: …", "reordered: …",
// "changed: …" or "added: …".
struct ChainFault {
  int64_t number = 0;
  std::string what;
};

// What was found.
struct Stretch {
  int64_t last = 0;                  // the last entry that is as it should be
  int64_t verified = 0;              // entries that are as they should be
  bool is_end = false;               // whether the chain has no more entries
  absl::optional<ChainFault> fault;  // the first
};

// Verifies at most `count` entries of `partition` above number `after`: that each follows from the
// one before it, is numbered on, and fits its commitment where it was not erased, and that the
// chain ends where its head says. Entries that retention has removed don't count.
absl::StatusOr<Stretch> VerifyStretch(storage::Tx& tx, absl::string_view partition, int64_t after,
                                      int64_t count);

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_STRETCH_H_
