// The server that is measured, in a process of its own.
#ifndef PLENARY_TESTS_BENCH_PLENARYD_H_
#define PLENARY_TESTS_BENCH_PLENARYD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "tests/bench/child.h"
#include "tests/bench/load.h"
#include "tests/bench/sample.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {

// A running plenaryd with its defaults but for limits of rates, on a free port of loopback.
class Plenaryd {
 public:
  // Serves `database` ("sqlite:/path" or "postgresql://…"). Throws where it does not come up.
  explicit Plenaryd(const std::string& database);
  ~Plenaryd();

  const std::string& address() const { return address_; }
  // Calls as an administrator.
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  // The administrator's token.
  const std::string& token() const { return token_; }
  Child& process() { return *child_; }
  // Drains it and waits until it has ended.
  void Stop() { child_->Stop(); }
  // The store's figures since it started: "store.commits".
  std::map<std::string, int64_t> Gauges() const;

 private:
  const std::string token_;
  testing::TemporaryFolder folder_;
  std::unique_ptr<Child> child_;
  std::string address_;
  std::shared_ptr<grpc::Channel> channel_;
};

// `callers` that register, numbering their registrations from `next` on.
GrpcLoad RegistrationLoad(const Plenaryd& server, int callers, const Registrations& registrations,
                          int64_t& next);
// `callers` that get one participant of the first `count` filled ones after another, by chance.
GrpcLoad ReadLoad(const Plenaryd& server, int callers, int64_t count, int64_t& next);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_PLENARYD_H_
