#include "services/negotiations/named.h"

#include "absl/strings/str_cat.h"
#include "plenary/v1/options.pb.h"
#include "services/base/field_behavior.h"

namespace plenary::negotiations {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool NamesSomething(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::rules).name_patterns_size() > 0 &&
         !base::HasBehavior(field, google::api::IDENTIFIER) &&
         !base::HasBehavior(field, google::api::OUTPUT_ONLY);
}

void Add(const Message& message, const std::string& path, std::vector<Named>& all);

// Adds what one field, or the item `index` of it, names.
void AddField(const Message& message, const FieldDescriptor& field, int index,
              const std::string& path, std::vector<Named>& all) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (field.message_type() != nullptr) {
    return Add(index < 0 ? reflection.GetMessage(message, &field)
                         : reflection.GetRepeatedMessage(message, &field, index),
               path, all);
  }
  if (!NamesSomething(field)) return;
  all.push_back({path, field.name(),
                 index < 0 ? reflection.GetString(message, &field)
                           : reflection.GetRepeatedString(message, &field, index)});
}

void Add(const Message& message, const std::string& path, std::vector<Named>& all) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string at = absl::StrCat(path, ".", field->name());
    if (!field->is_repeated()) {
      AddField(message, *field, -1, at, all);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      AddField(message, *field, i, absl::StrCat(at, "[", i, "]"), all);
    }
  }
}

}  // namespace

std::vector<Named> NamedIn(const Message& resource, absl::string_view path) {
  std::vector<Named> all;
  Add(resource, std::string(path), all);
  return all;
}

}  // namespace plenary::negotiations
