#include "services/planning/plan_writing.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/matchmaking/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/table.h"

namespace plenary::planning {
namespace {

using schedule::ActivityRow;
using schedule::Agenda;
using schedule::Entry;
using storage::Tx;

bool ChangesNothing(const Placing& placing) {
  return placing.kind == Placing::kKept || placing.kind == Placing::kLeftOut;
}

absl::Status Outdated(const std::set<std::string>& names) {
  return base::Refuse(
      absl::StatusCode::kAborted, v1::ERROR_REASON_PLAN_OUTDATED,
      absl::StrCat("the schedule changed while the plan was made, so that it no longer fits (",
                   absl::StrJoin(names, ", "), "); plan again"),
      {{"activities", absl::StrJoin(names, ",")}});
}

// The rows that a plan is written over, and what is not as it was.
struct Standing {
  std::map<std::string, ActivityRow> rows;
  std::set<std::string> changed;
};

absl::Status ReadMeetings(Tx& tx, const std::vector<Placing>& placings, Standing& standing) {
  std::vector<std::string> names;
  std::vector<std::string> etags;
  for (const Placing& placing : placings) {
    if (ChangesNothing(placing) || placing.kind == Placing::kCreated) continue;
    names.push_back(placing.meeting.name());
    etags.push_back(placing.meeting.etag());
  }
  PLENARY_ASSIGN_OR_RETURN(std::vector<absl::optional<ActivityRow>> rows,
                           schedule::FindActivities(tx, names));
  for (size_t i = 0; i < names.size(); ++i) {
    const bool is_same = rows[i] && schedule::EtagOf(rows[i]->body) == etags[i] &&
                         !schedule::IsDeleted(rows[i]->body);
    if (!is_same) {
      standing.changed.insert(names[i]);
    } else {
      standing.rows.emplace(names[i], *std::move(rows[i]));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadRequests(Tx& tx, const Given& given, const std::vector<Placing>& placings,
                          Standing& standing) {
  std::map<std::string, std::string> etags;
  for (const v1::MeetingRequest& request : given.requests) {
    etags.emplace(request.name(), request.etag());
  }
  std::vector<std::string> names;
  for (const Placing& placing : placings) {
    if (placing.kind == Placing::kCreated) names.push_back(placing.meeting.request());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto requests, matchmaking::FindMeetingRequests(tx, names));
  for (size_t i = 0; i < names.size(); ++i) {
    const bool is_same = requests[i] && requests[i]->etag() == etags[names[i]] &&
                         requests[i]->state() == v1::MeetingRequest::ACCEPTED &&
                         !requests[i]->has_delete_time();
    if (!is_same) standing.changed.insert(names[i]);
  }
  return absl::OkStatus();
}

absl::StatusOr<Standing> ReadStanding(Tx& tx, const Given& given,
                                      const std::vector<Placing>& placings) {
  Standing standing;
  PLENARY_RETURN_IF_ERROR(ReadMeetings(tx, placings, standing));
  PLENARY_RETURN_IF_ERROR(ReadRequests(tx, given, placings, standing));
  return standing;
}

// What lost its place goes: seen as cancelled where people were told of it, else altogether.
void CancelIn(Entry& entry) {
  if (!entry.before->released) {
    entry.kind = v1::Change::DELETED;
    return;
  }
  entry.after.mutable_meeting()->set_state(v1::CANCELLED);
  entry.after.mutable_meeting()->set_cancel_reason("there is no place for it in the plan");
}

Entry EntryOf(const Placing& placing, const Standing& standing, const std::string& new_name) {
  Entry entry;
  entry.field = "meeting";
  *entry.after.mutable_meeting() = placing.meeting;
  if (placing.kind == Placing::kCreated) {
    entry.kind = v1::Change::CREATED;
    entry.after.mutable_meeting()->set_name(new_name);
    return entry;
  }
  entry.before = standing.rows.at(placing.meeting.name());
  if (placing.kind == Placing::kCancelled) CancelIn(entry);
  return entry;
}

// Puts on the agenda what the plan changes, loading what it refers to at once.
template <class NewName>
absl::Status PutAll(const std::vector<Placing>& placings, const Standing& standing,
                    const NewName& new_name, Agenda& agenda) {
  std::vector<Entry> entries;
  entries.reserve(placings.size());
  for (const Placing& placing : placings) {
    if (ChangesNothing(placing)) continue;
    entries.push_back(EntryOf(placing, standing, new_name(placing)));
  }
  std::vector<const v1::Activity*> activities;
  activities.reserve(2 * entries.size());
  for (const Entry& entry : entries) {
    activities.push_back(&entry.after);
    if (entry.before) activities.push_back(&entry.before->body);
  }
  PLENARY_RETURN_IF_ERROR(agenda.Load(activities));
  for (Entry& entry : entries) PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  return absl::OkStatus();
}

std::string MeetingName(absl::string_view event, absl::string_view id) {
  return base::MakeName(schedule::kMeetingPattern, {base::LastId(event), id});
}

// What stands in the way, by a refusal of the schedule.
void AddBlockers(const absl::Status& refusal, std::set<std::string>& names) {
  const base::Metadata metadata = base::MetadataOf(refusal);
  for (const char* key : {"blockedBy", "subject", "resource", "delegation", "attendee"}) {
    const auto found = metadata.find(key);
    if (found == metadata.end()) continue;
    names.insert(found->second);
    return;
  }
}

}  // namespace

absl::Status NeedsVersions(absl::string_view event) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition,
                      v1::ERROR_REASON_PLANNING_NEEDS_VERSIONS,
                      absl::StrCat("a plan is a proposal, so ", event,
                                   " must be scheduled in versions; set the mode VERSIONED"),
                      {{"resource", std::string(event)}});
}

absl::Status WritePlan(storage::Change& change, const Given& given,
                       const std::vector<Placing>& placings) {
  const std::string& event = given.facts.event.name();
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, event));
  if (agenda.is_direct()) return NeedsVersions(event);
  PLENARY_ASSIGN_OR_RETURN(const Standing standing, ReadStanding(change.tx(), given, placings));
  if (!standing.changed.empty()) return Outdated(standing.changed);
  PLENARY_RETURN_IF_ERROR(PutAll(
      placings, standing,
      [&](const Placing& placing) {
        return placing.kind == Placing::kCreated ? MeetingName(event, change.NewId()) : "";
      },
      agenda));
  return agenda.Close().status();
}

absl::Status WhyOutdated(Tx& tx, const Given& given, const std::vector<Placing>& placings,
                         const absl::Status& refusal) {
  const std::string& event = given.facts.event.name();
  PLENARY_ASSIGN_OR_RETURN(Standing standing, ReadStanding(tx, given, placings));
  std::set<std::string> names = standing.changed;
  if (names.empty()) {
    PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::OpenToLook(tx, event));
    int made = 0;
    const absl::Status put = PutAll(
        placings, standing,
        [&](const Placing&) { return MeetingName(event, absl::StrCat("planned-", ++made)); },
        agenda);
    if (put.ok()) {
      PLENARY_ASSIGN_OR_RETURN(const auto conflicts, agenda.FindConflicts());
      for (const std::vector<v1::Conflict>& of_one : conflicts) {
        for (const v1::Conflict& conflict : of_one) {
          if (conflict.is_warning()) continue;
          AddBlockers(base::FromRpcStatus(conflict.error()), names);
        }
      }
    }
  }
  if (names.empty()) AddBlockers(refusal, names);
  return Outdated(names);
}

}  // namespace plenary::planning
