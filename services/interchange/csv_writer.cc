#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/cells.h"
#include "services/interchange/table_writer.h"

namespace plenary::interchange {
namespace {

// So much is gathered before the sink gets it.
constexpr size_t kPieceBytes = 64 << 10;
constexpr char kMark[] = "\xEF\xBB\xBF";

class CsvWriter : public TableWriter {
 public:
  CsvWriter(ByteSink& sink, const CsvStyle& style) : sink_(sink), delimiter_(style.delimiter) {
    if (style.bom) piece_ = kMark;
  }

  absl::Status Add(const std::vector<std::string>& cells) override {
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) piece_ += delimiter_;
      AddCell(WritePlain(cells[i], TableFormat::kCsv));
    }
    piece_ += "\r\n";
    return piece_.size() < kPieceBytes ? absl::OkStatus() : Flush();
  }

  absl::Status Finish() override { return Flush(); }

 private:
  // Blanks at an edge are quoted too: many programs take them off otherwise.
  bool NeedsQuotes(absl::string_view text) const {
    if (text.empty()) return false;
    for (const char c : text) {
      if (c == delimiter_ || c == '"' || c == '\r' || c == '\n') return true;
    }
    return text.front() == ' ' || text.back() == ' ';
  }

  void AddCell(absl::string_view text) {
    if (!NeedsQuotes(text)) {
      absl::StrAppend(&piece_, text);
      return;
    }
    piece_ += '"';
    for (const char c : text) {
      if (c == '"') piece_ += '"';
      piece_ += c;
    }
    piece_ += '"';
  }

  absl::Status Flush() {
    PLENARY_RETURN_IF_ERROR(sink_.Write(piece_));
    piece_.clear();
    return absl::OkStatus();
  }

  ByteSink& sink_;
  char delimiter_;
  std::string piece_;
};

}  // namespace

std::unique_ptr<TableWriter> MakeCsvWriter(ByteSink& sink, const CsvStyle& style) {
  return std::make_unique<CsvWriter>(sink, style);
}

}  // namespace plenary::interchange
