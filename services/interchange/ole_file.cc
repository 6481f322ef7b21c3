#include "services/interchange/ole_file.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr absl::string_view kSignature("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
constexpr int64_t kPieceBytes = 64 << 10;
constexpr size_t kEntryBytes = 128;
constexpr size_t kNameBytes = 64;
constexpr size_t kKindOffset = 66;
constexpr char kStream = 2;

// The name of a directory entry in UTF-16, or empty where `entry` is none. Only ASCII is of
// interest.
std::string StreamName(absl::string_view entry) {
  std::string name;
  if (entry[kKindOffset] != kStream) return name;
  for (size_t i = 0; i + 1 < kNameBytes && entry[i] != '\0'; i += 2) {
    if (entry[i + 1] != '\0') return {};
    name += entry[i];
  }
  return name;
}

// Directory entries stand at multiples of their size, wherever the directory is: no need to follow
// chains that a damaged file leads in circles.
absl::StatusOr<absl::flat_hash_set<std::string>> StreamNames(ByteSource& source) {
  absl::flat_hash_set<std::string> wanted;
  for (int64_t offset = 0; offset < source.size(); offset += kPieceBytes) {
    PLENARY_ASSIGN_OR_RETURN(const std::string piece, source.Read(offset, kPieceBytes));
    for (size_t at = 0; at + kEntryBytes <= piece.size(); at += kEntryBytes) {
      const std::string name = StreamName(absl::string_view(piece).substr(at, kEntryBytes));
      for (const char* known : {"EncryptedPackage", "Workbook", "Book", "WordDocument"}) {
        if (name == known) wanted.insert(name);
      }
    }
  }
  return wanted;
}

}  // namespace

bool IsOleFile(absl::string_view head) { return absl::StartsWith(head, kSignature); }

absl::Status RefuseOleFile(ByteSource& source) {
  PLENARY_ASSIGN_OR_RETURN(const absl::flat_hash_set<std::string> names, StreamNames(source));
  if (names.contains("EncryptedPackage")) {
    return Protected(
        "the workbook is under a password: open it, remove the password (File, Info, Protect "
        "Workbook) and save it");
  }
  if (names.contains("Workbook") || names.contains("Book")) {
    return Unreadable("this is a workbook of Excel 97-2003 (XLS): open it and save it as XLSX");
  }
  if (names.contains("WordDocument")) {
    return Unreadable(
        "this is a Word document: copy its table into a workbook and save it as XLSX");
  }
  return Unreadable("this is no table that can be read: save it as XLSX or as \"CSV UTF-8\"");
}

}  // namespace plenary::interchange
