#include "tests/bench/instances.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::bench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kMeetings[] = R"({
  "format": "b2b-instance/1", "name": "three at a table",
  "n_participants": 3, "n_meetings": 3, "n_slots": 5, "n_tables": 1, "n_morning_slots": 2,
  "meetings": [{"a": 0, "b": 1, "session": "any"},
               {"a": 1, "b": 2, "session": "am"},
               {"a": 0, "b": 2, "session": "pm"}],
  "forbidden": [[], [3, 4], []], "fixed": [null, null, 4], "precedences": [[0, 1]]})";

constexpr char kPlaces[] = R"({
  "format": "csplib046/1", "instance": 7, "n_meetings": 3, "n_agents": 2, "n_slots": 6,
  "agents": [[0, 1], [1, 2]], "travel": [[0, 2, 9], [1, 0, 3], [9, 3, 0]]})";

B2bInstance ReadB2b(absl::string_view json) {
  const absl::StatusOr<Instance> instance = ReadInstance(json);
  return absl::get<B2bInstance>(instance.value());
}

solver::Plan PlanAt(const std::vector<int>& starts) {
  solver::Plan plan(starts.size());
  for (size_t i = 0; i < starts.size(); ++i) plan[i] = {starts[i], {0}, {0}};
  return plan;
}

TEST(InstancesTest, MeetingsOfTwoKeepTheRulesOfTheirInstance) {
  const solver::Problem problem = ProblemOf(ReadB2b(kMeetings), 2);
  ASSERT_TRUE(solver::Validate(problem).ok());
  const std::vector<std::pair<std::vector<int>, bool>> cases = {
      {{0, 1, 4}, true},  {{1, 0, 4}, false},  // the first is before the second
      {{0, 0, 4}, false},                      // a person and a table in two meetings at once
      {{0, 2, 4}, false},                      // in the morning
      {{0, 1, 3}, false},                      // fixed
      {{3, 1, 4}, false},                      // forbidden to a person
  };
  for (const auto& [slots, is_plan] : cases) {
    EXPECT_EQ(solver::Violations(problem, PlanAt(slots)).empty(), is_plan)
        << ::testing::PrintToString(slots);
  }
}

TEST(InstancesTest, ScoreOfMeetingsIsTheirBreaks) {
  const solver::Problem problem = ProblemOf(ReadB2b(kMeetings), -1);
  EXPECT_EQ(solver::ScoreOf(problem, PlanAt({0, 1, 4})).total(), 2);
}

TEST(InstancesTest, FairnessBoundsTheBreaksOfAllParticipants) {
  const B2bInstance instance = ReadB2b(kMeetings);
  EXPECT_FALSE(solver::Violations(ProblemOf(instance, 0), PlanAt({0, 1, 4})).empty());
  EXPECT_TRUE(solver::Violations(ProblemOf(instance, 1), PlanAt({0, 1, 4})).empty());
  EXPECT_EQ(ProblemOf(instance, -1).fairness, absl::nullopt);
}

TEST(InstancesTest, WrittenInstanceReadsAsItWas) {
  const B2bInstance instance = ReadB2b(kMeetings);
  const std::string text = WriteInstance(instance);
  const B2bInstance again = ReadB2b(text);
  EXPECT_EQ(again.name, "\"three at a table\"");
  EXPECT_EQ(WriteInstance(again), text);
  EXPECT_THAT(again.meetings, SizeIs(3));
  EXPECT_THAT(again.fixed, ElementsAre(absl::nullopt, absl::nullopt, absl::optional<int>(4)));
}

TEST(InstancesTest, PlacesAreAsFarApartAsTheLongerWay) {
  const absl::StatusOr<Instance> read = ReadInstance(kPlaces);
  ASSERT_TRUE(read.ok());
  const auto& instance = absl::get<Csplib046Instance>(*read);
  EXPECT_EQ(instance.name, "7");
  const solver::Problem problem = ProblemOf(instance);
  ASSERT_TRUE(solver::Validate(problem).ok());
  const std::vector<std::pair<std::vector<int>, bool>> cases = {
      {{0, 5, 1}, true},                      // two slots between, and three
      {{4, 1, 5}, true},                      // the other way round
      {{3, 1, 5}, false},                     // one slot between is one too few
      {{0, 5, 2}, false}, {{0, 5, 0}, true},  // nobody attends both
  };
  for (const auto& [slots, is_plan] : cases) {
    solver::Plan plan(3);
    for (size_t i = 0; i < 3; ++i) plan[i].start = slots[i];
    EXPECT_EQ(solver::Violations(problem, plan).empty(), is_plan)
        << ::testing::PrintToString(slots);
    EXPECT_EQ(solver::ScoreOf(problem, plan).total(), 0);
  }
}

TEST(InstancesTest, MalformedInstancesAreRefusedWithThePlace) {
  struct Case {
    const char* label;
    std::string json;
    const char* place;
  };
  const auto with = [](const char* json, const char* part, const char* instead) {
    return absl::StrReplaceAll(json, {{part, instead}});
  };
  const std::vector<Case> cases = {
      {"no JSON", "{", "line 1"},
      {"nothing", "", "line"},
      {"a list", "[]", "format"},
      {"no format", "{}", "format"},
      {"another format", with(kMeetings, "instance/1", "instance/2"), "format"},
      {"a key twice", with(kMeetings, "\"name\"", "\"format\""), "line 2"},
      {"no name", with(kMeetings, "\"name\"", "\"nam\""), "name"},
      {"no slots", with(kMeetings, "n_slots", "slots"), "n_slots"},
      {"half a slot", with(kMeetings, "\"n_slots\": 5", "\"n_slots\": 5.5"), "n_slots"},
      {"too many slots", with(kMeetings, "\"n_slots\": 5", "\"n_slots\": 123456"), "n_slots"},
      {"negative tables", with(kMeetings, "\"n_tables\": 1", "\"n_tables\": -1"), "n_tables"},
      {"a morning beyond the day", with(kMeetings, "morning_slots\": 2", "morning_slots\": 6"),
       "n_morning_slots"},
      {"fewer meetings than said", with(kMeetings, "\"n_meetings\": 3", "\"n_meetings\": 4"),
       "meetings"},
      {"a participant of none", with(kMeetings, "\"a\": 1", "\"a\": 3"), "meetings[1].a"},
      {"a meeting with oneself", with(kMeetings, "\"a\": 1", "\"a\": 2"), "meetings[1]"},
      {"an unknown session", with(kMeetings, "\"pm\"", "\"night\""), "meetings[2].session"},
      {"a meeting that is none", with(kMeetings, "[{", "[7, {"), "meetings"},
      {"a forbidden slot of none", with(kMeetings, "[3, 4]", "[3, 5]"), "forbidden[1][1]"},
      {"forbidden slots of too few", with(kMeetings, "[[], [3, 4], []]", "[[]]"), "forbidden"},
      {"a fixed slot of none", with(kMeetings, "null, 4]", "null, 5]"), "fixed[2]"},
      {"a precedence of three", with(kMeetings, "[[0, 1]]", "[[0, 1, 2]]"), "precedences[0]"},
      {"a precedence of none", with(kMeetings, "[[0, 1]]", "[[0, -1]]"), "precedences[0][1]"},
      {"an agent's meeting of none", with(kPlaces, "[1, 2]]", "[1, 3]]"), "agents[1][1]"},
      {"a meeting twice", with(kPlaces, "[1, 2]]", "[1, 1]]"), "agents[1]"},
      {"a short row of ways", with(kPlaces, "[1, 0, 3]", "[1, 0]"), "travel[1]"},
      {"a way back in time", with(kPlaces, "[1, 0, 3]", "[-1, 0, 3]"), "travel[1][0]"},
      {"no ways", with(kPlaces, "travel", "ways"), "travel"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.label);
    const absl::StatusOr<Instance> instance = ReadInstance(one.json);
    EXPECT_EQ(instance.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(instance.status().message()), HasSubstr(one.place));
  }
}

TEST(InstancesTest, MissingFileIsNotFound) {
  EXPECT_EQ(ReadInstanceFile("no such file.json").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace plenary::bench
