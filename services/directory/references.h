// What the directory asks of the rooms above it before it lets something go, and tells them of.
#ifndef PLENARY_SERVICES_DIRECTORY_REFERENCES_H_
#define PLENARY_SERVICES_DIRECTORY_REFERENCES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Safe from several threads; called inside the transaction of the change.
class References {
 public:
  virtual ~References() = default;
  // The name of a resource that stands on the person, such as a participant; empty where none does.
  virtual absl::StatusOr<std::string> BlockerOfPerson(storage::Tx& tx, absl::string_view name) = 0;
  // The name of a resource outside the directory that stands on the organization, such as a
  // delegation; empty where none does.
  virtual absl::StatusOr<std::string> BlockerOfOrganization(storage::Tx& tx,
                                                            absl::string_view name) = 0;
  // Gives everything that stands on the person `from` to `to`, who is written already, and records
  // it. Returns the names of what was given. ALREADY_EXISTS: PERSON_ALREADY_PARTICIPATES where both
  // are active in one event.
  virtual absl::StatusOr<std::vector<std::string>> MovePerson(storage::Change& change,
                                                              absl::string_view from,
                                                              const v1::Person& to) = 0;
};

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_REFERENCES_H_
