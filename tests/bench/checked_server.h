// The server with and without its checks of who calls, in a process of its own: what is measured by
// the figures of access.
#ifndef PLENARY_TESTS_BENCH_CHECKED_SERVER_H_
#define PLENARY_TESTS_BENCH_CHECKED_SERVER_H_

#include <memory>
#include <string>

#include "tests/bench/child.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {

// A server over an SQLite file, without limits of rates.
class CheckedServer {
 public:
  // With `checks` it asks every call who makes it. `issuer` is an identity provider whose access
  // tokens it takes, for kAudience; empty: none. Throws where it does not come up.
  CheckedServer(const std::string& path, bool checks, const std::string& issuer = "");

  const std::string& address() const { return address_; }
  // What to sign in with as an event manager of `event` and nothing else; made at the start, empty
  // without checks.
  const std::string& token() const { return token_; }

  static constexpr char kAudience[] = "plenary-bench";

 private:
  testing::TemporaryFolder folder_;
  std::unique_ptr<Child> child_;
  std::string address_;
  std::string token_;
};

// Serves until it is ended; what the child of a CheckedServer does. `argv` are its arguments.
int ServeChecked(int argc, char** argv);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_CHECKED_SERVER_H_
