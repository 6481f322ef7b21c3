// Which server, event and language a command works with, and why.
#ifndef PLENARY_CLIENTS_CLI_SETTINGS_H_
#define PLENARY_CLIENTS_CLI_SETTINGS_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"

namespace plenary::cli {

// What stands on the command line; empty where it does not.
struct GivenSettings {
  std::string context = {};
  std::string server = {};
  std::string event = {};
  std::string language = {};
};

struct ChosenSetting {
  enum class From { kDefault, kContext, kEnvironment, kFlag };
  std::string value;
  From from = From::kDefault;
};

struct ChosenSettings {
  std::string context;  // the name of the one that was looked at; empty where there is none
  ChosenSetting server;
  ChosenSetting event;
  ChosenSetting language;
};

// A flag beats the environment, which beats the context, which beats the default; what a context
// says that was given by --context counts as a flag. The context is the one that --context or
// PLENARY_CONTEXT name, else the current one. INVALID_ARGUMENT where
// there is no context of that name, or the file of contexts is damaged.
absl::StatusOr<ChosenSettings> ChooseSettings(
    const GivenSettings& given, const std::map<std::string, std::string>& environment);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SETTINGS_H_
