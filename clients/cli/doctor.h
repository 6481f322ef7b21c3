// `plenary doctor`: is the server well?
#ifndef PLENARY_CLIENTS_CLI_DOCTOR_H_
#define PLENARY_CLIENTS_CLI_DOCTOR_H_

#include <string>

#include "absl/time/time.h"
#include "clients/cli/report.pb.h"
#include "clients/cli/session.h"
#include "clients/cli/texts.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/monitoring.pb.h"

namespace plenary::cli {

// What was seen of a server by one call.
struct Examination {
  std::string server;       // its address
  v1::ServerStatus status;  // its answer
  absl::Time asked;         // by this machine's clock, as is
  absl::Time answered;
  v1::WhoAmIResponse caller;  // empty where the server does not say
  bool is_encrypted = false;  // the connection
};

// What is to be said of it, check by check. The server's clock is compared with the middle of the
// round trip: more than 2 s apart is a warning, more than 60 s a failure. Less than 10 % of the
// disk free is a warning, less than 5 % or 1 GB a failure. A backup older than a day and a half is
// a warning, older than a week, or none yet, a failure. An answer that took over a second is a
// warning, as are an API token with less than 14 days left and a connection in the clear to another
// machine. A certificate of the server with less than 14 days left is a warning, one that is over a
// failure.
Findings Judge(const Examination& seen, const Words& words);

// Asks the server of the session and prints what was found. The exit code: kDone where all is
// well, kRefused where something is not, kUnavailable where the server does not answer.
int RunDoctor(const Session& session);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_DOCTOR_H_
