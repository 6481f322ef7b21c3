#include "services/gateway/application_files.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/gateway/answers.h"

namespace plenary::gateway {
namespace {

constexpr absl::string_view kIndex = "/index.html";
// Their names hold a digest of what they say.
constexpr absl::string_view kImmutable = "/assets/";
constexpr int64_t kMostBytes = 64 << 20;

struct FoundFile {
  std::string path;
  struct stat facts;
};

// The path without symbolic links; nullopt where nothing is there.
absl::optional<std::string> RealPath(const std::string& path) {
  char real[PATH_MAX];
  if (realpath(path.c_str(), real) == nullptr) return absl::nullopt;
  return std::string(real);
}

// A file that lies within `root`, wherever links lead.
absl::optional<FoundFile> FileAt(const std::string& root, const std::string& path) {
  const absl::optional<std::string> real = RealPath(absl::StrCat(root, path));
  if (!real.has_value() || !absl::StartsWith(*real, root + "/")) return absl::nullopt;
  FoundFile found{*real, {}};
  if (stat(real->c_str(), &found.facts) != 0 || !S_ISREG(found.facts.st_mode)) return absl::nullopt;
  if (found.facts.st_size > kMostBytes) return absl::nullopt;
  return found;
}

absl::optional<std::string> Contents(const FoundFile& file) {
  const int descriptor = open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return absl::nullopt;
  std::string bytes(static_cast<size_t>(file.facts.st_size), '\0');
  size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t count = read(descriptor, bytes.data() + got, bytes.size() - got);
    if (count <= 0) break;
    got += static_cast<size_t>(count);
  }
  close(descriptor);
  if (got != bytes.size()) return absl::nullopt;
  return bytes;
}

std::string TagOf(const FoundFile& file, absl::string_view coding) {
  return absl::StrCat("\"", absl::Hex(file.facts.st_mtim.tv_sec), "-",
                      absl::Hex(file.facts.st_mtim.tv_nsec), "-", absl::Hex(file.facts.st_size),
                      coding.empty() ? "" : "-", coding, "\"");
}

bool IsPage(absl::string_view path) {
  return !absl::StrContains(path.substr(path.rfind('/')), '.');
}

}  // namespace

absl::StatusOr<ApplicationFiles> ApplicationFiles::In(const std::string& folder) {
  if (folder.empty()) return ApplicationFiles("");
  const absl::optional<std::string> real = RealPath(folder);
  struct stat facts;
  if (!real.has_value() || stat(real->c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode)) {
    return absl::NotFoundError(absl::StrCat("web-root: there is no folder ", folder,
                                            "; name that of the built "
                                            "application, or leave the option empty for none"));
  }
  return ApplicationFiles(*real);
}

Answer ApplicationFiles::Find(const RequestHead& head, const std::string& path) const {
  if (head.method != "GET" && head.method != "HEAD") return NoSuchMethod("GET, HEAD");
  if (root_.empty()) {
    return ErrorAnswer(404, absl::StatusCode::kNotFound,
                       "nothing is here: the server has no application to show (option web-root)");
  }
  std::string wanted = path;
  absl::optional<FoundFile> plain = FileAt(root_, wanted);
  if (!plain.has_value() && IsPage(wanted)) {
    wanted = std::string(kIndex);
    plain = FileAt(root_, wanted);
  }
  if (!plain.has_value()) return ErrorAnswer(404, absl::StatusCode::kNotFound, "nothing is here");
  absl::optional<FoundFile> file = plain;
  absl::string_view coding;
  for (const auto& [name, ending] : {std::pair("br", ".br"), std::pair("gzip", ".gz")}) {
    if (!AcceptsCoding(head.Value("accept-encoding"), name)) continue;
    absl::optional<FoundFile> compressed = FileAt(root_, wanted + ending);
    // One that was left from an older build says something else.
    if (!compressed.has_value() || compressed->facts.st_mtim.tv_sec < plain->facts.st_mtim.tv_sec) {
      continue;
    }
    file = std::move(compressed);
    coding = name;
    break;
  }
  Answer answer;
  const std::string tag = TagOf(*file, coding);
  answer.headers = {
      {"Content-Type", std::string(MediaTypeOf(wanted))},
      {"ETag", tag},
      {"Vary", "Accept-Encoding"},
      {"Cache-Control",
       absl::StartsWith(wanted, kImmutable) ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (NamesTag(head.Value("if-none-match"), tag)) {
    answer.status = 304;
    return answer;
  }
  absl::optional<std::string> bytes = Contents(*file);
  if (!bytes.has_value()) {
    return ErrorAnswer(503, absl::StatusCode::kUnavailable, "the file changes just now; try again");
  }
  if (!coding.empty()) answer.headers.emplace_back("Content-Encoding", coding);
  answer.body = *std::move(bytes);
  return answer;
}

}  // namespace plenary::gateway
