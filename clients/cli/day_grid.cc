#include "clients/cli/day_grid.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/text_table.h"

namespace plenary::cli {
namespace {

constexpr int kClockWidth = 6;   // "10:00 "
constexpr int kLeastWidth = 16;  // of a column of text
constexpr int kGreatestWidth = 32;

// A room, or a part of one where things overlap.
struct Column {
  std::string heading;
  std::vector<const GridItem*> items;  // by start
};

std::string ClockOf(absl::Time time, absl::TimeZone zone) {
  return absl::FormatTime("%H:%M", time, zone);
}

// Each room as one column, or as many as things overlap in it.
std::vector<Column> ColumnsOf(const DayGrid& grid) {
  std::vector<Column> columns;
  for (size_t room = 0; room < grid.rooms.size(); ++room) {
    std::vector<const GridItem*> items;
    for (const GridItem& item : grid.items) {
      if (item.room == static_cast<int>(room)) items.push_back(&item);
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const auto* a, const auto* b) { return a->start < b->start; });
    const size_t first = columns.size();
    columns.push_back({grid.rooms[room], {}});
    for (const GridItem* item : items) {
      auto free = std::find_if(columns.begin() + first, columns.end(), [&](const Column& column) {
        return column.items.empty() || column.items.back()->end <= item->start;
      });
      if (free == columns.end()) free = columns.insert(free, {grid.rooms[room], {}});
      free->items.push_back(item);
    }
  }
  return columns;
}

// A drawing of some of the columns.
class Drawing {
 public:
  Drawing(absl::TimeZone zone, std::vector<Column> columns, int width, bool utf8)
      : zone_(zone), columns_(std::move(columns)), width_(width), utf8_(utf8) {
    PlaceTimes();
    for (const Column& column : columns_) Fill(column);
  }

  std::string Text() const {
    std::string text(kClockWidth, ' ');
    for (const Column& column : columns_) {
      absl::StrAppend(&text, "  ", Padded(column.heading, width_ - 1));
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
    for (size_t line = 0; line < clocks_.size(); ++line) AppendLine(line, text);
    return text;
  }

 private:
  // A line at every time, and between two of them one to three for what is said there.
  void PlaceTimes() {
    std::set<absl::Time> times;
    for (const Column& column : columns_) {
      for (const GridItem* item : column.items) {
        times.insert(item->start);
        times.insert(item->end);
      }
    }
    for (auto time = times.begin(); time != times.end(); ++time) {
      line_at_[*time] = clocks_.size();
      clocks_.push_back(ClockOf(*time, zone_));
      const auto next = std::next(time);
      if (next == times.end()) break;
      const int64_t half_hours = (*next - *time + absl::Minutes(29)) / absl::Minutes(30);
      clocks_.insert(clocks_.end(), std::clamp<int64_t>(half_hours, 1, 3), "");
    }
  }

  void Fill(const Column& column) {
    std::vector<std::string>& texts = texts_.emplace_back(clocks_.size());
    std::vector<bool>& rules = rules_.emplace_back(clocks_.size());
    for (const GridItem* item : column.items) {
      const size_t first = line_at_.at(item->start);
      const size_t last = line_at_.at(item->end);
      rules[first] = rules[last] = true;
      const std::vector<std::string> lines = Wrapped(item->text, width_ - 2);
      const size_t room_for = last - first - 1;
      for (size_t i = 0; i < lines.size() && i < room_for; ++i) texts[first + 1 + i] = lines[i];
      if (lines.size() > room_for) {
        std::string& cut = texts[last - 1];
        cut = Padded(cut, width_ - 3);
        cut.erase(cut.find_last_not_of(' ') + 1);
        absl::StrAppend(&cut, utf8_ ? "…" : "~");
      }
    }
  }

  void AppendLine(size_t line, std::string& text) const {
    std::string drawn = Padded(clocks_[line], kClockWidth);
    bool left = false;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const bool here = rules_[i][line];
      absl::StrAppend(&drawn, Corner(left, here));
      if (here) {
        for (int j = 0; j < width_; ++j) absl::StrAppend(&drawn, utf8_ ? "─" : "-");
      } else {
        absl::StrAppend(&drawn, " ", Padded(texts_[i][line], width_ - 1));
      }
      left = here;
    }
    absl::StrAppend(&text, drawn, Corner(left, false), "\n");
  }

  const char* Corner(bool left, bool right) const {
    if (!utf8_) return left || right ? "+" : "|";
    return left ? (right ? "┼" : "┤") : (right ? "├" : "│");
  }

  const absl::TimeZone zone_;
  const std::vector<Column> columns_;
  const int width_;
  const bool utf8_;
  std::vector<std::string> clocks_;  // what stands before each line
  std::map<absl::Time, size_t> line_at_;
  std::vector<std::vector<std::string>> texts_;  // by column and line
  std::vector<std::vector<bool>> rules_;
};

std::string List(const DayGrid& grid) {
  std::vector<const GridItem*> items;
  items.reserve(grid.items.size());
  for (const GridItem& item : grid.items) items.push_back(&item);
  std::stable_sort(items.begin(), items.end(),
                   [](const auto* a, const auto* b) { return a->start < b->start; });
  std::vector<std::vector<std::string>> rows;
  rows.reserve(items.size());
  for (const GridItem* item : items) {
    rows.push_back(
        {absl::StrCat(ClockOf(item->start, grid.zone), "-", ClockOf(item->end, grid.zone)),
         grid.rooms[item->room], item->text});
  }
  return AlignedRows(std::move(rows));
}

}  // namespace

std::string DrawDay(const DayGrid& grid, int columns, bool utf8) {
  const int room_for = (columns - kClockWidth - 1) / (kLeastWidth + 1);
  if (room_for < 2) return List(grid);
  const std::vector<Column> all = ColumnsOf(grid);
  std::string text;
  for (size_t first = 0; first < all.size(); first += room_for) {
    const size_t count = std::min<size_t>(room_for, all.size() - first);
    const int width = (columns - kClockWidth - 1) / static_cast<int>(count) - 1;
    const std::vector<Column> some(all.begin() + first, all.begin() + first + count);
    if (first > 0) text += '\n';
    text += Drawing(grid.zone, some, std::min(width, kGreatestWidth), utf8).Text();
  }
  return text;
}

}  // namespace plenary::cli
