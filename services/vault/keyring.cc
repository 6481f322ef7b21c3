#include "services/vault/keyring.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"

namespace plenary::vault {
namespace {

constexpr size_t kMostIdBytes = 32;
constexpr size_t kMostFileBytes = 1 << 20;
constexpr absl::string_view kHeading =
    "# Keys of protected personal data. Keep a copy apart from the database and from its backups:\n"
    "# without this file nobody reads that data again, and with both anybody does.\n";

bool IsKeyId(absl::string_view id) {
  return !id.empty() && id.size() <= kMostIdBytes && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
  });
}

absl::Status Damaged(int line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, " ", what));
}

absl::StatusOr<std::string> ParseKey(absl::string_view text, int line) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes) || bytes.size() != kKeyBytes) {
    return Damaged(line, "holds no key: a key is 32 bytes, which is 44 characters of base64");
  }
  return bytes;
}

absl::Status ParseLine(const std::vector<absl::string_view>& words, int line, Keyring& keys) {
  if (words.size() == 3 && words[0] == "field") {
    if (!IsKeyId(words[1])) {
      return Damaged(line, "has no key id: 1 to 32 of a-z, 0-9 and - stand after `field`");
    }
    PLENARY_ASSIGN_OR_RETURN(std::string bytes, ParseKey(words[2], line));
    keys.fields.push_back({std::string(words[1]), std::move(bytes)});
    return absl::OkStatus();
  }
  if (words.size() == 2 && words[0] == "index") {
    if (!keys.index.empty()) return Damaged(line, "is a second index key; there is one only");
    PLENARY_ASSIGN_OR_RETURN(keys.index, ParseKey(words[1], line));
    return absl::OkStatus();
  }
  if (words.size() == 2 && words[0] == "sign") {
    PLENARY_ASSIGN_OR_RETURN(std::string seed, ParseKey(words[1], line));
    keys.signs.push_back(std::move(seed));
    return absl::OkStatus();
  }
  return Damaged(line, "is neither `field ID KEY` nor `index KEY` nor `sign KEY`");
}

absl::Status CheckWhole(const Keyring& keys) {
  std::set<absl::string_view> ids;
  for (const FieldKey& key : keys.fields) {
    if (!ids.insert(key.id).second) {
      return absl::InvalidArgumentError(absl::StrCat("two field keys have the id ", key.id));
    }
  }
  if (keys.fields.empty()) return absl::InvalidArgumentError("it holds no field key");
  if (keys.index.empty()) return absl::InvalidArgumentError("it holds no index key");
  if (keys.signs.empty()) return absl::InvalidArgumentError("it holds no sign key");
  return absl::OkStatus();
}

// A file that is closed where it goes out of scope.
class OpenFile {
 public:
  explicit OpenFile(int number) : number_(number) {}
  ~OpenFile() {
    if (number_ >= 0) close(number_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

absl::Status CannotOpen(const std::string& path, int error) {
  if (error == ENOENT) {
    return absl::NotFoundError(absl::StrCat(
        "the key file ", path, " is not there; put back the copy that was kept of it"));
  }
  return absl::PermissionDeniedError(
      absl::StrCat("the key file ", path, " cannot be read: ", std::strerror(error),
                   "; it must belong to the user that the server runs as"));
}

absl::Status CheckMode(const std::string& path, int file) {
  struct stat facts = {};
  if (fstat(file, &facts) != 0) return CannotOpen(path, errno);
  if (!S_ISREG(facts.st_mode)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the key file ", path, " is no ordinary file; name the file that holds keys"));
  }
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) == 0) return absl::OkStatus();
  return absl::PermissionDeniedError(absl::StrCat(
      "the key file ", path, " may be read by others than its owner; do: chmod 600 ", path));
}

absl::Status CannotWrite(const std::string& path, int error) {
  return absl::UnknownError(
      absl::StrCat("the key file ", path, " cannot be written: ", std::strerror(error)));
}

absl::Status WriteAll(const std::string& path, int file, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return CannotWrite(path, errno);
    text.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0 ? absl::OkStatus() : CannotWrite(path, errno);
}

// So that the name, too, outlasts a loss of power.
absl::Status SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const OpenFile opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || fsync(opened.number()) != 0) return CannotWrite(path, errno);
  return absl::OkStatus();
}

absl::Status WriteNew(const std::string& path, const Keyring& keys) {
  const OpenFile file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.number() < 0 && errno == EEXIST) {
    return absl::AlreadyExistsError(
        absl::StrCat(path, " is there already; keys are never written over"));
  }
  if (file.number() < 0) return CannotWrite(path, errno);
  return WriteAll(path, file.number(), WriteKeyring(keys));
}

}  // namespace

Keyring GenerateKeyring(base::Random& random) {
  return {{GenerateFieldKey(random)}, random.Bytes(kKeyBytes), {random.Bytes(kKeyBytes)}};
}

FieldKey GenerateFieldKey(base::Random& random) {
  return {absl::BytesToHexString(random.Bytes(4)), random.Bytes(kKeyBytes)};
}

std::string WriteKeyring(const Keyring& keys) {
  std::string text(kHeading);
  for (const FieldKey& key : keys.fields) {
    absl::StrAppend(&text, "field ", key.id, " ", absl::Base64Escape(key.bytes), "\n");
  }
  absl::StrAppend(&text, "index ", absl::Base64Escape(keys.index), "\n");
  for (const std::string& seed : keys.signs) {
    absl::StrAppend(&text, "sign ", absl::Base64Escape(seed), "\n");
  }
  return text;
}

absl::StatusOr<Keyring> ParseKeyring(absl::string_view text) {
  Keyring keys;
  int line = 0;
  for (absl::string_view whole : absl::StrSplit(text, '\n')) {
    ++line;
    const absl::string_view content = whole.substr(0, whole.find('#'));
    const std::vector<absl::string_view> words =
        absl::StrSplit(content, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (words.empty()) continue;
    PLENARY_RETURN_IF_ERROR(ParseLine(words, line, keys));
  }
  PLENARY_RETURN_IF_ERROR(CheckWhole(keys));
  return keys;
}

std::string DefaultKeyFile(absl::string_view database, absl::string_view credentials) {
  if (!credentials.empty()) {
    std::string path = absl::StrCat(credentials, "/plenary-keys");
    if (access(path.c_str(), F_OK) == 0) return path;
  }
  if (!absl::ConsumePrefix(&database, "sqlite:")) return "/var/lib/plenary/keys";
  return database == ":memory:" ? "" : absl::StrCat(database, ".keys");
}

absl::StatusOr<Keyring> ReadKeyFile(const std::string& path) {
  const OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return CannotOpen(path, errno);
  PLENARY_RETURN_IF_ERROR(CheckMode(path, file.number()));
  std::string text;
  char piece[4096];
  for (;;) {
    const ssize_t got = read(file.number(), piece, sizeof(piece));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return CannotOpen(path, errno);
    if (got == 0 || text.size() > kMostFileBytes) break;
    text.append(piece, static_cast<size_t>(got));
  }
  absl::StatusOr<Keyring> keys = ParseKeyring(text);
  if (keys.ok()) return keys;
  const absl::string_view why = keys.status().message();
  return absl::InvalidArgumentError(absl::StrCat("the key file ", path, " is damaged: ", why,
                                                 "; put back the copy that was kept of it"));
}

absl::Status WriteNewKeyFile(const std::string& path, const Keyring& keys) {
  PLENARY_RETURN_IF_ERROR(WriteNew(path, keys));
  return SyncFolderOf(path);
}

absl::Status ReplaceKeyFile(const std::string& path, const Keyring& keys) {
  const std::string beside = absl::StrCat(path, ".new");
  PLENARY_RETURN_IF_ERROR(WriteNew(beside, keys));
  if (std::rename(beside.c_str(), path.c_str()) != 0) return CannotWrite(path, errno);
  return SyncFolderOf(path);
}

}  // namespace plenary::vault
