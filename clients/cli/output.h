// Answers as a table, JSON, JSON lines or CSV.
#ifndef PLENARY_CLIENTS_CLI_OUTPUT_H_
#define PLENARY_CLIENTS_CLI_OUTPUT_H_

#include <string>
#include <vector>

#include "clients/cli/columns.h"
#include "clients/cli/terminal.h"
#include "google/protobuf/message.h"
#include "plenary/v1/changes.pb.h"

namespace plenary::cli {

enum class Format { kTable, kJson, kJsonLines, kCsv };

struct Output {
  Terminal& terminal;
  Format format = Format::kTable;
  Style style;
  bool has_colour = false;
};

// The rows of one list. A table appears at End, since only then its widths are known; everything
// else appears row by row.
class RowPrinter {
 public:
  // Prints what comes before the first row.
  RowPrinter(const Output& output, const google::protobuf::Descriptor& type);
  void Add(const google::protobuf::Message& row);
  void End();

 private:
  const Output& output_;
  const google::protobuf::Descriptor& type_;
  std::vector<std::vector<std::string>> rows_;
  bool is_first_ = true;
};

// An answer: its resources as rows, or, where it has none of those or `in_detail`, every field.
void PrintAnswer(const Output& output, const google::protobuf::Message& answer, bool in_detail);

// A change on one line, as soon as it is known.
void PrintChange(const Output& output, const v1::Change& change);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_OUTPUT_H_
