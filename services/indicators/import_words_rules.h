// Headings of tables of figures, and words for kinds and statuses, in Russian, Belarusian, English
// and Chinese. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_IMPORT_WORDS_RULES_H_
#define PLENARY_SERVICES_INDICATORS_IMPORT_WORDS_RULES_H_

#include "absl/strings/string_view.h"
#include "plenary/v1/indicators.pb.h"

namespace plenary::indicators {

// What a column holds by its heading; FIELD_UNSPECIFIED where the heading tells nothing.
v1::FigureColumn::Field ReadHeading(absl::string_view heading);

// KIND_UNSPECIFIED and STATUS_UNSPECIFIED for what is no word for one.
v1::Figure::Kind ReadKind(absl::string_view text);
v1::Figure::Status ReadStatus(absl::string_view text);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_IMPORT_WORDS_RULES_H_
