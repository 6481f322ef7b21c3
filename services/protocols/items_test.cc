// Items of protocols over every engine: written, numbered, kept by revision, listed.
#include <atomic>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/protocols/item_rules.h"
#include "services/protocols/table.h"
#include "tests/testing/protocols.h"
#include "tests/testing/race.h"

namespace plenary::protocols {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::ProtocolForum;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Item = v1::ProtocolItem;
using Service = ProtocolForum::Protocols;

constexpr char kTexts[] =
    "texts { language: 'ru' text: 'two' } texts { language: 'be' text: 'dva' }";

class ItemsTest : public testing::ProtocolTest {
 protected:
  std::string Draft() { return Value(forum_.Add("MINUTES")).name(); }
  absl::StatusOr<Item> Delete(const std::string& name) {
    return forum_.Do(&Service::DeleteProtocolItem, Forum::Named(name));
  }
  absl::StatusOr<Item> Undelete(const std::string& name) {
    return forum_.Do(&Service::UndeleteProtocolItem, Forum::Named(name));
  }
  // An item whose id is its name in these tests.
  std::string Add(const std::string& protocol, const std::string& id,
                  const std::string& rest = "") {
    v1::CreateProtocolItemRequest request;
    request.set_parent(protocol);
    request.set_protocol_item_id(id);
    *request.mutable_protocol_item() =
        testing::Parse<Item>(absl::StrCat("kind: INFORMATION ", kTexts), rest);
    return Value(forum_.Do(&Service::CreateProtocolItem, request)).name();
  }
  static std::string In(const std::string& item) {
    return absl::StrCat("parent_item: '", item, "' ");
  }
  // "a=1", "b=2" …
  std::vector<std::string> Numbers(const std::string& protocol) {
    const std::vector<Item> items = forum_.Items(protocol);
    std::vector<std::string> numbers;
    numbers.reserve(items.size());
    for (const Item& item : items) {
      numbers.push_back(absl::StrCat(base::LastId(item.name()), "=", item.number()));
    }
    return numbers;
  }
  std::vector<Item> Revisions(const std::string& item) {
    auto request =
        testing::Parse<v1::ListProtocolItemRevisionsRequest>(Forum::Named(item, "page_size: 2"));
    std::vector<Item> revisions;
    do {
      const auto page =
          Value(forum_.Ask(&Service::ListProtocolItemRevisions, request.ShortDebugString()));
      revisions.insert(revisions.end(), page.protocol_items().begin(), page.protocol_items().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return revisions;
  }
};
PLENARY_ON_EVERY_ENGINE(ItemsTest);

// --- Numbers.

TEST_P(ItemsTest, ItemsAreNumberedInTheirOrderAndPartsInTheirs) {
  const std::string minutes = Draft();
  const std::string a = Add(minutes, "a");
  const std::string c = Add(minutes, "c");
  Add(minutes, "c1", In(c));
  Add(minutes, "b", "place: 2");
  const std::string c0 = Add(minutes, "c0", In(c) + "place: 1");
  Add(minutes, "c01", In(c0));
  EXPECT_THAT(Numbers(minutes), ElementsAre("a=1", "b=2", "c=3", "c0=3.1", "c01=3.1.1", "c1=3.2"));
  Value(forum_.UpdateItem(a, "place: 3"));
  EXPECT_THAT(Numbers(minutes), ElementsAre("b=1", "c=2", "c0=2.1", "c01=2.1.1", "c1=2.2", "a=3"));
  EXPECT_EQ(forum_.GetItem(c0).number(), "2.1");
}

TEST_P(ItemsTest, ItemsLieAtMostThreeDeepAndInTheirProtocol) {
  const std::string minutes = Draft();
  const std::string a = Add(minutes, "a");
  const std::string b = Add(minutes, "b", In(a));
  const std::string c = Add(minutes, "c", In(b));
  EXPECT_THAT(BadFields(forum_.AddItem(minutes, In(c))), ElementsAre("protocol_item.parent_item"));
  EXPECT_THAT(BadFields(forum_.AddItem(Draft(), In(a))), ElementsAre("protocol_item.parent_item"));
  EXPECT_THAT(forum_.AddItem(minutes, In(minutes + "/items/none")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.UpdateItem(b, In(c)), RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
}

TEST_P(ItemsTest, ADeletedItemLeavesItsNumberToTheNext) {
  const std::string minutes = Draft();
  const std::string a = Add(minutes, "a");
  const std::string b = Add(minutes, "b");
  const std::string part = Add(minutes, "part", In(b));
  EXPECT_THAT(Delete(b), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  const Item deleted = Value(Delete(a));
  EXPECT_EQ(deleted.number(), "");
  EXPECT_THAT(Numbers(minutes), ElementsAre("b=1", "part=1.1"));
  EXPECT_THAT(forum_.Items(minutes, "show_deleted: true"), SizeIs(3));
  EXPECT_THAT(forum_.UpdateItem(a, kTexts), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_EQ(Value(Undelete(a)).number(), "2");
  EXPECT_THAT(Undelete(a), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  Value(Delete(part));
  Value(Delete(b));
  EXPECT_THAT(Undelete(part), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Numbers(minutes), ElementsAre("a=1"));
}

TEST_P(ItemsTest, WhoIsNumberedAnewKeepsTheRevisionThatOthersHaveRead) {
  const std::string minutes = Draft();
  const Item read = forum_.GetItem(Add(minutes, "a"));
  Add(minutes, "b", "place: 1");
  EXPECT_EQ(forum_.GetItem(read.name()).number(), "2");
  EXPECT_THAT(forum_.UpdateItem(read.name(), absl::StrCat("etag: '", read.etag(), "' ", kTexts)),
              IsOk());
}

TEST_P(ItemsTest, AProtocolHasAtMostFiveHundredItems) {
  const std::string minutes = Draft();
  const Item first = forum_.GetItem(forum_.Item(minutes));
  Item last = first;
  // Written at once: what is tried is the limit, not the way there.
  ASSERT_THAT(storage::WriteAndWait(forum_.store(), {ProtocolForum::kNegotiation},
                                    [&](storage::Tx& tx) -> absl::Status {
                                      for (int i = 2; i <= kMostItems; ++i) {
                                        last.set_name(absl::StrCat(minutes, "/items/i", i));
                                        last.set_place(i);
                                        last.set_number(absl::StrCat(i));
                                        PLENARY_RETURN_IF_ERROR(InsertProtocolItem(tx, last));
                                        PLENARY_RETURN_IF_ERROR(PlaceProtocolItem(tx, last, i));
                                      }
                                      return absl::OkStatus();
                                    }),
              IsOk());
  EXPECT_THAT(forum_.AddItem(minutes), RefusedFor(v1::ERROR_REASON_TRANSACTION_TOO_LARGE));
  // All of them are numbered anew.
  EXPECT_EQ(Value(forum_.UpdateItem(last.name(), "place: 1")).number(), "1");
  EXPECT_EQ(forum_.GetItem(first.name()).number(), "2");
}

// --- Texts and revisions.

TEST_P(ItemsTest, EverySaveIsARevisionThatIsKept) {
  const std::string minutes = Draft();
  const std::string item = forum_.Item(minutes);
  Value(forum_.UpdateItem(item, kTexts));
  const Item third = Value(forum_.UpdateItem(item, "kind: INFORMATION"));
  EXPECT_EQ(third.revision(), 3);
  const std::vector<Item> revisions = Revisions(item);
  ASSERT_THAT(revisions, SizeIs(3));
  EXPECT_EQ(revisions[0].kind(), Item::INFORMATION);
  EXPECT_EQ(revisions[1].texts(0).text(), "two");
  EXPECT_EQ(revisions[1].kind(), Item::DECISION);
  EXPECT_EQ(revisions[2].texts(0).text(), "one");
  EXPECT_EQ(revisions[2].number(), "1");
  EXPECT_THAT(
      forum_.Ask(&Service::ListProtocolItemRevisions, Forum::Named(minutes + "/items/none")),
      RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ItemsTest, ASaveOnAnOldRevisionReturnsTheNewerOne) {
  const Item read = Value(forum_.AddItem(Draft()));
  const Item newer = Value(forum_.UpdateItem(read.name(), kTexts));
  const std::string old = absl::StrCat("etag: '", read.etag(), "' ");
  for (const absl::Status& refused :
       {forum_.UpdateItem(read.name(), old + "kind: INFORMATION").status(),
        forum_.Do(&Service::ConfirmProtocolItem, Forum::Named(read.name(), old)).status(),
        forum_.Do(&Service::DeleteProtocolItem, Forum::Named(read.name(), old)).status()}) {
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
    Item attached;
    const google::rpc::Status told = base::ToRpcStatus(refused);
    for (const auto& detail : told.details()) detail.UnpackTo(&attached);
    EXPECT_THAT(attached, EqualsProto(newer));
  }
}

TEST_P(ItemsTest, OfTwoWhoSaveTheSameRevisionOneIsToldOfTheOther) {
  const Item read = Value(forum_.AddItem(Draft()));
  std::atomic<int> saved = 0;
  Race(4, [&](int i) {
    const absl::Status status =
        forum_
            .UpdateItem(read.name(), absl::StrCat("etag: '", read.etag(), "' ",
                                                  "texts { language: 'ru' text: 'r", i, "' }"))
            .status();
    if (status.ok()) return void(++saved);
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  });
  EXPECT_EQ(saved, 1);
  EXPECT_THAT(Revisions(read.name()), SizeIs(2));
}

TEST_P(ItemsTest, ItemsThatAreAddedAtOnceGetNumbersOfTheirOwn) {
  const std::string minutes = Draft();
  Race(4, [&](int) { EXPECT_THAT(forum_.AddItem(minutes, "place: 1"), IsOk()); });
  const std::vector<Item> items = forum_.Items(minutes);
  ASSERT_THAT(items, SizeIs(4));
  for (int i = 0; i < 4; ++i) EXPECT_EQ(items[i].number(), absl::StrCat(i + 1));
}

TEST_P(ItemsTest, ATextThatIsMissingIsToldToWhoReadsAndWhoLists) {
  const std::string minutes = Value(forum_.Add("MINUTES", "languages: 'zh'")).name();
  const std::string item = forum_.Item(minutes);
  EXPECT_THAT(forum_.GetItem(item).out_of_step_languages(), ElementsAre("zh"));
  const auto listed =
      forum_.Items(minutes, "read_mask { paths: 'name' paths: 'out_of_step_languages' }");
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_THAT(listed[0].out_of_step_languages(), ElementsAre("zh"));
  EXPECT_THAT(listed[0].texts(), IsEmpty());
  EXPECT_THAT(
      BadFields(forum_.Do(&Service::ConfirmProtocolItem, Forum::Named(item, "languages: 'zh'"))),
      ElementsAre("languages[0]"));
}

// --- What it says.

TEST_P(ItemsTest, WhatAnItemNamesExists) {
  const std::string minutes = Draft();
  EXPECT_THAT(forum_.AddItem(minutes, "topic: 'negotiations/kursk/topics/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddItem(minutes,
                             "kind: COMMITMENT commitment { side: OURS executors: "
                             "'organizations/none' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddItem(minutes, "amends_item: 'negotiations/kursk/protocols/a/items/b'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddItem("negotiations/kursk/protocols/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ItemsTest, ItemsAreListedByWhatTheySay) {
  const std::string minutes = Draft();
  const std::string topic = forum_.Topic("negotiations/kursk", "trade");
  const std::string about = absl::StrCat("topic: '", topic, "'");
  const std::string decision = forum_.Item(minutes, about);
  const std::string ours =
      forum_.Item(minutes,
                  "kind: COMMITMENT commitment { side: OURS due_date: '2023-05-01' executors: "
                  "'organizations/ministry' }");
  const std::string theirs =
      forum_.Item(minutes, "kind: COMMITMENT commitment { side: THEIRS is_continuous: true }");
  const auto listed = [&](const std::string& filter) {
    const std::vector<Item> items = forum_.Items(minutes, absl::StrCat("filter: '", filter, "'"));
    std::vector<std::string> names;
    names.reserve(items.size());
    for (const Item& item : items) names.push_back(item.name());
    return names;
  };
  EXPECT_THAT(listed("kind = COMMITMENT"), ElementsAre(ours, theirs));
  EXPECT_THAT(listed(absl::StrCat("topic = \"", topic, "\"")), ElementsAre(decision));
  EXPECT_THAT(listed("commitment.side = THEIRS"), ElementsAre(theirs));
  EXPECT_THAT(listed("commitment.is_continuous = true"), ElementsAre(theirs));
  EXPECT_THAT(listed("kind = COMMITMENT AND commitment.due_date > \"2023-04-30\""),
              ElementsAre(ours));
  EXPECT_THAT(listed(absl::StrCat("parent_item = \"", ours, "\"")), IsEmpty());
}

}  // namespace
}  // namespace plenary::protocols
