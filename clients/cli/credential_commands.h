// Signing in and out, and the secrets that are shown once.
#ifndef PLENARY_CLIENTS_CLI_CREDENTIAL_COMMANDS_H_
#define PLENARY_CLIENTS_CLI_CREDENTIAL_COMMANDS_H_

#include <string>

#include "clients/cli/session.h"
#include "google/protobuf/message.h"
#include "plenary/v1/access.pb.h"

namespace plenary::cli {

// Each returns the exit code.

// Asks for the password of `user` and keeps the session that it begins, for the server and context
// in force, readable by its owner alone.
int Login(const Session& session, const std::string& user);
// Ends that session and forgets it. Harmless where there is none.
int Logout(const Session& session);

// Asks for a new password, twice where a person types it, and for the old one where the user sets
// their own.
int SetPassword(const Session& session, v1::SetPasswordRequest request);

// Makes an API token or a registration link. The secret stands alone on standard output; on
// standard error what it is good for and what to do with it.
int MakeCredential(const Session& session, const google::protobuf::Message& request);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_CREDENTIAL_COMMANDS_H_
