#include "services/server/authorizer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/errors.h"
#include "services/server/veil.h"

namespace plenary::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using storage::Call;
using storage::Tx;
using v1::MethodAccess;

// The text at the end of `path`, from its field number `at` on; empty where there is none.
std::string TextAt(const Message& message, const FieldPath& path, size_t at) {
  const FieldDescriptor* field = path[at];
  if (at + 1 == path.size()) return message.GetReflection()->GetString(message, field);
  return TextAt(message.GetReflection()->GetMessage(message, field), path, at + 1);
}

// The texts at the ends of those of `paths` that lead through the same first field.
void AddTexts(const Message& request, const std::vector<FieldPath>& paths,
              const FieldDescriptor& first, std::vector<std::string>& texts) {
  const google::protobuf::Reflection& reflection = *request.GetReflection();
  // An item is about whatever one of the paths finds in it.
  for (int i = 0; i < reflection.FieldSize(request, &first); ++i) {
    const Message& item = reflection.GetRepeatedMessage(request, &first, i);
    std::string found;
    for (const FieldPath& path : paths) {
      if (path.front() == &first && found.empty()) found = TextAt(item, path, 1);
    }
    texts.push_back(std::move(found));
  }
}

// Whether a message holds one of the type `wanted`, as far as its own type says.
bool MayHold(const google::protobuf::Descriptor& type, const google::protobuf::Descriptor& wanted,
             std::vector<const google::protobuf::Descriptor*>& looked_at) {
  if (&type == &wanted) return true;
  if (std::find(looked_at.begin(), looked_at.end(), &type) != looked_at.end()) return false;
  looked_at.push_back(&type);
  for (int i = 0; i < type.field_count(); ++i) {
    const google::protobuf::Descriptor* inside = type.field(i)->message_type();
    if (inside != nullptr && MayHold(*inside, wanted, looked_at)) return true;
  }
  return false;
}

bool MayHold(const google::protobuf::Descriptor& type, const google::protobuf::Descriptor& wanted) {
  std::vector<const google::protobuf::Descriptor*> looked_at;
  return MayHold(type, wanted, looked_at);
}

absl::Status SecretariatOnly(const std::string& field) {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_SECRETARIAT_ONLY,
                      absl::StrCat(field,
                                   " is set by the secretariat alone; leave it out, and "
                                   "name the fields you change in the update_mask"),
                      {{"field", field}});
}

// Whether the caller is the secretariat of all `targets`. These tell by their names in which event
// they lie.
bool IsSecretariatOf(const base::Access& access, const std::vector<std::string>& targets) {
  return std::all_of(targets.begin(), targets.end(), [&](const std::string& target) {
    return base::IsSecretariat(&access, target);
  });
}

}  // namespace

Authorizer::Authorizer(MethodRules rules, const google::protobuf::MethodDescriptor& method)
    : rules_(std::move(rules)),
      names_(*method.input_type(), rules_.on()),
      answers_hold_refusals_(MayHold(*method.output_type(), *google::rpc::Status::descriptor())),
      answers_hold_positions_(MayHold(*method.output_type(), *v1::Position::descriptor())) {}

absl::StatusOr<std::unique_ptr<Authorizer>> Authorizer::Make(
    const google::protobuf::MethodDescriptor& method) {
  PLENARY_ASSIGN_OR_RETURN(MethodRules rules, MethodRules::Of(method));
  return std::unique_ptr<Authorizer>(new Authorizer(std::move(rules), method));
}

const storage::Guard* Authorizer::For(const base::Access& access) const {
  const bool takes_no_role =
      rules_.reach() == MethodAccess::EVERYBODY || rules_.reach() == MethodAccess::SIGNED_IN;
  if (takes_no_role) return nullptr;
  const bool may_set_all =
      !names_.has_secretariat_fields() || access.HoldsOnInstallation(base::kSecretariat);
  const bool holds = access.HoldsOnInstallation(rules_.roles());
  const bool may_be_hidden = names_.has_classified() || answers_hold_positions_;
  const bool sees_all = !may_be_hidden || base::IsClearedFor(&access, v1::SECRET);
  return holds && may_set_all && !names_.has_owned() && sees_all ? nullptr : this;
}

std::vector<std::string> Authorizer::TargetsOf(const Message& request) const {
  std::vector<std::string> targets;
  const FieldDescriptor* list = nullptr;
  for (const FieldPath& path : rules_.on()) {
    if (!path.front()->is_repeated()) {
      targets.push_back(TextAt(request, path, 0));
    } else if (path.front() != list) {
      list = path.front();
      AddTexts(request, rules_.on(), *list, targets);
    }
  }
  const auto named = std::stable_partition(targets.begin(), targets.end(),
                                           [](const std::string& name) { return !name.empty(); });
  if (named == targets.end() && !targets.empty()) return targets;
  // What names nothing is about what is named otherwise, or about the installation.
  targets.erase(named, targets.end());
  for (const FieldPath& path : rules_.otherwise()) targets.push_back(TextAt(request, path, 0));
  if (rules_.otherwise().empty()) targets.emplace_back();
  return targets;
}

absl::Status Authorizer::AdmitTargets(Lookup& lookup, const Sight& sight,
                                      const std::vector<std::string>& targets) const {
  for (const std::string& target : targets) {
    if (rules_.reach() == MethodAccess::SELF && sight.IsSelf(target)) continue;
    PLENARY_ASSIGN_OR_RETURN(const bool holds, lookup.Holds(rules_.roles(), target));
    if (!holds) return rules_.RoleRequired();
  }
  return absl::OkStatus();
}

absl::Status Authorizer::Admit(Tx& tx, const Call& call, const Message& request) const {
  if (call.access == nullptr) return absl::OkStatus();
  const Sight sight(*call.access, call.caller);
  Lookup lookup(tx, sight);
  const std::vector<absl::string_view> names = names_.In(request);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<bool> seen, lookup.WhichAreSeen(names));
  const auto hidden = std::find(seen.begin(), seen.end(), false);
  if (hidden != seen.end()) {
    return base::NotFound(names[static_cast<size_t>(hidden - seen.begin())]);
  }
  if (rules_.on().empty()) return absl::OkStatus();
  const std::vector<std::string> targets = TargetsOf(request);
  PLENARY_RETURN_IF_ERROR(AdmitTargets(lookup, sight, targets));
  if (!names_.has_secretariat_fields() || IsSecretariatOf(*call.access, targets)) {
    return absl::OkStatus();
  }
  const std::vector<std::string> fields = names_.SecretariatFieldsIn(request);
  return fields.empty() ? absl::OkStatus() : SecretariatOnly(fields.front());
}

absl::Status Authorizer::Veil(Tx& tx, const Call& call, absl::Status refusal) const {
  if (call.access == nullptr) return refusal;
  const Sight sight(*call.access, call.caller);
  google::rpc::Status told = base::ToRpcStatus(refusal);
  PLENARY_RETURN_IF_ERROR(VeilEach(tx, sight, {&told}));
  return base::FromRpcStatus(told);
}

absl::Status Authorizer::VeilAnswer(Tx& tx, const Call& call, Message& response) const {
  if (call.access == nullptr) return absl::OkStatus();
  // An answer that was kept may be of a time when the caller was cleared for more.
  if (answers_hold_positions_) PLENARY_RETURN_IF_ERROR(CheckCleared(*call.access, response));
  if (!answers_hold_refusals_) return absl::OkStatus();
  const Sight sight(*call.access, call.caller);
  const std::vector<google::rpc::Status*> refusals = RefusalsIn(response);
  return refusals.empty() ? absl::OkStatus() : VeilEach(tx, sight, refusals);
}

}  // namespace plenary::server
