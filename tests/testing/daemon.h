// A plenaryd of its own process, started and ended as its users do.
#ifndef PLENARY_TESTS_TESTING_DAEMON_H_
#define PLENARY_TESTS_TESTING_DAEMON_H_

#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::testing {

// What a command of the shell did.
struct Outcome {
  int exit_code = -1;
  std::string output;  // standard output and error
};

inline Outcome RunShell(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen(absl::StrCat(command, " 2>&1").c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  while (const size_t count = fread(buffer, 1, sizeof buffer, pipe)) {
    outcome.output.append(buffer, count);
  }
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

// Where the keys and the first administrator's token of a database's servers lie, for as long as
// the test runs: a second server over the same database finds what the first one made.
class DaemonFiles {
 public:
  explicit DaemonFiles(const std::string& database) {
    static const TemporaryFolder folder;
    base_ = folder / absl::StrCat(std::hash<std::string>()(database));
    if (access(key_file().c_str(), F_OK) != 0) WriteKeys();
  }

  std::string token_file() const { return base_ + ".token"; }
  std::string key_file() const { return base_ + ".keys"; }

 private:
  // The keys of TestVault() (vault.h), so that a server in this process reads the same database.
  void WriteKeys() const {
    std::ofstream file(key_file());
    file << "field test " << absl::Base64Escape(std::string(32, 'f')) << "\n"
         << "index " << absl::Base64Escape(std::string(32, 'i')) << "\n"
         << "sign " << absl::Base64Escape(std::string(32, 's')) << "\n";
    file.close();
    chmod(key_file().c_str(), 0600);
  }

  std::string base_;
};

// Runs until it is stopped, or killed with the object. From then on programs and clients that this
// test starts call as its first administrator (PLENARY_TOKEN_FILE), unless they say otherwise.
class Daemon {
 public:
  // `program` is the path of plenaryd. Returns once it listens, or has ended.
  Daemon(const std::string& program, const std::string& database,
         const std::string& listen = "127.0.0.1:0")
      : files_(database) {
    SignIn();
    // Made before the fork: a thread of this process may hold the heap's lock.
    std::vector<std::string> environment = Environment();
    std::vector<char*> pointers;
    pointers.reserve(environment.size() + 1);
    for (std::string& variable : environment) pointers.push_back(variable.data());
    pointers.push_back(nullptr);
    int ends[2];
    if (pipe(ends) != 0) abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execle(program.c_str(), program.c_str(), "--database", database.c_str(), "--listen",
             listen.c_str(), "--log-level", "off", nullptr, pointers.data());
      _exit(127);
    }
    close(ends[1]);
    FILE* output = fdopen(ends[0], "r");
    char line[256] = "";
    if (fgets(line, sizeof line, output) != nullptr) first_line_ = line;
    fclose(output);
  }
  ~Daemon() {
    if (pid_ > 0) Stop(SIGKILL);
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // "listening on 127.0.0.1:PORT\n"; empty where it did not start.
  const std::string& first_line() const { return first_line_; }
  std::string address() const {
    const std::string prefix = "listening on ";
    if (first_line_.size() <= prefix.size()) return "";
    return first_line_.substr(prefix.size(), first_line_.size() - prefix.size() - 1);
  }
  // The first administrator's, to be sent as `authorization: Bearer …`.
  std::string token() const {
    std::ifstream file(files_.token_file());
    std::string token;
    file >> token;
    return token;
  }
  // Its exit code, or -1 where the signal killed it.
  int Stop(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  // Written once, since other threads may be reading the environment when a server is restarted.
  void SignIn() const {
    const char* set = getenv("PLENARY_TOKEN_FILE");
    if (set != nullptr && set == files_.token_file()) return;
    setenv("PLENARY_TOKEN_FILE", files_.token_file().c_str(), 1);
  }
  std::vector<std::string> Environment() const {
    std::vector<std::string> variables = {
        absl::StrCat("PLENARY_ADMIN_TOKEN_FILE=", files_.token_file()),
        absl::StrCat("PLENARY_KEY_FILE=", files_.key_file())};
    for (char** variable = environ; *variable != nullptr; ++variable) {
      variables.emplace_back(*variable);
    }
    return variables;
  }

  const DaemonFiles files_;
  pid_t pid_ = 0;
  std::string first_line_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_DAEMON_H_
