// From what there is to be planned to a solver::Problem. Pure. The way back is in placing_rules.h.
//
// People are the persons of the problem. Assets that are alike and free at the same times are one
// pool; every other is a pool of its own. Whatever is not moved, sessions, bookings, other events
// and meetings that stay, makes slots of people and assets forbidden; meetings that stay and lie on
// the grid are activities as well, so that the breaks beside them count.
//
// The problem is never kinder than the ledger: what keeps its rules can be booked. Durations,
// buffers and ways are rounded up to slots. Where several venues are planned in, people come to and
// from what is not planned as from the farthest of them, and interpreters and vehicles take the
// longest way after each use.
#ifndef PLENARY_SERVICES_PLANNING_PROBLEM_RULES_H_
#define PLENARY_SERVICES_PLANNING_PROBLEM_RULES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/planning/grid_rules.h"
#include "services/schedule/line_rules.h"
#include "services/solver/plan.h"
#include "services/solver/problem.h"

namespace plenary::planning {

// The most that one plan takes.
inline constexpr int64_t kMostActivities = 10'000;
inline constexpr int64_t kMostPeople = 10'000;
inline constexpr int64_t kMostSlots = 2'000;

// A line of an activity.
struct Occupied {
  std::string activity;
  schedule::Line line;
};

// What stays where it is, by whom or what it occupies.
using Obstacles = std::map<std::string, std::vector<Occupied>>;

// What there is to be planned, and with what.
struct Given {
  schedule::Facts facts;  // the event, its settings, and all that is named below
  v1::PlanningSettings settings;
  v1::PlanEventRequest::Scope scope = v1::PlanEventRequest::KEEP;
  absl::Time now;
  absl::Duration default_duration = absl::Minutes(30);
  std::vector<v1::MeetingRequest> requests;  // accepted, without a meeting
  std::vector<v1::Meeting> meetings;         // in progress, neither deleted nor cancelled
  // Of the requests that meetings answer: their preferences, and the times proposed.
  std::map<std::string, int> preferences;
  std::map<std::string, google::protobuf::RepeatedPtrField<google::type::Interval>> times;
  std::vector<Occupied> occupied;         // whatever else occupies somebody or something
  std::vector<std::string> places;        // tables and rooms to plan with
  std::vector<std::string> interpreters;  // to plan with
  std::map<std::pair<std::string, std::string>, absl::Duration> ways;  // between venues
};

// RESOURCE_EXHAUSTED: PLAN_TOO_LARGE.
absl::Status CheckSize(int64_t activities, int64_t people, int64_t slots);

// A time that somebody or something is taken, whether or not it is planned in.
struct Taken {
  absl::Time start;
  absl::Time end;
  std::string activity;  // empty: closed by its hours
};

// What a need of an activity stands for.
struct PosedNeed {
  enum Kind { kUse, kInterpreter };
  Kind kind = kUse;
  int index = 0;    // of Meeting.assets, or of Interpretation.interpreters
  std::string was;  // the asset there is; empty: none yet
};

struct PosedActivity {
  std::string name;     // of the request or meeting; empty: units of a shared asset that are taken
  v1::Meeting meeting;  // as it is, or would be but for time and place
  absl::Duration duration;
  bool is_new = false;  // a request, for which there is no meeting yet
  bool stays = false;   // nothing of it is planned
  std::vector<PosedNeed> needs;
};

struct PosedPool {
  std::vector<std::string> assets;  // of which the pool consists
  bool is_shared = false;           // one asset, of several units
  std::vector<Taken> taken;         // of the first; of others the same times
};

struct PosedPerson {
  std::string name;
  std::vector<Taken> taken;
};

// What cannot be planned, whenever it were.
struct Refused {
  std::string name;
  absl::Status why;
};

// A problem, and what its numbers stand for.
struct Posed {
  Grid grid;
  solver::Problem problem;
  std::vector<PosedActivity> activities;  // by their indices in the problem
  std::vector<PosedPerson> persons;
  std::vector<PosedPool> pools;
  std::vector<Refused> refused;
  // Meetings that meet something else as the work in progress stands: what that is.
  std::map<std::string, Occupied> in_the_way;
  std::string event;
  absl::TimeZone zone;

  // How many are planned.
  int CountPlanned() const;
  // The index of a request or meeting; nullopt where it is not planned.
  absl::optional<int> Find(absl::string_view name) const;
  // The plan as the work in progress has it: what stays, and what has its place on the grid and
  // meets nothing.
  solver::Plan InProgress() const;
};

// The problem. FAILED_PRECONDITION: NOTHING_TO_PLAN; PLAN_IMPOSSIBLE where no window lies ahead.
// RESOURCE_EXHAUSTED: PLAN_TOO_LARGE. INVALID_ARGUMENT: INVALID_FIELDS where the weights are so
// large that no score could be reckoned.
absl::StatusOr<Posed> Pose(const Given& given);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_PROBLEM_RULES_H_
