// The program `plenary`.
#ifndef PLENARY_CLIENTS_CLI_COMMAND_LINE_H_
#define PLENARY_CLIENTS_CLI_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "clients/cli/terminal.h"

namespace plenary::cli {

// Runs one command, `arguments` without the program's name, and returns the exit code: one of
// refusals.h. Answers go to `out`, refusals and hints to `err`.
int Run(std::vector<std::string> arguments, Terminal& terminal);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_COMMAND_LINE_H_
