// Times of the small world of tests (tests/testing/schedule.h), and texts of its fields.
#ifndef PLENARY_TESTS_TESTING_SCHEDULE_TEXTS_H_
#define PLENARY_TESTS_TESTING_SCHEDULE_TEXTS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "tests/testing/protos.h"

namespace plenary::testing {

// A time of the event, which begins on 1 June 2023, by the clock in Minsk (UTC+3): Clock(10, 30) on
// the first day, Clock(9, 0, 2) on the second.
inline absl::Time Clock(int hour, int minute = 0, int day = 1) {
  return absl::FromCivil(absl::CivilSecond(2023, 6, day, hour, minute, 0),
                         absl::FixedTimeZone(3 * 60 * 60));
}

// Texts of fields.

// "interval { start_time { … } end_time { … } } ".
inline std::string Interval(absl::Time start, absl::Time end) {
  return absl::StrCat("interval { start_time ", InText(start), " end_time ", InText(end), " } ");
}
// Assets by their ids: Uses("hall-a"), and with more fields Uses("headsets", "units: 30").
inline std::string Uses(const std::string& asset, const std::string& rest = "") {
  return absl::StrCat("assets { asset: 'assets/", asset, "' ", rest, " } ");
}
// An attendee, a participant or a person: Attends(minister, "optional: true").
inline std::string Attends(const std::string& who, const std::string& rest = "") {
  return absl::StrCat("attendees { who: '", who, "' ", rest, " } ");
}
// Between Russian and Chinese; `rest` names the interpreters: "interpreters: 'assets/ru-zh'".
inline std::string Interpreted(const std::string& mode, const std::string& rest) {
  return absl::StrCat("interpretation { mode: ", mode, " languages: 'ru' languages: 'zh' ", rest,
                      " } ");
}
// By the interpreter that there is, one sentence after the other.
inline std::string InterpretedByTheOne() {
  return Interpreted("CONSECUTIVE", "interpreters: 'assets/ru-zh'");
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_SCHEDULE_TEXTS_H_
