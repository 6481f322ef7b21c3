// The fixture of suites about lists: files in the database, imports and exports carried out as the
// server's runner does it, step by step.
#ifndef PLENARY_TESTS_TESTING_IMPORT_SUITE_H_
#define PLENARY_TESTS_TESTING_IMPORT_SUITE_H_

#include <atomic>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/base/errors.h"
#include "services/delegations/export_work.h"
#include "services/delegations/import_delegations.h"
#include "services/delegations/import_work.h"
#include "services/files/table.h"
#include "services/storage/long_work.h"
#include "tests/testing/forum_suite.h"

namespace plenary::testing {

class ImportTest : public ForumTest {
 protected:
  using Operation = google::longrunning::Operation;
  using Reject = v1::ImportReject;

  void SetUp() override { MakeEvent(); }
  // An event with one category, "delegates".
  void MakeEvent() {
    world().Event(
        "custom_fields { id: 'shirt' type: CHOICE display_names { language: 'en' text: 'Shirt "
        "size' } "
        "choices { id: 's' display_names { language: 'en' text: 'Small' } } "
        "choices { id: 'l' display_names { language: 'en' text: 'Large' } } }");
    delegates_ = world().Category("delegates");
  }

  // Where everything happens: the suite's forum, or another, on a fresh database.
  Forum& world() { return fresh_ == nullptr ? forum_ : *fresh_; }
  void GoElsewhere() {
    fresh_ = std::make_unique<Forum>(GetParam());
    MakeEvent();
  }

  // A file in the database.
  std::string Upload(const std::string& bytes, const std::string& filename = "list.csv") {
    files::FileWriter writer(TestVault(), absl::StrCat("files/f", ++files_), filename, "local");
    writer.Add(bytes);
    const absl::Status written =
        storage::WriteAndWait(world().store(), {std::string(files::kFilesKey)},
                              [&](storage::Tx& tx) { return writer.Complete(tx).status(); });
    if (!written.ok()) throw std::runtime_error(written.ToString());
    return writer.name();
  }

  // The bytes of a file.
  std::string Download(const std::string& name) {
    std::string bytes;
    const absl::Status read = storage::ReadAndWait(world().store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(bytes,
                               files::ReadFilePart(tx, TestVault(), name, 0, int64_t{1} << 30));
      return absl::OkStatus();
    });
    if (!read.ok()) throw std::runtime_error(read.ToString());
    return bytes;
  }

  absl::StatusOr<Operation> Begin(const std::string& file, const std::string& rest = "") {
    return world().Do(&Forum::Delegations::ImportParticipants,
                      absl::StrCat("parent: 'events/tibo' file: '", file, "' ", rest));
  }

  // One server that works on operations, one at a time.
  class Server {
   public:
    Server(Forum& forum, storage::LongWork& work, std::string owner)
        : forum_(forum), work_(work), owner_(std::move(owner)) {}

    // Takes an operation that nobody works on; false where there is none.
    bool Claim() {
      absl::optional<storage::Claim> claim;
      Write([&](storage::Tx& tx) {
        PLENARY_ASSIGN_OR_RETURN(
            claim, storage::ClaimOperation(tx, owner_, tx.now(), tx.now() + absl::Seconds(30)));
        return absl::OkStatus();
      });
      if (!claim) return false;
      // As the server resolves it anew.
      claim->call.access = forum_.access();
      under_way_.emplace(*std::move(claim), owner_, absl::Seconds(30), &work_);
      return true;
    }
    // One step, or the end where the operation was cancelled; false once it is done.
    bool Step() {
      if (under_way_->cancel_asked()) {
        under_way_->Fail(absl::CancelledError("cancelled"));
        Write([&](storage::Tx& tx) { return under_way_->Keep(tx); });
        return false;
      }
      const absl::Status done = work_.Step(forum_.store(), forum_.random(), *under_way_);
      if (!done.ok() && !absl::IsUnavailable(done) && !absl::IsAborted(done)) {
        under_way_->Fail(done);
      }
      if (under_way_->NeedsKeeping(forum_.clock().Now())) {
        Write([&](storage::Tx& tx) { return under_way_->Keep(tx); });
      }
      return !under_way_->is_done();
    }
    // Gives the operation up, as a server does that ends.
    void Release() {
      under_way_.reset();
      Write([&](storage::Tx& tx) { return storage::ReleaseOperations(tx, owner_); });
    }

   private:
    void Write(const storage::Body& body) {
      const absl::Status written =
          storage::WriteAndWait(forum_.store(), {std::string(storage::kOperationsKey)}, body);
      if (!written.ok()) throw std::runtime_error(written.ToString());
    }

    Forum& forum_;
    storage::LongWork& work_;
    const std::string owner_;
    absl::optional<storage::WorkUnderWay> under_way_;
  };

  Operation Find(const std::string& operation) {
    absl::optional<storage::StoredOperation> stored;
    const absl::Status read = storage::ReadAndWait(world().store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(stored, storage::FindOperation(tx, operation));
      return absl::OkStatus();
    });
    if (!read.ok() || !stored) throw std::runtime_error("no such operation");
    return stored->operation();
  }

  // Works on the operation that was begun until it is done.
  Operation Finish(const std::string& operation, storage::LongWork& work) {
    Server server(world(), work, "server");
    EXPECT_TRUE(server.Claim());
    while (server.Step()) {
    }
    return Find(operation);
  }
  Operation Import(const std::string& bytes, const std::string& rest = "") {
    last_ = Value(Begin(Upload(bytes), rest)).name();
    return Finish(last_, participants_);
  }
  Operation ImportDelegations(const std::string& bytes, const std::string& rest = "") {
    last_ =
        Value(world().Do(&Forum::Delegations::ImportDelegations,
                         absl::StrCat("parent: 'events/tibo' file: '", Upload(bytes), "' ", rest)))
            .name();
    return Finish(last_, delegations_);
  }

  // The bytes of an export.
  std::string Export(const std::string& rest = "") {
    last_ = Value(world().Do(&Forum::Delegations::ExportParticipants,
                             absl::StrCat("parent: 'events/tibo' ", rest)))
                .name();
    return BytesOf(Finish(last_, participant_exports_));
  }
  std::string ExportDelegations(const std::string& rest = "") {
    last_ = Value(world().Do(&Forum::Delegations::ExportDelegations,
                             absl::StrCat("parent: 'events/tibo' ", rest)))
                .name();
    return BytesOf(Finish(last_, delegation_exports_));
  }
  std::string BytesOf(const Operation& operation) {
    v1::ExportResponse response;
    if (!operation.response().UnpackTo(&response)) {
      throw std::runtime_error(operation.error().message());
    }
    return Download(response.file());
  }

  // The counts of an operation.
  static v1::ImportMetadata CountsOf(const Operation& operation) {
    v1::ImportMetadata counts;
    operation.metadata().UnpackTo(&counts);
    return counts;
  }
  // "3 created, 1 rejected".
  static std::string Summary(const Operation& operation) {
    const v1::ImportMetadata counts = CountsOf(operation);
    std::vector<std::string> parts;
    const auto add = [&](int64_t count, const char* what) {
      if (count > 0) parts.push_back(absl::StrCat(count, " ", what));
    };
    add(counts.created(), "created");
    add(counts.updated(), "updated");
    add(counts.unchanged(), "unchanged");
    add(counts.rejected(), "rejected");
    if (operation.has_error()) parts.push_back(operation.error().message());
    return absl::StrJoin(parts, ", ");
  }

  std::vector<Reject> Rejects(const std::string& operation, const std::string& rest = "") {
    auto request =
        Parse<v1::ListImportRejectsRequest>(absl::StrCat("parent: '", operation, "' ", rest));
    std::vector<Reject> all;
    do {
      const auto page = Value(world().Ask(&Forum::Delegations::ListImportRejects, request));
      all.insert(all.end(), page.rejects().begin(), page.rejects().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  // "3 QUESTION 2 LOOKALIKE_LETTERS" each: line, severity, column, reason. Of the last import.
  std::vector<std::string> Complaints(const std::string& rest = "") {
    std::vector<std::string> complaints;
    for (const Reject& reject : Rejects(last_, rest)) {
      const v1::ErrorReason reason = base::ReasonOf(base::FromRpcStatus(reject.error()));
      complaints.push_back(absl::StrCat(
          reject.line(), " ", Reject::Severity_Name(reject.severity()), " ", reject.column(), " ",
          absl::StripPrefix(v1::ErrorReason_Name(reason), "ERROR_REASON_")));
    }
    return complaints;
  }

  v1::Person PersonOf(const v1::Participant& participant) {
    return Value(world().Ask(&Forum::Directory::GetPerson, Forum::Named(participant.person())));
  }
  // The participants, by their display names.
  std::map<std::string, v1::Participant> ByName() {
    std::map<std::string, v1::Participant> by_name;
    for (v1::Participant& participant : world().Participants()) {
      by_name[participant.display_name()] = std::move(participant);
    }
    return by_name;
  }

  std::string delegates_;
  std::string last_;  // the last operation
  delegations::ParticipantImportWork participants_{TestVault(), forum_.attendances()};
  Forum::Delegations service_{forum_.sealer(), TestVault(), forum_.attendances()};
  delegations::DelegationImportWork delegations_{TestVault(), service_};
  delegations::ParticipantExportWork participant_exports_{service_, TestVault()};
  delegations::DelegationExportWork delegation_exports_{service_, TestVault()};

 private:
  std::unique_ptr<Forum> fresh_;
  std::atomic<int> files_ = 0;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_IMPORT_SUITE_H_
