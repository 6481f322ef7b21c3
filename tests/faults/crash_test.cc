// kill -9 in the middle of writes, again and again, on every engine.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/clock.h"
#include "services/storage/change_log.h"
#include "services/storage/store.h"
#include "tests/conformance/facts.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::IsOk;
using ::testing::IsEmpty;

// Starts the writer, reads `lines` acknowledgements, kills it, and returns all that it gave.
std::set<std::string> WriteUntilKilled(const std::string& uri, const std::string& prefix,
                                       int lines) {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const pid_t writer = fork();
  if (writer == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execl(CRASH_WRITER, CRASH_WRITER, uri.c_str(), prefix.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  FILE* const acknowledged = fdopen(ends[0], "r");
  std::set<std::string> names;
  char line[128];
  while (std::fgets(line, sizeof(line), acknowledged) != nullptr) {
    names.emplace(absl::StripSuffix(line, "\n"));
    if (--lines == 0) kill(writer, SIGKILL);
  }
  std::fclose(acknowledged);
  int status = 0;
  EXPECT_EQ(waitpid(writer, &status, 0), writer);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with status " << status;
  return names;
}

class CrashTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Engines, CrashTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(CrashTest, EveryAcknowledgedWriteIsThereOnceAndTheChainStands) {
  const base::SystemClock clock;
  const testing::Database database(GetParam());
  std::mt19937 dice(2023);
  std::set<std::string> acknowledged;
  for (int round = 0; round < 8; ++round) {
    const int lines = 1 + static_cast<int>(dice() % 400);
    acknowledged.merge(WriteUntilKilled(database.uri(), absl::StrCat("round", round), lines));

    const auto store = OpenStore(database.uri(), clock);
    ASSERT_THAT(store, IsOk());
    std::map<std::string, int> found;
    const auto verification = InRead(**store, [&](Tx& tx) -> absl::StatusOr<Verification> {
      PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT resource FROM changes", {}, [&](const Row& row) {
                                        ++found[std::string(row.Text(0))];
                                      }}));
      return VerifyChain(tx, "events/a", 0, std::string(32, '\0'), 1'000'000);
    });
    ASSERT_THAT(verification, IsOk());
    EXPECT_THAT(verification->faults, IsEmpty());
    EXPECT_EQ(verification->number, static_cast<int64_t>(found.size()));
    for (const std::string& name : acknowledged) EXPECT_EQ(found[name], 1) << name;
  }
}

}  // namespace
}  // namespace plenary::storage
