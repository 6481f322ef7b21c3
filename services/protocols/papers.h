// What methods on protocols do alike: the negotiation they are in, the protocol they are about,
// what it names.
#ifndef PLENARY_SERVICES_PROTOCOLS_PAPERS_H_
#define PLENARY_SERVICES_PROTOCOLS_PAPERS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "services/base/errors.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::protocols {

// What is living and as the caller knows it. NOT_FOUND: RESOURCE_NOT_FOUND. FAILED_PRECONDITION:
// RESOURCE_DELETED. ABORTED: ETAG_MISMATCH, with the newer revision.
template <class Resource>
absl::StatusOr<Resource> LivingOrNewer(absl::StatusOr<absl::optional<Resource>> found,
                                       absl::string_view name, absl::string_view etag) {
  PLENARY_ASSIGN_OR_RETURN(Resource resource, storage::Living(std::move(found), name));
  if (etag.empty() || etag == resource.etag()) return resource;
  return base::WithResource(base::StaleEtag(name, resource.etag()), resource);
}

// The negotiation that `name` lies in, for a change in it. NOT_FOUND: RESOURCE_NOT_FOUND.
// FAILED_PRECONDITION: RESOURCE_DELETED, WRONG_STATE where it is closed.
absl::StatusOr<v1::Negotiation> FindOpenNegotiation(storage::Tx& tx, absl::string_view name);

// A protocol that is about to change, at `now`.
struct Paper {
  v1::Protocol before;
  absl::Time now;
};
// NOT_FOUND, RESOURCE_DELETED, ETAG_MISMATCH, and the errors of FindOpenNegotiation.
absl::StatusOr<Paper> FindPaper(storage::Change& change, const std::string& name,
                                const std::string& etag);
// The same of one that is in force or was, whose negotiation may be closed by now.
absl::StatusOr<Paper> FindConcludedPaper(storage::Change& change, const std::string& name,
                                         const std::string& etag);

// Writes and records the revision after `before`.
absl::StatusOr<v1::Protocol> Keep(storage::Change& change, absl::Time now,
                                  const v1::Protocol& before, v1::Protocol after);

// The day on which a round begins, where it takes place; empty where that is not known, or `round`
// is.
absl::StatusOr<std::string> DayOfRound(storage::Tx& tx, const std::string& round);
// The day before which nothing is due that a protocol says: its own, or that of its round.
absl::StatusOr<std::string> SourceDay(storage::Tx& tx, const v1::Protocol& protocol);

// People by the names under which they stand in the directory now: who was merged into another has
// the name of that one.
absl::StatusOr<std::vector<std::string>> CurrentNames(storage::Tx& tx,
                                                      std::vector<std::string> people);

// Whether the organizations and people that somebody names, at the paths `fields`, exist.
// NOT_FOUND, FAILED_PRECONDITION: RESOURCE_DELETED.
struct Reference {
  std::string field;
  std::string name;
};
absl::Status CheckOrganizations(storage::Tx& tx, const std::vector<Reference>& references);
absl::Status CheckPeople(storage::Tx& tx, const std::vector<Reference>& references);

// The protocol that another one amends, where it may. NOT_FOUND, RESOURCE_DELETED, WRONG_STATE,
// ALREADY_SUPERSEDED.
absl::StatusOr<v1::Protocol> FindAmended(storage::Tx& tx, const std::string& amended);

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_PAPERS_H_
