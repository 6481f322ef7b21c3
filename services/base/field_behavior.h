// What google.api.field_behavior says of a field.
#ifndef PLENARY_SERVICES_BASE_FIELD_BEHAVIOR_H_
#define PLENARY_SERVICES_BASE_FIELD_BEHAVIOR_H_

#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.h"

namespace plenary::base {

inline bool HasBehavior(const google::protobuf::FieldDescriptor& field,
                        google::api::FieldBehavior behavior) {
  const google::protobuf::FieldOptions& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) return true;
  }
  return false;
}

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_FIELD_BEHAVIOR_H_
