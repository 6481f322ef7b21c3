// The Connect protocol over the server's methods.
#ifndef PLENARY_SERVICES_GATEWAY_CONNECT_H_
#define PLENARY_SERVICES_GATEWAY_CONNECT_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "services/gateway/backend.h"
#include "services/gateway/http.h"
#include "services/gateway/route_rules.h"

namespace plenary::gateway {

// Answers calls of methods: unary by POST and, where they change nothing, by GET; streams from and
// to the server by POST. Safe from several threads.
class ConnectMethods {
 public:
  // `backend` outlives it and every call. Messages have at most `most_bytes`, decompressed.
  ConnectMethods(Backend& backend,
                 const std::vector<const google::protobuf::ServiceDescriptor*>& services,
                 size_t most_bytes, std::string public_url);

  // `route` is one of a method.
  void Answer(const ExchangePtr& exchange, const Route& route) const;

 private:
  class Unary;
  class Streaming;

  void AnswerQuery(const ExchangePtr& exchange, const google::protobuf::MethodDescriptor& method,
                   const std::string& name, const std::string& query) const;

  Backend& backend_;
  const size_t most_bytes_;
  const std::string public_url_;
  std::map<std::string, const google::protobuf::MethodDescriptor*> methods_;
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_CONNECT_H_
