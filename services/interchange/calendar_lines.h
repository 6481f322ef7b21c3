// The content lines of an iCalendar file (RFC 5545, 3.1), unfolded, with the lines they stand in.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_LINES_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::interchange {

// "NAME;PARAMETER=value:value" in its parts.
struct ContentLine {
  struct Parameter {
    std::string name;   // upper case
    std::string value;  // of a list all of it
  };

  int64_t line = 0;  // of the file, from 1, where it begins
  std::string name;  // upper case
  std::vector<Parameter> parameters;
  std::string value;  // as it stands there, escapes and all

  // Empty where it has none of this name.
  absl::string_view parameter(absl::string_view wanted) const;
};

// The lines of a text, one after another. Not safe from several threads.
class CalendarLines {
 public:
  // `text` outlives this. Of a longer line than `most_bytes` no more than the beginning is kept.
  CalendarLines(absl::string_view text, int64_t most_bytes) : text_(text), most_(most_bytes) {}

  // Takes the next line that isn't empty; whether there was one. Of a line that has no form (its
  // name isn't made of letters, digits and hyphens, or nothing parts it from its value) the name
  // is empty and the value all of it.
  bool Next(ContentLine& line);
  // Whether that line was longer.
  bool is_cut() const { return is_cut_; }
  // The last line of the file that was looked at.
  int64_t line() const { return line_; }

 private:
  absl::string_view TakeLine();
  bool HasContinuation() const;
  void Append(absl::string_view part);

  absl::string_view text_;
  int64_t most_;
  int64_t line_ = 0;
  std::string unfolded_;
  bool is_cut_ = false;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_LINES_H_
