#include "services/delegations/personal_participations.h"

#include <iterator>
#include <set>
#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/custom_values_table.h"
#include "services/delegations/person_table.h"
#include "services/delegations/rules.h"
#include "services/delegations/table.h"
#include "services/events/table.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"

namespace plenary::delegations {
namespace {

using storage::Change;
using storage::Tx;

bool IsOver(const v1::Event& event, absl::Time now) {
  return event.has_delete_time() || event.state() == v1::Event::CANCELLED ||
         event.state() == v1::Event::CLOSED || event.state() == v1::Event::ARCHIVED ||
         storage::ToMicros(event.interval().end_time()) <= absl::ToUnixMicros(now);
}

// The order of nobody: before all who have a name.
SortName NoName() {
  SortName none;
  none.reader_keys.resize(std::size(base::kReaderLanguages));
  return none;
}

// Whether something is left that tells how somebody came and stayed.
bool TakeOutStay(v1::Participant& participant) {
  const bool had_some = participant.has_stay() || !participant.note().empty() ||
                        !participant.state_reason().empty() || !participant.custom_values().empty();
  participant.clear_stay();
  participant.clear_note();
  participant.clear_state_reason();
  participant.clear_custom_values();
  return had_some;
}

void TakeOutWho(v1::Participant& participant) {
  participant.clear_display_name();
  participant.clear_titles();
  participant.clear_affiliations();
  participant.clear_listing_consent();
}

// Reasons for changes of composition are words about the one who came or left.
absl::Status TakeOutReasons(Tx& tx, const v1::Participant& participant) {
  if (participant.delegation().empty()) return absl::OkStatus();
  storage::Loaded<v1::CompositionChange> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT body FROM composition_changes WHERE delegation = $1",
                                  {participant.delegation()},
                                  loaded.Reader()}));
  PLENARY_ASSIGN_OR_RETURN(const auto changes, loaded.TakeAll());
  for (v1::CompositionChange each : changes) {
    const bool is_theirs =
        each.participant() == participant.name() || each.substitute() == participant.name();
    if (!is_theirs || each.reason().empty()) continue;
    each.clear_reason();
    const std::string body = each.SerializeAsString();
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"UPDATE composition_changes SET body = $3 WHERE delegation = $1 AND number = $2",
                {participant.delegation(), int64_t{each.number()}, storage::Bytes{body}},
                nullptr}));
  }
  return absl::OkStatus();
}

// Writes a participation from which something was taken out, and lets the log forget what it was.
absl::Status Keep(Change& change, Participation row, const SortName& sort_name) {
  Tx& tx = change.tx();
  v1::Participant& participant = row.participant;
  const std::string name = participant.name();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampUpdated(participant, participant, now);
  const bool active = IsActive(participant.state()) && !participant.has_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateParticipation(tx, row, sort_name, active));
  PLENARY_RETURN_IF_ERROR(DeleteAnswers(tx, name));
  PLENARY_RETURN_IF_ERROR(TakeOutReasons(tx, participant));
  PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, base::PartitionOf(name), name).status());
  PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, name));
  change.Record(name, v1::Change::ERASED, participant);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::Participant>> Load(Tx& tx, const std::vector<std::string>& names) {
  PLENARY_ASSIGN_OR_RETURN(auto found, FindParticipants(tx, names));
  std::vector<v1::Participant> participants;
  participants.reserve(found.size());
  for (auto& each : found) {
    if (each) participants.push_back(*std::move(each));
  }
  return participants;
}

}  // namespace

absl::StatusOr<std::vector<v1::Participant>> PersonalParticipations::Of(Tx& tx,
                                                                        absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names, ParticipationsOf(tx, person));
  return Load(tx, names);
}

absl::StatusOr<std::string> PersonalParticipations::ToCome(Tx& tx, absl::string_view person,
                                                           absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(const auto participants, Of(tx, person));
  for (const v1::Participant& each : participants) {
    if (!IsActive(each.state()) || each.has_delete_time()) continue;
    PLENARY_ASSIGN_OR_RETURN(const auto event, events::FindEvent(tx, base::EventOf(each.name())));
    if (event && !IsOver(*event, now)) return each.name();
  }
  return std::string();
}

absl::Status PersonalParticipations::Erase(Change& change, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                           ParticipationsOf(change.tx(), person));
  for (const std::string& name : names) {
    PLENARY_RETURN_IF_ERROR(change.tx().Require(base::PartitionOf(name)));
    PLENARY_ASSIGN_OR_RETURN(Participation row,
                             storage::Existing(FindParticipation(change.tx(), name), name));
    TakeOutStay(row.participant);
    TakeOutWho(row.participant);
    PLENARY_RETURN_IF_ERROR(Keep(change, std::move(row), NoName()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::Participant>> PersonalParticipations::Behind(Tx& tx,
                                                                            absl::string_view event,
                                                                            absl::string_view after,
                                                                            int limit) {
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM participants WHERE event = $1 AND name > $2 ORDER BY name LIMIT $3",
              {event, after, int64_t{limit}},
              [&](const storage::Row& row) { names.emplace_back(row.Text(0)); }}));
  return Load(tx, names);
}

absl::Status PersonalParticipations::Purge(Change& change, const v1::Participant& participant) {
  PLENARY_ASSIGN_OR_RETURN(
      Participation row,
      storage::Existing(FindParticipation(change.tx(), participant.name()), participant.name()));
  if (!TakeOutStay(row.participant)) return absl::OkStatus();
  SortName unchanged;
  unchanged.text = row.participant.display_name();
  return Keep(change, std::move(row), unchanged);
}

}  // namespace plenary::delegations
