// The authorizer of every method.
#ifndef PLENARY_SERVICES_SERVER_AUTHORIZERS_H_
#define PLENARY_SERVICES_SERVER_AUTHORIZERS_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "services/base/errors.h"
#include "services/server/authorizer.h"
#include "services/server/bindings.h"

namespace plenary::server {

// By full name: "plenary.v1.EventService/GetEvent". Immutable.
class Authorizers {
 public:
  // INTERNAL where a method does not declare who may call it.
  static absl::StatusOr<Authorizers> Of(
      const std::vector<const google::protobuf::ServiceDescriptor*>& services) {
    Authorizers all;
    for (const auto* service : services) {
      for (int i = 0; i < service->method_count(); ++i) {
        const google::protobuf::MethodDescriptor& method = *service->method(i);
        PLENARY_ASSIGN_OR_RETURN(all.by_method_[FullName(method)], Authorizer::Make(method));
      }
    }
    return all;
  }

  // nullptr where no service has such a method.
  const Authorizer* Find(const std::string& method) const {
    const auto found = by_method_.find(method);
    return found == by_method_.end() ? nullptr : found->second.get();
  }

 private:
  std::map<std::string, std::unique_ptr<Authorizer>> by_method_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_AUTHORIZERS_H_
