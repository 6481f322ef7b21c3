#include "services/matchmaking/table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::matchmaking {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Row;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;
using Request = v1::MeetingRequest;

// The statements name states by their numbers.
static_assert(Request::PENDING == 1 && Request::ACCEPTED == 2 && Request::SCHEDULED == 3 &&
              Request::COUNTERED == 4 && Request::EXPIRED == 6);

constexpr absl::string_view kSelectRequest = "SELECT body FROM meeting_requests WHERE name = $1";

// As what a request names somebody.
constexpr char kParty[] = "party";
constexpr char kPerson[] = "person";

std::string BodyOf(v1::MeetingRequest request) {
  request.mutable_from()->clear_display_name();
  request.mutable_to()->clear_display_name();
  return request.SerializeAsString();
}

int64_t DeletedMicros(const v1::MeetingRequest& request) {
  return request.has_delete_time() ? ToMicros(request.delete_time()) : 0;
}

// Writes whom a request names. A name that comes twice is noted once.
absl::Status WriteNames(Tx& tx, const v1::MeetingRequest& request) {
  std::vector<Statement> statements;
  statements.reserve(
      3 + static_cast<size_t>(request.from().people_size() + request.from().optional_people_size() +
                              request.to().people_size() + request.to().optional_people_size()));
  const absl::string_view name = request.name();
  statements.push_back({"DELETE FROM meeting_request_names WHERE request = $1", {name}, nullptr});
  const auto add = [&](absl::string_view who, absl::string_view role) {
    statements.push_back(
        {"INSERT INTO meeting_request_names (who, role, request) VALUES ($1, $2, $3) "
         "ON CONFLICT DO NOTHING",
         {who, role, name},
         nullptr});
  };
  for (const v1::MeetingRequest::Side* side : {&request.from(), &request.to()}) {
    add(side->party(), kParty);
    for (const std::string& who : side->people()) add(who, kPerson);
    for (const std::string& who : side->optional_people()) add(who, kPerson);
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

// What is listed of requests. One that nobody answered in time is EXPIRED, whether or not the sweep
// has come by.
std::string SelectOf() {
  return "SELECT body FROM (SELECT body, name, event, from_party, to_party, from_delegation, "
         "to_delegation, preference, meeting, expire_us, create_us, deleted_us, "
         "CASE WHEN state IN (1, 4) AND expire_us <= $1 THEN 6 ELSE state END AS state "
         "FROM meeting_requests) AS listed";
}

// Whom a request names as `role`.
base::FilterField NamedAs(const std::string& role) {
  return {role,
          base::FilterField::Type::kText,
          "who",
          nullptr,
          "name IN (SELECT request FROM meeting_request_names WHERE role =",
          role};
}

base::ListSpec RequestListWith(std::vector<base::ListOrder> orders) {
  using Type = base::FilterField::Type;
  return {"ListMeetingRequests",
          SelectOf(),
          {{"state", Type::kEnum, "state", Request::State_descriptor()},
           {"from", Type::kText, "from_party"},
           {"to", Type::kText, "to_party"},
           NamedAs(kParty),
           NamedAs(kPerson),
           {"preference", Type::kInt, "preference"},
           {"meeting", Type::kText, "meeting"},
           {"expire_time", Type::kTime, "expire_us"},
           {"create_time", Type::kTime, "create_us"}},
          std::move(orders)};
}

std::vector<base::ListOrder> Orders() {
  return {{"create_time", {{"create_us", Column::Type::kInt}, {"name", Column::Type::kText}}},
          {"create_time desc",
           {{"create_us", Column::Type::kInt, true}, {"name", Column::Type::kText, true}}}};
}

std::vector<base::ListOrder> EventByEvent(std::vector<base::ListOrder> orders) {
  for (base::ListOrder& order : orders) {
    order.columns.insert(order.columns.begin(),
                         {"event", Column::Type::kText, order.columns.front().descending});
  }
  return orders;
}

absl::StatusOr<std::vector<v1::MeetingRequest>> SelectRequests(Tx& tx, absl::string_view sql,
                                                               std::vector<Param> params) {
  storage::Loaded<v1::MeetingRequest> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

}  // namespace

absl::StatusOr<v1::MatchmakingSettings> FindSettings(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(
      auto found, storage::Find<v1::MatchmakingSettings>(
                      tx, "SELECT body FROM matchmaking_settings WHERE event = $1", event));
  v1::MatchmakingSettings settings = std::move(found).value_or(v1::MatchmakingSettings());
  settings.set_name(absl::StrCat(event, "/matchmaking"));
  return settings;
}

absl::Status WriteSettings(Tx& tx, absl::string_view event,
                           const v1::MatchmakingSettings& settings) {
  const std::string body = settings.SerializeAsString();
  return tx.Run(
      {"INSERT INTO matchmaking_settings (event, body) VALUES ($1, $2) "
       "ON CONFLICT (event) DO UPDATE SET body = excluded.body",
       {event, Bytes{body}},
       nullptr});
}

absl::StatusOr<absl::optional<v1::MeetingRequest>> FindMeetingRequest(Tx& tx,
                                                                      absl::string_view name) {
  return storage::Find<v1::MeetingRequest>(tx, kSelectRequest, name);
}

absl::StatusOr<std::vector<absl::optional<v1::MeetingRequest>>> FindMeetingRequests(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::MeetingRequest>(tx, kSelectRequest, names);
}

absl::StatusOr<int64_t> CountAcceptedRequests(Tx& tx, absl::string_view event) {
  int64_t count = 0;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT COUNT(*) FROM meeting_requests WHERE event = $1 AND state = 2 "
              "AND deleted_us = 0",
              {event},
              [&](const Row& row) { count = row.Int(0); }}));
  return count;
}

absl::StatusOr<std::vector<v1::MeetingRequest>> ListAcceptedRequests(Tx& tx,
                                                                     absl::string_view event) {
  return SelectRequests(tx,
                        "SELECT body FROM meeting_requests WHERE event = $1 AND state = 2 "
                        "AND deleted_us = 0 ORDER BY create_us, name",
                        {event});
}

absl::StatusOr<Sides> SidesOf(Tx& tx, absl::string_view name) {
  Sides sides;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT from_delegation, to_delegation FROM meeting_requests WHERE name = $1",
              {name},
              [&](const Row& row) {
                sides = {std::string(row.Text(0)), std::string(row.Text(1))};
              }}));
  return sides;
}

absl::Status InsertMeetingRequest(Tx& tx, const v1::MeetingRequest& request, const Sides& sides) {
  const std::string body = BodyOf(request);
  const std::string pair = PairOf(request.from().party(), request.to().party());
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO meeting_requests (name, event, from_party, to_party, from_delegation, "
      "to_delegation, pair, is_organizers, state, preference, meeting, expire_us, create_us, "
      "deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
      "$15) ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(request.name()), base::EventOf(request.name()),
       absl::string_view(request.from().party()), absl::string_view(request.to().party()),
       absl::string_view(sides.from), absl::string_view(sides.to), absl::string_view(pair),
       int64_t{request.is_organizers()}, int64_t{request.state()}, int64_t{request.preference()},
       absl::string_view(request.meeting()), ToMicros(request.expire_time()),
       ToMicros(request.create_time()), DeletedMicros(request), Bytes{body}},
      request.name()));
  return WriteNames(tx, request);
}

absl::Status UpdateMeetingRequestRow(Tx& tx, const v1::MeetingRequest& request) {
  const std::string body = BodyOf(request);
  return tx.Run(
      {"UPDATE meeting_requests SET state = $2, preference = $3, meeting = $4, "
       "expire_us = $5, deleted_us = $6, body = $7 WHERE name = $1",
       {absl::string_view(request.name()), int64_t{request.state()}, int64_t{request.preference()},
        absl::string_view(request.meeting()), ToMicros(request.expire_time()),
        DeletedMicros(request), Bytes{body}},
       nullptr});
}

absl::Status RewriteMeetingRequest(Tx& tx, const v1::MeetingRequest& request) {
  PLENARY_RETURN_IF_ERROR(UpdateMeetingRequestRow(tx, request));
  const std::string& from = request.from().party();
  const std::string& to = request.to().party();
  const std::string pair = PairOf(from, to);
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE meeting_requests SET from_party = $2, to_party = $3, pair = $4 "
              "WHERE name = $1",
              {absl::string_view(request.name()), absl::string_view(from), absl::string_view(to),
               absl::string_view(pair)},
              nullptr}));
  return WriteNames(tx, request);
}

std::string PairOf(absl::string_view party, absl::string_view other) {
  // No name has a space in it.
  return party < other ? absl::StrCat(party, " ", other) : absl::StrCat(other, " ", party);
}

absl::StatusOr<std::vector<v1::MeetingRequest>> ListStanding(Tx& tx, absl::string_view event,
                                                             absl::string_view pair) {
  return SelectRequests(tx,
                        "SELECT body FROM meeting_requests WHERE event = $1 AND pair = $2 "
                        "AND state IN (1, 2, 3, 4) AND deleted_us = 0 ORDER BY name",
                        {event, pair});
}

absl::StatusOr<std::vector<v1::MeetingRequest>> ListStandingNaming(Tx& tx, absl::string_view who,
                                                                   int64_t now_us) {
  return SelectRequests(tx,
                        "SELECT body FROM meeting_requests WHERE name IN "
                        "(SELECT request FROM meeting_request_names WHERE who = $1) "
                        "AND (state IN (2, 3) OR (state IN (1, 4) AND expire_us > $2)) "
                        "AND deleted_us = 0 ORDER BY name",
                        {who, now_us});
}

absl::StatusOr<std::vector<v1::MeetingRequest>> ListAllStanding(Tx& tx, absl::string_view event,
                                                                int64_t now_us) {
  return SelectRequests(tx,
                        "SELECT body FROM meeting_requests WHERE event = $1 "
                        "AND (state IN (2, 3) OR (state IN (1, 4) AND expire_us > $2)) "
                        "AND deleted_us = 0 ORDER BY name",
                        {event, now_us});
}

absl::StatusOr<int64_t> CountOpen(Tx& tx, absl::string_view event, absl::string_view party,
                                  int64_t now_us) {
  int64_t open = 0;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT COUNT(*) FROM meeting_requests WHERE event = $1 AND from_party = $2 "
              "AND state IN (1, 2, 4) AND (state = 2 OR expire_us > $3) AND is_organizers = 0 "
              "AND deleted_us = 0",
              {event, party, now_us},
              [&](const Row& row) { open = row.Int(0); }}));
  return open;
}

absl::StatusOr<std::vector<std::string>> ListExpired(Tx& tx, int64_t now_us, int64_t limit) {
  std::vector<std::string> names;
  // The conditions on state and deleted_us are those of the index.
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM meeting_requests WHERE state IN (1, 4) AND deleted_us = 0 "
              "AND expire_us <= $1 ORDER BY expire_us LIMIT $2",
              {now_us, limit},
              [&](const Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

const base::ListSpec& MeetingRequestList() {
  static const auto& spec = *new base::ListSpec(RequestListWith(Orders()));
  return spec;
}

const base::ListSpec& MeetingRequestListOfAllEvents() {
  static const auto& spec = *new base::ListSpec(RequestListWith(EventByEvent(Orders())));
  return spec;
}

Statement SelectPlacesOfMeetingRequest(absl::string_view name, std::vector<std::string>& places) {
  return {"SELECT from_delegation, to_delegation FROM meeting_requests WHERE name = $1",
          {name},
          [&places](const Row& row) {
            for (const int side : {0, 1}) {
              if (!row.Text(side).empty()) places.emplace_back(row.Text(side));
            }
          }};
}

absl::StatusOr<absl::optional<v1::BlockedPair>> FindBlockedPair(Tx& tx, absl::string_view name) {
  return storage::Find<v1::BlockedPair>(tx, "SELECT body FROM blocked_pairs WHERE name = $1", name);
}

absl::StatusOr<std::vector<v1::BlockedPair>> ListAllBlockedPairs(Tx& tx, absl::string_view event) {
  storage::Loaded<v1::BlockedPair> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM blocked_pairs WHERE event = $1 ORDER BY create_us, name",
              {event},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::StatusOr<std::string> BlockedPairOf(Tx& tx, absl::string_view event, absl::string_view pair) {
  std::string name;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT name FROM blocked_pairs WHERE event = $1 AND pair = $2",
                                  {event, pair},
                                  [&](const Row& row) { name = std::string(row.Text(0)); }}));
  return name;
}

absl::Status InsertBlockedPair(Tx& tx, const v1::BlockedPair& pair) {
  const std::string body = pair.SerializeAsString();
  const std::string parties = PairOf(pair.first(), pair.second());
  return storage::InsertNamed(
      tx,
      "INSERT INTO blocked_pairs (name, event, pair, create_us, body) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(pair.name()), base::EventOf(pair.name()), absl::string_view(parties),
       ToMicros(pair.create_time()), Bytes{body}},
      pair.name());
}

absl::Status DeleteBlockedPairRow(Tx& tx, absl::string_view name) {
  return tx.Run({"DELETE FROM blocked_pairs WHERE name = $1", {name}, nullptr});
}

const base::ListSpec& BlockedPairList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListBlockedPairs",
      "SELECT body FROM blocked_pairs",
      {{"create_time", Type::kTime, "create_us"}},
      {{"create_time", {{"create_us", Column::Type::kInt}, {"name", Column::Type::kText}}}}};
  return spec;
}

}  // namespace plenary::matchmaking
