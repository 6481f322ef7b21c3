// Who or what is meant by a word on the command line.
#ifndef PLENARY_CLIENTS_CLI_SUBJECTS_H_
#define PLENARY_CLIENTS_CLI_SUBJECTS_H_

#include <map>
#include <set>
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

// The person that `text` names: "people/…", an id, or a name as one types it. Refusals as of
// FindSubject.
absl::StatusOr<std::string> FindPersonNamed(const Client& client, const std::string& text);

// The organization that `text` names: "organizations/…", an id, or a name as one types it; of
// several that fit alike, the one that is negotiated with. Refusals as of FindSubject.
absl::StatusOr<std::string> FindOrganizationNamed(const Client& client, const std::string& text);

// What people and organizations of these names are called, by name. What may not be looked at keeps
// its own id.
std::map<std::string, std::string> DisplayNames(const Session& session, const Client& client,
                                                const std::set<std::string>& names);

// What it is called, in the language of the session; its own id where nobody says.
std::string NameOfSubject(const Session& session, const Client& client, const std::string& name);

// The time zone of an event.
absl::StatusOr<absl::TimeZone> ZoneOf(const Client& client, const std::string& event);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SUBJECTS_H_
