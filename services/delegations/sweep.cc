#include "services/delegations/sweep.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "services/base/errors.h"
#include "services/delegations/rules.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/table.h"
#include "services/delegations/verbs.h"
#include "services/events/table.h"
#include "services/storage/change.h"

namespace plenary::delegations {
namespace {

using storage::Tx;

// Of each, what one transaction does.
constexpr int kAtOnce = 1000;

constexpr char kCaller[] = "system";
constexpr char kMethod[] = "sweep";

// Whether somebody who waits in the event could move up now.
absl::StatusOr<bool> SomebodyMovesUp(Tx& tx, const std::string& event_name) {
  PLENARY_ASSIGN_OR_RETURN(const auto event, events::FindEvent(tx, event_name));
  if (!event || !StepIsOpen(*event, v1::RegistrationWindow::PROMOTION, tx.now())) return false;
  PLENARY_ASSIGN_OR_RETURN(const auto categories, CategoriesWithLine(tx, event_name));
  for (const std::string& name : categories) {
    PLENARY_ASSIGN_OR_RETURN(const auto category, events::FindCategory(tx, name));
    if (!category) continue;
    PLENARY_ASSIGN_OR_RETURN(const Line line, ReadLine(tx, *category, tx.now()));
    const auto& moves_up = line.moves_up;
    if (std::find(moves_up.begin(), moves_up.end(), true) != moves_up.end()) return true;
  }
  return false;
}

// Events in which there is something to do.
absl::Status FindWork(Tx& tx, std::set<std::string>& events) {
  PLENARY_ASSIGN_OR_RETURN(const auto with_holds, EventsWithExpiredHolds(tx, tx.now(), kAtOnce));
  PLENARY_ASSIGN_OR_RETURN(const auto closing, ListClosingEvents(tx));
  events = {with_holds.begin(), with_holds.end()};
  events.insert(closing.begin(), closing.end());
  PLENARY_ASSIGN_OR_RETURN(const auto with_lines, EventsWithLine(tx));
  for (const std::string& event : with_lines) {
    PLENARY_ASSIGN_OR_RETURN(const bool moves_up, SomebodyMovesUp(tx, event));
    if (moves_up) events.insert(event);
  }
  return absl::OkStatus();
}

absl::Status SweepEvent(storage::Change& change, Attendances& attendances,
                        const std::string& event) {
  PLENARY_ASSIGN_OR_RETURN(const auto desk, Desk::Open(change, attendances, event));
  PLENARY_ASSIGN_OR_RETURN(const auto holds,
                           ListExpiredHolds(desk->tx(), event, desk->now(), kAtOnce));
  for (const v1::SeatHold& hold : holds) PLENARY_RETURN_IF_ERROR(desk->CloseHold(hold));
  if (desk->event().state() == v1::Event::CLOSED) {
    PLENARY_RETURN_IF_ERROR(ExpireUnconfirmed(*desk));
  }
  PLENARY_ASSIGN_OR_RETURN(const auto lines, CategoriesWithLine(desk->tx(), event));
  for (const std::string& category : lines) desk->SeatsAreFree(category);
  return desk->Close();
}

}  // namespace

absl::Status ExpireUnconfirmed(Desk& desk) {
  const std::string& event = desk.event().name();
  PLENARY_ASSIGN_OR_RETURN(const auto unconfirmed, ListUnconfirmed(desk.tx(), event, kAtOnce));
  for (const Participation& each : unconfirmed) {
    PLENARY_ASSIGN_OR_RETURN(Registration who, desk.Find(each.participant.name()));
    PLENARY_RETURN_IF_ERROR(
        Leave(desk, who, v1::Participant::EXPIRED, "not confirmed before the event closed"));
  }
  return NoteClosing(desk.tx(), event, unconfirmed.size() == kAtOnce);
}

absl::Status Sweep(storage::Store& store, const base::Clock& clock, base::Random& random,
                   Attendances& attendances) {
  std::set<std::string> events;
  PLENARY_RETURN_IF_ERROR(
      storage::ReadAndWait(store, [&](Tx& tx) { return FindWork(tx, events); }));
  absl::Status first;
  const storage::Call call = {kCaller, kMethod, ""};
  for (const std::string& event : events) {
    base::IdSequence ids(random.Bytes(32), clock.Now());
    first.Update(storage::WriteAndWait(store, {event}, [&](Tx& tx) {
      ids.Reset();
      storage::Change change(tx, call, ids);
      PLENARY_RETURN_IF_ERROR(SweepEvent(change, attendances, event));
      return change.Flush();
    }));
  }
  return first;
}

}  // namespace plenary::delegations
