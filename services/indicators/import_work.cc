#include "services/indicators/import_work.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/longrunning/operations.pb.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/directory/table.h"
#include "services/files/table.h"
#include "services/indicators/figures.h"
#include "services/indicators/import_table.h"
#include "services/indicators/period_rules.h"
#include "services/indicators/rules.h"
#include "services/indicators/service.h"
#include "services/indicators/table.h"
#include "services/interchange/table_reader.h"
#include "services/storage/operation_table.h"
#include "services/storage/resource.h"

namespace plenary::indicators {
namespace {

using storage::Change;
using storage::Store;
using storage::Tx;
using storage::WorkUnderWay;

// Figures of one transaction.
constexpr size_t kFiguresAtOnce = 250;
// What is read of a file at once, and what a file may have.
constexpr int64_t kPartBytes = 4 * files::kChunkBytes;
constexpr int64_t kMostBytes = int64_t{32} << 20;
constexpr int64_t kMostRows = 50'000;

template <class Message>
Message Unpacked(const google::protobuf::Any& any) {
  Message message;
  any.UnpackTo(&message);
  return message;
}

// The bytes of a file, and the indicator that it is read for.
struct Input {
  std::string bytes;
  v1::Indicator indicator;
};

absl::StatusOr<Input> ReadInput(Store& store, const vault::Vault& vault,
                                const v1::ImportFiguresRequest& request) {
  Input input;
  int64_t size = 0;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(
        const v1::File file,
        storage::Existing(files::FindFile(tx, request.file()), request.file()));
    size = file.size_bytes();
    PLENARY_ASSIGN_OR_RETURN(
        input.indicator, storage::Living(FindIndicator(tx, request.parent()), request.parent()));
    return absl::OkStatus();
  }));
  if (size > kMostBytes) {
    return base::Refuse(
        absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TABLE_TOO_LARGE,
        absl::StrCat("the file has ", size, " bytes; an import of figures takes ", kMostBytes),
        {{"limit", absl::StrCat(kMostBytes)}});
  }
  while (static_cast<int64_t>(input.bytes.size()) < size) {
    PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
      const auto at = static_cast<int64_t>(input.bytes.size());
      PLENARY_ASSIGN_OR_RETURN(const std::string part,
                               files::ReadFilePart(tx, vault, request.file(), at, kPartBytes));
      if (part.empty()) return base::NotFound(request.file());
      input.bytes += part;
      return absl::OkStatus();
    }));
  }
  return input;
}

absl::StatusOr<ImportedTable> Read(Input input, const v1::ImportFiguresRequest& request) {
  interchange::StringSource source(std::move(input.bytes));
  interchange::TableOptions options;
  options.encoding = request.table().encoding();
  options.delimiter =
      request.table().delimiter().empty() ? '\0' : request.table().delimiter().front();
  options.sheet = request.table().sheet();
  interchange::TableLimits limits;
  limits.rows = kMostRows;
  PLENARY_ASSIGN_OR_RETURN(const auto reader, interchange::OpenTable(source, options, limits));
  std::vector<interchange::TableRow> rows;
  interchange::TableRow row;
  while (true) {
    PLENARY_ASSIGN_OR_RETURN(const bool is_there, reader->Next(row));
    if (!is_there) break;
    rows.push_back(std::move(row));
  }
  return ReadTable(rows, {input.indicator, request, reader->format()});
}

// What became of some figures.
struct Outcome {
  int created = 0;
  int revised = 0;
  int unchanged = 0;
  std::vector<v1::FigureImportReject> rejects;
};

// The exporters of figures that are there.
absl::StatusOr<std::map<std::string, absl::optional<v1::Organization>>> FindExporters(
    Tx& tx, const std::vector<const ImportedFigure*>& figures) {
  std::set<std::string> names;
  for (const ImportedFigure* each : figures) {
    if (!each->figure.organization().empty()) names.insert(each->figure.organization());
  }
  const std::vector<std::string> listed(names.begin(), names.end());
  PLENARY_ASSIGN_OR_RETURN(auto found, directory::FindOrganizations(tx, listed));
  std::map<std::string, absl::optional<v1::Organization>> exporters;
  for (size_t i = 0; i < listed.size(); ++i) exporters[listed[i]] = std::move(found[i]);
  return exporters;
}

// Adds figures to those of an indicator, each where it may be added.
class Batch {
 public:
  Batch(Change& change, v1::Indicator indicator, bool revises)
      : change_(change), indicator_(std::move(indicator)), revises_(revises) {}

  absl::StatusOr<Outcome> Add(const std::vector<const ImportedFigure*>& figures) {
    PLENARY_ASSIGN_OR_RETURN(const auto exporters, FindExporters(change_.tx(), figures));
    std::vector<KeyedFigure> keyed;
    keyed.reserve(figures.size());
    for (const ImportedFigure* each : figures) {
      keyed.push_back({each->figure, PeriodKey(each->figure.period())});
    }
    PLENARY_ASSIGN_OR_RETURN(const auto latest, FindLatest(change_.tx(), indicator_.name(), keyed));
    for (size_t i = 0; i < figures.size(); ++i) {
      const std::string& exporter = figures[i]->figure.organization();
      const absl::Status is_there =
          exporter.empty()
              ? absl::OkStatus()
              : storage::CheckReference(exporters.at(exporter), "organization", exporter);
      if (!is_there.ok()) {
        Reject(*figures[i], is_there);
      } else {
        PLENARY_RETURN_IF_ERROR(AddOne(*figures[i], latest[i].has_value() ? &*latest[i] : nullptr));
      }
    }
    return std::move(outcome_);
  }

 private:
  void Reject(const ImportedFigure& figure, const absl::Status& why) {
    outcome_.rejects.push_back(RejectOf(figure, why));
  }

  absl::Status AddOne(const ImportedFigure& imported, const v1::Figure* latest) {
    if (latest != nullptr && SayTheSame(*latest, imported.figure)) {
      ++outcome_.unchanged;
      return absl::OkStatus();
    }
    if (latest != nullptr && !revises_) {
      Reject(imported, RevisionExists(*latest));
      return absl::OkStatus();
    }
    v1::Figure figure = imported.figure;
    figure.set_revision(latest == nullptr ? 1 : latest->revision() + 1);
    PLENARY_RETURN_IF_ERROR(AddFigure(change_, indicator_, std::move(figure), latest).status());
    ++(latest == nullptr ? outcome_.created : outcome_.revised);
    return absl::OkStatus();
  }

  Change& change_;
  const v1::Indicator indicator_;
  const bool revises_;
  Outcome outcome_;
};

// How far an import is, in its cursor; its rejects are numbered on from those it has.
v1::ImportFiguresResponse CountsSoFar(const WorkUnderWay& work) {
  return Unpacked<v1::ImportFiguresResponse>(work.cursor);
}

absl::Status Keep(Tx& tx, WorkUnderWay& work, v1::ImportFiguresResponse counts,
                  const Outcome& outcome, size_t done, size_t figures) {
  PLENARY_RETURN_IF_ERROR(InsertRejects(tx, work.name(), counts.rejected() + 1, outcome.rejects));
  counts.set_created(counts.created() + outcome.created);
  counts.set_revised(counts.revised() + outcome.revised);
  counts.set_unchanged(counts.unchanged() + outcome.unchanged);
  counts.set_rejected(counts.rejected() + static_cast<int32_t>(outcome.rejects.size()));
  v1::ImportFiguresMetadata metadata;
  metadata.set_figures(static_cast<int32_t>(figures));
  metadata.set_figures_done(static_cast<int32_t>(done));
  work.metadata.PackFrom(metadata);
  work.cursor.PackFrom(counts);
  if (done == figures) work.Finish(counts);
  return work.Keep(tx);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const ImportedTable>> FigureImportWork::TableOf(
    Store& store, const WorkUnderWay& work, const v1::ImportFiguresRequest& request) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = read_.find(work.name());
    if (found != read_.end()) return found->second;
  }
  PLENARY_ASSIGN_OR_RETURN(Input input, ReadInput(store, vault_, request));
  PLENARY_ASSIGN_OR_RETURN(ImportedTable table, Read(std::move(input), request));
  auto read = std::make_shared<const ImportedTable>(std::move(table));
  const std::lock_guard<std::mutex> lock(mutex_);
  read_[work.name()] = read;
  return std::shared_ptr<const ImportedTable>(read);
}

absl::Status FigureImportWork::Begin(Store& store, WorkUnderWay& work,
                                     const ImportedTable& table) const {
  Outcome outcome;
  outcome.unchanged = table.repeated;
  outcome.rejects = table.rejects;
  v1::ImportFiguresResponse counts;
  *counts.mutable_unread_headings() = {table.unread_headings.begin(), table.unread_headings.end()};
  return storage::WriteAndWait(store, {std::string(storage::kOperationsKey)}, [&](Tx& tx) {
    tx.AllowStatements(static_cast<int64_t>(table.rejects.size()) + 1000);
    return Keep(tx, work, counts, outcome, 0, table.figures.size());
  });
}

absl::Status FigureImportWork::CarryOut(Store& store, base::Random& random, WorkUnderWay& work,
                                        const v1::ImportFiguresRequest& request,
                                        const ImportedTable& table) const {
  const v1::ImportFiguresResponse counts = CountsSoFar(work);
  const auto first =
      static_cast<size_t>(Unpacked<v1::ImportFiguresMetadata>(work.metadata).figures_done());
  const size_t end = std::min(first + kFiguresAtOnce, table.figures.size());
  std::vector<const ImportedFigure*> figures;
  figures.reserve(end - first);
  for (size_t i = first; i < end; ++i) figures.push_back(&table.figures[i]);
  const storage::Keys partitions = {std::string(storage::kFiguresPartition)};
  storage::Keys keys = partitions;
  keys.emplace_back(storage::kOperationsKey);
  const std::string seed = random.Bytes(32);
  Outcome outcome;
  bool was_tried = false;
  absl::optional<base::IdSequence> ids;
  const absl::Status done = storage::WriteAndWait(store, keys, [&](Tx& tx) {
    was_tried = false;
    ids.emplace(seed, tx.now());
    Change change(tx, work.call(), *ids);
    std::vector<storage::Statement> heads;
    change.AddStatements(partitions, heads);
    PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(heads)));
    PLENARY_ASSIGN_OR_RETURN(
        v1::Indicator indicator,
        storage::Living(FindIndicator(tx, request.parent()), request.parent()));
    Batch batch(change, std::move(indicator), request.revises());
    PLENARY_ASSIGN_OR_RETURN(outcome, batch.Add(figures));
    was_tried = true;
    if (request.dry_run()) return absl::CancelledError("nothing of this is to stay");
    PLENARY_RETURN_IF_ERROR(Keep(tx, work, counts, outcome, end, table.figures.size()));
    return change.Flush();
  });
  if (!request.dry_run() || !was_tried) return done;
  return storage::WriteAndWait(store, {std::string(storage::kOperationsKey)}, [&](Tx& tx) {
    return Keep(tx, work, counts, outcome, end, table.figures.size());
  });
}

absl::Status FigureImportWork::Step(Store& store, base::Random& random, WorkUnderWay& work) {
  const auto request = Unpacked<v1::ImportFiguresRequest>(work.request());
  PLENARY_ASSIGN_OR_RETURN(const auto table, TableOf(store, work, request));
  if (!work.cursor.Is<v1::ImportFiguresResponse>()) return Begin(store, work, *table);
  return CarryOut(store, random, work, request, *table);
}

absl::Status FigureImportWork::Ended(Tx& tx, absl::string_view operation) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    read_.erase(std::string(operation));
  }
  PLENARY_RETURN_IF_ERROR(tx.Require(files::kFilesKey));
  return files::ReleaseFiles(tx, operation);
}

absl::Status FigureImportWork::Forget(Tx& tx, absl::string_view operation) {
  return DeleteRejects(tx, operation);
}

absl::StatusOr<google::longrunning::Operation> IndicatorService::ImportFigures(
    Change& change, const v1::ImportFiguresRequest& request) const {
  base::FieldErrors errors;
  CheckDefaults(request.defaults(), "defaults", errors);
  for (int i = 0; i < request.columns_size(); ++i) {
    const v1::FigureColumn& column = request.columns(i);
    if (!column.has_period()) continue;
    if (const std::string fault = FaultOfPeriod(column.period()); !fault.empty()) {
      errors.Add(absl::StrCat("columns[", i, "].period.number"), fault);
    }
  }
  const std::string& mark = request.decimal_separator();
  if (!mark.empty() && mark != "," && mark != ".") {
    errors.Add("decimal_separator", R"(must be "," or ".")");
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  Tx& tx = change.tx();
  PLENARY_RETURN_IF_ERROR(
      storage::Living(FindIndicator(tx, request.parent()), request.parent()).status());
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(files::FindFile(tx, request.file()), request.file()).status());
  PLENARY_ASSIGN_OR_RETURN(google::longrunning::Operation operation,
                           storage::AddOperation(change, request, v1::ImportFiguresMetadata()));
  PLENARY_RETURN_IF_ERROR(tx.Require(files::kFilesKey));
  PLENARY_RETURN_IF_ERROR(files::HoldFile(tx, request.file(), operation.name()));
  return operation;
}

absl::StatusOr<v1::ListFigureImportRejectsResponse> IndicatorService::ListFigureImportRejects(
    Tx& tx, const storage::Call& call, const v1::ListFigureImportRejectsRequest& request) const {
  const std::string& operation = request.operation();
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(storage::FindOperation(tx, operation), operation).status());
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = operation;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(FigureImportRejectList(), asked, "operation = $1",
                                          {operation}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page,
                           storage::ReadPage<v1::FigureImportReject>(tx, query, sealer_));
  v1::ListFigureImportRejectsResponse response;
  for (auto& reject : page.resources) *response.add_rejects() = std::move(reject);
  response.set_next_page_token(page.next_page_token);
  return response;
}

}  // namespace plenary::indicators
