// Figures: compared with the year before, and taken in from tables.
#ifndef PLENARY_CLIENTS_CLI_FIGURE_ANSWERS_H_
#define PLENARY_CLIENTS_CLI_FIGURE_ANSWERS_H_

#include <string>

#include "clients/cli/lists.h"
#include "clients/cli/session.h"
#include "plenary/v1/indicators.pb.h"

namespace plenary::cli {

// A table for each indicator: number, the year before, growth, increase, share, targets.
int CompareFigures(const Session& session, const v1::CompareFiguresRequest& request);

// Uploads the table, tries every row, shows what would be rejected and how to mend it, asks, and
// takes the figures in. `request` lacks file and indicator. The exit code: kUsage where nobody
// could be asked, kRefused where something was rejected.
int TakeInFigures(const Session& session, const ImportFlags& flags, const std::string& indicator,
                  v1::ImportFiguresRequest request);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_FIGURE_ANSWERS_H_
