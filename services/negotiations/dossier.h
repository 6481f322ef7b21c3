// What methods on negotiations do alike: the dossier they are about, what it may name, the rows
// they write, the lists they answer with.
#ifndef PLENARY_SERVICES_NEGOTIATIONS_DOSSIER_H_
#define PLENARY_SERVICES_NEGOTIATIONS_DOSSIER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/access.h"
#include "services/base/errors.h"
#include "services/base/reach_condition.h"
#include "services/negotiations/table.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::negotiations {

// The negotiation that a change is in.
struct Dossier {
  v1::Negotiation negotiation;
  absl::Time now;
};
// `name` is that of the negotiation or of something in it. NOT_FOUND: RESOURCE_NOT_FOUND.
// FAILED_PRECONDITION: RESOURCE_DELETED, WRONG_STATE where it is closed.
absl::StatusOr<Dossier> FindDossier(storage::Change& change, absl::string_view name);

// Whether what `after` names, and `before` did not, is there: NOT_FOUND, RESOURCE_DELETED as
// storage::CheckReference. `field` is the resource's path in the request.
absl::Status CheckNamed(storage::Tx& tx, const google::protobuf::Message& after,
                        const google::protobuf::Message& before, absl::string_view field);

// Records what became of a resource that had been `before`.
template <class Resource>
Resource Recorded(storage::Change& change, const Resource& before, Resource after) {
  const bool is_deletion = after.has_delete_time() != before.has_delete_time();
  const v1::Change::Kind kind = !is_deletion              ? v1::Change::UPDATED
                                : after.has_delete_time() ? v1::Change::DELETED
                                                          : v1::Change::UNDELETED;
  change.Record(after.name(), kind, after);
  return after;
}

// Writes and records a new resource. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS.
template <class Resource>
absl::StatusOr<Resource> Add(storage::Change& change, absl::Time now, Resource resource) {
  const std::string name = resource.name();
  storage::StampCreated(resource, name, now);
  PLENARY_RETURN_IF_ERROR(Insert(change.tx(), resource));
  change.Record(name, v1::Change::CREATED, resource);
  return resource;
}

// Writes and records the revision after `before`.
template <class Resource>
absl::StatusOr<Resource> Keep(storage::Change& change, absl::Time now, const Resource& before,
                              Resource after) {
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(Update(change.tx(), after));
  return Recorded(change, before, std::move(after));
}

// Deletes `before`, which can be undone; takes its deletion back.
template <class Resource>
absl::StatusOr<Resource> KeepDeleted(storage::Change& change, absl::Time now,
                                     const Resource& before) {
  Resource after = before;
  *after.mutable_delete_time() = storage::ToTimestamp(now);
  return Keep(change, now, before, std::move(after));
}
template <class Resource>
absl::StatusOr<Resource> KeepUndeleted(storage::Change& change, absl::Time now,
                                       const Resource& before) {
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  Resource after = before;
  after.clear_delete_time();
  return Keep(change, now, before, std::move(after));
}

// The condition for the negotiations that the caller sees, by the column of their name; empty where
// it sees all. RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE, where it has roles on too many.
absl::StatusOr<base::SqlCondition> SeenNegotiations(const base::Access* access,
                                                    absl::string_view column);

// The parent of lists over all negotiations.
inline constexpr absl::string_view kAllNegotiations = "negotiations/-";
// The condition for what lies in `parent`, a negotiation or all that the caller sees and, unless
// `show_deleted`, that are not deleted. NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<base::SqlCondition> SeenParts(storage::Tx& tx, const base::Access* access,
                                             const std::string& parent, bool show_deleted);

// Where the change log of a negotiation stands, as a token to watch from; empty for all of them.
absl::StatusOr<std::string> ResumeTokenOf(storage::Tx& tx, const base::TokenSealer& sealer,
                                          absl::string_view parent);

}  // namespace plenary::negotiations

#endif  // PLENARY_SERVICES_NEGOTIATIONS_DOSSIER_H_
