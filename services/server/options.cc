#include "services/server/options.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

OptionSpec Text(absl::string_view name, std::string ServerOptions::*member,
                absl::string_view meaning) {
  return {std::string(name), std::string(meaning),
          [member](ServerOptions& options, absl::string_view text) {
            options.*member = std::string(text);
            return absl::OkStatus();
          },
          [member](const ServerOptions& options) { return options.*member; }};
}

OptionSpec Flag(absl::string_view name, bool ServerOptions::*member, absl::string_view meaning) {
  return {
      std::string(name), std::string(meaning),
      [member](ServerOptions& options, absl::string_view text) -> absl::Status {
        if (text != "true" && text != "false") {
          return absl::InvalidArgumentError(absl::StrCat("'", text, "' is neither true nor false"));
        }
        options.*member = text == "true";
        return absl::OkStatus();
      },
      [member](const ServerOptions& options) {
        return std::string(options.*member ? "true" : "false");
      }};
}

// A text that `place` finds in the options.
template <class Place>
OptionSpec TextAt(absl::string_view name, absl::string_view meaning, Place place) {
  return {std::string(name), std::string(meaning),
          [=](ServerOptions& options, absl::string_view text) {
            place(options) = std::string(text);
            return absl::OkStatus();
          },
          [=](const ServerOptions& options) {
            return place(const_cast<ServerOptions&>(options));  // only reads it
          }};
}

// A whole number that `place` finds in the options, from `least` to `most`.
template <class Place>
OptionSpec Number(absl::string_view name, int64_t least, int64_t most, absl::string_view meaning,
                  Place place) {
  return {std::string(name), std::string(meaning),
          [=](ServerOptions& options, absl::string_view text) -> absl::Status {
            int64_t number = 0;
            if (!absl::SimpleAtoi(text, &number) || number < least || number > most) {
              return absl::InvalidArgumentError(
                  absl::StrCat("'", text, "' is not a whole number from ", least, " to ", most));
            }
            auto& target = place(options);
            target = static_cast<std::decay_t<decltype(target)>>(number);
            return absl::OkStatus();
          },
          [=](const ServerOptions& options) {
            return absl::StrCat(place(const_cast<ServerOptions&>(options)));  // only reads it
          }};
}

OptionSpec Time(absl::string_view name, absl::Duration ServerOptions::*member, absl::Duration least,
                absl::string_view meaning) {
  return {std::string(name), std::string(meaning),
          [=](ServerOptions& options, absl::string_view text) -> absl::Status {
            absl::Duration duration;
            if (!absl::ParseDuration(text, &duration) || duration < least) {
              return absl::InvalidArgumentError(
                  absl::StrCat("'", text,
                               "' is not a duration such as 500ms, 30s or 24h of at "
                               "least ",
                               absl::FormatDuration(least)));
            }
            options.*member = duration;
            return absl::OkStatus();
          },
          [member](const ServerOptions& options) { return absl::FormatDuration(options.*member); }};
}

constexpr std::pair<absl::string_view, LogLevel> kLevels[] = {{"off", LogLevel::kOff},
                                                              {"error", LogLevel::kError},
                                                              {"warning", LogLevel::kWarning},
                                                              {"info", LogLevel::kInfo}};

OptionSpec Level() {
  return {"log-level",
          "what is logged to standard error: off, error (faults of the server), warning (refusals "
          "and slow calls too) or info (every call)",
          [](ServerOptions& options, absl::string_view text) -> absl::Status {
            for (const auto& [name, level] : kLevels) {
              if (text != name) continue;
              options.log_level = level;
              return absl::OkStatus();
            }
            return absl::InvalidArgumentError(
                absl::StrCat("'", text, "' is none of off, error, warning, info"));
          },
          [](const ServerOptions& options) {
            for (const auto& [name, level] : kLevels) {
              if (level == options.log_level) return std::string(name);
            }
            return std::string();
          }};
}

constexpr std::pair<absl::string_view, ClientCertificates> kClientCertificates[] = {
    {"off", ClientCertificates::kOff},
    {"allow", ClientCertificates::kAllow},
    {"require", ClientCertificates::kRequire}};

OptionSpec ClientCertificatesOption() {
  return {
      "tls-client-certificates",
      "whether clients are asked for a certificate: off, allow (one that is shown must be good) "
      "or require",
      [](ServerOptions& options, absl::string_view text) -> absl::Status {
        for (const auto& [name, value] : kClientCertificates) {
          if (text != name) continue;
          options.tls_client_certificates = value;
          return absl::OkStatus();
        }
        return absl::InvalidArgumentError(
            absl::StrCat("'", text, "' is none of off, allow, require"));
      },
      [](const ServerOptions& options) {
        for (const auto& [name, value] : kClientCertificates) {
          if (value == options.tls_client_certificates) return std::string(name);
        }
        return std::string();
      }};
}

constexpr std::pair<absl::string_view, gateway::MetricsAudience> kMetricsAudiences[] = {
    {"off", gateway::MetricsAudience::kOff},
    {"loopback", gateway::MetricsAudience::kLoopback},
    {"everybody", gateway::MetricsAudience::kEverybody}};

OptionSpec Metrics() {
  return {"metrics",
          "whom /metrics of the gateway answers, without asking who it is: off, loopback or "
          "everybody",
          [](ServerOptions& options, absl::string_view text) -> absl::Status {
            for (const auto& [name, value] : kMetricsAudiences) {
              if (text != name) continue;
              options.metrics = value;
              return absl::OkStatus();
            }
            return absl::InvalidArgumentError(
                absl::StrCat("'", text, "' is none of off, loopback, everybody"));
          },
          [](const ServerOptions& options) {
            for (const auto& [name, value] : kMetricsAudiences) {
              if (value == options.metrics) return std::string(name);
            }
            return std::string();
          }};
}

OptionSpec PlaintextBeyondLoopback() {
  return {
      "plaintext-beyond-loopback",
      "yes-i-know lets the server listen beyond this machine without TLS, where something before "
      "it encrypts; whoever is on the way reads every credential otherwise",
      [](ServerOptions& options, absl::string_view text) -> absl::Status {
        if (!text.empty() && text != "yes-i-know") {
          return absl::InvalidArgumentError(
              absl::StrCat("'", text, "' is not yes-i-know; leave it empty for no"));
        }
        options.plaintext_beyond_loopback = std::string(text);
        return absl::OkStatus();
      },
      [](const ServerOptions& options) { return options.plaintext_beyond_loopback; }};
}

OptionSpec OidcAlgorithms() {
  return {"oidc-algorithms",
          "signatures of access tokens that are accepted, of RS, PS and ES with 256, 384 or 512",
          [](ServerOptions& options, absl::string_view text) {
            options.oidc.algorithms = absl::StrSplit(text, ',', absl::SkipWhitespace());
            return absl::OkStatus();
          },
          [](const ServerOptions& options) { return absl::StrJoin(options.oidc.algorithms, ","); }};
}

OptionSpec OidcRoles() {
  return {"oidc-roles",
          "which values of the roles claim give which role on the installation: "
          "plenary-admins=administrator,plenary-staff=event_manager; none gives none",
          [](ServerOptions& options, absl::string_view text) -> absl::Status {
            PLENARY_ASSIGN_OR_RETURN(options.oidc_roles, ParseOidcRoles(text));
            return absl::OkStatus();
          },
          [](const ServerOptions& options) { return PrintOidcRoles(options.oidc_roles); }};
}

OptionSpec OidcLeeway() {
  return {"oidc-leeway", "how far the identity provider's clock may be off, ten minutes at most",
          [](ServerOptions& options, absl::string_view text) -> absl::Status {
            if (absl::ParseDuration(text, &options.oidc.leeway)) return absl::OkStatus();
            return absl::InvalidArgumentError(
                absl::StrCat("'", text, "' is not a duration such as 30s or 2m"));
          },
          [](const ServerOptions& options) { return absl::FormatDuration(options.oidc.leeway); }};
}

const OptionSpec* FindOption(absl::string_view name) {
  for (const OptionSpec& option : OptionTable()) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

absl::Status Apply(const OptionValues& values, absl::string_view source, ServerOptions& options) {
  for (const auto& [name, value] : values) {
    const OptionSpec* option = FindOption(name);
    if (option == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat(source, ": there is no option '", name, "'; see plenaryd --help"));
    }
    if (const absl::Status status = option->set(options, value); !status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(source, ", ", name, ": ", status.message()));
    }
  }
  return absl::OkStatus();
}

}  // namespace

const std::vector<OptionSpec>& OptionTable() {
  constexpr int64_t kMostInt = std::numeric_limits<int>::max();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  const absl::Duration moment = absl::Milliseconds(1);
  using O = ServerOptions;
  static const auto& table = *new std::vector<OptionSpec>{
      Text("listen", &O::listen,
           "address and port to listen on, beyond loopback with TLS only; port 0 takes any free "
           "one"),
      Text("tls-cert", &O::tls_cert,
           "PEM file of the server's certificate and what it hangs on; empty for no TLS"),
      Text("tls-key", &O::tls_key, "PEM file of the certificate's private key"),
      Text("tls-client-ca", &O::tls_client_ca,
           "PEM file of the authorities whose client certificates are good"),
      ClientCertificatesOption(),
      Time("tls-reload-interval", &O::tls_reload_interval, moment,
           "how often the TLS files are looked at; what was renewed serves the next connection"),
      PlaintextBeyondLoopback(),
      TextAt(
          "oidc-issuer", "the identity provider, as it stands in access tokens; empty for none",
          [](O & o) -> auto& { return o.oidc.issuer; }),
      TextAt(
          "oidc-audience", "what stands for this server in the `aud` of access tokens",
          [](O & o) -> auto& { return o.oidc.audience; }),
      OidcAlgorithms(),
      OidcLeeway(),
      TextAt(
          "oidc-roles-claim",
          "the claim with a user's groups: a name, or a path (realm_access.roles)",
          [](O & o) -> auto& { return o.oidc.roles_claim; }),
      OidcRoles(),
      TextAt(
          "oidc-ca-file",
          "PEM file of the authorities that the identity provider's certificate is checked by; "
          "empty "
          "for the system's",
          [](O & o) -> auto& { return o.oidc.ca_file; }),
      Text("oidc-client-id", &O::oidc_client_id,
           "what the gateway is at the identity provider, where people sign in there by a browser; "
           "empty for none"),
      Text("oidc-client-secret-file", &O::oidc_client_secret_file,
           "a file with the secret of that client; empty for a public client"),
      Text("oidc-scopes", &O::oidc_scopes,
           "what a browser asks the identity provider for, separated by spaces"),
      Text("ready-file", &O::ready_file,
           "a file to write the address to once calls are taken; empty for none"),
      Text("http-listen", &O::http_listen,
           "address and port of the gateway, for browsers and HTTP: 127.0.0.1:7788; with the same "
           "TLS as the other, and beyond loopback with it only; empty for none"),
      Text("http-ready-file", &O::http_ready_file,
           "a file to write the gateway's address to once it takes requests; empty for none"),
      Text("web-root", &O::web_root,
           "folder of the built application, which the gateway shows; empty for none"),
      Number(
          "http-max-connections", 1, 1'000'000,
          "connections to the gateway at once, of one address a tenth of it; more are closed",
          [](O & o) -> auto& { return o.http_max_connections; }),
      Metrics(),
      Text("database", &O::database,
           "sqlite:/path/plenary.db or postgresql://user@host/name, made where it is missing"),
      Text(
          "key-file", &O::key_file,
          "the keys of protected personal data, made at the first start; empty for plenary-keys of "
          "systemd's credentials, <database file>.keys or /var/lib/plenary/keys; none to do "
          "without"),
      Number(
          "readers", 0, 1000, "connections that read; 0 for twice the cores, at least 4",
          [](O & o) -> auto& { return o.store.readers; }),
      Number(
          "writers", 0, 1000,
          "PostgreSQL connections that write; 0 for twice the cores, at least 4",
          [](O & o) -> auto& { return o.store.writers; }),
      Number(
          "max-read-queue", 1, kMostInt, "reads that may wait; more are refused (SERVER_BUSY)",
          [](O & o) -> auto& { return o.store.max_read_queue; }),
      Number(
          "max-write-queue", 1, kMostInt, "changes that may wait; more are refused (SERVER_BUSY)",
          [](O & o) -> auto& { return o.store.max_write_queue; }),
      Number(
          "max-message-bytes", 1024, 15 << 20, "the largest request",
          [](O & o) -> auto& { return o.max_message_bytes; }),
      Number(
          "max-metadata-bytes", 4096, 1 << 20, "the most metadata of a request",
          [](O & o) -> auto& { return o.max_metadata_bytes; }),
      Number(
          "max-calls", 1, kMost, "calls at once; more are refused (SERVER_BUSY)",
          [](O & o) -> auto& { return o.max_calls; }),
      Number(
          "max-streams", 0, kMost, "streams at once; more are refused (TOO_MANY_STREAMS)",
          [](O & o) -> auto& { return o.max_streams; }),
      Number(
          "max-uploads", 0, kMost, "uploads at once; more are refused (TOO_MANY_STREAMS)",
          [](O & o) -> auto& { return o.max_uploads; }),
      Number(
          "max-upload-bytes", 1, kMost, "the largest file that is taken in",
          [](O & o) -> auto& { return o.max_upload_bytes; }),
      Number(
          "rate-per-address", 0, kMostInt,
          "calls a second from one address, twice as many at once; more are refused "
          "(RATE_LIMITED); "
          "0 for no limit",
          [](O & o) -> auto& { return o.rate_per_address; }),
      Flag("rate-limit-loopback", &O::rate_limit_loopback,
           "whether calls from this machine count too: true or false"),
      Number(
          "rate-reads", 0, kMostInt,
          "reads a second of one caller, four times as many at once; more are refused "
          "(RATE_LIMITED); 0 for no limit",
          [](O & o) -> auto& { return o.rate_reads; }),
      Number(
          "rate-writes", 0, kMostInt,
          "changes a second of one caller, four times as many at once; more are refused "
          "(RATE_LIMITED); 0 for no limit",
          [](O & o) -> auto& { return o.rate_writes; }),
      Text("admin-token-file", &O::admin_token_file,
           "where the first start writes the first administrator's token; empty for beside the "
           "SQLite file or, with PostgreSQL, /var/lib/plenary/admin-token"),
      Text("public-url", &O::public_url,
           "where people reach the installation, https://plenary.example, for registration links "
           "to copy into letters; empty for links without an address"),
      Text(
          "erasure-file", &O::erasure_file,
          "where the list of erased people is kept outside the database, so that a restored one is "
          "brought up to it; empty for beside the SQLite file or, with PostgreSQL, "
          "/var/lib/plenary/erasures"),
      Text("libreoffice", &O::libreoffice,
           "LibreOffice's soffice, which makes PDF of documents; empty for where packages put it"),
      Number(
          "planning-threads", 0, 1024,
          "threads that one plan of an event's meetings may use; 0 for as many as there are cores",
          [](O & o) -> auto& { return o.planning_threads; }),
      Time("default-deadline", &O::default_deadline, moment,
           "how long a call may wait before it is begun, whatever deadline its caller set"),
      Time("drain-time", &O::drain_time, absl::ZeroDuration(),
           "how long running calls may go on after SIGTERM"),
      Time("heartbeat", &O::heartbeat, moment, "the longest silence of a watch stream"),
      Time("poll-interval", &O::poll_interval, moment,
           "how often the changes of other servers over the same database are looked for"),
      Time("change-retention", &O::change_retention, absl::Hours(1),
           "how long the change log keeps entries; inf for ever"),
      Time("maintenance-interval", &O::maintenance_interval, moment,
           "how often expired holds, answers and log entries are cleared away"),
      Time("anchor-interval", &O::anchor_interval, moment,
           "how often it is signed where the chains of the change log stand; inf for only on "
           "request"),
      Text("anchor-file", &O::anchor_file,
           "a file outside the database that what was signed is appended to; empty for none"),
      Level(),
      Time("log-slow", &O::log_slow, absl::ZeroDuration(), "from when on a call counts as slow"),
  };
  return table;
}

std::string FileOf(const ServerOptions& options, absl::string_view set, absl::string_view name) {
  if (!set.empty()) return std::string(set);
  absl::string_view database = options.database;
  if (!absl::ConsumePrefix(&database, "sqlite:")) return absl::StrCat("/var/lib/plenary/", name);
  return database == ":memory:" ? "" : absl::StrCat(database, ".", name);
}

std::string EnvironmentName(const OptionSpec& option) {
  return absl::StrCat("PLENARY_",
                      absl::AsciiStrToUpper(absl::StrReplaceAll(option.name, {{"-", "_"}})));
}

absl::StatusOr<OptionValues> ParseConfig(absl::string_view text) {
  OptionValues values;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#') continue;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits('=', 1));
    const std::string key(absl::StripAsciiWhitespace(parts.first));
    if (line.find('=') == absl::string_view::npos) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, " is not of the form 'option = value'"));
    }
    if (FindOption(key) == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, ": there is no option '", key, "'; see plenaryd --help"));
    }
    values[key] = std::string(absl::StripAsciiWhitespace(parts.second));
  }
  return values;
}

absl::StatusOr<OptionValues> ReadConfig(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return absl::NotFoundError(absl::StrCat("the config file ", path, " cannot be read"));
  }
  absl::StatusOr<OptionValues> values = ParseConfig(text.str());
  if (values.ok()) return values;
  return absl::InvalidArgumentError(absl::StrCat(path, ", ", values.status().message()));
}

OptionValues ReadEnvironment(const std::function<const char*(const char*)>& getenv) {
  OptionValues values;
  for (const OptionSpec& option : OptionTable()) {
    if (const char* value = getenv(EnvironmentName(option).c_str())) values[option.name] = value;
  }
  return values;
}

absl::StatusOr<ServerOptions> MakeOptions(const OptionValues& flags,
                                          const OptionValues& environment,
                                          const OptionValues& file) {
  ServerOptions options;
  PLENARY_RETURN_IF_ERROR(Apply(file, "config file", options));
  PLENARY_RETURN_IF_ERROR(Apply(environment, "environment", options));
  PLENARY_RETURN_IF_ERROR(Apply(flags, "command line", options));
  return options;
}

std::string PrintConfig(const ServerOptions& options) {
  std::string text;
  for (const OptionSpec& option : OptionTable()) {
    absl::StrAppend(&text, "# ", option.meaning, "\n", option.name, " = ", option.get(options),
                    "\n\n");
  }
  text.pop_back();
  return text;
}

std::string PrintOptionsMarkdown() {
  std::string text = "| option | environment | default | meaning |\n|---|---|---|---|\n";
  for (const OptionSpec& option : OptionTable()) {
    const std::string value = option.get(ServerOptions());
    absl::StrAppend(&text, "| `", option.name, "` | `", EnvironmentName(option), "` | ",
                    value.empty() ? "" : absl::StrCat("`", value, "`"), " | ", option.meaning,
                    " |\n");
  }
  return text;
}

}  // namespace plenary::server
