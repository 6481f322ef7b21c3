#include "clients/cli/contexts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

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

absl::Status ReadContext(const std::string& path, const toml::key& name, const toml::node& node,
                         Context& context) {
  context.set_name(std::string(name.str()));
  if (!node.is_table()) {
    return Damaged(path, node.source(), absl::StrCat(context.name(), " is not a context"));
  }
  for (auto&& [key, value] : *node.as_table()) {
    std::string* field = key == "server"     ? context.mutable_server()
                         : key == "event"    ? context.mutable_event()
                         : key == "language" ? context.mutable_language()
                                             : nullptr;
    if (field == nullptr) {
      return Damaged(
          path, key.source(),
          absl::StrCat("a context has server, event and language, no ", std::string(key.str())));
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
    if (!context.event().empty()) each.insert("event", context.event());
    if (!context.language().empty()) each.insert("language", context.language());
    all.insert(context.name(), std::move(each));
  }
  toml::table file;
  if (const Context* current = CurrentContext(contexts)) file.insert("current", current->name());
  file.insert("contexts", std::move(all));
  std::ostringstream text;
  text << "# Written by `plenary context`.\n" << file << "\n";
  return text.str();
}

absl::Status CannotWrite(const std::string& path, const char* what) {
  return absl::PermissionDeniedError(absl::StrCat("cannot write ", path, ": ", what));
}

bool WriteWhole(int file, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0;
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
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  // A name of its own, so that two commands at once cannot write into one file.
  const std::string partial = absl::StrCat(path, ".", getpid());
  const int file = open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return CannotWrite(path, std::strerror(errno));
  const bool is_written = WriteWhole(file, InToml(contexts));
  const int write_errno = errno;
  close(file);
  if (is_written && rename(partial.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const int failed = is_written ? errno : write_errno;
  unlink(partial.c_str());
  return CannotWrite(path, std::strerror(failed));
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
