// Texts of iCalendar: cleaned, escaped and back (RFC 5545, 3.3.11; RFC 6868), and lines folded.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_TEXT_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::interchange {

struct CleanedCalendarText {
  std::string text;
  bool had_bad_bytes = false;  // no UTF-8: each is U+FFFD now
  bool had_controls = false;   // left out; tabs and line ends are none
};
// `bytes` as UTF-8 with "\n" between lines.
CleanedCalendarText CleanCalendarText(absl::string_view bytes);

// A text as it stands in a value: cleaned, with \n, \, \; and \\ for what would end it.
std::string EscapeCalendarText(absl::string_view text);
// Back. A backslash before anything else stands for itself.
std::string UnescapeCalendarText(absl::string_view value);
// The texts of a list, unescaped; a comma behind a backslash parts nothing.
std::vector<std::string> SplitCalendarTexts(absl::string_view value);

// A text as the value of a parameter: cleaned, in quotes where it needs them, with ^n, ^^ and ^'.
std::string CalendarParameter(absl::string_view text);
// Back; without the quotes around it.
std::string ReadCalendarParameter(absl::string_view value);

// Content lines, one after another.
class ContentLines {
 public:
  // Appends "NAME:value" (or "NAME;PARAMETER=value:value") with its line end, folded so that no
  // line has more than 75 octets and none ends inside a character (3.1). `value` holds no line end.
  void Add(absl::string_view name, absl::string_view value);
  // The same with a text to be escaped; nothing where it is empty.
  void AddText(absl::string_view name, absl::string_view text);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_TEXT_H_
