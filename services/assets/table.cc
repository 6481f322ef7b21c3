#include "services/assets/table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/collation.h"
#include "services/base/errors.h"

namespace plenary::assets {
namespace {

using storage::Bytes;
using storage::ToMicros;

constexpr absl::string_view kSelectVenue = "SELECT body FROM venues WHERE name = $1";
constexpr absl::string_view kSelectAsset = "SELECT body FROM assets WHERE name = $1";
// Most assets that ListAssetsOf answers with.
constexpr int64_t kMostAssets = 2000;

// 0 where the resource lives.
template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

// The owned columns of a row while its statement waits to be run.
struct Written {
  std::string sort_key;
  std::string body;
};

template <class Resource>
Written WrittenOf(const Resource& resource) {
  return {base::SortKey(resource.display_names(0).text()), resource.SerializeAsString()};
}

std::vector<storage::Param> ColumnsOf(const v1::VenueRecord& venue, const Written& written) {
  return {absl::string_view(venue.name()),
          absl::string_view(venue.country_code()),
          absl::string_view(venue.time_zone()),
          Bytes{written.sort_key},
          ToMicros(venue.create_time()),
          DeletedMicros(venue),
          Bytes{written.body}};
}

std::vector<storage::Param> ColumnsOf(const v1::Asset& asset, const Written& written) {
  return {absl::string_view(asset.name()),
          static_cast<int64_t>(asset.kind()),
          absl::string_view(asset.venue()),
          absl::string_view(asset.person()),
          static_cast<int64_t>(asset.capacity()),
          Bytes{written.sort_key},
          ToMicros(asset.create_time()),
          DeletedMicros(asset),
          Bytes{written.body}};
}

absl::Status InsertParts(storage::Tx& tx, const v1::Asset& asset) {
  std::vector<storage::Statement> statements;
  statements.reserve(asset.parts_size());
  for (const std::string& part : asset.parts()) {
    statements.push_back({"INSERT INTO asset_parts (asset, part) VALUES ($1, $2)",
                          {absl::string_view(asset.name()), absl::string_view(part)},
                          nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

// The only name that `sql` selects for $1; empty where there is none.
absl::StatusOr<std::string> FindName(storage::Tx& tx, absl::string_view sql,
                                     absl::string_view param) {
  std::string name;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, {param}, [&](const storage::Row& row) { name = std::string(row.Text(0)); }}));
  return name;
}

storage::Statement SelectWays(absl::string_view sql, std::vector<storage::Param> params,
                              std::vector<Way>& into) {
  return {sql, std::move(params), [&into](const storage::Row& row) {
            into.push_back({std::string(row.Text(0)), std::string(row.Text(1)), row.Int(2)});
          }};
}

}  // namespace

absl::StatusOr<absl::optional<v1::VenueRecord>> FindVenue(storage::Tx& tx, absl::string_view name) {
  return storage::Find<v1::VenueRecord>(tx, kSelectVenue, name);
}

absl::StatusOr<absl::optional<v1::Asset>> FindAsset(storage::Tx& tx, absl::string_view name) {
  return storage::Find<v1::Asset>(tx, kSelectAsset, name);
}

absl::StatusOr<std::vector<absl::optional<v1::VenueRecord>>> FindVenues(
    storage::Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::VenueRecord>(tx, kSelectVenue, names);
}

absl::StatusOr<std::vector<absl::optional<v1::Asset>>> FindAssets(
    storage::Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Asset>(tx, kSelectAsset, names);
}

absl::StatusOr<std::vector<v1::Asset>> ListAssetsOf(storage::Tx& tx, v1::Asset::Kind kind,
                                                    absl::string_view venue) {
  std::string sql = "SELECT body FROM assets WHERE deleted_us = 0";
  std::vector<storage::Param> params = {kMostAssets};
  if (kind != v1::Asset::KIND_UNSPECIFIED) {
    params.emplace_back(static_cast<int64_t>(kind));
    absl::StrAppend(&sql, " AND kind = $", params.size());
  }
  if (!venue.empty()) {
    params.emplace_back(venue);
    absl::StrAppend(&sql, " AND venue = $", params.size());
  }
  absl::StrAppend(&sql, " ORDER BY name LIMIT $1");
  storage::Loaded<v1::Asset> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

absl::StatusOr<absl::Duration> FindTravelTime(storage::Tx& tx, absl::string_view origin,
                                              absl::string_view destination) {
  absl::Duration time = absl::ZeroDuration();
  if (origin == destination) return time;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT seconds FROM travel_times WHERE origin = $1 AND destination = $2",
              {origin, destination},
              [&](const storage::Row& row) { time = absl::Seconds(row.Int(0)); }}));
  return time;
}

absl::StatusOr<absl::Duration> LongestTravelTime(storage::Tx& tx) {
  absl::Duration longest = absl::ZeroDuration();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT seconds FROM travel_times ORDER BY seconds DESC LIMIT 1",
              {},
              [&](const storage::Row& row) { longest = absl::Seconds(row.Int(0)); }}));
  return longest;
}

absl::StatusOr<std::vector<Way>> ListWaysOf(storage::Tx& tx,
                                            const std::vector<std::string>& venues) {
  std::vector<Way> ways;
  std::vector<storage::Statement> statements;
  statements.reserve(2 * venues.size());
  for (const std::string& venue : venues) {
    statements.push_back(
        SelectWays("SELECT origin, destination, seconds FROM travel_times WHERE origin = $1",
                   {absl::string_view(venue)}, ways));
    statements.push_back(
        SelectWays("SELECT origin, destination, seconds FROM travel_times WHERE destination = $1",
                   {absl::string_view(venue)}, ways));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return ways;
}

absl::StatusOr<std::vector<Way>> ReadWays(storage::Tx& tx, const base::ListQuery& query) {
  std::vector<storage::Param> params;
  params.reserve(query.params.size());
  for (const base::SqlValue& value : query.params) params.push_back(storage::ToParam(value));
  std::vector<Way> ways;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectWays(query.sql, std::move(params), ways)));
  return ways;
}

absl::Status WriteWays(storage::Tx& tx, const std::vector<Way>& ways) {
  std::vector<storage::Statement> statements;
  statements.reserve(ways.size());
  for (const Way& way : ways) {
    statements.push_back(
        {"INSERT INTO travel_times (origin, destination, seconds) VALUES ($1, $2, $3) "
         "ON CONFLICT (origin, destination) DO UPDATE SET seconds = excluded.seconds",
         {absl::string_view(way.origin), absl::string_view(way.destination), way.seconds},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status InsertVenue(storage::Tx& tx, const v1::VenueRecord& venue) {
  const Written written = WrittenOf(venue);
  return storage::InsertNamed(
      tx,
      "INSERT INTO venues (name, country_code, time_zone, sort_key, create_us, deleted_us, body) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(venue, written), venue.name());
}

absl::Status InsertAsset(storage::Tx& tx, const v1::Asset& asset) {
  const Written written = WrittenOf(asset);
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO assets (name, kind, venue, person, capacity, sort_key, create_us, deleted_us, "
      "body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(asset, written), asset.name()));
  return InsertParts(tx, asset);
}

absl::Status UpdateVenueRow(storage::Tx& tx, const v1::VenueRecord& venue) {
  const Written written = WrittenOf(venue);
  return tx.Run(
      {"UPDATE venues SET country_code = $2, time_zone = $3, sort_key = $4, create_us = $5, "
       "deleted_us = $6, body = $7 WHERE name = $1",
       ColumnsOf(venue, written), nullptr});
}

absl::Status UpdateAssetRow(storage::Tx& tx, const v1::Asset& asset) {
  const Written written = WrittenOf(asset);
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE assets SET kind = $2, venue = $3, person = $4, capacity = $5, sort_key = $6, "
              "create_us = $7, deleted_us = $8, body = $9 WHERE name = $1",
              ColumnsOf(asset, written), nullptr}));
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"DELETE FROM asset_parts WHERE asset = $1", {absl::string_view(asset.name())}, nullptr}));
  return InsertParts(tx, asset);
}

absl::StatusOr<std::string> AssetIn(storage::Tx& tx, absl::string_view venue) {
  return FindName(
      tx, "SELECT name FROM assets WHERE venue = $1 AND deleted_us = 0 ORDER BY name LIMIT 1",
      venue);
}

absl::StatusOr<std::string> AssetMadeOf(storage::Tx& tx, absl::string_view part) {
  return FindName(tx,
                  "SELECT asset FROM asset_parts WHERE part = $1 AND EXISTS (SELECT 1 FROM assets "
                  "WHERE name = asset AND deleted_us = 0) ORDER BY asset LIMIT 1",
                  part);
}

absl::StatusOr<std::vector<v1::Asset>> AssetsWith(storage::Tx& tx, absl::string_view person) {
  storage::Loaded<v1::Asset> loaded;
  // "person <> ''" is the condition of the index.
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM assets WHERE person = $1 AND person <> '' "
              "AND deleted_us = 0 ORDER BY name",
              {person},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::StatusOr<std::vector<std::string>> AssetsMadeOf(storage::Tx& tx, absl::string_view part) {
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT asset FROM asset_parts WHERE part = $1 AND EXISTS (SELECT 1 FROM assets "
              "WHERE name = asset AND deleted_us = 0) ORDER BY asset",
              {part},
              [&](const storage::Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

const base::ListSpec& VenueList() {
  using Field = base::FilterField;
  static const auto& spec =
      *new base::ListSpec{"ListVenues",
                          "SELECT body FROM venues",
                          {{"country_code", Field::Type::kText, "country_code"},
                           {"time_zone", Field::Type::kText, "time_zone"},
                           {"create_time", Field::Type::kTime, "create_us"}},
                          storage::OrdersByOrCreation("display_name", "sort_key",
                                                      base::ListOrder::Column::Type::kBytes)};
  return spec;
}

const base::ListSpec& AssetList() {
  using Field = base::FilterField;
  static const auto& spec =
      *new base::ListSpec{"ListAssets",
                          "SELECT body FROM assets",
                          {{"kind", Field::Type::kEnum, "kind", v1::Asset::Kind_descriptor()},
                           {"venue", Field::Type::kText, "venue"},
                           {"capacity", Field::Type::kInt, "capacity"},
                           {"person", Field::Type::kText, "person"},
                           {"create_time", Field::Type::kTime, "create_us"}},
                          storage::OrdersByOrCreation("display_name", "sort_key",
                                                      base::ListOrder::Column::Type::kBytes)};
  return spec;
}

const base::ListSpec& TravelTimeList() {
  using Type = base::ListOrder::Column::Type;
  static const auto& spec =
      *new base::ListSpec{"ListTravelTimes",
                          "SELECT origin, destination, seconds FROM travel_times",
                          {},
                          {{"origin", {{"origin", Type::kText}, {"destination", Type::kText}}}}};
  return spec;
}

}  // namespace plenary::assets
