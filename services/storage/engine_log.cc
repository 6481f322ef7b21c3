#include "services/storage/engine_log.h"

#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

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

}  // namespace

void LogEngineError(absl::string_view engine, absl::string_view asked, absl::string_view code,
                    absl::string_view words) {
  const std::string time =
      absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone());
  // One write, so that lines of several threads don't mix.
  const std::string line =
      absl::StrCat("{\"time\":", Quoted(time), ",\"level\":\"error\",\"engine\":", Quoted(engine),
                   ",\"asked\":", Quoted(asked), ",\"code\":", Quoted(code),
                   ",\"detail\":", Quoted(words), "}\n");
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace plenary::storage
