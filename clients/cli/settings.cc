#include "clients/cli/settings.h"

#include "absl/status/status.h"
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
  return settings;
}

}  // namespace plenary::cli
