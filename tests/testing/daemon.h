// A plenaryd of its own process, started and ended as its users do.
#ifndef PLENARY_TESTS_TESTING_DAEMON_H_
#define PLENARY_TESTS_TESTING_DAEMON_H_

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"

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

// Runs until it is stopped, or killed with the object.
class Daemon {
 public:
  // `program` is the path of plenaryd. Returns once it listens, or has ended.
  Daemon(const std::string& program, const std::string& database,
         const std::string& listen = "127.0.0.1:0") {
    int ends[2];
    if (pipe(ends) != 0) abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl(program.c_str(), program.c_str(), "--database", database.c_str(), "--listen",
            listen.c_str(), "--log-level", "off", nullptr);
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
  // Its exit code, or -1 where the signal killed it.
  int Stop(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = 0;
  std::string first_line_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_DAEMON_H_
