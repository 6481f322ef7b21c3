// What an activity refers to, and what follows for it from that.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/line_rules.h"

namespace plenary::schedule {
namespace {

using google::protobuf::util::MessageDifferencer;
using google::protobuf::util::TimeUtil;

// --- References.

// Looks every reference of one activity up. What the activity referred to before may be deleted.
class ReferenceCheck {
 public:
  ReferenceCheck(const Facts& facts, const v1::Activity& before, absl::string_view field)
      : facts_(facts), field_(field) {
    AddNamed(before, known_);
  }

  template <class Resource>
  void Look(const std::map<std::string, Resource>& among, const std::set<std::string>& known,
            const std::string& name, const std::string& at) {
    if (name.empty() || !status_.ok()) return;
    const std::string field = absl::StrCat(field_, at);
    const absl::string_view event = base::EventOf(name);
    if (!event.empty() && event != facts_.event.name()) {
      status_ = base::BadField(field, absl::StrCat("must be of ", facts_.event.name(),
                                                   ", where the activity takes place"));
      return;
    }
    const auto found = among.find(name);
    if (found == among.end()) {
      status_ = Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND, name,
                       field, "does not exist; create it first or name another");
    } else if (found->second.has_delete_time() && known.count(name) == 0) {
      status_ = Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_DELETED,
                       name, field, "was deleted; undelete it or name another");
    }
  }

  void LookWho(const std::string& who, const std::string& at) {
    if (absl::StartsWith(who, "people/")) return Look(facts_.people, known_.people, who, at);
    Look(facts_.participants, known_.participants, who, at);
  }
  void LookVenue(const std::string& venue, const std::string& at) {
    Look(facts_.venues, known_.venues, venue, at);
  }
  void LookTrack(const std::string& track) { Look(facts_.tracks, known_.tracks, track, ".track"); }
  void LookDelegation(const std::string& delegation, const std::string& at) {
    Look(facts_.delegations, known_.delegations, delegation, at);
  }
  void LookOrganization(const std::string& organization, const std::string& at) {
    Look(facts_.organizations, known_.organizations, organization, at);
  }
  // `of_interpreter`: whether it must be one; else, unless bookings, it must be none.
  void LookAsset(const std::string& name, const std::string& at, bool is_booking,
                 bool of_interpreter) {
    Look(facts_.assets, known_.assets, name, at);
    if (!status_.ok()) return;
    const bool is_interpreter = facts_.assets.find(name)->second.kind() == v1::Asset::INTERPRETER;
    if (of_interpreter && !is_interpreter) {
      status_ = base::BadField(absl::StrCat(field_, at), "must be an interpreter");
    } else if (!of_interpreter && is_interpreter && !is_booking) {
      status_ = base::BadField(absl::StrCat(field_, at),
                               "is an interpreter; name them in `interpretation`");
    }
  }

  absl::Status Take() { return std::move(status_); }

 private:
  static absl::Status Refuse(absl::StatusCode code, v1::ErrorReason reason, const std::string& name,
                             const std::string& field, absl::string_view what) {
    return base::Refuse(code, reason, absl::StrCat(field, " names ", name, ", which ", what),
                        {{"resource", name}, {"field", field}});
  }

  const Facts& facts_;
  const absl::string_view field_;
  Named known_;
  absl::Status status_;
};

std::string Index(absl::string_view list, int i, absl::string_view rest = "") {
  return absl::StrCat(".", list, "[", i, "]", rest);
}

template <class Names>
void LookEachWho(const Names& names, absl::string_view list, ReferenceCheck& check) {
  for (int i = 0; i < names.size(); ++i) check.LookWho(names[i], Index(list, i));
}

void LookInto(const v1::Session& session, ReferenceCheck& check) {
  check.LookTrack(session.track());
  check.LookVenue(session.venue(), ".venue");
  check.LookVenue(session.journey().end_venue(), ".journey.end_venue");
  for (int i = 0; i < session.delegations_size(); ++i) {
    check.LookDelegation(session.delegations(i), Index("delegations", i));
  }
  LookEachWho(session.responsible(), "responsible", check);
}

void LookInto(const v1::Meeting& meeting, ReferenceCheck& check) {
  for (int i = 0; i < meeting.parties_size(); ++i) {
    check.LookDelegation(meeting.parties(i).delegation(), Index("parties", i, ".delegation"));
    check.LookOrganization(meeting.parties(i).organization(), Index("parties", i, ".organization"));
  }
  check.LookVenue(meeting.venue(), ".venue");
  LookEachWho(meeting.responsible(), "responsible", check);
}

void LookInto(const v1::Booking& booking, ReferenceCheck& check) {
  LookEachWho(booking.people(), "people", check);
  check.LookVenue(booking.venue(), ".venue");
}

// --- Heads who must attend.

bool SameAttendees(const v1::Meeting& before, const v1::Meeting& after) {
  std::set<std::pair<std::string, bool>> old_ones;
  for (const v1::Attendee& attendee : before.attendees()) {
    old_ones.emplace(attendee.who(), attendee.optional());
  }
  std::set<std::pair<std::string, bool>> new_ones;
  for (const v1::Attendee& attendee : after.attendees()) {
    new_ones.emplace(attendee.who(), attendee.optional());
  }
  return old_ones == new_ones;
}

bool SameParties(const v1::Meeting& before, const v1::Meeting& after) {
  return std::equal(before.parties().begin(), before.parties().end(), after.parties().begin(),
                    after.parties().end(),
                    [](const v1::Meeting::Party& left, const v1::Meeting::Party& right) {
                      return left.delegation() == right.delegation() &&
                             left.head_must_attend() == right.head_must_attend();
                    });
}

absl::Status NoHead(const std::string& delegation) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_HEAD_MUST_ATTEND,
                      absl::StrCat("the head of ", delegation,
                                   " must attend, and nobody heads it at that time; set a head "
                                   "first, or do without"),
                      {{"delegation", delegation}});
}

// The attendee who is `participant`, by whatever name; nullptr where there is none.
v1::Attendee* FindAttendee(const std::string& participant, const Facts& facts,
                           v1::Meeting& meeting) {
  v1::Attendee wanted;
  wanted.set_who(participant);
  const std::string person = PersonOf(wanted, facts);
  for (v1::Attendee& attendee : *meeting.mutable_attendees()) {
    if (attendee.who() == participant || PersonOf(attendee, facts) == person) return &attendee;
  }
  return nullptr;
}

absl::Status AddHeads(absl::Time start, const Facts& facts, v1::Meeting& meeting) {
  for (const v1::Meeting::Party& party : meeting.parties()) {
    if (!party.head_must_attend()) continue;
    const std::string head = HeadAt(party.delegation(), start, facts);
    const auto found = facts.participants.find(head);
    if (found == facts.participants.end() || HasLeft(found->second)) {
      return NoHead(party.delegation());
    }
    v1::Attendee* attendee = FindAttendee(head, facts, meeting);
    if (attendee == nullptr) {
      attendee = meeting.add_attendees();
      attendee->set_who(head);
      attendee->set_role(v1::Attendee::CHAIR);
    }
    attendee->set_optional(false);
  }
  return absl::OkStatus();
}

// --- What follows.

std::string WallClock(absl::Time time, const std::string& zone) {
  absl::TimeZone time_zone;
  // Zones are checked when they are set; UTC stands for one that is gone.
  if (!absl::LoadTimeZone(zone, &time_zone)) time_zone = absl::UTCTimeZone();
  return absl::FormatTime("%Y-%m-%dT%H:%M:%S", time, time_zone);
}

template <class Resource>
void CompleteAttendees(const Resource& before, const Facts& facts, Resource& after) {
  for (v1::Attendee& attendee : *after.mutable_attendees()) {
    const auto same =
        std::find_if(before.attendees().begin(), before.attendees().end(),
                     [&](const v1::Attendee& old) { return old.who() == attendee.who(); });
    if (attendee.answer() == v1::Attendee::ANSWER_UNSPECIFIED && same != before.attendees().end()) {
      attendee.set_answer(same->answer());
      attendee.set_answer_note(same->answer_note());
    }
    if (attendee.answer() == v1::Attendee::ANSWER_UNSPECIFIED) {
      attendee.set_answer(v1::Attendee::NEEDS_ACTION);
    }
    attendee.set_person(PersonOf(attendee, facts));
    const auto participant = facts.participants.find(attendee.who());
    const bool takes_part = participant != facts.participants.end();
    attendee.set_left(takes_part && HasLeft(participant->second));
    attendee.set_delegation(takes_part ? participant->second.delegation() : "");
    const auto person = facts.people.find(attendee.person());
    if (person != facts.people.end()) {
      attendee.set_display_name(person->second.sort_name());
    } else if (takes_part) {
      attendee.set_display_name(participant->second.display_name());
    }
  }
}

template <class Resource>
int NeededFor(const Resource& resource, absl::Duration duration) {
  const v1::Interpretation& interpretation = resource.interpretation();
  if (interpretation.supplied_by() == v1::Interpretation::THEM) return 0;
  return InterpretersNeeded(interpretation.mode(), interpretation.languages_size(), duration);
}

bool SameAssets(const v1::Activity& before, const v1::Activity& after) {
  return std::equal(AssetsOf(before).begin(), AssetsOf(before).end(), AssetsOf(after).begin(),
                    AssetsOf(after).end(), [](const v1::AssetUse& left, const v1::AssetUse& right) {
                      return left.asset() == right.asset();
                    });
}

// Whether nothing changed that its wall-clock times follow from, so that they stay as planned.
template <class Resource>
bool KeepsLocalTimes(const Resource& before, const Resource& after) {
  return !before.local_start().empty() &&
         MessageDifferencer::Equals(before.interval(), after.interval()) &&
         before.time_zone() == after.time_zone() && before.venue() == after.venue();
}
bool SameJourney(const v1::Session& before, const v1::Session& after) {
  return before.journey().end_time_zone() == after.journey().end_time_zone() &&
         before.journey().end_venue() == after.journey().end_venue();
}
bool SameJourney(const v1::Meeting&, const v1::Meeting&) { return true; }

template <class Resource>
void CompleteRest(const v1::Activity& activity, const v1::Activity& before_activity,
                  const Resource& before, const Facts& facts, Resource& after) {
  CompleteAttendees(before, facts, after);
  if (KeepsLocalTimes(before, after) && SameJourney(before, after) &&
      SameAssets(before_activity, activity)) {
    after.set_local_start(before.local_start());
    after.set_local_end(before.local_end());
  } else {
    after.set_local_start(LocalStart(activity, facts));
    after.set_local_end(LocalEnd(activity, facts));
  }
  const int needed = NeededFor(after, EndOf(activity) - StartOf(activity));
  if (after.has_interpretation()) {
    after.mutable_interpretation()->set_interpreters_needed(needed);
  }
}

}  // namespace

std::string LocalStart(const v1::Activity& activity, const Facts& facts) {
  return WallClock(StartOf(activity), StartZoneOf(activity, facts));
}
std::string LocalEnd(const v1::Activity& activity, const Facts& facts) {
  return WallClock(EndOf(activity), EndZoneOf(activity, facts));
}

std::string HeadAt(const std::string& delegation, absl::Time instant, const Facts& facts) {
  const auto found = facts.delegations.find(delegation);
  if (found == facts.delegations.end()) return "";
  const auto time_of = [](const google::protobuf::Timestamp& time) {
    return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
  };
  for (const v1::Headship& headship : found->second.headships()) {
    const google::type::Interval& interval = headship.interval();
    const bool began = !interval.has_start_time() || time_of(interval.start_time()) <= instant;
    const bool goes_on = !interval.has_end_time() || instant < time_of(interval.end_time());
    if (began && goes_on) return headship.participant();
  }
  return "";
}

absl::Status CheckReferences(const v1::Activity& activity, const v1::Activity& before,
                             const Facts& facts, absl::string_view field) {
  ReferenceCheck check(facts, before, field);
  const auto& assets = AssetsOf(activity);
  for (int i = 0; i < assets.size(); ++i) {
    check.LookAsset(assets[i].asset(), Index("assets", i, ".asset"), activity.has_booking(), false);
  }
  const std::vector<std::string> interpreters = InterpretersOf(activity);
  for (size_t i = 0; i < interpreters.size(); ++i) {
    check.LookAsset(interpreters[i], Index("interpretation.interpreters", static_cast<int>(i)),
                    false, true);
  }
  const auto& attendees = AttendeesOf(activity);
  for (int i = 0; i < attendees.size(); ++i) {
    check.LookWho(attendees[i].who(), Index("attendees", i, ".who"));
  }
  if (activity.has_session()) LookInto(activity.session(), check);
  if (activity.has_meeting()) LookInto(activity.meeting(), check);
  if (activity.has_booking()) LookInto(activity.booking(), check);
  return check.Take();
}

absl::Status Complete(v1::Activity& activity, const v1::Activity& before, const Facts& facts) {
  if (activity.has_meeting()) {
    const bool stays =
        SameParties(before.meeting(), activity.meeting()) &&
        SameAttendees(before.meeting(), activity.meeting()) &&
        MessageDifferencer::Equals(before.meeting().interval(), activity.meeting().interval());
    if (!stays) {
      PLENARY_RETURN_IF_ERROR(AddHeads(StartOf(activity), facts, *activity.mutable_meeting()));
    }
    CompleteRest(activity, before, before.meeting(), facts, *activity.mutable_meeting());
  } else if (activity.has_session()) {
    CompleteRest(activity, before, before.session(), facts, *activity.mutable_session());
  }
  return absl::OkStatus();
}

}  // namespace plenary::schedule
