#include "services/access/holders_table.h"

#include <utility>

namespace plenary::access {

storage::Statement SelectEnabledUsers(storage::Loaded<v1::User>& into) {
  return {"SELECT body FROM users WHERE disabled = 0 AND deleted_us = 0 ORDER BY name",
          {},
          into.Reader()};
}

storage::Statement SelectAllBindings(storage::Loaded<v1::RoleBinding>& into) {
  return {"SELECT body FROM role_bindings ORDER BY user_name, role, resource", {}, into.Reader()};
}

storage::Statement SelectActiveLinks(absl::string_view event, absl::Time now,
                                     storage::Loaded<v1::RegistrationLink>& into,
                                     std::vector<std::string>& names) {
  return {
      "SELECT body, name FROM credentials WHERE event = $1 AND kind = 3 AND revoke_us = 0 AND "
      "expire_us > $2 ORDER BY name",
      {event, absl::ToUnixMicros(now)},
      [read = into.Reader(), &names](const storage::Row& row) {
        read(row);
        names.emplace_back(row.Text(1));
      }};
}

}  // namespace plenary::access
