#include "services/server/request_names.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/protobuf/field_mask.pb.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/options.pb.h"
#include "services/base/field_behavior.h"
#include "services/server/sight.h"

namespace plenary::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr absl::string_view kFiles = "files/";
constexpr absl::string_view kOperations = "operations/";

// The requests of google.longrunning.Operations declare no patterns.
bool NamesOperation(const FieldDescriptor& field) {
  return field.name() == "name" && field.file()->package() == "google.longrunning" &&
         field.containing_type()->name() != "ListOperationsRequest";
}

bool IsName(const FieldDescriptor& field) {
  // Whoever gives a role in an event may give it to anybody.
  static const FieldDescriptor* const kWhoGetsRole =
      v1::RoleBinding::descriptor()->FindFieldByNumber(v1::RoleBinding::kUserFieldNumber);
  if (&field == kWhoGetsRole) return false;
  return field.options().GetExtension(v1::rules).name_patterns_size() > 0 || NamesOperation(field);
}

// Whether a field of `message`, which stands in `holder`, says who at an event is asked for a
// meeting. Who asks may see nothing else of them.
bool NamesAsked(const Message& message, const FieldDescriptor& field,
                const FieldDescriptor* holder) {
  static const FieldDescriptor* const kParty =
      v1::MeetingRequest::Side::descriptor()->FindFieldByNumber(
          v1::MeetingRequest::Side::kPartyFieldNumber);
  static const FieldDescriptor* const kTo =
      v1::MeetingRequest::descriptor()->FindFieldByNumber(v1::MeetingRequest::kToFieldNumber);
  return &field == kParty && holder == kTo &&
         absl::StartsWith(message.GetReflection()->GetString(message, &field), "events/");
}

bool IsOwned(const FieldDescriptor& field) {
  if (NamesOperation(field)) return true;
  const auto& patterns = field.options().GetExtension(v1::rules).name_patterns();
  return std::any_of(patterns.begin(), patterns.end(), [](const std::string& pattern) {
    return absl::StartsWith(pattern, kFiles) || absl::StartsWith(pattern, kOperations);
  });
}

bool NamesClassified(const FieldDescriptor& field) {
  const auto& patterns = field.options().GetExtension(v1::rules).name_patterns();
  return std::any_of(patterns.begin(), patterns.end(),
                     [](const std::string& pattern) { return MayBeClassified(pattern); });
}

bool IsWildcard(absl::string_view name) {
  return name == "-" || absl::EndsWith(name, "/-") || absl::StrContains(name, "/-/");
}

bool IsSet(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

// What a mask says of the resource that is updated.
class Mask {
 public:
  explicit Mask(const FieldMask& mask) {
    fields_.reserve(static_cast<size_t>(mask.paths_size()));
    for (const std::string& path : mask.paths()) {
      if (path == "*") names_all_ = true;
      fields_.push_back(path.substr(0, path.find('.')));
    }
  }
  // Whether what the resource has in `field` counts.
  bool Takes(const FieldDescriptor& field) const {
    return fields_.empty() || names_all_ || Names(field);
  }
  // Whether the field is written even where it is not set.
  bool Clears(const FieldDescriptor& field) const { return names_all_ || Names(field); }

 private:
  bool Names(const FieldDescriptor& field) const {
    return std::find(fields_.begin(), fields_.end(), field.name()) != fields_.end();
  }

  std::vector<std::string> fields_;
  bool names_all_ = false;
};

}  // namespace

// One field that matters.
struct RequestNames::Field {
  const FieldDescriptor* field = nullptr;
  bool is_name = false;
  bool is_identifier = false;
  bool is_secretariats = false;
  const Plan* message = nullptr;  // what matters inside it
};

// One walk through a request.
class RequestNames::Walk {
 public:
  explicit Walk(const RequestNames& names) : names_(names) {}

  void Through(const Message& request) {
    if (names_.plan_->update_mask != nullptr) {
      mask_.emplace(static_cast<const FieldMask&>(
          request.GetReflection()->GetMessage(request, names_.plan_->update_mask)));
    }
    Enter(request, *names_.plan_, nullptr);
  }

  std::vector<absl::string_view> named;
  std::vector<std::string> secretariats;

 private:
  // A field, or one item of it, that the walk is in. Spelled out only where somebody is told.
  struct Place {
    const Place* parent = nullptr;
    const FieldDescriptor* field = nullptr;
    int index = -1;
  };

  static std::string PathOf(const Place& place) {
    return absl::StrCat(place.parent == nullptr ? "" : absl::StrCat(PathOf(*place.parent), "."),
                        place.field->name(),
                        place.index < 0 ? "" : absl::StrCat("[", place.index, "]"));
  }

  void Enter(const Message& message, const Plan& plan, const Place* at) {
    // The mask is of what stands directly in the request.
    const Mask* mask =
        mask_.has_value() && at != nullptr && at->parent == nullptr ? &*mask_ : nullptr;
    for (const Field& field : plan.fields) {
      if (field.is_identifier) {
        if (at != nullptr && IsOfExisting(*at->field)) Take(message, *field.field);
        continue;
      }
      if (mask != nullptr && !mask->Takes(*field.field)) continue;
      const bool is_set = IsSet(message, *field.field);
      if (field.is_secretariats && (is_set || (mask != nullptr && mask->Clears(*field.field)))) {
        secretariats.push_back(PathOf({at, field.field}));
      }
      if (!is_set) continue;
      const bool is_asked = NamesAsked(message, *field.field, at == nullptr ? nullptr : at->field);
      if (field.is_name && !is_asked) Take(message, *field.field);
      if (field.message != nullptr) EnterField(message, field, at);
    }
  }

  void EnterField(const Message& message, const Field& field, const Place* at) {
    const Reflection& reflection = *message.GetReflection();
    Place here{at, field.field};
    if (!field.field->is_repeated()) {
      return Enter(reflection.GetMessage(message, field.field), *field.message, &here);
    }
    for (here.index = 0; here.index < reflection.FieldSize(message, field.field); ++here.index) {
      Enter(reflection.GetRepeatedMessage(message, field.field, here.index), *field.message, &here);
    }
  }

  // Whether the message in a field says by its own name what is there already.
  bool IsOfExisting(const FieldDescriptor& holder) const {
    const auto& holders = names_.holders_of_existing_;
    return std::find(holders.begin(), holders.end(), &holder) != holders.end();
  }

  void Take(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    std::string scratch;  // generated messages give references to their own texts
    if (!field.is_repeated()) {
      return TakeName(reflection.GetStringReference(message, &field, &scratch));
    }
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      TakeName(reflection.GetRepeatedStringReference(message, &field, i, &scratch));
    }
  }
  void TakeName(const std::string& name) {
    if (!name.empty() && !IsWildcard(name)) named.emplace_back(name);
  }

  const RequestNames& names_;
  absl::optional<Mask> mask_;  // of an update
};

RequestNames::RequestNames(const Descriptor& request, const std::vector<FieldPath>& on) {
  // Not before: making it notes what else there is in members that come after it.
  plan_ = Make(request);
  for (const FieldPath& path : on) {
    if (path.size() > 1) holders_of_existing_.push_back(path[path.size() - 2]);
  }
  for (int i = 0; plan_->update_mask != nullptr && i < request.field_count(); ++i) {
    if (request.field(i)->message_type() != nullptr) {
      holders_of_existing_.push_back(request.field(i));
    }
  }
}

RequestNames::~RequestNames() = default;

RequestNames::Field RequestNames::FieldOf(const FieldDescriptor& field) {
  Field made;
  made.field = &field;
  made.is_name = IsName(field);
  made.is_identifier = made.is_name && base::HasBehavior(field, google::api::IDENTIFIER);
  made.is_secretariats = field.options().GetExtension(v1::rules).secretariat();
  if (field.message_type() != nullptr && !field.is_map())
    made.message = Make(*field.message_type());
  has_owned_ = has_owned_ || IsOwned(field);
  has_classified_ = has_classified_ || NamesClassified(field);
  has_secretariat_fields_ = has_secretariat_fields_ || made.is_secretariats;
  return made;
}

const RequestNames::Plan* RequestNames::Make(const Descriptor& type) {
  const auto [found, is_new] = plans_.try_emplace(&type);
  if (!is_new) return found->second.get();
  // It is there before its fields are, since a type may hold itself.
  found->second = std::make_unique<Plan>();
  Plan& plan = *found->second;
  plan.is_complete = false;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.message_type() == FieldMask::descriptor()) {
      if (field.name() == "update_mask") plan.update_mask = &field;
      continue;
    }
    if (base::HasBehavior(field, google::api::OUTPUT_ONLY)) continue;
    const Field made = FieldOf(field);
    const bool has_inside =
        made.message != nullptr && !(made.message->is_complete && made.message->fields.empty());
    if (made.is_name || made.is_secretariats || has_inside) plan.fields.push_back(made);
  }
  plan.is_complete = true;
  return &plan;
}

std::vector<absl::string_view> RequestNames::In(const Message& request) const {
  Walk walk(*this);
  walk.Through(request);
  return std::move(walk.named);
}

std::vector<std::string> RequestNames::SecretariatFieldsIn(const Message& request) const {
  Walk walk(*this);
  walk.Through(request);
  return std::move(walk.secretariats);
}

}  // namespace plenary::server
