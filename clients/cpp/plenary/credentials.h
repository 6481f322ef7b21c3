// What a program proves with who it is, and how that stays secret on the way.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_CREDENTIALS_H_
#define PLENARY_CLIENTS_CPP_PLENARY_CREDENTIALS_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary {

// Gives the token to send with the next attempt at a call: what refreshes access tokens of an
// identity provider, or reads a file that somebody renews. Its error ends the call.
using TokenSource = std::function<absl::StatusOr<std::string>()>;

// Who is calling: an API token, a session, a registration link or an access token of the identity
// provider. A client certificate (TlsOptions) may stand for it.
struct Credentials {
  // Sent as `authorization: Bearer …` with every call. Empty, and no source: the environment's
  // (from_environment), or none.
  std::string token;
  // Instead of `token`. Called by every thread that calls.
  TokenSource source;
  // Which browser a registration link is used in, 16 to 128 printable characters; for programs that
  // pass on what browsers ask. Empty: not said.
  std::string browser;
  // Whether the environment gives the token where nothing else here does: PLENARY_TOKEN, else the
  // file that PLENARY_TOKEN_FILE names.
  bool from_environment = true;
  // Whether a token may leave this machine on a connection without TLS. Else such a call ends with
  // FAILED_PRECONDITION and nothing is sent.
  bool over_plaintext = false;
};

// How the connection is encrypted. Unset throughout: not at all.
struct TlsOptions {
  // A file of the certificates that may vouch for the server, PEM; "system": those of this machine.
  std::string ca_file;
  // A certificate of our own with its private key, PEM files, where the server asks for one.
  std::string cert_file;
  std::string key_file;
  // The name the server's certificate is made out to, where it isn't the one in its address.
  std::string server_name;
};

// Whether these options ask for encryption.
bool IsEncrypted(const TlsOptions& tls);

// The token in a file, which its owner alone may read. FAILED_PRECONDITION: others may too.
// INVALID_ARGUMENT: there is none, or it holds no token.
absl::StatusOr<std::string> ReadTokenFile(const std::string& path);

// The token that the environment gives, read anew with each call; empty where it gives none.
// Errors as ReadTokenFile.
absl::StatusOr<std::string> TokenOfEnvironment();

// INVALID_ARGUMENT where the text cannot be a token, as one with blanks or line ends in it.
absl::Status CheckToken(absl::string_view token);

// Whether what is sent to `target` ("host:port", or any other name that gRPC understands) stays on
// this machine.
bool IsOnThisMachine(absl::string_view target);

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_CREDENTIALS_H_
