// A file that gets its name only once it is whole.
#ifndef PLENARY_SERVICES_STORAGE_PARTIAL_FILE_H_
#define PLENARY_SERVICES_STORAGE_PARTIAL_FILE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace plenary::storage {

// Held by one process at a time. Closed after every SQLite connection with the file, since closing
// it here would end their locks.
class PartialFile {
 public:
  // Makes PATH.partial, empty and for its owner alone (mode 0600), in place of what an interrupted
  // program left there. FAILED_PRECONDITION (DATABASE_IN_USE) where another process writes it;
  // PERMISSION_DENIED (DATABASE_READ_ONLY), RESOURCE_EXHAUSTED (DISK_FULL), NOT_FOUND.
  static absl::StatusOr<std::unique_ptr<PartialFile>> Make(const std::string& path);
  // Removes the file unless it was kept.
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  // The path of the partial file.
  const std::string& path() const { return path_; }
  // Makes sure it is on disk, then gives it its name, in place of a file of that name.
  absl::Status Keep();

 private:
  PartialFile(std::string final_path, std::string path, int file)
      : final_path_(std::move(final_path)), path_(std::move(path)), file_(file) {}

  const std::string final_path_;
  const std::string path_;
  const int file_;
  bool is_kept_ = false;
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_PARTIAL_FILE_H_
