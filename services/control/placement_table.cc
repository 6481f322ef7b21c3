#include "services/control/placement_table.h"

#include <functional>

#include "absl/strings/match.h"

namespace plenary::control {
namespace {

using storage::Row;
using storage::Statement;

// The first two segments: of a report the item, of a note the commitment.
absl::string_view RootOf(absl::string_view name) {
  return name.substr(0, name.find('/', name.find('/') + 1));
}

absl::string_view SelectFor(absl::string_view name) {
  if (absl::StartsWith(name, "commitments/")) {
    return "SELECT negotiation FROM commitments WHERE name = $1";
  }
  if (absl::StartsWith(name, "actionPlans/")) {
    return "SELECT negotiation FROM action_plans WHERE name = $1";
  }
  return "SELECT negotiation FROM action_items WHERE name = $1";
}

std::function<void(const Row&)> AddTo(std::vector<std::string>& names) {
  return [&names](const Row& row) {
    if (!row.Text(0).empty()) names.emplace_back(row.Text(0));
  };
}

}  // namespace

Statement SelectNegotiationOf(absl::string_view name, std::vector<std::string>& places) {
  return {SelectFor(name), {RootOf(name)}, AddTo(places)};
}

Statement SelectPeopleOfItem(absl::string_view name, std::vector<std::string>& people) {
  return {
      "SELECT who FROM action_item_people WHERE item = $1 "
      "UNION SELECT a.alias FROM person_aliases AS a JOIN action_item_people AS p "
      "ON p.who = a.person WHERE p.item = $1 "
      "UNION SELECT a.person FROM person_aliases AS a JOIN action_item_people AS p "
      "ON p.who = a.alias WHERE p.item = $1",
      {RootOf(name)},
      AddTo(people)};
}

}  // namespace plenary::control
