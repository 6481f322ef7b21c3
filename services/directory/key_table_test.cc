#include "services/directory/key_table.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/errors.h"
#include "services/directory/service.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/vault.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TestKeys;
using ::plenary::testing::TestVault;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using D = DirectoryService;

class KeyTableTest : public testing::ForumTest {
 protected:
  void SetUp() override { ASSERT_THAT(Belong(TestVault()), IsOk()); }

  absl::Status Write(const storage::Body& body) {
    return storage::WriteAndWait(forum_.store(), {"directory", "settings"}, body);
  }
  absl::Status Belong(const vault::Vault& vault) {
    return Write([&](storage::Tx& tx) { return CheckKeysBelong(tx, vault); });
  }
  std::map<std::string, int64_t> Sealed() {
    std::map<std::string, int64_t> sealed;
    EXPECT_THAT(Write([&](storage::Tx& tx) {
                  PLENARY_ASSIGN_OR_RETURN(sealed, CountSealed(tx));
                  return absl::OkStatus();
                }),
                IsOk());
    return sealed;
  }
  Abandoned Abandon(const vault::Vault& vault, size_t limit = 100) {
    Abandoned abandoned;
    EXPECT_THAT(Write([&](storage::Tx& tx) {
                  base::IdSequence ids(std::string(32, 's'), tx.now());
                  PLENARY_ASSIGN_OR_RETURN(abandoned, AbandonLostKeys(tx, vault, ids, limit));
                  return absl::OkStatus();
                }),
                IsOk());
    return abandoned;
  }
  std::string PersonWithPassport() {
    return Value(forum_.Do(&D::CreatePerson,
                           "person { names { language: 'en' family_name: 'Primerov' } "
                           "passport { number: 'AB1' } }"))
        .name();
  }
  // TestKeys with a newer field key.
  static vault::Keyring Rotated() {
    vault::Keyring keys = TestKeys();
    keys.fields.push_back({"next", std::string(vault::kKeyBytes, 'n')});
    return keys;
  }
};
PLENARY_ON_EVERY_ENGINE(KeyTableTest);

TEST_P(KeyTableTest, ADatabaseKnowsItsKeysAgain) {
  EXPECT_THAT(Belong(TestVault()), IsOk());
  EXPECT_THAT(Belong(vault::Vault(Rotated())), IsOk());
  EXPECT_THAT(Belong(vault::Vault()), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

TEST_P(KeyTableTest, TheKeysOfAnotherDatabaseAreRefused) {
  vault::Keyring other_index = TestKeys();
  other_index.index = std::string(vault::kKeyBytes, 'x');
  vault::Keyring other_field = TestKeys();
  other_field.fields[0].bytes = std::string(vault::kKeyBytes, 'x');
  for (const vault::Keyring& keys : {other_index, other_field}) {
    EXPECT_THAT(Belong(vault::Vault(keys)),
                RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
  }
}

TEST_P(KeyTableTest, AKeyMayGoOnceNothingIsSealedWithIt) {
  const std::string name = PersonWithPassport();
  EXPECT_THAT(Sealed(), ElementsAre(Pair("test", 1)));
  ASSERT_THAT(Belong(vault::Vault(Rotated())), IsOk());
  vault::Keyring without = Rotated();
  without.fields.erase(without.fields.begin());
  const vault::Vault vault(without);
  EXPECT_THAT(Belong(vault), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
  Value(forum_.Do(&D::UpdatePerson,
                  absl::StrCat("person { name: '", name, "' } update_mask { paths: 'passport' }")));
  EXPECT_THAT(Belong(vault), IsOk());
}

TEST_P(KeyTableTest, WithLostKeysGoesWhatNobodyCanReadAndNothingElse) {
  const std::string first = PersonWithPassport();
  const std::string second = PersonWithPassport();
  vault::Keyring fresh = TestKeys();
  fresh.fields[0] = {"fresh", std::string(vault::kKeyBytes, 'g')};
  fresh.index = std::string(vault::kKeyBytes, 'h');
  const vault::Vault vault(fresh);
  ASSERT_THAT(Belong(vault), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
  EXPECT_FALSE(Abandon(vault, 1).is_done);
  const Abandoned last = Abandon(vault, 1);
  EXPECT_TRUE(last.is_done);
  EXPECT_EQ(last.people, 1);
  EXPECT_EQ(last.values, 1);
  EXPECT_THAT(Sealed(), IsEmpty());
  for (const std::string& name : {first, second}) {
    const v1::Person person = Value(forum_.Ask(&D::GetPerson, forum_.Named(name)));
    EXPECT_THAT(person.protected_known(), IsEmpty());
    EXPECT_EQ(person.names(0).family_name(), "Primerov");
  }
  EXPECT_THAT(Belong(vault), IsOk());
  EXPECT_THAT(Belong(TestVault()), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

TEST_P(KeyTableTest, NothingGoesWhereNoKeyIsLost) {
  PersonWithPassport();
  const Abandoned none = Abandon(vault::Vault(Rotated()));
  EXPECT_TRUE(none.is_done);
  EXPECT_EQ(none.values, 0);
  EXPECT_THAT(Sealed(), ElementsAre(Pair("test", 1)));
}

}  // namespace
}  // namespace plenary::directory
