// What figures and results keep of people: in words alone, since they name nobody.
#ifndef PLENARY_SERVICES_INDICATORS_PERSONAL_TRACES_H_
#define PLENARY_SERVICES_INDICATORS_PERSONAL_TRACES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/personal_data/participations.h"

namespace plenary::indicators {

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
  // Besides: notes of figures and results in which the person is named (naming_rules.h), and that
  // the person signed their papers, also in the change log. Reads all figures and results.
  absl::Status Erase(storage::Change& change, absl::string_view person) override;
  absl::StatusOr<std::vector<v1::Participant>> Behind(storage::Tx& tx, absl::string_view event,
                                                      absl::string_view after, int limit) override;
  absl::Status Purge(storage::Change& change, const v1::Participant& participant) override;
  absl::Status Purged(storage::Change& change, absl::string_view event) override;

 private:
  personal_data::Participations& participations_;
};

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_PERSONAL_TRACES_H_
