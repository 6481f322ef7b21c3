#include "services/interchange/csv_reader.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"
#include "services/interchange/row_builder.h"
#include "services/interchange/text_encoding.h"

namespace plenary::interchange {
namespace {

constexpr char kQuote = '"';
constexpr absl::string_view kSeparatorLine = "sep=";

class CsvReader : public TableReader {
 public:
  CsvReader(ByteSource& source, const TextEncoding& encoding, const TableLimits& limits)
      : stream_(source, encoding), row_(limits) {
    format_.kind = TableFormat::kCsv;
    format_.encoding = encoding.name;
    format_.had_bom = encoding.bom_bytes > 0;
  }

  // Finds the delimiter, unless it is told (not 0).
  absl::Status Begin(char told_delimiter);
  const TableFormat& format() const override { return format_; }
  absl::StatusOr<bool> Next(TableRow& row) override;

 private:
  // Where the next character stands: before the first of a cell, in it, in quotes, right behind a
  // quote that may be the first of two, or behind blanks after it.
  enum class State { kCellStart, kPlain, kQuoted, kAfterQuote, kAfterBlank };

  void SkipSeparatorLine();
  absl::StatusOr<bool> HasMore();
  absl::Status Take();
  absl::Status TakeQuoted(char c);
  absl::Status TakeUnquoted(char c);
  absl::Status TakeAfterQuote(char c);
  absl::Status TakeRun(const std::array<bool, 256>& ends);
  absl::Status EndCell();
  absl::Status EndText();
  absl::Status CheckCell() const;
  void CountLine(char c);
  absl::Status RefuseOpenQuote() const;
  absl::Status RefuseZero() const;
  absl::Status RefuseTextAfterQuotes() const;
  Place Here() const { return {line_, column_ + 1}; }

  TextStream stream_;
  TableFormat format_;
  // Which characters end a run of ordinary ones outside and inside quotes.
  std::array<bool, 256> ends_plain_{};
  std::array<bool, 256> ends_quoted_{};
  std::string piece_;
  size_t position_ = 0;

  State state_ = State::kCellStart;
  RowBuilder row_;
  std::string cell_;
  int64_t column_ = 0;  // from 0
  int64_t line_ = 1;
  bool was_carriage_return_ = false;
  bool ended_record_ = false;
  Place quote_;  // where the last quote was opened
};

absl::Status CsvReader::Begin(char told_delimiter) {
  PLENARY_RETURN_IF_ERROR(HasMore().status());
  format_.delimiter = told_delimiter;
  SkipSeparatorLine();
  if (format_.delimiter == 0) {
    format_.delimiter = GuessDelimiter(absl::string_view(piece_).substr(position_));
  }
  for (const char c : {format_.delimiter, '\r', '\n', '\0'}) {
    ends_plain_[static_cast<unsigned char>(c)] = true;
  }
  for (const char c : {kQuote, '\r', '\n', '\0'}) {
    ends_quoted_[static_cast<unsigned char>(c)] = true;
  }
  return absl::OkStatus();
}

void CsvReader::SkipSeparatorLine() {
  const absl::string_view text = piece_;
  const size_t size = kSeparatorLine.size() + 1;
  if (text.size() <= size || !absl::StartsWithIgnoreCase(text, kSeparatorLine)) return;
  if (text[size] != '\r' && text[size] != '\n') return;
  if (format_.delimiter == 0) format_.delimiter = text[size - 1];
  position_ = size + (absl::StartsWith(text.substr(size), "\r\n") ? 2 : 1);
  ++line_;
}

absl::StatusOr<bool> CsvReader::HasMore() {
  if (position_ < piece_.size()) return true;
  position_ = 0;
  PLENARY_ASSIGN_OR_RETURN(piece_, stream_.Next());
  return !piece_.empty();
}

absl::StatusOr<bool> CsvReader::Next(TableRow& row) {
  for (bool has_more = true; has_more;) {
    row_.Begin(line_);
    ended_record_ = false;
    while (!ended_record_) {
      PLENARY_ASSIGN_OR_RETURN(has_more, HasMore());
      PLENARY_RETURN_IF_ERROR(has_more ? Take() : EndText());
    }
    PLENARY_ASSIGN_OR_RETURN(const bool has_row, row_.End(row));
    if (has_row) return true;
  }
  return false;
}

absl::Status CsvReader::Take() {
  if (state_ == State::kQuoted) PLENARY_RETURN_IF_ERROR(TakeRun(ends_quoted_));
  if (state_ == State::kPlain) PLENARY_RETURN_IF_ERROR(TakeRun(ends_plain_));
  if (position_ == piece_.size()) return absl::OkStatus();
  const char c = piece_[position_++];
  if (c == '\0') return RefuseZero();
  const bool is_second_of_line_end = c == '\n' && was_carriage_return_;
  CountLine(c);
  if (state_ == State::kQuoted) return TakeQuoted(c);
  // The record ended at the CR of this CR LF.
  if (is_second_of_line_end) return absl::OkStatus();
  return TakeUnquoted(c);
}

void CsvReader::CountLine(char c) {
  if (c == '\r' || (c == '\n' && !was_carriage_return_)) ++line_;
  was_carriage_return_ = c == '\r';
}

absl::Status CsvReader::TakeRun(const std::array<bool, 256>& ends) {
  const size_t begin = position_;
  while (position_ < piece_.size() && !ends[static_cast<unsigned char>(piece_[position_])]) {
    ++position_;
  }
  if (position_ == begin) return absl::OkStatus();
  was_carriage_return_ = false;
  cell_.append(piece_, begin, position_ - begin);
  return CheckCell();
}

absl::Status CsvReader::TakeQuoted(char c) {
  if (c == kQuote) {
    state_ = State::kAfterQuote;
    return absl::OkStatus();
  }
  cell_ += c;
  return CheckCell();
}

absl::Status CsvReader::TakeUnquoted(char c) {
  if (c == format_.delimiter) return EndCell();
  if (c == '\r' || c == '\n') {
    ended_record_ = true;
    PLENARY_RETURN_IF_ERROR(EndCell());
    column_ = 0;
    return absl::OkStatus();
  }
  if (state_ == State::kAfterQuote || state_ == State::kAfterBlank) return TakeAfterQuote(c);
  if (c == kQuote && state_ == State::kCellStart) {
    state_ = State::kQuoted;
    quote_ = Here();
    return absl::OkStatus();
  }
  cell_ += c;
  state_ = State::kPlain;
  return absl::OkStatus();
}

absl::Status CsvReader::TakeAfterQuote(char c) {
  if (c == ' ' || c == '\t') {
    state_ = State::kAfterBlank;
    return absl::OkStatus();
  }
  if (c != kQuote || state_ == State::kAfterBlank) return RefuseTextAfterQuotes();
  cell_ += kQuote;
  state_ = State::kQuoted;
  return absl::OkStatus();
}

// A quote nobody closed swallows line after line: it is named, not the cell it makes.
absl::Status CsvReader::CheckCell() const {
  const absl::Status fits = row_.CheckCellBytes(column_, cell_.size());
  if (fits.ok() || state_ != State::kQuoted || line_ == quote_.line) return fits;
  return RefuseOpenQuote();
}

absl::Status CsvReader::EndCell() {
  PLENARY_RETURN_IF_ERROR(row_.Set(column_, std::move(cell_)));
  cell_.clear();
  ++column_;
  state_ = State::kCellStart;
  return absl::OkStatus();
}

absl::Status CsvReader::EndText() {
  if (state_ == State::kQuoted) return RefuseOpenQuote();
  ended_record_ = true;
  return EndCell();
}

absl::Status CsvReader::RefuseOpenQuote() const {
  return Unreadable(
      absl::StrCat("the quote opened in line ", quote_.line, ", column ",
                   ColumnName(quote_.column - 1),
                   " is not closed: close it, or double it (\"\") where it is part of "
                   "the text"),
      quote_);
}

absl::Status CsvReader::RefuseZero() const {
  return Unreadable(absl::StrCat("line ", line_,
                                 " holds a zero byte, so this is no text: save the "
                                 "table as \"CSV UTF-8\" or as XLSX"),
                    Here());
}

absl::Status CsvReader::RefuseTextAfterQuotes() const {
  return Unreadable(
      absl::StrCat(
          "text stands behind the closing quote in line ", line_, ", column ", ColumnName(column_),
          " (opened in line ", quote_.line,
          "): put the whole cell in quotes and double those inside it (\"\"), or close the "
          "quote that was forgotten"),
      quote_);
}

absl::Status CheckDelimiter(char delimiter) {
  const bool can_be = delimiter != kQuote && delimiter != '\r' && delimiter != '\n' &&
                      static_cast<unsigned char>(delimiter) < 0x80;
  if (can_be) return absl::OkStatus();
  return base::BadField("delimiter", "neither a quote nor a line end nor beyond ASCII");
}

}  // namespace

absl::StatusOr<std::unique_ptr<TableReader>> OpenCsv(ByteSource& source,
                                                     const TableOptions& options,
                                                     const TableLimits& limits) {
  PLENARY_RETURN_IF_ERROR(CheckDelimiter(options.delimiter));
  PLENARY_ASSIGN_OR_RETURN(const TextEncoding encoding,
                           RecogniseEncoding(source, options.encoding));
  auto reader = std::make_unique<CsvReader>(source, encoding, limits);
  PLENARY_RETURN_IF_ERROR(reader->Begin(options.delimiter));
  return reader;
}

}  // namespace plenary::interchange
