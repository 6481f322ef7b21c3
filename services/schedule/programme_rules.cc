#include "services/schedule/programme_rules.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/collation.h"
#include "services/names/written.h"

namespace plenary::schedule {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;
using Strings = google::protobuf::RepeatedPtrField<std::string>;

absl::Time TimeOf(const Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}
Timestamp ToTimestamp(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

template <class Resource>
const Resource* In(const std::map<std::string, Resource>& resources, absl::string_view name) {
  const auto found = resources.find(std::string(name));
  return found == resources.end() ? nullptr : &found->second;
}

// "2023-04-18T10:00:00".
std::string WallClock(absl::Time time, absl::string_view zone_name) {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(zone_name, &zone);
  return absl::FormatTime("%Y-%m-%dT%H:%M:%S", time, zone);
}

void SetTimes(absl::Time start, absl::Time end, v1::ProgrammeItem& item) {
  *item.mutable_interval()->mutable_start_time() = ToTimestamp(start);
  *item.mutable_interval()->mutable_end_time() = ToTimestamp(end);
  item.set_local_start(WallClock(start, item.start_time_zone()));
  item.set_local_end(WallClock(end, item.end_time_zone()));
}

void AddOnce(const std::string& text, Strings& texts) {
  if (text.empty() || std::find(texts.begin(), texts.end(), text) != texts.end()) return;
  *texts.Add() = text;
}

std::string NameOfOrganization(absl::string_view organization, const Facts& facts,
                               absl::string_view language) {
  const v1::Organization* found = In(facts.organizations, organization);
  return found == nullptr ? "" : names::WrittenText(found->display_names(), language);
}

const v1::Person* PersonIn(absl::string_view who, const Facts& facts) {
  const v1::Participant* participant = In(facts.participants, who);
  return In(facts.people, participant == nullptr ? who : participant->person());
}

bool IsResponsible(const v1::Activity& activity, absl::string_view person, const Facts& facts) {
  const Strings& responsible =
      activity.has_meeting() ? activity.meeting().responsible() : activity.session().responsible();
  return std::any_of(responsible.begin(), responsible.end(), [&](const std::string& who) {
    const v1::Person* official = PersonIn(who, facts);
    return official != nullptr && official->name() == person;
  });
}

bool TakesPart(const v1::Attendee& attendee) {
  return !attendee.left() && attendee.answer() != v1::Attendee::DECLINED;
}

// Telephones stand with whose they are: there may be three of them in one line of a programme.
void AddPhone(const std::string& name, const std::string& phone, v1::ProgrammeItem& item) {
  if (phone.empty()) return;
  AddOnce(name.empty() ? phone : absl::StrCat(name, ": ", phone), *item.mutable_phones());
}

// What fills in one line.
class LineWriter {
 public:
  LineWriter(const v1::Activity& activity, const Facts& facts, const ProgrammeStyle& style)
      : activity_(activity), facts_(facts), style_(style) {}

  v1::ProgrammeItem Write() {
    item_.set_activity(NameOf(activity_));
    item_.set_start_time_zone(StartZoneOf(activity_, facts_));
    item_.set_end_time_zone(EndZoneOf(activity_, facts_));
    SetTimes(StartOf(activity_), EndOf(activity_), item_);
    if (activity_.has_session()) WriteSession(activity_.session());
    if (activity_.has_meeting()) WriteMeeting(activity_.meeting());
    if (activity_.has_booking()) WriteBooking(activity_.booking());
    WritePlace();
    if (style_.is_working) WriteAssets();
    return std::move(item_);
  }

 private:
  // What sessions and meetings have in common.
  template <class Resource>
  void WriteCommon(const Resource& resource) {
    *item_.mutable_languages() = resource.languages();
    item_.set_interpretation(resource.interpretation().mode());
    item_.set_state(resource.state());
    item_.set_sequence(resource.sequence());
    *item_.mutable_update_time() = resource.update_time();
    WriteAttendees(resource.attendees());
    if (!style_.is_working) return;
    item_.set_note(resource.note());
    for (const std::string& who : resource.responsible()) WriteResponsible(who);
  }

  void WriteSession(const v1::Session& session) {
    WriteCommon(session);
    item_.set_kind(session.kind());
    item_.set_title(names::WrittenText(session.titles(), style_.language));
    item_.set_guest_note(names::WrittenText(session.guest_notes(), style_.language));
    if (const v1::Track* track = In(facts_.tracks, session.track())) {
      item_.set_track(names::WrittenText(track->display_names(), style_.language));
    }
    for (const std::string& delegation : session.delegations()) {
      AddOnce(NameOfDelegation(delegation, facts_, style_.language), *item_.mutable_parties());
    }
    const v1::Journey& journey = session.journey();
    item_.set_journey(absl::StrCat(journey.carrier(),
                                   journey.carrier().empty() || journey.number().empty() ? "" : " ",
                                   journey.number()));
  }

  void WriteMeeting(const v1::Meeting& meeting) {
    WriteCommon(meeting);
    item_.set_is_meeting(true);
    for (const v1::Meeting::Party& party : meeting.parties()) {
      const bool is_delegation = !party.delegation().empty();
      AddOnce(is_delegation ? NameOfDelegation(party.delegation(), facts_, style_.language)
                            : NameOfOrganization(party.organization(), facts_, style_.language),
              *item_.mutable_parties());
    }
    item_.set_title(meeting.titles().empty()
                        ? absl::StrJoin(item_.parties(), " – ")
                        : names::WrittenText(meeting.titles(), style_.language));
  }

  void WriteBooking(const v1::Booking& booking) {
    item_.set_title(booking.purpose());
    item_.set_state(booking.state() == v1::Booking::GIVEN_BACK ? v1::CANCELLED : v1::RELEASED);
    *item_.mutable_update_time() = booking.update_time();
    if (style_.is_working) item_.set_note(booking.note());
    if (!style_.with_attendees) return;
    for (const std::string& who : booking.people()) {
      AddOnce(NameOfPerson(who, facts_, style_.language), *item_.mutable_attendees());
    }
  }

  void WriteAttendees(const google::protobuf::RepeatedPtrField<v1::Attendee>& attendees) {
    for (const v1::Attendee& attendee : attendees) {
      if (!TakesPart(attendee)) continue;
      std::string name = NameOfPerson(attendee.who(), facts_, style_.language);
      if (name.empty()) name = attendee.display_name();
      if (attendee.role() == v1::Attendee::SPEAKER) AddOnce(name, *item_.mutable_speakers());
      if (attendee.role() == v1::Attendee::MODERATOR) AddOnce(name, *item_.mutable_moderators());
      if (style_.with_attendees) AddOnce(name, *item_.mutable_attendees());
    }
  }

  void WriteResponsible(const std::string& who) {
    const std::string name = NameOfPerson(who, facts_, style_.language);
    AddOnce(name, *item_.mutable_responsible());
    if (const v1::Person* person = PersonIn(who, facts_)) {
      AddPhone(name, person->work_phone(), item_);
    }
  }

  // Halls and tables, else the place in words, else the way, else the venue.
  void WritePlace() {
    std::vector<std::string> halls;
    for (const v1::AssetUse& use : AssetsOf(activity_)) {
      const v1::Asset* asset = In(facts_.assets, use.asset());
      if (asset == nullptr) continue;
      const bool is_hall = asset->kind() == v1::Asset::ROOM || asset->kind() == v1::Asset::TABLE;
      if (is_hall) halls.push_back(NameOfAsset(use.asset(), facts_, style_.language));
    }
    if (const v1::VenueRecord* venue = In(facts_.venues, VenueOf(activity_, facts_))) {
      item_.set_venue(names::WrittenText(venue->display_names(), style_.language));
    }
    item_.set_place(absl::StrJoin(halls, ", "));
    if (item_.place().empty()) item_.set_place(PlaceInWords());
    if (item_.place().empty()) item_.set_place(WayInWords());
    if (item_.place().empty()) item_.set_place(item_.venue());
  }

  std::string PlaceInWords() const {
    return names::WrittenText(
        activity_.has_meeting() ? activity_.meeting().places() : activity_.session().places(),
        style_.language);
  }

  // "Minsk – Shanghai".
  std::string WayInWords() const {
    const v1::Journey& journey = activity_.session().journey();
    std::vector<std::string> ends;
    for (const auto* texts : {&journey.origins(), &journey.destinations()}) {
      std::string end = names::WrittenText(*texts, style_.language);
      if (!end.empty()) ends.push_back(std::move(end));
    }
    return absl::StrJoin(ends, " – ");
  }

  void WriteAssets() {
    for (const v1::AssetUse& use : AssetsOf(activity_)) WriteAsset(use.asset());
    for (const std::string& interpreter : InterpretersOf(activity_)) WriteAsset(interpreter);
  }

  void WriteAsset(const std::string& name) {
    const v1::Asset* asset = In(facts_.assets, name);
    if (asset == nullptr) return;
    if (asset->kind() == v1::Asset::VEHICLE) {
      const std::string driver = KeeperOf(*asset);
      const std::string car = NameOfAsset(name, facts_, style_.language);
      AddOnce(driver.empty() ? car : absl::StrCat(car, " (", driver, ")"),
              *item_.mutable_vehicles());
      WritePhoneOf(*asset, driver.empty() ? car : driver);
    }
    if (asset->kind() == v1::Asset::INTERPRETER) {
      std::string interpreter = asset->person().empty() ? "" : KeeperOf(*asset);
      if (interpreter.empty()) interpreter = NameOfAsset(name, facts_, style_.language);
      AddOnce(interpreter, *item_.mutable_interpreters());
      WritePhoneOf(*asset, interpreter);
    }
  }

  // The driver or interpreter.
  std::string KeeperOf(const v1::Asset& asset) const {
    const std::string person = NameOfPerson(asset.person(), facts_, style_.language);
    return person.empty() && style_.with_contacts ? asset.contact_name() : person;
  }

  void WritePhoneOf(const v1::Asset& asset, const std::string& name) {
    const v1::Person* person = PersonIn(asset.person(), facts_);
    if (style_.with_contacts && !asset.contact_phone().empty()) {
      AddPhone(name, asset.contact_phone(), item_);
    } else if (person != nullptr) {
      AddPhone(name, person->work_phone(), item_);
    }
  }

  const v1::Activity& activity_;
  const Facts& facts_;
  const ProgrammeStyle& style_;
  v1::ProgrammeItem item_;
};

// What arrivals and departures are called, by base::ReaderLanguage.
std::string JourneyTitle(v1::Session::Kind kind, absl::string_view language) {
  const absl::string_view reader = base::ReaderLanguage(language);
  const bool arrives = kind == v1::Session::ARRIVAL;
  if (reader == "ru") return arrives ? "Прибытие" : "Отъезд";
  if (reader == "be") return arrives ? "Прыбыццё" : "Ад’езд";
  if (reader == "zh") return arrives ? "抵达" : "离开";
  return arrives ? "Arrival" : "Departure";
}

absl::optional<v1::ProgrammeItem> JourneyOf(const v1::Participant& participant,
                                            const v1::Stay::Journey& journey,
                                            v1::Session::Kind kind, const Facts& facts,
                                            const ProgrammeStyle& style) {
  if (!journey.has_time()) return absl::nullopt;
  v1::ProgrammeItem item;
  item.set_activity(participant.name());
  item.set_kind(kind);
  item.set_start_time_zone(facts.event.time_zone());
  item.set_end_time_zone(facts.event.time_zone());
  SetTimes(TimeOf(journey.time()), TimeOf(journey.time()), item);
  item.set_title(JourneyTitle(kind, style.language));
  item.set_place(journey.place());
  item.set_journey(absl::StrCat(journey.carrier(),
                                journey.carrier().empty() || journey.number().empty() ? "" : " ",
                                journey.number()));
  item.set_state(v1::RELEASED);
  std::string name = NameOfPerson(participant.name(), facts, style.language);
  if (name.empty()) name = participant.display_name();
  if (style.with_attendees) AddOnce(name, *item.mutable_attendees());
  *item.mutable_update_time() = participant.update_time();
  return item;
}

std::string DateOf(const v1::ProgrammeItem& item) { return item.local_start().substr(0, 10); }

// Numbers are written in many ways: "B2 956", "B2956".
std::string NumberOf(const v1::ProgrammeItem& item) {
  std::string number;
  for (const char c : item.journey()) {
    if (c != ' ' && c != '-') number += c;
  }
  return number;
}

bool IsSameJourney(const v1::ProgrammeItem& a, const v1::ProgrammeItem& b) {
  if (a.kind() != b.kind() || a.journey().empty() || b.journey().empty()) return false;
  const std::string left = NumberOf(a);
  const std::string right = NumberOf(b);
  const bool is_same_number = absl::EndsWith(left, right) || absl::EndsWith(right, left);
  return is_same_number && (DateOf(a) == DateOf(b) || a.local_end().substr(0, 10) == DateOf(b));
}

bool TravelTogether(const v1::ProgrammeItem& a, const v1::ProgrammeItem& b) {
  return a.kind() == b.kind() && a.local_start() == b.local_start() && a.journey() == b.journey() &&
         a.place() == b.place();
}

}  // namespace

v1::ProgrammeItem ItemOf(const v1::Activity& activity, const Facts& facts,
                         const ProgrammeStyle& style) {
  return LineWriter(activity, facts, style).Write();
}

absl::optional<v1::ProgrammeItem> ItemOfPerson(const v1::Activity& activity,
                                               absl::string_view person, const Facts& facts,
                                               const ProgrammeStyle& style) {
  v1::ProgrammeItem item = ItemOf(activity, facts, style);
  for (const v1::Attendee& attendee : AttendeesOf(activity)) {
    if (attendee.person() != person && attendee.who() != person) continue;
    if (!TakesPart(attendee)) return absl::nullopt;
    item.set_role(attendee.role());
    item.set_optional(attendee.optional());
    const google::type::Interval& part = attendee.interval();
    SetTimes(part.has_start_time() ? TimeOf(part.start_time()) : StartOf(activity),
             part.has_end_time() ? TimeOf(part.end_time()) : EndOf(activity), item);
    return item;
  }
  if (IsResponsible(activity, person, facts)) item.set_role(v1::Attendee::ORGANIZER);
  return item;
}

absl::optional<v1::ProgrammeItem> ArrivalOf(const v1::Participant& participant, const Facts& facts,
                                            const ProgrammeStyle& style) {
  return JourneyOf(participant, participant.stay().arrival(), v1::Session::ARRIVAL, facts, style);
}

absl::optional<v1::ProgrammeItem> DepartureOf(const v1::Participant& participant,
                                              const Facts& facts, const ProgrammeStyle& style) {
  return JourneyOf(participant, participant.stay().departure(), v1::Session::DEPARTURE, facts,
                   style);
}

void AddJourneys(std::vector<v1::ProgrammeItem> journeys, std::vector<v1::ProgrammeItem>& items) {
  const size_t planned = items.size();
  for (v1::ProgrammeItem& journey : journeys) {
    const auto is_same = [&](const v1::ProgrammeItem& item) {
      return IsSameJourney(item, journey);
    };
    const auto own = items.begin() + static_cast<std::ptrdiff_t>(planned);
    if (std::any_of(items.begin(), own, is_same)) continue;
    const auto together = std::find_if(own, items.end(), [&](const v1::ProgrammeItem& item) {
      return TravelTogether(item, journey);
    });
    if (together == items.end()) {
      items.push_back(std::move(journey));
      continue;
    }
    for (const std::string& name : journey.attendees()) {
      AddOnce(name, *together->mutable_attendees());
    }
  }
}

bool ConcernsDelegation(const v1::Activity& activity, absl::string_view delegation) {
  const std::vector<std::string> delegations = DelegationsOf(activity);
  if (std::find(delegations.begin(), delegations.end(), delegation) != delegations.end()) {
    return true;
  }
  const auto& attendees = AttendeesOf(activity);
  return std::any_of(attendees.begin(), attendees.end(), [&](const v1::Attendee& attendee) {
    return attendee.delegation() == delegation && TakesPart(attendee);
  });
}

void SortItems(std::vector<v1::ProgrammeItem>& items) {
  const auto key = [](const v1::ProgrammeItem& item) {
    return std::tuple(TimeOf(item.interval().start_time()), TimeOf(item.interval().end_time()),
                      absl::string_view(item.activity()));
  };
  std::sort(items.begin(), items.end(),
            [&](const auto& left, const auto& right) { return key(left) < key(right); });
}

std::vector<v1::Programme::Day> ByDay(std::vector<v1::ProgrammeItem> items) {
  SortItems(items);
  // A flight may land on an earlier date than it took off: dates are not in the order of instants.
  std::map<std::string, v1::Programme::Day> days;
  for (v1::ProgrammeItem& item : items) {
    const std::string date = DateOf(item);
    v1::Programme::Day& day = days[date];
    day.set_date(date);
    *day.add_items() = std::move(item);
  }
  std::vector<v1::Programme::Day> in_order;
  in_order.reserve(days.size());
  for (auto& [date, day] : days) in_order.push_back(std::move(day));
  return in_order;
}

std::string ZoneOfMost(const std::vector<v1::ProgrammeItem>& items, absl::string_view fallback) {
  std::map<std::string, int> count;
  std::string most(fallback);
  for (const v1::ProgrammeItem& item : items) ++count[item.start_time_zone()];
  int highest = 0;
  for (const v1::ProgrammeItem& item : items) {
    if (count[item.start_time_zone()] <= highest) continue;
    highest = count[item.start_time_zone()];
    most = item.start_time_zone();
  }
  return most;
}

std::string NameOfDelegation(absl::string_view delegation, const Facts& facts,
                             absl::string_view language) {
  const v1::Delegation* found = In(facts.delegations, delegation);
  if (found == nullptr) return "";
  std::string own = names::WrittenText(found->display_names(), language);
  return own.empty() ? NameOfOrganization(found->organization(), facts, language) : own;
}

std::string NameOfAsset(absl::string_view asset, const Facts& facts, absl::string_view language) {
  const v1::Asset* found = In(facts.assets, asset);
  return found == nullptr ? "" : names::WrittenText(found->display_names(), language);
}

std::string NameOfPerson(absl::string_view who, const Facts& facts, absl::string_view language) {
  const v1::Person* person = PersonIn(who, facts);
  return person == nullptr ? "" : names::WrittenName(*person, language);
}

}  // namespace plenary::schedule
