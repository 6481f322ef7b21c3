#include "services/protocols/conclusion.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/protocols/item_rules.h"
#include "services/protocols/rules.h"
#include "services/protocols/table.h"
#include "services/storage/resource.h"

namespace plenary::protocols {
namespace {

using storage::Change;
using storage::Tx;

// Whether `protocol` is `amends` or one that it amended, directly or not. Each is older than the
// one that amends it, so the way back ends.
absl::StatusOr<bool> IsAmendedBy(Tx& tx, std::string amends, absl::string_view protocol) {
  while (!amends.empty()) {
    if (amends == protocol) return true;
    PLENARY_ASSIGN_OR_RETURN(const auto found, FindProtocol(tx, amends));
    amends = found.has_value() ? found->amends() : "";
  }
  return false;
}

absl::Status MarkAmended(Change& change, const Paper& paper, const v1::Protocol& by) {
  if (by.amends().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const v1::Protocol amended, FindAmended(change.tx(), by.amends()));
  v1::Protocol superseded = amended;
  superseded.set_superseded_by(by.name());
  return Keep(change, paper.now, amended, std::move(superseded)).status();
}

absl::Status MarkAmendedItem(Change& change, const Paper& paper, const v1::ProtocolItem& by) {
  if (by.amends_item().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::ProtocolItem amended,
      FindAmendedItem(change.tx(), paper.before.amends(), by.amends_item(), "amends_item"));
  v1::ProtocolItem after = amended;
  after.set_amended_by(by.name());
  storage::StampUpdated(after, amended, paper.now);
  PLENARY_RETURN_IF_ERROR(UpdateProtocolItemRow(change.tx(), after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ProtocolItem> FindAmendedItem(Tx& tx, const std::string& amends,
                                                 const std::string& amended,
                                                 absl::string_view field) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindProtocolItem(tx, amended));
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(found, field, amended));
  PLENARY_ASSIGN_OR_RETURN(const bool is_amended, IsAmendedBy(tx, amends, ProtocolOf(amended)));
  if (!is_amended) {
    return base::BadField(field, "must be of a protocol that this one amends");
  }
  PLENARY_RETURN_IF_ERROR(CheckNotSuperseded(amended, found->amended_by()));
  return *found;
}

absl::StatusOr<v1::Protocol> Conclude(Change& change, const Paper& paper, v1::Protocol after,
                                      const std::vector<v1::ProtocolItem>& items,
                                      ProtocolFollower* follower) {
  PLENARY_ASSIGN_OR_RETURN(const std::string day, SourceDay(change.tx(), after));
  PLENARY_RETURN_IF_ERROR(CheckDueDates(items, day));
  PLENARY_RETURN_IF_ERROR(MarkAmended(change, paper, after));
  for (const v1::ProtocolItem& item : items) {
    PLENARY_RETURN_IF_ERROR(MarkAmendedItem(change, paper, item));
  }
  PLENARY_ASSIGN_OR_RETURN(v1::Protocol kept,
                           Keep(change, paper.now, paper.before, std::move(after)));
  if (follower != nullptr) PLENARY_RETURN_IF_ERROR(follower->Concluded(change, kept, items));
  return kept;
}

}  // namespace plenary::protocols
