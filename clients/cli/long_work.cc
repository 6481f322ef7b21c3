#include "clients/cli/long_work.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "clients/cli/progress.h"
#include "plenary/transfer.h"
#include "plenary/v1/imports.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {
namespace {

using google::longrunning::Operation;
using Unit = Progress::Unit;

// Programs read everything but tables, and what they read has no place for bars.
bool IsSilent(const Session& session) { return session.format != Format::kTable; }

// Shows how far an operation is, where it says so.
void Show(const Session& session, const Operation& operation, Progress& progress) {
  v1::ImportMetadata import;
  if (operation.metadata().UnpackTo(&import)) {
    const bool is_reading = import.phase() == v1::ImportMetadata::READING;
    const std::string phase = is_reading         ? session.words.Say("progress.reading")
                              : import.dry_run() ? session.words.Say("progress.trying")
                                                 : session.words.Say("progress.applying");
    progress.Show(phase, is_reading ? import.rows_total() : import.rows_done(),
                  is_reading ? 0 : import.rows_total(), Unit::kRows, absl::Now());
  }
  v1::ExportMetadata written;
  if (operation.metadata().UnpackTo(&written)) {
    progress.Show(session.words.Say("progress.writing"), written.rows_done(), 0, Unit::kRows,
                  absl::Now());
  }
  v1::ImportScheduleMetadata schedule;
  if (operation.metadata().UnpackTo(&schedule)) {
    progress.Show(session.words.Say("progress.applying"), schedule.items_done(), schedule.items(),
                  Unit::kRows, absl::Now());
  }
}

}  // namespace

absl::StatusOr<v1::File> Upload(const Session& session, const Client& client,
                                const std::string& path) {
  std::error_code error;
  std::ifstream source(path, std::ios::binary);
  if (!source || std::filesystem::is_directory(path, error)) {
    return absl::InvalidArgumentError(absl::StrCat("cannot read the file ", path));
  }
  Progress progress(session.terminal, IsSilent(session));
  TransferOptions options;
  options.progress = [&](int64_t done, int64_t total) {
    progress.Show(session.words.Say("progress.uploading"), done, total, Unit::kBytes, absl::Now());
  };
  return client.UploadFile(source, std::filesystem::path(path).filename().string(), options);
}

absl::Status Download(const Session& session, const Client& client, const std::string& name,
                      std::ostream& out) {
  Progress progress(session.terminal, IsSilent(session));
  TransferOptions options;
  options.progress = [&](int64_t done, int64_t total) {
    progress.Show(session.words.Say("progress.downloading"), done, total, Unit::kBytes,
                  absl::Now());
  };
  return client.DownloadFile(name, out, options).status();
}

absl::Status CheckMayWrite(const std::string& path, bool force) {
  std::error_code error;
  if (path.empty() || force || !std::filesystem::exists(path, error)) return absl::OkStatus();
  return absl::AlreadyExistsError(
      absl::StrCat("there is a file ", path, " already; --force replaces it"));
}

absl::Status DownloadTo(const Session& session, const Client& client, const std::string& file,
                        const std::string& path) {
  const std::string partial = absl::StrCat(path, ".partial");
  std::ofstream out(partial, std::ios::binary | std::ios::trunc);
  absl::Status status = out ? Download(session, client, file, out)
                            : absl::PermissionDeniedError(absl::StrCat("cannot write ", partial));
  out.close();
  if (status.ok() && (!out || rename(partial.c_str(), path.c_str()) != 0)) {
    status = absl::PermissionDeniedError(absl::StrCat("cannot write ", path));
  }
  if (!status.ok()) remove(partial.c_str());
  return status;
}

absl::StatusOr<Operation> Follow(const Session& session, const Client& client,
                                 Operation operation) {
  Progress progress(session.terminal, IsSilent(session));
  google::longrunning::GetOperationRequest get;
  get.set_name(operation.name());
  int times = 0;
  const auto show = [&](const Operation& now) {
    // What is over within a second needs no name.
    if (++times == 3 && !IsSilent(session)) {
      session.terminal.err << session.words.Say("progress.goes-on", get.name()) << "\n";
    }
    if (times >= 3) Show(session, now, progress);
  };
  absl::StatusOr<Operation> done = client.Wait(std::move(operation), show);
  if (done.ok()) return done;
  // One that ended with an error tells in its metadata how far it came.
  absl::StatusOr<Operation> ended = client.GetOperation(get);
  if (ended.ok() && ended->done()) return ended;
  return done;
}

}  // namespace plenary::cli
