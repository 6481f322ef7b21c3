// What the columns of a list mean: proposed from what people write above them, and written so that
// the proposal is exact.
#ifndef PLENARY_SERVICES_INTERCHANGE_COLUMNS_H_
#define PLENARY_SERVICES_INTERCHANGE_COLUMNS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/interchange/table_reader.h"

namespace plenary::interchange {

// All of these are safe from several threads.

enum class ListKind { kParticipants, kDelegations };

// What a list is about.
struct ListContext {
  ListKind kind = ListKind::kParticipants;
  std::vector<v1::CustomField> custom_fields;  // of the event
  std::vector<v1::Category> categories;        // of the event, for seats in lists of delegations
};

struct ProposedColumns {
  int64_t header_line = 0;      // the first of the headings; 0: there are none
  int64_t first_data_line = 0;  // the first behind them
  // All columns, from the first; `index`, `heading`, `field` and what goes with it, `note`.
  std::vector<v1::ImportColumn> columns;
  // What an import with these columns would be refused for, one sentence each.
  std::vector<std::string> problems;
};

// Looks among `rows` (the first 20 or so of a table) for the headings, of one row or two, and says
// what the columns mean. Headings are known in Russian, Belarusian, English and Chinese, in other
// words, shortened, in brackets "(англ.)", "(лат.)"; where a heading says nothing, what stands
// below it does (e-mail, telephone, date, name). `header_line`: where the headings stand, if
// somebody said so, else 0.
//
// What means nothing is IGNORED; so is a passport's number, whatever it is called, and the second
// of two columns that mean the same, which is a problem, as is a list without names.
ProposedColumns ProposeColumns(const std::vector<TableRow>& rows, const ListContext& context,
                               int64_t header_line = 0);

// The problems of columns as somebody corrected them: none means the same as another, the list has
// names.
std::vector<std::string> ProblemsOf(const std::vector<v1::ImportColumn>& columns,
                                    const ListContext& context);

// Whether a row below the headings is none of the list's: headings that are repeated, the numbers
// of columns, a title of a section, a total, a signature. `columns` with their headings.
bool IsNotAnEntry(const TableRow& row, const std::vector<v1::ImportColumn>& columns);

// The heading under which a column is exported, in `locale` (ru, be, en, zh; English for others),
// from its field, language, side, script, custom field and category. ProposeColumns reads it back
// exactly.
std::string HeadingOf(const v1::ImportColumn& column, absl::string_view locale,
                      const ListContext& context);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_COLUMNS_H_
