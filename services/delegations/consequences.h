// What happens to delegations and participants when something below them changes: the directory and
// events ask and tell through this.
#ifndef PLENARY_SERVICES_DELEGATIONS_CONSEQUENCES_H_
#define PLENARY_SERVICES_DELEGATIONS_CONSEQUENCES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/delegations/attendances.h"
#include "services/directory/references.h"
#include "services/events/followers.h"

namespace plenary::delegations {

// Safe from several threads. `attendances` outlives it.
class Consequences : public directory::References, public events::Followers {
 public:
  explicit Consequences(Attendances& attendances) : attendances_(attendances) {}

  absl::StatusOr<std::string> BlockerOfPerson(storage::Tx& tx, absl::string_view name) override;
  absl::StatusOr<std::string> BlockerOfOrganization(storage::Tx& tx,
                                                    absl::string_view name) override;
  // Participations in whatever state, each recorded in its event.
  absl::StatusOr<std::vector<std::string>> MovePerson(storage::Change& change,
                                                      absl::string_view from,
                                                      const v1::Person& to) override;

  // A thousand nominations expire at once; Sweep sees to the others.
  absl::Status EventClosed(storage::Change& change, const v1::Event& event) override;
  absl::Status EventMoved(storage::Change& change, const v1::Event& before,
                          const v1::Event& after) override;
  // Holds are given back; who takes part where stays on record.
  absl::Status EventCancelled(storage::Change& change, const v1::Event& event) override;
  absl::Status EventDeleted(storage::Change& change, const v1::Event& event) override;
  absl::Status EventUndeleted(storage::Change& change, const v1::Event& event) override;
  absl::Status CategoryLimitChanged(storage::Change& change, const v1::Category& category) override;
  absl::StatusOr<bool> CategoryInUse(storage::Tx& tx, absl::string_view category) override;
  absl::StatusOr<int64_t> CategoryUsed(storage::Tx& tx, absl::string_view category) override;
  absl::StatusOr<std::string> WhoAnswered(storage::Tx& tx, absl::string_view event,
                                          absl::string_view custom_field,
                                          absl::string_view choice) override;

 private:
  Attendances& attendances_;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_CONSEQUENCES_H_
