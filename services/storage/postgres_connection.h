// One session with a PostgreSQL server, in pipeline mode: commands are gathered, sent together,
// and answered in order. Knows nothing of bodies, lanes or groups.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_CONNECTION_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_CONNECTION_H_

#include <libpq-fe.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "services/storage/store.h"

namespace plenary::storage::postgres {

// What a session is for.
enum class Role {
  kWriter,  // explicit transactions
  kReader,  // read only; commands up to one Sync share one REPEATABLE READ snapshot
};

// The first command of those awaited that failed.
struct Failure {
  size_t command = 0;    // counted from 0 since the last Await
  bool lost = false;     // the session is gone; `command` may or may not have been done
  std::string sqlstate;  // empty where the session broke without a word
};

// Not thread-safe. A session that was lost stays lost: make another.
class Connection {
 public:
  // Connects within a few seconds a host. The password in `uri` is never logged.
  // UNAVAILABLE: DATABASE_UNAVAILABLE.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& uri, Role role);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Adds a command; it is sent no later than at the next Await. Parameters are copied. `each` is
  // borrowed until then, and may be empty or null. Returns its number since the last Await.
  size_t Send(absl::string_view sql, absl::Span<const Param> params = {},
              const std::function<void(const Row&)>* each = nullptr);

  // Ends a segment. A command that fails makes the server skip the rest of its segment. Outside an
  // explicit transaction a segment is a transaction.
  void Sync();

  // Sends everything and waits for every answer; rows go to each command's `each`. Returns the
  // first failure. Past `deadline` the session is given up as lost.
  absl::optional<Failure> Await(absl::Time deadline);

  // Sends what was added, so that the server works on it meanwhile; the next Await collects the
  // answers.
  void Flush();

  // Forgets prepared statements where there are very many. Outside a transaction only.
  void Trim();

  // Whether the session can be used no more.
  bool lost() const { return lost_; }
  // Gives the session up.
  void Abandon() { lost_ = true; }

 private:
  // An answer that is due.
  struct Expected {
    enum class Kind { kPrepare, kCommand, kSync } kind;
    size_t command = 0;
    const std::function<void(const Row&)>* each = nullptr;
    std::string prepared_key;  // kPrepare
  };
  struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, ResultDeleter>;

  explicit Connection(PGconn* session) : session_(session) {}

  absl::Status SetUp(Role role);
  // The name of the prepared statement, which is prepared along the way where it is new.
  std::string Prepare(absl::string_view sql, absl::Span<const Param> params);
  // The next answer, or null where the session was lost.
  Result Next(absl::Time deadline);
  bool WaitForInput(absl::Time deadline);
  void Take(const Expected& expected, Result result, absl::optional<Failure>& first);
  Failure FailureOf(const Expected& expected, const PGresult* result);
  void Lose(absl::string_view what);

  PGconn* session_;
  bool lost_ = false;
  bool answer_asked_ = true;  // a Sync or flush request follows the last command
  size_t commands_ = 0;
  std::deque<Expected> expected_;
  std::unordered_map<std::string, std::string> prepared_;  // types and SQL → statement name
  int64_t names_ = 0;
};

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_CONNECTION_H_
