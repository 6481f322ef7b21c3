// The numbers of a workbook as a person sees them there: dates, times, and numbers.
#ifndef PLENARY_SERVICES_INTERCHANGE_NUMBER_FORMS_H_
#define PLENARY_SERVICES_INTERCHANGE_NUMBER_FORMS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::interchange {

// Whether a built-in number format shows a date or a time (ISO/IEC 29500-1, 18.8.30; also those of
// the East Asian languages).
bool IsDateFormat(int format_id);
// The same of a format's code: "dd.mm.yyyy" does, "0.00\"d\"" and "[Red]0" don't.
bool IsDateFormatCode(absl::string_view code);

// A number as Excel shows it without a format, 15 digits at most: "7" of "7.0", "0.3" of
// "0.30000000000000004". What is no number stays as it is.
std::string NumberText(absl::string_view value);

// A day counted from 1900 (Excel's way, with its 29 February 1900) or 1904: "2023-04-18",
// "2023-04-18T09:00", with seconds where there are any; a part of a day alone: "09:00". Nullopt
// beyond the year 9999 and for what is no number.
absl::optional<std::string> DateText(absl::string_view value, bool is_1904);

// The same of an ISO 8601 date that was saved as one: "2023-04-18" of "2023-04-18T00:00:00".
std::string IsoDateText(absl::string_view value);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_NUMBER_FORMS_H_
