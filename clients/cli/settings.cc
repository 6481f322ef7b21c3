#include "clients/cli/settings.h"

#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/contexts.h"

namespace plenary::cli {
namespace {

using From = ChosenSetting::From;
using Environment = std::map<std::string, std::string>;

std::string At(const Environment& environment, const char* name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

// Chooses setting by setting.
struct Choice {
  const Environment& environment;
  // Somebody who names a context on the command line means that one, whatever the environment says.
  bool context_was_given;

  ChosenSetting operator()(const std::string& flag, const char* variable,
                           const std::string& of_context, const char* otherwise) const {
    if (!flag.empty()) return {flag, From::kFlag};
    const bool has_context = !of_context.empty();
    if (has_context && context_was_given) return {of_context, From::kContext};
    if (const std::string text = At(environment, variable); !text.empty()) {
      return {text, From::kEnvironment};
    }
    if (has_context) return {of_context, From::kContext};
    return {otherwise, From::kDefault};
  }
};

// Where a session with the server is kept, by context, since one person may have several accounts.
std::string SessionFile(const Environment& environment, const std::string& context,
                        const std::string& server) {
  const std::string home = At(environment, "HOME");
  std::string state = At(environment, "XDG_STATE_HOME");
  if (state.empty() && !home.empty()) state = absl::StrCat(home, "/.local/state");
  if (state.empty()) return "";
  std::string name;
  for (const char c : absl::StrCat(context, "@", server)) {
    const bool is_safe =
        absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '@';
    absl::StrAppend(&name, is_safe ? std::string(1, c)
                                   : absl::StrCat("%", absl::Hex(static_cast<unsigned char>(c),
                                                                 absl::kZeroPad2)));
  }
  return absl::StrCat(state, "/plenary/sessions/", name);
}

void ChooseCredential(const GivenSettings& given, const Environment& environment,
                      const Context& context, ChosenSettings& settings) {
  std::error_code error;
  const bool asks_environment = given.context.empty();
  const std::string token = At(environment, "PLENARY_TOKEN");
  const std::string token_file = At(environment, "PLENARY_TOKEN_FILE");
  if (!given.token_file.empty()) {
    settings.token_file = {given.token_file, From::kFlag};
  } else if (asks_environment && !token.empty()) {
    settings.token = {token, From::kEnvironment};
  } else if (asks_environment && !token_file.empty()) {
    settings.token_file = {token_file, From::kEnvironment};
  } else if (!settings.session_file.empty() &&
             std::filesystem::exists(settings.session_file, error)) {
    settings.token_file = {settings.session_file, From::kSession};
  } else if (!context.token_file().empty() && settings.server.value == context.server()) {
    settings.token_file = {context.token_file(), From::kContext};
  }
}

absl::Status NoSuchContext(const Contexts& contexts, const std::string& name) {
  const std::string known =
      absl::StrJoin(contexts.contexts(), ", ",
                    [](std::string* out, const Context& context) { out->append(context.name()); });
  return absl::InvalidArgumentError(
      absl::StrCat("there is no context ", name, known.empty() ? "" : "; there is: ", known));
}

}  // namespace

absl::StatusOr<ChosenSettings> ChooseSettings(const GivenSettings& given,
                                              const Environment& environment) {
  absl::StatusOr<Contexts> contexts = ReadContexts(ContextsPath(environment));
  if (!contexts.ok()) return contexts.status();
  const std::string name =
      given.context.empty() ? At(environment, "PLENARY_CONTEXT") : given.context;
  const Context* found = name.empty() ? CurrentContext(*contexts) : FindContext(*contexts, name);
  if (!name.empty() && found == nullptr) return NoSuchContext(*contexts, name);
  const Context& context = found == nullptr ? Context::default_instance() : *found;
  const Choice choose{environment, !given.context.empty()};
  ChosenSettings settings;
  settings.context = context.name();
  settings.server = choose(given.server, "PLENARY_SERVER", context.server(), "127.0.0.1:7780");
  settings.event = choose(given.event, "PLENARY_EVENT", context.event(), "");
  settings.language = choose(given.language, "PLENARY_LANGUAGE", context.language(), "en");
  settings.tls_ca = choose(given.tls_ca, "PLENARY_TLS_CA", context.tls_ca(), "");
  settings.tls_cert = choose(given.tls_cert, "PLENARY_CLIENT_CERT", context.tls_cert(), "");
  settings.tls_key = choose(given.tls_key, "PLENARY_CLIENT_KEY", context.tls_key(), "");
  settings.session_file = SessionFile(environment, settings.context, settings.server.value);
  ChooseCredential(given, environment, context, settings);
  return settings;
}

}  // namespace plenary::cli
