#include "services/delegations/consequences.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/time_shift.h"
#include "services/delegations/custom_values_table.h"
#include "services/delegations/desk.h"
#include "services/delegations/person_table.h"
#include "services/delegations/rules.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/sweep.h"
#include "services/delegations/table.h"

namespace plenary::delegations {
namespace {

using storage::Change;
using storage::Tx;

absl::Status CloseHoldsIn(Desk& desk) {
  PLENARY_ASSIGN_OR_RETURN(const auto holds, ListOpenHoldsIn(desk.tx(), desk.event().name()));
  for (const v1::SeatHold& hold : holds) PLENARY_RETURN_IF_ERROR(desk.CloseHold(hold));
  return absl::OkStatus();
}

absl::Status MoveDelegations(Desk& desk, absl::Duration shift) {
  PLENARY_ASSIGN_OR_RETURN(const auto delegations,
                           ListAllDelegations(desk.tx(), desk.event().name()));
  for (const v1::Delegation& each : delegations) {
    bool has_time = each.has_stay();
    for (const v1::Headship& headship : each.headships()) {
      has_time |= headship.interval().has_start_time() || headship.interval().has_end_time();
    }
    if (!has_time) continue;
    PLENARY_ASSIGN_OR_RETURN(File* const file, desk.FindFile(each.name()));
    if (each.has_stay()) ShiftBy(shift, *file->delegation.mutable_stay());
    for (v1::Headship& headship : *file->delegation.mutable_headships()) {
      ShiftBy(shift, *headship.mutable_interval());
    }
    file->is_changed = true;
  }
  return absl::OkStatus();
}

absl::Status MoveJourneys(Desk& desk, absl::Duration shift) {
  PLENARY_ASSIGN_OR_RETURN(const auto rows, ListJourneys(desk.tx(), desk.event().name()));
  for (const Participation& row : rows) {
    Registration who;
    who.row = row;
    who.sort_name.text = row.participant.display_name();
    ShiftBy(shift, *who.participant().mutable_stay());
    PLENARY_RETURN_IF_ERROR(desk.Keep(who));
  }
  return absl::OkStatus();
}

absl::Status MoveHolds(Desk& desk, absl::Duration shift) {
  PLENARY_ASSIGN_OR_RETURN(const auto holds, ListOpenHoldsIn(desk.tx(), desk.event().name()));
  for (v1::SeatHold hold : holds) {
    // What has expired stays so, swept away or not: its seats may be somebody's by now.
    if (storage::ToMicros(hold.expire_time()) <= absl::ToUnixMicros(desk.now())) continue;
    base::ShiftBy(shift, *hold.mutable_expire_time());
    PLENARY_RETURN_IF_ERROR(desk.KeepHold(hold, true));
  }
  return absl::OkStatus();
}

absl::Status BothParticipate(const ActiveTogether& both) {
  return base::Refuse(absl::StatusCode::kAlreadyExists,
                      v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
                      absl::StrCat("both take part in one event, as ", both.first, " and ",
                                   both.second, "; withdraw one of them first"),
                      {{"event", std::string(base::EventOf(both.first))},
                       {"participant", both.first},
                       {"duplicateParticipant", both.second}});
}

// Makes a participation that of `person`, whatever its state and that of its event.
absl::Status GiveTo(Change& change, const std::string& name, const v1::Person& person) {
  PLENARY_ASSIGN_OR_RETURN(Participation row,
                           storage::Existing(FindParticipation(change.tx(), name), name));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  v1::Participant& participant = row.participant;
  participant.set_person(person.name());
  participant.set_display_name(person.sort_name());
  storage::StampUpdated(participant, participant, now);
  const bool active = IsActive(participant.state()) && !participant.has_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateParticipation(change.tx(), row, SortNameOf(person), active));
  PLENARY_RETURN_IF_ERROR(SetPersonOf(change.tx(), name, person.name()));
  change.Record(name, v1::Change::UPDATED, participant);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> Consequences::BlockerOfPerson(Tx& tx, absl::string_view name) {
  PLENARY_ASSIGN_OR_RETURN(std::string participant, ActiveOfPerson(tx, name));
  return participant.empty() ? attendances_.BlockerOfPerson(tx, name) : participant;
}

absl::StatusOr<std::string> Consequences::BlockerOfOrganization(Tx& tx, absl::string_view name) {
  return DelegationOrProjectOf(tx, name);
}

absl::StatusOr<std::vector<std::string>> Consequences::MovePerson(Change& change,
                                                                  absl::string_view from,
                                                                  const v1::Person& to) {
  PLENARY_ASSIGN_OR_RETURN(const auto both, FindActiveTogether(change.tx(), to.name(), from));
  if (both) return BothParticipate(*both);
  PLENARY_ASSIGN_OR_RETURN(std::vector<std::string> names, ParticipationsOf(change.tx(), from));
  for (const std::string& name : names) {
    PLENARY_RETURN_IF_ERROR(GiveTo(change, name, to));
  }
  PLENARY_RETURN_IF_ERROR(attendances_.PersonMoved(change, from, to.name()));
  return names;
}

absl::Status Consequences::EventClosed(Change& change, const v1::Event& event) {
  PLENARY_ASSIGN_OR_RETURN(const auto desk, Desk::Open(change, attendances_, event.name()));
  PLENARY_RETURN_IF_ERROR(CloseHoldsIn(*desk));
  PLENARY_RETURN_IF_ERROR(ExpireUnconfirmed(*desk));
  return desk->Close();
}

absl::Status Consequences::EventMoved(Change& change, const v1::Event& before,
                                      const v1::Event& after) {
  const absl::Duration shift = ShiftBetween(before, after);
  PLENARY_ASSIGN_OR_RETURN(const auto desk, Desk::Open(change, attendances_, after.name()));
  PLENARY_RETURN_IF_ERROR(MoveDelegations(*desk, shift));
  PLENARY_RETURN_IF_ERROR(MoveJourneys(*desk, shift));
  PLENARY_RETURN_IF_ERROR(MoveHolds(*desk, shift));
  PLENARY_RETURN_IF_ERROR(desk->Close());
  return attendances_.EventMoved(change, before, after);
}

absl::Status Consequences::EventCancelled(Change& change, const v1::Event& event) {
  PLENARY_ASSIGN_OR_RETURN(const auto desk, Desk::Open(change, attendances_, event.name()));
  PLENARY_RETURN_IF_ERROR(CloseHoldsIn(*desk));
  PLENARY_RETURN_IF_ERROR(desk->Close());
  return attendances_.EventCancelled(change, event);
}

absl::Status Consequences::EventDeleted(Change& change, const v1::Event& event) {
  return attendances_.EventDeleted(change, event);
}

absl::Status Consequences::EventUndeleted(Change& change, const v1::Event& event) {
  return attendances_.EventUndeleted(change, event);
}

absl::Status Consequences::CategoryLimitChanged(Change& change, const v1::Category& category) {
  PLENARY_ASSIGN_OR_RETURN(const auto desk,
                           Desk::Open(change, attendances_, base::EventOf(category.name())));
  desk->SeatsAreFree(category.name());
  return desk->Close();
}

absl::StatusOr<bool> Consequences::CategoryInUse(Tx& tx, absl::string_view category) {
  PLENARY_ASSIGN_OR_RETURN(const bool somebody, SomebodyIsIn(tx, category));
  if (somebody) return true;
  PLENARY_ASSIGN_OR_RETURN(const bool named, QuotaNames(tx, category));
  if (named) return true;
  return SeatsAreHeldIn(tx, category, tx.now());
}

absl::StatusOr<int64_t> Consequences::CategoryUsed(Tx& tx, absl::string_view category) {
  SeatCount count;
  std::vector<storage::Statement> statements;
  SelectCategoryUse(category, tx.now(), count, statements);
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return count.used + count.held;
}

absl::StatusOr<std::string> Consequences::WhoAnswered(Tx& tx, absl::string_view event,
                                                      absl::string_view custom_field,
                                                      absl::string_view choice) {
  return delegations::WhoAnswered(tx, event, custom_field, choice);
}

}  // namespace plenary::delegations
