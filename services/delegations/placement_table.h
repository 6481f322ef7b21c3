// Where a resource lies that does not tell it by its name: in which events and delegations. By this
// is decided who sees it. Statements borrow their arguments until they have run; each adds the
// events ("events/…") and delegations it finds to `places`.
#ifndef PLENARY_SERVICES_DELEGATIONS_PLACEMENT_TABLE_H_
#define PLENARY_SERVICES_DELEGATIONS_PLACEMENT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::delegations {

// The delegation of a participant or of a project, deleted or not; its event where it has none.
storage::Statement SelectPlaceOfParticipant(absl::string_view name,
                                            std::vector<std::string>& places);
storage::Statement SelectPlaceOfProject(absl::string_view name, std::vector<std::string>& places);

// Where a person, or by an alias whoever it was merged into, takes part or took part.
// Participations that were deleted don't count.
storage::Statement SelectPlacesOfPerson(absl::string_view name, std::vector<std::string>& places);

// The delegations of an organization, and the events that it hosts.
storage::Statement SelectDelegationsOf(absl::string_view organization,
                                       std::vector<std::string>& places);
storage::Statement SelectEventsHostedBy(absl::string_view organization,
                                        std::vector<std::string>& places);
// Where the people of an organization take part. Costs more than the two before.
storage::Statement SelectPlacesOfPeopleOf(absl::string_view organization,
                                          std::vector<std::string>& places);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_PLACEMENT_TABLE_H_
