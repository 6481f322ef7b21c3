#include "services/trips/table.h"

#include <cstdint>
#include <functional>

#include "absl/types/span.h"
#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::trips {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;
using Trip = v1::Trip;

// The statements name a state by its number.
static_assert(Trip::APPROVED == 2);

constexpr absl::string_view kSelectTrip = "SELECT body FROM trips WHERE name = $1";

std::string BodyOf(Trip trip) {
  trip.clear_is_report_overdue();
  return trip.SerializeAsString();
}

int64_t DeletedMicros(const Trip& trip) {
  return trip.has_delete_time() ? ToMicros(trip.delete_time()) : 0;
}

absl::Status WritePeople(Tx& tx, const Trip& trip) {
  std::vector<Statement> statements;
  statements.reserve(2 + static_cast<size_t>(trip.members_size()));
  const absl::string_view name = trip.name();
  statements.push_back({"DELETE FROM trip_people WHERE trip = $1", {name}, nullptr});
  const auto add = [&](absl::string_view who) {
    if (who.empty()) return;
    statements.push_back(
        {"INSERT INTO trip_people (who, trip) VALUES ($1, $2) ON CONFLICT DO NOTHING",
         {who, name},
         nullptr});
  };
  add(trip.responsible());
  for (const Trip::Member& each : trip.members()) add(each.person());
  return tx.RunAll(absl::MakeSpan(statements));
}

std::function<void(const Row&)> AddTo(std::vector<std::string>& names) {
  return [&names](const Row& row) {
    if (!row.Text(0).empty()) names.emplace_back(row.Text(0));
  };
}

}  // namespace

absl::StatusOr<absl::optional<Trip>> FindTrip(Tx& tx, absl::string_view name) {
  return storage::Find<Trip>(tx, kSelectTrip, name);
}

absl::StatusOr<std::vector<absl::optional<Trip>>> FindTrips(Tx& tx,
                                                            const std::vector<std::string>& names) {
  return storage::FindEach<Trip>(tx, kSelectTrip, names);
}

absl::StatusOr<std::string> TripOf(Tx& tx, absl::string_view delegation) {
  std::string name;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT name FROM trips WHERE delegation = $1 AND deleted_us = 0",
                                  {delegation},
                                  [&](const Row& row) { name = std::string(row.Text(0)); }}));
  return name;
}

absl::Status InsertTrip(Tx& tx, const Trip& trip) {
  const std::string body = BodyOf(trip);
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO trips (name, delegation, negotiation, responsible, state, return_date, "
      "report_due_date, create_us, deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
      "$10) ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(trip.name()), absl::string_view(trip.delegation()),
       absl::string_view(trip.negotiation()), absl::string_view(trip.responsible()),
       int64_t{trip.state()}, absl::string_view(trip.return_date()),
       absl::string_view(trip.report_due_date()), ToMicros(trip.create_time()), DeletedMicros(trip),
       Bytes{body}},
      trip.name()));
  return WritePeople(tx, trip);
}

absl::Status UpdateTripRow(Tx& tx, const Trip& trip) {
  const std::string body = BodyOf(trip);
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE trips SET negotiation = $2, responsible = $3, state = $4, return_date = $5, "
              "report_due_date = $6, deleted_us = $7, body = $8 WHERE name = $1",
              {absl::string_view(trip.name()), absl::string_view(trip.negotiation()),
               absl::string_view(trip.responsible()), int64_t{trip.state()},
               absl::string_view(trip.return_date()), absl::string_view(trip.report_due_date()),
               DeletedMicros(trip), Bytes{body}},
              nullptr}));
  return WritePeople(tx, trip);
}

const base::ListSpec& TripList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListTrips",
      "SELECT body FROM (SELECT body, name, delegation, negotiation, responsible, state, "
      "return_date, report_due_date, create_us, deleted_us, CASE WHEN state = 2 AND "
      "report_due_date <= $1 THEN 1 ELSE 0 END AS is_overdue FROM trips) AS listed",
      {{"state", Type::kEnum, "state", Trip::State_descriptor()},
       {"delegation", Type::kText, "delegation"},
       {"negotiation", Type::kText, "negotiation"},
       {"responsible", Type::kText, "responsible"},
       {"return_date", Type::kText, "return_date"},
       {"report_due_date", Type::kText, "report_due_date"},
       {"is_report_overdue", Type::kBool, "is_overdue"},
       {"create_time", Type::kTime, "create_us"}},
      storage::OrdersByOrCreation("return_date", "return_date", Column::Type::kText)};
  return spec;
}

absl::StatusOr<std::vector<Trip>> ListTripsNaming(Tx& tx, absl::string_view person) {
  storage::Loaded<Trip> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM trips WHERE name IN (SELECT trip FROM trip_people WHERE who = $1 "
              "OR who IN (SELECT alias FROM person_aliases WHERE person = $1)) ORDER BY name",
              {person},
              loaded.Reader()}));
  return loaded.TakeAll();
}

Statement SelectNegotiationOf(absl::string_view trip, std::vector<std::string>& places) {
  return {"SELECT negotiation FROM trips WHERE name = $1", {trip}, AddTo(places)};
}

Statement SelectPeopleOf(absl::string_view trip, std::vector<std::string>& people) {
  return {
      "SELECT who FROM trip_people WHERE trip = $1 "
      "UNION SELECT a.alias FROM person_aliases AS a JOIN trip_people AS p "
      "ON p.who = a.person WHERE p.trip = $1 "
      "UNION SELECT a.person FROM person_aliases AS a JOIN trip_people AS p "
      "ON p.who = a.alias WHERE p.trip = $1",
      {trip},
      AddTo(people)};
}

}  // namespace plenary::trips
