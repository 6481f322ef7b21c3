// Programs that are run to their end, measured from outside.
#ifndef PLENARY_TESTS_BENCH_PROGRAM_H_
#define PLENARY_TESTS_BENCH_PROGRAM_H_

#include <string>
#include <vector>

namespace plenary::bench {

struct ProgramRun {
  int exit_code = 0;  // -1: a signal ended it
  std::string output;
  std::string complaint;  // what it wrote to standard error
  double seconds = 0;     // from its start to its end
};

// Runs `argv`, looked for in PATH; it is killed after `limit` seconds. Throws std::runtime_error
// where it cannot be started.
ProgramRun RunProgram(const std::vector<std::string>& argv, double limit);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_PROGRAM_H_
