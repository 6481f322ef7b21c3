#include "services/server/method_access.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.pb.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::MethodOptions;
using v1::MethodAccess;

constexpr absl::string_view kOperations = "google.longrunning.Operations";

// What operations declare, whose descriptor is not ours: everybody's own.
MethodAccess AccessOfOperations() {
  MethodAccess access;
  access.set_reach(MethodAccess::ANYWHERE);
  access.set_any_role(true);
  return access;
}

bool OperationsRead(absl::string_view verb) {
  return verb == "GetOperation" || verb == "ListOperations" || verb == "WaitOperation";
}

absl::Status Wrong(const MethodDescriptor& method, absl::string_view what) {
  return absl::InternalError(absl::StrCat(method.full_name(), " ", what));
}

absl::StatusOr<FieldPath> PathIn(const MethodDescriptor& method, absl::string_view text) {
  const Descriptor* message = method.input_type();
  FieldPath path;
  for (const absl::string_view name : absl::StrSplit(text, '.')) {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->FindFieldByName(std::string(name));
    if (field == nullptr || (field->is_repeated() && !path.empty())) {
      return Wrong(method, absl::StrCat("declares access on ", text, ", which its request lacks"));
    }
    path.push_back(field);
    message = field->message_type();
  }
  if (path.back()->cpp_type() != FieldDescriptor::CPPTYPE_STRING || path.back()->is_repeated()) {
    return Wrong(method, absl::StrCat("declares access on ", text, ", which names nothing"));
  }
  return path;
}

absl::StatusOr<std::vector<FieldPath>> PathsIn(
    const MethodDescriptor& method, const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::vector<FieldPath> paths;
  paths.reserve(static_cast<size_t>(texts.size()));
  for (const std::string& text : texts) {
    PLENARY_ASSIGN_OR_RETURN(paths.emplace_back(), PathIn(method, text));
  }
  return paths;
}

bool TakesRoles(MethodAccess::Reach reach) {
  return reach != MethodAccess::SIGNED_IN && reach != MethodAccess::EVERYBODY;
}

bool NamesResources(MethodAccess::Reach reach) {
  return reach == MethodAccess::RESOURCE || reach == MethodAccess::SELF;
}

// What is wrong with a declaration by itself; empty where nothing is.
std::string FaultOf(const MethodAccess& access) {
  if (access.reach() == MethodAccess::REACH_UNSPECIFIED) return "declares no access";
  const bool has_roles = access.any_role() || !access.roles().empty();
  if (has_roles != TakesRoles(access.reach())) {
    return has_roles ? "declares roles that nobody asks for" : "declares no role";
  }
  if (access.any_role() && !access.roles().empty()) return "declares any role and some roles";
  if (NamesResources(access.reach()) == access.on().empty()) {
    return access.on().empty() ? "declares nothing that it is about" : "is about no resource";
  }
  if (access.on().empty() && !access.otherwise().empty()) return "declares otherwise without on";
  return "";
}

}  // namespace

absl::StatusOr<MethodRules> MethodRules::Of(const MethodDescriptor& method) {
  const bool is_of_operations = method.service()->full_name() == kOperations;
  const MethodAccess access =
      is_of_operations ? AccessOfOperations() : method.options().GetExtension(v1::access);
  if (const std::string fault = FaultOf(access); !fault.empty()) return Wrong(method, fault);
  MethodRules rules;
  rules.reach_ = access.reach();
  if (access.any_role()) rules.roles_ = base::RoleSet::Any();
  for (const int role : access.roles()) rules.roles_.Add(static_cast<v1::Role>(role));
  rules.reads_ = is_of_operations
                     ? OperationsRead(method.name())
                     : method.options().idempotency_level() == MethodOptions::NO_SIDE_EFFECTS;
  PLENARY_ASSIGN_OR_RETURN(rules.on_, PathsIn(method, access.on()));
  PLENARY_ASSIGN_OR_RETURN(rules.otherwise_, PathsIn(method, access.otherwise()));
  return rules;
}

absl::Status MethodRules::RoleRequired() const {
  std::vector<std::string> names;
  names.reserve(v1::Role_ARRAYSIZE);
  for (int role = v1::VIEWER; role < v1::Role_ARRAYSIZE; ++role) {
    if (roles_.Has(static_cast<v1::Role>(role))) {
      names.push_back(v1::Role_Name(static_cast<v1::Role>(role)));
    }
  }
  return base::Refuse(
      absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
      absl::StrCat("this takes one of the roles ", absl::StrJoin(names, ", "),
                   " here; ask who administers the installation, or the event, for it"),
      {{"roles", absl::StrJoin(names, ",")}});
}

absl::Status MethodRules::CheckStatically(const base::Access& access,
                                          absl::string_view user) const {
  if (access.read_only() && !reads_ && !IsForEverybody()) {
    return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                        "this credential only reads; use one that may change something");
  }
  switch (reach_) {
    case MethodAccess::INSTALLATION:
      return access.HoldsOnInstallation(roles_) ? absl::OkStatus() : RoleRequired();
    case MethodAccess::SELF:
      return !user.empty() || access.HoldsOnInstallation(roles_) ? absl::OkStatus()
                                                                 : RoleRequired();
    case MethodAccess::RESOURCE:
    case MethodAccess::ANYWHERE:
      return access.HoldsAnywhere(roles_) ? absl::OkStatus() : RoleRequired();
    default:
      return absl::OkStatus();
  }
}

}  // namespace plenary::server
