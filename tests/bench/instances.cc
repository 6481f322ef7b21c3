#include "tests/bench/instances.h"

#include <jansson.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace plenary::bench {
namespace {

using Json = std::unique_ptr<json_t, decltype(&json_decref)>;

// No published problem has half as many of anything.
constexpr int kMost = 1'000'000;

absl::Status Malformed(absl::string_view where, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(where, " ", what));
}

std::string TextOf(const json_t* json) {
  const std::unique_ptr<char, decltype(&free)> text(
      json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY), &free);
  return text == nullptr ? "null" : text.get();
}

// Reads values of one object, keeping the first fault; what is read after it means nothing.
class Reader {
 public:
  explicit Reader(const json_t* object) : object_(object) {}

  const absl::Status& fault() const { return fault_; }

  void Reject(absl::string_view where, absl::string_view what) {
    if (fault_.ok()) fault_ = Malformed(where, what);
  }

  // A whole number of [least, end).
  int Number(const json_t* value, absl::string_view where, int least, int end) {
    if (!json_is_integer(value)) {
      Reject(where, value == nullptr ? "is missing" : "is no whole number");
      return least;
    }
    const json_int_t number = json_integer_value(value);
    if (number >= least && number < end) return static_cast<int>(number);
    Reject(where, absl::StrCat("is ", number, ", not one of ", least, " to ", end - 1));
    return least;
  }
  int Number(const char* key, int least = 0, int end = kMost) {
    return Number(json_object_get(object_, key), key, least, end);
  }

  // A text or a number, as JSON has it.
  std::string Name(const char* key) {
    const json_t* value = json_object_get(object_, key);
    if (value == nullptr || json_is_null(value)) return "null";
    if (!json_is_string(value) && !json_is_integer(value)) Reject(key, "is no text or number");
    return TextOf(value);
  }

  // The members of a list, `length` of them (-1: as many as there are).
  std::vector<const json_t*> List(const json_t* value, absl::string_view where, int length = -1) {
    if (!json_is_array(value)) {
      Reject(where, value == nullptr ? "is missing" : "is no list");
      return {};
    }
    const size_t size = json_array_size(value);
    if (length >= 0 && size != static_cast<size_t>(length)) {
      Reject(where, absl::StrCat("has ", size, " members, not ", length));
      return {};
    }
    std::vector<const json_t*> members;
    members.reserve(size);
    for (size_t i = 0; i < size; ++i) members.push_back(json_array_get(value, i));
    return members;
  }
  std::vector<const json_t*> List(const char* key, int length = -1) {
    return List(json_object_get(object_, key), key, length);
  }

  std::vector<int> Numbers(const json_t* value, absl::string_view where, int end, int length = -1) {
    const std::vector<const json_t*> members = List(value, where, length);
    std::vector<int> numbers;
    numbers.reserve(members.size());
    for (const json_t* member : members) {
      numbers.push_back(Number(member, absl::StrCat(where, "[", numbers.size(), "]"), 0, end));
    }
    return numbers;
  }

  // As many lists of numbers below `end` as `rows`.
  std::vector<std::vector<int>> Table(const char* key, int rows, int end, int columns = -1) {
    const std::vector<const json_t*> members = List(key, rows);
    std::vector<std::vector<int>> table;
    table.reserve(members.size());
    for (const json_t* row : members) {
      table.push_back(Numbers(row, absl::StrCat(key, "[", table.size(), "]"), end, columns));
    }
    return table;
  }

 private:
  const json_t* object_;
  absl::Status fault_;
};

B2bInstance::Session ReadSession(Reader& reader, const json_t* meeting, absl::string_view where) {
  const json_t* value = json_object_get(meeting, "session");
  const absl::string_view session = json_is_string(value) ? json_string_value(value) : "";
  if (session == "am") return B2bInstance::Session::kMorning;
  if (session == "pm") return B2bInstance::Session::kAfternoon;
  if (session != "any")
    reader.Reject(absl::StrCat(where, ".session"), "is not 'am', 'pm' or 'any'");
  return B2bInstance::Session::kAny;
}

B2bInstance::Meeting ReadMeeting(Reader& reader, const json_t* value, absl::string_view where,
                                 int participants) {
  if (!json_is_object(value)) reader.Reject(where, "is no object");
  B2bInstance::Meeting meeting;
  meeting.a =
      reader.Number(json_object_get(value, "a"), absl::StrCat(where, ".a"), 0, participants);
  meeting.b =
      reader.Number(json_object_get(value, "b"), absl::StrCat(where, ".b"), 0, participants);
  if (meeting.a == meeting.b) reader.Reject(where, "is of a participant with themself");
  meeting.session = ReadSession(reader, value, where);
  return meeting;
}

absl::StatusOr<Instance> ReadB2b(const json_t* json) {
  Reader reader(json);
  B2bInstance instance;
  instance.name = reader.Name("name");
  if (instance.name == "null") reader.Reject("name", "is missing");
  instance.participants = reader.Number("n_participants");
  instance.slots = reader.Number("n_slots", 0, solver::kMostSlots + 1);
  instance.tables = reader.Number("n_tables");
  instance.morning_slots = reader.Number("n_morning_slots", 0, instance.slots + 1);
  const int count = reader.Number("n_meetings");
  const std::vector<const json_t*> meetings = reader.List("meetings", count);
  instance.meetings.reserve(meetings.size());
  for (const json_t* meeting : meetings) {
    const std::string where = absl::StrCat("meetings[", instance.meetings.size(), "]");
    instance.meetings.push_back(ReadMeeting(reader, meeting, where, instance.participants));
  }
  instance.forbidden = reader.Table("forbidden", instance.participants, instance.slots);
  const std::vector<const json_t*> fixed = reader.List("fixed", count);
  instance.fixed.reserve(fixed.size());
  for (const json_t* slot : fixed) {
    const std::string where = absl::StrCat("fixed[", instance.fixed.size(), "]");
    instance.fixed.emplace_back();
    if (!json_is_null(slot)) instance.fixed.back() = reader.Number(slot, where, 0, instance.slots);
  }
  const std::vector<const json_t*> precedences = reader.List("precedences");
  instance.precedences.reserve(precedences.size());
  for (const json_t* pair : precedences) {
    const std::string where = absl::StrCat("precedences[", instance.precedences.size(), "]");
    const std::vector<int> both = reader.Numbers(pair, where, count, 2);
    if (both.size() == 2) instance.precedences.emplace_back(both[0], both[1]);
  }
  if (!reader.fault().ok()) return reader.fault();
  return instance;
}

absl::StatusOr<Instance> ReadCsplib046(const json_t* json) {
  Reader reader(json);
  Csplib046Instance instance;
  instance.name = reader.Name("instance");
  instance.meetings = reader.Number("n_meetings");
  instance.slots = reader.Number("n_slots", 0, solver::kMostSlots + 1);
  instance.agents = reader.Table("agents", reader.Number("n_agents"), instance.meetings);
  for (size_t agent = 0; agent < instance.agents.size(); ++agent) {
    const std::vector<int>& attended = instance.agents[agent];
    if (std::set<int>(attended.begin(), attended.end()).size() == attended.size()) continue;
    reader.Reject(absl::StrCat("agents[", agent, "]"), "has a meeting twice");
  }
  instance.travel = reader.Table("travel", instance.meetings, kMost, instance.meetings);
  if (!reader.fault().ok()) return reader.fault();
  return instance;
}

const char* SpellSession(B2bInstance::Session session) {
  switch (session) {
    case B2bInstance::Session::kMorning:
      return "am";
    case B2bInstance::Session::kAfternoon:
      return "pm";
    case B2bInstance::Session::kAny:
      break;
  }
  return "any";
}

json_t* JsonOf(const std::vector<int>& numbers) {
  json_t* list = json_array();
  for (const int number : numbers) json_array_append_new(list, json_integer(number));
  return list;
}

json_t* JsonOfMeetings(const B2bInstance& instance) {
  json_t* list = json_array();
  for (const B2bInstance::Meeting& meeting : instance.meetings) {
    json_t* one = json_object();
    json_object_set_new(one, "a", json_integer(meeting.a));
    json_object_set_new(one, "b", json_integer(meeting.b));
    json_object_set_new(one, "session", json_string(SpellSession(meeting.session)));
    json_array_append_new(list, one);
  }
  return list;
}

// What can be said of a meeting by itself.
solver::Activity ActivityOf(const B2bInstance& instance, size_t index) {
  const B2bInstance::Meeting& meeting = instance.meetings[index];
  solver::Activity activity;
  activity.attendances.resize(2);
  activity.attendances[0].person = meeting.a;
  activity.attendances[1].person = meeting.b;
  activity.needs.resize(1);
  activity.needs[0].choices.resize(1);
  if (meeting.session == B2bInstance::Session::kMorning) {
    activity.windows = {{0, instance.morning_slots}};
  } else if (meeting.session == B2bInstance::Session::kAfternoon) {
    activity.windows = {{instance.morning_slots, instance.slots}};
  }
  activity.pinned_start = instance.fixed[index];
  return activity;
}

}  // namespace

absl::StatusOr<Instance> ReadInstance(absl::string_view json) {
  json_error_t error;
  const Json root(json_loadb(json.data(), json.size(), JSON_REJECT_DUPLICATES, &error),
                  &json_decref);
  if (root == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("line ", error.line, " is no JSON: ", error.text));
  }
  const json_t* format = json_object_get(root.get(), "format");
  const absl::string_view name = json_is_string(format) ? json_string_value(format) : "";
  if (name == "b2b-instance/1") return ReadB2b(root.get());
  if (name == "csplib046/1") return ReadCsplib046(root.get());
  return Malformed("format", "is neither 'b2b-instance/1' nor 'csplib046/1'");
}

absl::StatusOr<Instance> ReadInstanceFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) return absl::NotFoundError("cannot be read");
  return ReadInstance(text);
}

std::string WriteInstance(const B2bInstance& instance) {
  const Json root(json_object(), &json_decref);
  const auto set = [&](const char* key, json_t* value) {
    json_object_set_new(root.get(), key, value);
  };
  set("format", json_string("b2b-instance/1"));
  set("name", json_loads(instance.name.c_str(), JSON_DECODE_ANY, nullptr));
  set("n_participants", json_integer(instance.participants));
  set("n_meetings", json_integer(static_cast<json_int_t>(instance.meetings.size())));
  set("n_slots", json_integer(instance.slots));
  set("n_tables", json_integer(instance.tables));
  set("n_morning_slots", json_integer(instance.morning_slots));
  set("meetings", JsonOfMeetings(instance));
  json_t* forbidden = json_array();
  for (const auto& slots : instance.forbidden) json_array_append_new(forbidden, JsonOf(slots));
  set("forbidden", forbidden);
  json_t* fixed = json_array();
  for (const absl::optional<int>& slot : instance.fixed) {
    json_array_append_new(fixed, slot ? json_integer(*slot) : json_null());
  }
  set("fixed", fixed);
  json_t* precedences = json_array();
  for (const auto& [before, after] : instance.precedences) {
    json_array_append_new(precedences, JsonOf({before, after}));
  }
  set("precedences", precedences);
  return TextOf(root.get());
}

solver::Problem ProblemOf(const B2bInstance& instance, int fairness) {
  solver::Problem problem;
  problem.slots = instance.slots;
  problem.persons.resize(instance.participants);
  for (int person = 0; person < instance.participants; ++person) {
    std::vector<solver::Span>& forbidden = problem.persons[person].forbidden;
    forbidden.reserve(instance.forbidden[person].size());
    for (const int slot : instance.forbidden[person]) forbidden.push_back({slot, slot + 1});
  }
  problem.pools.resize(1);
  problem.pools[0].capacity = instance.tables;
  problem.activities.reserve(instance.meetings.size());
  for (size_t i = 0; i < instance.meetings.size(); ++i) {
    problem.activities.push_back(ActivityOf(instance, i));
  }
  problem.precedences.reserve(instance.precedences.size());
  for (const auto& [before, after] : instance.precedences) {
    problem.precedences.push_back({before, after, 0});
  }
  if (fairness >= 0) problem.fairness = fairness;
  return problem;
}

solver::Problem ProblemOf(const Csplib046Instance& instance) {
  solver::Problem problem;
  problem.slots = instance.slots;
  problem.weights.breaks = 0;
  problem.activities.resize(instance.meetings);
  for (int i = 0; i < instance.meetings; ++i) problem.activities[i].venue = i;
  problem.persons.resize(instance.agents.size());
  for (size_t agent = 0; agent < instance.agents.size(); ++agent) {
    for (const int meeting : instance.agents[agent]) {
      problem.activities[meeting].attendances.emplace_back().person = static_cast<int>(agent);
    }
  }
  // The rule speaks of pairs without order, so the longer way counts both ways.
  problem.travel = instance.travel;
  for (int i = 0; i < instance.meetings; ++i) {
    for (int j = 0; j < instance.meetings; ++j) {
      const int longer = std::max(instance.travel[i][j], instance.travel[j][i]);
      problem.travel[i][j] = i == j ? 0 : std::min(longer, instance.slots);
    }
  }
  return problem;
}

std::vector<int> SlotsOf(const solver::Plan& plan) {
  std::vector<int> slots;
  slots.reserve(plan.size());
  for (const solver::Placement& placement : plan) slots.push_back(placement.start);
  return slots;
}

}  // namespace plenary::bench
