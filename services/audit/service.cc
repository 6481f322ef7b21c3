#include "services/audit/service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/audit/anchor.h"
#include "services/audit/table.h"
#include "services/base/access.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/classified.h"
#include "services/storage/operation_table.h"

namespace plenary::audit {
namespace {

constexpr int64_t kDefaultChainPage = 1000;
constexpr int64_t kMostInChainPage = 5000;

// An event or a negotiation is there once its chain has begun; the others always are.
absl::Status CheckPartition(storage::Tx& tx, const std::string& partition) {
  if (base::EventOf(partition).empty() && base::NegotiationOf(partition).empty()) {
    return absl::OkStatus();
  }
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, partition));
  return head.number == 0 ? base::NotFound(partition) : absl::OkStatus();
}

// The hash of entry `number`, or of the one before the oldest that is kept; empty where it is gone.
absl::StatusOr<std::string> HashAt(storage::Tx& tx, const std::string& partition, int64_t number,
                                   const ChainEnds& ends) {
  if (number == ends.head.oldest_kept - 1) return ends.hash_before_oldest;
  v1::ChainHead place;
  place.set_partition(partition);
  place.set_number(number);
  PLENARY_ASSIGN_OR_RETURN(const auto hashes, ReadHashes(tx, {place}));
  return hashes.front().value_or("");
}

// Up to which classification a caller reads; the program itself reads all.
v1::Classification ClearanceOf(const storage::Call& call) {
  return call.access == nullptr ? v1::SECRET : call.access->clearance();
}

}  // namespace

absl::StatusOr<v1::ListEntriesResponse> AuditService::ListEntries(
    storage::Tx& tx, const storage::Call& call, const v1::ListEntriesRequest& request) const {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.filter = request.filter();
  asked.order_by = request.order_by();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(EntriesSpec(), asked, storage::ClearedEntries(1),
                                          {int64_t{ClearanceOf(call)}}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(storage::Page<v1::Change> page, ReadEntries(tx, query, sealer_));
  v1::ListEntriesResponse response;
  for (v1::Change& entry : page.resources) *response.add_entries() = std::move(entry);
  response.set_next_page_token(page.next_page_token);
  return response;
}

absl::StatusOr<v1::ListChainResponse> AuditService::ListChain(
    storage::Tx& tx, const storage::Call& call, const v1::ListChainRequest& request) const {
  if (request.page_size() < 0) {
    return base::BadField("page_size", "must not be negative; 0 asks for the default");
  }
  const std::string& partition = request.parent();
  PLENARY_RETURN_IF_ERROR(CheckPartition(tx, partition));
  PLENARY_ASSIGN_OR_RETURN(const ChainEnds ends, ReadEnds(tx, partition));
  const int64_t after = std::max(request.after(), ends.head.oldest_kept - 1);
  const int64_t size = request.page_size() == 0
                           ? kDefaultChainPage
                           : std::min<int64_t>(request.page_size(), kMostInChainPage);
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::ChainEntry> entries,
                           ReadChain(tx, partition, after, size, ClearanceOf(call)));
  v1::ListChainResponse response;
  for (v1::ChainEntry& entry : entries) *response.add_entries() = std::move(entry);
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_hash_before(), HashAt(tx, partition, after, ends));
  response.mutable_head()->set_partition(partition);
  response.mutable_head()->set_number(ends.head.number);
  response.mutable_head()->set_hash(ends.head.hash);
  return response;
}

absl::StatusOr<google::longrunning::Operation> AuditService::VerifyChain(
    storage::Change& change, const v1::VerifyChainRequest& request) const {
  if (request.parent() != "-") {
    PLENARY_RETURN_IF_ERROR(CheckPartition(change.tx(), request.parent()));
  }
  v1::VerifyChainMetadata metadata;
  PLENARY_ASSIGN_OR_RETURN(const int64_t total, CountEntries(change.tx(), request.parent()));
  metadata.set_total(total);
  return storage::AddOperation(change, request, metadata);
}

absl::StatusOr<v1::SignedHeads> AuditService::SignHeads(storage::Change& change,
                                                        const v1::SignHeadsRequest&) const {
  return RecordSignedHeads(change, vault_);
}

absl::StatusOr<v1::ListSignedHeadsResponse> AuditService::ListSignedHeads(
    storage::Tx& tx, const storage::Call& call, const v1::ListSignedHeadsRequest& request) const {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(SignedHeadsSpec(), asked, kSignedHeadsScope, {}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(storage::Page<v1::SignedHeads> page,
                           ReadSignedHeads(tx, query, sealer_));
  v1::ListSignedHeadsResponse response;
  for (v1::SignedHeads& heads : page.resources) {
    *response.add_signed_heads() = std::move(heads);
  }
  response.set_next_page_token(page.next_page_token);
  return response;
}

absl::StatusOr<v1::AuditKeys> AuditService::GetAuditKeys(storage::Tx&, const storage::Call&,
                                                         const v1::GetAuditKeysRequest&) const {
  v1::AuditKeys keys;
  for (const vault::PublicKey& known : vault_.PublicKeys()) {
    v1::AuditKeys::Key& key = *keys.add_keys();
    key.set_id(known.id);
    key.set_public_key(known.bytes);
    key.set_current(known.is_current);
  }
  return keys;
}

}  // namespace plenary::audit
