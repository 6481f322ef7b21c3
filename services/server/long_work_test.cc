// How long work goes on: what its runner promises to every LongWork.
#include "services/storage/long_work.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/wrappers.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/base/errors.h"
#include "services/server/operations.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/race.h"
#include "tests/testing/vault.h"

namespace plenary::server {
namespace {

using google::longrunning::Operation;
using plenary::testing::IsOk;
using plenary::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kImport[] = "test/Import";
constexpr char kExport[] = "test/Export";

// Imports as many rows as it was asked to, one a step, each noted in a table of its own.
class Rows : public storage::LongWork {
 public:
  absl::Status Step(storage::Store& store, base::Random&, storage::WorkUnderWay& work) override {
    google::protobuf::Int64Value wanted;
    work.request().UnpackTo(&wanted);
    v1::ImportMetadata metadata;
    work.metadata.UnpackTo(&metadata);
    const int64_t row = metadata.rows_done() + 1;
    metadata.set_rows_done(row);
    work.metadata.PackFrom(metadata);
    if (before_writing) PLENARY_RETURN_IF_ERROR(before_writing(row));
    return storage::WriteAndWait(store, {"test", std::string(storage::kOperationsKey)},
                                 [&](storage::Tx& tx) {
                                   PLENARY_RETURN_IF_ERROR(Note(tx, work.name(), row));
                                   if (row == wanted.value()) work.Finish(wanted);
                                   PLENARY_RETURN_IF_ERROR(work.Keep(tx));
                                   return in_transaction ? in_transaction(row) : absl::OkStatus();
                                 });
  }
  absl::Status Ended(storage::Tx& tx, absl::string_view operation) override {
    return Note(tx, operation, kEnd);
  }
  absl::Status Forget(storage::Tx& tx, absl::string_view operation) override {
    return tx.Run({"DELETE FROM test_rows WHERE operation = $1", {operation}, nullptr});
  }

  static constexpr int64_t kEnd = -1;
  std::function<absl::Status(int64_t row)> before_writing;
  std::function<absl::Status(int64_t row)> in_transaction;

 private:
  static absl::Status Note(storage::Tx& tx, absl::string_view operation, int64_t row) {
    return tx.Run({"INSERT INTO test_rows (operation, row_number) VALUES ($1, $2)",
                   {operation, row},
                   nullptr});
  }
};

class LongWorkTest : public ::testing::TestWithParam<std::string> {
 protected:
  LongWorkTest() {
    EXPECT_THAT(storage::WriteAndWait(*store_, {"test"},
                                      [](storage::Tx& tx) {
                                        return tx.Run(
                                            {"CREATE TABLE test_rows (operation TEXT NOT NULL, "
                                             "row_number BIGINT NOT NULL)",
                                             {},
                                             nullptr});
                                      }),
                IsOk());
  }

  // A server over the database, without its network.
  struct Server {
    Server(LongWorkTest& test, LongWorks works)
        : limits(test.options_),
          identity(*test.store_, test.clock_, test.random_, limits, nullptr),
          porch{test.options_,
                *test.store_,
                plenary::testing::TestVault(),
                test.clock_,
                test.random_,
                test.sealer_,
                test.log_,
                limits,
                identity,
                authorizers,
                ""},
          operations(porch, std::move(works)) {}
    RateLimits limits;
    Identity identity;
    const Authorizers authorizers{};
    Porch porch;
    Operations operations;
  };

  // Begins an operation of so many rows.
  std::string Begin(const std::string& method, int64_t rows) {
    google::protobuf::Int64Value request;
    request.set_value(rows);
    const storage::Call call = {"local", method, ""};
    const std::string seed = random_.Bytes(32);
    Operation operation;
    EXPECT_THAT(storage::WriteAndWait(*store_, {std::string(storage::kOperationsKey)},
                                      [&](storage::Tx& tx) {
                                        base::IdSequence ids(seed, tx.now());
                                        storage::Change change(tx, call, ids);
                                        PLENARY_ASSIGN_OR_RETURN(
                                            operation, storage::AddOperation(change, request,
                                                                             v1::ImportMetadata()));
                                        return absl::OkStatus();
                                      }),
                IsOk());
    return operation.name();
  }
  Operation Get(const std::string& name) {
    absl::optional<storage::StoredOperation> found;
    EXPECT_THAT(storage::ReadAndWait(*store_,
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(found,
                                                                storage::FindOperation(tx, name));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return found.value_or(storage::StoredOperation()).operation();
  }
  static int64_t RowsDone(const Operation& operation) {
    v1::ImportMetadata metadata;
    operation.metadata().UnpackTo(&metadata);
    return metadata.rows_done();
  }
  // What an operation noted, in order; its end comes first.
  std::vector<int64_t> Noted(const std::string& name) {
    std::vector<int64_t> rows;
    EXPECT_THAT(
        storage::ReadAndWait(
            *store_,
            [&](storage::Tx& tx) {
              return tx.Run({"SELECT row_number FROM test_rows WHERE operation = $1 ORDER BY 1",
                             {absl::string_view(name)},
                             [&](const storage::Row& row) { rows.push_back(row.Int(0)); }});
            }),
        IsOk());
    return rows;
  }
  absl::Status Cancel(const std::string& name) {
    return storage::WriteAndWait(*store_, {std::string(storage::kOperationsKey)},
                                 [&](storage::Tx& tx) { return storage::AskToCancel(tx, name); });
  }

  const ServerOptions options_;
  testing::ManualClock clock_;
  testing::SeededRandom random_;
  const base::TokenSealer sealer_{std::string(32, 'k')};
  CallLog log_{LogLevel::kOff, absl::Seconds(1), [](absl::string_view) {}};
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
  Rows import_;
  Rows export_;
};
INSTANTIATE_TEST_SUITE_P(Engines, LongWorkTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(LongWorkTest, WorkGoesOnStepByStepUntilItIsDone) {
  Server server(*this, {{kImport, &import_}});
  const std::string name = Begin(kImport, 3);
  server.operations.WorkOnAll();
  const Operation operation = Get(name);
  EXPECT_TRUE(operation.done());
  google::protobuf::Int64Value response;
  EXPECT_TRUE(operation.response().UnpackTo(&response));
  EXPECT_EQ(RowsDone(operation), 3);
  EXPECT_THAT(Noted(name), ElementsAre(Rows::kEnd, 1, 2, 3));
}

TEST_P(LongWorkTest, TwoOperationsOfDifferentKindsGoOnSideBySide) {
  std::mutex mutex;
  std::condition_variable changed;
  int64_t imported = 0;
  int64_t exported = 0;
  // Neither does a row before the other has done the one before it, so each is done only if the
  // other goes on too.
  const auto meet = [&](int64_t& mine, const int64_t& others) {
    return [&](int64_t row) {
      std::unique_lock<std::mutex> lock(mutex);
      mine = row;
      changed.notify_all();
      changed.wait(lock, [&] { return others >= row; });
      return absl::OkStatus();
    };
  };
  import_.before_writing = meet(imported, exported);
  export_.before_writing = meet(exported, imported);
  Server server(*this, {{kImport, &import_}, {kExport, &export_}});
  const std::string first = Begin(kImport, 5);
  const std::string second = Begin(kExport, 5);
  testing::Race(2, [&](int) { server.operations.WorkOnAll(); });
  EXPECT_TRUE(Get(first).done());
  EXPECT_TRUE(Get(second).done());
}

TEST_P(LongWorkTest, ACancelEndsTheWorkBetweenTwoSteps) {
  Server server(*this, {{kImport, &import_}});
  const std::string name = Begin(kImport, 100);
  import_.before_writing = [&](int64_t row) { return row == 3 ? Cancel(name) : absl::OkStatus(); };
  server.operations.WorkOnAll();
  const Operation operation = Get(name);
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.error().code(), static_cast<int>(absl::StatusCode::kCancelled));
  EXPECT_EQ(RowsDone(operation), 3);
  EXPECT_THAT(Noted(name), ElementsAre(Rows::kEnd, 1, 2, 3));
}

TEST_P(LongWorkTest, TroubleThatPassesHasTheStepTriedAgainFromWhatWasKept) {
  const struct {
    const char* label;
    absl::Status status;
  } cases[] = {
      {"lost connection", absl::UnavailableError("")},
      {"lost race", absl::AbortedError("")},
      {"full queue",
       base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY, "")},
      {"full disk",
       base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_DISK_FULL, "")},
  };
  Server server(*this, {{kImport, &import_}});
  for (const auto& c : cases) {
    const std::string name = Begin(kImport, 4);
    import_.before_writing = [&](int64_t row) { return row == 3 ? c.status : absl::OkStatus(); };
    server.operations.WorkOnAll();
    EXPECT_FALSE(Get(name).done()) << c.label;
    EXPECT_EQ(RowsDone(Get(name)), 2) << c.label;
    // Not at once.
    import_.before_writing = nullptr;
    server.operations.WorkOnAll();
    EXPECT_FALSE(Get(name).done()) << c.label;
    clock_.Advance(absl::Seconds(2));
    server.operations.WorkOnAll();
    EXPECT_TRUE(Get(name).done()) << c.label;
    EXPECT_THAT(Noted(name), ElementsAre(Rows::kEnd, 1, 2, 3, 4)) << c.label;
  }
}

TEST_P(LongWorkTest, AnyOtherErrorEndsTheWorkAndCountsNothingThatWasUndone) {
  Server server(*this, {{kImport, &import_}});
  const std::string name = Begin(kImport, 4);
  import_.in_transaction = [](int64_t row) {
    return row == 3 ? base::Refuse(absl::StatusCode::kResourceExhausted,
                                   v1::ERROR_REASON_TABLE_TOO_LARGE, "too many rows")
                    : absl::OkStatus();
  };
  server.operations.WorkOnAll();
  const Operation operation = Get(name);
  EXPECT_TRUE(operation.done());
  EXPECT_THAT(base::FromRpcStatus(operation.error()),
              testing::RefusedFor(v1::ERROR_REASON_TABLE_TOO_LARGE));
  EXPECT_EQ(RowsDone(operation), 2);
  EXPECT_THAT(Noted(name), ElementsAre(Rows::kEnd, 1, 2));
}

TEST_P(LongWorkTest, AnotherServerGoesOnWithWhatAKilledOneLeftAndDoesNothingTwice) {
  const std::string name = Begin(kImport, 5);
  Server killed(*this, {{kImport, &import_}});
  import_.before_writing = [&](int64_t row) {
    // From here on it does nothing more, and gives nothing up.
    if (row == 3) killed.porch.closing = true;
    return absl::OkStatus();
  };
  killed.operations.WorkOnAll();
  EXPECT_FALSE(Get(name).done());
  import_.before_writing = nullptr;

  Server another(*this, {{kImport, &import_}});
  another.operations.WorkOnAll();
  EXPECT_FALSE(Get(name).done());
  clock_.Advance(kLease + absl::Seconds(1));
  another.operations.WorkOnAll();
  EXPECT_TRUE(Get(name).done());
  EXPECT_THAT(Noted(name), ElementsAre(Rows::kEnd, 1, 2, 3, 4, 5));
}

TEST_P(LongWorkTest, AServerThatLostItsOperationToAnotherWritesNothingMore) {
  const std::string name = Begin(kImport, 5);
  Server slow(*this, {{kImport, &import_}});
  Server fast(*this, {{kImport, &export_}});
  import_.before_writing = [&](int64_t row) {
    if (row != 3) return absl::OkStatus();
    clock_.Advance(kLease + absl::Seconds(1));
    fast.operations.WorkOnAll();
    return absl::OkStatus();
  };
  slow.operations.WorkOnAll();
  EXPECT_TRUE(Get(name).done());
  EXPECT_THAT(Noted(name), ElementsAre(Rows::kEnd, 1, 2, 3, 4, 5));
}

TEST_P(LongWorkTest, WhatStandsBesideAnOperationGoesWithIt) {
  Server server(*this, {{kImport, &import_}});
  const std::string name = Begin(kImport, 2);
  const std::string other = Begin(kImport, 1);
  server.operations.WorkOnAll();
  google::longrunning::DeleteOperationRequest request;
  request.set_name(name);
  EXPECT_THAT(storage::ChangeAndWait(*store_, random_, {"local", "DeleteOperation", ""},
                                     server.operations, &Operations::DeleteOperation, request),
              IsOk());
  EXPECT_THAT(Noted(name), IsEmpty());
  EXPECT_THAT(Noted(other), ElementsAre(Rows::kEnd, 1));
}

}  // namespace
}  // namespace plenary::server
