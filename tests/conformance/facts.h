// A small table of facts that the conformance suite writes and reads, on every engine alike.
#ifndef PLENARY_TESTS_CONFORMANCE_FACTS_H_
#define PLENARY_TESTS_CONFORMANCE_FACTS_H_

#include <future>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/storage/migrate.h"
#include "services/storage/store.h"
#include "tests/testing/clock.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::storage {

inline constexpr char kFactsSql[] =
    "CREATE TABLE facts (name {{TEXT}} NOT NULL PRIMARY KEY, number {{INT}}, note {{TEXT}}, "
    "data {{BYTES}});\n";

inline absl::Status MakeFacts(Store& store) {
  return WriteAndWait(store, {"facts"}, [&store](Tx& tx) {
    for (const std::string& sql : StatementsFor({0, "facts", kFactsSql}, store.engine())) {
      PLENARY_RETURN_IF_ERROR(tx.Run({sql, {}, nullptr}));
    }
    return absl::OkStatus();
  });
}

inline absl::Status AddFact(Tx& tx, absl::string_view name, int64_t number) {
  return tx.Run({"INSERT INTO facts (name, number) VALUES ($1, $2)", {name, number}, nullptr});
}

inline absl::StatusOr<int64_t> NumberOf(Tx& tx, absl::string_view name) {
  int64_t number = -1;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT number FROM facts WHERE name = $1",
                                  {name},
                                  [&](const Row& row) { number = row.Int(0); }}));
  return number;
}

inline absl::Status SetNumber(Tx& tx, absl::string_view name, int64_t number) {
  return tx.Run({"UPDATE facts SET number = $2 WHERE name = $1", {name, number}, nullptr});
}

inline absl::StatusOr<int64_t> CountFacts(Tx& tx) {
  int64_t count = -1;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT COUNT(*) FROM facts", {}, [&](const Row& row) { count = row.Int(0); }}));
  return count;
}

// What `body` (a function of a Tx that returns a StatusOr) answers in a transaction of its own.
template <class Function>
auto InRead(Store& store, const Function& function) -> decltype(function(std::declval<Tx&>())) {
  decltype(function(std::declval<Tx&>())) value = absl::UnknownError("the body did not run");
  const absl::Status status = ReadAndWait(store, [&](Tx& tx) {
    value = function(tx);
    return value.status();
  });
  if (!status.ok()) return status;
  return value;
}
template <class Function>
auto InWrite(Store& store, Keys keys, const Function& function)
    -> decltype(function(std::declval<Tx&>())) {
  decltype(function(std::declval<Tx&>())) value = absl::UnknownError("the body did not run");
  const absl::Status status = WriteAndWait(store, std::move(keys), [&](Tx& tx) {
    value = function(tx);
    return value.status();
  });
  if (!status.ok()) return status;
  return value;
}

// Starts a write whose answer comes later.
inline std::future<absl::Status> StartWrite(Store& store, Keys keys, Body body) {
  auto promise = std::make_shared<std::promise<absl::Status>>();
  store.Write(std::move(keys), std::move(body),
              [promise](absl::Status status) { promise->set_value(std::move(status)); });
  return promise->get_future();
}

// Holds the writer until it is opened, so that what is written meanwhile gathers behind it.
class Gate {
 public:
  // Starts the body that waits, and returns once it runs.
  Gate(Store& store, Keys keys) {
    std::promise<void> running;
    bool has_run = false;
    answer_ = StartWrite(store, std::move(keys),
                         [open = opened_.get_future().share(), &running, has_run](Tx&) mutable {
                           if (!std::exchange(has_run, true)) running.set_value();
                           open.wait();
                           return absl::OkStatus();
                         });
    running.get_future().wait();
  }
  ~Gate() { Open(); }
  // Lets the writer go on.
  void Open() {
    if (!std::exchange(is_open_, true)) opened_.set_value();
  }
  // Waits for the body's own answer.
  absl::Status Answer() { return answer_.get(); }

 private:
  std::promise<void> opened_;
  bool is_open_ = false;
  std::future<absl::Status> answer_;
};

// Runs over every engine, each test on a fresh database with an empty table of facts.
class FactsTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_THAT(MakeFacts(*database_), testing::IsOk()); }
  Store& store() { return *database_; }

  testing::ManualClock clock_;
  testing::OpenedDatabase database_ = testing::OpenFresh(GetParam(), clock_);
};

}  // namespace plenary::storage

#endif  // PLENARY_TESTS_CONFORMANCE_FACTS_H_
