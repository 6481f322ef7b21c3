// Who may call a method, as its descriptor declares it (plenary.v1.access in options.proto).
#ifndef PLENARY_SERVICES_SERVER_METHOD_ACCESS_H_
#define PLENARY_SERVICES_SERVER_METHOD_ACCESS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "plenary/v1/options.pb.h"
#include "services/base/access.h"

namespace plenary::server {

// A field inside a message, from the outside in. Only the first may be a list.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// The declaration of one method. Immutable.
class MethodRules {
 public:
  // INTERNAL where the method declares nothing, or what cannot be held to: no reach, no role where
  // one is needed, a path that its request does not have.
  static absl::StatusOr<MethodRules> Of(const google::protobuf::MethodDescriptor& method);

  v1::MethodAccess::Reach reach() const { return reach_; }
  base::RoleSet roles() const { return roles_; }
  // Whether it changes nothing, so that a credential that only reads may be used for it.
  bool reads() const { return reads_; }
  // What the call is about.
  const std::vector<FieldPath>& on() const { return on_; }
  const std::vector<FieldPath>& otherwise() const { return otherwise_; }

  // Whether nobody needs to prove anything.
  bool IsForEverybody() const { return reach_ == v1::MethodAccess::EVERYBODY; }

  // What can be told before the request is read. `user` is the caller's, "users/…", empty where it
  // has none. PERMISSION_DENIED: ROLE_REQUIRED.
  absl::Status CheckStatically(const base::Access& access, absl::string_view user) const;

  // PERMISSION_DENIED: ROLE_REQUIRED, with the roles that the method takes.
  absl::Status RoleRequired() const;

 private:
  MethodRules() = default;

  v1::MethodAccess::Reach reach_ = v1::MethodAccess::REACH_UNSPECIFIED;
  base::RoleSet roles_;
  bool reads_ = false;
  std::vector<FieldPath> on_;
  std::vector<FieldPath> otherwise_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_METHOD_ACCESS_H_
