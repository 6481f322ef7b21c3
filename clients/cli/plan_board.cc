#include "clients/cli/plan_board.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "clients/cli/text_table.h"

namespace plenary::cli {
namespace {

constexpr int kClockWidth = 7;   // "10:00  "
constexpr int kLeastWidth = 16;  // of a table, with the blanks behind it
constexpr int kGreatestWidth = 34;
constexpr int kTableInList = 9;
constexpr int kLeastText = 10;  // of a meeting in a list

using Mark = BoardMeeting::Mark;

// A table, or one of several lanes of it where meetings are at the same time.
struct Lane {
  std::string heading;
  std::vector<const BoardMeeting*> meetings;  // by start
};

std::string ClockOf(absl::Time time, absl::TimeZone zone) {
  return absl::FormatTime("%H:%M", time, zone);
}

std::string WithoutBlanksBehind(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string Coloured(std::string text, Mark mark, bool has_colour) {
  if (!has_colour || mark == Mark::kNone) return text;
  static const auto& codes = *new std::map<Mark, const char*>{{Mark::kNew, "\033[32m"},
                                                              {Mark::kMoved, "\033[33m"},
                                                              {Mark::kPinned, "\033[1m"},
                                                              {Mark::kMisfit, "\033[31m"}};
  return absl::StrCat(codes.at(mark), text, "\033[0m");
}

std::vector<const BoardMeeting*> ByStart(std::vector<const BoardMeeting*> meetings) {
  std::stable_sort(meetings.begin(), meetings.end(),
                   [](const auto* a, const auto* b) { return a->start < b->start; });
  return meetings;
}

std::vector<Lane> LanesOf(const std::string& table, std::vector<const BoardMeeting*> meetings) {
  std::vector<Lane> lanes(1);
  lanes[0].heading = table;
  for (const BoardMeeting* meeting : ByStart(std::move(meetings))) {
    auto free = std::find_if(lanes.begin(), lanes.end(), [&](const Lane& lane) {
      return lane.meetings.empty() || lane.meetings.back()->end <= meeting->start;
    });
    if (free == lanes.end()) {
      lanes.push_back({table, {}});
      free = std::prev(lanes.end());
    }
    free->meetings.push_back(meeting);
  }
  if (lanes.size() > 1) {
    for (size_t i = 0; i < lanes.size(); ++i) absl::StrAppend(&lanes[i].heading, " /", i + 1);
  }
  return lanes;
}

// Some of the lanes of a day, with a line for each of its times.
class Page {
 public:
  Page(absl::TimeZone zone, const std::set<absl::Time>& times, std::vector<Lane> lanes, int width,
       const BoardPaper& paper)
      : zone_(zone), times_(times), lanes_(std::move(lanes)), width_(width), paper_(paper) {}

  std::string Text() const {
    std::string heading(kClockWidth, ' ');
    for (const Lane& lane : lanes_) absl::StrAppend(&heading, Cell(lane.heading));
    std::string text = absl::StrCat(WithoutBlanksBehind(std::move(heading)), "\n");
    for (const absl::Time time : times_) {
      std::string line = Padded(ClockOf(time, zone_), kClockWidth);
      // The last time only says when the day is over.
      if (time != *times_.rbegin()) {
        for (const Lane& lane : lanes_) absl::StrAppend(&line, CellAt(lane, time));
      }
      absl::StrAppend(&text, WithoutBlanksBehind(std::move(line)), "\n");
    }
    return text;
  }

 private:
  std::string Cell(const std::string& text) const {
    return Padded(Shortened(text, width_ - 2, paper_.shows_utf8), width_);
  }

  std::string CellAt(const Lane& lane, absl::Time time) const {
    for (const BoardMeeting* meeting : lane.meetings) {
      if (meeting->start > time || time >= meeting->end) continue;
      return Coloured(Cell(LineOf(*meeting, time)), meeting->mark, paper_.has_colour);
    }
    return Cell(paper_.shows_utf8 ? "·" : ".");
  }

  // What a meeting says in the line of `time`: where it has as many lines as sides, one in each.
  std::string LineOf(const BoardMeeting& meeting, absl::Time time) const {
    const auto first = times_.find(meeting.start);
    const auto line = static_cast<size_t>(std::distance(first, times_.find(time)));
    const auto lines = static_cast<size_t>(std::distance(first, times_.find(meeting.end)));
    const std::string sign = SignOf(meeting.mark);
    const std::string before = sign.empty() ? "" : absl::StrCat(sign, " ");
    const int room = width_ - 2 - DisplayWidth(before);
    const bool is_whole =
        DisplayWidth(absl::StrJoin(meeting.sides, Between(paper_.shows_utf8))) <= room;
    const char* goes_on = paper_.shows_utf8 ? "│" : "|";
    if (is_whole || lines < meeting.sides.size()) {
      if (line > 0) return goes_on;
      return absl::StrCat(before, SidesText(meeting.sides, room, paper_.shows_utf8));
    }
    if (line >= meeting.sides.size()) return goes_on;
    return line == 0 ? absl::StrCat(before, meeting.sides[0])
                     : absl::StrCat(goes_on, " ", meeting.sides[line]);
  }

  static const char* Between(bool utf8) { return utf8 ? " – " : " - "; }

  const absl::TimeZone zone_;
  const std::set<absl::Time>& times_;
  const std::vector<Lane> lanes_;
  const int width_;
  const BoardPaper& paper_;
};

std::string List(const PlanBoard& board, const std::vector<const BoardMeeting*>& meetings,
                 const BoardPaper& paper) {
  std::string text;
  for (const BoardMeeting* meeting : ByStart(meetings)) {
    const std::string table =
        Shortened(board.tables[meeting->table], kTableInList, paper.shows_utf8);
    std::string line = absl::StrCat(ClockOf(meeting->start, board.zone), "  ", table, "  ");
    const std::string sign = SignOf(meeting->mark);
    if (!sign.empty()) absl::StrAppend(&line, sign, " ");
    const int room = std::max(paper.columns - DisplayWidth(line), kLeastText);
    absl::StrAppend(&line, SidesText(meeting->sides, room, paper.shows_utf8));
    absl::StrAppend(&text, Coloured(std::move(line), meeting->mark, paper.has_colour), "\n");
  }
  return text;
}

std::string DrawDay(const PlanBoard& board, const std::string& date,
                    const std::vector<const BoardMeeting*>& meetings, const BoardPaper& paper) {
  const int room_for = (paper.columns - kClockWidth) / kLeastWidth;
  if (room_for < 2) return absl::StrCat(date, "\n", List(board, meetings, paper));
  std::vector<Lane> lanes;
  for (size_t table = 0; table < board.tables.size(); ++table) {
    std::vector<const BoardMeeting*> here;
    std::copy_if(meetings.begin(), meetings.end(), std::back_inserter(here),
                 [&](const auto* meeting) { return meeting->table == static_cast<int>(table); });
    for (Lane& lane : LanesOf(board.tables[table], std::move(here))) {
      lanes.push_back(std::move(lane));
    }
  }
  std::set<absl::Time> times;
  for (const BoardMeeting* meeting : meetings) {
    times.insert(meeting->start);
    times.insert(meeting->end);
  }
  const size_t pages = (lanes.size() + room_for - 1) / room_for;
  // As many on each page, so that the last is not of one table.
  const size_t on_page = (lanes.size() + pages - 1) / pages;
  const int width =
      std::min((paper.columns - kClockWidth) / static_cast<int>(on_page), kGreatestWidth);
  std::string text;
  for (size_t page = 0; page < pages; ++page) {
    const auto first = lanes.begin() + page * on_page;
    const auto last = lanes.begin() + std::min((page + 1) * on_page, lanes.size());
    absl::StrAppend(&text, page > 0 ? "\n" : "", date);
    if (pages > 1) absl::StrAppend(&text, "  ", page + 1, "/", pages);
    absl::StrAppend(&text, "\n", Page(board.zone, times, {first, last}, width, paper).Text());
  }
  return text;
}

}  // namespace

std::string SignOf(Mark mark) {
  switch (mark) {
    case Mark::kNew:
      return "+";
    case Mark::kMoved:
      return ">";
    case Mark::kPinned:
      return "=";
    case Mark::kMisfit:
      return "!";
    default:
      return "";
  }
}

std::string SidesText(const std::vector<std::string>& sides, int width, bool utf8) {
  const std::string between = utf8 ? " – " : " - ";
  std::string whole = absl::StrJoin(sides, between);
  if (DisplayWidth(whole) <= width || sides.size() < 2) return Shortened(whole, width, utf8);
  if (sides.size() > 2) {
    const std::string others = absl::StrCat(" +", sides.size() - 1);
    return absl::StrCat(Shortened(sides[0], width - DisplayWidth(others), utf8), others);
  }
  const int room = width - DisplayWidth(between);
  const int first = DisplayWidth(sides[0]);
  const int second = DisplayWidth(sides[1]);
  const int half = room / 2;
  // What the shorter one leaves, the longer one has.
  const int of_first = first <= half ? first : std::max(room - second, room - half);
  return absl::StrCat(Shortened(sides[0], of_first, utf8), between,
                      Shortened(sides[1], room - std::min(of_first, first), utf8));
}

std::string DrawBoard(const PlanBoard& board, const BoardPaper& paper) {
  std::map<absl::CivilDay, std::vector<const BoardMeeting*>> days;
  for (const BoardMeeting& meeting : board.meetings) {
    days[absl::ToCivilDay(meeting.start, board.zone)].push_back(&meeting);
  }
  std::string text;
  for (const auto& [day, meetings] : days) {
    if (!text.empty()) text += '\n';
    text += DrawDay(board, absl::FormatCivilTime(day), meetings, paper);
  }
  return text;
}

}  // namespace plenary::cli
