// The floor of a read: a gRPC server whose one handler does nothing but answer.
#ifndef PLENARY_TESTS_BENCH_EMPTY_SERVER_H_
#define PLENARY_TESTS_BENCH_EMPTY_SERVER_H_

#include <memory>
#include <string>

#include "tests/bench/child.h"
#include "tests/bench/load.h"

namespace plenary::bench {

// Such a server in a process of its own: this program, started with `--serve-empty PORT BYTES`.
class EmptyServer {
 public:
  // Answers with `bytes` bytes; what it has to say goes to the file `log`.
  EmptyServer(int bytes, const std::string& log);
  // `callers` that ask for `name`.
  GrpcLoad Load(int callers, const std::string& name) const;

 private:
  const int port_;
  const std::unique_ptr<Child> child_;
};

// Serves plenary.bench.Empty on 127.0.0.1 with answers whose body has `bytes` bytes, until the
// process is ended. Returns where the port cannot be had.
void ServeEmpty(int port, int bytes);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_EMPTY_SERVER_H_
