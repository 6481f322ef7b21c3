#include "services/negotiations/table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/negotiations/named.h"
#include "services/storage/classified.h"

namespace plenary::negotiations {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Row;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;
using Type = base::FilterField::Type;

// The statements name the state by its number.
static_assert(v1::Topic::OPEN == 1);

// What a person $1 took part in.
constexpr absl::string_view kTookPart =
    "name IN (SELECT resource FROM negotiation_names WHERE role = 'person' AND (who = $1 "
    "OR who IN (SELECT alias FROM person_aliases WHERE person = $1))) ORDER BY name";

// One row: what its table has beside name, create_us, deleted_us and body. Borrows the resource.
struct Cells {
  absl::string_view table;
  std::vector<std::pair<absl::string_view, Param>> columns;
};

Cells CellsOf(const v1::Body& body) { return {"bodies", {{"kind", int64_t{body.kind()}}}}; }

Cells CellsOf(const v1::Negotiation& negotiation) {
  return {"negotiations",
          {{"counterpart", absl::string_view(negotiation.counterpart())},
           {"standing_body", absl::string_view(negotiation.body())},
           {"responsible", absl::string_view(negotiation.responsible())},
           {"state", int64_t{negotiation.state()}}}};
}

Cells CellsOf(const v1::Round& round, absl::string_view standing_body) {
  const bool is_timed = round.interval().has_start_time();
  return {"rounds",
          {{"negotiation", base::NegotiationOf(round.name())},
           {"number", int64_t{round.number()}},
           {"standing_body", standing_body},
           {"session_number", int64_t{round.session_number()}},
           {"event", absl::string_view(round.event())},
           {"meeting", absl::string_view(round.meeting())},
           {"start_us", is_timed ? ToMicros(round.interval().start_time()) : 0}}};
}

Cells CellsOf(const v1::Topic& topic) {
  return {"topics",
          {{"negotiation", base::NegotiationOf(topic.name())},
           {"state", int64_t{topic.state()}},
           {"priority", int64_t{topic.priority()}},
           {"place", int64_t{topic.order()}},
           {"owner", absl::string_view(topic.owner())}}};
}

// The topic that a position is on.
absl::string_view TopicOf(absl::string_view position) {
  return position.substr(0, position.find("/positions/"));
}

Cells CellsOf(const v1::Position& position) {
  return {"positions",
          {{"negotiation", base::NegotiationOf(position.name())},
           {"topic", TopicOf(position.name())},
           {"side", int64_t{position.side()}},
           {"organization", absl::string_view(position.organization())},
           {"round", absl::string_view(position.round())},
           {"classification", int64_t{position.classification()}}}};
}

Cells CellsOf(const v1::Contact& contact) {
  return {"contacts",
          {{"negotiation", base::NegotiationOf(contact.name())},
           {"kind", int64_t{contact.kind()}},
           {"date", absl::string_view(contact.date())},
           {"round", absl::string_view(contact.round())}}};
}

// Writes what a resource names. What comes twice is noted once.
absl::Status WriteNames(Tx& tx, const google::protobuf::Message& resource, absl::string_view name) {
  const std::vector<Named> all = NamedIn(resource, "");
  std::vector<Statement> statements;
  statements.reserve(all.size() + 1);
  statements.push_back({"DELETE FROM negotiation_names WHERE resource = $1", {name}, nullptr});
  for (const Named& named : all) {
    statements.push_back(
        {"INSERT INTO negotiation_names (who, role, resource) VALUES ($1, $2, $3) "
         "ON CONFLICT DO NOTHING",
         {absl::string_view(named.name), absl::string_view(named.role), name},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

template <class Resource>
absl::Status InsertRow(Tx& tx, const Resource& resource, Cells cells) {
  const std::string body = resource.SerializeAsString();
  std::string columns = "name, create_us, deleted_us, body";
  std::string values = "$1, $2, $3, $4";
  std::vector<Param> params = {absl::string_view(resource.name()), ToMicros(resource.create_time()),
                               DeletedMicros(resource), Bytes{body}};
  params.reserve(params.size() + cells.columns.size());
  for (auto& [column, value] : cells.columns) {
    params.push_back(value);
    absl::StrAppend(&columns, ", ", column);
    absl::StrAppend(&values, ", $", params.size());
  }
  PLENARY_RETURN_IF_ERROR(
      storage::InsertNamed(tx,
                           absl::StrCat("INSERT INTO ", cells.table, " (", columns, ") VALUES (",
                                        values, ") ON CONFLICT (name) DO NOTHING RETURNING 1"),
                           std::move(params), resource.name()));
  return WriteNames(tx, resource, resource.name());
}

template <class Resource>
absl::Status UpdateRow(Tx& tx, const Resource& resource, Cells cells) {
  const std::string body = resource.SerializeAsString();
  std::string assignments = "deleted_us = $2, body = $3";
  std::vector<Param> params = {absl::string_view(resource.name()), DeletedMicros(resource),
                               Bytes{body}};
  params.reserve(params.size() + cells.columns.size());
  for (auto& [column, value] : cells.columns) {
    params.push_back(value);
    absl::StrAppend(&assignments, ", ", column, " = $", params.size());
  }
  const std::string sql =
      absl::StrCat("UPDATE ", cells.table, " SET ", assignments, " WHERE name = $1");
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), nullptr}));
  return WriteNames(tx, resource, resource.name());
}

// Keeps how a position is now among its revisions.
absl::Status KeepRevision(Tx& tx, const v1::Position& position) {
  const std::string body = position.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"INSERT INTO position_revisions (position, revision, classification, body) "
              "VALUES ($1, $2, $3, $4) ON CONFLICT (position, revision) DO NOTHING",
              {absl::string_view(position.name()), int64_t{position.revision()},
               int64_t{position.classification()}, Bytes{body}},
              nullptr}));
  return storage::Classify(tx, position.name(), position.classification());
}

absl::StatusOr<int64_t> NumberBy(Tx& tx, absl::string_view sql, std::vector<Param> params) {
  int64_t number = 0;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, std::move(params), [&](const Row& row) { number = row.Int(0); }}));
  return number;
}

absl::StatusOr<std::string> NameBy(Tx& tx, absl::string_view sql, std::vector<Param> params) {
  std::string name;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, std::move(params), [&](const Row& row) { name = std::string(row.Text(0)); }}));
  return name;
}

template <class Resource>
absl::StatusOr<std::vector<Resource>> AllBy(Tx& tx, absl::string_view sql,
                                            std::vector<Param> params) {
  storage::Loaded<Resource> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

// An order of what lies in negotiations, one negotiation after the other.
base::ListOrder Within(absl::string_view name, absl::string_view column, Column::Type type,
                       bool descending) {
  return {absl::StrCat(name, descending ? " desc" : ""),
          {{"negotiation", Column::Type::kText, descending},
           {std::string(column), type, descending},
           {"name", Column::Type::kText, descending}}};
}

std::vector<base::ListOrder> ByCreation() {
  const auto order = [](const char* name, bool descending) {
    return base::ListOrder{
        name,
        {{"create_us", Column::Type::kInt, descending}, {"name", Column::Type::kText, descending}}};
  };
  return {order("create_time", false), order("create_time desc", true)};
}

// Whom a resource names in its field `role`; in filters it is `field`.
base::FilterField NamedAs(const std::string& field, const std::string& role) {
  return {field,
          Type::kText,
          "who",
          nullptr,
          "name IN (SELECT resource FROM negotiation_names WHERE role =",
          role};
}

}  // namespace

absl::StatusOr<absl::optional<v1::Body>> FindBody(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Body>(tx, "SELECT body FROM bodies WHERE name = $1", name);
}

absl::StatusOr<absl::optional<v1::Negotiation>> FindNegotiation(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Negotiation>(tx, "SELECT body FROM negotiations WHERE name = $1", name);
}

absl::StatusOr<absl::optional<v1::Round>> FindRound(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Round>(tx, "SELECT body FROM rounds WHERE name = $1", name);
}

absl::StatusOr<absl::optional<v1::Topic>> FindTopic(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Topic>(tx, "SELECT body FROM topics WHERE name = $1", name);
}

absl::StatusOr<absl::optional<v1::Position>> FindPosition(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Position>(tx, "SELECT body FROM positions WHERE name = $1", name);
}

absl::StatusOr<absl::optional<v1::Contact>> FindContact(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Contact>(tx, "SELECT body FROM contacts WHERE name = $1", name);
}

Statement SelectNegotiation(absl::string_view name, storage::Loaded<v1::Negotiation>& into) {
  return {"SELECT body FROM negotiations WHERE name = $1", {name}, into.Reader()};
}

absl::Status Insert(Tx& tx, const v1::Body& body) { return InsertRow(tx, body, CellsOf(body)); }

absl::Status Insert(Tx& tx, const v1::Negotiation& negotiation) {
  return InsertRow(tx, negotiation, CellsOf(negotiation));
}

absl::Status Insert(Tx& tx, const v1::Topic& topic) { return InsertRow(tx, topic, CellsOf(topic)); }

absl::Status Insert(Tx& tx, const v1::Contact& contact) {
  return InsertRow(tx, contact, CellsOf(contact));
}

absl::Status Insert(Tx& tx, const v1::Round& round, absl::string_view standing_body) {
  return InsertRow(tx, round, CellsOf(round, standing_body));
}

absl::Status Insert(Tx& tx, const v1::Position& position) {
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, position, CellsOf(position)));
  return KeepRevision(tx, position);
}

absl::Status Update(Tx& tx, const v1::Body& body) { return UpdateRow(tx, body, CellsOf(body)); }

absl::Status Update(Tx& tx, const v1::Negotiation& negotiation) {
  return UpdateRow(tx, negotiation, CellsOf(negotiation));
}

absl::Status Update(Tx& tx, const v1::Topic& topic) { return UpdateRow(tx, topic, CellsOf(topic)); }

absl::Status Update(Tx& tx, const v1::Contact& contact) {
  return UpdateRow(tx, contact, CellsOf(contact));
}

absl::Status Update(Tx& tx, const v1::Round& round, absl::string_view standing_body) {
  return UpdateRow(tx, round, CellsOf(round, standing_body));
}

absl::Status Update(Tx& tx, const v1::Position& position) {
  PLENARY_RETURN_IF_ERROR(UpdateRow(tx, position, CellsOf(position)));
  return KeepRevision(tx, position);
}

absl::StatusOr<std::string> NegotiationIn(Tx& tx, absl::string_view standing_body) {
  return NameBy(tx,
                "SELECT name FROM negotiations WHERE standing_body = $1 AND deleted_us = 0 "
                "ORDER BY name LIMIT 1",
                {standing_body});
}

absl::StatusOr<int64_t> LastRoundNumber(Tx& tx, absl::string_view negotiation) {
  return NumberBy(tx,
                  "SELECT COALESCE(MAX(number), 0) FROM rounds WHERE negotiation = $1 "
                  "AND deleted_us = 0",
                  {negotiation});
}

absl::StatusOr<int64_t> LastTopicOrder(Tx& tx, absl::string_view negotiation) {
  return NumberBy(tx,
                  "SELECT COALESCE(MAX(place), 0) FROM topics WHERE negotiation = $1 "
                  "AND deleted_us = 0",
                  {negotiation});
}

absl::StatusOr<std::string> RoundNumbered(Tx& tx, absl::string_view negotiation, int64_t number) {
  return NameBy(tx,
                "SELECT name FROM rounds WHERE negotiation = $1 AND number = $2 AND deleted_us = 0",
                {negotiation, number});
}

absl::StatusOr<std::string> RoundOfSession(Tx& tx, absl::string_view standing_body,
                                           int64_t session_number) {
  // The condition above zero is that of the index.
  return NameBy(tx,
                "SELECT name FROM rounds WHERE standing_body = $1 AND session_number = $2 "
                "AND deleted_us = 0 AND session_number > 0",
                {standing_body, session_number});
}

absl::StatusOr<std::string> SessionIn(Tx& tx, absl::string_view negotiation) {
  return NameBy(tx,
                "SELECT name FROM rounds WHERE negotiation = $1 AND session_number > 0 "
                "AND deleted_us = 0 ORDER BY number LIMIT 1",
                {negotiation});
}

absl::StatusOr<std::vector<v1::Round>> RoundsBelow(Tx& tx, absl::string_view negotiation,
                                                   int64_t number, int64_t limit) {
  return AllBy<v1::Round>(tx,
                          "SELECT body FROM rounds WHERE negotiation = $1 AND number < $2 "
                          "AND deleted_us = 0 ORDER BY number DESC LIMIT $3",
                          {negotiation, number, limit});
}

absl::StatusOr<std::vector<v1::Topic>> OpenTopics(Tx& tx, absl::string_view negotiation,
                                                  int64_t limit) {
  return AllBy<v1::Topic>(tx,
                          "SELECT body FROM topics WHERE negotiation = $1 AND state = 1 "
                          "AND deleted_us = 0 ORDER BY place, name LIMIT $2",
                          {negotiation, limit});
}

absl::StatusOr<std::vector<v1::Position>> PositionsOn(Tx& tx, absl::string_view topic,
                                                      v1::Classification cleared_for) {
  return AllBy<v1::Position>(tx,
                             "SELECT body FROM positions WHERE topic = $1 AND "
                             "classification <= $2 AND deleted_us = 0 ORDER BY create_us, name",
                             {topic, int64_t{cleared_for}});
}

absl::StatusOr<std::vector<v1::Contact>> LastContacts(Tx& tx, absl::string_view negotiation,
                                                      int64_t limit) {
  return AllBy<v1::Contact>(tx,
                            "SELECT body FROM contacts WHERE negotiation = $1 AND deleted_us = 0 "
                            "ORDER BY date DESC, name DESC LIMIT $2",
                            {negotiation, limit});
}

const base::ListSpec& BodyList() {
  static const auto& spec =
      *new base::ListSpec{"ListBodies",
                          "SELECT body FROM bodies",
                          {{"kind", Type::kEnum, "kind", v1::Body::Kind_descriptor()},
                           NamedAs("organization", "organization"),
                           {"create_time", Type::kTime, "create_us"}},
                          ByCreation()};
  return spec;
}

const base::ListSpec& NegotiationList() {
  static const auto& spec =
      *new base::ListSpec{"ListNegotiations",
                          "SELECT body FROM negotiations",
                          {{"state", Type::kEnum, "state", v1::Negotiation::State_descriptor()},
                           {"counterpart", Type::kText, "counterpart"},
                           {"body", Type::kText, "standing_body"},
                           {"responsible", Type::kText, "responsible"},
                           {"create_time", Type::kTime, "create_us"}},
                          ByCreation()};
  return spec;
}

const base::ListSpec& RoundList() {
  static const auto& spec =
      *new base::ListSpec{"ListRounds",
                          "SELECT body FROM rounds",
                          {{"number", Type::kInt, "number"},
                           {"event", Type::kText, "event"},
                           {"meeting", Type::kText, "meeting"},
                           NamedAs("person", "person"),
                           NamedAs("topic", "topics"),
                           {"start_time", Type::kTime, "start_us"},
                           {"create_time", Type::kTime, "create_us"}},
                          {Within("number", "number", Column::Type::kInt, false),
                           Within("number", "number", Column::Type::kInt, true),
                           Within("start_time", "start_us", Column::Type::kInt, false),
                           Within("start_time", "start_us", Column::Type::kInt, true)}};
  return spec;
}

const base::ListSpec& TopicList() {
  static const auto& spec =
      *new base::ListSpec{"ListTopics",
                          "SELECT body FROM topics",
                          {{"state", Type::kEnum, "state", v1::Topic::State_descriptor()},
                           {"priority", Type::kInt, "priority"},
                           {"owner", Type::kText, "owner"},
                           {"create_time", Type::kTime, "create_us"}},
                          {Within("order", "place", Column::Type::kInt, false),
                           Within("order", "place", Column::Type::kInt, true),
                           Within("priority", "priority", Column::Type::kInt, false),
                           Within("priority", "priority", Column::Type::kInt, true)}};
  return spec;
}

const base::ListSpec& PositionList() {
  static const auto& spec = *new base::ListSpec{
      "ListPositions",
      "SELECT body FROM positions",
      {{"side", Type::kEnum, "side", v1::Negotiation::Side_descriptor()},
       {"organization", Type::kText, "organization"},
       {"round", Type::kText, "round"},
       {"classification", Type::kEnum, "classification", v1::Classification_descriptor()},
       {"create_time", Type::kTime, "create_us"}},
      ByCreation()};
  return spec;
}

const base::ListSpec& ContactList() {
  static const auto& spec =
      *new base::ListSpec{"ListContacts",
                          "SELECT body FROM contacts",
                          {{"kind", Type::kEnum, "kind", v1::Contact::Kind_descriptor()},
                           {"date", Type::kText, "date"},
                           NamedAs("person", "person"),
                           {"round", Type::kText, "round"},
                           {"create_time", Type::kTime, "create_us"}},
                          {Within("date", "date", Column::Type::kText, false),
                           Within("date", "date", Column::Type::kText, true)}};
  return spec;
}

const base::ListSpec& PositionRevisionList() {
  static const auto& spec = *new base::ListSpec{"ListPositionRevisions",
                                                "SELECT body FROM position_revisions",
                                                {},
                                                {{"revision", {{"revision", Column::Type::kInt}}}}};
  return spec;
}

absl::StatusOr<std::vector<v1::Round>> RoundsWith(Tx& tx, absl::string_view person) {
  return AllBy<v1::Round>(tx, absl::StrCat("SELECT body FROM rounds WHERE ", kTookPart), {person});
}

absl::StatusOr<std::vector<v1::Contact>> ContactsWith(Tx& tx, absl::string_view person) {
  return AllBy<v1::Contact>(tx, absl::StrCat("SELECT body FROM contacts WHERE ", kTookPart),
                            {person});
}

}  // namespace plenary::negotiations
