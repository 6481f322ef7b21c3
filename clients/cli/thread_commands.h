// The commands of what leads from a topic to a figure: negotiations, protocols, control, trips and
// figures.
#ifndef PLENARY_CLIENTS_CLI_THREAD_COMMANDS_H_
#define PLENARY_CLIENTS_CLI_THREAD_COMMANDS_H_

#include <vector>

#include "clients/cli/commands.h"

namespace plenary::cli {

// In the order in which the help tells them.
std::vector<Command> ThreadCommands();

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_THREAD_COMMANDS_H_
