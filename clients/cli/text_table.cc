#include "clients/cli/text_table.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace plenary::cli {
namespace {

int WidthOf(UChar32 character) {
  const uint32_t category = U_GET_GC_MASK(character);
  if (category & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK)) return 0;
  const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::string OnOneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text;
}

// The characters of a text, a broken one among them as it is.
std::vector<absl::string_view> Characters(absl::string_view text) {
  std::vector<absl::string_view> characters;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    const int32_t begin = i;
    U8_FWD_1(bytes, i, length);
    characters.push_back(text.substr(begin, i - begin));
  }
  return characters;
}

void AppendRow(const std::vector<std::string>& cells, const std::vector<int>& widths,
               std::string& text) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += "  ";
    line += cells[i];
    line.append(widths[i] - DisplayWidth(cells[i]), ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  absl::StrAppend(&text, line);
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  int width = 0;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    UChar32 character;
    U8_NEXT(bytes, i, length, character);
    width += character < 0 ? 1 : WidthOf(character);
  }
  return width;
}

std::vector<std::string> Wrapped(absl::string_view text, int width) {
  std::vector<std::string> lines;
  std::string line;
  const std::string one_line = OnOneLine(std::string(text));
  for (const absl::string_view word :
       std::vector<absl::string_view>(absl::StrSplit(one_line, ' ', absl::SkipEmpty()))) {
    if (!line.empty() && DisplayWidth(line) + 1 + DisplayWidth(word) <= width) {
      absl::StrAppend(&line, " ", word);
      continue;
    }
    if (!line.empty()) lines.push_back(std::move(line));
    line.clear();
    // A word that is too long for a line, as Chinese sentences are, is broken where it must be.
    for (const absl::string_view character : Characters(word)) {
      if (!line.empty() && DisplayWidth(line) + DisplayWidth(character) > width) {
        lines.push_back(std::move(line));
        line.clear();
      }
      absl::StrAppend(&line, character);
    }
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string Indented(absl::string_view text, int margin, int width, int hanging) {
  std::string indented;
  for (const std::string& line : Wrapped(text, width - margin - hanging)) {
    const int blanks = margin + (indented.empty() ? 0 : hanging);
    absl::StrAppend(&indented, std::string(blanks, ' '), line, "\n");
  }
  return indented;
}

std::string Beside(const std::vector<std::string>& texts, const std::vector<int>& widths) {
  std::vector<std::vector<std::string>> columns;
  columns.reserve(texts.size());
  size_t height = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    columns.push_back(Wrapped(texts[i], widths[i]));
    height = std::max(height, columns.back().size());
  }
  std::string beside;
  for (size_t row = 0; row < height; ++row) {
    std::vector<std::string> cells;
    cells.reserve(columns.size());
    for (const std::vector<std::string>& column : columns) {
      cells.push_back(row < column.size() ? column[row] : "");
    }
    AppendRow(cells, widths, beside);
    beside += '\n';
  }
  return beside;
}

std::string Padded(absl::string_view text, int width) {
  std::string padded;
  int used = 0;
  for (const absl::string_view character : Characters(text)) {
    const int wide = DisplayWidth(character);
    if (used + wide > width) break;
    absl::StrAppend(&padded, character);
    used += wide;
  }
  padded.append(width - used, ' ');
  return padded;
}

std::string Shortened(absl::string_view text, int width, bool utf8) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width < 1) return "";
  std::string beginning = Padded(text, width - 1);
  beginning.erase(beginning.find_last_not_of(' ') + 1);
  return absl::StrCat(beginning, utf8 ? "…" : "~");
}

std::string AlignedRows(std::vector<std::vector<std::string>> rows) {
  std::vector<int> widths;
  for (std::vector<std::string>& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (size_t i = 0; i < row.size(); ++i) {
      row[i] = OnOneLine(std::move(row[i]));
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  std::string text;
  for (const std::vector<std::string>& row : rows) {
    AppendRow(row, widths, text);
    text += '\n';
  }
  return text;
}

std::string AlignedTable(const std::vector<std::string>& heading,
                         const std::vector<std::vector<std::string>>& rows, bool bold_heading) {
  std::vector<std::vector<std::string>> lines = {heading};
  lines.insert(lines.end(), rows.begin(), rows.end());
  std::string text = AlignedRows(std::move(lines));
  if (!bold_heading) return text;
  text.insert(text.find('\n'), "\033[0m");
  return absl::StrCat("\033[1m", text);
}

std::string CsvRecord(const std::vector<std::string>& cells) {
  const std::string record =
      absl::StrJoin(cells, ",", [](std::string* out, const std::string& cell) {
        if (cell.find_first_of(",\"\r\n") == std::string::npos) {
          out->append(cell);
        } else {
          absl::StrAppend(out, "\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
        }
      });
  return absl::StrCat(record, "\r\n");
}

}  // namespace plenary::cli
