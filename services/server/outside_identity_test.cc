// Who signs in by what others vouch for: an identity provider, or an authority for certificates.
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/monitoring.pb.h"
#include "services/base/errors.h"
#include "services/server/options.h"
#include "services/server/server.h"
#include "tests/testing/certificates.h"
#include "tests/testing/engines.h"
#include "tests/testing/oidc_provider.h"
#include "tests/testing/running_server.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::server {
namespace {

using ::plenary::testing::CertificateAuthority;
using ::plenary::testing::CertificateText;
using ::plenary::testing::CertifiedKey;
using ::plenary::testing::OidcProvider;
using ::plenary::testing::RunningServer;
using ::testing::HasSubstr;

class OutsideIdentityTest : public ::testing::TestWithParam<std::string> {
 protected:
  OutsideIdentityTest() { options_.tls_reload_interval = absl::Milliseconds(1); }

  void Encrypt() {
    options_.tls_cert = folder_ / "cert.pem";
    options_.tls_key = folder_ / "key.pem";
    Write(authority_.Issue());
  }
  void Write(const CertifiedKey& pair) {
    std::ofstream(options_.tls_cert) << pair.certificate;
    std::ofstream(options_.tls_key) << pair.key;
  }
  void AskForCertificates() {
    options_.tls_client_ca = folder_ / "clients.pem";
    options_.tls_client_certificates = ClientCertificates::kAllow;
    std::ofstream(options_.tls_client_ca) << client_authority_.certificate();
  }
  void Trust(const OidcProvider& provider) {
    options_.oidc.issuer = provider.issuer();
    options_.oidc.audience = "plenary";
    options_.oidc_roles = {{"plenary-staff", v1::EVENT_MANAGER}};
  }
  void Start() {
    server_.emplace(database_.uri(), options_);
    // The first administrator's, which every server has.
    secret_ = server_->admin_secret();
  }

  // A connection with a certificate, or without.
  std::shared_ptr<grpc::Channel> Connect(const CertifiedKey& own = {}) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    if (options_.tls_cert.empty()) return server_->NewChannel(std::string());
    grpc::SslCredentialsOptions ssl;
    ssl.pem_root_certs = authority_.certificate();
    ssl.pem_cert_chain = own.certificate;
    ssl.pem_private_key = own.key;
    return grpc::CreateCustomChannel(server_->server().address(), grpc::SslCredentials(ssl),
                                     arguments);
  }
  // Calls with a credential behind "Bearer"; empty for none.
  template <class Request, class Response>
  absl::Status Call(grpc::Channel& channel, const std::string& credential,
                    const std::string& method, const Request& request, Response& response) {
    grpc::ClientContext context;
    if (!credential.empty()) {
      context.AddMetadata("authorization", absl::StrCat("Bearer ", credential));
    }
    return testing::CallMethod(channel, method, request, response, context);
  }
  absl::StatusOr<v1::WhoAmIResponse> WhoAmI(grpc::Channel& channel,
                                            const std::string& credential = "") {
    v1::WhoAmIResponse response;
    const absl::Status status =
        Call(channel, credential, "plenary.v1.AccessService/WhoAmI", v1::WhoAmIRequest(), response);
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<v1::WhoAmIResponse> WhoAmI(const std::string& credential) {
    return WhoAmI(*Connect(), credential);
  }
  v1::ErrorReason ReasonOf(const absl::StatusOr<v1::WhoAmIResponse>& answer) {
    return base::ReasonOf(answer.status());
  }
  void CreateBadges() {
    v1::CreateUserRequest request;
    request.set_user_id("badges");
    request.mutable_user()->set_kind(v1::User::SERVICE);
    request.mutable_user()->add_certificate_names("uri:spiffe://plenary.example/badges");
    v1::User user;
    const absl::Status status =
        Call(*Connect(), secret_, "plenary.v1.AccessService/CreateUser", request, user);
    ASSERT_TRUE(status.ok()) << status;
  }
  int64_t Gauge(const std::string& name) {
    v1::ServerStatus status;
    EXPECT_TRUE(Call(*Connect(), secret_, "plenary.v1.MonitoringService/GetServerStatus",
                     v1::GetServerStatusRequest(), status)
                    .ok());
    EXPECT_EQ(status.gauges().count(name), 1) << name;
    return status.gauges().at(name);
  }

  testing::TemporaryFolder folder_;
  CertificateAuthority authority_{"Server authority"};
  CertificateAuthority client_authority_{"Client authority"};
  testing::Database database_{GetParam()};
  ServerOptions options_ = testing::TestOptions();
  absl::optional<RunningServer> server_;
  std::string secret_;
};

TEST_P(OutsideIdentityTest, AnAccessTokenOfTheProviderSignsIn) {
  OidcProvider provider;
  Trust(provider);
  Start();
  const auto answer = WhoAmI(provider.Token());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_TRUE(absl::StartsWith(answer->caller(), "users/oidc-"));
  EXPECT_EQ(answer->user().display_name(), "Anna Example");
  ASSERT_EQ(answer->roles_size(), 1);
  EXPECT_EQ(answer->roles(0).role(), v1::EVENT_MANAGER);
  EXPECT_EQ(answer->roles(0).resource(), "");
  EXPECT_GE(Gauge("oidc_keys_age_s"), 0);
  const auto refused = WhoAmI(provider.Token({"anna", "accounting"}));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ReasonOf(refused), v1::ERROR_REASON_TOKEN_NOT_ACCEPTED);
  EXPECT_EQ(base::MetadataOf(refused.status())["cause"], "audience");
}

TEST_P(OutsideIdentityTest, WithoutAProviderItsTokensAreNothing) {
  OidcProvider provider;
  Start();
  EXPECT_EQ(ReasonOf(WhoAmI(provider.Token())), v1::ERROR_REASON_CREDENTIAL_INVALID);
}

TEST_P(OutsideIdentityTest, AServerThatStartsBeforeItsProviderSaysWhenToTryAgain) {
  OidcProvider provider;
  const std::string token = provider.Token({"anna", "plenary", "RS256", absl::Hours(1)});
  provider.Stop();
  Trust(provider);
  Start();
  const auto refused = WhoAmI(token);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(refused), v1::ERROR_REASON_IDENTITY_PROVIDER_UNREACHABLE);
  // Whatever else signs in is not concerned.
  EXPECT_TRUE(WhoAmI(secret_).ok());
  provider.Start();
  server_->clock().Forward(absl::Seconds(3));
  const auto answer = WhoAmI(token);
  EXPECT_TRUE(answer.ok()) << answer.status();
}

TEST_P(OutsideIdentityTest, AUserWhoIsDisabledHereIsRefusedWithAGoodToken) {
  OidcProvider provider;
  Trust(provider);
  Start();
  const std::string token = provider.Token();
  const auto answer = WhoAmI(token);
  ASSERT_TRUE(answer.ok()) << answer.status();
  v1::UpdateUserRequest request;
  request.mutable_user()->set_name(answer->user().name());
  request.mutable_user()->set_disabled(true);
  request.mutable_update_mask()->add_paths("disabled");
  v1::User user;
  const absl::Status updated =
      Call(*Connect(), secret_, "plenary.v1.AccessService/UpdateUser", request, user);
  ASSERT_TRUE(updated.ok()) << updated;
  EXPECT_EQ(ReasonOf(WhoAmI(token)), v1::ERROR_REASON_CREDENTIAL_REVOKED);
}

TEST_P(OutsideIdentityTest, ACertificateIsTheUserThatHasItsName) {
  Encrypt();
  AskForCertificates();
  Start();
  CreateBadges();
  CertificateText text;
  text.names = "DNS:badges.example,URI:spiffe://plenary.example/badges";
  const auto badges = Connect(client_authority_.Issue(text));
  const auto answer = WhoAmI(*badges);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->caller(), "users/badges");
  // What the call itself carries says who makes it.
  EXPECT_EQ(WhoAmI(*badges, secret_)->user().name(), "users/admin");
  EXPECT_EQ(ReasonOf(WhoAmI(*badges, "pln_tnothing")), v1::ERROR_REASON_CREDENTIAL_INVALID);
}

TEST_P(OutsideIdentityTest, ACertificateThatNobodyHasIsRefused) {
  Encrypt();
  AskForCertificates();
  Start();
  CreateBadges();
  CertificateText text;
  // The name of somebody in the wrong place.
  text.common_name = "spiffe://plenary.example/badges";
  text.names = "";
  EXPECT_EQ(ReasonOf(WhoAmI(*Connect(client_authority_.Issue(text)))),
            v1::ERROR_REASON_CREDENTIAL_INVALID);
  EXPECT_EQ(ReasonOf(WhoAmI(*Connect())), v1::ERROR_REASON_CREDENTIAL_MISSING);
}

TEST_P(OutsideIdentityTest, TheStatusTellsHowLongTheCertificateServes) {
  Encrypt();
  Start();
  EXPECT_GT(Gauge("tls_certificate_expires_s"), 0);
  // A connection that is open goes on when the certificate is no longer good, and tells.
  const auto channel = Connect();
  ASSERT_TRUE(WhoAmI(*channel, secret_).ok());
  CertificateText text;
  text.end = absl::CivilDay(2021, 1, 1);
  Write(authority_.Issue(text));
  v1::ServerStatus status;
  do {
    ASSERT_TRUE(Call(*channel, secret_, "plenary.v1.MonitoringService/GetServerStatus",
                     v1::GetServerStatusRequest(), status)
                    .ok());
  } while (status.gauges().at("tls_certificate_expires_s") > 0);
  EXPECT_EQ(WhoAmI(secret_).status().code(), absl::StatusCode::kUnavailable);
  Write(authority_.Issue());
  while (!WhoAmI(secret_).ok()) {
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, OutsideIdentityTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST(ServerStart, IsRefusedInWordsWhereIdentityOrEncryptionCannotBe) {
  const struct {
    const char* label;
    std::function<void(ServerOptions&)> spoil;
    const char* words;
  } cases[] = {
      {"beyond this machine without TLS", [](ServerOptions& o) { o.listen = "0.0.0.0:0"; },
       "plaintext-beyond-loopback"},
      {"a key without a certificate", [](ServerOptions& o) { o.tls_key = "key.pem"; }, "tls-cert"},
      {"files that are not there",
       [](ServerOptions& o) { o.tls_cert = o.tls_key = "/nowhere/plenary.pem"; },
       "/nowhere/plenary.pem"},
      {"a provider without encryption",
       [](ServerOptions& o) {
         o.oidc.issuer = "http://id.example";
         o.oidc.audience = "plenary";
       },
       "oidc-issuer"},
      {"a provider for everybody", [](ServerOptions& o) { o.oidc.issuer = "https://id.example"; },
       "oidc-audience"},
  };
  const testing::Database database("sqlite");
  for (const auto& c : cases) {
    ServerOptions options = testing::TestOptions();
    c.spoil(options);
    try {
      RunningServer server(database.uri(), options);
      ADD_FAILURE() << c.label;
    } catch (const std::runtime_error& refusal) {
      EXPECT_THAT(refusal.what(), HasSubstr(c.words)) << c.label;
    }
  }
}

}  // namespace
}  // namespace plenary::server
