#include "services/server/operations.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/time_util.h"
#include "services/access/resolve.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

using google::longrunning::Operation;

// How long work that met with trouble is left alone.
constexpr absl::Duration kPause = absl::Seconds(1);

// Trouble that passes: the work goes on later, from where it was kept.
bool Passes(const absl::Status& status) {
  if (absl::IsResourceExhausted(status)) {
    const v1::ErrorReason reason = base::ReasonOf(status);
    return reason == v1::ERROR_REASON_SERVER_BUSY || reason == v1::ERROR_REASON_DISK_FULL;
  }
  return absl::IsUnavailable(status) || absl::IsAborted(status);
}

absl::Status Cancelled() {
  return base::Refuse(absl::StatusCode::kCancelled, v1::ERROR_REASON_WRONG_STATE,
                      "the operation was cancelled");
}

// Whether the operations of others are the caller's business, too.
bool SeesAll(const storage::Call& call) {
  return call.access == nullptr || call.access->HoldsOnInstallation({v1::ADMINISTRATOR});
}

// The message that was packed; nullptr where this program does not know its type.
std::unique_ptr<google::protobuf::Message> Unpack(const google::protobuf::Any& packed) {
  std::string type;
  if (!google::protobuf::Any::ParseAnyTypeUrl(packed.type_url(), &type)) return nullptr;
  const auto* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return nullptr;
  std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  if (!packed.UnpackTo(message.get())) return nullptr;
  return message;
}

absl::Status Unknown(const std::string& method) {
  return base::Refuse(absl::StatusCode::kUnimplemented, v1::ERROR_REASON_INTERNAL,
                      absl::StrCat("this server does not know how to go on with ", method));
}

}  // namespace

// A call that waits for an operation.
struct Operations::Waiter {
  std::string name;
  absl::Time until;
  storage::Exchange exchange;
  storage::Done done;
};

Operations::Operations(Porch& porch, LongWorks works)
    : porch_(porch),
      works_(std::move(works)),
      owner_(absl::BytesToHexString(porch.random.Bytes(16))) {}

absl::StatusOr<Operation> Operations::GetOperation(
    storage::Tx& tx, const storage::Call&,
    const google::longrunning::GetOperationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      storage::StoredOperation stored,
      storage::Existing(storage::FindOperation(tx, request.name()), request.name()));
  return std::move(*stored.mutable_operation());
}

absl::StatusOr<google::longrunning::ListOperationsResponse> Operations::ListOperations(
    storage::Tx& tx, const storage::Call& call,
    const google::longrunning::ListOperationsRequest& request) const {
  base::ListRequest list;
  list.caller = call.caller;
  list.parent = request.name();
  list.filter = request.filter();
  list.page_size = request.page_size();
  list.page_token = request.page_token();
  std::string scope = "id <> ''";
  std::vector<base::SqlValue> scope_params;
  if (!SeesAll(call)) {
    scope = "caller = $1";
    scope_params.emplace_back(call.caller);
  }
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(storage::OperationsSpec(), list, scope,
                                          std::move(scope_params), porch_.sealer, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(storage::Page<storage::StoredOperation> page,
                           storage::ReadOperations(tx, query, porch_.sealer));
  google::longrunning::ListOperationsResponse response;
  for (storage::StoredOperation& stored : page.resources) {
    *response.add_operations() = std::move(*stored.mutable_operation());
  }
  response.set_next_page_token(page.next_page_token);
  return response;
}

absl::StatusOr<google::protobuf::Empty> Operations::CancelOperation(
    storage::Change& change, const google::longrunning::CancelOperationRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(storage::FindOperation(change.tx(), request.name()), request.name())
          .status());
  PLENARY_RETURN_IF_ERROR(storage::AskToCancel(change.tx(), request.name()));
  return google::protobuf::Empty();
}

absl::StatusOr<google::protobuf::Empty> Operations::DeleteOperation(
    storage::Change& change, const google::longrunning::DeleteOperationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const storage::StoredOperation stored,
      storage::Existing(storage::FindOperation(change.tx(), request.name()), request.name()));
  if (!stored.operation().done()) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                        absl::StrCat(request.name(), " is under way; cancel it first"),
                        {{"state", "RUNNING"}});
  }
  PLENARY_ASSIGN_OR_RETURN(const std::string method,
                           storage::RemoveOperation(change.tx(), request.name()));
  if (storage::LongWork* work = WorkOf(method)) {
    PLENARY_RETURN_IF_ERROR(work->Forget(change.tx(), request.name()));
  }
  return google::protobuf::Empty();
}

void Operations::WaitOperation(storage::Exchange exchange, absl::Time until, storage::Done done) {
  const auto& request =
      static_cast<const google::longrunning::WaitOperationRequest&>(exchange.request);
  if (request.has_timeout()) {
    using google::protobuf::util::TimeUtil;
    const auto timeout = absl::Microseconds(TimeUtil::DurationToMicroseconds(request.timeout()));
    until = std::min(until, porch_.clock.Now() + timeout);
  }
  LookAgain(std::make_shared<Waiter>(Waiter{request.name(), until, exchange, std::move(done)}));
}

void Operations::LookAgain(const std::shared_ptr<Waiter>& waiter) {
  auto found = std::make_shared<storage::StoredOperation>();
  porch_.store.Read(
      [waiter, found](storage::Tx& tx) {
        const storage::Exchange& exchange = waiter->exchange;
        if (exchange.guard != nullptr) {
          PLENARY_RETURN_IF_ERROR(exchange.guard->Admit(tx, exchange.call, exchange.request));
        }
        PLENARY_ASSIGN_OR_RETURN(
            *found, storage::Existing(storage::FindOperation(tx, waiter->name), waiter->name));
        return absl::OkStatus();
      },
      [this, waiter, found](absl::Status status) {
        if (!status.ok()) return waiter->done(std::move(status));
        if (found->operation().done() || porch_.closing || porch_.clock.Now() >= waiter->until) {
          waiter->exchange.response.CopyFrom(found->operation());
          return waiter->done(absl::OkStatus());
        }
        const std::lock_guard<std::mutex> lock(mutex_);
        waiters_.push_back(waiter);
      });
}

void Operations::AnswerWaiters() {
  std::vector<std::shared_ptr<Waiter>> waiters;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiters.swap(waiters_);
  }
  for (const auto& waiter : waiters) LookAgain(waiter);
}

absl::StatusOr<absl::optional<storage::Claim>> Operations::ClaimNext() {
  absl::optional<storage::Claim> claim;
  // Most of the time there is none, which a read finds out without a commit.
  bool is_any = false;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(porch_.store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(is_any, storage::HasUnclaimed(tx, porch_.clock.Now()));
    return absl::OkStatus();
  }));
  if (!is_any) return claim;
  PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(
      porch_.store, {std::string(storage::kOperationsKey)}, [&](storage::Tx& tx) {
        const absl::Time now = porch_.clock.Now();
        PLENARY_ASSIGN_OR_RETURN(claim, storage::ClaimOperation(tx, owner_, now, now + kLease));
        return absl::OkStatus();
      }));
  return claim;
}

void Operations::WorkOnAll() {
  while (!porch_.closing) {
    absl::StatusOr<absl::optional<storage::Claim>> claim = ClaimNext();
    if (!claim.ok()) {
      const absl::string_view words = claim.status().message();
      porch_.log.Say(LogLevel::kWarning, porch_.clock.Now(),
                     absl::StrCat("operations wait: ", words));
      return;
    }
    if (!claim->has_value()) return;
    WorkOn(**std::move(claim));
  }
}

void Operations::WorkOn(storage::Claim claim) {
  storage::LongWork* const kind = WorkOf(claim.call.method);
  // What the caller may do, found out anew before every step.
  base::Access access({});
  if (claim.call.caller != kLocalCaller) claim.call.access = &access;
  storage::WorkUnderWay work(std::move(claim), owner_, kLease, kind);
  while (!porch_.closing) {
    const google::protobuf::Any before = work.metadata;
    absl::Status status = Step(work, access);
    if (Passes(status)) return Postpone(work.name());
    if (!status.ok()) {
      // What the step counted was not kept.
      work.metadata = before;
      work.Fail(status);
    }
    if (work.NeedsKeeping(porch_.clock.Now()) && !Keep(work).ok()) return Postpone(work.name());
    if (work.is_done()) return AnswerWaiters();
  }
}

absl::Status Operations::CheckCaller(const storage::WorkUnderWay& work,
                                     base::Access& access) const {
  const storage::Call& call = work.call();
  return storage::ReadAndWait(porch_.store, [&](storage::Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(access::Caller caller, access::ResolveName(tx, call.caller));
    access = std::move(caller.access);
    const Authorizer* authorizer = porch_.authorizers.Find(call.method);
    const std::unique_ptr<google::protobuf::Message> request = Unpack(work.request());
    if (authorizer == nullptr || request == nullptr) return Unknown(call.method);
    PLENARY_RETURN_IF_ERROR(authorizer->rules().CheckStatically(access, caller.user));
    const storage::Guard* guard = authorizer->For(access);
    return guard == nullptr ? absl::OkStatus() : guard->Admit(tx, call, *request);
  });
}

absl::Status Operations::Step(storage::WorkUnderWay& work, base::Access& access) {
  if (work.cancel_asked()) return Cancelled();
  storage::LongWork* const kind = WorkOf(work.call().method);
  if (kind == nullptr) return Unknown(work.call().method);
  if (work.call().access != nullptr) PLENARY_RETURN_IF_ERROR(CheckCaller(work, access));
  return kind->Step(porch_.store, porch_.random, work);
}

absl::Status Operations::Keep(storage::WorkUnderWay& work) {
  return storage::WriteAndWait(porch_.store, {std::string(storage::kOperationsKey)},
                               [&work](storage::Tx& tx) { return work.Keep(tx); });
}

void Operations::Postpone(const std::string& name) {
  const absl::Status status = storage::WriteAndWait(
      porch_.store, {std::string(storage::kOperationsKey)}, [&](storage::Tx& tx) {
        return storage::PostponeOperation(tx, owner_, name, tx.now() + kPause);
      });
  if (status.ok()) return;
  // The lease runs out by itself.
  const absl::string_view words = status.message();
  porch_.log.Say(LogLevel::kWarning, porch_.clock.Now(), absl::StrCat(name, " waits: ", words));
}

storage::LongWork* Operations::WorkOf(const std::string& method) const {
  const auto found = works_.find(method);
  return found == works_.end() ? nullptr : found->second;
}

absl::Status Operations::Release() {
  return storage::WriteAndWait(
      porch_.store, {std::string(storage::kOperationsKey)},
      [&](storage::Tx& tx) { return storage::ReleaseOperations(tx, owner_); });
}

absl::Status Operations::ReleaseAll() {
  return storage::WriteAndWait(porch_.store, {std::string(storage::kOperationsKey)},
                               [](storage::Tx& tx) { return storage::ReleaseAllOperations(tx); });
}

}  // namespace plenary::server
