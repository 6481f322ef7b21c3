#include "clients/cli/credential_commands.h"

#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/private_file.h"
#include "clients/cli/question.h"
#include "clients/cli/refusals.h"
#include "google/protobuf/timestamp.pb.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

using From = ChosenSetting::From;

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

std::string Until(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M UTC", absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

// Says so where another credential goes before the session.
void WarnOfAnother(const Session& session) {
  const ChosenSettings& settings = session.settings;
  const bool by_variable = settings.token.from == From::kEnvironment;
  if (by_variable || settings.token_file.from == From::kEnvironment) {
    session.terminal.err << session.words.Say("login.overridden",
                                              by_variable ? "PLENARY_TOKEN" : "PLENARY_TOKEN_FILE")
                         << "\n";
  }
}

int PrintToken(const Session& session, const v1::CreateApiTokenResponse& made) {
  session.terminal.out << made.secret() << std::endl;
  session.terminal.err << session.words.Say("made.token", made.api_token().name(),
                                            Until(made.api_token().expire_time()))
                       << "\n";
  return kDone;
}

int PrintLink(const Session& session, const v1::CreateRegistrationLinkResponse& made) {
  const v1::RegistrationLink& link = made.registration_link();
  session.terminal.out << made.secret() << std::endl;
  session.terminal.err << session.words.Say("made.link", link.name(), link.delegation(),
                                            Until(link.expire_time()), LastId(link.name()))
                       << "\n";
  if (!made.url().empty()) {
    session.terminal.err << session.words.Say("made.link-url", made.url()) << "\n";
  }
  return kDone;
}

int PrintFeed(const Session& session, const v1::CalendarFeed& made) {
  session.terminal.out << made.secret() << std::endl;
  session.terminal.err << session.words.Say("made.feed", made.name(), made.subject(),
                                            LastId(made.name()))
                       << "\n";
  return kDone;
}

template <class Response>
int Make(const Session& session, const google::protobuf::Message& request,
         int (*print)(const Session&, const Response&)) {
  absl::StatusOr<Response> made = Connect(session).Call<Response>(request);
  if (!made.ok()) return Refuse(session, made.status());
  if (made->secret().empty()) {
    session.terminal.err << "plenary: " << session.words.Say("made.lost") << "\n";
    return kConflict;
  }
  if (session.format != Format::kJson && session.format != Format::kJsonLines) {
    return print(session, *made);
  }
  PrintAnswer(OutputOf(session), *made, false);
  return kDone;
}

}  // namespace

int Login(const Session& session, const std::string& user) {
  const std::string& path = session.settings.session_file;
  if (path.empty()) {
    return Refuse(session,
                  absl::FailedPreconditionError("there is no place for a session: set HOME"));
  }
  v1::LoginRequest request;
  request.set_name(ExpandName(user, {"users/{user}"}, ""));
  request.set_password(AskSecret(session, session.words.Say("password.of", request.name())));
  const absl::StatusOr<v1::LoginResponse> begun = ConnectWith(session, "").Login(request);
  if (!begun.ok()) return Refuse(session, begun.status());
  const absl::Status kept = WritePrivateFile(path, absl::StrCat(begun->secret(), "\n"));
  if (!kept.ok()) return Refuse(session, kept);
  session.terminal.err << session.words.Say("login.done", request.name(),
                                            Until(begun->session().expire_time()), path)
                       << "\n";
  WarnOfAnother(session);
  return kDone;
}

int Logout(const Session& session) {
  const std::string& path = session.settings.session_file;
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) {
    session.terminal.err << session.words.Say("logout.nothing", session.settings.server.value)
                         << "\n";
    return kDone;
  }
  const absl::StatusOr<std::string> secret = ReadTokenFile(path);
  absl::Status ended = secret.status();
  if (ended.ok()) ended = ConnectWith(session, *secret).Logout({}).status();
  // What the server no longer knows is ended.
  if (!ended.ok() && !absl::IsUnauthenticated(ended)) return Refuse(session, ended);
  std::remove(path.c_str());
  session.terminal.err << session.words.Say("logout.done", session.settings.server.value) << "\n";
  return kDone;
}

int SetPassword(const Session& session, v1::SetPasswordRequest request) {
  const Client client = Connect(session);
  const absl::StatusOr<v1::WhoAmIResponse> caller = client.WhoAmI({});
  if (!caller.ok()) return Refuse(session, caller.status());
  if (caller->user().name() == request.name() && caller->user().has_local_password()) {
    request.set_old_password(AskSecret(session, session.words.Say("password.old")));
  }
  request.set_new_password(AskSecret(session, session.words.Say("password.new", request.name())));
  if (session.terminal.in_is_tty &&
      AskSecret(session, session.words.Say("password.again")) != request.new_password()) {
    session.terminal.err << "plenary: " << session.words.Say("password.differ") << "\n";
    return kUsage;
  }
  const absl::StatusOr<v1::User> user = client.SetPassword(request);
  if (!user.ok()) return Refuse(session, user.status());
  session.terminal.err << session.words.Say("password.set", user->name()) << "\n";
  return kDone;
}

int MakeCredential(const Session& session, const google::protobuf::Message& request) {
  if (request.GetDescriptor() == v1::CreateCalendarFeedRequest::descriptor()) {
    return Make<v1::CalendarFeed>(session, request, PrintFeed);
  }
  return request.GetDescriptor() == v1::CreateApiTokenRequest::descriptor()
             ? Make<v1::CreateApiTokenResponse>(session, request, PrintToken)
             : Make<v1::CreateRegistrationLinkResponse>(session, request, PrintLink);
}

}  // namespace plenary::cli
