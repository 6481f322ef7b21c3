// The file of an import, read as a table: where it begins, what its columns mean, row by row.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_READING_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_READING_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/files.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/interchange/byte_source.h"
#include "services/interchange/columns.h"
#include "services/interchange/table_reader.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// Runs what reads the database: in a transaction that is there, or in one of its own.
using ReadDatabase = std::function<absl::Status(const storage::Body&)>;

// The bytes of a file in the database.
class FileSource : public interchange::ByteSource {
 public:
  // `vault` outlives it.
  FileSource(const vault::Vault& vault, v1::File file, ReadDatabase read)
      : vault_(vault), file_(std::move(file)), read_(std::move(read)) {}

  absl::StatusOr<std::string> Read(int64_t offset, int64_t size) override;
  int64_t size() const override { return file_.size_bytes(); }

 private:
  // Reads the chunk of that number, unless it was the last one read.
  absl::Status Load(int64_t number);

  const vault::Vault& vault_;
  const v1::File file_;
  const ReadDatabase read_;
  int64_t number_ = -1;
  std::string chunk_;
};

// How a list is to be read, as far as somebody said it.
struct ListQuestion {
  const v1::TableOptions& table;
  const google::protobuf::RepeatedPtrField<v1::ImportColumn>& columns;
  interchange::ListContext context;
};

// A list that was opened: its headings are read, its rows are to come. Not thread-safe.
class OpenList {
 public:
  // Those of interchange::OpenTable. `vault` outlives it.
  static absl::StatusOr<std::unique_ptr<OpenList>> Open(const vault::Vault& vault, v1::File file,
                                                        ReadDatabase read,
                                                        const ListQuestion& question);

  // How it is read: told, or recognised.
  const interchange::TableFormat& format() const { return reader_->format(); }
  int64_t header_line() const { return header_line_; }
  // What the columns mean: told, or proposed.
  const std::vector<v1::ImportColumn>& columns() const { return columns_; }
  // What is wrong with the columns; empty where the rows can be read.
  const std::vector<std::string>& problems() const { return problems_; }

  // The next row that is an entry of the list: no sum, no repeated heading. False at the end. Those
  // of interchange::TableReader.
  absl::StatusOr<bool> Next(interchange::TableRow& row);

 private:
  OpenList(const vault::Vault& vault, v1::File file, ReadDatabase read)
      : source_(vault, std::move(file), std::move(read)) {}
  absl::Status ReadHeadings(const ListQuestion& question);

  FileSource source_;
  std::unique_ptr<interchange::TableReader> reader_;
  std::deque<interchange::TableRow> first_rows_;  // read to find the headings
  int64_t header_line_ = 0;
  std::vector<v1::ImportColumn> columns_;
  std::vector<std::string> problems_;
};

// The refusal of an import whose columns cannot be read. INVALID_ARGUMENT: TABLE_COLUMNS.
absl::Status BadColumns(const std::vector<std::string>& problems);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_READING_H_
