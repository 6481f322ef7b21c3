#include "services/server/operations.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/server/chain_verification.h"

namespace plenary::server {
namespace {

using google::longrunning::Operation;

constexpr char kVerifyChain[] = "plenary.v1.ChangeService/VerifyChain";
// Entries verified in one transaction.
constexpr int kEntriesAtOnce = 1000;

// Trouble that passes: the lease runs out and the work goes on from where it was kept.
bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) ||
         absl::IsResourceExhausted(status);
}

void Fail(const absl::Status& status, StoredOperation& stored) {
  stored.mutable_operation()->set_done(true);
  *stored.mutable_operation()->mutable_error() = base::ToRpcStatus(status);
  stored.clear_response_so_far();
}

absl::Status Cancelled() {
  return base::Refuse(absl::StatusCode::kCancelled, v1::ERROR_REASON_WRONG_STATE,
                      "the operation was cancelled");
}

ChainVerification LoadVerification(const StoredOperation& stored) {
  ChainVerification verification;
  stored.request().UnpackTo(&verification.request);
  stored.operation().metadata().UnpackTo(&verification.metadata);
  stored.response_so_far().UnpackTo(&verification.response);
  return verification;
}

void KeepVerification(const ChainVerification& verification, StoredOperation& stored) {
  stored.mutable_operation()->mutable_metadata()->PackFrom(verification.metadata);
  if (verification.done) {
    stored.mutable_operation()->set_done(true);
    stored.mutable_operation()->mutable_response()->PackFrom(verification.response);
    stored.clear_response_so_far();
  } else {
    stored.mutable_response_so_far()->PackFrom(verification.response);
  }
}

}  // namespace

// A call that waits for an operation.
struct Operations::Waiter {
  std::string name;
  absl::Time until;
  storage::Exchange exchange;
  storage::Done done;
};

Operations::Operations(Porch& porch)
    : porch_(porch), owner_(absl::BytesToHexString(porch.random.Bytes(16))) {}

absl::StatusOr<Operation> Operations::GetOperation(
    storage::Tx& tx, const storage::Call&,
    const google::longrunning::GetOperationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(StoredOperation stored,
                           storage::Existing(FindOperation(tx, request.name()), request.name()));
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
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(OperationsSpec(), list, "id <> ''", {}, porch_.sealer, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(storage::Page<StoredOperation> page,
                           ReadOperations(tx, query, porch_.sealer));
  google::longrunning::ListOperationsResponse response;
  for (StoredOperation& stored : page.resources) {
    *response.add_operations() = std::move(*stored.mutable_operation());
  }
  response.set_next_page_token(page.next_page_token);
  return response;
}

absl::StatusOr<google::protobuf::Empty> Operations::CancelOperation(
    storage::Change& change, const google::longrunning::CancelOperationRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindOperation(change.tx(), request.name()), request.name()).status());
  PLENARY_RETURN_IF_ERROR(AskToCancel(change.tx(), request.name()));
  return google::protobuf::Empty();
}

absl::StatusOr<google::protobuf::Empty> Operations::DeleteOperation(
    storage::Change& change, const google::longrunning::DeleteOperationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const StoredOperation stored,
      storage::Existing(FindOperation(change.tx(), request.name()), request.name()));
  if (!stored.operation().done()) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                        absl::StrCat(request.name(), " is under way; cancel it first"),
                        {{"state", "RUNNING"}});
  }
  PLENARY_RETURN_IF_ERROR(RemoveOperation(change.tx(), request.name()));
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
  auto found = std::make_shared<StoredOperation>();
  porch_.store.Read(
      [waiter, found](storage::Tx& tx) {
        PLENARY_ASSIGN_OR_RETURN(*found,
                                 storage::Existing(FindOperation(tx, waiter->name), waiter->name));
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

absl::StatusOr<absl::optional<Claim>> Operations::ClaimNext() {
  absl::optional<Claim> claim;
  // Most of the time there is none, which a read finds out without a commit.
  bool is_any = false;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(porch_.store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(is_any, HasUnclaimed(tx, porch_.clock.Now()));
    return absl::OkStatus();
  }));
  if (!is_any) return claim;
  PLENARY_RETURN_IF_ERROR(
      storage::WriteAndWait(porch_.store, {std::string(kOperationsKey)}, [&](storage::Tx& tx) {
        const absl::Time now = porch_.clock.Now();
        PLENARY_ASSIGN_OR_RETURN(claim, ClaimOperation(tx, owner_, now, now + kLease));
        return absl::OkStatus();
      }));
  return claim;
}

void Operations::WorkOnAll() {
  while (!porch_.closing) {
    absl::StatusOr<absl::optional<Claim>> claim = ClaimNext();
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

void Operations::WorkOn(Claim claim) {
  while (!porch_.closing) {
    if (Step(claim)) return;
  }
}

bool Operations::Step(Claim& claim) {
  if (claim.cancel_asked) {
    Fail(Cancelled(), claim.stored);
  } else if (claim.method != kVerifyChain) {
    Fail(base::Refuse(absl::StatusCode::kUnimplemented, v1::ERROR_REASON_INTERNAL,
                      absl::StrCat("this server does not know how to go on with ", claim.method)),
         claim.stored);
  } else {
    ChainVerification verification;
    const absl::Status status = storage::ReadAndWait(porch_.store, [&](storage::Tx& tx) {
      verification = LoadVerification(claim.stored);
      return VerifyFurther(tx, kEntriesAtOnce, verification);
    });
    if (MayPass(status)) return true;
    if (status.ok()) {
      KeepVerification(verification, claim.stored);
    } else {
      Fail(status, claim.stored);
    }
  }
  const bool is_done = claim.stored.operation().done();
  const bool is_kept = Keep(claim).ok();
  if (is_done) AnswerWaiters();
  return is_done || !is_kept;
}

absl::Status Operations::Keep(Claim& claim) {
  return storage::WriteAndWait(porch_.store, {std::string(kOperationsKey)}, [&](storage::Tx& tx) {
    return KeepOperation(tx, owner_, porch_.clock.Now() + kLease, claim);
  });
}

absl::Status Operations::Release() {
  return storage::WriteAndWait(porch_.store, {std::string(kOperationsKey)},
                               [&](storage::Tx& tx) { return ReleaseOperations(tx, owner_); });
}

absl::Status Operations::ReleaseAll() {
  return storage::WriteAndWait(porch_.store, {std::string(kOperationsKey)},
                               [](storage::Tx& tx) { return ReleaseAllOperations(tx); });
}

}  // namespace plenary::server
