#include "services/storage/postgres_store.h"

#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/storage/answers.h"
#include "services/storage/postgres_errors.h"
#include "services/storage/postgres_reader.h"
#include "services/storage/postgres_schema.h"
#include "services/storage/postgres_writer.h"

namespace plenary::storage {
namespace {

using postgres::Closing;
using postgres::Counters;
using postgres::LaneQueue;
using postgres::Reader;
using postgres::ReadJob;
using postgres::ReadQueue;
using postgres::WriteJob;
using postgres::Writer;
using postgres::WriterContext;

// More released savepoints than 64 overflow what PostgreSQL keeps of a transaction in memory.
constexpr int kMaxGroup = 60;

int CountOrDefault(int count) {
  if (count > 0) return count;
  return std::max(4, 2 * static_cast<int>(std::thread::hardware_concurrency()));
}

class PostgresStore : public Store {
 public:
  PostgresStore(std::string uri, const base::Clock& clock, const StoreOptions& options)
      : lanes_(static_cast<size_t>(options.max_write_queue),
               static_cast<size_t>(std::clamp(options.max_group, 1, kMaxGroup))),
        reads_(static_cast<size_t>(options.max_read_queue)),
        context_{uri, clock, random_, lanes_, counters_, closing_, listener_} {
    for (int i = 0; i < CountOrDefault(options.writers); ++i) {
      threads_.emplace_back([this] { Writer(context_).Run(); });
    }
    for (int i = 0; i < CountOrDefault(options.readers); ++i) {
      threads_.emplace_back(
          [this] { Reader(context_.uri, context_.clock, reads_, counters_, closing_).Run(); });
    }
  }

  ~PostgresStore() override {
    closing_.Announce();
    for (WriteJob& job : lanes_.Close()) {
      answers_.Post(std::move(job.done), postgres::ShuttingDown());
    }
    for (ReadJob& job : reads_.Close()) {
      answers_.Post(std::move(job.done), postgres::ShuttingDown());
    }
    for (std::thread& thread : threads_) thread.join();
  }

  void Read(Body body, Done done) override {
    ReadJob job{std::move(body), std::move(done), absl::Now()};
    if (!reads_.Push(job)) answers_.Post(std::move(job.done), Refusal());
  }

  void Write(Keys keys, Body body, Done done) override {
    WriteJob job{postgres::InLaneForm(std::move(keys)), std::move(body), std::move(done),
                 absl::Now()};
    if (!lanes_.Push(job)) answers_.Post(std::move(job.done), Refusal());
  }

  void OnChange(std::function<void(const Keys&)> listener) override {
    listener_ = std::move(listener);
  }

  StoreStats Stats() const override {
    StoreStats stats;
    stats.commits = counters_.commits;
    stats.bodies_committed = counters_.bodies_committed;
    stats.bodies_refused = counters_.bodies_refused;
    stats.aborts = counters_.aborts;
    stats.largest_group = counters_.largest_group;
    stats.write_queue = static_cast<int64_t>(lanes_.size());
    stats.read_queue = static_cast<int64_t>(reads_.size());
    stats.reads = counters_.reads;
    return stats;
  }

  absl::string_view engine() const override { return "postgresql"; }

 private:
  absl::Status Refusal() const {
    return closing_.announced() ? postgres::ShuttingDown() : postgres::QueueFull();
  }

  base::SystemRandom random_;
  Counters counters_;
  Closing closing_;
  std::function<void(const Keys&)> listener_;
  LaneQueue lanes_;
  ReadQueue reads_;
  WriterContext context_;
  Answers answers_;  // refusals, which nobody else is free to give
  std::vector<std::thread> threads_;
};

absl::Status CheckUri(const std::string& uri) {
  const bool known = absl::StartsWith(uri, "postgresql://") || absl::StartsWith(uri, "postgres://");
  PQconninfoOption* parsed = known ? PQconninfoParse(uri.c_str(), nullptr) : nullptr;
  const bool valid = parsed != nullptr;
  PQconninfoFree(parsed);
  if (valid) return absl::OkStatus();
  // The URI may hold a password, so it isn't quoted.
  return base::BadField("database", "must be a URI of the form postgresql://user@host:5432/name");
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(absl::string_view uri,
                                                         const base::Clock& clock,
                                                         const StoreOptions& options) {
  const std::string owned(uri);
  PLENARY_RETURN_IF_ERROR(CheckUri(owned));
  {
    Closing never;
    postgres::Session session(owned, postgres::Role::kWriter, never);
    postgres::Connection* connection = session.Get(absl::Now() + absl::Seconds(5));
    if (connection == nullptr) return postgres::DatabaseUnavailable();
    PLENARY_RETURN_IF_ERROR(postgres::Migrate(*connection, options.create));
  }
  return std::unique_ptr<Store>(std::make_unique<PostgresStore>(owned, clock, options));
}

}  // namespace plenary::storage
