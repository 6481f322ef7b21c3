// Resource names (AIP-122): "events/tibo-2023/delegations/kursk".
#ifndef PLENARY_SERVICES_BASE_NAMES_H_
#define PLENARY_SERVICES_BASE_NAMES_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::base {

// Whether `id` may be an id that a caller chooses: 1–63 characters of [a-z0-9-], starting with a
// letter and not ending with a hyphen (RFC 1034, as AIP-122 asks).
bool IsChosenId(absl::string_view id);
// Whether `id` may stand in a name at all: 1–63 characters of [a-z0-9-].
bool IsId(absl::string_view id);

// The ids of `name` by `pattern` ("events/{event}/delegations/{delegation}"), in order, or nullopt
// where the name has another form. "-" is taken as a wildcard id only where `wildcards` says so.
absl::optional<std::vector<std::string>> MatchName(absl::string_view name,
                                                   absl::string_view pattern,
                                                   bool wildcards = false);
// Whether MatchName finds the ids.
bool HasForm(absl::string_view name, absl::string_view pattern, bool wildcards = false);

// "events/{event}/delegations/{delegation}" and {"a", "b"} make "events/a/delegations/b".
std::string MakeName(absl::string_view pattern, std::initializer_list<absl::string_view> ids);

// The event a name lies in, "events/tibo-2023"; empty where it lies in none.
absl::string_view EventOf(absl::string_view name);

// The negotiation a name lies in, "negotiations/kursk"; empty where it lies in none.
absl::string_view NegotiationOf(absl::string_view name);

// The partition whose change log records changes of `name`: its event or negotiation, "access" for
// users, role bindings and registration links, "control" for what was promised and what came of it
// (commitments, action plans and items, trips, results), "figures" for indicators and their
// figures, else "directory".
std::string PartitionOf(absl::string_view name);

// The last segment of a name.
absl::string_view LastId(absl::string_view name);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_NAMES_H_
