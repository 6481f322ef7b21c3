#include "services/events/copy_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::events {
namespace {

using ::plenary::testing::EqualsProto;
using ::plenary::testing::InText;
using ::plenary::testing::Parse;
using ::plenary::testing::TimeOf;
using ::testing::SizeIs;

using C = v1::Category;
using E = v1::Event;

absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone));
  return zone;
}

absl::Time In(const std::string& zone, int year, int month, int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute), Zone(zone));
}

TEST(MovedByDays, TheTimeOfDayStays) {
  const struct {
    const char* label;
    const char* zone;
    absl::Time time;
    int64_t days;
    absl::Time moved;
  } kCases[] = {
      {"a year", "Europe/Minsk", In("Europe/Minsk", 2023, 6, 1, 9), 364,
       In("Europe/Minsk", 2024, 5, 30, 9)},
      {"back", "Europe/Minsk", In("Europe/Minsk", 2023, 6, 1, 9), -1,
       In("Europe/Minsk", 2023, 5, 31, 9)},
      {"into winter", "Europe/Berlin", In("Europe/Berlin", 2023, 6, 1, 9), 200,
       In("Europe/Berlin", 2023, 12, 18, 9)},
      {"to a time that comes twice: the first", "Europe/Berlin",
       In("Europe/Berlin", 2023, 10, 28, 2, 30), 1,
       absl::FromCivil(absl::CivilSecond(2023, 10, 29, 0, 30), absl::UTCTimeZone())},
      {"to a time that is skipped: where it goes on", "Europe/Berlin",
       In("Europe/Berlin", 2023, 3, 25, 2, 30), 1,
       absl::FromCivil(absl::CivilSecond(2023, 3, 26, 1, 0), absl::UTCTimeZone())},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.label);
    EXPECT_EQ(MovedByDays(c.time, c.days, Zone(c.zone)), c.moved);
  }
  const absl::Time precise = In("Europe/Minsk", 2023, 6, 1, 9) + absl::Microseconds(7);
  EXPECT_EQ(MovedByDays(precise, 1, Zone("Europe/Minsk")), precise + absl::Hours(24));
}

TEST(MovedByDays, TheLastDayThereIsIsNotLeftBehind) {
  const absl::Time last = absl::FromCivil(absl::CivilSecond(9999, 12, 31), absl::UTCTimeZone());
  EXPECT_LT(MovedByDays(last, 400, absl::UTCTimeZone()), last + absl::Hours(24));
}

// A forum in Berlin, from Thursday morning to Friday evening.
E Forum() {
  return Parse<E>(absl::StrCat(
      "name: 'events/forum-2023' kind: FORUM role: HOSTED state: CLOSED state_reason: 'over' "
      "time_zone: 'Europe/Berlin' waiting_list: true website: 'https://example.org' "
      "display_names { language: 'en' text: 'Forum' } etag: '7' "
      "interval { start_time ",
      InText(In("Europe/Berlin", 2023, 6, 1, 9)), " end_time ",
      InText(In("Europe/Berlin", 2023, 6, 2, 18)),
      " } windows { step: NOMINATION interval { end_time ",
      InText(In("Europe/Berlin", 2023, 3, 1, 0)), " } } windows { step: CONFIRMATION interval {",
      " start_time ", InText(In("Europe/Berlin", 2023, 4, 1, 12)), " } }"));
}

TEST(CopyOfEvent, MovesByWholeDays) {
  const E copy = CopyOf(Forum(), {}, "events/forum-2024", In("Europe/Berlin", 2024, 5, 30, 10));
  E expected = Forum();
  expected.set_name("events/forum-2024");
  expected.set_copied_from("events/forum-2023");
  expected.set_state(E::DRAFT);
  expected.clear_state_reason();
  expected.clear_windows();
  expected.MergeFrom(Parse<E>(absl::StrCat(
      "interval { start_time ", InText(In("Europe/Berlin", 2024, 5, 30, 10)), " end_time ",
      InText(In("Europe/Berlin", 2024, 5, 31, 18)),
      " } windows { step: NOMINATION interval { end_time ",
      InText(In("Europe/Berlin", 2024, 2, 28, 0)), " } } windows { step: CONFIRMATION interval {",
      " start_time ", InText(In("Europe/Berlin", 2024, 3, 30, 12)), " } }")));
  EXPECT_THAT(copy, EqualsProto(expected));
}

TEST(CopyOfEvent, AsksItsCustomFieldsInTheCopiesOfItsCategories) {
  E source = Forum();
  source.MergeFrom(
      Parse<E>("custom_fields { id: 'diet' } "
               "custom_fields { id: 'outlet' categories: "
               "'events/forum-2023/categories/press' categories: "
               "'events/forum-2023/categories/gone' } "
               "custom_fields { id: 'visa' categories: "
               "'events/forum-2023/categories/gone' }"));
  const std::vector<C> living = {Parse<C>("name: 'events/forum-2023/categories/press'")};
  const E copy = CopyOf(source, living, "events/f", In("Europe/Berlin", 2024, 5, 30, 10));
  ASSERT_THAT(copy.custom_fields(), SizeIs(2));
  EXPECT_THAT(copy.custom_fields(0), EqualsProto(Parse<v1::CustomField>("id: 'diet'")));
  EXPECT_THAT(
      copy.custom_fields(1),
      EqualsProto(Parse<v1::CustomField>("id: 'outlet' categories: 'events/f/categories/press'")));
}

TEST(CopyOfCategory, IsTheSameInTheNewEvent) {
  const C source = Parse<C>(
      "name: 'events/old/categories/late' overflow_of: 'events/old/categories/main' limit: 5 "
      "used: 3 badge_color: '#1A7F37'");
  EXPECT_THAT(
      CopyOf(source, "events/new"),
      EqualsProto(Parse<C>("name: 'events/new/categories/late' overflow_of: "
                           "'events/new/categories/main' limit: 5 badge_color: '#1A7F37'")));
}

}  // namespace
}  // namespace plenary::events
