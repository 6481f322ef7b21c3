// Figures on their way into the database.
#ifndef PLENARY_SERVICES_INDICATORS_FIGURES_H_
#define PLENARY_SERVICES_INDICATORS_FIGURES_H_

#include "absl/status/statusor.h"
#include "plenary/v1/indicators.pb.h"
#include "services/storage/change.h"

namespace plenary::indicators {

// Writes a figure of `indicator`, which is checked and has its revision, behind `latest`, the
// latest one of its key (nullptr: there is none), which it supersedes; records both. Answers with
// the figure as it is kept.
absl::StatusOr<v1::Figure> AddFigure(storage::Change& change, const v1::Indicator& indicator,
                                     v1::Figure figure, const v1::Figure* latest);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_FIGURES_H_
