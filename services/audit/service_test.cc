#include "services/audit/service.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/chains.h"

namespace plenary::audit {
namespace {

using plenary::testing::IsOk;
using plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AuditServiceTest : public plenary::testing::ChainsTest {
 protected:
  absl::StatusOr<v1::ListEntriesResponse> List(const v1::ListEntriesRequest& request) {
    return storage::ReadAndWait(*store_, Auditor("ListEntries"), service_,
                                &AuditService::ListEntries, request);
  }
  // "partition number" of each entry that the filter finds, in order, page by page.
  std::vector<std::string> Found(const std::string& filter, const std::string& order_by = "",
                                 int page_size = 0) {
    std::vector<std::string> found;
    v1::ListEntriesRequest request;
    request.set_filter(filter);
    request.set_order_by(order_by);
    request.set_page_size(page_size);
    do {
      const auto page = List(request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return found;
      for (const v1::Change& entry : page->entries()) {
        found.push_back(absl::StrCat(entry.partition(), " ", entry.number()));
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return found;
  }
  v1::ListSignedHeadsResponse ListHeads(int page_size, const std::string& page_token) {
    v1::ListSignedHeadsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    return *storage::ReadAndWait(*store_, Auditor("ListSignedHeads"), service_,
                                 &AuditService::ListSignedHeads, request);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, AuditServiceTest,
                         ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(AuditServiceTest, EntriesOfAllPartitionsAreListedNewestFirst) {
  Append("events/a", 2);
  clock_.Advance(absl::Seconds(1));
  Append("directory", 1);
  clock_.Advance(absl::Seconds(1));
  Append("events/a", 1);
  for (const int page_size : {0, 1, 2, 3, 4}) {
    EXPECT_THAT(Found("", "", page_size),
                ElementsAre("events/a 3", "directory 1", "events/a 2", "events/a 1"));
    EXPECT_THAT(Found("", "change_time", page_size),
                ElementsAre("events/a 1", "events/a 2", "directory 1", "events/a 3"));
  }
}

TEST_P(AuditServiceTest, EntriesAreFoundByWhatTheySayOfThemselves) {
  Append("events/a", 2, "users/anna");
  clock_.Advance(absl::Seconds(1));
  Append("events/b", 1, "users/boris/tokens/t1");
  clock_.Advance(absl::Seconds(1));
  Append("directory", 1, "users/boris", v1::Change::READ);
  EXPECT_THAT(Found("partition = \"events/a\""), ElementsAre("events/a 2", "events/a 1"));
  EXPECT_THAT(Found("caller = \"users/boris\""), ElementsAre("directory 1"));
  EXPECT_THAT(Found("caller:\"users/boris\""), ElementsAre("directory 1", "events/b 1"));
  EXPECT_THAT(Found("resource_name = \"events/a/things/2\""), ElementsAre("events/a 2"));
  EXPECT_THAT(Found("resource_name:\"events/a/\""), ElementsAre("events/a 2", "events/a 1"));
  EXPECT_THAT(Found("kind = READ"), ElementsAre("directory 1"));
  EXPECT_THAT(Found("method = \"plenary.v1.EventService/UpdateEvent\" AND kind = READ"),
              ElementsAre("directory 1"));
  EXPECT_THAT(Found("change_time >= \"2023-04-17T12:00:01Z\""),
              ElementsAre("directory 1", "events/b 1"));
  EXPECT_THAT(Found("caller = \"users/nobody\""), IsEmpty());
}

TEST_P(AuditServiceTest, AnEntrySaysWhoDidWhatAndNotWhatItWas) {
  Append("events/a", 1);
  const auto listed = List({});
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->entries(), SizeIs(1));
  const v1::Change& entry = listed->entries(0);
  EXPECT_EQ(entry.caller(), "users/anna");
  EXPECT_EQ(entry.method(), "plenary.v1.EventService/UpdateEvent");
  EXPECT_EQ(entry.resource_name(), "events/a/things/1");
  EXPECT_EQ(entry.kind(), v1::Change::UPDATED);
  EXPECT_FALSE(entry.has_resource());
  EXPECT_FALSE(entry.erased());
}

TEST_P(AuditServiceTest, AListOfEntriesSaysWhichFieldsAndOrdersThereAre) {
  v1::ListEntriesRequest request;
  request.set_filter("payload = 1");
  EXPECT_THAT(List(request), RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  request.clear_filter();
  request.set_order_by("caller");
  EXPECT_THAT(List(request), RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
}

TEST_P(AuditServiceTest, AChainIsReadFromItsOldestEntryAndTellsWhereItStands) {
  Append("events/a", 5);
  const v1::ListChainResponse first = Page("events/a", 0, 2);
  ASSERT_THAT(first.entries(), SizeIs(2));
  EXPECT_EQ(first.entries(0).change().number(), 1);
  EXPECT_EQ(first.hash_before(), std::string(32, '\0'));
  EXPECT_EQ(first.head().number(), 5);
  const v1::ListChainResponse next = Page("events/a", 2);
  ASSERT_THAT(next.entries(), SizeIs(3));
  EXPECT_EQ(next.hash_before(), first.entries(1).change().hash());
  EXPECT_EQ(next.head().hash(), next.entries(2).change().hash());
}

TEST_P(AuditServiceTest, AChainThatNeverBeganIsNotFoundUnlessItIsAlwaysThere) {
  EXPECT_THAT(Page("directory", 0).entries(), IsEmpty());
  EXPECT_THAT(Page("access", 0).entries(), IsEmpty());
  v1::ListChainRequest request;
  request.set_parent("events/nowhere");
  EXPECT_THAT(storage::ReadAndWait(*store_, Auditor("ListChain"), service_,
                                   &AuditService::ListChain, request),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(AuditServiceTest, SignedHeadsAreWhereEveryChainStoodBefore) {
  Append("events/a", 5);
  Append("directory", 3);
  const v1::SignedHeads heads = Sign();
  ASSERT_THAT(heads.heads(), SizeIs(2));
  EXPECT_EQ(heads.heads(0).partition(), "directory");
  EXPECT_EQ(heads.heads(0).number(), 3);
  EXPECT_EQ(heads.heads(1).partition(), "events/a");
  EXPECT_EQ(heads.heads(1).number(), 5);
  EXPECT_EQ(heads.heads(1).hash(), Page("events/a", 4).entries(0).change().hash());
  EXPECT_TRUE(IsSignedWith(heads, Keys()));
  // They are recorded by who signed them.
  EXPECT_THAT(Found(absl::StrCat("resource_name = \"", heads.name(), "\"")),
              ElementsAre("directory 4"));
  EXPECT_THAT(Found("caller = \"users/auditor\""), ElementsAre("directory 4"));
}

TEST_P(AuditServiceTest, SignedHeadsAreListedNewestFirst) {
  Append("events/a", 5);
  std::vector<std::string> signed_before;
  for (int i = 0; i < 5; ++i) {
    clock_.Advance(absl::Hours(1));
    signed_before.insert(signed_before.begin(), Sign().name());
  }
  std::vector<std::string> listed;
  std::string page_token;
  do {
    const v1::ListSignedHeadsResponse page = ListHeads(2, page_token);
    for (const v1::SignedHeads& heads : page.signed_heads()) listed.push_back(heads.name());
    page_token = page.next_page_token();
  } while (!page_token.empty());
  EXPECT_EQ(listed, signed_before);
}

TEST_P(AuditServiceTest, NothingIsSignedWithoutAKey) {
  const vault::Vault without_keys;
  const AuditService service(sealer_, without_keys);
  EXPECT_THAT(storage::ChangeAndWait(*store_, random_, Auditor("SignHeads"), service,
                                     &AuditService::SignHeads, {}),
              RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
  EXPECT_THAT(storage::ReadAndWait(*store_, Auditor("GetAuditKeys"), service,
                                   &AuditService::GetAuditKeys, {})
                  ->keys(),
              IsEmpty());
}

TEST_P(AuditServiceTest, KeysThatSignedBeforeAreStillThere) {
  vault::Keyring keys = plenary::testing::TestKeys();
  keys.signs.push_back(std::string(vault::kKeyBytes, 'n'));
  const vault::Vault newer(keys);
  const v1::SignedHeads before = Sign();
  const AuditService service(sealer_, newer);
  const auto known = storage::ReadAndWait(*store_, Auditor("GetAuditKeys"), service,
                                          &AuditService::GetAuditKeys, {});
  ASSERT_THAT(known, IsOk());
  ASSERT_THAT(known->keys(), SizeIs(2));
  EXPECT_TRUE(known->keys(0).current());
  EXPECT_FALSE(known->keys(1).current());
  EXPECT_EQ(known->keys(1).id(), before.key_id());
  EXPECT_TRUE(IsSignedWith(before, *known));
}

}  // namespace
}  // namespace plenary::audit
