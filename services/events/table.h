// Events and their categories in the database: one row each, written once for every engine.
//
// What other rooms may read of events is here. `used` of a category is not stored with it: see
// Followers::CategoryUsed. Statements that are returned borrow their arguments until they have run.
#ifndef PLENARY_SERVICES_EVENTS_TABLE_H_
#define PLENARY_SERVICES_EVENTS_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/events.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::events {

// Name patterns.
inline constexpr absl::string_view kEventPattern = "events/{event}";
inline constexpr absl::string_view kCategoryPattern = "events/{event}/categories/{category}";

// The event or category of that name, deleted or not; nullopt where there is none.
absl::StatusOr<absl::optional<v1::Event>> FindEvent(storage::Tx& tx, absl::string_view name);
absl::StatusOr<absl::optional<v1::Category>> FindCategory(storage::Tx& tx, absl::string_view name);

// Several in one round trip: one answer for each name, in its order.
absl::StatusOr<std::vector<absl::optional<v1::Event>>> FindEvents(
    storage::Tx& tx, const std::vector<std::string>& names);
absl::StatusOr<std::vector<absl::optional<v1::Category>>> FindCategories(
    storage::Tx& tx, const std::vector<std::string>& names);

// Every category of an event that is not deleted, by precedence, then name.
absl::StatusOr<std::vector<v1::Category>> ListAllCategories(storage::Tx& tx,
                                                            absl::string_view event);

// The same as statements, to run in one round trip with those of other rooms.
storage::Statement SelectEvent(absl::string_view name, storage::Loaded<v1::Event>& into);
storage::Statement SelectCategory(absl::string_view name, storage::Loaded<v1::Category>& into);
storage::Statement SelectAllCategories(absl::string_view event,
                                       storage::Loaded<v1::Category>& into);

// Write a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken, even by a
// deleted one.
absl::Status InsertEvent(storage::Tx& tx, const v1::Event& event);
absl::Status InsertCategory(storage::Tx& tx, const v1::Category& category);

// Write a row anew.
absl::Status UpdateEventRow(storage::Tx& tx, const v1::Event& event);
absl::Status UpdateCategoryRow(storage::Tx& tx, const v1::Category& category);

// The name of a living category that is the overflow of `category`; empty where there is none.
absl::StatusOr<std::string> OverflowInto(storage::Tx& tx, absl::string_view category);

// What the lists offer. Categories are listed within "event = $1".
const base::ListSpec& EventList();
const base::ListSpec& CategoryList();

}  // namespace plenary::events

#endif  // PLENARY_SERVICES_EVENTS_TABLE_H_
