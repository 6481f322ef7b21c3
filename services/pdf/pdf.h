// PDF from Word documents, by a LibreOffice that runs as a program of its own.
#ifndef PLENARY_SERVICES_PDF_PDF_H_
#define PLENARY_SERVICES_PDF_PDF_H_

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace plenary::pdf {

struct PdfOptions {
  std::string program;  // the path of LibreOffice's soffice.bin; empty: there is none
  std::string folder;   // where each document gets a folder of its own; empty: that of the system
  int at_once = 1;      // how many programs run at a time
  int most_waiting = 16;
  int64_t memory_bytes = int64_t{3} << 30;  // address space of one program
};

// Where Debian and others put LibreOffice, or `path` where it is given: a soffice.bin, or the
// soffice beside one. Empty where there is no such program.
std::string FindLibreOffice(absl::string_view path = {});

// Safe from several threads.
class PdfMaker {
 public:
  explicit PdfMaker(PdfOptions options);
  // Nobody may be in MakePdf any more: Stop, then wait for them.
  ~PdfMaker() = default;
  PdfMaker(const PdfMaker&) = delete;
  PdfMaker& operator=(const PdfMaker&) = delete;

  bool is_available() const { return !options_.program.empty(); }

  // Makes a PDF of a DOCX, within `time_limit` (at most an hour), waiting for others included.
  // Blocks: not for gRPC's threads. The program sees a folder of its own, runs no macros, reaches
  // no network and is ended with all it started when its time is over; nothing of it is left on
  // disk.
  //
  // FAILED_PRECONDITION: PDF_UNAVAILABLE where there is no LibreOffice. RESOURCE_EXHAUSTED:
  // SERVER_BUSY where too many wait already, or the time was spent on waiting. INTERNAL: PDF_FAILED
  // where it failed or ran too long. UNAVAILABLE: SHUTTING_DOWN after Stop.
  absl::StatusOr<std::string> MakePdf(absl::string_view docx, absl::Duration time_limit);

  // Ends what runs and refuses what waits and what comes.
  void Stop();

 private:
  class Turn;
  using Deadline = std::chrono::steady_clock::time_point;

  absl::StatusOr<std::string> Convert(absl::string_view docx, Deadline deadline);
  absl::Status Run(const std::string& folder, Deadline deadline);
  absl::StatusOr<int> RunOnce(const std::string& folder, Deadline deadline);

  const PdfOptions options_;
  std::mutex mutex_;
  std::condition_variable turn_ended_;
  int running_ = 0;           // guarded by mutex_
  int waiting_ = 0;           // guarded by mutex_
  bool is_stopped_ = false;   // guarded by mutex_
  std::set<pid_t> programs_;  // process groups that run; guarded by mutex_
};

}  // namespace plenary::pdf

#endif  // PLENARY_SERVICES_PDF_PDF_H_
