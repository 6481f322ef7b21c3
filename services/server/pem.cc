#include "services/server/pem.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>
#include <utility>
#include <vector>

#include "services/base/errors.h"

namespace plenary::server {
namespace {

struct Release {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using Bio = std::unique_ptr<BIO, Release>;
using Certificate = std::unique_ptr<X509, Release>;
using Context = std::unique_ptr<SSL_CTX, Release>;
using Key = std::unique_ptr<EVP_PKEY, Release>;

Bio Open(absl::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// Nobody is there to type a passphrase.
int NoPassphrase(char*, int, int, void*) { return -1; }

// Every certificate in `text`; INVALID_ARGUMENT where one is damaged or there is none.
absl::StatusOr<std::vector<Certificate>> Certificates(absl::string_view text) {
  const Bio bio = Open(text);
  std::vector<Certificate> certificates;
  ERR_clear_error();
  while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr)) {
    certificates.emplace_back(next);
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) return absl::InvalidArgumentError("it holds a certificate that is damaged");
  if (certificates.empty()) return absl::InvalidArgumentError("it holds no certificate");
  return certificates;
}

absl::Time ExpiryOf(const X509* certificate) {
  std::tm time = {};
  ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time);
  return absl::FromTM(time, absl::UTCTimeZone());
}

}  // namespace

absl::StatusOr<absl::Time> CheckPair(absl::string_view chain, absl::string_view key_text) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Certificate> certificates, Certificates(chain));
  const Bio bio = Open(key_text);
  const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  if (key == nullptr) {
    return absl::InvalidArgumentError("the key file holds no private key without a passphrase");
  }
  X509* own = certificates.front().get();
  const bool fits = X509_check_private_key(own, key.get()) == 1;
  // As gRPC will use them: the machine's policy may find a key or a digest too weak.
  const Context context(SSL_CTX_new(TLS_method()));
  const bool serves = SSL_CTX_use_certificate(context.get(), own) == 1 &&
                      SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1;
  ERR_clear_error();
  if (!fits) return absl::InvalidArgumentError("the private key is not that of the certificate");
  if (!serves) return absl::InvalidArgumentError("the certificate or its key is too weak");
  return ExpiryOf(own);
}

absl::Status CheckAuthorities(absl::string_view authorities) {
  return Certificates(authorities).status();
}

}  // namespace plenary::server
