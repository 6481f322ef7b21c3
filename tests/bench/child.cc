#include "tests/bench/child.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace plenary::bench {
namespace {

// In the child: only calls that are allowed between fork and exec.
[[noreturn]] void Become(const std::vector<char*>& arguments, int log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

std::string Contents(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

Child::Child(const std::vector<std::string>& argv, std::string log) : log_(std::move(log)) {
  std::vector<char*> arguments;
  arguments.reserve(argv.size() + 1);
  for (const std::string& argument : argv) {
    arguments.push_back(const_cast<char*>(argument.c_str()));  // as execvp has it
  }
  arguments.push_back(nullptr);
  const int file = open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  pid_ = fork();
  if (pid_ == 0) Become(arguments, file);
  close(file);
  if (pid_ < 0) throw std::runtime_error("cannot fork");
}

Child::~Child() { Stop(); }

void Child::Stop() {
  if (pid_ == 0) return;
  kill(pid_, SIGTERM);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
}

void Child::CheckRunning() {
  if (pid_ != 0 && waitpid(pid_, nullptr, WNOHANG) == 0) return;
  pid_ = 0;
  throw std::runtime_error("a program ended by itself: " + Contents(log_));
}

int64_t Child::RssAnonBytes() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("RssAnon:", 0) == 0) return std::stoll(line.substr(8)) * 1024;
  }
  throw std::runtime_error("the program is gone");
}

double Child::CpuSeconds() const {
  std::string text = Contents("/proc/" + std::to_string(pid_) + "/stat");
  // The name of the program, in brackets, may hold anything.
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int i = 3; i < 14; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

int FreePort() {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool found = bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(listener);
  if (!found) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

int64_t FileBytes(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<int64_t>(size);
}

void CopyToDisk(const std::string& from, const std::string& to) {
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
  const int file = open(to.c_str(), O_RDWR | O_CLOEXEC);
  const bool synced = file >= 0 && fsync(file) == 0;
  close(file);
  if (!synced) throw std::runtime_error("cannot write " + to);
}

}  // namespace plenary::bench
