#include "services/interchange/conference_conflicts.h"

#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::interchange {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::Time At(int minute) { return absl::FromUnixSeconds(1'681'804'800) + absl::Minutes(minute); }

// Adds an event of minutes [from, to) in a room (0: none) with persons.
void AddEvent(Conference& conference, int from, int to, int room, std::vector<int> persons) {
  ConferenceEvent& event = conference.events.emplace_back();
  event.start = At(from);
  event.duration = absl::Minutes(to - from);
  if (room > 0) event.room = absl::StrCat("Зал ", room);
  for (const int person : persons) event.speakers.insert(event.speakers.end(), {person, ""});
}

Conference Empty(int rooms, int persons) {
  Conference conference;
  for (int i = 1; i <= rooms; ++i) {
    conference.rooms.insert(conference.rooms.end(), {absl::StrCat("Зал ", i), "", true});
  }
  for (int i = 0; i < persons; ++i) {
    conference.persons.insert(conference.persons.end(),
                              {absl::StrCat(i), "", "", absl::StrCat("Докладчик ", i), {}});
  }
  return conference;
}

TEST(DoubleBookings, ARoomAndAPersonAreFoundWithBothEventsAndTheOverlap) {
  Conference conference = Empty(2, 2);
  AddEvent(conference, 0, 60, 1, {0});
  AddEvent(conference, 30, 90, 1, {});
  AddEvent(conference, 50, 70, 2, {0, 1});
  const DoubleBookings twice = FindDoubleBookings(conference);
  EXPECT_EQ(twice.count, 2);
  EXPECT_THAT(twice.found,
              ElementsAre(DoubleBooking{DoubleBooking::kRoom, 0, 0, 1, At(30), At(60)},
                          DoubleBooking{DoubleBooking::kPerson, 0, 0, 2, At(50), At(60)}));
}

TEST(DoubleBookings, OneEventAfterAnotherIsNone) {
  Conference conference = Empty(1, 1);
  AddEvent(conference, 60, 120, 1, {0});
  AddEvent(conference, 0, 60, 1, {0, 0});
  EXPECT_THAT(FindDoubleBookings(conference).found, IsEmpty());
}

TEST(DoubleBookings, AnEventWithoutStartOrDurationOrRoomIsNone) {
  Conference conference = Empty(1, 0);
  for (int i = 0; i < 3; ++i) AddEvent(conference, 0, 60, 1, {});
  conference.events[0].start = absl::nullopt;
  conference.events[1].duration = absl::nullopt;
  AddEvent(conference, 0, 60, 0, {});
  AddEvent(conference, 0, 60, 0, {});
  EXPECT_THAT(FindDoubleBookings(conference).found, IsEmpty());
}

TEST(DoubleBookings, PersonsOfOneNameAreOneWhereAsked) {
  Conference conference = Empty(2, 3);
  conference.persons[0].name = "Пётр Образцов";
  conference.persons[2].name = "ПЕТР  Образцов";
  AddEvent(conference, 0, 60, 1, {0});
  AddEvent(conference, 30, 90, 2, {2});
  EXPECT_THAT(FindDoubleBookings(conference).found, IsEmpty());
  EXPECT_THAT(FindDoubleBookings(conference, {.persons_by_name = true}).found,
              ElementsAre(DoubleBooking{DoubleBooking::kPerson, 0, 0, 1, At(30), At(60)}));
}

TEST(DoubleBookings, AllAreFoundAsTheyAreByComparingEveryTwo) {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
    Conference conference = Empty(4, 5);
    for (int i = 0; i < 60; ++i) {
      const int from = below(500);
      AddEvent(conference, from, from + 1 + below(60), below(5), {below(5), below(5)});
    }
    using Found = std::tuple<DoubleBooking::Kind, int, std::set<int>, absl::Time, absl::Time>;
    std::set<Found> expected;
    for (int i = 0; i < 60; ++i) {
      for (int k = 0; k < i; ++k) {
        const ConferenceEvent& a = conference.events[static_cast<size_t>(i)];
        const ConferenceEvent& b = conference.events[static_cast<size_t>(k)];
        const absl::Time start = std::max(*a.start, *b.start);
        const absl::Time end = std::min(*a.start + *a.duration, *b.start + *b.duration);
        if (start >= end) continue;
        for (int room = 0; room < 4; ++room) {
          const std::string name = absl::StrCat("Зал ", room + 1);
          if (a.room == name && b.room == name) {
            expected.insert({DoubleBooking::kRoom, room, {i, k}, start, end});
          }
        }
        for (const ConferenceSpeaker& one : a.speakers) {
          for (const ConferenceSpeaker& other : b.speakers) {
            if (one.person != other.person) continue;
            expected.insert({DoubleBooking::kPerson, one.person, {i, k}, start, end});
          }
        }
      }
    }
    std::set<Found> found;
    const DoubleBookings twice = FindDoubleBookings(conference);
    for (const DoubleBooking& booking : twice.found) {
      found.insert({booking.kind,
                    booking.subject,
                    {booking.first, booking.second},
                    booking.start,
                    booking.end});
    }
    EXPECT_EQ(found, expected) << seed;
    EXPECT_THAT(twice.found, SizeIs(expected.size())) << seed;
    EXPECT_EQ(twice.count, static_cast<int64_t>(expected.size())) << seed;
  }
}

TEST(DoubleBookings, FiftyThousandEventsAtOnceAreCountedAndOnlySomeTold) {
  constexpr int64_t kEvents = 50'000;
  Conference conference = Empty(1, 0);
  for (int i = 0; i < kEvents; ++i) AddEvent(conference, 0, 60, 1, {});
  const DoubleBookings twice = FindDoubleBookings(conference, {.most = 1000});
  EXPECT_EQ(twice.count, kEvents * (kEvents - 1) / 2);
  EXPECT_THAT(twice.found, SizeIs(1000));
}

}  // namespace
}  // namespace plenary::interchange
