// What every engine behind the seam promises.
#include "services/storage/store.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <memory>
#include <ostream>
#include <set>
#include <stdexcept>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "tests/conformance/facts.h"
#include "tests/testing/race.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::testing::ElementsAre;

absl::Status Unwanted() { return absl::FailedPreconditionError("the body changed its mind"); }

using StoreTest = FactsTest;
INSTANTIATE_TEST_SUITE_P(Engines, StoreTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(StoreTest, WhatIsWrittenIsRead) {
  ASSERT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }), IsOk());
  EXPECT_THAT(InRead(store(), [](Tx& tx) { return NumberOf(tx, "seats"); }), IsOkAnd(5));
}

TEST_P(StoreTest, WhatIsWrittenIsThereAfterReopening) {
  ASSERT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }), IsOk());
  database_.Close();
  database_.Open();
  EXPECT_THAT(InRead(store(), [](Tx& tx) { return NumberOf(tx, "seats"); }), IsOkAnd(5));
}

TEST_P(StoreTest, ABodySeesWhatItWrote) {
  EXPECT_THAT(InWrite(store(), {"a"},
                      [](Tx& tx) -> absl::StatusOr<int64_t> {
                        PLENARY_RETURN_IF_ERROR(AddFact(tx, "seats", 5));
                        PLENARY_RETURN_IF_ERROR(SetNumber(tx, "seats", 6));
                        return NumberOf(tx, "seats");
                      }),
              IsOkAnd(6));
}

TEST_P(StoreTest, ReturningAnswersWhatChanged) {
  std::vector<int64_t> numbers;
  ASSERT_THAT(
      WriteAndWait(store(), {"a"},
                   [&](Tx& tx) {
                     numbers.clear();
                     PLENARY_RETURN_IF_ERROR(AddFact(tx, "a", 1));
                     PLENARY_RETURN_IF_ERROR(AddFact(tx, "b", 2));
                     return tx.Run({"UPDATE facts SET number = number + 10 RETURNING number",
                                    {},
                                    [&](const Row& row) { numbers.push_back(row.Int(0)); }});
                   }),
      IsOk());
  EXPECT_THAT(numbers, ::testing::UnorderedElementsAre(11, 12));
}

TEST_P(StoreTest, AnUpsertKeepsOneRow) {
  const auto upsert = [](Tx& tx) {
    return tx.Run(
        {"INSERT INTO facts (name, number) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE "
         "SET number = facts.number + excluded.number",
         {absl::string_view("visits")},
         nullptr});
  };
  for (int i = 0; i < 3; ++i) ASSERT_THAT(WriteAndWait(store(), {"a"}, upsert), IsOk());
  EXPECT_THAT(InRead(store(), [](Tx& tx) { return NumberOf(tx, "visits"); }), IsOkAnd(3));
}

TEST_P(StoreTest, ParametersMayStandInAnyOrderAndTwice) {
  std::string answer;
  ASSERT_THAT(
      ReadAndWait(store(),
                  [&](Tx& tx) {
                    return tx.Run({"SELECT 'found' WHERE $2 = 'b' AND $1 = 'a' AND $2 <> $1",
                                   {absl::string_view("a"), absl::string_view("b")},
                                   [&](const Row& row) { answer = std::string(row.Text(0)); }});
                  }),
      IsOk());
  EXPECT_EQ(answer, "found");
}

TEST_P(StoreTest, SeveralStatementsRunInOrder) {
  int64_t number = 0;
  ASSERT_THAT(
      WriteAndWait(store(), {"a"},
                   [&](Tx& tx) {
                     Statement statements[] = {
                         {"INSERT INTO facts (name, number) VALUES ('a', 1)", {}, nullptr},
                         {"UPDATE facts SET number = number * 10 WHERE name = 'a'", {}, nullptr},
                         {"UPDATE facts SET number = number + 5 WHERE name = 'a'", {}, nullptr},
                         {"SELECT number FROM facts WHERE name = 'a'", {}, [&](const Row& row) {
                            number = row.Int(0);
                          }}};
                     return tx.RunAll(absl::MakeSpan(statements));
                   }),
      IsOk());
  EXPECT_EQ(number, 15);
}

struct Value {
  std::string label;
  Param number;
  Param note;
  Param data;
};

void PrintTo(const Value& value, std::ostream* out) { *out << value.label; }

class ValueTest : public ::testing::TestWithParam<std::tuple<std::string, Value>> {
 protected:
  testing::ManualClock clock_;
  testing::OpenedDatabase database_ = testing::OpenFresh(std::get<0>(GetParam()), clock_);
};

const Value kValues[] = {
    {"null", absl::monostate(), absl::monostate(), absl::monostate()},
    {"empty", int64_t{0}, absl::string_view(""), Bytes{""}},
    {"null_pointers", int64_t{0}, absl::string_view(), Bytes{absl::string_view()}},
    {"largest", std::numeric_limits<int64_t>::max(), absl::string_view("a"), Bytes{"b"}},
    {"smallest", std::numeric_limits<int64_t>::min(), absl::string_view("a"), Bytes{"b"}},
    {"scripts", int64_t{1}, absl::string_view("Минск, 北京, Łódź, 🏛"), Bytes{"ascii"}},
    {"quotes", int64_t{1}, absl::string_view("O'Neill \"said\"; DROP TABLE facts; -- $1 \\"),
     Bytes{"'"}},
    {"any_bytes", int64_t{1}, absl::string_view("a"),
     Bytes{absl::string_view("\0\xff\xfe\0'\\x00", 9)}},
};

INSTANTIATE_TEST_SUITE_P(Engines, ValueTest,
                         ::testing::Combine(::testing::ValuesIn(testing::Engines()),
                                            ::testing::ValuesIn(kValues)),
                         [](const auto& instance) {
                           return std::get<0>(instance.param) + "_" +
                                  std::get<1>(instance.param).label;
                         });

TEST_P(ValueTest, ComesBackAsItWasWritten) {
  const Value& value = std::get<1>(GetParam());
  ASSERT_THAT(MakeFacts(*database_), IsOk());
  ASSERT_THAT(WriteAndWait(*database_, {"a"},
                           [&](Tx& tx) {
                             return tx.Run(
                                 {"INSERT INTO facts (name, number, note, data) "
                                  "VALUES ('v', $1, $2, $3)",
                                  {value.number, value.note, value.data},
                                  nullptr});
                           }),
              IsOk());
  const bool is_null = absl::holds_alternative<absl::monostate>(value.number);
  const absl::string_view note = is_null ? "" : absl::get<absl::string_view>(value.note);
  const absl::string_view data = is_null ? "" : absl::get<Bytes>(value.data).data;
  int rows = 0;
  ASSERT_THAT(
      ReadAndWait(*database_,
                  [&](Tx& tx) {
                    return tx.Run({"SELECT number, note, data FROM facts", {}, [&](const Row& row) {
                                     ++rows;
                                     EXPECT_EQ(row.IsNull(0), is_null);
                                     EXPECT_EQ(row.IsNull(1), is_null);
                                     EXPECT_EQ(row.IsNull(2), is_null);
                                     EXPECT_EQ(row.Int(0),
                                               is_null ? 0 : absl::get<int64_t>(value.number));
                                     EXPECT_EQ(row.Text(1), note);
                                     EXPECT_EQ(row.Text(2), data);
                                   }});
                  }),
      IsOk());
  EXPECT_EQ(rows, 1);
}

TEST_P(StoreTest, TextIsOrderedByBytes) {
  const std::vector<std::string> in_order = {"",  "B", "Z", "_", "a", "aa",
                                             "b", "É", "é", "Я", "я", "北"};
  ASSERT_THAT(WriteAndWait(store(), {"a"},
                           [&](Tx& tx) {
                             for (auto name = in_order.rbegin(); name != in_order.rend(); ++name) {
                               PLENARY_RETURN_IF_ERROR(AddFact(tx, *name, 1));
                             }
                             return absl::OkStatus();
                           }),
              IsOk());
  std::vector<std::string> found;
  ASSERT_THAT(
      ReadAndWait(store(),
                  [&](Tx& tx) {
                    found.clear();
                    return tx.Run({"SELECT name FROM facts ORDER BY name", {}, [&](const Row& row) {
                                     found.emplace_back(row.Text(0));
                                   }});
                  }),
      IsOk());
  EXPECT_EQ(found, in_order);
}

TEST_P(StoreTest, ARefusedBodyLeavesTheOthersOfItsGroup) {
  Gate gate(store(), {"a"});
  constexpr int kBodies = 30;
  std::vector<std::future<absl::Status>> answers;
  answers.reserve(kBodies);
  for (int i = 0; i < kBodies; ++i) {
    answers.push_back(StartWrite(store(), {"a"}, [i](Tx& tx) {
      PLENARY_RETURN_IF_ERROR(AddFact(tx, absl::StrCat("fact-", i), i));
      return i % 3 == 0 ? Unwanted() : absl::OkStatus();
    }));
  }
  gate.Open();
  for (int i = 0; i < kBodies; ++i) {
    EXPECT_EQ(answers[i].get().code(),
              i % 3 == 0 ? absl::StatusCode::kFailedPrecondition : absl::StatusCode::kOk);
    EXPECT_THAT(InRead(store(), [&](Tx& tx) { return NumberOf(tx, absl::StrCat("fact-", i)); }),
                IsOkAnd(i % 3 == 0 ? -1 : i));
  }
}

TEST_P(StoreTest, ALaterBodyOfAGroupSeesWhatAnEarlierWrote) {
  Gate gate(store(), {"a"});
  auto first = StartWrite(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 1); });
  int64_t seen = 0;
  auto second = StartWrite(store(), {"a"}, [&](Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(seen, NumberOf(tx, "seats"));
    return absl::OkStatus();
  });
  gate.Open();
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_THAT(second.get(), IsOk());
  EXPECT_EQ(seen, 1);
}

TEST_P(StoreTest, ADuplicateKeyIsAlreadyExistsAndUndoesTheBody) {
  ASSERT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }), IsOk());
  const absl::Status again = WriteAndWait(store(), {"a"}, [](Tx& tx) {
    PLENARY_RETURN_IF_ERROR(AddFact(tx, "tables", 1));
    return AddFact(tx, "seats", 6);
  });
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(again, RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(1));
}

TEST_P(StoreTest, AnErrorIsSeenAtTheLatestByTheNextStatementWithAnAnswer) {
  ASSERT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }), IsOk());
  absl::Status seen;
  WriteAndWait(store(), {"a"}, [&](Tx& tx) {
    seen = AddFact(tx, "seats", 6);
    if (seen.ok()) seen = CountFacts(tx).status();
    return seen;
  }).IgnoreError();
  EXPECT_THAT(seen, StatusIs(absl::StatusCode::kAlreadyExists));
}

TEST_P(StoreTest, ABodyCannotHideAnError) {
  ASSERT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }), IsOk());
  const absl::Status hidden = WriteAndWait(store(), {"a"}, [](Tx& tx) {
    AddFact(tx, "tables", 1).IgnoreError();
    AddFact(tx, "seats", 6).IgnoreError();
    CountFacts(tx).status().IgnoreError();
    return absl::OkStatus();
  });
  EXPECT_THAT(hidden, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(1));
}

TEST_P(StoreTest, ABodyThatThrowsIsUndoneAndTheStoreGoesOn) {
  const absl::Status thrown = WriteAndWait(store(), {"a"}, [](Tx& tx) -> absl::Status {
    PLENARY_RETURN_IF_ERROR(AddFact(tx, "seats", 5));
    throw std::runtime_error("a bug in a body");
  });
  EXPECT_THAT(thrown, RefusedFor(v1::ERROR_REASON_INTERNAL));
  EXPECT_THAT(ReadAndWait(store(), [](Tx&) -> absl::Status { throw std::runtime_error("a bug"); }),
              RefusedFor(v1::ERROR_REASON_INTERNAL));
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(0));
  EXPECT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }), IsOk());
}

TEST_P(StoreTest, AWrongStatementIsOurFaultAndKeepsTheEnginesWordsFromTheCaller) {
  const absl::Status status = ReadAndWait(store(), [](Tx& tx) {
    return tx.Run({"SELECT nothing FROM nowhere_at_all", {}, [](const Row&) {}});
  });
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_INTERNAL));
  EXPECT_THAT(std::string(status.message()), ::testing::Not(::testing::HasSubstr("nowhere")));
}

TEST_P(StoreTest, AnUndeclaredKeyRunsTheBodyAgainWithIt) {
  int runs = 0;
  const absl::Status status = WriteAndWait(store(), {"a"}, [&](Tx& tx) {
    ++runs;
    PLENARY_RETURN_IF_ERROR(AddFact(tx, "seats", 5));
    PLENARY_RETURN_IF_ERROR(tx.Require("b"));
    PLENARY_RETURN_IF_ERROR(tx.Require("a"));
    PLENARY_RETURN_IF_ERROR(tx.Require("c"));
    return AddFact(tx, "tables", 1);
  });
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(runs, 3);
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(2));
}

TEST_P(StoreTest, AReadNeedsNoKeys) {
  EXPECT_THAT(ReadAndWait(store(), [](Tx& tx) { return tx.Require("anything"); }), IsOk());
}

TEST_P(StoreTest, AReadThatWritesIsRefused) {
  EXPECT_FALSE(ReadAndWait(store(), [](Tx& tx) {
                 PLENARY_RETURN_IF_ERROR(AddFact(tx, "seats", 5));
                 return CountFacts(tx).status();
               }).ok());
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(0));
}

TEST_P(StoreTest, ASnapshotStandsStillWhileOthersWrite) {
  std::vector<int64_t> counts;
  ASSERT_THAT(ReadAndWait(store(),
                          [&](Tx& tx) -> absl::Status {
                            for (int i = 0; i < 3; ++i) {
                              PLENARY_ASSIGN_OR_RETURN(const int64_t count, CountFacts(tx));
                              counts.push_back(count);
                              PLENARY_RETURN_IF_ERROR(WriteAndWait(store(), {"a"}, [&](Tx& write) {
                                return AddFact(write, absl::StrCat("fact-", i), i);
                              }));
                            }
                            return absl::OkStatus();
                          }),
              IsOk());
  EXPECT_THAT(counts, ElementsAre(0, 0, 0));
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(3));
}

TEST_P(StoreTest, AReadSeesEveryWriteAnsweredBeforeIt) {
  for (int i = 0; i < 50; ++i) {
    ASSERT_THAT(WriteAndWait(store(), {"a"},
                             [&](Tx& tx) { return AddFact(tx, absl::StrCat("fact-", i), i); }),
                IsOk());
    ASSERT_THAT(InRead(store(), CountFacts), IsOkAnd(i + 1));
  }
}

TEST_P(StoreTest, RacingIncrementsLoseNothing) {
  ASSERT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "count", 0); }), IsOk());
  Race(16, [&](int) {
    for (int i = 0; i < 10; ++i) {
      EXPECT_THAT(WriteAndWait(store(), {"a"},
                               [](Tx& tx) -> absl::Status {
                                 PLENARY_ASSIGN_OR_RETURN(const int64_t count,
                                                          NumberOf(tx, "count"));
                                 return SetNumber(tx, "count", count + 1);
                               }),
                  IsOk());
    }
  });
  EXPECT_THAT(InRead(store(), [](Tx& tx) { return NumberOf(tx, "count"); }), IsOkAnd(160));
}

TEST_P(StoreTest, TwoWritersThatReadEachOthersRowsAreSerial) {
  // Each takes a seat from its own side where both sides together have one left: under anything
  // less than serializable both could take the last.
  constexpr int kSeats = 20;
  ASSERT_THAT(WriteAndWait(store(), {"ours", "theirs"},
                           [](Tx& tx) {
                             PLENARY_RETURN_IF_ERROR(AddFact(tx, "ours", 0));
                             return AddFact(tx, "theirs", 0);
                           }),
              IsOk());
  std::atomic<int> taken = 0;
  Race(8, [&](int racer) {
    const std::string side = racer % 2 == 0 ? "ours" : "theirs";
    for (int i = 0; i < 10; ++i) {
      const absl::Status status = WriteAndWait(store(), {side}, [&](Tx& tx) -> absl::Status {
        PLENARY_ASSIGN_OR_RETURN(const int64_t ours, NumberOf(tx, "ours"));
        PLENARY_ASSIGN_OR_RETURN(const int64_t theirs, NumberOf(tx, "theirs"));
        if (ours + theirs >= kSeats) return Unwanted();
        return SetNumber(tx, side, (side == "ours" ? ours : theirs) + 1);
      });
      if (status.ok()) ++taken;
    }
  });
  const auto total = [](Tx& tx) -> absl::StatusOr<int64_t> {
    PLENARY_ASSIGN_OR_RETURN(const int64_t ours, NumberOf(tx, "ours"));
    PLENARY_ASSIGN_OR_RETURN(const int64_t theirs, NumberOf(tx, "theirs"));
    return ours + theirs;
  };
  EXPECT_LE(taken, kSeats);
  EXPECT_THAT(InRead(store(), total), IsOkAnd(taken.load()));
}

TEST_P(StoreTest, EveryBodyHasATransactionIdOfItsOwn) {
  std::set<std::string> ids;
  for (int i = 0; i < 20; ++i) {
    ASSERT_THAT(WriteAndWait(store(), {"a"},
                             [&](Tx& tx) {
                               EXPECT_EQ(tx.id().size(), 16);
                               ids.emplace(tx.id());
                               return absl::OkStatus();
                             }),
                IsOk());
  }
  EXPECT_EQ(ids.size(), 20);
  ASSERT_THAT(ReadAndWait(store(),
                          [](Tx& tx) {
                            EXPECT_EQ(tx.id(), "");
                            return absl::OkStatus();
                          }),
              IsOk());
}

TEST_P(StoreTest, ATransactionsTimeIsTheClocksInWholeMicroseconds) {
  clock_.Advance(absl::Nanoseconds(123'456'789));
  const absl::Time expected = absl::FromUnixMicros(absl::ToUnixMicros(clock_.Now()));
  const auto time = [](Tx& tx) -> absl::StatusOr<absl::Time> { return tx.now(); };
  EXPECT_THAT(InRead(store(), time), IsOkAnd(expected));
  EXPECT_THAT(InWrite(store(), {"a"}, time), IsOkAnd(expected));
}

TEST_P(StoreTest, TheListenerHearsWhichPartitionsWereWritten) {
  std::mutex mutex;
  std::set<Key> heard;
  store().OnChange([&](const Keys& partitions) {
    const std::lock_guard<std::mutex> lock(mutex);
    heard.insert(partitions.begin(), partitions.end());
  });
  ASSERT_THAT(WriteAndWait(store(), {"events/a"}, [](Tx& tx) { return AddFact(tx, "a", 1); }),
              IsOk());
  WriteAndWait(store(), {"events/b"}, [](Tx&) { return Unwanted(); }).IgnoreError();
  database_.Close();
  EXPECT_THAT(heard, ::testing::Contains("events/a"));
  EXPECT_THAT(heard, ::testing::Not(::testing::Contains("events/b")));
}

TEST_P(StoreTest, AnEndlessBodyIsRefusedAndLeavesTheOthersOfItsGroup) {
  Gate gate(store(), {"a"});
  auto before = StartWrite(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "before", 1); });
  auto endless = StartWrite(store(), {"a"}, [](Tx& tx) {
    for (;;) PLENARY_RETURN_IF_ERROR(CountFacts(tx).status());
  });
  auto after = StartWrite(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "after", 1); });
  gate.Open();
  EXPECT_THAT(before.get(), IsOk());
  EXPECT_THAT(endless.get(), RefusedFor(v1::ERROR_REASON_TRANSACTION_TOO_LARGE));
  EXPECT_THAT(after.get(), IsOk());
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(2));
}

TEST_P(StoreTest, ABodyRunsAsManyStatementsAsItAskedForAndNoMore) {
  // Many at a time, so that it is not time that they lack.
  const auto run = [&](size_t times, int64_t allowed) {
    return WriteAndWait(store(), {"a"}, [=](Tx& tx) {
      tx.AllowStatements(allowed);
      for (size_t left = times; left > 0;) {
        const size_t now = std::min<size_t>(left, 1'000);
        std::vector<Statement> statements(now, {"SELECT 1", {}, nullptr});
        PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
        left -= now;
      }
      return absl::OkStatus();
    });
  };
  constexpr size_t kUsual = 20'000;
  EXPECT_THAT(run(kUsual, 0), IsOk());
  EXPECT_THAT(run(kUsual + 1, 0), RefusedFor(v1::ERROR_REASON_TRANSACTION_TOO_LARGE));
  EXPECT_THAT(run(kUsual + 1, kUsual + 1), IsOk());
  EXPECT_THAT(run(kUsual + 2, kUsual + 1), RefusedFor(v1::ERROR_REASON_TRANSACTION_TOO_LARGE));
}

TEST_P(StoreTest, StatsCountWhatHappened) {
  ASSERT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "a", 1); }), IsOk());
  WriteAndWait(store(), {"a"}, [](Tx&) { return Unwanted(); }).IgnoreError();
  ASSERT_THAT(InRead(store(), CountFacts), IsOk());
  const StoreStats stats = store().Stats();
  EXPECT_EQ(stats.bodies_committed, 2);  // with the one that made the table
  EXPECT_EQ(stats.bodies_refused, 1);
  EXPECT_EQ(stats.reads, 1);
  EXPECT_GE(stats.commits, 2);
  EXPECT_GE(stats.largest_group, 1);
  EXPECT_EQ(stats.write_queue, 0);
  EXPECT_EQ(stats.read_queue, 0);
}

class SmallQueueTest : public ::testing::TestWithParam<std::string> {
 protected:
  static StoreOptions Small() {
    StoreOptions options;
    options.readers = 1;
    options.writers = 1;
    options.max_read_queue = 2;
    options.max_write_queue = 2;
    return options;
  }
  void SetUp() override { ASSERT_THAT(MakeFacts(*database_), IsOk()); }
  Store& store() { return *database_; }

  testing::ManualClock clock_;
  testing::OpenedDatabase database_ = testing::OpenFresh(GetParam(), clock_, Small());
};
INSTANTIATE_TEST_SUITE_P(Engines, SmallQueueTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(SmallQueueTest, AFullWriteQueueRefusesAtOnceButNotOnTheCallersStack) {
  Gate gate(store(), {"a"});
  constexpr int kQueued = 10;
  std::vector<std::future<absl::Status>> queued;
  queued.reserve(kQueued);
  for (int i = 0; i < kQueued; ++i) {
    queued.push_back(StartWrite(store(), {"a"}, [](Tx&) { return absl::OkStatus(); }));
  }
  std::promise<std::thread::id> answered_on;
  store().Write(
      {"a"}, [](Tx&) { return absl::OkStatus(); },
      [&](absl::Status status) {
        EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_SERVER_BUSY));
        answered_on.set_value(std::this_thread::get_id());
      });
  EXPECT_NE(answered_on.get_future().get(), std::this_thread::get_id());
  gate.Open();
  int served = 0;
  for (std::future<absl::Status>& answer : queued) served += answer.get().ok() ? 1 : 0;
  EXPECT_GE(served, 2);
  EXPECT_LT(served, 10);
}

TEST_P(SmallQueueTest, AFullReadQueueRefusesAtOnce) {
  std::promise<void> open;
  std::promise<void> running;
  std::vector<std::future<absl::Status>> answers;
  const auto read = [&](Body body) {
    auto promise = std::make_shared<std::promise<absl::Status>>();
    answers.push_back(promise->get_future());
    store().Read(std::move(body),
                 [promise](absl::Status status) { promise->set_value(std::move(status)); });
  };
  read([&](Tx&) {
    running.set_value();
    open.get_future().wait();
    return absl::OkStatus();
  });
  running.get_future().wait();
  for (int i = 0; i < 10; ++i) read([](Tx&) { return absl::OkStatus(); });
  EXPECT_THAT(answers.back().get(), RefusedFor(v1::ERROR_REASON_SERVER_BUSY));
  answers.pop_back();
  open.set_value();
  int served = 0;
  for (std::future<absl::Status>& answer : answers) served += answer.get().ok() ? 1 : 0;
  EXPECT_GE(served, 3);
  EXPECT_LT(served, 10);
}

TEST_P(StoreTest, ClosingFinishesWhatRunsAndAnswersWhatWaits) {
  auto gate = std::make_unique<Gate>(store(), Keys{"a"});
  std::atomic<int> answers = 0;
  std::atomic<int> refused = 0;
  for (int i = 0; i < 100; ++i) {
    const auto count = [&](const absl::Status& status) {
      ++answers;
      if (status.ok()) return;
      ++refused;
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_SHUTTING_DOWN));
    };
    store().Write(
        {"a"}, [i](Tx& tx) { return AddFact(tx, absl::StrCat("fact-", i), i); }, count);
    store().Read([](Tx& tx) { return CountFacts(tx).status(); }, count);
  }
  std::thread closing([&] { database_.Close(); });
  gate->Open();
  closing.join();
  EXPECT_THAT(gate->Answer(), IsOk());
  EXPECT_EQ(answers, 200);
  database_.Open();
  const absl::StatusOr<int64_t> written = InRead(store(), CountFacts);
  ASSERT_THAT(written, IsOk());
  EXPECT_GE(*written + refused, 100);
}

}  // namespace
}  // namespace plenary::storage
