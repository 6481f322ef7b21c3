// Certificates made on the spot, for tests of TLS.
#ifndef PLENARY_TESTS_TESTING_CERTIFICATES_H_
#define PLENARY_TESTS_TESTING_CERTIFICATES_H_

#include <memory>
#include <string>

#include "absl/time/civil_time.h"

namespace plenary::testing {

// A certificate and its private key, as PEM.
struct CertifiedKey {
  std::string certificate;
  std::string key;
};

// What a certificate says.
struct CertificateText {
  std::string common_name = "localhost";
  // Subject alternative names as OpenSSL writes them; empty for none.
  std::string names = "DNS:localhost,IP:127.0.0.1";
  absl::CivilDay begin = absl::CivilDay(2020, 1, 1);
  absl::CivilDay end = absl::CivilDay(2099, 1, 1);
};

// An authority of the test's own.
class CertificateAuthority {
 public:
  explicit CertificateAuthority(const std::string& common_name = "Test authority");
  ~CertificateAuthority();

  // Its own certificate, as PEM.
  const std::string& certificate() const;
  // A certificate with a new key (ECDSA, P-256).
  CertifiedKey Issue(const CertificateText& text = {}) const;

 private:
  class Parts;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_CERTIFICATES_H_
