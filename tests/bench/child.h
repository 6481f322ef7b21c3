// Programs started beside a benchmark: servers and their peers, each in a process of its own.
#ifndef PLENARY_TESTS_BENCH_CHILD_H_
#define PLENARY_TESTS_BENCH_CHILD_H_

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace plenary::bench {

// A running program, ended by its process id; it goes when the benchmark goes.
class Child {
 public:
  // Starts `argv` with its output in the file `log`. Throws std::runtime_error.
  Child(const std::vector<std::string>& argv, std::string log);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Asks it to end and waits until it has.
  void Stop();
  // Throws std::runtime_error, with what it wrote, where it ended by itself.
  void CheckRunning();
  // Anonymous resident memory now, in bytes (RssAnon of /proc/PID/status).
  int64_t RssAnonBytes() const;
  // Processor time used so far, in seconds, in the kernel too.
  double CpuSeconds() const;

 private:
  const std::string log_;
  pid_t pid_ = 0;
};

// A TCP port of 127.0.0.1 that was free a moment ago.
int FreePort();

// The size of a file in bytes; 0 where there is none.
int64_t FileBytes(const std::string& path);

// Copies a database file and waits until the copy is on disk, so that writing it back disturbs no
// measurement.
void CopyToDisk(const std::string& from, const std::string& to);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_CHILD_H_
