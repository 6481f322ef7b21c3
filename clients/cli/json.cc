#include "clients/cli/json.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace plenary::cli {

using google::protobuf::Message;

absl::Status MergeJson(const std::string& text, Message& message) {
  // The parser replaces what it parses into.
  const std::unique_ptr<Message> parsed(message.New());
  const auto status = google::protobuf::util::JsonStringToMessage(text, parsed.get());
  if (!status.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("this is not JSON of the type ",
                                                   message.GetDescriptor()->name(), ": ",
                                                   std::string(status.message())));
  }
  message.MergeFrom(*parsed);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> JsonFields(const std::string& text) {
  google::protobuf::Struct object;
  if (absl::Status status = MergeJson(text, object); !status.ok()) return status;
  std::vector<std::string> names;
  for (const auto& [name, value] : object.fields()) names.push_back(name);
  return names;
}

std::string ToJson(const Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  options.preserve_proto_field_names = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  // What cannot be written is an Any of a type that is newer than this program.
  return status.ok() ? text : absl::StrCat("{\"unreadable\":\"", message.GetTypeName(), "\"}");
}

}  // namespace plenary::cli
