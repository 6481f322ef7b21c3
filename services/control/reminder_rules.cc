#include "services/control/reminder_rules.h"

#include <set>

#include "absl/types/optional.h"
#include "services/control/item_rules.h"

namespace plenary::control {
namespace {

using Reminder = v1::Reminder;

// Whom to remind, each once.
std::vector<std::string> PeopleOf(const v1::ActionItem& item, Reminder::Kind kind) {
  std::set<std::string> people = {item.lead().person()};
  for (const v1::ActionItem::Executor& each : item.co_executors()) people.insert(each.person());
  if (kind == Reminder::OVERDUE) people.insert({item.controller(), item.author()});
  people.erase("");
  return {people.begin(), people.end()};
}

Reminder Make(const v1::ActionItem& item, Reminder::Kind kind, int days_left) {
  Reminder reminder;
  *reminder.mutable_action_item() = item;
  reminder.set_kind(kind);
  reminder.set_days_left(days_left);
  for (const std::string& each : PeopleOf(item, kind)) reminder.add_people(each);
  return reminder;
}

}  // namespace

std::vector<std::pair<absl::CivilDay, absl::CivilDay>> DueDaysRemindedOf(
    const v1::ControlSettings& settings, const Calendar& calendar, absl::CivilDay day) {
  std::vector<std::pair<absl::CivilDay, absl::CivilDay>> stretches = {calendar.DueOn(day - 1)};
  const std::set<int> days = ReminderDays(settings);
  stretches.reserve(1 + days.size());
  for (const int left : days) stretches.push_back(calendar.DueOn(day + left));
  return stretches;
}

absl::CivilDay AssignDayRemindedOf(const v1::ControlSettings& settings, absl::CivilDay day) {
  return day - AcknowledgeDays(settings);
}

std::vector<Reminder> RemindersOf(const v1::ActionItem& item, absl::string_view assign_date,
                                  const v1::ControlSettings& settings, const Calendar& calendar,
                                  absl::CivilDay day) {
  std::vector<Reminder> reminders;
  if (!IsUnderControl(item.state()) || item.state() == v1::ActionItem::REPORTED) return reminders;
  if (const absl::optional<absl::CivilDay> due = DayOf(item.due_date()); due.has_value()) {
    const auto left = static_cast<int>(calendar.Effective(*due) - day);
    if (left == -1) reminders.push_back(Make(item, Reminder::OVERDUE, left));
    if (left >= 0 && ReminderDays(settings).count(left) > 0) {
      reminders.push_back(Make(item, Reminder::DUE_SOON, left));
    }
  }
  if (item.state() == v1::ActionItem::ASSIGNED &&
      assign_date == Written(AssignDayRemindedOf(settings, day))) {
    reminders.push_back(Make(item, Reminder::UNACKNOWLEDGED, 0));
  }
  return reminders;
}

}  // namespace plenary::control
