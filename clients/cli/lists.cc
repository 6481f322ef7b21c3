#include "clients/cli/lists.h"

#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "clients/cli/long_work.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/question.h"
#include "clients/cli/refusals.h"
#include "clients/cli/report.pb.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/client.h"
#include "plenary/status.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/files.pb.h"
#include "plenary/v1/imports.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Message;

// Programs read everything but tables, so nothing else may be said to them.
bool IsForPeople(const Session& session) { return session.format == Format::kTable; }

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

// ---- Import.

v1::PreviewImportRequest PreviewOf(const v1::ImportParticipantsRequest& request) {
  v1::PreviewImportRequest preview;
  preview.set_parent(request.parent());
  preview.set_file(request.file());
  *preview.mutable_table() = request.table();
  *preview.mutable_columns() = request.columns();
  preview.set_language_code(request.language_code());
  return preview;
}

v1::PreviewImportRequest PreviewOf(const v1::ImportDelegationsRequest& request) {
  v1::PreviewImportRequest preview;
  preview.set_parent(request.parent());
  preview.set_file(request.file());
  *preview.mutable_table() = request.table();
  *preview.mutable_columns() = request.columns();
  preview.set_language_code(request.language_code());
  preview.set_is_of_delegations(true);
  return preview;
}

// One import from beginning to end.
template <class Request>
class Import {
 public:
  Import(const Session& session, const ImportFlags& flags, Request& request)
      : session_(session), flags_(flags), request_(request), client_(Connect(session)) {}

  int Run() {
    const absl::StatusOr<v1::File> file = Upload(session_, client_, flags_.path);
    if (!file.ok()) return Refuse(session_, file.status());
    request_.set_file(file->name());
    const int code = Read();
    // The server would forget the file by itself, a week from now.
    v1::DeleteFileRequest forget;
    forget.set_name(file->name());
    (void)client_.DeleteFile(forget);
    return code;
  }

 private:
  // Shows how the list would be read and, where that will do, imports it.
  int Read() {
    v1::ImportPreview preview;
    const absl::Status status = client_.Call(PreviewOf(request_), preview);
    if (!status.ok()) return Refuse(session_, status);
    if (flags_.preview || IsForPeople(session_)) Show(preview);
    if (!preview.problems().empty()) return RefuseColumns(preview);
    if (flags_.preview) return kDone;
    const bool is_allowed = flags_.yes || request_.dry_run();
    if (!is_allowed && !Agrees(session_, session_.words.Say("import.question"))) {
      return session_.terminal.in_is_tty ? kRefused : kUsage;
    }
    // What was shown is what is imported, whatever the server would propose by then.
    *request_.mutable_table() = preview.table();
    *request_.mutable_columns() = preview.columns();
    return Carry();
  }

  void Show(const v1::ImportPreview& preview) {
    const Output output = OutputOf(session_);
    if (session_.format == Format::kJson) {
      PrintAnswer(output, preview, true);
      return;
    }
    RowPrinter printer(output, *v1::ImportColumn::descriptor());
    for (const v1::ImportColumn& column : preview.columns()) printer.Add(column);
    printer.End();
    session_.terminal.out.flush();
  }

  int RefuseColumns(const v1::ImportPreview& preview) {
    for (const std::string& problem : preview.problems()) {
      session_.terminal.err << "plenary: " << problem << "\n";
    }
    session_.terminal.err << "  "
                          << session_.words.Say("refusal.next",
                                                session_.words.Say("import.correct"))
                          << "\n";
    return kUsage;
  }

  int Carry() {
    google::longrunning::Operation operation;
    absl::Status status = client_.Call(request_, operation);
    if (!status.ok()) return Refuse(session_, status);
    const std::string name = operation.name();
    absl::StatusOr<google::longrunning::Operation> done = Follow(session_, client_, operation);
    if (!done.ok()) return Refuse(session_, done.status());
    ImportReport report;
    report.set_operation(name);
    // One that ended early has carried out whole rows, and its metadata says how many.
    done->metadata().UnpackTo(report.mutable_counts());
    v1::ImportResponse response;
    if (done->response().UnpackTo(&response)) *report.mutable_counts() = response.counts();
    status = AddRejects(name, report);
    if (!status.ok()) return Refuse(session_, status);
    const int code = Tell(report);
    return done->has_error() ? Refuse(session_, FromRpcStatus(done->error())) : code;
  }

  absl::Status AddRejects(const std::string& operation, ImportReport& report) {
    v1::ListImportRejectsRequest request;
    request.set_parent(operation);
    for (absl::StatusOr<v1::ImportReject>& reject : client_.ListImportRejects(request)) {
      if (!reject.ok()) return reject.status();
      *report.add_rejects() = *std::move(reject);
    }
    return absl::OkStatus();
  }

  int Tell(const ImportReport& report) {
    const bool has_rejects = !report.rejects().empty();
    // An empty table says less than no table.
    if (!IsForPeople(session_) || has_rejects) PrintAnswer(OutputOf(session_), report, false);
    bool has_questions = false;
    for (const v1::ImportReject& reject : report.rejects()) {
      has_questions = has_questions || reject.severity() == v1::ImportReject::QUESTION;
    }
    const v1::ImportMetadata& counts = report.counts();
    if (IsForPeople(session_)) {
      session_.terminal.out << session_.words.Say("import.counts", counts.created(),
                                                  counts.updated(), counts.unchanged(),
                                                  counts.rejected(), counts.people_created())
                            << "\n";
      if (request_.dry_run()) {
        session_.terminal.out << session_.words.Say("import.tried") << "\n";
      }
    }
    if (has_questions) {
      session_.terminal.err << session_.words.Say("refusal.next",
                                                  session_.words.Say("import.decide"))
                            << "\n";
    }
    return counts.rejected() > 0 ? kRefused : kDone;
  }

  const Session& session_;
  const ImportFlags& flags_;
  Request& request_;
  const Client client_;
};

// ---- Export.

template <class Request>
void ChooseForm(const ExportFlags& flags, Request& request) {
  if (request.format() != v1::TABLE_FORMAT_UNSPECIFIED) return;
  const bool is_workbook = absl::EndsWith(absl::AsciiStrToLower(flags.to), ".xlsx");
  request.set_format(is_workbook ? v1::XLSX : v1::CSV);
}

template <class Request>
int Export(const Session& session, const ExportFlags& flags, Request& request) {
  if (absl::Status status = CheckMayWrite(flags.to, flags.force); !status.ok())
    return Refuse(session, status);
  if (flags.to.empty() && session.terminal.out_is_tty && request.format() == v1::XLSX) {
    return Refuse(session, absl::InvalidArgumentError("a workbook needs a file: give --to FILE"));
  }
  ChooseForm(flags, request);
  const Client client = Connect(session);
  google::longrunning::Operation operation;
  absl::Status status = client.Call(request, operation);
  if (!status.ok()) return Refuse(session, status);
  const auto done = Follow(session, client, operation);
  if (!done.ok()) return Refuse(session, done.status());
  if (done->has_error()) return Refuse(session, FromRpcStatus(done->error()));
  v1::ExportResponse response;
  done->response().UnpackTo(&response);
  if (flags.to.empty()) {
    status = Download(session, client, response.file(), session.terminal.out);
  } else {
    status = DownloadTo(session, client, response.file(), flags.to);
  }
  if (!status.ok()) return Refuse(session, status);
  session.terminal.err << session.words.Count("count.rows", response.rows());
  if (!flags.to.empty()) session.terminal.err << ": " << flags.to;
  session.terminal.err << "\n";
  return kDone;
}

}  // namespace

int ImportList(const Session& session, const ImportFlags& flags, Message& request) {
  if (auto* participants = dynamic_cast<v1::ImportParticipantsRequest*>(&request)) {
    return Import(session, flags, *participants).Run();
  }
  return Import(session, flags, dynamic_cast<v1::ImportDelegationsRequest&>(request)).Run();
}

int ExportList(const Session& session, const ExportFlags& flags, Message& request) {
  if (auto* participants = dynamic_cast<v1::ExportParticipantsRequest*>(&request)) {
    return Export(session, flags, *participants);
  }
  return Export(session, flags, dynamic_cast<v1::ExportDelegationsRequest&>(request));
}

}  // namespace plenary::cli
