#include "services/server/call_log.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "plenary/v1/error_reason.pb.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

// More than this waiting to be written means that the disk or terminal does not keep up.
constexpr size_t kMostWaitingBytes = 8 << 20;
// From here on the writer is woken before its interval is over.
constexpr size_t kWakeBytes = 64 << 10;

bool IsOurFault(const absl::Status& status) {
  return absl::IsInternal(status) || absl::IsDataLoss(status) || absl::IsUnknown(status);
}

LogLevel LevelOf(const absl::Status& status, bool slow) {
  if (IsOurFault(status)) return LogLevel::kError;
  return status.ok() && !slow ? LogLevel::kInfo : LogLevel::kWarning;
}

absl::string_view NameOf(LogLevel level) {
  switch (level) {
    case LogLevel::kError:
      return "error";
    case LogLevel::kWarning:
      return "warning";
    default:
      return "info";
  }
}

std::string Rfc3339(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%E6SZ", time, absl::UTCTimeZone());
}

}  // namespace

std::string JsonText(absl::string_view text, size_t most) {
  if (text.size() > most) {
    // Not within a character.
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
    text = text.substr(0, most);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      absl::StrAppendFormat(&quoted, "\\u%04x", byte);
    } else {
      quoted += c;
    }
  }
  return quoted += '"';
}

CallLog::CallLog(LogLevel level, absl::Duration slow, Sink sink)
    : level_(level), slow_(slow), sink_(std::move(sink)) {
  flusher_ = std::make_unique<Repeating>(absl::Milliseconds(200), [this] { Flush(); });
}

CallLog::~CallLog() {
  flusher_.reset();
  Flush();
}

void CallLog::Answered(const storage::Call& call, absl::Time time, absl::Duration took,
                       const absl::Status& status) {
  const LogLevel level = LevelOf(status, took >= slow_);
  if (level > level_) return;
  std::string line =
      absl::StrCat("{\"time\":\"", Rfc3339(time), "\",\"level\":\"", NameOf(level),
                   "\",\"method\":", JsonText(call.method), ",\"caller\":", JsonText(call.caller),
                   ",\"code\":\"", absl::StatusCodeToString(status.code()), "\"");
  if (!status.ok()) {
    absl::StrAppend(&line, ",\"reason\":\"", v1::ErrorReason_Name(base::ReasonOf(status)), "\"");
  }
  absl::StrAppendFormat(&line, ",\"ms\":%.3f", absl::ToDoubleMilliseconds(took));
  if (!call.request_id.empty()) {
    absl::StrAppend(&line, ",\"request_id\":", JsonText(call.request_id, 128));
  }
  if (IsOurFault(status)) {
    const absl::string_view message = status.message();
    absl::StrAppend(&line, ",\"detail\":", JsonText(message));
  }
  Append(std::move(line));
}

void CallLog::Say(LogLevel level, absl::Time time, absl::string_view words) {
  if (level > level_) return;
  Append(absl::StrCat("{\"time\":\"", Rfc3339(time), "\",\"level\":\"", NameOf(level),
                      "\",\"message\":", JsonText(words)));
}

void CallLog::Append(std::string line) {
  bool is_long = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (lines_.size() > kMostWaitingBytes) {
      ++left_out_;
      return;
    }
    const bool was_long = lines_.size() > kWakeBytes;
    absl::StrAppend(&lines_, line, "}\n");
    is_long = !was_long && lines_.size() > kWakeBytes;
  }
  if (is_long) flusher_->Wake();
}

void CallLog::Flush() {
  const std::lock_guard<std::mutex> writing(writing_mutex_);
  std::string lines;
  int64_t left_out = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    lines.swap(lines_);
    std::swap(left_out, left_out_);
  }
  if (left_out > 0) {
    absl::StrAppend(&lines, "{\"level\":\"warning\",\"message\":\"", left_out,
                    " lines were left out: the log cannot be written fast enough\"}\n");
  }
  if (!lines.empty()) sink_(lines);
}

}  // namespace plenary::server
