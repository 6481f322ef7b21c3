#include "services/interchange/calendar_lines.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/interchange/calendar_text.h"

namespace plenary::interchange {
namespace {

constexpr size_t kMostNameBytes = 80;
// A line with more parameters is hardly one.
constexpr size_t kMostParameters = 50;

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

bool IsName(absl::string_view text) {
  return !text.empty() && text.size() <= kMostNameBytes &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isalnum(c) || c == '-'; });
}

// Times have no colon in them, but zones that somebody forgot to put in quotes do:
// "DTSTART;TZID=(UTC-03:00) Brasília:20230418T090000".
bool HasTimes(absl::string_view name) {
  constexpr absl::string_view kNames[] = {"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// Where the next of `ends` stands outside quotes from `at` on; npos where none does.
size_t FindOutsideQuotes(absl::string_view text, absl::string_view ends, size_t at) {
  for (; at < text.size(); ++at) {
    if (text[at] == '"') {
      const size_t closing = text.find('"', at + 1);
      // A quote nobody closes is a character like others.
      if (closing != absl::string_view::npos) at = closing;
    } else if (absl::StrContains(ends, text[at])) {
      return at;
    }
  }
  return absl::string_view::npos;
}

std::string UpperName(absl::string_view text) {
  return absl::AsciiStrToUpper(absl::StripAsciiWhitespace(text));
}

void ReadParameters(absl::string_view text, ContentLine& line) {
  while (!text.empty() && line.parameters.size() < kMostParameters) {
    const size_t end = std::min(FindOutsideQuotes(text, ";", 0), text.size());
    const absl::string_view parameter = text.substr(0, end);
    const size_t sign = parameter.find('=');
    if (sign != absl::string_view::npos) {
      line.parameters.push_back(
          {UpperName(parameter.substr(0, sign)),
           ReadCalendarParameter(absl::StripAsciiWhitespace(parameter.substr(sign + 1)))});
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Read(absl::string_view text, ContentLine& line) {
  line.parameters.clear();
  const size_t name_end = std::min(text.find_first_of(";:"), text.size());
  line.name = UpperName(text.substr(0, name_end));
  const size_t colon =
      HasTimes(line.name) ? text.rfind(':') : FindOutsideQuotes(text, ":", name_end);
  if (!IsName(line.name) || colon == absl::string_view::npos) {
    line.name.clear();
    line.value = std::string(text);
    return;
  }
  if (colon > name_end) ReadParameters(text.substr(name_end + 1, colon - name_end - 1), line);
  line.value = std::string(text.substr(colon + 1));
}

}  // namespace

absl::string_view ContentLine::parameter(absl::string_view wanted) const {
  for (const Parameter& parameter : parameters) {
    if (parameter.name == wanted) return parameter.value;
  }
  return {};
}

bool CalendarLines::Next(ContentLine& line) {
  unfolded_.clear();
  is_cut_ = false;
  while (unfolded_.empty()) {
    if (text_.empty()) return false;
    // A first line may be indented for whatever reason; it continues nothing.
    Append(absl::StripLeadingAsciiWhitespace(TakeLine()));
  }
  line.line = line_;
  while (HasContinuation()) {
    if (IsBlank(text_[0])) text_.remove_prefix(1);
    Append(TakeLine());
  }
  Read(unfolded_, line);
  return true;
}

absl::string_view CalendarLines::TakeLine() {
  ++line_;
  const size_t end = std::min(text_.find_first_of("\r\n"), text_.size());
  const absl::string_view taken = text_.substr(0, end);
  text_.remove_prefix(end);
  text_.remove_prefix(absl::StartsWith(text_, "\r\n") ? 2 : std::min<size_t>(1, text_.size()));
  return taken;
}

// No line begins with a sign that parts it: one that does has lost the blank it was folded with.
bool CalendarLines::HasContinuation() const {
  return !text_.empty() && (IsBlank(text_[0]) || text_[0] == ':' || text_[0] == ';');
}

void CalendarLines::Append(absl::string_view part) {
  const size_t room = static_cast<size_t>(most_) - unfolded_.size();
  if (part.size() > room) is_cut_ = true;
  unfolded_.append(part.data(), std::min(part.size(), room));
}

}  // namespace plenary::interchange
