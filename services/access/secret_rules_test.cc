#include "services/access/secret_rules.h"

#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"

namespace plenary::access {
namespace {

using ::plenary::testing::RefusedFor;

constexpr char kId[] = "abcdefghijklmnopqrstuvwx";

std::string Secret(CredentialKind kind = CredentialKind::kToken) {
  return MakeSecret(kind, kId, std::string(kSecretBytes, '\x5a'));
}

TEST(SecretRulesTest, ASecretTellsItsKindAndTheIdByWhichItIsFound) {
  for (const CredentialKind kind :
       {CredentialKind::kToken, CredentialKind::kSession, CredentialKind::kLink}) {
    const auto parts = ParseSecret(Secret(kind));
    ASSERT_TRUE(parts.ok()) << parts.status();
    EXPECT_EQ(parts->kind, kind);
    EXPECT_EQ(parts->id, kId);
  }
}

TEST(SecretRulesTest, ASecretIsOneWordOfLettersAndDigitsThatScannersKnowByItsBeginning) {
  const std::string secret = Secret();
  EXPECT_TRUE(absl::StartsWith(secret, "pln_t"));
  EXPECT_EQ(secret.size(), 88);
  EXPECT_EQ(secret.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567_"), std::string::npos);
}

TEST(SecretRulesTest, EveryMistypedCharacterIsNoticedWithoutAQuery) {
  const std::string secret = Secret();
  for (size_t i = 0; i < secret.size(); ++i) {
    std::string mistyped = secret;
    mistyped[i] = mistyped[i] == 'q' ? 'r' : 'q';
    EXPECT_THAT(ParseSecret(mistyped), RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID)) << i;
  }
}

TEST(SecretRulesTest, ASecretThatWasCutShortOrGrewIsNoticed) {
  const std::string secret = Secret();
  for (size_t size = 0; size < secret.size(); ++size) {
    EXPECT_THAT(ParseSecret(secret.substr(0, size)),
                RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID));
  }
  EXPECT_THAT(ParseSecret(secret + "a"), RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID));
  EXPECT_THAT(ParseSecret(std::string(secret.size(), '\0')),
              RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID));
}

TEST(SecretRulesTest, OnlyTheWholeSecretHasItsHash) {
  const std::string secret = Secret();
  EXPECT_EQ(HashOfSecret(secret).size(), 32);
  EXPECT_TRUE(SameHash(HashOfSecret(secret), HashOfSecret(secret)));
  EXPECT_FALSE(SameHash(HashOfSecret(secret), HashOfSecret(secret.substr(1))));
  EXPECT_FALSE(SameHash(HashOfSecret(secret), ""));
}

}  // namespace
}  // namespace plenary::access
