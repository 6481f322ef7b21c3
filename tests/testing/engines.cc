#include "tests/testing/engines.h"

#include <atomic>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/testing/postgres_cluster.h"

namespace plenary::testing {
namespace {

constexpr char kTemplate[] = "plenary_template";

std::unique_ptr<storage::Store> OpenOrThrow(const std::string& uri, const base::Clock& clock,
                                            const storage::StoreOptions& options) {
  absl::StatusOr<std::unique_ptr<storage::Store>> store = storage::OpenStore(uri, clock, options);
  if (!store.ok()) throw std::runtime_error(store.status().ToString());
  return *std::move(store);
}

// The cluster of this process, started by the first test that wants it, with a migrated database
// to copy from: migrating each anew would take longer than most tests.
PostgresCluster& SharedCluster() {
  static PostgresCluster cluster;
  static const bool has_template = [] {
    cluster.Ask(absl::StrCat("CREATE DATABASE ", kTemplate));
    const ManualClock clock;
    OpenOrThrow(cluster.Uri(kTemplate), clock, {});
    return true;
  }();
  (void)has_template;
  return cluster;
}

std::string NextName() {
  static std::atomic<int> count = 0;
  return absl::StrCat("plenary_", ++count);
}

}  // namespace

std::vector<std::string> Engines() { return {"sqlite", "postgresql"}; }

std::string EngineName(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

Database::Database(std::string engine) : engine_(std::move(engine)) {
  if (engine_ == "sqlite") {
    uri_ = absl::StrCat("sqlite:", path());
    return;
  }
  if (engine_ != "postgresql") throw std::runtime_error("there is no engine " + engine_);
  // Never dropped, which would cost a checkpoint each: the cluster goes as a whole.
  const std::string name = NextName();
  SharedCluster().Ask(absl::StrCat("CREATE DATABASE ", name, " TEMPLATE ", kTemplate));
  uri_ = SharedCluster().Uri(name);
}

OpenedDatabase::OpenedDatabase(const std::string& engine, const base::Clock& clock,
                               storage::StoreOptions options)
    : database_(std::make_unique<Database>(engine)), clock_(&clock), options_(options) {
  Open();
}

void OpenedDatabase::Open() { store_ = OpenOrThrow(database_->uri(), *clock_, options_); }

OpenedDatabase OpenFresh(const std::string& engine, const base::Clock& clock,
                         storage::StoreOptions options) {
  return OpenedDatabase(engine, clock, options);
}

}  // namespace plenary::testing
