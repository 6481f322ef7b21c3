#include "services/storage/engine_log.h"

#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace plenary::storage {
namespace {

std::string Quoted(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(static_cast<unsigned char>(c) < ' ' ? ' ' : c);
  }
  quoted.push_back('"');
  return quoted;
}

constexpr int kLinesASecond = 10;

// Counts the lines of the present second.
class Allowance {
 public:
  // Whether a line may be written at `now`; if so, how many were left out before it.
  absl::optional<int> Ask(absl::Time now) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (now >= second_ + absl::Seconds(1)) {
      second_ = now;
      lines_ = 0;
    }
    if (++lines_ <= kLinesASecond) return std::exchange(left_out_, 0);
    ++left_out_;
    return absl::nullopt;
  }

 private:
  std::mutex mutex_;
  absl::Time second_ = absl::InfinitePast();
  int lines_ = 0;
  int left_out_ = 0;
};

}  // namespace

void LogEngineError(absl::string_view engine, absl::string_view asked, absl::string_view code,
                    absl::string_view words) {
  static Allowance allowance;
  const absl::Time now = absl::Now();
  const absl::optional<int> left_out = allowance.Ask(now);
  if (!left_out) return;
  const std::string time = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", now, absl::UTCTimeZone());
  // One write, so that lines of several threads don't mix.
  const std::string line = absl::StrCat(
      "{\"time\":", Quoted(time), ",\"level\":\"error\",\"engine\":", Quoted(engine),
      ",\"asked\":", Quoted(asked), ",\"code\":", Quoted(code), ",\"detail\":", Quoted(words),
      *left_out == 0 ? "" : absl::StrCat(",\"left_out\":", *left_out), "}\n");
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace plenary::storage
