#include "services/storage/operation_owner.h"

#include "services/base/names.h"

namespace plenary::storage {

Statement SelectOwnerOfOperation(absl::string_view name, std::vector<std::string>& owners) {
  return {"SELECT caller FROM operations WHERE id = $1",
          {base::LastId(name)},
          [&owners](const Row& row) { owners.emplace_back(row.Text(0)); }};
}

}  // namespace plenary::storage
