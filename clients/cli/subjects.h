// Who or what is meant by a word on the command line.
#ifndef PLENARY_CLIENTS_CLI_SUBJECTS_H_
#define PLENARY_CLIENTS_CLI_SUBJECTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cli/session.h"
#include "plenary/client.h"

namespace plenary::cli {

// The person, participant, delegation, asset or event that `text` names: a full name stands for
// itself; an id for a delegation of `event`, an asset or an event, in this order; else it is a
// person's name, or what one types to find it. NOT_FOUND: nothing is called like this.
// INVALID_ARGUMENT: it fits several people, who are named.
absl::StatusOr<std::string> FindSubject(const Client& client, const std::string& event,
                                        const std::string& text);

// What it is called, in the language of the session; its own id where nobody says.
std::string NameOfSubject(const Session& session, const Client& client, const std::string& name);

// The time zone of an event.
absl::StatusOr<absl::TimeZone> ZoneOf(const Client& client, const std::string& event);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SUBJECTS_H_
