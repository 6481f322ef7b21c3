#include "services/interchange/calendar_text.h"

#include <unicode/utf8.h>

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace plenary::interchange {
namespace {

constexpr size_t kLineOctets = 75;
constexpr char kReplacement[] = "\uFFFD";

bool IsControl(UChar32 c) { return (c < 0x20 && c != '\t') || c == 0x7F; }

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The most of `line` that fits in `octets` without cutting a character; never nothing.
size_t FittingOctets(absl::string_view line, size_t octets) {
  if (line.size() <= octets) return line.size();
  size_t end = octets;
  while (end > 0 && ContinuesCharacter(line[end])) --end;
  return end > 0 ? end : octets;
}

}  // namespace

CleanedCalendarText CleanCalendarText(absl::string_view bytes) {
  CleanedCalendarText cleaned;
  cleaned.text.reserve(bytes.size());
  const auto* const source = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t at = 0; at < size;) {
    const int32_t begin = at;
    UChar32 c;
    U8_NEXT(source, at, size, c);
    if (c < 0) {
      cleaned.had_bad_bytes = true;
      cleaned.text += kReplacement;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && at < size && source[at] == '\n') ++at;
      cleaned.text += '\n';
    } else if (IsControl(c)) {
      cleaned.had_controls = true;
    } else {
      cleaned.text.append(bytes.data() + begin, static_cast<size_t>(at - begin));
    }
  }
  return cleaned;
}

std::string EscapeCalendarText(absl::string_view text) {
  return absl::StrReplaceAll(CleanCalendarText(text).text,
                             {{"\\", "\\\\"}, {";", "\\;"}, {",", "\\,"}, {"\n", "\\n"}});
}

std::string UnescapeCalendarText(absl::string_view value) {
  return absl::StrReplaceAll(
      value, {{"\\\\", "\\"}, {"\\;", ";"}, {"\\,", ","}, {"\\n", "\n"}, {"\\N", "\n"}});
}

std::vector<std::string> SplitCalendarTexts(absl::string_view value) {
  std::vector<std::string> texts;
  size_t begin = 0;
  for (size_t at = 0; at <= value.size(); ++at) {
    if (at < value.size() && value[at] == '\\') {
      ++at;
    } else if (at == value.size() || value[at] == ',') {
      texts.push_back(UnescapeCalendarText(value.substr(begin, at - begin)));
      begin = at + 1;
    }
  }
  return texts;
}

std::string CalendarParameter(absl::string_view text) {
  const std::string value =
      absl::StrReplaceAll(CleanCalendarText(text).text, {{"^", "^^"}, {"\n", "^n"}, {"\"", "^'"}});
  const bool needs_quotes = value.find_first_of(",;:") != std::string::npos;
  return needs_quotes ? absl::StrCat("\"", value, "\"") : value;
}

std::string ReadCalendarParameter(absl::string_view value) {
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return absl::StrReplaceAll(value, {{"^^", "^"}, {"^n", "\n"}, {"^'", "\""}});
}

void ContentLines::Add(absl::string_view name, absl::string_view value) {
  const std::string line = absl::StrCat(name, ":", value);
  absl::string_view rest = line;
  size_t octets = kLineOctets;
  while (!rest.empty()) {
    const size_t size = FittingOctets(rest, octets);
    absl::StrAppend(&text_, rest.substr(0, size), "\r\n");
    rest.remove_prefix(size);
    // The blank that a continuation begins with is one of its octets.
    if (!rest.empty()) text_ += ' ';
    octets = kLineOctets - 1;
  }
}

void ContentLines::AddText(absl::string_view name, absl::string_view text) {
  if (!text.empty()) Add(name, EscapeCalendarText(text));
}

}  // namespace plenary::interchange
