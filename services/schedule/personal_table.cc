#include "services/schedule/personal_table.h"

#include <cstdint>
#include <utility>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"

namespace plenary::schedule {
namespace {

using storage::Row;
using storage::Tx;

// A form of an activity in one version or several.
struct PlanItem {
  int64_t first_number = 0;
  ActivityType type = ActivityType::kSession;
  std::string body;
};

absl::StatusOr<std::vector<std::string>> Texts(Tx& tx, absl::string_view sql,
                                               absl::string_view person) {
  std::vector<std::string> texts;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, {person}, [&](const Row& row) { texts.emplace_back(row.Text(0)); }}));
  return texts;
}

// Whether there was something to take out.
bool TakeOutNotes(absl::string_view person, v1::Activity& activity) {
  if (activity.has_booking()) return false;
  bool had_some = false;
  for (v1::Attendee& attendee : *MutableAttendeesOf(activity)) {
    const bool is_theirs = attendee.person() == person || attendee.who() == person;
    if (!is_theirs || attendee.answer_note().empty()) continue;
    attendee.clear_answer_note();
    had_some = true;
  }
  return had_some;
}

absl::Status TakeOutOfVersions(Tx& tx, absl::string_view person, const std::string& activity) {
  const absl::string_view event = base::EventOf(activity);
  std::vector<PlanItem> items;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT first_number, type, body FROM plan_items WHERE event = $1 AND activity = $2",
              {event, activity},
              [&](const Row& row) {
                items.push_back(
                    {row.Int(0), static_cast<ActivityType>(row.Int(1)), std::string(row.Text(2))});
              }}));
  for (const PlanItem& item : items) {
    v1::Activity form;
    if (!ParseActivity(item.type, item.body, form) || !TakeOutNotes(person, form)) continue;
    const std::string body = MessageOf(form).SerializeAsString();
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"UPDATE plan_items SET body = $4 "
                "WHERE event = $1 AND activity = $2 AND first_number = $3",
                {event, activity, item.first_number, storage::Bytes{body}},
                nullptr}));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> EventsConcerning(Tx& tx, absl::string_view person) {
  return Texts(tx,
               "SELECT DISTINCT event FROM activities WHERE name IN "
               "(SELECT activity FROM activity_links WHERE subject = $1) ORDER BY event",
               person);
}

absl::StatusOr<std::vector<ActivityRow>> EraseAnswerNotes(Tx& tx, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(
      const std::vector<std::string> names,
      Texts(tx, "SELECT DISTINCT activity FROM activity_links WHERE subject = $1 ORDER BY activity",
            person));
  std::vector<ActivityRow> changed;
  changed.reserve(names.size());
  for (const std::string& name : names) {
    PLENARY_ASSIGN_OR_RETURN(auto row, FindActivity(tx, name));
    if (!row) continue;
    PLENARY_RETURN_IF_ERROR(TakeOutOfVersions(tx, person, name));
    const bool had_notes = TakeOutNotes(person, row->body);
    const bool had_released_notes = row->released && TakeOutNotes(person, *row->released);
    if (!had_notes && !had_released_notes) continue;
    PLENARY_RETURN_IF_ERROR(UpdateActivityRow(tx, *row));
    PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, base::PartitionOf(name), name).status());
    PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, name));
    changed.push_back(*std::move(row));
  }
  return changed;
}

absl::Status ForgetImportedPerson(Tx& tx, absl::string_view person) {
  storage::Statement statements[] = {
      {"DELETE FROM imported_items WHERE kind = 'person name' AND EXISTS (SELECT 1 FROM "
       "imported_items AS known WHERE known.kind = 'person' AND known.resource = $1 "
       "AND known.event = imported_items.event "
       "AND known.external_id = imported_items.external_id)",
       {person},
       nullptr},
      {"DELETE FROM imported_items WHERE kind = 'person' AND resource = $1", {person}, nullptr}};
  return tx.RunAll(absl::MakeSpan(statements));
}

}  // namespace plenary::schedule
