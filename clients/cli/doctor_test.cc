#include "clients/cli/doctor.h"

#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "plenary/v1/monitoring.pb.h"

namespace plenary::cli {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

constexpr int64_t kGigabyte = 1'000'000'000;

// A server that is well: asked and answered within two milliseconds.
Examination Well() {
  Examination seen;
  seen.server = "127.0.0.1:7780";
  seen.asked = absl::FromUnixSeconds(1'700'000'000);
  seen.answered = seen.asked + absl::Milliseconds(2);
  seen.status.set_version(PLENARY_VERSION);
  seen.status.set_engine("sqlite");
  seen.status.mutable_current_time()->set_seconds(1'700'000'000);
  seen.status.mutable_current_time()->set_nanos(1'000'000);
  for (const Command& command : Commands()) {
    const auto& service = *command.request->GetDescriptor()->file()->service(0);
    for (int i = 0; i < service.method_count(); ++i) {
      seen.status.add_methods()->set_method(service.full_name() + "/" + service.method(i)->name());
    }
  }
  seen.caller.set_caller("users/anna/tokens/t1");
  seen.caller.mutable_expire_time()->set_seconds(1'700'000'000 + 90 * 86400);
  auto& gauges = *seen.status.mutable_gauges();
  gauges["disk.free_bytes"] = 50 * kGigabyte;
  gauges["disk.total_bytes"] = 100 * kGigabyte;
  gauges["tls_certificate_expires_s"] = 60 * 86400;
  gauges["backup.last_success_us"] = (1'700'000'000LL - 3600) * 1'000'000;
  return seen;
}

Findings::Check CheckOf(const Examination& seen, const std::string& name) {
  const Findings findings = Judge(seen, Words());
  for (const Findings::Check& check : findings.checks()) {
    if (check.name() == name) return check;
  }
  return {};
}

TEST(DoctorTest, AServerThatIsWellGetsNoAdvice) {
  const Findings findings = Judge(Well(), Words());
  EXPECT_TRUE(findings.ok());
  EXPECT_EQ(findings.checks_size(), 8);
  for (const Findings::Check& check : findings.checks()) {
    EXPECT_EQ(check.verdict(), Findings::GOOD) << check.name();
    EXPECT_THAT(check.advice(), IsEmpty()) << check.name();
    EXPECT_THAT(check.value(), Not(IsEmpty())) << check.name();
  }
}

TEST(DoctorTest, WhatIsWrongIsJudgedByItsWeight) {
  struct Case {
    const char* label;
    std::string check;
    void (*change)(Examination&);
    Findings::Verdict verdict;
  };
  const auto shift = [](Examination& seen, int64_t seconds) {
    seen.status.mutable_current_time()->set_seconds(1'700'000'000 + seconds);
  };
  static const auto kShift = shift;
  const std::vector<Case> cases = {
      {"an answer after a second", "server",
       [](Examination& seen) { seen.answered = seen.asked + absl::Milliseconds(1100); },
       Findings::WARNING},
      {"another patch", "versions", [](Examination& seen) { seen.status.set_version("0.1.99"); },
       Findings::GOOD},
      {"another generation", "versions",
       [](Examination& seen) { seen.status.set_version("0.9.0"); }, Findings::WARNING},
      {"a server that knows nothing", "api", [](Examination& seen) { seen.status.clear_methods(); },
       Findings::FAILURE},
      {"two seconds ahead", "clock", [](Examination& seen) { kShift(seen, 2); }, Findings::GOOD},
      {"three seconds ahead", "clock", [](Examination& seen) { kShift(seen, 3); },
       Findings::WARNING},
      {"three seconds behind", "clock", [](Examination& seen) { kShift(seen, -3); },
       Findings::WARNING},
      {"a minute and a half behind", "clock", [](Examination& seen) { kShift(seen, -90); },
       Findings::FAILURE},
      {"nine hundredths of the disk free", "disk",
       [](Examination& seen) {
         (*seen.status.mutable_gauges())["disk.free_bytes"] = 9 * kGigabyte;
       },
       Findings::WARNING},
      {"four hundredths free", "disk",
       [](Examination& seen) {
         (*seen.status.mutable_gauges())["disk.free_bytes"] = 4 * kGigabyte;
       },
       Findings::FAILURE},
      {"much of a small disk", "disk",
       [](Examination& seen) {
         (*seen.status.mutable_gauges())["disk.free_bytes"] = kGigabyte / 2;
         (*seen.status.mutable_gauges())["disk.total_bytes"] = kGigabyte;
       },
       Findings::FAILURE},
      {"a disk that is elsewhere", "disk",
       [](Examination& seen) { seen.status.mutable_gauges()->erase("disk.free_bytes"); },
       Findings::UNKNOWN},
      {"a backup of the day before yesterday", "backup",
       [](Examination& seen) {
         (*seen.status.mutable_gauges())["backup.last_success_us"] -= 40 * 3600 * 1'000'000LL;
       },
       Findings::WARNING},
      {"a backup of last month", "backup",
       [](Examination& seen) {
         (*seen.status.mutable_gauges())["backup.last_success_us"] -= 30 * 86400 * 1'000'000LL;
       },
       Findings::FAILURE},
      {"no backup yet", "backup",
       [](Examination& seen) { (*seen.status.mutable_gauges())["backup.last_success_us"] = 0; },
       Findings::FAILURE},
      {"a server that says nothing of backups", "backup",
       [](Examination& seen) { seen.status.mutable_gauges()->erase("backup.last_success_us"); },
       Findings::UNKNOWN},
      {"a token with a week left", "credential",
       [](Examination& seen) {
         seen.caller.mutable_expire_time()->set_seconds(1'700'000'000 + 7 * 86400);
       },
       Findings::WARNING},
      {"a session with an hour left", "credential",
       [](Examination& seen) {
         seen.caller.set_caller("users/anna");
         seen.caller.mutable_expire_time()->set_seconds(1'700'000'000 + 3600);
       },
       Findings::GOOD},
      {"a certificate without an end", "credential",
       [](Examination& seen) { seen.caller.clear_expire_time(); }, Findings::GOOD},
      {"a server that does not say who calls", "credential",
       [](Examination& seen) { seen.caller.Clear(); }, Findings::UNKNOWN},
      {"a server's certificate with a week left", "tls",
       [](Examination& seen) {
         (*seen.status.mutable_gauges())["tls_certificate_expires_s"] = 7 * 86400;
       },
       Findings::WARNING},
      {"a server's certificate that is over", "tls",
       [](Examination& seen) {
         (*seen.status.mutable_gauges())["tls_certificate_expires_s"] = -60;
       },
       Findings::FAILURE},
      {"no TLS on this machine", "tls",
       [](Examination& seen) { seen.status.mutable_gauges()->erase("tls_certificate_expires_s"); },
       Findings::GOOD},
      {"no TLS to another machine", "tls",
       [](Examination& seen) {
         seen.server = "plenary.example:7780";
         seen.status.mutable_gauges()->erase("tls_certificate_expires_s");
       },
       Findings::WARNING},
  };
  for (const Case& c : cases) {
    Examination seen = Well();
    c.change(seen);
    const Findings::Check check = CheckOf(seen, c.check);
    EXPECT_EQ(check.verdict(), c.verdict) << c.label;
    EXPECT_EQ(check.advice().empty(), c.verdict == Findings::GOOD) << c.label;
    EXPECT_EQ(Judge(seen, Words()).ok(), c.verdict <= Findings::UNKNOWN) << c.label;
  }
}

TEST(DoctorTest, TheClockIsComparedWithTheMiddleOfTheRoundTrip) {
  Examination seen = Well();
  seen.answered = seen.asked + absl::Seconds(10);
  seen.status.mutable_current_time()->set_seconds(1'700'000'005);
  seen.status.mutable_current_time()->set_nanos(0);
  const Findings::Check check = CheckOf(seen, "clock");
  EXPECT_EQ(check.verdict(), Findings::GOOD);
  EXPECT_EQ(check.figure(), 0);
}

}  // namespace
}  // namespace plenary::cli
