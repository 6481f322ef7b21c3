#include "clients/cli/schedule_files.h"

#include <ostream>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/long_work.h"
#include "clients/cli/output.h"
#include "clients/cli/question.h"
#include "clients/cli/refusals.h"
#include "clients/cli/report.pb.h"
#include "clients/cli/subjects.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/client.h"
#include "plenary/status.h"
#include "plenary/v1/documents.pb.h"
#include "plenary/v1/files.pb.h"

namespace plenary::cli {
namespace {

using google::longrunning::Operation;
using google::protobuf::Message;

bool IsForPeople(const Session& session) { return session.format == Format::kTable; }

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

// Begins the work, waits for it, and gives what it answers; else why there is none.
template <class Response>
absl::StatusOr<Response> Carry(const Session& session, const Client& client,
                               const Message& request) {
  Operation operation;
  absl::Status status = client.Call(request, operation);
  if (!status.ok()) return status;
  const absl::StatusOr<Operation> done = Follow(session, client, operation);
  if (!done.ok()) return done.status();
  if (done->has_error()) return FromRpcStatus(done->error());
  Response response;
  done->response().UnpackTo(&response);
  return response;
}

// ---- Import.

absl::StatusOr<ScheduleReport> Import(const Session& session, const Client& client,
                                      const v1::ImportScheduleRequest& request) {
  Operation operation;
  absl::Status status = client.Call(request, operation);
  if (!status.ok()) return status;
  ScheduleReport report;
  report.set_operation(operation.name());
  const absl::StatusOr<Operation> done = Follow(session, client, operation);
  if (!done.ok()) return done.status();
  if (done->has_error()) return FromRpcStatus(done->error());
  done->response().UnpackTo(report.mutable_counts());
  v1::ListScheduleImportRemarksRequest list;
  list.set_operation(report.operation());
  for (absl::StatusOr<v1::ScheduleImportRemark>& remark : client.ListScheduleImportRemarks(list)) {
    if (!remark.ok()) return remark.status();
    *report.add_remarks() = *std::move(remark);
  }
  return report;
}

void Tell(const Session& session, const ScheduleReport& report, bool is_trial) {
  const bool has_remarks = !report.remarks().empty();
  if (!IsForPeople(session) || has_remarks) PrintAnswer(OutputOf(session), report, false);
  if (!IsForPeople(session)) return;
  const v1::ImportScheduleResponse& counts = report.counts();
  std::ostream& out = session.terminal.out;
  out << session.words.Say("take-in.found", counts.days(), counts.rooms(), counts.tracks(),
                           counts.items(), counts.persons())
      << "\n"
      << session.words.Say("take-in.made", counts.sessions_created(), counts.sessions_updated(),
                           counts.sessions_unchanged(), counts.refused(), counts.conflicts())
      << "\n"
      << session.words.Say("take-in.new", counts.rooms_created(), counts.tracks_created(),
                           counts.people_created())
      << "\n";
  if (is_trial) out << session.words.Say("import.tried") << "\n";
}

// ---- Export.

bool EndsIn(const std::string& path, absl::string_view ending) {
  return absl::EndsWith(absl::AsciiStrToLower(path), ending);
}

v1::ScheduleFormat FormatOf(const std::string& path) {
  if (EndsIn(path, ".xml")) return v1::SCHEDULE_XML;
  if (EndsIn(path, ".csv")) return v1::SCHEDULE_CSV;
  if (EndsIn(path, ".xlsx")) return v1::SCHEDULE_XLSX;
  return v1::ICALENDAR;
}

// What the server put the file's name into, and what is said about it.
struct Written {
  std::string file;
  std::string remark;
};

absl::StatusOr<Written> WriteSchedule(const Session& session, const Client& client,
                                      const std::string& to, const ScheduleFlags& flags,
                                      v1::ExportScheduleRequest request) {
  const absl::StatusOr<std::string> subject =
      flags.who.empty() ? flags.event : FindSubject(client, flags.event, flags.who[0]);
  if (!subject.ok()) return subject.status();
  request.set_subject(*subject);
  if (request.format() == v1::SCHEDULE_FORMAT_UNSPECIFIED) request.set_format(FormatOf(to));
  const auto response = Carry<v1::ExportScheduleResponse>(session, client, request);
  if (!response.ok()) return response.status();
  return Written{response->file(), session.words.Count("count.items", response->items())};
}

absl::StatusOr<Written> WriteDocument(const Session& session, const Client& client,
                                      const std::string& to, v1::RenderDocumentRequest request) {
  // "event-programme tibo-2023 --event tibo-2023" is about the event and no delegation of it.
  const std::vector<std::string> parts = absl::StrSplit(request.subject(), '/');
  if (request.kind() == v1::EVENT_PROGRAMME && parts.size() == 4) {
    request.set_subject(absl::StrCat("events/", parts[3]));
  }
  if (request.language_code().empty()) {
    request.set_language_code(session.settings.language.value);
  }
  if (request.format() == v1::DOCUMENT_FORMAT_UNSPECIFIED) {
    request.set_format(EndsIn(to, ".pdf") ? v1::PDF : v1::DOCX);
  }
  const auto response = Carry<v1::RenderDocumentResponse>(session, client, request);
  if (!response.ok()) return response.status();
  return Written{response->file(), response->print().name()};
}

absl::StatusOr<Written> WriteTemplate(const Client& client,
                                      const v1::ExportTemplateRequest& request) {
  const auto response = client.ExportTemplate(request);
  if (!response.ok()) return response.status();
  return Written{response->file(), request.name()};
}

absl::StatusOr<Written> Write(const Session& session, const Client& client, const std::string& to,
                              const ScheduleFlags& flags, const Message& request) {
  if (const auto* schedule = dynamic_cast<const v1::ExportScheduleRequest*>(&request)) {
    return WriteSchedule(session, client, to, flags, *schedule);
  }
  if (const auto* document = dynamic_cast<const v1::RenderDocumentRequest*>(&request)) {
    return WriteDocument(session, client, to, *document);
  }
  return WriteTemplate(client, dynamic_cast<const v1::ExportTemplateRequest&>(request));
}

}  // namespace

int TakeInSchedule(const Session& session, const std::string& path,
                   v1::ImportScheduleRequest& request) {
  const Client client = Connect(session);
  const absl::StatusOr<v1::File> file = Upload(session, client, path);
  if (!file.ok()) return Refuse(session, file.status());
  request.set_file(file->name());
  const absl::StatusOr<ScheduleReport> report = Import(session, client, request);
  // The server would forget the file by itself, a week from now.
  v1::DeleteFileRequest forget;
  forget.set_name(file->name());
  (void)client.DeleteFile(forget);
  if (!report.ok()) return Refuse(session, report.status());
  Tell(session, *report, request.dry_run());
  return report->counts().refused() > 0 ? kRefused : kDone;
}

int DownloadDocument(const Session& session, const ExportFlags& to, const ScheduleFlags& flags,
                     Message& request) {
  absl::Status status = CheckMayWrite(to.to, to.force);
  if (!status.ok()) return Refuse(session, status);
  const Client client = Connect(session);
  const absl::StatusOr<Written> written = Write(session, client, to.to, flags, request);
  if (!written.ok()) return Refuse(session, written.status());
  if (to.to.empty()) {
    status = Download(session, client, written->file, session.terminal.out);
  } else {
    status = DownloadTo(session, client, written->file, to.to);
  }
  if (!status.ok()) return Refuse(session, status);
  session.terminal.err << written->remark << (to.to.empty() ? "" : ": ") << to.to << "\n";
  return kDone;
}

int UploadTemplate(const Session& session, const std::string& path, Message& request) {
  const Client client = Connect(session);
  auto& replacement = dynamic_cast<v1::ReplaceTemplateRequest&>(request);
  const absl::StatusOr<v1::File> file = Upload(session, client, path);
  if (!file.ok()) return Refuse(session, file.status());
  replacement.set_file(file->name());
  const absl::StatusOr<v1::DocumentTemplate> replaced = client.ReplaceTemplate(replacement);
  if (!replaced.ok()) return Refuse(session, replaced.status());
  PrintAnswer(OutputOf(session), *replaced, false);
  return kDone;
}

int ReadFeed(const Session& session, const Message& request) {
  v1::ReadCalendarFeedRequest read;
  read.CopyFrom(request);
  read.set_secret(AskSecret(session, session.words.Say("feed.secret")));
  const auto calendar = Connect(session).ReadCalendarFeed(read);
  if (!calendar.ok()) return Refuse(session, calendar.status());
  session.terminal.out << calendar->calendar();
  return kDone;
}

}  // namespace plenary::cli
