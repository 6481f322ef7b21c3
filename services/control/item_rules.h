// The rules of action items: what one must be like, where a verb leads, who may take it there.
// Pure.
#ifndef PLENARY_SERVICES_CONTROL_ITEM_RULES_H_
#define PLENARY_SERVICES_CONTROL_ITEM_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "google/protobuf/repeated_field.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/errors.h"
#include "services/control/day_rules.h"

namespace plenary::control {

// How deep parts may lie in each other.
inline constexpr int kMostLevels = 20;

// Adds an error for every text in a language (compared without case) that an earlier one has.
void CheckTexts(const google::protobuf::RepeatedPtrField<v1::ControlText>& texts,
                absl::string_view field, base::FieldErrors& errors);
// Adds what is wrong with an item beyond what fields declare. `field` is its path in the request.
void CheckItem(const v1::ActionItem& item, absl::string_view field, base::FieldErrors& errors);
// Adds errors where no executor is named, or one is named twice.
void CheckExecutorsNamed(
    const v1::ActionItem::Executor& lead,
    const google::protobuf::RepeatedPtrField<v1::ActionItem::Executor>& co_executors,
    absl::string_view field, base::FieldErrors& errors);

// --- Where it stands.

bool IsUnderControl(v1::ActionItem::State state);
// Whether an item is overdue on a day whose Calendar::LastOverdue is `last_overdue`.
bool IsOverdue(const v1::ActionItem& item, absl::CivilDay last_overdue);

enum class Verb {
  kAcknowledge,
  kStart,
  kReportInterim,
  kReportDone,
  kReturn,
  kRecommend,
  kReplaceExecutor,
  kAskForTime,
};
// Where `verb` leads from `state`; nullopt: nowhere.
absl::optional<v1::ActionItem::State> StepFrom(v1::ActionItem::State state, Verb verb);
// The state that a verb leads to. FAILED_PRECONDITION: WRONG_STATE with metadata `state` and
// `allowed`.
absl::StatusOr<v1::ActionItem::State> CheckVerb(const v1::ActionItem& item, Verb verb);
// Whether it may be removed from control for `reason`, as far as it alone tells.
// FAILED_PRECONDITION: WRONG_STATE, NOT_REPORTED_DONE.
absl::Status CheckMayRemove(const v1::ActionItem& item, v1::ActionItem::Reason reason);
// FAILED_PRECONDITION: PARTS_UNDER_CONTROL, where `part` of `whole` is not empty.
absl::Status CheckNoPartUnderControl(absl::string_view whole, absl::string_view part);
// FAILED_PRECONDITION: WRONG_STATE, where it is removed from control.
absl::Status CheckGoesOn(const v1::ActionItem& item);
// Whether an update says another time by which it is due; and whether it may: while it is DRAFT.
// INVALID_ARGUMENT: INVALID_FIELDS.
bool HasOtherDue(const v1::ActionItem& before, const v1::ActionItem& after);
absl::Status CheckMayMoveDue(const v1::ActionItem& before);
// A visit or event stays one, and nothing else becomes one. INVALID_ARGUMENT: INVALID_FIELDS.
absl::Status CheckPlannedEventFits(const v1::ActionItem& before, const v1::ActionItem& after);
// FAILED_PRECONDITION: WRONG_STATE, where it is neither DRAFT nor ASSIGNED.
absl::Status CheckMayDelete(const v1::ActionItem& item);
// WRONG_STATE of `name`, which is `state` where one of `allowed` would do.
absl::Status WrongState(absl::string_view name, absl::string_view state, absl::string_view allowed,
                        absl::string_view what_to_do);
// FAILED_PRECONDITION: ALREADY_SUPERSEDED, where `superseded_by` is not empty.
absl::Status CheckNotSuperseded(absl::string_view name, absl::string_view superseded_by);

// Whether a piece of evidence says anything by which it can be found.
bool ShowsSomething(const v1::Evidence& evidence);
// FAILED_PRECONDITION: EVIDENCE_MISSING, where it says that something is done and shows nothing.
absl::Status CheckEvidence(const v1::ActionReport& report, absl::string_view item);

// Settles what a report that it is DONE is about: of a periodic item the period, and the next one
// is due. Whether there is a next one; if not, the item is done.
bool SettlePeriod(v1::ActionItem& item);
// Sets when it is due for the first time, where it begins on `begin`.
void SetFirstDue(absl::CivilDay begin, v1::ActionItem& item);

// --- Who may do what.

// What a caller is to an item. The program itself may do anything.
struct Actor {
  bool is_program = false;
  bool keeps_control = false;     // NEGOTIATOR, CONTROLLER or ADMINISTRATOR on the installation
  bool holds_controller = false;  // CONTROLLER on the installation
  bool executes = false;
  bool is_author = false;
  bool is_controller = false;
  bool is_chair = false;
};

// Whether the caller may acknowledge, begin, report, and ask for time. PERMISSION_DENIED:
// ROLE_REQUIRED.
absl::Status CheckMayCarryOut(const Actor& actor, absl::string_view item);
// Whether the caller may decide: removal, extensions. PERMISSION_DENIED: EXECUTOR_MAY_NOT_DECIDE,
// ROLE_REQUIRED. Likewise to return a report, and to recommend.
absl::Status CheckMayDecide(const Actor& actor, absl::string_view item);
absl::Status CheckMayReturn(const Actor& actor, absl::string_view item);
absl::Status CheckMayRecommend(const Actor& actor, absl::string_view item);
// PERMISSION_DENIED: EXECUTOR_MAY_NOT_DECIDE, for an executor alone.
absl::Status CheckDoesNotExecute(const Actor& actor, absl::string_view item);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_ITEM_RULES_H_
