#include "clients/cli/contexts.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/private_file.h"

namespace plenary::cli {
namespace {

constexpr char kAdvice[] = "mend the line, or remove the file and add the contexts anew";

absl::Status Damaged(const std::string& path, const toml::source_region& where,
                     absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ":", where.begin.line, ": ", what, "; ", kAdvice));
}

absl::Status ReadText(const std::string& path, const toml::key& key, const toml::node& node,
                      std::string& text) {
  if (!node.is_string()) {
    return Damaged(path, node.source(), absl::StrCat(std::string(key.str()), " is not a text"));
  }
  text = node.as_string()->get();
  return absl::OkStatus();
}

// The text of a context under its key in the file; nullptr where there is no such key.
std::string* FieldOf(Context& context, const std::string& key) {
  if (key == "server") return context.mutable_server();
  if (key == "event") return context.mutable_event();
  if (key == "language") return context.mutable_language();
  if (key == "token-file") return context.mutable_token_file();
  if (key == "tls-ca") return context.mutable_tls_ca();
  if (key == "tls-cert") return context.mutable_tls_cert();
  return key == "tls-key" ? context.mutable_tls_key() : nullptr;
}

absl::Status ReadContext(const std::string& path, const toml::key& name, const toml::node& node,
                         Context& context) {
  context.set_name(std::string(name.str()));
  if (!node.is_table()) {
    return Damaged(path, node.source(), absl::StrCat(context.name(), " is not a context"));
  }
  for (auto&& [key, value] : *node.as_table()) {
    std::string* field = FieldOf(context, std::string(key.str()));
    if (field == nullptr) {
      return Damaged(path, key.source(),
                     absl::StrCat("a context has server, event, language, token-file, tls-ca, "
                                  "tls-cert and tls-key, no ",
                                  std::string(key.str())));
    }
    if (absl::Status status = ReadText(path, key, value, *field); !status.ok()) return status;
  }
  if (context.server().empty()) {
    return Damaged(path, name.source(),
                   absl::StrCat("the context ", context.name(), " has no server"));
  }
  return absl::OkStatus();
}

absl::Status ReadAll(const std::string& path, const toml::node& node, Contexts& contexts) {
  if (!node.is_table()) return Damaged(path, node.source(), "contexts is not a table");
  for (auto&& [name, value] : *node.as_table()) {
    absl::Status status = ReadContext(path, name, value, *contexts.add_contexts());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SetCurrent(const std::string& path, const toml::node& node, const std::string& name,
                        Contexts& contexts) {
  if (name.empty()) return absl::OkStatus();
  Context* current = FindContext(contexts, name);
  if (current == nullptr) {
    return Damaged(path, node.source(),
                   absl::StrCat("there is no context ", name, " in this file"));
  }
  current->set_current(true);
  return absl::OkStatus();
}

std::string InToml(const Contexts& contexts) {
  toml::table all;
  for (const Context& context : contexts.contexts()) {
    toml::table each;
    each.insert("server", context.server());
    for (const auto& [key, text] :
         std::map<std::string, std::string>{{"event", context.event()},
                                            {"language", context.language()},
                                            {"token-file", context.token_file()},
                                            {"tls-ca", context.tls_ca()},
                                            {"tls-cert", context.tls_cert()},
                                            {"tls-key", context.tls_key()}}) {
      if (!text.empty()) each.insert(key, text);
    }
    all.insert(context.name(), std::move(each));
  }
  toml::table file;
  if (const Context* current = CurrentContext(contexts)) file.insert("current", current->name());
  file.insert("contexts", std::move(all));
  std::ostringstream text;
  text << "# Written by `plenary context`.\n" << file << "\n";
  return text.str();
}

}  // namespace

std::string ContextsPath(const std::map<std::string, std::string>& environment) {
  const auto at = [&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  if (!at("XDG_CONFIG_HOME").empty()) {
    return absl::StrCat(at("XDG_CONFIG_HOME"), "/plenary/config.toml");
  }
  if (!at("HOME").empty()) return absl::StrCat(at("HOME"), "/.config/plenary/config.toml");
  return "";
}

absl::StatusOr<Contexts> ReadContexts(const std::string& path) {
  Contexts contexts;
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return contexts;
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file) return absl::InvalidArgumentError(absl::StrCat("cannot read ", path));
  const toml::parse_result parsed = toml::parse(text, path);
  if (!parsed) {
    return Damaged(path, parsed.error().source(),
                   absl::StrCat("this is not TOML: ", std::string(parsed.error().description())));
  }
  std::string current;
  const toml::node* current_node = nullptr;
  for (auto&& [key, value] : parsed.table()) {
    absl::Status status;
    if (key == "current") {
      current_node = &value;
      status = ReadText(path, key, value, current);
    } else if (key == "contexts") {
      status = ReadAll(path, value, contexts);
    } else {
      status =
          Damaged(path, key.source(), absl::StrCat("nothing is called ", std::string(key.str())));
    }
    if (!status.ok()) return status;
  }
  if (current_node == nullptr) return contexts;
  if (absl::Status status = SetCurrent(path, *current_node, current, contexts); !status.ok()) {
    return status;
  }
  return contexts;
}

absl::Status WriteContexts(const std::string& path, const Contexts& contexts) {
  if (path.empty()) {
    return absl::PermissionDeniedError("there is no place for contexts: set HOME");
  }
  return WritePrivateFile(path, InToml(contexts));
}

Context* FindContext(Contexts& contexts, absl::string_view name) {
  for (Context& context : *contexts.mutable_contexts()) {
    if (context.name() == name) return &context;
  }
  return nullptr;
}

const Context* CurrentContext(const Contexts& contexts) {
  for (const Context& context : contexts.contexts()) {
    if (context.current()) return &context;
  }
  return nullptr;
}

absl::Status CheckContextName(absl::string_view name) {
  bool is_name = !name.empty() && name.size() <= 63;
  for (const char c : name) {
    is_name = is_name && (absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
                          c == '_' || c == '.');
  }
  if (is_name) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", name, "\" cannot be the name of a context: letters, digits, '-', '_' and '.'"));
}

}  // namespace plenary::cli
