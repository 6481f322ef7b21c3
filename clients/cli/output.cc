#include "clients/cli/output.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/json.h"
#include "clients/cli/text_table.h"
#include "clients/cli/texts.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/descriptor.h"

namespace plenary::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The resources in an answer that have a table, in order.
void CollectRows(const Message& message, std::vector<const Message*>& rows) {
  if (HasColumns(*message.GetDescriptor())) {
    rows.push_back(&message);
    return;
  }
  std::vector<const FieldDescriptor*> fields;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr || field->is_map()) continue;
    if (!field->is_repeated()) {
      CollectRows(reflection.GetMessage(message, field), rows);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      CollectRows(reflection.GetRepeatedMessage(message, field, i), rows);
    }
  }
}

// Whether an answer of this type is made of such resources, even where it has none of them now.
bool IsMadeOfRows(const Descriptor& type, int depth) {
  if (HasColumns(type)) return true;
  for (int i = 0; i < type.field_count() && depth > 0; ++i) {
    const Descriptor* part = type.field(i)->message_type();
    if (part != nullptr && IsMadeOfRows(*part, depth - 1)) return true;
  }
  return false;
}

void PrintDetails(const Output& output, const Message& message) {
  Style style = output.style;
  style.short_names = false;
  const auto fields = AllFields(message, style);
  if (output.format == Format::kTable) {
    const Words words(output.terminal.environment);
    output.terminal.out << AlignedTable({words.Say("heading.FIELD"), words.Say("heading.VALUE")},
                                        fields, output.has_colour);
    return;
  }
  output.terminal.out << CsvRecord({"field", "value"});
  for (const auto& field : fields) output.terminal.out << CsvRecord(field);
}

std::unique_ptr<Message> Unpacked(const google::protobuf::Any& any) {
  std::string type_name;
  google::protobuf::Any::ParseAnyTypeUrl(any.type_url(), &type_name);
  const Descriptor* type =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type_name);
  if (type == nullptr) return nullptr;
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  return any.UnpackTo(message.get()) ? std::move(message) : nullptr;
}

// In the reader's language; in CSV, which programs read, headings are always the English ones.
std::vector<std::string> HeadingsForPeople(const Output& output, const Descriptor& type) {
  const Words words(output.terminal.environment);
  std::vector<std::string> headings = Headings(type);
  for (std::string& heading : headings) {
    heading = words.Find(absl::StrCat("heading.", heading)).value_or(heading);
  }
  return headings;
}

Style CsvStyle(Style style) {
  style.short_names = false;
  style.times_for_people = false;
  return style;
}

}  // namespace

RowPrinter::RowPrinter(const Output& output, const Descriptor& type)
    : output_(output), type_(type) {
  if (output_.format == Format::kCsv) output_.terminal.out << CsvRecord(Headings(type_));
  if (output_.format == Format::kJson) output_.terminal.out << "[";
}

void RowPrinter::Add(const Message& row) {
  std::ostream& out = output_.terminal.out;
  switch (output_.format) {
    case Format::kTable:
      rows_.push_back(Cells(row, output_.style));
      break;
    case Format::kJson:
      out << (is_first_ ? "\n" : ",\n") << ToJson(row, false);
      break;
    case Format::kJsonLines:
      out << ToJson(row, false) << "\n";
      break;
    case Format::kCsv:
      out << CsvRecord(Cells(row, CsvStyle(output_.style)));
      break;
  }
  is_first_ = false;
}

void RowPrinter::End() {
  if (output_.format == Format::kTable) {
    output_.terminal.out << AlignedTable(HeadingsForPeople(output_, type_), rows_,
                                         output_.has_colour);
  }
  if (output_.format == Format::kJson) output_.terminal.out << "\n]\n";
  output_.terminal.out.flush();
}

void PrintAnswer(const Output& output, const Message& answer, bool in_detail) {
  if (output.format == Format::kJson) {
    output.terminal.out << ToJson(answer, true);
    return;
  }
  std::vector<const Message*> rows;
  CollectRows(answer, rows);
  const bool is_made_of_rows = IsMadeOfRows(*answer.GetDescriptor(), 2);
  if (output.format == Format::kJsonLines) {
    if (!is_made_of_rows) rows = {&answer};
    for (const Message* row : rows) output.terminal.out << ToJson(*row, false) << "\n";
    return;
  }
  if (!is_made_of_rows || (in_detail && output.format == Format::kTable)) {
    PrintDetails(output, answer);
    return;
  }
  for (size_t i = 0; i < rows.size();) {
    const Descriptor& type = *rows[i]->GetDescriptor();
    if (i > 0) output.terminal.out << (output.format == Format::kCsv ? "\r\n" : "\n");
    RowPrinter printer(output, type);
    for (; i < rows.size() && rows[i]->GetDescriptor() == &type; ++i) printer.Add(*rows[i]);
    printer.End();
  }
}

void PrintChange(const Output& output, const v1::Change& change) {
  std::ostream& out = output.terminal.out;
  if (output.format == Format::kJson || output.format == Format::kJsonLines) {
    out << ToJson(change, false) << std::endl;
    return;
  }
  if (output.format == Format::kCsv) {
    out << CsvRecord(Cells(change, CsvStyle(output.style))) << std::flush;
    return;
  }
  std::vector<std::string> cells = Cells(change, output.style);
  cells.resize(4);  // number, time, kind, resource; who and how stand in CSV and JSON
  cells[3] = change.resource_name();
  const std::unique_ptr<Message> resource = Unpacked(change.resource());
  if (resource != nullptr && HasColumns(*resource->GetDescriptor())) {
    const std::vector<std::string> of_resource = Cells(*resource, output.style);
    cells.insert(cells.end(), of_resource.begin() + 1, of_resource.end());
  }
  cells.erase(std::remove(cells.begin(), cells.end(), ""), cells.end());
  out << absl::StrJoin(cells, "  ") << std::endl;
}

}  // namespace plenary::cli
