// Quotas and holds.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/answers.h"
#include "services/delegations/desk.h"
#include "services/delegations/rules.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/service.h"
#include "services/delegations/table.h"
#include "services/events/table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// A category of the event that `field` of the request names.
absl::StatusOr<const v1::Category*> FindOwnCategory(Desk& desk, absl::string_view name,
                                                    absl::string_view field) {
  if (base::EventOf(name) != desk.event().name()) {
    return base::BadField(field, absl::StrCat("must lie in ", desk.event().name()));
  }
  return desk.FindCategory(name, field);
}

absl::StatusOr<v1::Quota> ReadQuota(Tx& tx, const std::string& delegation,
                                    const std::string& category, absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(const auto quotas, ListQuotasOf(tx, {delegation}, now));
  for (const QuotaRow& row : quotas.front()) {
    if (row.category == category) return ToQuota(row);
  }
  // Nothing limits it and nobody uses it.
  QuotaRow none;
  none.delegation = delegation;
  none.category = category;
  return ToQuota(none);
}

absl::Status Limit(Desk& desk, const v1::SetQuotaRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(request.delegation()));
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  PLENARY_RETURN_IF_ERROR(CheckOpen(file->delegation));
  PLENARY_RETURN_IF_ERROR(FindOwnCategory(desk, request.category(), "category").status());
  SeatCount count;
  std::vector<storage::Statement> statements;
  SelectQuota(request.delegation(), request.category(), desk.now(), count, statements);
  PLENARY_RETURN_IF_ERROR(desk.tx().RunAll(absl::MakeSpan(statements)));
  const absl::optional<int64_t> limit =
      request.has_limit() ? absl::make_optional<int64_t>(request.limit()) : absl::nullopt;
  PLENARY_RETURN_IF_ERROR(CheckLimit(ToSeats(count, limit), request.delegation(),
                                     request.category(), request.overbooking_reason()));
  PLENARY_RETURN_IF_ERROR(SetLimit(desk.tx(), request.delegation(), request.category(), limit,
                                   request.overbooking_reason()));
  file->is_changed = true;
  desk.SeatsAreFree(request.category());
  return absl::OkStatus();
}

absl::StatusOr<v1::SeatHold> Hold(Desk& desk, const v1::HoldSeatsRequest& request) {
  v1::SeatHold hold = request.seat_hold();
  PLENARY_ASSIGN_OR_RETURN(const File* const file, desk.FindFile(request.parent()));
  PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
  PLENARY_RETURN_IF_ERROR(desk.CheckStep(v1::RegistrationWindow::NOMINATION, request.reason()));
  PLENARY_RETURN_IF_ERROR(CheckOpen(file->delegation));
  PLENARY_ASSIGN_OR_RETURN(const v1::Category* category,
                           FindOwnCategory(desk, hold.category(), "seat_hold.category"));
  if (storage::ToMicros(hold.expire_time()) <= absl::ToUnixMicros(desk.now())) {
    return base::BadField("seat_hold.expire_time", "must be in the future");
  }
  PLENARY_RETURN_IF_ERROR(desk.CheckRoom(request.parent(), *category, hold.seats()));
  hold.set_name(absl::StrCat(request.parent(), "/seatHolds/", desk.change().NewId()));
  *hold.mutable_create_time() = storage::ToTimestamp(desk.now());
  PLENARY_RETURN_IF_ERROR(InsertHold(desk.tx(), hold));
  desk.change().Record(hold.name(), v1::Change::CREATED, hold);
  return hold;
}

absl::StatusOr<v1::SeatHold> Release(Desk& desk, const v1::ReleaseSeatHoldRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindHold(desk.tx(), request.name()));
  if (!found) return base::NotFound(request.name());
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(desk.event()));
  if (found->is_open) PLENARY_RETURN_IF_ERROR(desk.CloseHold(found->hold));
  return found->hold;
}

// The delegations a report is about, as far as its reader sees them, in its order.
absl::StatusOr<std::vector<std::string>> DelegationsOf(Tx& tx, const Call& call,
                                                       const std::string& parent) {
  if (base::EventOf(parent) != parent) {
    PLENARY_RETURN_IF_ERROR(storage::Existing(FindDelegation(tx, parent), parent).status());
    return std::vector<std::string>{parent};
  }
  PLENARY_ASSIGN_OR_RETURN(const auto delegations, ListAllDelegations(tx, parent));
  std::vector<std::string> names;
  names.reserve(delegations.size());
  for (const v1::Delegation& delegation : delegations) {
    if (base::SeesWhole(call.access, delegation.name())) names.push_back(delegation.name());
  }
  return names;
}

// Adds the use of each category in the whole event.
absl::Status AddTotals(Tx& tx, const std::vector<v1::Category>& categories,
                       v1::QuotaReport& report) {
  std::vector<std::string> names;
  names.reserve(categories.size());
  for (const v1::Category& category : categories) names.push_back(category.name());
  PLENARY_ASSIGN_OR_RETURN(auto totals, ListCategoryUse(tx, names, tx.now()));
  for (size_t i = 0; i < categories.size(); ++i) {
    if (categories[i].has_limit()) totals[i].count.limit = categories[i].limit();
    *report.add_category_totals() = ToQuota(totals[i]);
  }
  return absl::OkStatus();
}

// Adds each delegation's quotas in the order of `categories`.
void AddQuotas(const std::vector<std::vector<QuotaRow>>& quotas,
               const std::vector<v1::Category>& categories, v1::QuotaReport& report) {
  for (const std::vector<QuotaRow>& of_one : quotas) {
    std::map<std::string, const QuotaRow*> by_category;
    for (const QuotaRow& row : of_one) by_category[row.category] = &row;
    for (const v1::Category& category : categories) {
      const auto found = by_category.find(category.name());
      if (found != by_category.end()) *report.add_quotas() = ToQuota(*found->second);
    }
  }
}

}  // namespace

absl::StatusOr<v1::Quota> DelegationService::SetQuota(Change& change,
                                                      const v1::SetQuotaRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const auto desk,
                           Desk::Open(change, attendances_, base::EventOf(request.delegation())));
  PLENARY_RETURN_IF_ERROR(Limit(*desk, request));
  PLENARY_RETURN_IF_ERROR(desk->Close());
  return ReadQuota(change.tx(), request.delegation(), request.category(), desk->now());
}

absl::StatusOr<v1::QuotaReport> DelegationService::GetQuotaReport(
    Tx& tx, const Call& call, const v1::GetQuotaReportRequest& request) const {
  const std::string event(base::EventOf(request.parent()));
  PLENARY_RETURN_IF_ERROR(storage::Existing(events::FindEvent(tx, event), event).status());
  PLENARY_ASSIGN_OR_RETURN(const auto delegations, DelegationsOf(tx, call, request.parent()));
  PLENARY_ASSIGN_OR_RETURN(const auto categories, events::ListAllCategories(tx, event));
  PLENARY_ASSIGN_OR_RETURN(const auto quotas, ListQuotasOf(tx, delegations, tx.now()));
  v1::QuotaReport report;
  AddQuotas(quotas, categories, report);
  if (base::SeesWhole(call.access, event)) {
    PLENARY_RETURN_IF_ERROR(AddTotals(tx, categories, report));
  }
  *report.mutable_read_time() = storage::ToTimestamp(tx.now());
  return report;
}

absl::StatusOr<v1::SeatHold> DelegationService::HoldSeats(
    Change& change, const v1::HoldSeatsRequest& request) const {
  return AtDesk(change, attendances_, request.parent(),
                [&](Desk& desk) { return Hold(desk, request); });
}

absl::StatusOr<v1::SeatHold> DelegationService::ReleaseSeatHold(
    Change& change, const v1::ReleaseSeatHoldRequest& request) const {
  return AtDesk(change, attendances_, request.name(),
                [&](Desk& desk) { return Release(desk, request); });
}

absl::StatusOr<v1::ListSeatHoldsResponse> DelegationService::ListSeatHolds(
    Tx& tx, const Call& call, const v1::ListSeatHoldsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindDelegation(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page,
      ListWithin<v1::SeatHold>(tx, call, SeatHoldList(), request,
                               "delegation = $1 AND is_open = 1 AND expire_us > $2",
                               {request.parent(), absl::ToUnixMicros(tx.now())}, sealer_));
  v1::ListSeatHoldsResponse response;
  for (v1::SeatHold& each : page.resources) *response.add_seat_holds() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::delegations
