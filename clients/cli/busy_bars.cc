#include "clients/cli/busy_bars.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "clients/cli/text_table.h"

namespace plenary::cli {
namespace {

using Kind = BusyTime::Kind;

constexpr absl::Duration kCell = absl::Minutes(15);
constexpr int kGreatestName = 28;

// A piece of the bars: part of one day.
struct Piece {
  absl::Time start;
  absl::Time end;
};

// The hours of a day that are worth showing.
Piece Shown(const std::vector<BusyLine>& lines, Piece whole, absl::CivilDay day,
            absl::TimeZone zone) {
  Piece shown{absl::FromCivil(absl::CivilHour(day) + 8, zone),
              absl::FromCivil(absl::CivilHour(day) + 20, zone)};
  for (const BusyLine& line : lines) {
    for (const BusyTime& time : line.times) {
      // That something cannot be had at night is no news.
      if (time.kind == Kind::kUnavailable) continue;
      if (time.end <= whole.start || time.start >= whole.end) continue;
      shown.start = std::min(shown.start, time.start);
      shown.end = std::max(shown.end, time.end);
    }
  }
  shown.start = std::max(shown.start, whole.start);
  shown.end = std::min(shown.end, whole.end);
  return shown;
}

std::vector<Piece> Pieces(const std::vector<BusyLine>& lines, absl::Time start, absl::Time end,
                          absl::TimeZone zone) {
  std::vector<Piece> pieces;
  const absl::CivilDay last = absl::ToCivilDay(end - absl::Nanoseconds(1), zone);
  for (absl::CivilDay day = absl::ToCivilDay(start, zone); day <= last; ++day) {
    const Piece whole{std::max(start, absl::FromCivil(day, zone)),
                      std::min(end, absl::FromCivil(day + 1, zone))};
    const bool is_cut = whole.end - whole.start < absl::Hours(13);
    pieces.push_back(is_cut ? whole : Shown(lines, whole, day, zone));
  }
  return pieces;
}

int CellsIn(Piece piece, int columns, int name_width) {
  const auto cells =
      static_cast<int>((piece.end - piece.start + kCell - absl::Nanoseconds(1)) / kCell);
  return std::max(1, std::min(cells, columns - name_width - 2));
}

// The hours above the bars, as far as there is room for each.
std::string Hours(Piece piece, int cells, absl::TimeZone zone) {
  std::string text(cells, ' ');
  const absl::Duration length = piece.end - piece.start;
  size_t free_from = 0;
  for (absl::CivilHour hour = absl::ToCivilHour(piece.start, zone);
       absl::FromCivil(hour, zone) < piece.end; ++hour) {
    const absl::Time time = absl::FromCivil(hour, zone);
    if (time < piece.start) continue;
    const auto cell = static_cast<size_t>(absl::FDivDuration(time - piece.start, length) * cells);
    const std::string label = absl::FormatTime("%H:%M", time, zone);
    if (cell < free_from || cell + label.size() > text.size()) continue;
    text.replace(cell, label.size(), label);
    free_from = cell + label.size() + 1;
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string Bar(const BusyLine& line, Piece piece, int cells, bool utf8) {
  std::string bar;
  const absl::Duration length = piece.end - piece.start;
  for (int i = 0; i < cells; ++i) {
    const absl::Time from = piece.start + length * i / cells;
    const absl::Time to = piece.start + length * (i + 1) / cells;
    const BusyTime* found = nullptr;
    for (const BusyTime& time : line.times) {
      if (time.start >= to || time.end <= from) continue;
      if (found == nullptr || time.kind < found->kind) found = &time;
    }
    absl::StrAppend(&bar, found != nullptr ? MarkOf(found->kind, utf8) : utf8 ? "·" : ".");
  }
  return bar;
}

}  // namespace

const char* MarkOf(Kind kind, bool utf8) {
  switch (kind) {
    case Kind::kBooked:
      return utf8 ? "█" : "#";
    case Kind::kHeld:
      return utf8 ? "▒" : "?";
    case Kind::kUnavailable:
      return utf8 ? "░" : "x";
  }
  return "";
}

std::string DrawBusy(const std::vector<BusyLine>& lines, absl::Time start, absl::Time end,
                     absl::TimeZone zone, int columns, bool utf8) {
  int name_width = 10;  // of a date
  for (const BusyLine& line : lines) name_width = std::max(name_width, DisplayWidth(line.name));
  name_width = std::min(name_width, kGreatestName);
  std::string text;
  for (const Piece& piece : Pieces(lines, start, end, zone)) {
    const int cells = CellsIn(piece, columns, name_width);
    if (!text.empty()) text += '\n';
    absl::StrAppend(&text, Padded(absl::FormatTime("%Y-%m-%d", piece.start, zone), name_width),
                    "  ", Hours(piece, cells, zone), "\n");
    for (const BusyLine& line : lines) {
      absl::StrAppend(&text, Padded(line.name, name_width), "  ", Bar(line, piece, cells, utf8),
                      "\n");
    }
  }
  return text;
}

}  // namespace plenary::cli
