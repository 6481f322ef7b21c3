// What trips keep of people beside their participations.
#ifndef PLENARY_SERVICES_TRIPS_PERSONAL_TRACES_H_
#define PLENARY_SERVICES_TRIPS_PERSONAL_TRACES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/personal_data/participations.h"

namespace plenary::trips {

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
  // Besides: why reports were returned of trips on which the person went or was to report, also in
  // the change log. That they did stays, and so do assignments and reports, which say what was to
  // be done and was.
  absl::Status Erase(storage::Change& change, absl::string_view person) override;
  absl::StatusOr<std::vector<v1::Participant>> Behind(storage::Tx& tx, absl::string_view event,
                                                      absl::string_view after, int limit) override;
  absl::Status Purge(storage::Change& change, const v1::Participant& participant) override;
  absl::Status Purged(storage::Change& change, absl::string_view event) override;

 private:
  personal_data::Participations& participations_;
};

}  // namespace plenary::trips

#endif  // PLENARY_SERVICES_TRIPS_PERSONAL_TRACES_H_
