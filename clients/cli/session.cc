#include "clients/cli/session.h"

namespace plenary::cli {

std::string Variable(const Terminal& terminal, const std::string& name) {
  const auto found = terminal.environment.find(name);
  return found == terminal.environment.end() ? "" : found->second;
}

Client Connect(const Session& session) {
  ClientOptions options;
  options.deadline = session.timeout;
  // Somebody waits at the keyboard: a second or two, then say so.
  options.retry.max_attempts = 5;
  return Client::Connect(session.settings.server.value, options);
}

Output OutputOf(const Session& session) {
  Output output{session.terminal, session.format, {}, false};
  output.style.language = session.settings.language.value;
  // no-color.org: any text but an empty one.
  output.has_colour = session.terminal.out_is_tty && Variable(session.terminal, "NO_COLOR").empty();
  return output;
}

}  // namespace plenary::cli
