// The keys of protected data: made, told, changed, and given up.
#ifndef PLENARY_SERVICES_ADMIN_KEYS_H_
#define PLENARY_SERVICES_ADMIN_KEYS_H_

#include <string>

#include "absl/status/status.h"
#include "services/admin/commands.h"
#include "services/admin/report.pb.h"
#include "services/base/clock.h"

namespace plenary::admin {

// Each works on order.key_file or, where it is empty, on the file that plenaryd takes for
// order.database; fills the report and returns why it could not be done. Errors: those of
// vault/keyring.h.

// Makes a file of fresh keys. ALREADY_EXISTS where there is one.
absl::Status GenerateKeys(const Order& order, const base::Clock& clock, Report& report);
// Tells which keys there are and, with a database, how much is sealed with each.
absl::Status ListKeys(const Order& order, const base::Clock& clock, Report& report);
// Adds a field key, which is current from the next start of the server on; with order.sign_key a
// key for signatures instead.
absl::Status RotateKeys(const Order& order, const base::Clock& clock, Report& report);
// Gives up what is sealed with keys that the file lacks (directory::AbandonLostKeys). No server
// runs over an SQLite database meanwhile. FAILED_PRECONDITION without order.confirmed.
absl::Status AbandonKeys(const Order& order, const base::Clock& clock, Report& report);

// A report of these in words.
std::string KeysInWords(const Report& report);

}  // namespace plenary::admin

#endif  // PLENARY_SERVICES_ADMIN_KEYS_H_
