// Who may do what, asked in the transaction of a call.
#ifndef PLENARY_SERVICES_SERVER_AUTHORIZER_H_
#define PLENARY_SERVICES_SERVER_AUTHORIZER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/base/access.h"
#include "services/server/method_access.h"
#include "services/server/request_names.h"
#include "services/server/sight.h"
#include "services/storage/handle.h"

namespace plenary::server {

// The guard of one method. What is to be looked for in its requests is settled when it is made.
// Immutable.
//
// A caller without a role on what a call is about gets PERMISSION_DENIED where it sees that, and
// NOT_FOUND, in the words for what does not exist, where it does not. Everything else that a
// request names must be seen, too.
class Authorizer : public storage::Guard {
 public:
  // INTERNAL as MethodRules::Of.
  static absl::StatusOr<std::unique_ptr<Authorizer>> Make(
      const google::protobuf::MethodDescriptor& method);

  const MethodRules& rules() const { return rules_; }

  // Whom to ask about a call with `access` that passed MethodRules::CheckStatically: this guard, or
  // nullptr where a role on the installation has answered everything.
  const storage::Guard* For(const base::Access& access) const;

  // Calls without access are the program's own and pass.
  absl::Status Admit(storage::Tx& tx, const storage::Call& call,
                     const google::protobuf::Message& request) const override;
  absl::Status Veil(storage::Tx& tx, const storage::Call& call,
                    absl::Status refusal) const override;
  absl::Status VeilAnswer(storage::Tx& tx, const storage::Call& call,
                          google::protobuf::Message& response) const override;

 private:
  Authorizer(MethodRules rules, const google::protobuf::MethodDescriptor& method);

  // The resources the call is about; an empty name: the installation.
  std::vector<std::string> TargetsOf(const google::protobuf::Message& request) const;
  absl::Status AdmitTargets(Lookup& lookup, const Sight& sight,
                            const std::vector<std::string>& targets) const;

  const MethodRules rules_;
  const RequestNames names_;
  const bool answers_hold_refusals_;
  const bool answers_hold_positions_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_AUTHORIZER_H_
