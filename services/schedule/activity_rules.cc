#include "services/schedule/activity_rules.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/field_behavior.h"
#include "services/base/names.h"
#include "services/base/texts.h"

namespace plenary::schedule {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;
using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;
using google::type::Interval;

// Calendars of 1900 and 2200 still agree with everybody's.
const absl::Time kEarliest = absl::FromCivil(absl::CivilYear(1900), absl::UTCTimeZone());
const absl::Time kLatest = absl::FromCivil(absl::CivilYear(2200), absl::UTCTimeZone());

absl::Time TimeOf(const Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}
Timestamp ToTimestamp(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

// Calls `visit` with the message inside.
template <class Visit>
auto Visited(const v1::Activity& activity, const Visit& visit) {
  if (activity.has_meeting()) return visit(activity.meeting());
  if (activity.has_booking()) return visit(activity.booking());
  return visit(activity.session());
}
template <class Visit>
void ChangeInside(v1::Activity& activity, const Visit& visit) {
  if (activity.has_meeting()) return visit(*activity.mutable_meeting());
  if (activity.has_booking()) return visit(*activity.mutable_booking());
  visit(*activity.mutable_session());
}

Message& MutableMessageOf(v1::Activity& activity) {
  if (activity.has_meeting()) return *activity.mutable_meeting();
  if (activity.has_booking()) return *activity.mutable_booking();
  return *activity.mutable_session();
}

// Clears what changes by itself, and what counts changes.
template <class Resource>
void ClearStamps(Resource& resource) {
  resource.clear_etag();
  resource.clear_create_time();
  resource.clear_update_time();
}
template <class Resource>
void ClearProgress(Resource& resource) {
  ClearStamps(resource);
  resource.clear_conflicts();
  resource.clear_is_changed();
  resource.clear_sequence();
  if (resource.state() != v1::CANCELLED) resource.clear_state();
  for (v1::Attendee& attendee : *resource.mutable_attendees()) attendee.clear_display_name();
}

// What of an activity somebody decided.
v1::Activity Decided(v1::Activity activity) {
  if (activity.has_session()) ClearProgress(*activity.mutable_session());
  if (activity.has_meeting()) ClearProgress(*activity.mutable_meeting());
  if (activity.has_booking()) ClearStamps(*activity.mutable_booking());
  return activity;
}

// Whether a field says where an activity stands, although nobody sets it.
bool IsStanding(const FieldDescriptor& field) {
  return field.name() == "state" || field.name() == "cancel_reason";
}

bool FieldDiffers(const Message& before, const Message& after, const FieldDescriptor& field) {
  google::protobuf::util::MessageDifferencer differencer;
  return !differencer.CompareWithFields(before, after, {&field}, {&field});
}

template <class Texts>
std::string TextIn(const Texts& texts, absl::string_view language) {
  for (const auto& text : texts) {
    if (text.language() == language) return text.text();
  }
  // "zh" is what "zh-Hans" is, too.
  for (const auto& text : texts) {
    if (!language.empty() && absl::StartsWith(text.language(), absl::StrCat(language, "-"))) {
      return text.text();
    }
  }
  return texts.empty() ? std::string() : texts.Get(0).text();
}

void CheckOwnParts(const v1::Activity& activity, absl::string_view field,
                   base::FieldErrors& errors) {
  const Interval& whole = IntervalOf(activity);
  std::set<std::string> seen;
  const auto& attendees = AttendeesOf(activity);
  for (int i = 0; i < attendees.size(); ++i) {
    const std::string at = absl::StrCat(field, ".attendees[", i, "]");
    if (!seen.insert(attendees[i].who()).second) {
      errors.Add(absl::StrCat(at, ".who"), "is named before; name everybody once");
    }
    const Interval& part = attendees[i].interval();
    const absl::Time start =
        part.has_start_time() ? TimeOf(part.start_time()) : TimeOf(whole.start_time());
    const absl::Time end = part.has_end_time() ? TimeOf(part.end_time()) : TimeOf(whole.end_time());
    const bool is_inside =
        start >= TimeOf(whole.start_time()) && end <= TimeOf(whole.end_time()) && start < end;
    if (!is_inside) {
      errors.Add(absl::StrCat(at, ".interval"), "must lie inside the interval of the activity");
    }
  }
}

void CheckAssetsOnce(const v1::Activity& activity, absl::string_view field,
                     base::FieldErrors& errors) {
  std::set<std::string> seen;
  const auto& assets = AssetsOf(activity);
  for (int i = 0; i < assets.size(); ++i) {
    const std::string at = absl::StrCat(field, ".assets[", i, "]");
    if (!seen.insert(assets[i].asset()).second) {
      errors.Add(absl::StrCat(at, ".asset"), "is named before; say how many `units` are needed");
    }
    for (const auto& [name, buffer] :
         {std::pair("before", assets[i].before()), std::pair("after", assets[i].after())}) {
      const bool is_whole = buffer.nanos() == 0 && buffer.seconds() >= 0 &&
                            buffer.seconds() <= absl::ToInt64Seconds(absl::Hours(24));
      if (!is_whole) {
        errors.Add(absl::StrCat(at, ".", name), "must be whole seconds from 0 to 24 hours");
      }
    }
  }
  for (const std::string& interpreter : InterpretersOf(activity)) {
    if (seen.insert(interpreter).second) continue;
    errors.Add(absl::StrCat(field, ".interpretation.interpreters"),
               absl::StrCat(interpreter, " is named twice; name every interpreter once"));
  }
}

void CheckInterpretation(const v1::Interpretation& interpretation, absl::string_view field,
                         base::FieldErrors& errors) {
  const bool is_interpreted = interpretation.mode() != v1::INTERPRETATION_MODE_UNSPECIFIED &&
                              interpretation.mode() != v1::NONE;
  const std::set<std::string> languages(interpretation.languages().begin(),
                                        interpretation.languages().end());
  if (is_interpreted && languages.size() < 2) {
    errors.Add(absl::StrCat(field, ".languages"),
               "must be two or more where something is interpreted");
  }
  if (static_cast<int>(languages.size()) != interpretation.languages_size()) {
    errors.Add(absl::StrCat(field, ".languages"), "must be named once each");
  }
  if (!is_interpreted && !interpretation.interpreters().empty()) {
    errors.Add(absl::StrCat(field, ".mode"), "must say how the interpreters work");
  }
}

void CheckTextsOf(const v1::Session& session, absl::string_view field, base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(session.titles(), absl::StrCat(field, ".titles"), errors);
  base::CheckOneTextPerLanguage(session.subtitles(), absl::StrCat(field, ".subtitles"), errors);
  base::CheckOneTextPerLanguage(session.places(), absl::StrCat(field, ".places"), errors);
  base::CheckOneTextPerLanguage(session.guest_notes(), absl::StrCat(field, ".guest_notes"), errors);
}

void CheckInEvent(absl::string_view name, absl::string_view event, const std::string& field,
                  base::FieldErrors& errors) {
  const absl::string_view its = base::EventOf(name);
  if (its.empty() || its == event) return;
  errors.Add(field, absl::StrCat("must be of ", event, ", where the activity takes place"));
}

void CheckAllInEvent(const v1::Activity& activity, absl::string_view event, absl::string_view field,
                     base::FieldErrors& errors) {
  const auto& attendees = AttendeesOf(activity);
  for (int i = 0; i < attendees.size(); ++i) {
    CheckInEvent(attendees[i].who(), event, absl::StrCat(field, ".attendees[", i, "].who"), errors);
  }
  for (const std::string& delegation : DelegationsOf(activity)) {
    CheckInEvent(delegation, event,
                 absl::StrCat(field, activity.has_meeting() ? ".parties" : ".delegations"), errors);
  }
  if (activity.has_session()) {
    CheckInEvent(activity.session().track(), event, absl::StrCat(field, ".track"), errors);
  }
  CheckInEvent(activity.meeting().request(), event, absl::StrCat(field, ".request"), errors);
  for (const std::string& who : activity.booking().people()) {
    CheckInEvent(who, event, absl::StrCat(field, ".people"), errors);
  }
}

void CheckParties(const v1::Meeting& meeting, absl::string_view field, base::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < meeting.parties_size(); ++i) {
    const v1::Meeting::Party& party = meeting.parties(i);
    const std::string at = absl::StrCat(field, ".parties[", i, "]");
    if (party.delegation().empty() == party.organization().empty()) {
      errors.Add(at, "must be a delegation or an organization, one of them");
    }
    if (!seen.insert(party.delegation() + party.organization()).second) {
      errors.Add(at, "is named before; name every party once");
    }
    if (party.head_must_attend() && party.delegation().empty()) {
      errors.Add(absl::StrCat(at, ".head_must_attend"), "is for delegations, which have a head");
    }
  }
}

// Shifts an own part of the time; what is left of it stays inside the activity.
void MovePart(Interval& part, absl::Duration shift, absl::Time start, absl::Time end) {
  const auto moved = [&](const Timestamp& time) {
    return ToTimestamp(std::clamp(TimeOf(time) + shift, start, end));
  };
  if (part.has_start_time()) *part.mutable_start_time() = moved(part.start_time());
  if (part.has_end_time()) *part.mutable_end_time() = moved(part.end_time());
  const bool is_empty = part.has_start_time() && part.has_end_time() &&
                        TimeOf(part.start_time()) >= TimeOf(part.end_time());
  if (is_empty) part.Clear();
}

}  // namespace

ActivityType TypeOf(absl::string_view name) {
  const absl::string_view rest = name.substr(base::EventOf(name).size());
  if (absl::StartsWith(rest, "/meetings/")) return ActivityType::kMeeting;
  if (absl::StartsWith(rest, "/bookings/")) return ActivityType::kBooking;
  return ActivityType::kSession;
}

const std::string& NameOf(const v1::Activity& activity) {
  if (activity.has_meeting()) return activity.meeting().name();
  if (activity.has_booking()) return activity.booking().name();
  return activity.session().name();
}

const std::string& EtagOf(const v1::Activity& activity) {
  if (activity.has_meeting()) return activity.meeting().etag();
  if (activity.has_booking()) return activity.booking().etag();
  return activity.session().etag();
}

const Interval& IntervalOf(const v1::Activity& activity) {
  if (activity.has_meeting()) return activity.meeting().interval();
  if (activity.has_booking()) return activity.booking().interval();
  return activity.session().interval();
}

Interval* MutableIntervalOf(v1::Activity& activity) {
  if (activity.has_meeting()) return activity.mutable_meeting()->mutable_interval();
  if (activity.has_booking()) return activity.mutable_booking()->mutable_interval();
  return activity.mutable_session()->mutable_interval();
}

absl::Time StartOf(const v1::Activity& activity) {
  return TimeOf(IntervalOf(activity).start_time());
}

absl::Time EndOf(const v1::Activity& activity) { return TimeOf(IntervalOf(activity).end_time()); }

bool IsDeleted(const v1::Activity& activity) {
  return Visited(activity, [](const auto& inside) { return inside.has_delete_time(); });
}

bool IsCancelled(const v1::Activity& activity) {
  return activity.session().state() == v1::CANCELLED || activity.meeting().state() == v1::CANCELLED;
}

const RepeatedPtrField<v1::AssetUse>& AssetsOf(const v1::Activity& activity) {
  if (activity.has_meeting()) return activity.meeting().assets();
  if (activity.has_booking()) return activity.booking().assets();
  return activity.session().assets();
}

RepeatedPtrField<v1::AssetUse>* MutableAssetsOf(v1::Activity& activity) {
  if (activity.has_meeting()) return activity.mutable_meeting()->mutable_assets();
  if (activity.has_booking()) return activity.mutable_booking()->mutable_assets();
  return activity.mutable_session()->mutable_assets();
}

std::vector<std::string> InterpretersOf(const v1::Activity& activity) {
  const v1::Interpretation& interpretation = activity.has_meeting()
                                                 ? activity.meeting().interpretation()
                                                 : activity.session().interpretation();
  return {interpretation.interpreters().begin(), interpretation.interpreters().end()};
}

const RepeatedPtrField<v1::Attendee>& AttendeesOf(const v1::Activity& activity) {
  return activity.has_meeting() ? activity.meeting().attendees() : activity.session().attendees();
}

RepeatedPtrField<v1::Attendee>* MutableAttendeesOf(v1::Activity& activity) {
  return activity.has_meeting() ? activity.mutable_meeting()->mutable_attendees()
                                : activity.mutable_session()->mutable_attendees();
}

std::vector<std::string> DelegationsOf(const v1::Activity& activity) {
  const auto& stays = activity.session().delegations();
  std::vector<std::string> delegations(stays.begin(), stays.end());
  for (const v1::Meeting::Party& party : activity.meeting().parties()) {
    if (!party.delegation().empty()) delegations.push_back(party.delegation());
  }
  return delegations;
}

bool IsOpen(const v1::Activity& activity) {
  return activity.has_session() && activity.session().delegations().empty();
}

const Message& MessageOf(const v1::Activity& activity) {
  if (activity.has_meeting()) return activity.meeting();
  if (activity.has_booking()) return activity.booking();
  return activity.session();
}

bool ParseActivity(ActivityType type, absl::string_view body, v1::Activity& into) {
  into.Clear();
  if (type == ActivityType::kSession) into.mutable_session();
  if (type == ActivityType::kMeeting) into.mutable_meeting();
  if (type == ActivityType::kBooking) into.mutable_booking();
  return MutableMessageOf(into).ParseFromArray(body.data(), static_cast<int>(body.size()));
}

std::string TitleOf(const v1::Activity& activity, absl::string_view language) {
  if (activity.has_booking()) return activity.booking().purpose();
  if (activity.has_meeting()) return TextIn(activity.meeting().titles(), language);
  return TextIn(activity.session().titles(), language);
}

void CheckInterval(const Interval& interval, absl::string_view field, base::FieldErrors& errors) {
  if (!interval.has_start_time() || !interval.has_end_time()) {
    errors.Add(field, "must have a start and an end");
    return;
  }
  const absl::Time start = TimeOf(interval.start_time());
  const absl::Time end = TimeOf(interval.end_time());
  if (start >= end) {
    errors.Add(field, "must end after it starts; the end itself is not part of it");
  } else if (end - start > kLongestActivity) {
    errors.Add(field, "must be no longer than 31 days; split what takes longer");
  }
  if (start < kEarliest || end > kLatest) errors.Add(field, "must lie between 1900 and 2200");
}

void CheckActivity(const v1::Activity& activity, absl::string_view event, absl::string_view field,
                   base::FieldErrors& errors) {
  CheckInterval(IntervalOf(activity), absl::StrCat(field, ".interval"), errors);
  CheckAssetsOnce(activity, field, errors);
  CheckAllInEvent(activity, event, field, errors);
  if (activity.has_booking()) return;
  CheckOwnParts(activity, field, errors);
  CheckInterpretation(activity.has_meeting() ? activity.meeting().interpretation()
                                             : activity.session().interpretation(),
                      absl::StrCat(field, ".interpretation"), errors);
  if (activity.has_session()) return CheckTextsOf(activity.session(), field, errors);
  CheckParties(activity.meeting(), field, errors);
  base::CheckOneTextPerLanguage(activity.meeting().titles(), absl::StrCat(field, ".titles"),
                                errors);
}

void MoveTo(v1::Activity& activity, absl::Time start, absl::Time end) {
  const absl::Duration shift = start - StartOf(activity);
  Interval* interval = MutableIntervalOf(activity);
  *interval->mutable_start_time() = ToTimestamp(start);
  *interval->mutable_end_time() = ToTimestamp(end);
  if (activity.has_booking()) return;
  for (v1::Attendee& attendee : *MutableAttendeesOf(activity)) {
    if (attendee.has_interval()) MovePart(*attendee.mutable_interval(), shift, start, end);
    if (!attendee.interval().has_start_time() && !attendee.interval().has_end_time()) {
      attendee.clear_interval();
    }
  }
}

bool IsMoved(const v1::Activity& before, const v1::Activity& after) {
  if (IsCancelled(before) != IsCancelled(after) || IsDeleted(before) != IsDeleted(after))
    return true;
  const Message& old_message = MessageOf(before);
  const Message& new_message = MessageOf(after);
  for (const absl::string_view name : {"interval", "venue", "assets", "places", "time_zone"}) {
    const FieldDescriptor* field = new_message.GetDescriptor()->FindFieldByName(std::string(name));
    if (field != nullptr && FieldDiffers(old_message, new_message, *field)) return true;
  }
  const auto part = [](const v1::Attendee& left, const v1::Attendee& right) {
    return left.who() == right.who() &&
           google::protobuf::util::MessageDifferencer::Equals(left.interval(), right.interval());
  };
  const auto& old_attendees = AttendeesOf(before);
  const auto& new_attendees = AttendeesOf(after);
  return !std::all_of(new_attendees.begin(), new_attendees.end(), [&](const v1::Attendee& each) {
    const auto same =
        std::find_if(old_attendees.begin(), old_attendees.end(),
                     [&](const v1::Attendee& old) { return old.who() == each.who(); });
    return same == old_attendees.end() || part(*same, each);
  });
}

bool Differs(const v1::Activity& before, const v1::Activity& after) {
  return !google::protobuf::util::MessageDifferencer::Equals(Decided(before), Decided(after));
}

std::vector<std::string> DifferingFields(const v1::Activity& before, const v1::Activity& after) {
  const v1::Activity old_activity = Decided(before);
  const v1::Activity new_activity = Decided(after);
  const Message& old_message = MessageOf(old_activity);
  const Message& new_message = MessageOf(new_activity);
  std::vector<std::string> fields;
  const google::protobuf::Descriptor& type = *new_message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_told = !base::HasBehavior(field, google::api::OUTPUT_ONLY) || IsStanding(field);
    if (is_told && FieldDiffers(old_message, new_message, field)) fields.push_back(field.name());
  }
  return fields;
}

}  // namespace plenary::schedule
