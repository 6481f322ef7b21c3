// Merging and erasing people, which is more than one call.
#ifndef PLENARY_CLIENTS_CLI_PEOPLE_H_
#define PLENARY_CLIENTS_CLI_PEOPLE_H_

#include "clients/cli/session.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/personal_data.pb.h"

namespace plenary::cli {

// Shows both people and how many participations would move, asks, and merges. Where nobody can be
// asked, `yes` is needed; without it nothing is changed and the exit code is kUsage, and
// kRefused where the person said no.
int MergePeople(const Session& session, const v1::MergePeopleRequest& request, bool yes);

// Asks, and erases a person for good; a dry run asks nothing. Where nobody can be asked, as
// MergePeople.
int ErasePerson(const Session& session, const v1::ErasePersonRequest& request, bool yes);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_PEOPLE_H_
