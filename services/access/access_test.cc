// Users, tokens, roles and registration links, and what becomes of a caller when they change.
#include <atomic>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/bootstrap.h"
#include "services/access/password_hash.h"
#include "services/access/resolve.h"
#include "services/access/secret_rules.h"
#include "services/access/service.h"
#include "services/access/table.h"
#include "services/access/upkeep.h"
#include "services/storage/change_log.h"
#include "services/storage/handle.h"
#include "services/storage/migrate.h"
#include "services/storage/resource.h"
#include "services/storage/schema.h"
#include "tests/testing/forum.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/race.h"

namespace plenary::access {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::Pair;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

constexpr char kBrowser[] = "a-browser-of-the-focal-point";
constexpr char kOtherBrowser[] = "a-browser-of-somebody-else";

class AccessTest : public ::testing::TestWithParam<std::string> {
 protected:
  using S = AccessService;

  // Calls a method with the text of its request.
  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (S::*method)(storage::Change&,
                                                                    const Request&) const,
                              const std::string& request) {
    return storage::ChangeAndWait(forum_.store(), forum_.random(), {caller_, "test", "", access_},
                                  service_, method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (S::*method)(storage::Tx&,
                                                                     const storage::Call&,
                                                                     const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(forum_.store(), {caller_, "test", "", access_}, service_, method,
                                Parse<Request>(request));
  }
  // From now on this caller calls.
  void ActAs(std::string caller, const base::Access* access) {
    caller_ = std::move(caller);
    access_ = access;
  }
  template <class Value>
  absl::StatusOr<Value> Read(const std::function<absl::StatusOr<Value>(storage::Tx&)>& body) {
    absl::StatusOr<Value> value = absl::UnknownError("not run");
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      value = body(tx);
      return value.status();
    });
    if (!status.ok()) return status;
    return value;
  }

  std::string User(const std::string& id, const std::string& rest = "") {
    return Value(Do(&S::CreateUser, absl::StrCat("user_id: '", id, "' user { ", rest, " }")))
        .name();
  }
  absl::StatusOr<v1::RoleBinding> TryBind(const std::string& user, const std::string& role,
                                          const std::string& resource = "") {
    return Do(&S::CreateRoleBinding, absl::StrCat("role_binding { user: '", user, "' role: ", role,
                                                  " resource: '", resource, "' }"));
  }
  std::string Bind(const std::string& user, const std::string& role,
                   const std::string& resource = "") {
    return Value(TryBind(user, role, resource)).name();
  }
  v1::CreateApiTokenResponse Token(const std::string& user, const std::string& rest = "") {
    return Value(
        Do(&S::CreateApiToken, absl::StrCat("parent: '", user, "' api_token { ", rest, " }")));
  }
  v1::CreateRegistrationLinkResponse Link(const std::string& delegation,
                                          const std::string& rest = "") {
    return Value(Do(&S::CreateRegistrationLink, absl::StrCat("registration_link { delegation: '",
                                                             delegation, "' ", rest, " }")));
  }
  // A session of a user with a password.
  v1::LoginResponse Session(const std::string& user) {
    const std::string hash = absl::StrCat("hash of ", user);
    v1::LoginResponse response;
    EXPECT_THAT(
        Change([&](storage::Change& change) -> absl::Status {
          PLENARY_ASSIGN_OR_RETURN(const std::string old,
                                   service_.PasswordToSignIn(change.tx(), user));
          if (old.empty()) {
            PLENARY_RETURN_IF_ERROR(service_.KeepNewPassword(change, user, "", hash, "").status());
          }
          PLENARY_ASSIGN_OR_RETURN(response, service_.BeginSession(change, user, hash));
          return absl::OkStatus();
        }),
        IsOk());
    return response;
  }
  absl::Status Change(const std::function<absl::Status(storage::Change&)>& body) {
    const storage::Call call = {caller_, "test", "", access_};
    const std::string seed = forum_.random().Bytes(32);
    return storage::WriteAndWait(forum_.store(), {"access"}, [&](storage::Tx& tx) {
      base::IdSequence ids(seed, tx.now());
      storage::Change change(tx, call, ids);
      PLENARY_RETURN_IF_ERROR(body(change));
      return change.Flush();
    });
  }

  absl::StatusOr<Caller> Resolve(const std::string& secret, const std::string& browser = "") {
    return Read<Caller>([&](storage::Tx& tx) { return ResolveSecret(tx, secret, browser); });
  }
  absl::StatusOr<Caller> ResolveAs(const std::string& name) {
    return Read<Caller>([&](storage::Tx& tx) { return ResolveName(tx, name); });
  }
  // "VIEWER events/tibo", for every role that is held.
  static std::vector<std::string> Held(const absl::StatusOr<Caller>& caller) {
    std::vector<std::string> held;
    if (!caller.ok()) return {caller.status().ToString()};
    held.reserve(caller->access.grants().size());
    for (const base::Grant& grant : caller->access.grants()) {
      held.push_back(absl::StrCat(v1::Role_Name(grant.role), " ", grant.on));
    }
    return held;
  }
  // What the record of access has of a resource, as "caller: resource", oldest first.
  std::vector<storage::ChangeEntry> Recorded() {
    return Value(Read<std::vector<storage::ChangeEntry>>(
        [](storage::Tx& tx) { return storage::ReadChanges(tx, "access", 0, 1000); }));
  }
  std::vector<std::string> RecordedOf(const std::string& resource) {
    std::vector<std::string> kinds;
    for (const storage::ChangeEntry& entry : Recorded()) {
      if (entry.resource != resource) continue;
      kinds.push_back(v1::Change::Kind_Name(static_cast<v1::Change::Kind>(entry.kind)));
    }
    return kinds;
  }

  template <class List>
  static std::vector<std::string> NamesOf(const List& list) {
    std::vector<std::string> names;
    names.reserve(static_cast<size_t>(list.size()));
    for (const auto& each : list) names.push_back(each.name());
    return names;
  }

  Forum forum_{GetParam()};
  const AccessService service_{forum_.sealer(), forum_.random(), "https://plenary.example"};
  std::string caller_ = "local";
  const base::Access* access_ = nullptr;
};
INSTANTIATE_TEST_SUITE_P(Engines, AccessTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(AccessTest, ATokenCountsForItsUserAndEndsWhenItIsRevoked) {
  const std::string anna = User("anna");
  Bind(anna, "AUDITOR");
  const v1::CreateApiTokenResponse made = Token(anna, "display_name: 'badge printer'");
  EXPECT_THAT(made.secret(), StartsWith("pln_t"));
  EXPECT_EQ(made.api_token().state(), v1::ACTIVE);
  EXPECT_EQ(TimeOf(made.api_token().expire_time()), forum_.clock().Now() + absl::Hours(24 * 365));

  const auto caller = Resolve(made.secret());
  EXPECT_THAT(Held(caller), ElementsAre("AUDITOR "));
  EXPECT_EQ(caller->name, made.api_token().name());
  EXPECT_EQ(caller->user, anna);
  EXPECT_EQ(caller->credential, made.api_token().name());
  EXPECT_EQ(caller->expire, TimeOf(made.api_token().expire_time()));

  const std::string revoke = absl::StrCat("name: '", made.api_token().name(), "'");
  EXPECT_EQ(Value(Do(&S::RevokeApiToken, revoke)).state(), v1::REVOKED);
  EXPECT_THAT(Do(&S::RevokeApiToken, revoke), IsOk());
  EXPECT_THAT(Resolve(made.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(ResolveAs(made.api_token().name()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(RecordedOf(made.api_token().name()), ElementsAre("CREATED", "UPDATED"));
}

TEST_P(AccessTest, ACredentialExpiresByTheClock) {
  const std::string anna = User("anna");
  const auto made =
      Token(anna, absl::StrCat("expire_time ", InText(forum_.clock().Now() + absl::Hours(1))));
  forum_.clock().Advance(absl::Hours(1) - absl::Microseconds(1));
  EXPECT_THAT(Resolve(made.secret()), IsOk());
  forum_.clock().Advance(absl::Microseconds(1));
  const auto expired = Resolve(made.secret());
  EXPECT_THAT(expired, RefusedFor(v1::ERROR_REASON_CREDENTIAL_EXPIRED));
  EXPECT_THAT(base::MetadataOf(expired.status()),
              Contains(Pair("expiredAt", "2023-04-17T13:00:00+00:00")));
  EXPECT_EQ(
      Value(Ask(&S::GetApiToken, absl::StrCat("name: '", made.api_token().name(), "'"))).state(),
      v1::LAPSED);
}

TEST_P(AccessTest, AnotherSecretOfTheSameIdIsUnknown) {
  const auto made = Token(User("anna"));
  const std::string id(base::LastId(made.api_token().name()));
  const std::string forged = MakeSecret(CredentialKind::kToken, id, std::string(kSecretBytes, 'x'));
  EXPECT_THAT(Resolve(forged), RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID));
  EXPECT_THAT(Resolve(made.secret().substr(1)), RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID));
}

TEST_P(AccessTest, ATokenIsNarrowerThanItsUserButNeverWider) {
  forum_.Event();
  const std::string anna = User("anna");
  const std::string manager = Bind(anna, "EVENT_MANAGER");
  Bind(anna, "AUDITOR");
  const auto made = Token(anna, "roles: EVENT_MANAGER resources: 'events/tibo' read_only: true");
  auto caller = Resolve(made.secret());
  EXPECT_THAT(Held(caller), ElementsAre("EVENT_MANAGER events/tibo"));
  EXPECT_TRUE(caller->access.read_only());

  Value(Do(&S::DeleteRoleBinding, absl::StrCat("name: '", manager, "'")));
  EXPECT_THAT(Held(Resolve(made.secret())), IsEmpty());
  EXPECT_THAT(Do(&S::CreateApiToken,
                 absl::StrCat("parent: '", anna, "' api_token { roles: EVENT_MANAGER }")),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
}

TEST_P(AccessTest, ACallWithATokenMakesNoWiderToken) {
  const std::string anna = User("anna");
  Bind(anna, "AUDITOR");
  Bind(anna, "CONTROLLER");
  const auto own = Token(anna, "roles: AUDITOR");
  const Caller caller = Resolve(own.secret()).value();
  ActAs(caller.name, &caller.access);
  EXPECT_THAT(Do(&S::CreateApiToken, absl::StrCat("parent: '", anna, "' api_token { }")),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
  EXPECT_THAT(
      Do(&S::CreateApiToken, absl::StrCat("parent: '", anna, "' api_token { roles: AUDITOR }")),
      IsOk());
}

TEST_P(AccessTest, AUserReadsUpToItsClearanceAndATokenOnlyWhatItIsMeantTo) {
  const std::string anna = User("anna", "clearance: CONFIDENTIAL");
  EXPECT_EQ(ResolveAs(anna)->access.clearance(), v1::CONFIDENTIAL);
  EXPECT_EQ(ResolveAs(User("boris"))->access.clearance(), v1::OFFICIAL);
  EXPECT_EQ(Resolve(Token(anna).secret())->access.clearance(), v1::OFFICIAL);
  const auto cleared = Token(anna, "clearance: SECRET");
  EXPECT_EQ(Resolve(cleared.secret())->access.clearance(), v1::CONFIDENTIAL);
  Value(Do(&S::UpdateUser, absl::StrCat("user { name: '", anna,
                                        "' } "
                                        "update_mask { paths: 'clearance' }")));
  EXPECT_EQ(Resolve(cleared.secret())->access.clearance(), v1::OFFICIAL);
}

TEST_P(AccessTest, ATokenMakesNoTokenThatReadsMoreOfWhatIsClassified) {
  const std::string anna = User("anna", "clearance: SECRET");
  const Caller caller = Resolve(Token(anna, "clearance: CONFIDENTIAL").secret()).value();
  ActAs(caller.name, &caller.access);
  const auto make = [&](const std::string& clearance) {
    return Do(&S::CreateApiToken,
              absl::StrCat("parent: '", anna, "' api_token { clearance: ", clearance, " }"));
  };
  EXPECT_THAT(make("SECRET"), RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
  EXPECT_THAT(make("CONFIDENTIAL"), IsOk());
}

TEST_P(AccessTest, AUserStandsForAPersonOfTheDirectory) {
  const std::string person = forum_.Person("Primerov");
  const std::string anna = User("anna", absl::StrCat("person: '", person, "'"));
  EXPECT_EQ(ResolveAs(anna)->access.person(), person);
  EXPECT_THAT(Do(&S::CreateUser, "user_id: 'boris' user { person: 'people/nobody' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(AccessTest, ATokenForWhatDoesNotExistIsNotMade) {
  const std::string anna = User("anna");
  EXPECT_THAT(Do(&S::CreateApiToken,
                 absl::StrCat("parent: '", anna, "' api_token { resources: 'events/none' }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Do(&S::CreateApiToken, "parent: 'users/none' api_token { }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(AccessTest, ADisabledUsersCredentialsStopAtOnceAndSessionsForGood) {
  const std::string anna = User("anna");
  const auto token = Token(anna);
  const auto session = Session(anna);
  EXPECT_THAT(Resolve(session.secret()), IsOk());
  const auto set_disabled = [&](const std::string& disabled) {
    return Do(&S::UpdateUser, absl::StrCat("user { name: '", anna, "' disabled: ", disabled,
                                           " } update_mask { paths: 'disabled' }"));
  };
  EXPECT_THAT(set_disabled("true"), IsOk());
  EXPECT_THAT(Resolve(token.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(Resolve(session.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(ResolveAs(anna), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));

  EXPECT_THAT(set_disabled("false"), IsOk());
  EXPECT_THAT(Resolve(token.secret()), IsOk());
  EXPECT_THAT(Resolve(session.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
}

TEST_P(AccessTest, ADeletedUserLeavesTheNameAndNothingThatWorks) {
  const std::string anna =
      User("anna", "display_name: 'Anna Example' oidc_identities: 'https://id.example 4711'");
  const std::string binding = Bind(anna, "AUDITOR");
  const auto token = Token(anna);
  const auto session = Session(anna);
  const size_t before = Recorded().size();
  EXPECT_THAT(Do(&S::DeleteUser, absl::StrCat("name: '", anna, "'")), IsOk());

  EXPECT_THAT(Resolve(token.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(Resolve(session.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(ResolveAs(anna), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(Ask(&S::GetUser, absl::StrCat("name: '", anna, "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Ask(&S::GetApiToken, absl::StrCat("name: '", token.api_token().name(), "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Ask(&S::GetRoleBinding, absl::StrCat("name: '", binding, "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Read<absl::optional<std::string>>([](storage::Tx& tx) {
                return FindByOidcIdentity(tx, "https://id.example", "4711");
              }),
              IsOkAnd(Eq(absl::nullopt)));
  for (const std::string& name :
       {anna, binding, token.api_token().name(), session.session().name()}) {
    EXPECT_EQ(RecordedOf(name).back(), "DELETED") << name;
  }
  const std::vector<storage::ChangeEntry> recorded = Recorded();
  for (size_t i = before; i < recorded.size(); ++i) {
    EXPECT_EQ(recorded[i].transaction_id, recorded.back().transaction_id);
  }
  EXPECT_THAT(Do(&S::CreateUser, "user_id: 'anna' user { }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(AccessTest, AnIdentityBelongsToOneUser) {
  const std::string anna = User("anna",
                                "oidc_identities: 'https://id.example 4711' "
                                "certificate_names: 'dns:badges.example'");
  const auto by_certificate = [&] {
    return Read<absl::optional<std::string>>(
        [](storage::Tx& tx) { return FindByCertificateName(tx, "dns:badges.example"); });
  };
  EXPECT_THAT(by_certificate(), IsOkAnd(Optional(anna)));
  const auto second =
      Do(&S::CreateUser, "user_id: 'boris' user { oidc_identities: 'https://id.example 4711' }");
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(base::MetadataOf(second.status()),
              Contains(Pair("identity", "https://id.example 4711")));

  EXPECT_THAT(Do(&S::UpdateUser, absl::StrCat("user { name: '", anna,
                                              "' } update_mask { paths: 'certificate_names' }")),
              IsOk());
  EXPECT_THAT(by_certificate(), IsOkAnd(Eq(absl::nullopt)));
  EXPECT_THAT(
      Do(&S::CreateUser, "user_id: 'badges' user { certificate_names: 'dns:badges.example' }"),
      IsOk());
}

TEST_P(AccessTest, AStaleEtagIsRefused) {
  const std::string anna = User("anna");
  EXPECT_THAT(
      Do(&S::UpdateUser, absl::StrCat("user { name: '", anna, "' display_name: 'A' etag: 'r1' }")),
      IsOk());
  EXPECT_THAT(
      Do(&S::UpdateUser, absl::StrCat("user { name: '", anna, "' display_name: 'B' etag: 'r1' }")),
      RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(AccessTest, ARoleOnWhatIsDeletedGivesNothingUntilItIsBack) {
  forum_.Event();
  const std::string kursk = forum_.Delegation("kursk");
  const std::string anna = User("anna");
  Bind(anna, "REGISTRAR", kursk);
  const auto token = Token(anna);
  const auto link = Link(kursk);
  EXPECT_THAT(Held(Resolve(token.secret())),
              ElementsAre("REGISTRAR events/tibo/delegations/kursk"));
  EXPECT_THAT(Held(Resolve(link.secret())), ElementsAre("REGISTRAR events/tibo/delegations/kursk"));

  const std::string name = absl::StrCat("name: '", kursk, "'");
  Value(forum_.Do(&Forum::Delegations::DeleteDelegation, name));
  EXPECT_THAT(Held(Resolve(token.secret())), IsEmpty());
  EXPECT_THAT(Held(Resolve(link.secret())), IsEmpty());
  EXPECT_THAT(TryBind(anna, "VIEWER", kursk), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));

  Value(forum_.Do(&Forum::Delegations::UndeleteDelegation, name));
  EXPECT_THAT(Held(Resolve(token.secret())),
              ElementsAre("REGISTRAR events/tibo/delegations/kursk"));
}

TEST_P(AccessTest, ABindingNamesAUserAndAResourceThatAreThere) {
  const std::string anna = User("anna");
  EXPECT_THAT(TryBind("users/none", "AUDITOR"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(TryBind(anna, "VIEWER", "events/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(TryBind(anna, "NEGOTIATOR", "negotiations/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(TryBind(anna, "REGISTRAR"), RefusedFor(v1::ERROR_REASON_ROLE_NOT_FOR_RESOURCE));
  EXPECT_THAT(TryBind(anna, "AUDITOR"), IsOk());
  EXPECT_THAT(TryBind(anna, "AUDITOR"), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(AccessTest, AnEventManagerTakesBackOnlyWhatAnEventManagerGives) {
  forum_.Event();
  const std::string anna = User("anna");
  const std::string viewer = Bind(anna, "VIEWER", Forum::kEvent);
  const std::string officer = Bind(anna, "ACCREDITATION_OFFICER", Forum::kEvent);
  const base::Access manager({{v1::EVENT_MANAGER, Forum::kEvent}});
  ActAs("users/boris", &manager);
  EXPECT_THAT(Do(&S::DeleteRoleBinding, absl::StrCat("name: '", viewer, "'")), IsOk());
  EXPECT_THAT(Do(&S::DeleteRoleBinding, absl::StrCat("name: '", officer, "'")),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
}

TEST_P(AccessTest, AnEventManagerSeesTheBindingsInTheEventAlone) {
  forum_.Event();
  forum_.Event("", "other");
  const std::string kursk = forum_.Delegation("kursk");
  const std::string anna = User("anna");
  const std::string in_event = Bind(anna, "VIEWER", Forum::kEvent);
  const std::string in_delegation = Bind(anna, "REGISTRAR", kursk);
  Bind(anna, "VIEWER", "events/other");
  Bind(anna, "AUDITOR");
  const auto names = [&](const std::string& request) {
    return NamesOf(Value(Ask(&S::ListRoleBindings, request)).role_bindings());
  };
  EXPECT_EQ(names("").size(), 4);
  const base::Access manager({{v1::EVENT_MANAGER, Forum::kEvent}, {v1::VIEWER, ""}});
  ActAs("users/boris", &manager);
  EXPECT_THAT(names(""), UnorderedElementsAre(in_event, in_delegation));
  EXPECT_THAT(names("filter: 'role = REGISTRAR'"), ElementsAre(in_delegation));
  EXPECT_THAT(names("filter: 'resource = \"events/other\"'"), IsEmpty());
}

TEST_P(AccessTest, SomebodyIsAlwaysLeftToAdminister) {
  const std::string anna = User("anna");
  const std::string boris = User("boris");
  const std::string annas = Bind(anna, "ADMINISTRATOR");
  const auto refused = [&] {
    EXPECT_THAT(Do(&S::DeleteRoleBinding, absl::StrCat("name: '", annas, "'")),
                RefusedFor(v1::ERROR_REASON_LAST_ADMINISTRATOR));
    EXPECT_THAT(Do(&S::DeleteUser, absl::StrCat("name: '", anna, "'")),
                RefusedFor(v1::ERROR_REASON_LAST_ADMINISTRATOR));
    EXPECT_THAT(Do(&S::UpdateUser, absl::StrCat("user { name: '", anna, "' disabled: true }")),
                RefusedFor(v1::ERROR_REASON_LAST_ADMINISTRATOR));
  };
  refused();
  Bind(boris, "ADMINISTRATOR");
  Value(Do(&S::UpdateUser, absl::StrCat("user { name: '", boris, "' disabled: true }")));
  refused();
  Value(Do(&S::UpdateUser,
           absl::StrCat("user { name: '", boris, "' } update_mask { paths: 'disabled' }")));
  EXPECT_THAT(Do(&S::DeleteUser, absl::StrCat("name: '", anna, "'")), IsOk());
}

TEST_P(AccessTest, OfTwoAdministratorsWhoRemoveEachOtherExactlyOneSucceeds) {
  const std::string users[] = {User("anna"), User("boris")};
  std::string bindings[] = {Bind(users[0], "ADMINISTRATOR"), Bind(users[1], "ADMINISTRATOR")};
  for (int round = 0; round < 5; ++round) {
    absl::Status results[2];
    plenary::testing::Race(2, [&](int i) {
      results[i] = Do(&S::DeleteRoleBinding, absl::StrCat("name: '", bindings[i], "'")).status();
    });
    const int winner = results[0].ok() ? 0 : 1;
    EXPECT_THAT(results[winner], IsOk());
    EXPECT_THAT(results[1 - winner], RefusedFor(v1::ERROR_REASON_LAST_ADMINISTRATOR));
    bindings[winner] = Bind(users[winner], "ADMINISTRATOR");
  }
}

TEST_P(AccessTest, OfTwoAdministratorsWhoAreDisabledAtOnceOneStays) {
  const std::string users[] = {User("anna"), User("boris")};
  for (const std::string& user : users) Bind(user, "ADMINISTRATOR");
  absl::Status results[2];
  plenary::testing::Race(2, [&](int i) {
    results[i] =
        Do(&S::UpdateUser, absl::StrCat("user { name: '", users[i], "' disabled: true }")).status();
  });
  EXPECT_NE(results[0].ok(), results[1].ok());
  EXPECT_THAT(results[0].ok() ? results[1] : results[0],
              RefusedFor(v1::ERROR_REASON_LAST_ADMINISTRATOR));
}

TEST_P(AccessTest, ARegistrationLinkIsRegistrarOfItsDelegationAndOfNothingElse) {
  forum_.Event();
  const std::string kursk = forum_.Delegation("kursk");
  const auto made = Link(kursk, "display_name: 'the focal point'");
  EXPECT_EQ(made.url(), absl::StrCat("https://plenary.example/register#", made.secret()));
  const auto caller = Resolve(made.secret());
  EXPECT_THAT(Held(caller), ElementsAre("REGISTRAR events/tibo/delegations/kursk"));
  EXPECT_EQ(caller->name, made.registration_link().name());
  EXPECT_EQ(caller->user, "");
  EXPECT_FALSE(caller->must_bind_browser);
  EXPECT_THAT(Held(ResolveAs(made.registration_link().name())),
              ElementsAre("REGISTRAR events/tibo/delegations/kursk"));
  EXPECT_THAT(
      Do(&S::RevokeRegistrationLink, absl::StrCat("name: '", made.registration_link().name(), "'")),
      IsOk());
  EXPECT_THAT(Resolve(made.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
}

TEST_P(AccessTest, ALinkOfACautiousEventWorksInTheBrowserThatUsedItFirst) {
  forum_.Event("binds_links_to_first_browser: true");
  const std::string kursk = forum_.Delegation("kursk");
  const auto made = Link(kursk);
  EXPECT_THAT(Resolve(made.secret()), RefusedFor(v1::ERROR_REASON_LINK_BOUND_ELSEWHERE));
  EXPECT_THAT(Resolve(made.secret(), "short"), RefusedFor(v1::ERROR_REASON_LINK_BOUND_ELSEWHERE));
  EXPECT_TRUE(Resolve(made.secret(), kBrowser)->must_bind_browser);
  const auto bind = [&](const std::string& browser) {
    return Change([&](storage::Change& change) {
      return BindBrowser(change, made.secret(), browser).status();
    });
  };
  EXPECT_THAT(bind(kBrowser), IsOk());
  EXPECT_THAT(bind(kBrowser), IsOk());
  EXPECT_THAT(bind(kOtherBrowser), RefusedFor(v1::ERROR_REASON_LINK_BOUND_ELSEWHERE));
  EXPECT_FALSE(Resolve(made.secret(), kBrowser)->must_bind_browser);
  EXPECT_THAT(Resolve(made.secret(), kOtherBrowser),
              RefusedFor(v1::ERROR_REASON_LINK_BOUND_ELSEWHERE));
  EXPECT_TRUE(Value(Ask(&S::GetRegistrationLink,
                        absl::StrCat("name: '", made.registration_link().name(), "'")))
                  .bound_to_browser());
  EXPECT_THAT(RecordedOf(made.registration_link().name()), ElementsAre("CREATED", "UPDATED"));
}

TEST_P(AccessTest, LinksAreListedByDelegationAndByEventAndFilteredByWhetherTheyWork) {
  forum_.Event();
  const std::string kursk = forum_.Delegation("kursk");
  const std::string minsk = forum_.Delegation("minsk");
  const std::string first = Link(kursk).registration_link().name();
  const std::string second = Link(minsk).registration_link().name();
  Value(Do(&S::RevokeRegistrationLink, absl::StrCat("name: '", first, "'")));
  const auto names = [&](const std::string& request) {
    return NamesOf(Value(Ask(&S::ListRegistrationLinks, request)).registration_links());
  };
  EXPECT_THAT(names("parent: 'events/tibo'"), UnorderedElementsAre(first, second));
  EXPECT_THAT(names(absl::StrCat("parent: '", minsk, "'")), ElementsAre(second));
  EXPECT_THAT(names("parent: 'events/tibo' filter: 'state = ACTIVE'"), ElementsAre(second));
  EXPECT_THAT(names("parent: 'events/tibo' filter: 'state = REVOKED'"), ElementsAre(first));
  forum_.clock().Advance(absl::Hours(24 * 30));
  EXPECT_THAT(names("parent: 'events/tibo' filter: 'state = LAPSED'"), ElementsAre(second));
  EXPECT_THAT(Ask(&S::ListRegistrationLinks, "parent: 'events/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(AccessTest, TokensAreListedNewestFirstPageByPage) {
  const std::string anna = User("anna");
  Token(User("boris"));
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    forum_.clock().Advance(absl::Seconds(1));
    made.insert(made.begin(), Token(anna).api_token().name());
  }
  std::vector<std::string> listed;
  std::string page_token;
  do {
    const auto page =
        Value(Ask(&S::ListApiTokens, absl::StrCat("parent: '", anna, "' page_size: 2 page_token: '",
                                                  page_token, "'")));
    EXPECT_LE(page.api_tokens_size(), 2);
    const std::vector<std::string> names = NamesOf(page.api_tokens());
    listed.insert(listed.end(), names.begin(), names.end());
    page_token = page.next_page_token();
  } while (!page_token.empty());
  EXPECT_EQ(listed, made);
  EXPECT_EQ(Value(Ask(&S::ListApiTokens, "parent: 'users/-'")).api_tokens_size(), 6);
}

TEST_P(AccessTest, UsersAreListedByNameAndFiltered) {
  User("boris", "kind: SERVICE");
  User("anna");
  Value(Do(&S::DeleteUser, absl::StrCat("name: '", User("gone"), "'")));
  const auto names = [&](const std::string& request) {
    return NamesOf(Value(Ask(&S::ListUsers, request)).users());
  };
  EXPECT_THAT(names(""), ElementsAre("users/anna", "users/boris"));
  EXPECT_THAT(names("filter: 'kind = SERVICE'"), ElementsAre("users/boris"));
  EXPECT_THAT(names("filter: 'disabled = true'"), IsEmpty());
}

TEST_P(AccessTest, ANewPasswordEndsEverySessionButTheOneThatSetsIt) {
  const std::string anna = User("anna");
  const auto kept = Session(anna);
  const auto other = Session(anna);
  EXPECT_THAT(Change([&](storage::Change& change) {
                return service_
                    .KeepNewPassword(change, anna, "hash of users/anna", "another hash",
                                     kept.session().name())
                    .status();
              }),
              IsOk());
  EXPECT_THAT(Resolve(kept.secret()), IsOk());
  EXPECT_THAT(Resolve(other.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(Change([&](storage::Change& change) {
                return service_.BeginSession(change, anna, "hash of users/anna").status();
              }),
              RefusedFor(v1::ERROR_REASON_WRONG_PASSWORD));
}

TEST_P(AccessTest, ASessionIsItsUserAndEndsForEverybodyWhoHoldsItsName) {
  const std::string anna = User("anna");
  Bind(anna, "AUDITOR");
  const auto session = Session(anna);
  const auto caller = Resolve(session.secret());
  EXPECT_EQ(caller->name, anna);
  EXPECT_EQ(caller->credential, session.session().name());
  EXPECT_THAT(Held(ResolveAs(caller->credential)), ElementsAre("AUDITOR "));
  EXPECT_THAT(Do(&S::RevokeUserSession, absl::StrCat("name: '", session.session().name(), "'")),
              IsOk());
  EXPECT_THAT(ResolveAs(caller->credential), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(Held(ResolveAs(caller->name)), ElementsAre("AUDITOR "));
  const auto listed = Value(Ask(&S::ListUserSessions, absl::StrCat("parent: '", anna, "'")));
  ASSERT_EQ(listed.sessions_size(), 1);
  EXPECT_EQ(listed.sessions(0).state(), v1::REVOKED);
}

TEST_P(AccessTest, UseIsNotedToTheHourAndStaysOutOfTheRecord) {
  const auto made = Token(User("anna"));
  const size_t recorded = Recorded().size();
  forum_.clock().Advance(absl::Minutes(90));
  EXPECT_THAT(NoteUse(forum_.store(), {made.api_token().name(), "users/none/tokens/none"}), IsOk());
  const auto token =
      Value(Ask(&S::GetApiToken, absl::StrCat("name: '", made.api_token().name(), "'")));
  EXPECT_EQ(TimeOf(token.last_use_time()),
            absl::FromCivil(absl::CivilHour(2023, 4, 17, 13), absl::UTCTimeZone()));
  EXPECT_EQ(Recorded().size(), recorded);
}

TEST_P(AccessTest, SessionsThatExpiredLongAgoAreRemovedAndTokensAreKept) {
  const std::string anna = User("anna");
  const auto session = Session(anna);
  const auto token =
      Token(anna, absl::StrCat("expire_time ", InText(forum_.clock().Now() + absl::Hours(1))));
  forum_.clock().Advance(absl::Hours(24 * 32));
  EXPECT_THAT(RemoveExpiredCredentials(forum_.store()), IsOk());
  EXPECT_THAT(Resolve(session.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID));
  EXPECT_THAT(Resolve(token.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_EXPIRED));
}

TEST_P(AccessTest, TheFirstStartMakesOneAdministratorHoweverManyServersStart) {
  std::atomic<int> made = 0;
  plenary::testing::Race(3, [&](int) {
    const auto secret = MakeFirstAdministrator(forum_.store(), forum_.random());
    ASSERT_THAT(secret, IsOk());
    if (!secret->has_value()) return;
    ++made;
    EXPECT_THAT(Held(Resolve(**secret)), ElementsAre("ADMINISTRATOR "));
  });
  EXPECT_EQ(made, 1);
  EXPECT_THAT(MakeFirstAdministrator(forum_.store(), forum_.random()), IsOkAnd(Eq(absl::nullopt)));
}

TEST_P(AccessTest, ATokenForEmergenciesWorksForAnHourAndIsRecorded) {
  const auto made = MakeBreakGlassToken(forum_.store(), forum_.random());
  ASSERT_THAT(made, IsOk());
  EXPECT_THAT(Held(Resolve(made->secret)), ElementsAre("ADMINISTRATOR "));
  for (const storage::ChangeEntry& entry : Recorded()) EXPECT_EQ(entry.caller, "break-glass");
  forum_.clock().Advance(absl::Hours(1));
  EXPECT_THAT(Resolve(made->secret), RefusedFor(v1::ERROR_REASON_CREDENTIAL_EXPIRED));
  // Somebody else administers, disables it, and deletes it: next time it is there again.
  Bind(User("anna"), "ADMINISTRATOR");
  Value(Do(&S::UpdateUser, "user { name: 'users/break-glass' disabled: true }"));
  EXPECT_THAT(Held(Resolve(MakeBreakGlassToken(forum_.store(), forum_.random())->secret)),
              ElementsAre("ADMINISTRATOR "));
  Value(Do(&S::DeleteUser, "name: 'users/break-glass'"));
  EXPECT_THAT(Held(Resolve(MakeBreakGlassToken(forum_.store(), forum_.random())->secret)),
              ElementsAre("ADMINISTRATOR "));
}

TEST_P(AccessTest, RolesThatAProviderClaimsCountOnTheInstallation) {
  const std::string anna = User("anna");
  EXPECT_THAT(Change([&](storage::Change& change) -> absl::Status {
                PLENARY_ASSIGN_OR_RETURN(auto user, FindUser(change.tx(), anna));
                user->add_claimed_roles(v1::EVENT_MANAGER);
                return UpdateUserRow(change.tx(), *user);
              }),
              IsOk());
  EXPECT_THAT(Held(ResolveAs(anna)), ElementsAre("EVENT_MANAGER "));
}

TEST_P(AccessTest, NoSecretAndNoPasswordStandsInTheDatabase) {
  forum_.Event();
  const std::string kursk = forum_.Delegation("kursk");
  const std::string anna = User("anna");
  const std::string password = "marsh wolf lantern";
  const std::string hash = HashPassword(password).value();
  std::string session;
  EXPECT_THAT(
      Change([&](storage::Change& change) -> absl::Status {
        PLENARY_RETURN_IF_ERROR(service_.KeepNewPassword(change, anna, "", hash, "").status());
        PLENARY_ASSIGN_OR_RETURN(const auto begun, service_.BeginSession(change, anna, hash));
        session = begun.secret();
        return absl::OkStatus();
      }),
      IsOk());
  const std::string secrets[] = {password, session, Token(anna, "").secret(), Link(kursk).secret()};
  const auto schema = Value(storage::SchemaAt(static_cast<int64_t>(storage::Migrations().size())));
  EXPECT_THAT(
      storage::ReadAndWait(forum_.store(),
                           [&](storage::Tx& tx) -> absl::Status {
                             for (const storage::Table& table : schema.tables) {
                               PLENARY_RETURN_IF_ERROR(storage::ReadRows(
                                   tx, table, [&](const storage::Row& row) -> absl::Status {
                                     for (size_t i = 0; i < table.columns.size(); ++i) {
                                       if (table.columns[i].type == storage::Column::Type::kInt)
                                         continue;
                                       for (const std::string& secret : secrets) {
                                         EXPECT_FALSE(absl::StrContains(
                                             row.Text(static_cast<int>(i)), secret.substr(8)))
                                             << table.name << "." << table.columns[i].name;
                                       }
                                     }
                                     return absl::OkStatus();
                                   }));
                             }
                             return absl::OkStatus();
                           }),
      IsOk());
}

}  // namespace
}  // namespace plenary::access
