// The one story of a call, told by the server and by the tests of rooms alike.
//
//   a read:   check the fields → in Store::Read { may the caller? → run the handler }
//   a change: check the fields → in one transaction { may the caller? → was this request_id
//             answered? → run the handler → append to the change log → remember the answer, without
//             its secrets } → roll back where the caller asked for validate_only
//
// So handlers know neither request_id nor validate_only. A read handler is
//   absl::StatusOr<Response> Service::Method(Tx&, const Call&, const Request&) const
// and a changing one
//   absl::StatusOr<Response> Service::Method(Change&, const Request&) const.
#ifndef PLENARY_SERVICES_STORAGE_HANDLE_H_
#define PLENARY_SERVICES_STORAGE_HANDLE_H_

#include <functional>
#include <future>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/base/ids.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::storage {

// A handler of any request: fills `response`, which is empty when it is called.
using ReadHandler = std::function<absl::Status(
    Tx&, const Call&, const google::protobuf::Message& request, google::protobuf::Message&)>;
using ChangeHandler = std::function<absl::Status(Change&, const google::protobuf::Message& request,
                                                 google::protobuf::Message& response)>;

// Who may do what, asked in the transaction of a call. Safe from several threads.
class Guard {
 public:
  virtual ~Guard() = default;
  // Before the handler, and before an answer is given again. NOT_FOUND: RESOURCE_NOT_FOUND for what
  // the caller may not see. PERMISSION_DENIED: ROLE_REQUIRED, SECRETARIAT_ONLY.
  virtual absl::Status Admit(Tx& tx, const Call& call,
                             const google::protobuf::Message& request) const = 0;
  // What the caller may be told of a refusal by the handler: names it may not see are taken out.
  virtual absl::Status Veil(Tx& tx, const Call& call, absl::Status refusal) const = 0;
  // Takes out of an answer what the caller may not see, refusals of rows among it.
  virtual absl::Status VeilAnswer(Tx& tx, const Call& call,
                                  google::protobuf::Message& response) const = 0;
};

// One call with its request and the place for its answer. All of it outlives `done`.
struct Exchange {
  const Call& call;
  const google::protobuf::Message& request;
  google::protobuf::Message& response;
  // nullptr where nothing is to be asked: the program's own calls, and callers who may see all.
  const Guard* guard = nullptr;
  // 32 bytes from outside the database that digests of requests are keyed with, so that nobody who
  // has only the database can try values of protected fields; empty: the database's own key alone.
  absl::string_view pepper = {};
};

// Answers a read. `done` is called exactly once: on the caller's stack where the request is
// malformed by itself (INVALID_ARGUMENT, INVALID_FIELDS), else on a thread of the store; there it
// must not block. `handler` outlives it.
void HandleRead(Store& store, Exchange exchange, const ReadHandler& handler, Done done);

// Answers a change, as HandleRead does. The same request_id gives the first answer again
// (REQUEST_ID_REUSED with another request). With validate_only nothing stays, a request_id
// included.
void HandleChange(Store& store, base::Random& random, Exchange exchange,
                  const ChangeHandler& handler, Done done);

// The request_id and validate_only of any request; empty and false where it has no such field.
std::string RequestIdOf(const google::protobuf::Message& request);
bool IsValidateOnly(const google::protobuf::Message& request);

// What a change will write, as far as its request tells: the partition of its `parent`, its
// `name`, or the resource it carries ("events/<event_id>" for a new event); and the directory
// where it brings new people.
Keys KeysOf(const google::protobuf::Message& request);

// A service's method as a handler. The service outlives it.
template <class Service, class Request, class Response>
ReadHandler Bind(const Service& service,
                 absl::StatusOr<Response> (Service::*method)(Tx&, const Call&, const Request&)
                     const) {
  return [&service, method](Tx& tx, const Call& call, const google::protobuf::Message& request,
                            google::protobuf::Message& response) {
    absl::StatusOr<Response> answer =
        (service.*method)(tx, call, static_cast<const Request&>(request));
    if (!answer.ok()) return std::move(answer).status();
    static_cast<Response&>(response) = *std::move(answer);
    return absl::OkStatus();
  };
}
template <class Service, class Request, class Response>
ChangeHandler Bind(const Service& service,
                   absl::StatusOr<Response> (Service::*method)(Change&, const Request&) const) {
  return [&service, method](Change& change, const google::protobuf::Message& request,
                            google::protobuf::Message& response) {
    absl::StatusOr<Response> answer =
        (service.*method)(change, static_cast<const Request&>(request));
    if (!answer.ok()) return std::move(answer).status();
    static_cast<Response&>(response) = *std::move(answer);
    return absl::OkStatus();
  };
}

// Waits for `start`, which calls the Done it is given.
template <class Start>
absl::Status Await(const Start& start) {
  std::promise<absl::Status> promise;
  start([&promise](absl::Status status) { promise.set_value(std::move(status)); });
  return promise.get_future().get();
}

// Both for tests and programs that may wait. `call.request_id` is taken from the request.
//   ChangeAndWait(store, random, {"local", "plenary.v1.EventService/CreateEvent", ""}, service,
//                 &EventService::CreateEvent, request)
template <class Service, class Request, class Response>
absl::StatusOr<Response> ReadAndWait(Store& store, const Call& call, const Service& service,
                                     absl::StatusOr<Response> (Service::*method)(Tx&, const Call&,
                                                                                 const Request&)
                                         const,
                                     const Request& request) {
  Response response;
  const ReadHandler handler = Bind(service, method);
  const absl::Status status = Await([&](Done done) {
    HandleRead(store, {call, request, response}, handler, std::move(done));
  });
  if (!status.ok()) return status;
  return response;
}
template <class Service, class Request, class Response>
absl::StatusOr<Response> ChangeAndWait(
    Store& store, base::Random& random, Call call, const Service& service,
    absl::StatusOr<Response> (Service::*method)(Change&, const Request&) const,
    const Request& request) {
  call.request_id = RequestIdOf(request);
  Response response;
  const ChangeHandler handler = Bind(service, method);
  const absl::Status status = Await([&](Done done) {
    HandleChange(store, random, {call, request, response}, handler, std::move(done));
  });
  if (!status.ok()) return status;
  return response;
}

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_HANDLE_H_
