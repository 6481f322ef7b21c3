#include "services/delegations/placement_table.h"

namespace plenary::delegations {
namespace {

using storage::Row;
using storage::Statement;

// `sql` selects an event and a delegation, which may be empty.
Statement Select(absl::string_view sql, absl::string_view name, std::vector<std::string>& places) {
  return {sql, {name}, [&places](const Row& row) {
            places.emplace_back(row.Text(1).empty() ? row.Text(0) : row.Text(1));
          }};
}

}  // namespace

Statement SelectPlaceOfParticipant(absl::string_view name, std::vector<std::string>& places) {
  return Select("SELECT event, delegation FROM participants WHERE name = $1", name, places);
}

Statement SelectPlaceOfProject(absl::string_view name, std::vector<std::string>& places) {
  return Select("SELECT event, delegation FROM projects WHERE name = $1", name, places);
}

Statement SelectPlacesOfPerson(absl::string_view name, std::vector<std::string>& places) {
  return Select(
      "SELECT DISTINCT event, delegation FROM participants WHERE person = COALESCE((SELECT person "
      "FROM person_aliases WHERE alias = $1), $1) AND deleted_us = 0",
      name, places);
}

Statement SelectDelegationsOf(absl::string_view organization, std::vector<std::string>& places) {
  return Select("SELECT event, name FROM delegations WHERE organization = $1", organization,
                places);
}

Statement SelectEventsHostedBy(absl::string_view organization, std::vector<std::string>& places) {
  return Select("SELECT name, '' FROM events WHERE host = $1", organization, places);
}

Statement SelectPlacesOfPeopleOf(absl::string_view organization, std::vector<std::string>& places) {
  return Select(
      "SELECT DISTINCT participants.event, participants.delegation FROM people JOIN participants "
      "ON participants.person = people.name WHERE people.organization = $1 AND "
      "participants.deleted_us = 0",
      organization, places);
}

}  // namespace plenary::delegations
