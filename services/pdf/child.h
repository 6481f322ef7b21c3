// A program that is run on a document nobody vouches for.
#ifndef PLENARY_SERVICES_PDF_CHILD_H_
#define PLENARY_SERVICES_PDF_CHILD_H_

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace plenary::pdf {

struct Program {
  std::vector<std::string> arguments;    // the first is the path of the program
  std::vector<std::string> environment;  // "NAME=value"; nothing else is handed on
  std::string folder;                    // the working directory
  int64_t memory_bytes = 0;              // the most of address space
  int64_t file_bytes = 0;                // the most of one file that it writes
  int64_t cpu_seconds = 0;
};

// Starts a program as the leader of a process group of its own; -1 where that cannot be done. It
// has no open files of ours, cannot open sockets other than local ones, gains no rights by what it
// runs, and is killed with the thread that started it.
pid_t Start(const Program& program);

// A descriptor that can be read once the process has ended; -1 where there is none. The process
// must not have been waited for yet.
int OpenProcess(pid_t pid);

}  // namespace plenary::pdf

#endif  // PLENARY_SERVICES_PDF_CHILD_H_
