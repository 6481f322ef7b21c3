#include "services/delegations/table.h"

#include <iterator>
#include <limits>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::delegations {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Row;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;

constexpr absl::string_view kSelectDelegation = "SELECT body FROM delegations WHERE name = $1";
constexpr absl::string_view kSelectParticipant = "SELECT body FROM participants WHERE name = $1";
constexpr absl::string_view kSelectProject = "SELECT body FROM projects WHERE name = $1";

// 0 where the resource lives.
template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

std::string BodyOf(v1::Delegation delegation) {
  delegation.clear_quotas();
  delegation.clear_composition_number();
  return delegation.SerializeAsString();
}

std::string BodyOf(v1::Participant participant) {
  participant.clear_place_in_line();
  return participant.SerializeAsString();
}

// Who has no place in official lists or no rank comes after all who have one.
int64_t OrderOf(int32_t place) { return place > 0 ? place : std::numeric_limits<int32_t>::max(); }

bool HasJourney(const v1::Participant& participant) {
  return participant.stay().arrival().has_time() || participant.stay().departure().has_time();
}

// What changes of a participant with nearly every verb; columns $2 to $13.
std::vector<Param> StandingColumns(const Participation& of, bool active, const std::string& body) {
  const v1::Participant& participant = of.participant;
  return {absl::string_view(participant.name()),
          static_cast<int64_t>(participant.state()),
          static_cast<int64_t>(active),
          static_cast<int64_t>(of.standing.has_seat),
          static_cast<int64_t>(of.standing.left_seat),
          of.standing.line_class,
          OrderOf(participant.waiting_rank()),
          of.standing.waiting_us,
          of.standing.slot_us,
          static_cast<int64_t>(participant.attendance()),
          ToMicros(participant.update_time()),
          DeletedMicros(participant),
          Bytes{body}};
}

// The columns sort_ru to sort_zh; NULL where those of the row stay.
void AddReaderKeys(const SortName& sort_name, std::vector<Param>& columns) {
  for (size_t i = 0; i < std::size(base::kReaderLanguages); ++i) {
    const bool stays = sort_name.reader_keys.empty();
    columns.push_back(stays ? Param() : Param(Bytes{sort_name.reader_keys[i]}));
  }
}

// Parameters of InsertParticipation behind StandingColumns.
void AddOwnColumns(const v1::Participant& participant, const SortName& sort_name,
                   const std::string& sort_key, std::vector<Param>& columns) {
  columns.insert(
      columns.end(),
      {base::EventOf(participant.name()), absl::string_view(participant.person()),
       absl::string_view(participant.delegation()), absl::string_view(participant.category()),
       static_cast<int64_t>(participant.capacity()), static_cast<int64_t>(participant.precedence()),
       OrderOf(participant.precedence()), absl::string_view(sort_name.text), Bytes{sort_key},
       static_cast<int64_t>(participant.listing_consent()),
       static_cast<int64_t>(HasJourney(participant)), ToMicros(participant.create_time())});
  AddReaderKeys(sort_name, columns);
}

absl::StatusOr<std::string> FirstName(Tx& tx, absl::string_view sql, std::vector<Param> params) {
  std::string name;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), [&](const Row& row) {
                                    if (name.empty()) name = std::string(row.Text(0));
                                  }}));
  return name;
}

absl::StatusOr<std::vector<Participation>> SelectAll(Tx& tx, absl::string_view sql,
                                                     std::vector<Param> params) {
  LoadedParticipations loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

#define PLENARY_SELECT_PARTICIPATION \
  "SELECT body, has_seat, left_seat, line_class, waiting_us, slot_us FROM participants "

// How rows behind a name are found: the first of them, and those of its event.
struct Behind {
  absl::string_view first;
  absl::string_view of_event;
};

template <class Resource>
absl::StatusOr<std::vector<Resource>> ListBehind(Tx& tx, const Behind& sql, absl::string_view after,
                                                 int limit) {
  PLENARY_ASSIGN_OR_RETURN(const std::string first, FirstName(tx, sql.first, {after}));
  if (first.empty()) return std::vector<Resource>();
  // Every name in the event goes on with "/", behind which "0" comes.
  const std::string end = absl::StrCat(base::EventOf(first), "0");
  storage::Loaded<Resource> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql.of_event,
                                  {after, absl::string_view(end), static_cast<int64_t>(limit)},
                                  loaded.Reader()}));
  return loaded.TakeAll();
}

std::string FirstTitle(const v1::Project& project) {
  return project.titles().empty() ? "" : project.titles(0).text();
}

std::vector<Param> ColumnsOf(const v1::Project& project, const std::string& sort_key,
                             const std::string& body) {
  return {absl::string_view(project.name()),
          base::EventOf(project.name()),
          absl::string_view(project.organization()),
          absl::string_view(project.delegation()),
          Bytes{sort_key},
          ToMicros(project.create_time()),
          DeletedMicros(project),
          Bytes{body}};
}

using Column = base::ListOrder::Column;

// `orders` for a list that runs over all events: event by event, so that the same indexes serve.
std::vector<base::ListOrder> EventByEvent(std::vector<base::ListOrder> orders) {
  for (base::ListOrder& order : orders) {
    order.columns.insert(order.columns.begin(),
                         {"event", Column::Type::kText, order.columns.front().descending});
  }
  return orders;
}

base::ListSpec DelegationListWith(std::vector<base::ListOrder> orders) {
  using Type = base::FilterField::Type;
  return {"ListDelegations",
          "SELECT body FROM delegations",
          {{"organization", Type::kText, "organization"},
           {"direction", Type::kEnum, "direction", v1::Delegation::Direction_descriptor()},
           {"state", Type::kEnum, "state", v1::Delegation::State_descriptor()},
           {"create_time", Type::kTime, "create_us"},
           {"update_time", Type::kTime, "update_us"}},
          std::move(orders)};
}

// The column that holds names in the order of a language.
std::string SortColumn(absl::string_view language) {
  return language.empty() ? "sort_key" : absl::StrCat("sort_", language);
}

std::vector<base::ListOrder> DelegationOrders(absl::string_view language) {
  return storage::OrdersByOrCreation("sort_name", SortColumn(language), Column::Type::kBytes);
}

base::ListSpec ParticipantListWith(std::vector<base::ListOrder> orders) {
  using Type = base::FilterField::Type;
  using P = v1::Participant;
  return {"ListParticipants",
          "SELECT body FROM participants",
          {{"person", Type::kText, "person"},
           {"delegation", Type::kText, "delegation"},
           {"category", Type::kText, "category"},
           {"state", Type::kEnum, "state", P::State_descriptor()},
           {"capacity", Type::kEnum, "capacity", P::Capacity_descriptor()},
           {"attendance", Type::kEnum, "attendance", P::Attendance_descriptor()},
           {"precedence", Type::kInt, "precedence"},
           {"sort_name", Type::kText, "sort_name"},
           {"listed", Type::kBool, "listed"},
           {"create_time", Type::kTime, "create_us"},
           {"update_time", Type::kTime, "update_us"}},
          std::move(orders)};
}

std::vector<base::ListOrder> ParticipantOrders(absl::string_view language) {
  using Type = Column::Type;
  const std::string sort = SortColumn(language);
  std::vector<base::ListOrder> orders = {
      {"precedence",
       {{"precedence_order", Type::kInt}, {sort, Type::kBytes}, {"name", Type::kText}}}};
  for (base::ListOrder& order : storage::OrdersByOrCreation("sort_name", sort, Type::kBytes)) {
    orders.push_back(std::move(order));
  }
  orders.push_back({"place_in_line",
                    {{"line_class", Type::kInt}, {"slot_us", Type::kInt}, {"name", Type::kText}}});
  return orders;
}

// One list for each language, and "" for the common order.
using Lists = std::map<absl::string_view, base::ListSpec>;

template <class ListFor>
Lists ListsBy(const ListFor& list_for) {
  Lists lists;
  lists.emplace("", list_for(""));
  for (const absl::string_view language : base::kReaderLanguages) {
    lists.emplace(language, list_for(language));
  }
  return lists;
}

}  // namespace

absl::StatusOr<absl::optional<v1::Delegation>> FindDelegation(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Delegation>(tx, kSelectDelegation, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Delegation>>> FindDelegations(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Delegation>(tx, kSelectDelegation, names);
}

Statement SelectDelegation(absl::string_view name, storage::Loaded<v1::Delegation>& into) {
  return {kSelectDelegation, {name}, into.Reader()};
}

absl::StatusOr<std::vector<v1::Delegation>> ListAllDelegations(Tx& tx, absl::string_view event) {
  storage::Loaded<v1::Delegation> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT body FROM delegations WHERE event = $1 AND deleted_us = 0 ORDER BY sort_key, name",
       {event},
       loaded.Reader()}));
  return loaded.TakeAll();
}

absl::Status InsertDelegation(Tx& tx, const v1::Delegation& delegation, const SortName& sort_name) {
  const std::string body = BodyOf(delegation);
  const std::string sort_key = base::SortKey(sort_name.text);
  std::vector<Param> columns = {absl::string_view(delegation.name()),
                                base::EventOf(delegation.name()),
                                absl::string_view(delegation.organization()),
                                static_cast<int64_t>(delegation.direction()),
                                static_cast<int64_t>(delegation.state()),
                                Bytes{sort_key},
                                ToMicros(delegation.create_time()),
                                ToMicros(delegation.update_time()),
                                Bytes{body}};
  AddReaderKeys(sort_name, columns);
  return storage::InsertNamed(
      tx,
      "INSERT INTO delegations (name, event, organization, direction, state, sort_key, create_us, "
      "update_us, deleted_us, body, sort_ru, sort_be, sort_en, sort_zh) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8, 0, $9, $10, $11, $12, $13) ON CONFLICT (name) DO NOTHING RETURNING 1",
      std::move(columns), delegation.name());
}

absl::Status UpdateDelegationRow(Tx& tx, const v1::Delegation& delegation) {
  const std::string body = BodyOf(delegation);
  return tx.Run(
      {"UPDATE delegations SET state = $2, update_us = $3, deleted_us = $4, body = $5 "
       "WHERE name = $1",
       {absl::string_view(delegation.name()), static_cast<int64_t>(delegation.state()),
        ToMicros(delegation.update_time()), DeletedMicros(delegation), Bytes{body}},
       nullptr});
}

absl::Status UpdateDelegationSort(Tx& tx, absl::string_view name, const SortName& sort_name) {
  const std::string sort_key = base::SortKey(sort_name.text);
  std::vector<Param> columns = {name, Bytes{sort_key}};
  AddReaderKeys(sort_name, columns);
  return tx.Run(
      {"UPDATE delegations SET sort_key = $2, sort_ru = COALESCE($3, sort_ru), "
       "sort_be = COALESCE($4, sort_be), sort_en = COALESCE($5, sort_en), "
       "sort_zh = COALESCE($6, sort_zh) WHERE name = $1",
       std::move(columns), nullptr});
}

absl::Status InsertCompositionChange(Tx& tx, absl::string_view delegation,
                                     const v1::CompositionChange& change) {
  const std::string body = change.SerializeAsString();
  return tx.Run(
      {"INSERT INTO composition_changes (delegation, number, kind, change_us, body) "
       "VALUES ($1, $2, $3, $4, $5)",
       {delegation, static_cast<int64_t>(change.number()), static_cast<int64_t>(change.kind()),
        ToMicros(change.change_time()), Bytes{body}},
       nullptr});
}

Statement SelectCompositionNumber(absl::string_view delegation, int64_t& into) {
  into = 0;
  return {"SELECT MAX(number) FROM composition_changes WHERE delegation = $1",
          {delegation},
          [&into](const Row& row) { into = row.Int(0); }};
}

absl::StatusOr<std::string> DelegationOrProjectOf(Tx& tx, absl::string_view organization) {
  PLENARY_ASSIGN_OR_RETURN(
      std::string name,
      FirstName(tx,
                "SELECT name FROM delegations WHERE organization = $1 AND deleted_us = 0 "
                "AND state <> $2 ORDER BY name LIMIT 1",
                {organization, static_cast<int64_t>(v1::Delegation::DECLINED)}));
  if (!name.empty()) return name;
  return FirstName(tx,
                   "SELECT name FROM projects WHERE organization = $1 AND deleted_us = 0 "
                   "ORDER BY name LIMIT 1",
                   {organization});
}

std::function<void(const Row&)> LoadedParticipations::Reader() {
  return [this, read_body = participants_.Reader()](const Row& row) {
    read_body(row);
    standings_.push_back({row.Int(1) != 0, row.Int(2) != 0, row.Int(3), row.Int(4), row.Int(5)});
  };
}

absl::StatusOr<std::vector<Participation>> LoadedParticipations::TakeAll() {
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Participant> participants, participants_.TakeAll());
  std::vector<Participation> all;
  all.reserve(participants.size());
  for (size_t i = 0; i < participants.size(); ++i) {
    all.push_back({std::move(participants[i]), standings_[i]});
  }
  return all;
}

absl::StatusOr<absl::optional<Participation>> LoadedParticipations::Take() {
  PLENARY_ASSIGN_OR_RETURN(std::vector<Participation> all, TakeAll());
  if (all.empty()) return absl::optional<Participation>();
  return absl::make_optional(std::move(all.front()));
}

Statement SelectParticipation(absl::string_view name, LoadedParticipations& into) {
  return {PLENARY_SELECT_PARTICIPATION "WHERE name = $1", {name}, into.Reader()};
}

absl::StatusOr<absl::optional<Participation>> FindParticipation(Tx& tx, absl::string_view name) {
  LoadedParticipations loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectParticipation(name, loaded)));
  return loaded.Take();
}

absl::StatusOr<absl::optional<v1::Participant>> FindParticipant(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Participant>(tx, kSelectParticipant, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Participant>>> FindParticipants(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Participant>(tx, kSelectParticipant, names);
}

Statement SelectActive(absl::string_view event, absl::string_view person,
                       LoadedParticipations& into) {
  return {PLENARY_SELECT_PARTICIPATION "WHERE event = $1 AND person = $2 AND active = 1",
          {event, person},
          into.Reader()};
}

absl::StatusOr<std::vector<Participation>> ListActiveOf(Tx& tx, absl::string_view delegation) {
  return SelectAll(
      tx, PLENARY_SELECT_PARTICIPATION "WHERE delegation = $1 AND active = 1 ORDER BY name",
      {delegation});
}

absl::StatusOr<std::vector<v1::Participant>> ListAllOf(Tx& tx, absl::string_view delegation) {
  storage::Loaded<v1::Participant> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM participants WHERE delegation = $1 AND deleted_us = 0 "
              "ORDER BY precedence_order, sort_key, name",
              {delegation},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::StatusOr<std::set<std::string>> PeopleWhoAreIn(Tx& tx, absl::string_view event,
                                                     absl::string_view delegation) {
  std::set<std::string> people;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT person FROM participants WHERE event = $1 AND active = 1 "
              "AND person IN (SELECT person FROM participants WHERE delegation = $2)",
              {event, delegation},
              [&](const Row& row) { people.emplace(row.Text(0)); }}));
  return people;
}

absl::StatusOr<std::vector<Participation>> ListUnconfirmed(Tx& tx, absl::string_view event,
                                                           int limit) {
  using P = v1::Participant;
  return SelectAll(tx,
                   PLENARY_SELECT_PARTICIPATION
                   "WHERE event = $1 AND active = 1 AND state IN ($2, $3, $4) LIMIT $5",
                   {event, static_cast<int64_t>(P::DRAFT), static_cast<int64_t>(P::NOMINATED),
                    static_cast<int64_t>(P::WAITLISTED), static_cast<int64_t>(limit)});
}

absl::StatusOr<std::vector<Participation>> ListJourneys(Tx& tx, absl::string_view event) {
  return SelectAll(
      tx, PLENARY_SELECT_PARTICIPATION "WHERE event = $1 AND has_journey = 1 ORDER BY name",
      {event});
}

absl::StatusOr<std::string> ActiveOfDelegation(Tx& tx, absl::string_view delegation) {
  return FirstName(tx, "SELECT name FROM participants WHERE delegation = $1 AND active = 1 LIMIT 1",
                   {delegation});
}

absl::StatusOr<std::string> ActiveOfPerson(Tx& tx, absl::string_view person) {
  return FirstName(tx, "SELECT name FROM participants WHERE person = $1 AND active = 1 LIMIT 1",
                   {person});
}

absl::StatusOr<bool> SomebodyIsIn(Tx& tx, absl::string_view category) {
  PLENARY_ASSIGN_OR_RETURN(
      const std::string name,
      FirstName(tx, "SELECT name FROM participants WHERE category = $1 AND active = 1 LIMIT 1",
                {category}));
  return !name.empty();
}

absl::Status InsertParticipation(Tx& tx, const Participation& participation,
                                 const SortName& sort_name, bool active) {
  const std::string body = BodyOf(participation.participant);
  const std::string sort_key = base::SortKey(sort_name.text);
  std::vector<Param> columns = StandingColumns(participation, active, body);
  AddOwnColumns(participation.participant, sort_name, sort_key, columns);
  return tx.Run(
      {"INSERT INTO participants (name, state, active, has_seat, left_seat, line_class, line_rank, "
       "waiting_us, slot_us, attendance, update_us, deleted_us, body, event, person, delegation, "
       "category, capacity, precedence, precedence_order, sort_name, sort_key, listed, "
       "has_journey, create_us, sort_ru, sort_be, sort_en, sort_zh) VALUES ($1, $2, $3, $4, $5, "
       "$6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, "
       "$25, $26, $27, $28, $29)",
       std::move(columns), nullptr});
}

absl::Status UpdateParticipation(Tx& tx, const Participation& participation,
                                 const SortName& sort_name, bool active) {
  const v1::Participant& participant = participation.participant;
  const std::string body = BodyOf(participant);
  const std::string sort_key = base::SortKey(sort_name.text);
  std::vector<Param> columns = StandingColumns(participation, active, body);
  columns.insert(
      columns.end(),
      {absl::string_view(participant.category()), static_cast<int64_t>(participant.capacity()),
       static_cast<int64_t>(participant.precedence()), OrderOf(participant.precedence()),
       absl::string_view(sort_name.text), Bytes{sort_key},
       static_cast<int64_t>(participant.listing_consent()),
       static_cast<int64_t>(HasJourney(participant))});
  AddReaderKeys(sort_name, columns);
  return tx.Run(
      {"UPDATE participants SET state = $2, active = $3, has_seat = $4, left_seat = $5, "
       "line_class = $6, line_rank = $7, waiting_us = $8, slot_us = $9, attendance = $10, "
       "update_us = $11, deleted_us = $12, body = $13, category = $14, capacity = $15, "
       "precedence = $16, precedence_order = $17, sort_name = $18, sort_key = $19, listed = $20, "
       "has_journey = $21, sort_ru = COALESCE($22, sort_ru), sort_be = COALESCE($23, sort_be), "
       "sort_en = COALESCE($24, sort_en), sort_zh = COALESCE($25, sort_zh) WHERE name = $1",
       std::move(columns), nullptr});
}

absl::Status NoteClosing(Tx& tx, absl::string_view event, bool is_unfinished) {
  if (!is_unfinished) {
    return tx.Run({"DELETE FROM closing_events WHERE event = $1", {event}, nullptr});
  }
  return tx.Run({"INSERT INTO closing_events (event) VALUES ($1) ON CONFLICT (event) DO NOTHING",
                 {event},
                 nullptr});
}

absl::StatusOr<std::vector<std::string>> ListClosingEvents(Tx& tx) {
  std::vector<std::string> events;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT event FROM closing_events ORDER BY event",
                                  {},
                                  [&](const Row& row) { events.emplace_back(row.Text(0)); }}));
  return events;
}

absl::StatusOr<std::vector<v1::Delegation>> ListDelegationsBehind(Tx& tx, absl::string_view after,
                                                                  int limit) {
  return ListBehind<v1::Delegation>(
      tx,
      {"SELECT name FROM delegations WHERE name > $1 ORDER BY name LIMIT 1",
       "SELECT body FROM delegations WHERE name > $1 AND name < $2 ORDER BY name LIMIT $3"},
      after, limit);
}

absl::StatusOr<std::vector<v1::Participant>> ListParticipantsBehind(Tx& tx, absl::string_view after,
                                                                    int limit) {
  return ListBehind<v1::Participant>(
      tx,
      {"SELECT name FROM participants WHERE name > $1 ORDER BY name LIMIT 1",
       "SELECT body FROM participants WHERE name > $1 AND name < $2 ORDER BY name LIMIT $3"},
      after, limit);
}

absl::Status SetReaderKeys(Tx& tx, const std::vector<std::string>& names,
                           const std::vector<SortName>& sort_names) {
  std::vector<Statement> statements;
  statements.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    std::vector<Param> columns = {absl::string_view(names[i])};
    AddReaderKeys(sort_names[i], columns);
    statements.push_back(
        {"UPDATE participants SET sort_ru = COALESCE($2, sort_ru), "
         "sort_be = COALESCE($3, sort_be), sort_en = COALESCE($4, sort_en), "
         "sort_zh = COALESCE($5, sort_zh) WHERE name = $1",
         std::move(columns), nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<absl::optional<v1::Project>> FindProject(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Project>(tx, kSelectProject, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Project>>> FindProjects(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Project>(tx, kSelectProject, names);
}

absl::Status InsertProject(Tx& tx, const v1::Project& project) {
  const std::string body = project.SerializeAsString();
  const std::string sort_key = base::SortKey(FirstTitle(project));
  return storage::InsertNamed(
      tx,
      "INSERT INTO projects (name, event, organization, delegation, sort_key, create_us, "
      "deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(project, sort_key, body), project.name());
}

absl::Status UpdateProjectRow(Tx& tx, const v1::Project& project) {
  const std::string body = project.SerializeAsString();
  const std::string sort_key = base::SortKey(FirstTitle(project));
  return tx.Run(
      {"UPDATE projects SET event = $2, organization = $3, delegation = $4, "
       "sort_key = $5, create_us = $6, deleted_us = $7, body = $8 WHERE name = $1",
       ColumnsOf(project, sort_key, body), nullptr});
}

const base::ListSpec& DelegationList(absl::string_view language) {
  static const auto& lists = *new Lists(ListsBy(
      [](absl::string_view reader) { return DelegationListWith(DelegationOrders(reader)); }));
  return lists.at(language);
}

const base::ListSpec& DelegationListOfAllEvents(absl::string_view language) {
  static const auto& lists = *new Lists(ListsBy([](absl::string_view reader) {
    return DelegationListWith(EventByEvent(DelegationOrders(reader)));
  }));
  return lists.at(language);
}

const base::ListSpec& ParticipantList(absl::string_view language) {
  static const auto& lists = *new Lists(ListsBy(
      [](absl::string_view reader) { return ParticipantListWith(ParticipantOrders(reader)); }));
  return lists.at(language);
}

const base::ListSpec& ParticipantListOfAllEvents(absl::string_view language) {
  static const auto& lists = *new Lists(ListsBy([](absl::string_view reader) {
    return ParticipantListWith(EventByEvent(ParticipantOrders(reader)));
  }));
  return lists.at(language);
}

const base::ListSpec& ProjectList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListProjects",
      "SELECT body FROM projects",
      {{"organization", Type::kText, "organization"},
       {"delegation", Type::kText, "delegation"},
       {"create_time", Type::kTime, "create_us"}},
      storage::OrdersByOrCreation("sort_name", "sort_key", Column::Type::kBytes)};
  return spec;
}

const base::ListSpec& CompositionChangeList() {
  using Type = base::FilterField::Type;
  static const auto& spec =
      *new base::ListSpec{"ListCompositionChanges",
                          "SELECT body FROM composition_changes",
                          {{"kind", Type::kEnum, "kind", v1::CompositionChange::Kind_descriptor()},
                           {"change_time", Type::kTime, "change_us"}},
                          {{"number", {{"number", Column::Type::kInt}}},
                           {"number desc", {{"number", Column::Type::kInt, true}}}}};
  return spec;
}

}  // namespace plenary::delegations
