#include "services/control/personal_traces.h"

#include <cstdint>
#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/control/circumstances.h"
#include "services/control/item_table.h"
#include "services/storage/change.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"
#include "services/storage/resource.h"

namespace plenary::control {
namespace {

using storage::Change;
using storage::Tx;
using Item = v1::ActionItem;

// What erasing somebody takes who had to do with tens of thousands of items.
constexpr int64_t kStatementsOfErasure = 1'000'000;

// Lets the log forget what a resource was, and records what is left of it.
template <class Resource>
absl::Status Forget(Change& change, const Resource& left) {
  Tx& tx = change.tx();
  const std::string& name = left.name();
  PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, base::PartitionOf(name), name).status());
  PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, name));
  change.Record(name, v1::Change::ERASED, left);
  return absl::OkStatus();
}

absl::Status EraseFrom(Change& change, absl::Time now, v1::Extension extension) {
  extension.clear_reason();
  extension.clear_note();
  storage::StampUpdated(extension, extension, now);
  PLENARY_RETURN_IF_ERROR(UpdateExtensionRow(change.tx(), extension));
  return Forget(change, extension);
}

absl::Status EraseFrom(Change& change, const Circumstances& circumstances, Item item) {
  item.clear_note();
  item.clear_step_note();
  if (item.has_recommendation()) item.mutable_recommendation()->clear_note();
  if (item.has_removal()) item.mutable_removal()->clear_note();
  storage::StampUpdated(item, item, circumstances.now);
  PLENARY_RETURN_IF_ERROR(
      UpdateActionItemRow(change.tx(), item, AssignDate(circumstances.settings, item)));
  PLENARY_RETURN_IF_ERROR(Forget(change, item));
  PLENARY_ASSIGN_OR_RETURN(auto extensions, ListAllExtensions(change.tx(), item.name()));
  for (v1::Extension& each : extensions) {
    PLENARY_RETURN_IF_ERROR(EraseFrom(change, circumstances.now, std::move(each)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Of(Tx& tx, absl::string_view person) {
  return participations_.Of(tx, person);
}

absl::StatusOr<std::string> PersonalTraces::ToCome(Tx& tx, absl::string_view person,
                                                   absl::Time now) {
  return participations_.ToCome(tx, person, now);
}

absl::Status PersonalTraces::Erase(Change& change, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(auto items, ListItemsOf(change.tx(), person));
  if (!items.empty()) {
    change.tx().AllowStatements(kStatementsOfErasure);
    PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
    for (Item& each : items) {
      PLENARY_RETURN_IF_ERROR(EraseFrom(change, circumstances, std::move(each)));
    }
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

}  // namespace plenary::control
