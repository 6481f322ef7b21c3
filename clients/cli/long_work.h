// What takes its time: transfers and operations, each with its progress shown.
#ifndef PLENARY_CLIENTS_CLI_LONG_WORK_H_
#define PLENARY_CLIENTS_CLI_LONG_WORK_H_

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/client.h"
#include "plenary/v1/files.pb.h"

namespace plenary::cli {

// Sends the file at `path`. INVALID_ARGUMENT where it cannot be read; else the server's refusal.
absl::StatusOr<v1::File> Upload(const Session& session, const Client& client,
                                const std::string& path);

// Writes what is in the server's file `name` to `out`.
absl::Status Download(const Session& session, const Client& client, const std::string& name,
                      std::ostream& out);

// ALREADY_EXISTS where there is a file at `path`, which must be replaced by force alone.
absl::Status CheckMayWrite(const std::string& path, bool force);

// The same into a file at `path`, which is there whole or not at all.
absl::Status DownloadTo(const Session& session, const Client& client, const std::string& file,
                        const std::string& path);

// Waits until the operation is done, well or with an error, and returns it as it is then. Else why
// the server could not be asked.
absl::StatusOr<google::longrunning::Operation> Follow(const Session& session, const Client& client,
                                                      google::longrunning::Operation operation);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_LONG_WORK_H_
