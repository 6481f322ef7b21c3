// Where a table's bytes come from, wherever they are kept.
#ifndef PLENARY_SERVICES_INTERCHANGE_BYTE_SOURCE_H_
#define PLENARY_SERVICES_INTERCHANGE_BYTE_SOURCE_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace plenary::interchange {

// Bytes at random access, as a workbook has its index at the end. They don't change while they are
// read.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // The `size` bytes from `offset`; fewer only where the source ends, none behind it.
  virtual absl::StatusOr<std::string> Read(int64_t offset, int64_t size) = 0;
  virtual int64_t size() const = 0;
};

// Bytes in memory.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string bytes) : bytes_(std::move(bytes)) {}

  absl::StatusOr<std::string> Read(int64_t offset, int64_t size) override {
    if (offset >= this->size()) return std::string();
    return bytes_.substr(static_cast<size_t>(offset), static_cast<size_t>(size));
  }
  int64_t size() const override { return static_cast<int64_t>(bytes_.size()); }

 private:
  std::string bytes_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_BYTE_SOURCE_H_
