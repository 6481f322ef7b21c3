#include "tests/bench/program.h"

#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace plenary::bench {
namespace {

// A file without a name, which goes when it is closed.
using File = std::unique_ptr<FILE, decltype(&fclose)>;

File NewFile() {
  File file(tmpfile(), &fclose);
  if (file == nullptr) throw std::runtime_error("cannot make a temporary file");
  return file;
}

std::string Contents(FILE* file) {
  std::string text;
  std::rewind(file);
  char block[1 << 16];
  while (const size_t size = std::fread(block, 1, sizeof(block), file)) text.append(block, size);
  return text;
}

pid_t Spawn(const std::vector<std::string>& argv, FILE* output, FILE* complaint) {
  std::vector<char*> arguments;
  arguments.reserve(argv.size() + 1);
  for (const std::string& argument : argv) {
    arguments.push_back(const_cast<char*>(argument.c_str()));  // as posix_spawnp has it
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(output), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(complaint), STDERR_FILENO);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("cannot start " + argv[0]);
  return pid;
}

// Waits for its end, and brings it about when it is late.
int ExitCodeOf(pid_t pid, double limit) {
  const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  pollfd ended{descriptor, POLLIN, 0};
  if (poll(&ended, 1, static_cast<int>(limit * 1'000)) != 1) kill(pid, SIGKILL);
  close(descriptor);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

ProgramRun RunProgram(const std::vector<std::string>& argv, double limit) {
  const File output = NewFile();
  const File complaint = NewFile();
  const auto begin = std::chrono::steady_clock::now();
  ProgramRun run;
  run.exit_code = ExitCodeOf(Spawn(argv, output.get(), complaint.get()), limit);
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  run.output = Contents(output.get());
  run.complaint = Contents(complaint.get());
  return run;
}

}  // namespace plenary::bench
