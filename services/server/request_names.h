// What a request names and sets, as far as it matters to who may make it. Where to look is settled
// once for its type.
#ifndef PLENARY_SERVICES_SERVER_REQUEST_NAMES_H_
#define PLENARY_SERVICES_SERVER_REQUEST_NAMES_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/server/method_access.h"

namespace plenary::server {

// Immutable.
class RequestNames {
 public:
  // `on` are the fields that name what a call is about.
  RequestNames(const google::protobuf::Descriptor& request, const std::vector<FieldPath>& on);
  ~RequestNames();

  // Every resource that `request` names, in the order of its fields. Not among them: wildcards,
  // what is OUTPUT_ONLY, the names of what is created, what an update's mask leaves out, users who
  // are given a role, and who at an event is asked for a meeting. The names are parts of `request`.
  std::vector<absl::string_view> In(const google::protobuf::Message& request) const;

  // The paths of what `request` sets, or clears by its mask, although that is the secretariat's.
  std::vector<std::string> SecretariatFieldsIn(const google::protobuf::Message& request) const;

  // Whether requests may name what belongs to one caller alone: files, operations.
  bool has_owned() const { return has_owned_; }
  // Whether they may name what may be classified: positions.
  bool has_classified() const { return has_classified_; }
  // Whether they may hold what only the secretariat sets.
  bool has_secretariat_fields() const { return has_secretariat_fields_; }

 private:
  class Walk;
  struct Field;
  // What matters in a type.
  struct Plan {
    std::vector<Field> fields;
    const google::protobuf::FieldDescriptor* update_mask = nullptr;
    bool is_complete = true;
  };

  const Plan* Make(const google::protobuf::Descriptor& type);
  Field FieldOf(const google::protobuf::FieldDescriptor& field);

  std::map<const google::protobuf::Descriptor*, std::unique_ptr<Plan>> plans_;
  const Plan* plan_ = nullptr;
  // Messages whose own name in the request is that of something that is there.
  std::vector<const google::protobuf::FieldDescriptor*> holders_of_existing_;
  bool has_owned_ = false;
  bool has_classified_ = false;
  bool has_secretariat_fields_ = false;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_REQUEST_NAMES_H_
