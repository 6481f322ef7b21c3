// The record of an installation, checked by whoever does not trust its server.
//
// Every partition has a chain of entries; the hash of each covers the one before it, so whoever
// changes, removes or moves an entry changes every hash after it. A chain that was written anew
// from there on is found out by a head that was signed, or only kept, earlier. Nothing here asks a
// server:
//
//   ChainCheck check("events/tibo-2023", kept_heads);
//   for (each page of Client::Call<v1::ListChainResponse>) check.Add(page);
//   if (check.End()) …  // the first fault
#ifndef PLENARY_CLIENTS_CPP_PLENARY_CHAIN_H_
#define PLENARY_CLIENTS_CPP_PLENARY_CHAIN_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/audit.pb.h"

namespace plenary {

// The hash of an entry behind an entry of hash `previous` (32 zero bytes before the first):
// SHA-256(previous ‖ entry), the entry as docs/architecture.md has it.
std::string HashOfEntry(absl::string_view previous, const v1::ChainEntry& entry);

// The id of a public key, as in SignedHeads.
std::string IdOfAuditKey(absl::string_view public_key);
// Whether `heads` are signed with one of `keys`, by its id; a key whose id is not its own is none.
bool IsSignedWith(const v1::SignedHeads& heads, const v1::AuditKeys& keys);

// What is wrong with a chain, and where first.
struct ChainFault {
  std::string partition;
  int64_t number = 0;
  std::string what;  // "removed: …", "reordered: …", "changed: …"
};

// Checks one chain from its oldest entry on, page by page. Not thread-safe.
class ChainCheck {
 public:
  // `known`: heads, of any partitions, that the chain must lead to.
  ChainCheck(std::string partition, const std::vector<v1::SignedHeads>& known);

  // The next page: the entries after last(). After a fault nothing is looked at any more.
  void Add(const v1::ListChainResponse& page);
  // The number of the last entry that was looked at: ListChain goes on after it.
  int64_t last() const { return last_; }
  // Whether something was found wrong.
  bool IsFaulty() const { return fault_.has_value(); }
  // Whether the chain has no more entries than those.
  bool IsAtEnd() const { return IsFaulty() || last_ >= head_; }
  // Entries that are as they should be.
  int64_t verified() const { return verified_; }
  // There are no more pages: the first fault, or nullopt where the chain stands.
  const absl::optional<ChainFault>& End();

 private:
  void Begin(const v1::ListChainResponse& page);
  void AddEntry(const v1::ListChainResponse& page, int index);
  void Fail(int64_t number, std::string what);
  // Whether the entry `number` has the hash that is known of it.
  bool IsAsKnown(int64_t number);

  const std::string partition_;
  std::map<int64_t, std::vector<std::string>> known_;  // hashes by number
  bool has_begun_ = false;
  int64_t last_ = 0;
  int64_t head_ = 0;
  std::string head_hash_;
  std::string hash_;  // of entry `last_`
  int64_t verified_ = 0;
  absl::optional<ChainFault> fault_;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_CHAIN_H_
