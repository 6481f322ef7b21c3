#include "services/schedule/line_rules.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "google/protobuf/util/time_util.h"
#include "services/schedule/activity_rules.h"

namespace plenary::schedule {
namespace {

using google::protobuf::util::TimeUtil;

// As deep as combined assets go; what is deeper is a fault of the data.
constexpr int kDeepestPart = 3;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

absl::Duration ToDuration(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
}

template <class Map>
const typename Map::mapped_type* FindIn(const Map& map, const std::string& name) {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

void AddName(const std::string& name, std::set<std::string>& names) {
  if (!name.empty()) names.insert(name);
}

void AddWho(const std::string& who, Named& named) {
  AddName(who, absl::StartsWith(who, "people/") ? named.people : named.participants);
}

void AddNamedBy(const v1::Session& session, Named& named) {
  AddName(session.track(), named.tracks);
  AddName(session.venue(), named.venues);
  AddName(session.journey().end_venue(), named.venues);
  for (const std::string& who : session.responsible()) AddWho(who, named);
}

void AddNamedBy(const v1::Meeting& meeting, Named& named) {
  AddName(meeting.venue(), named.venues);
  for (const std::string& who : meeting.responsible()) AddWho(who, named);
  for (const v1::Meeting::Party& party : meeting.parties()) {
    AddName(party.organization(), named.organizations);
    if (party.head_must_attend()) AddName(party.delegation(), named.heads_of);
  }
}

void AddNamedBy(const v1::Booking& booking, Named& named) {
  AddName(booking.venue(), named.venues);
  for (const std::string& who : booking.people()) AddWho(who, named);
}

// The own venue of an activity, as it is set.
const std::string& VenueSet(const v1::Activity& activity) {
  if (activity.has_meeting()) return activity.meeting().venue();
  if (activity.has_booking()) return activity.booking().venue();
  return activity.session().venue();
}

const std::string& ZoneSet(const v1::Activity& activity) {
  return activity.has_meeting() ? activity.meeting().time_zone() : activity.session().time_zone();
}

std::string ZoneOfVenue(const std::string& venue, const Facts& facts) {
  const v1::VenueRecord* found = FindIn(facts.venues, venue);
  return found == nullptr ? std::string() : found->time_zone();
}

bool IsPlace(const v1::Asset& asset) {
  return asset.kind() == v1::Asset::ROOM || asset.kind() == v1::Asset::TABLE;
}

// Whether it takes the asset time to get from one venue to the next.
bool Travels(const v1::Asset& asset) {
  const bool moves = asset.kind() == v1::Asset::INTERPRETER || asset.kind() == v1::Asset::VEHICLE;
  return moves && asset.venue().empty();
}

// Whether it occupies nobody and nothing any more.
bool IsOver(const v1::Activity& activity, absl::Time now) {
  if (IsDeleted(activity) || IsCancelled(activity)) return true;
  if (!activity.has_booking()) return false;
  const v1::Booking& booking = activity.booking();
  if (booking.state() == v1::Booking::GIVEN_BACK || booking.state() == v1::Booking::EXPIRED) {
    return true;
  }
  return booking.has_expire_time() && TimeOf(booking.expire_time()) <= now;
}

// Time around a use.
struct Buffers {
  absl::Duration before;
  absl::Duration after;
};

// Writes the lines of one activity.
class LineWriter {
 public:
  LineWriter(const v1::Activity& activity, const Facts& facts) : facts_(facts) {
    whole_.start = StartOf(activity);
    whole_.end = EndOf(activity);
    whole_.venue = VenueOf(activity, facts);
    whole_.end_venue = whole_.venue;
    if (activity.session().has_journey()) {
      whole_.end_venue = activity.session().journey().end_venue();
    }
    if (activity.booking().has_expire_time()) {
      whole_.expire = TimeOf(activity.booking().expire_time());
    }
  }

  void AddUse(const v1::AssetUse& use) {
    const v1::Asset* asset = FindIn(facts_.assets, use.asset());
    if (asset == nullptr) return;
    const Buffers own = OwnBuffers(*asset);
    const Buffers buffers = {use.has_before() ? ToDuration(use.before()) : own.before,
                             use.has_after() ? ToDuration(use.after()) : own.after};
    const bool is_set = use.has_before() || use.has_after();
    AddAsset(*asset, buffers, is_set, std::max(use.units(), 1), 0);
  }

  void AddAssetNamed(const std::string& name) {
    v1::AssetUse use;
    use.set_asset(name);
    AddUse(use);
  }

  void AddAttendee(const v1::Attendee& attendee) {
    if (attendee.optional() || attendee.left() || attendee.answer() == v1::Attendee::DECLINED) {
      return;
    }
    Line line = whole_;
    line.subject = PersonOf(attendee, facts_);
    const google::type::Interval& part = attendee.interval();
    if (part.has_start_time()) line.start = TimeOf(part.start_time());
    if (part.has_end_time()) line.end = TimeOf(part.end_time());
    // On the way, nobody knows where they get on or off.
    const bool is_journey = whole_.venue != whole_.end_venue;
    if (is_journey && line.start != whole_.start) line.venue.clear();
    if (is_journey && line.end != whole_.end) line.end_venue.clear();
    Add(std::move(line));
  }

  void AddPerson(const std::string& who) {
    const v1::Participant* participant = FindIn(facts_.participants, who);
    if (participant != nullptr && HasLeft(*participant)) return;
    v1::Attendee attendee;
    attendee.set_who(who);
    AddAttendee(attendee);
  }

  // By start, then subject. What is named in two ways is occupied once.
  std::vector<Line> Take() {
    std::sort(lines_.begin(), lines_.end(), [](const Line& left, const Line& right) {
      return std::tie(left.subject, left.start, left.end) <
             std::tie(right.subject, right.start, right.end);
    });
    std::vector<Line> merged;
    merged.reserve(lines_.size());
    for (Line& line : lines_) {
      const bool continues = !merged.empty() && merged.back().subject == line.subject &&
                             line.start < merged.back().end;
      if (continues) {
        Merge(line, merged.back());
      } else {
        merged.push_back(std::move(line));
      }
    }
    std::stable_sort(merged.begin(), merged.end(),
                     [](const Line& left, const Line& right) { return left.start < right.start; });
    return merged;
  }

 private:
  static Buffers OwnBuffers(const v1::Asset& asset) {
    return {ToDuration(asset.setup_duration()), ToDuration(asset.clear_up_duration())};
  }

  static void Merge(const Line& line, Line& into) {
    into.units = std::max(into.units, line.units);
    if (into.venue.empty() && line.start == into.start) into.venue = line.venue;
    if (line.end < into.end) return;
    if (line.end > into.end || into.end_venue.empty()) into.end_venue = line.end_venue;
    into.end = line.end;
  }

  void AddAsset(const v1::Asset& asset, const Buffers& buffers, bool is_set, int64_t units,
                int depth) {
    Line line = whole_;
    line.subject = asset.name();
    line.start -= buffers.before;
    line.end += buffers.after;
    line.units = units;
    if (!asset.person().empty()) {
      Line person = line;
      person.subject = PersonNamed(asset.person(), facts_);
      person.units = 1;
      Add(std::move(person));
    }
    if (!Travels(asset)) {
      line.venue.clear();
      line.end_venue.clear();
    }
    Add(std::move(line));
    if (depth == kDeepestPart) return;
    for (const std::string& name : asset.parts()) {
      const v1::Asset* part = FindIn(facts_.assets, name);
      if (part == nullptr) continue;
      AddAsset(*part, is_set ? buffers : Longer(buffers, OwnBuffers(*part)), is_set, 1, depth + 1);
    }
  }

  // A part needs its own time, too, even if the whole says nothing of it.
  static Buffers Longer(const Buffers& whole, const Buffers& part) {
    return {std::max(whole.before, part.before), std::max(whole.after, part.after)};
  }

  void Add(Line line) {
    if (!line.subject.empty()) lines_.push_back(std::move(line));
  }

  const Facts& facts_;
  Line whole_;
  std::vector<Line> lines_;
};

void AddWithParts(const std::string& name, const Facts& facts, int depth,
                  std::set<std::string>& subjects) {
  subjects.insert(name);
  const v1::Asset* asset = FindIn(facts.assets, name);
  if (asset == nullptr) return;
  if (!asset->person().empty()) subjects.insert(PersonNamed(asset->person(), facts));
  if (depth == kDeepestPart) return;
  for (const std::string& part : asset->parts()) AddWithParts(part, facts, depth + 1, subjects);
}

// Somebody who is named, but no attendee.
std::string PersonCalled(const std::string& who, const Facts& facts) {
  v1::Attendee attendee;
  attendee.set_who(who);
  return PersonOf(attendee, facts);
}

}  // namespace

void AddNamed(const v1::Activity& activity, Named& named) {
  for (const v1::AssetUse& use : AssetsOf(activity)) AddName(use.asset(), named.assets);
  for (const std::string& interpreter : InterpretersOf(activity)) {
    AddName(interpreter, named.assets);
  }
  for (const v1::Attendee& attendee : AttendeesOf(activity)) AddWho(attendee.who(), named);
  for (const std::string& delegation : DelegationsOf(activity)) {
    AddName(delegation, named.delegations);
  }
  if (activity.has_session()) AddNamedBy(activity.session(), named);
  if (activity.has_meeting()) AddNamedBy(activity.meeting(), named);
  if (activity.has_booking()) AddNamedBy(activity.booking(), named);
}

bool HasLeft(const v1::Participant& participant) {
  switch (participant.state()) {
    case v1::Participant::DECLINED:
    case v1::Participant::REJECTED:
    case v1::Participant::WITHDRAWN:
    case v1::Participant::SUBSTITUTED:
    case v1::Participant::EXPIRED:
      return true;
    default:
      return participant.has_delete_time();
  }
}

std::string PersonNamed(const std::string& name, const Facts& facts) {
  const v1::Person* person = FindIn(facts.people, name);
  return person == nullptr ? name : person->name();
}

std::string PersonOf(const v1::Attendee& attendee, const Facts& facts) {
  if (absl::StartsWith(attendee.who(), "people/")) return PersonNamed(attendee.who(), facts);
  const v1::Participant* participant = FindIn(facts.participants, attendee.who());
  return PersonNamed(participant == nullptr ? attendee.person() : participant->person(), facts);
}

std::string VenueOf(const v1::Activity& activity, const Facts& facts) {
  if (!VenueSet(activity).empty()) return VenueSet(activity);
  for (const v1::AssetUse& use : AssetsOf(activity)) {
    const v1::Asset* asset = FindIn(facts.assets, use.asset());
    if (asset != nullptr && IsPlace(*asset) && !asset->venue().empty()) return asset->venue();
  }
  return "";
}

std::string StartZoneOf(const v1::Activity& activity, const Facts& facts) {
  if (!ZoneSet(activity).empty()) return ZoneSet(activity);
  const std::string zone = ZoneOfVenue(VenueOf(activity, facts), facts);
  return zone.empty() ? facts.event.time_zone() : zone;
}

std::string EndZoneOf(const v1::Activity& activity, const Facts& facts) {
  const v1::Journey& journey = activity.session().journey();
  if (!journey.end_time_zone().empty()) return journey.end_time_zone();
  const std::string zone = ZoneOfVenue(journey.end_venue(), facts);
  return zone.empty() ? StartZoneOf(activity, facts) : zone;
}

std::vector<Line> LinesOf(const v1::Activity& activity, const Facts& facts, absl::Time now) {
  if (IsOver(activity, now)) return {};
  LineWriter writer(activity, facts);
  for (const v1::AssetUse& use : AssetsOf(activity)) writer.AddUse(use);
  for (const std::string& interpreter : InterpretersOf(activity)) {
    writer.AddAssetNamed(interpreter);
  }
  for (const v1::Attendee& attendee : AttendeesOf(activity)) writer.AddAttendee(attendee);
  for (const std::string& who : activity.booking().people()) writer.AddPerson(who);
  return writer.Take();
}

std::set<std::string> SubjectsOf(const v1::Activity& activity, const Facts& facts) {
  std::set<std::string> subjects;
  for (const v1::AssetUse& use : AssetsOf(activity)) {
    AddWithParts(use.asset(), facts, 0, subjects);
  }
  for (const std::string& interpreter : InterpretersOf(activity)) {
    AddWithParts(interpreter, facts, 0, subjects);
  }
  for (const v1::Attendee& attendee : AttendeesOf(activity)) {
    subjects.insert(PersonOf(attendee, facts));
    // Everybody sees an open session, so that it can be found by its speakers' delegations.
    if (IsOpen(activity)) AddName(attendee.delegation(), subjects);
  }
  for (const std::string& who : activity.booking().people()) {
    subjects.insert(PersonCalled(who, facts));
  }
  for (const std::string& who : activity.session().responsible()) {
    subjects.insert(PersonCalled(who, facts));
  }
  for (const std::string& who : activity.meeting().responsible()) {
    subjects.insert(PersonCalled(who, facts));
  }
  for (std::string& delegation : DelegationsOf(activity)) subjects.insert(std::move(delegation));
  // That of a room is found by the room.
  subjects.insert({VenueSet(activity), activity.session().journey().end_venue()});
  subjects.erase("");
  return subjects;
}

}  // namespace plenary::schedule
