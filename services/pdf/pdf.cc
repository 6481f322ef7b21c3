#include "services/pdf/pdf.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/pdf/child.h"

namespace plenary::pdf {
namespace {

using Clock = std::chrono::steady_clock;

constexpr absl::Duration kLongest = absl::Hours(1);
constexpr int64_t kMostPdfBytes = 256 << 20;
// LibreOffice ends with this after it made a new profile, and wants to be started again.
constexpr int kStartAgain = 81;

// Macros run in no document, links are not followed and their content is not loaded anew.
constexpr char kProfile[] =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
)";

// Tagged, so that screen readers find headings and tables.
constexpr char kFormat[] =
    R"(pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}})";

// A folder that nobody else can read, removed with all that is in it.
class OwnFolder {
 public:
  explicit OwnFolder(const std::string& parent) {
    std::error_code ignored;
    const std::filesystem::path base = parent.empty()
                                           ? std::filesystem::temp_directory_path(ignored)
                                           : std::filesystem::path(parent);
    path_ = (base / "plenary-pdf-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~OwnFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;

  // Empty where it could not be made.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

absl::Status Failed(absl::string_view words) {
  return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_PDF_FAILED, words);
}
absl::Status TooLate() { return Failed("LibreOffice did not make the PDF in time"); }

absl::Status Busy(absl::string_view words) {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY, words),
      absl::Seconds(5));
}

absl::Status ShuttingDown() {
  return base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                      "the server is shutting down");
}

bool WriteFile(const std::string& path, absl::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file.good();
}

absl::StatusOr<std::string> ReadPdf(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return Failed("LibreOffice made no PDF of the document");
  if (size > kMostPdfBytes) return Failed("the PDF is larger than 256 MiB");
  std::ifstream file(path, std::ios::binary);
  std::string pdf(size, '\0');
  file.read(pdf.data(), static_cast<std::streamsize>(size));
  if (!file || !absl::StartsWith(pdf, "%PDF-")) {
    return Failed("LibreOffice made no PDF of the document");
  }
  return pdf;
}

bool IsProgram(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
}

// Not less than nothing.
std::chrono::milliseconds LeftUntil(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

// Waits until the process has ended, or the deadline; whether it has.
bool HasEnded(pid_t pid, Clock::time_point deadline) {
  const int process = OpenProcess(pid);
  if (process < 0) return false;
  pollfd poll_process = {process, POLLIN, 0};
  int result = 0;
  do {
    result = poll(&poll_process, 1, static_cast<int>(LeftUntil(deadline).count()));
  } while (result < 0 && errno == EINTR);
  close(process);
  return result > 0;
}

}  // namespace

std::string FindLibreOffice(absl::string_view path) {
  std::error_code ignored;
  std::vector<std::filesystem::path> places;
  if (!path.empty()) {
    places.emplace_back(std::string(path));
  } else {
    for (const char* const place :
         {"/usr/bin/soffice", "/usr/lib/libreoffice/program/soffice.bin",
          "/usr/lib64/libreoffice/program/soffice.bin", "/opt/libreoffice/program/soffice.bin"}) {
      places.emplace_back(place);
    }
  }
  for (const std::filesystem::path& place : places) {
    // What is called soffice is a script, often a link to the one beside the program.
    const std::filesystem::path real = std::filesystem::weakly_canonical(place, ignored);
    const std::filesystem::path program = real.parent_path() / "soffice.bin";
    if (real.filename() == "soffice" && IsProgram(program)) return program.string();
    if (IsProgram(real)) return real.string();
  }
  return "";
}

// A place among those that run at a time.
class PdfMaker::Turn {
 public:
  explicit Turn(PdfMaker& maker) : maker_(maker) {}
  ~Turn() {
    if (!is_taken_) return;
    const std::lock_guard<std::mutex> lock(maker_.mutex_);
    --maker_.running_;
    maker_.turn_ended_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  absl::Status Take(Deadline deadline) {
    std::unique_lock<std::mutex> lock(maker_.mutex_);
    const PdfOptions& options = maker_.options_;
    if (maker_.running_ >= options.at_once && maker_.waiting_ >= options.most_waiting) {
      return Busy("too many documents wait to become PDF; try again in a while");
    }
    ++maker_.waiting_;
    const bool has_turn = maker_.turn_ended_.wait_until(
        lock, deadline, [&] { return maker_.is_stopped_ || maker_.running_ < options.at_once; });
    --maker_.waiting_;
    if (maker_.is_stopped_) return ShuttingDown();
    if (!has_turn) return Busy("other documents are still becoming PDF; try again in a while");
    ++maker_.running_;
    is_taken_ = true;
    return absl::OkStatus();
  }

 private:
  PdfMaker& maker_;
  bool is_taken_ = false;
};

PdfMaker::PdfMaker(PdfOptions options) : options_(std::move(options)) {}

absl::StatusOr<std::string> PdfMaker::MakePdf(absl::string_view docx, absl::Duration time_limit) {
  if (!is_available()) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PDF_UNAVAILABLE,
                        "this server has no LibreOffice to make a PDF with: ask for DOCX, or "
                        "install the package libreoffice-writer-nogui");
  }
  const Deadline deadline =
      Clock::now() + absl::ToChronoMilliseconds(std::min(time_limit, kLongest));
  Turn turn(*this);
  PLENARY_RETURN_IF_ERROR(turn.Take(deadline));
  return Convert(docx, deadline);
}

absl::StatusOr<std::string> PdfMaker::Convert(absl::string_view docx, Deadline deadline) {
  const OwnFolder folder(options_.folder);
  std::error_code error;
  if (folder.path().empty() ||
      !std::filesystem::create_directories(folder.path() + "/profile/user", error) ||
      !WriteFile(folder.path() + "/profile/user/registrymodifications.xcu", kProfile) ||
      !WriteFile(folder.path() + "/document.docx", docx)) {
    return Failed("no temporary file can be written for LibreOffice: the disk may be full");
  }
  PLENARY_RETURN_IF_ERROR(Run(folder.path(), deadline));
  return ReadPdf(folder.path() + "/document.pdf");
}

absl::Status PdfMaker::Run(const std::string& folder, Deadline deadline) {
  PLENARY_ASSIGN_OR_RETURN(int exit_code, RunOnce(folder, deadline));
  if (exit_code == kStartAgain) {
    PLENARY_ASSIGN_OR_RETURN(exit_code, RunOnce(folder, deadline));
  }
  if (exit_code != 0) return Failed("LibreOffice cannot make a PDF of the document");
  return absl::OkStatus();
}

absl::StatusOr<int> PdfMaker::RunOnce(const std::string& folder, Deadline deadline) {
  Program program;
  program.arguments = {
      options_.program,
      "--headless",
      "--norestore",
      "--nologo",
      "--nodefault",
      "--nolockcheck",
      absl::StrCat("-env:UserInstallation=file://", folder, "/profile"),
      "--convert-to",
      kFormat,
      "--outdir",
      folder,
      folder + "/document.docx",
  };
  program.environment = {
      "HOME=" + folder,
      "TMPDIR=" + folder,
      "XDG_CACHE_HOME=" + folder,
      "XDG_CONFIG_HOME=" + folder,
      "LANG=C.UTF-8",
      "PATH=/usr/bin:/bin",
      "SAL_USE_VCLPLUGIN=svp",
  };
  program.folder = folder;
  program.memory_bytes = options_.memory_bytes;
  program.file_bytes = kMostPdfBytes;
  // Two threads may be at work.
  program.cpu_seconds =
      2 * std::chrono::ceil<std::chrono::seconds>(LeftUntil(deadline)).count() + 1;

  pid_t pid = -1;
  {
    // The group is known to Stop before anybody can miss it.
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_stopped_) return ShuttingDown();
    pid = Start(program);
    if (pid > 0) programs_.insert(pid);
  }
  if (pid <= 0) return Failed("LibreOffice cannot be started");
  const bool has_ended = HasEnded(pid, deadline);
  bool is_stopped = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    programs_.erase(pid);
    is_stopped = is_stopped_;
  }
  // Until it is waited for below, nothing else can have its number.
  kill(-pid, SIGKILL);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (is_stopped) return ShuttingDown();
  if (!has_ended) return TooLate();
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void PdfMaker::Stop() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_stopped_ = true;
  for (const pid_t pid : programs_) kill(-pid, SIGKILL);
  turn_ended_.notify_all();
}

}  // namespace plenary::pdf
