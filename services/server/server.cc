#include "services/server/server.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/longrunning/operations.pb.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/documents.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/files.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/monitoring.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/personal_data.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/reports.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/thread.pb.h"
#include "plenary/v1/trips.pb.h"
#include "services/access/service.h"
#include "services/access/upkeep.h"
#include "services/assets/service.h"
#include "services/audit/anchor.h"
#include "services/audit/chain_verification.h"
#include "services/audit/service.h"
#include "services/base/errors.h"
#include "services/base/list_query.h"
#include "services/control/personal_traces.h"
#include "services/control/protocol_commitments.h"
#include "services/control/service.h"
#include "services/control/trip_commitments.h"
#include "services/delegations/consequences.h"
#include "services/delegations/export_work.h"
#include "services/delegations/import_delegations.h"
#include "services/delegations/import_work.h"
#include "services/delegations/personal_participations.h"
#include "services/delegations/service.h"
#include "services/directory/service.h"
#include "services/events/service.h"
#include "services/files/service.h"
#include "services/gateway/gateway.h"
#include "services/gateway/http_rules.h"
#include "services/indicators/directory_references.h"
#include "services/indicators/import_work.h"
#include "services/indicators/personal_traces.h"
#include "services/indicators/service.h"
#include "services/matchmaking/service.h"
#include "services/negotiations/personal_traces.h"
#include "services/negotiations/service.h"
#include "services/oidc/code_flow.h"
#include "services/pdf/pdf.h"
#include "services/personal_data/erasure.h"
#include "services/personal_data/purge.h"
#include "services/personal_data/service.h"
#include "services/planning/attendance.h"
#include "services/planning/plan_work.h"
#include "services/planning/questions.h"
#include "services/planning/service.h"
#include "services/printing/personal_traces.h"
#include "services/printing/render_work.h"
#include "services/printing/service.h"
#include "services/protocols/personal_traces.h"
#include "services/protocols/service.h"
#include "services/reports/service.h"
#include "services/schedule/asset_bookings.h"
#include "services/schedule/export_work.h"
#include "services/schedule/import_work.h"
#include "services/schedule/service.h"
#include "services/server/authorizers.h"
#include "services/server/bindings.h"
#include "services/server/change_service.h"
#include "services/server/feed_owners.h"
#include "services/server/file_streams.h"
#include "services/server/health.pb.h"
#include "services/server/identity.h"
#include "services/server/maintenance.h"
#include "services/server/monitoring.h"
#include "services/server/oidc_sign_in.h"
#include "services/server/operations.h"
#include "services/server/porch.h"
#include "services/server/rate_limits.h"
#include "services/server/repeating.h"
#include "services/server/rpc_service.h"
#include "services/server/sign_in.h"
#include "services/server/tls.h"
#include "services/server/watch.h"
#include "services/server/who_can_see.h"
#include "services/storage/backup_record.h"
#include "services/thread/service.h"
#include "services/trips/personal_traces.h"
#include "services/trips/service.h"
#include "services/vault/vault.h"

namespace plenary::server {
namespace {

// gRPC refuses what is larger by itself, without a reason of ours.
constexpr int kHardMessageBytes = 16 << 20;

struct Address {
  std::string host;
  int port = 0;
};

absl::StatusOr<Address> ParseAddress(absl::string_view text) {
  const size_t colon = text.rfind(':');
  Address address;
  if (colon == absl::string_view::npos || colon == 0 ||
      !absl::SimpleAtoi(text.substr(colon + 1), &address.port) || address.port < 0 ||
      address.port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' is no address to listen on; give one like 127.0.0.1:7780"));
  }
  address.host = std::string(text.substr(0, colon));
  return address;
}

// The key that seals tokens, the same for every server over this database.
absl::StatusOr<std::string> TokenKey(storage::Store& store, base::Random& random) {
  const std::string fresh = random.Bytes(32);
  std::string key;
  PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(store, {"settings"}, [&](storage::Tx& tx) {
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"INSERT INTO settings (name, value) VALUES ('token_key', $1) "
                "ON CONFLICT (name) DO NOTHING",
                {storage::Bytes{fresh}},
                nullptr}));
    return tx.Run({"SELECT value FROM settings WHERE name = 'token_key'",
                   {},
                   [&key](const storage::Row& row) { key = std::string(row.Text(0)); }});
  }));
  return key;
}

// The store's listener, which stays with the store when the server has gone.
class ChangeListener {
 public:
  void Set(Identity* identity, WatchHub* hub) {
    const std::lock_guard<std::mutex> lock(mutex_);
    identity_ = identity;
    hub_ = hub;
  }
  void Changed(const storage::Keys& partitions) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (hub_ == nullptr) return;
    // Before the streams are woken, so that what they read next is for those who may still see it.
    if (std::find(partitions.begin(), partitions.end(), storage::kAccessPartition) !=
        partitions.end()) {
      identity_->Changed();
    }
    hub_->Changed(partitions);
  }

 private:
  std::mutex mutex_;
  // Both guarded by mutex_; nullptr where there is no server.
  Identity* identity_ = nullptr;
  WatchHub* hub_ = nullptr;
};

pdf::PdfOptions PdfOptionsOf(const ServerOptions& options) {
  pdf::PdfOptions found;
  found.program = pdf::FindLibreOffice(options.libreoffice);
  return found;
}

// A LibreOffice that was named must be there; where none is, documents come as Word files alone.
absl::Status CheckLibreOffice(const ServerOptions& options) {
  if (options.libreoffice.empty() || !PdfOptionsOf(options).program.empty()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("libreoffice: there is no LibreOffice at ", options.libreoffice,
                   "; name its soffice, or leave the option empty to have it found"));
}

// Signs people in at the provider by a browser; nullptr where they don't.
absl::StatusOr<std::unique_ptr<oidc::CodeFlow>> CodeFlowOf(const ServerOptions& options,
                                                           const base::Clock& clock) {
  if (options.oidc_client_id.empty()) return nullptr;
  if (options.oidc.issuer.empty()) {
    return absl::InvalidArgumentError("oidc-client-id needs a provider: set oidc-issuer");
  }
  oidc::ClientSettings client = {options.oidc_client_id, "", options.oidc_scopes};
  if (!options.oidc_client_secret_file.empty()) {
    std::ifstream file(options.oidc_client_secret_file);
    if (!std::getline(file, client.secret) || client.secret.empty()) {
      return absl::FailedPreconditionError(
          absl::StrCat("oidc-client-secret-file: ", options.oidc_client_secret_file,
                       " is missing, empty or may not be read by this user"));
    }
  }
  return std::make_unique<oidc::CodeFlow>(options.oidc, std::move(client), clock);
}

std::vector<const google::protobuf::ServiceDescriptor*> ServicesServed() {
  // Named by file, so that the linker keeps their descriptors.
  const google::protobuf::FileDescriptor* files[] = {
      v1::Person::descriptor()->file(),       v1::Event::descriptor()->file(),
      v1::Delegation::descriptor()->file(),   v1::File::descriptor()->file(),
      v1::PersonalData::descriptor()->file(), v1::User::descriptor()->file(),
      v1::Change::descriptor()->file(),       v1::SignedHeads::descriptor()->file(),
      v1::ServerStatus::descriptor()->file(), google::longrunning::Operation::descriptor()->file(),
      v1::Asset::descriptor()->file(),        v1::Session::descriptor()->file(),
      v1::Print::descriptor()->file(),        v1::MeetingRequest::descriptor()->file(),
      v1::Negotiation::descriptor()->file(),  v1::PlanningSettings::descriptor()->file(),
      v1::Protocol::descriptor()->file(),     v1::ActionItem::descriptor()->file(),
      v1::Indicator::descriptor()->file(),    v1::Trip::descriptor()->file(),
      v1::Report::descriptor()->file(),       v1::Thread::descriptor()->file(),
  };
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const auto* file : files) services.push_back(file->service(0));
  return services;
}

}  // namespace

// Everything a server is made of, in the order in which it may be taken apart from the end.
class PlenaryServer::Parts {
 public:
  Parts(const ServerOptions& given, storage::Store& store, const vault::Vault& vault,
        const base::Clock& clock, base::Random& random, std::string token_key,
        Authorizers all_authorizers, CallLog::Sink sink)
      : options(given),
        log(given.log_level, given.log_slow, std::move(sink)),
        sealer(std::move(token_key)),
        limits(options),
        provider(MakeProvider(store, clock, random)),
        identity(store, clock, random, limits, provider.get()),
        authorizers(std::move(all_authorizers)),
        porch{options,
              store,
              vault,
              clock,
              random,
              sealer,
              log,
              limits,
              identity,
              authorizers,
              absl::BytesToHexString(random.Bytes(32))},
        started(clock.Now()),
        hub(porch),
        file_service(vault),
        file_streams(porch, file_service),
        delegation_service(sealer, vault, attendance),
        chain_verification(vault),
        participant_import(vault, attendance),
        delegation_import(vault, delegation_service),
        participant_export(delegation_service, vault),
        delegation_export(delegation_service, vault),
        feed_owners(options.check_access),
        schedule_service(sealer, vault, &feed_owners),
        asset_service(sealer, asset_bookings),
        matchmaking_service(sealer),
        negotiation_service(sealer),
        protocol_service(sealer, &protocol_commitments),
        trip_service(sealer, trip_commitments),
        action_plan_service(sealer),
        indicator_service(sealer),
        figure_import(vault),
        schedule_import(vault),
        schedule_export(schedule_service, vault),
        questions(store, clock),
        plan_work(clock, options.planning_threads),
        pdf_maker(PdfOptionsOf(options)),
        paper_sources{schedule_service, negotiation_service, action_plan_service, report_service,
                      thread_service},
        document_service(sealer, vault, paper_sources, pdf_maker),
        render_work(paper_sources, vault, pdf_maker),
        operations(porch, {{"plenary.v1.AuditService/VerifyChain", &chain_verification},
                           {"plenary.v1.DelegationService/ImportParticipants", &participant_import},
                           {"plenary.v1.DelegationService/ImportDelegations", &delegation_import},
                           {"plenary.v1.DelegationService/ExportParticipants", &participant_export},
                           {"plenary.v1.DelegationService/ExportDelegations", &delegation_export},
                           {"plenary.v1.ScheduleService/ImportSchedule", &schedule_import},
                           {"plenary.v1.ScheduleService/ExportSchedule", &schedule_export},
                           {"plenary.v1.IndicatorService/ImportFigures", &figure_import},
                           {"plenary.v1.PlanningService/PlanEvent", &plan_work},
                           {"plenary.v1.DocumentService/RenderDocument", &render_work}}),
        directory_service(sealer, directory_references, vault),
        event_service(sealer, consequences),
        report_service({event_service, delegation_service, negotiation_service, protocol_service,
                        action_plan_service, indicator_service}),
        personal_data_service(sealer, vault, participations),
        access_service(sealer, random, options.public_url),
        sign_in(store, clock, random, access_service),
        change_service(sealer),
        audit_service(sealer, vault),
        anchor_file(options.anchor_file) {}

  // nullptr where no identity provider is set.
  std::unique_ptr<OidcSignIn> MakeProvider(storage::Store& store, const base::Clock& clock,
                                           base::Random& random);
  absl::Status BindAll();
  absl::Status Listen(const Address& address);
  absl::Status StartGateway(const Address& address);
  // What GetServerStatus answers.
  v1::ServerStatus Status();
  // What it says of certificate and identity provider.
  void AddExpiries(v1::ServerStatus& status) const;
  void StartWork();
  absl::Status Maintain();
  absl::Status LookForBackup();
  // There is an operation to work on.
  void WakeWorkers();

  const ServerOptions options;
  CallLog log;
  const base::TokenSealer sealer;
  RateLimits limits;
  const std::unique_ptr<OidcSignIn> provider;
  Identity identity;
  const Authorizers authorizers;
  Porch porch;
  const absl::Time started;
  WatchHub hub;
  const files::FileService file_service;
  FileStreams file_streams;
  planning::Attendance attendance;
  const delegations::DelegationService delegation_service;
  audit::ChainVerification chain_verification;
  delegations::ParticipantImportWork participant_import;
  delegations::DelegationImportWork delegation_import;
  delegations::ParticipantExportWork participant_export;
  delegations::DelegationExportWork delegation_export;
  schedule::AssetBookings asset_bookings;
  const CurrentOwners feed_owners;
  const schedule::ScheduleService schedule_service;
  const assets::AssetService asset_service;
  const matchmaking::MatchmakingService matchmaking_service;
  const negotiations::NegotiationService negotiation_service;
  control::ProtocolCommitments protocol_commitments;
  const protocols::ProtocolService protocol_service;
  control::TripCommitments trip_commitments;
  const trips::TripService trip_service;
  const control::ActionPlanService action_plan_service;
  const indicators::IndicatorService indicator_service;
  const thread::ThreadService thread_service{};
  indicators::FigureImportWork figure_import;
  schedule::ScheduleImportWork schedule_import;
  schedule::ScheduleExportWork schedule_export;
  const planning::PlanningService planning_service{};
  planning::Questions questions;
  planning::PlanWork plan_work;
  pdf::PdfMaker pdf_maker;
  const printing::Sources paper_sources;
  const printing::DocumentService document_service;
  printing::RenderWork render_work;
  Operations operations;
  delegations::Consequences consequences{attendance};
  indicators::DirectoryReferences directory_references{consequences};
  const directory::DirectoryService directory_service;
  const events::EventService event_service;
  const reports::ReportService report_service;
  delegations::PersonalParticipations participations_alone;
  printing::PersonalTraces printed_participations{participations_alone};
  negotiations::PersonalTraces negotiated_participations{printed_participations};
  protocols::PersonalTraces signed_participations{negotiated_participations};
  trips::PersonalTraces travelled_participations{signed_participations};
  control::PersonalTraces controlled_participations{travelled_participations};
  indicators::PersonalTraces participations{controlled_participations};
  const personal_data::PersonalDataService personal_data_service;
  const access::AccessService access_service;
  SignIn sign_in;
  const ChangeService change_service;
  const audit::AuditService audit_service;
  audit::AnchorFile anchor_file;
  const Onlookers onlookers{};
  Bindings bindings;
  std::vector<std::unique_ptr<RpcService>> services;
  std::shared_ptr<ChangeListener> listener = std::make_shared<ChangeListener>();
  std::unique_ptr<TlsFiles> tls;  // nullptr where there is none
  std::string host;
  int port = 0;
  std::unique_ptr<grpc::Server> grpc_server;
  std::unique_ptr<gateway::Gateway> http_gateway;  // nullptr where there is none
  std::string http_address;
  std::unique_ptr<Repeating> ticker;
  std::unique_ptr<Repeating> poller;
  // Two operations at a time.
  std::array<std::unique_ptr<Repeating>, 2> workers;
  std::unique_ptr<Repeating> maintainer;
};

std::unique_ptr<OidcSignIn> PlenaryServer::Parts::MakeProvider(storage::Store& store,
                                                               const base::Clock& clock,
                                                               base::Random& random) {
  if (options.oidc.issuer.empty()) return nullptr;
  return std::make_unique<OidcSignIn>(
      options.oidc, options.oidc_roles, store, clock, random,
      [this, &clock](absl::string_view words) { log.Say(LogLevel::kError, clock.Now(), words); });
}

void PlenaryServer::Parts::AddExpiries(v1::ServerStatus& status) const {
  auto& gauges = *status.mutable_gauges();
  if (tls != nullptr) {
    gauges["tls_certificate_expires_s"] =
        absl::ToInt64Seconds(tls->expire_time() - porch.clock.Now());
  }
  if (provider == nullptr) return;
  if (const auto age = provider->KeysAge(); age.has_value()) {
    gauges["oidc_keys_age_s"] = absl::ToInt64Seconds(*age);
  }
}

v1::ServerStatus PlenaryServer::Parts::Status() {
  v1::ServerStatus status = StatusOf(porch, started, services);
  AddExpiries(status);
  (*status.mutable_gauges())["login_failures"] = sign_in.failures();
  (*status.mutable_gauges())["lockouts"] = sign_in.lockouts();
  return status;
}

absl::Status PlenaryServer::Parts::BindAll() {
  Bind(directory_service, bindings);
  Bind(event_service, bindings);
  Bind(
      delegation_service, [this] { WakeWorkers(); }, bindings);
  Bind(asset_service, bindings);
  Bind(matchmaking_service, bindings);
  Bind(negotiation_service, bindings);
  Bind(protocol_service, bindings);
  Bind(trip_service, bindings);
  Bind(action_plan_service, bindings);
  Bind(
      indicator_service, [this] { WakeWorkers(); }, bindings);
  Bind(report_service, bindings);
  Bind(thread_service, bindings);
  Bind(
      planning_service, questions, [this] { WakeWorkers(); }, bindings);
  Bind(
      schedule_service, [this] { WakeWorkers(); }, bindings);
  Bind(
      document_service, [this] { WakeWorkers(); }, bindings);
  Bind(file_service, bindings);
  Bind(personal_data_service, bindings);
  Bind(change_service, bindings);
  // What was signed on request goes to the file as soon as what was signed by itself.
  Bind(
      audit_service, [this] { WakeWorkers(); }, [this] { maintainer->Wake(); }, bindings);
  Bind(access_service, sign_in, bindings);
  Bind(onlookers, bindings);
  Bind(operations, bindings);
  bindings.Direct<v1::GetServerStatusRequest, v1::ServerStatus>(
      "plenary.v1.MonitoringService/GetServerStatus",
      [this](storage::Exchange exchange, const Visit&, const storage::Done& done) {
        static_cast<v1::ServerStatus&>(exchange.response) = Status();
        done(absl::OkStatus());
      });
  StreamHandlers streams;
  streams.out["plenary.v1.ChangeService/WatchChanges"] =
      [this](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
             CallStats& stats) { return hub.Watch(context, request, stats); };
  streams.out["plenary.v1.FileService/DownloadFile"] =
      [this](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
             CallStats& stats) { return file_streams.Download(context, request, stats); };
  streams.in["plenary.v1.FileService/UploadFile"] =
      [this](grpc::CallbackServerContext* context, grpc::ByteBuffer* response, CallStats& stats) {
        return file_streams.Upload(context, response, stats);
      };
  for (const auto* descriptor : ServicesServed()) {
    PLENARY_ASSIGN_OR_RETURN(services.emplace_back(),
                             RpcService::Make(*descriptor, bindings, streams, porch));
  }
  return absl::OkStatus();
}

absl::Status PlenaryServer::Parts::Listen(const Address& address) {
  host = address.host;
  std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
  if (!options.tls_cert.empty()) {
    PLENARY_ASSIGN_OR_RETURN(
        tls, TlsFiles::Read(options, porch.clock, [this](LogLevel level, absl::string_view words) {
          log.Say(level, porch.clock.Now(), words);
        }));
    credentials = tls->credentials();
  }
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  google::protobuf::LinkMessageReflection<grpc::health::v1::HealthCheckRequest>();

  grpc::ServerBuilder builder;
  // Otherwise two servers share a port silently, and clients get answers from either.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE,
                             static_cast<int>(options.max_metadata_bytes));
  // A quiet watch stream may be kept alive by pings.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
  builder.SetMaxReceiveMessageSize(kHardMessageBytes);
  builder.SetMaxSendMessageSize(-1);
  // Only reflection is served by threads of its own.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  builder.AddListeningPort(absl::StrCat(address.host, ":", address.port), credentials, &port);
  for (const auto& service : services) builder.RegisterService(service.get());
  grpc_server = builder.BuildAndStart();
  if (grpc_server == nullptr || port == 0) {
    grpc_server = nullptr;
    return absl::AlreadyExistsError(
        absl::StrCat("cannot listen on ", address.host, ":", address.port,
                     ": another program uses the port, or it may not be used; choose another"));
  }
  for (const auto* descriptor : ServicesServed()) {
    grpc_server->GetHealthCheckService()->SetServingStatus(descriptor->full_name(), true);
  }
  return absl::OkStatus();
}

absl::Status PlenaryServer::Parts::StartGateway(const Address& address) {
  gateway::GatewaySettings settings;
  settings.http.host = address.host;
  settings.http.port = address.port;
  if (tls != nullptr) settings.http.tls = [this] { return tls->texts(); };
  settings.http.public_url = options.public_url;
  settings.http.max_connections = options.http_max_connections;
  settings.http.max_connections_per_address =
      std::max<int64_t>(1, options.http_max_connections / 10);
  settings.web_root = options.web_root;
  settings.metrics = options.metrics;
  settings.most_message_bytes = static_cast<size_t>(options.max_message_bytes);
  gateway::GatewaySources sources;
  sources.channel = grpc_server->InProcessChannel({});
  sources.services = ServicesServed();
  sources.key = porch.gateway_key;
  sources.random_bytes = [this](int count) { return porch.random.Bytes(count); };
  sources.status = [this] { return Status(); };
  sources.ready = [this](std::function<void(absl::Status)> done) {
    porch.store.Read(
        [](storage::Tx& tx) {
          return tx.Run({"SELECT 1", {}, nullptr});
        },
        std::move(done));
  };
  PLENARY_ASSIGN_OR_RETURN(sources.flow, CodeFlowOf(options, porch.clock));
  if (sources.flow != nullptr) {
    sources.provider = gateway::HostOf(gateway::OriginOf(options.oidc.issuer).authority);
  }
  PLENARY_ASSIGN_OR_RETURN(http_gateway,
                           gateway::Gateway::Start(std::move(settings), std::move(sources)));
  http_address = absl::StrCat(tls == nullptr ? "http://" : "https://", address.host, ":",
                              http_gateway->port());
  return absl::OkStatus();
}

void PlenaryServer::Parts::StartWork() {
  const absl::Duration tick = std::min(options.heartbeat / 8, absl::Milliseconds(200));
  ticker = std::make_unique<Repeating>(std::max(tick, absl::Milliseconds(1)), [this] {
    hub.Tick();
    file_streams.Tick();
    operations.AnswerWaiters();
  });
  // Two servers cannot share SQLite, so there every change is heard of when it is committed.
  if (porch.store.engine() == "postgresql") {
    poller = std::make_unique<Repeating>(options.poll_interval, [this] {
      identity.Poll();
      hub.Poll();
    });
  }
  for (auto& worker : workers) {
    worker =
        std::make_unique<Repeating>(absl::Milliseconds(500), [this] { operations.WorkOnAll(); });
  }
  maintainer = std::make_unique<Repeating>(options.maintenance_interval, [this] {
    const absl::Status status = Maintain();
    if (status.ok()) return;
    const absl::string_view words = status.message();
    log.Say(LogLevel::kError, porch.clock.Now(), absl::StrCat("maintenance: ", words));
  });
}

absl::Status PlenaryServer::Parts::Maintain() {
  absl::Status first = MaintainOnce(porch.store, porch.vault, porch.clock, porch.random, attendance,
                                    options.change_retention);
  first.Update(audit::SignHeadsWhenDue(porch.store, porch.clock, porch.random, porch.vault,
                                       options.anchor_interval));
  first.Update(anchor_file.CatchUp(porch.store));
  first.Update(access::NoteUse(porch.store, identity.TakeUsed()));
  first.Update(access::RemoveExpiredCredentials(porch.store));
  first.Update(LookForBackup());
  first.Update(personal_data::Purge(porch.store, porch.clock, porch.random, participations));
  if (!options.erasure_file.empty()) {
    first.Update(personal_data::SyncErasures(porch.store, porch.clock, porch.random, participations,
                                             options.erasure_file));
  }
  return first;
}

// Backups are another program's work, so the server looks whether there was one.
absl::Status PlenaryServer::Parts::LookForBackup() {
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<absl::Time> last,
                           storage::LastBackup(porch.store, options.database));
  if (last.has_value()) porch.last_backup_us = absl::ToUnixMicros(*last);
  return absl::OkStatus();
}

void PlenaryServer::Parts::WakeWorkers() {
  for (const auto& worker : workers) worker->Wake();
}

absl::StatusOr<std::unique_ptr<PlenaryServer>> PlenaryServer::Start(
    const ServerOptions& options, storage::Store& store, const vault::Vault& vault,
    const base::Clock& clock, base::Random& random, CallLog::Sink log) {
  PLENARY_ASSIGN_OR_RETURN(const Address address, ParseAddress(options.listen));
  PLENARY_RETURN_IF_ERROR(CheckTransport(address.host, options));
  absl::optional<Address> http_address;
  if (!options.http_listen.empty()) {
    PLENARY_ASSIGN_OR_RETURN(http_address, ParseAddress(options.http_listen));
    PLENARY_RETURN_IF_ERROR(CheckTransport(http_address->host, options));
  }
  if (!options.oidc.issuer.empty()) PLENARY_RETURN_IF_ERROR(oidc::CheckSettings(options.oidc));
  PLENARY_RETURN_IF_ERROR(CheckLibreOffice(options));
  auto listener = std::make_shared<ChangeListener>();
  store.OnChange([listener](const storage::Keys& partitions) { listener->Changed(partitions); });
  PLENARY_ASSIGN_OR_RETURN(std::string key, TokenKey(store, random));
  PLENARY_ASSIGN_OR_RETURN(Authorizers authorizers, Authorizers::Of(ServicesServed()));
  auto parts = std::make_unique<Parts>(options, store, vault, clock, random, std::move(key),
                                       std::move(authorizers), std::move(log));
  parts->listener = std::move(listener);
  PLENARY_RETURN_IF_ERROR(parts->BindAll());
  PLENARY_RETURN_IF_ERROR(parts->LookForBackup());
  parts->StartWork();
  auto server = std::unique_ptr<PlenaryServer>(new PlenaryServer(std::move(parts)));
  // A process that was killed left its leases behind, and with SQLite nobody else can hold one.
  if (store.engine() == "sqlite") {
    PLENARY_RETURN_IF_ERROR(server->parts_->operations.ReleaseAll());
  }
  server->parts_->listener->Set(&server->parts_->identity, &server->parts_->hub);
  PLENARY_RETURN_IF_ERROR(server->parts_->Listen(address));
  if (http_address.has_value()) {
    PLENARY_RETURN_IF_ERROR(server->parts_->StartGateway(*http_address));
  }
  server->parts_->WakeWorkers();
  return server;
}

PlenaryServer::PlenaryServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

PlenaryServer::~PlenaryServer() { Drain(); }

int PlenaryServer::port() const { return parts_->port; }

std::string PlenaryServer::address() const { return absl::StrCat(parts_->host, ":", parts_->port); }

std::string PlenaryServer::http_address() const { return parts_->http_address; }

void PlenaryServer::Drain() {
  if (parts_->porch.closing.exchange(true)) return;
  if (parts_->http_gateway != nullptr) parts_->http_gateway->Drain();
  if (parts_->grpc_server != nullptr) {
    parts_->grpc_server->GetHealthCheckService()->Shutdown();
    parts_->hub.EndAll();
    parts_->file_streams.EndAll();
    parts_->questions.Stop();
    parts_->grpc_server->Shutdown(absl::ToChronoTime(absl::Now() + parts_->options.drain_time));
  }
  // Its calls have ended by now; their answers are still on their way to slow clients.
  if (parts_->http_gateway != nullptr) {
    parts_->http_gateway->Stop(std::min(parts_->options.drain_time, absl::Seconds(2)));
  }
  parts_->listener->Set(nullptr, nullptr);
  // Each waits for the work it has under way.
  parts_->maintainer.reset();
  parts_->poller.reset();
  parts_->ticker.reset();
  for (auto& worker : parts_->workers) worker.reset();
  // Documents that are being converted are begun anew by whoever goes on with their operations.
  parts_->pdf_maker.Stop();
  if (const absl::Status status = parts_->operations.Release(); !status.ok()) {
    parts_->log.Say(LogLevel::kWarning, parts_->porch.clock.Now(),
                    "operations under way could not be handed over; they go on in half a minute");
  }
}

absl::Status PlenaryServer::Maintain() { return parts_->Maintain(); }

}  // namespace plenary::server
