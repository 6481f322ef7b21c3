#include "tests/bench/forum_generator.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/solver/random.h"

namespace plenary::bench {
namespace {

using solver::Random;

// The slots in which somebody is busy.
using Day = std::vector<bool>;

int BreaksIn(const Day& day) {
  int runs = 0;
  for (size_t slot = 0; slot < day.size(); ++slot) {
    if (day[slot] && (slot == 0 || !day[slot - 1])) ++runs;
  }
  return std::max(0, runs - 1);
}

template <class T>
void Shuffle(std::vector<T>& items, Random& random) {
  for (int i = static_cast<int>(items.size()) - 1; i > 0; --i) {
    std::swap(items[i], items[random.Below(i + 1)]);
  }
}

// How many meetings each participant has: half of the mean to half as many again.
std::vector<int> DrawDegrees(const ForumShape& shape, Random& random) {
  const int mean = 2 * shape.meetings / shape.participants;
  const int least = std::max(1, mean / 2);
  const int most = std::min(shape.slots - 1, mean + mean / 2 + 1);
  std::vector<int> degrees(shape.participants);
  for (int& degree : degrees) degree = least + random.Below(most - least + 1);
  int surplus = std::accumulate(degrees.begin(), degrees.end(), 0) - 2 * shape.meetings;
  for (int64_t tries = 0; surplus != 0; ++tries) {
    if (tries > int64_t{1'000} * shape.participants) {
      throw std::runtime_error("there is no forum of that shape");
    }
    int& degree = degrees[random.Below(shape.participants)];
    if (surplus > 0 && degree > least) {
      --degree;
      --surplus;
    } else if (surplus < 0 && degree < most) {
      ++degree;
      ++surplus;
    }
  }
  return degrees;
}

// `parts` numbers that add up to `sum`, all ways alike.
std::vector<int> DrawParts(int sum, int parts, Random& random) {
  std::vector<int> cuts(parts - 1);
  for (int& cut : cuts) cut = random.Below(sum + 1);
  std::sort(cuts.begin(), cuts.end());
  cuts.push_back(sum);
  std::vector<int> drawn;
  drawn.reserve(parts);
  int begin = 0;
  for (const int cut : cuts) {
    drawn.push_back(cut - begin);
    begin = cut;
  }
  return drawn;
}

// A day of `busy` slots in `runs` runs at most.
Day DrawDay(int slots, int busy, int runs, Random& random) {
  runs = std::min({runs, busy, slots - busy + 1});
  const std::vector<int> gaps = DrawParts(slots - busy - (runs - 1), runs + 1, random);
  const std::vector<int> lengths = DrawParts(busy - runs, runs, random);
  Day day;
  day.reserve(slots);
  for (int run = 0; run < runs; ++run) {
    day.insert(day.end(), gaps[run] + (run > 0 ? 1 : 0), false);
    day.insert(day.end(), lengths[run] + 1, true);
  }
  day.resize(slots, false);
  return day;
}

// The days of all participants, and how many of them are busy in each slot.
class Days {
 public:
  Days(const ForumShape& shape, Random& random)
      : random_(random),
        most_breaks_(shape.kind == ForumShape::Kind::kCrowded ? 2 : 1),
        load_(shape.slots, 0) {
    const std::vector<int> degrees = DrawDegrees(shape, random);
    days_.reserve(degrees.size());
    for (const int degree : degrees) {
      const int runs =
          shape.kind == ForumShape::Kind::kCrowded ? 1 + random.Below(most_breaks_ + 1) : 1;
      days_.push_back(DrawQuietDay(degree, runs));
      for (int slot = 0; slot < shape.slots; ++slot) load_[slot] += days_.back()[slot];
    }
  }

  const std::vector<Day>& days() const { return days_; }
  int peak() const { return *std::max_element(load_.begin(), load_.end()); }

  // Makes the fullest slots emptier until nowhere more than `most` people are busy, or as far as
  // that goes; without breaks where it can be.
  void Level(int most) {
    while (peak() > most && (Relieve(0) || Relieve(1))) {
    }
  }

  // Makes the number of busy people even in each slot; false where one's day cannot be moved so.
  bool MakeEven() {
    std::vector<int> odd;
    for (size_t slot = 0; slot < load_.size(); ++slot) {
      if (load_[slot] % 2 == 1) odd.push_back(static_cast<int>(slot));
    }
    Shuffle(odd, random_);
    for (size_t i = 0; i + 1 < odd.size(); i += 2) {
      const int one = odd[i];
      const int other = odd[i + 1];
      if (Move(one, other, 0) || Move(other, one, 0)) continue;
      if (!Move(one, other, 1) && !Move(other, one, 1)) return false;
    }
    return true;
  }

 private:
  // Of some days drawn, the one at which the fewest others are busy.
  Day DrawQuietDay(int degree, int runs) {
    Day quietest;
    int64_t least = 0;
    for (int i = 0; i < 8; ++i) {
      Day day = DrawDay(static_cast<int>(load_.size()), degree, runs, random_);
      int64_t others = 0;
      for (size_t slot = 0; slot < day.size(); ++slot) others += day[slot] ? load_[slot] : 0;
      if (!quietest.empty() && others >= least) continue;
      quietest = std::move(day);
      least = others;
    }
    return quietest;
  }

  // Makes somebody busy in an emptier slot instead of the fullest, at the price of so many breaks.
  bool Relieve(int breaks) {
    const int from = static_cast<int>(std::max_element(load_.begin(), load_.end()) - load_.begin());
    std::vector<int> emptier;
    for (size_t slot = 0; slot < load_.size(); ++slot) {
      if (load_[slot] + 1 < load_[from]) emptier.push_back(static_cast<int>(slot));
    }
    std::sort(emptier.begin(), emptier.end(), [&](int a, int b) { return load_[a] < load_[b]; });
    return std::any_of(emptier.begin(), emptier.end(),
                       [&](int to) { return Move(from, to, breaks); });
  }

  // Makes somebody busy at `to` instead of `from` who gets at most so many breaks more by it.
  bool Move(int from, int to, int breaks) {
    const int first = random_.Below(static_cast<int>(days_.size()));
    for (size_t i = 0; i < days_.size(); ++i) {
      Day& day = days_[(first + i) % days_.size()];
      if (!day[from] || day[to]) continue;
      const int before = BreaksIn(day);
      Exchange(day, from, to);
      const int after = BreaksIn(day);
      if (after <= most_breaks_ && after <= before + breaks) {
        --load_[from];
        ++load_[to];
        return true;
      }
      Exchange(day, to, from);
    }
    return false;
  }

  static void Exchange(Day& day, int from, int to) {
    day[from] = false;
    day[to] = true;
  }

  Random& random_;
  const int most_breaks_;
  std::vector<Day> days_;
  std::vector<int> load_;
};

struct PlannedMeeting {
  int a = 0;
  int b = 0;
  int slot = 0;
};

// Pairs those who are busy in a slot, where possible with whom they have not met.
void PairUp(std::vector<int>& busy, int slot, std::set<std::pair<int, int>>& met, Random& random,
            std::vector<PlannedMeeting>& meetings) {
  Shuffle(busy, random);
  for (size_t i = 0; i + 1 < busy.size(); i += 2) {
    for (size_t other = i + 1; other < busy.size(); ++other) {
      if (met.count(std::minmax(busy[i], busy[other])) > 0) continue;
      std::swap(busy[i + 1], busy[other]);
      break;
    }
    met.insert(std::minmax(busy[i], busy[i + 1]));
    meetings.push_back({busy[i], busy[i + 1], slot});
  }
}

std::vector<PlannedMeeting> DrawMeetings(const std::vector<Day>& days, Random& random) {
  std::vector<PlannedMeeting> meetings;
  std::set<std::pair<int, int>> met;
  for (size_t slot = 0; slot < days[0].size(); ++slot) {
    std::vector<int> busy;
    for (size_t person = 0; person < days.size(); ++person) {
      if (days[person][slot]) busy.push_back(static_cast<int>(person));
    }
    PairUp(busy, static_cast<int>(slot), met, random, meetings);
  }
  Shuffle(meetings, random);
  return meetings;
}

// Slots at which somebody with that day cannot be anywhere; none of those they are busy in.
std::vector<int> DrawForbidden(const Day& day, Random& random) {
  const int slots = static_cast<int>(day.size());
  const int first = static_cast<int>(std::find(day.begin(), day.end(), true) - day.begin());
  const int last =
      slots - static_cast<int>(std::find(day.rbegin(), day.rend(), true) - day.rbegin());
  int comes = 0;
  int leaves = slots;
  if (random.Below(10) == 0) {
    if (random.Below(2) == 0) {
      comes = random.Below(first + 1);
    } else {
      leaves = last + random.Below(slots - last + 1);
    }
  }
  std::vector<int> forbidden;
  for (int slot = 0; slot < slots; ++slot) {
    if (slot < comes || slot >= leaves || (!day[slot] && random.Below(50) == 0)) {
      forbidden.push_back(slot);
    }
  }
  return forbidden;
}

void CountBreaks(const std::vector<Day>& days, Forum& forum) {
  std::vector<int> breaks;
  breaks.reserve(days.size());
  for (const Day& day : days) breaks.push_back(BreaksIn(day));
  const auto [fewest, most] = std::minmax_element(breaks.begin(), breaks.end());
  forum.planted_fairness = *most - *fewest;
  forum.planted_breaks = std::accumulate(breaks.begin(), breaks.end(), 0);
}

// Reasons why there is no plan, put into a problem that has one.

std::vector<int> MeetingsOf(const solver::Problem& problem, int person) {
  std::vector<int> meetings;
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    const auto& attendances = problem.activities[i].attendances;
    if (std::any_of(attendances.begin(), attendances.end(),
                    [&](const solver::Attendance& one) { return one.person == person; })) {
      meetings.push_back(static_cast<int>(i));
    }
  }
  return meetings;
}

// Somebody with at least `least` meetings.
int DrawPerson(const solver::Problem& problem, size_t least, Random& random) {
  const int persons = static_cast<int>(problem.persons.size());
  const int first = random.Below(persons);
  for (int i = 0; i < persons; ++i) {
    if (MeetingsOf(problem, (first + i) % persons).size() >= least) return (first + i) % persons;
  }
  throw std::runtime_error("nobody has so many meetings");
}

// `count` different meetings.
std::vector<int> DrawSome(const solver::Problem& problem, int count, Random& random) {
  std::vector<int> all(problem.activities.size());
  std::iota(all.begin(), all.end(), 0);
  Shuffle(all, random);
  all.resize(count);
  return all;
}

// Leaves the person one slot less than they need.
void SendAway(solver::Problem& problem, Random& random) {
  const int person = DrawPerson(problem, 1, random);
  std::vector<int> slots(problem.slots);
  std::iota(slots.begin(), slots.end(), 0);
  Shuffle(slots, random);
  std::vector<solver::Span>& forbidden = problem.persons[person].forbidden;
  forbidden.clear();
  for (size_t i = MeetingsOf(problem, person).size() - 1; i < slots.size(); ++i) {
    forbidden.push_back({slots[i], slots[i] + 1});
  }
}

void PinTwoAtOnce(solver::Problem& problem, Random& random) {
  const std::vector<int> meetings = MeetingsOf(problem, DrawPerson(problem, 2, random));
  const int slot = random.Below(problem.slots);
  problem.activities[meetings[0]].pinned_start = slot;
  problem.activities[meetings[1]].pinned_start = slot;
}

void PinAgainstOrder(solver::Problem& problem, Random& random) {
  const std::vector<int> pair = DrawSome(problem, 2, random);
  const int slot = random.Below(problem.slots);
  problem.activities[pair[0]].pinned_start = slot;
  problem.activities[pair[1]].pinned_start = random.Below(slot + 1);
  problem.precedences.push_back({pair[0], pair[1], 0});
}

// Each before the next.
void PutInOrder(solver::Problem& problem, const std::vector<int>& meetings) {
  for (size_t i = 0; i + 1 < meetings.size(); ++i) {
    problem.precedences.push_back({meetings[i], meetings[i + 1], 0});
  }
}

void PutInRing(solver::Problem& problem, Random& random) {
  std::vector<int> ring = DrawSome(problem, 3, random);
  ring.push_back(ring[0]);
  PutInOrder(problem, ring);
}

// Leaves open one slot less than the tables need.
void CloseTables(solver::Problem& problem, Random& random) {
  const int meetings = static_cast<int>(problem.activities.size());
  const int open = (meetings - 1) / problem.pools[0].capacity;
  std::vector<int> slots(problem.slots);
  std::iota(slots.begin(), slots.end(), 0);
  Shuffle(slots, random);
  for (size_t i = open; i < slots.size(); ++i) {
    problem.pools[0].closed.push_back({slots[i], slots[i] + 1});
  }
}

void SendAwayInWindow(solver::Problem& problem, Random& random) {
  const int meeting = DrawSome(problem, 1, random)[0];
  solver::Activity& activity = problem.activities[meeting];
  const int slot = random.Below(problem.slots);
  activity.windows = {{slot, slot + 1}};
  problem.persons[activity.attendances[random.Below(2)].person].forbidden.push_back(
      {slot, slot + 1});
}

// Two breaks by pins beside somebody who has none.
void PinUnfairly(solver::Problem& problem, Random& random) {
  const std::vector<int> meetings = MeetingsOf(problem, DrawPerson(problem, 3, random));
  for (int i = 0; i < static_cast<int>(meetings.size()); ++i) {
    problem.activities[meetings[i]].pinned_start = i < 3 ? 2 * i : 2 + i;
  }
  problem.persons.emplace_back();
  problem.fairness = 1;
}

Days DrawDays(const ForumShape& shape, int tables, Random& random) {
  for (int tries = 0; tries < 100; ++tries) {
    Days days(shape, random);
    days.Level(2 * tables);
    if (days.MakeEven()) return days;
  }
  throw std::runtime_error("there is no forum of that shape");
}

}  // namespace

Forum MakeForum(const ForumShape& shape, uint64_t seed) {
  Random random(seed);
  Forum forum;
  B2bInstance& instance = forum.instance;
  const double room = shape.fullness * shape.slots;
  instance.tables = static_cast<int>((shape.meetings + room - 1) / room);
  const Days days = DrawDays(shape, instance.tables, random);
  instance.tables = std::max(instance.tables, days.peak() / 2);

  const bool is_crowded = shape.kind == ForumShape::Kind::kCrowded;
  instance.name = absl::StrCat("\"", is_crowded ? "crowded" : "contiguous", "-", shape.participants,
                               "x", shape.meetings, "-", seed, "\"");
  instance.participants = shape.participants;
  instance.slots = shape.slots;
  instance.morning_slots = shape.slots / 2;
  const std::vector<PlannedMeeting> meetings = DrawMeetings(days.days(), random);
  for (const PlannedMeeting& planned : meetings) {
    B2bInstance::Meeting meeting{planned.a, planned.b, B2bInstance::Session::kAny};
    if (random.Below(2) == 0) std::swap(meeting.a, meeting.b);
    if (random.Below(10) == 0) {
      meeting.session = planned.slot < instance.morning_slots ? B2bInstance::Session::kMorning
                                                              : B2bInstance::Session::kAfternoon;
    }
    instance.meetings.push_back(meeting);
    forum.planted.push_back(planned.slot);
  }
  instance.forbidden.reserve(shape.participants);
  for (const Day& day : days.days()) instance.forbidden.push_back(DrawForbidden(day, random));
  instance.fixed.resize(instance.meetings.size());
  CountBreaks(days.days(), forum);
  return forum;
}

solver::Problem MakeInfeasibleForum(uint64_t seed) {
  Random random(seed);
  ForumShape shape;
  shape.participants = 10 + random.Below(5);
  shape.meetings = 2 * shape.participants;
  shape.slots = 10;
  solver::Problem problem = ProblemOf(MakeForum(shape, seed).instance, -1);
  switch (seed % 9) {
    case 0:
      SendAway(problem, random);
      break;
    case 1:
      PinTwoAtOnce(problem, random);
      break;
    case 2:
      PinAgainstOrder(problem, random);
      break;
    case 3:
      PutInRing(problem, random);
      break;
    case 4:
      PutInOrder(problem, DrawSome(problem, problem.slots + 1, random));
      break;
    case 5:
      CloseTables(problem, random);
      break;
    case 6:
      problem.pools[0].capacity = (static_cast<int>(problem.activities.size()) - 1) / problem.slots;
      break;
    case 7:
      SendAwayInWindow(problem, random);
      break;
    default:
      PinUnfairly(problem, random);
      break;
  }
  return problem;
}

}  // namespace plenary::bench
