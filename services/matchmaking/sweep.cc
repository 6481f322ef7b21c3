#include "services/matchmaking/sweep.h"

#include <map>
#include <string>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/matchmaking/rules.h"
#include "services/matchmaking/table.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"

namespace plenary::matchmaking {
namespace {

using storage::Tx;

// What one sweep does.
constexpr int64_t kAtOnce = 1000;

constexpr char kCaller[] = "system";
constexpr char kMethod[] = "sweep";

using RequestsByEvent = std::map<std::string, std::vector<std::string>>;

absl::Status FindWork(Tx& tx, RequestsByEvent& requests) {
  requests.clear();
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> expired,
                           ListExpired(tx, absl::ToUnixMicros(tx.now()), kAtOnce));
  for (const std::string& name : expired) {
    requests[std::string(base::EventOf(name))].push_back(name);
  }
  return absl::OkStatus();
}

absl::Status SweepEvent(storage::Change& change, const std::string& event,
                        const std::vector<std::string>& names) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(event));
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindMeetingRequests(change.tx(), names));
  for (const auto& before : found) {
    // It may have been answered, or prolonged, since it was found.
    if (!before || before->has_delete_time()) continue;
    if (before->state() == StateAt(*before, now)) continue;
    v1::MeetingRequest after = *before;
    after.set_state(v1::MeetingRequest::EXPIRED);
    storage::StampUpdated(after, *before, now);
    PLENARY_RETURN_IF_ERROR(UpdateMeetingRequestRow(change.tx(), after));
    change.Record(after.name(), v1::Change::UPDATED, after);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Sweep(storage::Store& store, const base::Clock& clock, base::Random& random) {
  RequestsByEvent requests;
  PLENARY_RETURN_IF_ERROR(
      storage::ReadAndWait(store, [&](Tx& tx) { return FindWork(tx, requests); }));
  absl::Status first;
  const storage::Call call = {kCaller, kMethod, ""};
  for (const auto& [event, names] : requests) {
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

}  // namespace plenary::matchmaking
