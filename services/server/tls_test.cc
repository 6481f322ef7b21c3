#include "services/server/tls.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "services/server/options.h"
#include "tests/testing/certificates.h"
#include "tests/testing/clock.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::server {
namespace {

using ::plenary::testing::CertificateAuthority;
using ::plenary::testing::CertificateText;
using ::plenary::testing::CertifiedKey;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Answers every call with the names in its client's certificate, as metadata.
class NameService : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    for (const std::string& name : CertificateNames(*context->auth_context())) {
      context->AddInitialMetadata("name", name);
    }
    class Reactor : public grpc::ServerGenericBidiReactor {
     public:
      Reactor() { StartWriteAndFinish(&answer_, {}, grpc::Status::OK); }
      void OnDone() override { delete this; }

     private:
      const grpc::ByteBuffer answer_{nullptr, 0};
    };
    return new Reactor;
  }
};

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    options_.tls_cert = folder_ / "cert.pem";
    options_.tls_key = folder_ / "key.pem";
    // Tests say when.
    options_.tls_reload_interval = absl::Hours(1);
  }

  void Write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }
  void Write(const CertifiedKey& pair) {
    Write(options_.tls_cert, pair.certificate);
    Write(options_.tls_key, pair.key);
  }
  void AskForCertificates(ClientCertificates clients) {
    options_.tls_client_certificates = clients;
    options_.tls_client_ca = folder_ / "clients.pem";
    Write(options_.tls_client_ca, client_authority_.certificate());
  }

  absl::Status Read() {
    auto files = TlsFiles::Read(options_, clock_, [this](LogLevel level, absl::string_view words) {
      if (level == LogLevel::kError) said_.emplace_back(words);
    });
    if (!files.ok()) return files.status();
    files_ = *std::move(files);
    return absl::OkStatus();
  }
  void Serve() {
    ASSERT_TRUE(Read().ok());
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", files_->credentials(), &port_);
    builder.RegisterCallbackGenericService(&service_);
    server_ = builder.BuildAndStart();
    ASSERT_NE(server_, nullptr);
  }

  // What becomes of a call over a connection of its own. UNAVAILABLE: the handshake failed.
  grpc::StatusCode Call(const CertificateAuthority& trusted, const CertifiedKey& own = {}) {
    grpc::SslCredentialsOptions ssl;
    ssl.pem_root_certs = trusted.certificate();
    ssl.pem_cert_chain = own.certificate;
    ssl.pem_private_key = own.key;
    return CallWith(grpc::SslCredentials(ssl));
  }
  grpc::StatusCode CallWith(const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto channel =
        grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port_), credentials, arguments);
    grpc::ClientContext context;
    const grpc::internal::RpcMethod method("/names/Tell", grpc::internal::RpcMethod::NORMAL_RPC);
    grpc::ByteBuffer request(nullptr, 0);
    grpc::ByteBuffer response;
    const grpc::Status status =
        grpc::internal::BlockingUnaryCall(channel.get(), method, &context, request, &response);
    names_.clear();
    const auto [first, last] = context.GetServerInitialMetadata().equal_range("name");
    std::for_each(first, last, [this](const auto& entry) {
      names_.emplace_back(entry.second.data(), entry.second.size());
    });
    return status.error_code();
  }

  testing::TemporaryFolder folder_;
  testing::ManualClock clock_;
  ServerOptions options_;
  CertificateAuthority authority_{"Server authority"};
  CertificateAuthority client_authority_{"Client authority"};
  std::vector<std::string> said_;
  std::unique_ptr<TlsFiles> files_;
  NameService service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  std::vector<std::string> names_;
};

TEST_F(TlsTest, WhoTrustsTheAuthorityTalksToTheServer) {
  Write(authority_.Issue());
  Serve();
  EXPECT_EQ(Call(authority_), grpc::StatusCode::OK);
  EXPECT_THAT(names_, IsEmpty());
  EXPECT_EQ(Call(client_authority_), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(CallWith(grpc::InsecureChannelCredentials()), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsTest, ARenewedCertificateServesTheNextConnection) {
  const CertificateAuthority successor;
  Write(authority_.Issue());
  Serve();
  ASSERT_EQ(Call(authority_), grpc::StatusCode::OK);
  CertificateText text;
  text.end = absl::CivilDay(2098, 1, 1);
  Write(successor.Issue(text));
  files_->Reload();
  EXPECT_EQ(Call(successor), grpc::StatusCode::OK);
  EXPECT_EQ(Call(authority_), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(files_->expire_time(), absl::FromCivil(text.end, absl::UTCTimeZone()));
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(TlsTest, FilesAreLookedAtByThemselves) {
  const CertificateAuthority successor;
  Write(authority_.Issue());
  options_.tls_reload_interval = absl::Milliseconds(1);
  Serve();
  Write(successor.Issue());
  while (Call(successor) != grpc::StatusCode::OK) {
  }
  EXPECT_EQ(Call(authority_), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsTest, FilesThatDontFitAreSaidOnceAndThoseBeforeGoOn) {
  const CertifiedKey good = authority_.Issue();
  const CertifiedKey other = authority_.Issue();
  const struct {
    const char* label;
    std::string certificate;
    std::string key;
  } cases[] = {
      {"the key of another certificate", good.certificate, other.key},
      {"no certificate", "", good.key},
      {"a certificate cut short", good.certificate.substr(0, 200), good.key},
      {"another file", "Kursk\n", good.key},
      {"no key", good.certificate, "Kursk\n"},
  };
  Write(good);
  Serve();
  for (const auto& c : cases) {
    said_.clear();
    Write({c.certificate, c.key});
    files_->Reload();
    files_->Reload();
    EXPECT_EQ(said_.size(), 1) << c.label;
    EXPECT_EQ(Call(authority_), grpc::StatusCode::OK) << c.label;
  }
  std::filesystem::remove(options_.tls_key);
  said_.clear();
  files_->Reload();
  EXPECT_THAT(said_, ElementsAre(HasSubstr(options_.tls_key)));
  EXPECT_EQ(Call(authority_), grpc::StatusCode::OK);
  Write(other);
  files_->Reload();
  EXPECT_EQ(said_.size(), 1);
  EXPECT_EQ(Call(authority_), grpc::StatusCode::OK);
}

TEST_F(TlsTest, AnExpiredCertificateIsRefusedByClientsAndSaidEveryHourUntilItIsRenewed) {
  Write(authority_.Issue());
  Serve();
  CertificateText text;
  text.end = absl::CivilDay(2021, 1, 1);
  Write(authority_.Issue(text));
  files_->Reload();
  EXPECT_EQ(Call(authority_), grpc::StatusCode::UNAVAILABLE);
  EXPECT_LT(files_->expire_time(), clock_.Now());
  EXPECT_THAT(said_, ElementsAre(HasSubstr("expired")));
  files_->Reload();
  EXPECT_EQ(said_.size(), 1);
  clock_.Advance(absl::Hours(1));
  files_->Reload();
  EXPECT_EQ(said_.size(), 2);
  Write(authority_.Issue());
  files_->Reload();
  EXPECT_EQ(Call(authority_), grpc::StatusCode::OK);
  clock_.Advance(absl::Hours(1));
  files_->Reload();
  EXPECT_EQ(said_.size(), 2);
}

TEST_F(TlsTest, AServerStartsWithAnExpiredCertificateAndSaysSo) {
  CertificateText text;
  text.end = absl::CivilDay(2021, 1, 1);
  Write(authority_.Issue(text));
  EXPECT_TRUE(Read().ok());
  EXPECT_THAT(said_, ElementsAre(HasSubstr("expired")));
}

TEST_F(TlsTest, FilesThatDontServeAreRefusedAtTheStartByName) {
  const CertifiedKey good = authority_.Issue();
  const CertifiedKey other = authority_.Issue();
  EXPECT_EQ(Read().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(Read().message()), HasSubstr(options_.tls_cert));
  Write(options_.tls_cert, good.certificate);
  EXPECT_THAT(std::string(Read().message()), HasSubstr(options_.tls_key));
  Write(options_.tls_key, other.key);
  EXPECT_EQ(Read().code(), absl::StatusCode::kFailedPrecondition);
  Write(good);
  AskForCertificates(ClientCertificates::kRequire);
  Write(options_.tls_client_ca, "Kursk\n");
  EXPECT_THAT(std::string(Read().message()), HasSubstr(options_.tls_client_ca));
  Write(options_.tls_client_ca, client_authority_.certificate());
  EXPECT_TRUE(Read().ok());
}

TEST_F(TlsTest, AClientIsKnownByTheNamesInItsCertificate) {
  const struct {
    const char* label;
    const char* names;
    std::vector<std::string> expected;
  } cases[] = {
      {"addresses before hosts",
       "DNS:badges.example,URI:spiffe://example/badges",
       {"uri:spiffe://example/badges", "dns:badges.example"}},
      {"several hosts", "DNS:a.example,DNS:b.example", {"dns:a.example", "dns:b.example"}},
      {"nothing else", "", {"cn:badges"}},
      {"an address of the network alone", "IP:127.0.0.1", {"cn:badges"}},
  };
  Write(authority_.Issue());
  AskForCertificates(ClientCertificates::kAllow);
  Serve();
  for (const auto& c : cases) {
    CertificateText text;
    text.common_name = "badges";
    text.names = c.names;
    EXPECT_EQ(Call(authority_, client_authority_.Issue(text)), grpc::StatusCode::OK) << c.label;
    EXPECT_EQ(names_, c.expected) << c.label;
  }
}

TEST_F(TlsTest, WithAllowACertificateMayBeMissingButNotBad) {
  Write(authority_.Issue());
  AskForCertificates(ClientCertificates::kAllow);
  Serve();
  EXPECT_EQ(Call(authority_), grpc::StatusCode::OK);
  EXPECT_THAT(names_, IsEmpty());
  EXPECT_EQ(Call(authority_, authority_.Issue()), grpc::StatusCode::UNAVAILABLE);
  CertificateText text;
  text.end = absl::CivilDay(2021, 1, 1);
  EXPECT_EQ(Call(authority_, client_authority_.Issue(text)), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsTest, WithRequireNobodyGetsInWithoutACertificate) {
  Write(authority_.Issue());
  AskForCertificates(ClientCertificates::kRequire);
  Serve();
  EXPECT_EQ(Call(authority_), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Call(authority_, client_authority_.Issue()), grpc::StatusCode::OK);
}

TEST_F(TlsTest, OtherClientAuthoritiesServeTheNextConnection) {
  const CertificateAuthority successor;
  Write(authority_.Issue());
  AskForCertificates(ClientCertificates::kRequire);
  Serve();
  Write(options_.tls_client_ca, successor.certificate());
  files_->Reload();
  EXPECT_EQ(Call(authority_, successor.Issue()), grpc::StatusCode::OK);
  EXPECT_EQ(Call(authority_, client_authority_.Issue()), grpc::StatusCode::UNAVAILABLE);
}

TEST(Transport, BeyondThisMachineItIsEncryptedOrAcceptedInWords) {
  const struct {
    const char* label;
    const char* host;
    const char* cert;
    const char* accepted;
    bool ok;
  } cases[] = {
      {"loopback", "127.0.0.1", "", "", true},
      {"another loopback", "127.1.2.3", "", "", true},
      {"loopback by name", "localhost", "", "", true},
      {"loopback of IPv6", "[::1]", "", "", true},
      {"every address", "0.0.0.0", "", "", false},
      {"every address of IPv6", "[::]", "", "", false},
      {"a host", "plenary.example", "", "", false},
      {"a host that only begins like loopback", "127.example", "", "", false},
      {"with TLS", "0.0.0.0", "cert.pem", "", true},
      {"by somebody who knows", "0.0.0.0", "", "yes-i-know", true},
  };
  for (const auto& c : cases) {
    ServerOptions options;
    options.tls_cert = c.cert;
    options.tls_key = c.cert;
    options.plaintext_beyond_loopback = c.accepted;
    const absl::Status status = CheckTransport(c.host, options);
    EXPECT_EQ(status.ok(), c.ok) << c.label;
    EXPECT_EQ(absl::StrContains(status.message(), "tls-cert"), !c.ok) << c.label;
  }
}

TEST(Transport, OptionsThatContradictEachOtherAreRefused) {
  ServerOptions options;
  options.tls_cert = "cert.pem";
  EXPECT_FALSE(CheckTransport("127.0.0.1", options).ok());
  options.tls_key = "key.pem";
  EXPECT_TRUE(CheckTransport("127.0.0.1", options).ok());
  options.tls_client_ca = "clients.pem";
  EXPECT_FALSE(CheckTransport("127.0.0.1", options).ok());
  options.tls_client_certificates = ClientCertificates::kAllow;
  EXPECT_TRUE(CheckTransport("127.0.0.1", options).ok());
  options.tls_client_ca = "";
  EXPECT_FALSE(CheckTransport("127.0.0.1", options).ok());
}

}  // namespace
}  // namespace plenary::server
