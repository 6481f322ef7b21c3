// The seam between Plenary and its database engines.
//
// Everything above this header is written once and runs on SQLite and on PostgreSQL; everything
// below it (sqlite_store, postgres_store) is an engine. An engine is chosen by URI, see OpenStore.
#ifndef PLENARY_SERVICES_STORAGE_STORE_H_
#define PLENARY_SERVICES_STORAGE_STORE_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "absl/types/variant.h"
#include "services/base/clock.h"

namespace plenary::storage {

// Raw bytes, as opposed to UTF-8 text. Borrowed.
struct Bytes {
  absl::string_view data;
};

// The value of one `$n` parameter: NULL, a 64-bit integer, UTF-8 text or bytes. Text and bytes are
// borrowed until the call that takes them returns.
using Param = absl::variant<absl::monostate, int64_t, absl::string_view, Bytes>;

// NULL where `text` is empty, else the text.
Param TextOrNull(absl::string_view text);

// One row of an answer. Columns count from 0 in the order of the SELECT or RETURNING list. Valid
// only inside the callback that receives it.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool IsNull(int column) const = 0;
  // 0 where the column is NULL.
  virtual int64_t Int(int column) const = 0;
  // Text or bytes alike; empty where the column is NULL.
  virtual absl::string_view Text(int column) const = 0;
};

// One SQL statement with its parameters.
//
// The SQL is written for every engine: parameters are `$1 $2 …`, upserts are `ON CONFLICT`, answers
// of changes come through `RETURNING`. Engines cache prepared statements by text, so the text must
// come from a bounded set: values go into `params`, never into `sql`.
//
// With `each`, the statement runs now and `each` sees every row. Without `each` it is a change
// whose answer nobody needs: an engine may hold it back until the next statement with `each` or
// the end of the body, and its error then appears there.
struct Statement {
  absl::string_view sql;
  std::vector<Param> params;
  std::function<void(const Row&)> each;
};

// What a write touches, declared before it runs, so that engines can put writes that would fight
// into one line: partitions ("events/tibo-2023", "directory") and, later, ledger subjects.
using Key = std::string;
using Keys = std::vector<Key>;

// The partition of organizations and people.
inline constexpr absl::string_view kDirectoryPartition = "directory";
// The partition of users, their roles and credentials, and registration links.
inline constexpr absl::string_view kAccessPartition = "access";
// The partition of what was promised, who carries it out, and what came of it.
inline constexpr absl::string_view kControlPartition = "control";
// The partition of indicators and their figures.
inline constexpr absl::string_view kFiguresPartition = "figures";

// A transaction that a body runs in. Not thread-safe; lives as long as the body runs.
class Tx {
 public:
  virtual ~Tx() = default;

  // Runs one statement. Errors are those of the engine, already mapped: ALREADY_EXISTS for a
  // unique key, RESOURCE_EXHAUSTED for a full disk, UNAVAILABLE for a lost connection or a busy
  // database, ABORTED where the transaction must be run again (the engine does so by itself when
  // the body returns that status unchanged), INTERNAL otherwise. After any error the body returns
  // it: nothing it wrote will stay.
  virtual absl::Status Run(Statement statement) = 0;

  // Runs several statements in order, in one round trip where the engine can.
  virtual absl::Status RunAll(absl::Span<Statement> statements) = 0;

  // Makes sure that this body declared `key`. Where it did not, returns a status that the body
  // must return unchanged: the engine then runs the body again with the key added.
  virtual absl::Status Require(absl::string_view key) = 0;

  // A body may run 20,000 statements, and is refused with RESOURCE_EXHAUSTED
  // (TRANSACTION_TOO_LARGE) past them. Asks for `most` where that is more, for the few bodies that
  // read or write something large as a whole: the schedule of an event. Time is bounded as ever.
  virtual void AllowStatements(int64_t most) = 0;

  // The instant this transaction was started by the store's clock, in whole microseconds.
  virtual absl::Time now() const = 0;

  // The id of this transaction, the same for every partition it touches: 16 random bytes, fresh
  // for every body. Empty in a read.
  virtual absl::string_view id() const = 0;

  // Which engine runs this, for the few named per-engine queries.
  virtual absl::string_view engine() const = 0;  // "sqlite" or "postgresql"
};

// A body may be run more than once and must have no effect outside the transaction except on its
// own captures, which it resets first.
using Body = std::function<absl::Status(Tx&)>;
// Called exactly once, on a thread of the store, never on the caller's stack; must not block.
using Done = std::function<void(absl::Status)>;

// A figure of the store at this moment or since it was opened.
struct StoreStats {
  int64_t commits = 0;           // transactions of the engine committed
  int64_t bodies_committed = 0;  // write bodies answered with OK
  int64_t bodies_refused = 0;    // write bodies that returned an error and were rolled back
  int64_t aborts = 0;            // bodies run again after a conflict or a failed group
  int64_t largest_group = 0;     // most bodies in one commit
  int64_t write_queue = 0;       // bodies waiting to be run, now
  int64_t read_queue = 0;        // reads waiting for a connection, now
  int64_t reads = 0;             // read bodies run
  int64_t wal_bytes = 0;         // SQLite: size of the write-ahead log, now; else 0
  int64_t checkpoints = 0;       // SQLite: checkpoints that moved frames; else 0
  int64_t throttled = 0;         // bodies made to wait for the checkpointer
};

// A database of Plenary. Safe from several threads.
class Store {
 public:
  // Waits for what is under way, refuses what is queued with UNAVAILABLE, then closes.
  virtual ~Store() = default;

  // Runs `body` in a read-only snapshot on the bounded reader pool. `done` gets the body's status,
  // or RESOURCE_EXHAUSTED (SERVER_BUSY) at once where the pool's queue is full.
  virtual void Read(Body body, Done done) = 0;

  // Runs `body` in one serializable transaction and calls `done` once that transaction is on disk
  // (or was rolled back). `keys` name what the body writes. An error from the body rolls back what
  // the body wrote and nothing else. UNAVAILABLE (COMMIT_FATE_UNKNOWN) where the engine was lost
  // while committing and could not say whether it had: repeat with the same request_id.
  // RESOURCE_EXHAUSTED (SERVER_BUSY) at once where the queue is full.
  virtual void Write(Keys keys, Body body, Done done) = 0;

  // Called after each commit with the partitions whose change log grew in this process. At most
  // one listener, set before the first write; must not block.
  virtual void OnChange(std::function<void(const Keys& partitions)> listener) = 0;

  virtual StoreStats Stats() const = 0;
  virtual absl::string_view engine() const = 0;  // "sqlite" or "postgresql"
};

// Read and Write for programs and tests that may wait.
absl::Status ReadAndWait(Store& store, Body body);
absl::Status WriteAndWait(Store& store, Keys keys, Body body);

struct StoreOptions {
  int readers = 0;  // reader connections; 0: twice the cores, at least 4
  int writers = 0;  // PostgreSQL: writing connections; 0: twice the cores, at least 4
  int max_read_queue = 4096;
  int max_write_queue = 4096;
  int max_group = 256;                 // bodies in one commit (PostgreSQL: at most 60)
  int64_t slow_wal_bytes = 64 << 20;   // from here the writer slows down
  int64_t stop_wal_bytes = 256 << 20;  // from here it waits
  bool create = true;                  // make the database and migrate it up; else only open
};

// Opens `sqlite:/path/plenary.db`, `sqlite::memory:` or `postgresql://…` and migrates it to this
// program's version. `clock` and the store's caller outlive the store.
// FAILED_PRECONDITION: DATABASE_IN_USE (another process holds the SQLite file), DATABASE_TOO_NEW
// (written by a newer program), DATABASE_TOO_OLD (with create off). DATA_LOSS: DATABASE_CORRUPT.
// PERMISSION_DENIED: DATABASE_READ_ONLY. INVALID_ARGUMENT for a URI of another form.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(absl::string_view uri, const base::Clock& clock,
                                                 const StoreOptions& options = {});

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_STORE_H_
