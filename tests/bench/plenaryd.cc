#include "tests/bench/plenaryd.h"

#include <fstream>
#include <stdexcept>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "plenary/v1/monitoring.grpc.pb.h"
#include "services/access/bootstrap.h"
#include "services/access/resolve.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/storage/store.h"
#include "tests/bench/bytes.h"
#include "tests/bench/signed_channel.h"

namespace plenary::bench {
namespace {

constexpr absl::Duration kLongestStart = absl::Seconds(30);
constexpr absl::Duration kStartPoll = absl::Milliseconds(10);

std::string FirstLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  // Without its end the line is not written whole yet.
  return file.eof() ? "" : line;
}

// All databases of a benchmark, which are copies of one another, have the same keys.
std::string KeyFile() {
  static const testing::TemporaryFolder folder;
  return folder / "keys";
}

bool Works(const std::string& secret, storage::Store& store) {
  return storage::ReadAndWait(
             store, [&](storage::Tx& tx) { return access::ResolveSecret(tx, secret, "").status(); })
      .ok();
}

// A token of the user for emergencies. A copy of a database knows that of its original, and nothing
// is written to it.
std::string AdministratorOf(const std::string& database) {
  static auto& known = *new std::vector<std::string>;
  const base::SystemClock clock;
  base::SystemRandom random;
  const auto store = storage::OpenStore(database, clock);
  if (!store.ok()) throw std::runtime_error(store.status().ToString());
  for (const std::string& secret : known) {
    if (Works(secret, **store)) return secret;
  }
  const auto token = access::MakeBreakGlassToken(**store, random);
  if (!token.ok()) throw std::runtime_error(token.status().ToString());
  known.push_back(token->secret);
  return token->secret;
}

}  // namespace

Plenaryd::Plenaryd(const std::string& database) : token_(AdministratorOf(database)) {
  const std::string ready = folder_ / "ready";
  child_ = std::make_unique<Child>(
      std::vector<std::string>{PLENARYD, "--database", database, "--listen", "127.0.0.1:0",
                               "--ready-file", ready, "--log-level", "warning", "--rate-reads", "0",
                               "--rate-writes", "0", "--key-file", KeyFile(), "--erasure-file",
                               folder_ / "erasures"},
      folder_ / "log");
  const absl::Time deadline = absl::Now() + kLongestStart;
  while ((address_ = FirstLine(ready)).empty()) {
    child_->CheckRunning();
    if (absl::Now() > deadline) throw std::runtime_error("plenaryd does not come up");
    absl::SleepFor(kStartPoll);
  }
  channel_ = SignedChannel(address_, token_);
}

Plenaryd::~Plenaryd() = default;

std::map<std::string, int64_t> Plenaryd::Gauges() const {
  grpc::ClientContext context;
  v1::ServerStatus answer;
  const grpc::Status status =
      v1::MonitoringService::NewStub(channel_)->GetServerStatus(&context, {}, &answer);
  if (!status.ok()) throw std::runtime_error("GetServerStatus: " + status.error_message());
  return {answer.gauges().begin(), answer.gauges().end()};
}

GrpcLoad RegistrationLoad(const Plenaryd& server, int callers, const Registrations& registrations,
                          int64_t& next) {
  return {server.address(), "/plenary.v1.DelegationService/BatchChangeParticipants",
          callers,          [&] { return ToBytes(registrations.Number(next++)); },
          nullptr,          server.token()};
}

GrpcLoad ReadLoad(const Plenaryd& server, int callers, int64_t count, int64_t& next) {
  return {server.address(),
          "/plenary.v1.DelegationService/GetParticipant",
          callers,
          [&next, count] {
            v1::GetParticipantRequest request;
            request.set_name(FilledParticipant(
                static_cast<int64_t>(Scrambled(next++) % static_cast<uint64_t>(count))));
            return ToBytes(request);
          },
          nullptr,
          server.token()};
}

}  // namespace plenary::bench
