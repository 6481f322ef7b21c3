// What stands in a cell: texts that are safe in a spreadsheet, and dates, answers and titles as
// people write them.
#ifndef PLENARY_SERVICES_INTERCHANGE_CELLS_H_
#define PLENARY_SERVICES_INTERCHANGE_CELLS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/interchange/table_reader.h"

namespace plenary::interchange {

// A text as it is written into a table. A spreadsheet takes a cell of a CSV that begins with = + -
// @ tab or CR for a formula, and would run it (OWASP, "CSV Injection"): such a text gets an
// apostrophe in front. So that reading can tell, a text that already is apostrophes and one of
// these gets one more, in a workbook too.
std::string WritePlain(absl::string_view text, TableFormat::Kind kind);

// The text that was written, from a table of either kind: takes off one such apostrophe. Leaves any
// other text as it is.
absl::string_view ReadPlain(absl::string_view cell);

// A date as it is written in lists: 12.04.1975, 12/04/1975 and 12-04-1975 (the day first),
// 1975-04-12, "12 апреля 1975 г.", "12 красавіка 1975", "12 April 1975", "April 12, 1975",
// 1975年4月12日; a time of 00:00 behind it is taken for none. Years 1900-2100.
//
// INVALID_ARGUMENT (a plain status: the text says what is wrong and how to mend it) for a day that
// the month doesn't have, a year of two digits (whose century nobody knows), a bare number as Excel
// keeps dates, and whatever is no date.
absl::StatusOr<absl::CivilDay> ReadDate(absl::string_view text);

struct DateTime {
  absl::CivilSecond time;
  bool has_time = false;
};

// A date, or a date and a time of day: "18.04.2023 09:30", "2023-04-18T09:30", "18 апреля 2023 г.,
// 9:30".
absl::StatusOr<DateTime> ReadDateTime(absl::string_view text);

// A title and an organization that share a cell.
struct TitleAndOrganization {
  std::string title;
  std::string organization;
  bool is_uncertain = false;  // one of them may stand in the other
};

// Divides a cell such as "директор, ООО «Пример»", "Министерство связи — начальник отдела",
// "Director of Example Ltd", "示例有限公司总经理", or two lines, where a comma, a dash, a line end
// or a legal form shows where. Cleans what it takes. Where nothing shows ("заместитель министра
// связи и информатизации"), all of it is the title, uncertain.
TitleAndOrganization SplitTitleAndOrganization(absl::string_view text);

// yes, no, +, -, 1, 0, true, false; да, нет; так, не; 是, 否.
absl::StatusOr<bool> ReadYesNo(absl::string_view text);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CELLS_H_
