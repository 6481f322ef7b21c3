// The pages of the manual, made from the commands themselves.
#ifndef PLENARY_CLIENTS_CLI_MANUAL_H_
#define PLENARY_CLIENTS_CLI_MANUAL_H_

#include <string>

#include "CLI/App.hpp"
#include "clients/cli/texts.h"

namespace plenary::cli {

// plenary(1), as roff for man: every command with what it does.
std::string ManualPage(const CLI::App& program, const Words& words);

// plenary-NOUN(1): every verb of `noun` with its flags.
std::string ManualPageOf(const CLI::App& noun, const Words& words);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_MANUAL_H_
