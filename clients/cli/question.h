// Asking the person at the keyboard.
#ifndef PLENARY_CLIENTS_CLI_QUESTION_H_
#define PLENARY_CLIENTS_CLI_QUESTION_H_

#include <string>

#include "clients/cli/session.h"

namespace plenary::cli {

// Asks on standard error and reads a line: yes, y, да or д agree. Where nobody sits there, says
// that --yes is needed and returns false.
bool Agrees(const Session& session, const std::string& question);

// Asks on standard error and reads a line that is not shown; where nobody sits there, simply reads
// a line. Empty where there is none.
std::string AskSecret(const Session& session, const std::string& question);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_QUESTION_H_
