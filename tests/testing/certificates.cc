#include "tests/testing/certificates.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cstdint>
#include <stdexcept>

#include "absl/strings/str_format.h"

namespace plenary::testing {
namespace {

struct Release {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Certificate = std::unique_ptr<X509, Release>;
using Key = std::unique_ptr<EVP_PKEY, Release>;

void Must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot make a certificate");
}

template <class Write>
std::string Pem(const Write& write) {
  const std::unique_ptr<BIO, Release> bio(BIO_new(BIO_s_mem()));
  Must(write(bio.get()) == 1);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<size_t>(size)};
}

std::string PemOf(X509* certificate) {
  return Pem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

std::string PemOf(EVP_PKEY* key) {
  return Pem([&](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  });
}

void SetTime(ASN1_TIME* time, absl::CivilDay day) {
  const std::string text =
      absl::StrFormat("%04d%02d%02d000000Z", day.year(), day.month(), day.day());
  Must(ASN1_TIME_set_string_X509(time, text.c_str()) == 1);
}

void AddName(X509_NAME* name, const std::string& common_name) {
  Must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                  reinterpret_cast<const unsigned char*>(common_name.c_str()), -1,
                                  -1, 0) == 1);
}

void AddExtension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Release> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  Must(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

// Everything but extensions and signature.
Certificate Begin(const CertificateText& text, EVP_PKEY* key) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  uint64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1);
  SetTime(X509_getm_notBefore(certificate.get()), text.begin);
  SetTime(X509_getm_notAfter(certificate.get()), text.end);
  Must(X509_set_pubkey(certificate.get(), key) == 1);
  AddName(X509_get_subject_name(certificate.get()), text.common_name);
  return certificate;
}

}  // namespace

class CertificateAuthority::Parts {
 public:
  explicit Parts(const std::string& common_name) : key(EVP_EC_gen("P-256")) {
    CertificateText text;
    text.common_name = common_name;
    certificate = Begin(text, key.get());
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    AddExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    AddExtension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    Must(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    pem = PemOf(certificate.get());
  }

  Key key;
  Certificate certificate;
  std::string pem;
};

CertificateAuthority::CertificateAuthority(const std::string& common_name)
    : parts_(std::make_unique<Parts>(common_name)) {}

CertificateAuthority::~CertificateAuthority() = default;

const std::string& CertificateAuthority::certificate() const { return parts_->pem; }

CertifiedKey CertificateAuthority::Issue(const CertificateText& text) const {
  const Key key(EVP_EC_gen("P-256"));
  X509* issuer = parts_->certificate.get();
  const Certificate certificate = Begin(text, key.get());
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
  AddExtension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
  AddExtension(certificate.get(), issuer, NID_authority_key_identifier, "keyid");
  if (!text.names.empty()) {
    AddExtension(certificate.get(), issuer, NID_subject_alt_name, text.names);
  }
  Must(X509_sign(certificate.get(), parts_->key.get(), EVP_sha256()) > 0);
  return {PemOf(certificate.get()), PemOf(key.get())};
}

}  // namespace plenary::testing
