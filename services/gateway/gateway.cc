#include "services/gateway/gateway.h"

#include <atomic>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/gateway/answers.h"
#include "services/gateway/application_files.h"
#include "services/gateway/backend.h"
#include "services/gateway/connect.h"
#include "services/gateway/metrics_rules.h"
#include "services/gateway/provider_sign_in.h"
#include "services/gateway/route_rules.h"
#include "services/gateway/sessions.h"
#include "services/gateway/transfers.h"

namespace plenary::gateway {
namespace {

bool IsLoopback(absl::string_view peer) {
  return absl::StartsWith(peer, "ipv4:127.") || absl::StartsWith(peer, "ipv6:[::1]") ||
         absl::StartsWith(peer, "ipv6:[::ffff:127.");
}

Answer PlainAnswer(int status, std::string words) {
  return {status,
          {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          std::move(words)};
}

}  // namespace

class Gateway::Parts {
 public:
  Parts(GatewaySettings given, GatewaySources given_sources, ApplicationFiles files)
      : settings(std::move(given)),
        sources(std::move(given_sources)),
        backend(sources.channel, sources.key),
        methods(backend, sources.services, settings.most_message_bytes, settings.http.public_url),
        sessions(backend, settings.http.public_url, sources.provider, sources.random_bytes),
        transfers(backend, settings.http.public_url),
        application(std::move(files)) {
    if (sources.flow == nullptr) return;
    provider_sign_in.emplace(*sources.flow, sessions, settings.http.public_url,
                             sources.random_bytes);
  }

  void Answer(const ExchangePtr& exchange) const;

  const GatewaySettings settings;
  const GatewaySources sources;
  Backend backend;
  const ConnectMethods methods;
  const Sessions sessions;
  const Transfers transfers;
  const ApplicationFiles application;
  absl::optional<ProviderSignIn> provider_sign_in;  // where there is a provider
  std::atomic<bool> is_draining = false;
  std::unique_ptr<HttpServer> server;

 private:
  void AnswerRoute(const ExchangePtr& exchange, const Route& route) const;
  void AnswerProvider(const ExchangePtr& exchange, const Route& route) const;
  void AnswerMetrics(const ExchangePtr& exchange) const;
  void AnswerReadiness(const ExchangePtr& exchange) const;
};

void Gateway::Parts::Answer(const ExchangePtr& exchange) const {
  const RequestHead& head = exchange->head();
  if (!AnswersTo(head.Value("host"), settings.http.host, settings.http.public_url)) {
    return exchange->Send(
        ErrorAnswer(421, absl::StatusCode::kInvalidArgument,
                    "this server does not go by the name that stands in Host; its own is said by "
                    "the options http-listen and public-url"));
  }
  const absl::optional<Route> route = RouteOf(head.target);
  if (!route.has_value()) {
    return exchange->Send(
        ErrorAnswer(400, absl::StatusCode::kInvalidArgument, "the path is malformed"));
  }
  AnswerRoute(exchange, *route);
}

void Gateway::Parts::AnswerRoute(const ExchangePtr& exchange, const Route& route) const {
  switch (route.place) {
    case Place::kMethod:
      return methods.Answer(exchange, route);
    case Place::kSession:
      return sessions.AnswerSession(exchange);
    case Place::kSessionLink:
      return sessions.AnswerLink(exchange);
    case Place::kSessionOptions:
      return sessions.AnswerOptions(exchange);
    case Place::kUpload:
      return transfers.Upload(exchange, route);
    case Place::kDownload:
      return transfers.Download(exchange, route);
    case Place::kCalendar:
      return transfers.Calendar(exchange, route);
    case Place::kMetrics:
      return AnswerMetrics(exchange);
    case Place::kHealth:
      return exchange->Send(PlainAnswer(200, "ok\n"));
    case Place::kReadiness:
      return AnswerReadiness(exchange);
    case Place::kOidcStart:
    case Place::kOidcCallback:
      return AnswerProvider(exchange, route);
    case Place::kApplication:
      return exchange->Send(application.Find(exchange->head(), route.subject));
  }
}

void Gateway::Parts::AnswerProvider(const ExchangePtr& exchange, const Route& route) const {
  if (!provider_sign_in.has_value()) {
    return exchange->Send(
        ErrorAnswer(404, absl::StatusCode::kNotFound,
                    "people don't sign in by an identity provider here (option oidc-client-id)"));
  }
  if (route.place == Place::kOidcStart) return provider_sign_in->Start(exchange, route);
  provider_sign_in->Return(exchange, route);
}

void Gateway::Parts::AnswerMetrics(const ExchangePtr& exchange) const {
  if (exchange->head().method != "GET") return exchange->Send(NoSuchMethod("GET"));
  const bool may =
      settings.metrics == MetricsAudience::kEverybody ||
      (settings.metrics == MetricsAudience::kLoopback && IsLoopback(exchange->head().peer));
  // Whoever may not see them is told the same as where there are none.
  if (!may) return exchange->Send(ErrorAnswer(404, absl::StatusCode::kNotFound, "nothing is here"));
  const HttpStats& stats = server->stats();
  gateway::Answer answer = PlainAnswer(
      200, MetricsText(sources.status(), {{"connections", stats.connections},
                                          {"connections_accepted_total", stats.accepted},
                                          {"connections_refused_total", stats.refused},
                                          {"requests_total", stats.requests},
                                          {"requests_malformed_total", stats.malformed},
                                          {"timeouts_total", stats.timeouts},
                                          {"received_bytes_total", stats.bytes_in},
                                          {"sent_bytes_total", stats.bytes_out}}));
  answer.headers[0].second = "text/plain; version=0.0.4; charset=utf-8";
  exchange->Send(std::move(answer));
}

void Gateway::Parts::AnswerReadiness(const ExchangePtr& exchange) const {
  if (is_draining) return exchange->Send(PlainAnswer(503, "draining\n"));
  sources.ready([exchange](const absl::Status& status) {
    // The store's own words are for the log.
    exchange->Send(status.ok() ? PlainAnswer(200, "ready\n")
                               : PlainAnswer(503, "the store does not answer\n"));
  });
}

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(GatewaySettings settings,
                                                        GatewaySources sources) {
  PLENARY_ASSIGN_OR_RETURN(ApplicationFiles files, ApplicationFiles::In(settings.web_root));
  auto parts = std::make_unique<Parts>(std::move(settings), std::move(sources), std::move(files));
  PLENARY_ASSIGN_OR_RETURN(parts->server, HttpServer::Listen(parts->settings.http));
  parts->server->Serve(
      [parts = parts.get()](const ExchangePtr& exchange) { parts->Answer(exchange); });
  return std::unique_ptr<Gateway>(new Gateway(std::move(parts)));
}

Gateway::Gateway(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Gateway::~Gateway() { Stop(absl::ZeroDuration()); }

int Gateway::port() const { return parts_->server->port(); }

void Gateway::Drain() {
  parts_->is_draining = true;
  parts_->server->Drain();
}

void Gateway::Stop(absl::Duration most) {
  Drain();
  if (parts_->sources.flow != nullptr) parts_->sources.flow->Stop();
  parts_->server->Stop(most);
  parts_->backend.AwaitEnd();
}

}  // namespace plenary::gateway
