#include "services/delegations/desk.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/delegations/custom_values_table.h"
#include "services/delegations/headship_rules.h"
#include "services/delegations/line_rules.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Statement;
using storage::Tx;

// So many move up in one transaction; the sweep sees to the others.
constexpr size_t kMostMovedUp = 1000;

absl::optional<int64_t> LimitOf(const v1::Category& category) {
  return category.has_limit() ? absl::make_optional<int64_t>(category.limit()) : absl::nullopt;
}

// Of a participation that the caller does not see no more is told than that there is one.
absl::Status AlreadyParticipates(const v1::Participant& active, bool is_visible) {
  if (!is_visible) {
    return base::Refuse(
        absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
        absl::StrCat(active.person(), " already takes part in this event; ask the secretariat"),
        {{"person", active.person()}});
  }
  base::Metadata metadata = {{"participant", active.name()}, {"person", active.person()}};
  if (!active.delegation().empty()) metadata["delegation"] = active.delegation();
  return base::Refuse(
      absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
      absl::StrCat(active.person(), " already takes part in this event as ", active.name(),
                   active.delegation().empty() ? "" : absl::StrCat(" of ", active.delegation()),
                   "; withdraw that participation first, or change it"),
      std::move(metadata));
}

absl::Status HeadRequired(const v1::Delegation& delegation, const v1::Participant& head) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_HEAD_REQUIRED,
      absl::StrCat(head.name(), " heads ", delegation.name(),
                   ", which is approved and must always have a head; set another head first"),
      {{"delegation", delegation.name()}, {"participant", head.name()}});
}

bool IsWaiting(const Standing& standing) { return standing.line_class != Standing::kNotWaiting; }

// Whether a person may have other names than when the participation was last written.
bool HasChangedSince(const v1::Person& person, const v1::Participant& participant) {
  return person.sort_name() != participant.display_name() ||
         storage::ToMicros(person.update_time()) >= storage::ToMicros(participant.update_time());
}

absl::StatusOr<Participation> FindRow(Tx& tx, absl::string_view name, absl::string_view etag) {
  PLENARY_ASSIGN_OR_RETURN(absl::optional<Participation> found, FindParticipation(tx, name));
  if (!found) return base::NotFound(name);
  const std::string& current = found->participant.etag();
  if (!etag.empty() && etag != current) return base::StaleEtag(name, current);
  return *std::move(found);
}

std::vector<absl::string_view> DelegationsOf(const std::vector<InLine>& line) {
  std::vector<absl::string_view> delegations;
  delegations.reserve(line.size());
  for (const InLine& waiter : line) delegations.push_back(waiter.delegation);
  return delegations;
}

// Seats of every delegation in a line.
absl::StatusOr<std::map<std::string, Seats>> QuotasOf(Tx& tx, const std::vector<InLine>& line,
                                                      absl::string_view category, absl::Time now) {
  std::map<std::string, SeatCount> counts;
  for (const InLine& waiter : line) counts[waiter.delegation];
  counts.erase("");  // Who comes alone has no quota.
  std::vector<Statement> statements;
  statements.reserve(2 * counts.size());
  for (auto& [delegation, count] : counts) {
    SelectQuota(delegation, category, now, count, statements);
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::map<std::string, Seats> quotas;
  for (const auto& [delegation, count] : counts) quotas[delegation] = ToSeats(count, count.limit);
  return quotas;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Desk>> Desk::Open(storage::Change& change, Attendances& attendances,
                                                 absl::string_view event_name,
                                                 const Foreseen& foreseen) {
  storage::Loaded<v1::Event> event;
  storage::Loaded<v1::Delegation> delegation;
  storage::Loaded<v1::Category> category;
  File file;
  std::vector<Statement> statements = {events::SelectEvent(event_name, event)};
  if (!foreseen.delegation.empty()) {
    statements.push_back(SelectDelegation(foreseen.delegation, delegation));
    statements.push_back(SelectCompositionNumber(foreseen.delegation, file.composition_number));
  }
  if (!foreseen.category.empty()) {
    statements.push_back(events::SelectCategory(foreseen.category, category));
  }
  PLENARY_RETURN_IF_ERROR(change.tx().RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(v1::Event found, storage::Living(event.Take(), event_name));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(event_name));
  auto desk = std::unique_ptr<Desk>(new Desk(change, attendances, std::move(found), now));
  // What isn't there is told by whoever asks for it.
  PLENARY_ASSIGN_OR_RETURN(auto found_delegation, delegation.Take());
  if (found_delegation && !found_delegation->has_delete_time()) {
    file.delegation = *std::move(found_delegation);
    desk->files_.emplace(foreseen.delegation, std::move(file));
  }
  PLENARY_ASSIGN_OR_RETURN(auto found_category, category.Take());
  if (found_category && !found_category->has_delete_time()) {
    desk->categories_.emplace(foreseen.category, *std::move(found_category));
  }
  return desk;
}

// --- Deciding.

absl::StatusOr<File*> Desk::FindFile(absl::string_view name, absl::string_view etag) {
  auto found = files_.find(std::string(name));
  if (found == files_.end()) {
    storage::Loaded<v1::Delegation> loaded;
    File file;
    Statement statements[] = {SelectDelegation(name, loaded),
                              SelectCompositionNumber(name, file.composition_number)};
    PLENARY_RETURN_IF_ERROR(tx().RunAll(absl::MakeSpan(statements)));
    PLENARY_ASSIGN_OR_RETURN(file.delegation, storage::Living(loaded.Take(), name));
    found = files_.emplace(name, std::move(file)).first;
  }
  const std::string& current = found->second.delegation.etag();
  if (!etag.empty() && etag != current) return base::StaleEtag(name, current);
  return &found->second;
}

absl::StatusOr<const v1::Category*> Desk::FindCategory(absl::string_view name,
                                                       absl::string_view field) {
  auto found = categories_.find(std::string(name));
  if (found == categories_.end()) {
    PLENARY_ASSIGN_OR_RETURN(absl::optional<v1::Category> category,
                             events::FindCategory(tx(), name));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(category, field, name));
    found = categories_.emplace(name, *std::move(category)).first;
  }
  return &found->second;
}

absl::Status Desk::Complete(Registration& who) {
  const v1::Participant& participant = who.participant();
  const bool is_active = IsActive(participant.state()) && !participant.has_delete_time();
  coming_.try_emplace(participant.name(), Coming{is_active, is_active, {}});
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Person> person,
                           directory::FindPerson(tx(), participant.person()));
  if (!person) {
    who.sort_name.text = participant.display_name();
  } else if (HasChangedSince(*person, participant)) {
    who.sort_name = SortNameOf(*person);
  } else {
    who.sort_name.text = person->sort_name();
  }
  if (participant.delegation().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(who.file, FindFile(participant.delegation()));
  return absl::OkStatus();
}

absl::StatusOr<Registration> Desk::Find(absl::string_view name, absl::string_view etag) {
  Registration who;
  PLENARY_ASSIGN_OR_RETURN(who.row, FindRow(tx(), name, etag));
  if (who.participant().has_delete_time()) return base::Deleted(name);
  PLENARY_RETURN_IF_ERROR(Complete(who));
  return who;
}

absl::StatusOr<Registration> Desk::FindDeleted(absl::string_view name, absl::string_view etag) {
  Registration who;
  PLENARY_ASSIGN_OR_RETURN(who.row, FindRow(tx(), name, etag));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(who.participant()));
  PLENARY_RETURN_IF_ERROR(Complete(who));
  return who;
}

absl::StatusOr<v1::Person> Desk::FindNewcomer(absl::string_view name, absl::string_view field) {
  storage::Loaded<v1::Person> loaded;
  LoadedParticipations active;
  Statement statements[] = {directory::SelectPerson(name, loaded),
                            SelectActive(event_.name(), name, active)};
  PLENARY_RETURN_IF_ERROR(tx().RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(absl::optional<v1::Person> person, loaded.Take());
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(person, field, name));
  if (person->name() != name) {
    PLENARY_RETURN_IF_ERROR(tx().Run(SelectActive(event_.name(), person->name(), active)));
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<Participation> other, active.Take());
  if (other) return AlreadyParticipates(other->participant, Sees(other->participant));
  return *std::move(person);
}

bool Desk::Sees(const v1::Participant& participant) const {
  const std::string& delegation = participant.delegation();
  return base::SeesWhole(change_.call().access, delegation.empty() ? event_.name() : delegation);
}

absl::Status Desk::CheckMayComeBack(const Registration& who) {
  const v1::Participant& participant = who.participant();
  if (who.file != nullptr) PLENARY_RETURN_IF_ERROR(CheckOpen(who.file->delegation));
  PLENARY_RETURN_IF_ERROR(FindCategory(participant.category(), "participant.category").status());
  return FindNewcomer(participant.person(), "participant.person").status();
}

// Takes from `room` the seats that those who wait would take if they could move up now.
absl::Status Desk::SeatThoseInLine(absl::string_view delegation, const v1::Category& category,
                                   Room& room) {
  std::vector<InLine> line;
  PLENARY_RETURN_IF_ERROR(tx().Run(SelectLine(category.name(), line)));
  PLENARY_ASSIGN_OR_RETURN(auto quotas, QuotasOf(tx(), line, category.name(), now_));
  quotas[std::string(delegation)] = room.quota;
  WhoMovesUp(DelegationsOf(line), room.total, quotas);
  room.quota = quotas[std::string(delegation)];
  return absl::OkStatus();
}

absl::StatusOr<Desk::Room> Desk::ReadRoom(absl::string_view delegation,
                                          const v1::Category& category, bool behind_line) {
  SeatCount quota;
  SeatCount use;
  std::vector<InLine> first_in_line;
  std::vector<Statement> statements;
  if (!delegation.empty()) SelectQuota(delegation, category.name(), now_, quota, statements);
  SelectCategoryUse(category.name(), now_, use, statements);
  if (behind_line) statements.push_back(SelectFirstInLine(category.name(), first_in_line));
  PLENARY_RETURN_IF_ERROR(tx().RunAll(absl::MakeSpan(statements)));
  Room room = {ToSeats(quota, quota.limit), ToSeats(use, LimitOf(category))};
  // Where nothing is left anyway, it doesn't matter who else waits.
  if (!first_in_line.empty() && room.quota.Have(1) && room.total.Have(1)) {
    PLENARY_RETURN_IF_ERROR(SeatThoseInLine(delegation, category, room));
  }
  return room;
}

absl::Status Desk::CheckRoom(absl::string_view delegation, const v1::Category& category,
                             int64_t seats, bool goes_first) {
  PLENARY_ASSIGN_OR_RETURN(const Room room, ReadRoom(delegation, category, !goes_first));
  return CheckSeats(room.quota, room.total, seats, delegation, category.name(),
                    base::SeesWhole(change_.call().access, event_.name()));
}

absl::StatusOr<Place> Desk::FindOverflow(const Registration& who, const v1::Category& full_category,
                                         const absl::Status& refusal) {
  PLENARY_ASSIGN_OR_RETURN(const std::string name,
                           events::OverflowInto(tx(), full_category.name()));
  if (name.empty()) return refusal;
  PLENARY_ASSIGN_OR_RETURN(const v1::Category* overflow, FindCategory(name, "category"));
  PLENARY_RETURN_IF_ERROR(CheckMaySpeak(who.participant(), *overflow));
  const absl::Status room = CheckRoom(who.participant().delegation(), *overflow, 1);
  if (absl::IsFailedPrecondition(room)) return refusal;
  PLENARY_RETURN_IF_ERROR(room);
  Place place;
  place.category = name;
  place.has_seat = true;
  return place;
}

absl::StatusOr<Place> Desk::FindPlace(const Registration& who, absl::string_view category,
                                      const Wish& wish) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Category* wanted, FindCategory(category, "category"));
  Place place;
  place.category = std::string(category);
  const absl::Status room = CheckRoom(who.participant().delegation(), *wanted, 1, wish.goes_first);
  if (room.ok()) {
    place.has_seat = true;
    return place;
  }
  if (!absl::IsFailedPrecondition(room)) return room;
  switch (WhenFullOf(event_, wish.when_full)) {
    case v1::WAIT:
      place.line_class = wish.goes_first ? Standing::kFirstInLine : Standing::kInLine;
      return place;
    case v1::USE_OVERFLOW:
      return FindOverflow(who, *wanted, room);
    case v1::OVERBOOK:
      if (!is_secretariat_) return SecretariatOnly("taking a seat beyond the limit", "when_full");
      PLENARY_RETURN_IF_ERROR(CheckReason(wish.reason, "taking a seat beyond the limit"));
      place.has_seat = true;
      place.is_overbooked = true;
      place.overbooking_reason = wish.reason;
      return place;
    default:
      return room;
  }
}

absl::StatusOr<Place> Desk::FindHeldPlace(const Registration& who, absl::string_view hold) {
  const v1::Participant& participant = who.participant();
  // Before it is looked for: of another delegation's holds nothing is told.
  if (participant.delegation().empty() ||
      !absl::StartsWith(hold, absl::StrCat(participant.delegation(), "/"))) {
    return base::BadField("seat_hold", "must be a hold of the participant's delegation");
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<HoldRow> found, FindHold(tx(), hold));
  if (!found) return base::NotFound(hold);
  if (found->hold.category() != participant.category()) {
    return base::BadField("seat_hold", absl::StrCat("holds seats in ", found->hold.category(),
                                                    ", another category than the participant's"));
  }
  if (!found->is_open || storage::ToMicros(found->hold.expire_time()) <= absl::ToUnixMicros(now_)) {
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_SEAT_HOLD_EXPIRED,
        absl::StrCat(hold,
                     " holds no seats any more: it has expired, was given back or all its "
                     "seats were named; nominate without it, or hold seats anew"),
        {{"seatHold", std::string(hold)}});
  }
  Place place;
  place.category = found->hold.category();
  place.has_seat = true;
  place.hold = found->hold;
  return place;
}

absl::Status Desk::CheckMayHead(const Registration& who) const {
  if (who.participant().capacity() != v1::Participant::HEAD || who.file == nullptr) {
    return absl::OkStatus();
  }
  const v1::Delegation& delegation = who.file->delegation;
  if (delegation.headships().empty() || IsHead(who.participant().name(), delegation.headships())) {
    return absl::OkStatus();
  }
  const std::string& head = delegation.headships(0).participant();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_HEAD_ALREADY_SET,
      absl::StrCat(delegation.name(), " is headed by ", head,
                   " already; register in another capacity, or replace the head by SetHead"),
      {{"delegation", delegation.name()}, {"head", head}});
}

absl::Status Desk::CheckMayLeave(const Registration& who) const {
  if (who.file == nullptr || !NeedsHead(who.file->delegation) ||
      !HeadsFrom(who.participant().name(), now_, who.file->delegation.headships())) {
    return absl::OkStatus();
  }
  return HeadRequired(who.file->delegation, who.participant());
}

google::type::Interval Desk::StayOf(const v1::Delegation& delegation) const {
  google::type::Interval stay = delegation.stay();
  if (!stay.has_start_time()) *stay.mutable_start_time() = event_.interval().start_time();
  if (!stay.has_end_time()) *stay.mutable_end_time() = event_.interval().end_time();
  return stay;
}

// --- Writing.

absl::StatusOr<File*> Desk::AddFile(v1::Delegation delegation, absl::string_view id,
                                    const SortName& sort_name) {
  const std::string name =
      base::MakeName(kDelegationPattern,
                     {base::LastId(event_.name()), id.empty() ? change_.NewId() : std::string(id)});
  delegation.set_direction(event_.role() == v1::Event::ATTENDED ? v1::Delegation::SENT
                                                                : v1::Delegation::HOSTED);
  storage::StampCreated(delegation, name, now_);
  PLENARY_RETURN_IF_ERROR(InsertDelegation(tx(), delegation, sort_name));
  change_.Record(name, v1::Change::CREATED, delegation);
  File file;
  file.delegation = std::move(delegation);
  return &files_.emplace(name, std::move(file)).first->second;
}

absl::Status Desk::Add(Registration& who) {
  v1::Participant& participant = who.participant();
  storage::StampCreated(participant, participant.name(), now_);
  participant.set_display_name(who.sort_name.text);
  PLENARY_RETURN_IF_ERROR(
      InsertParticipation(tx(), who.row, who.sort_name, IsActive(participant.state())));
  PLENARY_RETURN_IF_ERROR(InsertAnswers(tx(), participant));
  change_.Record(participant.name(), v1::Change::CREATED, participant);
  return absl::OkStatus();
}

absl::Status Desk::KeepAnswers(const Registration& who) {
  PLENARY_RETURN_IF_ERROR(DeleteAnswers(tx(), who.participant().name()));
  return InsertAnswers(tx(), who.participant());
}

absl::Status Desk::Keep(Registration& who, v1::Change::Kind kind) {
  v1::Participant& participant = who.participant();
  storage::StampUpdated(participant, participant, now_);
  participant.set_display_name(who.sort_name.text);
  if (kind == v1::Change::DELETED) *participant.mutable_delete_time() = storage::ToTimestamp(now_);
  if (kind == v1::Change::UNDELETED) participant.clear_delete_time();
  const bool active = IsActive(participant.state()) && !participant.has_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateParticipation(tx(), who.row, who.sort_name, active));
  NoteStanding(participant, active);
  change_.Record(participant.name(), kind, participant);
  return absl::OkStatus();
}

void Desk::NoteStanding(const v1::Participant& participant, bool is_active) {
  // Whom nobody looked at before took part.
  Coming& coming = coming_.try_emplace(participant.name(), Coming{true, true, {}}).first->second;
  coming.is_active = is_active;
  if (coming.was_active != is_active) coming.participant = participant;
}

void Desk::NoteSubstitution(const v1::Participant& replaced, const v1::Participant& substitute,
                            bool move) {
  substitutions_.push_back({replaced, substitute, move});
}

absl::Status Desk::TellSchedule() {
  for (const Substitution& each : std::exchange(substitutions_, {})) {
    coming_.erase(each.replaced.name());
    PLENARY_RETURN_IF_ERROR(
        attendances_.ParticipantSubstituted(change_, each.replaced, each.substitute, each.move));
  }
  for (const auto& [name, coming] : std::exchange(coming_, {})) {
    if (coming.was_active == coming.is_active) continue;
    PLENARY_RETURN_IF_ERROR(coming.is_active
                                ? attendances_.ParticipantReturned(change_, coming.participant)
                                : attendances_.ParticipantLeft(change_, coming.participant));
  }
  return absl::OkStatus();
}

absl::Status Desk::JoinLine(Registration& who, int64_t line_class) {
  const v1::Participant& participant = who.participant();
  int64_t last_slot = 0;
  PLENARY_RETURN_IF_ERROR(tx().Run(SelectLastSlot(participant.category(), line_class, last_slot)));
  Standing& standing = who.row.standing;
  standing.line_class = line_class;
  // Two who come in one microsecond stand behind each other all the same.
  standing.waiting_us = std::max(absl::ToUnixMicros(now_), last_slot + 1);
  standing.slot_us = standing.waiting_us;
  LineChanged(participant.delegation(), participant.category());
  return absl::OkStatus();
}

absl::Status Desk::TakePlace(Registration& who, const Place& place) {
  v1::Participant& participant = who.participant();
  Standing& standing = who.row.standing;
  participant.set_category(place.category);
  participant.set_overbooked(place.is_overbooked);
  standing.left_seat = false;
  if (!place.has_seat) {
    participant.set_state(v1::Participant::WAITLISTED);
    return JoinLine(who, place.line_class);
  }
  standing.has_seat = true;
  PLENARY_RETURN_IF_ERROR(AddUsed(tx(), participant.delegation(), place.category, 1));
  if (place.is_overbooked) {
    PLENARY_RETURN_IF_ERROR(
        NoteOverbooking(tx(), participant.delegation(), place.category, place.overbooking_reason));
  }
  if (!place.hold) return absl::OkStatus();
  v1::SeatHold hold = *place.hold;
  hold.set_seats(hold.seats() - 1);
  return KeepHold(hold, hold.seats() > 0);
}

absl::Status Desk::GiveUpPlace(Registration& who) {
  v1::Participant& participant = who.participant();
  Standing& standing = who.row.standing;
  if (standing.has_seat) {
    standing.has_seat = false;
    participant.set_overbooked(false);
    PLENARY_RETURN_IF_ERROR(AddUsed(tx(), participant.delegation(), participant.category(), -1));
    SeatsAreFree(participant.category());
  }
  if (IsWaiting(standing)) {
    standing.line_class = Standing::kNotWaiting;
    LineChanged(participant.delegation(), participant.category());
  }
  return absl::OkStatus();
}

void Desk::JoinDelegation(Registration& who) {
  if (who.file == nullptr) return;
  v1::Delegation& delegation = who.file->delegation;
  if (delegation.state() == v1::Delegation::INVITED) {
    delegation.set_state(v1::Delegation::FORMING);
    who.file->is_changed = true;
  }
  v1::Participant& participant = who.participant();
  if (participant.capacity() != v1::Participant::HEAD ||
      participant.state() == v1::Participant::WAITLISTED) {
    return;
  }
  if (delegation.headships().empty()) {
    delegation.add_headships()->set_participant(participant.name());
    who.file->is_changed = true;
  } else if (!IsHead(participant.name(), delegation.headships())) {
    // Another came to head the delegation while this one waited.
    participant.set_capacity(v1::Participant::REPRESENTATIVE);
  }
}

void Desk::LeaveDelegation(const Registration& who) {
  if (who.file == nullptr) return;
  v1::Delegation& delegation = who.file->delegation;
  // Who headed an approved delegation in the past stays in its record.
  if (NeedsHead(delegation)) return;
  const int before = delegation.headships_size();
  RemoveHead(who.participant().name(), *delegation.mutable_headships());
  if (delegation.headships_size() != before) who.file->is_changed = true;
}

absl::Status Desk::NoteComposition(File* file, v1::CompositionChange change) {
  if (file == nullptr) return absl::OkStatus();
  const std::string& delegation = file->delegation.name();
  change.set_number(static_cast<int32_t>(++file->composition_number));
  change.set_name(absl::StrCat(delegation, "/compositionChanges/", change.number()));
  *change.mutable_change_time() = storage::ToTimestamp(now_);
  return InsertCompositionChange(tx(), delegation, change);
}

absl::Status Desk::KeepHold(const v1::SeatHold& hold, bool is_open) {
  PLENARY_RETURN_IF_ERROR(UpdateHold(tx(), hold, is_open));
  change_.Record(hold.name(), is_open ? v1::Change::UPDATED : v1::Change::DELETED, hold);
  return absl::OkStatus();
}

absl::Status Desk::CloseHold(const v1::SeatHold& hold) {
  SeatsAreFree(hold.category());
  return KeepHold(hold, false);
}

// --- The end.

absl::Status Desk::PutInOrder(const std::string& delegation, const std::string& category) {
  // Those who come alone have no focal point who could rank them.
  if (delegation.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const std::vector<OwnWaiter> own,
                           ListOwnWaiters(tx(), delegation, category));
  std::vector<Waiter> waiters;
  waiters.reserve(own.size());
  for (const OwnWaiter& each : own) {
    waiters.push_back({each.participant, each.line_class, each.rank, each.waiting_us});
  }
  const std::vector<int64_t> slots = SlotsOf(waiters);
  for (size_t i = 0; i < own.size(); ++i) {
    if (own[i].slot_us == slots[i]) continue;
    PLENARY_RETURN_IF_ERROR(SetSlot(tx(), own[i].participant, slots[i]));
  }
  return absl::OkStatus();
}

absl::Status Desk::MoveUpOne(absl::string_view participant) {
  PLENARY_ASSIGN_OR_RETURN(Registration who, Find(participant));
  PLENARY_RETURN_IF_ERROR(GiveUpPlace(who));
  Place place;
  place.category = who.participant().category();
  place.has_seat = true;
  PLENARY_RETURN_IF_ERROR(TakePlace(who, place));
  who.participant().set_state(StateWithSeat(event_));
  who.participant().clear_state_reason();
  JoinDelegation(who);
  PLENARY_RETURN_IF_ERROR(Keep(who));
  v1::CompositionChange promoted;
  promoted.set_kind(v1::CompositionChange::PROMOTED);
  promoted.set_participant(who.participant().name());
  return NoteComposition(who.file, std::move(promoted));
}

absl::Status Desk::MoveUp(const std::string& category_name) {
  const absl::StatusOr<const v1::Category*> category = FindCategory(category_name, "category");
  // A hold may expire in a category that was deleted since: nobody waits there.
  if (base::ReasonOf(category.status()) == v1::ERROR_REASON_RESOURCE_DELETED) {
    return absl::OkStatus();
  }
  PLENARY_RETURN_IF_ERROR(category.status());
  PLENARY_ASSIGN_OR_RETURN(const Line line, ReadLine(tx(), **category, now_));
  size_t moved = 0;
  for (size_t i = 0; i < line.waiters.size() && moved < kMostMovedUp; ++i) {
    if (!line.moves_up[i]) continue;
    PLENARY_RETURN_IF_ERROR(MoveUpOne(line.waiters[i].participant));
    ++moved;
  }
  return absl::OkStatus();
}

absl::Status Desk::Close() {
  const auto put_lines_in_order = [&] {
    for (const auto& [delegation, category] : std::exchange(lines_, {})) {
      PLENARY_RETURN_IF_ERROR(PutInOrder(delegation, category));
    }
    return absl::OkStatus();
  };
  PLENARY_RETURN_IF_ERROR(put_lines_in_order());
  if (StepIsOpen(event_, v1::RegistrationWindow::PROMOTION, now_)) {
    for (const std::string& category : std::exchange(freed_, {})) {
      PLENARY_RETURN_IF_ERROR(MoveUp(category));
    }
    PLENARY_RETURN_IF_ERROR(put_lines_in_order());
  }
  for (auto& [name, file] : files_) {
    if (!file.is_changed) continue;
    PLENARY_RETURN_IF_ERROR(KeepDelegation(change_, file.delegation, file.kind, now_));
  }
  return TellSchedule();
}

absl::StatusOr<Line> ReadLine(Tx& tx, const v1::Category& category, absl::Time now) {
  Line line;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectLine(category.name(), line.waiters)));
  if (line.waiters.empty()) return line;
  SeatCount use;
  std::vector<Statement> statements;
  SelectCategoryUse(category.name(), now, use, statements);
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  Seats total = ToSeats(use, LimitOf(category));
  PLENARY_ASSIGN_OR_RETURN(auto quotas, QuotasOf(tx, line.waiters, category.name(), now));
  line.moves_up = WhoMovesUp(DelegationsOf(line.waiters), total, quotas);
  return line;
}

std::string NewParticipantName(Desk& desk) {
  return base::MakeName(kParticipantPattern,
                        {base::LastId(desk.event().name()), desk.change().NewId()});
}

SortName SortNameOf(const v1::Person& person) {
  return {person.sort_name(), directory::ReaderSortKeys(person)};
}

absl::Status KeepDelegation(storage::Change& change, v1::Delegation& delegation,
                            v1::Change::Kind kind, absl::Time now) {
  storage::StampUpdated(delegation, delegation, now);
  if (kind == v1::Change::DELETED) *delegation.mutable_delete_time() = storage::ToTimestamp(now);
  if (kind == v1::Change::UNDELETED) delegation.clear_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateDelegationRow(change.tx(), delegation));
  PLENARY_RETURN_IF_ERROR(FillCounts(change.tx(), now, {&delegation}));
  change.Record(delegation.name(), kind, delegation);
  return absl::OkStatus();
}

absl::Status FillPlaces(Tx& tx, const std::vector<v1::Participant*>& participants) {
  std::vector<int64_t> places(participants.size());
  std::vector<Statement> statements;
  for (size_t i = 0; i < participants.size(); ++i) {
    if (participants[i]->state() != v1::Participant::WAITLISTED) continue;
    statements.push_back(SelectPlace(participants[i]->name(), places[i]));
  }
  if (statements.empty()) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  for (size_t i = 0; i < participants.size(); ++i) {
    participants[i]->set_place_in_line(static_cast<int32_t>(places[i]));
  }
  return absl::OkStatus();
}

absl::Status FillCounts(Tx& tx, absl::Time now, const std::vector<v1::Delegation*>& delegations) {
  std::vector<std::string> names;
  std::vector<int64_t> numbers(delegations.size());
  std::vector<Statement> statements;
  names.reserve(delegations.size());
  statements.reserve(delegations.size());
  for (size_t i = 0; i < delegations.size(); ++i) {
    names.push_back(delegations[i]->name());
    statements.push_back(SelectCompositionNumber(names.back(), numbers[i]));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(const auto quotas, ListQuotasOf(tx, names, now));
  for (size_t i = 0; i < delegations.size(); ++i) {
    delegations[i]->set_composition_number(static_cast<int32_t>(numbers[i]));
    delegations[i]->clear_quotas();
    for (const QuotaRow& row : quotas[i]) *delegations[i]->add_quotas() = ToQuota(row);
  }
  return absl::OkStatus();
}

v1::Quota ToQuota(const QuotaRow& row) {
  const Seats seats = ToSeats(row.count, row.count.limit);
  v1::Quota quota;
  quota.set_delegation(row.delegation);
  quota.set_category(row.category);
  if (seats.limit) quota.set_limit(static_cast<int32_t>(*seats.limit));
  quota.set_used(static_cast<int32_t>(seats.used));
  quota.set_held(static_cast<int32_t>(seats.held));
  quota.set_waiting(static_cast<int32_t>(row.waiting));
  quota.set_over_by(static_cast<int32_t>(seats.OverBy()));
  if (quota.over_by() > 0) quota.set_overbooking_reason(row.count.over_reason);
  return quota;
}

Seats ToSeats(const SeatCount& count, absl::optional<int64_t> limit) {
  return {limit, count.used, count.held};
}

}  // namespace plenary::delegations
