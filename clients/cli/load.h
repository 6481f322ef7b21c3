// Loading files of calls, such as the sample year.
#ifndef PLENARY_CLIENTS_CLI_LOAD_H_
#define PLENARY_CLIENTS_CLI_LOAD_H_

#include <string>
#include <vector>

#include "clients/cli/terminal.h"
#include "plenary/client.h"

namespace plenary::cli {

// Makes the calls in `paths`, files of JSON lines or folders of *.jsonl files (in the order of
// their names), and returns the exit code. Each line is an object:
//
//   method   the method's name: "RegisterDelegation"
//   request  its request
//   label    a name for its answer, for the lines that follow (optional)
//   after    the label of a line without which this one makes no sense (optional)
//
// In a request "${LABEL}" stands for the name of the resource that the labelled line answered with,
// and "${LABEL.3}" for that of the fourth participant in its results.
//
// Loading twice does no harm. Every call carries a request_id made from its line, so that within 24
// hours a load that was cut off is completed by repeating it. Later, a line whose resource exists
// already is passed over, and with it the lines that stand on its label. Any other refusal ends
// the load.
int Load(const Client& client, const std::vector<std::string>& paths, Terminal& terminal);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_LOAD_H_
