// From the lines of programmes and itineraries to the rows of a table.
#ifndef PLENARY_SERVICES_SCHEDULE_EXPORT_ROW_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_EXPORT_ROW_RULES_H_

#include "absl/strings/string_view.h"
#include "plenary/v1/schedule.pb.h"
#include "services/interchange/programme_table.h"

namespace plenary::schedule {

// In the words of one language.
interchange::ProgrammeRow RowOf(const v1::ProgrammeItem& item, absl::string_view language);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_EXPORT_ROW_RULES_H_
