// A disk that fails when a test says so: it stands between SQLite and the real files.
#ifndef PLENARY_TESTS_FAULTS_FAILING_DISK_H_
#define PLENARY_TESTS_FAULTS_FAILING_DISK_H_

#include <functional>
#include <string>

namespace plenary::testing {

// What SQLite asks of a file.
struct DiskCall {
  enum class Kind { kRead, kWrite, kSync, kTruncate };
  Kind kind;
  std::string path;
};

// Answers a call with an SQLite result code: SQLITE_OK lets it through to the real file, else it is
// not done and fails with that code. Called on any thread.
using DiskFault = std::function<int(const DiskCall&)>;

// Every SQLite file that is opened in this process after the first FailingDisk was made goes
// through it. One at a time; files must be closed before it ends.
class FailingDisk {
 public:
  FailingDisk();
  ~FailingDisk();
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

  // From now on calls are answered by `fault`; null: none fails.
  void Fail(DiskFault fault);
};

// Whether `path` is that of a write-ahead log.
bool IsLog(const std::string& path);

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_FAULTS_FAILING_DISK_H_
