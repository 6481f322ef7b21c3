// Who may plan an event and who sees a plan before it is released, through the server, on the
// sample year; and what becomes of a release where another server's caller was faster.
#include <map>
#include <memory>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/client.h"
#include "plenary/status.h"
#include "tests/testing/daemon.h"
#include "tests/testing/engines.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::e2e {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using testing::Daemon;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;
using testing::RunShell;

// It ends as soon as the plan is proved to be the best.
constexpr char kPlan[] = "plan make --time-limit 2m";

class PlanAccessTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const Outcome loaded = Admin(absl::StrCat("load ", SAMPLE));
    ASSERT_EQ(loaded.exit_code, 0) << loaded.output;
  }

  // The program with these variables set.
  Outcome As(const std::string& variables, const std::string& words) const {
    return RunShell(absl::StrCat("env LC_ALL=C.UTF-8 PLENARY_EVENT=tibo-2023 ", variables, " ",
                                 PLENARY_CLI, " --server ", daemon_.address(), " ", words));
  }
  Outcome Admin(const std::string& words) const { return As("", words); }
  void Do(const std::string& words) const {
    const Outcome outcome = Admin(words);
    EXPECT_EQ(outcome.exit_code, 0) << words << "\n" << outcome.output;
  }
  // What stands for the credential that `words` make.
  std::string Credential(const std::string& name, const std::string& words) const {
    const std::string path = folder_ / name;
    const Outcome made =
        RunShell(absl::StrCat("(umask 077; ", PLENARY_CLI, " --server ", daemon_.address(), " ",
                              words, " 2>/dev/null >", path, ")"));
    EXPECT_EQ(made.exit_code, 0) << words << "\n" << made.output;
    return absl::StrCat("PLENARY_TOKEN_FILE=", path);
  }
  // A user who holds a role: "viewer --event tibo-2023".
  std::string UserWith(const std::string& id, const std::string& role) const {
    Do(absl::StrCat("user create ", id, " --kind service"));
    Do(absl::StrCat("role bind ", id, " ", role));
    return Credential(id, absl::StrCat("token create ", id));
  }
  void ExpectDenied(const std::string& who, const std::string& words) const {
    const Outcome outcome = As(who, words);
    EXPECT_NE(outcome.exit_code, 0) << words;
    EXPECT_THAT(outcome.output, HasSubstr("ROLE_REQUIRED")) << words;
  }

  const testing::TemporaryFolder folder_;
  const testing::Database database_{GetParam()};
  Daemon daemon_{PLENARYD, database_.uri()};
};
INSTANTIATE_TEST_SUITE_P(Engines, PlanAccessTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(PlanAccessTest, OnlyWhoManagesTheEventPlansItAndNobodyElseSeesThePlanBeforeItsRelease) {
  const std::string manager = UserWith("anna", "event-manager --event tibo-2023");
  const std::string viewer = UserWith("vera", "viewer --event tibo-2023");
  const std::string elsewhere = UserWith("egor", "event-manager --event cipr-2023");
  const std::string focal_point =
      Credential("link", "link create --event tibo-2023 --delegation kursk");
  for (const std::string& who : {viewer, focal_point}) {
    ExpectDenied(who, "plan make --time-limit 1s");
    ExpectDenied(who, "plan explain chelyabinsk-liyun");
    ExpectDenied(who, "plan suggest chelyabinsk-liyun");
    ExpectDenied(who, "plan set --breaks 20");
  }
  // Of an event that they don't see, nobody is told that it is planned.
  const Outcome hidden = As(elsewhere, "plan settings");
  const Outcome nothing = As(elsewhere, "plan settings --event nulla");
  EXPECT_EQ(hidden.exit_code, nothing.exit_code);
  EXPECT_THAT(As(elsewhere, "plan make --time-limit 1s").output, Not(HasSubstr("PLAN")));

  const std::string before = As(focal_point, "meeting list -o csv").output;
  const Outcome planned = As(manager, kPlan);
  ASSERT_EQ(planned.exit_code, 0) << planned.output;
  const std::string list = "meeting list --view work-in-progress -o csv";
  EXPECT_THAT(As(manager, list).output, HasSubstr("chelyabinsk"));
  EXPECT_THAT(As(focal_point, list).output, Not(HasSubstr("draft")));
  EXPECT_EQ(As(focal_point, "meeting list -o csv").output, before);
  // Whether it was theirs or of another delegation, the work is the manager's.
  EXPECT_THAT(As(focal_point, "operation list -o csv").output, Not(HasSubstr("PlanEvent")));

  const Outcome released = As(manager, "schedule release");
  ASSERT_EQ(released.exit_code, 0) << released.output;
  const Outcome told = As(focal_point, "meeting list -o csv");
  EXPECT_EQ(told.exit_code, 0) << told.output;
  EXPECT_GT(told.output.size(), before.size());
  EXPECT_THAT(told.output, AllOf(HasSubstr("delegations/kursk"), Not(HasSubstr("chelyabinsk"))));
}

TEST_P(PlanAccessTest, AReleaseThatCallersOfAnotherServerForestalledSaysWhatStandsInTheWay) {
  const Client client = Client::Connect(daemon_.address());
  // Two servers over one SQLite file there are not: then it is another caller of the same.
  std::unique_ptr<Daemon> another;
  if (database_.engine() == "postgresql") {
    another = std::make_unique<Daemon>(PLENARYD, database_.uri());
  }
  const Client elsewhere = Client::Connect((another ? *another : daemon_).address());
  Do(kPlan);

  v1::ListMeetingsRequest in_progress;
  in_progress.set_parent("events/tibo-2023");
  in_progress.set_view(v1::WORK_IN_PROGRESS);
  std::map<std::string, std::string> bookings;  // by the meeting in whose way they are
  for (const absl::StatusOr<v1::Meeting>& meeting : client.ListMeetings(in_progress)) {
    ASSERT_TRUE(meeting.ok()) << meeting.status();
    if (meeting->state() != v1::DRAFT || meeting->assets().empty()) continue;
    // Another event takes the table.
    v1::CreateBookingRequest request;
    request.set_parent("events/cipr-2023");
    *request.mutable_booking()->mutable_interval() = meeting->interval();
    request.mutable_booking()->add_assets()->set_asset(meeting->assets(0).asset());
    const auto booking = elsewhere.CreateBooking(request);
    ASSERT_TRUE(booking.ok()) << booking.status();
    bookings[meeting->name()] = booking->name();
    if (bookings.size() == 3) break;
  }
  ASSERT_EQ(bookings.size(), 3u);

  v1::ReleasePlanRequest release;
  release.set_parent("events/tibo-2023");
  const absl::Status refused = client.ReleasePlan(release).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(refused), v1::ERROR_REASON_SCHEDULE_HAS_CONFLICTS);
  std::map<std::string, std::string> metadata = MetadataOf(refused);
  EXPECT_EQ(metadata["conflicts"], "3");
  EXPECT_EQ(metadata["blockedBy"], bookings[metadata["activity"]]);
  std::set<std::string> named;
  for (const auto& violation : FieldViolations(refused)) named.insert(violation.field());
  for (const auto& [meeting, booking] : bookings) EXPECT_THAT(named, Contains(meeting));

  // Planned again it goes around them.
  Do(kPlan);
  const auto released = client.ReleasePlan(release);
  EXPECT_TRUE(released.ok()) << released.status();
}

}  // namespace
}  // namespace plenary::e2e
