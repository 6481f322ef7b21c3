// Lists that come from spreadsheets and go to them.
#ifndef PLENARY_CLIENTS_CLI_LISTS_H_
#define PLENARY_CLIENTS_CLI_LISTS_H_

#include <string>

#include "clients/cli/session.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

struct ImportFlags {
  std::string path;
  bool preview = false;  // show how it would be read, and no more
  bool yes = false;      // don't ask
};

// Uploads the list, shows how it would be read, asks, imports it and shows what was rejected.
// `request` is an ImportParticipantsRequest or an ImportDelegationsRequest that lacks the file.
// The exit code: kUsage where the columns won't do or nobody could be asked, kRefused where rows
// were rejected.
int ImportList(const Session& session, const ImportFlags& flags,
               google::protobuf::Message& request);

struct ExportFlags {
  std::string to;      // empty: standard output
  bool force = false;  // replace a file that is there
};

// Has the server write the list, and downloads it. `request` is an ExportParticipantsRequest or an
// ExportDelegationsRequest; where it doesn't say the form, the file's ending does. The file is
// there whole or not at all.
int ExportList(const Session& session, const ExportFlags& flags,
               google::protobuf::Message& request);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_LISTS_H_
