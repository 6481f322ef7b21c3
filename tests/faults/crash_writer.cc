// Writes for ever, from several threads, and tells every write that was acknowledged by its name
// on a line of standard output. Somebody kills it.
//   crash_writer DATABASE_URI PREFIX
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/storage/change_log.h"
#include "services/storage/store.h"

namespace plenary::storage {
namespace {

constexpr int kThreads = 16;

absl::Status WriteOne(Store& store, base::Random& random, const std::string& name) {
  const std::string seed = random.Bytes(32);
  return WriteAndWait(store, {"events/a"}, [&](Tx& tx) -> absl::Status {
    base::IdSequence ids(seed, tx.now());
    PLENARY_ASSIGN_OR_RETURN(const ChainHead head, ReadHead(tx, "events/a"));
    return AppendChanges(tx, "events/a", head, std::max(head.time, tx.now()), "local", "test",
                         {{name, 1, "payload"}}, ids)
        .status();
  });
}

void WriteForEver(Store& store, const std::string& prefix) {
  base::SystemRandom random;
  std::atomic<int> count = 0;
  std::vector<std::thread> writers;
  writers.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    writers.emplace_back([&] {
      for (;;) {
        const std::string name = absl::StrCat(prefix, "-", ++count);
        if (!WriteOne(store, random, name).ok()) continue;
        const std::string line = absl::StrCat(name, "\n");
        if (write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
}

}  // namespace
}  // namespace plenary::storage

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const plenary::base::SystemClock clock;
  const auto store = plenary::storage::OpenStore(argv[1], clock);
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.status().ToString().c_str());
    return 1;
  }
  plenary::storage::WriteForEver(**store, argv[2]);
  return 0;
}
