#include "clients/cli/audit.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "clients/cli/json.h"
#include "clients/cli/long_work.h"
#include "clients/cli/output.h"
#include "clients/cli/record.h"
#include "clients/cli/refusals.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/chain.h"
#include "plenary/client.h"
#include "plenary/status.h"

namespace plenary::cli {
namespace {

constexpr int kPage = 5000;
constexpr int kMostHeads = 1000;

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

// What is found wrong, the first of each chain; what is about no chain has an empty name.
class Faults {
 public:
  void Add(const std::string& partition, int64_t number, const std::string& what) {
    const auto known = faults_.find(partition);
    if (known != faults_.end() && known->second.number() <= number) return;
    v1::VerifyChainResponse::Fault& fault = faults_[partition];
    fault.set_partition(partition);
    fault.set_number(number);
    fault.set_description(what);
  }
  void Add(const absl::optional<ChainFault>& fault) {
    if (fault) Add(fault->partition, fault->number, fault->what);
  }
  void Add(const v1::VerifyChainResponse& found) {
    for (const auto& fault : found.faults()) {
      Add(fault.partition(), fault.number(), fault.description());
    }
  }
  void Count(const ChainCheck& check) { verified_ += check.verified(); }
  bool empty() const { return faults_.empty(); }

  // Shows them and returns the exit code.
  int Print(const Session& session) const {
    v1::VerifyChainResponse found;
    found.set_verified(verified_);
    for (const auto& [partition, fault] : faults_) *found.add_faults() = fault;
    PrintAnswer(OutputOf(session), found, true);
    if (empty()) return kDone;
    const std::string count = session.words.Count("count.faults", found.faults_size());
    session.terminal.err << "plenary: " << session.words.Say("refusal.log-edited", count) << "\n";
    return kRefused;
  }

 private:
  std::map<std::string, v1::VerifyChainResponse::Fault> faults_;
  int64_t verified_ = 0;
};

// Which partitions heads speak of.
std::set<std::string> PartitionsIn(const std::vector<v1::SignedHeads>& known) {
  std::set<std::string> partitions;
  for (const v1::SignedHeads& heads : known) {
    for (const v1::ChainHead& head : heads.heads()) partitions.insert(head.partition());
  }
  return partitions;
}

absl::StatusOr<v1::ListChainResponse> ReadPage(const Client& client, const std::string& partition,
                                               int64_t after) {
  v1::ListChainRequest request;
  request.set_parent(partition);
  request.set_after(after);
  request.set_page_size(kPage);
  return client.Call<v1::ListChainResponse>(request);
}

// Hands every page of a chain to `take`, which says whether to go on; the next one is on its way
// meanwhile.
absl::Status ReadChain(const Client& client, const std::string& partition,
                       const std::function<bool(const v1::ListChainResponse&)>& take) {
  absl::StatusOr<v1::ListChainResponse> page = ReadPage(client, partition, 0);
  for (int64_t after = -1;;) {
    if (!page.ok()) return page.status();
    const int64_t last = page->entries().empty() ? page->head().number()
                                                 : page->entries().rbegin()->change().number();
    // A server that gives the same page again would keep us for ever.
    const bool has_more = last < page->head().number() && last > after;
    after = last;
    std::future<absl::StatusOr<v1::ListChainResponse>> next;
    if (has_more) next = std::async(std::launch::async, ReadPage, client, partition, last);
    if (!take(*page) || !has_more) return absl::OkStatus();
    page = next.get();
  }
}

absl::Status CheckChain(const Client& client, const std::string& partition,
                        const std::vector<v1::SignedHeads>& known, Faults& faults) {
  ChainCheck check(partition, known);
  const absl::Status status = ReadChain(client, partition, [&](const v1::ListChainResponse& page) {
    check.Add(page);
    return !check.IsFaulty();
  });
  // A chain that is gone has no entries.
  if (!status.ok() && !absl::IsNotFound(status)) return status;
  faults.Add(check.End());
  faults.Count(check);
  return absl::OkStatus();
}

// Has the server look at what only it can see: that resources fit their commitments.
absl::Status HaveServerVerify(const Session& session, const Client& client,
                              const v1::SignedHeads& kept, Faults& faults) {
  v1::VerifyChainRequest request;
  request.set_parent("-");
  // Of more the server takes none; they are compared here in any case.
  if (kept.heads_size() <= kMostHeads) *request.mutable_heads() = kept;
  absl::StatusOr<google::longrunning::Operation> operation =
      client.Call<google::longrunning::Operation>(request);
  if (operation.ok()) operation = Follow(session, client, *std::move(operation));
  if (!operation.ok()) return operation.status();
  if (operation->has_error()) return FromRpcStatus(operation->error());
  v1::VerifyChainResponse found;
  operation->response().UnpackTo(&found);
  faults.Add(found);
  return absl::OkStatus();
}

// The keys that were known must still be there: whoever signs with others alone is another server.
void CompareKeys(const v1::AuditKeys& known, const v1::AuditKeys& now, Faults& faults) {
  for (const v1::AuditKeys::Key& key : known.keys()) {
    const bool is_there = std::any_of(
        now.keys().begin(), now.keys().end(),
        [&](const v1::AuditKeys::Key& other) { return other.public_key() == key.public_key(); });
    if (is_there) continue;
    faults.Add("", 0, absl::StrCat("changed: the server no longer has the key ", key.id()));
  }
}

std::string KeptPath(const Session& session, const AuditFlags& flags) {
  if (!flags.heads.empty() || session.settings.session_file.empty()) return flags.heads;
  const std::filesystem::path session_file = session.settings.session_file;
  return session_file.parent_path().parent_path() / "heads" / session_file.filename();
}

// What a verification compares with.
struct Known {
  absl::optional<KeptRecord> kept;
  std::vector<v1::SignedHeads> heads;  // that were kept, and the anchors
  absl::optional<v1::AuditKeys> trusted;
};

absl::StatusOr<Known> ReadKnown(const std::string& kept_path, const AuditFlags& flags) {
  Known known;
  if (!kept_path.empty()) {
    absl::StatusOr<absl::optional<KeptRecord>> kept = ReadKeptRecord(kept_path);
    if (!kept.ok()) return kept.status();
    known.kept = *std::move(kept);
  }
  if (!flags.anchors.empty()) {
    absl::StatusOr<std::vector<v1::SignedHeads>> anchors = ReadAnchors(flags.anchors);
    if (!anchors.ok()) return anchors.status();
    known.heads = *std::move(anchors);
  }
  if (known.kept) known.heads.push_back(known.kept->heads());
  if (!flags.key.empty()) {
    absl::StatusOr<v1::AuditKeys> trusted = ReadAuditKeys(flags.key);
    if (!trusted.ok()) return trusted.status();
    known.trusted = *std::move(trusted);
  }
  return known;
}

// Every head that is compared with must be signed, with a key that is trusted.
void CheckSignatures(const std::vector<v1::SignedHeads>& heads, const v1::AuditKeys& trusted,
                     Faults& faults) {
  for (const v1::SignedHeads& each : heads) {
    if (IsSignedWith(each, trusted)) continue;
    faults.Add("", 0,
               absl::StrCat("changed: ", each.name(), " is not signed with the key ", each.key_id(),
                            " or that is not trusted"));
  }
}

int VerifyServer(const Session& session, const AuditFlags& flags) {
  const std::string kept_path = KeptPath(session, flags);
  const absl::StatusOr<Known> known = ReadKnown(kept_path, flags);
  if (!known.ok()) return Refuse(session, known.status());
  const Client client = Connect(session);
  const auto keys = client.Call<v1::AuditKeys>(v1::GetAuditKeysRequest());
  if (!keys.ok()) return Refuse(session, keys.status());
  const auto heads = client.Call<v1::SignedHeads>(v1::SignHeadsRequest());
  if (!heads.ok()) return Refuse(session, heads.status());

  Faults faults;
  if (known->kept) CompareKeys(known->kept->keys(), *keys, faults);
  std::vector<v1::SignedHeads> lead_to = known->heads;
  lead_to.push_back(*heads);
  CheckSignatures(lead_to, known->trusted.value_or(*keys), faults);
  const v1::SignedHeads kept = known->kept ? known->kept->heads() : v1::SignedHeads();
  absl::Status status = HaveServerVerify(session, client, kept, faults);
  for (const std::string& partition : PartitionsIn(lead_to)) {
    if (status.ok()) status = CheckChain(client, partition, lead_to, faults);
  }
  if (!status.ok()) return Refuse(session, status);
  if (faults.empty() && !kept_path.empty()) {
    KeptRecord record;
    *record.mutable_heads() = *heads;
    *record.mutable_keys() = *keys;
    status = WriteKeptRecord(kept_path, record);
    if (!status.ok()) return Refuse(session, status);
    session.terminal.err << session.words.Say("audit.kept", kept_path) << "\n";
  }
  return faults.Print(session);
}

int VerifyFolder(const Session& session, const AuditFlags& flags) {
  const RecordFolder folder(flags.folder);
  const absl::StatusOr<Known> known = ReadKnown(flags.heads, flags);
  if (!known.ok()) return Refuse(session, known.status());
  const absl::StatusOr<v1::SignedHeads> heads = folder.ReadHeads();
  if (!heads.ok()) return Refuse(session, heads.status());
  const absl::StatusOr<v1::AuditKeys> keys =
      known->trusted ? absl::StatusOr<v1::AuditKeys>(*known->trusted) : folder.ReadKeys();
  if (!keys.ok()) return Refuse(session, keys.status());

  Faults faults;
  if (known->kept) CompareKeys(known->kept->keys(), *keys, faults);
  std::vector<v1::SignedHeads> lead_to = known->heads;
  lead_to.push_back(*heads);
  CheckSignatures(lead_to, *keys, faults);
  for (const std::string& partition : PartitionsIn(lead_to)) {
    v1::ChainHead head;
    for (const v1::ChainHead& each : heads->heads()) {
      if (each.partition() == partition) head = each;
    }
    head.set_partition(partition);
    ChainCheck check(partition, lead_to);
    const absl::Status status = folder.CheckChain(head, check);
    if (!status.ok()) return Refuse(session, status);
    faults.Add(check.End());
    faults.Count(check);
  }
  return faults.Print(session);
}

// Writes the chain up to `head`.
absl::Status WriteChain(const Client& client, const RecordFolder& folder,
                        const v1::ChainHead& head) {
  const std::string path = folder.ChainPath(head.partition());
  std::ofstream file(path, std::ios::binary);
  bool is_first = true;
  absl::Status status = ReadChain(client, head.partition(), [&](const v1::ListChainResponse& page) {
    if (std::exchange(is_first, false)) {
      v1::ChainHead begin;
      begin.set_partition(head.partition());
      begin.set_number(page.entries().empty() ? 0 : page.entries(0).change().number() - 1);
      begin.set_hash(page.hash_before());
      file << ToJson(begin, /*indented=*/false) << "\n";
    }
    for (const v1::ChainEntry& entry : page.entries()) {
      if (entry.change().number() > head.number()) return false;
      file << ToJson(entry, /*indented=*/false) << "\n";
    }
    return file.good();
  });
  file.close();
  if (!file) status.Update(absl::PermissionDeniedError(absl::StrCat("cannot write ", path)));
  return status;
}

}  // namespace

int VerifyRecord(const Session& session, const AuditFlags& flags) {
  return flags.folder.empty() ? VerifyServer(session, flags) : VerifyFolder(session, flags);
}

int ExportRecord(const Session& session, const AuditFlags& flags) {
  const RecordFolder folder(flags.to);
  if (absl::Status status = folder.Make(); !status.ok()) return Refuse(session, status);
  const Client client = Connect(session);
  const auto keys = client.Call<v1::AuditKeys>(v1::GetAuditKeysRequest());
  if (!keys.ok()) return Refuse(session, keys.status());
  const auto heads = client.Call<v1::SignedHeads>(v1::SignHeadsRequest());
  if (!heads.ok()) return Refuse(session, heads.status());
  absl::Status status = folder.WriteHeads(*heads, *keys);
  for (const v1::ChainHead& head : heads->heads()) {
    if (status.ok()) status = WriteChain(client, folder, head);
  }
  if (!status.ok()) return Refuse(session, status);
  session.terminal.err << session.words.Say("audit.exported", flags.to) << "\n";
  return kDone;
}

}  // namespace plenary::cli
