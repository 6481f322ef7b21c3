// What items under control keep of people beside their participations.
#ifndef PLENARY_SERVICES_CONTROL_PERSONAL_TRACES_H_
#define PLENARY_SERVICES_CONTROL_PERSONAL_TRACES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/personal_data/participations.h"

namespace plenary::control {

// Participations, and what is erased with them. Safe from several threads.
class PersonalTraces : public personal_data::Participations {
 public:
  // `participations` outlives it.
  explicit PersonalTraces(personal_data::Participations& participations)
      : participations_(participations) {}

  absl::StatusOr<std::vector<v1::Participant>> Of(storage::Tx& tx,
                                                  absl::string_view person) override;
  absl::StatusOr<std::string> ToCome(storage::Tx& tx, absl::string_view person,
                                     absl::Time now) override;
  // Besides: what was written with the steps and extensions of the items that the person executes,
  // controls or gave, also in the change log. Who had to do with them stays, and so do reports,
  // which say what was done.
  absl::Status Erase(storage::Change& change, absl::string_view person) override;
  absl::StatusOr<std::vector<v1::Participant>> Behind(storage::Tx& tx, absl::string_view event,
                                                      absl::string_view after, int limit) override;
  absl::Status Purge(storage::Change& change, const v1::Participant& participant) override;
  absl::Status Purged(storage::Change& change, absl::string_view event) override;

 private:
  personal_data::Participations& participations_;
};

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_PERSONAL_TRACES_H_
