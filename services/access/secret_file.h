// A file that a secret is left in for the operator.
#ifndef PLENARY_SERVICES_ACCESS_SECRET_FILE_H_
#define PLENARY_SERVICES_ACCESS_SECRET_FILE_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::access {

// Made before the secret is, so that none is made that cannot be handed over; goes again where
// nothing was written to it. Not thread-safe.
class SecretFile {
 public:
  // Makes the file, which only its owner may read. ALREADY_EXISTS where there is one: nothing is
  // overwritten, whoever left it there. PERMISSION_DENIED where it cannot be made.
  static absl::StatusOr<SecretFile> Create(const std::string& path);
  SecretFile(SecretFile&& other) noexcept
      : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  SecretFile& operator=(SecretFile&&) = delete;
  ~SecretFile();

  // Writes the secret and a line end, to disk. Once.
  absl::Status Write(absl::string_view secret);

 private:
  SecretFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  std::string path_;
  int descriptor_;  // -1: written, or moved away
};

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_SECRET_FILE_H_
