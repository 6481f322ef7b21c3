#include "services/protocols/personal_traces.h"

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/protocols/personal_table.h"
#include "services/storage/change.h"

namespace plenary::protocols {

using storage::Change;
using storage::Tx;

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Of(Tx& tx, absl::string_view person) {
  return participations_.Of(tx, person);
}

absl::StatusOr<std::string> PersonalTraces::ToCome(Tx& tx, absl::string_view person,
                                                   absl::Time now) {
  return participations_.ToCome(tx, person, now);
}

absl::Status PersonalTraces::Erase(Change& change, absl::string_view person) {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const auto protocols, ProtocolsNaming(tx, person));
  for (const std::string& protocol : protocols) {
    PLENARY_RETURN_IF_ERROR(tx.Require(base::PartitionOf(protocol)));
    PLENARY_ASSIGN_OR_RETURN(const v1::Protocol left, EraseSignatory(tx, protocol, person));
    change.Record(protocol, v1::Change::ERASED, left);
  }
  return participations_.Erase(change, person);
}

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Behind(Tx& tx, absl::string_view event,
                                                                    absl::string_view after,
                                                                    int limit) {
  return participations_.Behind(tx, event, after, limit);
}

absl::Status PersonalTraces::Purge(Change& change, const v1::Participant& participant) {
  return participations_.Purge(change, participant);
}

absl::Status PersonalTraces::Purged(Change& change, absl::string_view event) {
  return participations_.Purged(change, event);
}

}  // namespace plenary::protocols
