#include "services/directory/identity_table.h"

namespace plenary::directory {

storage::Statement SelectIdentity(absl::string_view name, std::string& into) {
  return {
      "SELECT name FROM people WHERE name = "
      "COALESCE((SELECT person FROM person_aliases WHERE alias = $1), $1)",
      {name},
      [&into](const storage::Row& row) { into = std::string(row.Text(0)); }};
}

}  // namespace plenary::directory
