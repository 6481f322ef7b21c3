// What dossiers keep of people beside their participations.
#ifndef PLENARY_SERVICES_NEGOTIATIONS_PERSONAL_TRACES_H_
#define PLENARY_SERVICES_NEGOTIATIONS_PERSONAL_TRACES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/personal_data/participations.h"

namespace plenary::negotiations {

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
  // Besides: as what the person took part in rounds and contacts, what was written about those
  // contacts and who signed their papers, and why the negotiations and topics that the person had
  // in hand changed their state, also in the change log. That they took part stays.
  absl::Status Erase(storage::Change& change, absl::string_view person) override;
  absl::StatusOr<std::vector<v1::Participant>> Behind(storage::Tx& tx, absl::string_view event,
                                                      absl::string_view after, int limit) override;
  absl::Status Purge(storage::Change& change, const v1::Participant& participant) override;
  absl::Status Purged(storage::Change& change, absl::string_view event) override;

 private:
  personal_data::Participations& participations_;
};

}  // namespace plenary::negotiations

#endif  // PLENARY_SERVICES_NEGOTIATIONS_PERSONAL_TRACES_H_
