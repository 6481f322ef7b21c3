// What plenary-admin does.
#ifndef PLENARY_SERVICES_ADMIN_COMMANDS_H_
#define PLENARY_SERVICES_ADMIN_COMMANDS_H_

#include <string>

#include "absl/status/status.h"
#include "services/admin/report.pb.h"
#include "services/base/clock.h"

namespace plenary::admin {

// What stands on the command line.
struct Order {
  std::string database;  // a URI, as plenaryd takes it
  std::string file;      // --to, --from or --token-file
  bool force = false;
  std::string key_file;    // of the keys of protected data
  bool sign_key = false;   // a key for signatures is meant
  bool confirmed = false;  // what cannot be undone was meant
};

// Each fills the report, apart from `ok`, and returns why it could not be done. Errors: those of
// storage/backup.h.
absl::Status Backup(const Order& order, const base::Clock& clock, Report& report);
absl::Status Restore(const Order& order, const base::Clock& clock, Report& report);
// Checks the backup that `order` names, or else the database. Damage is a finding.
absl::Status Check(const Order& order, const base::Clock& clock, Report& report);

// A report in words: sentences for people, a line each.
std::string InWords(const Report& report);

}  // namespace plenary::admin

#endif  // PLENARY_SERVICES_ADMIN_COMMANDS_H_
