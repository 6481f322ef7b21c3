#include "services/vault/vault.h"

#include <set>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/base/ids.h"

namespace plenary::vault {
namespace {

constexpr char kRow[] = "people/a";
constexpr char kField[] = "passport";
constexpr char kText[] = "MP0000000";

class VaultTest : public ::testing::Test {
 protected:
  base::SystemRandom random_;
  const Keyring keys_ = GenerateKeyring(random_);
  const Vault vault_{keys_};
};

TEST_F(VaultTest, WhatWasSealedIsOpenedWhereItStands) {
  const Sealed sealed = vault_.Seal(kRow, kField, kText).value();
  EXPECT_EQ(sealed.key_id, vault_.current_key());
  EXPECT_FALSE(absl::StrContains(sealed.bytes, kText));
  EXPECT_EQ(vault_.Open(kRow, kField, sealed.key_id, sealed.bytes).value(), kText);
}

TEST_F(VaultTest, MovedToAnotherRowOrFieldItCannotBeOpened) {
  const Sealed sealed = vault_.Seal(kRow, kField, kText).value();
  for (const auto& [row, field] : {std::pair("people/b", kField), std::pair(kRow, "birth_date"),
                                   std::pair("people/ap", "assport"), std::pair("", "")}) {
    EXPECT_EQ(base::ReasonOf(vault_.Open(row, field, sealed.key_id, sealed.bytes).status()),
              v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE)
        << row << " " << field;
  }
}

TEST_F(VaultTest, OneChangedBitIsSeenWhereverItIs) {
  const Sealed sealed = vault_.Seal(kRow, kField, kText).value();
  for (size_t i = 0; i < sealed.bytes.size(); ++i) {
    std::string changed = sealed.bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(vault_.Open(kRow, kField, sealed.key_id, changed).status().code(),
              absl::StatusCode::kDataLoss)
        << i;
  }
}

TEST_F(VaultTest, WhatIsCutShortCannotBeOpened) {
  const Sealed sealed = vault_.Seal(kRow, kField, "").value();
  for (size_t size = 0; size < sealed.bytes.size(); ++size) {
    EXPECT_FALSE(vault_.Open(kRow, kField, sealed.key_id, sealed.bytes.substr(0, size)).ok());
  }
}

TEST_F(VaultTest, AnotherKeyOpensNothingEvenUnderTheSameId) {
  const Sealed sealed = vault_.Seal(kRow, kField, kText).value();
  Keyring other = GenerateKeyring(random_);
  EXPECT_EQ(base::MetadataOf(Vault(other).Open(kRow, kField, sealed.key_id, sealed.bytes).status())
                .at("keyId"),
            sealed.key_id);
  other.fields.back().id = sealed.key_id;
  EXPECT_EQ(base::ReasonOf(Vault(other).Open(kRow, kField, sealed.key_id, sealed.bytes).status()),
            v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE);
}

TEST_F(VaultTest, AnOlderKeyOpensWhatItSealedAndSealsNothingNew) {
  const Sealed before = vault_.Seal(kRow, kField, kText).value();
  Keyring rotated = keys_;
  rotated.fields.push_back(GenerateFieldKey(random_));
  const Vault after(rotated);
  EXPECT_EQ(after.Open(kRow, kField, before.key_id, before.bytes).value(), kText);
  EXPECT_EQ(after.Seal(kRow, kField, kText).value().key_id, rotated.fields.back().id);
  EXPECT_EQ(after.Blind(kField, kText), vault_.Blind(kField, kText));
}

TEST_F(VaultTest, NoNonceIsUsedForTwoTexts) {
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = std::to_string(i / 4);
    const std::string row = (i & 1) == 0 ? "people/a" : "people/b";
    const std::string field = (i & 2) == 0 ? "passport" : "birth_date";
    nonces.insert(vault_.Seal(row, field, text).value().bytes.substr(0, 24));
  }
  EXPECT_EQ(nonces.size(), 1000U);
}

TEST_F(VaultTest, ABlindValueTellsEqualityWithinOneFieldAlone) {
  EXPECT_EQ(vault_.Blind("passport", kText), vault_.Blind("passport", kText));
  EXPECT_NE(vault_.Blind("passport", kText), vault_.Blind("passport", "MP0000001"));
  EXPECT_NE(vault_.Blind("passport", kText), vault_.Blind("birth_date", kText));
  EXPECT_NE(vault_.Blind("passport", kText),
            Vault(GenerateKeyring(random_)).Blind("passport", kText));
}

TEST_F(VaultTest, WithoutKeysNothingIsSealedOpenedOrSigned) {
  const Vault none;
  EXPECT_FALSE(none.has_keys());
  for (const absl::Status& status :
       {none.Seal(kRow, kField, kText).status(), none.Open(kRow, kField, "k", kText).status(),
        none.Sign(kText).status(), none.CheckKeys()}) {
    EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING);
  }
  EXPECT_EQ(none.Blind(kField, kText), "");
  EXPECT_EQ(none.pepper(), "");
  EXPECT_EQ(none.current_key(), "");
  EXPECT_THAT(none.PublicKeys(), ::testing::IsEmpty());
  EXPECT_THAT(none.KeyChecks(), ::testing::IsEmpty());
}

TEST_F(VaultTest, ASignatureIsThatOfTheCurrentKeyAndOfNoOtherMessage) {
  Keyring rotated = keys_;
  rotated.signs.push_back(random_.Bytes(kKeyBytes));
  const Vault vault(rotated);
  const std::vector<PublicKey> keys = vault.PublicKeys();
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_TRUE(keys[0].is_current);
  EXPECT_FALSE(keys[1].is_current);
  EXPECT_EQ(keys[1].id, vault_.PublicKeys()[0].id);

  Signature signature = vault.Sign("heads").value();
  EXPECT_EQ(signature.key_id, keys[0].id);
  EXPECT_EQ(signature.key_id.size(), 16U);
  EXPECT_TRUE(IsSignedBy(keys[0].bytes, "heads", signature.bytes));
  EXPECT_FALSE(IsSignedBy(keys[0].bytes, "head", signature.bytes));
  EXPECT_FALSE(IsSignedBy(keys[1].bytes, "heads", signature.bytes));
  EXPECT_FALSE(IsSignedBy(keys[0].bytes, "heads", ""));
  EXPECT_FALSE(IsSignedBy("", "heads", signature.bytes));
  signature.bytes[5] = static_cast<char>(signature.bytes[5] ^ 1);
  EXPECT_FALSE(IsSignedBy(keys[0].bytes, "heads", signature.bytes));
}

// RFC 8032, section 7.1, test 2.
TEST_F(VaultTest, SignaturesAreThoseOfTheStandard) {
  Keyring keys = keys_;
  keys.signs = {
      absl::HexStringToBytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")};
  const Vault vault(keys);
  EXPECT_EQ(absl::BytesToHexString(vault.PublicKeys()[0].bytes),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(absl::BytesToHexString(vault.Sign("\x72").value().bytes),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST_F(VaultTest, KeyChecksTellOneKeyFromAnotherOfTheSameId) {
  Keyring other = GenerateKeyring(random_);
  other.fields[0].id = keys_.fields[0].id;
  const std::vector<KeyCheck> own = vault_.KeyChecks();
  const std::vector<KeyCheck> its = Vault(other).KeyChecks();
  ASSERT_EQ(own.size(), 2U);
  ASSERT_EQ(its.size(), 2U);
  for (size_t i = 0; i < own.size(); ++i) {
    EXPECT_EQ(own[i].id, its[i].id);
    EXPECT_NE(own[i].value, its[i].value);
    EXPECT_EQ(own[i].value, Vault(keys_).KeyChecks()[i].value);
  }
}

}  // namespace
}  // namespace plenary::vault
