#include "tests/bench/access_reads.h"

#include <memory>
#include <stdexcept>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "plenary/v1/delegations.pb.h"
#include "services/base/clock.h"
#include "services/storage/store.h"
#include "tests/bench/bytes.h"
#include "tests/bench/checked_server.h"
#include "tests/bench/child.h"
#include "tests/bench/load.h"
#include "tests/bench/sample.h"
#include "tests/bench/signed_channel.h"
#include "tests/testing/oidc_provider.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {
namespace {

constexpr int kRounds = 5;
constexpr int kReaders = 64;
constexpr int kPeople = 10'000;
constexpr int kParticipants = 10'000;

// A database of participants, and copies of it: each server has its own.
class Databases {
 public:
  Databases() : base_(folder_ / "base.db") {
    const base::SystemClock clock;
    {
      const auto store = storage::OpenStore(absl::StrCat("sqlite:", base_), clock);
      if (!store.ok()) throw std::runtime_error(store.status().ToString());
      FillPeople(**store, kPeople);
    }
    FillEvents(SignedChannel(CheckedServer(base_, /*checks=*/false).address(), ""), kPeople);
    FillParticipants(base_, kParticipants);
  }

  std::string Copy(const std::string& name) const {
    const std::string path = folder_ / name;
    CopyToDisk(base_, path);
    return path;
  }

 private:
  const testing::TemporaryFolder folder_;
  const std::string base_;
};

GrpcLoad ReadsOf(const CheckedServer& server, const std::string& bearer, int64_t& next) {
  GrpcLoad load;
  load.address = server.address();
  load.method = "/plenary.v1.DelegationService/GetParticipant";
  load.callers = kReaders;
  load.next_request = [&next] {
    v1::GetParticipantRequest request;
    request.set_name(FilledParticipant(static_cast<int64_t>(
        Scrambled(static_cast<uint64_t>(next++)) % static_cast<uint64_t>(kParticipants))));
    return ToBytes(request);
  };
  load.bearer = bearer;
  return load;
}

void AddRound(Figure& figure, const LoadResult& checked, const LoadResult& unchecked) {
  figure.series.values.push_back(checked.per_second / unchecked.per_second);
  if (figure.beside.empty()) {
    figure.beside = {{"checked /s", {}}, {"unchecked /s", {}}, {"checked p99 ms", {}}};
  }
  figure.beside[0].second.values.push_back(checked.per_second);
  figure.beside[1].second.values.push_back(unchecked.per_second);
  figure.beside[2].second.values.push_back(checked.p99_ms);
}

}  // namespace

void MeasureAccessReads(const Settings& settings) {
  Figure token{"authz_cost",
               "GetParticipant with the API token of the event's manager over the same without any "
               "check, 64 calls in flight",
               Figure::Wanted::kAtLeast,
               0.9,
               {},
               {}};
  Figure jwt{"oidc_cost",
             "the same with an access token (RS256) of an identity provider, warm cache",
             Figure::Wanted::kAtLeast,
             0.85,
             {},
             {}};
  const Databases databases;
  absl::optional<testing::OidcProvider> provider;
  if (settings.Wants({jwt.name})) provider.emplace();
  const std::string issuer = provider ? provider->issuer() : "";
  const CheckedServer checked(databases.Copy("checked.db"), true, issuer);
  const CheckedServer unchecked(databases.Copy("unchecked.db"), false);
  int64_t next = 0;
  const GrpcLoad floor = ReadsOf(unchecked, "", next);
  for (int round = 0; round < kRounds; ++round) {
    const LoadResult without = RunLoad(floor, Window::Of(settings.round));
    if (settings.Wants({token.name})) {
      const GrpcLoad load = ReadsOf(checked, checked.token(), next);
      AddRound(token, RunLoad(load, Window::Of(settings.round)), without);
    }
    if (!provider) continue;
    testing::OidcProvider::Wanted wanted;
    wanted.audience = CheckedServer::kAudience;
    const GrpcLoad load = ReadsOf(checked, provider->Token(wanted), next);
    AddRound(jwt, RunLoad(load, Window::Of(settings.round)), without);
  }
  for (const Figure* figure : {&token, &jwt}) {
    if (settings.Wants({figure->name})) Print(*figure);
  }
}

}  // namespace plenary::bench
