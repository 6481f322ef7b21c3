// Files in the database: a row each, and their bytes in chunks, each sealed where the vault has
// keys. A list holds dates of birth and telephone numbers, and lies in the database for days.
//
// What other rooms do with files is here: an import reads one that was uploaded and holds it while
// it is under way, an export writes one.
#ifndef PLENARY_SERVICES_FILES_TABLE_H_
#define PLENARY_SERVICES_FILES_TABLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/files.pb.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::files {

inline constexpr absl::string_view kFilePattern = "files/{file}";
// The key of every write to files.
inline constexpr absl::string_view kFilesKey = "files";
// How long a file lives, and how long one that nobody goes on writing.
inline constexpr absl::Duration kFileLifetime = absl::Hours(7 * 24);
inline constexpr absl::Duration kUnfinishedLifetime = absl::Hours(1);
// The bytes of one row.
inline constexpr int64_t kChunkBytes = 256 << 10;

// The file of that name; nullopt where there is none, it is not there as a whole yet, or it has
// expired.
absl::StatusOr<absl::optional<v1::File>> FindFile(storage::Tx& tx, absl::string_view name);

// Up to `size` bytes from `offset` on; fewer where the file ends, none beyond its end. The file
// was found before: of one that isn't there, there are no bytes. An `offset` and a `size` that are
// multiples of kChunkBytes read no byte in vain. FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING.
// DATA_LOSS: PROTECTED_DATA_UNREADABLE.
absl::StatusOr<std::string> ReadFilePart(storage::Tx& tx, const vault::Vault& vault,
                                         absl::string_view name, int64_t offset, int64_t size);

// Keeps the file from being deleted, even where it expires, until the operation lets go of it.
absl::Status HoldFile(storage::Tx& tx, absl::string_view name, absl::string_view operation);
// Lets go of every file that the operation holds.
absl::Status ReleaseFiles(storage::Tx& tx, absl::string_view operation);
// An operation that holds the file; empty where there is none.
absl::StatusOr<std::string> HolderOf(storage::Tx& tx, absl::string_view name);

// Removes the file and its bytes, whether it was there as a whole or not. Nothing happens where it
// is not there.
absl::Status RemoveFile(storage::Tx& tx, absl::string_view name);

// At most `limit` files that have expired and nobody holds, the oldest first.
absl::StatusOr<std::vector<std::string>> ListExpiredFiles(storage::Tx& tx, int limit);

// Writes a new file in as many transactions as it takes:
//
//   FileWriter writer(vault, absl::StrCat("files/", id), "Список.csv", call.caller);
//   writer.Add(bytes);
//   store.Write({kFilesKey}, [&](Tx& tx) { return writer.Flush(tx); }, …);
//   writer.Add(more);
//   store.Write({kFilesKey}, [&](Tx& tx) { … writer.Complete(tx) … }, …);
//
// The bodies may be run again. A writer whose transaction failed in the end is of no more use: its
// file is removed, or expires. Not thread-safe.
class FileWriter {
 public:
  // `name` is new: "files/" and an id made for it. `vault` outlives the writer.
  FileWriter(const vault::Vault& vault, std::string name, std::string filename, std::string caller);
  ~FileWriter();
  FileWriter(FileWriter&&) noexcept;
  FileWriter& operator=(FileWriter&&) noexcept;

  const std::string& name() const { return name_; }
  // Bytes added so far.
  int64_t size() const { return size_; }

  // Adds the next bytes. They stay in memory until they are flushed.
  void Add(absl::string_view bytes);
  // Whether enough was added since the last Flush for a next one to write something.
  bool HasWholeChunk() const;
  // Writes what fills whole chunks. ABORTED, TOO_MUCH_CONTENTION where the file expired meanwhile.
  absl::Status Flush(storage::Tx& tx);
  // Writes what is left; from then on the file can be found. ABORTED as Flush. Nothing is added
  // after it.
  absl::StatusOr<v1::File> Complete(storage::Tx& tx);

 private:
  class Digest;

  absl::Status KeepRow(storage::Tx& tx);
  absl::Status WriteChunks(storage::Tx& tx, int64_t bytes);
  void DropWritten();

  const vault::Vault* vault_;
  std::string name_;
  std::string filename_;
  std::string caller_;
  int64_t size_ = 0;
  int64_t first_chunk_ = 0;  // the number of the chunk that pending_ begins with
  std::string pending_;      // added, and not known to be written
  int64_t flushed_ = 0;      // how much of it the last Flush wrote
  std::unique_ptr<Digest> digest_;
};

}  // namespace plenary::files

#endif  // PLENARY_SERVICES_FILES_TABLE_H_
