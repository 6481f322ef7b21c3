#include "services/access/placement_table.h"

namespace plenary::access {
namespace {

storage::Statement Select(absl::string_view sql, absl::string_view name,
                          std::vector<std::string>& places) {
  return {sql, {name}, [&places](const storage::Row& row) { places.emplace_back(row.Text(0)); }};
}

}  // namespace

storage::Statement SelectPlaceOfBinding(absl::string_view name, std::vector<std::string>& places) {
  return Select("SELECT resource FROM role_bindings WHERE name = $1", name, places);
}

storage::Statement SelectPlaceOfLink(absl::string_view name, std::vector<std::string>& places) {
  return Select("SELECT owner FROM credentials WHERE name = $1", name, places);
}

}  // namespace plenary::access
