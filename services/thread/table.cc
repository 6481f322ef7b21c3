#include "services/thread/table.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "services/base/errors.h"
#include "services/base/reach_condition.h"
#include "services/storage/resource.h"

namespace plenary::thread {
namespace {

using storage::Param;
using storage::Row;
using storage::Statement;
using storage::Tx;
using Node = v1::ThreadNode;

// The statements name them by their numbers.
static_assert(v1::Commitment::OPEN == 1 && v1::Commitment::IN_PROGRESS == 2);
static_assert(v1::Commitment::THEIRS == 2);

// By name, in the order of Type. Of activities, meetings alone are asked for.
constexpr absl::string_view kSelect[] = {"SELECT body FROM organizations WHERE name = $1",
                                         "SELECT body FROM negotiations WHERE name = $1",
                                         "SELECT body FROM events WHERE name = $1",
                                         "SELECT body FROM activities WHERE name = $1",
                                         "SELECT body FROM trips WHERE name = $1",
                                         "SELECT body FROM rounds WHERE name = $1",
                                         "SELECT body FROM topics WHERE name = $1",
                                         "SELECT body FROM positions WHERE name = $1",
                                         "SELECT body FROM protocols WHERE name = $1",
                                         "SELECT body FROM protocol_items WHERE name = $1",
                                         "SELECT body FROM action_plans WHERE name = $1",
                                         "SELECT body FROM commitments WHERE name = $1",
                                         "SELECT body FROM action_items WHERE name = $1",
                                         "SELECT body FROM results WHERE name = $1",
                                         "SELECT body FROM figures WHERE name = $1"};

// What besides the limit a statement is told.
enum class Told {
  kName,        // $1 the name
  kCleared,     // and $2 up to which classification
  kMeetings,    // $1 and $2: between which names the meetings of the event lie
  kDelegations  // likewise its delegations
};

// How resources of one type are found that name one of another.
struct Link {
  Type from;
  bool onward;
  Type to;
  Told told;
  absl::string_view select;
  // The column of the negotiation by which it is seen; empty: by whoever sees all alone.
  absl::string_view place;
  absl::string_view order;
};

constexpr absl::string_view kResultsOf =
    "SELECT r.body FROM result_names AS n JOIN results AS r ON r.name = n.result "
    "WHERE n.named = $1 AND n.role = 'origin' AND r.deleted_us = 0";
constexpr absl::string_view kByResult = "n.result";

constexpr Link kLinks[] = {
    {Node::ORGANIZATION, true, Node::NEGOTIATION, Told::kName,
     "SELECT body FROM negotiations WHERE counterpart = $1 AND deleted_us = 0", "name",
     "create_us, name"},
    {Node::ORGANIZATION, true, Node::ACTION_PLAN, Told::kName,
     "SELECT body FROM action_plans WHERE counterpart = $1 AND counterpart <> '' "
     "AND deleted_us = 0",
     "negotiation", "start_date, name"},
    {Node::ORGANIZATION, true, Node::COMMITMENT, Told::kName,
     "SELECT body FROM commitments WHERE counterpart = $1 AND deleted_us = 0", "negotiation",
     "due_date, name"},
    {Node::ORGANIZATION, true, Node::RESULT, Told::kName,
     "SELECT r.body FROM result_names AS n JOIN results AS r ON r.name = n.result "
     "WHERE n.named = $1 AND n.role = 'party' AND r.deleted_us = 0",
     "", kByResult},
    {Node::NEGOTIATION, true, Node::ROUND, Told::kName,
     "SELECT body FROM rounds WHERE negotiation = $1 AND deleted_us = 0", "negotiation",
     "number, name"},
    {Node::NEGOTIATION, true, Node::TOPIC, Told::kName,
     "SELECT body FROM topics WHERE negotiation = $1 AND deleted_us = 0", "negotiation",
     "place, name"},
    {Node::NEGOTIATION, true, Node::PROTOCOL, Told::kName,
     "SELECT body FROM protocols WHERE negotiation = $1 AND deleted_us = 0", "negotiation",
     "date, name"},
    {Node::NEGOTIATION, true, Node::TRIP, Told::kName,
     "SELECT body FROM trips WHERE negotiation = $1 AND deleted_us = 0", "negotiation",
     "return_date, name"},
    {Node::NEGOTIATION, true, Node::ACTION_PLAN, Told::kName,
     "SELECT body FROM action_plans WHERE negotiation = $1 AND negotiation <> '' "
     "AND deleted_us = 0",
     "negotiation", "start_date, name"},
    {Node::NEGOTIATION, true, Node::COMMITMENT, Told::kName,
     "SELECT body FROM commitments WHERE negotiation = $1 AND deleted_us = 0", "negotiation",
     "due_date, name"},
    {Node::EVENT, true, Node::ROUND, Told::kName,
     "SELECT body FROM rounds WHERE event = $1 AND deleted_us = 0", "negotiation", "name"},
    {Node::EVENT, true, Node::ROUND, Told::kMeetings,
     "SELECT body FROM rounds WHERE meeting >= $1 AND meeting < $2 AND deleted_us = 0",
     "negotiation", "meeting, name"},
    {Node::EVENT, true, Node::TRIP, Told::kDelegations,
     "SELECT body FROM trips WHERE delegation >= $1 AND delegation < $2 AND deleted_us = 0",
     "negotiation", "delegation, name"},
    {Node::EVENT, true, Node::RESULT, Told::kName, kResultsOf, "", kByResult},
    {Node::MEETING, true, Node::ROUND, Told::kName,
     "SELECT body FROM rounds WHERE meeting = $1 AND deleted_us = 0", "negotiation", "name"},
    {Node::TRIP, true, Node::COMMITMENT, Told::kName,
     "SELECT body FROM commitments WHERE trip = $1 AND deleted_us = 0", "negotiation", "name"},
    {Node::ROUND, true, Node::PROTOCOL, Told::kName,
     "SELECT body FROM protocols WHERE round = $1 AND round <> '' AND deleted_us = 0",
     "negotiation", "name"},
    {Node::TOPIC, false, Node::ROUND, Told::kName,
     "SELECT r.body FROM negotiation_names AS n JOIN rounds AS r ON r.name = n.resource "
     "WHERE n.who = $1 AND n.role = 'topics' AND r.deleted_us = 0",
     "r.negotiation", "n.resource"},
    {Node::TOPIC, true, Node::POSITION, Told::kCleared,
     "SELECT body FROM positions WHERE topic = $1 AND classification <= $2 AND deleted_us = 0",
     "negotiation", "create_us, name"},
    {Node::TOPIC, true, Node::PROTOCOL_ITEM, Told::kName,
     "SELECT body FROM protocol_items WHERE topic = $1 AND topic <> '' AND deleted_us = 0", "",
     "name"},
    {Node::POSITION, true, Node::PROTOCOL_ITEM, Told::kName,
     "SELECT i.body FROM positions AS p JOIN protocol_items AS i ON i.topic = p.topic "
     "WHERE p.name = $1 AND i.topic <> '' AND i.deleted_us = 0",
     "", "i.name"},
    {Node::PROTOCOL_ITEM, false, Node::POSITION, Told::kCleared,
     "SELECT p.body FROM protocol_items AS i JOIN positions AS p ON p.topic = i.topic "
     "WHERE i.name = $1 AND p.classification <= $2 AND p.deleted_us = 0",
     "p.negotiation", "p.create_us, p.name"},
    {Node::PROTOCOL, true, Node::PROTOCOL_ITEM, Told::kName,
     "SELECT body FROM protocol_items WHERE protocol = $1 AND deleted_us = 0", "",
     "sequence, name"},
    {Node::PROTOCOL, true, Node::RESULT, Told::kName, kResultsOf, "", kByResult},
    {Node::PROTOCOL_ITEM, true, Node::COMMITMENT, Told::kName,
     "SELECT body FROM commitments WHERE protocol_item = $1 AND deleted_us = 0", "negotiation",
     "name"},
    {Node::ACTION_PLAN, true, Node::COMMITMENT, Told::kName,
     "SELECT body FROM commitments WHERE action_plan = $1 AND deleted_us = 0", "negotiation",
     "due_date, name"},
    {Node::ACTION_PLAN, true, Node::ACTION_ITEM, Told::kName,
     "SELECT body FROM action_items WHERE action_plan = $1 AND deleted_us = 0", "negotiation",
     "due_date, name"},
    {Node::COMMITMENT, true, Node::ACTION_ITEM, Told::kName,
     "SELECT body FROM action_items WHERE commitment = $1 AND deleted_us = 0", "negotiation",
     "due_date, name"},
    {Node::COMMITMENT, true, Node::RESULT, Told::kName, kResultsOf, "", kByResult},
    {Node::ACTION_ITEM, true, Node::ACTION_ITEM, Told::kName,
     "SELECT body FROM action_items WHERE parent_item = $1 AND deleted_us = 0", "negotiation",
     "due_date, name"},
    {Node::ACTION_ITEM, true, Node::RESULT, Told::kName, kResultsOf, "", kByResult},
    {Node::FIGURE, false, Node::RESULT, Told::kName,
     "SELECT r.body FROM result_names AS n JOIN results AS r ON r.name = n.result "
     "WHERE n.named = $1 AND n.role = 'figure' AND r.deleted_us = 0",
     "", kByResult}};

// Reads rows of any type.
class LoadedResources {
 public:
  std::function<void(const Row&)> Reader(Type type) {
    return [this, type](const Row& row) {
      switch (type) {
        case Node::ORGANIZATION:
          return Read<v1::Organization>(row);
        case Node::NEGOTIATION:
          return Read<v1::Negotiation>(row);
        case Node::EVENT:
          return Read<v1::Event>(row);
        case Node::MEETING:
          return Read<v1::Meeting>(row);
        case Node::TRIP:
          return Read<v1::Trip>(row);
        case Node::ROUND:
          return Read<v1::Round>(row);
        case Node::TOPIC:
          return Read<v1::Topic>(row);
        case Node::POSITION:
          return Read<v1::Position>(row);
        case Node::PROTOCOL:
          return Read<v1::Protocol>(row);
        case Node::PROTOCOL_ITEM:
          return Read<v1::ProtocolItem>(row);
        case Node::ACTION_PLAN:
          return Read<v1::ActionPlan>(row);
        case Node::COMMITMENT:
          return Read<v1::Commitment>(row);
        case Node::ACTION_ITEM:
          return Read<v1::ActionItem>(row);
        case Node::RESULT:
          return Read<v1::Result>(row);
        default:
          return Read<v1::Figure>(row);
      }
    };
  }
  absl::StatusOr<std::vector<Resource>> TakeAll() {
    if (!damaged_) return std::move(resources_);
    return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                        "a stored resource cannot be read; restore the database from a backup");
  }

 private:
  template <class T>
  void Read(const Row& row) {
    const absl::string_view body = row.Text(0);
    T resource;
    damaged_ |= !resource.ParseFromArray(body.data(), static_cast<int>(body.size()));
    resources_.emplace_back(std::move(resource));
  }

  std::vector<Resource> resources_;
  bool damaged_ = false;
};

// A statement with the texts that it borrows.
struct Asked {
  std::string sql;
  std::string first;
  std::string second;
  base::SqlCondition seen;
};

bool IsBetween(Told told) { return told == Told::kMeetings || told == Told::kDelegations; }

// Makes the texts of a statement.
Asked Ask(const Link& link, const std::string& name, const Reader& reader) {
  Asked asked;
  asked.first = name;
  if (IsBetween(link.told)) {
    const absl::string_view whole = link.told == Told::kMeetings ? "/meetings" : "/delegations";
    asked.first = absl::StrCat(name, whole, "/");
    // The character after "/".
    asked.second = absl::StrCat(name, whole, "0");
  }
  const int told = link.told == Told::kName ? 1 : 2;
  const bool is_limited = !reader.sees_all && !link.place.empty();
  if (is_limited) asked.seen = base::IsOneOf(link.place, reader.negotiations, told + 1);
  const size_t limit = static_cast<size_t>(told) + asked.seen.params.size() + 1;
  asked.sql = absl::StrCat(link.select, is_limited ? " AND " : "", asked.seen.sql, " ORDER BY ",
                           link.order, " LIMIT $", limit);
  return asked;
}

// The parameters of what was asked, borrowed from it.
std::vector<Param> ParamsOf(const Link& link, const Asked& asked, const Reader& reader,
                            int64_t limit) {
  std::vector<Param> params;
  params.reserve(asked.seen.params.size() + 3);
  params.emplace_back(absl::string_view(asked.first));
  if (link.told == Told::kCleared) params.emplace_back(int64_t{reader.clearance});
  if (IsBetween(link.told)) params.emplace_back(absl::string_view(asked.second));
  for (const base::SqlValue& value : asked.seen.params) {
    params.emplace_back(absl::string_view(absl::get<std::string>(value)));
  }
  params.emplace_back(limit);
  return params;
}

// Who doesn't see all sees no results; items of protocols lie where they do.
bool IsFollowedBy(const Link& link, const Reader& reader) {
  return reader.sees_all || !link.place.empty() || link.to == Node::PROTOCOL_ITEM;
}

template <class T>
absl::StatusOr<std::vector<T>> AllBy(Tx& tx, absl::string_view sql, std::vector<Param> params) {
  storage::Loaded<T> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

// Adds the condition for what the reader sees to the parameters.
std::string AddSeen(absl::string_view column, const Reader& reader, base::SqlCondition& seen,
                    std::vector<Param>& params) {
  if (reader.sees_all) return "";
  seen = base::IsOneOf(column, reader.negotiations, static_cast<int>(params.size()) + 1);
  for (const base::SqlValue& value : seen.params) {
    params.emplace_back(absl::string_view(absl::get<std::string>(value)));
  }
  return absl::StrCat(" AND ", seen.sql);
}

}  // namespace

absl::StatusOr<absl::optional<Resource>> FindResource(Tx& tx, absl::string_view name) {
  const Type type = TypeOfName(name);
  if (type == Node::TYPE_UNSPECIFIED) return absl::optional<Resource>();
  LoadedResources loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({kSelect[type - 1], {name}, loaded.Reader(type)}));
  PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> found, loaded.TakeAll());
  if (found.empty()) return absl::optional<Resource>();
  return absl::make_optional(std::move(found.front()));
}

absl::StatusOr<std::vector<Resource>> FindResources(Tx& tx, const std::vector<std::string>& names) {
  LoadedResources loaded;
  std::vector<Statement> statements;
  statements.reserve(names.size());
  for (const std::string& name : names) {
    const Type type = TypeOfName(name);
    if (type == Node::TYPE_UNSPECIFIED) continue;
    statements.push_back({kSelect[type - 1], {absl::string_view(name)}, loaded.Reader(type)});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> found, loaded.TakeAll());
  found.erase(std::remove_if(found.begin(), found.end(), IsDeleted), found.end());
  return found;
}

absl::StatusOr<std::vector<Resource>> FindNaming(Tx& tx, const std::vector<std::string>& names,
                                                 bool onward, const Reader& reader, int64_t limit) {
  std::vector<std::pair<const Link*, Asked>> all;
  for (const std::string& name : names) {
    const Type type = TypeOfName(name);
    for (const Link& link : kLinks) {
      if (link.from != type || link.onward != onward || !IsFollowedBy(link, reader)) continue;
      all.emplace_back(&link, Ask(link, name, reader));
    }
  }
  LoadedResources loaded;
  std::vector<Statement> statements;
  statements.reserve(all.size());
  for (const auto& [link, asked] : all) {
    statements.push_back(
        {asked.sql, ParamsOf(*link, asked, reader, limit), loaded.Reader(link->to)});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return loaded.TakeAll();
}

absl::StatusOr<std::vector<bool>> ShowEvidence(Tx& tx, const std::vector<std::string>& items) {
  std::vector<storage::Loaded<v1::ActionReport>> loaded(items.size());
  std::vector<Statement> statements;
  statements.reserve(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    statements.push_back(
        {"SELECT body FROM action_reports WHERE item = $1 "
         "ORDER BY create_us DESC, name DESC LIMIT 50",
         {absl::string_view(items[i])},
         loaded[i].Reader()});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<bool> show;
  show.reserve(items.size());
  for (auto& each : loaded) {
    PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::ActionReport> reports, each.TakeAll());
    show.push_back(std::any_of(reports.begin(), reports.end(), [](const v1::ActionReport& report) {
      return !report.evidence().empty();
    }));
  }
  return show;
}

absl::StatusOr<std::vector<v1::Negotiation>> DossiersOf(Tx& tx, absl::string_view organization,
                                                        const Reader& reader, int64_t limit) {
  std::vector<Param> params = {organization, limit};
  base::SqlCondition seen;
  const std::string condition = AddSeen("name", reader, seen, params);
  const std::string sql =
      absl::StrCat("SELECT body FROM negotiations WHERE counterpart = $1 AND deleted_us = 0",
                   condition, " ORDER BY create_us, name LIMIT $2");
  return AllBy<v1::Negotiation>(tx, sql, std::move(params));
}

absl::StatusOr<std::vector<v1::Round>> RoundsHeld(Tx& tx, absl::string_view negotiation,
                                                  absl::Time now, int64_t limit) {
  return AllBy<v1::Round>(
      tx,
      "SELECT body FROM rounds WHERE negotiation = $1 AND start_us > 0 "
      "AND start_us < $2 AND deleted_us = 0 ORDER BY start_us DESC, name DESC LIMIT $3",
      {negotiation, absl::ToUnixMicros(now), limit});
}

absl::StatusOr<std::vector<v1::Round>> RoundsToCome(Tx& tx, absl::string_view negotiation,
                                                    absl::Time now, int64_t limit) {
  return AllBy<v1::Round>(tx,
                          "SELECT body FROM rounds WHERE negotiation = $1 AND start_us >= $2 "
                          "AND deleted_us = 0 ORDER BY start_us, name LIMIT $3",
                          {negotiation, absl::ToUnixMicros(now), limit});
}

absl::StatusOr<std::vector<v1::Protocol>> LastProtocols(Tx& tx, absl::string_view negotiation,
                                                        int64_t limit) {
  return AllBy<v1::Protocol>(tx,
                             "SELECT body FROM protocols WHERE negotiation = $1 AND deleted_us = 0 "
                             "ORDER BY date DESC, name DESC LIMIT $2",
                             {negotiation, limit});
}

absl::StatusOr<std::vector<v1::Commitment>> OpenCommitments(Tx& tx, absl::string_view organization,
                                                            bool theirs, const Reader& reader,
                                                            int64_t limit) {
  std::vector<Param> params = {organization, limit};
  base::SqlCondition seen;
  const std::string condition = AddSeen("negotiation", reader, seen, params);
  const std::string sql =
      absl::StrCat("SELECT body FROM commitments WHERE counterpart = $1 AND state IN (1, 2) AND ",
                   theirs ? "side = 2" : "side <> 2", " AND deleted_us = 0", condition,
                   " ORDER BY due_date, name LIMIT $2");
  return AllBy<v1::Commitment>(tx, sql, std::move(params));
}

absl::StatusOr<std::vector<v1::Result>> LastResults(Tx& tx, absl::string_view organization,
                                                    int64_t limit) {
  return AllBy<v1::Result>(
      tx,
      "SELECT r.body FROM result_names AS n JOIN results AS r ON r.name = n.result "
      "WHERE n.named = $1 AND n.role = 'party' AND r.deleted_us = 0 "
      "ORDER BY r.date DESC, r.name DESC LIMIT $2",
      {organization, limit});
}

absl::StatusOr<std::vector<v1::Figure>> LastFigures(Tx& tx, absl::string_view country,
                                                    int64_t limit) {
  return AllBy<v1::Figure>(
      tx,
      "SELECT body FROM figures WHERE country = $1 AND organization = '' AND latest = 1 "
      "ORDER BY period_key DESC, name DESC LIMIT $2",
      {country, limit});
}

}  // namespace plenary::thread
