#include "services/schedule/import_work.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/longrunning/operations.pb.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/events/table.h"
#include "services/files/table.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/conference_reader.h"
#include "services/schedule/import_batch.h"
#include "services/schedule/import_table.h"
#include "services/schedule/service.h"
#include "services/storage/operation_table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using storage::Store;
using storage::Tx;
using storage::WorkUnderWay;

// Items of one transaction.
constexpr size_t kItemsAtOnce = 250;
// What is read of a file at once.
constexpr int64_t kPartBytes = 4 * files::kChunkBytes;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

template <class Message>
Message Unpacked(const google::protobuf::Any& any) {
  Message message;
  any.UnpackTo(&message);
  return message;
}

// Every counter of `more` is added to that of `counts`.
void Add(const v1::ImportScheduleResponse& more, v1::ImportScheduleResponse& counts) {
  const google::protobuf::Reflection& reflection = *counts.GetReflection();
  for (int i = 0; i < counts.GetDescriptor()->field_count(); ++i) {
    const google::protobuf::FieldDescriptor* field = counts.GetDescriptor()->field(i);
    reflection.SetInt32(&counts, field,
                        reflection.GetInt32(counts, field) + reflection.GetInt32(more, field));
  }
}

// The bytes of a file, and the event that it is read for.
struct Input {
  std::string bytes;
  v1::Event event;
};

absl::StatusOr<Input> ReadInput(Store& store, const vault::Vault& vault,
                                const v1::ImportScheduleRequest& request) {
  Input input;
  int64_t size = 0;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(
        const v1::File file,
        storage::Existing(files::FindFile(tx, request.file()), request.file()));
    size = file.size_bytes();
    PLENARY_ASSIGN_OR_RETURN(
        input.event, storage::Living(events::FindEvent(tx, request.parent()), request.parent()));
    return absl::OkStatus();
  }));
  const int64_t most = interchange::ConferenceLimits().bytes;
  if (size > most) {
    return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SCHEDULE_TOO_LARGE,
                        absl::StrCat("the file has ", size, " bytes; an import takes ", most),
                        {{"limit", absl::StrCat(most)}});
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

// Whether the bytes are an iCalendar, where the request does not say.
bool IsCalendar(v1::ScheduleFormat format, absl::string_view bytes) {
  if (format != v1::SCHEDULE_FORMAT_UNSPECIFIED) return format == v1::ICALENDAR;
  const std::string beginning = absl::AsciiStrToUpper(bytes.substr(0, 4096));
  return !absl::StrContains(beginning, "<") && absl::StrContains(beginning, "BEGIN:V");
}

absl::StatusOr<ImportedSchedule> Read(const Input& input,
                                      const v1::ImportScheduleRequest& request) {
  const std::string zone_name =
      request.time_zone().empty() ? input.event.time_zone() : request.time_zone();
  absl::TimeZone zone;
  absl::LoadTimeZone(zone_name, &zone);
  const ImportReading reading = {request.language_code(), request.without_speakers()};
  if (IsCalendar(request.format(), input.bytes)) {
    interchange::CalendarReading calendar;
    calendar.time_zone = zone_name;
    // Of what repeats, the occurrences within the event.
    calendar.from = TimeOf(input.event.interval().start_time());
    calendar.to = TimeOf(input.event.interval().end_time());
    PLENARY_ASSIGN_OR_RETURN(const interchange::CalendarFile file,
                             interchange::ReadCalendar(input.bytes, calendar));
    return FromCalendar(file, reading, zone);
  }
  interchange::ConferenceOptions options;
  options.time_zone = zone;
  PLENARY_ASSIGN_OR_RETURN(const interchange::ConferenceFile file,
                           interchange::ReadConference(input.bytes, options));
  return FromConference(file, reading);
}

// How far an import is, in its cursor; its remarks are numbered on from `remarks`.
v1::ImportScheduleResponse CountsSoFar(const WorkUnderWay& work) {
  return Unpacked<v1::ImportScheduleResponse>(work.cursor);
}

absl::Status Keep(Tx& tx, WorkUnderWay& work, const ImportedBatch& batch, size_t done,
                  size_t items) {
  v1::ImportScheduleResponse counts = CountsSoFar(work);
  PLENARY_RETURN_IF_ERROR(InsertRemarks(tx, work.name(), counts.remarks() + 1, batch.remarks));
  Add(batch.counts, counts);
  counts.set_remarks(counts.remarks() + static_cast<int32_t>(batch.remarks.size()));
  v1::ImportScheduleMetadata metadata;
  metadata.set_items(static_cast<int32_t>(items));
  metadata.set_items_done(static_cast<int32_t>(done));
  work.metadata.PackFrom(metadata);
  work.cursor.PackFrom(counts);
  if (done == items) work.Finish(counts);
  return work.Keep(tx);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const ImportedSchedule>> ScheduleImportWork::ScheduleOf(
    Store& store, const WorkUnderWay& work, const v1::ImportScheduleRequest& request) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = read_.find(work.name());
    if (found != read_.end()) return found->second;
  }
  PLENARY_ASSIGN_OR_RETURN(const Input input, ReadInput(store, vault_, request));
  PLENARY_ASSIGN_OR_RETURN(ImportedSchedule schedule, Read(input, request));
  auto read = std::make_shared<const ImportedSchedule>(std::move(schedule));
  const std::lock_guard<std::mutex> lock(mutex_);
  read_[work.name()] = read;
  return std::shared_ptr<const ImportedSchedule>(read);
}

absl::Status ScheduleImportWork::Begin(Store& store, WorkUnderWay& work,
                                       const ImportedSchedule& schedule) const {
  ImportedBatch batch;
  batch.counts.set_days(schedule.days);
  batch.counts.set_rooms(schedule.declared_rooms);
  batch.counts.set_items(static_cast<int32_t>(schedule.items.size()));
  batch.counts.set_tracks(static_cast<int32_t>(schedule.tracks.size()));
  batch.counts.set_persons(schedule.persons);
  batch.counts.set_conflicts(static_cast<int32_t>(schedule.double_bookings));
  batch.remarks = schedule.remarks;
  return storage::WriteAndWait(store, {std::string(storage::kOperationsKey)}, [&](Tx& tx) {
    work.cursor.Clear();
    return Keep(tx, work, batch, 0, schedule.items.size());
  });
}

absl::Status ScheduleImportWork::CarryOut(Store& store, base::Random& random, WorkUnderWay& work,
                                          const v1::ImportScheduleRequest& request,
                                          const ImportedSchedule& schedule) const {
  const google::protobuf::Any cursor = work.cursor;
  const auto first =
      static_cast<size_t>(Unpacked<v1::ImportScheduleMetadata>(work.metadata).items_done());
  // A dry run is one transaction, so that what is made once is counted once.
  const size_t end = request.dry_run() ? schedule.items.size()
                                       : std::min(first + kItemsAtOnce, schedule.items.size());
  const storage::Keys partitions = {request.parent(), std::string(storage::kDirectoryPartition)};
  storage::Keys keys = partitions;
  keys.emplace_back(storage::kOperationsKey);
  const std::string seed = random.Bytes(32);
  ImportedBatch batch;
  bool was_tried = false;
  absl::optional<base::IdSequence> ids;
  const absl::Status done = storage::WriteAndWait(store, keys, [&](Tx& tx) {
    work.cursor = cursor;
    was_tried = false;
    ids.emplace(seed, tx.now());
    Change change(tx, work.call(), *ids);
    std::vector<storage::Statement> heads;
    change.AddStatements(partitions, heads);
    PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(heads)));
    PLENARY_ASSIGN_OR_RETURN(batch, ImportItems(change, vault_, request, schedule, first, end));
    was_tried = true;
    if (request.dry_run()) return absl::CancelledError("nothing of this is to stay");
    PLENARY_RETURN_IF_ERROR(Keep(tx, work, batch, end, schedule.items.size()));
    return change.Flush();
  });
  if (!request.dry_run() || !was_tried) return done;
  return storage::WriteAndWait(store, {std::string(storage::kOperationsKey)}, [&](Tx& tx) {
    work.cursor = cursor;
    return Keep(tx, work, batch, end, schedule.items.size());
  });
}

absl::Status ScheduleImportWork::Step(Store& store, base::Random& random, WorkUnderWay& work) {
  const auto request = Unpacked<v1::ImportScheduleRequest>(work.request());
  PLENARY_ASSIGN_OR_RETURN(const auto schedule, ScheduleOf(store, work, request));
  if (!work.cursor.Is<v1::ImportScheduleResponse>()) return Begin(store, work, *schedule);
  return CarryOut(store, random, work, request, *schedule);
}

absl::Status ScheduleImportWork::Ended(Tx& tx, absl::string_view operation) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    read_.erase(std::string(operation));
  }
  PLENARY_RETURN_IF_ERROR(tx.Require(files::kFilesKey));
  return files::ReleaseFiles(tx, operation);
}

absl::Status ScheduleImportWork::Forget(Tx& tx, absl::string_view operation) {
  return DeleteRemarks(tx, operation);
}

absl::StatusOr<google::longrunning::Operation> ScheduleService::ImportSchedule(
    Change& change, const v1::ImportScheduleRequest& request) const {
  const bool is_written_only =
      request.format() == v1::SCHEDULE_CSV || request.format() == v1::SCHEDULE_XLSX;
  if (is_written_only) {
    return base::BadField("format", "must be ICALENDAR or SCHEDULE_XML; tables are only written");
  }
  Tx& tx = change.tx();
  PLENARY_RETURN_IF_ERROR(
      storage::Living(events::FindEvent(tx, request.parent()), request.parent()).status());
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(files::FindFile(tx, request.file()), request.file()).status());
  PLENARY_ASSIGN_OR_RETURN(google::longrunning::Operation operation,
                           storage::AddOperation(change, request, v1::ImportScheduleMetadata()));
  PLENARY_RETURN_IF_ERROR(tx.Require(files::kFilesKey));
  PLENARY_RETURN_IF_ERROR(files::HoldFile(tx, request.file(), operation.name()));
  return operation;
}

absl::StatusOr<v1::ListScheduleImportRemarksResponse> ScheduleService::ListScheduleImportRemarks(
    Tx& tx, const storage::Call& call, const v1::ListScheduleImportRemarksRequest& request) const {
  const std::string& operation = request.operation();
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(storage::FindOperation(tx, operation), operation).status());
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = operation;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(ImportRemarkList(), asked, "operation = $1", {operation}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page,
                           storage::ReadPage<v1::ScheduleImportRemark>(tx, query, sealer_));
  v1::ListScheduleImportRemarksResponse response;
  for (auto& remark : page.resources) *response.add_remarks() = std::move(remark);
  response.set_next_page_token(page.next_page_token);
  return response;
}

}  // namespace plenary::schedule
