#include "services/interchange/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr uint64_t kMostParts = 10'000;
constexpr size_t kPieceBytes = 16 << 10;
// The end record and the longest comment behind it.
constexpr int64_t kTailBytes = 22 + 0xFFFF;

uint64_t LittleEndian(absl::string_view bytes, size_t offset, size_t size) {
  uint64_t value = 0;
  for (size_t i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
  }
  return value;
}

// libzip keeps the whole index in memory, so its size is looked at first. Only the 64-bit form of
// the end record (APPNOTE.TXT 4.3.14, 4.3.15) can announce more than 65,535 parts.
absl::Status CheckPartCount(ByteSource& source) {
  const int64_t tail_offset = std::max<int64_t>(0, source.size() - kTailBytes);
  PLENARY_ASSIGN_OR_RETURN(const std::string tail, source.Read(tail_offset, kTailBytes));
  constexpr char kLocator[] = "PK\x06\x07";
  for (size_t at = tail.find(kLocator); at != std::string::npos; at = tail.find(kLocator, at + 1)) {
    if (at + 20 > tail.size()) break;
    const uint64_t offset = LittleEndian(tail, at + 8, 8);
    if (offset >= static_cast<uint64_t>(source.size())) continue;
    PLENARY_ASSIGN_OR_RETURN(const std::string end, source.Read(static_cast<int64_t>(offset), 56));
    if (end.size() == 56 && LittleEndian(end, 32, 8) > kMostParts) {
      return TooLarge("the file has too many parts for a workbook");
    }
  }
  return absl::OkStatus();
}

// libzip reads through this. What the source failed with is kept, since libzip knows numbers only.
struct ZipInput {
  ByteSource& source;
  int64_t position = 0;
  absl::Status failure;
};

zip_int64_t ReadInto(ZipInput& input, void* data, zip_uint64_t size) {
  const absl::StatusOr<std::string> bytes =
      input.source.Read(input.position, static_cast<int64_t>(size));
  if (!bytes.ok()) {
    input.failure = bytes.status();
    return -1;
  }
  std::memcpy(data, bytes->data(), bytes->size());
  input.position += static_cast<int64_t>(bytes->size());
  return static_cast<zip_int64_t>(bytes->size());
}

zip_int64_t Seek(ZipInput& input, void* data, zip_uint64_t size) {
  zip_error_t error;
  zip_error_init(&error);
  const zip_int64_t offset = zip_source_seek_compute_offset(
      static_cast<zip_uint64_t>(input.position), static_cast<zip_uint64_t>(input.source.size()),
      data, size, &error);
  zip_error_fini(&error);
  if (offset >= 0) input.position = offset;
  return offset < 0 ? -1 : 0;
}

zip_int64_t Stat(ZipInput& input, void* data) {
  zip_stat_t& stat = *static_cast<zip_stat_t*>(data);
  zip_stat_init(&stat);
  stat.size = static_cast<zip_uint64_t>(input.source.size());
  stat.valid |= ZIP_STAT_SIZE;
  return sizeof(stat);
}

zip_int64_t OnCommand(void* state, void* data, zip_uint64_t size, zip_source_cmd_t command) {
  ZipInput& input = *static_cast<ZipInput*>(state);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      input.position = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return ReadInto(input, data, size);
    case ZIP_SOURCE_SEEK:
      return Seek(input, data, size);
    case ZIP_SOURCE_TELL:
      return input.position;
    case ZIP_SOURCE_STAT:
      return Stat(input, data);
    case ZIP_SOURCE_ERROR: {
      const int codes[] = {ZIP_ER_READ, 0};
      std::memcpy(data, codes, sizeof(codes));
      return sizeof(codes);
    }
    case ZIP_SOURCE_SUPPORTS:
      return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
      return 0;
    default:
      return -1;
  }
}

using ZipHandle = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using ZipFileHandle = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

absl::Status Damaged(const ZipInput& input, absl::string_view what) {
  if (!input.failure.ok()) return input.failure;
  return Unreadable(absl::StrCat(what, ": the file is damaged; save it again and send that"));
}

class UnpackedPart : public ZipArchive::Part {
 public:
  UnpackedPart(ZipFileHandle file, std::string name, const ZipInput& input, int64_t& budget)
      : file_(std::move(file)), name_(std::move(name)), input_(input), budget_(budget) {}

  absl::StatusOr<absl::string_view> Next() override {
    const zip_int64_t size = zip_fread(file_.get(), buffer_.data(), buffer_.size());
    if (size < 0) return Damaged(input_, absl::StrCat(name_, " cannot be unpacked"));
    budget_ -= size;
    if (budget_ < 0) return TooLarge("unpacked, the workbook is larger than is read");
    return absl::string_view(buffer_.data(), static_cast<size_t>(size));
  }

 private:
  ZipFileHandle file_;
  std::string name_;
  const ZipInput& input_;
  int64_t& budget_;
  std::array<char, kPieceBytes> buffer_;
};

class SourceArchive : public ZipArchive {
 public:
  SourceArchive(ByteSource& source, int64_t unpacked_limit)
      : input_{source, 0, {}}, budget_(unpacked_limit) {}

  absl::Status Begin() {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_function_create(&OnCommand, &input_, &error);
    if (source != nullptr) {
      zip_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
      if (zip_ == nullptr) zip_source_free(source);
    }
    zip_error_fini(&error);
    if (zip_ == nullptr) return Damaged(input_, "the workbook cannot be opened");
    return absl::OkStatus();
  }

  bool Has(const std::string& name) override { return IndexOf(name) >= 0; }

  absl::StatusOr<std::unique_ptr<Part>> OpenPart(const std::string& name) override {
    const zip_int64_t index = IndexOf(name);
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (index < 0 || zip_stat_index(zip_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0) {
      return Unreadable(absl::StrCat("the workbook lacks its part ", name,
                                     ": open it in a spreadsheet program and save it again"));
    }
    PLENARY_RETURN_IF_ERROR(CheckStat(stat));
    ZipFileHandle file(zip_fopen_index(zip_.get(), static_cast<zip_uint64_t>(index), 0),
                       &zip_fclose);
    if (file == nullptr) return Damaged(input_, absl::StrCat(name, " cannot be unpacked"));
    return std::make_unique<UnpackedPart>(std::move(file), name, input_, budget_);
  }

 private:
  // Old .NET writes the names with backslashes.
  zip_int64_t IndexOf(const std::string& name) {
    const zip_int64_t index = zip_name_locate(zip_.get(), name.c_str(), ZIP_FL_NOCASE);
    if (index >= 0) return index;
    const std::string other = absl::StrReplaceAll(name, {{"/", "\\"}});
    return zip_name_locate(zip_.get(), other.c_str(), ZIP_FL_NOCASE);
  }

  absl::Status CheckStat(const zip_stat_t& stat) const {
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
      return Protected("the workbook is under a password: save it without one");
    }
    if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > static_cast<zip_uint64_t>(budget_)) {
      return TooLarge("unpacked, the workbook is larger than is read");
    }
    // No program saves workbooks in other ways, and some of these take memory as the file pleases.
    if ((stat.valid & ZIP_STAT_COMP_METHOD) != 0 && stat.comp_method != ZIP_CM_STORE &&
        stat.comp_method != ZIP_CM_DEFLATE) {
      return Unreadable(
          "the workbook is packed in a way no spreadsheet program packs: save it again");
    }
    return absl::OkStatus();
  }

  ZipInput input_;
  int64_t budget_;
  ZipHandle zip_{nullptr, &zip_discard};
};

}  // namespace

absl::StatusOr<std::unique_ptr<ZipArchive>> ZipArchive::Open(ByteSource& source,
                                                             int64_t unpacked_limit) {
  PLENARY_RETURN_IF_ERROR(CheckPartCount(source));
  auto archive = std::make_unique<SourceArchive>(source, unpacked_limit);
  PLENARY_RETURN_IF_ERROR(archive->Begin());
  return archive;
}

}  // namespace plenary::interchange
