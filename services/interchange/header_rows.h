// Where the headings of a table stand.
#ifndef PLENARY_SERVICES_INTERCHANGE_HEADER_ROWS_H_
#define PLENARY_SERVICES_INTERCHANGE_HEADER_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/interchange/columns.h"

namespace plenary::interchange {

struct HeaderRows {
  int64_t first_line = 0;  // 0: there are no headings
  int64_t last_line = 0;
  std::vector<std::string> headings;  // by column; of two rows joined, empty where there is none
};

// The row that has most words of headings in it; two rows where the second divides what the first
// groups: "Контакты" over "Телефон" and "E-mail". `header_line` tells which, 0 looks for it.
HeaderRows FindHeaderRows(const std::vector<TableRow>& rows, const ListContext& context,
                          int64_t header_line);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_HEADER_ROWS_H_
