#include "services/storage/long_work.h"

#include <utility>

#include "services/base/errors.h"

namespace plenary::storage {
namespace {

// What the row of the operation is to hold.
StoredOperation WithPlace(StoredOperation stored, const google::protobuf::Any& metadata,
                          const google::protobuf::Any& cursor) {
  *stored.mutable_operation()->mutable_metadata() = metadata;
  if (stored.operation().done()) {
    stored.clear_cursor();
  } else {
    *stored.mutable_cursor() = cursor;
  }
  return stored;
}

}  // namespace

WorkUnderWay::WorkUnderWay(Claim claim, std::string owner, absl::Duration lease, LongWork* work)
    : metadata(claim.stored.operation().metadata()),
      cursor(claim.stored.cursor()),
      claim_(std::move(claim)),
      owner_(std::move(owner)),
      lease_(lease),
      work_(work) {}

void WorkUnderWay::Finish(const google::protobuf::Message& response) {
  claim_.stored.mutable_operation()->set_done(true);
  claim_.stored.mutable_operation()->mutable_response()->PackFrom(response);
}

void WorkUnderWay::Fail(const absl::Status& error) {
  claim_.stored.mutable_operation()->set_done(true);
  *claim_.stored.mutable_operation()->mutable_error() = base::ToRpcStatus(error);
}

absl::Status WorkUnderWay::Keep(Tx& tx) {
  PLENARY_RETURN_IF_ERROR(tx.Require(kOperationsKey));
  claim_.stored = WithPlace(std::move(claim_.stored), metadata, cursor);
  const absl::Time lease_end = tx.now() + lease_;
  PLENARY_RETURN_IF_ERROR(KeepOperation(tx, owner_, lease_end, claim_));
  if (is_done() && work_ != nullptr) PLENARY_RETURN_IF_ERROR(work_->Ended(tx, name()));
  lease_end_ = lease_end;
  kept_ = claim_.stored.SerializeAsString();
  return absl::OkStatus();
}

bool WorkUnderWay::NeedsKeeping(absl::Time now) const {
  return now > lease_end_ - lease_ / 2 ||
         WithPlace(claim_.stored, metadata, cursor).SerializeAsString() != kept_;
}

}  // namespace plenary::storage
