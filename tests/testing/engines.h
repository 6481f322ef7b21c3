// Fresh databases of every engine, for suites that are written once:
//
//   class SeatsTest : public ::testing::TestWithParam<std::string> {
//    protected:
//     testing::ManualClock clock_;
//     testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
//   };
//   INSTANTIATE_TEST_SUITE_P(Engines, SeatsTest, ::testing::ValuesIn(testing::Engines()),
//                            testing::EngineName);
#ifndef PLENARY_TESTS_TESTING_ENGINES_H_
#define PLENARY_TESTS_TESTING_ENGINES_H_

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/base/clock.h"
#include "services/storage/store.h"
#include "tests/testing/clock.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::testing {

// "sqlite" and "postgresql".
std::vector<std::string> Engines();

// Names the instances of a suite: SeatsTest.LastSeatGoesToOne/sqlite.
std::string EngineName(const ::testing::TestParamInfo<std::string>& info);

// A fresh database: a file in a folder of its own, or a migrated database in a PostgreSQL cluster
// that all tests of the process share. Throws where there can be none.
class Database {
 public:
  explicit Database(std::string engine);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::string& engine() const { return engine_; }
  const std::string& uri() const { return uri_; }
  // The file of an SQLite database.
  std::string path() const { return folder_ / "plenary.db"; }

 private:
  const std::string engine_;
  TemporaryFolder folder_;
  std::string uri_;
};

// A fresh database with a store open on it.
class OpenedDatabase {
 public:
  OpenedDatabase(const std::string& engine, const base::Clock& clock,
                 storage::StoreOptions options = {});

  storage::Store& operator*() const { return *store_; }
  storage::Store* operator->() const { return store_.get(); }
  const Database& database() const { return *database_; }

  void Close() { store_.reset(); }
  // Opens it again after Close. Throws where that fails.
  void Open();

 private:
  std::unique_ptr<Database> database_;
  const base::Clock* clock_;
  storage::StoreOptions options_;
  std::unique_ptr<storage::Store> store_;
};

OpenedDatabase OpenFresh(const std::string& engine, const base::Clock& clock,
                         storage::StoreOptions options = {});

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_ENGINES_H_
