#include "services/gateway/metrics_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(MetricsRules, CallsAreCountedAndTimedCumulatively) {
  const auto status = plenary::testing::Parse<v1::ServerStatus>(R"(
    version: "0.1.0" engine: "sqlite"
    methods {
      method: "plenary.v1.EventService/GetEvent"
      calls_by_code { key: "OK" value: 3 }
      calls_by_code { key: "NOT_FOUND" value: 1 }
      latency_bounds { nanos: 100000 } latency_bounds { nanos: 1000000 }
      latency_counts: 1 latency_counts: 2 latency_counts: 1
      latency_sum { nanos: 2500000 }
    }
    methods { method: "plenary.v1.EventService/ListEvents" latency_counts: 0 }
    gauges { key: "store.wal_bytes" value: 42 }
    gauges { key: "store.commits" value: 7 })");
  const std::string text = MetricsText(status, {{"connections", 5}, {"requests_total", 9}});
  for (const char* line :
       {"plenary_info{version=\"0.1.0\",engine=\"sqlite\"} 1\n",
        "plenary_calls_total{method=\"plenary.v1.EventService/GetEvent\",code=\"OK\"} 3\n",
        "plenary_call_duration_seconds_bucket{method=\"plenary.v1.EventService/GetEvent\","
        "le=\"0.0001\"} 1\n",
        "le=\"0.001\"} 3\n", "le=\"+Inf\"} 4\n",
        "plenary_call_duration_seconds_sum{method=\"plenary.v1.EventService/GetEvent\"} 0.0025\n",
        "plenary_call_duration_seconds_count{method=\"plenary.v1.EventService/GetEvent\"} 4\n",
        "# TYPE plenary_store_wal_bytes gauge\nplenary_store_wal_bytes 42\n",
        "# TYPE plenary_store_commits_total counter\nplenary_store_commits_total 7\n",
        "# TYPE plenary_gateway_connections gauge\nplenary_gateway_connections 5\n",
        "# TYPE plenary_gateway_requests_total counter\nplenary_gateway_requests_total 9\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, Not(HasSubstr("ListEvents")));
}

}  // namespace
}  // namespace plenary::gateway
