#include "services/base/list_query.h"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/base/errors.h"
#include "services/base/filter.h"

namespace plenary::base {
namespace {

using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;
using google::protobuf::io::StringOutputStream;
using Column = ListOrder::Column;

constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
// Longer ones were not made here.
constexpr size_t kMostTokenBytes = 8192;
// The same key may serve other ends; tokens have their own, derived from it.
constexpr absl::string_view kKeyContext = "plenary token 1";
constexpr absl::Duration kTokenLife = absl::Hours(72);

const unsigned char* Unsigned(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Unsigned(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

// Every part preceded by its length, so that no two lists of parts have the same bytes.
std::string Joined(std::initializer_list<absl::string_view> parts) {
  std::string joined;
  for (const absl::string_view part : parts) absl::StrAppend(&joined, part.size(), ":", part, ",");
  return joined;
}

absl::Status BadPageToken(absl::string_view why) {
  return Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_PAGE_TOKEN,
                absl::StrCat("the page token ", why, "; start again without a token"));
}

// What a page token holds: when it ends, and the order columns of the last row given out.
std::string WriteToken(absl::Time end, const std::vector<SqlValue>& last) {
  std::string bytes;
  {
    StringOutputStream stream(&bytes);
    CodedOutputStream out(&stream);
    out.WriteLittleEndian64(static_cast<uint64_t>(absl::ToUnixMicros(end)));
    for (const SqlValue& value : last) {
      out.WriteVarint32(static_cast<uint32_t>(value.index()));
      if (const int64_t* number = absl::get_if<int64_t>(&value)) {
        out.WriteLittleEndian64(static_cast<uint64_t>(*number));
        continue;
      }
      const std::string* text = absl::get_if<std::string>(&value);
      const std::string& data = text != nullptr ? *text : absl::get<OwnedBytes>(value).data;
      out.WriteVarint32(static_cast<uint32_t>(data.size()));
      out.WriteString(data);
    }
  }
  return bytes;
}

// The index of a column's type among those of SqlValue.
uint32_t IndexOf(Column::Type type) {
  switch (type) {
    case Column::Type::kInt:
      return 0;
    case Column::Type::kText:
      return 1;
    case Column::Type::kBytes:
      return 2;
  }
  return 0;
}

absl::optional<SqlValue> ReadValue(CodedInputStream& in, Column::Type type) {
  uint32_t index = 0;
  if (!in.ReadVarint32(&index) || index != IndexOf(type)) return absl::nullopt;
  if (type == Column::Type::kInt) {
    uint64_t number = 0;
    if (!in.ReadLittleEndian64(&number)) return absl::nullopt;
    return SqlValue(static_cast<int64_t>(number));
  }
  uint32_t size = 0;
  std::string data;
  if (!in.ReadVarint32(&size) || !in.ReadString(&data, static_cast<int>(size))) {
    return absl::nullopt;
  }
  if (type == Column::Type::kText) return SqlValue(std::move(data));
  return SqlValue(OwnedBytes{std::move(data)});
}

absl::StatusOr<std::vector<SqlValue>> ReadToken(absl::string_view bytes,
                                                const std::vector<Column>& order, absl::Time now) {
  CodedInputStream in(Unsigned(bytes), static_cast<int>(bytes.size()));
  uint64_t end = 0;
  if (!in.ReadLittleEndian64(&end)) return BadPageToken("is damaged");
  if (absl::FromUnixMicros(static_cast<int64_t>(end)) <= now) {
    return BadPageToken("is older than three days");
  }
  std::vector<SqlValue> last;
  for (const Column& column : order) {
    absl::optional<SqlValue> value = ReadValue(in, column.type);
    // A newer program may order the same list by other columns.
    if (!value) return BadPageToken("was given by another version of this server");
    last.push_back(*std::move(value));
  }
  return last;
}

// "  create_time   desc" and "create_time asc" as they stand in ListOrder::name.
std::string PlainOrder(absl::string_view order_by) {
  std::vector<std::string> keys;
  for (const absl::string_view key : absl::StrSplit(order_by, ',')) {
    const std::string plain =
        absl::StrJoin(absl::StrSplit(key, absl::ByAnyChar(" \t\n"), absl::SkipEmpty()), " ");
    keys.emplace_back(absl::StripSuffix(plain, " asc"));
  }
  return absl::StrJoin(keys, ", ");
}

absl::StatusOr<const ListOrder*> FindOrder(const ListSpec& spec, absl::string_view order_by) {
  const std::string plain = PlainOrder(order_by);
  if (plain.empty()) return &spec.orders.front();
  for (const ListOrder& order : spec.orders) {
    if (order.name == plain) return &order;
  }
  const std::string allowed = absl::StrJoin(
      spec.orders, ", ",
      [](std::string* out, const ListOrder& order) { absl::StrAppend(out, order.name); });
  return Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_ORDER,
                absl::StrCat("this list has no such order; order_by may be one of: ", allowed),
                {{"allowedOrders", allowed}});
}

absl::StatusOr<int> PageSize(const ListSpec& spec, int32_t asked) {
  if (asked < 0) return BadField("page_size", "must not be negative; 0 asks for the default");
  return asked == 0 ? spec.default_page_size : std::min<int>(asked, spec.max_page_size);
}

std::string ColumnNames(const std::vector<Column>& columns) {
  return absl::StrJoin(columns, ", ", [](std::string* out, const Column& column) {
    absl::StrAppend(out, column.column);
  });
}

// `select` with the order's columns behind its own.
std::string SelectWith(absl::string_view select, const std::vector<Column>& order) {
  const size_t from = select.find(" FROM ");
  assert(from != absl::string_view::npos);
  return absl::StrCat(select.substr(0, from), ", ", ColumnNames(order), select.substr(from));
}

// Whether all columns go the same way, so that a row value, which both engines answer from an
// index, says what comes after a row.
bool OneWay(const std::vector<Column>& order) {
  return std::all_of(order.begin(), order.end(), [&](const Column& column) {
    return column.descending == order.front().descending;
  });
}

std::string RowValueAfter(const std::vector<Column>& order, int first) {
  std::string values;
  for (size_t i = 0; i < order.size(); ++i) {
    absl::StrAppend(&values, i == 0 ? "$" : ", $", first + static_cast<int>(i));
  }
  return absl::StrCat("(", ColumnNames(order), ")", order.front().descending ? " < (" : " > (",
                      values, ")");
}

// c1 >= $1 AND (c1 > $1 OR (c1 = $1 AND c2 < $2) OR …): the bound in front is what an index can
// start from.
std::string ExpandedAfter(const std::vector<Column>& order, int first) {
  std::string condition = absl::StrCat(
      order.front().column, order.front().descending ? " <= $" : " >= $", first, " AND ");
  std::string equal_so_far;
  for (size_t i = 0; i < order.size(); ++i) {
    const std::string param = absl::StrCat("$", first + static_cast<int>(i));
    absl::StrAppend(&condition, i == 0 ? "(" : " OR ", "(", equal_so_far, order[i].column,
                    order[i].descending ? " < " : " > ", param, ")");
    absl::StrAppend(&equal_so_far, order[i].column, " = ", param, " AND ");
  }
  return absl::StrCat(condition, ")");
}

std::string OrderBy(const std::vector<Column>& order) {
  return absl::StrJoin(order, ", ", [](std::string* out, const Column& column) {
    absl::StrAppend(out, column.column, column.descending ? " DESC" : "");
  });
}

// Writes the WHERE of a query, one condition after the other.
class Where {
 public:
  Where(absl::string_view scope, std::vector<SqlValue> params) : params_(std::move(params)) {
    And(scope, {});
  }
  // The number of the next parameter.
  int next() const { return static_cast<int>(params_.size()) + 1; }
  // Adds `condition`, whose own parameters are numbered from next().
  void And(absl::string_view condition, std::vector<SqlValue> params) {
    if (condition.empty()) return;
    absl::StrAppend(&sql_, sql_.empty() ? " WHERE (" : " AND (", condition, ")");
    std::move(params.begin(), params.end(), std::back_inserter(params_));
  }
  const std::string& sql() const { return sql_; }
  std::vector<SqlValue> TakeParams() { return std::move(params_); }

 private:
  std::string sql_;
  std::vector<SqlValue> params_;
};

}  // namespace

TokenSealer::TokenSealer(std::string key) : key_(kKeyBytes, '\0') {
  if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of random bytes");
  const std::string input = absl::StrCat(kKeyContext, key);
  crypto_generichash(Unsigned(key_), key_.size(), Unsigned(input), input.size(), nullptr, 0);
  sodium_memzero(key.data(), key.size());
}

std::string TokenSealer::Seal(absl::string_view content, absl::string_view purpose) const {
  std::string sealed(kNonceBytes + content.size() + kTagBytes, '\0');
  randombytes_buf(sealed.data(), kNonceBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      Unsigned(sealed) + kNonceBytes, nullptr, Unsigned(content), content.size(), Unsigned(purpose),
      purpose.size(), nullptr, Unsigned(sealed), Unsigned(key_));
  return absl::WebSafeBase64Escape(sealed);
}

absl::StatusOr<std::string> TokenSealer::Open(absl::string_view token,
                                              absl::string_view purpose) const {
  const absl::Status bad =
      absl::InvalidArgumentError("the token is damaged or was given for something else");
  std::string sealed;
  if (token.size() > kMostTokenBytes || !absl::WebSafeBase64Unescape(token, &sealed) ||
      sealed.size() < kNonceBytes + kTagBytes) {
    return bad;
  }
  const size_t size = sealed.size() - kNonceBytes;
  std::string content(size - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          Unsigned(content), nullptr, nullptr, Unsigned(sealed) + kNonceBytes, size,
          Unsigned(purpose), purpose.size(), Unsigned(sealed), Unsigned(key_)) != 0) {
    return bad;
  }
  return content;
}

absl::StatusOr<ListQuery> PlanList(const ListSpec& spec, const ListRequest& request,
                                   absl::string_view scope, std::vector<SqlValue> scope_params,
                                   const TokenSealer& sealer, absl::Time now) {
  ListQuery query;
  PLENARY_ASSIGN_OR_RETURN(query.page_size, PageSize(spec, request.page_size));
  PLENARY_ASSIGN_OR_RETURN(const ListOrder* order, FindOrder(spec, request.order_by));
  query.order = order->columns;
  query.binding =
      Joined({"page", request.caller, spec.method, request.parent, request.filter, order->name,
              ColumnNames(order->columns), request.show_deleted ? "deleted too" : ""});

  Where where(scope, std::move(scope_params));
  std::vector<FilterField> fields = spec.fields;
  fields.insert(fields.end(), request.more_fields.begin(), request.more_fields.end());
  PLENARY_ASSIGN_OR_RETURN(Condition filter, CompileFilter(request.filter, fields, where.next()));
  where.And(filter.sql, std::move(filter.params));
  if (!request.page_token.empty()) {
    const absl::StatusOr<std::string> token = sealer.Open(request.page_token, query.binding);
    if (!token.ok()) {
      return BadPageToken("is damaged or was given for another caller, parent, filter or order");
    }
    PLENARY_ASSIGN_OR_RETURN(std::vector<SqlValue> last, ReadToken(*token, query.order, now));
    const std::string after = OneWay(query.order) ? RowValueAfter(query.order, where.next())
                                                  : ExpandedAfter(query.order, where.next());
    where.And(after, std::move(last));
  }
  // The limit is a parameter too: engines keep statements by their text.
  query.sql = absl::StrCat(SelectWith(spec.select, query.order), where.sql(), " ORDER BY ",
                           OrderBy(query.order), " LIMIT $", where.next());
  query.params = where.TakeParams();
  query.params.emplace_back(int64_t{query.page_size} + 1);
  return query;
}

std::string NextPageToken(const ListQuery& query, const std::vector<SqlValue>& last,
                          const TokenSealer& sealer, absl::Time now) {
  return sealer.Seal(WriteToken(now + kTokenLife, last), query.binding);
}

}  // namespace plenary::base
