// Commitments, what was heard of them, and the settings of control in the database, written once
// for every engine.
//
// What other rooms may read of commitments is here. is_silent is told, never stored: see told.h.
// Statements that are returned borrow their arguments until they have run.
#ifndef PLENARY_SERVICES_CONTROL_COMMITMENT_TABLE_H_
#define PLENARY_SERVICES_CONTROL_COMMITMENT_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::control {

// Names and name patterns.
inline constexpr absl::string_view kSettingsName = "controlSettings";
inline constexpr absl::string_view kCommitmentPattern = "commitments/{commitment}";
inline constexpr absl::string_view kProgressNotePattern = "commitments/{commitment}/notes/{note}";

// Where nothing is due, columns say so: it is later than any day.
inline constexpr absl::string_view kNeverDue = "9999-12-31";
// `due_date` as columns have it.
inline absl::string_view DueColumn(absl::string_view due_date) {
  return due_date.empty() ? kNeverDue : due_date;
}

// --- Settings.

// Of an installation that set nothing: the defaults.
absl::StatusOr<v1::ControlSettings> FindSettings(storage::Tx& tx);
absl::Status WriteSettings(storage::Tx& tx, const v1::ControlSettings& settings);

// --- Commitments.

absl::StatusOr<absl::optional<v1::Commitment>> FindCommitment(storage::Tx& tx,
                                                              absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Commitment>>> FindCommitments(
    storage::Tx& tx, const std::vector<std::string>& names);
// The living one that was made of an item of a protocol and stands; nullopt where there is none.
absl::StatusOr<absl::optional<v1::Commitment>> FindCommitmentOf(storage::Tx& tx,
                                                                absl::string_view protocol_item);

// `heard_date`: when something was last heard of it, or it was agreed. ALREADY_EXISTS:
// RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertCommitment(storage::Tx& tx, const v1::Commitment& commitment,
                              absl::string_view heard_date);
absl::Status UpdateCommitmentRow(storage::Tx& tx, const v1::Commitment& commitment,
                                 absl::string_view heard_date);

// The silent ones, theirs or joint, of which nothing was heard after `last_silent_day`, the longest
// first; of one counterpart, where it is not empty.
absl::StatusOr<std::vector<v1::Commitment>> ListSilent(storage::Tx& tx,
                                                       absl::string_view last_silent_day,
                                                       absl::string_view counterpart,
                                                       int64_t limit);

// Within a scope whose parameter $1 is the last silent day. A scope may use the columns name,
// negotiation and deleted_us.
const base::ListSpec& CommitmentList();

// --- What was heard.

absl::StatusOr<int64_t> CountProgressNotes(storage::Tx& tx, absl::string_view commitment);
absl::Status InsertProgressNote(storage::Tx& tx, absl::string_view commitment,
                                const v1::ProgressNote& note);
// Within "commitment = $1". It knows neither masks nor deleted ones.
const base::ListSpec& ProgressNoteList();

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_COMMITMENT_TABLE_H_
