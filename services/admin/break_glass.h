// A way in for whoever runs the machine, when no administrator gets in any more.
#ifndef PLENARY_SERVICES_ADMIN_BREAK_GLASS_H_
#define PLENARY_SERVICES_ADMIN_BREAK_GLASS_H_

#include <string>

#include "absl/status/status.h"
#include "services/admin/commands.h"
#include "services/admin/report.pb.h"
#include "services/base/clock.h"

namespace plenary::admin {

// Makes an administrator's token that works for an hour (access::MakeBreakGlassToken) and leaves it
// in order.file or, where that is empty, in DATABASE.break-glass-token beside an SQLite file or in
// /var/lib/plenary. Errors: those of storage::OpenStore (an SQLite file that a server holds:
// FAILED_PRECONDITION, DATABASE_IN_USE) and access::SecretFile, before anything was made.
absl::Status BreakGlass(const Order& order, const base::Clock& clock, Report& report);

// A report of it in words.
std::string BreakGlassInWords(const Report& report);

}  // namespace plenary::admin

#endif  // PLENARY_SERVICES_ADMIN_BREAK_GLASS_H_
