// A private PostgreSQL: a cluster in a temporary folder, on a unix socket there, no TCP.
#ifndef PLENARY_TESTS_TESTING_POSTGRES_CLUSTER_H_
#define PLENARY_TESTS_TESTING_POSTGRES_CLUSTER_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/testing/temporary_folder.h"

namespace plenary::testing {

// Throws std::runtime_error where PostgreSQL is not installed or does not come up: its absence is
// a failure, not a reason to skip.
class PostgresCluster {
 public:
  // Makes the cluster and starts it with additional server settings ("max_connections=10").
  explicit PostgresCluster(std::vector<std::string> settings = {});
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  // The URI of a database in it.
  std::string Uri(const std::string& database) const;
  // Runs one SQL command in database "postgres".
  void Run(const std::string& sql) const;

  // Starts the server and waits until it answers.
  void Start();
  // Stops it at once, as a crash would (SIGQUIT), and waits until it is gone.
  void Crash();

 private:
  std::vector<std::string> Arguments() const;

  const std::vector<std::string> settings_;
  TemporaryFolder folder_;
  pid_t server_ = 0;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_POSTGRES_CLUSTER_H_
