// Countries as people name them. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_COUNTRY_RULES_H_
#define PLENARY_SERVICES_INDICATORS_COUNTRY_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::indicators {

// The ISO 3166-1 alpha-2 code of a country: of its code of two or three capital letters, of its
// name in Russian, Belarusian, English or Chinese as CLDR has it, and of what else it is often
// called
// ("РФ", "КНР", "Republic of Belarus", "白罗斯"), whichever case and quotation marks. Empty for
// words that mean all countries together ("Всего", "Усяго", "Total", "合计"). Nullopt for what is
// no country. Safe from several threads.
absl::optional<std::string> ReadCountry(absl::string_view text);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_COUNTRY_RULES_H_
