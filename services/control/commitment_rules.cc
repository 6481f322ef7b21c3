#include "services/control/commitment_rules.h"

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/control/day_rules.h"
#include "services/control/item_rules.h"

namespace plenary::control {
namespace {

using google::protobuf::util::MessageDifferencer;
using Commitment = v1::Commitment;
using Source = v1::Commitment::Source;

bool IsSaidElsewhere(const Source& source) {
  return source.has_protocol_item() || source.has_trip();
}

absl::Status SaidElsewhere(const Commitment& commitment) {
  const std::string& source = commitment.source().has_trip() ? commitment.source().trip()
                                                             : commitment.source().protocol_item();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PROTOCOL_SIGNED,
      absl::StrCat(commitment.name(), " is what ", source, " says; amend that, and it follows"),
      {{"protocol", source}});
}

bool AreSame(const Commitment& some, const Commitment& other) {
  Commitment before;
  *before.mutable_texts() = some.texts();
  *before.mutable_due() = some.due();
  Commitment after;
  *after.mutable_texts() = other.texts();
  *after.mutable_due() = other.due();
  return MessageDifferencer::Equals(before, after);
}

bool IsOpen(Commitment::State state) {
  return state == Commitment::OPEN || state == Commitment::IN_PROGRESS;
}

bool IsWatched(const Commitment& commitment) {
  return commitment.side() == Commitment::THEIRS || commitment.side() == Commitment::JOINT;
}

}  // namespace

void CheckCommitment(const Commitment& commitment, absl::string_view field,
                     base::FieldErrors& errors) {
  CheckTexts(commitment.texts(), absl::StrCat(field, ".texts"), errors);
  CheckDay(commitment.source_date(), absl::StrCat(field, ".source_date"), errors);
  if (commitment.has_due()) CheckDue(commitment.due(), absl::StrCat(field, ".due"), errors);
  const Source& source = commitment.source();
  const std::string at = absl::StrCat(field, ".source");
  if (source.source_case() == Source::SOURCE_NOT_SET) {
    errors.Add(at, "must say where it comes from: an action plan or an instruction");
  }
  if (source.has_action_plan() && source.action_plan().empty()) {
    errors.Add(absl::StrCat(at, ".action_plan"), "is required");
  }
  if (!source.has_instruction()) return;
  const std::string& date = source.instruction().date();
  CheckDay(date, absl::StrCat(at, ".instruction.date"), errors);
  if (!commitment.source_date().empty() && commitment.source_date() != date) {
    errors.Add(absl::StrCat(field, ".source_date"),
               "must be the date of the instruction, or empty");
  }
}

void FillIn(absl::CivilDay today, Commitment& commitment) {
  if (commitment.source_date().empty()) {
    const Source& source = commitment.source();
    commitment.set_source_date(source.has_instruction() ? source.instruction().date()
                                                        : Written(today));
  }
  const absl::optional<absl::CivilDay> due = LastDueDay(commitment.due());
  commitment.set_due_date(due ? Written(*due) : "");
}

absl::Status CheckTakesItems(const Commitment& commitment) {
  PLENARY_RETURN_IF_ERROR(CheckNotSuperseded(commitment.name(), commitment.superseded_by()));
  if (commitment.side() != Commitment::THEIRS) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_COMMITMENT_NOT_OURS,
      absl::StrCat(commitment.name(), " is the other side's: note what is heard of it instead"),
      {{"commitment", commitment.name()}});
}

absl::Status CheckMayUpdate(const Commitment& before, const Commitment& after) {
  if (!IsSaidElsewhere(before.source()) || AreSame(before, after)) return absl::OkStatus();
  return SaidElsewhere(before);
}

absl::Status CheckMayDelete(const Commitment& commitment) {
  return IsSaidElsewhere(commitment.source()) ? SaidElsewhere(commitment) : absl::OkStatus();
}

Commitment::State StateByItems(const std::vector<Tally>& tallies) {
  bool is_under_control = false;
  bool is_fulfilled = false;
  bool is_in_part = false;
  bool is_dropped = false;
  bool is_superseded = false;
  for (const Tally& tally : tallies) {
    if (tally.count == 0) continue;
    is_under_control |= IsUnderControl(tally.state);
    is_fulfilled |= tally.reason == v1::ActionItem::FULFILLED;
    is_in_part |= tally.reason == v1::ActionItem::PARTLY;
    is_dropped |= tally.reason == v1::ActionItem::NO_LONGER_RELEVANT;
    is_superseded |= tally.reason == v1::ActionItem::SUPERSEDED;
  }
  if (is_under_control) return Commitment::IN_PROGRESS;
  if (is_in_part || (is_fulfilled && is_dropped)) return Commitment::PARTLY;
  if (is_fulfilled) return Commitment::FULFILLED;
  return is_dropped || is_superseded ? Commitment::DROPPED : Commitment::OPEN;
}

void CheckNote(const v1::ProgressNote& note, const Commitment& commitment, absl::CivilDay today,
               absl::string_view field, base::FieldErrors& errors) {
  CheckDay(note.date(), absl::StrCat(field, ".date"), errors);
  if (note.date() > Written(today)) {
    errors.Add(absl::StrCat(field, ".date"), "must not be after today");
  }
  const std::string at = absl::StrCat(field, ".outcome");
  switch (note.outcome()) {
    case Commitment::STATE_UNSPECIFIED:
      return;
    case Commitment::FULFILLED:
    case Commitment::PARTLY:
    case Commitment::DROPPED:
      if (commitment.side() == Commitment::THEIRS) return;
      return errors.Add(at, "follows from the action items of what is not theirs alone");
    default:
      return errors.Add(at, "must be FULFILLED, PARTLY or DROPPED");
  }
}

absl::Status CheckIsWatched(const Commitment& commitment) {
  PLENARY_RETURN_IF_ERROR(CheckNotSuperseded(commitment.name(), commitment.superseded_by()));
  if (IsWatched(commitment)) return absl::OkStatus();
  return WrongState(commitment.name(), "OURS", "THEIRS,JOINT",
                    "report on its action items instead");
}

void Hear(const v1::ProgressNote& note, Commitment& commitment) {
  if (note.date() > commitment.last_heard_date()) commitment.set_last_heard_date(note.date());
  if (commitment.side() != Commitment::THEIRS) return;
  const bool is_settled = note.outcome() != Commitment::STATE_UNSPECIFIED;
  commitment.set_state(is_settled ? note.outcome() : Commitment::OPEN);
}

absl::CivilDay LastSilentDay(absl::CivilDay today, int silent_after_days) {
  return today - silent_after_days;
}

const std::string& HeardDate(const Commitment& commitment) {
  return commitment.last_heard_date().empty() ? commitment.source_date()
                                              : commitment.last_heard_date();
}

bool IsSilent(const Commitment& commitment, absl::CivilDay last_silent_day) {
  return IsWatched(commitment) && IsOpen(commitment.state()) && !commitment.has_delete_time() &&
         HeardDate(commitment) <= Written(last_silent_day);
}

}  // namespace plenary::control
