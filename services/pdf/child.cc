#include "services/pdf/child.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>

namespace plenary::pdf {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "name the architecture of this machine as linux/audit.h does"
#endif
// On x86-64, calls of the x32 kind carry this bit and could be anything.
constexpr uint32_t kX32Bit = 0x40000000;

constexpr uint32_t kRefuse = SECCOMP_RET_ERRNO | EACCES;

// What is left after this filter: sockets on this machine's own file system. io_uring could open
// others past it.
const sock_filter kLocalSocketsOnly[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32Bit, 5, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 4, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 2),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT(BPF_RET | BPF_K, kRefuse),
};

void Limit(int what, int64_t most) {
  const rlimit limit = {static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  setrlimit(static_cast<__rlimit_resource>(what), &limit);
}

// What is done between fork and exec. Nothing here may allocate or lock: another thread of the
// server may have held a lock at the moment of the fork.
[[noreturn]] void Become(const Program& program, char* const* arguments, char* const* environment,
                         pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);  // it died before that was set
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  if (chdir(program.folder.c_str()) != 0) _exit(127);
  const int null = open("/dev/null", O_RDWR);
  if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0) _exit(127);
  if (syscall(SYS_close_range, 3, ~0U, 0) != 0) _exit(127);
  Limit(RLIMIT_AS, program.memory_bytes);
  Limit(RLIMIT_FSIZE, program.file_bytes);
  Limit(RLIMIT_CPU, program.cpu_seconds);
  Limit(RLIMIT_CORE, 0);
  const sock_fprog filter = {sizeof kLocalSocketsOnly / sizeof kLocalSocketsOnly[0],
                             const_cast<sock_filter*>(kLocalSocketsOnly)};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
    _exit(127);
  }
  execve(arguments[0], arguments, environment);
  _exit(127);
}

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

pid_t Start(const Program& program) {
  const std::vector<char*> arguments = Pointers(program.arguments);
  const std::vector<char*> environment = Pointers(program.environment);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) Become(program, arguments.data(), environment.data(), parent);
  // Done on both sides, so that the group is there whoever runs first.
  if (pid > 0) setpgid(pid, pid);
  return pid;
}

int OpenProcess(pid_t pid) { return static_cast<int>(syscall(SYS_pidfd_open, pid, 0)); }

}  // namespace plenary::pdf
