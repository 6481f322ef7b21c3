#include "services/gateway/metrics_rules.h"

#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace plenary::gateway {
namespace {

// What of ServerStatus.gauges counts up; the rest is as it is now.
constexpr absl::string_view kCounters[] = {"store.commits",
                                           "store.bodies_committed",
                                           "store.bodies_refused",
                                           "store.aborts",
                                           "store.reads",
                                           "store.checkpoints",
                                           "store.throttled",
                                           "rate_limited_address",
                                           "rate_limited_reads",
                                           "rate_limited_writes",
                                           "unauthenticated",
                                           "denied",
                                           "callers_looked_up",
                                           "login_failures",
                                           "lockouts"};

std::string Quoted(absl::string_view text) {
  return absl::StrCat(
      "\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", "\\n"}}), "\"");
}

// "store.wal_bytes" is plenary_store_wal_bytes.
std::string NameOf(absl::string_view gauge) {
  std::string name = absl::StrCat("plenary_", gauge);
  for (char& c : name) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

void Announce(absl::string_view name, absl::string_view help, absl::string_view type,
              std::string& text) {
  absl::StrAppend(&text, "# HELP ", name, " ", help, "\n# TYPE ", name, " ", type, "\n");
}

double SecondsOf(const google::protobuf::Duration& duration) {
  return static_cast<double>(duration.seconds()) + duration.nanos() / 1e9;
}

void AddCalls(const v1::ServerStatus& status, std::string& text) {
  Announce("plenary_calls_total", "Calls answered, by method and code.", "counter", text);
  for (const v1::MethodCalls& method : status.methods()) {
    const std::map<std::string, int64_t> by_code(method.calls_by_code().begin(),
                                                 method.calls_by_code().end());
    for (const auto& [code, calls] : by_code) {
      absl::StrAppend(&text, "plenary_calls_total{method=", Quoted(method.method()),
                      ",code=", Quoted(code), "} ", calls, "\n");
    }
  }
}

void AddLatencies(const v1::ServerStatus& status, std::string& text) {
  constexpr absl::string_view kName = "plenary_call_duration_seconds";
  Announce(kName, "How long calls took, by method.", "histogram", text);
  for (const v1::MethodCalls& method : status.methods()) {
    int64_t calls = 0;
    const std::string label = absl::StrCat("method=", Quoted(method.method()));
    std::string buckets;
    for (int i = 0; i < method.latency_counts_size(); ++i) {
      calls += method.latency_counts(i);
      const bool is_last = i == method.latency_bounds_size();
      const std::string bound =
          is_last ? "+Inf" : absl::StrCat(SecondsOf(method.latency_bounds(i)));
      absl::StrAppend(&buckets, kName, "_bucket{", label, ",le=\"", bound, "\"} ", calls, "\n");
    }
    // Methods that nobody called would be most of the text.
    if (calls == 0) continue;
    absl::StrAppend(&text, buckets, kName, "_sum{", label, "} ", SecondsOf(method.latency_sum()),
                    "\n", kName, "_count{", label, "} ", calls, "\n");
  }
}

}  // namespace

std::string MetricsText(const v1::ServerStatus& status,
                        const std::map<std::string, int64_t>& gateway) {
  std::string text;
  Announce("plenary_info", "What runs.", "gauge", text);
  absl::StrAppend(&text, "plenary_info{version=", Quoted(status.version()),
                  ",engine=", Quoted(status.engine()), "} 1\n");
  Announce("plenary_start_time_seconds", "When the server started, since 1970.", "gauge", text);
  absl::StrAppend(&text, "plenary_start_time_seconds ", status.start_time().seconds(), "\n");
  AddCalls(status, text);
  AddLatencies(status, text);
  const std::set<absl::string_view> counters(std::begin(kCounters), std::end(kCounters));
  const std::map<std::string, int64_t> gauges(status.gauges().begin(), status.gauges().end());
  for (const auto& [gauge, value] : gauges) {
    const bool counts = counters.count(gauge) != 0;
    const std::string name = absl::StrCat(NameOf(gauge), counts ? "_total" : "");
    Announce(name, absl::StrCat(gauge, " of GetServerStatus."), counts ? "counter" : "gauge", text);
    absl::StrAppend(&text, name, " ", value, "\n");
  }
  for (const auto& [gauge, value] : gateway) {
    const std::string name = absl::StrCat("plenary_gateway_", gauge);
    const bool counts = absl::EndsWith(name, "_total");
    Announce(name, absl::StrCat("The gateway's ", absl::StrReplaceAll(gauge, {{"_", " "}}), "."),
             counts ? "counter" : "gauge", text);
    absl::StrAppend(&text, name, " ", value, "\n");
  }
  return text;
}

}  // namespace plenary::gateway
