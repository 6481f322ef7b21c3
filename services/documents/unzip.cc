#include "services/documents/unzip.h"

#include <zip.h>

#include <memory>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace plenary::documents {
namespace {

constexpr int64_t kMostParts = 1'000;
constexpr uint64_t kMostUnpackedBytes = 64 << 20;

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using ArchiveFile = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

Archive OpenArchive(absl::string_view zip) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(zip.data(), zip.size(), 0, &error);
  zip_t* const archive =
      source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return Archive(archive, &zip_discard);
}

std::string WhyNoArchive(absl::string_view zip) {
  // The format of Office 97, in which Word also puts documents under a password (MS-OFFCRYPTO).
  if (absl::StartsWith(zip, "\xD0\xCF\x11\xE0")) {
    return "this is a .doc of an old Word, or a document under a password: save it as .docx "
           "without "
           "one";
  }
  if (absl::StartsWith(zip, "PK")) return "the file is damaged or cut off: save it again in Word";
  return "this is no Word document: save the template as .docx";
}

// Why a part is not read; empty where it is.
std::string WhyNot(const zip_stat_t& stat, uint64_t budget) {
  if ((stat.valid & ZIP_STAT_NAME) == 0 || (stat.valid & ZIP_STAT_SIZE) == 0) {
    return "the file is damaged: save it again in Word";
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return "the file is under a password: save it without one";
  }
  // Word packs in no other way, and some of these take memory as the file pleases.
  if ((stat.valid & ZIP_STAT_COMP_METHOD) != 0 && stat.comp_method != ZIP_CM_STORE &&
      stat.comp_method != ZIP_CM_DEFLATE) {
    return "the file is packed in a way Word does not pack: save it again in Word";
  }
  if (stat.size > budget) return "unpacked, the file is larger than 64 MiB: use smaller pictures";
  return "";
}

// Whether all of a part was read; damage shows at its end at the latest.
bool ReadPart(zip_t* archive, zip_uint64_t index, uint64_t size, std::string& bytes) {
  const ArchiveFile file(zip_fopen_index(archive, index, 0), &zip_fclose);
  if (file == nullptr) return false;
  bytes.resize(size);
  const zip_int64_t count = zip_fread(file.get(), bytes.data(), size);
  char beyond = 0;
  return count == static_cast<zip_int64_t>(size) && zip_fread(file.get(), &beyond, 1) == 0;
}

}  // namespace

std::vector<Part> Unzip(absl::string_view zip, std::vector<TemplateProblem>& problems) {
  const auto refuse = [&](absl::string_view part, absl::string_view words) {
    AddProblem(part, words, problems);
    return std::vector<Part>();
  };
  if (zip.size() > kMostTemplateBytes) return refuse("", "a template has at most 8 MiB");
  const Archive archive = OpenArchive(zip);
  if (archive == nullptr) return refuse("", WhyNoArchive(zip));
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count > kMostParts) return refuse("", "the file has more parts than a document has");

  std::vector<Part> parts;
  parts.reserve(static_cast<size_t>(count));
  std::set<std::string> names;
  uint64_t budget = kMostUnpackedBytes;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive.get(), i, 0, &stat) != 0) return refuse("", WhyNoArchive("PK"));
    const std::string why_not = WhyNot(stat, budget);
    if (!why_not.empty()) return refuse("", why_not);
    const std::string name = stat.name;
    if (absl::EndsWith(name, "/")) continue;
    // Which of two parts is read would be up to the program that reads.
    if (!names.insert(absl::AsciiStrToLower(name)).second) {
      return refuse("", "the file has a part twice: save it again in Word");
    }
    Part part{name, ""};
    if (!ReadPart(archive.get(), i, stat.size, part.bytes)) {
      return refuse("", absl::StrCat("the file is damaged in its part ", absl::CHexEscape(name),
                                     ": save it again in Word"));
    }
    budget -= stat.size;
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace plenary::documents
