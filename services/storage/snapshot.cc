#include "services/storage/snapshot.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/storage/postgres_snapshot.h"
#include "services/storage/sqlite_snapshot.h"

namespace plenary::storage {

absl::Status ReadSnapshot(absl::string_view uri, const base::Clock& clock, const Body& body) {
  absl::string_view path = uri;
  if (absl::ConsumePrefix(&path, "sqlite:") && path != ":memory:") {
    return sqlite::ReadSnapshot(path, clock, body);
  }
  if (absl::StartsWith(uri, "postgresql://") || absl::StartsWith(uri, "postgres://")) {
    return postgres::ReadSnapshot(std::string(uri), clock, body);
  }
  return base::BadField("database", "must be sqlite:/path/plenary.db or postgresql://…");
}

}  // namespace plenary::storage
