// Commands that are calls of the API.
#ifndef PLENARY_CLIENTS_CLI_CALLS_H_
#define PLENARY_CLIENTS_CLI_CALLS_H_

#include "clients/cli/commands.h"
#include "clients/cli/session.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

struct WatchFlags {
  bool watch = false;  // go on with a list as it changes
  int count = 0;       // end after so many changes; 0: never
};

// Whether a list can go on as a watch: events have a log each, so there is none for all of them.
bool CanWatch(const Command& command);

// Makes the call of a command with the filled `request`, shows the answer, and returns the exit
// code.
int RunCall(const Session& session, CommandKind kind, google::protobuf::Message& request,
            const WatchFlags& flags);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_CALLS_H_
