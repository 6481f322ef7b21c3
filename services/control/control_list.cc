// What somebody has under control, and of what people are to be reminded.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/base/reach_condition.h"
#include "services/control/circumstances.h"
#include "services/control/commitment_table.h"
#include "services/control/item_table.h"
#include "services/control/references.h"
#include "services/control/reminder_rules.h"
#include "services/control/service.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::control {
namespace {

using storage::Call;
using storage::Tx;

constexpr int kDefaultDays = 7;
constexpr int kDefaultSection = 50;
constexpr int kLargestSection = 1000;

// Whose list it is.
struct Subject {
  std::string name;
  bool is_person = false;
};

absl::Status RoleRequired() {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      "whoever holds no role on the installation may ask for their own list alone");
}

absl::StatusOr<Subject> FindSubject(Tx& tx, const base::Access* access, const std::string& asked) {
  PLENARY_ASSIGN_OR_RETURN(const std::string self, PersonOf(tx, access));
  Subject subject = {asked.empty() ? self : asked, true};
  if (subject.name.empty()) {
    return base::BadField("subject", "must be said: nobody knows who you are in the directory");
  }
  subject.is_person = absl::StartsWith(subject.name, "people/");
  if (subject.is_person) {
    PLENARY_ASSIGN_OR_RETURN(
        const v1::Person person,
        storage::Existing(directory::FindPerson(tx, subject.name), subject.name));
    subject.name = person.name();
  } else {
    PLENARY_RETURN_IF_ERROR(
        storage::Existing(directory::FindOrganization(tx, subject.name), subject.name).status());
  }
  if (!base::SeesAll(access) && subject.name != self) return RoleRequired();
  return subject;
}

// The day that is asked for, or today.
absl::StatusOr<absl::CivilDay> DayAsked(const std::string& asked, absl::CivilDay today) {
  if (asked.empty()) return today;
  const absl::optional<absl::CivilDay> day = DayOf(asked);
  if (day.has_value()) return *day;
  return base::BadField("date", R"(must be a day like "2023-08-24")");
}

int SectionSize(int asked) {
  return asked == 0 ? kDefaultSection : std::min(asked, kLargestSection);
}

// Reads sections of one list.
class Sections {
 public:
  Sections(Tx& tx, const Circumstances& circumstances, std::vector<std::string> names, int size)
      : tx_(tx), circumstances_(circumstances), names_(std::move(names)), size_(size) {}

  absl::Status Read(const QueueQuery& query, v1::ControlList::Section& section) {
    PLENARY_ASSIGN_OR_RETURN(auto items, FirstOf(tx_, names_, query, size_ + 1));
    section.set_has_more(items.size() > static_cast<size_t>(size_));
    if (section.has_more()) items.pop_back();
    for (v1::ActionItem& item : items) {
      Tell(circumstances_, item);
      *section.add_action_items() = std::move(item);
    }
    return absl::OkStatus();
  }

 private:
  Tx& tx_;
  const Circumstances& circumstances_;
  const std::vector<std::string> names_;
  const int size_;
};

absl::Status ReadSilent(Tx& tx, const Circumstances& circumstances, const Subject& subject,
                        int size, v1::ControlList& list) {
  PLENARY_ASSIGN_OR_RETURN(auto silent,
                           ListSilent(tx, Written(circumstances.last_silent_day),
                                      subject.is_person ? "" : subject.name, int64_t{size} + 1));
  list.set_has_more_silent(silent.size() > static_cast<size_t>(size));
  if (list.has_more_silent()) silent.pop_back();
  for (v1::Commitment& each : silent) {
    Tell(circumstances, each);
    *list.add_silent() = std::move(each);
  }
  return absl::OkStatus();
}

// The items of which people may have to be reminded on a day.
base::SqlCondition RemindedOf(const Circumstances& circumstances, absl::CivilDay day) {
  base::SqlCondition condition;
  for (const auto& [first, last] :
       DueDaysRemindedOf(circumstances.settings, circumstances.calendar, day)) {
    const size_t param = condition.params.size() + 1;
    absl::StrAppend(&condition.sql, "(stage IN (1, 2) AND due_date >= $", param,
                    " AND due_date <= $", param + 1, ") OR ");
    condition.params.emplace_back(Written(first));
    condition.params.emplace_back(Written(last));
  }
  condition.params.emplace_back(Written(AssignDayRemindedOf(circumstances.settings, day)));
  absl::StrAppend(&condition.sql, "(stage = 1 AND assign_date = $", condition.params.size(), ")");
  return condition;
}

}  // namespace

absl::StatusOr<v1::ControlList> ActionPlanService::GetControlList(
    Tx& tx, const Call& call, const v1::GetControlListRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(const absl::CivilDay start,
                           DayAsked(request.date(), circumstances.today));
  PLENARY_ASSIGN_OR_RETURN(const Subject subject, FindSubject(tx, call.access, request.subject()));
  PLENARY_ASSIGN_OR_RETURN(std::vector<std::string> names, NamesOf(tx, subject.name));
  const int size = SectionSize(request.section_size());
  const absl::CivilDay end = start + (request.days() == 0 ? kDefaultDays : request.days()) - 1;
  // By effective days: what was due on a Sunday may be due in these days, or overdue on their eve.
  const absl::CivilDay last_overdue = circumstances.calendar.LastOverdue(start);
  const absl::CivilDay last_due = circumstances.calendar.LastOverdue(end + 1);
  v1::ControlList list;
  list.set_start_date(Written(start));
  list.set_end_date(Written(end));
  Sections sections(tx, circumstances, std::move(names), size);
  const std::vector<Part> carries = {Part::kExecutor, Part::kController};
  const std::string never(kNeverDue);
  PLENARY_RETURN_IF_ERROR(sections.Read(
      {Queue::kToDo, carries, Written(last_overdue + 1), Written(last_due)}, *list.mutable_due()));
  PLENARY_RETURN_IF_ERROR(
      sections.Read({Queue::kToDo, carries, "", Written(last_overdue)}, *list.mutable_overdue()));
  PLENARY_RETURN_IF_ERROR(sections.Read({Queue::kUnacknowledged, {Part::kExecutor}, "", never},
                                        *list.mutable_to_acknowledge()));
  PLENARY_RETURN_IF_ERROR(
      sections.Read({Queue::kReported, {Part::kController, Part::kAuthor}, "", never},
                    *list.mutable_to_decide()));
  PLENARY_RETURN_IF_ERROR(sections.Read({Queue::kAsking, {Part::kAuthor}, "", never},
                                        *list.mutable_extensions_to_decide()));
  if (base::SeesAll(call.access)) {
    PLENARY_RETURN_IF_ERROR(ReadSilent(tx, circumstances, subject, size, list));
  }
  return list;
}

absl::StatusOr<v1::ListRemindersResponse> ActionPlanService::ListReminders(
    Tx& tx, const Call& call, const v1::ListRemindersRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(const absl::CivilDay day, DayAsked(request.date(), circumstances.today));
  base::SqlCondition reminded = RemindedOf(circumstances, day);
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = Written(day);
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(ReminderList(), asked, reminded.sql,
                                          std::move(reminded.params), sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::ActionItem>(tx, query, sealer_));
  v1::ListRemindersResponse response;
  for (v1::ActionItem& item : page.resources) {
    Tell(circumstances, item);
    for (v1::Reminder& reminder :
         RemindersOf(item, AssignDate(circumstances.settings, item), circumstances.settings,
                     circumstances.calendar, day)) {
      *response.add_reminders() = std::move(reminder);
    }
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::control
