// A change in progress: what the body of a changing handler works with.
//
// The server's one write adapter makes it, looks the request_id up before the handler runs,
// remembers the answer after it, and rolls back where the caller asked for validate_only. A
// handler only loads, decides, writes its rows and records what changed.
#ifndef PLENARY_SERVICES_STORAGE_CHANGE_H_
#define PLENARY_SERVICES_STORAGE_CHANGE_H_

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "services/base/access.h"
#include "services/base/ids.h"
#include "services/storage/change_log.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Who calls what, settled once in the adapter.
struct Call {
  std::string caller;      // "users/anna", "registrationLinks/…", or "local": the program itself
  std::string method;      // "plenary.v1.EventService/CreateEvent"
  std::string request_id;  // empty where none was given
  // What the caller may do; nullptr: the program itself, which may do anything. Outlives the call.
  const base::Access* access = nullptr;
};

// Not thread-safe; lives as long as the body runs.
class Change {
 public:
  Change(Tx& tx, const Call& call, base::IdSequence& ids) : tx_(tx), call_(call), ids_(ids) {}

  Tx& tx() { return tx_; }
  const Call& call() const { return call_; }
  // A new resource id, the same when the body is run again.
  std::string NewId() { return ids_.Next(); }

  // The time of this change in the partition of `resource`: the transaction's, or the partition's
  // last change if that is later, so that time inside a partition never runs backwards.
  absl::StatusOr<absl::Time> Now(absl::string_view resource);

  // Records in the change log of its partition that `resource` (its name) is now `after`. `kind`
  // is a plenary.v1.Change.Kind. A resource recorded twice keeps only its last state.
  void Record(absl::string_view resource, int32_t kind, const google::protobuf::Message& after);

  // Adds the statements that read where the chains of `partitions`, all of them declared, stand, so
  // that they need no round trip of their own. Called by the adapter before anything else.
  void AddStatements(const Keys& partitions, std::vector<Statement>& statements);

  // Appends what was recorded to the chains. Called once by the adapter, after the handler.
  absl::Status Flush();

  // The names recorded so far, in order.
  const std::vector<NewChange>& recorded() const { return recorded_; }

 private:
  absl::StatusOr<ChainHead*> Head(const std::string& partition);

  Tx& tx_;
  const Call& call_;
  base::IdSequence& ids_;
  std::map<std::string, ChainHead> heads_;
  std::vector<NewChange> recorded_;
  std::unordered_map<std::string, size_t> places_;  // in recorded_, by resource
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_CHANGE_H_
