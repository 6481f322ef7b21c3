#include "services/oidc/verifier.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <fstream>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/certificates.h"
#include "tests/testing/clock.h"
#include "tests/testing/oidc_provider.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::oidc {
namespace {

using ::plenary::testing::ManualClock;
using ::plenary::testing::OidcProvider;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A token signed with HMAC-SHA-256.
std::string SignByText(const std::string& header, const std::string& payload,
                       const std::string& secret) {
  const std::string text =
      absl::StrCat(absl::WebSafeBase64Escape(header), ".", absl::WebSafeBase64Escape(payload));
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size);
  return absl::StrCat(
      text, ".",
      absl::WebSafeBase64Escape(absl::string_view(reinterpret_cast<char*>(digest), size)));
}

class VerifierTest : public ::testing::Test {
 protected:
  VerifierTest() {
    settings_.issuer = provider_.issuer();
    settings_.audience = "plenary";
  }

  void Start() {
    verifier_.emplace(settings_, clock_, [this](absl::string_view words) {
      const std::lock_guard<std::mutex> lock(mutex_);
      said_.emplace_back(words);
    });
  }
  std::future<Verifier::Answer> Begin(const std::string& token) {
    auto promise = std::make_shared<std::promise<Verifier::Answer>>();
    verifier_->Verify(
        token, [promise](Verifier::Answer answer) { promise->set_value(std::move(answer)); });
    return promise->get_future();
  }
  Verifier::Answer Verify(const std::string& token) { return Begin(token).get(); }
  // "" where the token is accepted, else its cause, or the reason where there is none.
  std::string CauseOf(const std::string& token) {
    const absl::Status status = Verify(token).status();
    if (status.ok()) return "";
    const std::string cause = base::MetadataOf(status)["cause"];
    return cause.empty() ? v1::ErrorReason_Name(base::ReasonOf(status)) : cause;
  }
  std::vector<std::string> said() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return said_;
  }
  // A payload that would be good.
  std::string Payload() const {
    return absl::StrCat(R"({"iss":")", settings_.issuer,
                        R"(","aud":"plenary","sub":"anna","iat":1,"exp":)",
                        absl::ToUnixSeconds(clock_.Now() + absl::Minutes(10)), "}");
  }

  OidcProvider provider_;
  // The provider lives by the machine's clock.
  ManualClock clock_{absl::Now()};
  Settings settings_;
  std::mutex mutex_;
  std::vector<std::string> said_;
  absl::optional<Verifier> verifier_;
};

constexpr char kUnreachable[] = "ERROR_REASON_IDENTITY_PROVIDER_UNREACHABLE";

TEST_F(VerifierTest, TokensOfTheProviderAreAccepted) {
  Start();
  for (const char* algorithm : {"RS256", "PS256", "ES256"}) {
    const auto claims = Verify(provider_.Token({"anna", "plenary", algorithm}));
    ASSERT_TRUE(claims.ok()) << algorithm << claims.status();
    EXPECT_EQ((*claims)->issuer, provider_.issuer());
    EXPECT_EQ((*claims)->subject, "anna");
    EXPECT_EQ((*claims)->display_name, "Anna Example");
    EXPECT_THAT((*claims)->roles, ElementsAre("plenary-admins", "plenary-staff"));
  }
  EXPECT_THAT(said(), IsEmpty());
  EXPECT_EQ(verifier_->KeysAge(), absl::ZeroDuration());
}

TEST_F(VerifierTest, RolesLieWhereTheOperatorSays) {
  settings_.roles_claim = "realm_access.roles";
  Start();
  const auto claims = Verify(provider_.Token({"boris"}));
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ((*claims)->display_name, "boris");
  EXPECT_THAT((*claims)->roles, ElementsAre("plenary-staff"));
}

TEST_F(VerifierTest, ForgedTokensAreRefused) {
  Start();
  const std::string good = provider_.Token();
  const std::string key_id = provider_.KeyId();
  ASSERT_EQ(CauseOf(good), "");
  const size_t first = good.find('.');
  const size_t last = good.rfind('.');
  const std::string none = absl::WebSafeBase64Escape(R"({"alg":"none"})");
  const std::string shared = absl::StrCat(R"({"alg":"HS256","kid":")", key_id, R"("})");
  const std::string claimed = absl::StrCat(R"({"alg":"RS256","kid":")", key_id, R"("})");
  const std::string payload = absl::WebSafeBase64Escape(Payload());
  const struct {
    const char* label;
    std::string token;
    const char* cause;
  } cases[] = {
      {"not signed", absl::StrCat(none, ".", payload, "."), "algorithm"},
      {"not signed, with a signature", absl::StrCat(none, ".", payload, good.substr(last)),
       "algorithm"},
      {"by the public key as a shared secret", SignByText(shared, Payload(), provider_.PublicKey()),
       "algorithm"},
      {"the same under another algorithm", SignByText(claimed, Payload(), provider_.PublicKey()),
       "signature"},
      {"another payload", absl::StrCat(good.substr(0, first + 1), payload, good.substr(last)),
       "signature"},
      {"cut short", good.substr(0, good.size() - 10), "signature"},
      {"cut shorter", good.substr(0, last), "malformed"},
  };
  for (const auto& c : cases) EXPECT_EQ(CauseOf(c.token), c.cause) << c.label;
}

TEST_F(VerifierTest, TokensForOthersOrByOthersAreRefused) {
  OidcProvider other;
  Start();
  EXPECT_EQ(CauseOf(provider_.Token({"anna", "accounting"})), "audience");
  EXPECT_EQ(CauseOf(other.Token()), "issuer");
}

TEST_F(VerifierTest, AnAlgorithmThatIsNotAskedForIsRefused) {
  settings_.algorithms = {"ES256"};
  Start();
  EXPECT_EQ(CauseOf(provider_.Token({"anna", "plenary", "ES256"})), "");
  EXPECT_EQ(CauseOf(provider_.Token({"anna", "plenary", "RS256"})), "algorithm");
}

TEST_F(VerifierTest, AClockTwoMinutesOffIsAMatterOfTheLeeway) {
  const std::string token = provider_.Token();
  const absl::Time now = clock_.Now();
  const struct {
    const char* label;
    absl::Time now;
    absl::Duration leeway;
    const char* cause;
  } cases[] = {
      {"the provider is fast", now - absl::Minutes(2), absl::Minutes(1), "not_yet_valid"},
      {"the provider is fast, with leeway", now - absl::Minutes(2), absl::Minutes(3), ""},
      {"the provider is slow", now + absl::Minutes(12), absl::Minutes(1), "expired"},
      {"the provider is slow, with leeway", now + absl::Minutes(12), absl::Minutes(3), ""},
  };
  for (const auto& c : cases) {
    clock_.Set(c.now);
    settings_.leeway = c.leeway;
    Start();
    EXPECT_EQ(CauseOf(token), c.cause) << c.label;
  }
}

TEST_F(VerifierTest, AnAcceptedTokenExpiresAllTheSame) {
  Start();
  const std::string token = provider_.Token({"anna", "plenary", "RS256", absl::Minutes(2)});
  EXPECT_EQ(CauseOf(token), "");
  clock_.Advance(absl::Minutes(2));
  EXPECT_EQ(CauseOf(token), "");
  clock_.Advance(absl::Minutes(1) + absl::Seconds(1));
  EXPECT_EQ(CauseOf(token), "expired");
}

TEST_F(VerifierTest, ANewKeyIsFetchedAndTheOldOneCountsNoLonger) {
  Start();
  const std::string old = provider_.Token();
  ASSERT_EQ(CauseOf(old), "");
  provider_.Rotate();
  const std::string fresh = provider_.Token();
  // Keys were fetched just now, and strangers must not make the server fetch all the time.
  EXPECT_EQ(CauseOf(fresh), "signature");
  EXPECT_EQ(CauseOf(old), "");
  clock_.Advance(absl::Seconds(11));
  EXPECT_EQ(CauseOf(fresh), "");
  EXPECT_EQ(CauseOf(old), "signature");
}

TEST_F(VerifierTest, KeysAreFetchedAnewByThemselves) {
  Start();
  const std::string old = provider_.Token({"anna", "plenary", "RS256", absl::Hours(1)});
  ASSERT_EQ(CauseOf(old), "");
  provider_.Rotate();
  clock_.Advance(absl::Minutes(11));
  while (verifier_->KeysAge() > absl::Minutes(1)) {
    EXPECT_NE(CauseOf(old), kUnreachable);
  }
  EXPECT_EQ(CauseOf(old), "signature");
}

TEST_F(VerifierTest, AProviderThatComesUpLaterIsFoundWithoutARestart) {
  const std::string token = provider_.Token({"anna", "plenary", "RS256", absl::Hours(1)});
  provider_.Stop();
  Start();
  const absl::Status status = Verify(token).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_IDENTITY_PROVIDER_UNREACHABLE);
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  EXPECT_EQ(verifier_->KeysAge(), absl::nullopt);
  // What is wrong in any case is told at once.
  EXPECT_EQ(CauseOf("a.b.c"), "malformed");
  provider_.Start();
  clock_.Advance(absl::Seconds(3));
  EXPECT_EQ(CauseOf(token), "");
  EXPECT_THAT(said(), ElementsAre(HasSubstr(provider_.issuer()), HasSubstr("again")));
}

TEST_F(VerifierTest, KnownKeysGoOnForADayWhileTheProviderIsAway) {
  settings_.leeway = absl::ZeroDuration();
  Start();
  const OidcProvider::Wanted lasting = {"anna", "plenary", "RS256", absl::Hours(48)};
  const std::string token = provider_.Token(lasting);
  // The provider's clock went on while this one stood.
  clock_.Advance(absl::Minutes(1));
  ASSERT_EQ(CauseOf(token), "");
  provider_.Rotate();
  const std::string by_new_key = provider_.Token(lasting);
  provider_.Stop();
  clock_.Advance(absl::Hours(23));
  EXPECT_EQ(CauseOf(token), "");
  // Whether it has that key, only the provider knows.
  EXPECT_EQ(CauseOf(by_new_key), kUnreachable);
  EXPECT_EQ(CauseOf(token), "");
  clock_.Advance(absl::Hours(2));
  EXPECT_EQ(CauseOf(by_new_key), kUnreachable);
  EXPECT_EQ(CauseOf(token), kUnreachable);
}

TEST_F(VerifierTest, EndingIsPromptWhileTheProviderHangs) {
  const std::string token = provider_.Token();
  provider_.Hang();
  Start();
  std::future<Verifier::Answer> answer = Begin(token);
  const absl::Time begin = absl::Now();
  verifier_.reset();
  EXPECT_LT(absl::Now() - begin, absl::Seconds(4));
  EXPECT_EQ(base::ReasonOf(answer.get().status()), v1::ERROR_REASON_SHUTTING_DOWN);
}

TEST_F(VerifierTest, MoreTokensThanAreTakenAreRefusedAtOnce) {
  const std::string token = provider_.Token();
  provider_.Hang();
  Start();
  std::vector<std::future<Verifier::Answer>> answers;
  answers.reserve(1000);
  for (int i = 0; i < 1000; ++i) answers.push_back(Begin(token));
  // Beside those that wait there is one in hand.
  std::future<Verifier::Answer> maybe = Begin(token);
  EXPECT_EQ(base::ReasonOf(Verify(token).status()), v1::ERROR_REASON_SERVER_BUSY);
  verifier_.reset();
  for (auto& answer : answers) {
    EXPECT_EQ(base::ReasonOf(answer.get().status()), v1::ERROR_REASON_SHUTTING_DOWN);
  }
}

TEST_F(VerifierTest, AProviderThatNamesAnotherIssuerIsNotTheOneMeant) {
  settings_.issuer = absl::StrCat(provider_.issuer(), "/");
  Start();
  EXPECT_EQ(CauseOf(SignByText(R"({"alg":"RS256","kid":"k"})", Payload(), "secret")), kUnreachable);
  EXPECT_THAT(said(), ElementsAre(HasSubstr("oidc-issuer")));
}

TEST_F(VerifierTest, AProviderIsTrustedByItsCertificate) {
  const testing::CertificateAuthority authority;
  const testing::TemporaryFolder folder;
  OidcProvider encrypted(authority);
  settings_.issuer = encrypted.issuer();
  ASSERT_TRUE(CheckSettings(settings_).ok());
  const std::string token = encrypted.Token();
  Start();
  EXPECT_EQ(CauseOf(token), kUnreachable);
  settings_.ca_file = folder / "authority.pem";
  std::ofstream(settings_.ca_file) << authority.certificate();
  Start();
  EXPECT_EQ(CauseOf(token), "");
}

}  // namespace
}  // namespace plenary::oidc
