// A day of rooms and times, drawn with characters. Pure.
#ifndef PLENARY_CLIENTS_CLI_DAY_GRID_H_
#define PLENARY_CLIENTS_CLI_DAY_GRID_H_

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace plenary::cli {

// Something that takes place in a room.
struct GridItem {
  int room = 0;  // its place among the rooms
  absl::Time start;
  absl::Time end;
  std::string text;
};

struct DayGrid {
  absl::TimeZone zone;
  std::vector<std::string> rooms;
  std::vector<GridItem> items;
};

// Rooms beside each other, time downwards: a line at every time at which something begins or ends.
// What overlaps in one room stands side by side under its name. Rooms that do not fit into
// `columns` follow below; where not even two would, it is a list. Without `utf8`, lines are of
// ASCII.
std::string DrawDay(const DayGrid& grid, int columns, bool utf8);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_DAY_GRID_H_
