// plenaryd: the server.
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/protobuf/stubs/logging.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/server/first_administrator.h"
#include "services/server/keys.h"
#include "services/server/options.h"
#include "services/server/server.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::server {
namespace {

constexpr int kUsageError = 2;
constexpr int kFailure = 1;

void Complain(const absl::Status& status) {
  const absl::string_view words = status.message();
  std::cerr << "plenaryd: " << std::string(words) << "\n";
}

// What stands on the command line.
struct CommandLine {
  OptionValues flags;
  std::string config;
  bool print_config = false;
  bool print_markdown = false;
};

void Declare(CommandLine& line, CLI::App& app) {
  app.set_version_flag("--version", PLENARY_VERSION);
  app.add_option("--config", line.config, "a file of 'option = value' lines")
      ->envname("PLENARY_CONFIG");
  app.add_flag("--print-config", line.print_config, "print the options in force and exit");
  app.add_flag("--print-options-markdown", line.print_markdown,
               "print the table of options for the documentation and exit");
  for (const OptionSpec& option : OptionTable()) {
    const std::string meaning = absl::StrCat(option.meaning, " [", option.get(ServerOptions()),
                                             "] (", EnvironmentName(option), ")");
    app.add_option_function<std::string>(
        absl::StrCat("--", option.name),
        [&line, name = option.name](const std::string& value) { line.flags[name] = value; },
        meaning);
  }
}

absl::StatusOr<ServerOptions> OptionsOf(const CommandLine& line) {
  OptionValues file;
  if (!line.config.empty()) {
    absl::StatusOr<OptionValues> values = ReadConfig(line.config);
    if (!values.ok()) return values.status();
    file = *std::move(values);
  }
  return MakeOptions(line.flags, ReadEnvironment([](const char* name) { return getenv(name); }),
                     file);
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// Writes a line to the file, where one is named.
absl::Status WriteLine(const std::string& path, const std::string& line) {
  if (path.empty()) return absl::OkStatus();
  std::ofstream file(path);
  file << line << "\n";
  file.close();
  if (file) return absl::OkStatus();
  return absl::PermissionDeniedError(absl::StrCat("cannot write ", path));
}

// Tells scripts where the server is to be found.
absl::Status Announce(const ServerOptions& options, const PlenaryServer& server) {
  std::cout << "listening on " << server.address() << std::endl;
  if (!server.http_address().empty()) {
    std::cout << "listening on " << server.http_address() << std::endl;
  }
  if (absl::Status status = WriteLine(options.ready_file, server.address()); !status.ok()) {
    return status;
  }
  return WriteLine(server.http_address().empty() ? "" : options.http_ready_file,
                   server.http_address());
}

// Lets the first administrator in, and says where the token is.
absl::Status Welcome(const ServerOptions& options, storage::Store& store, base::Random& random) {
  const absl::StatusOr<absl::optional<std::string>> path =
      WelcomeFirstAdministrator(options, store, random);
  if (!path.ok()) return path.status();
  if (path->has_value()) {
    std::cerr << "plenaryd: nobody administered this installation yet. The token of users/admin is "
                 "in "
              << **path << "; sign in with it, and delete the file.\n";
  }
  return absl::OkStatus();
}

// The keys of protected data; says where they are where they were made just now.
absl::StatusOr<std::unique_ptr<vault::Vault>> FindKeys(const ServerOptions& options,
                                                       storage::Store& store,
                                                       base::Random& random) {
  const char* const credentials = getenv("CREDENTIALS_DIRECTORY");
  absl::StatusOr<OpenedVault> opened =
      OpenVault(options, credentials == nullptr ? "" : credentials, store, random);
  if (!opened.ok()) return opened.status();
  if (!opened->made_file.empty()) {
    std::cerr << "plenaryd: keys for protected data were made. They are in " << opened->made_file
              << "; keep a copy apart from the database and its backups.\n";
  }
  return std::move(opened->vault);
}

// Each connection is an open file, of which a process usually may have a thousand unless it asks.
void AllowManyConnections() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Runs until SIGTERM or SIGINT; the second such signal kills, since by then nobody waits for it.
absl::Status Serve(const ServerOptions& options) {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const base::SystemClock clock;
  base::SystemRandom random;
  absl::StatusOr<std::unique_ptr<storage::Store>> store =
      storage::OpenStore(options.database, clock, options.store);
  if (!store.ok()) return store.status();
  const absl::StatusOr<std::unique_ptr<vault::Vault>> vault = FindKeys(options, **store, random);
  if (!vault.ok()) return vault.status();
  if (absl::Status status = Welcome(options, **store, random); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<PlenaryServer>> server =
      PlenaryServer::Start(options, **store, **vault, clock, random, [](absl::string_view lines) {
        std::cerr.write(lines.data(), static_cast<std::streamsize>(lines.size())).flush();
      });
  if (!server.ok()) return server.status();
  if (absl::Status status = Announce(options, **server); !status.ok()) return status;
  int signal = 0;
  sigwait(&signals, &signal);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  (*server)->Drain();
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  // Whatever is made here (databases, backups, keys) is for this program's user alone.
  umask(S_IRWXG | S_IRWXO);
  // The log is ours: gRPC's and protobuf's own lines would stand between its JSON.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  google::protobuf::SetLogHandler(nullptr);
  CLI::App app("Plenary: an event and delegation scheduling server");
  CommandLine line;
  Declare(line, app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageError;
  }
  if (line.print_markdown) {
    std::cout << PrintOptionsMarkdown();
    return 0;
  }
  absl::StatusOr<ServerOptions> options = OptionsOf(line);
  if (!options.ok()) {
    Complain(options.status());
    return kUsageError;
  }
  if (line.print_config) {
    std::cout << PrintConfig(*options);
    return 0;
  }
  AllowManyConnections();
  options->erasure_file = FileOf(*options, options->erasure_file, "erasures");
  if (const absl::Status status = Serve(*options); !status.ok()) {
    Complain(status);
    return kFailure;
  }
  return 0;
}

}  // namespace
}  // namespace plenary::server

int main(int argc, char** argv) { return plenary::server::Main(argc, argv); }
