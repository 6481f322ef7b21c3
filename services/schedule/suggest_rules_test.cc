#include "services/schedule/suggest_rules.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::schedule {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// 18 April 2023, a Tuesday, and days after it, in UTC.
absl::Time At(int hour, int minute = 0, int day = 18) {
  return absl::FromCivil(absl::CivilMinute(2023, 4, day, hour, minute), absl::UTCTimeZone());
}
TakenTime Taken(absl::Time start, absl::Time end, const std::string& venue = "") {
  return {start, end, venue, venue};
}

// An hour from 09:00 to 12:00, tried every half hour, on days from 09:00 to 18:00.
Quest Morning() {
  Quest quest;
  quest.zone = absl::UTCTimeZone();
  quest.duration = absl::Hours(1);
  quest.grain_minutes = 30;
  quest.day_start_minutes = 9 * 60;
  quest.day_end_minutes = 18 * 60;
  quest.window_start = At(9);
  quest.window_end = At(12);
  quest.span_start = At(0);
  quest.span_end = At(0, 0, 19);
  quest.most = 100;
  return quest;
}

Need Person(const std::string& name, std::vector<TakenTime> taken, const std::string& venue = "") {
  Need need;
  need.constraint = name;
  need.is_person = true;
  need.presences = {
      {name, 1, absl::ZeroDuration(), absl::Hours(1), venue, venue, false, std::move(taken)}};
  return need;
}

Candidate Room(const std::string& asset, std::vector<TakenTime> taken, int fit = 1000,
               const std::string& venue = "") {
  Candidate candidate;
  candidate.asset = asset;
  candidate.venue = venue;
  candidate.fit = fit;
  candidate.subjects = {asset};
  candidate.presences = {
      {asset, 1, absl::ZeroDuration(), absl::Hours(1), "", "", false, std::move(taken)}};
  return candidate;
}

// "09:00 10:30", by time.
std::string StartsOf(const Findings& findings) {
  std::vector<absl::Time> starts;
  starts.reserve(findings.suggestions.size());
  for (const Suggestion& each : findings.suggestions) starts.push_back(each.start);
  std::sort(starts.begin(), starts.end());
  return absl::StrJoin(starts, " ", [](std::string* out, absl::Time start) {
    absl::StrAppend(out, absl::FormatTime("%H:%M", start, absl::UTCTimeZone()));
  });
}
// "anna: 3 ruled out, 2 without, from 10:00".
std::string InWords(const Obstacle& obstacle) {
  std::string words = absl::StrCat(obstacle.constraint, ": ", obstacle.ruled_out, " ruled out, ",
                                   obstacle.times_without, " without");
  if (obstacle.times_without > 0) {
    absl::StrAppend(&words, ", from ",
                    absl::FormatTime("%H:%M", obstacle.first_without, absl::UTCTimeZone()));
  }
  return words;
}
std::vector<std::string> ObstaclesOf(const Findings& findings) {
  std::vector<std::string> words;
  words.reserve(findings.obstacles.size());
  for (const Obstacle& each : findings.obstacles) words.push_back(InWords(each));
  return words;
}

TEST(FindTimesTest, EveryTimeOfTheGridInTheWindowIsFreeForNobodyInParticular) {
  const Findings findings = FindTimes(Morning());
  EXPECT_EQ(StartsOf(findings), "09:00 09:30 10:00 10:30 11:00");
  EXPECT_EQ(findings.tried, 5);
  EXPECT_THAT(findings.obstacles, IsEmpty());
}

TEST(FindTimesTest, ATimeMayTouchButNotOverlapWhatIsTaken) {
  Quest quest = Morning();
  quest.needs = {Person("anna", {Taken(At(10), At(10, 30))})};
  EXPECT_EQ(StartsOf(FindTimes(quest)), "09:00 10:30 11:00");
}

TEST(FindTimesTest, SomebodyWhoLeavesEarlyIsNeededForTheirPartAlone) {
  Quest quest = Morning();
  quest.needs = {Person("minister", {Taken(At(10), At(11))})};
  quest.needs[0].presences[0].to = absl::Minutes(30);
  EXPECT_EQ(StartsOf(FindTimes(quest)), "09:00 09:30 11:00");
}

TEST(FindTimesTest, AHeadIsNeededForWhatBeginsWhileTheyAreHead) {
  Quest quest = Morning();
  quest.needs = {Person("head", {Taken(At(9), At(12))}), Person("successor", {})};
  quest.needs[0].until = At(10);
  quest.needs[1].since = At(10);
  EXPECT_EQ(StartsOf(FindTimes(quest)), "10:00 10:30 11:00");
}

TEST(FindTimesTest, BuffersOfAnAssetAreKeptFree) {
  Quest quest = Morning();
  quest.needs = {Person("hall", {Taken(At(10, 30), At(11))})};
  quest.needs[0].presences[0].from = -absl::Minutes(30);
  quest.needs[0].presences[0].to = absl::Minutes(90);
  EXPECT_EQ(StartsOf(FindTimes(quest)), "09:00");
}

TEST(FindTimesTest, ThePreferredStartComesFirstAndTheNearestAfterIt) {
  Quest quest = Morning();
  quest.preferred_start = At(10);
  const Findings findings = FindTimes(quest);
  ASSERT_THAT(findings.suggestions, SizeIs(5));
  EXPECT_EQ(findings.suggestions[0].start, At(10));
  EXPECT_EQ(findings.suggestions[0].score, 1000);
  EXPECT_EQ(findings.suggestions[1].start, At(9, 30));
  EXPECT_EQ(findings.suggestions[2].start, At(10, 30));
}

TEST(FindTimesTest, ThePreferredStartIsTriedEvenBesideTheGrid) {
  Quest quest = Morning();
  quest.preferred_start = At(10, 5);
  const Findings findings = FindTimes(quest);
  EXPECT_EQ(findings.tried, 6);
  EXPECT_EQ(findings.suggestions[0].start, At(10, 5));
}

TEST(FindTimesTest, AnOptionalAttendeeIsMissedButStandsInNobodysWay) {
  Quest quest = Morning();
  quest.needs = {Person("adviser", {Taken(At(9), At(11))})};
  quest.needs[0].is_optional = true;
  const Findings findings = FindTimes(quest);
  ASSERT_THAT(findings.suggestions, SizeIs(5));
  EXPECT_EQ(findings.suggestions[0].start, At(11));
  EXPECT_EQ(findings.suggestions[0].terms.missing, 1000);
  EXPECT_THAT(findings.suggestions[1].missing, ElementsAre(0));
  EXPECT_EQ(findings.suggestions[1].terms.missing, 0);
}

TEST(FindTimesTest, AScrapOfTimeCostsSomething) {
  Quest quest = Morning();
  quest.grain_minutes = 15;
  quest.window_end = At(11);
  quest.needs = {Person("anna", {Taken(At(8), At(9)), Taken(At(11), At(12))})};
  const Findings findings = FindTimes(quest);
  // 09:15 leaves 15 minutes before and 45 after.
  ASSERT_EQ(StartsOf(findings), "09:00 09:15 09:30 09:45 10:00");
  EXPECT_EQ(findings.suggestions[0].start, At(9));
  EXPECT_EQ(findings.suggestions[0].terms.gaps, 1000);
  EXPECT_EQ(findings.suggestions[1].start, At(9, 15));
  EXPECT_EQ(findings.suggestions[1].terms.gaps, 500);
}

TEST(FindTimesTest, TheWayToTheVenueAndOnFromItCounts) {
  Quest quest = Morning();
  quest.grain_minutes = 15;
  quest.ways = {{{"hotel", "palace"}, absl::Minutes(30)},
                {{"palace", "airport"}, absl::Minutes(45)}};
  quest.needs = {
      Person("anna", {Taken(At(8), At(9), "hotel"), Taken(At(12), At(13), "airport")}, "palace")};
  EXPECT_EQ(StartsOf(FindTimes(quest)), "09:30 09:45 10:00 10:15");
}

TEST(FindTimesTest, APlaceThatNobodyKnowsIsLookedThrough) {
  Quest quest = Morning();
  quest.ways = {{{"hotel", "palace"}, absl::Minutes(90)}};
  quest.needs = {Person("anna", {Taken(At(8), At(9), "hotel"), Taken(At(9), At(9, 30))}, "palace")};
  EXPECT_EQ(StartsOf(FindTimes(quest)), "10:30 11:00");
}

TEST(FindTimesTest, TheNearerOfTwoKnownPlacesIsWhereTheWayBegins) {
  Quest quest = Morning();
  quest.ways = {{{"dacha", "palace"}, absl::Hours(4)}};
  quest.needs = {
      Person("anna", {Taken(At(7), At(8), "dacha"), Taken(At(8), At(9), "palace")}, "palace")};
  EXPECT_EQ(StartsOf(FindTimes(quest)), "09:00 09:30 10:00 10:30 11:00");
}

TEST(FindTimesTest, HoursAreThoseOfTheDayInItsZoneAcrossAChangeOfClocks) {
  absl::TimeZone berlin;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Berlin", &berlin));
  Quest quest = Morning();
  quest.zone = berlin;
  quest.grain_minutes = 60;
  quest.day_start_minutes = 60;
  quest.day_end_minutes = 4 * 60;
  // Clocks go from 02:00 to 03:00 on 26 March 2023: 01:00 and 03:00 are tried, an hour apart.
  quest.span_start = quest.window_start = absl::FromCivil(absl::CivilHour(2023, 3, 26, 0), berlin);
  quest.span_end = quest.window_end = absl::FromCivil(absl::CivilHour(2023, 3, 26, 12), berlin);
  EXPECT_EQ(StartsOf(FindTimes(quest)), "00:00 01:00");
  // And back from 03:00 to 02:00 on 29 October: 02:00 comes twice.
  quest.span_start = quest.window_start = absl::FromCivil(absl::CivilHour(2023, 10, 29, 0), berlin);
  quest.span_end = quest.window_end = absl::FromCivil(absl::CivilHour(2023, 10, 29, 12), berlin);
  EXPECT_EQ(StartsOf(FindTimes(quest)), "23:00 00:00 01:00 02:00");
}

TEST(FindTimesTest, TheMostWelcomeAssetThatIsFreeIsFound) {
  Quest quest = Morning();
  quest.wishes = {{{Room("a", {Taken(At(9), At(10))}, 900), Room("b", {}, 500)}}};
  quest.window_end = At(11);
  const Findings findings = FindTimes(quest);
  ASSERT_EQ(StartsOf(findings), "09:00 09:30 10:00");
  for (const Suggestion& each : findings.suggestions) {
    EXPECT_THAT(each.candidates, ElementsAre(each.start == At(10) ? 0 : 1));
    EXPECT_EQ(each.terms.room, each.start == At(10) ? 900 : 500);
  }
}

TEST(FindTimesTest, TwoWishesAreNotGivenTheSameAsset) {
  Quest quest = Morning();
  quest.window_end = At(10);
  const Wish wish = {{Room("a", {}), Room("b", {})}};
  quest.wishes = {wish, {{Room("a", {})}}};
  const Findings findings = FindTimes(quest);
  ASSERT_EQ(StartsOf(findings), "09:00");
  EXPECT_THAT(findings.suggestions[0].candidates, ElementsAre(1, 0));
}

TEST(FindTimesTest, AHallAndAPartOfItAreNotFoundTogether) {
  Quest quest = Morning();
  Candidate both = Room("a+b", {});
  both.subjects = {"a", "b", "a+b"};
  quest.wishes = {{{both}}, {{Room("a", {})}}};
  const Findings findings = FindTimes(quest);
  EXPECT_THAT(findings.suggestions, IsEmpty());
  EXPECT_THAT(ObstaclesOf(findings), ElementsAre("wish 1: 0 ruled out, 5 without, from 09:00",
                                                 "wish 2: 0 ruled out, 5 without, from 09:00",
                                                 "window: 42 ruled out, 0 without"));
}

TEST(FindTimesTest, TheRoomThatIsFoundDecidesHowFarPeopleHaveToGo) {
  Quest quest = Morning();
  quest.window_end = At(10, 30);
  quest.ways = {{{"hotel", "palace"}, absl::Hours(1)}};
  quest.needs = {Person("anna", {Taken(At(8), At(9), "hotel")})};
  quest.needs[0].presences[0].goes_along = true;
  quest.wishes = {{{Room("hall", {}, 1000, "palace"), Room("lobby", {}, 100, "hotel")}}};
  quest.venue_wish = 0;
  const Findings findings = FindTimes(quest);
  ASSERT_EQ(StartsOf(findings), "09:00 09:30");
  EXPECT_THAT(findings.suggestions[0].candidates, ElementsAre(1));
  // Without a room at the hotel it is the way that is too long.
  quest.wishes[0].candidates.pop_back();
  EXPECT_THAT(ObstaclesOf(FindTimes(quest)),
              ElementsAre("window: 45 ruled out, 15 without, from 10:00",
                          "travel: 2 ruled out, 2 without, from 09:00",
                          "anna: 0 ruled out, 2 without, from 09:00",
                          "wish 1: 0 ruled out, 2 without, from 09:00"));
}

TEST(FindTimesTest, EachConstraintThatAloneStandsInTheWayIsNamedWithWhatIsThereWithoutIt) {
  Quest quest = Morning();
  quest.needs = {Person("anna", {Taken(At(9), At(12))}), Person("boris", {Taken(At(9), At(10))})};
  const Findings findings = FindTimes(quest);
  EXPECT_THAT(findings.suggestions, IsEmpty());
  EXPECT_THAT(ObstaclesOf(findings), ElementsAre("window: 42 ruled out, 11 without, from 12:00",
                                                 "anna: 5 ruled out, 3 without, from 10:00",
                                                 "boris: 2 ruled out, 0 without"));
  EXPECT_THAT(findings.together, IsEmpty());
}

TEST(FindTimesTest, WhereNoneAloneIsEnoughASmallestSetIsNamed) {
  Quest quest = Morning();
  quest.span_start = quest.window_start;
  quest.span_end = quest.window_end;
  const std::vector<TakenTime> all_morning = {Taken(At(9), At(12))};
  quest.needs = {Person("anna", all_morning), Person("boris", all_morning),
                 Person("vera", {Taken(At(9), At(11))})};
  const Findings findings = FindTimes(quest);
  EXPECT_THAT(ObstaclesOf(findings),
              ElementsAre("anna: 5 ruled out, 0 without", "boris: 5 ruled out, 0 without",
                          "vera: 4 ruled out, 0 without"));
  EXPECT_THAT(findings.together, ElementsAre("anna", "boris"));
}

TEST(FindTimesTest, AnHourThatIsLongerThanTheDayFailsByTheHours) {
  Quest quest = Morning();
  quest.duration = absl::Hours(10);
  quest.window_start = quest.span_start;
  quest.window_end = quest.span_end;
  const Findings findings = FindTimes(quest);
  ASSERT_THAT(findings.obstacles, SizeIs(1));
  EXPECT_EQ(findings.obstacles[0].constraint, "hours");
  EXPECT_EQ(findings.obstacles[0].times_without, findings.tried);
}

TEST(FullTimesTest, ASharedAssetIsFullWhileTooFewUnitsAreLeft) {
  const std::vector<TakenUnits> taken = {{At(9), At(11), 2}, {At(10), At(12), 1}};
  const std::vector<TakenTime> full = FullTimes(taken, 2);
  ASSERT_THAT(full, SizeIs(1));
  EXPECT_EQ(full[0].start, At(10));
  EXPECT_EQ(full[0].end, At(11));
  EXPECT_THAT(FullTimes(taken, 3), IsEmpty());
  EXPECT_EQ(FullTimes(taken, 0)[0].end, At(12));
}

// --- Against a search that tries everything, one time after the other.

class Oracle {
 public:
  explicit Oracle(const Quest& quest) : quest_(quest) {}

  // Whether `start` is to be had without the constraints in `given_up`.
  bool Fits(absl::Time start, const std::set<std::string>& given_up) const {
    const absl::Time end = start + quest_.duration;
    if (given_up.count("window") == 0 && (start < quest_.window_start || end > quest_.window_end)) {
      return false;
    }
    const absl::Time midnight =
        absl::FromCivil(absl::CivilSecond(absl::ToCivilDay(start, quest_.zone)), quest_.zone);
    if (given_up.count("hours") == 0 &&
        (start < midnight + absl::Minutes(quest_.day_start_minutes) ||
         end > midnight + absl::Minutes(quest_.day_end_minutes))) {
      return false;
    }
    return PicksFrom(start, 0, "", {}, given_up);
  }

 private:
  // Picks for every wish from `wish` on, then looks at the people.
  bool PicksFrom(absl::Time start, size_t wish, const std::string& venue,
                 const std::set<std::string>& used, const std::set<std::string>& given_up) const {
    if (wish == quest_.wishes.size()) return SuitsPeople(start, venue, given_up);
    const bool decides = static_cast<int>(wish) == quest_.venue_wish;
    if (given_up.count(absl::StrCat("wish ", wish + 1)) > 0) {
      return PicksFrom(start, wish + 1, venue, used, given_up);
    }
    for (const Candidate& each : quest_.wishes[wish].candidates) {
      if (used.count(each.asset) > 0 || !IsFree(each.presences, start) ||
          !Gets(each.presences, start, decides ? each.venue : venue)) {
        continue;
      }
      std::set<std::string> more = used;
      more.insert(each.asset);
      if (PicksFrom(start, wish + 1, decides ? each.venue : venue, more, given_up)) return true;
    }
    return false;
  }

  bool SuitsPeople(absl::Time start, const std::string& venue,
                   const std::set<std::string>& given_up) const {
    return std::all_of(quest_.needs.begin(), quest_.needs.end(), [&](const Need& need) {
      if (need.is_optional || given_up.count(need.constraint) > 0) return true;
      return IsFree(need.presences, start) &&
             (given_up.count("travel") > 0 || Gets(need.presences, start, venue));
    });
  }

  static bool IsFree(const std::vector<Presence>& presences, absl::Time start) {
    for (const Presence& presence : presences) {
      for (const TakenTime& taken : presence.taken) {
        if (taken.start < start + presence.to && taken.end > start + presence.from) return false;
      }
    }
    return true;
  }

  bool Gets(const std::vector<Presence>& presences, absl::Time start,
            const std::string& found) const {
    for (const Presence& presence : presences) {
      const std::string& venue = presence.goes_along ? found : presence.venue;
      const TakenTime* before = nullptr;
      const TakenTime* after = nullptr;
      for (const TakenTime& taken : presence.taken) {
        if (taken.venue.empty()) continue;
        if (taken.end <= start + presence.from) before = &taken;
        if (after == nullptr && taken.start >= start + presence.to) after = &taken;
      }
      if (venue.empty()) continue;
      if (before != nullptr && before->end + Way(before->venue, venue) > start + presence.from) {
        return false;
      }
      if (after != nullptr && start + presence.to + Way(venue, after->venue) > after->start) {
        return false;
      }
    }
    return true;
  }

  absl::Duration Way(const std::string& from, const std::string& to) const {
    const auto found = quest_.ways.find({from, to});
    return from == to || found == quest_.ways.end() ? absl::ZeroDuration() : found->second;
  }

  const Quest& quest_;
};

class RandomQuest {
 public:
  explicit RandomQuest(unsigned seed) : random_(seed) {}

  Quest Make() {
    Quest quest = Morning();
    quest.grain_minutes = 15 * (1 + Below(3));
    quest.duration = absl::Minutes(30 * (1 + Below(4)));
    quest.window_start = At(8 + Below(4), 20 * Below(3));
    quest.window_end = quest.window_start + absl::Hours(1 + Below(6));
    quest.ways = {{{"x", "y"}, absl::Minutes(10 + Below(60))},
                  {{"y", "x"}, absl::Minutes(Below(40))},
                  {{"x", "z"}, absl::Minutes(Below(90))}};
    const bool wishes_decide = Below(2) == 0;
    const int people = Below(5);
    for (int i = 0; i < people; ++i) {
      Need need = Person(absl::StrCat("person ", i), {});
      need.is_optional = Below(5) == 0;
      need.presences[0] = SomePresence(quest.duration, wishes_decide);
      quest.needs.push_back(std::move(need));
    }
    const int wishes = Below(3);
    for (int i = 0; i < wishes; ++i) {
      Wish& wish = quest.wishes.emplace_back();
      const int candidates = Below(4);
      for (int j = 0; j < candidates; ++j) {
        Candidate candidate = Room(absl::StrCat("asset ", Below(4)), {});
        candidate.venue = SomeVenue();
        candidate.presences[0] = SomePresence(quest.duration, false);
        candidate.presences[0].venue = candidate.presences[0].end_venue = "";
        wish.candidates.push_back(std::move(candidate));
      }
    }
    if (wishes > 0 && wishes_decide) quest.venue_wish = 0;
    return quest;
  }

 private:
  int Below(int limit) { return static_cast<int>(random_() % limit); }
  std::string SomeVenue() { return std::vector<std::string>{"", "x", "y", "z"}[Below(4)]; }

  Presence SomePresence(absl::Duration duration, bool goes_along) {
    Presence presence;
    presence.from = -absl::Minutes(10 * Below(3));
    presence.to = duration - absl::Minutes(10 * Below(2));
    presence.venue = presence.end_venue = SomeVenue();
    presence.goes_along = goes_along;
    absl::Time time = At(6);
    const int taken = Below(6);
    for (int i = 0; i < taken; ++i) {
      time += absl::Minutes(10 * Below(15));
      const absl::Time end = time + absl::Minutes(10 * (1 + Below(12)));
      presence.taken.push_back(Taken(time, end, SomeVenue()));
      time = end;
    }
    return presence;
  }

  std::mt19937 random_;
};

std::vector<std::string> ConstraintsOf(const Quest& quest) {
  std::vector<std::string> all = {"hours", "window", "travel"};
  for (const Need& need : quest.needs) {
    if (!need.is_optional) all.push_back(need.constraint);
  }
  for (size_t i = 1; i <= quest.wishes.size(); ++i) all.push_back(absl::StrCat("wish ", i));
  return all;
}

std::vector<absl::Time> TimesWithout(const Quest& quest, const std::set<std::string>& given_up) {
  const Oracle oracle(quest);
  std::vector<absl::Time> times;
  for (absl::Time start = quest.span_start; start + quest.duration <= quest.span_end;
       start += absl::Minutes(quest.grain_minutes)) {
    if (oracle.Fits(start, given_up)) times.push_back(start);
  }
  return times;
}

// Whether some set of `size` constraints of `all` from `from` on, with `given_up`, gives a time.
bool IsEnough(const Quest& quest, const std::vector<std::string>& all, size_t from, size_t size,
              std::set<std::string> given_up) {
  if (size == 0) return !TimesWithout(quest, given_up).empty();
  for (size_t i = from; i < all.size(); ++i) {
    std::set<std::string> more = given_up;
    more.insert(all[i]);
    if (IsEnough(quest, all, i + 1, size - 1, std::move(more))) return true;
  }
  return false;
}

TEST(FindTimesTest, FindsWhatASearchThatTriesEverythingFinds) {
  RandomQuest random(2023);
  int without_times = 0;
  int with_sets = 0;
  for (int round = 0; round < 1500; ++round) {
    SCOPED_TRACE(round);
    const Quest quest = random.Make();
    const Findings findings = FindTimes(quest);
    std::vector<absl::Time> found;
    found.reserve(findings.suggestions.size());
    for (const Suggestion& each : findings.suggestions) found.push_back(each.start);
    std::sort(found.begin(), found.end());
    ASSERT_EQ(found, TimesWithout(quest, {}));
    if (!found.empty()) continue;
    ++without_times;
    for (const Obstacle& each : findings.obstacles) {
      const std::vector<absl::Time> times = TimesWithout(quest, {each.constraint});
      ASSERT_EQ(static_cast<size_t>(each.times_without), times.size()) << each.constraint;
      if (!times.empty()) {
        ASSERT_EQ(each.first_without, times.front());
      }
    }
    const bool one_is_enough =
        !findings.obstacles.empty() && findings.obstacles[0].times_without > 0;
    ASSERT_EQ(one_is_enough, IsEnough(quest, ConstraintsOf(quest), 0, 1, {}));
    if (one_is_enough) continue;
    ++with_sets;
    const std::set<std::string> together(findings.together.begin(), findings.together.end());
    ASSERT_GE(together.size(), 2u);
    ASSERT_FALSE(TimesWithout(quest, together).empty());
    if (together.size() > 3) continue;
    ASSERT_FALSE(IsEnough(quest, ConstraintsOf(quest), 0, together.size() - 1, {}));
  }
  EXPECT_GT(without_times, 200);
  EXPECT_GT(with_sets, 50);
}

TEST(FindTimesTest, TwoHundredPeopleInAMonthAreSearchedWhole) {
  Quest quest = Morning();
  quest.grain_minutes = 15;
  quest.window_start = quest.span_start = At(0, 0, 1);
  quest.window_end = quest.span_end = At(0, 0, 1) + absl::Hours(24 * 31);
  // Everybody is free at 16:00 on the last day alone.
  for (int i = 0; i < 200; ++i) {
    Need need = Person(absl::StrCat("person ", i), {});
    for (int day = 0; day < 31; ++day) {
      const absl::Time morning = At(9, 0, 1) + absl::Hours(24 * day);
      for (int hour = 0; hour < 9; ++hour) {
        if (day == 30 && hour == 7) continue;
        const absl::Time start = morning + absl::Hours(hour);
        need.presences[0].taken.push_back(Taken(start, start + absl::Hours(1), "venue"));
      }
    }
    quest.needs.push_back(std::move(need));
  }
  const Findings findings = FindTimes(quest);
  ASSERT_THAT(findings.suggestions, SizeIs(1));
  EXPECT_EQ(findings.suggestions[0].start, At(16, 0, 1) + absl::Hours(24 * 30));
}

}  // namespace
}  // namespace plenary::schedule
