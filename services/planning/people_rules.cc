#include "services/planning/people_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/planning/meeting_rules.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

absl::Status NoHead(const std::string& delegation) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_HEAD_MUST_ATTEND,
                      absl::StrCat("the head of ", delegation,
                                   " must attend, and nobody heads it when meetings are planned; "
                                   "set a head first, or name who comes"),
                      {{"delegation", delegation}});
}

// Their own part of the time, in slots from the start, rounded outwards.
solver::Attendance PartOf(const v1::Attendee& attendee, const v1::Meeting& meeting, int duration,
                          absl::Duration grain) {
  solver::Attendance attendance;
  if (attendee.interval().has_start_time()) {
    const absl::Duration after = TimeOf(attendee.interval().start_time()) - StartOf(meeting);
    attendance.from =
        std::clamp(static_cast<int>(absl::Floor(after, grain) / grain), 0, duration - 1);
  }
  if (attendee.interval().has_end_time()) {
    const absl::Duration after = TimeOf(attendee.interval().end_time()) - StartOf(meeting);
    attendance.to = std::clamp(static_cast<int>(absl::Ceil(after, grain) / grain),
                               attendance.from + 1, duration);
  }
  return attendance;
}

void AddRequired(int person, solver::Activity& activity) {
  for (solver::Attendance& attendance : activity.attendances) {
    if (attendance.person != person) continue;
    attendance.is_required = true;
    return;
  }
  activity.attendances.emplace_back().person = person;
}

solver::Span WhenOf(const solver::Attendance& attendance, int start,
                    const solver::Activity& activity) {
  return {start + attendance.from,
          start + (attendance.to == 0 ? activity.duration : attendance.to)};
}

}  // namespace

People::People(const Given& given, Posed& posed) : given_(given), posed_(posed) {}

int People::IndexOf(const std::string& name) {
  const auto [found, is_new] = index_.try_emplace(name, posed_.persons.size());
  if (is_new) {
    posed_.persons.push_back({name, {}});
    posed_.problem.persons.emplace_back();
  }
  return static_cast<int>(found->second);
}

void People::AddAttendances(const v1::Meeting& meeting, solver::Activity& activity) {
  std::map<int, solver::Attendance> by_person;
  for (const v1::Attendee& attendee : meeting.attendees()) {
    if (!Comes(attendee, given_.facts)) continue;
    solver::Attendance attendance =
        PartOf(attendee, meeting, activity.duration, posed_.grid.grain());
    attendance.person = IndexOf(schedule::PersonOf(attendee, given_.facts));
    attendance.is_required = !attendee.optional();
    const auto [known, is_new] = by_person.try_emplace(attendance.person, attendance);
    if (!is_new && attendance.is_required) known->second = attendance;
  }
  for (const auto& [person, attendance] : by_person) activity.attendances.push_back(attendance);
}

absl::Status People::AddHeads(const v1::Meeting& meeting, absl::optional<absl::Time> at,
                              solver::Activity& activity) {
  for (const v1::Meeting::Party& party : meeting.parties()) {
    if (!party.head_must_attend()) continue;
    const std::string head = at ? schedule::HeadAt(party.delegation(), *at, given_.facts)
                                : LongestHead(party.delegation(), activity.windows);
    if (head.empty() || HasLeft(head, given_.facts)) return NoHead(party.delegation());
    v1::Attendee attendee;
    attendee.set_who(head);
    AddRequired(IndexOf(schedule::PersonOf(attendee, given_.facts)), activity);
    activity.windows = WhileHeadedBy(head, party.delegation(), activity.windows);
  }
  return absl::OkStatus();
}

std::string People::LongestHead(const std::string& delegation,
                                const std::vector<solver::Span>& windows) const {
  std::map<std::string, int> slots;
  for (const solver::Span& window : windows) {
    for (int slot = window.begin; slot < window.end; ++slot) {
      ++slots[schedule::HeadAt(delegation, posed_.grid.StartOf(slot), given_.facts)];
    }
  }
  slots.erase("");
  const auto longest = std::max_element(
      slots.begin(), slots.end(),
      [](const auto& left, const auto& right) { return left.second < right.second; });
  // Where no window suits, whoever heads it at the beginning is as good as anybody.
  return longest == slots.end() ? schedule::HeadAt(delegation, posed_.grid.StartOf(0), given_.facts)
                                : longest->first;
}

std::vector<solver::Span> People::WhileHeadedBy(const std::string& head,
                                                const std::string& delegation,
                                                const std::vector<solver::Span>& windows) const {
  std::vector<solver::Span> headed;
  for (const solver::Span& window : windows) {
    int begin = window.begin;
    for (int slot = window.begin; slot <= window.end; ++slot) {
      const bool goes_on =
          slot < window.end &&
          schedule::HeadAt(delegation, posed_.grid.StartOf(slot), given_.facts) == head;
      if (goes_on) continue;
      if (begin < slot) headed.push_back({begin, slot});
      begin = slot + 1;
    }
  }
  if (headed.empty()) headed.emplace_back();
  return headed;
}

void People::AddPinned(const v1::Meeting& meeting, int slot, const Venues& venues,
                       solver::Activity& activity) {
  for (const v1::Attendee& attendee : meeting.attendees()) {
    const auto person = index_.find(schedule::PersonOf(attendee, given_.facts));
    if (attendee.optional() || !Comes(attendee, given_.facts)) continue;
    if (person == index_.end()) continue;
    solver::Attendance attendance =
        PartOf(attendee, meeting, activity.duration, posed_.grid.grain());
    attendance.person = static_cast<int>(person->second);
    const bool is_there_already = std::any_of(
        activity.attendances.begin(), activity.attendances.end(),
        [&](const solver::Attendance& each) { return each.person == attendance.person; });
    if (is_there_already || !FitsBesidePinned(attendance, slot, venues, activity)) continue;
    activity.attendances.push_back(attendance);
  }
  for (const solver::Attendance& attendance : activity.attendances) {
    pinned_[attendance.person].push_back({WhenOf(attendance, slot, activity), activity.venue});
  }
}

bool People::FitsBesidePinned(const solver::Attendance& attendance, int start, const Venues& venues,
                              const solver::Activity& activity) {
  const solver::Span when = WhenOf(attendance, start, activity);
  const std::vector<std::vector<int>> travel = venues.Travel();
  const auto between = [&](int from, int to) {
    const int way =
        from < 0 || to < 0 ? 0 : travel[static_cast<size_t>(from)][static_cast<size_t>(to)];
    return std::max(Gap(), way);
  };
  const std::vector<Stay>& others = pinned_[attendance.person];
  return std::all_of(others.begin(), others.end(), [&](const Stay& other) {
    return other.when.end + between(other.venue, activity.venue) <= when.begin ||
           when.end + between(activity.venue, other.venue) <= other.when.begin;
  });
}

int People::Gap() const {
  return SlotsCovering(absl::Minutes(given_.settings.gap_minutes()), posed_.grid.grain());
}

void People::ForbidSlots(const Obstacles& obstacles, const Venues& venues) {
  const absl::Duration gap = absl::Minutes(given_.settings.gap_minutes());
  for (size_t i = 0; i < posed_.persons.size(); ++i) {
    PosedPerson& person = posed_.persons[i];
    const auto found = obstacles.find(person.name);
    if (found == obstacles.end()) continue;
    std::vector<solver::Span> forbidden;
    for (const Occupied& obstacle : found->second) {
      const schedule::Line& line = obstacle.line;
      const bool is_meeting =
          absl::StartsWith(obstacle.activity, absl::StrCat(posed_.event, "/meetings/"));
      const absl::Duration least = is_meeting ? gap : absl::ZeroDuration();
      const absl::Time from = line.start - std::max(least, venues.LongestTo(line.venue));
      const absl::Time to = line.end + std::max(least, venues.LongestFrom(line.end_venue));
      person.taken.push_back({from, to, obstacle.activity});
      forbidden.push_back(posed_.grid.Touched(from, to));
    }
    std::vector<solver::Span> pinned;
    for (const Stay& stay : pinned_[static_cast<int>(i)]) pinned.push_back(stay.when);
    posed_.problem.persons[i].forbidden =
        Without(Merged(std::move(forbidden)), Merged(std::move(pinned)));
  }
}

}  // namespace plenary::planning
