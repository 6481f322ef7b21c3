// What one invocation of the program works with.
#ifndef PLENARY_CLIENTS_CLI_SESSION_H_
#define PLENARY_CLIENTS_CLI_SESSION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cli/output.h"
#include "clients/cli/settings.h"
#include "clients/cli/terminal.h"
#include "clients/cli/texts.h"
#include "plenary/client.h"

namespace plenary::cli {

struct Session {
  Terminal& terminal;
  Words words;
  ChosenSettings settings = {};
  Format format = Format::kTable;
  absl::Duration timeout = absl::Seconds(30);
  // Whether a token may be sent beyond this machine without TLS.
  bool token_over_plaintext = false;
  // Of the event that the command is about; times that have no zone of their own are shown in it.
  absl::TimeZone time_zone = absl::UTCTimeZone();
};

// The text of an environment variable; empty where it is not set.
std::string Variable(const Terminal& terminal, const std::string& name);

// How to reach the server of the settings, as whom.
ClientOptions OptionsOf(const Session& session);

// A client of the server of the settings. Does not wait for it.
Client Connect(const Session& session);

// A client of that server that presents what is in `token` and nothing else.
Client ConnectWith(const Session& session, std::string token);

// How answers are shown.
Output OutputOf(const Session& session);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SESSION_H_
