#include "services/server/rpc_service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_method.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/server_context.h"
#include "services/base/errors.h"
#include "services/server/wire.h"
#include "services/storage/handle.h"

namespace plenary::server {
namespace {

// A client that raised its own limit on metadata says so, and then gets every field error of a
// long list.
constexpr char kMostDetailBytesKey[] = "plenary-max-details-bytes";
constexpr size_t kMostDetailBytes = 1 << 20;

size_t MostDetailBytes(const grpc::CallbackServerContext& context) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(kMostDetailBytesKey);
  size_t bytes = 0;
  if (found == metadata.end() ||
      !absl::SimpleAtoi(absl::string_view(found->second.data(), found->second.size()), &bytes)) {
    return kUsualDetailBytes;
  }
  return std::clamp(bytes, kUsualDetailBytes, kMostDetailBytes);
}

// What may be done by who need not say who it is.
const base::Access& Nobody() {
  static const auto& nobody = *new base::Access({});
  return nobody;
}

absl::Status NothingStreams(const std::string& method) {
  return absl::InternalError(absl::StrCat("nothing streams ", method));
}

}  // namespace

// One unary call, from its bytes to its answer; deletes itself once that is given.
class RpcService::UnaryCall {
 public:
  UnaryCall(Method& method, Porch& porch, grpc::CallbackServerContext* context,
            const grpc::ByteBuffer* request_bytes, grpc::ByteBuffer* response_bytes)
      : method_(method),
        porch_(porch),
        context_(context),
        reactor_(context->DefaultReactor()),
        request_bytes_(request_bytes),
        response_bytes_(response_bytes),
        started_(porch.clock.Now()),
        call_{"", method.name, ""},
        visit_{started_ + porch.options.default_deadline, "", nullptr} {}

  grpc::ServerUnaryReactor* reactor() { return reactor_; }

  void Begin() {
    if (absl::Status status = Admit(); !status.ok()) return Finish(std::move(status));
    if (!porch_.options.check_access) {
      call_.caller = kLocalCaller;
      return GoOn();
    }
    if (method_.authorizer->rules().IsForEverybody()) {
      call_.access = &Nobody();
      return GoOn();
    }
    porch_.identity.Identify(
        *context_, address_, method_.name, [this](absl::StatusOr<IdentifiedPtr> identified) {
          if (!identified.ok()) return Finish(std::move(identified).status());
          if (absl::Status status = Recognize(*std::move(identified)); !status.ok()) {
            return Finish(std::move(status));
          }
          GoOn();
        });
  }

 private:
  absl::Status Admit() {
    const int64_t running = porch_.calls_running.fetch_add(1) + 1;
    if (porch_.closing) return ShuttingDown();
    PLENARY_RETURN_IF_ERROR(CheckLimit(running, porch_.options.max_calls,
                                       v1::ERROR_REASON_SERVER_BUSY, "calls running"));
    address_ = CallerAddress(*context_, porch_.gateway_key);
    visit_.address = address_;
    return porch_.limits.TakeForAddress(address_, started_);
  }

  // The caller is known; whether it may call the method at all.
  absl::Status Recognize(IdentifiedPtr identified) {
    identified_ = std::move(identified);
    const access::Caller& caller = identified_->caller;
    call_.caller = caller.name;
    call_.access = &caller.access;
    visit_.caller = &caller;
    const MethodRules& rules = method_.authorizer->rules();
    PLENARY_RETURN_IF_ERROR(rules.CheckStatically(caller.access, caller.user));
    guard_ = method_.authorizer->For(caller.access);
    return porch_.limits.TakeForCaller(caller.name, rules.reads(), started_);
  }

  void GoOn() {
    request_.reset(method_.binding->request->New());
    response_.reset(method_.binding->response->New());
    const auto most = static_cast<size_t>(porch_.options.max_message_bytes);
    if (absl::Status status = Parse(*request_bytes_, most, *request_); !status.ok()) {
      return Finish(std::move(status));
    }
    call_.request_id = storage::RequestIdOf(*request_);
    absl::visit([this](const auto& handler) { Answer(handler); }, method_.binding->handler);
  }

  storage::Exchange Exchanged() const {
    return {call_, *request_, *response_, guard_, porch_.vault.pepper()};
  }

  // Whether the answer is still of use; asked when the call's turn has come.
  absl::Status StillWanted() const {
    if (context_->IsCancelled()) {
      return base::Refuse(absl::StatusCode::kCancelled, v1::ERROR_REASON_SERVER_BUSY,
                          "the caller went away before the call's turn came; nothing was done");
    }
    if (porch_.clock.Now() - started_ > porch_.options.default_deadline) {
      return base::Refuse(absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_SERVER_BUSY,
                          "the call waited too long for its turn; nothing was done");
    }
    return absl::OkStatus();
  }

  void Answer(const storage::ReadHandler& handler) {
    read_ = [this, &handler](storage::Tx& tx, const storage::Call& call,
                             const google::protobuf::Message& request,
                             google::protobuf::Message& response) {
      PLENARY_RETURN_IF_ERROR(StillWanted());
      return handler(tx, call, request, response);
    };
    storage::HandleRead(porch_.store, Exchanged(), read_,
                        [this](absl::Status status) { Finish(std::move(status)); });
  }

  void Answer(const storage::ChangeHandler& handler) {
    change_ = [this, &handler](storage::Change& change, const google::protobuf::Message& request,
                               google::protobuf::Message& response) {
      PLENARY_RETURN_IF_ERROR(StillWanted());
      return handler(change, request, response);
    };
    storage::HandleChange(porch_.store, porch_.random, Exchanged(), change_,
                          [this](absl::Status status) {
                            if (status.ok() && method_.binding->committed) {
                              method_.binding->committed();
                            }
                            Finish(std::move(status));
                          });
  }

  void Answer(const DirectHandler& handler) {
    handler(Exchanged(), visit_, [this](absl::Status status) { Finish(std::move(status)); });
  }

  void Finish(absl::Status status) {
    status = WithReason(std::move(status));
    if (status.ok()) *response_bytes_ = Serialize(*response_);
    const absl::Time now = porch_.clock.Now();
    method_.stats.Count(status.code(), now - started_);
    if (absl::IsPermissionDenied(status)) ++porch_.denied;
    porch_.log.Answered(call_, now, now - started_, status);
    // Before the answer leaves, so that a caller who gets it may call again at once.
    porch_.calls_running.fetch_sub(1);
    reactor_->Finish(status.ok() ? grpc::Status::OK
                                 : ToGrpcStatus(ForStrangers(status, call_.request_id),
                                                MostDetailBytes(*context_)));
    delete this;
  }

  Method& method_;
  Porch& porch_;
  grpc::CallbackServerContext* const context_;
  grpc::ServerUnaryReactor* const reactor_;
  const grpc::ByteBuffer* const request_bytes_;
  grpc::ByteBuffer* const response_bytes_;
  const absl::Time started_;
  std::string address_;
  IdentifiedPtr identified_;
  const storage::Guard* guard_ = nullptr;
  storage::Call call_;
  Visit visit_;
  std::unique_ptr<google::protobuf::Message> request_;
  std::unique_ptr<google::protobuf::Message> response_;
  storage::ReadHandler read_;
  storage::ChangeHandler change_;
};

absl::StatusOr<std::unique_ptr<RpcService>> RpcService::Make(
    const google::protobuf::ServiceDescriptor& service, const Bindings& bindings,
    const StreamHandlers& streams, Porch& porch) {
  auto served = std::unique_ptr<RpcService>(new RpcService(porch));
  for (int i = 0; i < service.method_count(); ++i) {
    const google::protobuf::MethodDescriptor& descriptor = *service.method(i);
    Method& method = *served->methods_.emplace_back(std::make_unique<Method>());
    method.name = FullName(descriptor);
    method.path = absl::StrCat("/", method.name);
    method.authorizer = porch.authorizers.Find(method.name);
    if (method.authorizer == nullptr) {
      return absl::InternalError(absl::StrCat("nobody says who may call ", method.name));
    }
    if (descriptor.server_streaming()) {
      const auto stream = streams.out.find(method.name);
      if (stream == streams.out.end()) return NothingStreams(method.name);
      served->AddStreamOut(method, stream->second);
    } else if (descriptor.client_streaming()) {
      const auto stream = streams.in.find(method.name);
      if (stream == streams.in.end()) return NothingStreams(method.name);
      served->AddStreamIn(method, stream->second);
    } else {
      PLENARY_ASSIGN_OR_RETURN(method.binding, bindings.Find(descriptor));
      served->AddUnary(method);
    }
  }
  return served;
}

void RpcService::AddUnary(Method& method) {
  const int index = static_cast<int>(methods_.size()) - 1;
  AddMethod(new grpc::internal::RpcServiceMethod(method.path.c_str(),
                                                 grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
  MarkMethodRawCallback(
      index, new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                 [this, &method](grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
                   auto* call = new UnaryCall(method, porch_, context, request, response);
                   grpc::ServerUnaryReactor* reactor = call->reactor();
                   call->Begin();
                   return reactor;
                 }));
}

void RpcService::AddStreamOut(Method& method, const StreamOutHandler& handler) {
  const int index = static_cast<int>(methods_.size()) - 1;
  AddMethod(new grpc::internal::RpcServiceMethod(
      method.path.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING, nullptr));
  MarkMethodRawCallback(
      index, new grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                 [&method, handler](grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* request) {
                   return handler(context, request, method.stats);
                 }));
}

void RpcService::AddStreamIn(Method& method, const StreamInHandler& handler) {
  const int index = static_cast<int>(methods_.size()) - 1;
  AddMethod(new grpc::internal::RpcServiceMethod(
      method.path.c_str(), grpc::internal::RpcMethod::CLIENT_STREAMING, nullptr));
  MarkMethodRawCallback(
      index,
      new grpc::internal::CallbackClientStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
          [&method, handler](grpc::CallbackServerContext* context, grpc::ByteBuffer* response) {
            return handler(context, response, method.stats);
          }));
}

void RpcService::AddCalls(v1::ServerStatus& status) const {
  for (const auto& method : methods_) *status.add_methods() = method->stats.Snapshot(method->name);
}

}  // namespace plenary::server
