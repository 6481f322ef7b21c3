// Callers of a running server beside its first administrator, and the small world they move in.
#ifndef PLENARY_TESTS_TESTING_CALLERS_H_
#define PLENARY_TESTS_TESTING_CALLERS_H_

#include <stdexcept>
#include <string>

#include "absl/strings/str_cat.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "tests/testing/protos.h"
#include "tests/testing/running_server.h"

namespace plenary::testing {

// The answer to a call, or an exception that ends the test. `request` is a message's text.
template <class Request, class Response>
Response Answered(grpc::Channel& channel, const std::string& method, const std::string& request) {
  Response response;
  const absl::Status status = CallMethod(channel, method, Parse<Request>(request), response);
  if (!status.ok()) throw std::runtime_error(absl::StrCat(method, ": ", status.ToString()));
  return response;
}

// What the first administrator does to make a test's world. Each throws where it is refused.
class Administration {
 public:
  explicit Administration(RunningServer& server) : server_(server) {}

  // "users/ID".
  std::string User(const std::string& id) {
    return Do<v1::CreateUserRequest, v1::User>(
               "AccessService/CreateUser",
               absl::StrCat("user_id: '", id, "' user { kind: PERSON }"))
        .name();
  }
  void Disable(const std::string& user) {
    Do<v1::UpdateUserRequest, v1::User>(
        "AccessService/UpdateUser",
        absl::StrCat("user { name: '", user,
                     "' disabled: true } update_mask { paths: 'disabled' }"));
  }
  // The binding's name; `resource` empty: the installation.
  std::string Bind(const std::string& user, v1::Role role, const std::string& resource = "") {
    return Do<v1::CreateRoleBindingRequest, v1::RoleBinding>(
               "AccessService/CreateRoleBinding",
               absl::StrCat("role_binding { user: '", user, "' role: ", v1::Role_Name(role),
                            resource.empty() ? "" : absl::StrCat(" resource: '", resource, "'"),
                            " }"))
        .name();
  }
  void Unbind(const std::string& binding) {
    Do<v1::DeleteRoleBindingRequest, v1::RoleBinding>("AccessService/DeleteRoleBinding",
                                                      absl::StrCat("name: '", binding, "'"));
  }
  // A token of the user; `rest` is the text of more of its fields.
  v1::CreateApiTokenResponse Token(const std::string& user, const std::string& rest = "") {
    return Do<v1::CreateApiTokenRequest, v1::CreateApiTokenResponse>(
        "AccessService/CreateApiToken",
        absl::StrCat("parent: '", user, "' api_token { ", rest, " }"));
  }
  void Revoke(const std::string& token) {
    Do<v1::RevokeApiTokenRequest, v1::ApiToken>("AccessService/RevokeApiToken",
                                                absl::StrCat("name: '", token, "'"));
  }
  v1::CreateRegistrationLinkResponse Link(const std::string& delegation) {
    return Do<v1::CreateRegistrationLinkRequest, v1::CreateRegistrationLinkResponse>(
        "AccessService/CreateRegistrationLink",
        absl::StrCat("registration_link { delegation: '", delegation, "' }"));
  }

  // "events/ID", published; `rest` is the text of more of its fields.
  std::string Event(const std::string& id, const std::string& rest = "") {
    const std::string name =
        Do<v1::CreateEventRequest, v1::Event>(
            "EventService/CreateEvent",
            absl::StrCat("event_id: '", id,
                         "' event { kind: FORUM role: HOSTED time_zone: 'Europe/Minsk' "
                         "display_names { language: 'en' text: 'A forum' } interval { start_time { "
                         "seconds: 4000000000 } end_time { seconds: 4000100000 } } ",
                         rest, " }"))
            .name();
    Do<v1::PublishEventRequest, v1::Event>("EventService/PublishEvent",
                                           absl::StrCat("name: '", name, "'"));
    return name;
  }
  void DeleteEvent(const std::string& name) {
    Do<v1::CancelEventRequest, v1::Event>("EventService/CancelEvent",
                                          absl::StrCat("name: '", name, "' reason: 'a test'"));
    Do<v1::DeleteEventRequest, v1::Event>("EventService/DeleteEvent",
                                          absl::StrCat("name: '", name, "'"));
  }
  // "events/…/delegations/ID".
  std::string Delegation(const std::string& event, const std::string& id) {
    const std::string organization =
        Do<v1::CreateOrganizationRequest, v1::Organization>(
            "DirectoryService/CreateOrganization",
            absl::StrCat("organization_id: '", id,
                         "' organization { type: REGION display_names { language: 'en' text: '", id,
                         "' } }"))
            .name();
    return Do<v1::CreateDelegationRequest, v1::Delegation>(
               "DelegationService/CreateDelegation",
               absl::StrCat("parent: '", event, "' delegation_id: '", id,
                            "' delegation { organization: '", organization, "' }"))
        .name();
  }
  // Changes the delegation, which its event's log tells.
  void Touch(const std::string& delegation, const std::string& note) {
    Do<v1::UpdateDelegationRequest, v1::Delegation>(
        "DelegationService/UpdateDelegation",
        absl::StrCat("delegation { name: '", delegation, "' note: '", note,
                     "' } update_mask { paths: 'note' }"));
  }

 private:
  template <class Request, class Response>
  Response Do(const std::string& method, const std::string& request) {
    return Answered<Request, Response>(*server_.channel(), absl::StrCat("plenary.v1.", method),
                                       request);
  }

  RunningServer& server_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_CALLERS_H_
