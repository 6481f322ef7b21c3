#include "services/delegations/import_work.h"

#include <algorithm>
#include <utility>

#include "services/base/errors.h"
#include "services/delegations/import_participants.h"
#include "services/delegations/import_table.h"
#include "services/events/table.h"
#include "services/files/table.h"
#include "services/storage/handle.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Change;
using storage::Store;
using storage::Tx;
using storage::WorkUnderWay;

// Rows that are carried out in one transaction, and that are read in one step.
constexpr int kRowsInBatch = 250;
constexpr int kRowsInStep = 8 * kRowsInBatch;

ImportBatch::Row ToMessage(interchange::TableRow row) {
  ImportBatch::Row message;
  message.set_line(row.line);
  for (std::string& cell : row.cells) message.add_cells(std::move(cell));
  for (interchange::CellProblem& problem : row.problems) {
    ImportBatch::Problem& added = *message.add_problems();
    added.set_column(problem.column);
    added.set_description(std::move(problem.description));
  }
  return message;
}

interchange::TableRow FromMessage(ImportBatch::Row& message) {
  interchange::TableRow row;
  row.line = message.line();
  row.cells.reserve(message.cells_size());
  for (std::string& cell : *message.mutable_cells()) row.cells.push_back(std::move(cell));
  for (const ImportBatch::Problem& problem : message.problems()) {
    row.problems.push_back({problem.column(), problem.description()});
  }
  return row;
}

// Reads up to kRowsInStep rows into batches.
absl::StatusOr<std::vector<ImportBatch>> ReadBatches(OpenList& list, bool& is_read) {
  std::vector<ImportBatch> batches;
  int rows = 0;
  is_read = false;
  while (rows < kRowsInStep) {
    interchange::TableRow row;
    PLENARY_ASSIGN_OR_RETURN(const bool is_there, list.Next(row));
    if (!is_there) {
      is_read = true;
      break;
    }
    if (rows++ % kRowsInBatch == 0) batches.emplace_back();
    *batches.back().add_rows() = ToMessage(std::move(row));
  }
  return batches;
}

template <class Message>
Message Unpacked(const google::protobuf::Any& any) {
  Message message;
  any.UnpackTo(&message);
  return message;
}

void Count(const ImportOutcome& outcome, int64_t rows, v1::ImportMetadata& counts) {
  counts.set_rows_done(counts.rows_done() + rows);
  counts.set_created(counts.created() + outcome.created);
  counts.set_updated(counts.updated() + outcome.updated);
  counts.set_unchanged(counts.unchanged() + outcome.unchanged);
  counts.set_rejected(counts.rejected() + outcome.rejected);
  counts.set_people_created(counts.people_created() + outcome.people_created);
}

void FinishWith(const v1::ImportMetadata& counts, WorkUnderWay& work) {
  v1::ImportResponse response;
  *response.mutable_counts() = counts;
  work.Finish(response);
}

bool IsTooLarge(const absl::Status& status) {
  return base::ReasonOf(status) == v1::ERROR_REASON_TRANSACTION_TOO_LARGE;
}

}  // namespace

struct ImportWork::Piece {
  Asked asked;
  ListReading reading;
  std::string operation;
  ImportCursor from;
  ImportCursor next;
  std::vector<interchange::TableRow> rows;
  CarryOut carry_out;  // which refers to what stands above

  bool ends_batch() const { return next.row() == 0; }
  // Writes what became of the rows; `counts` are those before.
  absl::Status Keep(Tx& tx, const vault::Vault& vault, const ImportOutcome& outcome,
                    const v1::ImportMetadata& counts, WorkUnderWay& work) const;
};

absl::Status ImportWork::Piece::Keep(Tx& tx, const vault::Vault& vault,
                                     const ImportOutcome& outcome, const v1::ImportMetadata& counts,
                                     WorkUnderWay& work) const {
  for (const auto& [subject, line] : outcome.subjects) {
    PLENARY_RETURN_IF_ERROR(NoteLine(tx, work.name(), subject, line));
  }
  for (const auto& [line, rejects] : outcome.rejects) {
    PLENARY_RETURN_IF_ERROR(InsertRejects(tx, vault, work.name(), rejects));
  }
  if (ends_batch()) PLENARY_RETURN_IF_ERROR(DeleteBatch(tx, work.name(), from.batch()));
  v1::ImportMetadata after = counts;
  Count(outcome, static_cast<int64_t>(rows.size()), after);
  work.metadata.PackFrom(after);
  work.cursor.PackFrom(next);
  if (next.batch() == next.batches_read()) FinishWith(after, work);
  return work.Keep(tx);
}

absl::Status ImportWork::Step(Store& store, base::Random& random, WorkUnderWay& work) {
  const Asked asked = AskedBy(work.request());
  if (!Unpacked<ImportCursor>(work.cursor).is_read()) return ReadFurther(store, work, asked);
  return CarryOutFurther(store, random, work, asked);
}

absl::Status ImportWork::Ended(Tx& tx, absl::string_view operation) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    lists_.erase(std::string(operation));
    read_ahead_.erase(std::string(operation));
  }
  PLENARY_RETURN_IF_ERROR(tx.Require(files::kFilesKey));
  PLENARY_RETURN_IF_ERROR(files::ReleaseFiles(tx, operation));
  return RemoveImportBatches(tx, operation);
}

absl::Status ImportWork::Forget(Tx& tx, absl::string_view operation) {
  return RemoveImport(tx, operation);
}

absl::StatusOr<std::shared_ptr<OpenList>> ImportWork::OpenAnew(Store& store, const Asked& asked) {
  v1::File file;
  interchange::ListContext context;
  context.kind = asked.kind;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(file, storage::Existing(files::FindFile(tx, asked.file), asked.file));
    PLENARY_ASSIGN_OR_RETURN(const v1::Event event,
                             storage::Living(events::FindEvent(tx, asked.event), asked.event));
    context.custom_fields.assign(event.custom_fields().begin(), event.custom_fields().end());
    PLENARY_ASSIGN_OR_RETURN(context.categories, events::ListAllCategories(tx, asked.event));
    return absl::OkStatus();
  }));
  const ReadDatabase read = [&store](const storage::Body& body) {
    return storage::ReadAndWait(store, body);
  };
  PLENARY_ASSIGN_OR_RETURN(
      std::shared_ptr<OpenList> list,
      OpenList::Open(vault_, file, read, {asked.table, asked.columns, context}));
  if (!list->problems().empty()) return BadColumns(list->problems());
  return list;
}

absl::Status ImportWork::ReadFurther(Store& store, WorkUnderWay& work, const Asked& asked) {
  std::shared_ptr<OpenList> list;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    list = std::move(lists_[work.name()]);
    lists_.erase(work.name());
  }
  const bool begins = list == nullptr;
  if (begins) {
    PLENARY_ASSIGN_OR_RETURN(list, OpenAnew(store, asked));
  }
  bool is_read = false;
  PLENARY_ASSIGN_OR_RETURN(const std::vector<ImportBatch> batches, ReadBatches(*list, is_read));
  const auto cursor = begins ? ImportCursor() : Unpacked<ImportCursor>(work.cursor);
  const auto counts = begins ? v1::ImportMetadata() : Unpacked<v1::ImportMetadata>(work.metadata);
  PLENARY_RETURN_IF_ERROR(
      storage::WriteAndWait(store, {std::string(storage::kOperationsKey)}, [&](Tx& tx) {
        if (begins) PLENARY_RETURN_IF_ERROR(RemoveImportBatches(tx, work.name()));
        ImportCursor next = cursor;
        v1::ImportMetadata after = counts;
        for (const ImportBatch& batch : batches) {
          PLENARY_RETURN_IF_ERROR(InsertBatch(tx, vault_, work.name(), next.batches_read(), batch));
          next.set_batches_read(next.batches_read() + 1);
          after.set_rows_total(after.rows_total() + batch.rows_size());
        }
        *next.mutable_columns() = {list->columns().begin(), list->columns().end()};
        next.set_is_read(is_read);
        after.set_dry_run(asked.dry_run);
        after.set_phase(is_read ? v1::ImportMetadata::APPLYING : v1::ImportMetadata::READING);
        work.metadata.PackFrom(after);
        work.cursor.PackFrom(next);
        if (is_read && next.batches_read() == 0) FinishWith(after, work);
        return work.Keep(tx);
      }));
  if (is_read || work.is_done()) return absl::OkStatus();
  const std::lock_guard<std::mutex> lock(mutex_);
  lists_[work.name()] = std::move(list);
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const ImportWork::Piece>> ImportWork::ReadPiece(
    Store& store, const google::protobuf::Any& request, const std::string& operation,
    const Asked& asked, const ImportCursor& from, int most) const {
  v1::Event event;
  ImportBatch batch;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(event,
                             storage::Living(events::FindEvent(tx, asked.event), asked.event));
    PLENARY_ASSIGN_OR_RETURN(batch, FindBatch(tx, vault_, operation, from.batch()));
    return absl::OkStatus();
  }));
  const auto piece = std::make_shared<Piece>();
  piece->asked = asked;
  piece->operation = operation;
  piece->reading.columns.assign(from.columns().begin(), from.columns().end());
  piece->reading.language = asked.language;
  absl::LoadTimeZone(event.time_zone(), &piece->reading.zone);
  piece->reading.custom_fields.assign(event.custom_fields().begin(), event.custom_fields().end());
  piece->reading.repairs_lookalikes = asked.repairs_lookalikes;
  const int end = std::min(batch.rows_size(), from.row() + most);
  piece->rows.reserve(end - from.row());
  for (int i = from.row(); i < end; ++i) {
    piece->rows.push_back(FromMessage(*batch.mutable_rows(i)));
  }
  piece->from = from;
  piece->next = from;
  piece->next.set_batch(from.batch() + (end == batch.rows_size() ? 1 : 0));
  piece->next.set_row(end == batch.rows_size() ? 0 : end);
  piece->carry_out = Prepare(request, piece->reading, piece->rows, piece->operation);
  return piece;
}

std::shared_ptr<const ImportWork::Piece> ImportWork::TakeReadAhead(const std::string& operation,
                                                                   const ImportCursor& from) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = read_ahead_.find(operation);
  if (found == read_ahead_.end()) return nullptr;
  std::shared_ptr<const Piece> piece = std::move(found->second);
  read_ahead_.erase(found);
  const bool is_next = piece->from.batch() == from.batch() && piece->from.row() == from.row();
  return is_next ? piece : nullptr;
}

absl::Status ImportWork::CarryOutFurther(Store& store, base::Random& random, WorkUnderWay& work,
                                         const Asked& asked) {
  const auto cursor = Unpacked<ImportCursor>(work.cursor);
  const auto counts = Unpacked<v1::ImportMetadata>(work.metadata);
  // Copied, since `work` is kept while the next rows are read.
  const google::protobuf::Any request = work.request();
  const std::string operation = work.name();
  const auto read = [&](const ImportCursor& from, int most) {
    return ReadPiece(store, request, operation, asked, from, most);
  };
  std::shared_ptr<const Piece> piece = TakeReadAhead(operation, cursor);
  if (piece == nullptr) {
    PLENARY_ASSIGN_OR_RETURN(piece, read(cursor, kRowsInBatch));
  }
  absl::StatusOr<std::shared_ptr<const Piece>> ahead = std::shared_ptr<const Piece>();
  const auto read_ahead = [&] {
    if (piece->next.batch() < piece->next.batches_read()) ahead = read(piece->next, kRowsInBatch);
  };
  absl::Status done = CarryOutPiece(store, random, work, *piece, counts, read_ahead);
  if (done.ok() && ahead.ok() && *ahead != nullptr) {
    const std::lock_guard<std::mutex> lock(mutex_);
    read_ahead_[operation] = *std::move(ahead);
  }
  // Rows that bring along a great deal fit into one transaction when there are fewer of them.
  while (IsTooLarge(done) && piece->rows.size() > 1) {
    PLENARY_ASSIGN_OR_RETURN(piece, read(cursor, static_cast<int>(piece->rows.size() / 2)));
    done = CarryOutPiece(store, random, work, *piece, counts, [] {});
  }
  return done;
}

absl::Status ImportWork::CarryOutPiece(Store& store, base::Random& random, WorkUnderWay& work,
                                       const Piece& piece, const v1::ImportMetadata& counts,
                                       absl::FunctionRef<void()> meanwhile) const {
  const storage::Keys partitions = {piece.asked.event, std::string(storage::kDirectoryPartition)};
  storage::Keys keys = partitions;
  keys.emplace_back(storage::kOperationsKey);
  const std::string seed = random.Bytes(32);
  RefusedRows refused;
  while (true) {
    ImportOutcome outcome;
    absl::optional<base::IdSequence> ids;
    bool is_rolled_back = false;
    const storage::Body body = [&](Tx& tx) {
      is_rolled_back = false;
      ids.emplace(seed, tx.now());
      Change change(tx, work.call(), *ids);
      std::vector<storage::Statement> heads;
      change.AddStatements(partitions, heads);
      PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(heads)));
      PLENARY_ASSIGN_OR_RETURN(outcome, piece.carry_out(change, refused));
      is_rolled_back = piece.asked.dry_run || !outcome.leftovers.empty();
      if (is_rolled_back) return absl::CancelledError("nothing of this is to stay");
      PLENARY_RETURN_IF_ERROR(piece.Keep(tx, vault_, outcome, counts, work));
      return change.Flush();
    };
    const absl::Status done = storage::Await([&](storage::Done tell) {
      store.Write(keys, body, std::move(tell));
      if (refused.empty()) meanwhile();
    });
    if (!is_rolled_back) return done;
    for (const int64_t line : outcome.leftovers) refused[line] = outcome.rejects[line];
    if (!outcome.leftovers.empty()) continue;
    return storage::WriteAndWait(store, {std::string(storage::kOperationsKey)}, [&](Tx& tx) {
      return piece.Keep(tx, vault_, outcome, counts, work);
    });
  }
}

ImportWork::Asked ParticipantImportWork::AskedBy(const google::protobuf::Any& request) const {
  const auto asked = Unpacked<v1::ImportParticipantsRequest>(request);
  return {asked.parent(),        asked.file(),
          asked.language_code(), asked.table(),
          asked.columns(),       interchange::ListKind::kParticipants,
          asked.dry_run(),       asked.repair_lookalikes()};
}

ImportWork::CarryOut ParticipantImportWork::Prepare(const google::protobuf::Any& request,
                                                    const ListReading& reading,
                                                    const std::vector<interchange::TableRow>& rows,
                                                    const std::string& operation) const {
  // Decisions point into it.
  const auto asked = std::make_shared<const v1::ImportParticipantsRequest>(
      Unpacked<v1::ImportParticipantsRequest>(request));
  std::map<int64_t, const v1::ImportDecision*> decisions;
  for (const v1::ImportDecision& decision : asked->decisions()) {
    decisions[decision.line()] = &decision;
  }
  auto read =
      std::make_shared<const std::vector<ParticipantRow>>(ReadRows(rows, reading, decisions));
  return [this, asked, read, &reading, &operation](Change& change, const RefusedRows& refused) {
    return ImportRows(change, {vault(), attendances(), *asked, reading, operation}, *read, refused);
  };
}

}  // namespace plenary::delegations
