#include "services/server/rate_limits.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>
#include <functional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

// A caller may save up so many seconds of its rate, and an address fewer: many people come from
// one, whose bursts don't fall together.
constexpr double kCallerBurstSeconds = 4;
constexpr double kAddressBurstSeconds = 2;
constexpr double kFailuresPerMinute = 100;

// "[2001:db8::1]:50312" or "2001:db8::1" without brackets and port; 192.0.2.7:50312 without port.
std::string HostOf(absl::string_view peer) {
  if (absl::ConsumePrefix(&peer, "[")) return std::string(peer.substr(0, peer.find(']')));
  return std::string(peer.substr(0, peer.rfind(':')));
}

// The network of an IPv6 address; its IPv4 address, where it stands for one.
std::string NetworkOf(const std::string& host) {
  in6_addr address;
  if (inet_pton(AF_INET6, host.substr(0, host.find('%')).c_str(), &address) != 1) return "";
  char text[INET6_ADDRSTRLEN];
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    inet_ntop(AF_INET, &address.s6_addr[12], text, sizeof text);
    return text;
  }
  if (IN6_IS_ADDR_LOOPBACK(&address)) return "::1";
  std::memset(&address.s6_addr[8], 0, 8);
  inet_ntop(AF_INET6, &address, text, sizeof text);
  return absl::StrCat(text, "/64");
}

absl::Status TooMany(absl::string_view limit, absl::string_view words, absl::Duration wait) {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_RATE_LIMITED, words,
                   {{"limit", std::string(limit)}}),
      wait);
}

}  // namespace

std::string AddressOf(absl::string_view peer) {
  const bool is_v4 = absl::ConsumePrefix(&peer, "ipv4:");
  if (!is_v4 && !absl::ConsumePrefix(&peer, "ipv6:")) return "";
  if (is_v4) return HostOf(peer);
  return NetworkOf(HostOf(absl::StrReplaceAll(peer, {{"%5B", "["}, {"%5D", "]"}, {"%25", "%"}})));
}

bool IsLoopback(absl::string_view address) {
  return address == "::1" || absl::StartsWith(address, "127.");
}

Buckets::Buckets(double per_second, double burst)
    : has_limit_(per_second > 0),
      interval_(has_limit_ ? absl::Seconds(1 / per_second) : absl::ZeroDuration()),
      reserve_(interval_ * (burst - 1)) {}

Buckets::Shard& Buckets::ShardOf(const std::string& name) {
  return shards_[std::hash<std::string>()(name) % kShards];
}

absl::Duration Buckets::Take(const std::string& name, absl::Time now) {
  if (!has_limit_) return absl::ZeroDuration();
  Shard& shard = ShardOf(name);
  const std::lock_guard<std::mutex> lock(shard.mutex);
  absl::Time* full_at = shard.full_at.Find(name);
  if (full_at == nullptr) full_at = &shard.full_at.Put(name, now);
  const absl::Time from = std::max(*full_at, now);
  if (from - now > reserve_) return from - now - reserve_;
  *full_at = from + interval_;
  return absl::ZeroDuration();
}

absl::Duration Buckets::Wait(const std::string& name, absl::Time now) {
  if (!has_limit_) return absl::ZeroDuration();
  Shard& shard = ShardOf(name);
  const std::lock_guard<std::mutex> lock(shard.mutex);
  const absl::Time* full_at = shard.full_at.Find(name);
  if (full_at == nullptr) return absl::ZeroDuration();
  return std::max(*full_at - now - reserve_, absl::ZeroDuration());
}

size_t Buckets::size() const {
  size_t names = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard<std::mutex> lock(shard.mutex);
    names += shard.full_at.size();
  }
  return names;
}

RateLimits::RateLimits(const ServerOptions& options)
    : limits_loopback_(options.rate_limit_loopback),
      addresses_(static_cast<double>(options.rate_per_address),
                 static_cast<double>(options.rate_per_address) * kAddressBurstSeconds),
      failures_(kFailuresPerMinute / 60, kFailuresPerMinute),
      reads_(static_cast<double>(options.rate_reads),
             static_cast<double>(options.rate_reads) * kCallerBurstSeconds),
      writes_(static_cast<double>(options.rate_writes),
              static_cast<double>(options.rate_writes) * kCallerBurstSeconds) {}

// Whoever is on this machine may be a proxy, behind which everybody stands.
bool RateLimits::IsExempt(const std::string& address) const {
  return address.empty() || (!limits_loopback_ && IsLoopback(address));
}

absl::Status RateLimits::TakeForAddress(const std::string& address, absl::Time now) {
  if (IsExempt(address)) return absl::OkStatus();
  const absl::Duration wait = addresses_.Take(address, now);
  if (wait <= absl::ZeroDuration()) return absl::OkStatus();
  ++refused_addresses_;
  return TooMany("address", "too many calls come from this address; go slower", wait);
}

absl::Status RateLimits::TakeForCaller(const std::string& caller, bool reads, absl::Time now) {
  const absl::Duration wait = (reads ? reads_ : writes_).Take(caller, now);
  if (wait <= absl::ZeroDuration()) return absl::OkStatus();
  ++(reads ? refused_reads_ : refused_writes_);
  return reads ? TooMany("reads", "too many reads of this caller; go slower", wait)
               : TooMany("writes", "too many changes of this caller; go slower", wait);
}

void RateLimits::CountFailure(const std::string& address, absl::Time now) {
  if (!IsExempt(address)) failures_.Take(address, now);
}

absl::Status RateLimits::CheckFailures(const std::string& address, absl::Time now) {
  if (IsExempt(address)) return absl::OkStatus();
  const absl::Duration wait = failures_.Wait(address, now);
  if (wait <= absl::ZeroDuration()) return absl::OkStatus();
  ++refused_addresses_;
  return TooMany("address",
                 "too many wrong credentials came from this address; mend the credential, and try "
                 "again later",
                 wait);
}

}  // namespace plenary::server
