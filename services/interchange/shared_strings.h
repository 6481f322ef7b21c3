// A workbook's table of texts, to which its cells point.
#ifndef PLENARY_SERVICES_INTERCHANGE_SHARED_STRINGS_H_
#define PLENARY_SERVICES_INTERCHANGE_SHARED_STRINGS_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/interchange/table_reader.h"
#include "services/interchange/zip_archive.h"

namespace plenary::interchange {

// The texts, one behind the other in blocks: some 5 bytes each on top of what is written.
class SharedStrings {
 public:
  // TABLE_TOO_LARGE where they exceed the limits.
  absl::Status Read(ZipArchive& archive, const std::string& part, const TableLimits& limits);
  // By its number, from 0; nullopt where there is none.
  absl::optional<absl::string_view> Find(int64_t index) const;

 private:
  class Listener;
  absl::Status Add(absl::string_view text, const TableLimits& limits);

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t used_ = 0;  // of the last block
  std::deque<uint32_t>
      positions_;  // of each text, which begins with its length; never moved as they grow
  int64_t bytes_ = 0;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_SHARED_STRINGS_H_
