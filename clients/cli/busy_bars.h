// When several are busy, as bars one under the other. Pure.
#ifndef PLENARY_CLIENTS_CLI_BUSY_BARS_H_
#define PLENARY_CLIENTS_CLI_BUSY_BARS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace plenary::cli {

struct BusyTime {
  enum class Kind { kBooked, kHeld, kUnavailable };
  absl::Time start;
  absl::Time end;
  Kind kind = Kind::kBooked;
};

struct BusyLine {
  std::string name;
  std::vector<BusyTime> times;
};

// A bar for each line and day of [start, end), hours above them. Of days that are shown whole, the
// hours from 8 to 20 and those around them in which somebody is busy.
std::string DrawBusy(const std::vector<BusyLine>& lines, absl::Time start, absl::Time end,
                     absl::TimeZone zone, int columns, bool utf8);

// The mark of a kind, for a legend.
const char* MarkOf(BusyTime::Kind kind, bool utf8);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_BUSY_BARS_H_
