// What participations hold of people, and how it goes.
#ifndef PLENARY_SERVICES_DELEGATIONS_PERSONAL_PARTICIPATIONS_H_
#define PLENARY_SERVICES_DELEGATIONS_PERSONAL_PARTICIPATIONS_H_

#include <string>
#include <vector>

#include "services/personal_data/participations.h"

namespace plenary::delegations {

// Safe from several threads.
class PersonalParticipations : public personal_data::Participations {
 public:
  absl::StatusOr<std::vector<v1::Participant>> Of(storage::Tx& tx,
                                                  absl::string_view person) override;
  absl::StatusOr<std::string> ToCome(storage::Tx& tx, absl::string_view person,
                                     absl::Time now) override;
  absl::Status Erase(storage::Change& change, absl::string_view person) override;
  absl::StatusOr<std::vector<v1::Participant>> Behind(storage::Tx& tx, absl::string_view event,
                                                      absl::string_view after, int limit) override;
  absl::Status Purge(storage::Change& change, const v1::Participant& participant) override;
  absl::Status Purged(storage::Change&, absl::string_view) override { return absl::OkStatus(); }
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_PERSONAL_PARTICIPATIONS_H_
