#include "services/planning/meeting_rules.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

// A side of a request as a party of a meeting, unless it is there already.
void AddParty(const v1::MeetingRequest::Side& side, const schedule::Facts& facts,
              v1::Meeting& meeting) {
  v1::Meeting::Party party;
  const auto participant = facts.participants.find(side.party());
  if (participant != facts.participants.end()) {
    party.set_delegation(participant->second.delegation());
    const auto person = facts.people.find(participant->second.person());
    if (party.delegation().empty() && person != facts.people.end()) {
      party.set_organization(person->second.organization());
    }
  } else if (absl::StartsWith(side.party(), "organizations/")) {
    party.set_organization(side.party());
  } else {
    party.set_delegation(side.party());
  }
  const bool is_delegation = participant == facts.participants.end() && !party.delegation().empty();
  party.set_head_must_attend(!party.delegation().empty() &&
                             (side.head_must_attend() || (is_delegation && side.people().empty())));
  if (party.delegation().empty() && party.organization().empty()) return;
  for (v1::Meeting::Party& each : *meeting.mutable_parties()) {
    const bool is_same =
        each.delegation() == party.delegation() && each.organization() == party.organization();
    if (!is_same) continue;
    each.set_head_must_attend(each.head_must_attend() || party.head_must_attend());
    return;
  }
  *meeting.add_parties() = std::move(party);
}

void AddAttendee(const std::string& who, bool is_optional, const schedule::Facts& facts,
                 v1::Meeting& meeting) {
  v1::Attendee added;
  added.set_who(who);
  added.set_optional(is_optional);
  const std::string person = schedule::PersonOf(added, facts);
  for (v1::Attendee& attendee : *meeting.mutable_attendees()) {
    if (schedule::PersonOf(attendee, facts) != person) continue;
    attendee.set_optional(attendee.optional() && is_optional);
    return;
  }
  *meeting.add_attendees() = std::move(added);
}

absl::Status AddSide(const v1::MeetingRequest::Side& side, const schedule::Facts& facts,
                     v1::Meeting& meeting) {
  AddParty(side, facts, meeting);
  std::vector<std::string> required(side.people().begin(), side.people().end());
  const bool is_participant = facts.participants.count(side.party()) > 0;
  if (required.empty() && is_participant) required.push_back(side.party());
  bool is_anybody_there = required.empty();
  for (const std::string& who : required) {
    if (HasLeft(who, facts)) continue;
    is_anybody_there = true;
    AddAttendee(who, false, facts, meeting);
  }
  for (const std::string& who : side.optional_people()) {
    if (!HasLeft(who, facts)) AddAttendee(who, true, facts, meeting);
  }
  if (is_anybody_there) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ATTENDEE_LEFT,
                      absl::StrCat("nobody of those who come for ", side.party(),
                                   " takes part in the event any more; name others"),
                      {{"attendee", required.front()}});
}

}  // namespace

absl::Time StartOf(const v1::Meeting& meeting) { return TimeOf(meeting.interval().start_time()); }
absl::Time EndOf(const v1::Meeting& meeting) { return TimeOf(meeting.interval().end_time()); }

v1::Activity AsActivity(const v1::Meeting& meeting) {
  v1::Activity activity;
  *activity.mutable_meeting() = meeting;
  return activity;
}

bool Comes(const v1::Attendee& attendee, const schedule::Facts& facts) {
  const auto participant = facts.participants.find(attendee.who());
  const bool has_left = participant != facts.participants.end()
                            ? schedule::HasLeft(participant->second)
                            : attendee.left();
  return !has_left && attendee.answer() != v1::Attendee::DECLINED;
}

bool HasLeft(const std::string& who, const schedule::Facts& facts) {
  const auto participant = facts.participants.find(who);
  return participant != facts.participants.end() && schedule::HasLeft(participant->second);
}

absl::StatusOr<v1::Meeting> MeetingFor(const v1::MeetingRequest& request,
                                       const schedule::Facts& facts) {
  v1::Meeting meeting;
  meeting.set_request(request.name());
  PLENARY_RETURN_IF_ERROR(AddSide(request.from(), facts, meeting));
  PLENARY_RETURN_IF_ERROR(AddSide(request.to(), facts, meeting));
  *meeting.mutable_languages() = request.languages();
  if (request.has_interpretation()) {
    *meeting.mutable_interpretation() = request.interpretation();
    meeting.mutable_interpretation()->clear_interpreters();
  }
  return meeting;
}

}  // namespace plenary::planning
