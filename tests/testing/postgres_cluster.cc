#include "tests/testing/postgres_cluster.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace plenary::testing {
namespace {

constexpr absl::Duration kLongestStart = absl::Seconds(60);
constexpr int kStartPollMs = 10;

// The newest PostgreSQL of Debian's packages.
std::string ProgramFolder() {
  std::filesystem::path newest;
  int newest_version = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", error)) {
    const int version = atoi(entry.path().filename().c_str());
    if (version <= newest_version || !std::filesystem::exists(entry.path() / "bin/postgres")) {
      continue;
    }
    newest_version = version;
    newest = entry.path() / "bin";
  }
  if (newest_version == 0) {
    throw std::runtime_error("PostgreSQL is not in /usr/lib/postgresql; install postgresql");
  }
  return newest.string();
}

// PostgreSQL refuses to run as root: there its own user runs it.
const passwd* Runner() {
  if (geteuid() != 0) return nullptr;
  const passwd* user = getpwnam("postgres");
  if (user == nullptr) throw std::runtime_error("there is no user postgres to run PostgreSQL");
  return user;
}

// In the child: only calls that are allowed between fork and exec.
[[noreturn]] void Become(const passwd* user, const std::vector<char*>& arguments, int log) {
  if (user != nullptr &&
      (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
    _exit(126);
  }
  // The server goes when the test goes, even when it crashes.
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  if (chdir("/") == 0) execv(arguments[0], arguments.data());
  _exit(127);
}

pid_t Spawn(const std::vector<std::string>& command, const std::string& log_path) {
  const passwd* const user = Runner();
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));  // as execv has it
  }
  arguments.push_back(nullptr);
  const int log = open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const pid_t child = fork();
  if (child == 0) Become(user, arguments, log);
  close(log);
  if (child < 0) throw std::runtime_error("cannot fork");
  return child;
}

int WaitFor(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

PostgresCluster::PostgresCluster(bool durable) : durable_(durable) {
  const std::string data = folder_ / "data";
  std::filesystem::create_directory(data);
  if (const passwd* user = Runner(); user != nullptr) {
    if (chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0 ||
        chown(data.c_str(), user->pw_uid, user->pw_gid) != 0) {
      throw std::runtime_error("cannot give the folder to the user postgres");
    }
  }
  const int status =
      WaitFor(Spawn({absl::StrCat(ProgramFolder(), "/initdb"), "-D", data, "-U", "postgres", "-A",
                     "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"},
                    folder_ / "log"));
  if (status != 0) throw std::runtime_error("initdb failed");
  Start();
}

PostgresCluster::~PostgresCluster() { Crash(); }

void PostgresCluster::Stop() { End(SIGINT); }

void PostgresCluster::Crash() { End(SIGQUIT); }

void PostgresCluster::End(int signal) {
  if (server_ == 0) return;
  kill(server_, signal);
  WaitFor(server_);
  server_ = 0;
}

void PostgresCluster::Start() {
  server_ =
      Spawn({absl::StrCat(ProgramFolder(), "/postgres"), "-D", folder_ / "data", "-c",
             "listen_addresses=", "-c", absl::StrCat("unix_socket_directories=", folder_.path()),
             "-c", durable_ ? "fsync=on" : "fsync=off", "-c", "max_connections=300", "-c",
             "shared_buffers=64MB"},
            folder_ / "log");
  const absl::Time deadline = absl::Now() + kLongestStart;
  while (PQping(Uri("postgres").c_str()) != PQPING_OK) {
    if (absl::Now() > deadline || waitpid(server_, nullptr, WNOHANG) == server_) {
      throw std::runtime_error("PostgreSQL does not start");
    }
    poll(nullptr, 0, kStartPollMs);
  }
}

std::string PostgresCluster::Uri(const std::string& database) const {
  return absl::StrCat("postgresql:///", database, "?host=", folder_.path(), "&user=postgres");
}

int64_t PostgresCluster::Ask(const std::string& sql) const {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> session(PQconnectdb(Uri("postgres").c_str()),
                                                             &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(session.get(), sql.c_str()),
                                                             &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(absl::StrCat(sql, ": ", PQerrorMessage(session.get())));
  }
  return PQntuples(result.get()) == 0 ? 0 : atoll(PQgetvalue(result.get(), 0, 0));
}

void PostgresCluster::AwaitAnswer(const std::string& sql, int64_t wanted) const {
  while (Ask(sql) != wanted) std::this_thread::yield();
}

}  // namespace plenary::testing
