#include "services/files/owner_table.h"

namespace plenary::files {

storage::Statement SelectOwnerOfFile(absl::string_view name, std::vector<std::string>& owners) {
  return {"SELECT caller FROM files WHERE name = $1", {name}, [&owners](const storage::Row& row) {
            owners.emplace_back(row.Text(0));
          }};
}

}  // namespace plenary::files
