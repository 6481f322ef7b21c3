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
  std::string token_file = {};
  std::string tls_ca = {};
  std::string tls_cert = {};
  std::string tls_key = {};
};

struct ChosenSetting {
  enum class From { kDefault, kContext, kSession, kEnvironment, kFlag };
  std::string value;
  From from = From::kDefault;
};

struct ChosenSettings {
  std::string context;  // the name of the one that was looked at; empty where there is none
  ChosenSetting server;
  ChosenSetting event;
  ChosenSetting language;
  // The file of the token that is sent; empty where there is none, or `token` is it.
  ChosenSetting token_file;
  // The token that PLENARY_TOKEN gives, where that counts.
  ChosenSetting token;
  ChosenSetting tls_ca;
  ChosenSetting tls_cert;
  ChosenSetting tls_key;
  // Where `plenary login` keeps the session with this server; empty where there is no place.
  std::string session_file;
};

// A flag beats the environment, which beats the context, which beats the default; what a context
// says that was given by --context counts as a flag. The context is the one that --context or
// PLENARY_CONTEXT name, else the current one. INVALID_ARGUMENT where
// there is no context of that name, or the file of contexts is damaged.
//
// The credential is the first of these that is there: the file of --token-file; PLENARY_TOKEN; the
// file of PLENARY_TOKEN_FILE; the session that `plenary login` began; the file of the context. The
// environment's is not sent to a context given by --context, nor the context's to another server.
absl::StatusOr<ChosenSettings> ChooseSettings(
    const GivenSettings& given, const std::map<std::string, std::string>& environment);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SETTINGS_H_
