// Rows of text, aligned for people or separated for programs.
#ifndef PLENARY_CLIENTS_CLI_TEXT_TABLE_H_
#define PLENARY_CLIENTS_CLI_TEXT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::cli {

// How many columns of a terminal a UTF-8 text takes: an ideograph two, a combining mark none.
int DisplayWidth(absl::string_view text);

// The text in lines of at most `width` columns, broken at blanks where there are any.
std::vector<std::string> Wrapped(absl::string_view text, int width);

// The text in such lines with `margin` blanks before each, and `hanging` more before each but the
// first, each ended by "\n".
std::string Indented(absl::string_view text, int margin, int width, int hanging = 0);

// Texts beside each other, two blanks apart, each in lines of at most its width, each line ended by
// "\n". As many texts as widths.
std::string Beside(const std::vector<std::string>& texts, const std::vector<int>& widths);

// The text with blanks behind it up to `width` columns; cut where it is longer.
std::string Padded(absl::string_view text, int width);

// The text; where it is wider than `width`, its beginning and a mark that it goes on: "…", without
// UTF-8 "~".
std::string Shortened(absl::string_view text, int width, bool utf8);

// Rows in columns two blanks apart, each line ended by "\n". Line breaks and other control
// characters inside a cell become blanks.
std::string AlignedRows(std::vector<std::vector<std::string>> rows);

// The same under a heading of as many cells; `bold_heading` with ANSI codes.
std::string AlignedTable(const std::vector<std::string>& heading,
                         const std::vector<std::vector<std::string>>& rows, bool bold_heading);

// One record as RFC 4180 has it, CRLF included.
std::string CsvRecord(const std::vector<std::string>& cells);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_TEXT_TABLE_H_
