#include "tests/bench/checked_server.h"

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "plenary/v1/access.grpc.pb.h"
#include "services/access/bootstrap.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/server/oidc_roles.h"
#include "services/server/server.h"
#include "tests/bench/sample.h"
#include "tests/bench/signed_channel.h"
#include "tests/testing/vault.h"

namespace plenary::bench {
namespace {

constexpr absl::Duration kLongestStart = absl::Seconds(30);
constexpr absl::Duration kStartPoll = absl::Milliseconds(10);

template <class T>
T Value(absl::StatusOr<T> value) {
  if (!value.ok()) throw std::runtime_error(value.status().ToString());
  return *std::move(value);
}

void Check(const grpc::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error_message());
}

// A token of a new user who manages the last event.
std::string ManagerToken(const std::string& address, const std::string& admin) {
  const auto access = v1::AccessService::NewStub(SignedChannel(address, admin));
  grpc::ClientContext user_context;
  grpc::ClientContext role_context;
  grpc::ClientContext token_context;
  v1::CreateUserRequest user;
  user.set_user_id("manager");
  user.mutable_user();
  v1::User made;
  Check(access->CreateUser(&user_context, user, &made));
  v1::CreateRoleBindingRequest binding;
  binding.mutable_role_binding()->set_user(made.name());
  binding.mutable_role_binding()->set_role(v1::EVENT_MANAGER);
  binding.mutable_role_binding()->set_resource(FilledEvent());
  v1::RoleBinding bound;
  Check(access->CreateRoleBinding(&role_context, binding, &bound));
  v1::CreateApiTokenRequest token;
  token.set_parent(made.name());
  token.mutable_api_token();
  v1::CreateApiTokenResponse created;
  Check(access->CreateApiToken(&token_context, token, &created));
  return created.secret();
}

// What the child writes once it listens: its address, and an administrator's token.
void Announce(const std::string& path, const std::string& address, const std::string& token) {
  std::ofstream(path + ".new") << address << " " << token << std::endl;
  std::rename((path + ".new").c_str(), path.c_str());
}

}  // namespace

CheckedServer::CheckedServer(const std::string& path, bool checks, const std::string& issuer) {
  const std::string ready = folder_ / "ready";
  child_ =
      std::make_unique<Child>(std::vector<std::string>{"/proc/self/exe", "--serve-checked", path,
                                                       ready, checks ? "on" : "off", issuer},
                              folder_ / "log");
  const absl::Time deadline = absl::Now() + kLongestStart;
  std::string admin;
  while (admin.empty()) {
    child_->CheckRunning();
    if (absl::Now() > deadline) throw std::runtime_error("the server does not come up");
    absl::SleepFor(kStartPoll);
    std::ifstream(ready) >> address_ >> admin;
  }
  if (checks) token_ = ManagerToken(address_, admin);
}

int ServeChecked(int argc, char** argv) {
  if (argc != 4) return 2;
  server::ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.log_level = server::LogLevel::kWarning;
  options.rate_reads = 0;
  options.rate_writes = 0;
  options.check_access = std::string(argv[2]) == "on";
  if (*argv[3] != '\0') {
    options.oidc.issuer = argv[3];
    options.oidc.audience = CheckedServer::kAudience;
    options.oidc_roles = Value(server::ParseOidcRoles("plenary-staff=event_manager"));
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const base::SystemClock clock;
  base::SystemRandom random;
  options.database = absl::StrCat("sqlite:", argv[0]);
  const auto store = Value(storage::OpenStore(options.database, clock, options.store));
  // A copy of a database has an administrator, whose token nobody knows any more.
  const auto token = Value(access::MakeBreakGlassToken(*store, random)).secret;
  const auto server =
      Value(server::PlenaryServer::Start(options, *store, testing::TestVault(), clock, random));
  Announce(argv[1], server->address(), token);
  int signal = 0;
  sigwait(&signals, &signal);
  server->Drain();
  return 0;
}

}  // namespace plenary::bench
