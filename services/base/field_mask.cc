// The field masks of check.h.
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/field_behavior.h"

namespace plenary::base {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::FieldMaskUtil;
using google::protobuf::util::MessageDifferencer;

constexpr absl::string_view kEverything = "*";

absl::Status BadMask(absl::string_view path, absl::string_view what) {
  return Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_FIELD_MASK,
                absl::StrCat("field mask: ", what), {{"path", std::string(path)}});
}

// The fields that a path leads through, the one it names last.
absl::StatusOr<std::vector<const FieldDescriptor*>> FieldsOn(absl::string_view path,
                                                             const Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  const Descriptor* in = &type;
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    if (in == nullptr) {
      return BadMask(path, absl::StrCat(path, " leads into ", fields.back()->name(),
                                        ", which has no fields to name one by one"));
    }
    const FieldDescriptor* field = in->FindFieldByName(std::string(name));
    if (field == nullptr) {
      return BadMask(path, absl::StrCat("there is no field ", path, " in ", type.name()));
    }
    fields.push_back(field);
    in = field->is_repeated() ? nullptr : field->message_type();
  }
  return fields;
}

bool IsAll(const FieldMask& mask) { return mask.paths_size() == 1 && mask.paths(0) == kEverything; }

// Why nobody may set `field` in an update; empty where one may.
absl::string_view WhyFixed(const FieldDescriptor& field) {
  if (HasBehavior(field, google::api::OUTPUT_ONLY)) return "is set by the server alone";
  if (HasBehavior(field, google::api::IDENTIFIER)) return "is the name and never changes";
  if (HasBehavior(field, google::api::IMMUTABLE)) return "cannot be changed by an update";
  return "";
}

absl::Status CheckMaySet(const FieldMask& mask, const Descriptor& type) {
  for (const std::string& path : mask.paths()) {
    PLENARY_ASSIGN_OR_RETURN(const auto fields, FieldsOn(path, type));
    for (const FieldDescriptor* field : fields) {
      const absl::string_view why = WhyFixed(*field);
      if (!why.empty()) return BadMask(path, absl::StrCat(path, " ", why));
    }
  }
  return absl::OkStatus();
}

bool SameIn(const Message& a, const Message& b, const FieldDescriptor& field) {
  MessageDifferencer differencer;
  return differencer.CompareWithFields(a, b, {&field}, {&field});
}

// The fields that an update without named fields means. One that was set to another value than an
// IMMUTABLE field has is refused rather than dropped in silence (AIP-203).
absl::StatusOr<FieldMask> ImpliedMask(bool all, const Message& from, const Message& onto) {
  FieldMask mask;
  const Descriptor& type = *from.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_set = field.is_repeated() ? from.GetReflection()->FieldSize(from, &field) > 0
                                            : from.GetReflection()->HasField(from, &field);
    if (is_set && HasBehavior(field, google::api::IMMUTABLE) && !SameIn(from, onto, field)) {
      return BadMask(field.name(), absl::StrCat(field.name(), " cannot be changed by an update"));
    }
    if ((all || is_set) && WhyFixed(field).empty()) mask.add_paths(field.name());
  }
  return mask;
}

// Copies OUTPUT_ONLY fields inside the singular messages that both have from `before` to `after`.
void KeepOutputOnly(const Message& before, Message& after) {
  const Reflection& reflection = *before.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(before, &set);
  FieldMask kept;
  for (const FieldDescriptor* field : set) {
    if (HasBehavior(*field, google::api::OUTPUT_ONLY)) {
      kept.add_paths(field->name());
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated() &&
               reflection.HasField(after, field)) {
      KeepOutputOnly(reflection.GetMessage(before, field),
                     *reflection.MutableMessage(&after, field));
    }
  }
  FieldMaskUtil::MergeOptions replace;
  replace.set_replace_message_fields(true);
  replace.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(before, kept, replace, &after);
}

}  // namespace

absl::Status ApplyMask(const FieldMask& mask, const Message& from, Message& onto) {
  FieldMask named = mask;
  if (mask.paths().empty() || IsAll(mask)) {
    PLENARY_ASSIGN_OR_RETURN(named, ImpliedMask(IsAll(mask), from, onto));
  } else {
    PLENARY_RETURN_IF_ERROR(CheckMaySet(mask, *from.GetDescriptor()));
  }
  const std::unique_ptr<Message> settable(from.New());
  settable->CopyFrom(from);
  ClearOutputOnly(*settable);
  const std::unique_ptr<Message> before(onto.New());
  before->CopyFrom(onto);
  FieldMaskUtil::MergeOptions replace;
  replace.set_replace_message_fields(true);
  replace.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(*settable, named, replace, &onto);
  KeepOutputOnly(*before, onto);
  return absl::OkStatus();
}

absl::Status Project(const FieldMask& read_mask, Message& message) {
  if (read_mask.paths().empty() || IsAll(read_mask)) return absl::OkStatus();
  for (const std::string& path : read_mask.paths()) {
    PLENARY_RETURN_IF_ERROR(FieldsOn(path, *message.GetDescriptor()).status());
  }
  FieldMaskUtil::TrimMessage(read_mask, &message);
  return absl::OkStatus();
}

}  // namespace plenary::base
