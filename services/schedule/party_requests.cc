#include "services/schedule/party_requests.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/time_shift.h"
#include "services/matchmaking/table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using google::protobuf::RepeatedPtrField;
using storage::Change;
using Request = v1::MeetingRequest;

constexpr char kHasLeft[] = "one of the two does not take part any more";

// Rewrites a request and says so, if `edit` changes anything.
template <class Edit>
absl::Status Rewrite(Change& change, const Request& before, const Edit& edit) {
  Request after = before;
  edit(after);
  if (after.SerializeAsString() == before.SerializeAsString()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(matchmaking::RewriteMeetingRequest(change.tx(), after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return absl::OkStatus();
}

void ReplaceIn(RepeatedPtrField<std::string>& people, absl::string_view replaced,
               absl::string_view substitute) {
  const bool is_there = std::find(people.begin(), people.end(), substitute) != people.end();
  for (int i = people.size() - 1; i >= 0; --i) {
    if (people[i] != replaced) continue;
    if (is_there) {
      people.DeleteSubrange(i, 1);
    } else {
      people[i] = std::string(substitute);
    }
  }
}

void ReplaceIn(Request::Side& side, absl::string_view replaced, absl::string_view substitute) {
  if (side.party() == replaced) side.set_party(std::string(substitute));
  ReplaceIn(*side.mutable_people(), replaced, substitute);
  ReplaceIn(*side.mutable_optional_people(), replaced, substitute);
}

void ShiftEach(absl::Duration shift, RepeatedPtrField<google::type::Interval>& intervals) {
  for (google::type::Interval& interval : intervals) base::ShiftBy(shift, interval);
}

}  // namespace

absl::Status CancelRequestsOf(Change& change, absl::string_view party) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(party));
  PLENARY_ASSIGN_OR_RETURN(
      const std::vector<Request> standing,
      matchmaking::ListStandingNaming(change.tx(), party, absl::ToUnixMicros(now)));
  for (const Request& request : standing) {
    const bool is_party = request.from().party() == party || request.to().party() == party;
    if (!is_party || request.state() == Request::SCHEDULED) continue;
    PLENARY_RETURN_IF_ERROR(Rewrite(change, request, [](Request& after) {
      after.set_state(Request::CANCELLED);
      after.set_cancel_reason(kHasLeft);
    }));
  }
  return absl::OkStatus();
}

absl::Status ReplaceInRequests(Change& change, absl::string_view replaced,
                               absl::string_view substitute) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(replaced));
  PLENARY_ASSIGN_OR_RETURN(
      const std::vector<Request> standing,
      matchmaking::ListStandingNaming(change.tx(), replaced, absl::ToUnixMicros(now)));
  for (const Request& request : standing) {
    PLENARY_RETURN_IF_ERROR(Rewrite(change, request, [&](Request& after) {
      ReplaceIn(*after.mutable_from(), replaced, substitute);
      ReplaceIn(*after.mutable_to(), replaced, substitute);
    }));
  }
  return absl::OkStatus();
}

absl::Status MoveRequests(Change& change, absl::string_view event, absl::Duration shift) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(event));
  PLENARY_ASSIGN_OR_RETURN(
      const std::vector<Request> standing,
      matchmaking::ListAllStanding(change.tx(), event, absl::ToUnixMicros(now)));
  for (const Request& request : standing) {
    PLENARY_RETURN_IF_ERROR(Rewrite(change, request, [&](Request& after) {
      ShiftEach(shift, *after.mutable_intervals());
      ShiftEach(shift, *after.mutable_counter_intervals());
    }));
  }
  return absl::OkStatus();
}

}  // namespace plenary::schedule
