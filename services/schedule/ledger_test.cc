#include "services/schedule/ledger.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/schedule/ledger_table.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

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

std::string InWords(const Clash& clash) {
  return absl::StrCat(static_cast<int>(clash.kind), " ", clash.activity, " ", clash.subject, " ",
                      clash.blocked_by, " ", absl::ToUnixSeconds(clash.from), " ",
                      absl::ToUnixSeconds(clash.to), " ", clash.units_free);
}

class LedgerTest : public ::testing::TestWithParam<std::string> {
 protected:
  // What a ledger that `fill` fills finds; where it finds nothing and `writes`, it is written.
  std::vector<Clash> Try(const std::function<void(Ledger&)>& fill, bool writes = true) {
    std::vector<Clash> clashes;
    EXPECT_THAT(storage::WriteAndWait(*store_, {"events/tibo"},
                                      [&](storage::Tx& tx) {
                                        Ledger ledger(tx, clock_.Now());
                                        for (const auto& [subject, units] : capacities_) {
                                          ledger.SetCapacity(subject, units);
                                        }
                                        fill(ledger);
                                        PLENARY_ASSIGN_OR_RETURN(clashes, ledger.FindClashes());
                                        if (!clashes.empty() || !writes) return absl::OkStatus();
                                        return ledger.Write();
                                      }),
                IsOk());
    return clashes;
  }
  std::vector<Clash> Occupy(const std::string& activity, std::vector<Line> lines) {
    return Try([&](Ledger& ledger) { ledger.Occupy(activity, std::move(lines)); });
  }
  void SetTravelTime(const std::string& from, const std::string& to, int minutes) {
    EXPECT_THAT(storage::WriteAndWait(*store_, {"directory"},
                                      [&](storage::Tx& tx) {
                                        return tx.Run(
                                            {"INSERT INTO travel_times (origin, destination, "
                                             "seconds) VALUES ($1, $2, $3)",
                                             {from, to, int64_t{60} * minutes},
                                             nullptr});
                                      }),
                IsOk());
  }

  testing::ManualClock clock_;
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
  std::map<std::string, int64_t> capacities_;
};

INSTANTIATE_TEST_SUITE_P(Engines, LedgerTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(LedgerTest, NobodyIsInTwoPlacesAtOnce) {
  EXPECT_THAT(Occupy("a", {On("people/anna", 0, 60)}), IsEmpty());
  const std::vector<Clash> clashes = Occupy("b", {On("people/anna", 30, 90)});
  ASSERT_THAT(clashes, SizeIs(1));
  EXPECT_EQ(clashes[0].kind, Clash::Kind::kOccupied);
  EXPECT_EQ(clashes[0].blocked_by, "a");
  EXPECT_EQ(clashes[0].from, At(0));
  EXPECT_EQ(clashes[0].to, At(60));
}

TEST_P(LedgerTest, OneActivityMayBeginTheInstantAnotherEnds) {
  EXPECT_THAT(Occupy("a", {On("assets/hall", 0, 60)}), IsEmpty());
  EXPECT_THAT(Occupy("b", {On("assets/hall", 60, 90)}), IsEmpty());
  EXPECT_THAT(Occupy("c", {On("assets/hall", -30, 0)}), IsEmpty());
}

TEST_P(LedgerTest, AShortActivityInsideALongOneIsFound) {
  EXPECT_THAT(Occupy("long", {On("assets/hall", 0, 600)}), IsEmpty());
  EXPECT_THAT(Occupy("short", {On("assets/hall", 300, 310)}), SizeIs(1));
  EXPECT_THAT(Occupy("around", {On("assets/hall", -10, 700)}), SizeIs(1));
}

TEST_P(LedgerTest, TwoActivitiesSwapInOneTransaction) {
  EXPECT_THAT(Occupy("a", {On("assets/hall", 0, 60)}), IsEmpty());
  EXPECT_THAT(Occupy("b", {On("assets/hall", 60, 120)}), IsEmpty());
  EXPECT_THAT(Occupy("a", {On("assets/hall", 60, 120)}), SizeIs(1));
  EXPECT_THAT(Try([](Ledger& ledger) {
                ledger.Occupy("a", {On("assets/hall", 60, 120)});
                ledger.Occupy("b", {On("assets/hall", 0, 60)});
              }),
              IsEmpty());
  EXPECT_EQ(Occupy("c", {On("assets/hall", 0, 60)})[0].blocked_by, "b");
}

TEST_P(LedgerTest, WhatIsGivenTogetherMustFitTogether) {
  const std::vector<Clash> clashes = Try([](Ledger& ledger) {
    ledger.Occupy("a", {On("people/anna", 0, 60)});
    ledger.Occupy("b", {On("people/anna", 59, 90)});
  });
  ASSERT_THAT(clashes, SizeIs(2));
  EXPECT_EQ(clashes[0].activity, "a");
  EXPECT_EQ(clashes[0].blocked_by, "b");
  EXPECT_EQ(clashes[1].blocked_by, "a");
}

TEST_P(LedgerTest, ASharedAssetIsFullWhenItsUnitsAreTaken) {
  capacities_["assets/headsets"] = 40;
  Line most = On("assets/headsets", 0, 60);
  most.units = 30;
  Line some = On("assets/headsets", 50, 100);
  some.units = 10;
  EXPECT_THAT(Occupy("a", {most}), IsEmpty());
  EXPECT_THAT(Occupy("b", {some}), IsEmpty());
  const std::vector<Clash> clashes = Occupy("c", {On("assets/headsets", 40, 120)});
  ASSERT_THAT(clashes, SizeIs(1));
  EXPECT_EQ(clashes[0].kind, Clash::Kind::kOverCapacity);
  EXPECT_EQ(clashes[0].units_free, 0);
  EXPECT_EQ(clashes[0].from, At(50));
  EXPECT_THAT(Occupy("d", {On("assets/headsets", 60, 120)}), IsEmpty());
}

TEST_P(LedgerTest, ADayLongUseOfASharedAssetCountsWeeksLater) {
  capacities_["assets/pool"] = 2;
  Line month = On("assets/pool", 0, 60 * 24 * 30);
  month.units = 2;
  EXPECT_THAT(Occupy("month", {month}), IsEmpty());
  EXPECT_THAT(Occupy("late", {On("assets/pool", 60 * 24 * 29, 60 * 24 * 29 + 10)}), SizeIs(1));
}

TEST_P(LedgerTest, AnExpiredHoldIsLookedThrough) {
  Line held = On("people/anna", 0, 60);
  held.expire = clock_.Now() + absl::Minutes(5);
  EXPECT_THAT(Occupy("hold", {held}), IsEmpty());
  EXPECT_THAT(Occupy("a", {On("people/anna", 0, 60)}), SizeIs(1));
  clock_.Advance(absl::Minutes(5));
  EXPECT_THAT(Occupy("a", {On("people/anna", 0, 60)}), IsEmpty());
}

TEST_P(LedgerTest, ManyExpiredHoldsDoNotHideWhatIsBehindThem) {
  EXPECT_THAT(Occupy("real", {On("people/anna", 0, 600)}), IsEmpty());
  Line held = On("people/anna", 0, 0);
  EXPECT_THAT(storage::WriteAndWait(*store_, {"events/tibo"},
                                    [&](storage::Tx& tx) {
                                      std::vector<OccupancyRow> rows(300);
                                      for (int i = 0; i < 300; ++i) {
                                        rows[i].subject = "people/anna";
                                        rows[i].activity = absl::StrCat("hold", i);
                                        rows[i].start_us = absl::ToUnixMicros(At(10 + i));
                                        rows[i].end_us = absl::ToUnixMicros(At(11 + i));
                                        rows[i].expire_us = absl::ToUnixMicros(clock_.Now());
                                      }
                                      return InsertRows(tx, rows);
                                    }),
              IsOk());
  const std::vector<Clash> clashes = Occupy("a", {On("people/anna", 400, 410)});
  ASSERT_THAT(clashes, SizeIs(1));
  EXPECT_EQ(clashes[0].blocked_by, "real");
}

TEST_P(LedgerTest, APersonNeedsTheTimeOfTheWayBetweenVenues) {
  SetTravelTime("venues/a", "venues/b", 30);
  EXPECT_THAT(Occupy("first", {On("people/anna", 0, 60, "venues/a")}), IsEmpty());
  const std::vector<Clash> clashes = Occupy("next", {On("people/anna", 80, 90, "venues/b")});
  ASSERT_THAT(clashes, SizeIs(1));
  EXPECT_EQ(clashes[0].kind, Clash::Kind::kTravel);
  EXPECT_EQ(clashes[0].travel, absl::Minutes(30));
  EXPECT_EQ(clashes[0].to - clashes[0].from, absl::Minutes(20));
  EXPECT_THAT(Occupy("next", {On("people/anna", 80, 90, "venues/a")}), IsEmpty());
  EXPECT_THAT(Occupy("later", {On("people/anna", 120, 130, "venues/b")}), IsEmpty());
  EXPECT_THAT(Occupy("before", {On("people/anna", -20, 0, "venues/b")}), IsEmpty())
      << "nothing was set for the way back";
}

TEST_P(LedgerTest, AStopAtAnUnknownPlaceDoesNotShortenTheWay) {
  SetTravelTime("venues/a", "venues/b", 60);
  EXPECT_THAT(Occupy("first", {On("people/anna", 0, 60, "venues/a")}), IsEmpty());
  EXPECT_THAT(Occupy("somewhere", {On("people/anna", 70, 75)}), IsEmpty());
  EXPECT_THAT(Occupy("last", {On("people/anna", 90, 100, "venues/b")}), SizeIs(1));
}

TEST_P(LedgerTest, WhatIsLaidOverTheLedgerIsJudgedAndNotWritten) {
  EXPECT_THAT(Try([](Ledger& ledger) { ledger.Overlay("a", {On("people/anna", 0, 60)}); }),
              IsEmpty());
  EXPECT_THAT(Occupy("b", {On("people/anna", 0, 60)}), IsEmpty());
  EXPECT_THAT(Try([](Ledger& ledger) { ledger.Overlay("a", {On("people/anna", 0, 60)}); }),
              SizeIs(1));
}

TEST_P(LedgerTest, ManyLinesAtOnceAreJudgedAsEachByItself) {
  SetTravelTime("venues/a", "venues/b", 30);
  SetTravelTime("venues/b", "venues/a", 30);
  capacities_["assets/headsets"] = 2;
  // Of every person something is in the ledger already: elsewhere, long before, or at that time.
  constexpr int kPeople = 100;
  const auto person = [](int i) { return absl::StrCat("people/", i); };
  for (int i = 0; i < kPeople; ++i) {
    const int from = i % 4 == 0 ? -10'000 : i % 4 == 1 ? 70 : i % 4 == 2 ? 100 : 200;
    ASSERT_THAT(Occupy(absl::StrCat("there-", i), {On(person(i), from, from + 15, "venues/a")}),
                IsEmpty());
  }
  ASSERT_THAT(Occupy("headset", {On("assets/headsets", 0, 1'000)}), IsEmpty());
  const auto lines_of = [&](int i) {
    std::vector<Line> lines = {On(person(i), 100, 130, "venues/b"), On(person(i), 300, 330)};
    if (i < 2) lines.push_back(On("assets/headsets", 100, 130));
    return lines;
  };
  std::vector<std::string> by_itself;
  for (int i = 0; i < kPeople; ++i) {
    const auto clashes = Try(
        [&](Ledger& ledger) {
          ledger.Occupy(absl::StrCat("new-", i), lines_of(i));
          if (i < 2) ledger.Overlay(absl::StrCat("new-", 1 - i), lines_of(1 - i));
        },
        /*writes=*/false);
    for (const Clash& clash : clashes) {
      if (clash.activity == absl::StrCat("new-", i)) by_itself.push_back(InWords(clash));
    }
  }
  std::vector<std::string> at_once;
  const auto clashes = Try(
      [&](Ledger& ledger) {
        for (int i = 0; i < kPeople; ++i) ledger.Occupy(absl::StrCat("new-", i), lines_of(i));
      },
      /*writes=*/false);
  at_once.reserve(clashes.size());
  for (const Clash& clash : clashes) at_once.push_back(InWords(clash));
  std::sort(by_itself.begin(), by_itself.end());
  std::sort(at_once.begin(), at_once.end());
  EXPECT_THAT(at_once, SizeIs(::testing::Gt(50)));
  EXPECT_EQ(at_once, by_itself);
}

TEST_P(LedgerTest, WhatItAnswersIsWhatAModelOfAllBookingsSays) {
  // A history of random bookings, moves and cancellations, each checked against every booking there
  // is.
  capacities_["assets/pool"] = 3;
  SetTravelTime("venues/a", "venues/b", 7);
  SetTravelTime("venues/b", "venues/a", 7);
  std::mt19937 random(20230418);
  const auto pick = [&](int below) { return static_cast<int>(random() % below); };
  std::map<std::string, std::vector<Line>> model;
  const auto fits = [&](const std::string& activity, const Line& line) {
    int64_t most = 0;
    for (int minute = 0; minute < 400; ++minute) {
      if (At(minute) < line.start || At(minute) >= line.end) continue;
      int64_t units = 0;
      for (const auto& [other, lines] : model) {
        for (const Line& each : lines) {
          const bool counts = other != activity && each.subject == line.subject;
          if (counts && each.start <= At(minute) && each.end > At(minute)) units += each.units;
        }
      }
      most = std::max(most, units);
    }
    const int64_t capacity = line.subject == "assets/pool" ? 3 : 1;
    if (most + line.units > capacity) return false;
    for (const auto& [other, lines] : model) {
      for (const Line& each : lines) {
        const bool is_elsewhere = other != activity && each.subject == line.subject &&
                                  !each.venue.empty() && each.venue != line.venue;
        const absl::Duration gap =
            each.start >= line.end ? each.start - line.end : line.start - each.end;
        if (is_elsewhere && !line.venue.empty() && gap < absl::Minutes(7)) return false;
      }
    }
    return true;
  };
  int refused = 0;
  for (int step = 0; step < 400; ++step) {
    const std::string activity = absl::StrCat("activity", pick(40));
    if (pick(5) == 0) {
      EXPECT_THAT(Try([&](Ledger& ledger) { ledger.Release(activity); }), IsEmpty());
      model.erase(activity);
      continue;
    }
    const int from = pick(300);
    const std::vector<std::string> subjects = {"people/anna", "people/boris", "assets/hall",
                                               "assets/pool"};
    Line line = On(subjects[pick(4)], from, from + 1 + pick(40));
    if (line.subject == "assets/pool") line.units = 1 + pick(3);
    if (line.subject[0] == 'p')
      line.venue = line.end_venue = pick(2) == 0 ? "venues/a" : "venues/b";
    const bool should_fit = fits(activity, line);
    EXPECT_EQ(Occupy(activity, {line}).empty(), should_fit) << "in step " << step;
    if (should_fit) model[activity] = {line};
    refused += should_fit ? 0 : 1;
  }
  EXPECT_GT(refused, 50);
  EXPECT_LT(refused, 350);
}

}  // namespace
}  // namespace plenary::schedule
