// What came of it: the thread from an event to figures, and a counterpart's page.
#ifndef PLENARY_CLIENTS_CLI_THREAD_ANSWERS_H_
#define PLENARY_CLIENTS_CLI_THREAD_ANSWERS_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"
#include "plenary/v1/thread.pb.h"

namespace plenary::cli {

// What stands on the command line.
struct ThreadFlags {
  // Where to start: the name of anything the thread runs through, or with whom, as people say it.
  std::vector<std::string> what;
  std::string on;  // the round of this day, "2023-08-24", instead of all
  int within = 0;  // days after a round in which something is to be signed
  int limit = 0;   // most nodes
};

// The thread as a table, with its gaps and the figures that accompany it. kNotFound where nothing
// is called like that.
int ShowThread(const Session& session, const ThreadFlags& flags);

// What one should know of a counterpart, on a page.
int ShowCounterpart(const Session& session, const std::vector<std::string>& who);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_THREAD_ANSWERS_H_
