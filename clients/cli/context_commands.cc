#include "clients/cli/context_commands.h"

#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/contexts.h"
#include "clients/cli/output.h"
#include "clients/cli/refusals.h"

namespace plenary::cli {
namespace {

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

absl::Status NoContext(const std::string& name) {
  return absl::NotFoundError(absl::StrCat("there is no context ", name));
}

// Reads the file, lets `change` change what is in it, and writes it. Returns the exit code.
int Change(const Session& session, absl::FunctionRef<absl::Status(Contexts&)> change) {
  const std::string path = ContextsPath(session.terminal.environment);
  absl::StatusOr<Contexts> contexts = ReadContexts(path);
  if (!contexts.ok()) return Refuse(session, contexts.status());
  absl::Status status = change(*contexts);
  if (status.ok()) status = WriteContexts(path, *contexts);
  return status.ok() ? kDone : Refuse(session, status);
}

void SetCurrent(Contexts& contexts, const std::string& name) {
  for (Context& context : *contexts.mutable_contexts()) {
    context.set_current(context.name() == name);
  }
}

std::string FromInWords(const Session& session, ChosenSetting::From from) {
  switch (from) {
    case ChosenSetting::From::kFlag:
      return session.words.Say("from.flag");
    case ChosenSetting::From::kEnvironment:
      return session.words.Say("from.environment");
    case ChosenSetting::From::kContext:
      return session.words.Say("from.context", session.settings.context);
    case ChosenSetting::From::kSession:
      return session.words.Say("from.session");
    default:
      return session.words.Say("from.default");
  }
}

}  // namespace

int ListContexts(const Session& session) {
  const absl::StatusOr<Contexts> contexts =
      ReadContexts(ContextsPath(session.terminal.environment));
  if (!contexts.ok()) return Refuse(session, contexts.status());
  const Output output = OutputOf(session);
  RowPrinter printer(output, *Context::descriptor());
  for (const Context& context : contexts->contexts()) printer.Add(context);
  printer.End();
  if (contexts->contexts().empty())
    session.terminal.err << session.words.Say("context.none") << "\n";
  return kDone;
}

int UseContext(const Session& session, const std::string& name) {
  std::string server;
  const int code = Change(session, [&](Contexts& contexts) {
    const Context* context = FindContext(contexts, name);
    if (context == nullptr) return NoContext(name);
    server = context->server();
    SetCurrent(contexts, name);
    return absl::OkStatus();
  });
  if (code == kDone) {
    session.terminal.out << session.words.Say("context.in-use", name, server) << "\n";
  }
  return code;
}

int AddContext(const Session& session, Context context, bool replace) {
  const std::string name = context.name();
  const std::string server = context.server();
  const int code = Change(session, [&](Contexts& contexts) -> absl::Status {
    if (absl::Status status = CheckContextName(name); !status.ok()) return status;
    if (server.empty()) return absl::InvalidArgumentError("which server? Give --server HOST:PORT");
    Context* there = FindContext(contexts, name);
    if (there != nullptr && !replace) {
      return absl::AlreadyExistsError(
          absl::StrCat("there is a context ", name, " already; --replace replaces it"));
    }
    context.set_current(there == nullptr ? contexts.contexts().empty() : there->current());
    *(there == nullptr ? contexts.add_contexts() : there) = std::move(context);
    return absl::OkStatus();
  });
  if (code == kDone) {
    session.terminal.out << session.words.Say("context.added", name, server) << "\n";
  }
  return code;
}

int RemoveContext(const Session& session, const std::string& name) {
  const int code = Change(session, [&](Contexts& contexts) {
    auto& all = *contexts.mutable_contexts();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Context& each) { return each.name() == name; });
    if (found == all.end()) return NoContext(name);
    all.erase(found);
    return absl::OkStatus();
  });
  if (code == kDone) session.terminal.out << session.words.Say("context.removed", name) << "\n";
  return code;
}

int ShowSettings(const Session& session) {
  const Output output = OutputOf(session);
  RowPrinter printer(output, *Setting::descriptor());
  const auto add = [&](const char* name, const ChosenSetting& chosen) {
    Setting setting;
    setting.set_setting(name);
    setting.set_value(chosen.value);
    setting.set_from(FromInWords(session, chosen.from));
    printer.Add(setting);
  };
  add("server", session.settings.server);
  add("event", session.settings.event);
  add("language", session.settings.language);
  // Of a token only where it comes from.
  add("token", {"", session.settings.token.from});
  add("token-file", session.settings.token_file);
  add("tls-ca", session.settings.tls_ca);
  add("tls-cert", session.settings.tls_cert);
  add("tls-key", session.settings.tls_key);
  printer.End();
  return kDone;
}

}  // namespace plenary::cli
