#include "services/files/table.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::files {
namespace {

using storage::Bytes;

absl::Status Expired(absl::string_view name) {
  return base::Refuse(absl::StatusCode::kAborted, v1::ERROR_REASON_TOO_MUCH_CONTENTION,
                      absl::StrCat(name, " was not written on for so long that it expired"));
}

std::string PlaceOf(int64_t number) { return absl::StrCat("chunk ", number); }

// The bytes of a chunk. What was written without a key stands in the clear.
absl::StatusOr<std::string> Opened(const vault::Vault& vault, absl::string_view file,
                                   int64_t number, absl::string_view key_id,
                                   absl::string_view bytes) {
  if (key_id.empty()) return std::string(bytes);
  return vault.Open(file, PlaceOf(number), key_id, bytes);
}

absl::StatusOr<vault::Sealed> SealedIfCan(const vault::Vault& vault, absl::string_view file,
                                          int64_t number, absl::string_view bytes) {
  if (!vault.has_keys()) return vault::Sealed{"", std::string(bytes)};
  return vault.Seal(file, PlaceOf(number), bytes);
}

}  // namespace

absl::StatusOr<absl::optional<v1::File>> FindFile(storage::Tx& tx, absl::string_view name) {
  storage::Loaded<v1::File> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM files WHERE name = $1 AND is_complete = 1 AND expire_us > $2",
              {name, absl::ToUnixMicros(tx.now())},
              loaded.Reader()}));
  return loaded.Take();
}

absl::StatusOr<std::string> ReadFilePart(storage::Tx& tx, const vault::Vault& vault,
                                         absl::string_view name, int64_t offset, int64_t size) {
  std::string part;
  if (size <= 0) return part;
  const int64_t first = offset / kChunkBytes;
  const int64_t last = (offset + size - 1) / kChunkBytes;
  absl::Status opened;
  const auto add = [&](const storage::Row& row) {
    absl::StatusOr<std::string> bytes = Opened(vault, name, row.Int(0), row.Text(1), row.Text(2));
    if (bytes.ok()) part.append(*bytes);
    opened.Update(bytes.status());
  };
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT number, key_id, bytes FROM file_chunks "
              "WHERE file = $1 AND number BETWEEN $2 AND $3 ORDER BY number",
              {name, first, last},
              add}));
  PLENARY_RETURN_IF_ERROR(opened);
  const auto skipped = static_cast<size_t>(offset - first * kChunkBytes);
  part.erase(0, std::min(skipped, part.size()));
  if (part.size() > static_cast<size_t>(size)) part.resize(static_cast<size_t>(size));
  return part;
}

absl::Status HoldFile(storage::Tx& tx, absl::string_view name, absl::string_view operation) {
  return tx.Run(
      {"INSERT INTO file_holders (file, operation) VALUES ($1, $2) "
       "ON CONFLICT (file, operation) DO NOTHING",
       {name, operation},
       nullptr});
}

absl::Status ReleaseFiles(storage::Tx& tx, absl::string_view operation) {
  return tx.Run({"DELETE FROM file_holders WHERE operation = $1", {operation}, nullptr});
}

absl::StatusOr<std::string> HolderOf(storage::Tx& tx, absl::string_view name) {
  std::string holder;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT operation FROM file_holders WHERE file = $1 ORDER BY operation LIMIT 1",
              {name},
              [&](const storage::Row& row) { holder = std::string(row.Text(0)); }}));
  return holder;
}

absl::Status RemoveFile(storage::Tx& tx, absl::string_view name) {
  storage::Statement statements[] = {
      {"DELETE FROM file_chunks WHERE file = $1", {name}, nullptr},
      {"DELETE FROM file_holders WHERE file = $1", {name}, nullptr},
      {"DELETE FROM files WHERE name = $1", {name}, nullptr},
  };
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<std::vector<std::string>> ListExpiredFiles(storage::Tx& tx, int limit) {
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM files WHERE expire_us <= $1 AND NOT EXISTS "
              "(SELECT 1 FROM file_holders WHERE file = files.name) "
              "ORDER BY expire_us, name LIMIT $2",
              {absl::ToUnixMicros(tx.now()), int64_t{limit}},
              [&](const storage::Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

// SHA-256 of what was added so far.
class FileWriter::Digest {
 public:
  Digest() { crypto_hash_sha256_init(&state_); }
  void Add(absl::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
  }
  std::string Value() const {
    crypto_hash_sha256_state state = state_;
    std::string value(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char*>(value.data()));
    return value;
  }

 private:
  crypto_hash_sha256_state state_;
};

FileWriter::FileWriter(const vault::Vault& vault, std::string name, std::string filename,
                       std::string caller)
    : vault_(&vault),
      name_(std::move(name)),
      filename_(std::move(filename)),
      caller_(std::move(caller)),
      digest_(std::make_unique<Digest>()) {}

FileWriter::~FileWriter() = default;
FileWriter::FileWriter(FileWriter&&) noexcept = default;
FileWriter& FileWriter::operator=(FileWriter&&) noexcept = default;

void FileWriter::Add(absl::string_view bytes) {
  DropWritten();
  digest_->Add(bytes);
  absl::StrAppend(&pending_, bytes);
  size_ += static_cast<int64_t>(bytes.size());
}

bool FileWriter::HasWholeChunk() const {
  return static_cast<int64_t>(pending_.size()) - flushed_ >= kChunkBytes;
}

absl::Status FileWriter::Flush(storage::Tx& tx) {
  PLENARY_RETURN_IF_ERROR(KeepRow(tx));
  const auto pending = static_cast<int64_t>(pending_.size());
  return WriteChunks(tx, pending - pending % kChunkBytes);
}

absl::StatusOr<v1::File> FileWriter::Complete(storage::Tx& tx) {
  PLENARY_RETURN_IF_ERROR(KeepRow(tx));
  PLENARY_RETURN_IF_ERROR(WriteChunks(tx, static_cast<int64_t>(pending_.size())));
  v1::File file;
  file.set_name(name_);
  file.set_filename(filename_);
  file.set_size_bytes(size_);
  file.set_sha256(digest_->Value());
  *file.mutable_create_time() = storage::ToTimestamp(tx.now());
  *file.mutable_expire_time() = storage::ToTimestamp(tx.now() + kFileLifetime);
  const std::string body = file.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE files SET is_complete = 1, expire_us = $2, body = $3 WHERE name = $1",
              {absl::string_view(name_), storage::ToMicros(file.expire_time()), Bytes{body}},
              nullptr}));
  return file;
}

// Makes the row, or puts off its expiry.
absl::Status FileWriter::KeepRow(storage::Tx& tx) {
  const int64_t expire_us = absl::ToUnixMicros(tx.now() + kUnfinishedLifetime);
  if (first_chunk_ == 0) {
    v1::File file;
    file.set_name(name_);
    file.set_filename(filename_);
    const std::string body = file.SerializeAsString();
    return tx.Run(
        {"INSERT INTO files (name, caller, is_complete, expire_us, body) "
         "VALUES ($1, $2, 0, $3, $4) ON CONFLICT (name) DO NOTHING",
         {absl::string_view(name_), absl::string_view(caller_), expire_us, Bytes{body}},
         nullptr});
  }
  bool is_there = false;
  PLENARY_RETURN_IF_ERROR(tx.Run({"UPDATE files SET expire_us = $2 WHERE name = $1 RETURNING 1",
                                  {absl::string_view(name_), expire_us},
                                  [&](const storage::Row&) { is_there = true; }}));
  return is_there ? absl::OkStatus() : Expired(name_);
}

// Writes the first `bytes` of what is pending. It stays pending until the next Add: only then is it
// known that the transaction stood.
absl::Status FileWriter::WriteChunks(storage::Tx& tx, int64_t bytes) {
  const absl::string_view pending = pending_;
  for (int64_t offset = 0; offset < bytes; offset += kChunkBytes) {
    const int64_t size = std::min(kChunkBytes, bytes - offset);
    const int64_t number = first_chunk_ + offset / kChunkBytes;
    PLENARY_ASSIGN_OR_RETURN(
        const vault::Sealed chunk,
        SealedIfCan(*vault_, name_, number,
                    pending.substr(static_cast<size_t>(offset), static_cast<size_t>(size))));
    PLENARY_RETURN_IF_ERROR(tx.Run(
        {"INSERT INTO file_chunks (file, number, bytes, key_id) VALUES ($1, $2, $3, $4) "
         "ON CONFLICT (file, number) DO NOTHING",
         {absl::string_view(name_), number, Bytes{chunk.bytes}, absl::string_view(chunk.key_id)},
         nullptr}));
  }
  flushed_ = bytes;
  return absl::OkStatus();
}

void FileWriter::DropWritten() {
  pending_.erase(0, static_cast<size_t>(flushed_));
  first_chunk_ += flushed_ / kChunkBytes;
  flushed_ = 0;
}

}  // namespace plenary::files
