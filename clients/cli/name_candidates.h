// Names of resources that a shell offers.
#ifndef PLENARY_CLIENTS_CLI_NAME_CANDIDATES_H_
#define PLENARY_CLIENTS_CLI_NAME_CANDIDATES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/completion.h"
#include "clients/cli/session.h"

namespace plenary::cli {

// Up to a thousand things of `kind` ("EVENT", "DELEGATION", "CATEGORY", "ORGANIZATION" or "USER")
// on the server of `session`, as they would be typed: by their ids where the event is known, as
// "tibo-2023/kursk" where not. Nothing where the server does not answer within 300 milliseconds:
// somebody waits for the next letter.
std::vector<Candidate> NamesOnServer(const Session& session, absl::string_view kind);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_NAME_CANDIDATES_H_
