// plenary.v1.MonitoringService: what the server is and how it is doing.
#ifndef PLENARY_SERVICES_SERVER_MONITORING_H_
#define PLENARY_SERVICES_SERVER_MONITORING_H_

#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "plenary/v1/monitoring.pb.h"
#include "services/server/porch.h"
#include "services/server/rpc_service.h"

namespace plenary::server {

// Everything GetServerStatus answers with, at this moment.
v1::ServerStatus StatusOf(const Porch& porch, absl::Time start_time,
                          const std::vector<std::unique_ptr<RpcService>>& services);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_MONITORING_H_
