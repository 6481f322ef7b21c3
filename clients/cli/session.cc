#include "clients/cli/session.h"

#include <utility>

namespace plenary::cli {

std::string Variable(const Terminal& terminal, const std::string& name) {
  const auto found = terminal.environment.find(name);
  return found == terminal.environment.end() ? "" : found->second;
}

ClientOptions OptionsOf(const Session& session) {
  const ChosenSettings& settings = session.settings;
  ClientOptions options;
  options.deadline = session.timeout;
  // Somebody waits at the keyboard: a second or two, then say so.
  options.retry.max_attempts = 5;
  options.credentials.from_environment = false;
  options.credentials.over_plaintext = session.token_over_plaintext;
  options.credentials.token = settings.token.value;
  if (!settings.token_file.value.empty()) {
    options.credentials.source = [path = settings.token_file.value] { return ReadTokenFile(path); };
  }
  options.tls.ca_file = settings.tls_ca.value;
  options.tls.cert_file = settings.tls_cert.value;
  options.tls.key_file = settings.tls_key.value;
  return options;
}

Client Connect(const Session& session) {
  return Client::Connect(session.settings.server.value, OptionsOf(session));
}

Client ConnectWith(const Session& session, std::string token) {
  ClientOptions options = OptionsOf(session);
  options.credentials.source = nullptr;
  options.credentials.token = std::move(token);
  return Client::Connect(session.settings.server.value, options);
}

Output OutputOf(const Session& session) {
  Output output{session.terminal, session.format, {}, false};
  output.style.language = session.settings.language.value;
  output.style.time_zone = session.time_zone;
  // no-color.org: any text but an empty one.
  output.has_colour = session.terminal.out_is_tty && Variable(session.terminal, "NO_COLOR").empty();
  return output;
}

}  // namespace plenary::cli
