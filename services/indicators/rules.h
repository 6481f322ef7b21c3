// What an indicator, a figure and a result must be by themselves. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_RULES_H_
#define PLENARY_SERVICES_INDICATORS_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/indicators.pb.h"
#include "services/base/errors.h"

namespace plenary::indicators {

// Whether a text is a day of the calendar in the years 1 to 9999: "2023-08-24".
bool IsDate(absl::string_view text);

// Each of these adds what is wrong to `errors`; `field` is the path of the message: "figure".

void CheckIndicator(const v1::Indicator& indicator, absl::string_view field,
                    base::FieldErrors& errors);
// But for its unit. `field` is empty where the request itself holds the fields of the figure.
void CheckFigure(const v1::Figure& figure, const v1::Indicator& indicator, absl::string_view field,
                 base::FieldErrors& errors);
void CheckResult(const v1::Result& result, absl::string_view field, base::FieldErrors& errors);
void CheckDefaults(const v1::FigureDefaults& defaults, absl::string_view field,
                   base::FieldErrors& errors);

// Whether an indicator that has figures, `figure` among them, may become `after`.
// FAILED_PRECONDITION: RESOURCE_IN_USE.
absl::Status CheckFiguresStillFit(const v1::Indicator& before, const v1::Indicator& after,
                                  absl::string_view figure);

// Whether a figure is in the unit of its indicator; an empty one becomes it. FAILED_PRECONDITION:
// UNIT_MISMATCH.
absl::Status SettleUnit(const v1::Indicator& indicator, v1::Figure& figure);

// Makes `figure`, which is checked, one as it is kept: the value as decimal_rules.h writes it.
void Settle(v1::Figure& figure);

// Whether a figure may follow `latest`, the latest one of its key, nullptr where there is none; its
// revision is set where it does not say one. ALREADY_EXISTS: FIGURE_REVISION_EXISTS.
// INVALID_ARGUMENT: INVALID_FIELDS where it would leave a gap.
absl::Status SettleRevision(const v1::Figure* latest, v1::Figure& figure);

// ALREADY_EXISTS: FIGURE_REVISION_EXISTS, where `latest` is the latest one of a key.
absl::Status RevisionExists(const v1::Figure& latest);

// Whether two figures of one key say the same.
bool SayTheSame(const v1::Figure& a, const v1::Figure& b);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_RULES_H_
