// The file in which the program keeps servers under names.
//
//   current = 'minsk'
//
//   [contexts.minsk]
//   event = 'events/tibo-2023'
//   language = 'ru'
//   server = 'plenary.example:7780'
//   tls-ca = '/etc/plenary/ca.pem'
//   token-file = '/home/anna/plenary.token'
#ifndef PLENARY_CLIENTS_CLI_CONTEXTS_H_
#define PLENARY_CLIENTS_CLI_CONTEXTS_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/report.pb.h"

namespace plenary::cli {

// Where the file lies: $XDG_CONFIG_HOME/plenary/config.toml, else under $HOME/.config; empty where
// the environment names neither.
std::string ContextsPath(const std::map<std::string, std::string>& environment);

// What the file holds, by name; nothing where there is no file. INVALID_ARGUMENT names file and
// line of what cannot be understood.
absl::StatusOr<Contexts> ReadContexts(const std::string& path);

// Puts the file in place of the one there was, whole or not at all, readable by its owner alone;
// makes its folder. PERMISSION_DENIED where it cannot be written.
absl::Status WriteContexts(const std::string& path, const Contexts& contexts);

// The one of that name, or nullptr.
Context* FindContext(Contexts& contexts, absl::string_view name);
// The one in use, or nullptr.
const Context* CurrentContext(const Contexts& contexts);

// INVALID_ARGUMENT where a context cannot have this name: letters, digits, '-', '_' and '.', at
// most 63.
absl::Status CheckContextName(absl::string_view name);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_CONTEXTS_H_
