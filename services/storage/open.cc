#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/storage/postgres_store.h"
#include "services/storage/sqlite_store.h"
#include "services/storage/store.h"

namespace plenary::storage {

absl::StatusOr<std::unique_ptr<Store>> OpenStore(absl::string_view uri, const base::Clock& clock,
                                                 const StoreOptions& options) {
  absl::string_view path = uri;
  if (absl::ConsumePrefix(&path, "sqlite:")) return OpenSqliteStore(path, clock, options);
  if (absl::StartsWith(uri, "postgresql://") || absl::StartsWith(uri, "postgres://")) {
    return OpenPostgresStore(uri, clock, options);
  }
  return base::BadField("database",
                        "must be sqlite:/path/plenary.db, sqlite::memory: or postgresql://…");
}

}  // namespace plenary::storage
