// Whole SQLite files: a look at one, and copies of all its pages.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_SNAPSHOT_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_SNAPSHOT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/clock.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/store.h"

namespace plenary::storage::sqlite {

// Opens the file at `path` to read it. NOT_FOUND where there is none, or an empty one.
absl::StatusOr<std::unique_ptr<Connection>> OpenToRead(absl::string_view path);

// As storage::ReadSnapshot.
absl::Status ReadSnapshot(absl::string_view path, const base::Clock& clock, const Body& body);

// Runs `body` on what `connection` reads now, without a budget.
absl::Status RunToRead(Connection& connection, absl::Time now, const Body& body);

// Copies the database at `path` as it is at one instant into the empty file at `copy`, page by
// page: as fast as the disk, so that a server beside it is not held up. Returns the copy opened to
// be written, without a journal: should that fail, the file is lost.
absl::StatusOr<std::unique_ptr<Connection>> CopyPages(absl::string_view path,
                                                      const std::string& copy);

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_SNAPSHOT_H_
