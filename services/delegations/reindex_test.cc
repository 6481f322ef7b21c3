#include "services/delegations/reindex.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::Value;
using Directory = Forum::Directory;
using Rooms = Forum::Delegations;

class ReindexDelegationsTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    forum_.Event();
    guests_ = forum_.Category("guests");
    kursk_ = forum_.Delegation("kursk",
                               "display_names { language: 'ru' text: 'Курск' } "
                               "display_names { language: 'en' text: 'Kursk' }");
    Guest("Эдамс", "Adams");
    Guest("Белов", "Belov");
  }

  void Guest(const std::string& russian, const std::string& latin) {
    const std::string person =
        Value(forum_.Do(
                  &Directory::CreatePerson,
                  absl::StrCat("person { names { language: 'ru' family_name: '", russian,
                               "' } latin_name { language: 'en' family_name: '", latin, "' } }")))
            .name();
    Value(forum_.Create(absl::StrCat("person: '", person, "' delegation: '", kursk_,
                                     "' category: '", guests_, "'")));
  }
  void Run(const std::string& sql) {
    ASSERT_THAT(storage::WriteAndWait(forum_.store(), {Forum::kEvent},
                                      [&](storage::Tx& tx) {
                                        return tx.Run({sql, {}, nullptr});
                                      }),
                IsOk());
  }
  // The rows as an older program left them.
  void MakeOld() {
    for (const char* table : {"participants", "delegations"}) {
      Run(absl::StrCat("UPDATE ", table, " SET sort_ru = sort_key, sort_be = sort_key, ",
                       "sort_en = sort_key, sort_zh = sort_key"));
    }
  }
  // Every sort key, row by row.
  std::vector<std::string> Keys() {
    std::vector<std::string> keys;
    EXPECT_THAT(
        storage::ReadAndWait(
            forum_.store(),
            [&](storage::Tx& tx) {
              for (const char* table : {"participants", "delegations"}) {
                PLENARY_RETURN_IF_ERROR(tx.Run(
                    {absl::StrCat("SELECT name, sort_key, sort_ru, sort_be, sort_en, sort_zh FROM ",
                                  table, " ORDER BY name"),
                     {},
                     [&](const storage::Row& row) {
                       for (int i = 0; i < 6; ++i) keys.emplace_back(row.Text(i));
                     }}));
              }
              return absl::OkStatus();
            }),
        IsOk());
    return keys;
  }

  std::string guests_;
  std::string kursk_;
};

PLENARY_ON_EVERY_ENGINE(ReindexDelegationsTest);

TEST_P(ReindexDelegationsTest, ADatabaseOfAnOlderProgramIsSortedAsANewOne) {
  const std::vector<std::string> keys = Keys();
  MakeOld();
  EXPECT_NE(Keys(), keys);
  EXPECT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Keys(), keys);
}

TEST_P(ReindexDelegationsTest, WhatIsDoneIsNotDoneAgain) {
  EXPECT_THAT(Reindex(forum_.store()), IsOk());
  MakeOld();
  const std::vector<std::string> keys = Keys();
  EXPECT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Keys(), keys);
}

TEST_P(ReindexDelegationsTest, SeveralEventsAreCompletedInSeveralTransactions) {
  for (const char* id : {"a", "b"}) {
    const std::string event = forum_.Event("", id);
    const std::string category = forum_.Category("guests", "", event);
    v1::BatchChangeParticipantsRequest batch;
    batch.set_parent(event);
    for (int i = 0; i < 600; ++i) {
      v1::RegistrationRow& row = *batch.add_changes()->mutable_register_();
      row.mutable_participant()->set_category(category);
      *row.mutable_new_person() = Parse<v1::Person>(
          absl::StrCat("names { language: 'ru' family_name: 'Многолюдов ", id, i, "' }"));
    }
    Value(forum_.Do(&Rooms::BatchChangeParticipants, batch));
  }
  const std::vector<std::string> keys = Keys();
  MakeOld();
  EXPECT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Keys(), keys);
}

}  // namespace
}  // namespace plenary::delegations
