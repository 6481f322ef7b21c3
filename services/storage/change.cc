#include "services/storage/change.h"

#include <algorithm>
#include <string>
#include <utility>

#include "google/protobuf/any.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::storage {

absl::StatusOr<ChainHead*> Change::Head(const std::string& partition) {
  auto found = heads_.find(partition);
  if (found == heads_.end()) {
    PLENARY_RETURN_IF_ERROR(tx_.Require(partition));
    PLENARY_ASSIGN_OR_RETURN(ChainHead head, ReadHead(tx_, partition));
    found = heads_.emplace(partition, std::move(head)).first;
  }
  return &found->second;
}

void Change::AddStatements(const Keys& partitions, std::vector<Statement>& statements) {
  for (const Key& partition : partitions) {
    statements.push_back(SelectHead(partition, heads_[partition]));
  }
}

absl::StatusOr<absl::Time> Change::Now(absl::string_view resource) {
  PLENARY_ASSIGN_OR_RETURN(const ChainHead* head, Head(base::PartitionOf(resource)));
  return std::max(tx_.now(), head->time);
}

void Change::Record(absl::string_view resource, int32_t kind,
                    const google::protobuf::Message& after) {
  google::protobuf::Any any;
  any.PackFrom(after);
  const auto [place, is_new] = places_.emplace(std::string(resource), recorded_.size());
  if (is_new) {
    recorded_.push_back({place->first, kind, any.SerializeAsString()});
    return;
  }
  NewChange& change = recorded_[place->second];
  // Created and then changed in one transaction is, for a reader, created.
  if (change.kind != 1) change.kind = kind;
  change.payload = any.SerializeAsString();
}

absl::Status Change::Flush() {
  std::map<std::string, std::vector<NewChange>> by_partition;
  for (const NewChange& change : recorded_) {
    by_partition[base::PartitionOf(change.resource)].push_back(change);
  }
  for (const auto& [partition, changes] : by_partition) {
    PLENARY_ASSIGN_OR_RETURN(ChainHead * head, Head(partition));
    const absl::Time time = std::max(tx_.now(), head->time);
    PLENARY_ASSIGN_OR_RETURN(*head, AppendChanges(tx_, partition, *head, time, call_.caller,
                                                  call_.method, changes, ids_));
  }
  return absl::OkStatus();
}

}  // namespace plenary::storage
