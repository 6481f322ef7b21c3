// What is under control, as whoever controls it reads it once a week.
#ifndef PLENARY_CLIENTS_CLI_CONTROL_ANSWERS_H_
#define PLENARY_CLIENTS_CLI_CONTROL_ANSWERS_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"
#include "plenary/v1/action_plans.pb.h"

namespace plenary::cli {

// Whose list it is, as it is typed: an id, a full name, or a name as people say it. Both empty: the
// caller's own.
struct ControlFlags {
  std::vector<std::string> person;
  std::vector<std::string> organization;
};

// The list in sections: overdue, due, to acknowledge, to decide, extensions, silent.
int ShowControlList(const Session& session, const ControlFlags& flags,
                    v1::GetControlListRequest request);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_CONTROL_ANSWERS_H_
