// A plan as a board: tables beside each other, times downwards. Pure.
#ifndef PLENARY_CLIENTS_CLI_PLAN_BOARD_H_
#define PLENARY_CLIENTS_CLI_PLAN_BOARD_H_

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace plenary::cli {

// A meeting on the board.
struct BoardMeeting {
  enum class Mark {
    kNone,
    kNew,     // "+": it was not released
    kMoved,   // ">": it was released at another time or table
    kPinned,  // "=": a plan leaves it where it is
    kMisfit,  // "!": it does not fit
  };
  int table = 0;  // its place among the tables
  absl::Time start;
  absl::Time end;
  std::vector<std::string> sides;  // or its title alone
  Mark mark = Mark::kNone;
};

struct PlanBoard {
  absl::TimeZone zone;
  std::vector<std::string> tables;
  std::vector<BoardMeeting> meetings;
};

// The paper that it is drawn on.
struct BoardPaper {
  int columns = 80;
  bool shows_utf8 = true;
  bool has_colour = false;
};

// Each day with a meeting under its date, a line at every time at which one begins or ends. What a
// table has at the same time stands side by side under its name. Tables that do not fit follow
// below, with the number of the page; where not even two would, a day is a list. Sides are
// shortened evenly. No line is wider than the paper, unless that has less than 30 columns. Without
// UTF-8, what the board itself adds is ASCII.
std::string DrawBoard(const PlanBoard& board, const BoardPaper& paper);

// The sides of a meeting in so many columns: "Kursk Reg… – Minsk", of more than two "Minsk +3".
std::string SidesText(const std::vector<std::string>& sides, int width, bool utf8);

// What stands before a meeting's text: "+", or empty.
std::string SignOf(BoardMeeting::Mark mark);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_PLAN_BOARD_H_
