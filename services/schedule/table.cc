#include "services/schedule/table.h"

#include <limits>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::schedule {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Row;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;

constexpr absl::string_view kSelectTrack = "SELECT body FROM tracks WHERE name = $1";

#define PLENARY_SELECT_ACTIVITY "SELECT type, body, released, is_changed FROM activities "

// 0 where it is not deleted.
template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

absl::StatusOr<std::string> FirstName(Tx& tx, absl::string_view sql, std::vector<Param> params) {
  std::string name;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), [&](const Row& row) {
                                    if (name.empty()) name = std::string(row.Text(0));
                                  }}));
  return name;
}

// --- Settings.

std::string BodyOf(v1::ScheduleSettings settings) {
  settings.clear_released_plan();
  settings.clear_changed_activities();
  return settings.SerializeAsString();
}

void ReadHead(const Row& row, absl::string_view event, ScheduleHead& head, bool& is_damaged) {
  head.is_stored = true;
  head.number = row.Int(0);
  head.major = row.Int(1);
  head.minor = row.Int(2);
  const absl::string_view body = row.Text(4);
  is_damaged = !head.settings.ParseFromArray(body.data(), static_cast<int>(body.size()));
  head.settings.set_changed_activities(static_cast<int32_t>(row.Int(3)));
  if (head.number > 0) head.settings.set_released_plan(PlanName(event, head.number));
}

absl::Status Damaged(absl::string_view what) {
  return base::Refuse(
      absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
      absl::StrCat("a stored ", what, " cannot be read; restore the database from a backup"));
}

// --- Tracks.

// A track without a place comes after all that have one.
int64_t OrderOf(int32_t place) { return place > 0 ? place : std::numeric_limits<int32_t>::max(); }

std::vector<Param> ColumnsOf(const v1::Track& track, const std::string& body) {
  return {absl::string_view(track.name()),
          base::EventOf(track.name()),
          static_cast<int64_t>(track.precedence()),
          OrderOf(track.precedence()),
          ToMicros(track.create_time()),
          DeletedMicros(track),
          Bytes{body}};
}

// --- Activities.

// What a row of activities says of one of its forms.
struct Columns {
  int64_t kind = 0;
  std::string track;
  int64_t start_us = 0;
  int64_t end_us = 0;
  int64_t state = 0;
  int64_t create_us = 0;
  int64_t update_us = 0;
  int64_t deleted_us = 0;
};

template <class Resource>
void ReadColumns(const Resource& resource, Columns& columns) {
  columns.start_us = ToMicros(resource.interval().start_time());
  columns.end_us = ToMicros(resource.interval().end_time());
  columns.state = static_cast<int64_t>(resource.state());
  columns.create_us = ToMicros(resource.create_time());
  columns.update_us = ToMicros(resource.update_time());
  columns.deleted_us = DeletedMicros(resource);
}

Columns ColumnsOf(const v1::Activity& activity) {
  Columns columns;
  if (activity.has_booking()) {
    ReadColumns(activity.booking(), columns);
    return columns;
  }
  if (activity.has_meeting()) {
    ReadColumns(activity.meeting(), columns);
    return columns;
  }
  const v1::Session& session = activity.session();
  ReadColumns(session, columns);
  // Whoever looks for talks looks for what is not said to be anything else, too.
  columns.kind =
      session.kind() == v1::Session::KIND_UNSPECIFIED ? v1::Session::TALK : session.kind();
  columns.track = session.track();
  return columns;
}

// A row on its way into the database.
struct StoredActivity {
  explicit StoredActivity(const ActivityRow& row)
      : now(ColumnsOf(row.body)),
        type(TypeOf(row.body)),
        is_changed(row.is_changed),
        body(MessageOf(row.body).SerializeAsString()) {
    if (!row.released.has_value()) return;
    released = MessageOf(*row.released).SerializeAsString();
    is_open = IsOpen(*row.released);
    if (type != ActivityType::kBooking) then = ColumnsOf(*row.released);
  }

  // $2 to $17; `name` is $1.
  std::vector<Param> Params(absl::string_view name) const {
    std::vector<Param> params = {name,
                                 now.kind,
                                 absl::string_view(now.track),
                                 now.start_us,
                                 now.end_us,
                                 now.state,
                                 static_cast<int64_t>(is_open),
                                 static_cast<int64_t>(is_changed),
                                 now.update_us,
                                 now.deleted_us};
    if (then.has_value()) {
      params.insert(params.end(), {then->kind, absl::string_view(then->track), then->start_us,
                                   then->end_us, then->state, then->deleted_us});
    } else {
      params.resize(params.size() + 6);
    }
    params.emplace_back(Bytes{body});
    params.push_back(released.has_value() ? Param(Bytes{*released}) : Param());
    return params;
  }

  Columns now;
  absl::optional<Columns> then;  // as released
  ActivityType type;
  bool is_open = false;
  bool is_changed;
  std::string body;
  absl::optional<std::string> released;
};

absl::StatusOr<std::vector<ActivityRow>> SelectAll(Tx& tx, absl::string_view sql,
                                                   std::vector<Param> params) {
  LoadedActivities loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

// --- Lists.

using Column = base::ListOrder::Column;
using Field = base::FilterField;

std::vector<base::ListOrder> EventByEvent(std::vector<base::ListOrder> orders) {
  for (base::ListOrder& order : orders) {
    order.columns.insert(order.columns.begin(),
                         {"event", Column::Type::kText, order.columns.front().descending});
  }
  return orders;
}

// The form in which activities are listed.
enum class Form { kInProgress, kReleased, kReleasedOrDeleted };

// What is listed of activities, with columns of the same names whichever form it is.
std::string SelectOf(ActivityType type, Form form) {
  const auto number = static_cast<int64_t>(type);
  switch (form) {
    case Form::kInProgress:
      return absl::StrCat(
          "SELECT body FROM (SELECT body, name, event, kind, track, start_us, end_us, state, "
          "is_open, is_changed, create_us, deleted_us FROM activities WHERE type = ",
          number, ") AS listed");
    case Form::kReleased:
      return absl::StrCat(
          "SELECT body FROM (SELECT released AS body, name, event, released_kind AS kind, "
          "released_track AS track, released_start_us AS start_us, released_end_us AS end_us, "
          "released_state AS state, is_open, is_changed, create_us, released_deleted_us AS "
          "deleted_us FROM activities WHERE type = ",
          number, " AND released_start_us IS NOT NULL) AS listed");
    case Form::kReleasedOrDeleted:
      // What was taken out of the released schedule is there in its other form only.
      return absl::StrCat(
          "SELECT body FROM (SELECT COALESCE(released, body) AS body, name, event, "
          "COALESCE(released_kind, kind) AS kind, COALESCE(released_track, track) AS track, "
          "COALESCE(released_start_us, start_us) AS start_us, "
          "COALESCE(released_end_us, end_us) AS end_us, COALESCE(released_state, state) AS state, "
          "is_open, is_changed, create_us, COALESCE(released_deleted_us, deleted_us) AS deleted_us "
          "FROM activities WHERE type = ",
          number,
          " AND (released_start_us IS NOT NULL OR (deleted_us > 0 AND is_changed = 0))) AS listed");
  }
  return "";
}

// A field that is found in the links of an activity. Names of what it concerns tell their kind by
// their first seven bytes: "people/", "assets/", "events/".
Field LinkedField(absl::string_view name, absl::string_view kind, bool is_released) {
  return {std::string(name),
          Field::Type::kText,
          "subject",
          nullptr,
          absl::StrCat("(name, ", is_released ? "0" : "is_changed",
                       ") IN (SELECT activity, layer FROM activity_links WHERE "
                       "substr(subject, 1, 7) ="),
          std::string(kind)};
}

std::vector<Field> FieldsOf(ActivityType type, bool is_released) {
  using Type = Field::Type;
  const bool is_booking = type == ActivityType::kBooking;
  std::vector<Field> fields = {
      {"state", Type::kEnum, "state",
       is_booking ? v1::Booking::State_descriptor() : v1::ActivityState_descriptor()},
      {"start_time", Type::kTime, "start_us"},
      {"end_time", Type::kTime, "end_us"},
      {"create_time", Type::kTime, "create_us"},
      LinkedField("asset", "assets/", is_released),
      LinkedField("person", "people/", is_released)};
  if (is_booking) return fields;
  fields.push_back(LinkedField("delegation", "events/", is_released));
  fields.push_back({"is_changed", Type::kBool, "is_changed"});
  if (type == ActivityType::kMeeting) return fields;
  fields.push_back({"kind", Type::kEnum, "kind", v1::Session::Kind_descriptor()});
  fields.push_back({"track", Type::kText, "track"});
  return fields;
}

absl::string_view MethodOf(ActivityType type) {
  switch (type) {
    case ActivityType::kSession:
      return "ListSessions";
    case ActivityType::kMeeting:
      return "ListMeetings";
    case ActivityType::kBooking:
      return "ListBookings";
  }
  return "";
}

using Orders = std::vector<base::ListOrder> (*)(std::vector<base::ListOrder>);
std::vector<base::ListOrder> AsTheyAre(std::vector<base::ListOrder> orders) { return orders; }

// The lists of every type, by type and form.
using Lists = std::map<std::pair<ActivityType, Form>, base::ListSpec>;

// Pages of one form are not gone on with in another.
absl::string_view SuffixOf(Form form) {
  switch (form) {
    case Form::kInProgress:
      return "";
    case Form::kReleased:
      return " as released";
    case Form::kReleasedOrDeleted:
      return " as released or deleted";
  }
  return "";
}

const Lists& NewLists(Orders orders) {
  auto& lists = *new Lists();
  for (const ActivityType type :
       {ActivityType::kSession, ActivityType::kMeeting, ActivityType::kBooking}) {
    for (const Form form : {Form::kInProgress, Form::kReleased, Form::kReleasedOrDeleted}) {
      lists.emplace(std::make_pair(type, form),
                    base::ListSpec{absl::StrCat(MethodOf(type), SuffixOf(form)),
                                   SelectOf(type, form), FieldsOf(type, form != Form::kInProgress),
                                   orders(storage::OrdersByOrCreation("start_time", "start_us",
                                                                      Column::Type::kInt))});
    }
  }
  return lists;
}

const base::ListSpec& ListIn(const Lists& lists, ActivityType type, v1::ScheduleView view,
                             bool with_deleted) {
  const bool is_released = type != ActivityType::kBooking && view != v1::WORK_IN_PROGRESS;
  if (!is_released) return lists.at({type, Form::kInProgress});
  return lists.at({type, with_deleted ? Form::kReleasedOrDeleted : Form::kReleased});
}

}  // namespace

absl::StatusOr<ScheduleHead> FindHead(Tx& tx, absl::string_view event) {
  ScheduleHead head;
  bool is_damaged = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT number, major, minor, changed, body FROM schedule_settings WHERE event = $1",
              {event},
              [&](const Row& row) { ReadHead(row, event, head, is_damaged); }}));
  if (is_damaged) return Damaged("ScheduleSettings");
  head.settings.set_name(absl::StrCat(event, "/schedule"));
  return head;
}

absl::Status WriteHead(Tx& tx, absl::string_view event, const ScheduleHead& head) {
  const std::string body = BodyOf(head.settings);
  return tx.Run(
      {"INSERT INTO schedule_settings (event, number, major, minor, changed, body) "
       "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (event) DO UPDATE SET "
       "number = excluded.number, major = excluded.major, minor = excluded.minor, "
       "changed = excluded.changed, body = excluded.body",
       {event, head.number, head.major, head.minor,
        static_cast<int64_t>(head.settings.changed_activities()), Bytes{body}},
       nullptr});
}

std::string LabelOf(int64_t major, int64_t minor) {
  if (minor > 0) return absl::StrCat(major, ".", minor);
  return major > 0 ? absl::StrCat(major) : std::string();
}

std::string PlanName(absl::string_view event, int64_t number) {
  return absl::StrCat(event, "/plans/", number);
}

absl::StatusOr<absl::optional<v1::Track>> FindTrack(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Track>(tx, kSelectTrack, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Track>>> FindTracks(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Track>(tx, kSelectTrack, names);
}

absl::StatusOr<std::vector<v1::Track>> ListAllTracks(Tx& tx, absl::string_view event) {
  storage::Loaded<v1::Track> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM tracks WHERE event = $1 AND deleted_us = 0 "
              "ORDER BY precedence_order, name",
              {event},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::Status InsertTrack(Tx& tx, const v1::Track& track) {
  const std::string body = track.SerializeAsString();
  return storage::InsertNamed(
      tx,
      "INSERT INTO tracks (name, event, precedence, precedence_order, create_us, deleted_us, body) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(track, body), track.name());
}

absl::Status UpdateTrackRow(Tx& tx, const v1::Track& track) {
  const std::string body = track.SerializeAsString();
  return tx.Run(
      {"UPDATE tracks SET event = $2, precedence = $3, precedence_order = $4, create_us = $5, "
       "deleted_us = $6, body = $7 WHERE name = $1",
       ColumnsOf(track, body), nullptr});
}

absl::StatusOr<std::string> ActivityInTrack(Tx& tx, absl::string_view track) {
  // "track <> ''" is the condition of the index.
  PLENARY_ASSIGN_OR_RETURN(std::string name,
                           FirstName(tx,
                                     "SELECT name FROM activities WHERE track = $1 "
                                     "AND track <> '' AND deleted_us = 0 ORDER BY name LIMIT 1",
                                     {track}));
  if (!name.empty()) return name;
  return FirstName(tx,
                   "SELECT name FROM activities WHERE event = $2 AND type = 1 "
                   "AND released_track = $1 AND released_deleted_us = 0 ORDER BY name LIMIT 1",
                   {track, base::EventOf(track)});
}

const base::ListSpec& TrackList() {
  using Type = Field::Type;
  static const auto& spec = *new base::ListSpec{
      "ListTracks",
      "SELECT body FROM tracks",
      {{"precedence", Type::kInt, "precedence"}, {"create_time", Type::kTime, "create_us"}},
      storage::OrdersByOrCreation("precedence", "precedence_order", Column::Type::kInt)};
  return spec;
}

std::function<void(const Row&)> LoadedActivities::Reader() {
  return [this](const Row& row) {
    const auto type = static_cast<ActivityType>(row.Int(0));
    ActivityRow& into = rows_.emplace_back();
    if (!ParseActivity(type, row.Text(1), into.body)) damaged_ = true;
    if (!row.IsNull(2) && !ParseActivity(type, row.Text(2), into.released.emplace())) {
      damaged_ = true;
    }
    into.is_changed = row.Int(3) != 0;
  };
}

absl::StatusOr<std::vector<ActivityRow>> LoadedActivities::TakeAll() {
  if (damaged_) return Damaged("activity");
  return std::move(rows_);
}

absl::StatusOr<absl::optional<ActivityRow>> LoadedActivities::Take() {
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, TakeAll());
  if (rows.empty()) return absl::optional<ActivityRow>();
  return absl::make_optional(std::move(rows.front()));
}

Statement SelectActivity(absl::string_view name, LoadedActivities& into) {
  return {PLENARY_SELECT_ACTIVITY "WHERE name = $1", {name}, into.Reader()};
}

absl::StatusOr<absl::optional<ActivityRow>> FindActivity(Tx& tx, absl::string_view name) {
  LoadedActivities loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectActivity(name, loaded)));
  return loaded.Take();
}

absl::StatusOr<std::vector<absl::optional<ActivityRow>>> FindActivities(
    Tx& tx, const std::vector<std::string>& names) {
  std::vector<LoadedActivities> loaded(names.size());
  std::vector<Statement> statements;
  statements.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    statements.push_back(SelectActivity(names[i], loaded[i]));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<absl::optional<ActivityRow>> found;
  found.reserve(names.size());
  for (LoadedActivities& one : loaded) {
    PLENARY_ASSIGN_OR_RETURN(found.emplace_back(), one.Take());
  }
  return found;
}

absl::StatusOr<std::vector<ActivityRow>> ListAllActivities(Tx& tx, absl::string_view event) {
  return SelectAll(tx,
                   PLENARY_SELECT_ACTIVITY
                   "WHERE event = $1 AND type IN (1, 2) "
                   "AND (deleted_us = 0 OR released IS NOT NULL) ORDER BY start_us, name",
                   {event});
}

absl::StatusOr<std::vector<ActivityRow>> ListChangedActivities(Tx& tx, absl::string_view event) {
  return SelectAll(tx, PLENARY_SELECT_ACTIVITY "WHERE event = $1 AND is_changed = 1 ORDER BY name",
                   {event});
}

absl::StatusOr<std::vector<ActivityRow>> ListStandingBookings(Tx& tx, absl::string_view event) {
  static_assert(v1::Booking::FIRM == 1 && v1::Booking::HELD == 2);
  return SelectAll(tx,
                   PLENARY_SELECT_ACTIVITY
                   "WHERE event = $1 AND type = 3 AND state IN (1, 2) AND deleted_us = 0 "
                   "ORDER BY start_us, name",
                   {event});
}
absl::Status RenameSubject(Tx& tx, absl::string_view from, absl::string_view to) {
  std::vector<storage::Statement> statements = {
      {"INSERT INTO activity_links (subject, layer, start_us, activity, end_us) "
       "SELECT $2, layer, start_us, activity, end_us FROM activity_links WHERE subject = $1 "
       "ON CONFLICT DO NOTHING",
       {from, to},
       nullptr},
      {"DELETE FROM activity_links WHERE subject = $1", {from}, nullptr},
      {"UPDATE occupancy SET subject = $2 WHERE subject = $1", {from, to}, nullptr}};
  return tx.RunAll(absl::MakeSpan(statements));
}
absl::StatusOr<std::vector<ActivityRow>> ListActivitiesOf(Tx& tx, absl::string_view subject,
                                                          absl::Time start, absl::Time end,
                                                          bool work_in_progress, int64_t limit) {
  // What overlaps began no longer ago than the longest activity lasts.
  const int64_t start_us = absl::ToUnixMicros(start);
  const std::vector<Param> params = {subject, absl::ToUnixMicros(start - kLongestActivity),
                                     absl::ToUnixMicros(end), start_us, limit};
  if (!work_in_progress) {
    return SelectAll(tx,
                     "SELECT a.type, a.body, a.released, a.is_changed "
                     "FROM activity_links l JOIN activities a ON a.name = l.activity "
                     "WHERE l.subject = $1 AND l.layer = 0 AND l.start_us >= $2 "
                     "AND l.start_us < $3 AND l.end_us > $4 "
                     "ORDER BY l.start_us, l.activity LIMIT $5",
                     params);
  }
  return SelectAll(tx,
                   "SELECT a.type, a.body, a.released, a.is_changed "
                   "FROM activity_links l JOIN activities a ON a.name = l.activity "
                   "WHERE l.subject = $1 AND l.layer IN (0, 1) AND a.is_changed = l.layer "
                   "AND l.start_us >= $2 AND l.start_us < $3 AND l.end_us > $4 "
                   "ORDER BY l.start_us, l.activity LIMIT $5",
                   params);
}

absl::Status InsertActivity(Tx& tx, const ActivityRow& row, absl::string_view event) {
  const StoredActivity stored(row);
  const std::string& name = NameOf(row.body);
  std::vector<Param> params = stored.Params(name);
  params.insert(params.end(), {event, static_cast<int64_t>(stored.type), stored.now.create_us});
  return storage::InsertNamed(
      tx,
      "INSERT INTO activities (name, kind, track, start_us, end_us, state, is_open, is_changed, "
      "update_us, deleted_us, released_kind, released_track, released_start_us, released_end_us, "
      "released_state, released_deleted_us, body, released, event, type, create_us) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
      "$19, $20, $21) ON CONFLICT (name) DO NOTHING RETURNING 1",
      std::move(params), name);
}

absl::Status UpdateActivityRow(Tx& tx, const ActivityRow& row) {
  const StoredActivity stored(row);
  return tx.Run(
      {"UPDATE activities SET kind = $2, track = $3, start_us = $4, end_us = $5, state = $6, "
       "is_open = $7, is_changed = $8, update_us = $9, deleted_us = $10, released_kind = $11, "
       "released_track = $12, released_start_us = $13, released_end_us = $14, "
       "released_state = $15, released_deleted_us = $16, body = $17, released = $18 "
       "WHERE name = $1",
       stored.Params(NameOf(row.body)), nullptr});
}

absl::Status WriteLinks(Tx& tx, absl::string_view activity, int layer, absl::Time start,
                        absl::Time end, const std::set<std::string>& subjects, bool had_links) {
  std::vector<Statement> statements;
  statements.reserve(subjects.size() + 1);
  if (had_links) {
    statements.push_back({"DELETE FROM activity_links WHERE activity = $1 AND layer = $2",
                          {activity, static_cast<int64_t>(layer)},
                          nullptr});
  }
  for (const std::string& subject : subjects) {
    statements.push_back(
        {"INSERT INTO activity_links (subject, layer, start_us, activity, end_us) "
         "VALUES ($1, $2, $3, $4, $5)",
         {absl::string_view(subject), static_cast<int64_t>(layer), absl::ToUnixMicros(start),
          activity, absl::ToUnixMicros(end)},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

const base::ListSpec& ActivityList(ActivityType type, v1::ScheduleView view, bool with_deleted) {
  static const Lists& lists = NewLists(AsTheyAre);
  return ListIn(lists, type, view, with_deleted);
}

const base::ListSpec& ActivityListOfAllEvents(ActivityType type, v1::ScheduleView view,
                                              bool with_deleted) {
  static const Lists& lists = NewLists(EventByEvent);
  return ListIn(lists, type, view, with_deleted);
}

absl::Status InsertPlan(Tx& tx, absl::string_view event, int64_t number, const v1::Plan& plan) {
  v1::Plan stored = plan;
  stored.clear_state();
  const std::string body = stored.SerializeAsString();
  return tx.Run(
      {"INSERT INTO plans (event, number, is_minor, create_us, body) "
       "VALUES ($1, $2, $3, $4, $5)",
       {event, number, static_cast<int64_t>(plan.is_minor()), ToMicros(plan.create_time()),
        Bytes{body}},
       nullptr});
}

absl::StatusOr<absl::optional<v1::Plan>> FindPlan(Tx& tx, absl::string_view event, int64_t number) {
  storage::Loaded<v1::Plan> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT body FROM plans WHERE event = $1 AND number = $2",
                                  {event, number},
                                  loaded.Reader()}));
  return loaded.Take();
}

const base::ListSpec& PlanList() {
  using Type = Field::Type;
  static const auto& spec = *new base::ListSpec{
      "ListPlans",
      "SELECT body FROM plans",
      {{"is_minor", Type::kBool, "is_minor"}, {"create_time", Type::kTime, "create_us"}},
      {{"create_time desc", {{"number", Column::Type::kInt, true}}},
       {"create_time", {{"number", Column::Type::kInt}}}}};
  return spec;
}

absl::Status WritePlanItem(Tx& tx, absl::string_view event, int64_t number,
                           absl::string_view activity, const v1::Activity* item, bool was_there) {
  std::vector<Statement> statements;
  if (was_there) {
    statements.push_back(
        {"UPDATE plan_items SET end_number = $3 "
         "WHERE event = $1 AND activity = $2 AND end_number = 0",
         {event, activity, number},
         nullptr});
  }
  std::string body;
  if (item != nullptr) {
    body = MessageOf(*item).SerializeAsString();
    statements.push_back(
        {"INSERT INTO plan_items (event, activity, first_number, end_number, start_us, type, body) "
         "VALUES ($1, $2, $3, 0, $4, $5, $6)",
         {event, activity, number, absl::ToUnixMicros(StartOf(*item)),
          static_cast<int64_t>(TypeOf(*item)), Bytes{body}},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<std::vector<v1::Activity>> ListPlanItems(Tx& tx, absl::string_view event,
                                                        int64_t number) {
  std::vector<v1::Activity> items;
  bool is_damaged = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT type, body FROM plan_items WHERE event = $1 AND first_number <= $2 "
              "AND (end_number = 0 OR end_number > $2) ORDER BY start_us, activity",
              {event, number},
              [&](const Row& row) {
                const auto type = static_cast<ActivityType>(row.Int(0));
                is_damaged |= !ParseActivity(type, row.Text(1), items.emplace_back());
              }}));
  if (is_damaged) return Damaged("activity");
  return items;
}

Statement SelectPlacesOfActivity(absl::string_view name, std::vector<std::string>& places) {
  // Names of delegations are those that begin with "events/", behind which "events0" comes.
  return {
      "SELECT subject FROM activity_links WHERE activity = $1 AND layer = 0 "
      "AND subject >= 'events/' AND subject < 'events0'",
      {name},
      [&places](const Row& row) { places.emplace_back(row.Text(0)); }};
}

Statement SelectEventOfOpenActivity(absl::string_view name, std::vector<std::string>& events) {
  return {"SELECT event FROM activities WHERE name = $1 AND is_open = 1 AND released IS NOT NULL",
          {name},
          [&events](const Row& row) { events.emplace_back(row.Text(0)); }};
}
Statement SelectOwnerOfFeed(absl::string_view name, std::vector<std::string>& owners) {
  return {"SELECT owner FROM calendar_feeds WHERE name = $1", {name}, [&owners](const Row& row) {
            owners.emplace_back(row.Text(0));
          }};
}

}  // namespace plenary::schedule
