#include "services/schedule/export_work.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/longrunning/operations.pb.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/base/names.h"
#include "services/events/table.h"
#include "services/files/table.h"
#include "services/interchange/calendar_writer.h"
#include "services/interchange/conference_writer.h"
#include "services/interchange/programme_table.h"
#include "services/schedule/export_reading.h"
#include "services/schedule/export_row_rules.h"
#include "services/schedule/programme_reading.h"
#include "services/storage/operation_table.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Store;
using storage::Tx;
using storage::WorkUnderWay;

// What a file holds.
struct Content {
  std::string bytes;
  int64_t items = 0;
};

// The bytes of a table.
class TextSink : public interchange::ByteSink {
 public:
  explicit TextSink(std::string& text) : text_(text) {}
  absl::Status Write(absl::string_view bytes) override {
    absl::StrAppend(&text_, bytes);
    return absl::OkStatus();
  }

 private:
  std::string& text_;
};

bool IsEvent(absl::string_view subject) { return base::HasForm(subject, events::kEventPattern); }

absl::string_view EndingOf(v1::ScheduleFormat format) {
  switch (format) {
    case v1::ICALENDAR:
      return ".ics";
    case v1::SCHEDULE_XML:
      return ".xml";
    case v1::SCHEDULE_XLSX:
      return ".xlsx";
    default:
      return ".csv";
  }
}

// "tibo-2023-programme.xml".
std::string FilenameOf(const v1::ExportScheduleRequest& request) {
  return absl::StrCat(base::LastId(request.subject()),
                      IsEvent(request.subject()) ? "-programme" : "-itinerary",
                      EndingOf(request.format()));
}

LinesAsked AskedBy(const v1::ExportScheduleRequest& request) {
  LinesAsked asked;
  asked.subject = request.subject();
  asked.view = request.view();
  asked.language = request.language_code();
  asked.is_working = request.working();
  return asked;
}

absl::StatusOr<Content> WriteTable(const Lines& lines, const v1::ExportScheduleRequest& request) {
  interchange::ProgrammeTable table;
  table.locale = request.language_code();
  table.name = lines.display_name;
  table.rows.reserve(lines.items.size());
  for (const v1::ProgrammeItem& item : lines.items) {
    table.rows.push_back(RowOf(item, request.language_code()));
  }
  Content content;
  content.items = static_cast<int64_t>(table.rows.size());
  TextSink sink(content.bytes);
  const absl::Status status =
      request.format() == v1::SCHEDULE_XLSX
          ? interchange::WriteProgrammeXlsx(table, sink)
          : interchange::WriteProgrammeCsv(table, interchange::CsvStyle(), sink);
  if (!status.ok()) return status;
  return content;
}

absl::StatusOr<Content> MakeContent(const ScheduleService& service, Tx& tx, const Call& call,
                                    const v1::ExportScheduleRequest& request) {
  if (request.format() == v1::SCHEDULE_XML) {
    PLENARY_ASSIGN_OR_RETURN(const ConferenceSource source,
                             ReadConferenceSource(tx, call, request.subject(), request.view()));
    const interchange::Conference conference = ConferenceOf(source, request.language_code());
    return Content{interchange::WriteConference(conference).xml,
                   static_cast<int64_t>(conference.events.size())};
  }
  const LinesAsked asked = AskedBy(request);
  if (request.format() == v1::ICALENDAR) {
    PLENARY_ASSIGN_OR_RETURN(const interchange::CalendarFeed calendar,
                             ReadCalendar(service, tx, call, asked));
    return Content{interchange::WriteCalendar(calendar),
                   static_cast<int64_t>(calendar.entries.size())};
  }
  PLENARY_ASSIGN_OR_RETURN(const Lines lines, ReadLines(service, tx, call, asked));
  return WriteTable(lines, request);
}

}  // namespace

absl::Status ScheduleExportWork::Step(Store& store, base::Random& random, WorkUnderWay& work) {
  v1::ExportScheduleRequest request;
  work.request().UnpackTo(&request);
  Content content;
  absl::optional<base::IdSequence> ids;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    ids.emplace(random.Bytes(32), tx.now());
    PLENARY_ASSIGN_OR_RETURN(content, MakeContent(service_, tx, work.call(), request));
    return absl::OkStatus();
  }));
  files::FileWriter writer(vault_, base::MakeName(files::kFilePattern, {ids->Next()}),
                           FilenameOf(request), work.call().caller);
  writer.Add(content.bytes);
  v1::ExportScheduleMetadata metadata;
  metadata.set_items_done(static_cast<int32_t>(content.items));
  return storage::WriteAndWait(
      store, {std::string(files::kFilesKey), std::string(storage::kOperationsKey)}, [&](Tx& tx) {
        PLENARY_ASSIGN_OR_RETURN(const v1::File file, writer.Complete(tx));
        v1::ExportScheduleResponse response;
        response.set_file(file.name());
        response.set_items(metadata.items_done());
        work.metadata.PackFrom(metadata);
        work.Finish(response);
        return work.Keep(tx);
      });
}

absl::StatusOr<google::longrunning::Operation> ScheduleService::ExportSchedule(
    storage::Change& change, const v1::ExportScheduleRequest& request) const {
  const bool is_event = IsEvent(request.subject());
  base::FieldErrors errors;
  if (request.format() == v1::SCHEDULE_XML && !is_event) {
    errors.Add("subject", "must be an event: a schedule.xml is the programme of one");
  }
  if (request.format() == v1::SCHEDULE_XML && request.working()) {
    errors.Add("working", "must not be set: a schedule.xml is for everybody");
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  const absl::string_view event = base::EventOf(request.subject());
  const bool needs_whole = request.working() || request.view() == v1::WORK_IN_PROGRESS;
  if (needs_whole && !event.empty()) {
    PLENARY_RETURN_IF_ERROR(CheckSeesWhole(change.call(), event));
  }
  PLENARY_RETURN_IF_ERROR(CheckSubject(change.tx(), request.subject()));
  return storage::AddOperation(change, request, v1::ExportScheduleMetadata());
}

}  // namespace plenary::schedule
