// Lists (AIP-132, 158, 160): from filter, order and page token to one keyset SQL query.
#ifndef PLENARY_SERVICES_BASE_LIST_QUERY_H_
#define PLENARY_SERVICES_BASE_LIST_QUERY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/variant.h"
#include "google/protobuf/descriptor.h"

namespace plenary::base {

// Seals page and resume tokens so that nobody can read, forge or carry them to another query
// (XChaCha20-Poly1305). Thread-safe.
class TokenSealer {
 public:
  // `key` is 32 random bytes, the same on every server over one database.
  explicit TokenSealer(std::string key);
  // URL-safe base64 of the sealed `content`, bound to `purpose` (caller, method, query).
  std::string Seal(absl::string_view content, absl::string_view purpose) const;
  // The content. INVALID_ARGUMENT with `reason_if_bad` semantics left to the caller: an
  // unspecific kInvalidArgument where the token is damaged or was sealed for another purpose.
  absl::StatusOr<std::string> Open(absl::string_view token, absl::string_view purpose) const;

 private:
  std::string key_;
};

// The value of a column in a query: 64-bit integer, UTF-8 text or bytes (owned).
struct OwnedBytes {
  std::string data;
};
using SqlValue = absl::variant<int64_t, std::string, OwnedBytes>;

// A field that a list can be filtered by.
struct FilterField {
  enum class Type { kText, kInt, kBool, kTime, kEnum };
  std::string name;  // as in the filter: "state", "delegation", "stay.arrival_time"
  Type type;
  std::string column;  // SQL expression; kTime columns hold microseconds since 1970
  const google::protobuf::EnumDescriptor* enumeration = nullptr;  // kEnum: by value name or number
  // kText with operator ":" matches a prefix of `column`; other operators compare whole values.

  // For what is kept as rows beside the one that is listed: the condition up to a value that
  // chooses the field, and that value. With "name IN (SELECT who FROM answers WHERE field =" and
  // "size" it becomes "name IN (SELECT who FROM answers WHERE field = $2 AND column = $3)". A row
  // without such a row beside it is found by NOT alone.
  std::string beside = "";
  std::string key = "";
};

// An order that a list offers. `columns` end with a unique column.
struct ListOrder {
  struct Column {
    enum class Type { kInt, kText, kBytes };
    std::string column;
    Type type;
    bool descending = false;
  };
  std::string name;  // as in order_by: "precedence", "create_time desc"
  std::vector<Column> columns;
};

// What one List method offers. Every pair of a filter's leading equality and an order has an
// index, or the scan is bounded by the parent.
struct ListSpec {
  std::string method;  // "ListParticipants", part of the token's binding
  std::string select;  // "SELECT body, … FROM participants"
  std::vector<FilterField> fields;
  std::vector<ListOrder> orders;  // the first is the default
  int default_page_size = 50;
  int max_page_size = 1000;
};

// A query as the caller asked for it.
struct ListRequest {
  std::string caller;
  std::string parent;  // bound into the token
  std::string filter;
  std::string order_by;
  int32_t page_size = 0;  // 0: the default; more than the maximum: the maximum
  std::string page_token;
  bool show_deleted = false;                  // bound into the token
  std::vector<FilterField> more_fields = {};  // beside those of the spec
};

// The one SQL query of a page. `params` are numbered on from those of the scope. The select list
// is that of the spec followed by the order's columns: the caller reads those of the last row of a
// full page and hands them to NextPageToken. LIMIT is page_size + 1: a row beyond page_size says
// that there is a next page.
struct ListQuery {
  std::string sql;
  std::vector<SqlValue> params;
  int page_size = 0;
  std::vector<ListOrder::Column> order;
  std::string binding;  // for NextPageToken
};

// Plans a page. `scope` is a condition with its own parameters, always applied: "event = $1 AND
// deleted_us = 0" with {"tibo-2023"}.
// INVALID_FILTER (unknown field: metadata allowedFields; nesting over 16; over 2,000 bytes),
// INVALID_ORDER (metadata allowedOrders), INVALID_PAGE_TOKEN.
absl::StatusOr<ListQuery> PlanList(const ListSpec& spec, const ListRequest& request,
                                   absl::string_view scope, std::vector<SqlValue> scope_params,
                                   const TokenSealer& sealer, absl::Time now);

// The token of the page after the row whose order columns are `last`.
std::string NextPageToken(const ListQuery& query, const std::vector<SqlValue>& last,
                          const TokenSealer& sealer, absl::Time now);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_LIST_QUERY_H_
