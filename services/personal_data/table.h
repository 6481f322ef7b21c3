// Revelations, legal holds and erasures in the database.
#ifndef PLENARY_SERVICES_PERSONAL_DATA_TABLE_H_
#define PLENARY_SERVICES_PERSONAL_DATA_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/personal_data.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::personal_data {

// Name patterns.
inline constexpr absl::string_view kRevelationPattern = "people/{person}/revelations/{revelation}";
inline constexpr absl::string_view kLegalHoldPattern = "legalHolds/{legal_hold}";

absl::Status InsertRevelation(storage::Tx& tx, absl::string_view person,
                              const v1::Revelation& revelation);
// Every revelation of a person, the oldest first.
absl::StatusOr<std::vector<v1::Revelation>> RevelationsOf(storage::Tx& tx,
                                                          absl::string_view person);
// Within "person = $1".
const base::ListSpec& RevelationList();

absl::StatusOr<absl::optional<v1::LegalHold>> FindLegalHold(storage::Tx& tx,
                                                            absl::string_view name);
absl::Status InsertLegalHold(storage::Tx& tx, const v1::LegalHold& hold);
absl::Status UpdateLegalHoldRow(storage::Tx& tx, const v1::LegalHold& hold);
// The name of a hold that stands on one of `resources`; empty where none does.
absl::StatusOr<std::string> StandingHoldOn(storage::Tx& tx,
                                           const std::vector<std::string>& resources);
const base::ListSpec& LegalHoldList();

// Who was erased, and when.
struct Erasure {
  std::string person;
  absl::Time time;
};
absl::Status InsertErasure(storage::Tx& tx, const Erasure& erasure);
// All of them, by time.
absl::StatusOr<std::vector<Erasure>> ListErasures(storage::Tx& tx);

}  // namespace plenary::personal_data

#endif  // PLENARY_SERVICES_PERSONAL_DATA_TABLE_H_
