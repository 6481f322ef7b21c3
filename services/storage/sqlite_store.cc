#include "services/storage/sqlite_store.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/answers.h"
#include "services/storage/sqlite_checkpointer.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/sqlite_errors.h"
#include "services/storage/sqlite_file.h"
#include "services/storage/sqlite_readers.h"
#include "services/storage/sqlite_schema.h"
#include "services/storage/sqlite_writer.h"

namespace plenary::storage {
namespace sqlite {
namespace {

constexpr absl::string_view kInMemory = ":memory:";
// Pages each connection keeps, in KiB.
constexpr int kWriterCacheKb = 32 * 1024;
constexpr int kReaderCacheKb = 8 * 1024;
// Of the file, readers see that much in the system's own cache without copying a page at a time out
// of it: as much as SQLite allows. What is mapped belongs to the system, not to this process.
constexpr absl::string_view kMapForReaders = "PRAGMA mmap_size = 2147418112";

class SqliteStore : public Store {
 public:
  SqliteStore(const base::Clock& clock, const StoreOptions& options)
      : clock_(clock), options_(options) {}

  absl::Status OpenInMemory();
  absl::Status OpenFile(absl::string_view path);
  absl::Status OpenToRead(absl::string_view path);

  void Read(Body body, Done done) override;
  void Write(Keys keys, Body body, Done done) override;
  void OnChange(std::function<void(const Keys& partitions)> listener) override;
  StoreStats Stats() const override;
  absl::string_view engine() const override { return "sqlite"; }

 private:
  absl::Status StartReaders(int count, bool has_budget);

  const base::Clock& clock_;
  const StoreOptions options_;
  std::string path_;  // empty in memory
  // Ends in the opposite order: the writer first, and the file is let go last.
  std::unique_ptr<FileLock> lock_;
  Answers answers_;
  std::unique_ptr<Checkpointer> checkpointer_;
  std::unique_ptr<Readers> readers_;  // null in memory
  std::unique_ptr<Writer> writer_;    // null where the store is only read
};

// SQLite counts its memory under one mutex for the whole process, which readers would fight for.
void LeaveMemoryUncounted() {
  static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)result;  // refused where SQLite already runs in this process; it then only is slower
}

absl::Status SetUp(Connection& connection, int cache_kb) {
  for (const std::string& sql :
       {std::string("PRAGMA synchronous = FULL"), std::string("PRAGMA temp_store = MEMORY"),
        std::string("PRAGMA foreign_keys = OFF"),
        // What is deleted is overwritten where its page is written anyway.
        std::string("PRAGMA secure_delete = FAST"),
        absl::StrCat("PRAGMA cache_size = -", cache_kb)}) {
    PLENARY_RETURN_IF_ERROR(connection.Execute(sql));
  }
  return absl::OkStatus();
}

bool HoldsData(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return !error && size > 0;
}

// Looks at an existing file without changing it.
absl::Status CheckBeforeOpening(const std::string& path) {
  if (!HoldsData(path)) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                           Connection::Open(path, Access::kRead));
  PLENARY_ASSIGN_OR_RETURN(const int64_t version, VersionOf(*connection));
  return CheckNotNewer(version);
}

absl::Status BringUp(Connection& connection, bool migrate, absl::Time now) {
  if (migrate) return MigrateUp(connection, now);
  PLENARY_ASSIGN_OR_RETURN(const int64_t version, VersionOf(connection));
  PLENARY_RETURN_IF_ERROR(CheckNotNewer(version));
  return CheckNotOlder(version);
}

absl::StatusOr<std::unique_ptr<Connection>> OpenToWrite(const std::string& path, bool create,
                                                        absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                           Connection::Open(path, create ? Access::kCreate : Access::kWrite));
  // SQLite opens a file it may not write without a word.
  if (sqlite3_db_readonly(connection->handle(), "main") == 1) return ReadOnly();
  PLENARY_RETURN_IF_ERROR(SetUp(*connection, kWriterCacheKb));
  PLENARY_RETURN_IF_ERROR(connection->Execute("PRAGMA journal_mode = WAL"));
  // Copying the log is the checkpointer's.
  PLENARY_RETURN_IF_ERROR(connection->Execute("PRAGMA wal_autocheckpoint = 0"));
  PLENARY_RETURN_IF_ERROR(BringUp(*connection, create, now));
  return connection;
}

absl::Status SqliteStore::OpenInMemory() {
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                           Connection::Open(std::string(kInMemory), Access::kCreate));
  PLENARY_RETURN_IF_ERROR(BringUp(*connection, /*migrate=*/true, clock_.Now()));
  writer_ = std::make_unique<Writer>(std::move(connection), /*checkpointer=*/nullptr, answers_,
                                     clock_, options_);
  return absl::OkStatus();
}

absl::Status SqliteStore::OpenFile(absl::string_view path) {
  PLENARY_ASSIGN_OR_RETURN(path_, RealPath(path));
  if (!options_.create && !HoldsData(path_)) return base::NotFound(path_);
  PLENARY_ASSIGN_OR_RETURN(lock_, FileLock::Take(path_));
  PLENARY_RETURN_IF_ERROR(CheckBeforeOpening(path_));
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                           OpenToWrite(path_, options_.create, clock_.Now()));
  PLENARY_ASSIGN_OR_RETURN(
      checkpointer_, Checkpointer::Start(path_, options_.slow_wal_bytes, options_.stop_wal_bytes));
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  PLENARY_RETURN_IF_ERROR(StartReaders(
      options_.readers > 0 ? options_.readers : std::max(2 * cores, 4), /*has_budget=*/true));
  writer_ = std::make_unique<Writer>(std::move(connection), checkpointer_.get(), answers_, clock_,
                                     options_);
  return absl::OkStatus();
}

absl::Status SqliteStore::OpenToRead(absl::string_view path) {
  PLENARY_ASSIGN_OR_RETURN(path_, RealPath(path));
  if (!HoldsData(path_)) return base::NotFound(path_);
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                           Connection::Open(path_, Access::kRead));
  PLENARY_RETURN_IF_ERROR(BringUp(*connection, /*migrate=*/false, clock_.Now()));
  return StartReaders(1, /*has_budget=*/false);
}

absl::Status SqliteStore::StartReaders(int count, bool has_budget) {
  std::vector<std::unique_ptr<Connection>> connections;
  for (int i = 0; i < count; ++i) {
    PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                             Connection::Open(path_, Access::kRead));
    PLENARY_RETURN_IF_ERROR(SetUp(*connection, kReaderCacheKb));
    PLENARY_RETURN_IF_ERROR(connection->Execute(kMapForReaders));
    connections.push_back(std::move(connection));
  }
  readers_ = std::make_unique<Readers>(std::move(connections), answers_, clock_,
                                       options_.max_read_queue, has_budget);
  return absl::OkStatus();
}

void SqliteStore::Read(Body body, Done done) {
  if (readers_ != nullptr) return readers_->Read(std::move(body), std::move(done));
  writer_->Read(std::move(body), std::move(done));
}

void SqliteStore::Write(Keys keys, Body body, Done done) {
  if (writer_ == nullptr) return answers_.Post(std::move(done), ReadOnly());
  writer_->Write(std::move(keys), std::move(body), std::move(done));
}

void SqliteStore::OnChange(std::function<void(const Keys& partitions)> listener) {
  if (writer_ != nullptr) writer_->OnChange(std::move(listener));
}

StoreStats SqliteStore::Stats() const {
  StoreStats stats;
  if (writer_ != nullptr) writer_->AddTo(stats);
  if (readers_ != nullptr) readers_->AddTo(stats);
  if (checkpointer_ != nullptr) stats.checkpoints = checkpointer_->checkpoints();
  std::error_code error;
  const std::uintmax_t log_bytes = std::filesystem::file_size(absl::StrCat(path_, "-wal"), error);
  if (!error) stats.wal_bytes = static_cast<int64_t>(log_bytes);
  return stats;
}

}  // namespace
}  // namespace sqlite

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(absl::string_view path,
                                                       const base::Clock& clock,
                                                       const StoreOptions& options) {
  sqlite::LeaveMemoryUncounted();
  auto store = std::make_unique<sqlite::SqliteStore>(clock, options);
  PLENARY_RETURN_IF_ERROR(path == sqlite::kInMemory ? store->OpenInMemory()
                                                    : store->OpenFile(path));
  return store;
}

absl::StatusOr<std::unique_ptr<Store>> OpenReadOnly(absl::string_view path,
                                                    const base::Clock& clock) {
  sqlite::LeaveMemoryUncounted();
  auto store = std::make_unique<sqlite::SqliteStore>(clock, StoreOptions());
  PLENARY_RETURN_IF_ERROR(store->OpenToRead(path));
  return store;
}

}  // namespace plenary::storage
