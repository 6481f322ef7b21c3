#include "services/access/password_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/password_hash.h"
#include "tests/testing/matchers.h"

namespace plenary::access {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::testing::Contains;
using ::testing::Pair;

constexpr char kUser[] = "users/anna";

TEST(PasswordRulesTest, LengthCountsAndCompositionDoesNot) {
  EXPECT_THAT(CheckPassword("marsh wolf lantern", kUser), IsOk());
  EXPECT_THAT(CheckPassword("болотный фонарь", kUser), IsOk());
  EXPECT_THAT(CheckPassword("Xy7$Xy7$Xy7", kUser), RefusedFor(v1::ERROR_REASON_PASSWORD_TOO_WEAK));
}

TEST(PasswordRulesTest, LengthIsOfCharactersNotOfBytes) {
  // Eleven characters of two bytes each.
  EXPECT_THAT(CheckPassword("фонарьболот", kUser), RefusedFor(v1::ERROR_REASON_PASSWORD_TOO_WEAK));
  EXPECT_THAT(CheckPassword("фонарьболота", kUser), IsOk());
}

TEST(PasswordRulesTest, CommonPasswordsAndOnesOwnIdAreTooWeak) {
  for (const char* weak :
       {"password1234", "PassWord1234", "qwertyuiop123", "ЙЦУКЕНГШЩЗХЪ", "aaaaaaaaaaaaaaaa"}) {
    EXPECT_THAT(CheckPassword(weak, kUser), RefusedFor(v1::ERROR_REASON_PASSWORD_TOO_WEAK)) << weak;
  }
  EXPECT_THAT(CheckPassword("Conference-Desk", "users/conference-desk"),
              RefusedFor(v1::ERROR_REASON_PASSWORD_TOO_WEAK));
}

TEST(PasswordRulesTest, TheRefusalSaysHowManyCharactersAreNeeded) {
  EXPECT_THAT(base::MetadataOf(CheckPassword("short", kUser)),
              Contains(Pair("leastCharacters", "12")));
}

TEST(PasswordRulesTest, APasswordIsTheSameHoweverAKeyboardComposesIt) {
  // "й" as one character, and as "и" with a breve.
  EXPECT_EQ(NormalPassword("\xd0\xb9"), NormalPassword("\xd0\xb8\xcc\x86"));
}

TEST(PasswordHashRulesTest, OnlyThePasswordItselfFitsItsHash) {
  const auto hash = HashPassword("marsh wolf lantern");
  ASSERT_THAT(hash, IsOk());
  EXPECT_TRUE(PasswordFits(*hash, "marsh wolf lantern"));
  EXPECT_FALSE(PasswordFits(*hash, "marsh wolf lanterns"));
  EXPECT_FALSE(PasswordFits(*hash, ""));
}

TEST(PasswordHashRulesTest, TwoHashesOfOnePasswordDiffer) {
  EXPECT_NE(HashPassword("marsh wolf lantern").value(), HashPassword("marsh wolf lantern").value());
}

TEST(PasswordHashRulesTest, NothingFitsWhereThereIsNoPassword) {
  EXPECT_FALSE(PasswordFits("", ""));
  EXPECT_FALSE(PasswordFits("", "marsh wolf lantern"));
}

}  // namespace
}  // namespace plenary::access
