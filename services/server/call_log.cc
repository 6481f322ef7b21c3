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

// A character of UTF-8, or one byte that belongs to none.
struct Character {
  uint32_t point = 0xfffd;
  size_t bytes = 1;
};

Character FirstOf(absl::string_view text) {
  const auto byte = [&text](size_t at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const size_t bytes = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < bytes) return {};
  uint32_t point = byte(0) & (0xff >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    point = point << 6 | (byte(i) & 0x3f);
  }
  return {point, bytes};
}

// Whether a terminal or a viewer of logs would do something else than show it: controls, what ends
// a line, what turns the direction of writing, and bytes that are no text.
bool IsDeceptive(uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x61c ||
         (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
         (point >= 0x2060 && point <= 0x2069) || point == 0xfeff || point == 0xfffd;
}

}  // namespace

std::string JsonText(absl::string_view text, size_t most) {
  if (text.size() > most) {
    // Not within a character.
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
    text = text.substr(0, most);
  }
  std::string quoted = "\"";
  while (!text.empty()) {
    const Character character = FirstOf(text);
    if (character.point == '"' || character.point == '\\') quoted += '\\';
    if (IsDeceptive(character.point)) {
      absl::StrAppendFormat(&quoted, "\\u%04x", character.point);
    } else {
      quoted.append(text.data(), character.bytes);
    }
    text.remove_prefix(character.bytes);
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
