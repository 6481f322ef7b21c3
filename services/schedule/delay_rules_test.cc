// What follows when an activity runs late.
#include "services/schedule/delay_rules.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"

namespace plenary::schedule {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

absl::Time At(int minute) { return absl::FromUnixSeconds(1681800000) + absl::Minutes(minute); }

Line On(const std::string& subject, int from, int to, const std::string& venue = "") {
  Line line;
  line.subject = subject;
  line.start = At(from);
  line.end = At(to);
  line.venue = venue;
  line.end_venue = venue;
  return line;
}

// An item that is as long as its first line.
PlannedItem Item(const std::string& activity, std::vector<Line> lines) {
  PlannedItem item;
  item.activity = activity;
  item.start = lines.front().start;
  item.lines = std::move(lines);
  return item;
}
PlannedItem Fixed(PlannedItem item) {
  item.gives_way = false;
  return item;
}

std::vector<Line> Later(std::vector<Line> lines, int minutes) {
  for (Line& line : lines) {
    line.start += absl::Minutes(minutes);
    line.end += absl::Minutes(minutes);
  }
  return lines;
}

// What follows when the first of `items` is late by so many minutes.
std::vector<Postponement> After(int minutes, const std::vector<PlannedItem>& items,
                                const VenueWays& ways = {}) {
  return FindPostponements(items, Later(items.front().lines, minutes), ways);
}

MATCHER_P4(IsPostponed, activity, minutes, because_of, shared, "") {
  return arg.activity == activity && arg.by == absl::Minutes(minutes) &&
         arg.because_of == because_of && arg.shared_subject == shared;
}

TEST(FindPostponementsTest, ADelayGoesOnToWhoeverIsNeededNext) {
  EXPECT_THAT(After(20, {Item("talks", {On("anna", 0, 60)}), Item("lunch", {On("anna", 60, 120)})}),
              ElementsAre(IsPostponed("lunch", 20, "talks", "anna")));
}

TEST(FindPostponementsTest, AGapAbsorbsIt) {
  const std::vector<PlannedItem> day = {
      Item("talks", {On("anna", 0, 60)}), Item("lunch", {On("anna", 75, 120), On("hall", 75, 120)}),
      Item("visit", {On("hall", 125, 180)}), Item("dinner", {On("anna", 240, 300)})};
  EXPECT_THAT(After(20, day), ElementsAre(IsPostponed("lunch", 5, "talks", "anna")));
  EXPECT_THAT(After(25, day), ElementsAre(IsPostponed("lunch", 10, "talks", "anna"),
                                          IsPostponed("visit", 5, "lunch", "hall")));
}

TEST(FindPostponementsTest, WhoSharesNothingIsLeftInPeace) {
  EXPECT_THAT(After(20, {Item("talks", {On("anna", 0, 60)}), Item("walk", {On("boris", 60, 90)})}),
              IsEmpty());
}

TEST(FindPostponementsTest, TheWayToTheNextVenueIsKept) {
  const std::vector<PlannedItem> day = {Item("talks", {On("anna", 0, 60, "palace")}),
                                        Item("call", {On("anna", 60, 65)}),
                                        Item("dinner", {On("anna", 100, 160, "hotel")})};
  EXPECT_THAT(WaysAmong(day), ElementsAre(std::make_pair("palace", "hotel")));
  const VenueWays ways = {{{"palace", "hotel"}, absl::Minutes(30)}};
  EXPECT_THAT(After(15, day, ways), ElementsAre(IsPostponed("call", 15, "talks", "anna"),
                                                IsPostponed("dinner", 5, "talks", "anna")));
}

TEST(FindPostponementsTest, WhatIsFixedStaysAndPassesNothingOn) {
  EXPECT_THAT(
      After(20, {Item("talks", {On("anna", 0, 60)}), Fixed(Item("flight", {On("anna", 70, 120)})),
                 Item("hotel", {On("anna", 120, 180)})}),
      IsEmpty());
}

TEST(FindPostponementsTest, WhatBeganBeforeDoesNotGiveWay) {
  // Anna comes to the reception when the talks are over.
  const PlannedItem talks = Item("talks", {On("anna", 60, 120)});
  const PlannedItem reception = Item("reception", {On("boris", 0, 180), On("anna", 120, 180)});
  EXPECT_THAT(After(20, {talks, reception}), IsEmpty());
}

TEST(FindPostponementsTest, OwnPartsOfTheTimeCountAndNotTheWhole) {
  // The minister leaves the dinner early.
  const PlannedItem dinner = Item("dinner", {On("boris", 0, 180), On("anna", 0, 60)});
  const PlannedItem talks = Item("talks", {On("anna", 60, 90)});
  const PlannedItem walk = Item("walk", {On("boris", 190, 200)});
  EXPECT_THAT(After(20, {dinner, talks, walk}),
              ElementsAre(IsPostponed("talks", 20, "dinner", "anna"),
                          IsPostponed("walk", 10, "dinner", "boris")));
}

TEST(FindPostponementsTest, WhatOnlyEndsLateIsFollowedByItsEnd) {
  const PlannedItem talks = Item("talks", {On("anna", 0, 60)});
  const PlannedItem lunch = Item("lunch", {On("anna", 70, 120)});
  EXPECT_THAT(FindPostponements({talks, lunch}, {On("anna", 0, 90)}, {}),
              ElementsAre(IsPostponed("lunch", 20, "talks", "anna")));
}

TEST(FindPostponementsTest, AWayThatWasTooLongAlreadyMakesNothingWorse) {
  const std::vector<PlannedItem> day = {Item("talks", {On("anna", 0, 60, "palace")}),
                                        Item("dinner", {On("anna", 70, 160, "hotel")})};
  EXPECT_THAT(After(15, day, {{{"palace", "hotel"}, absl::Hours(2)}}),
              ElementsAre(IsPostponed("dinner", 15, "talks", "anna")));
}

// --- Days made up at random.

// A day on which nobody is in two places at once: activities of two or three subjects, one after
// the other, with own parts of the time and gaps.
std::vector<PlannedItem> RandomDay(std::mt19937& random) {
  const auto up_to = [&](int most) { return static_cast<int>(random() % (most + 1)); };
  std::map<std::string, int> free_from;
  std::vector<PlannedItem> day;
  for (int i = 0; i < 12; ++i) {
    std::vector<std::string> subjects = {"a", "b", "c", "d", "e"};
    std::shuffle(subjects.begin(), subjects.end(), random);
    subjects.resize(static_cast<size_t>(1 + up_to(2)));
    int start = i * 10;
    for (const std::string& subject : subjects) start = std::max(start, free_from[subject]);
    start += up_to(1) * up_to(20);
    const int end = start + 15 + up_to(30);
    PlannedItem item;
    item.activity = absl::StrCat("item-", 100 + i);
    item.start = At(start);
    for (const std::string& subject : subjects) {
      const int leaves = end - up_to(1) * up_to(10);
      item.lines.push_back(On(subject, start, leaves, up_to(1) == 0 ? "" : "palace"));
      free_from[subject] = leaves;
    }
    day.push_back(std::move(item));
  }
  return day;
}

// Lines of `day` as they are after `postponements` and with the first late by `minutes`.
std::vector<PlannedItem> Applied(std::vector<PlannedItem> day, int minutes,
                                 const std::vector<Postponement>& postponements) {
  std::map<std::string, absl::Duration> by;
  by[day.front().activity] = absl::Minutes(minutes);
  for (const Postponement& each : postponements) by[each.activity] = each.by;
  for (PlannedItem& item : day) {
    for (Line& line : item.lines) {
      line.start += by[item.activity];
      line.end += by[item.activity];
    }
  }
  return day;
}

int CountOverlaps(const std::vector<PlannedItem>& day) {
  int overlaps = 0;
  for (size_t i = 0; i < day.size(); ++i) {
    for (size_t j = i + 1; j < day.size(); ++j) {
      for (const Line& left : day[i].lines) {
        for (const Line& right : day[j].lines) {
          const bool meet =
              left.subject == right.subject && left.start < right.end && right.start < left.end;
          overlaps += meet ? 1 : 0;
        }
      }
    }
  }
  return overlaps;
}

TEST(FindPostponementsTest, AfterwardsNobodyIsInTwoPlacesAndNothingWaitsLongerThanItMust) {
  std::mt19937 random(20230418);
  for (int round = 0; round < 500; ++round) {
    const std::vector<PlannedItem> day = RandomDay(random);
    ASSERT_EQ(CountOverlaps(day), 0);
    const int minutes = 1 + static_cast<int>(random() % 90);
    const std::vector<Postponement> postponements = After(minutes, day);
    EXPECT_EQ(CountOverlaps(Applied(day, minutes, postponements)), 0) << round;
    for (size_t i = 0; i < postponements.size(); ++i) {
      EXPECT_LE(postponements[i].by, absl::Minutes(minutes)) << round;
      std::vector<Postponement> hasty = postponements;
      hasty[i].by -= absl::Minutes(1);
      EXPECT_GT(CountOverlaps(Applied(day, minutes, hasty)), 0) << round << " " << i;
    }
  }
}

}  // namespace
}  // namespace plenary::schedule
