// What every room does with a resource that is one row with its protobuf bytes in `body`: load it,
// insist that it is there, stamp it, page through many.
#ifndef PLENARY_SERVICES_STORAGE_RESOURCE_H_
#define PLENARY_SERVICES_STORAGE_RESOURCE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/etag.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Instants, to whole microseconds, between absl, protobuf and columns.
inline google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}
inline int64_t ToMicros(const google::protobuf::Timestamp& time) {
  return google::protobuf::util::TimeUtil::TimestampToMicroseconds(time);
}

// The resources a statement selects, in the order of its rows. The statement's first column is
// `body`. Outlives the call that runs the statement.
template <class Resource>
class Loaded {
 public:
  // For Statement::each.
  std::function<void(const Row&)> Reader() {
    return [this](const Row& row) {
      const absl::string_view body = row.Text(0);
      if (!resources_.emplace_back().ParseFromArray(body.data(), static_cast<int>(body.size()))) {
        damaged_ = true;
      }
    };
  }
  // Every resource that was selected. DATA_LOSS: DATABASE_CORRUPT where a body cannot be read.
  absl::StatusOr<std::vector<Resource>> TakeAll() {
    PLENARY_RETURN_IF_ERROR(Check());
    return std::move(resources_);
  }
  // The only one, or nullopt where there was no row. DATA_LOSS as in TakeAll.
  absl::StatusOr<absl::optional<Resource>> Take() {
    PLENARY_RETURN_IF_ERROR(Check());
    if (resources_.empty()) return absl::optional<Resource>();
    return absl::make_optional(std::move(resources_.front()));
  }

 private:
  absl::Status Check() const {
    if (!damaged_) return absl::OkStatus();
    return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                        absl::StrCat("a stored ", Resource::descriptor()->name(),
                                     " cannot be read; restore the database from a backup"));
  }

  std::vector<Resource> resources_;
  bool damaged_ = false;
};

// Loads the resource `name` by `sql`, which takes it as $1.
template <class Resource>
absl::StatusOr<absl::optional<Resource>> Find(Tx& tx, absl::string_view sql,
                                              absl::string_view name) {
  Loaded<Resource> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, {name}, loaded.Reader()}));
  return loaded.Take();
}

// Loads several by the same `sql` in one round trip: one answer for each name, in its order.
template <class Resource>
absl::StatusOr<std::vector<absl::optional<Resource>>> FindEach(
    Tx& tx, absl::string_view sql, const std::vector<std::string>& names) {
  std::vector<Loaded<Resource>> loaded(names.size());
  std::vector<Statement> statements;
  statements.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    statements.push_back({sql, {absl::string_view(names[i])}, loaded[i].Reader()});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  std::vector<absl::optional<Resource>> found;
  found.reserve(names.size());
  for (Loaded<Resource>& one : loaded) {
    PLENARY_ASSIGN_OR_RETURN(found.emplace_back(), one.Take());
  }
  return found;
}

// The resource a caller asked for, deleted or not. NOT_FOUND: RESOURCE_NOT_FOUND.
template <class Resource>
absl::StatusOr<Resource> Existing(absl::StatusOr<absl::optional<Resource>> found,
                                  absl::string_view name) {
  if (!found.ok()) return found.status();
  if (!found->has_value()) return base::NotFound(name);
  return **std::move(found);
}

// The same where a caller's `etag`, if given, must be current. ABORTED: ETAG_MISMATCH.
template <class Resource>
absl::StatusOr<Resource> Current(absl::StatusOr<absl::optional<Resource>> found,
                                 absl::string_view name, absl::string_view etag) {
  PLENARY_ASSIGN_OR_RETURN(Resource resource, Existing(std::move(found), name));
  if (!etag.empty() && etag != resource.etag()) return base::StaleEtag(name, resource.etag());
  return resource;
}

// The same where it must not be deleted. FAILED_PRECONDITION: RESOURCE_DELETED.
template <class Resource>
absl::StatusOr<Resource> Living(absl::StatusOr<absl::optional<Resource>> found,
                                absl::string_view name, absl::string_view etag = "") {
  PLENARY_ASSIGN_OR_RETURN(Resource resource, Existing(std::move(found), name));
  if (resource.has_delete_time()) return base::Deleted(name);
  if (!etag.empty() && etag != resource.etag()) return base::StaleEtag(name, resource.etag());
  return resource;
}

// Runs an INSERT of one row for `name` that answers a row where it was written: "… ON CONFLICT
// (name) DO NOTHING RETURNING 1". ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken,
// even by a deleted resource.
inline absl::Status InsertNamed(Tx& tx, absl::string_view sql, std::vector<Param> params,
                                absl::string_view name) {
  bool written = false;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), [&](const Row&) { written = true; }}));
  if (written) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
      absl::StrCat(name, " exists already, or existed and was deleted; choose another id, update ",
                   "it, or undelete it"),
      {{"resource", std::string(name)}});
}

// FAILED_PRECONDITION: RESOURCE_IN_USE, where `blocker` is not empty.
inline absl::Status CheckUnblocked(absl::string_view name, absl::string_view blocker) {
  if (blocker.empty()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
      absl::StrCat(name, " cannot be deleted while ", blocker, " stands on it; change that first"),
      {{"resource", std::string(name)}, {"blockedBy", std::string(blocker)}});
}

// FAILED_PRECONDITION: RESOURCE_NOT_DELETED, where the resource lives.
template <class Resource>
absl::Status CheckDeleted(const Resource& resource) {
  if (resource.has_delete_time()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_NOT_DELETED,
                      absl::StrCat(resource.name(), " is not deleted: there is nothing to undo"),
                      {{"resource", resource.name()}});
}

// Whether `field` of a request ("person.organization") may refer to `name`, which was found or not.
// NOT_FOUND: RESOURCE_NOT_FOUND. FAILED_PRECONDITION: RESOURCE_DELETED. Metadata `resource` and
// `field`.
template <class Resource>
absl::Status CheckReference(const absl::optional<Resource>& found, absl::string_view field,
                            absl::string_view name) {
  const base::Metadata metadata = {{"resource", std::string(name)}, {"field", std::string(field)}};
  if (!found.has_value()) {
    return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                        absl::StrCat(field, " names ", name,
                                     ", which does not exist; create it first or name another"),
                        metadata);
  }
  if (found->has_delete_time()) {
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_DELETED,
        absl::StrCat(field, " names ", name, ", which was deleted; undelete it or name another"),
        metadata);
  }
  return absl::OkStatus();
}

// Makes `resource` the first revision of `name`.
template <class Resource>
void StampCreated(Resource& resource, absl::string_view name, absl::Time now) {
  resource.set_name(std::string(name));
  resource.set_etag(base::FirstEtag());
  *resource.mutable_create_time() = ToTimestamp(now);
  *resource.mutable_update_time() = ToTimestamp(now);
  resource.clear_delete_time();
}

// Makes `resource` the revision after `before`, which may be itself.
template <class Resource>
void StampUpdated(Resource& resource, const Resource& before, absl::Time now) {
  resource.set_name(before.name());
  resource.set_etag(base::NextEtag(before.etag()));
  *resource.mutable_update_time() = ToTimestamp(now);
}

// Four orders of a list: by the order `name`, which is `column`, and by "create_time" (create_us),
// each also descending, ties by resource name.
inline std::vector<base::ListOrder> OrdersByOrCreation(absl::string_view name,
                                                       absl::string_view column,
                                                       base::ListOrder::Column::Type type) {
  using Type = base::ListOrder::Column::Type;
  const auto order = [](absl::string_view label, absl::string_view first, Type first_type,
                        bool descending) {
    return base::ListOrder{
        absl::StrCat(label, descending ? " desc" : ""),
        {{std::string(first), first_type, descending}, {"name", Type::kText, descending}}};
  };
  return {order(name, column, type, false), order(name, column, type, true),
          order("create_time", "create_us", Type::kInt, false),
          order("create_time", "create_us", Type::kInt, true)};
}

// One page of a list.
template <class Resource>
struct Page {
  std::vector<Resource> resources;
  std::string next_page_token;  // empty on the last page
};

// A value of a planned list as a parameter; borrows from `value`.
inline Param ToParam(const base::SqlValue& value) {
  if (const auto* number = absl::get_if<int64_t>(&value)) return *number;
  if (const auto* text = absl::get_if<std::string>(&value)) return absl::string_view(*text);
  return Bytes{absl::get<base::OwnedBytes>(value).data};
}

// The columns of `order` in `row`, which begin at column `first`.
inline std::vector<base::SqlValue> OrderValues(const Row& row, int first,
                                               const std::vector<base::ListOrder::Column>& order) {
  using Type = base::ListOrder::Column::Type;
  std::vector<base::SqlValue> values;
  for (size_t i = 0; i < order.size(); ++i) {
    const int column = first + static_cast<int>(i);
    switch (order[i].type) {
      case Type::kInt:
        values.emplace_back(row.Int(column));
        break;
      case Type::kText:
        values.emplace_back(std::string(row.Text(column)));
        break;
      case Type::kBytes:
        values.emplace_back(base::OwnedBytes{std::string(row.Text(column))});
        break;
    }
  }
  return values;
}

// Reads the page that `query` plans. Its ListSpec selects `body` alone.
template <class Resource>
absl::StatusOr<Page<Resource>> ReadPage(Tx& tx, const base::ListQuery& query,
                                        const base::TokenSealer& sealer) {
  std::vector<Param> params;
  for (const base::SqlValue& value : query.params) params.push_back(ToParam(value));
  Loaded<Resource> loaded;
  const std::function<void(const Row&)> read_body = loaded.Reader();
  std::vector<base::SqlValue> last;
  int rows = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({query.sql, std::move(params), [&](const Row& row) {
                                    // The row beyond the page only says that there is a next one.
                                    if (++rows > query.page_size) return;
                                    read_body(row);
                                    if (rows == query.page_size) {
                                      last = OrderValues(row, 1, query.order);
                                    }
                                  }}));
  Page<Resource> page;
  PLENARY_ASSIGN_OR_RETURN(page.resources, loaded.TakeAll());
  if (rows > query.page_size) {
    page.next_page_token = base::NextPageToken(query, last, sealer, tx.now());
  }
  return page;
}

// Applies a read_mask to each. INVALID_FIELD_MASK, even where there is none to apply it to.
template <class Resource>
absl::Status ProjectEach(const google::protobuf::FieldMask& read_mask,
                         std::vector<Resource>& resources) {
  Resource none;
  PLENARY_RETURN_IF_ERROR(base::Project(read_mask, none));
  for (Resource& resource : resources) {
    PLENARY_RETURN_IF_ERROR(base::Project(read_mask, resource));
  }
  return absl::OkStatus();
}

// The page of `spec` that `request` (a List… request without its parent) asks for, with its
// read_mask applied. `scope` bounds the list ("event = $1" with {event}) and `parent` binds its
// tokens; both are empty where the list has no parent. `more_fields` can be filtered by beside
// those of the spec. Errors: those of base::PlanList, INVALID_FIELD_MASK.
template <class Resource, class Request>
absl::StatusOr<Page<Resource>> List(Tx& tx, const Call& call, const base::ListSpec& spec,
                                    const Request& request, absl::string_view parent,
                                    absl::string_view scope,
                                    std::vector<base::SqlValue> scope_params,
                                    const base::TokenSealer& sealer,
                                    std::vector<base::FilterField> more_fields = {}) {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = std::string(parent);
  asked.filter = request.filter();
  asked.order_by = request.order_by();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  asked.show_deleted = request.show_deleted();
  asked.more_fields = std::move(more_fields);
  const absl::string_view shown = asked.show_deleted ? "deleted_us >= 0" : "deleted_us = 0";
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(spec, asked, absl::StrCat(scope, scope.empty() ? "" : " AND ", shown),
                     std::move(scope_params), sealer, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(Page<Resource> page, ReadPage<Resource>(tx, query, sealer));
  PLENARY_RETURN_IF_ERROR(ProjectEach(request.read_mask(), page.resources));
  return page;
}

// Every resource of a BatchGet, in the order of `names`. NOT_FOUND: RESOURCE_NOT_FOUND for the
// first that is missing.
template <class Resource>
absl::StatusOr<std::vector<Resource>> ExistingEach(
    absl::StatusOr<std::vector<absl::optional<Resource>>> found,
    const std::vector<std::string>& names) {
  if (!found.ok()) return found.status();
  std::vector<Resource> resources;
  resources.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    if (!(*found)[i].has_value()) return base::NotFound(names[i]);
    resources.push_back(*std::move((*found)[i]));
  }
  return resources;
}

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_RESOURCE_H_
