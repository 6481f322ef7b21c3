#include "services/events/table.h"

#include <utility>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/events/purge_table.h"

namespace plenary::events {
namespace {

using storage::Bytes;
using storage::ToMicros;

constexpr absl::string_view kSelectEvent = "SELECT body FROM events WHERE name = $1";
constexpr absl::string_view kSelectCategory = "SELECT body FROM categories WHERE name = $1";

// 0 where the resource lives.
template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

std::vector<storage::Param> ColumnsOf(const v1::Event& event, const std::string& body) {
  return {absl::string_view(event.name()),
          static_cast<int64_t>(event.kind()),
          static_cast<int64_t>(event.role()),
          static_cast<int64_t>(event.state()),
          absl::string_view(event.host()),
          absl::string_view(event.country_code()),
          ToMicros(event.interval().start_time()),
          ToMicros(event.interval().end_time()),
          ToMicros(event.create_time()),
          DeletedMicros(event),
          Bytes{body}};
}

std::vector<storage::Param> ColumnsOf(const v1::Category& category, const std::string& body) {
  return {absl::string_view(category.name()),
          base::EventOf(category.name()),
          static_cast<int64_t>(category.precedence()),
          static_cast<int64_t>(category.needs_credentials()),
          absl::string_view(category.overflow_of()),
          ToMicros(category.create_time()),
          DeletedMicros(category),
          Bytes{body}};
}

// `used` is counted elsewhere and changes without the category.
std::string BodyOf(v1::Category category) {
  category.clear_used();
  return category.SerializeAsString();
}

}  // namespace

absl::StatusOr<absl::optional<v1::Event>> FindEvent(storage::Tx& tx, absl::string_view name) {
  return storage::Find<v1::Event>(tx, kSelectEvent, name);
}

absl::StatusOr<absl::optional<v1::Category>> FindCategory(storage::Tx& tx, absl::string_view name) {
  return storage::Find<v1::Category>(tx, kSelectCategory, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Event>>> FindEvents(
    storage::Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Event>(tx, kSelectEvent, names);
}

absl::StatusOr<std::vector<absl::optional<v1::Category>>> FindCategories(
    storage::Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Category>(tx, kSelectCategory, names);
}

absl::StatusOr<std::vector<v1::Category>> ListAllCategories(storage::Tx& tx,
                                                            absl::string_view event) {
  storage::Loaded<v1::Category> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectAllCategories(event, loaded)));
  return loaded.TakeAll();
}

storage::Statement SelectEvent(absl::string_view name, storage::Loaded<v1::Event>& into) {
  return {kSelectEvent, {name}, into.Reader()};
}

storage::Statement SelectCategory(absl::string_view name, storage::Loaded<v1::Category>& into) {
  return {kSelectCategory, {name}, into.Reader()};
}

storage::Statement SelectAllCategories(absl::string_view event,
                                       storage::Loaded<v1::Category>& into) {
  return {
      "SELECT body FROM categories WHERE event = $1 AND deleted_us = 0 "
      "ORDER BY precedence, name",
      {event},
      into.Reader()};
}

absl::Status InsertEvent(storage::Tx& tx, const v1::Event& event) {
  const std::string body = event.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO events (name, kind, role, state, host, country_code, start_us, end_us, "
      "create_us, deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(event, body), event.name()));
  return event.has_purge_time() ? NotePurgeTime(tx, event) : absl::OkStatus();
}

absl::Status InsertCategory(storage::Tx& tx, const v1::Category& category) {
  const std::string body = BodyOf(category);
  return storage::InsertNamed(
      tx,
      "INSERT INTO categories (name, event, precedence, needs_credentials, overflow_of, create_us, "
      "deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(category, body), category.name());
}

absl::Status UpdateEventRow(storage::Tx& tx, const v1::Event& event) {
  const std::string body = event.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(NotePurgeTime(tx, event));
  return tx.Run(
      {"UPDATE events SET kind = $2, role = $3, state = $4, host = $5, country_code = $6, "
       "start_us = $7, end_us = $8, create_us = $9, deleted_us = $10, body = $11 WHERE name = $1",
       ColumnsOf(event, body), nullptr});
}

absl::Status UpdateCategoryRow(storage::Tx& tx, const v1::Category& category) {
  const std::string body = BodyOf(category);
  return tx.Run(
      {"UPDATE categories SET event = $2, precedence = $3, needs_credentials = $4, "
       "overflow_of = $5, create_us = $6, deleted_us = $7, body = $8 WHERE name = $1",
       ColumnsOf(category, body), nullptr});
}

absl::StatusOr<std::string> OverflowInto(storage::Tx& tx, absl::string_view category) {
  std::string overflow;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM categories WHERE overflow_of = $1 AND deleted_us = 0 LIMIT 1",
              {category},
              [&](const storage::Row& row) { overflow = std::string(row.Text(0)); }}));
  return overflow;
}

const base::ListSpec& EventList() {
  using Field = base::FilterField;
  static const auto& spec = *new base::ListSpec{
      "ListEvents",
      "SELECT body FROM events",
      {{"kind", Field::Type::kEnum, "kind", v1::Event::Kind_descriptor()},
       {"role", Field::Type::kEnum, "role", v1::Event::Role_descriptor()},
       {"state", Field::Type::kEnum, "state", v1::Event::State_descriptor()},
       {"host", Field::Type::kText, "host"},
       {"country_code", Field::Type::kText, "country_code"},
       {"start_time", Field::Type::kTime, "start_us"},
       {"end_time", Field::Type::kTime, "end_us"},
       {"create_time", Field::Type::kTime, "create_us"}},
      storage::OrdersByOrCreation("start_time", "start_us", base::ListOrder::Column::Type::kInt)};
  return spec;
}

const base::ListSpec& CategoryList() {
  using Field = base::FilterField;
  using Type = base::ListOrder::Column::Type;
  static const auto& spec =
      *new base::ListSpec{"ListCategories",
                          "SELECT body FROM categories",
                          {{"needs_credentials", Field::Type::kBool, "needs_credentials"},
                           {"overflow_of", Field::Type::kText, "overflow_of"}},
                          {{"precedence", {{"precedence", Type::kInt}, {"name", Type::kText}}},
                           {"create_time", {{"create_us", Type::kInt}, {"name", Type::kText}}}}};
  return spec;
}

}  // namespace plenary::events
