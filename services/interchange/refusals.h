// How a table is refused: always with where, and with what mends it.
#ifndef PLENARY_SERVICES_INTERCHANGE_REFUSALS_H_
#define PLENARY_SERVICES_INTERCHANGE_REFUSALS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace plenary::interchange {

// A place in a table; nothing where it is 0.
struct Place {
  int64_t line = 0;    // from 1
  int64_t column = 0;  // from 1
};

absl::Status Unreadable(absl::string_view message, const Place& place = {});
absl::Status TooLarge(absl::string_view message, const Place& place = {});
absl::Status Protected(absl::string_view message);
absl::Status WrongEncoding(absl::string_view message);
// `byte_offset` counts from 0.
absl::Status WrongEncodingAt(absl::string_view message, int64_t byte_offset);

// The first 40 characters or so of a text, to show which one is meant.
std::string ShownBeginning(absl::string_view text);

// The name a spreadsheet gives a column: "A" for 0, "AB" for 27.
std::string ColumnName(int64_t column);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_REFUSALS_H_
