// Resource names as people type them: "tibo-2023" for "events/tibo-2023".
#ifndef PLENARY_CLIENTS_CLI_NAMES_H_
#define PLENARY_CLIENTS_CLI_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

// The full name that `text` stands for by the first of `patterns` that fits:
// a full name stands for itself; ids alone fill the pattern ("tibo-2023/kursk" by
// "events/{event}/delegations/{delegation}"); where only the first id is missing it is that of
// `within`, an event or a negotiation ("kursk" within "events/tibo-2023"), in which the collection
// may be said, too ("meetings/opening"). A text that fits nothing is returned as it is, for the
// server to refuse.
std::string ExpandName(absl::string_view text, const std::vector<std::string>& patterns,
                       absl::string_view within);

// The patterns one of which a field's text must match; empty where it is no name.
std::vector<std::string> NamePatterns(const google::protobuf::FieldDescriptor& field);

// Expands every name in a message, at any depth.
void ExpandNames(google::protobuf::Message& message, absl::string_view within);

// The last id of a name.
absl::string_view LastId(absl::string_view name);

// "kursk"; of what lies in something else than an event, whose id is no good alone, as it is typed:
// "anna/t1", "kursk/minutes-1/i2".
std::string ShortName(absl::string_view name);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_NAMES_H_
