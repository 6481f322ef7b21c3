// The periods that figures are about. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_PERIOD_RULES_H_
#define PLENARY_SERVICES_INDICATORS_PERIOD_RULES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/indicators.pb.h"

namespace plenary::indicators {

// What is wrong with the number of a period, which is otherwise well-formed; empty where nothing
// is.
std::string FaultOfPeriod(const v1::FigurePeriod& period);

// One number for each period there is, in their order: by year, by the month in which they end, by
// how long they are, the quarter before January–March.
int64_t PeriodKey(const v1::FigurePeriod& period);

// The same period of the year before.
v1::FigurePeriod YearBefore(const v1::FigurePeriod& period);

// A period as people write it in Russian, Belarusian, English or Chinese: "2023", "2023 год",
// "2023-09", "09.2023", "сентябрь 2023", "III квартал 2023 г.", "3 кв. 2023", "2023Q3",
// "январь–сентябрь 2023", "9 месяцев 2023", "I полугодие 2023", "2023年1-9月", "2023年第三季度".
// January alone is a month, January–December a year, April–June a quarter. Nullopt for what is no
// period, or none that a figure may be about.
absl::optional<v1::FigurePeriod> ReadPeriod(absl::string_view text);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_PERIOD_RULES_H_
