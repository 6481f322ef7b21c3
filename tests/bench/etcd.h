// The peer of durable calls: etcd, a store that speaks gRPC and syncs every commit.
#ifndef PLENARY_TESTS_BENCH_ETCD_H_
#define PLENARY_TESTS_BENCH_ETCD_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/child.h"
#include "tests/bench/load.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {

// The bytes of what one registration writes, each fact a key with a value.
struct FactBytes {
  int participant = 0;
  int seats = 0;        // the quota and the category's count
  int composition = 0;  // the numbered change of the delegation
  int change = 0;       // the entry of the change log, with the head of its chain
  int answer = 0;       // what is kept for the request_id
};

// A fresh etcd of one member on loopback, with its defaults.
class Etcd {
 public:
  Etcd();
  const std::string& address() const { return address_; }

 private:
  testing::TemporaryFolder folder_;
  std::string address_;
  std::unique_ptr<Child> child_;
};

// `callers` that commit registrations: where neither the person takes part yet nor the request_id
// was seen (2 compares), the 5 facts. Numbers them from `next` on.
GrpcLoad EtcdRegistrations(const Etcd& etcd, int callers, const FactBytes& bytes, int64_t& next);

// `callers` that put single keys with values of `bytes`.
GrpcLoad EtcdPuts(const Etcd& etcd, int callers, int bytes, int64_t& next);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_ETCD_H_
