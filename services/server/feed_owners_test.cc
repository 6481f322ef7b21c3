#include "services/server/feed_owners.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/access/table.h"
#include "tests/testing/forum_suite.h"

namespace plenary::server {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;

constexpr char kAnna[] = "users/anna";
constexpr char kKursk[] = "events/tibo/delegations/kursk";

class FeedOwnersTest : public testing::ForumTest {
 protected:
  FeedOwnersTest() {
    forum_.Event();
    forum_.Delegation("kursk");
    forum_.Delegation("minsk");
    Write([](storage::Tx& tx) {
      return access::InsertUser(tx, Parse<v1::User>("name: 'users/anna' kind: PERSON"));
    });
    Write([](storage::Tx& tx) {
      return access::InsertBinding(
          tx, Parse<v1::RoleBinding>(absl::StrCat(
                  "name: 'roleBindings/one' user: 'users/anna' role: REGISTRAR resource: '", kKursk,
                  "'")));
    });
  }
  void Write(const storage::Body& body) {
    EXPECT_THAT(
        storage::WriteAndWait(forum_.store(), {std::string(storage::kAccessPartition)}, body),
        IsOk());
  }
  absl::optional<base::Access> AccessTo(const std::string& subject,
                                        const std::string& owner = kAnna) {
    absl::optional<base::Access> access;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           access, owners_.AccessNow(tx, owner, subject));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return access;
  }

  CurrentOwners owners_{true};
};
PLENARY_ON_EVERY_ENGINE(FeedOwnersTest);

TEST_P(FeedOwnersTest, AnOwnerSeesWhatTheirRolesReach) {
  const auto access = AccessTo(kKursk);
  ASSERT_TRUE(access.has_value());
  EXPECT_TRUE(access->HoldsOn({v1::REGISTRAR}, kKursk));
  EXPECT_FALSE(access->SeesEvent("events/tibo"));
  EXPECT_TRUE(AccessTo("events/tibo").has_value());
  EXPECT_FALSE(AccessTo("events/tibo/delegations/minsk").has_value());
}

TEST_P(FeedOwnersTest, WhoLostTheirRoleSeesNothing) {
  Write([](storage::Tx& tx) { return access::DeleteBinding(tx, "roleBindings/one"); });
  EXPECT_FALSE(AccessTo(kKursk).has_value());
  EXPECT_FALSE(AccessTo("assets/hall").has_value());
}

TEST_P(FeedOwnersTest, WhoMaySignInNoMoreReadsNothing) {
  Write([](storage::Tx& tx) {
    return access::UpdateUserRow(tx,
                                 Parse<v1::User>("name: 'users/anna' kind: PERSON disabled: true"));
  });
  EXPECT_FALSE(AccessTo(kKursk).has_value());
  EXPECT_FALSE(AccessTo(kKursk, "users/nobody").has_value());
  EXPECT_FALSE(AccessTo(kKursk, "users/anna/tokens/none").has_value());
  EXPECT_FALSE(AccessTo(kKursk, "local").has_value());
}

TEST_P(FeedOwnersTest, WhereNobodyIsAskedWhoTheyAreOwnersSeeAll) {
  const CurrentOwners owners(false);
  EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                   [&](storage::Tx& tx) {
                                     PLENARY_ASSIGN_OR_RETURN(
                                         const auto access, owners.AccessNow(tx, "local", kKursk));
                                     EXPECT_TRUE(access->SeesEvent("events/tibo"));
                                     return absl::OkStatus();
                                   }),
              IsOk());
}

}  // namespace
}  // namespace plenary::server
