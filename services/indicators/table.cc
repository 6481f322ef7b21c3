#include "services/indicators/table.h"

#include <utility>

#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::indicators {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Row;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;
using Type = base::FilterField::Type;

// The statements name it by its number.
static_assert(v1::Figure::TARGET == 1);

constexpr absl::string_view kSelectIndicator = "SELECT body FROM indicators WHERE name = $1";
constexpr absl::string_view kSelectFigure = "SELECT body FROM figures WHERE name = $1";
constexpr absl::string_view kSelectResult = "SELECT body FROM results WHERE name = $1";

// As what a result names something.
constexpr char kParty[] = "party";
constexpr char kOrigin[] = "origin";
constexpr char kFigure[] = "figure";

template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

Statement SelectLatest(absl::string_view indicator, const KeyedFigure& keyed,
                       storage::Loaded<v1::Figure>& into) {
  const v1::Figure& figure = keyed.figure;
  return {
      "SELECT body FROM figures WHERE indicator = $1 AND country = $2 AND organization = $3 "
      "AND period_key = $4 AND kind = $5 AND source = $6 AND latest = 1",
      {indicator, absl::string_view(figure.country()), absl::string_view(figure.organization()),
       keyed.period_key, int64_t{figure.kind()}, absl::string_view(figure.source())},
      into.Reader()};
}

std::vector<base::FilterField> FigureFields() {
  return {{"country", Type::kText, "country"},
          {"organization", Type::kText, "organization"},
          {"kind", Type::kEnum, "kind", v1::Figure::Kind_descriptor()},
          {"status", Type::kEnum, "status", v1::Figure::Status_descriptor()},
          {"source", Type::kText, "source"},
          {"period.kind", Type::kEnum, "period_kind", v1::FigurePeriod::Kind_descriptor()},
          {"period.year", Type::kInt, "period_year"},
          {"period.number", Type::kInt, "period_number"},
          {"revision", Type::kInt, "revision"},
          {"latest", Type::kBool, "latest"},
          {"create_time", Type::kTime, "create_us"}};
}

// What a result names as `role`.
base::FilterField NamedAs(const std::string& role) {
  return {
      role, Type::kText, "named", nullptr, "name IN (SELECT result FROM result_names WHERE role =",
      role};
}

// Writes what a result names.
absl::Status WriteNames(Tx& tx, const v1::Result& result) {
  const absl::string_view name = result.name();
  std::vector<Statement> statements;
  statements.reserve(1 + static_cast<size_t>(result.parties_size() + result.origins_size() +
                                             result.figures_size()));
  statements.push_back({"DELETE FROM result_names WHERE result = $1", {name}, nullptr});
  const auto add = [&](const google::protobuf::RepeatedPtrField<std::string>& all,
                       absl::string_view role) {
    for (const std::string& named : all) {
      statements.push_back({"INSERT INTO result_names (named, role, result) VALUES ($1, $2, $3)",
                            {absl::string_view(named), role, name},
                            nullptr});
    }
  };
  add(result.parties(), kParty);
  add(result.origins(), kOrigin);
  add(result.figures(), kFigure);
  return tx.RunAll(absl::MakeSpan(statements));
}

}  // namespace

absl::StatusOr<absl::optional<v1::Indicator>> FindIndicator(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Indicator>(tx, kSelectIndicator, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Indicator>>> FindIndicators(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Indicator>(tx, kSelectIndicator, names);
}

absl::Status InsertIndicator(Tx& tx, const v1::Indicator& indicator) {
  const std::string body = indicator.SerializeAsString();
  return storage::InsertNamed(
      tx,
      "INSERT INTO indicators (name, unit, create_us, deleted_us, body) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(indicator.name()), absl::string_view(indicator.unit()),
       ToMicros(indicator.create_time()), DeletedMicros(indicator), Bytes{body}},
      indicator.name());
}

absl::Status UpdateIndicatorRow(Tx& tx, const v1::Indicator& indicator) {
  const std::string body = indicator.SerializeAsString();
  return tx.Run({"UPDATE indicators SET unit = $2, deleted_us = $3, body = $4 WHERE name = $1",
                 {absl::string_view(indicator.name()), absl::string_view(indicator.unit()),
                  DeletedMicros(indicator), Bytes{body}},
                 nullptr});
}

const base::ListSpec& IndicatorList() {
  static const auto& spec = *new base::ListSpec{
      "ListIndicators",
      "SELECT body FROM indicators",
      {{"unit", Type::kText, "unit"}, {"create_time", Type::kTime, "create_us"}},
      {{"create_time", {{"create_us", Column::Type::kInt}, {"name", Column::Type::kText}}},
       {"create_time desc",
        {{"create_us", Column::Type::kInt, true}, {"name", Column::Type::kText, true}}}}};
  return spec;
}

absl::StatusOr<absl::optional<v1::Figure>> FindFigure(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Figure>(tx, kSelectFigure, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Figure>>> FindFigures(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Figure>(tx, kSelectFigure, names);
}

absl::StatusOr<std::vector<absl::optional<v1::Figure>>> FindLatest(
    Tx& tx, absl::string_view indicator, const std::vector<KeyedFigure>& figures) {
  std::vector<storage::Loaded<v1::Figure>> loaded(figures.size());
  std::vector<Statement> statements;
  statements.reserve(figures.size());
  for (size_t i = 0; i < figures.size(); ++i) {
    statements.push_back(SelectLatest(indicator, figures[i], loaded[i]));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<absl::optional<v1::Figure>> latest;
  latest.reserve(figures.size());
  for (storage::Loaded<v1::Figure>& one : loaded) {
    PLENARY_ASSIGN_OR_RETURN(latest.emplace_back(), one.Take());
  }
  return latest;
}

absl::StatusOr<std::string> AnyFigureOf(Tx& tx, absl::string_view indicator) {
  std::string figure;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM figures WHERE indicator = $1 ORDER BY create_us, name LIMIT 1",
              {indicator},
              [&](const Row& row) { figure = std::string(row.Text(0)); }}));
  return figure;
}

absl::Status InsertFigure(Tx& tx, absl::string_view indicator, const KeyedFigure& keyed) {
  const v1::Figure& figure = keyed.figure;
  const std::string body = figure.SerializeAsString();
  return tx.Run(
      {"INSERT INTO figures (name, indicator, country, organization, period_key, period_kind, "
       "period_year, period_number, kind, source, revision, status, latest, create_us, body) "
       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14)",
       {absl::string_view(figure.name()), indicator, absl::string_view(figure.country()),
        absl::string_view(figure.organization()), keyed.period_key, int64_t{figure.period().kind()},
        int64_t{figure.period().year()}, int64_t{figure.period().number()}, int64_t{figure.kind()},
        absl::string_view(figure.source()), int64_t{figure.revision()}, int64_t{figure.status()},
        ToMicros(figure.create_time()), Bytes{body}},
       nullptr});
}

absl::Status SupersedeFigure(Tx& tx, const v1::Figure& figure) {
  const std::string body = figure.SerializeAsString();
  return tx.Run({"UPDATE figures SET latest = 0, body = $2 WHERE name = $1",
                 {absl::string_view(figure.name()), Bytes{body}},
                 nullptr});
}

absl::StatusOr<std::vector<v1::Figure>> ListLatestOf(Tx& tx, absl::string_view indicator,
                                                     int64_t period_key, absl::string_view source,
                                                     int64_t limit) {
  storage::Loaded<v1::Figure> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM figures WHERE indicator = $1 AND period_key = $2 AND latest = 1 "
              "AND ($3 = '' OR source = $3 OR kind = 1) ORDER BY name LIMIT $4",
              {indicator, period_key, source, limit},
              loaded.Reader()}));
  return loaded.TakeAll();
}

const base::ListSpec& FigureList() {
  static const auto& spec =
      *new base::ListSpec{"ListFigures", "SELECT body FROM figures", FigureFields(),
                          storage::OrdersByOrCreation("period", "period_key", Column::Type::kInt)};
  return spec;
}

absl::StatusOr<absl::optional<v1::Result>> FindResult(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Result>(tx, kSelectResult, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Result>>> FindResults(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Result>(tx, kSelectResult, names);
}

absl::Status InsertResult(Tx& tx, const v1::Result& result) {
  const std::string body = result.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO results (name, kind, country, currency, date, create_us, deleted_us, body) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(result.name()), int64_t{result.kind()},
       absl::string_view(result.country()), absl::string_view(result.currency()),
       absl::string_view(result.date()), ToMicros(result.create_time()), DeletedMicros(result),
       Bytes{body}},
      result.name()));
  return WriteNames(tx, result);
}

absl::Status UpdateResultRow(Tx& tx, const v1::Result& result) {
  const std::string body = result.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE results SET kind = $2, country = $3, currency = $4, date = $5, "
              "deleted_us = $6, body = $7 WHERE name = $1",
              {absl::string_view(result.name()), int64_t{result.kind()},
               absl::string_view(result.country()), absl::string_view(result.currency()),
               absl::string_view(result.date()), DeletedMicros(result), Bytes{body}},
              nullptr}));
  return WriteNames(tx, result);
}

const base::ListSpec& ResultList() {
  static const auto& spec =
      *new base::ListSpec{"ListResults",
                          "SELECT body FROM results",
                          {{"kind", Type::kEnum, "kind", v1::Result::Kind_descriptor()},
                           {"country", Type::kText, "country"},
                           {"currency", Type::kText, "currency"},
                           {"date", Type::kText, "date"},
                           NamedAs(kParty),
                           NamedAs(kOrigin),
                           NamedAs(kFigure),
                           {"create_time", Type::kTime, "create_us"}},
                          storage::OrdersByOrCreation("date", "date", Column::Type::kText)};
  return spec;
}

}  // namespace plenary::indicators
