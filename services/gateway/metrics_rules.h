// The server's figures in Prometheus's text format (version 0.0.4).
#ifndef PLENARY_SERVICES_GATEWAY_METRICS_RULES_H_
#define PLENARY_SERVICES_GATEWAY_METRICS_RULES_H_

#include <cstdint>
#include <map>
#include <string>

#include "plenary/v1/monitoring.pb.h"

namespace plenary::gateway {

// `gateway` are further figures, by what stands behind "plenary_gateway_": those that end in
// "_total" only grow.
std::string MetricsText(const v1::ServerStatus& status,
                        const std::map<std::string, int64_t>& gateway);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_METRICS_RULES_H_
