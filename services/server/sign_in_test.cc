// Signing in, as the adapter has it done: without gRPC, on both engines.
#include "services/server/sign_in.h"

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/resolve.h"
#include "services/base/list_query.h"
#include "tests/testing/clock.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::server {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;

constexpr char kAnna[] = "users/anna";
constexpr char kPassword[] = "marsh wolf lantern";
constexpr char kNewPassword[] = "lantern of the marsh";
constexpr char kHere[] = "192.0.2.7";
constexpr char kElsewhere[] = "198.51.100.9";

class SignInTest : public ::testing::TestWithParam<std::string> {
 protected:
  using Method = void (SignIn::*)(storage::Exchange, const Visit&, storage::Done);

  SignInTest() {
    MakeUser("anna");
    EXPECT_THAT(SetPassword("local", nullptr, kPassword, ""), IsOk());
  }

  void MakeUser(const std::string& id) {
    EXPECT_THAT(
        storage::ChangeAndWait(
            *store_, random_, {"local", "test", ""}, service_, &access::AccessService::CreateUser,
            Parse<v1::CreateUserRequest>(absl::StrCat("user_id: '", id, "' user { }"))),
        IsOk());
  }
  absl::Status Call(Method method, const storage::Call& call, const access::Caller* caller,
                    const std::string& address, const google::protobuf::Message& request,
                    google::protobuf::Message& response) {
    const Visit visit = {clock_.Now() + absl::Seconds(30), address, caller};
    return storage::Await([&](storage::Done done) {
      ((*sign_in_).*method)({call, request, response}, visit, std::move(done));
    });
  }
  absl::StatusOr<v1::LoginResponse> Login(const std::string& user, const std::string& password,
                                          const std::string& address = kHere) {
    v1::LoginRequest request;
    request.set_name(user);
    request.set_password(password);
    v1::LoginResponse response;
    const storage::Call call = {"", "plenary.v1.AccessService/Login", ""};
    const absl::Status status = Call(&SignIn::Login, call, nullptr, address, request, response);
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<v1::User> SetPassword(const std::string& name, const access::Caller* caller,
                                       const std::string& new_password,
                                       const std::string& old_password) {
    v1::SetPasswordRequest request;
    request.set_name(kAnna);
    request.set_new_password(new_password);
    request.set_old_password(old_password);
    v1::User response;
    const storage::Call call = {name, "plenary.v1.AccessService/SetPassword", "",
                                caller == nullptr ? nullptr : &caller->access};
    const absl::Status status = Call(&SignIn::SetPassword, call, caller, kHere, request, response);
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<access::Caller> Resolve(const std::string& secret) {
    absl::StatusOr<access::Caller> caller = absl::UnknownError("not run");
    const absl::Status status = storage::ReadAndWait(*store_, [&](storage::Tx& tx) {
      caller = access::ResolveSecret(tx, secret, "");
      return caller.status();
    });
    if (!status.ok()) return status;
    return caller;
  }
  void Disable() {
    EXPECT_THAT(
        storage::ChangeAndWait(
            *store_, random_, {"local", "test", ""}, service_, &access::AccessService::UpdateUser,
            Parse<v1::UpdateUserRequest>("user { name: 'users/anna' disabled: true }")),
        IsOk());
  }

  plenary::testing::ManualClock clock_;
  plenary::testing::SeededRandom random_;
  plenary::testing::OpenedDatabase store_ = plenary::testing::OpenFresh(GetParam(), clock_);
  const base::TokenSealer sealer_{std::string(32, 'k')};
  const access::AccessService service_{sealer_, random_, ""};
  std::unique_ptr<SignIn> sign_in_ = std::make_unique<SignIn>(*store_, clock_, random_, service_);
};
INSTANTIATE_TEST_SUITE_P(Engines, SignInTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(SignInTest, TheRightPasswordBeginsASessionOfTwelveHours) {
  const auto session = Login(kAnna, kPassword);
  ASSERT_THAT(session, IsOk());
  EXPECT_EQ(session->session().state(), v1::ACTIVE);
  const auto caller = Resolve(session->secret());
  ASSERT_THAT(caller, IsOk());
  EXPECT_EQ(caller->name, kAnna);
  EXPECT_EQ(caller->expire, clock_.Now() + absl::Hours(12));
  clock_.Advance(absl::Hours(12));
  EXPECT_THAT(Resolve(session->secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_EXPIRED));
}

TEST_P(SignInTest, WhateverWasWrongTheAnswerIsTheSame) {
  const absl::Status wrong = Login(kAnna, "marsh wolf lanterns").status();
  EXPECT_THAT(wrong, RefusedFor(v1::ERROR_REASON_WRONG_PASSWORD));
  EXPECT_EQ(Login("users/nobody", kPassword).status(), wrong);
  Disable();
  EXPECT_EQ(Login(kAnna, kPassword).status(), wrong);
  EXPECT_EQ(sign_in_->failures(), 3);
}

TEST_P(SignInTest, AMalformedSignInIsNotATry) {
  EXPECT_THAT(BadFields(Login("anna", "")), ElementsAre("name", "password"));
  EXPECT_EQ(sign_in_->failures(), 0);
}

TEST_P(SignInTest, AfterFiveWrongPasswordsEvenTheRightOneWaitsHereButNotElsewhere) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(Login(kAnna, "not the password"), RefusedFor(v1::ERROR_REASON_WRONG_PASSWORD));
  }
  EXPECT_THAT(Login(kAnna, kPassword), RefusedFor(v1::ERROR_REASON_TOO_MANY_ATTEMPTS));
  EXPECT_EQ(sign_in_->lockouts(), 1);
  EXPECT_THAT(Login(kAnna, kPassword, kElsewhere), IsOk());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Login(kAnna, kPassword), IsOk());
}

TEST_P(SignInTest, ManyWhoSignInAtOnceAreToldToComeBackRatherThanQueuedWithoutEnd) {
  constexpr int kAtOnce = 60;
  std::vector<storage::Call> calls(kAtOnce, {"", "plenary.v1.AccessService/Login", ""});
  std::vector<v1::LoginRequest> requests(kAtOnce);
  std::vector<v1::LoginResponse> responses(kAtOnce);
  std::vector<std::promise<absl::Status>> answers(kAtOnce);
  std::vector<std::string> addresses;
  std::vector<Visit> visits;
  addresses.reserve(kAtOnce);
  visits.reserve(kAtOnce);
  for (int i = 0; i < kAtOnce; ++i) {
    requests[i].set_name(kAnna);
    requests[i].set_password(kPassword);
    addresses.push_back(absl::StrCat("203.0.113.", i));
    visits.push_back({clock_.Now() + absl::Seconds(30), addresses.back(), nullptr});
    sign_in_->Login({calls[i], requests[i], responses[i]}, visits[i],
                    [&answer = answers[i]](absl::Status status) { answer.set_value(status); });
  }
  int signed_in = 0;
  for (auto& answer : answers) {
    const absl::Status status = answer.get_future().get();
    if (status.ok()) {
      ++signed_in;
    } else {
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_SERVER_BUSY));
    }
  }
  EXPECT_GE(signed_in, static_cast<int>(PasswordPool::kMostWaiting));
  // Who was turned away was not counted as wrong.
  EXPECT_EQ(sign_in_->failures(), 0);
}

TEST_P(SignInTest, WhoChangesTheOwnPasswordGivesTheOldOneAndKeepsTheSession) {
  const auto mine = Login(kAnna, kPassword);
  const auto other = Login(kAnna, kPassword);
  const access::Caller caller = Resolve(mine->secret()).value();
  EXPECT_THAT(SetPassword(kAnna, &caller, kNewPassword, ""),
              RefusedFor(v1::ERROR_REASON_WRONG_PASSWORD));
  EXPECT_THAT(SetPassword(kAnna, &caller, "short", kPassword),
              RefusedFor(v1::ERROR_REASON_PASSWORD_TOO_WEAK));
  const auto changed = SetPassword(kAnna, &caller, kNewPassword, kPassword);
  ASSERT_THAT(changed, IsOk());
  EXPECT_TRUE(changed->has_local_password());
  EXPECT_THAT(Resolve(mine->secret()), IsOk());
  EXPECT_THAT(Resolve(other->secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  EXPECT_THAT(Login(kAnna, kPassword), RefusedFor(v1::ERROR_REASON_WRONG_PASSWORD));
  EXPECT_THAT(Login(kAnna, kNewPassword), IsOk());
}

TEST_P(SignInTest, GuessingTheOldPasswordOfASessionIsSlowedDownToo) {
  const access::Caller caller = Resolve(Login(kAnna, kPassword)->secret()).value();
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(SetPassword(kAnna, &caller, kNewPassword, "not the password"),
                RefusedFor(v1::ERROR_REASON_WRONG_PASSWORD));
  }
  EXPECT_THAT(SetPassword(kAnna, &caller, kNewPassword, kPassword),
              RefusedFor(v1::ERROR_REASON_TOO_MANY_ATTEMPTS));
}

TEST_P(SignInTest, ANarrowTokenSetsNoPassword) {
  const auto token = storage::ChangeAndWait(
      *store_, random_, {"local", "test", ""}, service_, &access::AccessService::CreateApiToken,
      Parse<v1::CreateApiTokenRequest>("parent: 'users/anna' api_token { read_only: true }"));
  ASSERT_THAT(token, IsOk());
  const access::Caller caller = Resolve(token->secret()).value();
  EXPECT_THAT(SetPassword(caller.name, &caller, kNewPassword, kPassword),
              RefusedFor(v1::ERROR_REASON_SCOPE_TOO_WIDE));
}

TEST_P(SignInTest, OnlyAnAdministratorSetsAFirstPassword) {
  MakeUser("boris");
  access::Caller boris;
  boris.name = "users/boris";
  v1::SetPasswordRequest request;
  request.set_name("users/boris");
  request.set_new_password(kNewPassword);
  v1::User response;
  const storage::Call by_boris = {"users/boris", "test", "", &boris.access};
  EXPECT_THAT(Call(&SignIn::SetPassword, by_boris, &boris, kHere, request, response),
              RefusedFor(v1::ERROR_REASON_WRONG_PASSWORD));
  access::Caller admin;
  admin.name = "users/admin";
  admin.access = base::Access({{v1::ADMINISTRATOR, ""}});
  const storage::Call by_admin = {"users/admin", "test", "", &admin.access};
  EXPECT_THAT(Call(&SignIn::SetPassword, by_admin, &admin, kHere, request, response), IsOk());
  EXPECT_THAT(Login("users/boris", kNewPassword), IsOk());
}

TEST_P(SignInTest, LogoutEndsTheSessionItIsMadeWith) {
  const auto session = Login(kAnna, kPassword);
  const access::Caller caller = Resolve(session->secret()).value();
  const storage::Call call = {kAnna, "plenary.v1.AccessService/Logout", "", &caller.access};
  v1::UserSession ended;
  EXPECT_THAT(Call(&SignIn::Logout, call, &caller, kHere, v1::LogoutRequest(), ended), IsOk());
  EXPECT_EQ(ended.state(), v1::REVOKED);
  EXPECT_THAT(Resolve(session->secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
  access::Caller by_token = caller;
  by_token.credential = "users/anna/tokens/abcdefghijklmnopqrstuvwx";
  EXPECT_THAT(Call(&SignIn::Logout, call, &by_token, kHere, v1::LogoutRequest(), ended),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(SignInTest, WhoAmITellsTheCallerItsUserAndItsRoles) {
  access::Caller caller = Resolve(Login(kAnna, kPassword)->secret()).value();
  caller.access = base::Access({{v1::VIEWER, "events/tibo"}}, /*read_only=*/true);
  const storage::Call call = {kAnna, "plenary.v1.AccessService/WhoAmI", "", &caller.access};
  v1::WhoAmIResponse told;
  ASSERT_THAT(Call(&SignIn::WhoAmI, call, &caller, kHere, v1::WhoAmIRequest(), told), IsOk());
  EXPECT_EQ(told.caller(), kAnna);
  EXPECT_EQ(told.user().name(), kAnna);
  ASSERT_EQ(told.roles_size(), 1);
  EXPECT_EQ(told.roles(0).role(), v1::VIEWER);
  EXPECT_EQ(told.roles(0).resource(), "events/tibo");
  EXPECT_EQ(plenary::testing::TimeOf(told.expire_time()), caller.expire);
  EXPECT_TRUE(told.read_only());
}

}  // namespace
}  // namespace plenary::server
