// A private PostgreSQL: a cluster in a temporary folder, on a unix socket there, no TCP.
#ifndef PLENARY_TESTS_TESTING_POSTGRES_CLUSTER_H_
#define PLENARY_TESTS_TESTING_POSTGRES_CLUSTER_H_

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "tests/testing/temporary_folder.h"

namespace plenary::testing {

// Throws std::runtime_error where PostgreSQL is not installed or does not come up: its absence is
// a failure, not a reason to skip.
class PostgresCluster {
 public:
  // Makes the cluster and starts its server. Only a `durable` one waits for the disk, as those do
  // that hold somebody's data.
  explicit PostgresCluster(bool durable = false);
  // Stops the server at once and removes the cluster.
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  // Starts the server again and waits until it answers.
  void Start();
  // Ends every session and shuts the server down in order.
  void Stop();
  // Stops it at once, as a crash would: it recovers at the next start.
  void Crash();

  // The folder of its socket.
  const std::string& folder() const { return folder_.path(); }
  // The URI of a database in it.
  std::string Uri(const std::string& database) const;
  // Runs one SQL command in database "postgres" and returns the first number in its answer, else 0.
  int64_t Ask(const std::string& sql) const;
  // Asks again and again until the number is `wanted`.
  void AwaitAnswer(const std::string& sql, int64_t wanted) const;

 private:
  void End(int signal);

  const bool durable_;
  TemporaryFolder folder_;
  pid_t server_ = 0;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_POSTGRES_CLUSTER_H_
