#include "services/solver/local_search.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/solver/random.h"

namespace plenary::solver {
namespace {

using ::testing::IsEmpty;

constexpr uint64_t kSeed = 7;
const auto kNeverOver = [] { return false; };

// A meeting of two at one of the tables, which are pool 0.
Activity MeetingOf(int one, int other) {
  Activity meeting;
  meeting.attendances = {{one}, {other}};
  meeting.needs.push_back({{{0, 0}}});
  return meeting;
}

Problem Forum(int slots, int persons, int tables) {
  Problem problem;
  problem.slots = slots;
  problem.persons.resize(persons);
  problem.pools.resize(1);
  problem.pools[0].capacity = tables;
  return problem;
}

// Each meets the next ones around a ring, at as many tables as that takes.
Problem Ring(int slots, int persons, int meetings_each) {
  Problem problem = Forum(slots, persons, (persons * meetings_each + slots - 1) / slots);
  for (int person = 0; person < persons; ++person) {
    for (int step = 1; step <= meetings_each; ++step) {
      problem.activities.push_back(MeetingOf(person, (person + step) % persons));
    }
  }
  return problem;
}

// Anything that a problem may hold, small.
class AnyProblem {
 public:
  explicit AnyProblem(uint64_t seed) : random_(seed) {}

  Problem Make() {
    Problem problem;
    problem.days = {{0, 12}, {12, 20}};
    problem.slots = 20;
    problem.persons.resize(6);
    for (Person& person : problem.persons) {
      person.is_compared = !random_.Chance(40);
      if (random_.Chance(80)) person.forbidden.push_back(AnySpan(problem.slots, 3));
    }
    problem.travel = {{0, 1, 2}, {1, 0, 1}, {2, 2, 0}};
    if (random_.Chance(128)) problem.travel.clear();
    if (random_.Chance(60)) problem.gap = 1;
    const int venues = static_cast<int>(problem.travel.size());
    for (int i = 0; i < 4; ++i) {
      Pool pool;
      pool.capacity = 1 + random_.Below(3);
      pool.venue = random_.Below(venues + 1) - 1;
      if (random_.Chance(80)) pool.closed.push_back(AnySpan(problem.slots, 5));
      problem.pools.push_back(pool);
    }
    const int activities = 4 + random_.Below(9);
    for (int i = 0; i < activities; ++i) problem.activities.push_back(AnyActivity(problem));
    for (int i = random_.Below(3); i > 0; --i) {
      const int before = random_.Below(activities - 1);
      problem.precedences.push_back({before, before + 1, random_.Below(3)});
    }
    if (random_.Chance(80)) problem.fairness = random_.Below(3);
    Weights& weights = problem.weights;
    for (int64_t* weight : {&weights.breaks, &weights.idle, &weights.unfairness, &weights.early,
                            &weights.missed, &weights.moved, &weights.replaced}) {
      *weight = random_.Chance(128) ? random_.Below(20) : 0;
    }
    return problem;
  }

 private:
  Span AnySpan(int slots, int most) {
    const int begin = random_.Below(slots - most);
    return {begin, begin + 1 + random_.Below(most)};
  }

  Activity AnyActivity(const Problem& problem) {
    Activity activity;
    activity.duration = 1 + random_.Below(4);
    if (random_.Chance(60)) activity.windows = {{0, 9}, {12, 20}};
    std::set<int> people;
    for (int i = random_.Below(4); i > 0; --i) people.insert(random_.Below(6));
    for (const int person : people) {
      Attendance attendance{person, !random_.Chance(64)};
      if (random_.Chance(40)) attendance.from = activity.duration / 2;
      activity.attendances.push_back(attendance);
    }
    for (int i = random_.Below(3); i > 0; --i) activity.needs.push_back(AnyNeed());
    if (!problem.travel.empty() && random_.Chance(60)) activity.venue = random_.Below(3);
    if (random_.Chance(20)) activity.pinned_start = random_.Below(problem.slots);
    if (random_.Chance(80)) activity.baseline_start = random_.Below(problem.slots);
    if (random_.Chance(80)) activity.start_costs.push_back({{3, 14}, random_.Below(30)});
    activity.is_optional = random_.Chance(80);
    activity.price = activity.is_optional ? random_.Below(100) : 0;
    return activity;
  }

  Need AnyNeed() {
    Need need;
    std::set<int> pools;
    for (int i = 1 + random_.Below(3); i > 0; --i) pools.insert(random_.Below(4));
    for (const int pool : pools) need.choices.push_back({pool, random_.Below(10)});
    need.before = random_.Below(2);
    need.after = random_.Below(2);
    if (random_.Chance(30)) need.pinned = need.choices[0].pool;
    if (random_.Chance(80)) need.baseline = random_.Below(4);
    return need;
  }

  Random random_;
};

void ExpectKeepsRulesAndScore(const Problem& problem, const LocalSearch& search) {
  Plan plan = *search.best();
  AssignUnits(problem, plan);
  EXPECT_THAT(Violations(problem, plan), IsEmpty());
  Score score = ScoreOf(problem, plan);
  score.table_changes = 0;
  EXPECT_EQ(search.best_score(), score.total());
}

TEST(LocalSearch, PlansOfAnyProblemKeepTheRulesAndScoreWhatTheyScore) {
  int planned = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const Problem problem = AnyProblem(seed).Make();
    ASSERT_TRUE(Validate(problem).ok());
    const Model model = MakeModel(problem);
    if (model.is_infeasible) continue;
    LocalSearch search(model, seed);
    for (int i = 0; i < 4; ++i) {
      if (search.Run(400, kNeverOver)) ExpectKeepsRulesAndScore(problem, search);
    }
    if (search.best() != nullptr) {
      ++planned;
      ExpectKeepsRulesAndScore(problem, search);
    }
  }
  EXPECT_GT(planned, 50);
}

TEST(LocalSearch, PacksDaysWithoutBreaks) {
  Problem problem = Ring(/*slots=*/12, /*persons=*/24, /*meetings_each=*/3);
  problem.pools[0].capacity = 12;
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  search.Run(300'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
  EXPECT_EQ(search.best_score(), 0);
}

TEST(LocalSearch, FillsEveryTableWhereItMust) {
  // Twelve people meet each other in eleven slots: nobody and no table is ever free.
  Problem problem = Forum(11, 12, 6);
  for (int one = 0; one < 12; ++one) {
    for (int other = one + 1; other < 12; ++other) {
      problem.activities.push_back(MeetingOf(one, other));
    }
  }
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  search.Run(1'000'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
}

TEST(LocalSearch, DaysMayBeLongerThanAWord) {
  Problem problem = Ring(/*slots=*/150, /*persons=*/20, /*meetings_each=*/4);
  problem.pools[0].capacity = 10;
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  search.Run(400'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
  EXPECT_LE(search.best_score(), 2);
}

TEST(LocalSearch, KeepsTheFairnessBound) {
  Problem problem = Forum(8, 6, 2);
  // The first can meet at both ends of the day only, and then the others need breaks, too.
  problem.persons[0].forbidden = {{2, 6}};
  problem.activities = {MeetingOf(0, 1), MeetingOf(0, 2), MeetingOf(0, 3),
                        MeetingOf(1, 4), MeetingOf(1, 5), MeetingOf(2, 4),
                        MeetingOf(2, 5), MeetingOf(3, 4), MeetingOf(3, 5)};
  problem.fairness = 0;
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  search.Run(2'000'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
  EXPECT_EQ(search.best_score(), 6);
}

TEST(LocalSearch, LeavesNobodyABreakWhereSomebodyNeverHasOneAndAllAreToBeAlike) {
  Problem problem = Ring(/*slots=*/12, /*persons=*/24, /*meetings_each=*/3);
  problem.pools[0].capacity = 12;
  problem.persons.emplace_back();
  problem.fairness = 0;
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  search.Run(1'000'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
  EXPECT_EQ(search.best_score(), 0);
}

TEST(LocalSearch, ChangesLittleOfAPlanThatIsDear) {
  Problem problem = Ring(/*slots=*/16, /*persons=*/40, /*meetings_each=*/4);
  const Model free_model = MakeModel(problem);
  LocalSearch before(free_model, kSeed);
  before.Run(50'000, kNeverOver);
  ASSERT_NE(before.best(), nullptr);
  Plan plan = *before.best();
  problem.weights.moved = 100;
  for (size_t i = 0; i < plan.size(); ++i) problem.activities[i].baseline_start = plan[i].start;
  // Two have to go elsewhere.
  for (const int moved : {3, 77}) {
    problem.activities[moved].windows = {{0, plan[moved].start}, {plan[moved].start + 1, 16}};
  }
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed, &plan);
  search.Run(300'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
  EXPECT_LT(search.best_score(), 600);
}

TEST(LocalSearch, BeginsFromAPlanThatBreaksRules) {
  const Problem problem = Ring(/*slots=*/12, /*persons=*/24, /*meetings_each=*/3);
  const Model model = MakeModel(problem);
  Plan all_at_once(problem.activities.size());
  for (Placement& placement : all_at_once) placement.start = 4;
  Plan out_of_hours(problem.activities.size());
  for (Placement& placement : out_of_hours) placement = {99, {0, 5, -1}, {}};
  for (const Plan& start : {all_at_once, out_of_hours, Plan()}) {
    LocalSearch search(model, kSeed, &start);
    search.Run(50'000, kNeverOver);
    ASSERT_NE(search.best(), nullptr);
    ExpectKeepsRulesAndScore(problem, search);
  }
}

TEST(LocalSearch, PlansNothingWhereThereIsNothing) {
  Problem problem;
  problem.slots = 5;
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  search.Run(1'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  EXPECT_THAT(*search.best(), IsEmpty());
  EXPECT_EQ(search.best_score(), 0);
}

TEST(LocalSearch, PlacesWhatNobodyAttendsAndWhatNeedsNothing) {
  Problem problem = Forum(4, 2, 1);
  problem.activities.resize(3);
  problem.activities[1].needs.push_back({{{0, 0}}});
  problem.activities[2].attendances = {{0}, {1}};
  problem.weights.early = 1;
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  search.Run(20'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
  EXPECT_EQ(search.best_score(), 0);
}

TEST(LocalSearch, LeavesOutWhatCannotBeAnywhereAndWhatCostsMoreThanItsPrice) {
  Problem problem = Forum(6, 4, 1);
  problem.activities = {MeetingOf(0, 1), MeetingOf(0, 2), MeetingOf(2, 3)};
  problem.activities[0].windows = {{0, 1}};
  problem.activities[0].duration = 2;
  problem.activities[0].is_optional = true;
  problem.activities[0].price = 10;
  problem.activities[1].is_optional = true;
  problem.activities[1].price = 3;
  problem.activities[1].start_costs = {{{0, 6}, 5}};
  const Model model = MakeModel(problem);
  ASSERT_FALSE(model.is_infeasible);
  LocalSearch search(model, kSeed);
  search.Run(20'000, kNeverOver);
  ASSERT_NE(search.best(), nullptr);
  ExpectKeepsRulesAndScore(problem, search);
  EXPECT_FALSE((*search.best())[0].is_placed());
  EXPECT_FALSE((*search.best())[1].is_placed());
  EXPECT_TRUE((*search.best())[2].is_placed());
}

TEST(LocalSearch, HasNoPlanWhereThereIsNone) {
  // Three meetings of one person in two slots: what rules people apart is not asked here.
  Problem problem = Forum(2, 4, 3);
  problem.activities = {MeetingOf(0, 1), MeetingOf(0, 2), MeetingOf(0, 3)};
  for (Activity& activity : problem.activities) activity.is_optional = true;
  const Model relaxed = MakeModel(problem);
  for (Activity& activity : problem.activities) activity.is_optional = false;
  LocalSearch search(relaxed, kSeed);
  search.Run(20'000, kNeverOver);
  EXPECT_EQ(search.best(), nullptr);
}

TEST(LocalSearch, IsTheSameForASeed) {
  const Problem problem = Ring(/*slots=*/12, /*persons=*/30, /*meetings_each=*/4);
  const Model model = MakeModel(problem);
  const auto starts_of = [&](uint64_t seed) {
    LocalSearch search(model, seed);
    search.Run(5'000, kNeverOver);
    search.Run(5'000, kNeverOver);
    std::vector<int> starts;
    starts.reserve(problem.activities.size());
    for (const Placement& placement : *search.best()) starts.push_back(placement.start);
    return starts;
  };
  EXPECT_EQ(starts_of(3), starts_of(3));
  EXPECT_NE(starts_of(3), starts_of(4));
}

TEST(LocalSearch, StopsSoonAfterItIsTold) {
  const Problem problem = Ring(/*slots=*/12, /*persons=*/30, /*meetings_each=*/4);
  const Model model = MakeModel(problem);
  LocalSearch search(model, kSeed);
  int asked = 0;
  search.Run(std::numeric_limits<int64_t>::max(), [&] { return ++asked == 5; });
  EXPECT_EQ(asked, 5);
}

TEST(LocalSearch, GoesOnFromWhatItAdopts) {
  const Problem problem = Ring(/*slots=*/12, /*persons=*/24, /*meetings_each=*/3);
  const Model model = MakeModel(problem);
  LocalSearch better(model, kSeed);
  better.Run(300'000, kNeverOver);
  ASSERT_NE(better.best(), nullptr);
  LocalSearch search(model, kSeed + 1);
  search.Adopt(*better.best(), better.best_score());
  EXPECT_EQ(search.best_score(), better.best_score());
  search.Run(300'000, kNeverOver);
  EXPECT_LE(search.best_score(), better.best_score());
  ExpectKeepsRulesAndScore(problem, search);
}

}  // namespace
}  // namespace plenary::solver
