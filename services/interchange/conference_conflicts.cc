#include "services/interchange/conference_conflicts.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <tuple>
#include <utility>

#include "services/names/sound.h"

namespace plenary::interchange {
namespace {

// An event with a beginning and an end.
struct Interval {
  absl::Time start;
  absl::Time end;
  int event = 0;
};

using Intervals = std::vector<Interval>;

// The events of each subject that has any, by its index.
using Occupied = std::map<int, Intervals>;

class Search {
 public:
  explicit Search(int64_t most) : most_(most) {}

  void Add(DoubleBooking::Kind kind, Occupied occupied) {
    for (auto& [subject, intervals] : occupied) AddSubject(kind, subject, intervals);
  }

  DoubleBookings Take() {
    std::sort(result_.found.begin(), result_.found.end(),
              [](const DoubleBooking& a, const DoubleBooking& b) {
                return std::tie(a.start, a.kind, a.subject, a.first, a.second) <
                       std::tie(b.start, b.kind, b.subject, b.first, b.second);
              });
    return std::move(result_);
  }

 private:
  // Goes through the events by their starts: an event overlaps those that began before and go on.
  void AddSubject(DoubleBooking::Kind kind, int subject, Intervals& intervals) {
    std::sort(intervals.begin(), intervals.end(), [](const Interval& a, const Interval& b) {
      return std::tie(a.start, a.event) < std::tie(b.start, b.event);
    });
    std::priority_queue<absl::Time, std::vector<absl::Time>, std::greater<>> ends;
    Intervals going_on;
    for (const Interval& interval : intervals) {
      while (!ends.empty() && ends.top() <= interval.start) ends.pop();
      result_.count += static_cast<int64_t>(ends.size());
      ends.push(interval.end);
      // Whoever ended is looked at once more, so the work is that of what is found.
      if (IsFull()) continue;
      going_on.erase(
          std::remove_if(going_on.begin(), going_on.end(),
                         [&](const Interval& other) { return other.end <= interval.start; }),
          going_on.end());
      for (const Interval& other : going_on) {
        if (IsFull()) break;
        result_.found.push_back({kind, subject, other.event, interval.event, interval.start,
                                 std::min(other.end, interval.end)});
      }
      going_on.push_back(interval);
    }
  }

  bool IsFull() const { return static_cast<int64_t>(result_.found.size()) >= most_; }

  int64_t most_;
  DoubleBookings result_;
};

// Of each person, the first of the same name.
std::vector<int> FirstOfName(const std::vector<ConferencePerson>& persons) {
  std::map<std::string, int> first_by_name;
  std::vector<int> first;
  first.reserve(persons.size());
  for (size_t i = 0; i < persons.size(); ++i) {
    const int number = static_cast<int>(i);
    const std::string name = names::Fold(persons[i].name);
    first.push_back(name.empty() ? number : first_by_name.emplace(name, number).first->second);
  }
  return first;
}

}  // namespace

DoubleBookings FindDoubleBookings(const Conference& conference,
                                  const DoubleBookingOptions& options) {
  std::map<std::string, int> room_numbers;
  for (size_t i = 0; i < conference.rooms.size(); ++i) {
    room_numbers.emplace(conference.rooms[i].name, static_cast<int>(i));
  }
  std::vector<int> same_person;
  if (options.persons_by_name) same_person = FirstOfName(conference.persons);
  Occupied rooms;
  Occupied persons;
  for (size_t i = 0; i < conference.events.size(); ++i) {
    const ConferenceEvent& event = conference.events[i];
    if (!event.start || !event.duration) continue;
    const Interval interval = {*event.start, *event.start + *event.duration, static_cast<int>(i)};
    const auto room = room_numbers.find(event.room);
    if (room != room_numbers.end()) rooms[room->second].push_back(interval);
    for (const ConferenceSpeaker& speaker : event.speakers) {
      Intervals& theirs =
          persons[options.persons_by_name ? same_person[static_cast<size_t>(speaker.person)]
                                          : speaker.person];
      // An event may name a person twice.
      if (theirs.empty() || theirs.back().event != interval.event) theirs.push_back(interval);
    }
  }
  Search search(options.most);
  search.Add(DoubleBooking::kRoom, std::move(rooms));
  search.Add(DoubleBooking::kPerson, std::move(persons));
  return search.Take();
}

}  // namespace plenary::interchange
