#include "services/audit/table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/any.pb.h"
#include "services/base/errors.h"
#include "services/storage/classified.h"

namespace plenary::audit {
namespace {

using storage::Row;
using storage::Tx;
using Columns = EntryColumns;

// Clients take messages of 4 MiB unless they say otherwise.
constexpr size_t kMostAnswerBytes = 3 << 20;

v1::Change ToChange(const Row& row, absl::string_view partition) {
  v1::Change change;
  change.set_partition(std::string(partition));
  change.set_number(row.Int(Columns::kNumber));
  change.set_transaction_id(std::string(row.Text(Columns::kTransactionId)));
  *change.mutable_change_time() =
      storage::ToTimestamp(absl::FromUnixMicros(row.Int(Columns::kTime)));
  change.set_caller(std::string(row.Text(Columns::kCaller)));
  change.set_method(std::string(row.Text(Columns::kMethod)));
  change.set_resource_name(std::string(row.Text(Columns::kResource)));
  change.set_kind(static_cast<v1::Change::Kind>(row.Int(Columns::kKind)));
  change.set_hash(std::string(row.Text(Columns::kHash)));
  change.set_erased(row.IsNull(Columns::kPayloadKey));
  return change;
}

// Of an entry that its reader is not cleared for: enough to go on with the chain behind it.
v1::ChainEntry Withheld(const v1::ChainEntry& entry) {
  v1::ChainEntry left;
  left.set_withheld(true);
  left.mutable_change()->set_partition(entry.change().partition());
  left.mutable_change()->set_number(entry.change().number());
  left.mutable_change()->set_hash(entry.change().hash());
  return left;
}

RecordedHeads ToRecordedHeads(const Row& row) {
  RecordedHeads recorded{std::string(row.Text(0)), row.Int(1), absl::nullopt};
  google::protobuf::Any any;
  v1::SignedHeads heads;
  if (any.ParseFromString(std::string(row.Text(2))) && any.UnpackTo(&heads)) {
    recorded.heads = std::move(heads);
  }
  return recorded;
}

std::vector<storage::Param> ParamsOf(const base::ListQuery& query) {
  std::vector<storage::Param> params;
  params.reserve(query.params.size());
  for (const base::SqlValue& value : query.params) params.push_back(storage::ToParam(value));
  return params;
}

}  // namespace

absl::StatusOr<ChainEnds> ReadEnds(Tx& tx, absl::string_view partition) {
  ChainEnds ends;
  ends.head.hash = std::string(32, '\0');
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT number, hash, time_us, oldest_kept, hash_before_oldest FROM change_heads "
              "WHERE partition_name = $1",
              {partition},
              [&](const Row& row) {
                ends.head = {row.Int(0), std::string(row.Text(1)), absl::FromUnixMicros(row.Int(2)),
                             row.Int(3)};
                ends.hash_before_oldest = std::string(row.Text(4));
              }}));
  return ends;
}

absl::StatusOr<std::string> NextPartition(Tx& tx, absl::string_view partition) {
  std::string next;
  // Whoever removes a head leaves its entries, and the other way round.
  const auto read = [&](const Row& row) {
    const std::string found(row.Text(0));
    if (next.empty() || found < next) next = found;
  };
  std::vector<storage::Statement> statements = {
      {"SELECT partition_name FROM change_heads WHERE partition_name > $1 "
       "ORDER BY partition_name LIMIT 1",
       {partition},
       read},
      {"SELECT partition_name FROM changes WHERE partition_name > $1 "
       "ORDER BY partition_name LIMIT 1",
       {partition},
       read}};
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return next;
}

absl::StatusOr<int64_t> CountEntries(Tx& tx, absl::string_view partition) {
  int64_t count = 0;
  const auto add = [&count](const Row& row) { count += row.Int(0) - row.Int(1) + 1; };
  if (partition == "-") {
    PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT number, oldest_kept FROM change_heads", {}, add}));
  } else {
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"SELECT number, oldest_kept FROM change_heads WHERE partition_name = $1",
                {partition},
                add}));
  }
  return count;
}

absl::Status ReadRows(Tx& tx, absl::string_view partition, int64_t first, int64_t last,
                      int64_t limit, std::function<void(const Row&)> each) {
  return tx.Run(
      {"SELECT number, transaction_id, time_us, caller, method, resource, kind, payload, "
       "payload_key, commitment, hash FROM changes WHERE partition_name = $1 AND "
       "number >= $2 AND number <= $3 ORDER BY number LIMIT $4",
       {partition, first, last, limit},
       std::move(each)});
}

absl::StatusOr<std::vector<v1::ChainEntry>> ReadChain(Tx& tx, const std::string& partition,
                                                      int64_t after, int64_t limit,
                                                      v1::Classification clearance) {
  constexpr int kIsCleared = 11;
  std::vector<v1::ChainEntry> entries;
  size_t bytes = 0;
  // Payloads are not read: they are long, and not for this answer.
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {absl::StrCat("SELECT number, transaction_id, time_us, caller, method, resource, kind, NULL, "
                    "CASE WHEN payload_key IS NULL THEN NULL ELSE 1 END, commitment, hash, "
                    "CASE WHEN ",
                    storage::ClearedEntries(4),
                    " THEN 1 ELSE 0 END FROM changes "
                    "WHERE partition_name = $1 AND number > $2 ORDER BY number LIMIT $3"),
       {absl::string_view(partition), after, limit, int64_t{clearance}},
       [&](const Row& row) {
         if (bytes > kMostAnswerBytes) return;
         v1::ChainEntry entry;
         *entry.mutable_change() = ToChange(row, partition);
         entry.set_commitment(std::string(row.Text(Columns::kCommitment)));
         if (row.Int(kIsCleared) == 0) entry = Withheld(entry);
         bytes += entry.ByteSizeLong();
         entries.push_back(std::move(entry));
       }}));
  return entries;
}

absl::StatusOr<std::vector<absl::optional<std::string>>> ReadHashes(
    Tx& tx, const std::vector<v1::ChainHead>& places) {
  std::vector<absl::optional<std::string>> hashes(places.size());
  std::vector<storage::Statement> statements;
  statements.reserve(places.size());
  for (size_t i = 0; i < places.size(); ++i) {
    statements.push_back({"SELECT hash FROM changes WHERE partition_name = $1 AND number = $2",
                          {absl::string_view(places[i].partition()), places[i].number()},
                          [&hashes, i](const Row& row) { hashes[i] = std::string(row.Text(0)); }});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return hashes;
}

absl::StatusOr<absl::Time> OldestEntryTime(Tx& tx) {
  absl::Time oldest = absl::InfiniteFuture();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT time_us FROM changes ORDER BY time_us LIMIT 1", {}, [&](const Row& row) {
                oldest = absl::FromUnixMicros(row.Int(0));
              }}));
  return oldest;
}

absl::StatusOr<std::vector<v1::ChainHead>> ReadHeads(Tx& tx) {
  std::vector<v1::ChainHead> heads;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT partition_name, number, hash FROM change_heads ORDER BY partition_name",
              {},
              [&](const Row& row) {
                v1::ChainHead& head = heads.emplace_back();
                head.set_partition(std::string(row.Text(0)));
                head.set_number(row.Int(1));
                head.set_hash(std::string(row.Text(2)));
              }}));
  return heads;
}

const base::ListSpec& EntriesSpec() {
  using Type = base::FilterField::Type;
  using Column = base::ListOrder::Column;
  const auto by_time = [](const char* name, bool descending) {
    return base::ListOrder{name,
                           {Column{"time_us", Column::Type::kInt, descending},
                            Column{"partition_name", Column::Type::kText, descending},
                            Column{"number", Column::Type::kInt, descending}}};
  };
  static const auto& spec = *new base::ListSpec{
      "ListEntries",
      "SELECT number, transaction_id, time_us, caller, method, resource, kind, NULL, "
      "CASE WHEN payload_key IS NULL THEN NULL ELSE 1 END, commitment, hash, partition_name "
      "FROM changes",
      {{"partition", Type::kText, "partition_name"},
       {"resource_name", Type::kText, "resource"},
       {"caller", Type::kText, "caller"},
       {"method", Type::kText, "method"},
       {"kind", Type::kEnum, "kind", v1::Change::Kind_descriptor()},
       {"change_time", Type::kTime, "time_us"}},
      {by_time("change_time desc", true), by_time("change_time", false)}};
  return spec;
}

absl::StatusOr<storage::Page<v1::Change>> ReadEntries(Tx& tx, const base::ListQuery& query,
                                                      const base::TokenSealer& sealer) {
  constexpr int kPartition = 11;
  storage::Page<v1::Change> page;
  std::vector<base::SqlValue> last;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({query.sql, ParamsOf(query), [&](const Row& row) {
                // The row beyond the page only says that there is a next one.
                if (static_cast<int>(page.resources.size()) == query.page_size) {
                  page.next_page_token = base::NextPageToken(query, last, sealer, tx.now());
                  return;
                }
                page.resources.push_back(ToChange(row, row.Text(kPartition)));
                last = storage::OrderValues(row, kPartition + 1, query.order);
              }}));
  return page;
}

const base::ListSpec& SignedHeadsSpec() {
  using Column = base::ListOrder::Column;
  static const auto& spec =
      *new base::ListSpec{"ListSignedHeads",
                          "SELECT resource, number, payload FROM changes",
                          {},
                          {{"name desc",
                            {Column{"resource", Column::Type::kText, /*descending=*/true},
                             Column{"number", Column::Type::kInt, /*descending=*/true}}}}};
  return spec;
}

absl::StatusOr<storage::Page<v1::SignedHeads>> ReadSignedHeads(Tx& tx, const base::ListQuery& query,
                                                               const base::TokenSealer& sealer) {
  storage::Page<v1::SignedHeads> page;
  std::vector<base::SqlValue> last;
  int rows = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({query.sql, ParamsOf(query), [&](const Row& row) {
                                    if (++rows > query.page_size) {
                                      page.next_page_token =
                                          base::NextPageToken(query, last, sealer, tx.now());
                                      return;
                                    }
                                    last = storage::OrderValues(row, 3, query.order);
                                    RecordedHeads recorded = ToRecordedHeads(row);
                                    if (recorded.heads)
                                      page.resources.push_back(*std::move(recorded.heads));
                                  }}));
  return page;
}

absl::StatusOr<std::vector<RecordedHeads>> ReadRecordedHeads(Tx& tx, absl::string_view after,
                                                             int limit) {
  std::vector<RecordedHeads> recorded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT resource, number, payload FROM changes WHERE resource > $1 AND "
              "resource < 'auditHeads0' ORDER BY resource LIMIT $2",
              {std::max(after, absl::string_view("auditHeads/")), int64_t{limit}},
              [&](const Row& row) { recorded.push_back(ToRecordedHeads(row)); }}));
  return recorded;
}

absl::StatusOr<absl::optional<RecordedHeads>> ReadLastHeads(Tx& tx) {
  absl::optional<RecordedHeads> last;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT resource, number, payload FROM changes WHERE resource >= 'auditHeads/' AND "
              "resource < 'auditHeads0' ORDER BY resource DESC LIMIT 1",
              {},
              [&](const Row& row) { last = ToRecordedHeads(row); }}));
  return last;
}

}  // namespace plenary::audit
