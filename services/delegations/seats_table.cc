#include "services/delegations/seats_table.h"

#include <map>
#include <utility>

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

void AddHeld(const Row& row, SeatCount& into) { into.held = row.Int(0); }

std::function<void(const Row&)> AddInLine(std::vector<InLine>& into) {
  into.clear();
  return [&into](const Row& row) {
    into.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
  };
}

absl::StatusOr<std::vector<v1::SeatHold>> SelectHolds(Tx& tx, absl::string_view sql,
                                                      std::vector<Param> params) {
  storage::Loaded<v1::SeatHold> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

absl::StatusOr<std::vector<std::string>> SelectNames(Tx& tx, absl::string_view sql,
                                                     std::vector<Param> params) {
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, std::move(params), [&](const Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

// A delegation's rows while they are gathered from three places.
class QuotaRows {
 public:
  explicit QuotaRows(absl::string_view delegation) : delegation_(delegation) {}

  void AddStatements(int64_t now_us, std::vector<Statement>& statements) {
    statements.push_back(
        {"SELECT category, limit_seats, used, over_reason FROM quotas "
         "WHERE delegation = $1 AND (limit_seats IS NOT NULL OR used > 0)",
         {delegation_},
         [this](const Row& row) {
           SeatCount& count = Of(row.Text(0)).count;
           if (!row.IsNull(1)) count.limit = row.Int(1);
           count.used = row.Int(2);
           count.over_reason = std::string(row.Text(3));
         }});
    statements.push_back(
        {"SELECT category, CAST(SUM(seats) AS BIGINT) FROM seat_holds "
         "WHERE delegation = $1 AND is_open = 1 AND expire_us > $2 "
         "GROUP BY category",
         {delegation_, now_us},
         [this](const Row& row) { Of(row.Text(0)).count.held = row.Int(1); }});
    statements.push_back(
        {"SELECT category, COUNT(*) FROM participants "
         "WHERE delegation = $1 AND line_class < 2 GROUP BY category",
         {delegation_},
         [this](const Row& row) { Of(row.Text(0)).waiting = row.Int(1); }});
  }
  std::vector<QuotaRow> TakeAll() {
    std::vector<QuotaRow> rows;
    rows.reserve(by_category_.size());
    for (auto& [category, row] : by_category_) rows.push_back(std::move(row));
    return rows;
  }

 private:
  QuotaRow& Of(absl::string_view category) {
    QuotaRow& row = by_category_[std::string(category)];
    row.delegation = std::string(delegation_);
    row.category = std::string(category);
    return row;
  }

  const absl::string_view delegation_;
  std::map<std::string, QuotaRow> by_category_;
};

}  // namespace

void SelectQuota(absl::string_view delegation, absl::string_view category, absl::Time now,
                 SeatCount& into, std::vector<Statement>& statements) {
  into = SeatCount();
  statements.push_back(
      {"SELECT limit_seats, used, over_reason FROM quotas "
       "WHERE delegation = $1 AND category = $2",
       {delegation, category},
       [&into](const Row& row) {
         if (!row.IsNull(0)) into.limit = row.Int(0);
         into.used = row.Int(1);
         into.over_reason = std::string(row.Text(2));
       }});
  statements.push_back(
      {"SELECT CAST(SUM(seats) AS BIGINT) FROM seat_holds WHERE delegation = $1 "
       "AND category = $2 AND is_open = 1 AND expire_us > $3",
       {delegation, category, absl::ToUnixMicros(now)},
       [&into](const Row& row) { AddHeld(row, into); }});
}

void SelectCategoryUse(absl::string_view category, absl::Time now, SeatCount& into,
                       std::vector<Statement>& statements) {
  into = SeatCount();
  statements.push_back({"SELECT used, over_reason FROM category_use WHERE category = $1",
                        {category},
                        [&into](const Row& row) {
                          into.used = row.Int(0);
                          into.over_reason = std::string(row.Text(1));
                        }});
  statements.push_back(
      {"SELECT CAST(SUM(seats) AS BIGINT) FROM seat_holds "
       "WHERE category = $1 AND is_open = 1 AND expire_us > $2",
       {category, absl::ToUnixMicros(now)},
       [&into](const Row& row) { AddHeld(row, into); }});
}

absl::Status AddUsed(Tx& tx, absl::string_view delegation, absl::string_view category,
                     int64_t seats) {
  if (!delegation.empty()) {
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"INSERT INTO quotas (delegation, category, event, used, over_reason) "
                "VALUES ($1, $2, $3, $4, '') "
                "ON CONFLICT (delegation, category) DO UPDATE SET used = quotas.used + $4",
                {delegation, category, base::EventOf(category), seats},
                nullptr}));
  }
  return tx.Run(
      {"INSERT INTO category_use (category, event, used, over_reason) "
       "VALUES ($1, $2, $3, '') "
       "ON CONFLICT (category) DO UPDATE SET used = category_use.used + $3",
       {category, base::EventOf(category), seats},
       nullptr});
}

absl::Status SetLimit(Tx& tx, absl::string_view delegation, absl::string_view category,
                      absl::optional<int64_t> limit, absl::string_view over_reason) {
  return tx.Run(
      {"INSERT INTO quotas (delegation, category, event, limit_seats, used, over_reason) "
       "VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (delegation, category) "
       "DO UPDATE SET limit_seats = $4, over_reason = $5",
       {delegation, category, base::EventOf(category),
        limit ? Param(*limit) : Param(absl::monostate()), over_reason},
       nullptr});
}

absl::Status NoteOverbooking(Tx& tx, absl::string_view delegation, absl::string_view category,
                             absl::string_view reason) {
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE quotas SET over_reason = $3 WHERE delegation = $1 AND category = $2",
              {delegation, category, reason},
              nullptr}));
  return tx.Run({"UPDATE category_use SET over_reason = $2 WHERE category = $1",
                 {category, reason},
                 nullptr});
}

absl::StatusOr<bool> QuotaNames(Tx& tx, absl::string_view category) {
  bool named = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT 1 FROM quotas WHERE category = $1 "
              "AND (limit_seats IS NOT NULL OR used > 0) LIMIT 1",
              {category},
              [&](const Row&) { named = true; }}));
  return named;
}

absl::StatusOr<std::vector<std::vector<QuotaRow>>> ListQuotasOf(
    Tx& tx, const std::vector<std::string>& delegations, absl::Time now) {
  std::vector<QuotaRows> gathered;
  gathered.reserve(delegations.size());
  std::vector<Statement> statements;
  statements.reserve(3 * delegations.size());
  for (const std::string& delegation : delegations) {
    gathered.emplace_back(delegation).AddStatements(absl::ToUnixMicros(now), statements);
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<std::vector<QuotaRow>> all;
  all.reserve(gathered.size());
  for (QuotaRows& one : gathered) all.push_back(one.TakeAll());
  return all;
}

absl::StatusOr<std::vector<QuotaRow>> ListCategoryUse(Tx& tx,
                                                      const std::vector<std::string>& categories,
                                                      absl::Time now) {
  std::vector<QuotaRow> rows(categories.size());
  std::vector<Statement> statements;
  statements.reserve(3 * categories.size());
  for (size_t i = 0; i < categories.size(); ++i) {
    QuotaRow& into = rows[i];
    into.category = categories[i];
    SelectCategoryUse(categories[i], now, into.count, statements);
    statements.push_back(
        {"SELECT COUNT(*) FROM participants WHERE category = $1 AND line_class < 2",
         {absl::string_view(categories[i])},
         [&into](const Row& row) { into.waiting = row.Int(0); }});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return rows;
}

absl::StatusOr<absl::optional<HoldRow>> FindHold(Tx& tx, absl::string_view name) {
  storage::Loaded<v1::SeatHold> loaded;
  bool is_open = false;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT body, is_open FROM seat_holds WHERE name = $1",
                                  {name},
                                  [&, read_body = loaded.Reader()](const Row& row) {
                                    read_body(row);
                                    is_open = row.Int(1) != 0;
                                  }}));
  PLENARY_ASSIGN_OR_RETURN(absl::optional<v1::SeatHold> hold, loaded.Take());
  if (!hold) return absl::optional<HoldRow>();
  return absl::make_optional(HoldRow{*std::move(hold), is_open});
}

absl::StatusOr<std::vector<v1::SeatHold>> ListOpenHoldsOf(Tx& tx, absl::string_view delegation) {
  return SelectHolds(
      tx, "SELECT body FROM seat_holds WHERE delegation = $1 AND is_open = 1 ORDER BY name",
      {delegation});
}

absl::StatusOr<bool> SeatsAreHeldIn(Tx& tx, absl::string_view category, absl::Time now) {
  bool held = false;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT 1 FROM seat_holds WHERE event = $1 AND is_open = 1 AND expire_us > $2 "
              "AND category = $3 LIMIT 1",
              {base::EventOf(category), absl::ToUnixMicros(now), category},
              [&](const Row&) { held = true; }}));
  return held;
}

absl::StatusOr<std::vector<v1::SeatHold>> ListOpenHoldsIn(Tx& tx, absl::string_view event) {
  return SelectHolds(
      tx, "SELECT body FROM seat_holds WHERE event = $1 AND is_open = 1 ORDER BY name", {event});
}

absl::StatusOr<std::vector<v1::SeatHold>> ListExpiredHolds(Tx& tx, absl::string_view event,
                                                           absl::Time now, int limit) {
  return SelectHolds(tx,
                     "SELECT body FROM seat_holds WHERE event = $1 AND is_open = 1 "
                     "AND expire_us <= $2 ORDER BY expire_us LIMIT $3",
                     {event, absl::ToUnixMicros(now), static_cast<int64_t>(limit)});
}

absl::StatusOr<std::vector<std::string>> EventsWithExpiredHolds(Tx& tx, absl::Time now, int limit) {
  return SelectNames(tx,
                     "SELECT DISTINCT event FROM seat_holds WHERE is_open = 1 AND expire_us <= $1 "
                     "ORDER BY event LIMIT $2",
                     {absl::ToUnixMicros(now), static_cast<int64_t>(limit)});
}

absl::Status InsertHold(Tx& tx, const v1::SeatHold& hold) {
  const std::string body = hold.SerializeAsString();
  const absl::string_view name = hold.name();
  return tx.Run(
      {"INSERT INTO seat_holds (name, event, delegation, category, seats, expire_us, is_open, "
       "body) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
       {name, base::EventOf(name), name.substr(0, name.find("/seatHolds/")),
        absl::string_view(hold.category()), static_cast<int64_t>(hold.seats()),
        ToMicros(hold.expire_time()), Bytes{body}},
       nullptr});
}

absl::Status UpdateHold(Tx& tx, const v1::SeatHold& hold, bool is_open) {
  const std::string body = hold.SerializeAsString();
  return tx.Run(
      {"UPDATE seat_holds SET seats = $2, expire_us = $3, is_open = $4, body = $5 WHERE name = $1",
       {absl::string_view(hold.name()), static_cast<int64_t>(hold.seats()),
        ToMicros(hold.expire_time()), static_cast<int64_t>(is_open), Bytes{body}},
       nullptr});
}

const base::ListSpec& SeatHoldList() {
  using Type = base::FilterField::Type;
  using ColumnType = base::ListOrder::Column::Type;
  static const auto& spec = *new base::ListSpec{
      "ListSeatHolds",
      "SELECT body FROM seat_holds",
      {{"category", Type::kText, "category"}, {"expire_time", Type::kTime, "expire_us"}},
      {{"expire_time", {{"expire_us", ColumnType::kInt}, {"name", ColumnType::kText}}}}};
  return spec;
}

Statement SelectLine(absl::string_view category, std::vector<InLine>& into) {
  return {
      "SELECT name, delegation FROM participants WHERE category = $1 AND line_class < 2 "
      "ORDER BY line_class, slot_us, name",
      {category},
      AddInLine(into)};
}

Statement SelectFirstInLine(absl::string_view category, std::vector<InLine>& into) {
  return {
      "SELECT name, delegation FROM participants WHERE category = $1 AND line_class < 2 "
      "ORDER BY line_class, slot_us, name LIMIT 1",
      {category},
      AddInLine(into)};
}

Statement SelectLastSlot(absl::string_view category, int64_t line_class, int64_t& into) {
  into = 0;
  return {
      "SELECT MAX(slot_us) FROM participants "
      "WHERE category = $1 AND line_class = $2 AND line_class < 2",
      {category, line_class},
      [&into](const Row& row) { into = row.Int(0); }};
}

Statement SelectPlace(absl::string_view participant, int64_t& into) {
  into = 0;
  return {
      "SELECT COUNT(*) FROM participants AS own JOIN participants AS ahead "
      "ON ahead.category = own.category AND ahead.line_class < 2 "
      "AND (ahead.line_class, ahead.slot_us, ahead.name) "
      "<= (own.line_class, own.slot_us, own.name) WHERE own.name = $1 AND own.line_class < 2",
      {participant},
      [&into](const Row& row) { into = row.Int(0); }};
}

absl::StatusOr<std::vector<OwnWaiter>> ListOwnWaiters(Tx& tx, absl::string_view delegation,
                                                      absl::string_view category) {
  std::vector<OwnWaiter> waiters;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name, line_class, line_rank, waiting_us, slot_us FROM participants "
              "WHERE delegation = $1 AND category = $2 AND line_class < 2 ORDER BY name",
              {delegation, category},
              [&](const Row& row) {
                waiters.push_back(
                    {std::string(row.Text(0)), row.Int(1), row.Int(2), row.Int(3), row.Int(4)});
              }}));
  return waiters;
}

absl::Status SetSlot(Tx& tx, absl::string_view participant, int64_t slot_us) {
  return tx.Run(
      {"UPDATE participants SET slot_us = $2 WHERE name = $1", {participant, slot_us}, nullptr});
}

absl::StatusOr<std::vector<std::string>> CategoriesWithLine(Tx& tx, absl::string_view event) {
  return SelectNames(tx,
                     "SELECT DISTINCT category FROM participants "
                     "WHERE event = $1 AND line_class < 2 ORDER BY category",
                     {event});
}

absl::StatusOr<std::vector<std::string>> EventsWithLine(Tx& tx) {
  return SelectNames(
      tx, "SELECT DISTINCT event FROM participants WHERE line_class < 2 ORDER BY event", {});
}

}  // namespace plenary::delegations
