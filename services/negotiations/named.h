// What a resource names, by what its fields declare in plenary/v1/options.proto.
#ifndef PLENARY_SERVICES_NEGOTIATIONS_NAMED_H_
#define PLENARY_SERVICES_NEGOTIATIONS_NAMED_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace plenary::negotiations {

// A resource that is named.
struct Named {
  std::string path;  // of the field in the request: "round.participants[2].person"
  std::string role;  // the field's own name: "person"
  std::string name;
};

// Everything that `resource` names but itself, in the order of its fields. `path` is that of the
// resource.
std::vector<Named> NamedIn(const google::protobuf::Message& resource, absl::string_view path);

}  // namespace plenary::negotiations

#endif  // PLENARY_SERVICES_NEGOTIATIONS_NAMED_H_
