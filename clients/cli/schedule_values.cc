#include "clients/cli/schedule_values.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/interval.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using Parts = std::vector<std::string>;

const std::map<const Descriptor*, std::string>& Forms() {
  static const auto* const kForms = new std::map<const Descriptor*, std::string>{
      {google::protobuf::Duration::descriptor(), "DURATION"},
      {v1::LongText::descriptor(), "LANG=TEXT"},
      {v1::Link::descriptor(), "URL"},
      {v1::AssetUse::descriptor(), "ASSET[=UNITS]"},
      {v1::Attendee::descriptor(), "WHO[:ROLE][:optional]"},
      {v1::Meeting::Party::descriptor(), "DELEGATION[:head]"},
      {v1::Asset::LanguagePair::descriptor(), "FROM:TO[:both]"},
      {v1::TravelTime::descriptor(), "FROM:TO=DURATION"},
      {v1::Move::descriptor(), "ACTIVITY=[START][/END][@ROOM]"},
      {v1::AssetWish::descriptor(), "KIND[:SEATS][:ATTRIBUTE]..."},
      {google::type::Interval::descriptor(), "START/END"},
      {v1::MeetingRequest::Side::descriptor(), "PARTY[:head][:PERSON]..."},
      {v1::PlanningSettings::Window::descriptor(), "[PART=]START/END"},
  };
  return *kForms;
}

absl::Status Expected(const Message& value, absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("expected ", ScheduleForm(*value.GetDescriptor()), ", not \"", text, "\""));
}

absl::Status SetLength(google::protobuf::Duration& length, absl::string_view text) {
  const absl::StatusOr<absl::Duration> parsed = ParseLength(text);
  if (!parsed.ok()) return parsed.status();
  length.set_seconds(absl::ToInt64Seconds(*parsed));
  return absl::OkStatus();
}

absl::Status SetUse(v1::AssetUse& use, absl::string_view text) {
  const Parts parts = absl::StrSplit(text, '=');
  int32_t units = 0;
  if (parts.size() > 2 || (parts.size() == 2 && !absl::SimpleAtoi(parts[1], &units))) {
    return Expected(use, text);
  }
  use.set_asset(parts[0]);
  use.set_units(units);
  return absl::OkStatus();
}

absl::Status SetAttendee(v1::Attendee& attendee, absl::string_view text) {
  Parts parts = absl::StrSplit(text, ':');
  attendee.set_who(parts[0]);
  parts.erase(parts.begin());
  for (const std::string& part : parts) {
    if (part == "optional") {
      attendee.set_optional(true);
      continue;
    }
    const absl::StatusOr<std::string> role = EnumName(*v1::Attendee::Role_descriptor(), part);
    if (!role.ok()) return role.status();
    v1::Attendee::Role value = v1::Attendee::ROLE_UNSPECIFIED;
    v1::Attendee::Role_Parse(*role, &value);
    attendee.set_role(value);
  }
  return absl::OkStatus();
}

absl::Status SetParty(v1::Meeting::Party& party, absl::string_view text) {
  const Parts parts = absl::StrSplit(text, ':');
  if (parts.size() > 2 || (parts.size() == 2 && parts[1] != "head")) return Expected(party, text);
  if (absl::StartsWith(parts[0], "organizations/")) {
    party.set_organization(parts[0]);
  } else {
    party.set_delegation(parts[0]);
  }
  party.set_head_must_attend(parts.size() == 2);
  return absl::OkStatus();
}

absl::Status SetPair(v1::Asset::LanguagePair& pair, absl::string_view text) {
  const Parts parts = absl::StrSplit(text, ':');
  if (parts.size() < 2 || parts.size() > 3 || (parts.size() == 3 && parts[2] != "both")) {
    return Expected(pair, text);
  }
  pair.set_from(parts[0]);
  pair.set_to(parts[1]);
  pair.set_both_ways(parts.size() == 3);
  return absl::OkStatus();
}

absl::Status SetTravelTime(v1::TravelTime& travel, absl::string_view text) {
  const Parts sides = absl::StrSplit(text, '=');
  const Parts venues = absl::StrSplit(sides[0], ':');
  if (sides.size() != 2 || venues.size() != 2) return Expected(travel, text);
  travel.set_origin(venues[0]);
  travel.set_destination(venues[1]);
  return SetLength(*travel.mutable_duration(), sides[1]);
}

absl::Status SetInstant(google::protobuf::Timestamp& instant, absl::string_view text,
                        const Reading& reading) {
  const absl::StatusOr<absl::Time> time = ParseTime(text, reading);
  if (!time.ok()) return time.status();
  instant.set_seconds(absl::ToUnixSeconds(*time));
  return absl::OkStatus();
}

absl::Status SetInterval(google::type::Interval& interval, absl::string_view text,
                         const Reading& reading) {
  const Parts ends = absl::StrSplit(text, '/');
  if (ends.size() != 2) return Expected(interval, text);
  absl::Status status = SetInstant(*interval.mutable_start_time(), ends[0], reading);
  status.Update(SetInstant(*interval.mutable_end_time(), ends[1], reading));
  return status;
}

// "kursk", "kursk:head", "kursk:p1:p2" with who must be there.
absl::Status SetSide(v1::MeetingRequest::Side& side, absl::string_view text) {
  Parts parts = absl::StrSplit(text, ':');
  side.set_party(parts[0]);
  parts.erase(parts.begin());
  for (std::string& part : parts) {
    if (part == "head") {
      side.set_head_must_attend(true);
    } else {
      side.add_people(std::move(part));
    }
  }
  return absl::OkStatus();
}

// "morning=2023-04-18 09:00/2023-04-18 12:00"
absl::Status SetWindow(v1::PlanningSettings::Window& window, absl::string_view text,
                       const Reading& reading) {
  const size_t sign = text.find('=');
  if (sign != absl::string_view::npos) {
    const absl::StatusOr<std::string> part =
        EnumName(*v1::PlanningSettings::Window::Part_descriptor(), text.substr(0, sign));
    if (!part.ok()) return part.status();
    v1::PlanningSettings::Window::Part value = v1::PlanningSettings::Window::PART_UNSPECIFIED;
    v1::PlanningSettings::Window::Part_Parse(*part, &value);
    window.set_part(value);
    text.remove_prefix(sign + 1);
  }
  return SetInterval(*window.mutable_interval(), text, reading);
}

absl::Status SetMove(v1::Move& move, absl::string_view text, const Reading& reading) {
  const Parts sides = absl::StrSplit(text, absl::MaxSplits('=', 1));
  if (sides.size() != 2 || sides[1].empty()) return Expected(move, text);
  move.set_activity(sides[0]);
  const std::pair<std::string, std::string> times_and_room =
      absl::StrSplit(sides[1], absl::MaxSplits('@', 1));
  move.set_room(times_and_room.second);
  const std::pair<std::string, std::string> ends =
      absl::StrSplit(times_and_room.first, absl::MaxSplits('/', 1));
  absl::Status status;
  if (!ends.first.empty())
    status.Update(SetInstant(*move.mutable_start_time(), ends.first, reading));
  if (!ends.second.empty())
    status.Update(SetInstant(*move.mutable_end_time(), ends.second, reading));
  return status;
}

// "room:12:projector"; of interpreters what follows are languages: "interpreter:ru:zh".
absl::Status SetWish(v1::AssetWish& wish, absl::string_view text) {
  Parts parts = absl::StrSplit(text, ':');
  const absl::StatusOr<std::string> kind = EnumName(*v1::Asset::Kind_descriptor(), parts[0]);
  if (!kind.ok()) return kind.status();
  v1::Asset::Kind value = v1::Asset::KIND_UNSPECIFIED;
  v1::Asset::Kind_Parse(*kind, &value);
  wish.set_kind(value);
  parts.erase(parts.begin());
  for (const std::string& part : parts) {
    int32_t seats;
    if (absl::SimpleAtoi(part, &seats)) {
      wish.set_seats(seats);
    } else if (value == v1::Asset::INTERPRETER) {
      wish.add_languages(part);
    } else {
      wish.add_attributes(part);
    }
  }
  return absl::OkStatus();
}

absl::Status SetLongText(v1::LongText& value, absl::string_view text, const Reading& reading) {
  const size_t sign = text.find('=');
  const bool has_language = sign != absl::string_view::npos && sign >= 2 && sign <= 8 &&
                            text.substr(0, sign).find(' ') == absl::string_view::npos;
  value.set_language(has_language ? std::string(text.substr(0, sign)) : reading.language);
  value.set_text(std::string(has_language ? text.substr(sign + 1) : text));
  return absl::OkStatus();
}

}  // namespace

bool IsOfSchedule(const Descriptor& request) {
  return request.file() == v1::Session::descriptor()->file() ||
         request.file() == v1::MeetingRequest::descriptor()->file() ||
         request.file() == v1::PlanningSettings::descriptor()->file();
}

std::string ScheduleForm(const Descriptor& type) {
  const auto found = Forms().find(&type);
  return found == Forms().end() ? "" : found->second;
}

absl::StatusOr<absl::Duration> ParseLength(absl::string_view text) {
  int minutes;
  if (absl::SimpleAtoi(text, &minutes)) return absl::Minutes(minutes);
  absl::Duration length;
  if (absl::ParseDuration(text, &length)) return length;
  return absl::InvalidArgumentError(
      absl::StrCat("expected a duration as 20m or 1h30m, not \"", text, "\""));
}

absl::Status SetScheduleValue(Message& value, absl::string_view text, const Reading& reading) {
  if (auto* length = dynamic_cast<google::protobuf::Duration*>(&value)) {
    return SetLength(*length, text);
  }
  if (auto* use = dynamic_cast<v1::AssetUse*>(&value)) return SetUse(*use, text);
  if (auto* attendee = dynamic_cast<v1::Attendee*>(&value)) return SetAttendee(*attendee, text);
  if (auto* party = dynamic_cast<v1::Meeting::Party*>(&value)) return SetParty(*party, text);
  if (auto* pair = dynamic_cast<v1::Asset::LanguagePair*>(&value)) return SetPair(*pair, text);
  if (auto* travel = dynamic_cast<v1::TravelTime*>(&value)) return SetTravelTime(*travel, text);
  if (auto* move = dynamic_cast<v1::Move*>(&value)) return SetMove(*move, text, reading);
  if (auto* wish = dynamic_cast<v1::AssetWish*>(&value)) return SetWish(*wish, text);
  if (auto* interval = dynamic_cast<google::type::Interval*>(&value)) {
    return SetInterval(*interval, text, reading);
  }
  if (auto* side = dynamic_cast<v1::MeetingRequest::Side*>(&value)) return SetSide(*side, text);
  if (auto* window = dynamic_cast<v1::PlanningSettings::Window*>(&value)) {
    return SetWindow(*window, text, reading);
  }
  if (auto* link = dynamic_cast<v1::Link*>(&value)) {
    link->set_url(std::string(text));
    return absl::OkStatus();
  }
  return SetLongText(dynamic_cast<v1::LongText&>(value), text, reading);
}

}  // namespace plenary::cli
