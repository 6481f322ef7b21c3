// Loading files of calls, such as the sample year.
#ifndef PLENARY_CLIENTS_CLI_LOAD_H_
#define PLENARY_CLIENTS_CLI_LOAD_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"

namespace plenary::cli {

// Makes the calls in `paths`, files of JSON lines or folders of *.jsonl files (in the order of
// their names), and returns the exit code. Each line is an object:
//
//   method   the method's name: "RegisterDelegation"
//   request  its request
//   label    a name for its answer, for the lines that follow (optional)
//   after    the label of a line without which this one makes no sense (optional)
//   as       the label of a line that made a user: the call is that user's (optional)
//
// In a request "${LABEL}" stands for the name of the resource that the labelled line answered with,
// "${LABEL.3}" for that of the fourth participant or resource in its answer, and
// "${LABEL.3.person}" for the person who that participant is.
//
// Whom lines are made as is given a password that nobody knows, and signs in with it; the session
// ends with the load.
//
// Loading twice does no harm. Every call carries a request_id made from its line (so two lines that
// are alike are one call), and within 24 hours a load that was cut off is completed by repeating
// it. Later, a line whose resource exists already is passed over, and with it the lines that stand
// on its label, or speak of it. Any other refusal ends the load.
int Load(const Session& session, const std::vector<std::string>& paths);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_LOAD_H_
