// The options of plenaryd: one table that makes flags, environment, config file, --help,
// --print-config and the documentation.
#ifndef PLENARY_SERVICES_SERVER_OPTIONS_H_
#define PLENARY_SERVICES_SERVER_OPTIONS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/gateway/gateway.h"
#include "services/oidc/settings.h"
#include "services/server/call_log.h"
#include "services/server/oidc_roles.h"
#include "services/storage/store.h"

namespace plenary::server {

// Whether clients may, or must, show a certificate.
enum class ClientCertificates { kOff, kAllow, kRequire };

struct ServerOptions {
  std::string listen = "127.0.0.1:7780";
  std::string ready_file;
  // No gateway where it is empty.
  std::string http_listen;
  std::string http_ready_file;
  std::string web_root;
  gateway::MetricsAudience metrics = gateway::MetricsAudience::kLoopback;
  int64_t http_max_connections = 20'000;
  std::string database = "sqlite:/var/lib/plenary/plenary.db";
  std::string key_file;
  storage::StoreOptions store;
  int64_t max_message_bytes = 4 << 20;
  int64_t max_metadata_bytes = 16 << 10;
  int64_t max_calls = 2000;
  int64_t max_streams = 1000;
  int64_t max_uploads = 16;
  int64_t max_upload_bytes = 64 << 20;
  // Calls a second; 0: without a limit.
  int64_t rate_per_address = 2000;
  bool rate_limit_loopback = false;
  int64_t rate_reads = 1000;
  int64_t rate_writes = 300;
  std::string admin_token_file;
  std::string public_url;
  std::string erasure_file;
  std::string libreoffice;
  // Threads that one plan of an event may use; 0: as many as there are cores.
  int planning_threads = 0;
  // Not in the table: without it whoever reaches the server may do anything, which is for measuring
  // what the checks cost and for nothing else.
  bool check_access = true;
  absl::Duration default_deadline = absl::Seconds(30);
  absl::Duration drain_time = absl::Seconds(10);
  absl::Duration heartbeat = absl::Seconds(15);
  absl::Duration poll_interval = absl::Milliseconds(500);
  absl::Duration change_retention = absl::InfiniteDuration();
  absl::Duration maintenance_interval = absl::Seconds(10);
  absl::Duration anchor_interval = absl::Hours(1);
  std::string anchor_file;
  // No TLS where both are empty.
  std::string tls_cert;
  std::string tls_key;
  std::string tls_client_ca;
  ClientCertificates tls_client_certificates = ClientCertificates::kOff;
  absl::Duration tls_reload_interval = absl::Seconds(1);
  // "yes-i-know", or empty.
  std::string plaintext_beyond_loopback;
  // No identity provider where the issuer is empty.
  oidc::Settings oidc;
  std::vector<OidcRole> oidc_roles;
  // People don't sign in at the provider by a browser where it is empty.
  std::string oidc_client_id;
  std::string oidc_client_secret_file;
  std::string oidc_scopes = "openid profile";
  LogLevel log_level = LogLevel::kInfo;
  absl::Duration log_slow = absl::Seconds(1);
};

// One row of the table.
struct OptionSpec {
  std::string name;     // "max-calls": flag --max-calls, environment PLENARY_MAX_CALLS, and the key
                        // in the config file
  std::string meaning;  // for people, a phrase
  // Sets the option from its text; INVALID_ARGUMENT with words about the value.
  std::function<absl::Status(ServerOptions&, absl::string_view)> set;
  // The option's text.
  std::function<std::string(const ServerOptions&)> get;
};

const std::vector<OptionSpec>& OptionTable();

// A file of the installation that lies at `set` where that isn't empty, else beside the SQLite file
// ("plenary.db.NAME"), else in /var/lib/plenary. Empty for a database in memory.
std::string FileOf(const ServerOptions& options, absl::string_view set, absl::string_view name);

// The name of an option in the environment.
std::string EnvironmentName(const OptionSpec& option);

// Values by option name, as one source gives them.
using OptionValues = std::map<std::string, std::string>;

// The `key = value` lines of a config file; blank lines and lines that start with # don't count.
// INVALID_ARGUMENT names the line of an unknown key or of what is no such line.
absl::StatusOr<OptionValues> ParseConfig(absl::string_view text);

// Reads a config file. NOT_FOUND where it cannot be read.
absl::StatusOr<OptionValues> ReadConfig(const std::string& path);

// The variables that are set in the environment, as `getenv` sees it.
OptionValues ReadEnvironment(const std::function<const char*(const char*)>& getenv);

// Options from three sources: a flag beats the environment, which beats the file, which beats the
// default. INVALID_ARGUMENT names the option, its source and what is wrong.
absl::StatusOr<ServerOptions> MakeOptions(const OptionValues& flags,
                                          const OptionValues& environment,
                                          const OptionValues& file);

// The options as a config file, each with its meaning: what --print-config prints.
std::string PrintConfig(const ServerOptions& options);

// The table as Markdown, with defaults.
std::string PrintOptionsMarkdown();

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_OPTIONS_H_
