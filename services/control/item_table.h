// Action items, reports on them and extensions in the database, written once for every engine.
//
// What other rooms may read of items is here. is_overdue and effective_due_date are told, never
// stored: see told.h. Statements that are returned borrow their arguments until they have run.
#ifndef PLENARY_SERVICES_CONTROL_ITEM_TABLE_H_
#define PLENARY_SERVICES_CONTROL_ITEM_TABLE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::control {

// Name patterns.
inline constexpr absl::string_view kActionItemPattern = "actionItems/{action_item}";
inline constexpr absl::string_view kReportPattern = "actionItems/{action_item}/reports/{report}";
inline constexpr absl::string_view kExtensionPattern =
    "actionItems/{action_item}/extensions/{extension}";

// The item that a report or an extension is of, or that `name` is.
std::string ItemOf(absl::string_view name);

// --- Items.

absl::StatusOr<absl::optional<v1::ActionItem>> FindActionItem(storage::Tx& tx,
                                                              absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::ActionItem>>> FindActionItems(
    storage::Tx& tx, const std::vector<std::string>& names);

// `assign_date`: the day on which it was given to its executors; empty: it was not. ALREADY_EXISTS:
// RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertActionItem(storage::Tx& tx, const v1::ActionItem& item,
                              absl::string_view assign_date);
absl::Status UpdateActionItemRow(storage::Tx& tx, const v1::ActionItem& item,
                                 absl::string_view assign_date);

// What an item may belong to.
enum class Whole { kPlan, kCommitment, kParent };
// One of the living items of that; empty where there is none. Likewise one that is under control.
absl::StatusOr<std::string> LivingItemOf(storage::Tx& tx, Whole whole, absl::string_view name);
absl::StatusOr<std::string> ItemUnderControlOf(storage::Tx& tx, Whole whole,
                                               absl::string_view name);
absl::StatusOr<int64_t> CountItemsOfPlan(storage::Tx& tx, absl::string_view plan);
// The living items of a plan that are DRAFT, by name.
absl::StatusOr<std::vector<v1::ActionItem>> ListDraftItemsOfPlan(storage::Tx& tx,
                                                                 absl::string_view plan);
// How many living items of a commitment are in which state, removed for which reason.
struct ItemCount {
  int64_t state = 0;
  int64_t reason = 0;
  int64_t count = 0;
};
absl::StatusOr<std::vector<ItemCount>> CountItemsOfCommitment(storage::Tx& tx,
                                                              absl::string_view commitment);

// Within a scope whose parameter $1 is the last overdue day. A scope may use the columns name,
// negotiation, stage, due_date, assign_date and deleted_us.
const base::ListSpec& ActionItemList();
const base::ListSpec& ReminderList();

// --- Who has to do with items.

enum class Part { kExecutor, kController, kAuthor };
// A person's own name and those they had before they were merged; an organization's name.
absl::StatusOr<std::vector<std::string>> NamesOf(storage::Tx& tx, absl::string_view who);

// The items that a person executes, controls or gave, deleted ones included, by name.
absl::StatusOr<std::vector<v1::ActionItem>> ListItemsOf(storage::Tx& tx, absl::string_view person);

// Of which items: what is to be done, what is not acknowledged, what is reported done, or that for
// which an extension is asked.
enum class Queue { kToDo, kUnacknowledged, kReported, kAsking };
// The first items of a queue that somebody has such parts in, by due date from `from` to `to`, each
// once, at most `limit`. `names` as NamesOf gives them.
struct QueueQuery {
  Queue queue;
  std::vector<Part> parts;
  std::string from;
  std::string to;
};
absl::StatusOr<std::vector<v1::ActionItem>> FirstOf(storage::Tx& tx,
                                                    const std::vector<std::string>& names,
                                                    const QueueQuery& query, int64_t limit);

// --- Reports and extensions.

absl::StatusOr<int64_t> CountReports(storage::Tx& tx, absl::string_view item);
absl::Status InsertReport(storage::Tx& tx, const v1::ActionReport& report);
// Within "item = $1". They know neither masks nor deleted ones.
const base::ListSpec& ReportList();

absl::StatusOr<absl::optional<v1::Extension>> FindExtension(storage::Tx& tx,
                                                            absl::string_view name);
// Every one of an item, the oldest first.
absl::StatusOr<std::vector<v1::Extension>> ListAllExtensions(storage::Tx& tx,
                                                             absl::string_view item);
absl::Status InsertExtension(storage::Tx& tx, const v1::Extension& extension);
absl::Status UpdateExtensionRow(storage::Tx& tx, const v1::Extension& extension);
const base::ListSpec& ExtensionList();

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_ITEM_TABLE_H_
