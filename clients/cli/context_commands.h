// `plenary context`: servers under names.
#ifndef PLENARY_CLIENTS_CLI_CONTEXT_COMMANDS_H_
#define PLENARY_CLIENTS_CLI_CONTEXT_COMMANDS_H_

#include <string>

#include "clients/cli/report.pb.h"
#include "clients/cli/session.h"

namespace plenary::cli {

// Each returns the exit code. None asks a server.
int ListContexts(const Session& session);
int UseContext(const Session& session, const std::string& name);
// The first one is in use at once. `replace`: instead of one of that name.
int AddContext(const Session& session, Context context, bool replace);
int RemoveContext(const Session& session, const std::string& name);
// The settings of `session`, each with where it comes from.
int ShowSettings(const Session& session);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_CONTEXT_COMMANDS_H_
