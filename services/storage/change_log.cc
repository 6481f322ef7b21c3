#include "services/storage/change_log.h"

#include <openssl/sha.h>
#include <sodium.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::storage {
namespace {

constexpr int kHashBytes = 32;
constexpr int kKeyBytes = crypto_auth_hmacsha256_KEYBYTES;
constexpr absl::string_view kFormat = "plenary-change-1";

std::string HashBeforeFirst() { return std::string(kHashBytes, '\0'); }

std::string BigEndian(uint64_t value, int bytes) {
  std::string text(bytes, '\0');
  for (int i = bytes - 1; i >= 0; --i, value >>= 8) text[i] = static_cast<char>(value & 0xff);
  return text;
}

void AppendItem(absl::string_view item, std::string& canonical) {
  absl::StrAppend(&canonical, BigEndian(item.size(), 4), item);
}

std::string Commitment(absl::string_view key, absl::string_view payload) {
  std::string commitment(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(commitment.data()),
                         reinterpret_cast<const unsigned char*>(payload.data()), payload.size(),
                         reinterpret_cast<const unsigned char*>(key.data()));
  return commitment;
}

absl::Status InsertEntry(Tx& tx, const ChangeEntry& entry) {
  return tx.Run(
      {"INSERT INTO changes (partition_name, number, transaction_id, time_us, caller, method, "
       "resource, kind, payload, payload_key, commitment, hash) "
       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
       {absl::string_view(entry.partition), entry.number, Bytes{entry.transaction_id},
        absl::ToUnixMicros(entry.time), absl::string_view(entry.caller),
        absl::string_view(entry.method), absl::string_view(entry.resource),
        static_cast<int64_t>(entry.kind), Bytes{entry.payload}, Bytes{entry.payload_key},
        Bytes{entry.commitment}, Bytes{entry.hash}},
       nullptr});
}

absl::Status WriteHead(Tx& tx, absl::string_view partition, const ChainHead& head) {
  const std::string hash_before_first = HashBeforeFirst();
  return tx.Run(
      {"INSERT INTO change_heads (partition_name, number, hash, time_us, oldest_kept, "
       "hash_before_oldest) VALUES ($1, $2, $3, $4, 1, $5) "
       "ON CONFLICT (partition_name) DO UPDATE SET "
       "number = excluded.number, hash = excluded.hash, time_us = excluded.time_us",
       {partition, head.number, Bytes{head.hash}, absl::ToUnixMicros(head.time),
        Bytes{hash_before_first}},
       nullptr});
}

ChangeEntry EntryOf(absl::string_view partition, const Row& row) {
  ChangeEntry entry;
  entry.partition = std::string(partition);
  entry.number = row.Int(0);
  entry.transaction_id = std::string(row.Text(1));
  entry.time = absl::FromUnixMicros(row.Int(2));
  entry.caller = std::string(row.Text(3));
  entry.method = std::string(row.Text(4));
  entry.resource = std::string(row.Text(5));
  entry.kind = static_cast<int32_t>(row.Int(6));
  entry.payload = std::string(row.Text(7));
  entry.erased = row.IsNull(8);
  entry.payload_key = std::string(row.Text(8));
  entry.commitment = std::string(row.Text(9));
  entry.hash = std::string(row.Text(10));
  return entry;
}

// What is wrong with `entry`, which should follow entry `number` with hash `hash`; else empty.
std::string FaultOf(const ChangeEntry& entry, int64_t number, absl::string_view hash) {
  if (entry.number != number + 1) {
    return absl::StrCat("entry ", number + 1, " is missing before this one");
  }
  if (HashOf(hash, entry) != entry.hash) return "hash does not follow from the entry before it";
  if (entry.erased) return entry.payload.empty() ? "" : "erased entry still has its payload";
  // A key of another length would be read past its end.
  if (entry.payload_key.size() != kKeyBytes ||
      Commitment(entry.payload_key, entry.payload) != entry.commitment) {
    return "payload does not match its commitment";
  }
  return "";
}

}  // namespace

Statement SelectHead(absl::string_view partition, ChainHead& into) {
  into = ChainHead();
  into.hash = HashBeforeFirst();
  return {
      "SELECT number, hash, time_us, oldest_kept FROM change_heads WHERE partition_name = $1",
      {partition},
      [&into](const Row& row) {
        into = {row.Int(0), std::string(row.Text(1)), absl::FromUnixMicros(row.Int(2)), row.Int(3)};
      }};
}

absl::StatusOr<ChainHead> ReadHead(Tx& tx, absl::string_view partition) {
  ChainHead head;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectHead(partition, head)));
  return head;
}

absl::StatusOr<ChainHead> AppendChanges(Tx& tx, absl::string_view partition, const ChainHead& head,
                                        absl::Time time, absl::string_view caller,
                                        absl::string_view method,
                                        const std::vector<NewChange>& changes,
                                        base::IdSequence& ids) {
  PLENARY_RETURN_IF_ERROR(tx.Require(partition));
  if (changes.empty()) return head;
  ChainHead grown = head;
  grown.time = time;
  ChangeEntry entry;
  entry.partition = std::string(partition);
  entry.transaction_id = std::string(tx.id());
  entry.time = time;
  entry.caller = std::string(caller);
  entry.method = std::string(method);
  for (const NewChange& change : changes) {
    entry.number = ++grown.number;
    entry.resource = change.resource;
    entry.kind = change.kind;
    entry.payload = change.payload;
    entry.payload_key = ids.Bytes(kKeyBytes);
    entry.commitment = Commitment(entry.payload_key, entry.payload);
    entry.hash = HashOf(grown.hash, entry);
    grown.hash = entry.hash;
    PLENARY_RETURN_IF_ERROR(InsertEntry(tx, entry));
  }
  PLENARY_RETURN_IF_ERROR(WriteHead(tx, partition, grown));
  return grown;
}

absl::StatusOr<std::vector<ChangeEntry>> ReadChanges(Tx& tx, absl::string_view partition,
                                                     int64_t after, int limit) {
  std::vector<ChangeEntry> entries;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT number, transaction_id, time_us, caller, method, resource, kind, payload, "
       "payload_key, commitment, hash FROM changes WHERE partition_name = $1 AND number > $2 "
       "ORDER BY number LIMIT $3",
       {partition, after, static_cast<int64_t>(limit)},
       [&](const Row& row) { entries.push_back(EntryOf(partition, row)); }}));
  return entries;
}

std::string HashOf(absl::string_view previous_hash, const ChangeEntry& entry) {
  std::string hashed(previous_hash);
  AppendItem(kFormat, hashed);
  AppendItem(entry.partition, hashed);
  AppendItem(BigEndian(static_cast<uint64_t>(entry.number), 8), hashed);
  AppendItem(entry.transaction_id, hashed);
  AppendItem(BigEndian(static_cast<uint64_t>(absl::ToUnixMicros(entry.time)), 8), hashed);
  AppendItem(entry.caller, hashed);
  AppendItem(entry.method, hashed);
  AppendItem(entry.resource, hashed);
  AppendItem(BigEndian(static_cast<uint32_t>(entry.kind), 4), hashed);
  AppendItem(entry.commitment, hashed);
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(hashed.data()), hashed.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

absl::StatusOr<Verification> VerifyChain(Tx& tx, absl::string_view partition, int64_t after,
                                         absl::string_view hash_of_after, int limit) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<ChangeEntry> entries,
                           ReadChanges(tx, partition, after, limit));
  Verification verification{after, std::string(hash_of_after), {}};
  for (const ChangeEntry& entry : entries) {
    std::string fault = FaultOf(entry, verification.number, verification.hash);
    if (!fault.empty()) {
      verification.faults.push_back({std::string(partition), entry.number, std::move(fault)});
      return verification;
    }
    verification.number = entry.number;
    verification.hash = entry.hash;
  }
  return verification;
}

absl::StatusOr<std::vector<std::string>> ListPartitions(Tx& tx) {
  std::vector<std::string> partitions;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT partition_name FROM change_heads ORDER BY partition_name",
                                  {},
                                  [&](const Row& row) { partitions.emplace_back(row.Text(0)); }}));
  return partitions;
}

absl::StatusOr<int64_t> ErasePayloads(Tx& tx, absl::string_view partition,
                                      absl::string_view resource) {
  PLENARY_RETURN_IF_ERROR(tx.Require(partition));
  int64_t erased = 0;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE changes SET payload = NULL, payload_key = NULL "
              "WHERE partition_name = $1 AND resource = $2 AND payload_key IS NOT NULL "
              "RETURNING number",
              {partition, resource},
              [&](const Row&) { ++erased; }}));
  return erased;
}

absl::StatusOr<int64_t> PruneChanges(Tx& tx, absl::string_view partition, absl::Time before,
                                     int limit) {
  PLENARY_RETURN_IF_ERROR(tx.Require(partition));
  PLENARY_ASSIGN_OR_RETURN(const ChainHead head, ReadHead(tx, partition));
  // Time in a partition never runs backwards, so everything before the newest old one is old too.
  int64_t last = 0;
  std::string hash;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT number, hash FROM changes WHERE partition_name = $1 AND number < $2 "
              "AND number < $3 AND time_us < $4 ORDER BY number DESC LIMIT 1",
              {partition, head.number, head.oldest_kept + limit, absl::ToUnixMicros(before)},
              [&](const Row& row) {
                last = row.Int(0);
                hash = std::string(row.Text(1));
              }}));
  if (last == 0) return 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({"DELETE FROM changes WHERE partition_name = $1 AND number <= $2",
                                  {partition, last},
                                  nullptr}));
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"UPDATE change_heads SET oldest_kept = $2, hash_before_oldest = $3 WHERE partition_name = "
       "$1",
       {partition, last + 1, Bytes{hash}},
       nullptr}));
  return last - head.oldest_kept + 1;
}

}  // namespace plenary::storage
