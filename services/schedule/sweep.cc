#include "services/schedule/sweep.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/ledger_table.h"
#include "services/schedule/table.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Tx;

// What one sweep does.
constexpr int64_t kAtOnce = 1000;

constexpr char kCaller[] = "system";
constexpr char kMethod[] = "sweep";

using HoldsByEvent = std::map<std::string, std::vector<std::string>>;

absl::Status FindWork(Tx& tx, HoldsByEvent& holds) {
  holds.clear();
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> expired,
                           ListExpired(tx, absl::ToUnixMicros(tx.now()), kAtOnce));
  for (const std::string& name : expired) {
    holds[std::string(base::EventOf(name))].push_back(name);
  }
  return absl::OkStatus();
}

// Whether it is a hold that has expired by `now`: it may have been prolonged since it was found.
bool IsOver(const v1::Activity& activity, absl::Time now) {
  const v1::Booking& booking = activity.booking();
  return booking.state() == v1::Booking::HELD && booking.has_expire_time() &&
         storage::ToMicros(booking.expire_time()) <= absl::ToUnixMicros(now);
}

// Not on an agenda: there is nothing to judge, and an event that was archived or deleted is swept
// like any other.
absl::Status SweepEvent(storage::Change& change, const std::string& event,
                        const std::vector<std::string>& names) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(event));
  PLENARY_ASSIGN_OR_RETURN(const auto rows, FindActivities(change.tx(), names));
  std::vector<std::string> over;
  over.reserve(rows.size());
  for (const absl::optional<ActivityRow>& row : rows) {
    if (!row.has_value() || !IsOver(row->body, now)) continue;
    ActivityRow after = *row;
    v1::Booking& booking = *after.body.mutable_booking();
    booking.set_state(v1::Booking::EXPIRED);
    storage::StampUpdated(booking, row->body.booking(), now);
    if (after.released.has_value()) after.released = after.body;
    PLENARY_RETURN_IF_ERROR(UpdateActivityRow(change.tx(), after));
    change.Record(booking.name(), v1::Change::UPDATED, booking);
    over.push_back(booking.name());
  }
  return over.empty() ? absl::OkStatus() : DeleteRowsOf(change.tx(), over);
}

}  // namespace

absl::Status Sweep(storage::Store& store, const base::Clock& clock, base::Random& random) {
  HoldsByEvent holds;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) { return FindWork(tx, holds); }));
  absl::Status first;
  const storage::Call call = {kCaller, kMethod, ""};
  for (const auto& [event, names] : holds) {
    base::IdSequence ids(random.Bytes(32), clock.Now());
    first.Update(storage::WriteAndWait(store, {event}, [&, &event = event, &names = names](Tx& tx) {
      ids.Reset();
      storage::Change change(tx, call, ids);
      PLENARY_RETURN_IF_ERROR(SweepEvent(change, event, names));
      return change.Flush();
    }));
  }
  return first;
}

}  // namespace plenary::schedule
