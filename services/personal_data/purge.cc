#include "services/personal_data/purge.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/protected_table.h"
#include "services/directory/table.h"
#include "services/events/purge_table.h"
#include "services/events/table.h"
#include "services/personal_data/table.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"

namespace plenary::personal_data {
namespace {

using storage::Change;
using storage::Tx;

constexpr int kEventsAtOnce = 20;
constexpr int kParticipantsAtOnce = 100;
constexpr int kTransactionsAtOnce = 10;
constexpr absl::Duration kHeldFor = absl::Hours(1);

// Destroys the protected data of a person who takes part only in what is purged, `event` included.
absl::Status PurgePerson(Change& change, Participations& participations, const std::string& name,
                         const std::string& event) {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(auto person, directory::FindPerson(tx, name));
  if (!person || person->protected_known().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto all, participations.Of(tx, person->name()));
  std::set<std::string> others;
  for (const v1::Participant& each : all) {
    if (!each.has_delete_time()) others.emplace(base::EventOf(each.name()));
  }
  others.erase(event);
  PLENARY_ASSIGN_OR_RETURN(const auto needed,
                           events::NotPurged(tx, {others.begin(), others.end()}));
  if (!needed.empty()) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(tx.Require(storage::kDirectoryPartition));
  PLENARY_RETURN_IF_ERROR(directory::DestroyProtected(tx, person->name()));
  const v1::Person before = *person;
  person->clear_protected_known();
  person->clear_birth_date_known();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(person->name()));
  storage::StampUpdated(*person, before, now);
  PLENARY_RETURN_IF_ERROR(directory::UpdatePersonRow(tx, before, *person));
  change.Record(person->name(), v1::Change::ERASED, *person);
  return absl::OkStatus();
}

absl::Status Finish(Change& change, Participations& participations, const events::Purge& purge) {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(purge.event));
  if (purge.is_held) return events::BeginPurgeAgain(tx, purge.event, now + kHeldFor);
  PLENARY_RETURN_IF_ERROR(participations.Purged(change, purge.event));
  PLENARY_RETURN_IF_ERROR(events::EndPurge(tx, purge.event, now));
  PLENARY_ASSIGN_OR_RETURN(v1::Event event,
                           storage::Existing(events::FindEvent(tx, purge.event), purge.event));
  *event.mutable_purged_time() = storage::ToTimestamp(now);
  storage::StampUpdated(event, event, now);
  PLENARY_RETURN_IF_ERROR(events::UpdateEventRow(tx, event));
  change.Record(purge.event, v1::Change::UPDATED, event);
  return absl::OkStatus();
}

// Goes on by a batch; `is_over` where there is nothing to do now.
absl::Status GoOn(Change& change, Participations& participations, events::Purge purge,
                  bool& is_over) {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const std::string hold, StandingHoldOn(tx, {purge.event}));
  is_over = !hold.empty();
  if (is_over) return events::BeginPurgeAgain(tx, purge.event, tx.now() + kHeldFor);
  PLENARY_ASSIGN_OR_RETURN(
      const auto batch, participations.Behind(tx, purge.event, purge.cursor, kParticipantsAtOnce));
  for (const v1::Participant& each : batch) {
    purge.cursor = each.name();
    PLENARY_ASSIGN_OR_RETURN(const std::string kept, StandingHoldOn(tx, {each.person()}));
    if (!kept.empty()) {
      purge.is_held = true;
      continue;
    }
    PLENARY_RETURN_IF_ERROR(participations.Purge(change, each));
    PLENARY_RETURN_IF_ERROR(PurgePerson(change, participations, each.person(), purge.event));
  }
  is_over = batch.size() < kParticipantsAtOnce;
  return is_over ? Finish(change, participations, purge) : events::KeepPurge(tx, purge);
}

// The purge of `event` as it stands, where it is due.
absl::StatusOr<absl::optional<events::Purge>> DueIn(Tx& tx, const std::string& event) {
  PLENARY_ASSIGN_OR_RETURN(const auto due, events::DuePurges(tx, tx.now(), kEventsAtOnce));
  for (const events::Purge& each : due) {
    if (each.event == event) return absl::make_optional(each);
  }
  return absl::optional<events::Purge>();
}

absl::Status PurgeEvent(storage::Store& store, const base::Clock& clock, base::Random& random,
                        Participations& participations, const std::string& event) {
  const storage::Call call = {"system", "purge", ""};
  bool is_over = false;
  for (int i = 0; i < kTransactionsAtOnce && !is_over; ++i) {
    base::IdSequence ids(random.Bytes(32), clock.Now());
    PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(
        store, {event, storage::Key(storage::kDirectoryPartition)}, [&](Tx& tx) -> absl::Status {
          ids.Reset();
          is_over = true;
          storage::Change change(tx, call, ids);
          // Another server, or a change of the date, may have been quicker.
          PLENARY_ASSIGN_OR_RETURN(const auto purge, DueIn(tx, event));
          if (!purge) return absl::OkStatus();
          PLENARY_RETURN_IF_ERROR(GoOn(change, participations, *purge, is_over));
          return change.Flush();
        }));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Purge(storage::Store& store, const base::Clock& clock, base::Random& random,
                   Participations& participations) {
  std::vector<events::Purge> due;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(due, events::DuePurges(tx, tx.now(), kEventsAtOnce));
    return absl::OkStatus();
  }));
  absl::Status first;
  for (const events::Purge& each : due) {
    first.Update(PurgeEvent(store, clock, random, participations, each.event));
  }
  return first;
}

}  // namespace plenary::personal_data
