// Files that nobody but their owner reads.
#ifndef PLENARY_CLIENTS_CLI_PRIVATE_FILE_H_
#define PLENARY_CLIENTS_CLI_PRIVATE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace plenary::cli {

// Puts a file with mode 0600 in place of the one there was, whole or not at all; makes its folder,
// which is its owner's alone too. PERMISSION_DENIED where it cannot be written.
absl::Status WritePrivateFile(const std::string& path, absl::string_view text);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_PRIVATE_FILE_H_
