// A connection whose calls carry a credential.
#ifndef PLENARY_TESTS_BENCH_SIGNED_CHANNEL_H_
#define PLENARY_TESTS_BENCH_SIGNED_CHANNEL_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "tests/testing/running_server.h"

namespace plenary::bench {

inline std::shared_ptr<grpc::Channel> SignedChannel(const std::string& address,
                                                    const std::string& secret) {
  std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> signing;
  signing.push_back(std::make_unique<testing::SigningInFactory>(secret));
  return grpc::experimental::CreateCustomChannelWithInterceptors(
      address, grpc::InsecureChannelCredentials(), {}, std::move(signing));
}

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_SIGNED_CHANNEL_H_
