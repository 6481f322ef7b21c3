#include "services/directory/reindex.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/directory/derived.h"
#include "services/directory/index_table.h"
#include "services/directory/table.h"
#include "services/storage/change.h"

namespace plenary::directory {
namespace {

using storage::Row;
using storage::Tx;

// Rows of one transaction, and transactions of one round.
constexpr int kRowsAtOnce = 500;
constexpr int kStepsAtOnce = 40;

constexpr absl::string_view kClear = "clear";
constexpr absl::string_view kOrganizations = "organizations";
constexpr absl::string_view kPeople = "people";
constexpr absl::string_view kDone = "done";

// How far the work is, as a setting keeps it: "1 people people/42".
struct Progress {
  std::string part = std::string(kOrganizations);
  std::string after;  // the last name that was looked at

  bool is_done() const { return part == kDone; }
};

absl::StatusOr<Progress> ReadProgress(Tx& tx) {
  std::string text;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT value FROM settings WHERE name = 'derived_directory'",
                                  {},
                                  [&](const Row& row) { text = std::string(row.Text(0)); }}));
  Progress progress;
  if (text.empty()) return progress;
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits(' ', 2));
  int version = 0;
  if (parts.size() < 3 || !absl::SimpleAtoi(parts[0], &version) || version != kDerivedVersion) {
    // What an older program wrote beside the rows leads nowhere.
    progress.part = std::string(kClear);
    return progress;
  }
  progress.part = parts[1];
  progress.after = parts[2];
  return progress;
}

absl::Status KeepProgress(Tx& tx, const Progress& progress) {
  const std::string text = absl::StrCat(kDerivedVersion, " ", progress.part, " ", progress.after);
  return tx.Run(
      {"INSERT INTO settings (name, value) VALUES ('derived_directory', $1) "
       "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
       {storage::Bytes{text}},
       nullptr});
}

absl::Status Step(Tx& tx, Progress& progress) {
  if (progress.part == kClear) {
    PLENARY_ASSIGN_OR_RETURN(const bool found, ClearSome(tx, 10 * kRowsAtOnce));
    if (!found) progress.part = std::string(kOrganizations);
  } else if (progress.part == kOrganizations) {
    PLENARY_ASSIGN_OR_RETURN(progress.after, RefreshOrganizations(tx, progress.after, kRowsAtOnce));
    if (progress.after.empty()) progress.part = std::string(kPeople);
  } else if (progress.part == kPeople) {
    PLENARY_ASSIGN_OR_RETURN(progress.after, RefreshPeople(tx, progress.after, kRowsAtOnce));
    if (progress.after.empty()) progress.part = std::string(kDone);
  }
  return KeepProgress(tx, progress);
}

}  // namespace

absl::Status Reindex(storage::Store& store) {
  Progress progress;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(progress, ReadProgress(tx));
    return absl::OkStatus();
  }));
  for (int step = 0; step < kStepsAtOnce && !progress.is_done(); ++step) {
    PLENARY_RETURN_IF_ERROR(
        storage::WriteAndWait(store, {std::string(storage::kDirectoryPartition)}, [&](Tx& tx) {
          // Another server may have gone on meanwhile.
          PLENARY_ASSIGN_OR_RETURN(progress, ReadProgress(tx));
          return Step(tx, progress);
        }));
  }
  return absl::OkStatus();
}

}  // namespace plenary::directory
