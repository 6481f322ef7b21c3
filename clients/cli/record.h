// The record as files, and what is kept of it between two verifications.
#ifndef PLENARY_CLIENTS_CLI_RECORD_H_
#define PLENARY_CLIENTS_CLI_RECORD_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "clients/cli/report.pb.h"
#include "plenary/chain.h"
#include "plenary/v1/audit.pb.h"

namespace plenary::cli {

// What `plenary audit verify` kept in the file at `path`; nullopt where there is none.
// INVALID_ARGUMENT where the file holds something else.
absl::StatusOr<absl::optional<KeptRecord>> ReadKeptRecord(const std::string& path);
// Puts it in the place of what was kept. PERMISSION_DENIED where it cannot be written.
absl::Status WriteKeptRecord(const std::string& path, const KeptRecord& kept);

// The signed heads in a server's anchor file. INVALID_ARGUMENT where it cannot be read.
absl::StatusOr<std::vector<v1::SignedHeads>> ReadAnchors(const std::string& path);

// The public keys in a file: what `plenary audit keys -o json` prints, or any text with keys in hex
// or base64 in it. INVALID_ARGUMENT where there are none.
absl::StatusOr<v1::AuditKeys> ReadAuditKeys(const std::string& path);

// A folder with the record: heads.json, keys.json, and the chain of each partition in a file of
// JSON lines, of which the first says where the chain begins.
class RecordFolder {
 public:
  explicit RecordFolder(std::string path) : path_(std::move(path)) {}

  // Makes it. ALREADY_EXISTS where there is something in it.
  absl::Status Make() const;
  absl::Status WriteHeads(const v1::SignedHeads& heads, const v1::AuditKeys& keys) const;
  // INVALID_ARGUMENT where they cannot be read.
  absl::StatusOr<v1::SignedHeads> ReadHeads() const;
  absl::StatusOr<v1::AuditKeys> ReadKeys() const;

  std::string ChainPath(const std::string& partition) const;
  // Checks the chain that leads to `head`. INVALID_ARGUMENT where the file is damaged as a file;
  // one that is missing is a chain without entries.
  absl::Status CheckChain(const v1::ChainHead& head, ChainCheck& check) const;

 private:
  const std::string path_;
};

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_RECORD_H_
