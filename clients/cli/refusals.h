// What a failed command says and ends with.
#ifndef PLENARY_CLIENTS_CLI_REFUSALS_H_
#define PLENARY_CLIENTS_CLI_REFUSALS_H_

#include <string>

#include "absl/status/status.h"
#include "clients/cli/terminal.h"
#include "clients/cli/texts.h"

namespace plenary::cli {

// Exit codes of the program; docs/cli.md and `plenary help exit-codes` explain them.
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsage = 2;
inline constexpr int kNotFound = 3;
inline constexpr int kUnavailable = 4;
inline constexpr int kConflict = 5;
inline constexpr int kFault = 6;
inline constexpr int kNotSignedIn = 7;

// The exit code for a status of the server or the library.
int ExitCodeOf(const absl::Status& status);

// Every reason of the API with what it means.
std::string ReasonsHelp(const Words& words);

// What to do after a refusal, in words of this program; empty where the message says it all.
std::string AdviceOn(const absl::Status& status, const Words& words);

// Prints message, reason, bad fields (one a line) and advice; what the server says is English, so
// a reader of another language is told first what it means. `where` begins the first line:
// "plenary", "row 3". Returns the exit code.
int PrintRefusal(const Terminal& terminal, const std::string& where, const absl::Status& status);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_REFUSALS_H_
