#include "services/access/rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::access {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr char kEvent[] = "events/tibo";
constexpr char kDelegation[] = "events/tibo/delegations/kursk";

std::vector<std::string> InWords(const std::vector<base::Grant>& grants) {
  std::vector<std::string> words;
  words.reserve(grants.size());
  for (const base::Grant& grant : grants) {
    words.push_back(absl::StrCat(v1::Role_Name(grant.role), " ", grant.on));
  }
  return words;
}

TEST(AccessRulesTest, EachRoleIsBoundOnlyWhereItMeansSomething) {
  struct Case {
    v1::Role role;
    bool installation, event, delegation, negotiation;
  };
  const Case cases[] = {
      {v1::VIEWER, true, true, true, false},
      {v1::REGISTRAR, false, false, true, false},
      {v1::EVENT_MANAGER, true, true, false, false},
      {v1::ACCREDITATION_OFFICER, true, true, false, false},
      {v1::NEGOTIATOR, true, false, false, true},
      {v1::CONTROLLER, true, false, false, false},
      {v1::AUDITOR, true, false, false, false},
      {v1::ADMINISTRATOR, true, false, false, false},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(v1::Role_Name(each.role));
    EXPECT_EQ(CheckRoleFits(each.role, "").ok(), each.installation);
    EXPECT_EQ(CheckRoleFits(each.role, kEvent).ok(), each.event);
    EXPECT_EQ(CheckRoleFits(each.role, kDelegation).ok(), each.delegation);
    EXPECT_EQ(CheckRoleFits(each.role, "negotiations/kursk").ok(), each.negotiation);
  }
}

TEST(AccessRulesTest, TheRefusalOfARoleNamesThoseThatFit) {
  const absl::Status refused = CheckRoleFits(v1::AUDITOR, kDelegation);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_ROLE_NOT_FOR_RESOURCE));
  EXPECT_EQ(base::MetadataOf(refused)["roles"], "VIEWER,REGISTRAR");
}

TEST(AccessRulesTest, AnEventManagerGivesViewerAndRegistrarInTheEventAndNothingElse) {
  const base::Access manager({{v1::EVENT_MANAGER, kEvent}});
  EXPECT_THAT(CheckMayBind(&manager, v1::VIEWER, kEvent), IsOk());
  EXPECT_THAT(CheckMayBind(&manager, v1::REGISTRAR, kDelegation), IsOk());
  EXPECT_THAT(CheckMayBind(&manager, v1::EVENT_MANAGER, kEvent),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
  EXPECT_THAT(CheckMayBind(&manager, v1::VIEWER, ""), RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
  EXPECT_THAT(CheckMayBind(&manager, v1::VIEWER, "events/other"),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
  EXPECT_THAT(CheckMayBind(&manager, v1::VIEWER, "events/tibo-2"),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
}

TEST(AccessRulesTest, AManagerOfAllEventsGivesNothingOnTheInstallation) {
  const base::Access manager({{v1::EVENT_MANAGER, ""}});
  EXPECT_THAT(CheckMayBind(&manager, v1::VIEWER, kEvent), IsOk());
  EXPECT_THAT(CheckMayBind(&manager, v1::VIEWER, ""), RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
}

TEST(AccessRulesTest, AnAdministratorGivesEveryRole) {
  const base::Access administrator({{v1::ADMINISTRATOR, ""}});
  EXPECT_THAT(CheckMayBind(&administrator, v1::ADMINISTRATOR, ""), IsOk());
  EXPECT_THAT(CheckMayBind(&administrator, v1::EVENT_MANAGER, kEvent), IsOk());
}

TEST(AccessRulesTest, ATokenLeavesOfItsUsersRolesThoseItNamesOnTheResourcesItNames) {
  const std::vector<base::Grant> grants = {
      {v1::EVENT_MANAGER, ""}, {v1::VIEWER, kDelegation}, {v1::AUDITOR, ""}};
  EXPECT_THAT(InWords(Narrowed(grants, v1::ApiToken())),
              ElementsAre("EVENT_MANAGER ", "VIEWER events/tibo/delegations/kursk", "AUDITOR "));
  EXPECT_THAT(InWords(Narrowed(grants, Parse<v1::ApiToken>("roles: AUDITOR"))),
              ElementsAre("AUDITOR "));
  EXPECT_THAT(InWords(Narrowed(grants, Parse<v1::ApiToken>("resources: 'events/tibo'"))),
              UnorderedElementsAre("EVENT_MANAGER events/tibo",
                                   "VIEWER events/tibo/delegations/kursk", "AUDITOR events/tibo"));
  EXPECT_THAT(
      InWords(Narrowed(grants, Parse<v1::ApiToken>("roles: VIEWER resources: 'events/tib'"))),
      IsEmpty());
}

TEST(AccessRulesTest, ATokenNamesOnlyRolesThatItsUserHolds) {
  const std::vector<base::Grant> grants = {{v1::VIEWER, kEvent}};
  EXPECT_THAT(CheckHeld(Parse<v1::ApiToken>("roles: VIEWER"), grants), IsOk());
  EXPECT_THAT(CheckHeld(Parse<v1::ApiToken>("roles: VIEWER roles: AUDITOR"), grants),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
}

TEST(AccessRulesTest, ATokenMakesNoTokenThatIsWiderThanItself) {
  struct Case {
    const char* label;
    const char* own;
    const char* made;
    bool allowed;
  };
  const Case cases[] = {
      {"of the same width", "", "", true},
      {"fewer roles", "roles: VIEWER roles: AUDITOR", "roles: VIEWER", true},
      {"all roles where it has one", "roles: VIEWER", "", false},
      {"another role", "roles: VIEWER", "roles: AUDITOR", false},
      {"a delegation of its event", "resources: 'events/tibo'",
       "resources: 'events/tibo/delegations/kursk'", true},
      {"everywhere where it has an event", "resources: 'events/tibo'", "", false},
      {"another event", "resources: 'events/tibo'", "resources: 'events/tibo-2'", false},
      {"reading alone", "read_only: true", "read_only: true", true},
      {"writing where it reads", "read_only: true", "", false},
  };
  for (const Case& each : cases) {
    const absl::Status status =
        CheckNoWider(Parse<v1::ApiToken>(each.made), Parse<v1::ApiToken>(each.own));
    EXPECT_EQ(status.ok(), each.allowed) << each.label;
    if (!each.allowed) {
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE)) << each.label;
    }
  }
}

TEST(AccessRulesTest, ACredentialWorksUntilATimeToComeThatIsNotTooFarAway) {
  const absl::Time now = absl::FromUnixSeconds(1'681'732'800);
  const auto expiry = [&](bool is_asked, absl::Duration from_now) {
    return ExpiryOf(is_asked, now + from_now, now, kLinkLife, kLongestLinkLife,
                    "registration_link.expire_time");
  };
  EXPECT_THAT(expiry(false, absl::ZeroDuration()), IsOkAnd(Eq(now + absl::Hours(24 * 30))));
  EXPECT_THAT(expiry(true, absl::Hours(1)), IsOkAnd(Eq(now + absl::Hours(1))));
  EXPECT_THAT(BadFields(expiry(true, absl::ZeroDuration())),
              ElementsAre("registration_link.expire_time"));
  EXPECT_THAT(BadFields(expiry(true, absl::Hours(24 * 367))),
              ElementsAre("registration_link.expire_time"));
}

TEST(AccessRulesTest, IdentitiesHaveTheirFormAndStandOnce) {
  const auto bad_fields = [](const std::string& user) {
    base::FieldErrors errors;
    CheckUser(Parse<v1::User>(user), errors);
    return BadFields(errors.ToStatus());
  };
  EXPECT_THAT(bad_fields("oidc_identities: 'https://id.example 4711' "
                         "certificate_names: 'dns:badges.example' "
                         "certificate_names: 'uri:spiffe://example/badges'"),
              IsEmpty());
  EXPECT_THAT(
      bad_fields("oidc_identities: '4711' oidc_identities: 'https://id.example 1 2' "
                 "oidc_identities: 'a b' oidc_identities: 'a b' "
                 "certificate_names: 'badges.example' certificate_names: 'cn:'"),
      ElementsAre("user.oidc_identities[0]", "user.oidc_identities[1]", "user.oidc_identities[3]",
                  "user.certificate_names[0]", "user.certificate_names[1]"));
}

}  // namespace
}  // namespace plenary::access
