#include "services/base/check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "google/type/interval.pb.h"
#include "plenary/v1/options.pb.h"
#include "services/base/field_behavior.h"
#include "services/base/names.h"
#include "services/base/text_forms.h"

namespace plenary::base {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DynamicCastToGenerated;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;

constexpr int32_t kDefaultMostBytes = 4096;
constexpr int32_t kDefaultMostItems = 1000;
constexpr size_t kMostRequestIdBytes = 128;
constexpr int64_t kFirstSecond = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kLastSecond = 253402300799;   // 9999-12-31T23:59:59Z
constexpr int kLastNano = 999999999;

struct MessagePlan;

// What is to be checked in one field.
struct FieldPlan {
  const FieldDescriptor* field = nullptr;
  v1::FieldRules rules;
  bool required = false;
  bool identifier = false;
  bool page_size = false;
  bool request_id = false;
  const MessagePlan* message = nullptr;
};

// What is to be checked in a message of one type. Never changed once it is made.
struct MessagePlan {
  bool creates = false;                          // a request that creates resources
  const FieldDescriptor* update_mask = nullptr;  // of a request that updates one
  std::vector<FieldPlan> fields;
};

bool IsNumber(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64;
}

// The plans of message types that refer to each other.
class Plans {
 public:
  const MessagePlan* Find(const Descriptor& type) const {
    const auto found = plans_.find(&type);
    return found == plans_.end() ? nullptr : found->second.get();
  }

  const MessagePlan& Make(const Descriptor& type) {
    if (const MessagePlan* made = Find(type)) return *made;
    // It is there before its fields are, since a type may hold itself.
    MessagePlan& plan = *plans_.emplace(&type, std::make_unique<MessagePlan>()).first->second;
    const bool is_request = absl::EndsWith(type.name(), "Request");
    plan.creates = is_request && (absl::StartsWith(type.name(), "Create") ||
                                  absl::StartsWith(type.name(), "BatchCreate"));
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (IsMask(field)) plan.update_mask = &field;
      if (HasBehavior(field, google::api::OUTPUT_ONLY)) continue;
      FieldPlan field_plan = PlanOf(field, is_request);
      if (NeedsCheck(field_plan)) plan.fields.push_back(std::move(field_plan));
    }
    return plan;
  }

 private:
  static bool IsMask(const FieldDescriptor& field) {
    return field.name() == "update_mask" && !field.is_repeated() &&
           field.message_type() == FieldMask::descriptor();
  }

  FieldPlan PlanOf(const FieldDescriptor& field, bool in_request) {
    FieldPlan plan;
    plan.field = &field;
    plan.rules = field.options().GetExtension(v1::rules);
    if (plan.rules.max_bytes() == 0) plan.rules.set_max_bytes(kDefaultMostBytes);
    if (plan.rules.max_items() == 0) plan.rules.set_max_items(kDefaultMostItems);
    plan.required = HasBehavior(field, google::api::REQUIRED);
    plan.identifier = HasBehavior(field, google::api::IDENTIFIER);
    plan.page_size = in_request && IsNumber(field) && field.name() == "page_size";
    plan.request_id = in_request && field.name() == "request_id" &&
                      field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    if (field.message_type() != nullptr) plan.message = &Make(*field.message_type());
    return plan;
  }

  static bool NeedsCheck(const FieldPlan& plan) {
    return plan.required || plan.page_size || plan.rules.has_min() || plan.rules.has_max() ||
           plan.field->is_repeated() || plan.message != nullptr ||
           plan.field->cpp_type() == FieldDescriptor::CPPTYPE_STRING ||
           plan.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
  }

  std::unordered_map<const Descriptor*, std::unique_ptr<MessagePlan>> plans_;
};

// The plan of a type that is compiled in, made when it is first asked for.
const MessagePlan& CompiledPlan(const Descriptor& type) {
  static auto& mutex = *new std::shared_mutex;
  static auto& plans = *new Plans;
  {
    const std::shared_lock<std::shared_mutex> lock(mutex);
    if (const MessagePlan* plan = plans.Find(type)) return *plan;
  }
  const std::unique_lock<std::shared_mutex> lock(mutex);
  return plans.Make(type);
}

// Where in the request a check stands: a field, or one item of it, in its message. Lives on the
// stack and is spelled out only for an error.
struct Place {
  const Place* parent = nullptr;
  const FieldDescriptor* field = nullptr;
  int index = -1;
};

std::string PathOf(const Place& place) {
  std::string path = place.parent == nullptr ? "" : absl::StrCat(PathOf(*place.parent), ".");
  absl::StrAppend(&path, place.field->name());
  if (place.index >= 0) absl::StrAppend(&path, "[", place.index, "]");
  return path;
}

// What holds for the part of the request that is being checked.
struct Scope {
  bool creating = false;               // the names of resources are ignored
  const FieldMask* mask = nullptr;     // of an update, else null
  const Place* resource = nullptr;     // what is updated
  const FieldPlan* through = nullptr;  // the field that holds the message being checked
};

// The path of `place` inside the resource being updated, as a mask would name it.
std::string MaskPathOf(const Place& place, const Scope& scope) {
  if (place.parent == scope.resource) return place.field->name();
  return absl::StrCat(MaskPathOf(*place.parent, scope), ".", place.field->name());
}

// Whether a REQUIRED field must be set. In an update only those must that the mask names, or, by
// an empty mask, those inside what is set.
bool IsAskedFor(const Place& place, const Scope& scope) {
  if (scope.through != nullptr) {
    const auto& may_lack = scope.through->rules.may_lack();
    if (std::find(may_lack.begin(), may_lack.end(), place.field->name()) != may_lack.end()) {
      return false;
    }
  }
  if (scope.resource == nullptr) return true;
  if (scope.mask == nullptr || scope.mask->paths().empty()) {
    return place.parent != scope.resource;
  }
  const std::string path = MaskPathOf(place, scope);
  return std::any_of(
      scope.mask->paths().begin(), scope.mask->paths().end(), [&](const std::string& named) {
        return named == "*" || named == path || absl::StartsWith(path, absl::StrCat(named, "."));
      });
}

bool IsPrintableAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isprint(static_cast<unsigned char>(c)); });
}

// What is wrong with the form of a text, as a description; empty where nothing is.
std::string FaultOfForm(const FieldPlan& plan, absl::string_view text) {
  const v1::FieldRules& rules = plan.rules;
  if (!rules.name_patterns().empty() &&
      std::none_of(rules.name_patterns().begin(), rules.name_patterns().end(),
                   [&](const std::string& pattern) {
                     return HasForm(text, pattern, rules.wildcard_parent());
                   })) {
    return absl::StrCat("must be a name like ", absl::StrJoin(rules.name_patterns(), " or "));
  }
  if (rules.chosen_id() && !IsChosenId(text)) {
    return "must be 1–63 of a–z, 0–9 and hyphen, start with a letter and not end with a hyphen";
  }
  if (rules.country_code() && !IsCountryCode(text) &&
      !(rules.or_subdivision() && IsSubdivisionCode(text))) {
    return rules.or_subdivision() ? R"(must be an ISO 3166-1 or 3166-2 code like "BY" or "RU-KRS")"
                                  : R"(must be an ISO 3166-1 alpha-2 code like "BY")";
  }
  if (rules.language_tag() && !IsLanguageTag(text)) {
    return R"(must be a BCP 47 language tag like "ru" or "zh-Hans")";
  }
  if (rules.time_zone() && !IsTimeZone(text)) {
    return R"(must be an IANA time zone like "Europe/Minsk")";
  }
  return "";
}

std::string FaultOfText(const FieldPlan& plan, absl::string_view text) {
  if (plan.request_id && (text.size() > kMostRequestIdBytes || !IsPrintableAscii(text))) {
    return absl::StrCat("must be at most ", kMostRequestIdBytes, " printable ASCII characters");
  }
  if (text.size() > static_cast<size_t>(plan.rules.max_bytes())) {
    return absl::StrCat("is ", text.size(), " bytes long; at most ", plan.rules.max_bytes(),
                        " are allowed");
  }
  // PostgreSQL cannot hold the zero character in a text.
  if (plan.field->type() == FieldDescriptor::TYPE_STRING && absl::StrContains(text, '\0')) {
    return "must not contain the zero character";
  }
  return FaultOfForm(plan, text);
}

std::string FaultOfNumber(const FieldPlan& plan, int64_t number) {
  if (plan.page_size && number < 0) return "must not be negative; 0 asks for the default";
  const v1::FieldRules& rules = plan.rules;
  const bool too_small = rules.has_min() && number < rules.min();
  const bool too_great = rules.has_max() && number > rules.max();
  if (!too_small && !too_great) return "";
  if (!rules.has_max()) return absl::StrCat("must be at least ", rules.min());
  if (!rules.has_min()) return absl::StrCat("must be at most ", rules.max());
  return absl::StrCat("must be from ", rules.min(), " to ", rules.max());
}

std::string FaultOfEnum(const EnumDescriptor& type, int number) {
  if (type.FindValueByNumber(number) != nullptr) return "";
  std::vector<absl::string_view> names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) names.push_back(type.value(i)->name());
  }
  return absl::StrCat("must be one of ", absl::StrJoin(names, ", "), "; ", number,
                      " is none of them");
}

std::string FaultOfTimestamp(const Timestamp& time) {
  if (time.seconds() >= kFirstSecond && time.seconds() <= kLastSecond && time.nanos() >= 0 &&
      time.nanos() <= kLastNano) {
    return "";
  }
  return "must be a time in the years 1 to 9999, with nanos from 0 to 999,999,999";
}

bool Precedes(const Timestamp& a, const Timestamp& b) {
  return std::make_pair(a.seconds(), a.nanos()) < std::make_pair(b.seconds(), b.nanos());
}

std::string FaultOfInterval(const google::type::Interval& interval) {
  if (interval.has_start_time() && interval.has_end_time() &&
      Precedes(interval.end_time(), interval.start_time())) {
    return "must not end before it starts";
  }
  return "";
}

// A date may be a year, a year and month, or a day of every year, as google.type.Date says.
std::string FaultOfDate(const google::type::Date& date) {
  const bool in_range = date.year() >= 0 && date.year() <= 9999 && date.month() >= 0 &&
                        date.month() <= 12 && date.day() >= 0 && date.day() <= 31;
  const bool is_whole =
      date.month() != 0 ? date.year() != 0 || date.day() != 0 : date.year() != 0 && date.day() == 0;
  if (in_range && is_whole) {
    if (date.day() == 0) return "";
    // Without a year the 29th of February is a day; 2000 had one.
    const int year = date.year() == 0 ? 2000 : date.year();
    if (absl::CivilDay(year, date.month(), date.day()).month() == date.month()) return "";
  }
  return "must be a date of the calendar, its year from 1 to 9999";
}

// What is wrong with a message of a well-known type as a whole.
std::string FaultOfMessage(const Message& message) {
  if (const auto* time = DynamicCastToGenerated<Timestamp>(&message)) {
    return FaultOfTimestamp(*time);
  }
  if (const auto* interval = DynamicCastToGenerated<google::type::Interval>(&message)) {
    return FaultOfInterval(*interval);
  }
  if (const auto* date = DynamicCastToGenerated<google::type::Date>(&message)) {
    return FaultOfDate(*date);
  }
  return "";
}

int64_t NumberIn(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.GetInt32(message, &field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(message, &field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<int64_t>(
          std::min<uint64_t>(reflection.GetUInt64(message, &field),
                             static_cast<uint64_t>(std::numeric_limits<int64_t>::max())));
    default:
      return reflection.GetInt64(message, &field);
  }
}

int64_t NumberIn(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.GetRepeatedInt32(message, &field, index);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetRepeatedUInt32(message, &field, index);
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<int64_t>(
          std::min<uint64_t>(reflection.GetRepeatedUInt64(message, &field, index),
                             static_cast<uint64_t>(std::numeric_limits<int64_t>::max())));
    default:
      return reflection.GetRepeatedInt64(message, &field, index);
  }
}

// Walks a message along its plan.
class Checker {
 public:
  explicit Checker(FieldErrors& errors) : errors_(errors) {}

  void Check(const Message& message, const MessagePlan& plan, const Place* place, Scope scope) {
    if (plan.creates) scope.creating = true;
    if (plan.update_mask != nullptr) {
      scope.mask = MaskIn(message, *plan.update_mask);
      // The request's own REQUIRED fields are asked for whatever the mask says.
      scope.resource = nullptr;
    }
    for (const FieldPlan& field : plan.fields) {
      const Place at{place, field.field};
      if (field.field->is_repeated()) {
        CheckList(message, field, at, scope, plan);
      } else {
        CheckSingle(message, field, at, scope, plan);
      }
    }
  }

 private:
  static const FieldMask* MaskIn(const Message& request, const FieldDescriptor& mask) {
    return DynamicCastToGenerated<FieldMask>(&request.GetReflection()->GetMessage(request, &mask));
  }

  // What holds inside `field` of a message.
  static Scope Inside(const FieldPlan& field, const Place& at, Scope scope,
                      const MessagePlan& holder) {
    scope.through = &field;
    if (holder.update_mask != nullptr) scope.resource = &at;
    return scope;
  }

  void CheckSingle(const Message& message, const FieldPlan& field, const Place& at,
                   const Scope& scope, const MessagePlan& holder) {
    const Reflection& reflection = *message.GetReflection();
    if (!reflection.HasField(message, field.field)) return CheckAbsent(field, at, scope);
    if (field.identifier && scope.creating) return;
    switch (field.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        Report(at,
               FaultOfText(field, reflection.GetStringReference(message, field.field, &scratch)));
        break;
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const int number = reflection.GetEnumValue(message, field.field);
        if (number == 0 && field.required) return CheckAbsent(field, at, scope);
        Report(at, FaultOfEnum(*field.field->enum_type(), number));
        break;
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        CheckMessage(reflection.GetMessage(message, field.field), field, at,
                     Inside(field, at, scope, holder));
        break;
      default:
        if (IsNumber(*field.field)) {
          Report(at, FaultOfNumber(field, NumberIn(message, *field.field)));
        }
    }
  }

  void CheckAbsent(const FieldPlan& field, const Place& at, const Scope& scope) {
    if (field.identifier && scope.resource != nullptr && at.parent == scope.resource) {
      return errors_.Add(PathOf(at), "must be set: it says what to update");
    }
    // Where 0 is allowed, a number without presence that is 0 is there.
    const bool zero_counts = field.rules.has_min() && field.rules.min() <= 0;
    if (field.required && !zero_counts && IsAskedFor(at, scope)) {
      errors_.Add(PathOf(at), "must be set");
    }
  }

  void CheckList(const Message& message, const FieldPlan& field, const Place& at,
                 const Scope& scope, const MessagePlan& holder) {
    const int size = message.GetReflection()->FieldSize(message, field.field);
    if (size == 0 && field.required && IsAskedFor(at, scope)) {
      return errors_.Add(PathOf(at), "must have at least one item");
    }
    if (size > field.rules.max_items()) {
      return errors_.Add(PathOf(at), absl::StrCat("has ", size, " items; at most ",
                                                  field.rules.max_items(), " are allowed"));
    }
    for (int i = 0; i < size; ++i) {
      CheckItem(message, field, Place{at.parent, at.field, i}, scope, holder);
    }
  }

  void CheckItem(const Message& message, const FieldPlan& field, const Place& at,
                 const Scope& scope, const MessagePlan& holder) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        Report(at, FaultOfText(field, reflection.GetRepeatedStringReference(message, field.field,
                                                                            at.index, &scratch)));
        break;
      }
      case FieldDescriptor::CPPTYPE_ENUM:
        Report(at, FaultOfEnum(*field.field->enum_type(),
                               reflection.GetRepeatedEnumValue(message, field.field, at.index)));
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        CheckMessage(reflection.GetRepeatedMessage(message, field.field, at.index), field, at,
                     Inside(field, at, scope, holder));
        break;
      default:
        if (IsNumber(*field.field)) {
          Report(at, FaultOfNumber(field, NumberIn(message, *field.field, at.index)));
        }
    }
  }

  void CheckMessage(const Message& message, const FieldPlan& field, const Place& at,
                    const Scope& scope) {
    Report(at, FaultOfMessage(message));
    Check(message, *field.message, &at, scope);
  }

  void Report(const Place& at, const std::string& fault) {
    if (!fault.empty()) errors_.Add(PathOf(at), fault);
  }

  FieldErrors& errors_;
};

}  // namespace

void CheckFields(const Message& request, FieldErrors& errors) {
  const Descriptor& type = *request.GetDescriptor();
  if (type.file()->pool() == google::protobuf::DescriptorPool::generated_pool()) {
    return Checker(errors).Check(request, CompiledPlan(type), nullptr, {});
  }
  // A type read at run time may go again, and another one come to stand at its address.
  Plans plans;
  Checker(errors).Check(request, plans.Make(type), nullptr, {});
}

void ClearOutputOnly(Message& resource) {
  const Reflection& reflection = *resource.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(resource, &set);
  for (const FieldDescriptor* field : set) {
    if (HasBehavior(*field, google::api::OUTPUT_ONLY)) {
      reflection.ClearField(&resource, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated()) {
      ClearOutputOnly(*reflection.MutableMessage(&resource, field));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      for (int i = 0; i < reflection.FieldSize(resource, field); ++i) {
        ClearOutputOnly(*reflection.MutableRepeatedMessage(&resource, field, i));
      }
    }
  }
}

bool HasSecrets(const Message& message) {
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->options().GetExtension(v1::rules).secret()) return true;
  }
  return false;
}

void ClearSecrets(Message& message) {
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->options().GetExtension(v1::rules).secret()) {
      message.GetReflection()->ClearField(&message, type.field(i));
    }
  }
}

}  // namespace plenary::base
