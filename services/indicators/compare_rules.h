// Figures compared: growth, shares, targets. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_COMPARE_RULES_H_
#define PLENARY_SERVICES_INDICATORS_COMPARE_RULES_H_

#include <vector>

#include "absl/status/status.h"
#include "plenary/v1/indicators.pb.h"

namespace plenary::indicators {

// What CompareFigures is asked beyond its fields. INVALID_ARGUMENT: INVALID_FIELDS.
absl::Status CheckQuestion(const v1::CompareFiguresRequest& request);

// The kind of the figures that are compared.
v1::Figure::Kind KindAsked(const v1::CompareFiguresRequest& request);

// The figures of an indicator, compared as the request asks. `figures`: the latest revisions of the
// period and of that of the year before, of the kind asked and of targets; others are not looked
// at.
v1::FigureComparison Compare(const v1::Indicator& indicator,
                             const v1::CompareFiguresRequest& request,
                             const std::vector<v1::Figure>& figures);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_COMPARE_RULES_H_
