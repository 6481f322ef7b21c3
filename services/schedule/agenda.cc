#include "services/schedule/agenda.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/events/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/alternatives.h"
#include "services/schedule/answered_requests.h"
#include "services/schedule/diff_rules.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using storage::Tx;

// An arrival may be long before the event, but not in another year of it.
constexpr absl::Duration FurthestFromEvent() { return absl::Hours(366 * 24); }
// Activities in progress that one line may meet.
constexpr int64_t kMostRelated = 500;
// From so many lines on it is cheaper to read all that is in progress than what each may meet.
constexpr size_t kManyLines = 200;
// An agenda may hold a whole schedule: as many meetings as are planned at once, each with some
// dozen people.
constexpr int64_t kMostStatements = 400'000;

const v1::Activity& BeforeOf(const Entry& entry) {
  static const v1::Activity* const none = new v1::Activity();
  return entry.before ? entry.before->body : *none;
}

// Whether it is to take place, so that it must be well-formed and refer to what is there.
bool TakesPlace(const Entry& entry) {
  return entry.kind != v1::Change::DELETED && !IsCancelled(entry.after);
}

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

absl::Status CheckNearEvent(const v1::Activity& activity, const v1::Event& event,
                            absl::string_view field) {
  const absl::Time earliest = TimeOf(event.interval().start_time()) - FurthestFromEvent();
  const absl::Time latest = TimeOf(event.interval().end_time()) + FurthestFromEvent();
  if (StartOf(activity) >= earliest && EndOf(activity) <= latest) return absl::OkStatus();
  return base::BadField(absl::StrCat(field, ".interval"),
                        absl::StrCat("must lie within 366 days of ", event.name()));
}

template <class Resource>
void Stamp(Resource& resource, const Resource& before, bool is_new, v1::Change::Kind kind,
           absl::Time now) {
  if (is_new) return storage::StampCreated(resource, std::string(resource.name()), now);
  storage::StampUpdated(resource, before, now);
  *resource.mutable_create_time() = before.create_time();
  if (kind == v1::Change::DELETED) *resource.mutable_delete_time() = storage::ToTimestamp(now);
  if (kind == v1::Change::UNDELETED) resource.clear_delete_time();
}

void StampActivity(v1::Activity& activity, const Entry& entry, absl::Time now) {
  const v1::Activity& before = BeforeOf(entry);
  const bool is_new = !entry.before.has_value();
  if (activity.has_session()) {
    Stamp(*activity.mutable_session(), before.session(), is_new, entry.kind, now);
  } else if (activity.has_meeting()) {
    Stamp(*activity.mutable_meeting(), before.meeting(), is_new, entry.kind, now);
  } else {
    Stamp(*activity.mutable_booking(), before.booking(), is_new, entry.kind, now);
  }
}

// Calls `change` with the session or meeting; bookings have no standing of this kind.
template <class Change>
void ChangeItem(v1::Activity& activity, const Change& change) {
  if (activity.has_session()) change(*activity.mutable_session());
  if (activity.has_meeting()) change(*activity.mutable_meeting());
}

void SetStanding(v1::Activity& activity, bool was_released, bool is_changed) {
  ChangeItem(activity, [&](auto& item) {
    item.set_is_changed(is_changed);
    item.clear_conflicts();
    if (item.state() != v1::CANCELLED) item.set_state(was_released ? v1::RELEASED : v1::DRAFT);
  });
}

void CountSequence(v1::Activity& activity, const absl::optional<v1::Activity>& released) {
  ChangeItem(activity, [&](auto& item) { item.set_sequence(0); });
  if (!released) return;
  const int before = std::max(released->session().sequence(), released->meeting().sequence());
  const int after = before + (IsMoved(*released, activity) ? 1 : 0);
  ChangeItem(activity, [&](auto& item) { item.set_sequence(after); });
}

void DropNames(v1::Activity& activity) {
  ChangeItem(activity, [](auto& item) {
    for (v1::Attendee& attendee : *item.mutable_attendees()) attendee.clear_display_name();
  });
}

// The names of `named` to the same attendees of `activity`.
void CopyNames(const v1::Activity& named, v1::Activity& activity) {
  std::map<std::string, std::string> names;
  for (const v1::Attendee& attendee : AttendeesOf(named)) {
    names.emplace(attendee.who(), attendee.display_name());
  }
  ChangeItem(activity, [&](auto& item) {
    for (v1::Attendee& attendee : *item.mutable_attendees()) {
      attendee.set_display_name(names[attendee.who()]);
    }
  });
}

void AddConflicts(v1::Activity& activity, const std::vector<v1::Conflict>& conflicts) {
  ChangeItem(activity, [&](auto& item) {
    for (const v1::Conflict& conflict : conflicts) *item.add_conflicts() = conflict;
  });
}

absl::Status HoldExpired(const v1::Booking& hold) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_BOOKING_HOLD_EXPIRED,
      absl::StrCat(hold.name(), " is held no longer; hold again, or book without it"),
      {{"resource", hold.name()},
       {"expiredAt",
        absl::FormatTime(absl::RFC3339_full, TimeOf(hold.expire_time()), absl::UTCTimeZone())}});
}

// What was released of an entry, and what is of a row; nullptr: nothing.
const v1::Activity* Is(const ActivityRow& row) { return row.released ? &*row.released : nullptr; }
const v1::Activity* Was(const Entry& entry) { return entry.before ? Is(*entry.before) : nullptr; }

absl::Status NothingToRelease(absl::string_view event) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_NOTHING_TO_RELEASE,
                      absl::StrCat("nothing in the schedule of ", event,
                                   " differs from its last version; there is nothing to release"),
                      {{"resource", std::string(event)}});
}

// What was wrong with the released form already is no reason to refuse a change of something else:
// hours that became narrower since are told of as a misfit.
void LetStand(const std::vector<v1::Conflict>& before, std::vector<v1::Conflict>& now) {
  const auto why = [](const v1::Conflict& conflict) {
    const absl::Status status = base::FromRpcStatus(conflict.error());
    return std::make_pair(base::ReasonOf(status), base::MetadataOf(status));
  };
  for (v1::Conflict& conflict : now) {
    const bool is_known = std::any_of(before.begin(), before.end(), [&](const v1::Conflict& old) {
      return why(old) == why(conflict);
    });
    if (is_known) conflict.set_is_warning(true);
  }
}

}  // namespace

Entry AmendBoth(ActivityRow row, const std::function<void(v1::Activity&)>& change,
                absl::string_view field) {
  Entry entry;
  entry.field = std::string(field);
  entry.after = row.body;
  if (IsDeleted(entry.after)) entry.kind = v1::Change::DELETED;
  change(entry.after);
  if (row.released && row.is_changed) {
    entry.amended = row.released;
    change(*entry.amended);
  } else {
    // What was released and doesn't differ stays released.
    entry.release = row.released.has_value();
  }
  entry.before = std::move(row);
  return entry;
}

absl::StatusOr<Agenda> Agenda::Load(Agenda agenda, absl::string_view event) {
  agenda.tx_->AllowStatements(kMostStatements);
  PLENARY_ASSIGN_OR_RETURN(agenda.facts_.event,
                           storage::Living(events::FindEvent(*agenda.tx_, event), event));
  PLENARY_ASSIGN_OR_RETURN(agenda.head_, FindHead(*agenda.tx_, event));
  agenda.facts_.settings = agenda.head_.settings;
  return agenda;
}

absl::StatusOr<Agenda> Agenda::Open(Change& change, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(event));
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Load(Agenda(change.tx(), &change, now), event));
  if (agenda.event().state() != v1::Event::ARCHIVED) return agenda;
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(event, " is archived: nothing in it changes any more"),
                      {{"resource", std::string(event)}, {"state", "ARCHIVED"}});
}

absl::StatusOr<Agenda> Agenda::OpenToLook(Tx& tx, absl::string_view event) {
  return Load(Agenda(tx, nullptr, tx.now()), event);
}

absl::Status Agenda::Load(const std::vector<const v1::Activity*>& activities) {
  Named named;
  for (const v1::Activity* activity : activities) AddNamed(*activity, named);
  return LoadFacts(*tx_, named, facts_);
}

absl::Status Agenda::Put(Entry entry) {
  if (TakesPlace(entry)) {
    base::FieldErrors errors;
    CheckActivity(entry.after, event().name(), entry.field, errors);
    PLENARY_RETURN_IF_ERROR(errors.ToStatus());
    PLENARY_RETURN_IF_ERROR(CheckNearEvent(entry.after, event(), entry.field));
  }
  PLENARY_RETURN_IF_ERROR(Load({&entry.after, &BeforeOf(entry), &Booked(entry)}));
  if (TakesPlace(entry)) {
    PLENARY_RETURN_IF_ERROR(CheckReferences(entry.after, BeforeOf(entry), facts_, entry.field));
    PLENARY_RETURN_IF_ERROR(Complete(entry.after, BeforeOf(entry), facts_));
  }
  if (entry.amended && !IsCancelled(*entry.amended)) {
    const v1::Activity& released = entry.before->released.value_or(entry.before->body);
    PLENARY_RETURN_IF_ERROR(CheckReferences(*entry.amended, released, facts_, entry.field));
    PLENARY_RETURN_IF_ERROR(Complete(*entry.amended, released, facts_));
  }
  entries_.push_back(std::move(entry));
  return absl::OkStatus();
}

void Agenda::ReleaseAll(std::string note, std::string reverted_to) {
  releases_all_ = true;
  note_ = std::move(note);
  reverted_to_ = std::move(reverted_to);
}

bool Agenda::IsReleased(const Entry& entry) const {
  return releases_all_ || entry.release || entry.amended || is_direct() ||
         entry.after.has_booking();
}

// Adds what differs from the last release and was not put.
absl::Status Agenda::AddAllChanged() {
  if (!releases_all_) return absl::OkStatus();
  std::set<std::string> put;
  for (const Entry& entry : entries_) put.insert(NameOf(entry.after));
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> changed,
                           ListChangedActivities(*tx_, event().name()));
  std::vector<const v1::Activity*> bodies;
  bodies.reserve(changed.size());
  for (const ActivityRow& row : changed) bodies.push_back(&row.body);
  PLENARY_RETURN_IF_ERROR(Load(bodies));
  for (ActivityRow& row : changed) {
    if (put.count(NameOf(row.body)) > 0) continue;
    Entry entry;
    entry.after = row.body;
    if (IsDeleted(row.body)) entry.kind = v1::Change::DELETED;
    entry.before = std::move(row);
    // People may have come and gone since it was edited.
    if (TakesPlace(entry)) PLENARY_RETURN_IF_ERROR(Complete(entry.after, entry.after, facts_));
    entries_.push_back(std::move(entry));
  }
  return absl::OkStatus();
}

absl::Status Agenda::FindHolds() {
  for (const Entry& entry : entries_) {
    for (const std::string& name : entry.take_over) {
      PLENARY_ASSIGN_OR_RETURN(auto row, FindActivity(*tx_, name));
      if (!row || !row->body.has_booking()) return base::NotFound(name);
      const v1::Booking& hold = row->body.booking();
      const bool is_held = hold.state() == v1::Booking::FIRM || hold.state() == v1::Booking::HELD;
      const bool is_over = hold.has_expire_time() && TimeOf(hold.expire_time()) <= now_;
      if (!is_held || is_over) return HoldExpired(hold);
      if (!IsReleased(entry)) {
        return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                            absl::StrCat(NameOf(entry.after),
                                         " is work in progress, which books nothing and so takes "
                                         "over no hold; release it first"),
                            {{"resource", NameOf(entry.after)}, {"state", "DRAFT"}});
      }
      holds_.insert_or_assign(name, *std::move(row));
    }
  }
  return absl::OkStatus();
}

absl::Status Agenda::Prepare() {
  PLENARY_RETURN_IF_ERROR(AddAllChanged());
  PLENARY_RETURN_IF_ERROR(FindHolds());
  standings_.clear();
  standings_.resize(entries_.size());
  for (size_t i = 0; i < entries_.size(); ++i) {
    standings_[i].is_released = IsReleased(entries_[i]);
    const v1::Activity& form = Booked(entries_[i]);
    const bool takes_place = entries_[i].amended ? !IsCancelled(form) : TakesPlace(entries_[i]);
    if (!takes_place) continue;
    standings_[i].lines = LinesOf(form, facts_, now_);
    standings_[i].own = OwnConflicts(form, facts_);
    const auto& before = entries_[i].before;
    if (before && before->released)
      LetStand(OwnConflicts(*before->released, facts_), standings_[i].own);
  }
  return absl::OkStatus();
}

void Agenda::SetCapacities(Ledger& ledger) const {
  for (const auto& [name, asset] : facts_.assets) {
    if (asset.capacity() > 1) ledger.SetCapacity(name, asset.capacity());
  }
}

void Agenda::FillLedger(Ledger& ledger) const {
  SetCapacities(ledger);
  for (const auto& [name, row] : holds_) ledger.Release(name);
  for (size_t i = 0; i < entries_.size(); ++i) {
    const std::string& name = NameOf(entries_[i].after);
    if (standings_[i].is_released) {
      const bool holds_nothing = !entries_[i].before || !entries_[i].before->released;
      ledger.Occupy(name, standings_[i].lines, holds_nothing);
    } else if (entries_[i].gives_up_released) {
      ledger.Release(name);
    }
  }
}

// What is wrong with it by itself is all there is so far.
void Agenda::BeginJudging(Standing& standing) {
  standing.conflicts.clear();
  const auto blocks = std::find_if(standing.own.begin(), standing.own.end(),
                                   [](const v1::Conflict& own) { return !own.is_warning(); });
  standing.refusal =
      blocks == standing.own.end() ? absl::OkStatus() : base::FromRpcStatus(blocks->error());
}

// Judges what is to be released. What does not fit goes into the work in progress where its entry
// allows that, the later of two that meet; else it keeps its refusal. With `lets_through`,
// everything that does not fit only keeps its conflicts.
absl::Status Agenda::JudgeReleased(bool lets_through) {
  std::map<std::string, size_t> order;
  for (size_t i = 0; i < entries_.size(); ++i) order.emplace(NameOf(entries_[i].after), i);
  for (;;) {
    Ledger ledger(*tx_, now_);
    FillLedger(ledger);
    PLENARY_ASSIGN_OR_RETURN(const std::vector<Clash> clashes, ledger.FindClashes());
    for (Standing& standing : standings_) BeginJudging(standing);
    bool has_moved = false;
    // Of two that meet the later one gives way, if it is judged at all: what its activity held
    // before is not.
    std::set<absl::string_view> judged;
    for (const Clash& clash : clashes) judged.insert(clash.activity);
    for (const Clash& clash : clashes) {
      const size_t i = order.at(clash.activity);
      standings_[i].conflicts.push_back(ToConflict(clash, facts_));
      const auto blocker = order.find(clash.blocked_by);
      const bool yields_to_me = blocker != order.end() && blocker->second > i &&
                                entries_[blocker->second].allow_conflicts &&
                                judged.count(clash.blocked_by) > 0;
      if (!yields_to_me && standings_[i].refusal.ok()) {
        standings_[i].refusal = ToStatus(clash, facts_);
      }
    }
    for (size_t i = 0; i < entries_.size() && !lets_through; ++i) {
      Standing& standing = standings_[i];
      if (!standing.is_released || standing.refusal.ok() || !entries_[i].allow_conflicts) continue;
      if (releases_all_) continue;
      if (!entries_[i].after.has_booking()) {
        standing.is_released = false;
      } else if (entries_[i].gives_up_released) {
        entries_[i].after.mutable_booking()->set_state(v1::Booking::GIVEN_BACK);
        standing.lines.clear();
        standing.own.clear();
      } else {
        continue;
      }
      has_moved = true;
    }
    if (!has_moved) return absl::OkStatus();
  }
}

absl::Status Agenda::AddRelated(const Line& line,
                                std::map<std::string, ActivityRow>& related) const {
  const absl::Duration around = absl::Hours(24);
  for (const bool in_progress : {true, false}) {
    PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows,
                             ListActivitiesOf(*tx_, line.subject, line.start - around,
                                              line.end + around, in_progress, kMostRelated));
    for (ActivityRow& row : rows) {
      const std::string name = NameOf(row.body);
      if (row.is_changed && base::EventOf(name) == event().name()) {
        related.emplace(name, std::move(row));
      }
    }
  }
  return absl::OkStatus();
}

// Lays over the ledger what else is in progress in this event and may meet what was put.
absl::Status Agenda::OverlayOthers(Ledger& ledger) {
  std::vector<const Line*> lines;
  for (const Standing& standing : standings_) {
    if (standing.is_released) continue;
    for (const Line& line : standing.lines) lines.push_back(&line);
  }
  std::map<std::string, ActivityRow> related;
  if (lines.size() < kManyLines) {
    for (const Line* line : lines) PLENARY_RETURN_IF_ERROR(AddRelated(*line, related));
  } else {
    PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows,
                             ListChangedActivities(*tx_, event().name()));
    for (ActivityRow& row : rows) {
      std::string name = NameOf(row.body);
      related.emplace(std::move(name), std::move(row));
    }
  }
  std::vector<const v1::Activity*> bodies;
  bodies.reserve(related.size());
  for (const auto& [name, row] : related) bodies.push_back(&row.body);
  PLENARY_RETURN_IF_ERROR(Load(bodies));
  for (const auto& [name, row] : related) {
    ledger.Overlay(name,
                   IsDeleted(row.body) ? std::vector<Line>() : LinesOf(row.body, facts_, now_));
  }
  return absl::OkStatus();
}

absl::Status Agenda::JudgeInProgress() {
  std::set<std::string> judged;
  std::map<std::string, size_t> order;
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (standings_[i].is_released) continue;
    judged.insert(NameOf(entries_[i].after));
    order.emplace(NameOf(entries_[i].after), i);
  }
  if (judged.empty()) return absl::OkStatus();
  Ledger ledger(*tx_, now_);
  PLENARY_RETURN_IF_ERROR(OverlayOthers(ledger));
  for (size_t i = 0; i < entries_.size(); ++i) {
    ledger.Overlay(NameOf(entries_[i].after), standings_[i].lines);
  }
  for (const auto& [name, row] : holds_) ledger.Release(name);
  SetCapacities(ledger);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Clash> clashes, ledger.FindClashes(100, judged));
  for (const auto& [name, i] : order) BeginJudging(standings_[i]);
  for (const Clash& clash : clashes) {
    Standing& standing = standings_[order.at(clash.activity)];
    standing.conflicts.push_back(ToConflict(clash, facts_));
    if (standing.refusal.ok()) standing.refusal = ToStatus(clash, facts_);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::vector<v1::Conflict>>> Agenda::FindConflicts() {
  PLENARY_RETURN_IF_ERROR(Prepare());
  PLENARY_RETURN_IF_ERROR(JudgeReleased(/*lets_through=*/true));
  PLENARY_RETURN_IF_ERROR(JudgeInProgress());
  PLENARY_ASSIGN_OR_RETURN(const std::vector<absl::Status> unanswered,
                           JudgeAnsweredRequests(*tx_, entries_));
  std::vector<std::vector<v1::Conflict>> found;
  found.reserve(standings_.size());
  for (size_t i = 0; i < standings_.size(); ++i) {
    std::vector<v1::Conflict>& all = found.emplace_back(standings_[i].conflicts);
    all.insert(all.end(), standings_[i].own.begin(), standings_[i].own.end());
    if (unanswered[i].ok()) continue;
    v1::Conflict& conflict = all.emplace_back();
    conflict.set_activity(NameOf(entries_[i].after));
    *conflict.mutable_error() = base::ToRpcStatus(unanswered[i]);
  }
  return found;
}

// Every conflict that keeps the work in progress from being released.
absl::Status Agenda::RefuseAll() const {
  const auto conflicts = std::count_if(standings_.begin(), standings_.end(),
                                       [](const Standing& each) { return !each.refusal.ok(); });
  std::vector<base::RowRefusal> refusals;
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (standings_[i].refusal.ok()) continue;
    const base::Metadata why = base::MetadataOf(standings_[i].refusal);
    base::Metadata metadata = {{"activity", NameOf(entries_[i].after)},
                               {"conflicts", absl::StrCat(conflicts)}};
    const auto blocker = why.find("blockedBy");
    if (blocker != why.end()) metadata.insert(*blocker);
    refusals.push_back({static_cast<int>(refusals.size()), NameOf(entries_[i].after),
                        base::Refuse(absl::StatusCode::kFailedPrecondition,
                                     v1::ERROR_REASON_SCHEDULE_HAS_CONFLICTS,
                                     standings_[i].refusal.message(), std::move(metadata))});
  }
  return refusals.empty() ? absl::OkStatus() : base::RefuseRows(refusals);
}

absl::StatusOr<absl::Status> Agenda::Refusal(size_t entry) const {
  return WithAlternatives(*tx_, standings_[entry].refusal, entries_[entry].after, facts_, now_);
}

absl::Status Agenda::WriteRowAndLinks(const Entry& entry, const ActivityRow& row) {
  const std::string& name = NameOf(row.body);
  PLENARY_RETURN_IF_ERROR(entry.before ? UpdateActivityRow(*tx_, row)
                                       : InsertActivity(*tx_, row, event().name()));
  const bool had_released = entry.before && entry.before->released;
  if (row.released || had_released) {
    const std::set<std::string> subjects =
        row.released ? SubjectsOf(*row.released, facts_) : std::set<std::string>();
    const v1::Activity& form = row.released ? *row.released : row.body;
    PLENARY_RETURN_IF_ERROR(
        WriteLinks(*tx_, name, 0, StartOf(form), EndOf(form), subjects, had_released));
  }
  const bool had_progress = entry.before && entry.before->is_changed;
  if (!row.is_changed && !had_progress) return absl::OkStatus();
  const bool is_there = row.is_changed && !IsDeleted(row.body);
  return WriteLinks(*tx_, name, 1, StartOf(row.body), EndOf(row.body),
                    is_there ? SubjectsOf(row.body, facts_) : std::set<std::string>(),
                    had_progress);
}

absl::StatusOr<ActivityRow> Agenda::Write(const Entry& entry, Standing& standing) {
  ActivityRow row;
  row.body = entry.after;
  StampActivity(row.body, entry, now_);
  const absl::optional<v1::Activity> was =
      entry.before ? entry.before->released : absl::optional<v1::Activity>();
  if (standing.is_released && entry.amended) {
    row.released = *entry.amended;
    StampActivity(*row.released, entry, now_);
    CountSequence(*row.released, was);
    SetStanding(*row.released, true, false);
    row.is_changed = Differs(*row.released, row.body);
    SetStanding(row.body, true, row.is_changed);
  } else if (standing.is_released) {
    CountSequence(row.body, was);
    SetStanding(row.body, entry.kind != v1::Change::DELETED, false);
    if (entry.kind != v1::Change::DELETED) row.released = row.body;
  } else {
    if (!entry.gives_up_released) row.released = was;
    const bool is_gone = !was && entry.kind == v1::Change::DELETED;
    row.is_changed = row.released ? Differs(*row.released, row.body) : !is_gone;
    ChangeItem(row.body, [&](auto& item) {
      item.set_sequence(std::max(was.value_or(v1::Activity()).session().sequence(),
                                 was.value_or(v1::Activity()).meeting().sequence()));
    });
    SetStanding(row.body, row.released.has_value(), row.is_changed);
  }
  if (row.released) {
    ChangeItem(*row.released, [&](auto& item) { item.set_is_changed(row.is_changed); });
  }
  // Names change, and are erased, where people are kept.
  DropNames(row.body);
  if (row.released) DropNames(*row.released);
  PLENARY_RETURN_IF_ERROR(WriteRowAndLinks(entry, row));
  change_->Record(NameOf(row.body), entry.before ? entry.kind : v1::Change::CREATED,
                  MessageOf(row.body));
  return row;
}

absl::Status Agenda::GiveBackHolds() {
  for (const auto& [name, row] : holds_) {
    Entry entry;
    entry.before = row;
    entry.after = row.body;
    entry.after.mutable_booking()->set_state(v1::Booking::GIVEN_BACK);
    Standing standing;
    standing.is_released = true;
    PLENARY_RETURN_IF_ERROR(Load({&row.body}));
    PLENARY_RETURN_IF_ERROR(Write(entry, standing).status());
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::optional<v1::Plan>> Agenda::WriteVersion(
    const std::vector<ActivityRow>& rows) {
  const std::string& name = event().name();
  v1::Plan plan;
  std::vector<size_t> changed;  // entries in the version
  for (size_t i = 0; i < entries_.size(); ++i) {
    const bool is_in_version = standings_[i].is_released || entries_[i].gives_up_released;
    if (is_in_version && !entries_[i].after.has_booking()) changed.push_back(i);
  }
  if (changed.empty() && !releases_all_) return absl::optional<v1::Plan>();
  for (const size_t i : changed) CountChange(KindOfChange(Was(entries_[i]), Is(rows[i])), plan);
  PLENARY_ASSIGN_OR_RETURN(const auto last, FindPlan(*tx_, name, head_.number));
  head_.number += 1;
  head_.major += releases_all_ ? 1 : 0;
  head_.minor = releases_all_ ? 0 : head_.minor + 1;
  plan.set_name(PlanName(name, head_.number));
  plan.set_label(LabelOf(head_.major, head_.minor));
  plan.set_is_minor(!releases_all_);
  plan.set_note(note_);
  plan.set_reverted_to(reverted_to_);
  plan.set_released_by(change_->call().caller);
  plan.set_activities((last ? last->activities() : 0) + plan.added() - plan.cancelled());
  *plan.mutable_create_time() = storage::ToTimestamp(now_);
  for (const size_t i : changed) {
    PLENARY_RETURN_IF_ERROR(WritePlanItem(*tx_, name, head_.number, NameOf(rows[i].body),
                                          Is(rows[i]), Was(entries_[i]) != nullptr));
  }
  PLENARY_RETURN_IF_ERROR(InsertPlan(*tx_, name, head_.number, plan));
  plan.set_state(v1::Plan::RELEASED);
  // A small version is told of by what it released.
  if (releases_all_) change_->Record(plan.name(), v1::Change::CREATED, plan);
  return absl::make_optional(std::move(plan));
}

absl::StatusOr<Outcome> Agenda::Close() {
  PLENARY_RETURN_IF_ERROR(Prepare());
  PLENARY_RETURN_IF_ERROR(JudgeReleased(/*lets_through=*/false));
  if (releases_all_) {
    PLENARY_RETURN_IF_ERROR(RefuseAll());
    if (entries_.empty() && head_.minor == 0) return NothingToRelease(event().name());
  }
  PLENARY_RETURN_IF_ERROR(JudgeInProgress());
  for (size_t i = 0; i < entries_.size(); ++i) {
    const bool lets_pass = entries_[i].allow_conflicts && !standings_[i].is_released;
    if (standings_[i].refusal.ok() || lets_pass) continue;
    PLENARY_ASSIGN_OR_RETURN(const absl::Status refusal, Refusal(i));
    return refusal;
  }
  PLENARY_RETURN_IF_ERROR(NoteAnsweredRequests(*change_, now_, entries_));

  Ledger ledger(*tx_, now_);
  FillLedger(ledger);
  PLENARY_RETURN_IF_ERROR(ledger.Write());
  PLENARY_RETURN_IF_ERROR(GiveBackHolds());
  std::vector<ActivityRow> rows;
  rows.reserve(entries_.size());
  int64_t changed = head_.settings.changed_activities();
  for (size_t i = 0; i < entries_.size(); ++i) {
    PLENARY_ASSIGN_OR_RETURN(ActivityRow row, Write(entries_[i], standings_[i]));
    changed +=
        (row.is_changed ? 1 : 0) - (entries_[i].before && entries_[i].before->is_changed ? 1 : 0);
    rows.push_back(std::move(row));
  }
  const int64_t number = head_.number;
  Outcome outcome;
  PLENARY_ASSIGN_OR_RETURN(outcome.plan, WriteVersion(rows));
  if (number != head_.number || changed != head_.settings.changed_activities()) {
    head_.settings.set_changed_activities(static_cast<int32_t>(changed));
    PLENARY_RETURN_IF_ERROR(WriteHead(*tx_, event().name(), head_));
  }
  outcome.placed.reserve(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    Placed& placed = outcome.placed.emplace_back();
    placed.activity = std::move(rows[i].body);
    CopyNames(entries_[i].after, placed.activity);
    placed.is_released = standings_[i].is_released;
    placed.conflicts = std::move(standings_[i].conflicts);
    placed.conflicts.insert(placed.conflicts.end(), standings_[i].own.begin(),
                            standings_[i].own.end());
    AddConflicts(placed.activity, placed.conflicts);
  }
  return outcome;
}

}  // namespace plenary::schedule
