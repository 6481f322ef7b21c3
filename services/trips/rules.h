// The rules of trips: states, what still changes, what a trip and its report must be like. Pure.
#ifndef PLENARY_SERVICES_TRIPS_RULES_H_
#define PLENARY_SERVICES_TRIPS_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/trips.pb.h"
#include "services/base/errors.h"

namespace plenary::trips {

// Whether `date` is a day as written, from 1900 to 9998: "2023-08-24" (ISO 8601). Such days are
// ordered as texts are.
bool IsDay(absl::string_view date);
// The day so many days later; of the last ones, the last.
std::string DaysAfter(absl::string_view day, int days);

// Add what is wrong beyond what fields declare. `field` is the path in the request: "trip".
void CheckTrip(const v1::Trip& trip, absl::string_view field, base::FieldErrors& errors);
void CheckReport(const v1::Trip::Report& report, absl::string_view field,
                 base::FieldErrors& errors);

enum class Verb { kApprove, kReport, kReturn, kAccept };
// Where `verb` leads from `state`; nullopt: nowhere.
absl::optional<v1::Trip::State> StepFrom(v1::Trip::State state, Verb verb);
// The state that a verb leads to. FAILED_PRECONDITION: WRONG_STATE with metadata `state` and
// `allowed`.
absl::StatusOr<v1::Trip::State> CheckVerb(const v1::Trip& trip, Verb verb);
// Whether `before` may become `after`: what was approved stays, and what was reported on.
// FAILED_PRECONDITION: WRONG_STATE.
absl::Status CheckMayUpdate(const v1::Trip& before, const v1::Trip& after);
// Whether it may be deleted. FAILED_PRECONDITION: WRONG_STATE.
absl::Status CheckMayDelete(const v1::Trip& trip);

// What a caller is to a trip.
struct Reporter {
  bool keeps_trips = false;  // the program, or whoever plans trips and approves them
  bool is_responsible = false;
};
// PERMISSION_DENIED: ROLE_REQUIRED.
absl::Status CheckMayReport(const Reporter& reporter, absl::string_view trip);

// FAILED_PRECONDITION: DUE_BEFORE_SOURCE, where something agreed is due before the return.
absl::Status CheckDueDates(const v1::Trip::Report& report, absl::string_view return_date);

// Whether a report is awaited and late, as what was due until `last_overdue` is.
bool IsReportOverdue(const v1::Trip& trip, absl::string_view last_overdue);

}  // namespace plenary::trips

#endif  // PLENARY_SERVICES_TRIPS_RULES_H_
