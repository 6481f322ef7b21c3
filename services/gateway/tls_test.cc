#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/gateway/http_server.h"
#include "tests/testing/certificates.h"

namespace plenary::gateway {
namespace {

using plenary::testing::CertificateAuthority;
using plenary::testing::CertifiedKey;
using ::testing::HasSubstr;

// What a client that trusts `authority` alone is answered with; empty where the handshake fails.
// `shown` is a certificate of its own.
std::string AskOverTls(int port, const CertificateAuthority& authority,
                       const CertifiedKey* shown = nullptr) {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                             SSL_CTX_free);
  const auto read = [](const std::string& pem) {
    return std::unique_ptr<BIO, int (*)(BIO*)>(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  };
  X509* trusted = PEM_read_bio_X509(read(authority.certificate()).get(), nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), trusted);
  X509_free(trusted);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (shown != nullptr) {
    X509* own = PEM_read_bio_X509(read(shown->certificate).get(), nullptr, nullptr, nullptr);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(read(shown->key).get(), nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context.get(), own);
    SSL_CTX_use_PrivateKey(context.get(), key);
    X509_free(own);
    EVP_PKEY_free(key);
  }
  const std::unique_ptr<BIO, void (*)(BIO*)> connection(BIO_new_ssl_connect(context.get()),
                                                        BIO_free_all);
  BIO_set_conn_hostname(connection.get(), absl::StrCat("127.0.0.1:", port).c_str());
  const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  if (BIO_do_connect(connection.get()) <= 0 ||
      BIO_write(connection.get(), request.data(), static_cast<int>(request.size())) <= 0) {
    return "";
  }
  std::string answer;
  char bytes[4096];
  int got = 0;
  while ((got = BIO_read(connection.get(), bytes, sizeof bytes)) > 0) answer.append(bytes, got);
  return answer;
}

class TlsTest : public ::testing::Test {
 protected:
  std::unique_ptr<HttpServer> Listening(const std::string& client_authorities = "") {
    Use(authority_.Issue(), client_authorities);
    HttpSettings settings;
    settings.host = "127.0.0.1";
    settings.head_deadline = absl::Milliseconds(300);
    settings.tls = [this] { return texts_; };
    auto server = HttpServer::Listen(settings);
    if (!server.ok()) throw std::runtime_error(server.status().ToString());
    (*server)->Serve([](const ExchangePtr& exchange) {
      exchange->Send({200, {}, exchange->head().is_encrypted ? "encrypted" : "plain"});
    });
    return *std::move(server);
  }
  void Use(const CertifiedKey& pair, const std::string& client_authorities = "") {
    texts_ =
        std::make_shared<const TlsTexts>(TlsTexts{pair.certificate, pair.key, client_authorities});
  }

  const CertificateAuthority authority_;
  std::shared_ptr<const TlsTexts> texts_;
};

TEST_F(TlsTest, ABrowserIsAnsweredEncryptedAndToldToStaySo) {
  const auto server = Listening();
  const std::string answer = AskOverTls(server->port(), authority_);
  EXPECT_THAT(answer, HasSubstr("\r\n\r\nencrypted"));
  EXPECT_THAT(answer, HasSubstr("Strict-Transport-Security: max-age="));
}

TEST_F(TlsTest, WhatIsRenewedServesTheNextConnection) {
  const auto server = Listening();
  EXPECT_NE(AskOverTls(server->port(), authority_), "");
  const CertificateAuthority other("Another authority");
  Use(other.Issue());
  EXPECT_EQ(AskOverTls(server->port(), authority_), "");
  EXPECT_NE(AskOverTls(server->port(), other), "");
}

TEST_F(TlsTest, WhereCertificatesAreRequiredNobodyComesInWithoutOne) {
  const auto server = Listening(authority_.certificate());
  EXPECT_EQ(AskOverTls(server->port(), authority_), "");
  const CertifiedKey own = authority_.Issue({"badges", ""});
  EXPECT_NE(AskOverTls(server->port(), authority_, &own), "");
}

TEST_F(TlsTest, AHandshakeThatDoesNotComeIsNotWaitedFor) {
  const auto server = Listening();
  const std::unique_ptr<BIO, void (*)(BIO*)> silent(
      BIO_new_connect(absl::StrCat("127.0.0.1:", server->port()).c_str()), BIO_free_all);
  ASSERT_GT(BIO_do_connect(silent.get()), 0);
  char byte = 0;
  EXPECT_LE(BIO_read(silent.get(), &byte, 1), 0);
  EXPECT_EQ(server->stats().timeouts, 1);
}

}  // namespace
}  // namespace plenary::gateway
