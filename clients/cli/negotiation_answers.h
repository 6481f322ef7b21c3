// Negotiations and protocols as people read them: a briefing, and texts side by side.
#ifndef PLENARY_CLIENTS_CLI_NEGOTIATION_ANSWERS_H_
#define PLENARY_CLIENTS_CLI_NEGOTIATION_ANSWERS_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/protocols.pb.h"

namespace plenary::cli {

// What one should know before a round: who is who, what is open with the positions that the caller
// is cleared for, what was undertaken, the last rounds and contacts.
int ShowBriefing(const Session& session, v1::GetBriefingRequest request);

// A protocol with its items, its texts in `languages` side by side in the width of the terminal, or
// below each other where it is too narrow. Without `languages` in its first two.
int ShowProtocol(const Session& session, const v1::GetProtocolRequest& request,
                 std::vector<std::string> languages);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_NEGOTIATION_ANSWERS_H_
