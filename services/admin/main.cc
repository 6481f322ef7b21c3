// plenary-admin: backup, restore and checks for the operator.
#include <sys/stat.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/util/json_util.h"
#include "services/admin/break_glass.h"
#include "services/admin/commands.h"
#include "services/admin/keys.h"
#include "services/base/clock.h"
#include "services/base/errors.h"

namespace plenary::admin {
namespace {

// As docs/operations.md has them.
enum ExitCode { kDone = 0, kFindings = 1, kUsage = 2, kCannotOpen = 3 };

using Command = absl::Status (*)(const Order&, const base::Clock&, Report&);

struct CommandLine {
  Order order;
  std::string output = "words";
  Command command = nullptr;
  Report report;
};

CLI::App& Declare(CommandLine& line, CLI::App& app, const std::string& name,
                  const std::string& meaning, Command command) {
  CLI::App& declared = *app.add_subcommand(name, meaning);
  // So that --database may stand on either side of the command.
  declared.fallthrough();
  declared.callback([&line, name, command] {
    line.command = command;
    line.report.set_command(name);
    line.report.set_file(line.order.file);
  });
  return declared;
}

void DeclareKeys(CommandLine& line, CLI::App& app) {
  CLI::App& keys = *app.add_subcommand("keys", "keep the keys of protected data");
  keys.fallthrough();
  keys.require_subcommand(1);
  keys.add_option("--key-file", line.order.key_file,
                  "the file of keys; without it the one that plenaryd takes for the database")
      ->envname("PLENARY_KEY_FILE");
  Declare(line, keys, "generate", "make a file of fresh keys", GenerateKeys);
  Declare(line, keys, "list", "tell which keys there are, and what each still seals", ListKeys);
  CLI::App& rotate = Declare(line, keys, "rotate", "add a key, current from then on", RotateKeys);
  rotate.add_flag("--sign", line.order.sign_key, "a key that signs the record");
  CLI::App& abandon = Declare(
      line, keys, "abandon",
      "give up what is sealed with keys that are lost for good, and go on with those of the "
      "file",
      AbandonKeys);
  abandon.add_flag("--confirm", line.order.confirmed, "no copy of the old key file is left");
}

void Declare(CommandLine& line, CLI::App& app) {
  app.set_version_flag("--version", PLENARY_VERSION);
  app.require_subcommand(1);
  app.add_option("--database", line.order.database,
                 "sqlite:/path/plenary.db or postgresql://…, as for plenaryd")
      ->envname("PLENARY_DATABASE");
  app.add_option("-o,--output", line.output, "words, or json for one JSON object")
      ->check(CLI::IsMember({"words", "json"}));
  CLI::App& backup = Declare(line, app, "backup", "write a backup, beside running servers", Backup);
  backup.add_option("--to", line.order.file, "the file to write")->required();
  backup.add_flag("--force", line.order.force, "replace an older backup of that name");
  CLI::App& restore =
      Declare(line, app, "restore", "load a backup into an empty database", Restore);
  restore.add_option("--from", line.order.file, "the backup")->required();
  CLI::App& check = Declare(line, app, "check", "check a database, or a backup", Check);
  check.add_option("--from", line.order.file, "a backup, to check instead of the database");
  CLI::App& break_glass = Declare(
      line, app, "break-glass", "make an administrator's token that works for an hour", BreakGlass);
  break_glass.add_option("--token-file", line.order.file,
                         "where to write it; without it beside the SQLite file");
  DeclareKeys(line, app);
}

// Whether the command is left without what it works on.
bool NeedsDatabase(const CommandLine& line) {
  const bool is_check_of_file = line.command == Check && !line.order.file.empty();
  const bool is_key_file_alone =
      !line.order.key_file.empty() &&
      (line.command == GenerateKeys || line.command == ListKeys || line.command == RotateKeys);
  return line.order.database.empty() && !is_check_of_file && !is_key_file_alone;
}

void Print(const CommandLine& line, const absl::Status& status) {
  const absl::string_view message = status.message();
  if (!status.ok()) std::cerr << "plenary-admin: " << std::string(message) << "\n";
  if (!line.report.note_missing().empty()) {
    std::cerr << "plenary-admin: " << line.report.note_missing() << "\n";
  }
  if (line.output == "json") {
    google::protobuf::util::JsonPrintOptions options;
    options.always_print_primitive_fields = true;
    std::string json;
    (void)google::protobuf::util::MessageToJsonString(line.report, &json, options);
    std::cout << json << "\n";
  } else if (status.ok()) {
    std::cout << InWords(line.report);
  }
}

ExitCode ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return kUsage;
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnavailable:
      return kCannotOpen;
    default:
      return kFindings;
  }
}

int Run(CommandLine& line) {
  const base::SystemClock clock;
  const absl::Status status = line.command(line.order, clock, line.report);
  line.report.set_ok(status.ok() && line.report.findings().empty());
  if (!status.ok()) {
    const absl::string_view message = status.message();
    line.report.mutable_error()->set_reason(v1::ErrorReason_Name(base::ReasonOf(status)));
    line.report.mutable_error()->set_message(std::string(message));
  }
  Print(line, status);
  if (!status.ok()) return ExitCodeOf(status);
  return line.report.ok() ? kDone : kFindings;
}

int Main(int argc, char** argv) {
  // Whatever is made here (databases, backups, keys) is for this program's user alone.
  umask(S_IRWXG | S_IRWXO);
  google::protobuf::SetLogHandler(nullptr);
  CLI::App app("Plenary's operator's program: backup, restore, check");
  CommandLine line;
  Declare(line, app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  if (NeedsDatabase(line)) {
    std::cerr << "plenary-admin: say which database: --database, or PLENARY_DATABASE\n";
    return kUsage;
  }
  return Run(line);
}

}  // namespace
}  // namespace plenary::admin

int main(int argc, char** argv) { return plenary::admin::Main(argc, argv); }
