#include "services/delegations/import_reading.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"
#include "services/files/table.h"

namespace plenary::delegations {
namespace {

// Among so many rows the headings are looked for.
constexpr size_t kHeadingRows = 25;

interchange::TableOptions OptionsOf(const v1::TableOptions& said) {
  interchange::TableOptions options;
  options.encoding = said.encoding();
  options.delimiter = said.delimiter().empty() ? '\0' : said.delimiter().front();
  options.sheet = said.sheet();
  return options;
}

}  // namespace

absl::Status FileSource::Load(int64_t number) {
  if (number == number_) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(read_([&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(
        chunk_, files::ReadFilePart(tx, vault_, file_.name(), number * files::kChunkBytes,
                                    files::kChunkBytes));
    return absl::OkStatus();
  }));
  number_ = number;
  return absl::OkStatus();
}

absl::StatusOr<std::string> FileSource::Read(int64_t offset, int64_t size) {
  std::string bytes;
  const int64_t end = std::min(offset + size, this->size());
  while (offset < end) {
    PLENARY_RETURN_IF_ERROR(Load(offset / files::kChunkBytes));
    const int64_t start = offset % files::kChunkBytes;
    const std::string piece = start < static_cast<int64_t>(chunk_.size())
                                  ? chunk_.substr(start, end - offset)
                                  : std::string();
    if (piece.empty()) return base::NotFound(file_.name());
    bytes += piece;
    offset += static_cast<int64_t>(piece.size());
  }
  return bytes;
}

absl::StatusOr<std::unique_ptr<OpenList>> OpenList::Open(const vault::Vault& vault, v1::File file,
                                                         ReadDatabase read,
                                                         const ListQuestion& question) {
  auto list = std::unique_ptr<OpenList>(new OpenList(vault, std::move(file), std::move(read)));
  PLENARY_ASSIGN_OR_RETURN(
      list->reader_,
      interchange::OpenTable(list->source_, OptionsOf(question.table), interchange::TableLimits()));
  PLENARY_RETURN_IF_ERROR(list->ReadHeadings(question));
  return list;
}

absl::Status OpenList::ReadHeadings(const ListQuestion& question) {
  std::vector<interchange::TableRow> rows;
  const auto last_line = static_cast<size_t>(std::max(question.table.header_line(), 0));
  while (rows.size() < kHeadingRows + last_line) {
    interchange::TableRow row;
    PLENARY_ASSIGN_OR_RETURN(const bool is_there, reader_->Next(row));
    if (!is_there) break;
    rows.push_back(std::move(row));
  }
  interchange::ProposedColumns proposed =
      interchange::ProposeColumns(rows, question.context, question.table.header_line());
  header_line_ = proposed.header_line;
  columns_ = std::move(proposed.columns);
  problems_ = std::move(proposed.problems);
  if (!question.columns.empty()) {
    for (const v1::ImportColumn& told : question.columns) {
      const auto found = std::find_if(
          columns_.begin(), columns_.end(),
          [&](const v1::ImportColumn& column) { return column.index() == told.index(); });
      v1::ImportColumn& column = found == columns_.end() ? columns_.emplace_back() : *found;
      const std::string heading = column.heading();
      column = told;
      if (!heading.empty()) column.set_heading(heading);
    }
    problems_ = interchange::ProblemsOf(columns_, question.context);
  }
  for (interchange::TableRow& row : rows) {
    if (row.line >= proposed.first_data_line) first_rows_.push_back(std::move(row));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> OpenList::Next(interchange::TableRow& row) {
  while (true) {
    if (!first_rows_.empty()) {
      row = std::move(first_rows_.front());
      first_rows_.pop_front();
    } else {
      PLENARY_ASSIGN_OR_RETURN(const bool is_there, reader_->Next(row));
      if (!is_there) return false;
    }
    if (!interchange::IsNotAnEntry(row, columns_)) return true;
  }
}

absl::Status BadColumns(const std::vector<std::string>& problems) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TABLE_COLUMNS,
                      absl::StrCat("the columns cannot be read: ", absl::StrJoin(problems, "; ")),
                      {{"columns", absl::StrJoin(problems, "\n")}});
}

}  // namespace plenary::delegations
