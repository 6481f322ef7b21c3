#include "services/server/oidc_sign_in.h"

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "services/access/table.h"
#include "services/base/errors.h"
#include "services/storage/change_log.h"
#include "tests/testing/clock.h"
#include "tests/testing/engines.h"
#include "tests/testing/oidc_provider.h"

namespace plenary::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OidcSignInTest : public ::testing::TestWithParam<std::string> {
 protected:
  using Answer = absl::StatusOr<access::Caller>;

  OidcSignInTest() {
    settings_.issuer = provider_.issuer();
    settings_.audience = "plenary";
    Start("plenary-staff=event_manager");
  }

  void Start(const std::string& roles) {
    const auto parsed = ParseOidcRoles(roles);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    sign_in_.emplace(settings_, *parsed, *store_, clock_, random_, [](absl::string_view) {});
  }
  std::future<Answer> Begin(const std::string& token) {
    auto promise = std::make_shared<std::promise<Answer>>();
    sign_in_->Verify(token, [promise](Answer answer) { promise->set_value(std::move(answer)); });
    return promise->get_future();
  }
  Answer SignIn() { return Begin(provider_.Token()).get(); }

  void Write(const std::function<absl::Status(storage::Tx&)>& body) {
    const absl::Status status =
        storage::WriteAndWait(*store_, {std::string(storage::kAccessPartition)}, body);
    ASSERT_TRUE(status.ok()) << status;
  }
  v1::User Get(const std::string& name) {
    v1::User user;
    EXPECT_TRUE(storage::ReadAndWait(*store_, [&](storage::Tx& tx) -> absl::Status {
                  PLENARY_ASSIGN_OR_RETURN(const auto found, access::FindUser(tx, name));
                  user = found.value_or(v1::User());
                  return absl::OkStatus();
                }).ok());
    return user;
  }
  // What was recorded of access.
  std::vector<storage::ChangeEntry> Changes() {
    std::vector<storage::ChangeEntry> changes;
    EXPECT_TRUE(storage::ReadAndWait(*store_, [&](storage::Tx& tx) -> absl::Status {
                  PLENARY_ASSIGN_OR_RETURN(
                      changes, storage::ReadChanges(tx, storage::kAccessPartition, 0, 100));
                  return absl::OkStatus();
                }).ok());
    return changes;
  }
  // As if the last token that was seen had been issued then.
  void SetClaimsTime(const std::string& user, absl::Time time) {
    Write([&](storage::Tx& tx) { return access::SetClaimsTime(tx, user, time); });
  }

  testing::OidcProvider provider_;
  // The provider lives by the machine's clock.
  testing::ManualClock clock_{absl::Now()};
  testing::SeededRandom random_;
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
  oidc::Settings settings_;
  absl::optional<OidcSignIn> sign_in_;
};

TEST_P(OidcSignInTest, SomebodyNewBecomesAUserWithTheRolesOfTheirGroups) {
  const auto caller = SignIn();
  ASSERT_TRUE(caller.ok()) << caller.status();
  EXPECT_TRUE(absl::StartsWith(caller->name, "users/oidc-"));
  EXPECT_EQ(caller->user, caller->name);
  EXPECT_EQ(caller->credential, "");
  EXPECT_TRUE(caller->access.HoldsOnInstallation({v1::EVENT_MANAGER}));
  EXPECT_FALSE(caller->access.HoldsAnywhere({v1::ADMINISTRATOR}));
  // With the token and the leeway.
  EXPECT_GT(caller->expire, clock_.Now() + absl::Minutes(10));
  EXPECT_LT(caller->expire, clock_.Now() + absl::Minutes(12));
  const v1::User user = Get(caller->name);
  EXPECT_EQ(user.display_name(), "Anna Example");
  EXPECT_EQ(user.kind(), v1::User::PERSON);
  EXPECT_THAT(user.oidc_identities(), ElementsAre(absl::StrCat(provider_.issuer(), " anna")));
  EXPECT_THAT(user.claimed_roles(), ElementsAre(v1::EVENT_MANAGER));
  const auto changes = Changes();
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].resource, caller->name);
  EXPECT_EQ(changes[0].caller, caller->name);
}

TEST_P(OidcSignInTest, WhoIsKnownIsNotWrittenDownAgain) {
  const auto first = SignIn();
  const auto second = SignIn();
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->name, first->name);
  EXPECT_TRUE(second->access.HoldsOnInstallation({v1::EVENT_MANAGER}));
  EXPECT_THAT(Changes(), SizeIs(1));
}

TEST_P(OidcSignInTest, TwoFirstSignInsAtOnceMakeOneUser) {
  auto first = Begin(provider_.Token());
  auto second = Begin(provider_.Token());
  const auto one = first.get();
  const auto other = second.get();
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_EQ(one->name, other->name);
  EXPECT_THAT(Changes(), SizeIs(1));
}

TEST_P(OidcSignInTest, AnIdentityThatAnAdministratorGaveIsThatUsers) {
  v1::User user;
  user.set_name("users/anna");
  user.set_etag("r1");
  user.add_oidc_identities(absl::StrCat(provider_.issuer(), " anna"));
  Write([&](storage::Tx& tx) -> absl::Status {
    PLENARY_RETURN_IF_ERROR(access::InsertUser(tx, user));
    return access::KeepIdentities(tx, user);
  });
  const auto caller = SignIn();
  ASSERT_TRUE(caller.ok()) << caller.status();
  EXPECT_EQ(caller->name, "users/anna");
  EXPECT_TRUE(caller->access.HoldsOnInstallation({v1::EVENT_MANAGER}));
  EXPECT_THAT(Get("users/anna").claimed_roles(), ElementsAre(v1::EVENT_MANAGER));
}

TEST_P(OidcSignInTest, RolesFollowTheProvider) {
  const auto before = SignIn();
  ASSERT_TRUE(before.ok()) << before.status();
  SetClaimsTime(before->name, clock_.Now() - absl::Hours(1));
  Start("plenary-admins=administrator,plenary-staff=auditor");
  const auto after = SignIn();
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_TRUE(after->access.HoldsOnInstallation({v1::ADMINISTRATOR}));
  EXPECT_TRUE(after->access.HoldsOnInstallation({v1::AUDITOR}));
  EXPECT_FALSE(after->access.HoldsAnywhere({v1::EVENT_MANAGER}));
  SetClaimsTime(before->name, clock_.Now() - absl::Hours(1));
  Start("");
  const auto last = SignIn();
  ASSERT_TRUE(last.ok()) << last.status();
  EXPECT_THAT(last->access.grants(), IsEmpty());
  EXPECT_THAT(Get(before->name).claimed_roles(), IsEmpty());
  EXPECT_THAT(Changes(), SizeIs(3));
}

TEST_P(OidcSignInTest, AnOlderTokenSaysNothingOfRoles) {
  const auto before = SignIn();
  ASSERT_TRUE(before.ok()) << before.status();
  SetClaimsTime(before->name, clock_.Now() + absl::Hours(1));
  Start("plenary-admins=administrator");
  const auto after = SignIn();
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_FALSE(after->access.HoldsAnywhere({v1::ADMINISTRATOR}));
  EXPECT_TRUE(after->access.HoldsOnInstallation({v1::EVENT_MANAGER}));
  EXPECT_THAT(Changes(), SizeIs(1));
}

TEST_P(OidcSignInTest, WhoeverIsDisabledOrDeletedDoesNotComeBack) {
  const auto caller = SignIn();
  ASSERT_TRUE(caller.ok()) << caller.status();
  v1::User user = Get(caller->name);
  user.set_disabled(true);
  Write([&](storage::Tx& tx) { return access::UpdateUserRow(tx, user); });
  SetClaimsTime(user.name(), clock_.Now() - absl::Hours(1));
  Start("plenary-admins=administrator");
  EXPECT_EQ(base::ReasonOf(SignIn().status()), v1::ERROR_REASON_CREDENTIAL_REVOKED);
  Write([&](storage::Tx& tx) { return access::EraseUser(tx, user.name(), tx.now()); });
  EXPECT_EQ(base::ReasonOf(SignIn().status()), v1::ERROR_REASON_CREDENTIAL_REVOKED);
  EXPECT_THAT(Changes(), SizeIs(1));
}

TEST_P(OidcSignInTest, ATokenThatIsNotGoodMakesNobody) {
  const std::string token = provider_.Token({"anna", "accounting"});
  EXPECT_EQ(base::ReasonOf(Begin(token).get().status()), v1::ERROR_REASON_TOKEN_NOT_ACCEPTED);
  EXPECT_THAT(Changes(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, OidcSignInTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST(OidcRoles, AreReadAndPrintedAlike) {
  const std::string text = "/plenary/admins=administrator,a=b=viewer,staff=event_manager";
  const auto roles = ParseOidcRoles(text);
  ASSERT_TRUE(roles.ok()) << roles.status();
  EXPECT_EQ(PrintOidcRoles(*roles), text);
  EXPECT_THAT(RolesGiven(*roles, {"staff", "a=b", "strangers", "staff"}),
              ElementsAre(v1::VIEWER, v1::EVENT_MANAGER));
  EXPECT_THAT(RolesGiven(*roles, {}), IsEmpty());
  EXPECT_TRUE(ParseOidcRoles("")->empty());
  for (const char* bad : {"staff", "staff=", "=viewer", "staff=registrar", "staff=boss"}) {
    EXPECT_EQ(ParseOidcRoles(bad).status().code(), absl::StatusCode::kInvalidArgument) << bad;
  }
}

}  // namespace
}  // namespace plenary::server
