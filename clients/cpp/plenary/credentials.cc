#include "plenary/credentials.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace plenary {
namespace {

// An access token with many claims has a few thousand characters.
constexpr size_t kMostBytes = 64 << 10;

absl::Status CheckMode(const std::string& path, const struct stat& file) {
  if (!S_ISREG(file.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is not a file"));
  }
  if ((file.st_mode & 077) == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrFormat("others than its owner may read or write the token file %s (mode %04o); "
                      "make it yours alone with: chmod 600 %s",
                      path, file.st_mode & 07777, path));
}

absl::StatusOr<std::string> ReadAll(int file) {
  std::string text(kMostBytes, '\0');
  size_t size = 0;
  while (size < text.size()) {
    const ssize_t count = read(file, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return absl::InvalidArgumentError(std::strerror(errno));
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  text.resize(size);
  return text;
}

// "127.0.0.1" of "ipv4:127.0.0.1:7780", "::1" of "[::1]:7780".
std::string HostOf(absl::string_view target) {
  for (const absl::string_view scheme : {"dns:///", "dns:", "ipv4:", "ipv6:"}) {
    if (absl::ConsumePrefix(&target, scheme)) break;
  }
  if (absl::ConsumePrefix(&target, "[")) return std::string(target.substr(0, target.find(']')));
  const size_t colon = target.rfind(':');
  // More than one colon without brackets is an IPv6 address without a port.
  return std::string(target.find(':') == colon ? target.substr(0, colon) : target);
}

}  // namespace

bool IsEncrypted(const TlsOptions& tls) {
  return !tls.ca_file.empty() || !tls.cert_file.empty() || !tls.key_file.empty();
}

absl::StatusOr<std::string> ReadTokenFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read the token file ", path, ": ", std::strerror(errno)));
  }
  struct stat found;
  absl::Status checked = fstat(file, &found) == 0
                             ? CheckMode(path, found)
                             : absl::InvalidArgumentError(absl::StrCat("cannot read ", path));
  absl::StatusOr<std::string> text = checked.ok() ? ReadAll(file) : checked;
  close(file);
  if (!text.ok()) return text.status();
  const std::string token(absl::StripAsciiWhitespace(*text));
  if (token.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("there is no token in the file ", path));
  }
  if (absl::Status status = CheckToken(token); !status.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", status.message()));
  }
  return token;
}

absl::StatusOr<std::string> TokenOfEnvironment() {
  if (const char* token = std::getenv("PLENARY_TOKEN"); token != nullptr && *token != '\0') {
    return std::string(absl::StripAsciiWhitespace(token));
  }
  const char* path = std::getenv("PLENARY_TOKEN_FILE");
  if (path == nullptr || *path == '\0') return std::string();
  return ReadTokenFile(path);
}

absl::Status CheckToken(absl::string_view token) {
  for (const char c : token) {
    if (!absl::ascii_isgraph(static_cast<unsigned char>(c))) {
      return absl::InvalidArgumentError("a token has neither blanks nor line ends in it");
    }
  }
  return absl::OkStatus();
}

bool IsOnThisMachine(absl::string_view target) {
  if (absl::StartsWith(target, "unix:") || absl::StartsWith(target, "unix-abstract:")) return true;
  const std::string host = HostOf(target);
  if (host == "localhost") return true;
  // A name that only begins like a loopback address is somebody else's.
  in_addr v4;
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6;
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6) != 0;
}

}  // namespace plenary
