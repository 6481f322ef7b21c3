// The ledger of seats in the database: quotas and what is used of them, seats held without a name,
// and the waiting lines. Statements that are returned borrow their arguments until they have run.
#ifndef PLENARY_SERVICES_DELEGATIONS_SEATS_TABLE_H_
#define PLENARY_SERVICES_DELEGATIONS_SEATS_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/delegations.pb.h"
#include "services/base/list_query.h"
#include "services/delegations/table.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::delegations {

inline constexpr absl::string_view kSeatHoldPattern =
    "events/{event}/delegations/{delegation}/seatHolds/{seat_hold}";

// What the ledger holds of a delegation in a category, or of a category in the whole event.
struct SeatCount {
  absl::optional<int64_t> limit;  // of a delegation only: a category's stands with the category
  int64_t used = 0;
  int64_t held = 0;  // not expired at the time that was asked about
  std::string over_reason;
};

// The count of a delegation in a category, in two statements.
void SelectQuota(absl::string_view delegation, absl::string_view category, absl::Time now,
                 SeatCount& into, std::vector<storage::Statement>& statements);
// The count of a category in the whole event, likewise.
void SelectCategoryUse(absl::string_view category, absl::Time now, SeatCount& into,
                       std::vector<storage::Statement>& statements);

// Add `seats`, which may be negative, to what is used. `delegation` is empty for those who come
// alone: then only the category counts.
absl::Status AddUsed(storage::Tx& tx, absl::string_view delegation, absl::string_view category,
                     int64_t seats);
// Sets the limit of a delegation in a category and why it may be exceeded.
absl::Status SetLimit(storage::Tx& tx, absl::string_view delegation, absl::string_view category,
                      absl::optional<int64_t> limit, absl::string_view over_reason);
// Notes why more seats are used than there are, in the delegation and in the category.
absl::Status NoteOverbooking(storage::Tx& tx, absl::string_view delegation,
                             absl::string_view category, absl::string_view reason);
// Whether a limit or somebody's seat stands on the category.
absl::StatusOr<bool> QuotaNames(storage::Tx& tx, absl::string_view category);

// A quota as it is told, by delegation and category: those with a limit, a seat used, held or
// waited for.
struct QuotaRow {
  std::string delegation;
  std::string category;
  SeatCount count;
  int64_t waiting = 0;
};
// Of one delegation each, in its order, by category.
absl::StatusOr<std::vector<std::vector<QuotaRow>>> ListQuotasOf(
    storage::Tx& tx, const std::vector<std::string>& delegations, absl::Time now);
// What is used, held and waited for in each of the categories, in their order, in the whole event.
absl::StatusOr<std::vector<QuotaRow>> ListCategoryUse(storage::Tx& tx,
                                                      const std::vector<std::string>& categories,
                                                      absl::Time now);

// --- Holds.

// A row.
struct HoldRow {
  v1::SeatHold hold;
  bool is_open = false;  // still holds seats, unless it has expired
};
absl::StatusOr<absl::optional<HoldRow>> FindHold(storage::Tx& tx, absl::string_view name);
// Whether there is an unexpired one in the category.
absl::StatusOr<bool> SeatsAreHeldIn(storage::Tx& tx, absl::string_view category, absl::Time now);
// Open ones: of a delegation; of an event, with those that have expired.
absl::StatusOr<std::vector<v1::SeatHold>> ListOpenHoldsOf(storage::Tx& tx,
                                                          absl::string_view delegation);
absl::StatusOr<std::vector<v1::SeatHold>> ListOpenHoldsIn(storage::Tx& tx, absl::string_view event);
// Open ones of an event that have expired at `now`, at most `limit`.
absl::StatusOr<std::vector<v1::SeatHold>> ListExpiredHolds(storage::Tx& tx, absl::string_view event,
                                                           absl::Time now, int limit);
// Events with an open hold that has expired.
absl::StatusOr<std::vector<std::string>> EventsWithExpiredHolds(storage::Tx& tx, absl::Time now,
                                                                int limit);
absl::Status InsertHold(storage::Tx& tx, const v1::SeatHold& hold);
absl::Status UpdateHold(storage::Tx& tx, const v1::SeatHold& hold, bool is_open);
// Within "delegation = $1 AND is_open = 1 AND expire_us > $2".
const base::ListSpec& SeatHoldList();

// --- Lines.

// One who waits, in the order in which they move up.
struct InLine {
  std::string participant;
  std::string delegation;  // empty for one who comes alone
};
storage::Statement SelectLine(absl::string_view category, std::vector<InLine>& into);
// Only the first of them.
storage::Statement SelectFirstInLine(absl::string_view category, std::vector<InLine>& into);
// The last place that was given in a class of the line, 0 where there is none.
storage::Statement SelectLastSlot(absl::string_view category, int64_t line_class, int64_t& into);
// The participant's place in the line, from 1.
storage::Statement SelectPlace(absl::string_view participant, int64_t& into);

// One of a delegation's people who wait for a category.
struct OwnWaiter {
  std::string participant;
  int64_t line_class = 0;
  int64_t rank = 0;
  int64_t waiting_us = 0;
  int64_t slot_us = 0;
};
absl::StatusOr<std::vector<OwnWaiter>> ListOwnWaiters(storage::Tx& tx, absl::string_view delegation,
                                                      absl::string_view category);
absl::Status SetSlot(storage::Tx& tx, absl::string_view participant, int64_t slot_us);

// Categories in which somebody waits: of an event; anywhere, at most `limit`.
absl::StatusOr<std::vector<std::string>> CategoriesWithLine(storage::Tx& tx,
                                                            absl::string_view event);
absl::StatusOr<std::vector<std::string>> EventsWithLine(storage::Tx& tx);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_SEATS_TABLE_H_
