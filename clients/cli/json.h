// Messages as JSON, with fields named as in the protos, filters and masks.
#ifndef PLENARY_CLIENTS_CLI_JSON_H_
#define PLENARY_CLIENTS_CLI_JSON_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

// Merges JSON text into a message. INVALID_ARGUMENT: it isn't JSON, or not of this type.
absl::Status MergeJson(const std::string& text, google::protobuf::Message& message);

// The names of the outermost fields of a JSON object, as written.
absl::StatusOr<std::vector<std::string>> JsonFields(const std::string& text);

// On one line, or indented.
std::string ToJson(const google::protobuf::Message& message, bool indented);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_JSON_H_
