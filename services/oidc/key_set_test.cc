#include "services/oidc/key_set.h"

#include <cjose/cjose.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::oidc {
namespace {

constexpr char kPayload[] = R"({"iss":"https://id.example"})";

Settings EveryAlgorithm() {
  Settings settings;
  settings.issuer = "https://id.example";
  settings.audience = "plenary";
  settings.algorithms = {"RS256", "RS384", "RS512", "PS256", "PS384",
                         "PS512", "ES256", "ES384", "ES512"};
  return settings;
}

// A private key that tokens are signed with.
class Signer {
 public:
  static Signer Rsa(int bits = 2048) {
    return Signer(
        cjose_jwk_create_RSA_random(bits, reinterpret_cast<const uint8_t*>("\1\0\1"), 3, nullptr));
  }
  static Signer Ec(cjose_jwk_ec_curve curve) {
    return Signer(cjose_jwk_create_EC_random(curve, nullptr));
  }

  // The public key as JSON, with more members: R"("kid":"k1","use":"sig")".
  std::string PublicKey(const std::string& more) const {
    char* text = cjose_jwk_to_json(key_.get(), /*priv=*/false, nullptr);
    const std::string json = text;
    free(text);
    return absl::StrCat("{", more, ",", json.substr(1));
  }

  Token Sign(const std::string& algorithm, const std::string& key_id = "") const {
    const std::unique_ptr<cjose_header_t, void (*)(cjose_header_t*)> header(
        cjose_header_new(nullptr), cjose_header_release);
    cjose_header_set(header.get(), CJOSE_HDR_ALG, algorithm.c_str(), nullptr);
    if (!key_id.empty()) {
      cjose_header_set(header.get(), CJOSE_HDR_KID, key_id.c_str(), nullptr);
    }
    const std::unique_ptr<cjose_jws_t, void (*)(cjose_jws_t*)> jws(
        cjose_jws_sign(key_.get(), header.get(), reinterpret_cast<const uint8_t*>(kPayload),
                       sizeof kPayload - 1, nullptr),
        cjose_jws_release);
    const char* text = nullptr;
    EXPECT_TRUE(cjose_jws_export(jws.get(), &text, nullptr)) << algorithm;
    absl::StatusOr<Token> token = ParseToken(text == nullptr ? "" : text, EveryAlgorithm());
    EXPECT_TRUE(token.ok()) << token.status();
    return token.ok() ? *std::move(token) : Token();
  }

 private:
  explicit Signer(cjose_jwk_t* key) : key_(key, [](cjose_jwk_t* old) { cjose_jwk_release(old); }) {}

  std::shared_ptr<cjose_jwk_t> key_;
};

std::string List(std::initializer_list<std::string> keys) {
  std::string text;
  for (const std::string& key : keys) absl::StrAppend(&text, text.empty() ? "" : ",", key);
  return absl::StrCat(R"({"keys":[)", text, "]}");
}

std::string CauseOf(const absl::Status& status) {
  return status.ok() ? "" : base::MetadataOf(status)["cause"];
}

TEST(KeySet, ChecksEveryAlgorithmItNames) {
  const Signer rsa = Signer::Rsa();
  const Signer p256 = Signer::Ec(CJOSE_JWK_EC_P_256);
  const Signer p384 = Signer::Ec(CJOSE_JWK_EC_P_384);
  const Signer p521 = Signer::Ec(CJOSE_JWK_EC_P_521);
  const auto keys =
      KeySet::Parse(List({rsa.PublicKey(R"("kid":"r","use":"sig")"), p256.PublicKey(R"("kid":"a")"),
                          p384.PublicKey(R"("kid":"b","alg":"ES384")"),
                          p521.PublicKey(R"("kid":"c","key_ops":["verify"])")}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  const struct {
    const Signer& signer;
    const char* algorithm;
    const char* key_id;
  } cases[] = {{rsa, "RS256", "r"},  {rsa, "RS384", "r"},  {rsa, "RS512", "r"},
               {rsa, "PS256", "r"},  {rsa, "PS384", "r"},  {rsa, "PS512", "r"},
               {p256, "ES256", "a"}, {p384, "ES384", "b"}, {p521, "ES512", "c"}};
  for (const auto& c : cases) {
    EXPECT_EQ(CauseOf(keys->CheckSignature(c.signer.Sign(c.algorithm, c.key_id))), "")
        << c.algorithm;
    // By the only key of its type.
    EXPECT_EQ(CauseOf(keys->CheckSignature(c.signer.Sign(c.algorithm))), "") << c.algorithm;
  }
}

TEST(KeySet, ATokenIsByTheKeyItNamesAndOfItsType) {
  const Signer rsa = Signer::Rsa();
  const Signer stranger = Signer::Rsa();
  const Signer p256 = Signer::Ec(CJOSE_JWK_EC_P_256);
  const auto keys = KeySet::Parse(
      List({rsa.PublicKey(R"("kid":"r","alg":"RS256")"), p256.PublicKey(R"("kid":"e")")}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  const std::pair<const char*, Token> cases[] = {
      {"another's key", stranger.Sign("RS256", "r")},
      {"a key that is not there", rsa.Sign("RS256", "s")},
      {"a key of another type", rsa.Sign("RS256", "e")},
      {"a key for another algorithm", rsa.Sign("PS256", "r")},
  };
  for (const auto& [label, token] : cases) {
    EXPECT_EQ(CauseOf(keys->CheckSignature(token)), "signature") << label;
  }
}

TEST(KeySet, ATokenThatNamesNoKeyIsByNoneOfSeveral) {
  const Signer first = Signer::Rsa();
  const Signer second = Signer::Rsa();
  const auto keys =
      KeySet::Parse(List({first.PublicKey(R"("kid":"1")"), second.PublicKey(R"("kid":"2")")}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_FALSE(keys->HasKeyFor(first.Sign("RS256")));
  EXPECT_EQ(CauseOf(keys->CheckSignature(first.Sign("RS256"))), "signature");
}

TEST(KeySet, AChangedTokenIsRefused) {
  const Signer rsa = Signer::Rsa();
  const auto keys = KeySet::Parse(List({rsa.PublicKey(R"("kid":"r")")}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  Token token = rsa.Sign("RS256", "r");
  const std::string good = token.text;
  const size_t last = good.rfind('.');
  const std::pair<const char*, std::string> cases[] = {
      {"another payload",
       good.substr(0, good.find('.') + 1) +
           absl::WebSafeBase64Escape(R"({"iss":"https://id.example","sub":"boris"})") +
           good.substr(last)},
      {"a signature cut short", good.substr(0, good.size() - 8)},
      {"a signature of its own",
       good.substr(0, last + 1) + std::string(good.size() - last - 1, 'A')},
  };
  for (const auto& [label, text] : cases) {
    token.text = text;
    EXPECT_EQ(CauseOf(keys->CheckSignature(token)), "signature") << label;
  }
  token.text = good;
  EXPECT_TRUE(keys->CheckSignature(token).ok());
}

TEST(KeySet, KeysForSomethingElseAreNone) {
  const Signer rsa = Signer::Rsa();
  const std::pair<const char*, std::string> cases[] = {
      {"for encryption", rsa.PublicKey(R"("use":"enc")")},
      {"for making signatures", rsa.PublicKey(R"("key_ops":["sign"])")},
      {"a private key", rsa.PublicKey(R"("d":"AQAB")")},
      {"too short", Signer::Rsa(1024).PublicKey(R"("kid":"r")")},
      {"a shared secret", R"({"kty":"oct","k":"c2VjcmV0","kid":"r"})"},
      {"on a curve that no algorithm takes", R"({"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"})"},
      {"damaged", R"({"kty":"RSA","n":"####","e":"AQAB"})"},
      {"no object", "7"},
  };
  for (const auto& [label, key] : cases) {
    EXPECT_EQ(KeySet::Parse(List({key})).status().code(), absl::StatusCode::kInvalidArgument)
        << label;
    EXPECT_TRUE(KeySet::Parse(List({key, rsa.PublicKey(R"("kid":"good")")})).ok()) << label;
  }
  for (const char* text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[]})"}) {
    EXPECT_FALSE(KeySet::Parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace plenary::oidc
