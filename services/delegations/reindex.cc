#include "services/delegations/reindex.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/desk.h"
#include "services/delegations/new_delegation.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"

namespace plenary::delegations {
namespace {

using storage::Row;
using storage::Tx;

// Rows of one transaction, and transactions of one round.
constexpr int kRowsAtOnce = 500;
constexpr int kStepsAtOnce = 40;

// Where nobody but this work writes.
constexpr absl::string_view kKey = "derived_delegations";

constexpr absl::string_view kDelegations = "delegations";
constexpr absl::string_view kParticipants = "participants";
constexpr absl::string_view kDone = "done";

// How far the work is, as a setting keeps it: "1 participants events/tibo/participants/42".
struct Progress {
  std::string part = std::string(kDelegations);
  std::string after;  // the last name that was looked at

  bool is_done() const { return part == kDone; }
  bool operator==(const Progress& other) const {
    return part == other.part && after == other.after;
  }
};

absl::StatusOr<Progress> ReadProgress(Tx& tx) {
  std::string text;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT value FROM settings WHERE name = 'derived_delegations'",
                                  {},
                                  [&](const Row& row) { text = std::string(row.Text(0)); }}));
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits(' ', 2));
  int version = 0;
  if (parts.size() < 3 || !absl::SimpleAtoi(parts[0], &version) ||
      version != directory::kDerivedVersion) {
    return Progress();
  }
  return Progress{parts[1], parts[2]};
}

absl::Status KeepProgress(Tx& tx, const Progress& progress) {
  const std::string text =
      absl::StrCat(directory::kDerivedVersion, " ", progress.part, " ", progress.after);
  return tx.Run(
      {"INSERT INTO settings (name, value) VALUES ('derived_delegations', $1) "
       "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
       {storage::Bytes{text}},
       nullptr});
}

// Both refresh a batch of rows and answer with the name of the last; empty where there are no more.

absl::StatusOr<std::string> RefreshDelegations(Tx& tx, absl::string_view after) {
  PLENARY_ASSIGN_OR_RETURN(const auto rows, ListDelegationsBehind(tx, after, kRowsAtOnce));
  std::vector<std::string> organizations;
  organizations.reserve(rows.size());
  for (const v1::Delegation& row : rows) organizations.push_back(row.organization());
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganizations(tx, organizations));
  for (size_t i = 0; i < rows.size(); ++i) {
    PLENARY_RETURN_IF_ERROR(UpdateDelegationSort(
        tx, rows[i].name(), SortNameOf(rows[i], found[i].value_or(v1::Organization()))));
  }
  return rows.empty() ? "" : rows.back().name();
}

absl::StatusOr<std::string> RefreshParticipants(Tx& tx, absl::string_view after) {
  PLENARY_ASSIGN_OR_RETURN(const auto rows, ListParticipantsBehind(tx, after, kRowsAtOnce));
  std::vector<std::string> names;
  std::vector<std::string> people;
  names.reserve(rows.size());
  people.reserve(rows.size());
  for (const v1::Participant& row : rows) {
    names.push_back(row.name());
    people.push_back(row.person());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPeople(tx, people));
  std::vector<SortName> sort_names;
  sort_names.reserve(rows.size());
  for (const absl::optional<v1::Person>& person : found) {
    sort_names.push_back(person ? SortNameOf(*person) : SortName());
  }
  PLENARY_RETURN_IF_ERROR(SetReaderKeys(tx, names, sort_names));
  return names.empty() ? "" : names.back();
}

absl::Status Step(Tx& tx, Progress& progress) {
  if (progress.part == kDelegations) {
    PLENARY_ASSIGN_OR_RETURN(progress.after, RefreshDelegations(tx, progress.after));
    if (progress.after.empty()) progress.part = std::string(kParticipants);
  } else {
    PLENARY_ASSIGN_OR_RETURN(progress.after, RefreshParticipants(tx, progress.after));
    if (progress.after.empty()) progress.part = std::string(kDone);
  }
  return KeepProgress(tx, progress);
}

// The progress, and the event of the rows that come next; empty where there are none.
absl::StatusOr<std::pair<Progress, std::string>> LookAhead(Tx& tx) {
  PLENARY_ASSIGN_OR_RETURN(const Progress progress, ReadProgress(tx));
  std::string next;
  if (progress.part == kDelegations) {
    PLENARY_ASSIGN_OR_RETURN(const auto rows, ListDelegationsBehind(tx, progress.after, 1));
    if (!rows.empty()) next = rows.front().name();
  } else if (progress.part == kParticipants) {
    PLENARY_ASSIGN_OR_RETURN(const auto rows, ListParticipantsBehind(tx, progress.after, 1));
    if (!rows.empty()) next = rows.front().name();
  }
  return std::make_pair(progress, std::string(base::EventOf(next)));
}

}  // namespace

absl::Status Reindex(storage::Store& store) {
  for (int step = 0; step < kStepsAtOnce; ++step) {
    std::pair<Progress, std::string> ahead;
    PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(ahead, LookAhead(tx));
      return absl::OkStatus();
    }));
    const auto& [expected, event] = ahead;
    if (expected.is_done()) break;
    storage::Keys keys = {std::string(kKey)};
    if (!event.empty()) keys.push_back(event);
    PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(store, keys, [&](Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(Progress progress, ReadProgress(tx));
      // Another server went on meanwhile: look again.
      if (!(progress == ahead.first)) return absl::OkStatus();
      return Step(tx, progress);
    }));
  }
  return absl::OkStatus();
}

}  // namespace plenary::delegations
