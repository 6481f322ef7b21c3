// The report of a year, to be read.
#ifndef PLENARY_CLIENTS_CLI_REPORT_ANSWERS_H_
#define PLENARY_CLIENTS_CLI_REPORT_ANSWERS_H_

#include "clients/cli/session.h"
#include "plenary/v1/reports.pb.h"

namespace plenary::cli {

// The report, in the languages of the request one after the other; where it names none, in that of
// the session or, where no report is written in it, in English. With `queries` each number with the
// calls that it comes from.
int ShowReport(const Session& session, v1::WriteReportRequest request, bool queries);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_REPORT_ANSWERS_H_
