#include "services/server/sign_in.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "plenary/v1/access.pb.h"
#include "services/access/password_hash.h"
#include "services/access/password_rules.h"
#include "services/access/resolve.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/storage/change.h"

namespace plenary::server {
namespace {

using storage::Tx;

absl::Status Busy() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY,
                   "too many people sign in at this moment; try again in a second"),
      absl::Seconds(1));
}

absl::Status TooLate() {
  return base::Refuse(absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_SERVER_BUSY,
                      "the call waited too long for its turn; nothing was done");
}

absl::Status CheckWellFormed(const google::protobuf::Message& request) {
  base::FieldErrors errors;
  base::CheckFields(request, errors);
  return errors.ToStatus();
}

// Whether `caller` is the user itself, by a session or by a token.
bool IsSelf(absl::string_view caller, absl::string_view user) {
  return caller == user || absl::StartsWith(caller, absl::StrCat(user, "/tokens/"));
}

}  // namespace

// A sign-in, from the check of its request to its answer.
class SignIn::LoginUnderWay : public std::enable_shared_from_this<LoginUnderWay> {
 public:
  LoginUnderWay(SignIn& room, storage::Exchange exchange, const Visit& visit, storage::Done done)
      : room_(room),
        exchange_(exchange),
        request_(static_cast<const v1::LoginRequest&>(exchange.request)),
        visit_(visit),
        address_(visit.address),
        done_(std::move(done)),
        call_{request_.name(), exchange.call.method, ""} {}

  void Begin() {
    if (absl::Status status = CheckWellFormed(request_); !status.ok()) return done_(status);
    const absl::Status allowed =
        room_.attempts_.Begin(request_.name(), address_, room_.clock_.Now());
    if (!allowed.ok()) return done_(allowed);
    room_.store_.Read(
        [this](Tx& tx) -> absl::Status {
          PLENARY_ASSIGN_OR_RETURN(hash_, room_.service_.PasswordToSignIn(tx, request_.name()));
          return absl::OkStatus();
        },
        [self = shared_from_this()](const absl::Status& status) {
          if (!status.ok()) return self->GiveUp(status);
          if (!self->room_.pool_.Add([self] { self->Compare(); })) self->GiveUp(Busy());
        });
  }

 private:
  void GiveUp(const absl::Status& status) {
    room_.attempts_.Withdrawn(request_.name(), address_);
    done_(status);
  }

  // On a thread of the pool.
  void Compare() {
    if (room_.clock_.Now() > visit_.until) return GiveUp(TooLate());
    if (!access::PasswordFits(hash_, request_.password())) {
      ++room_.failures_;
      return done_(access::WrongPassword());
    }
    room_.attempts_.Succeeded(request_.name(), address_);
    seed_ = room_.random_.Bytes(32);
    room_.store_.Write(
        {std::string(storage::kAccessPartition)}, [this](Tx& tx) { return Open(tx); },
        [self = shared_from_this()](const absl::Status& status) { self->done_(status); });
  }

  absl::Status Open(Tx& tx) {
    base::IdSequence ids(seed_, tx.now());
    storage::Change change(tx, call_, ids);
    PLENARY_ASSIGN_OR_RETURN(static_cast<v1::LoginResponse&>(exchange_.response),
                             room_.service_.BeginSession(change, request_.name(), hash_));
    return change.Flush();
  }

  SignIn& room_;
  const storage::Exchange exchange_;
  const v1::LoginRequest& request_;
  const Visit& visit_;
  const std::string address_;
  const storage::Done done_;
  const storage::Call call_;
  std::string hash_;
  std::string seed_;
};

// A change of a password.
class SignIn::PasswordUnderWay : public std::enable_shared_from_this<PasswordUnderWay> {
 public:
  PasswordUnderWay(SignIn& room, storage::Exchange exchange, const Visit& visit, storage::Done done)
      : room_(room),
        exchange_(exchange),
        request_(static_cast<const v1::SetPasswordRequest&>(exchange.request)),
        visit_(visit),
        address_(visit.address),
        is_self_(IsSelf(exchange.call.caller, request_.name())),
        done_(std::move(done)) {}

  void Begin() {
    if (absl::Status status = CheckWellFormed(request_); !status.ok()) return done_(status);
    if (absl::Status status = access::CheckPassword(request_.new_password(), request_.name());
        !status.ok()) {
      return done_(status);
    }
    read_ = [this](Tx& tx, const storage::Call& call, const google::protobuf::Message&,
                   google::protobuf::Message&) -> absl::Status {
      PLENARY_ASSIGN_OR_RETURN(hash_, room_.service_.PasswordToChange(tx, call, request_.name()));
      return absl::OkStatus();
    };
    storage::HandleRead(room_.store_, exchange_, read_,
                        [self = shared_from_this()](const absl::Status& status) {
                          if (!status.ok()) return self->done_(status);
                          self->Queue();
                        });
  }

 private:
  // Whether the old password has to be given: by the user itself, unless an administrator sets the
  // first one.
  bool MustKnowOld() const {
    const base::Access* access = exchange_.call.access;
    const bool administers = access == nullptr || access->HoldsOnInstallation({v1::ADMINISTRATOR});
    return is_self_ && !(hash_.empty() && administers);
  }

  void Queue() {
    if (MustKnowOld()) {
      const absl::Status allowed =
          room_.attempts_.Begin(request_.name(), address_, room_.clock_.Now());
      if (!allowed.ok()) return done_(allowed);
    }
    if (!room_.pool_.Add([self = shared_from_this()] { self->Replace(); })) GiveUp(Busy());
  }

  void GiveUp(const absl::Status& status) {
    if (MustKnowOld()) room_.attempts_.Withdrawn(request_.name(), address_);
    done_(status);
  }

  // On a thread of the pool.
  void Replace() {
    if (room_.clock_.Now() > visit_.until) return GiveUp(TooLate());
    if (MustKnowOld()) {
      if (!access::PasswordFits(hash_, request_.old_password())) {
        ++room_.failures_;
        return done_(access::WrongPassword());
      }
      room_.attempts_.Succeeded(request_.name(), address_);
    }
    absl::StatusOr<std::string> fresh = access::HashPassword(request_.new_password());
    if (!fresh.ok()) return done_(fresh.status());
    change_ = [this, new_hash = *std::move(fresh)](
                  storage::Change& change, const google::protobuf::Message&,
                  google::protobuf::Message& response) -> absl::Status {
      const std::string kept = visit_.caller == nullptr ? "" : visit_.caller->credential;
      PLENARY_ASSIGN_OR_RETURN(
          static_cast<v1::User&>(response),
          room_.service_.KeepNewPassword(change, request_.name(), hash_, new_hash, kept));
      return absl::OkStatus();
    };
    storage::HandleChange(
        room_.store_, room_.random_, exchange_, change_,
        [self = shared_from_this()](const absl::Status& status) { self->done_(status); });
  }

  SignIn& room_;
  const storage::Exchange exchange_;
  const v1::SetPasswordRequest& request_;
  const Visit& visit_;
  const std::string address_;
  const bool is_self_;
  const storage::Done done_;
  storage::ReadHandler read_;
  storage::ChangeHandler change_;
  std::string hash_;
};

void SignIn::Login(storage::Exchange exchange, const Visit& visit, storage::Done done) {
  std::make_shared<LoginUnderWay>(*this, exchange, visit, std::move(done))->Begin();
}

void SignIn::SetPassword(storage::Exchange exchange, const Visit& visit, storage::Done done) {
  std::make_shared<PasswordUnderWay>(*this, exchange, visit, std::move(done))->Begin();
}

void SignIn::Logout(storage::Exchange exchange, const Visit& visit, storage::Done done) {
  const std::string credential = visit.caller == nullptr ? "" : visit.caller->credential;
  const auto handler = std::make_shared<storage::ChangeHandler>(
      [this, credential](storage::Change& change, const google::protobuf::Message&,
                         google::protobuf::Message& response) -> absl::Status {
        PLENARY_ASSIGN_OR_RETURN(static_cast<v1::UserSession&>(response),
                                 service_.EndSession(change, credential));
        return absl::OkStatus();
      });
  storage::HandleChange(
      store_, random_, exchange, *handler,
      [handler, done = std::move(done)](const absl::Status& status) { done(status); });
}

void SignIn::WhoAmI(storage::Exchange exchange, const Visit& visit, storage::Done done) {
  access::Caller caller;
  if (visit.caller != nullptr) {
    caller = *visit.caller;
  } else {
    caller.name = exchange.call.caller;
  }
  const auto handler = std::make_shared<storage::ReadHandler>(
      [this, caller = std::move(caller)](Tx& tx, const storage::Call&,
                                         const google::protobuf::Message&,
                                         google::protobuf::Message& response) -> absl::Status {
        PLENARY_ASSIGN_OR_RETURN(static_cast<v1::WhoAmIResponse&>(response),
                                 service_.WhoAmI(tx, caller));
        return absl::OkStatus();
      });
  storage::HandleRead(
      store_, exchange, *handler,
      [handler, done = std::move(done)](const absl::Status& status) { done(status); });
}

namespace {

void BindRooms(const access::AccessService& service, Bindings& bindings) {
  using Service = access::AccessService;
  bindings.Change("plenary.v1.AccessService/CreateUser", service, &Service::CreateUser);
  bindings.Read("plenary.v1.AccessService/GetUser", service, &Service::GetUser);
  bindings.Read("plenary.v1.AccessService/ListUsers", service, &Service::ListUsers);
  bindings.Change("plenary.v1.AccessService/UpdateUser", service, &Service::UpdateUser);
  bindings.Change("plenary.v1.AccessService/DeleteUser", service, &Service::DeleteUser);
  bindings.Change("plenary.v1.AccessService/CreateApiToken", service, &Service::CreateApiToken);
  bindings.Read("plenary.v1.AccessService/GetApiToken", service, &Service::GetApiToken);
  bindings.Read("plenary.v1.AccessService/ListApiTokens", service, &Service::ListApiTokens);
  bindings.Change("plenary.v1.AccessService/RevokeApiToken", service, &Service::RevokeApiToken);
  bindings.Read("plenary.v1.AccessService/ListUserSessions", service, &Service::ListUserSessions);
  bindings.Change("plenary.v1.AccessService/RevokeUserSession", service,
                  &Service::RevokeUserSession);
  bindings.Change("plenary.v1.AccessService/CreateRoleBinding", service,
                  &Service::CreateRoleBinding);
  bindings.Read("plenary.v1.AccessService/GetRoleBinding", service, &Service::GetRoleBinding);
  bindings.Read("plenary.v1.AccessService/ListRoleBindings", service, &Service::ListRoleBindings);
  bindings.Change("plenary.v1.AccessService/DeleteRoleBinding", service,
                  &Service::DeleteRoleBinding);
  bindings.Change("plenary.v1.AccessService/CreateRegistrationLink", service,
                  &Service::CreateRegistrationLink);
  bindings.Read("plenary.v1.AccessService/GetRegistrationLink", service,
                &Service::GetRegistrationLink);
  bindings.Read("plenary.v1.AccessService/ListRegistrationLinks", service,
                &Service::ListRegistrationLinks);
  bindings.Change("plenary.v1.AccessService/RevokeRegistrationLink", service,
                  &Service::RevokeRegistrationLink);
}

}  // namespace

void Bind(const access::AccessService& service, SignIn& sign_in, Bindings& bindings) {
  const auto handler = [&sign_in](auto method) -> DirectHandler {
    return [&sign_in, method](storage::Exchange exchange, const Visit& visit, storage::Done done) {
      (sign_in.*method)(exchange, visit, std::move(done));
    };
  };
  bindings.Direct<v1::LoginRequest, v1::LoginResponse>("plenary.v1.AccessService/Login",
                                                       handler(&SignIn::Login));
  bindings.Direct<v1::LogoutRequest, v1::UserSession>("plenary.v1.AccessService/Logout",
                                                      handler(&SignIn::Logout));
  bindings.Direct<v1::WhoAmIRequest, v1::WhoAmIResponse>("plenary.v1.AccessService/WhoAmI",
                                                         handler(&SignIn::WhoAmI));
  bindings.Direct<v1::SetPasswordRequest, v1::User>("plenary.v1.AccessService/SetPassword",
                                                    handler(&SignIn::SetPassword));
  BindRooms(service, bindings);
}

}  // namespace plenary::server
