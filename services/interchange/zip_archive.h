// A ZIP file under limits, for the parts of a workbook.
#ifndef PLENARY_SERVICES_INTERCHANGE_ZIP_ARCHIVE_H_
#define PLENARY_SERVICES_INTERCHANGE_ZIP_ARCHIVE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/interchange/byte_source.h"

namespace plenary::interchange {

// Not safe from several threads.
class ZipArchive {
 public:
  // One part as it is unpacked. It must not outlive its archive.
  class Part {
   public:
    virtual ~Part() = default;
    // The next bytes; empty at the end. TABLE_UNREADABLE where they are damaged, TABLE_TOO_LARGE
    // once all parts read so far are larger than the limit, whatever the index of the file says.
    virtual absl::StatusOr<absl::string_view> Next() = 0;
  };

  // Reads the index. `source` must outlive the archive. TABLE_UNREADABLE for what is no ZIP file,
  // TABLE_TOO_LARGE for one with more than 10,000 parts.
  static absl::StatusOr<std::unique_ptr<ZipArchive>> Open(ByteSource& source,
                                                          int64_t unpacked_limit);
  virtual ~ZipArchive() = default;

  // Whether there is such a part; case makes no difference.
  virtual bool Has(const std::string& name) = 0;
  // Begins to unpack a part. TABLE_UNREADABLE where there is none, TABLE_PROTECTED where it is
  // under a password, TABLE_TOO_LARGE where it is announced to be larger than the limit.
  virtual absl::StatusOr<std::unique_ptr<Part>> OpenPart(const std::string& name) = 0;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_ZIP_ARCHIVE_H_
