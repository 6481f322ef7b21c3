#include "services/server/monitoring.h"

#include <sys/statvfs.h>

#include <string>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "services/storage/migrate.h"
#include "services/storage/resource.h"

namespace plenary::server {
namespace {

void AddLimits(const ServerOptions& options, google::protobuf::Map<std::string, int64_t>& gauges) {
  gauges["limit.message_bytes"] = options.max_message_bytes;
  gauges["limit.metadata_bytes"] = options.max_metadata_bytes;
  gauges["limit.calls"] = options.max_calls;
  gauges["limit.streams"] = options.max_streams;
  gauges["limit.read_queue"] = options.store.max_read_queue;
  gauges["limit.write_queue"] = options.store.max_write_queue;
}

void AddStore(const storage::StoreStats& stats,
              google::protobuf::Map<std::string, int64_t>& gauges) {
  gauges["store.commits"] = stats.commits;
  gauges["store.bodies_committed"] = stats.bodies_committed;
  gauges["store.bodies_refused"] = stats.bodies_refused;
  gauges["store.aborts"] = stats.aborts;
  gauges["store.largest_group"] = stats.largest_group;
  gauges["store.write_queue"] = stats.write_queue;
  gauges["store.read_queue"] = stats.read_queue;
  gauges["store.reads"] = stats.reads;
  gauges["store.wal_bytes"] = stats.wal_bytes;
  gauges["store.checkpoints"] = stats.checkpoints;
  gauges["store.throttled"] = stats.throttled;
}

void AddAccess(const Porch& porch, google::protobuf::Map<std::string, int64_t>& gauges) {
  gauges["rate_limited_address"] = porch.limits.refused_addresses();
  gauges["rate_limited_reads"] = porch.limits.refused_reads();
  gauges["rate_limited_writes"] = porch.limits.refused_writes();
  gauges["unauthenticated"] = porch.identity.unauthenticated();
  gauges["denied"] = porch.denied;
  gauges["callers_looked_up"] = porch.identity.looked_up();
  gauges["callers_remembered"] = static_cast<int64_t>(porch.identity.remembered());
}

// The disk under an SQLite file; that of PostgreSQL is another machine's matter.
void AddDisk(absl::string_view database, google::protobuf::Map<std::string, int64_t>& gauges) {
  if (!absl::ConsumePrefix(&database, "sqlite:") || database == ":memory:") return;
  struct statvfs disk;
  if (statvfs(std::string(database).c_str(), &disk) != 0) return;
  const auto block = static_cast<int64_t>(disk.f_frsize);
  gauges["disk.free_bytes"] = static_cast<int64_t>(disk.f_bavail) * block;
  gauges["disk.total_bytes"] = static_cast<int64_t>(disk.f_blocks) * block;
}

}  // namespace

v1::ServerStatus StatusOf(const Porch& porch, absl::Time start_time,
                          const std::vector<std::unique_ptr<RpcService>>& services) {
  v1::ServerStatus status;
  status.set_version(PLENARY_VERSION);
  status.set_engine(std::string(porch.store.engine()));
  *status.mutable_start_time() = storage::ToTimestamp(start_time);
  *status.mutable_current_time() = storage::ToTimestamp(porch.clock.Now());
  status.set_schema_version(storage::Migrations().back().version);
  for (const auto& service : services) service->AddCalls(status);
  AddLimits(porch.options, *status.mutable_gauges());
  AddStore(porch.store.Stats(), *status.mutable_gauges());
  AddAccess(porch, *status.mutable_gauges());
  AddDisk(porch.options.database, *status.mutable_gauges());
  if (porch.options.database != "sqlite::memory:") {
    (*status.mutable_gauges())["backup.last_success_us"] = porch.last_backup_us;
  }
  (*status.mutable_gauges())["server.calls_running"] = porch.calls_running;
  (*status.mutable_gauges())["server.streams_open"] = porch.streams_open;
  return status;
}

}  // namespace plenary::server
