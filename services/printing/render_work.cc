#include "services/printing/render_work.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/files/table.h"
#include "services/printing/document_rules.h"
#include "services/printing/sheets.h"
#include "services/printing/table.h"
#include "services/storage/classified.h"
#include "services/storage/resource.h"

namespace plenary::printing {
namespace {

using storage::Change;
using storage::Store;
using storage::Tx;
using storage::WorkUnderWay;

// A long document on a busy machine; LibreOffice needs seconds.
constexpr absl::Duration kLongestConversion = absl::Minutes(3);
// Between two looks whether a document is converted, its operation may be cancelled.
constexpr std::chrono::milliseconds kStep(500);

// "delegation-list-kursk-ru.docx".
std::string FilenameOf(const v1::RenderDocumentRequest& request, const v1::Print& print) {
  const v1::DocumentFormat format = request.format();
  const std::string of = print.subject().empty() ? absl::StrCat(request.year())
                                                 : std::string(base::LastId(print.subject()));
  return absl::StrCat(IdOf(print.kind()), "-", of, print.date().empty() ? "" : "-", print.date(),
                      "-", print.language_code(), format == v1::PDF ? ".pdf" : ".docx");
}

bool IsReady(const std::future<absl::StatusOr<std::string>>& conversion) {
  return conversion.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

// A document that is being made. Not thread-safe.
struct RenderWork::UnderWay {
  v1::RenderDocumentRequest request;
  v1::Print print;
  vault::Sealed content;                             // what is kept to compare with, where it is
  v1::Classification classification = v1::OFFICIAL;  // the highest of what stands in it
  std::string bytes;      // the document: filled, then in the form that was asked for
  std::string seed;       // of the ids of its file and of the change
  Conversion conversion;  // while it runs
  bool is_converted = false;
};

std::shared_ptr<RenderWork::UnderWay> RenderWork::TakeUp(const std::string& operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  given_up_.erase(std::remove_if(given_up_.begin(), given_up_.end(), IsReady), given_up_.end());
  std::shared_ptr<UnderWay> under_way = std::move(under_way_[operation]);
  under_way_.erase(operation);
  return under_way;
}

void RenderWork::PutDown(const std::string& operation, std::shared_ptr<UnderWay> under_way) {
  const std::lock_guard<std::mutex> lock(mutex_);
  under_way_[operation] = std::move(under_way);
}

absl::Status RenderWork::Ended(Tx&, absl::string_view operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = under_way_.find(std::string(operation));
  if (found == under_way_.end()) return absl::OkStatus();
  // Letting go of a conversion waits for it, which must not be here.
  Conversion& conversion = found->second->conversion;
  if (conversion.valid()) given_up_.push_back(std::move(conversion));
  under_way_.erase(found);
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<RenderWork::UnderWay>> RenderWork::Begin(
    Store& store, base::Random& random, const WorkUnderWay& work) const {
  auto under_way = std::make_shared<UnderWay>();
  work.request().UnpackTo(&under_way->request);
  PLENARY_ASSIGN_OR_RETURN(const Order order, OrderOf(under_way->request));
  under_way->seed = random.Bytes(32);
  Sheet sheet;
  std::string empty;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    base::IdSequence ids(under_way->seed, tx.now());
    v1::Print& print = under_way->print;
    if (IsOfEvent(order.kind)) {
      print.set_name(
          base::MakeName(kPrintPattern, {base::LastId(base::EventOf(order.subject)), ids.Next()}));
    }
    *print.mutable_create_time() = storage::ToTimestamp(tx.now());
    PLENARY_ASSIGN_OR_RETURN(sheet, GatherSheet(tx, work.call(), sources_, order));
    PLENARY_ASSIGN_OR_RETURN(empty, TemplateFor(tx, order));
    FillPrint(sheet, base::LastId(print.name()), tx.now(), order.language, sheet.data);
    return absl::OkStatus();
  }));
  v1::Print& print = under_way->print;
  print.set_kind(order.kind);
  print.set_subject(order.subject);
  print.set_language_code(std::string(documents::TagOf(order.language)));
  print.set_version(sheet.version);
  print.set_printed_by(work.call().caller);
  print.set_date(under_way->request.date());
  under_way->classification = sheet.classification;
  if (IsOfEvent(order.kind)) {
    PLENARY_ASSIGN_OR_RETURN(under_way->content,
                             SealLines(vault_, print.name(), sheet, order.is_work_in_progress));
  }
  PLENARY_ASSIGN_OR_RETURN(under_way->bytes, documents::Fill(empty, sheet.data));
  under_way->is_converted = under_way->request.format() != v1::PDF;
  return under_way;
}

// Goes on with the conversion; whether it is done. LibreOffice runs beside the thread that works on
// operations, so that this one goes on extending its lease and hears of a cancel.
absl::StatusOr<bool> RenderWork::Convert(UnderWay& under_way) {
  if (under_way.is_converted) return true;
  if (!under_way.conversion.valid()) {
    under_way.conversion = std::async(std::launch::async, [this, docx = under_way.bytes] {
      return pdf_.MakePdf(docx, kLongestConversion);
    });
  }
  if (under_way.conversion.wait_for(kStep) != std::future_status::ready) return false;
  PLENARY_ASSIGN_OR_RETURN(under_way.bytes, under_way.conversion.get());
  under_way.is_converted = true;
  return true;
}

// Writes the document into a file, which nobody has who is not cleared for what stands in it.
absl::StatusOr<v1::File> RenderWork::WriteFile(Tx& tx, const std::string& id,
                                               const WorkUnderWay& work,
                                               const UnderWay& under_way) const {
  files::FileWriter file(vault_, base::MakeName(files::kFilePattern, {id}),
                         FilenameOf(under_way.request, under_way.print), work.call().caller);
  file.Add(under_way.bytes);
  if (under_way.classification > v1::OFFICIAL) {
    PLENARY_RETURN_IF_ERROR(storage::Classify(tx, file.name(), under_way.classification));
  }
  return file.Complete(tx);
}

absl::Status RenderWork::Write(Store& store, WorkUnderWay& work, UnderWay& under_way) const {
  const v1::Print& print = under_way.print;
  const bool is_kept = !print.name().empty();
  storage::Keys partitions;
  if (is_kept) partitions.emplace_back(base::EventOf(print.name()));
  const auto body = [&](Tx& tx) -> absl::Status {
    base::IdSequence ids(under_way.seed,
                         absl::FromUnixMicros(storage::ToMicros(print.create_time())));
    const std::string id = ids.Next();
    Change change(tx, work.call(), ids);
    std::vector<storage::Statement> heads;
    change.AddStatements(partitions, heads);
    PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(heads)));
    PLENARY_ASSIGN_OR_RETURN(const v1::File written, WriteFile(tx, id, work, under_way));
    if (is_kept) {
      PLENARY_RETURN_IF_ERROR(InsertPrint(tx, print, under_way.content));
      change.Record(print.name(), v1::Change::CREATED, print);
    }
    v1::RenderDocumentResponse response;
    response.set_file(written.name());
    *response.mutable_print() = print;
    work.Finish(response);
    PLENARY_RETURN_IF_ERROR(work.Keep(tx));
    return change.Flush();
  };
  storage::Keys keys = partitions;
  keys.emplace_back(files::kFilesKey);
  keys.emplace_back(storage::kOperationsKey);
  return storage::WriteAndWait(store, keys, body);
}

absl::Status RenderWork::Step(Store& store, base::Random& random, WorkUnderWay& work) {
  std::shared_ptr<UnderWay> under_way = TakeUp(work.name());
  if (under_way == nullptr) {
    PLENARY_ASSIGN_OR_RETURN(under_way, Begin(store, random, work));
  }
  PLENARY_ASSIGN_OR_RETURN(const bool is_converted, Convert(*under_way));
  if (is_converted) return Write(store, work, *under_way);
  v1::RenderDocumentMetadata metadata;
  metadata.set_stage("converting");
  work.metadata.PackFrom(metadata);
  PutDown(work.name(), std::move(under_way));
  return absl::OkStatus();
}

}  // namespace plenary::printing
